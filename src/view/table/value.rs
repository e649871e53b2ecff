//! The values of a table's cells: how they read, compare and add up.

use crate::figures::represent::MONTH;
use crate::figures::{CaseStanding, State, Withheld};
use crate::text::format::{between, grouped, hundredths, interval_end, percent, percents, quotient};
use crate::text::{say, t};
use std::cmp::Ordering;

/// An officer's whole time in the unit of loads: so fine that the two decimals that are shown are true ones.
pub const OFFICER: i64 = 1_000_000;

/// The value of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CellValue {
    /// Words.
    Text(String),
    /// A number of things.
    Count(i64),
    /// A ratio, shown in percent.
    Percent(i64, i64),
    /// A ratio of which only bounds are known: least and most, and the denominator.
    Bounds(i64, i64, i64),
    /// A ratio whose units do not fit.
    Refused,
    /// A figure that the sender of the snapshot did not send.
    Withheld(Withheld),
    /// A quotient, shown with one decimal.
    Quotient(i64, i64),
    /// A load: [millionths](OFFICER) of officers that the work takes, officers, and what is shown as 1.00, a quotient of such.
    Workload(i64, i64, (i64, i64)),
    /// A value over a limit that the township sets.
    OverLimit(Box<Self>),
    /// The interval of a ratio: from, to in tenths of a percent; numerator, denominator.
    Interval(i64, i64, i64, i64),
    /// Days, shown as months with one decimal.
    Months(i64),
    /// A number over days, shown as a number per month with one decimal.
    Monthly(i64, i64),
    /// Yes or no.
    Flag(bool),
    /// How a case stands.
    Standing(CaseStanding),
    /// Counts along the months, drawn as columns; the second is the highest of all rows.
    Series(Vec<i64>, i64),
    /// Not known: its table is not loaded. Never 0.
    Absent,
}

impl CellValue {
    /// Returns a count that may be unknown.
    pub fn count(n: Option<i64>) -> Self {
        n.map_or(Self::Absent, Self::Count)
    }

    /// Returns a ratio whose parts may be unknown.
    pub fn percent(n: Option<i64>, d: Option<i64>) -> Self {
        n.zip(d).map_or(Self::Absent, |(n, d)| Self::Percent(n, d))
    }

    /// Returns a quotient whose parts may be unknown.
    pub fn quotient(n: Option<i64>, d: Option<i64>) -> Self {
        n.zip(d).map_or(Self::Absent, |(n, d)| Self::Quotient(n, d))
    }

    /// Returns the cell of a figure in this state: a count if it has no denominator, else a ratio.
    pub fn from_state(state: State, numerator: i64, denominator: Option<i64>) -> Self {
        match (state, denominator) {
            (State::Value, None) => Self::Count(numerator),
            (State::Value | State::NoDenominator, Some(d)) => Self::Percent(numerator, d),
            (State::Interval { lower, upper }, Some(d)) => Self::Bounds(lower, upper, d),
            (State::Refused(_), _) => Self::Refused,
            (State::Withheld(why), _) => Self::Withheld(why),
            _ => Self::Absent,
        }
    }

    /// Returns the text that a person reads; a ratio without a denominator is a dash.
    pub fn text(&self) -> String {
        let or_dash = |text: Option<String>| text.unwrap_or_else(|| "–".to_owned());
        match self {
            Self::Text(t) => t.clone(),
            Self::Count(n) => grouped(*n),
            Self::Percent(n, d) => or_dash(percent(*n, *d)),
            Self::Bounds(a, b, d) => or_dash(percents(*a, *b, *d)),
            Self::Refused => t("不符").to_owned(),
            Self::Withheld(why) => why.mark().to_owned(),
            Self::Quotient(n, d) => or_dash(quotient(*n, *d)),
            Self::Workload(n, d, one) => {
                let (n, d) = times(*n, *d, *one);
                or_dash(hundredths(n, d))
            }
            // The mark shows in grey print too.
            Self::OverLimit(value) => format!("▲ {}", value.text()),
            Self::Interval(_, _, _, 0) => or_dash(None),
            Self::Interval(from, to, _, _) => format!("{}–{}", interval_end(*from), interval_end(*to)),
            Self::Months(days) => months(*days),
            Self::Monthly(n, days) => or_dash(per_month(*n, *days)),
            Self::Flag(true) => t("有").to_owned(),
            Self::Flag(false) => t("无").to_owned(),
            Self::Standing(standing) => standing_text(*standing),
            Self::Series(counts, _) => counts.iter().map(i64::to_string).collect::<Vec<_>>().join(" "),
            Self::Absent => String::new(),
        }
    }

    /// Returns the words for a resting pointer: numerator and denominator, or why there is no number.
    pub fn detail(&self) -> Option<String> {
        Some(match self {
            Self::Percent(n, d) | Self::Interval(_, _, n, d) => {
                format!("{} / {}", grouped(*n), grouped(*d))
            }
            Self::Months(days) => say!("{} 天", grouped(*days)),
            Self::Series(..) => self.text(),
            Self::Monthly(n, days) => say!("{} / {} 天", grouped(*n), grouped(*days)),
            Self::Bounds(a, b, d) => say!("区间：{} / {}", between(*a, *b), grouped(*d)),
            Self::Refused => t("口径不符，两边的单位不能相除").to_owned(),
            Self::Withheld(why) => why.to_string(),
            Self::Absent => t("无数据").to_owned(),
            Self::OverLimit(value) => match value.as_ref() {
                Self::Workload(..) => t("达到平均的 1.5 倍").to_owned(),
                Self::Interval(..) => t("解决比例低得不像碰巧").to_owned(),
                _ => t("超过设置的上限").to_owned(),
            },
            _ => return None,
        })
    }

    /// Returns the value without its mark.
    pub fn plain(&self) -> &Self {
        match self {
            Self::OverLimit(value) => value,
            other => other,
        }
    }

    /// Whether there is something to compare; other values stay below, whichever way a table is sorted.
    pub(super) fn is_known(&self) -> bool {
        match self.plain() {
            Self::Absent | Self::Refused | Self::Withheld(_) => false,
            Self::Interval(_, _, _, d) => *d > 0,
            value => value.fraction().is_none_or(|(_, _, d)| d > 0),
        }
    }

    /// Returns the least and the most numerator, and the denominator, of a value that is a fraction.
    fn fraction(&self) -> Option<(i64, i64, i64)> {
        match *self {
            Self::Percent(n, d) | Self::Quotient(n, d) | Self::Monthly(n, d) | Self::Workload(n, d, _) => {
                Some((n, n, d))
            }
            Self::Bounds(a, b, d) => Some((a, b, d)),
            _ => None,
        }
    }

    /// Compares values of one column; a ratio with bounds counts as their middle.
    pub(super) fn compare(&self, other: &Self) -> Ordering {
        match (self.plain(), other.plain()) {
            (Self::Count(a), Self::Count(b)) | (Self::Months(a), Self::Months(b)) => a.cmp(b),
            (Self::Interval(a, b, ..), Self::Interval(c, d, ..)) => (a, b).cmp(&(c, d)),
            (Self::Flag(a), Self::Flag(b)) => a.cmp(b),
            (Self::Standing(a), Self::Standing(b)) => urgency(*a).cmp(&urgency(*b)),
            (Self::Series(a, _), Self::Series(b, _)) => a.iter().sum::<i64>().cmp(&b.iter().sum()),
            (a, b) => a.fraction().zip(b.fraction()).map_or(Ordering::Equal, |((a, b, c), (d, e, f))| {
                let twice_the_middle = |low, high| i128::from(low) + i128::from(high);
                (twice_the_middle(a, b) * i128::from(f)).cmp(&(twice_the_middle(d, e) * i128::from(c)))
            }),
        }
    }

    /// Adds another value of the column to a sum, which begins as [`Self::Absent`].
    pub(super) fn add(&mut self, other: &Self) {
        let other = match other.plain() {
            Self::Flag(yes) => &Self::Percent(i64::from(*yes), 1),
            other => other,
        };
        *self = match (&*self, other) {
            (Self::Count(a), Self::Count(b)) => Self::Count(a + b),
            (Self::Percent(a, b), Self::Percent(c, d)) => Self::Percent(a + c, b + d),
            (Self::Quotient(a, b), Self::Quotient(c, d)) => Self::Quotient(a + c, b + d),
            (Self::Workload(a, b, one), Self::Workload(c, d, _)) => Self::Workload(a + c, b + d, *one),
            (Self::Percent(..) | Self::Bounds(..), Self::Percent(..) | Self::Bounds(..)) => {
                let (low, high, below) = self.fraction().unwrap_or_default();
                let (more_low, more_high, more_below) = other.fraction().unwrap_or_default();
                Self::Bounds(low + more_low, high + more_high, below + more_below)
            }
            (
                Self::Absent,
                Self::Count(_)
                | Self::Percent(..)
                | Self::Bounds(..)
                | Self::Quotient(..)
                | Self::Workload(..),
            ) => other.clone(),
            _ => return,
        };
    }
}

impl From<&str> for CellValue {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<&String> for CellValue {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<String> for CellValue {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for CellValue {
    fn from(n: i64) -> Self {
        Self::Count(n)
    }
}

/// Returns how a case stands, in words.
pub fn standing_text(standing: CaseStanding) -> String {
    match standing {
        CaseStanding::Overdue(days) => say!("已超 {} 天", grouped(days)),
        CaseStanding::Due(0) => t("今天到期").to_owned(),
        CaseStanding::Due(days) => say!("还有 {} 天", grouped(days)),
        CaseStanding::Open => t("未办结，没有写明期限").to_owned(),
        CaseStanding::Late(days) => say!("迟 {} 天", grouped(days)),
        CaseStanding::OnTime => t("按期").to_owned(),
        CaseStanding::Closed => t("已办结").to_owned(),
    }
}

/// The more urgent, the greater: overdue, soon due, open, then what is closed.
fn urgency(standing: CaseStanding) -> (u8, i64) {
    match standing {
        CaseStanding::Overdue(days) => (5, days),
        CaseStanding::Due(days) => (4, -days),
        CaseStanding::Open => (3, 0),
        CaseStanding::Late(days) => (2, days),
        CaseStanding::Closed => (1, 0),
        CaseStanding::OnTime => (0, 0),
    }
}

/// Returns numerator and denominator of a load of which `one` is shown as 1.00.
pub fn times(n: i64, d: i64, one: (i64, i64)) -> (i64, i64) {
    (n.saturating_mul(one.1), d.saturating_mul(one.0))
}

/// Returns the number per month that `n` in `days` days makes, with one decimal; `None` if there are no days.
pub fn per_month(n: i64, days: i64) -> Option<String> {
    let (month, parts) = MONTH;
    quotient(n.saturating_mul(month), days.saturating_mul(parts))
}

/// Returns days as months, with one decimal.
pub fn months(days: i64) -> String {
    let (month, parts) = MONTH;
    quotient(days.saturating_mul(parts), month).unwrap_or_default()
}
