//! The grammar of dates that people type: a date, a time of day, a span.

use super::clock::{clock, clock_figures};
use super::date::{DateErrorKind, Dated, Precision};
use super::date_point::{DateResult, WrittenDate, joint};
use super::scan::TextCursor;
use crate::model::cell::Day;

/// Reads the whole text as one date or one span of days.
pub(super) fn read(text: &str, year: Option<i32>) -> DateResult<Dated> {
    let mut cursor = TextCursor::new(text);
    cursor.eat("'");
    let start = WrittenDate::take(&mut cursor, None)?;
    let next_day = clock(&mut cursor);
    let mut found = start.resolve(year)?;
    if next_day {
        found = Dated::on(Day(found.first.0.saturating_add(1)));
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
    if joint(&mut cursor) && !clock_figures(&mut cursor) {
        return Err(DateErrorKind::NotADate);
    }
    cursor.eat_any(&["以前", "之前", "前"]);
    cursor.eat_all(&['。', '.', ';']);
    if cursor.at_end() { Ok(found) } else { Err(DateErrorKind::NotADate) }
}

/// The end of a span, where the rest of the text is one.
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
            ("2024年1-6月", "2024-01-01..2024-06-30 Range"),
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
            ("2024年1-13月", NoSuchDay),
            ("2024年6-1月", NoSuchDay),
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
