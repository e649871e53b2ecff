//! Dates with an English month, as Java, JavaScript, mail headers and spreadsheets write them.

use super::clock::{days_later, zone};
use super::date::{DateErrorKind, Dated, Precision};
use super::date_point::DateResult;
use super::normalise::half_width;
use super::scan::TextCursor;
use crate::model::cell::{Day, days_in_month};

const MONTHS: [&str; 12] = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
];
const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// What the words of a date say.
#[derive(Default)]
struct Words {
    year: Option<i32>,
    month: Option<u32>,
    day: Option<u32>,
    minutes: u32,
    offset: Option<i32>,
}

/// Reads 1-Apr-24, 5 March 2024, Mar 5, 2024 8:30 AM, Tue Mar 05 08:30:00 CST 2024, Tue, 05 Mar 2024 16:30:00 GMT, and
/// Mar-24 (a month); a missing year is `context_year`. `None` where the text names no English month.
pub(super) fn read(text: &str, context_year: Option<i32>) -> Option<DateResult<Dated>> {
    if !text.bytes().any(|b| b.is_ascii_alphabetic()) || text.len() > 100 {
        return None;
    }
    let text = half_width(text);
    let bare = text.split('(').next().unwrap_or("");
    let mut words = Words::default();
    let mut tokens = Vec::new();
    for word in bare.split(|c: char| c.is_whitespace() || c == ',') {
        let apart = !word.contains([':', '+']) && !word.starts_with("GMT");
        tokens.extend(word.split(|c| apart && matches!(c, '-' | '/' | '.')).filter(|t| !t.is_empty()));
    }
    let lower: Vec<String> = tokens.iter().map(|t| t.to_ascii_lowercase()).collect();
    let month = lower.iter().position(|t| named(&MONTHS, t).is_some())?;
    words.month = lower.get(month).and_then(|t| named(&MONTHS, t));
    for (at, token) in lower.iter().enumerate().filter(|(at, _)| *at != month) {
        // Apr-24 is a month of a spreadsheet, 1-Apr-24 a day.
        let year = words.day.is_some() || lower.len() == 2 && at > month && bare.contains('-');
        if words.take(token, year).is_none() {
            return Some(Err(DateErrorKind::NotADate));
        }
    }
    Some(words.resolve(context_year))
}

/// Returns the number of a name, from 1, written whole or with its first three or four letters.
fn named(names: &[&str], word: &str) -> Option<u32> {
    let fits = |name: &str| name.starts_with(word) && (matches!(word.len(), 3 | 4) || name == word);
    names.iter().position(|name| fits(name)).map(|at| at as u32 + 1)
}

impl Words {
    /// Takes a word; a number of two digits is a year where `as_year` says so. `None` where the word has no place in a date.
    fn take(&mut self, word: &str, as_year: bool) -> Option<()> {
        let number: Option<u32> = word.trim_end_matches(['s', 't', 'n', 'd', 'r', 'h']).parse().ok();
        match (word, number) {
            (_, Some(year @ 1900..=2100)) if word.len() == 4 => self.year = Some(year as i32),
            (_, Some(year @ 0..100)) if as_year && self.year.is_none() && word.len() == 2 => {
                self.year = Some(if year < 70 { 2000 } else { 1900 } + year as i32);
            }
            (_, Some(day @ 1..=31)) if self.day.is_none() => self.day = Some(day),
            ("am", _) => {}
            ("pm", _) => self.minutes += if self.minutes < 720 { 720 } else { 0 },
            _ if named(&WEEKDAYS, word).is_some() => {}
            _ if word.contains(':') && !word.starts_with("gmt") => {
                let mut parts =
                    word.split(':').map(|part| part.split('.').next().and_then(|p| p.parse().ok()));
                let (hour, minute): (u32, u32) = (parts.next()??, parts.next()??);
                self.minutes = (hour < 24 && minute < 60).then_some(hour * 60 + minute)?;
            }
            _ => {
                let upper = word.to_ascii_uppercase();
                let mut cursor = TextCursor::new(&upper);
                self.offset = Some(zone(&mut cursor, false)?);
                cursor.at_end().then_some(())?;
            }
        }
        Some(())
    }

    fn resolve(self, context_year: Option<i32>) -> DateResult<Dated> {
        let month = self.month.ok_or(DateErrorKind::NotADate)?;
        let day = |year, day| Day::from_ymd(year, month, day).ok_or(DateErrorKind::NoSuchDay);
        let fits = self.day.is_none_or(|day| day <= days_in_month(2000, month));
        let year = match self.year.or(context_year) {
            Some(year) if fits => year,
            None if fits => return Err(DateErrorKind::NeedsYear),
            _ => return Err(DateErrorKind::NoSuchDay),
        };
        let Some(of_month) = self.day else {
            let last = day(year, days_in_month(year, month))?;
            return Ok(Dated { first: day(year, 1)?, last, precision: Precision::Month });
        };
        let later = self.offset.map_or(0, |offset| days_later(self.minutes, offset));
        Ok(Dated::on(Day(day(year, of_month)?.0.saturating_add(later))))
    }
}
