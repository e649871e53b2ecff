//! Days, parts of years and spans as people type them and as spreadsheets store them.

use DateErrorKind::{Ambiguous, NeedsYear, NoSuchDay, NotADate, OutOfRange};
use gelan::input::value::{DateContext, DateErrorKind, Precision, date, date_of, year_in};
use gelan::model::cell::{Day, Moment, Value};

fn ymd(year: i32, month: u32, day: u32) -> Day {
    Day::from_ymd(year, month, day).unwrap()
}

fn of(value: Value<'_>, context: DateContext) -> Result<Option<(String, Precision)>, DateErrorKind> {
    date_of(&value, context).map(|d| d.map(|d| (d.first.to_string(), d.precision))).map_err(|e| e.kind)
}

#[test]
fn numbers() {
    let plain = DateContext::default();
    let old = DateContext { epoch_1904: true, ..plain };
    let in_2024 = DateContext { year: Some(2024), ..plain };
    let march = || Ok(Some(("2024-03-05".to_owned(), Precision::Day)));
    assert_eq!(of(Value::Number(45356.0), plain), march());
    assert_eq!(of(Value::Number(45356.354), plain), march());
    assert_eq!(of(Value::Number(45_356.999_999), plain), march());
    assert_eq!(of(Value::Number(43894.0), old), march());
    // As text it may have been copied from a workbook of either system.
    assert_eq!(of(Value::Text("45356".into()), plain), march());
    assert_eq!(of(Value::Text("43894".into()), old), Err(Ambiguous));
    assert_eq!(of(Value::Text("2024-3-5".into()), old), march());
    assert_eq!(of(Value::Text("12345".into()), old), Err(OutOfRange));
    assert_eq!(of(Value::Number(20_240_305.0), plain), march());
    assert_eq!(of(Value::Number(3.5), in_2024), march());
    assert_eq!(of(Value::Number(2024.3), plain), Ok(Some(("2024-03-01".into(), Precision::Month))));
    assert_eq!(of(Value::Number(202_403.0), plain), Ok(Some(("2024-03-01".into(), Precision::Month))));
    assert_eq!(of(Value::Number(2024.0), plain), Ok(Some(("2024-01-01".into(), Precision::Year))));
    assert_eq!(of(Value::Number(2024.1), plain), Err(Ambiguous));
    assert_eq!(of(Value::Number(3.2), in_2024), Err(Ambiguous));
    assert_eq!(of(Value::Number(20_240_230.0), plain), Err(NoSuchDay));
    for n in [0.0, -1.0, 5.0, 12345.0, 99999.0, 1e300, f64::NAN, f64::INFINITY] {
        assert_eq!(of(Value::Number(n), plain), Err(OutOfRange), "{n}");
    }
}

#[test]
fn other_cells() {
    let plain = DateContext::default();
    let moment = |day| Value::Date(Moment { day, second: 3600 });
    assert_eq!(of(moment(ymd(2024, 3, 5)), plain), Ok(Some(("2024-03-05".into(), Precision::Day))));
    assert_eq!(of(moment(ymd(1899, 12, 30)), plain), Err(OutOfRange));
    assert_eq!(of(Value::Bool(true), plain), Err(NotADate));
    assert_eq!(of(Value::Text("/".into()), plain), Ok(None));
}

#[test]
fn serial_numbers_as_text() {
    let read = |t| date(t, None).map(|d| d.map(|d| d.first)).map_err(|e| e.kind);
    assert_eq!(read("45356"), Ok(Some(ymd(2024, 3, 5))));
    assert_eq!(read("45356.354"), Ok(Some(ymd(2024, 3, 5))));
    assert_eq!(read("32874"), Ok(Some(ymd(1990, 1, 1))));
    assert_eq!(read("73415"), Ok(Some(ymd(2100, 12, 31))));
    assert_eq!(read("32873"), Err(OutOfRange));
    assert_eq!(read("73416"), Err(OutOfRange));
}

#[test]
fn years_of_titles() {
    for (title, year) in [
        ("好花红镇2024年网格员花名册", Some(2024)),
        ("二〇二四年上半年", Some(2024)),
        ("二○二四年", Some(2024)),
        ("２０２４ 年度", Some(2024)),
        ("2024年1月至2024年6月", Some(2024)),
        ("2023—2024年", Some(2024)),
        ("2023年至2024年", None),
        ("附件12024年", None),
        ("网格基本情况表", None),
        ("5年规划", None),
        ("", None),
    ] {
        assert_eq!(year_in(title), year, "{title}");
    }
}

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
        "2024。3。5",
        "2024.3。5",
        "2024、3、5",
        "2024—3—5",
        "2024－3－5",
        "2024-3月5日",
        "2024\\3\\5",
    ] {
        let day =
            if text.contains("12") && text.contains("上午") { "2024-03-12 Day" } else { "2024-03-05 Day" };
        assert_eq!(span(text, None).as_deref(), Ok(day), "{text:?}");
    }
    for text in ["3月5日", "3.5", "3-5", "3/5", "03.05", "三月五日", "3月5号", "3月5日晚", "3月5日上午9:30"]
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
fn times_of_day_and_zones() {
    for text in [
        "2024年03月05日 08时30分00秒",
        "2024年3月5日 8点30分20秒",
        "2024年3月5日下午3时20分10秒",
        "2024年3月5日晚上8点一刻",
        "2024年3月5日 清晨6时许",
        "2024年3月5日八时三十分",
        "2024/3/5 8:30:00 AM",
        "2024/3/5 PM 3:20",
        "2024-03-05 08:30:00,123",
        "2024-03-05 08:30:00 +0800",
        "2024-03-05 08:30:00 +08:00",
        "2024-03-05 08:30:00.0 CST",
        "2024-03-05T08:30:00.000+08:00[Asia/Shanghai]",
        "2024-03-05T08:30:00+0800",
        "2024-03-04T19:30:00-0500",
        "2024-03-04 16:30:00 UTC",
        "2024-03-05 Tue 08:30",
        "20240305 0830",
        "20240305T083000",
        "20240305T083000Z",
        "2024-03-05 星期二 08:30",
    ] {
        assert_eq!(span(text, None).as_deref(), Ok("2024-03-05 Day"), "{text:?}");
    }
}

#[test]
fn timestamps() {
    for text in
        ["2024030508", "202403050830", "20240305083000", "20240305083000123", "1709598600", "1709598600000"]
    {
        assert_eq!(span(text, None).as_deref(), Ok("2024-03-05 Day"), "{text}");
        let number = of(Value::Number(text.parse().unwrap()), DateContext::default());
        assert_eq!(number, Ok(Some(("2024-03-05".to_owned(), Precision::Day))), "{text}");
        assert_eq!(span(&format!("{text}.0"), None).as_deref(), Ok("2024-03-05 Day"), "{text}");
    }
    assert_eq!(span("20241305083000", None), Err(NoSuchDay));
    assert_eq!(span("20240305993000", None), Err(NoSuchDay));
    assert_eq!(span("1709568000", None).as_deref(), Ok("2024-03-05 Day"), "midnight in Beijing");
    assert_eq!(span("1709567999", None).as_deref(), Ok("2024-03-04 Day"));
}

#[test]
fn english_months() {
    for text in [
        "Tue Mar 05 08:30:00 CST 2024",
        "Tue Mar 05 2024 08:30:00 GMT+0800 (中国标准时间)",
        "Tue, 05 Mar 2024 08:30:00 +0800",
        "Mon, 04 Mar 2024 16:30:00 GMT",
        "5-Mar-24",
        "05-MAR-2024",
        "5 March 2024",
        "Mar 5, 2024 8:30:00 PM",
        "March 5th, 2024",
        "2024-Mar-05",
    ] {
        assert_eq!(span(text, None).as_deref(), Ok("2024-03-05 Day"), "{text}");
    }
    assert_eq!(span("Mar-24", None).as_deref(), Ok("2024-03-01..2024-03-31 Month"));
    assert_eq!(span("5-Mar", Some(2024)).as_deref(), Ok("2024-03-05 Day"));
    assert_eq!(span("5-Mar", None), Err(NeedsYear));
    assert_eq!(span("30-Feb-2024", None), Err(NoSuchDay));
    assert_eq!(span("Mar 5 2024 Smith", None), Err(NotADate));
    assert_eq!(span("may", None), Err(NeedsYear));
}

#[test]
fn lists_of_days_are_no_date() {
    for text in ["3、5、7", "3、6", "2024、3", "3。5"] {
        assert_eq!(span(text, Some(2024)), Err(NotADate), "{text}");
    }
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
