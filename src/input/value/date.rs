//! Days and spans of days as people type them and as spreadsheets store them.

use crate::text::say;
use std::fmt;

use super::normalise::is_nothing;
use super::{date_text, numeral, timestamp};
use crate::model::cell::{Day, Value};

/// How exactly a date is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Precision {
    /// One day.
    Day,
    /// A month: 2024年3月.
    Month,
    /// A quarter: 2024年一季度.
    Quarter,
    /// A year: 2024年.
    Year,
    /// From one day to another: 3.5-3.7, 2024年上半年, 3月上旬.
    Range,
}

/// A span of days, both ends included. A row is counted on `first`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Dated {
    /// The first day.
    pub first: Day,
    /// The last day; the same as `first` where one day is given.
    pub last: Day,
    /// How exactly it is given.
    pub precision: Precision,
}

impl Dated {
    pub(super) fn on(day: Day) -> Self {
        Self { first: day, last: day, precision: Precision::Day }
    }
}

/// Why a text is not a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DateErrorKind {
    /// It is like a date, and the calendar has no such day: 2024年2月30日.
    NoSuchDay,
    /// It is not like a date: 不详.
    NotADate,
    /// Day and month without a year, and no title says which.
    NeedsYear,
    /// It may be either of two dates: 3/5/24, the number 2024.1 (January or October), or a serial number that stands as text
    /// in a workbook of the 1904 system.
    Ambiguous,
    /// A year before 1900 or after 2100, or a number that is no day from 1990 to 2100.
    OutOfRange,
}

/// A text that is not a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateError {
    /// Why.
    pub kind: DateErrorKind,
    /// The text as found.
    pub found: Box<str>,
}

impl fmt::Display for DateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let found = &self.found;
        match self.kind {
            DateErrorKind::NoSuchDay => f.write_str(&say!("“{found}”这一天不存在，请核对", found)),
            DateErrorKind::NotADate => {
                f.write_str(&say!("“{found}”不是日期，请改成 2024-03-05 的写法", found))
            }
            DateErrorKind::NeedsYear => f.write_str(&say!("“{found}”没有写年份，请补上年份", found)),
            DateErrorKind::Ambiguous => {
                f.write_str(&say!("“{found}”有两种读法，请改成 2024-03-05 的写法", found))
            }
            DateErrorKind::OutOfRange => f.write_str(&say!("“{found}”的年份不合理，请核对", found)),
        }
    }
}

impl std::error::Error for DateError {}

/// What a date may need from its table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DateContext {
    /// The year of dates without one, from a title ([`year_in`]).
    pub year: Option<i32>,
    /// Numbers count days from 1904-01-01 (a flag of the workbook).
    pub epoch_1904: bool,
}

/// Returns the date of a cell's text; `None` where it states none ([`is_nothing`]). `context_year` is the year of dates
/// without one.
///
/// Reads 2024-3-5, 2024/3/5 8:30, 2024.3.5, 2024年3月5日上午9点, 20240305, 20240305083000, 2024-03-05T08:30:00.000Z (an
/// instant in UTC, taken to Beijing time), 5-Mar-24, Tue Mar 05 08:30:00 CST 2024, 3月5日 and 3.5, 24.3.5, 二〇二四年三月五日, months, quarters, half-years, years, spans of days, deadlines
/// (6月底前), and serial numbers of the 1900 system. Years of two digits are 1970 to 2069.
///
/// ```
/// use gelan_core::input::value::{DateErrorKind, Precision, date};
/// let spring = date("2024年一季度", None).unwrap().unwrap();
/// assert_eq!((spring.first.to_string(), spring.last.to_string()), ("2024-01-01".into(), "2024-03-31".into()));
/// assert_eq!(date("3.5", Some(2024)).unwrap().unwrap().precision, Precision::Day);
/// assert_eq!(date("3.5", None).unwrap_err().kind, DateErrorKind::NeedsYear);
/// assert_eq!(date("/", None), Ok(None));
/// ```
///
/// # Errors
/// Where the text is something else than one date.
pub fn date(text: &str, context_year: Option<i32>) -> Result<Option<Dated>, DateError> {
    let bytes = text.as_bytes();
    if let Some(day) = common(bytes) {
        return Ok(Some(Dated::on(day)));
    }
    if is_nothing(text) {
        return Ok(None);
    }
    serial_text(text)
        .or_else(|| timestamp::read(text))
        .unwrap_or_else(|| date_text::read(text, context_year))
        .map(Some)
        .map_err(|kind| DateError { kind, found: text.trim().into() })
}

/// Returns the date of a cell. A number is read as a serial day, as 20240305 or 202403, as a year, or as 2024.3 or 3.5,
/// whichever is plausible.
///
/// # Errors
/// As [`date`]; truth values and error values are no dates.
pub fn date_of(value: &Value<'_>, context: DateContext) -> Result<Option<Dated>, DateError> {
    let read = match value {
        // Copied from a workbook of either system: four years lie between the two readings.
        Value::Text(text) if context.epoch_1904 && matches!(serial_text(text), Some(Ok(_))) => {
            Err(DateErrorKind::Ambiguous)
        }
        Value::Text(text) => return date(text, context.year),
        Value::Date(moment) => match moment.day.ymd().0 {
            EARLIEST..=LATEST => Ok(Dated::on(moment.day)),
            _ => Err(DateErrorKind::OutOfRange),
        },
        Value::Number(n) => number(*n, context),
        Value::Bool(_) | Value::Error(_) => Err(DateErrorKind::NotADate),
    };
    read.map(Some).map_err(|kind| DateError { kind, found: value.text().into() })
}

/// Years before [`EARLIEST`] and after [`LATEST`] are slips of the pen.
pub(super) const EARLIEST: i32 = 1900;
pub(super) const LATEST: i32 = 2100;

/// Whether a year is none of these slips.
pub(super) fn is_year(year: i32) -> bool {
    (EARLIEST..=LATEST).contains(&year)
}

/// Serial days of the 1900 system: 1990-01-01 and 2100-12-31.
const FIRST_SERIAL: f64 = 32_874.0;
const LAST_SERIAL: f64 = 73_415.0;
/// 1970-01-01 in the 1900 system.
const UNIX_SERIAL: i32 = 25_569;
/// Days from 1899-12-30 to 1904-01-01.
const SHIFT_1904: f64 = 1462.0;

fn serial(n: f64) -> Option<Dated> {
    let plausible = (FIRST_SERIAL..LAST_SERIAL + 1.0).contains(&n);
    plausible.then(|| Dated::on(Day(n.floor() as i32 - UNIX_SERIAL)))
}

fn number(n: f64, context: DateContext) -> Result<Dated, DateErrorKind> {
    if let Some(dated) = serial(if context.epoch_1904 { n + SHIFT_1904 } else { n }) {
        return Ok(dated);
    }
    let whole = n.fract() == 0.0;
    if let Some(found) = timestamp::read(&format!("{n}")).filter(|_| whole) {
        return found;
    }
    let year = f64::from(EARLIEST)..f64::from(LATEST + 1);
    let month_or_day = !whole && (year.contains(&n) || (1.0..13.0).contains(&n));
    if !month_or_day
        && !(whole && (year.contains(&n) || (1.9e5..2.2e5).contains(&n) || (1.9e7..2.2e7).contains(&n)))
    {
        return Err(DateErrorKind::OutOfRange);
    }
    let text = format!("{n}");
    // As a number, 2024.10 is 2024.1 and 3.20 is 3.2.
    let fraction = text.split_once('.').map_or("", |(_, fraction)| fraction);
    if month_or_day && (fraction == "1" || n < 13.0 && matches!(fraction, "2" | "3")) {
        return Err(DateErrorKind::Ambiguous);
    }
    date_text::read(&text, context.year)
}

/// Reads a serial day that is a text: 45356 or 45356.354. `None` where the text is no such number.
fn serial_text(text: &str) -> Option<Result<Dated, DateErrorKind>> {
    let text = text.trim();
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
    if whole.len() != 5 || !digits(whole) || !digits(fraction) {
        return None;
    }
    Some(text.parse().ok().and_then(serial).ok_or(DateErrorKind::OutOfRange))
}

/// Reads the forms that fill exports, quickly: 2024-3-5 with `-`, `/` or `.` and 2024年3月5日, with or without a time of day
/// behind a space, and 20240305.
fn common(bytes: &[u8]) -> Option<Day> {
    let bytes = bytes.trim_ascii();
    let (year, rest) = digits(bytes)?;
    if rest.is_empty() && bytes.len() == 8 {
        return day(year / 10_000, year / 100 % 100, year % 100);
    }
    if bytes.len() != rest.len() + 4 {
        return None;
    }
    let (month, of_month, rest) = match rest {
        [mark @ (b'-' | b'/' | b'.'), rest @ ..] => {
            let (month, rest) = digits(rest)?;
            let (second, rest) = rest.split_first()?;
            if second != mark {
                return None;
            }
            let (of_month, rest) = digits(rest)?;
            (month, of_month, rest)
        }
        _ => {
            let (month, rest) = digits(rest.strip_prefix("年".as_bytes())?)?;
            let (of_month, rest) = digits(rest.strip_prefix("月".as_bytes())?)?;
            (month, of_month, rest.strip_prefix("日".as_bytes())?)
        }
    };
    if !rest.is_empty() && !is_clock(rest) {
        return None;
    }
    day(year, month, of_month)
}

/// Whether the rest is ` 8:30`, ` 08:30:00` or `T08:30:00`, and nothing else.
fn is_clock(rest: &[u8]) -> bool {
    let Some((b' ' | b'T', clock)) = rest.split_first() else { return false };
    let mut parts = clock.split(|b| *b == b':');
    let mut limits = [24, 60, 60].iter();
    let (mut count, mut fine) = (0, true);
    for part in parts.by_ref() {
        let limit = limits.next().copied().unwrap_or(0);
        fine &= matches!(digits(part), Some((n, [])) if n < limit && part.len() <= 2);
        count += 1;
    }
    fine && count >= 2
}

/// Takes ASCII digits whose value has room in 32 bits; returns it with what follows.
pub(super) fn digits(bytes: &[u8]) -> Option<(u32, &[u8])> {
    let (mut figure, mut rest) = (0_u32, bytes);
    while let [b @ b'0'..=b'9', after @ ..] = rest {
        figure = figure.checked_mul(10)?.checked_add(u32::from(b - b'0'))?;
        rest = after;
    }
    (rest.len() < bytes.len()).then_some((figure, rest))
}

fn day(year: u32, month: u32, day: u32) -> Option<Day> {
    let year = i32::try_from(year).ok()?;
    is_year(year).then(|| Day::from_ymd(year, month, day)).flatten()
}

/// Returns the year that a title names: 2024年…, 2024年度, 二〇二四年. `None` where it names none, or two different ones.
pub fn year_in(text: &str) -> Option<i32> {
    let text = super::normalise::tidy(text);
    let mut found = None;
    for (at, _) in text.match_indices('年') {
        let before = text.get(..at).unwrap_or("");
        let is_digit = |c: char| c.is_ascii_digit() || c == '○' || numeral::is_everyday_digit(c);
        let digits = before.get(before.trim_end_matches(is_digit).len()..).unwrap_or("");
        match written_year(digits).filter(|_| digits.chars().count() == 4) {
            Some(year) if found.is_some_and(|other| other != year) => return None,
            Some(year) => found = Some(year),
            None => {}
        }
    }
    found
}

/// Returns the year that four digits are, Chinese or not; `None` outside of 1990 to 2100.
pub fn written_year(digits: &str) -> Option<i32> {
    let year = digits.parse().ok().or_else(|| numeral::numeral(digits).and_then(|n| i32::try_from(n).ok()));
    year.filter(|year| (1990..=LATEST).contains(year))
}
