//! Laws of figures: what is written in any usual form reads back.

use gelan::input::value::{
    Exactness, Quantity, Unit, half_width, is_nothing, numeral, quantity, quantity_under, squeeze,
};
use proptest::prelude::*;

const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];

/// Four digits in Chinese, the way that schools teach it.
fn section(n: u64) -> String {
    let mut out = String::new();
    let mut gap = false;
    for (scale, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let digit = n / scale % 10;
        if digit == 0 {
            gap |= !out.is_empty();
            continue;
        }
        if gap {
            out.push('零');
            gap = false;
        }
        out.push_str(DIGITS[digit as usize]);
        out.push_str(name);
    }
    out
}

fn chinese(n: u64) -> String {
    if n == 0 {
        return "零".to_owned();
    }
    let mut out = String::new();
    for (scale, name) in [(1_0000_0000, "亿"), (1_0000, "万"), (1, "")] {
        let part = n / scale % 1_0000;
        if part == 0 {
            continue;
        }
        if !out.is_empty() && (part < 1000 || (n / scale / 1_0000).is_multiple_of(1_0000)) {
            out.push('零');
        }
        out.push_str(&section(part));
        out.push_str(name);
    }
    out
}

fn wide(text: &str) -> String {
    text.chars().map(|c| if c == '.' { '．' } else { char::from_u32(c as u32 + 0xFEE0).unwrap() }).collect()
}

fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (at, c) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}

fn exact(value: u64, unit: Option<Unit>) -> Quantity {
    Quantity { value: value as i64, unit, exactness: Exactness::Exact }
}

fn unit() -> impl Strategy<Value = Unit> {
    prop::sample::select(Unit::ALL)
        .prop_filter("kept as it is", |u| !matches!(u, Unit::Hour | Unit::TenThousandYuan))
}

proptest! {
    #[test]
    fn chinese_numerals_read_back(n in 0_u64..1_0000_0000_0000) {
        prop_assert_eq!(numeral(&chinese(n)), Some(n), "{}", chinese(n));
        let short = chinese(n).replacen("一十", "十", usize::from((10..20).contains(&n)));
        prop_assert_eq!(numeral(&short), Some(n));
    }

    #[test]
    fn figures_read_back(n in 0_u64..1_000_000_000, unit in unit(), space in "[ \u{3000}\u{A0}\t\n]{0,2}") {
        for text in [n.to_string(), wide(&n.to_string()), grouped(n), chinese(n), format!("{n}.0"), format!("{n}.000")] {
            prop_assert_eq!(quantity(&text), Ok(Some(exact(n, None))), "{}", text);
            prop_assert_eq!(quantity_under(&text, Some(unit)), Ok(Some(exact(n, Some(unit)))), "{}", text);
            let with_unit = format!("{space}{text}{space}{unit}{space}");
            prop_assert_eq!(quantity(&with_unit), Ok(Some(exact(n, Some(unit)))), "{:?}", with_unit);
            let other = quantity_under(&with_unit, Some(Unit::Mu));
            prop_assert_eq!(other, Ok(Some(exact(n, Some(unit)))), "the cell's own unit stands");
        }
    }

    #[test]
    fn hedges_change_the_exactness_alone(n in 1_u64..1_000_000, unit in unit()) {
        for (text, exactness) in [
            (format!("约{n}{unit}"), Exactness::About),
            (format!("{n}余{unit}"), Exactness::AtLeast),
            (format!("{n}多{unit}"), Exactness::AtLeast),
            (format!("{n}{unit}以上"), Exactness::AtLeast),
            (format!("不超过{n}{unit}"), Exactness::AtMost),
        ] {
            let expected = Quantity { value: n as i64, unit: Some(unit), exactness };
            prop_assert_eq!(quantity(&text), Ok(Some(expected)), "{}", text);
        }
    }

    #[test]
    fn fractions_are_refused(n in 0_u64..1_000_000, fraction in 1_u32..100) {
        let text = format!("{n}.{fraction:02}");
        prop_assert!(quantity(&text).is_err(), "{}", text);
    }

    #[test]
    fn tens_of_thousands(hundredths in 1_u64..1_000_000) {
        let text = format!("{}.{:02}万", hundredths / 100, hundredths % 100);
        prop_assert_eq!(quantity(&text), Ok(Some(exact(hundredths * 100, None))), "{}", text);
    }

    #[test]
    fn hours_become_minutes(hours in 0_u64..100, minutes in 0_u64..60) {
        let text = format!("{hours}小时{minutes}分钟");
        prop_assert_eq!(quantity(&text), Ok(Some(exact(hours * 60 + minutes, Some(Unit::Minute)))));
    }

    #[test]
    fn any_text_is_survived(text in "\\PC*") {
        if let Ok(found) = quantity(&text) {
            prop_assert_eq!(found.is_none(), is_nothing(&text));
        }
    }

    #[test]
    fn any_text_of_figures_is_survived(text in "[0-9.,+ 一二三十百千万亿零两半余多约近上不小时分个人次%/至-]{0,24}") {
        let first = quantity(&text);
        prop_assert_eq!(&first, &quantity(&half_width(&text)));
        prop_assert_eq!(first, quantity(&format!(" {text}\u{3000}")).map_err(|mut e| { e.found = text.trim().into(); e }));
    }

    #[test]
    fn cleaning_twice_changes_nothing(text in "\\PC*") {
        let half = half_width(&text).into_owned();
        prop_assert_eq!(half_width(&half), half.clone());
        let bare = squeeze(&text).into_owned();
        prop_assert_eq!(squeeze(&bare), bare.clone());
        prop_assert!(!bare.contains(char::is_whitespace));
        let is_same = matches!(squeeze(&bare), std::borrow::Cow::Borrowed(_));
        prop_assert!(is_same, "clean text is not copied");
    }
}
