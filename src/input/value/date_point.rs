//! One date as people write it, whole or in part.

use super::clock::{Figure, figure};
use super::date::{DateErrorKind, Dated, EARLIEST, LATEST, Precision};
use super::scan::Scan;
use crate::model::cell::{Day, days_in_month};

pub(super) type Read<T> = Result<T, DateErrorKind>;

/// A date as written, parts that are not written 0.
#[derive(Clone, Copy)]
pub(super) struct Point {
    pub(super) year: Option<i32>,
    pub(super) month: u32,
    part: Part,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Day(u32),
    /// First and last day of the month; 0 for the month's end.
    Days(u32, u32),
    Month,
    /// From one month to another.
    Months(u32, u32),
    Quarter(u32),
    Year,
}

/// A year of four digits, or of two: 1970 to 2069.
fn year_of(figure: Figure) -> Read<i32> {
    let value = figure.value as i32;
    match (figure.length, value) {
        (4, EARLIEST..=LATEST) => Ok(value),
        (4, _) => Err(DateErrorKind::OutOfRange),
        (2, 0..70) => Ok(2000 + value),
        (2, _) => Ok(1900 + value),
        _ => Err(DateErrorKind::NotADate),
    }
}

impl Point {
    /// Takes a date. As the end of a span it may be shorter than its `start`:
    /// the 7 of 3.5-7.
    pub(super) fn take(scan: &mut Scan<'_>, start: Option<Self>) -> Read<Self> {
        if let Some(point) = Self::take_part_of_year(scan, None) {
            return Ok(point);
        }
        let first = figure(scan).ok_or(DateErrorKind::NotADate)?;
        scan.skip_blank();
        match scan.raw() {
            Some('年') => {
                scan.bump();
                Self::take_after_year(scan, year_of(first)?)
            }
            Some('月') => {
                scan.bump();
                Self::take_after_month(scan, None, first.value)
            }
            Some('日' | '号') if start.is_some() => {
                scan.bump();
                Ok(Self::shortened(start, first.value))
            }
            Some(mark @ ('-' | '/' | '.')) => {
                let mut ahead = *scan;
                ahead.bump();
                match figure(&mut ahead) {
                    Some(second) => {
                        *scan = ahead;
                        Self::take_marked(scan, first, second, mark)
                    }
                    None => Self::take_alone(scan, first, start),
                }
            }
            _ => Self::take_alone(scan, first, start),
        }
    }

    fn shortened(start: Option<Self>, value: u32) -> Self {
        match start {
            Some(Self { year, month, part: Part::Day(_) | Part::Days(..) }) => {
                Self { year, month, part: Part::Day(value) }
            }
            Some(Self { year, .. }) => Self { year, month: value, part: Part::Month },
            None => Self { year: None, month: 0, part: Part::Day(value) },
        }
    }

    /// What stands without a mark behind it: 2024, 202403, 20240305, 20240305083000.
    fn take_alone(scan: &mut Scan<'_>, first: Figure, start: Option<Self>) -> Read<Self> {
        let value = first.value;
        let year = |value: u32| year_of(Figure { value, length: 4 });
        match first.length {
            1 | 2 if start.is_some() => Ok(Self::shortened(start, value)),
            4 => {
                scan.eat("年");
                Ok(Self { year: Some(year(value)?), month: 0, part: Part::Year })
            }
            6 => Ok(Self { year: Some(year(value / 100)?), month: value % 100, part: Part::Month }),
            8 => {
                let month = value / 100 % 100;
                Ok(Self { year: Some(year(value / 10_000)?), month, part: Part::Day(value % 100) })
            }
            _ => Err(DateErrorKind::NotADate),
        }
    }

    /// 2024.3.5, 24-3-5, 2024/3 and 3.5.
    fn take_marked(scan: &mut Scan<'_>, first: Figure, second: Figure, mark: char) -> Read<Self> {
        let mut ahead = *scan;
        ahead.skip_blank();
        let third = if ahead.bump() == Some(mark) { figure(&mut ahead) } else { None };
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
            *scan = ahead;
            scan.eat("日");
            return Ok(Self {
                year: Some(year_of(first)?),
                month: second.value,
                part: Part::Day(third.value),
            });
        }
        match (first.length, second.length) {
            (4, 1 | 2) => {
                scan.eat("月");
                Ok(Self { year: Some(year_of(first)?), month: second.value, part: Part::Month })
            }
            (1 | 2, 1 | 2) => {
                scan.eat("日");
                Ok(Self { year: None, month: first.value, part: Part::Day(second.value) })
            }
            _ => Err(DateErrorKind::NotADate),
        }
    }

    fn take_after_year(scan: &mut Scan<'_>, year: i32) -> Read<Self> {
        if let Some(point) = Self::take_part_of_year(scan, Some(year)) {
            return Ok(point);
        }
        let whole = Self { year: Some(year), month: 0, part: Part::Year };
        if scan.eat_any(&["全年", "度"]) {
            return Ok(whole);
        }
        if scan.eat_any(&["底", "末", "年底", "年末"]) {
            return Ok(Self { month: 12, part: Part::Day(31), ..whole });
        }
        let mut ahead = *scan;
        let Some(month) = figure(&mut ahead) else { return Ok(whole) };
        ahead.skip_blank();
        match ahead.raw() {
            Some('月') => {
                ahead.bump();
                *scan = ahead;
                Self::take_after_month(scan, Some(year), month.value)
            }
            // 2024年3.5
            Some('.' | '-' | '/') => {
                ahead.bump();
                let day = figure(&mut ahead).ok_or(DateErrorKind::NotADate)?;
                *scan = ahead;
                // 2024年1-6月
                if scan.eat("月") {
                    return Ok(Self { part: Part::Months(month.value, day.value), ..whole });
                }
                Ok(Self { month: month.value, part: Part::Day(day.value), ..whole })
            }
            _ => Err(DateErrorKind::NotADate),
        }
    }

    fn take_after_month(scan: &mut Scan<'_>, year: Option<i32>, month: u32) -> Read<Self> {
        let whole = Self { year, month, part: Part::Month };
        for (words, days) in [
            (&["上旬"][..], Part::Days(1, 10)),
            (&["中旬"], Part::Days(11, 20)),
            (&["下旬"], Part::Days(21, 0)),
            (&["底", "末"], Part::Days(0, 0)),
        ] {
            if scan.eat_any(words) {
                return Ok(Self { part: days, ..whole });
            }
        }
        if scan.eat("份") {
            return Ok(whole);
        }
        let mut ahead = *scan;
        match figure(&mut ahead) {
            Some(day) => {
                *scan = ahead;
                scan.eat_any(&["日", "号"]);
                Ok(Self { part: Part::Day(day.value), ..whole })
            }
            None => Ok(whole),
        }
    }

    /// 一季度, 第1季度, 上半年.
    fn take_part_of_year(scan: &mut Scan<'_>, year: Option<i32>) -> Option<Self> {
        if scan.eat("上半年") {
            return Some(Self { year, month: 0, part: Part::Months(1, 6) });
        }
        if scan.eat("下半年") {
            return Some(Self { year, month: 0, part: Part::Months(7, 12) });
        }
        let mut ahead = *scan;
        ahead.eat("度");
        ahead.eat("第");
        let quarter = figure(&mut ahead)?;
        if !ahead.eat_any(&["季度", "季"]) {
            return None;
        }
        *scan = ahead;
        Some(Self { year, month: 0, part: Part::Quarter(quarter.value) })
    }

    /// The days that the date stands for; a missing year is `context_year`.
    pub(super) fn resolve(self, context_year: Option<i32>) -> Read<Dated> {
        // A day that no year has is wrong whatever the year.
        let fits = match self.part {
            Part::Day(day) => {
                (1..=12).contains(&self.month) && (1..=days_in_month(2000, self.month)).contains(&day)
            }
            Part::Days(..) | Part::Month => (1..=12).contains(&self.month),
            Part::Quarter(quarter) => (1..=4).contains(&quarter),
            Part::Months(from, to) => 1 <= from && from <= to && to <= 12,
            Part::Year => true,
        };
        if !fits {
            return Err(DateErrorKind::NoSuchDay);
        }
        let year = self.year.or(context_year).ok_or(DateErrorKind::NeedsYear)?;
        let day = |month, day| Day::from_ymd(year, month, day).ok_or(DateErrorKind::NoSuchDay);
        let end = |month| day(month, days_in_month(year, month));
        let (first, last, precision) = match self.part {
            Part::Day(of_month) => {
                let only = day(self.month, of_month)?;
                (only, only, Precision::Day)
            }
            Part::Days(0, _) => (end(self.month)?, end(self.month)?, Precision::Day),
            Part::Days(from, 0) => (day(self.month, from)?, end(self.month)?, Precision::Range),
            Part::Days(from, to) => (day(self.month, from)?, day(self.month, to)?, Precision::Range),
            Part::Month => (day(self.month, 1)?, end(self.month)?, Precision::Month),
            Part::Months(from, to) => (day(from, 1)?, end(to)?, Precision::Range),
            Part::Quarter(quarter) => (day(quarter * 3 - 2, 1)?, end(quarter * 3)?, Precision::Quarter),
            Part::Year => (day(1, 1)?, end(12)?, Precision::Year),
        };
        Ok(Dated { first, last, precision })
    }
}
