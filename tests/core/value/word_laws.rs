//! Laws of names, places, identity numbers and words.

use gelan::input::value::{
    GridName, IdFault, Mentioned, check_id, check_id_of, digits_of, flag, grid_key, grid_list, heading,
    person, persons, phone, satisfaction, status, stem, strip_township, township_in, twin, village_key,
};
use gelan::model::cell::Value;
use proptest::prelude::*;

fn name() -> impl Strategy<Value = String> {
    "[张王李赵钱孙周吴郑冯陈韦覃莫岑][红梅勇强霞华明军玉芳艳][红梅勇强霞华明军玉芳艳]?"
}

fn village() -> impl Strategy<Value = String> {
    ("[三都好花红上衙金田辉岩弄苑石头关]{2,3}", prop::sample::select(&["村", "社区"][..]))
        .prop_map(|(s, k)| s + k)
}

fn space() -> impl Strategy<Value = String> {
    "[ \u{3000}\u{A0}\t]{1,3}"
}

fn chinese(n: u32) -> String {
    let digit = |n: u32| ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"][n as usize % 10];
    match n / 10 {
        0 => digit(n).to_owned(),
        1 => format!("十{}", digit(n)),
        tens => format!("{}十{}", digit(tens), digit(n)),
    }
}

/// The check digit by the other formula of ISO 7064: the number with its check
/// digit, read as a polynomial in 2, leaves 1 when divided by 11.
fn with_check_digit(body: &str) -> String {
    let remainder = body.bytes().fold(0_u32, |sum, b| (sum + u32::from(b - b'0')) * 2 % 11);
    let check = (12 - remainder) % 11;
    format!("{body}{}", if check == 10 { "X".to_owned() } else { check.to_string() })
}

fn id() -> impl Strategy<Value = String> {
    (110_000_u32..660_000, 1900_u32..2024, 1_u32..=12, 1_u32..=28, 0_u32..1000)
        .prop_map(|(place, y, m, d, seq)| with_check_digit(&format!("{place}{y}{m:02}{d:02}{seq:03}")))
}

proptest! {
    #[test]
    fn valid_ids_pass_and_slips_do_not(id in id(), at in 0_usize..17, step in 1_u8..10) {
        prop_assert_eq!(check_id(&id), Ok(()));
        let mut slip = id.clone().into_bytes();
        slip[at] = b'0' + (slip[at] - b'0' + step) % 10;
        prop_assert!(check_id(std::str::from_utf8(&slip).unwrap()).is_err());
        let mut swapped = id.clone().into_bytes();
        if at < 16 && swapped[at] != swapped[at + 1] {
            swapped.swap(at, at + 1);
            prop_assert!(check_id(std::str::from_utf8(&swapped).unwrap()).is_err());
        }
    }

    #[test]
    fn ids_held_as_numbers_are_damaged(id in id()) {
        let digits = id.replace('X', "0");
        let number: f64 = digits.parse().unwrap();
        prop_assert_eq!(check_id_of(&Value::Number(number)), Err(IdFault::Damaged));
        prop_assert_eq!(check_id(&format!("{number:.5E}").replace('E', "E+")), Err(IdFault::Damaged));
    }

    #[test]
    fn white_space_is_no_part_of_a_name(name in name(), space in space()) {
        let spaced: String = name.chars().flat_map(|c| [c.to_string(), space.clone()]).collect();
        prop_assert_eq!(person(&spaced), name.as_str());
        prop_assert_eq!(persons(&spaced), vec![name]);
    }

    #[test]
    fn names_read_back_from_a_list(names in prop::collection::vec(name(), 1..6), mark in "[、，,;；/\n ]", twin_mark in 2_u32..99) {
        prop_assert_eq!(&persons(&names.join(&mark)), &names);
        for name in &names {
            let mark = twin_mark.to_string();
            for marked in [format!("{name}{twin_mark}"), format!("{name}（{twin_mark}）"), format!("{name}({twin_mark})")] {
                prop_assert_eq!(twin(&marked), Some((name.as_str(), mark.as_str())));
            }
            prop_assert_eq!(twin(name), None);
        }
    }

    #[test]
    fn a_village_by_its_offices(village in village(), space in space()) {
        prop_assert_eq!(&village_key(&village), &village);
        prop_assert_eq!(&village_key(&format!("{space}{village}{space}")), &village);
        let offices: &[&str] = if village.ends_with('村') {
            &["委会", "民委员会", "村民委员会", "村委会", "党支部"]
        } else {
            &["居委会", "居民委员会", "党支部"]
        };
        for office in offices {
            prop_assert_eq!(&village_key(&format!("{village}{office}")), &village);
        }
        prop_assert!(village.starts_with(stem(&village)) && stem(&village) != village);
        let full = format!("好花红镇{village}");
        prop_assert_eq!(strip_township(&full, "好花红镇"), village.as_str());
        let title = format!("好花红镇{village}网格表");
        prop_assert_eq!(township_in(&title), Some("好花红镇"));
    }

    #[test]
    fn a_grid_by_its_number(village in village(), n in 1_u32..100) {
        let zh = chinese(n);
        let own = [format!("第{zh}网格"), format!("{zh}网格"), format!("{n}网格"), format!("{n:02}网格"), format!("第{n}网格"), format!("网格{n}"), format!("{n}号网格")];
        for grid in own {
            let key = GridName::Number(n);
            prop_assert_eq!(&grid_key(&grid, &village), &key, "{}", grid);
            prop_assert_eq!(&grid_key(&format!("{village}{grid}"), &village), &key, "{}{}", village, grid);
            prop_assert_eq!(&grid_key(&format!("好花红镇{village}{grid}"), &village), &key);
            prop_assert_eq!(&grid_key(&format!("{}{grid}", stem(&village)), &village), &key, "{} {}", village, grid);
        }
    }

    #[test]
    fn lists_and_ranges_of_grids(village in village(), first in 1_u32..50, more in 1_u32..20, mark in "[、，,；;/\n]") {
        let numbers: Vec<u32> = (first..=first + more).collect();
        let zh: Vec<String> = numbers.iter().map(|n| format!("第{}网格", chinese(*n))).collect();
        let last = first + more;
        for text in [
            zh.join(&mark),
            format!("{first}-{last}网格"),
            format!("第{}至第{}网格", chinese(first), chinese(last)),
            format!("{}网格", numbers.iter().map(u32::to_string).collect::<Vec<_>>().join(&mark)),
        ] {
            for (text, own) in [(text.clone(), None), (format!("{village}{text}"), Some(village.clone()))] {
                let found = grid_list(&text);
                let keys: Vec<Mentioned> = numbers.iter().map(|n| Mentioned::One(GridName::Number(*n))).collect();
                prop_assert_eq!(found.iter().map(|m| m.grid.clone()).collect::<Vec<_>>(), keys, "{}", text);
                prop_assert!(found.iter().all(|m| m.village == own), "{} {:?}", text, found);
            }
        }
    }

    #[test]
    fn a_heading_without_its_unit(key in "[户数接待走访联系电话姓名]{2,6}", unit in prop::sample::select(gelan::input::value::Unit::ALL), space in space()) {
        let read = heading(&format!("*{space}{key}\n（{unit}）"));
        prop_assert_eq!(read.key, key);
        prop_assert_eq!(read.unit, Some(unit));
    }

    #[test]
    fn any_text_is_survived(text in "\\PC*", other in "\\PC{0,6}") {
        let _ = (person(&text), persons(&text), twin(&text), heading(&text), phone(&text), check_id(&text));
        let _ = (flag(&text), status(&text), satisfaction(&text), digits_of(&Value::Text(text.as_str().into())));
        let _ = (village_key(&text), stem(&text), strip_township(&text, &other), township_in(&text));
        let _ = (grid_key(&text, &other), grid_list(&text));
    }

    #[test]
    fn any_mix_of_known_words_is_survived(text in "[三都村社区镇乡第一十1-9至、和及 网格全部号张李（）()·.A类已未办结转]{0,16}", other in "[三都村社区委会]{0,5}") {
        let once = person(&text).into_owned();
        prop_assert!(!once.contains(char::is_whitespace));
        let _ = (persons(&text), twin(&text), heading(&text), status(&text), village_key(&text), township_in(&text));
        let _ = (grid_key(&text, &other), grid_list(&text), strip_township(&text, &other), stem(&text));
    }
}
