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

    /// Returns the first and the last month (see [`Day::month`]) if these are whole months; `None` otherwise.
    pub fn whole_months(self) -> Option<(i32, i32)> {
        let ((_, _, first), (year, month, last)) = (self.from.ymd(), self.to.ymd());
        let is_whole = first == 1 && last == days_in_month(year, month);
        is_whole.then(|| (self.from.month(), self.to.month()))
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
    /// From one day to another.
    Free(Period),
}

impl PeriodChoice {
    /// First and last day; `None` for all dates (or a choice that is no period).
    pub fn period(self) -> Option<Period> {
        let months = |year: i32, first: u32, last: u32| {
            Some(Period {
                from: Day::from_ymd(year, first, 1)?,
                to: Day::from_ymd(year, last, days_in_month(year, last))?,
            })
        };
        match self {
            Self::All => None,
            Self::Year(y) => months(y, 1, 12),
            Self::Half(y, h @ 1..=2) => months(y, h * 6 - 5, h * 6),
            Self::Quarter(y, q @ 1..=4) => months(y, q * 3 - 2, q * 3),
            Self::Month(y, m @ 1..=12) => months(y, m, m),
            Self::Half(..) | Self::Quarter(..) | Self::Month(..) => None,
            Self::Free(period) => Some(period),
        }
    }

    /// Returns the choice for these days: a year, half, quarter or month if they are exactly one.
    pub fn from_period(period: Period) -> Self {
        let (year, month, _) = period.from.ymd();
        let named = [
            Self::Year(year),
            Self::Half(year, month.div_ceil(6)),
            Self::Quarter(year, month.div_ceil(3)),
            Self::Month(year, month),
        ];
        named.into_iter().find(|c| c.period() == Some(period)).unwrap_or(Self::Free(period))
    }

    /// Returns its form in an address: `all`, `2024`, `2024-H1`, `2024-Q2`, `2024-06`, `2024-01-05..2024-02-10`.
    pub fn id(self) -> String {
        match self {
            Self::All => "all".to_owned(),
            Self::Year(y) => y.to_string(),
            Self::Half(y, h) => format!("{y}-H{h}"),
            Self::Quarter(y, q) => format!("{y}-Q{q}"),
            Self::Month(y, m) => format!("{y}-{m:02}"),
            Self::Free(Period { from, to }) => format!("{from}..{to}"),
        }
    }

    /// Returns the choice of an [`id`](Self::id); `None` if the text is no period.
    pub fn from_id(id: &str) -> Option<Self> {
        if id == "all" {
            return Some(Self::All);
        }
        let choice = if let Some((from, to)) = id.split_once("..") {
            let (from, to) = (day(from)?, day(to)?);
            Self::Free(Period { from: from.min(to), to: from.max(to) })
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
            Self::Month(y, m) => say!("{y}年{m}月", y, m),
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
