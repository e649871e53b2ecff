//! Cells of a sheet, and the days and moments in them.

use std::borrow::Cow;
use std::fmt;

/// A day of the proleptic Gregorian calendar, counted from 1970-01-01 (day 0).
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
pub struct Day(pub i32);

impl Day {
    /// The day of a calendar date, or `None` where there is no such date or
    /// the year is outside 1..=9999.
    pub fn from_ymd(year: i32, month: u32, day: u32) -> Option<Self> {
        if !(1..=9999).contains(&year) || !(1..=12).contains(&month) {
            return None;
        }
        if day == 0 || day > days_in_month(year, month) {
            return None;
        }
        // Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil.
        let y = if month <= 2 { year - 1 } else { year };
        let era = y.div_euclid(400);
        let yoe = y.rem_euclid(400);
        let m = month as i32;
        let doy = (153 * (if m > 2 { m - 3 } else { m + 9 }) + 2) / 5 + day as i32 - 1;
        let doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
        Some(Self(era * 146_097 + doe - 719_468))
    }

    /// Year, month (1–12) and day of the month.
    pub fn ymd(self) -> (i32, u32, u32) {
        let z = self.0 + 719_468;
        let era = z.div_euclid(146_097);
        let doe = z.rem_euclid(146_097);
        let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365;
        let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
        let mp = (5 * doy + 2) / 153;
        let d = (doy - (153 * mp + 2) / 5 + 1) as u32;
        let m = if mp < 10 { mp + 3 } else { mp - 9 } as u32;
        (yoe + era * 400 + i32::from(m <= 2), m, d)
    }

    /// The number of the day's month: year × 12 + month − 1.
    pub fn month(self) -> i32 {
        let (year, month, _) = self.ymd();
        year * 12 + month as i32 - 1
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (y, m, d) = self.ymd();
        write!(f, "{y:04}-{m:02}-{d:02}")
    }
}

/// The number of days of a month (1–12).
pub fn days_in_month(year: i32, month: u32) -> u32 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// A point in time as a spreadsheet holds it, without time zone; or a time without a day (08:30, or the
/// 26:30 of `[h]:mm`), which is on [`Moment::NO_DAY`] as in a spreadsheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The day.
    pub day: Day,
    /// Seconds since midnight, 0..86 400; more only where there is no day.
    pub second: u32,
}

impl Moment {
    /// 1899-12-31, the day 0 of spreadsheets, which times without a day have.
    pub const NO_DAY: Day = Day(-25_568);

    /// A time of day, or a length of time, in seconds.
    pub fn time(second: u32) -> Self {
        Self { day: Self::NO_DAY, second }
    }

    /// Whether it is only a time, without a day.
    pub fn is_time(self) -> bool {
        self.day == Self::NO_DAY
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (h, m, s) = (self.second / 3600, self.second / 60 % 60, self.second % 60);
        match (self.is_time(), self.second) {
            (true, _) => write!(f, "{h:02}:{m:02}:{s:02}"),
            (false, 0) => write!(f, "{}", self.day),
            (false, _) => write!(f, "{} {h:02}:{m:02}:{s:02}", self.day),
        }
    }
}

/// The value of a cell that is not empty.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'a> {
    /// Text as the file has it; line ends are LF.
    Text(Cow<'a, str>),
    /// A number that is not shown as a date.
    Number(f64),
    /// A number that the sheet shows as a date, or a date of the file's own type.
    Date(Moment),
    /// A truth value.
    Bool(bool),
    /// An error such as `#N/A`, as text.
    Error(Cow<'a, str>),
}

impl Value<'_> {
    /// The same value without a borrow.
    pub fn into_owned(self) -> Value<'static> {
        match self {
            Self::Text(t) => Value::Text(Cow::Owned(t.into_owned())),
            Self::Number(n) => Value::Number(n),
            Self::Date(d) => Value::Date(d),
            Self::Bool(b) => Value::Bool(b),
            Self::Error(e) => Value::Error(Cow::Owned(e.into_owned())),
        }
    }

    /// `text`, `number`, `date`, `bool` or `error`.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Text(_) => "text",
            Self::Number(_) => "number",
            Self::Date(_) => "date",
            Self::Bool(_) => "bool",
            Self::Error(_) => "error",
        }
    }

    /// The text that a person reads; numbers without a needless `.0`,
    /// dates as `2024-03-05` or `2024-03-05 08:30:00`, times as `08:30:00`.
    pub fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Text(t) | Self::Error(t) => Cow::Borrowed(t),
            Self::Number(n) => Cow::Owned(format!("{n}")),
            Self::Date(d) => Cow::Owned(d.to_string()),
            Self::Bool(b) => Cow::Borrowed(if *b { "TRUE" } else { "FALSE" }),
        }
    }
}

/// A cell that is not empty.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell<'a> {
    /// Column as in the spreadsheet program, from 1.
    pub column: u32,
    /// Its value.
    pub value: Value<'a>,
}

/// A merged region; rows and columns from 1, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct MergedRegion {
    /// First row.
    pub top: u32,
    /// First column.
    pub left: u32,
    /// Last row.
    pub bottom: u32,
    /// Last column.
    pub right: u32,
}

/// The day of a clock's milliseconds since 1970 in its own time zone.
pub fn from_milliseconds(since_1970: f64) -> Day {
    // The cast saturates; no clock comes near.
    Day((since_1970 / 86_400_000.0).floor() as i32)
}
