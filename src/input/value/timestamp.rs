//! Timestamps that are nothing but digits.

use super::date::{DateErrorKind, Dated, digits, is_year};
use super::normalise::tidy;
use crate::model::cell::Day;

/// Reads 2024030508, 202403050830, 20240305083000 and 20240305083000123, and the seconds or milliseconds since 1970 of ten
/// and thirteen digits, in Beijing time. `None` where the text has another length or other characters.
pub(super) fn read(text: &str) -> Option<Result<Dated, DateErrorKind>> {
    if text.len() < 10 {
        return None;
    }
    let tidy = tidy(text);
    let bare = tidy.strip_suffix(".0").unwrap_or(&tidy);
    if !bare.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let since_1970 = |unit: i64| {
        let instant: i64 = bare.parse().ok()?;
        let day = Day(i32::try_from((instant / unit + 8 * 3600).div_euclid(86_400)).ok()?);
        is_year(day.ymd().0).then_some(day)
    };
    let day = match bare.len() {
        10 => calendar(bare).or_else(|| since_1970(1)),
        12 | 14 | 17 => calendar(bare),
        13 => since_1970(1000),
        _ => return None,
    };
    Some(day.map(Dated::on).ok_or(DateErrorKind::NoSuchDay))
}

/// Returns the day of a year, a month, a day and a time, each with all its digits; `None` where there is none such.
fn calendar(text: &str) -> Option<Day> {
    let part = |from, to| text.get(from..to).map_or(Some(0), |t| digits(t.as_bytes()).map(|(n, _)| n));
    let fits = part(8, 10)? < 25 && part(10, 12)? < 60 && part(12, 14)? < 60;
    let year = part(0, 4)? as i32;
    Day::from_ymd(year, part(4, 6)?, part(6, 8)?).filter(|_| fits && is_year(year))
}
