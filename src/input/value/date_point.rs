//! One date as people write it, whole or in part.

use super::clock::{RunOfDigits, figure};
use super::date::{DateErrorKind, Dated, EARLIEST, LATEST, Precision};
use super::scan::TextCursor;
use crate::model::cell::{Day, days_in_month};

/// What a text of a date says, or why it cannot be read.
pub type DateResult<T> = Result<T, DateErrorKind>;

/// A date as written; parts that are not written are 0.
#[derive(Clone, Copy)]
pub struct WrittenDate {
    pub(super) year: Option<i32>,
    pub(super) month: u32,
    part: DatePart,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum DatePart {
    Day(u32),
    /// First and last day of the month; 0 for the month's end.
    Days(u32, u32),
    Month,
    /// From one month to another.
    Months(u32, u32),
    Quarter(u32),
    Year,
}

/// Returns the year of four digits, or of two: 1970 to 2069.
fn year_of(figure: RunOfDigits) -> DateResult<i32> {
    let value = figure.value as i32;
    match (figure.length, value) {
        (4, EARLIEST..=LATEST) => Ok(value),
        (4, _) => Err(DateErrorKind::OutOfRange),
        (2, 0..70) => Ok(2000 + value),
        (2, _) => Ok(1900 + value),
        _ => Err(DateErrorKind::NotADate),
    }
}

impl WrittenDate {
    /// Takes a date. As the end of a span it may be shorter than its `start`: the 7 of 3.5-7.
    pub(super) fn take(cursor: &mut TextCursor<'_>, start: Option<Self>) -> DateResult<Self> {
        if let Some(point) = Self::take_part_of_year(cursor, None) {
            return Ok(point);
        }
        let first = figure(cursor).ok_or(DateErrorKind::NotADate)?;
        cursor.skip_blank();
        match cursor.raw() {
            Some('年') => {
                cursor.bump();
                Self::take_after_year(cursor, year_of(first)?)
            }
            Some('月') => {
                cursor.bump();
                Self::take_after_month(cursor, None, first.value)
            }
            Some('日' | '号') if start.is_some() => {
                cursor.bump();
                Ok(Self::shortened(start, first.value))
            }
            Some(mark) if mark_of(mark).is_some() => {
                let mut ahead = *cursor;
                ahead.bump();
                match figure(&mut ahead) {
                    Some(second) => {
                        *cursor = ahead;
                        Self::take_marked(cursor, first, second, mark)
                    }
                    None => Self::take_alone(cursor, first, start),
                }
            }
            _ => Self::take_alone(cursor, first, start),
        }
    }

    fn shortened(start: Option<Self>, value: u32) -> Self {
        match start {
            Some(Self { year, month, part: DatePart::Day(_) | DatePart::Days(..) }) => {
                Self { year, month, part: DatePart::Day(value) }
            }
            Some(Self { year, .. }) => Self { year, month: value, part: DatePart::Month },
            None => Self { year: None, month: 0, part: DatePart::Day(value) },
        }
    }

    /// Reads digits without a mark behind them: 2024, 202403, 20240305.
    fn take_alone(cursor: &mut TextCursor<'_>, first: RunOfDigits, start: Option<Self>) -> DateResult<Self> {
        let value = first.value;
        let year = |value: u32| year_of(RunOfDigits { value, length: 4 });
        match first.length {
            1 | 2 if start.is_some() => Ok(Self::shortened(start, value)),
            4 => {
                cursor.eat("年");
                Ok(Self { year: Some(year(value)?), month: 0, part: DatePart::Year })
            }
            6 => Ok(Self { year: Some(year(value / 100)?), month: value % 100, part: DatePart::Month }),
            8 => {
                let month = value / 100 % 100;
                Ok(Self { year: Some(year(value / 10_000)?), month, part: DatePart::Day(value % 100) })
            }
            _ => Err(DateErrorKind::NotADate),
        }
    }

    /// Takes the rest of 2024.3.5, 24-3-5, 2024/3 or 3.5.
    fn take_marked(
        cursor: &mut TextCursor<'_>,
        first: RunOfDigits,
        second: RunOfDigits,
        mark: char,
    ) -> DateResult<Self> {
        let mut ahead = *cursor;
        ahead.skip_blank();
        let behind = ahead.bump();
        // Marks that nobody means are taken with a whole year alone: 3、5、7 are three days.
        let usual = |mark: char| matches!(mark, '-' | '/' | '.');
        let is_sure = first.length == 4 || usual(mark) && behind.is_some_and(usual);
        let is_mark = behind.and_then(mark_of) == mark_of(mark) && is_sure;
        let third = if is_mark { figure(&mut ahead) } else { None };
        // 2024-3-5 is a day, but in 2.28-3.1 the joint is another mark.
        if let Some(third) = third {
            if second.length > 2 || third.length > 2 {
                let american = mark == '/' && first.length <= 2 && second.length <= 2 && third.length == 4;
                return Err(if american { DateErrorKind::Ambiguous } else { DateErrorKind::NotADate });
            }
            if mark == '/'
                && (first.length == 1 || first.length == 2 && first.value <= 12 && third.value > 12)
            {
                return Err(DateErrorKind::Ambiguous);
            }
            *cursor = ahead;
            cursor.eat("日");
            return Ok(Self {
                year: Some(year_of(first)?),
                month: second.value,
                part: DatePart::Day(third.value),
            });
        }
        match (first.length, second.length) {
            _ if !usual(mark) => Err(DateErrorKind::NotADate),
            (4, 1 | 2) => {
                if cursor.eat("月") {
                    return Self::take_after_month(cursor, Some(year_of(first)?), second.value);
                }
                Ok(Self { year: Some(year_of(first)?), month: second.value, part: DatePart::Month })
            }
            (1 | 2, 1 | 2) => {
                cursor.eat("日");
                Ok(Self { year: None, month: first.value, part: DatePart::Day(second.value) })
            }
            _ => Err(DateErrorKind::NotADate),
        }
    }

    fn take_after_year(cursor: &mut TextCursor<'_>, year: i32) -> DateResult<Self> {
        if let Some(point) = Self::take_part_of_year(cursor, Some(year)) {
            return Ok(point);
        }
        let whole = Self { year: Some(year), month: 0, part: DatePart::Year };
        if cursor.eat_any(&["全年", "度"]) {
            return Ok(whole);
        }
        if cursor.eat_any(&["底", "末", "年底", "年末"]) {
            return Ok(Self { month: 12, part: DatePart::Day(31), ..whole });
        }
        let mut ahead = *cursor;
        let Some(month) = figure(&mut ahead) else { return Ok(whole) };
        ahead.skip_blank();
        match ahead.raw() {
            Some('月') => {
                ahead.bump();
                *cursor = ahead;
                Self::take_after_month(cursor, Some(year), month.value)
            }
            // 2024年3.5
            Some('.' | '-' | '/') => {
                ahead.bump();
                let day = figure(&mut ahead).ok_or(DateErrorKind::NotADate)?;
                *cursor = ahead;
                Ok(Self { month: month.value, part: DatePart::Day(day.value), ..whole })
            }
            _ => Err(DateErrorKind::NotADate),
        }
    }

    fn take_after_month(cursor: &mut TextCursor<'_>, year: Option<i32>, month: u32) -> DateResult<Self> {
        let whole = Self { year, month, part: DatePart::Month };
        for (words, days) in [
            (&["上旬"][..], DatePart::Days(1, 10)),
            (&["中旬"], DatePart::Days(11, 20)),
            (&["下旬"], DatePart::Days(21, 0)),
            (&["底", "末"], DatePart::Days(0, 0)),
        ] {
            if cursor.eat_any(words) {
                return Ok(Self { part: days, ..whole });
            }
        }
        if cursor.eat("份") {
            return Ok(whole);
        }
        let mut ahead = *cursor;
        match figure(&mut ahead) {
            Some(day) => {
                *cursor = ahead;
                cursor.eat_any(&["日", "号"]);
                Ok(Self { part: DatePart::Day(day.value), ..whole })
            }
            None => Ok(whole),
        }
    }

    /// Takes a part of a year by its words: 上半年, 前三季度, 一季度, 第1季度, 1-6月, 1月至6月.
    pub fn take_part_of_year(cursor: &mut TextCursor<'_>, year: Option<i32>) -> Option<Self> {
        const SPANS: [(&str, DatePart); 3] = [
            ("上半年", DatePart::Months(1, 6)),
            ("下半年", DatePart::Months(7, 12)),
            ("前三季度", DatePart::Months(1, 9)),
        ];
        let of = |part| Some(Self { year, month: 0, part });
        if let Some(part) = cursor.take_longest(SPANS.into_iter()) {
            return of(part);
        }
        let mut ahead = *cursor;
        ahead.eat("度");
        ahead.eat("第");
        let first = figure(&mut ahead)?;
        if ahead.eat_any(&["季度", "季"]) {
            *cursor = ahead;
            return of(DatePart::Quarter(first.value));
        }
        let named = ahead.eat("月");
        let last = if first.length <= 2 && joint(&mut ahead) { figure(&mut ahead)? } else { return None };
        // 12月-1月 runs into the next year and is no part of one.
        if !ahead.eat("月") || last.length > 2 || (named && last.value < first.value) {
            return None;
        }
        ahead.eat("份");
        *cursor = ahead;
        of(DatePart::Months(first.value, last.value))
    }

    /// Returns the days that the date stands for; a missing year is `context_year`.
    pub fn resolve(self, context_year: Option<i32>) -> DateResult<Dated> {
        // A day that no year has is wrong whatever the year.
        let fits = match self.part {
            DatePart::Day(day) => {
                (1..=12).contains(&self.month) && (1..=days_in_month(2000, self.month)).contains(&day)
            }
            DatePart::Days(..) | DatePart::Month => (1..=12).contains(&self.month),
            DatePart::Quarter(quarter) => (1..=4).contains(&quarter),
            DatePart::Months(from, to) => 1 <= from && from <= to && to <= 12,
            DatePart::Year => true,
        };
        if !fits {
            return Err(DateErrorKind::NoSuchDay);
        }
        let year = self.year.or(context_year).ok_or(DateErrorKind::NeedsYear)?;
        let day = |month, day| Day::from_ymd(year, month, day).ok_or(DateErrorKind::NoSuchDay);
        let end = |month| day(month, days_in_month(year, month));
        let (first, last, precision) = match self.part {
            DatePart::Day(of_month) => {
                let only = day(self.month, of_month)?;
                (only, only, Precision::Day)
            }
            DatePart::Days(0, _) => (end(self.month)?, end(self.month)?, Precision::Day),
            DatePart::Days(from, 0) => (day(self.month, from)?, end(self.month)?, Precision::Range),
            DatePart::Days(from, to) => (day(self.month, from)?, day(self.month, to)?, Precision::Range),
            DatePart::Month => (day(self.month, 1)?, end(self.month)?, Precision::Month),
            DatePart::Months(from, to) => (day(from, 1)?, end(to)?, Precision::Range),
            DatePart::Quarter(quarter) => (day(quarter * 3 - 2, 1)?, end(quarter * 3)?, Precision::Quarter),
            DatePart::Year => (day(1, 1)?, end(12)?, Precision::Year),
        };
        Ok(Dated { first, last, precision })
    }
}

/// Returns the mark that is meant between the figures of a date, as input methods give it out; `None` for any other
/// character.
fn mark_of(mark: char) -> Option<char> {
    Some(match mark {
        '.' | '。' | '·' => '.',
        '-' | '—' | '–' | '−' | '─' => '-',
        '/' | '\\' => '/',
        '、' | ',' | '_' => mark,
        _ => return None,
    })
}

/// Takes what joins the two ends of a span; says whether there was any.
pub(super) fn joint(cursor: &mut TextCursor<'_>) -> bool {
    cursor.eat_all(&['-', '~', '—', '–', '―', '至', '到'])
}
