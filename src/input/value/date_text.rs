//! The grammar of dates that people type: a date, a time of day, a span.

use super::clock::{ClockTime, clock};
use super::date::{DateErrorKind, Dated, Precision};
use super::date_english;
use super::date_point::{DateResult, WrittenDate, joint};
use super::scan::TextCursor;
use crate::model::cell::Day;

/// Reads the whole text as one date or one span of days.
pub(super) fn read(text: &str, year: Option<i32>) -> DateResult<Dated> {
    if let Some(english) = date_english::read(text, year) {
        return english;
    }
    let mut cursor = TextCursor::new(text);
    cursor.eat("'");
    cursor.eat_any(&["公元"]);
    let start = WrittenDate::take(&mut cursor, None)?;
    let later = clock(&mut cursor);
    let mut found = start.resolve(year)?;
    if later != 0 {
        found = Dated::on(Day(found.first.0.saturating_add(later)));
    }
    let mut ahead = cursor;
    if joint(&mut ahead)
        && let Some(end) = span_end(&mut ahead, start, year)
    {
        let last = end?;
        if last.last < found.first {
            return Err(DateErrorKind::NotADate);
        }
        return Ok(Dated { first: found.first, last: last.last, precision: Precision::Range });
    }
    if joint(&mut cursor) && ClockTime::take(&mut cursor).is_none() {
        return Err(DateErrorKind::NotADate);
    }
    cursor.eat_any(&["以前", "之前", "前"]);
    cursor.eat_all(&['。', '.', ';']);
    if cursor.at_end() { Ok(found) } else { Err(DateErrorKind::NotADate) }
}

/// Takes the end of a span; `None` where the rest of the text is none.
fn span_end(cursor: &mut TextCursor<'_>, start: WrittenDate, year: Option<i32>) -> Option<DateResult<Dated>> {
    let mut end = WrittenDate::take(cursor, Some(start)).ok()?;
    clock(cursor);
    if !cursor.at_end() {
        return None;
    }
    if end.year.is_none() {
        end.year = start.year;
        // 12.30-1.2 runs into the next year.
        let into_january = start.month >= 11 && (1..=2).contains(&end.month);
        if into_january {
            end.year = start.year.or(year).map(|year| year + 1);
        }
    }
    Some(end.resolve(year))
}
