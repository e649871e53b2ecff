//! The grammar of dates that people type: points, times of day, spans.

use super::date::{DateErrorKind, Dated, EARLIEST, LATEST, Precision};
use super::numeral;
use super::scan::Scan;
use crate::cell::{Day, days_in_month};

type Read<T> = Result<T, DateErrorKind>;

/// Reads the whole text as one date or one span of days.
pub(super) fn read(text: &str, year: Option<i32>) -> Read<Dated> {
    let mut scan = Scan::new(text);
    scan.eat("'");
    let start = Point::take(&mut scan, None)?;
    let next_day = clock(&mut scan);
    let mut found = start.resolve(year)?;
    if next_day {
        found = Dated::on(Day(found.first.0.saturating_add(1)));
    }
    let mut ahead = scan;
    if joint(&mut ahead)
        && let Some(end) = span_end(&mut ahead, start, year)
    {
        let last = end?;
        if last.last < found.first {
            return Err(DateErrorKind::NotADate);
        }
        return Ok(Dated { first: found.first, last: last.last, precision: Precision::Range });
    }
    if joint(&mut scan) && !clock_figures(&mut scan) {
        return Err(DateErrorKind::NotADate);
    }
    scan.eat_any(&["以前", "之前", "前"]);
    scan.eat_all(&['。', '.', ';']);
    if scan.at_end() { Ok(found) } else { Err(DateErrorKind::NotADate) }
}

/// The end of a span, where the rest of the text is one.
fn span_end(scan: &mut Scan<'_>, start: Point, year: Option<i32>) -> Option<Read<Dated>> {
    let mut end = Point::take(scan, Some(start)).ok()?;
    clock(scan);
    if !scan.at_end() {
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

/// What joins the two ends of a span.
fn joint(scan: &mut Scan<'_>) -> bool {
    scan.eat_all(&['-', '~', '—', '–', '―', '至', '到'])
}

/// A date as written, parts that are not written 0.
#[derive(Clone, Copy)]
struct Point {
    year: Option<i32>,
    month: u32,
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

/// A run of digits and how many they were.
#[derive(Clone, Copy)]
struct Figure {
    value: u32,
    length: u32,
}

fn figure(scan: &mut Scan<'_>) -> Option<Figure> {
    scan.skip_blank();
    let (mut value, mut length) = (0_u32, 0);
    while let Some(digit) = scan.raw().and_then(|c| c.to_digit(10)) {
        value = value.checked_mul(10)?.checked_add(digit)?;
        length += 1;
        scan.bump();
    }
    if length > 0 {
        return Some(Figure { value, length });
    }
    let before = *scan;
    let value = u32::try_from(numeral::take(scan)?).ok()?;
    let mut counted = before;
    while counted.raw().is_some_and(numeral::is_numeral) {
        counted.bump();
        length += 1;
    }
    Some(Figure { value, length })
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
    fn take(scan: &mut Scan<'_>, start: Option<Self>) -> Read<Self> {
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

    fn resolve(self, context_year: Option<i32>) -> Read<Dated> {
        // A day that no year has is wrong whatever the year.
        let fits = match self.part {
            Part::Day(day) => {
                (1..=12).contains(&self.month) && (1..=days_in_month(2000, self.month)).contains(&day)
            }
            Part::Days(..) | Part::Month => (1..=12).contains(&self.month),
            Part::Quarter(quarter) => (1..=4).contains(&quarter),
            Part::Months(..) | Part::Year => true,
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

/// Takes a weekday and a time of day. True where the time is stated in UTC
/// and has already become the next day in Beijing.
fn clock(scan: &mut Scan<'_>) -> bool {
    let mut ahead = *scan;
    let bracket = ahead.eat("(");
    if ahead.eat_any(&["星期", "周", "礼拜"]) {
        ahead.skip_blank();
        if ahead.bump().is_some_and(|c| "一二三四五六日天1234567".contains(c)) && (!bracket || ahead.eat(")"))
        {
            *scan = ahead;
        }
    }
    let iso = scan.eat("T");
    let word = scan.eat_any(&[
        "上午", "下午", "中午", "早上", "早晨", "晚上", "凌晨", "傍晚", "夜间", "全天", "晚", "早", "夜",
        "AM", "PM",
    ]);
    let mut ahead = *scan;
    let Some(hour) = clock_hour(&mut ahead) else { return false };
    *scan = ahead;
    if !word {
        scan.eat_any(&["AM", "PM", "am", "pm"]);
    }
    if iso {
        if scan.eat_any(&["Z", "+00:00"]) {
            return hour >= 16;
        }
        scan.eat_any(&["+08:00", "+0800", "+08"]);
    }
    false
}

/// The end of a span of hours: the 11:30 of 8:30-11:30.
fn clock_figures(scan: &mut Scan<'_>) -> bool {
    scan.eat_any(&["上午", "下午", "中午", "晚上", "晚"]);
    clock_hour(scan).is_some()
}

/// 8:30, 08:30:00.000, 9点, 下午3时20分, 三点半; the hour.
fn clock_hour(scan: &mut Scan<'_>) -> Option<u32> {
    let hour = figure(scan)?;
    let below = |figure: Option<Figure>| figure.filter(|f| f.value < 60 && f.length <= 3);
    let mark = scan.bump()?;
    match mark {
        ':' => {
            below(figure(scan))?;
            if scan.eat(":") {
                below(figure(scan))?;
                if scan.eat(".") {
                    figure(scan)?;
                }
            }
        }
        '点' | '时' => {
            if !scan.eat_any(&["半", "整", "许", "左右", "钟"]) {
                let mut ahead = *scan;
                if below(figure(&mut ahead)).is_some() {
                    ahead.eat("分");
                    *scan = ahead;
                }
            }
        }
        _ => return None,
    }
    (hour.value <= 24).then_some(hour.value)
}

#[cfg(test)]
mod tests {
    use super::super::date::date;
    use super::*;
    use DateErrorKind::{Ambiguous, NeedsYear, NoSuchDay, NotADate, OutOfRange};

    fn span(text: &str, year: Option<i32>) -> Result<String, DateErrorKind> {
        match date(text, year) {
            Ok(Some(d)) if d.first == d.last => Ok(format!("{} {:?}", d.first, d.precision)),
            Ok(Some(d)) => Ok(format!("{}..{} {:?}", d.first, d.last, d.precision)),
            Ok(None) => Ok("-".to_owned()),
            Err(e) => Err(e.kind),
        }
    }

    #[test]
    fn one_day() {
        for text in [
            "2024-3-5",
            "2024-03-05",
            "2024/3/5",
            "2024/3/5 8:30",
            "2024.3.5",
            "２０２４．３．５",
            "2024年3月5日",
            "2024年3月5日上午9点",
            "2024年3月5号",
            "2024年3月5",
            "2024 年 3 月 5 日",
            "20240305",
            "20240305 ",
            "2024-03-05T08:30:00",
            "2024-03-05T08:30:00.000",
            "2024-03-05T08:30:00Z",
            "2024-03-05T08:30:00.000Z",
            "2024-03-04T16:00:00.000Z",
            "2024-03-05T00:00:00+08:00",
            "24.3.5",
            "24年3月5日",
            "24-03-05",
            "二〇二四年三月五日",
            "二○二四年三月五日",
            "2024年三月五日",
            "2024/3/12 上午",
            "2024年3月5日 8:30-11:30",
            "2024-03-05 08:30:00",
            "2024-03-05 08:30:00.0",
            "2024年3月5日(星期二)",
            "2024年3月5日下午3时20分",
            "2024年3.5",
            "2024年3月5日前",
            "2024.3.5.",
            "2024-3-5\u{A0}",
            "2024年3月5日晚",
            "'2024-3-5",
        ] {
            let day = if text.contains("12") && text.contains("上午") {
                "2024-03-12 Day"
            } else {
                "2024-03-05 Day"
            };
            assert_eq!(span(text, None).as_deref(), Ok(day), "{text:?}");
        }
        for text in
            ["3月5日", "3.5", "3-5", "3/5", "03.05", "三月五日", "3月5号", "3月5日晚", "3月5日上午9:30"]
        {
            assert_eq!(span(text, Some(2024)).as_deref(), Ok("2024-03-05 Day"), "{text}");
            assert_eq!(span(text, None), Err(NeedsYear), "{text}");
        }
        assert_eq!(span("98年7月1日", None).as_deref(), Ok("1998-07-01 Day"));
        assert_eq!(span("2024年6月底前", None).as_deref(), Ok("2024-06-30 Day"));
        assert_eq!(span("2月底", Some(2024)).as_deref(), Ok("2024-02-29 Day"));
        assert_eq!(span("2024年底", None).as_deref(), Ok("2024-12-31 Day"));
        assert_eq!(span("2024年十二月三十一日", None).as_deref(), Ok("2024-12-31 Day"));
    }

    #[test]
    fn parts_of_a_year() {
        for (text, expected) in [
            ("2024.3", "2024-03-01..2024-03-31 Month"),
            ("2024-03", "2024-03-01..2024-03-31 Month"),
            ("202402", "2024-02-01..2024-02-29 Month"),
            ("2024年3月", "2024-03-01..2024-03-31 Month"),
            ("2024年3月份", "2024-03-01..2024-03-31 Month"),
            ("2024年一季度", "2024-01-01..2024-03-31 Quarter"),
            ("2024年第1季度", "2024-01-01..2024-03-31 Quarter"),
            ("2024年第四季度", "2024-10-01..2024-12-31 Quarter"),
            ("2024年度二季度", "2024-04-01..2024-06-30 Quarter"),
            ("2024年上半年", "2024-01-01..2024-06-30 Range"),
            ("2024年下半年", "2024-07-01..2024-12-31 Range"),
            ("2024年", "2024-01-01..2024-12-31 Year"),
            ("2024年度", "2024-01-01..2024-12-31 Year"),
            ("2024", "2024-01-01..2024-12-31 Year"),
            ("2024年2月下旬", "2024-02-21..2024-02-29 Range"),
        ] {
            assert_eq!(span(text, None).as_deref(), Ok(expected), "{text}");
        }
        assert_eq!(span("3月", Some(2024)).as_deref(), Ok("2024-03-01..2024-03-31 Month"));
        assert_eq!(span("二季度", Some(2024)).as_deref(), Ok("2024-04-01..2024-06-30 Quarter"));
        assert_eq!(span("上半年", None), Err(NeedsYear));
    }

    #[test]
    fn spans() {
        for (text, expected) in [
            ("3.5-3.7", "2024-03-05..2024-03-07 Range"),
            ("3.5-7", "2024-03-05..2024-03-07 Range"),
            ("2024年3月5日至7日", "2024-03-05..2024-03-07 Range"),
            ("3月5日—8日", "2024-03-05..2024-03-08 Range"),
            ("3月5日——4月8日", "2024-03-05..2024-04-08 Range"),
            ("2024.06.01-06.03", "2024-06-01..2024-06-03 Range"),
            ("2024-3-5至2024-3-7", "2024-03-05..2024-03-07 Range"),
            ("2024/3/5 - 2024/3/7", "2024-03-05..2024-03-07 Range"),
            ("2024-3-5 8:30 至 2024-3-7 9:00", "2024-03-05..2024-03-07 Range"),
            ("2024年3月-5月", "2024-03-01..2024-05-31 Range"),
            ("2024.3-5", "2024-03-01..2024-05-31 Range"),
            ("2024.12.30-1.2", "2024-12-30..2025-01-02 Range"),
            ("2024年3月5日~2024年3月7日", "2024-03-05..2024-03-07 Range"),
        ] {
            assert_eq!(span(text, Some(2024)).as_deref(), Ok(expected), "{text}");
        }
        assert_eq!(span("2024.3.7-3.5", None), Err(NotADate));
    }

    #[test]
    fn errors() {
        for (text, kind) in [
            ("2024.13.5", NoSuchDay),
            ("2024年2月30日", NoSuchDay),
            ("2023-2-29", NoSuchDay),
            ("2月30日", NoSuchDay),
            ("20241305", NoSuchDay),
            ("2024年五季度", NoSuchDay),
            ("不详", NotADate),
            ("长期", NotADate),
            ("张三", NotADate),
            ("2024-3-5 张三", NotADate),
            ("2024-3-5-", NotADate),
            ("20243.5", OutOfRange),
            ("0204-03-05", OutOfRange),
            ("3/5/2024", Ambiguous),
            ("3/5/24", Ambiguous),
            ("10/5/24", Ambiguous),
            ("12", NotADate),
            ("123456789012345678901234567890", NotADate),
        ] {
            assert_eq!(span(text, None), Err(kind), "{text}");
        }
        for text in ["", "/", "—", "无", " "] {
            assert_eq!(span(text, None).as_deref(), Ok("-"), "{text:?}");
        }
        let message = date("2024年2月30日", None).unwrap_err().to_string();
        assert!(message.contains("2024年2月30日"), "{message}");
    }
}
