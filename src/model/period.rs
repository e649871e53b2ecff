//! The choice of a period, as offices name it.

use crate::model::cell::{Day, days_in_month};
use crate::text::{say, t};
use serde::{Deserialize, Serialize};

/// First and last day, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Period {
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
}

impl Period {
    /// Whether a day is in it.
    pub fn contains(self, day: Day) -> bool {
        self.from <= day && day <= self.to
    }

    /// Returns the first and the last month if these are whole months; `None` otherwise.
    pub fn whole_months(self, end: MonthEnd) -> Option<(i32, i32)> {
        let (first, last) = (end.month(self.from), end.month(self.to));
        (end.months(first, last) == Some(self)).then_some((first, last))
    }
}

/// The day on which reporting months end: by 25, January is 12-26 to 01-25. Months that are shorter end on their last day,
/// so that 31 is the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct MonthEnd(u32);

impl Default for MonthEnd {
    fn default() -> Self {
        Self(31)
    }
}

impl MonthEnd {
    /// Months that end on a day, 1 to 31; `None` for others.
    pub fn new(day: u32) -> Option<Self> {
        (1..=31).contains(&day).then_some(Self(day))
    }

    /// The day.
    pub fn day(self) -> u32 {
        self.0
    }

    /// The number of the month that a day is in: year × 12 + month − 1.
    pub fn month(self, day: Day) -> i32 {
        day.month() + i32::from(day.ymd().2 > self.0)
    }

    /// The days from one month to another; `None` beyond the calendar.
    pub fn months(self, first: i32, last: i32) -> Option<Period> {
        let parts = |number: i32| (number.div_euclid(12), number.rem_euclid(12) as u32 + 1);
        let end = |number: i32| {
            let (year, month) = parts(number);
            Day::from_ymd(year, month, self.0.min(days_in_month(year, month)))
        };
        let from = match end(first.checked_sub(1)?) {
            Some(before) => Day(before.0 + 1),
            None => Day::from_ymd(1, 1, 1).filter(|_| parts(first) == (1, 1))?,
        };
        Some(Period { from, to: end(last)? })
    }
}

/// A period as a person picks it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum PeriodChoice {
    /// All dates.
    #[default]
    All,
    /// A calendar year.
    Year(i32),
    /// A half of a year: 1 or 2.
    Half(i32, u32),
    /// A quarter: 1 to 4.
    Quarter(i32, u32),
    /// A month: 1 to 12.
    Month(i32, u32),
    /// From one month of a year to another: 1 to 5 are the months so far.
    Months(i32, u32, u32),
    /// From one day to another.
    Free(Period),
}

impl PeriodChoice {
    /// First and last day by the months of the calendar; `None` for all dates (or a choice that is no period).
    pub fn period(self) -> Option<Period> {
        self.days(MonthEnd::default())
    }

    /// First and last day where months end on a day of their own.
    pub fn days(self, end: MonthEnd) -> Option<Period> {
        let (year, first, last) = match self {
            Self::All => return None,
            Self::Free(period) => return Some(period),
            Self::Year(y) => (y, 1, 12),
            Self::Half(y, h @ 1..=2) => (y, h * 6 - 5, h * 6),
            Self::Quarter(y, q @ 1..=4) => (y, q * 3 - 2, q * 3),
            Self::Month(y, m) => (y, m, m),
            Self::Months(y, first, last) => (y, first, last),
            Self::Half(..) | Self::Quarter(..) => return None,
        };
        if !(1..=9999).contains(&year) || first == 0 || first > last || last > 12 {
            return None;
        }
        let number = |month: u32| year * 12 + month as i32 - 1;
        end.months(number(first), number(last))
    }

    /// Returns the choice for these days by the calendar: see [`Self::named`].
    pub fn from_period(period: Period) -> Self {
        Self::named(period, MonthEnd::default())
    }

    /// Whether it is chosen as months of a year.
    pub fn is_by_months(self) -> bool {
        matches!(self, Self::Months(..))
    }

    /// Returns these days as months of a year, whatever else they are called; `None` where they are not.
    pub fn by_months(period: Period, end: MonthEnd) -> Option<Self> {
        let (first, last) = period.whole_months(end)?;
        let month = |number: i32| number.rem_euclid(12) as u32 + 1;
        let year = first.div_euclid(12);
        (year == last.div_euclid(12)).then(|| Self::Months(year, month(first), month(last)))
    }

    /// Returns the choice for these days: a year, half, quarter, month or months of a year if they are exactly that.
    pub fn named(period: Period, end: MonthEnd) -> Self {
        let part = |number: i32| (number.div_euclid(12), number.rem_euclid(12) as u32 + 1);
        let ((year, month), (_, last)) = (part(end.month(period.from)), part(end.month(period.to)));
        let named = [
            Self::Year(year),
            Self::Half(year, month.div_ceil(6)),
            Self::Quarter(year, month.div_ceil(3)),
            Self::Month(year, month),
            Self::Months(year, month, last),
        ];
        named.into_iter().find(|c| c.days(end) == Some(period)).unwrap_or(Self::Free(period))
    }

    /// Returns its form in an address: `all`, `2024`, `2024-H1`, `2024-Q2`, `2024-06`, `2024-01..05`,
    /// `2024-01-05..2024-02-10`.
    pub fn id(self) -> String {
        match self {
            Self::All => "all".to_owned(),
            Self::Year(y) => y.to_string(),
            Self::Half(y, h) => format!("{y}-H{h}"),
            Self::Quarter(y, q) => format!("{y}-Q{q}"),
            Self::Month(y, m) => format!("{y}-{m:02}"),
            Self::Months(y, first, last) => format!("{y}-{first:02}..{last:02}"),
            Self::Free(Period { from, to }) => format!("{from}..{to}"),
        }
    }

    /// Returns the choice of an [`id`](Self::id); `None` if the text is no period.
    pub fn from_id(id: &str) -> Option<Self> {
        if id == "all" {
            return Some(Self::All);
        }
        let choice = if let Some((from, to)) = id.split_once("..") {
            match (day(from), day(to)) {
                (Some(from), Some(to)) => Self::Free(Period { from: from.min(to), to: from.max(to) }),
                _ => {
                    let (year, first) = from.split_once('-')?;
                    Self::Months(year.parse().ok()?, first.parse().ok()?, to.parse().ok()?)
                }
            }
        } else {
            let (year, part) = id.split_once('-').map_or((id, None), |(y, p)| (y, Some(p)));
            let year = year.parse().ok()?;
            match part {
                None => Self::Year(year),
                Some(part) if part.starts_with('H') => Self::Half(year, part.get(1..)?.parse().ok()?),
                Some(part) if part.starts_with('Q') => Self::Quarter(year, part.get(1..)?.parse().ok()?),
                Some(part) => Self::Month(year, part.parse().ok()?),
            }
        };
        choice.period().map(|_| choice)
    }

    /// Returns the name that a person would use: 2024年上半年.
    pub fn title(self) -> String {
        match self {
            Self::All => t("全部日期").to_owned(),
            Self::Year(y) => say!("{y}年", y),
            Self::Half(y, h) => say!("{y}年{}半年", if h == 1 { t("上") } else { t("下") }, y),
            Self::Quarter(y, q) => say!("{y}年第{q}季度", y, q),
            Self::Month(y, m) | Self::Months(y, 1, m @ 1) => say!("{y}年{m}月", y, m),
            Self::Months(y, first, last) => say!("{y}年{first}—{last}月", first, last, y),
            Self::Free(Period { from, to }) => say!("{from} 至 {to}", from, to),
        }
    }
}

/// Returns the day of a date field or an address (`2024-06-30`); `None` if the text is no day.
pub fn day(text: &str) -> Option<Day> {
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    Day::from_ymd(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

/// Returns the first and the last day as a text, or that all dates count.
pub fn range(period: Option<Period>) -> String {
    period.map_or_else(|| t("全部日期").to_owned(), |p| say!("{} 至 {}", p.from, p.to))
}
