//! Changes: a figure beside that of the period before and of a year before.

use crate::figures::reading::{FigureValue, read};
use crate::figures::{Figures, State, Subject};
use crate::model::period::PeriodChoice;
use crate::text::format::{percent, quotient, with_unit};
use crate::text::{say, t};

/// The difference between a figure and that of another period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeView {
    /// 较上期, 较去年同期.
    pub beside: &'static str,
    /// `+3.2 个百分点`, `+120 户次（+12.5%）`; 持平 if nothing changed.
    pub amount: String,
    /// The other period's figure, for its evidence.
    pub subject: Subject,
    /// The other period.
    pub choice: PeriodChoice,
    /// The figure there, with its unit.
    pub then: String,
    /// The figure now, with its unit.
    pub now: String,
}

impl ChangeView {
    /// Returns the change as a calculation: 64.6% − 61.4%＝+3.2 个百分点.
    pub fn difference(&self) -> String {
        format!("{} − {}（{}）＝{}", self.now, self.then, self.choice.title(), self.amount)
    }

    /// Returns the change in a line: 较上期 +3.2 个百分点.
    pub fn text(&self) -> String {
        format!("{} {}", self.beside, self.amount)
    }
}

/// Returns how a figure of the township changed; empty if the data has no earlier period.
pub fn changes(subject: &Subject, figures: &Figures) -> Vec<ChangeView> {
    let now = read(subject, figures);
    let trends = &figures.trends;
    [(t("较上期"), &trends.before), (t("较去年同期"), &trends.year_ago)]
        .into_iter()
        .filter_map(|(beside, bucket)| {
            let bucket = bucket.as_ref()?;
            let then = bucket.read(subject)?.reading;
            Some(ChangeView {
                beside,
                amount: difference(subject, now, then)?,
                subject: subject.clone().within(bucket.choice),
                choice: bucket.choice,
                then: shown(subject, then)?,
                now: shown(subject, now)?,
            })
        })
        .collect()
}

pub(crate) fn units(subject: &Subject) -> (&'static str, &'static str) {
    let unit = |s: &Subject| s.definition().map_or("", |d| crate::text::unit(d.unit));
    (unit(subject), subject.below().map_or_else(|| unit(subject), unit))
}

/// The figure with its unit; of a ratio the percentage.
pub(crate) fn shown(subject: &Subject, reading: FigureValue) -> Option<String> {
    let (unit, below) = units(subject);
    if reading.state != State::Value {
        return None;
    }
    match reading.denominator {
        None => Some(with_unit(reading.numerator, unit)),
        Some(d) if unit == below => percent(reading.numerator, d).map(|p| format!("{p}%")),
        Some(d) => quotient(reading.numerator, d),
    }
}

fn signed(n: f64) -> String {
    let text = format!("{:.1}", n.abs());
    if n < 0.0 { format!("−{text}") } else { format!("+{text}") }
}

fn difference(subject: &Subject, now: FigureValue, then: FigureValue) -> Option<String> {
    if (now.state, then.state) != (State::Value, State::Value) {
        return None;
    }
    let unit = units(subject).0;
    match (now.denominator, then.denominator) {
        (Some(a), Some(b)) if a > 0 && b > 0 => {
            let points = (now.numerator as f64 / a as f64 - then.numerator as f64 / b as f64) * 100.0;
            Some(if points.abs() < 0.05 {
                t("持平").to_owned()
            } else {
                say!("{} 个百分点", signed(points))
            })
        }
        (None, None) => {
            let more = now.numerator.checked_sub(then.numerator)?;
            if more == 0 {
                return Some(t("持平").to_owned());
            }
            let sign = if more < 0 { "−" } else { "+" };
            let amount = sign.to_owned() + &with_unit(more.saturating_abs(), unit);
            // A share of a small number says little.
            Some(if then.numerator >= 20 {
                let share = signed(more as f64 / then.numerator as f64 * 100.0);
                say!("{amount}（{share}%）", amount, share)
            } else {
                amount
            })
        }
        _ => None,
    }
}
