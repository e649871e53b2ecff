//! The figures of a draft: which of its numbers are figures, with their hedges, units and places.

use gelan::count::Tally;
use gelan::draft::{Checked, ComputedFigure, check};
use gelan::figures::{Setting, present};
use gelan::input::value::Exactness;

fn found(text: &str) -> Vec<Checked> {
    check(text, &present(&Tally::default(), Setting::default()), &[])
}

/// Each figure as sign, value and unit.
fn all(text: &str) -> Vec<String> {
    found(text).iter().map(|f| format!("{}{}{}", f.exactness.sign(), f.stated.value(), f.unit)).collect()
}

#[test]
fn numbers_as_offices_write_them() {
    assert_eq!(all("共１，５７５人、三百二十户，1030余次"), ["1575人", "320户", "≥1030次"]);
    assert_eq!(
        all("百余起，近百起，约100起，上千人次，不足30户"),
        ["≥100起", "→100起", "≈100起", "≥1000人次", "<30户"]
    );
    assert_eq!(all("1.2万余户，3万多人，100个以上，50户左右"), ["≥12000户", "≥30000人", "≥100个", "≈50户"]);
    assert_eq!(all("100.0%，百分之九十五点六，提高2.3个百分点"), ["100%", "95.6%", "2.3个百分点"]);
    assert_eq!(all("按期办结近八成，七成以上群众，成立八成员小组，两成为"), ["→80%", "≥70%"]);
    assert_eq!(all("超过9000份，逾百起，1200余万元"), ["≥9000份", "≥100起", "≥1200万元"]);
}

#[test]
fn what_is_no_figure_is_passed_over() {
    for text in [
        "2024年6月30日",
        "1至6月",
        "1—6月份",
        "〔2024〕12号",
        "第12号",
        "第三季度",
        "一、总体情况",
        "1.总体",
        "(1)总体",
        "2024.6.30",
        "2024-06-30",
        "8:30",
        "“八有”“五簿”",
        "四议两公开",
        "“1+N”",
        "1+N",
        "《民法典》第12条",
        "0854-6221234",
        "13800138000",
        "12345热线",
        "60岁",
        "3个月",
        "5个工作日",
        "三都村",
        "5G",
        "数百人",
        "千方百计",
        "十分重视",
        "一是",
        "二十大",
        "30天",
        "24小时",
        "全心全意",
        "两委",
    ] {
        assert_eq!(all(text), <[&str; 0]>::default(), "{text}");
    }
}

#[test]
fn figures_know_where_they_stand() {
    let original = "约１００余起";
    let found = found(original);
    assert_eq!(&original[found[0].figure.clone()], original);
    assert_eq!(&original[found[0].digits.clone()], "１００");
    assert_eq!(found[0].exactness, Exactness::AtLeast);
}

#[test]
fn quotients_have_the_decimals_that_are_stated() {
    let of = |numerator, denominator, percent, decimals| {
        let mut checked = found("100起").remove(0);
        checked.stated.decimals = decimals;
        checked.computed = Some(ComputedFigure { numerator, denominator: Some(denominator), percent });
        checked.computed_text().unwrap()
    };
    assert_eq!(of(7271, 11251, true, 1), "64.6%");
    assert_eq!(of(7271, 11251, true, 0), "65%");
    assert_eq!(of(157, 157, true, 1), "100.0%");
    assert_eq!(of(9999, 10_000, true, 1), "99.9%");
    assert_eq!(of(1280, 40, false, 0), "32");
    assert_eq!(of(1283, 40, false, 2), "32.08");
}
