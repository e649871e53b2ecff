//! Notes beside the definition in the panel of a representatives' figure.

use crate::catalogue::RepFigure;
use crate::count::MatterDays;
use crate::figures::reading::FigureValue;
use crate::figures::represent::survival;
use crate::figures::{Figures, State, Subject};
use crate::text::format::grouped;
use crate::text::{say, t};
use crate::view::parts::interval;
use crate::view::table::FEW;

fn days<'f>(subject: &Subject, figures: &'f Figures) -> Option<&'f MatterDays> {
    match subject {
        Subject::Body(body, _) => figures.bodies.iter().find(|b| b.body == *body)?.days.as_ref(),
        Subject::Person(body, name, _) => {
            figures.persons.iter().find(|p| p.body == *body && p.name == *name)?.days.as_ref()
        }
        _ => None,
    }
}

/// Whether it is the median of days.
pub fn is_median(subject: &Subject) -> bool {
    matches!(subject, Subject::Body(_, RepFigure::MedianDays) | Subject::Person(_, _, RepFigure::MedianDays))
}

/// Whether it is a figure over the days in office.
pub fn by_days(subject: &Subject) -> bool {
    matches!(share(subject), Some((_, RepFigure::DaysInOffice)))
}

/// Returns why there is no median.
pub fn no_median(subject: &Subject, figures: &Figures) -> String {
    match days(subject, figures).map(|days| days.0.is_empty()) {
        Some(false) => t("一半以上还没有办结，算不出中位天数").to_owned(),
        _ => t("没有可以算天数的事项").to_owned(),
    }
}

/// Returns numerator and denominator of a share of one body or one person.
fn share(subject: &Subject) -> Option<(RepFigure, RepFigure)> {
    let Subject::Ratio(above, below) = subject else { return None };
    match (above.as_ref(), below.as_ref()) {
        (Subject::Body(a, n), Subject::Body(b, d)) if a == b => Some((*n, *d)),
        (Subject::Person(a, x, n), Subject::Person(b, y, d)) if a == b && x == y => Some((*n, *d)),
        _ => None,
    }
}

/// Returns the lines for a share of matters (its interval) and for a median (what it is taken of).
pub fn lines(subject: &Subject, reading: &FigureValue, figures: &Figures) -> Vec<(&'static str, String)> {
    let mut out = Vec::new();
    if is_median(subject) {
        if let Some(curve) = days(subject, figures).map(survival) {
            let (closed, open) = (count(curve.closed), count(curve.open));
            out.push((t("计入"), say!("{closed} 件已办结，{open} 件未办结", closed, open)));
        }
        return out;
    }
    let (Some(deeds), Some(below), State::Value) = (share(subject), reading.denominator, reading.state)
    else {
        return out;
    };
    if matches!(deeds.1, RepFigure::Reps | RepFigure::DaysInOffice) {
        return out;
    }
    if let Some(interval) = interval::share_interval(reading.numerator, below) {
        out.push((t("95% 区间"), say!("{}（Wilson），同样的办理能力，碰巧可能落在这个范围", interval.text)));
    }
    if below < FEW {
        out.push((t("提醒"), t("不足 5 件，比例仅供参考").to_owned()));
    }
    out
}

fn count(n: u64) -> String {
    grouped(i64::try_from(n).unwrap_or(i64::MAX))
}
