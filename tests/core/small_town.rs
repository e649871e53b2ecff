//! The small township's files and answers hold together.

use crate::common::{session, town};
use serde_json::{Value, json};

fn sum(rows: &Value, field: &str) -> i64 {
    rows.as_array().unwrap().iter().map(|row| row[field].as_i64().unwrap()).sum()
}

#[test]
fn files_have_every_format() {
    let files = town::files();
    assert_eq!(files.len(), 17);
    let starts = |name: &str, bytes: &[u8]| {
        let (_, content) = files.iter().find(|(n, _)| n == name).unwrap_or_else(|| panic!("no {name}"));
        assert!(content.starts_with(bytes), "{name}");
    };
    starts("入户走访记录.csv", b"\xEF\xBB\xBF");
    starts("入户走访记录（6月）.csv", "序号".as_bytes());
    starts("联户长名册.csv", b"\xD0\xF2\xBA\xC5");
    starts("代表委员履职登记.csv", b"\xFF\xFE");
    starts("行政村基本情况.xls", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    starts("村干部培训情况.xls", b"<html");
    starts("网格基本情况表.xlsx", b"PK\x03\x04");
    starts("意见建议办理台账.ods", b"PK\x03\x04");
}

#[test]
fn answers_add_up() {
    let expected = town::expected();
    let (grids, counts, measures) = (&expected["grids"], &expected["counts"], &expected["measures"]);
    for (field, count) in [
        ("households", "households"),
        ("people", "people"),
        ("heads", "heads"),
        ("visits", "visits_in_period"),
        ("cases", "cases"),
    ] {
        assert_eq!(counts[count], sum(grids, field), "{field}");
    }
    assert_eq!(counts["grids"], grids.as_array().unwrap().len());
    assert_eq!(measures["coverage.household_visits"]["numerator"], sum(grids, "visited_households"));
    assert_eq!(sum(grids, "cases"), sum(grids, "closed") + sum(grids, "open"));
    for (id, measure) in measures.as_object().unwrap() {
        let Some(missing) = measure.get("missing").and_then(Value::as_array) else { continue };
        // Measures in households name the grids that fall short.
        if !["coverage.linked_households", "coverage.household_visits"].contains(&id.as_str()) {
            let gap = measure["denominator"].as_i64().unwrap() - measure["numerator"].as_i64().unwrap();
            assert_eq!(missing.len() as i64, gap, "{id}");
        }
    }
}

#[test]
fn a_difference_is_found() {
    let expected = town::expected();
    assert_eq!(town::differences(&expected, &expected), [""; 0]);
    let mut other = expected.clone();
    other["grids"].as_array_mut().unwrap().reverse();
    other["measures"]["coverage.head"]["missing"] = json!([{"name": "第二网格", "village": "龙泉社区"}]);
    assert_eq!(town::differences(&expected, &other), [""; 0]);
    other["counts"]["heads"] = json!(19);
    other["grids"][0]["visits"] = json!(2);
    other["measures"]["coverage.centre"]["missing"] = json!(["柳溪村"]);
    other["findings"].as_array_mut().unwrap().pop();
    assert_eq!(town::differences(&expected, &other).len(), 4);
}

#[test]
fn every_figure_is_what_was_counted_by_hand() {
    let differences = town::differences(&town::expected(), &session::results(&town::files()));
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

#[test]
fn the_order_of_the_files_does_not_matter() {
    let mut files = town::files();
    files.reverse();
    let differences = town::differences(&town::expected(), &session::results(&files));
    // Which of two equal rows in two files is the repeated one does depend on the order.
    let figures: Vec<_> = differences.iter().filter(|d| !d.starts_with("/findings")).collect();
    assert!(figures.is_empty(), "{figures:?}");
}

#[test]
fn a_file_under_two_names_counts_once_and_is_pointed_out() {
    let mut files = town::files();
    let (name, bytes) = files.iter().find(|(n, _)| n == "联户长名册.csv").unwrap().clone();
    files.push((format!("副本 {name}"), bytes));
    let results = session::results(&files);
    assert_eq!(results["counts"]["heads"], 18);
    let findings = results["findings"].as_array().unwrap();
    assert!(findings.iter().any(|f| f["code"] == "file-repeated" && f["file"] == "副本 联户长名册.csv"));
}

#[test]
fn figures_without_their_table_are_absent() {
    let only: Vec<_> = town::files().into_iter().filter(|(n, _)| n.starts_with("联户长")).collect();
    let results = session::results(&only);
    assert_eq!(results["counts"]["heads"], 18);
    assert_eq!(results["counts"]["grids"], Value::Null);
    assert_eq!(results["measures"]["coverage.head"]["state"], "no-data");
    assert_eq!(results["measures"]["coverage.head"]["numerator"], Value::Null);
}
