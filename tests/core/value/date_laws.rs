//! Laws of dates: every day reads back from every usual form.

use gelan::input::value::{DateContext, DateErrorKind, Dated, Precision, date, date_of, year_in};
use gelan::model::cell::{Day, Value, days_in_month};
use proptest::prelude::*;

fn day() -> impl Strategy<Value = Day> {
    let first = Day::from_ymd(1990, 1, 1).unwrap().0;
    let last = Day::from_ymd(2100, 12, 31).unwrap().0;
    (first..=last).prop_map(Day)
}

fn on(day: Day) -> Dated {
    Dated { first: day, last: day, precision: Precision::Day }
}

fn wide(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_ascii_graphic() { char::from_u32(c as u32 + 0xFEE0).unwrap() } else { c })
        .collect()
}

fn chinese(n: u32) -> String {
    let digit = |n: u32| "零一二三四五六七八九".chars().nth(n as usize).unwrap();
    match n {
        0..=9 => digit(n).to_string(),
        10 => "十".to_owned(),
        11..=19 => format!("十{}", digit(n % 10)),
        _ if n.is_multiple_of(10) => format!("{}十", digit(n / 10)),
        _ => format!("{}十{}", digit(n / 10), digit(n % 10)),
    }
}

proptest! {
    #[test]
    fn every_form_of_a_day(day in day(), hour in 0_u32..24, minute in 0_u32..60) {
        let (y, m, d) = day.ymd();
        let year: String = y.to_string().chars().map(|c| "〇一二三四五六七八九".chars().nth(c as usize - 48).unwrap()).collect();
        let forms = [
            format!("{y}-{m}-{d}"),
            format!("{y}-{m:02}-{d:02}"),
            format!("{y}/{m}/{d}"),
            format!("{y}.{m}.{d}"),
            format!("{y}{m:02}{d:02}"),
            format!("{y}年{m}月{d}日"),
            format!("{y} 年 {m} 月 {d} 号"),
            format!("{y}/{m}/{d} {hour}:{minute:02}"),
            format!("{y}-{m:02}-{d:02} {hour:02}:{minute:02}:59"),
            format!("{y}-{m:02}-{d:02}T{hour:02}:{minute:02}:00.000"),
            format!("{y}年{m}月{d}日{hour}点{minute}分"),
            format!("{year}年{}月{}日", chinese(m), chinese(d)),
            format!(" {y}-{m}-{d}\u{3000}"),
        ];
        for text in forms {
            prop_assert_eq!(date(&text, None), Ok(Some(on(day))), "{}", text);
            prop_assert_eq!(date(&wide(&text), None), Ok(Some(on(day))), "{}", wide(&text));
        }
        for text in [format!("{m}月{d}日"), format!("{m}.{d}"), format!("{m}-{d}"), format!("{m:02}/{d:02}")] {
            prop_assert_eq!(date(&text, Some(y)), Ok(Some(on(day))), "{}", text);
            prop_assert_eq!(date(&text, None).unwrap_err().kind, DateErrorKind::NeedsYear);
        }
        prop_assert_eq!(year_in(&format!("好花红镇{y}年走访记录")), Some(y));
    }

    #[test]
    fn two_digits_of_a_year(y in 1970_i32..2070, m in 1_u32..=12, d in 1_u32..=28) {
        let day = Day::from_ymd(y, m, d).unwrap();
        for text in [format!("{:02}.{m}.{d}", y % 100), format!("{:02}年{m}月{d}日", y % 100)] {
            prop_assert_eq!(date(&text, None), Ok(Some(on(day))), "{}", text);
        }
    }

    #[test]
    fn serial_days(day in day(), fraction in 0.0_f64..0.999) {
        let serial = f64::from(day.0 + 25_569);
        let plain = DateContext::default();
        let old = DateContext { epoch_1904: true, ..plain };
        prop_assert_eq!(date_of(&Value::Number(serial + fraction), plain), Ok(Some(on(day))));
        prop_assert_eq!(date_of(&Value::Number(serial - 1462.0 + fraction), old), Ok(Some(on(day))));
        prop_assert_eq!(date(&format!("{serial}"), None), Ok(Some(on(day))));
    }

    #[test]
    fn instants_in_utc_are_days_in_beijing(day in day(), hour in 0_u32..24) {
        let (y, m, d) = day.ymd();
        let text = format!("{y}-{m:02}-{d:02}T{hour:02}:00:00Z");
        let beijing = if hour >= 16 { Day(day.0 + 1) } else { day };
        prop_assert_eq!(date(&text, None), Ok(Some(on(beijing))), "{}", text);
    }

    #[test]
    fn spans_hold_both_ends(first in day(), length in 1_i32..300) {
        let last = Day(first.0 + length);
        let ((y, m, d), (y2, m2, d2)) = (first.ymd(), last.ymd());
        prop_assume!(y2 <= 2100);
        let range = Dated { first, last, precision: Precision::Range };
        for text in [
            format!("{y}.{m}.{d}-{y2}.{m2}.{d2}"),
            format!("{y}年{m}月{d}日至{y2}年{m2}月{d2}日"),
            format!("{y}-{m}-{d} 08:00 ~ {y2}-{m2}-{d2} 09:00"),
        ] {
            prop_assert_eq!(date(&text, None), Ok(Some(range)), "{}", text);
        }
        if y == y2 {
            prop_assert_eq!(date(&format!("{m}.{d}-{m2}.{d2}"), Some(y)), Ok(Some(range)));
        }
        if (y, m) == (y2, m2) {
            prop_assert_eq!(date(&format!("{y}年{m}月{d}日—{d2}日"), None), Ok(Some(range)));
        }
    }

    #[test]
    fn months_reach_from_first_to_last(year in 1990_i32..2100, month in 1_u32..=12) {
        let (first, last) = (Day::from_ymd(year, month, 1).unwrap(), Day::from_ymd(year, month, days_in_month(year, month)).unwrap());
        let whole = Dated { first, last, precision: Precision::Month };
        for text in [format!("{year}年{month}月"), format!("{year}.{month}"), format!("{year}-{month:02}"), format!("{year}{month:02}")] {
            prop_assert_eq!(date(&text, None), Ok(Some(whole)), "{}", text);
        }
    }

    #[test]
    fn no_day_is_made_up(year in 1990_i32..2100, month in 0_u32..20, of_month in 0_u32..40) {
        let exists = Day::from_ymd(year, month, of_month);
        for text in [
            format!("{year}-{month}-{of_month}"),
            format!("{year}{month:02}{of_month:02}"),
            format!("{year}年{month}月{of_month}日"),
        ] {
            match (date(&text, None), exists) {
                (Ok(Some(found)), Some(day)) => prop_assert_eq!(found, on(day)),
                (Err(error), None) => prop_assert_eq!(error.kind, DateErrorKind::NoSuchDay, "{}", text),
                (found, _) => prop_assert!(false, "{} gave {:?}", text, found),
            }
        }
    }

    #[test]
    fn any_text_is_survived(text in "\\PC*", year in proptest::option::of(-5000_i32..50_000)) {
        let _ = (date(&text, year), year_in(&text));
    }

    #[test]
    fn first_is_never_after_last(text in "[0-9]{0,5}[-./年季度上半 ]{0,2}[0-9一二三十]{0,2}[-./月至日~ 旬底]{0,2}[0-9:T日Z]{0,6}") {
        if let Ok(Some(found)) = date(&text, Some(2024)) {
            prop_assert!(found.first <= found.last, "{}", text);
        }
    }

    #[test]
    fn any_number_is_survived(n in proptest::num::f64::ANY) {
        let _ = date_of(&Value::Number(n), DateContext { year: Some(2024), epoch_1904: n > 0.0 });
    }
}
