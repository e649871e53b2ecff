//! Lengths of time that are no plain figure: from one time of day to another, hours and minutes, parts of a working day.

use super::clock::ClockTime;
use super::date_point::joint;
use super::normalise::tidy;
use super::scan::TextCursor;
use crate::model::cell::Value;

/// The minutes of a working day (国务院关于职工工作时间的规定: eight hours).
const WORKING_DAY: f64 = 480.0;

/// Returns the minutes that 9:00-11:30, 8:30-11:30，14:00-17:00, 下午2点至4点半, 1:30 and 半天 last, and those of a cell that
/// holds a time alone; `None` for anything else.
///
/// ```
/// use gelan_core::input::value::minutes_of;
/// use gelan_core::model::cell::Value;
/// let minutes = |text: &'static str| minutes_of(&Value::Text(text.into()));
/// assert_eq!((minutes("9:00-11:30"), minutes("1:30"), minutes("半天")), (Some(150), Some(90), Some(240)));
/// ```
pub fn minutes_of(value: &Value<'_>) -> Option<i64> {
    match value {
        Value::Date(time) if time.is_time() => Some(i64::from(time.second / 60)),
        Value::Text(text) => {
            let text = tidy(text);
            days(&text).or_else(|| spans(&text)).or_else(|| hours(&text))
        }
        _ => None,
    }
}

/// Reads 半天, 1天半, 0.5天 and 一天.
fn days(text: &str) -> Option<i64> {
    let (text, half) = match text.strip_suffix('半') {
        Some(before) => (before, 0.5),
        None => (text, 0.0),
    };
    let days =
        text.strip_suffix(['天', '日']).or_else(|| text.strip_suffix("工作日"))?.trim_end_matches('个');
    let number = match days {
        "半" => 0.5,
        days => days.parse().ok().or_else(|| super::numeral::numeral(days).map(|n| n as f64))?,
    };
    let minutes = (number + half) * WORKING_DAY;
    (0.0..100_000.0).contains(&minutes).then_some(minutes.round() as i64)
}

/// Adds up spans from one time of day to another.
fn spans(text: &str) -> Option<i64> {
    let mut sum = 0;
    for span in text.split([',', ';', '、', '和']).filter(|span| !span.is_empty()) {
        let mut cursor = TextCursor::new(span);
        let start = ClockTime::take(&mut cursor)?;
        let end = joint(&mut cursor).then(|| ClockTime::take(&mut cursor))??;
        let (from, mut to) = (start.minutes(), end.minutes());
        // 下午2:00-4:30
        if to < from && start.is_afternoon() {
            to += 720;
        }
        sum += i64::from(to.checked_sub(from).filter(|_| cursor.at_end())?);
    }
    (sum > 0).then_some(sum)
}

/// Reads 1:30 and 01:30:00.
fn hours(text: &str) -> Option<i64> {
    let mut parts =
        text.split(':').map(|part| part.parse::<u32>().ok().filter(|n| part.len() <= 2 && *n < 60));
    let (hours, minutes) = (parts.next()??, parts.next()??);
    let seconds = parts.next().unwrap_or(Some(0)).is_some();
    (seconds && parts.next().is_none()).then_some(i64::from(hours * 60 + minutes))
}
