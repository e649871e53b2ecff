//! Numbers and texts as people read them.

use gelan::text::format::{grouped, hundredths, percent, quotient, size};
use gelan::text::pinyin::{key, position};
use gelan::text::{Language, set_language, t};

#[test]
fn commas_every_three_digits() {
    assert_eq!(
        [0, 999, 1000, 11251, 1_234_567, -4200].map(grouped),
        ["0", "999", "1,000", "11,251", "1,234,567", "-4,200"]
    );
}

#[test]
fn a_percentage_of_more_than_can_be_is_none() {
    assert_eq!(percent(i64::MAX, 1), None);
}

#[test]
fn quotients_round_half_up() {
    assert_eq!(quotient(25, 2).as_deref(), Some("12.5"));
    assert_eq!(quotient(1, 3).as_deref(), Some("0.3"));
    assert_eq!(quotient(12_345, 1).as_deref(), Some("12,345.0"));
    assert_eq!(quotient(1, 0), None);
}

#[test]
fn workloads_have_two_decimals() {
    assert_eq!(hundredths(1080, 1000).as_deref(), Some("1.08"));
    assert_eq!(hundredths(1, 1000).as_deref(), Some("<0.01"));
    assert_eq!(hundredths(0, 1000).as_deref(), Some("0.00"));
    assert_eq!(hundredths(12_345_678, 1000).as_deref(), Some("12,345.68"));
    assert_eq!(hundredths(1, 0), None);
}

#[test]
fn sizes_take_the_unit_that_fits() {
    assert_eq!([0, 812, 1024, 65_000, 1_572_864].map(size), ["0 B", "812 B", "1 KB", "64 KB", "1.5 MB"]);
}

#[test]
fn english_comes_from_the_table_and_only_where_it_is_on() {
    assert_eq!(t("总览"), "总览");
    set_language(Language::En);
    assert_eq!(t("总览"), "Overview");
    assert_eq!(t("表里没有的话"), "表里没有的话");
    set_language(Language::Zh);
    assert_eq!(t("总览"), "总览");
}

#[test]
fn names_are_found_by_their_first_letters() {
    assert_eq!(position("好花红村", "hhh"), Some(0));
    assert_eq!(position("好花红村", "HC"), Some(2));
    assert_eq!(position("上衙村第二网格", "yc"), Some(1), "衙 is of the second level");
    assert_eq!(position("第12网格", "12wg"), Some(1));
    assert_eq!(position("曾长乐", "zcy"), Some(0), "more than one reading");
    assert_eq!(position("曾长乐", "czl"), Some(0));
    assert_eq!(position("好花红村", "花红"), Some(1));
    assert_eq!(position("好花红村", "hx"), None);
    assert_eq!(position("好花红村", ""), None);
    assert_eq!(position("好", "hh"), None);
}

#[test]
fn names_are_sorted_as_in_a_dictionary() {
    let mut names = ["周一", "安二", "Li", "彭三", "白四", "翁五", "罗六"];
    names.sort_by_key(|name| key(name));
    assert_eq!(names, ["Li", "安二", "白四", "罗六", "彭三", "翁五", "周一"]);
}
