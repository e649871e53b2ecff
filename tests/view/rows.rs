//! The row behind a finding: where to look for it, and how it is laid out.

use crate::common::session;
use gelan::input::file::read_rows;
use gelan::input::file::{FileReport, ReadChoices, RowText};
use gelan::model::finding::{Code, Finding, FindingPlace};
use gelan::view::parts::file_rows::{RowsQuestion, question, rows_view, split_file};
use gelan::view::parts::files::{FileEntry, FileProgress};
use std::sync::Arc;

#[test]
fn a_file_in_a_zip_is_told_from_one_in_a_folder() {
    let dropped = ["甲.zip", "夹/乙.xlsx", "夹", "甲.zip/里.xlsx"];
    assert_eq!(split_file("夹/乙.xlsx", dropped), Some((1, "")));
    assert_eq!(split_file("甲.zip/内/丙.csv", dropped), Some((0, "内/丙.csv")));
    assert_eq!(split_file("甲.zip/里.xlsx", dropped), Some((3, "")), "the longest name is meant");
    assert_eq!(split_file("甲.zipx", dropped), None);
    assert_eq!(split_file("没有.csv", dropped), None);
    assert_eq!(split_file("", dropped), None);
}

const VISITS: &str = "走访记录,,\n村,网格员,走访日期\n甲村,王一,2024-03-01\n甲村,王二,2024-13-05\n乙村,,2024-03-07\n乙村,王四,2024-03-08\n\
    乙村,王五,2024-03-09\n";

fn read(name: &str, text: &str) -> (FileEntry, Vec<Finding>) {
    let reading = session::read(name, text);
    let report: FileReport = reading.report;
    let findings = report.findings.clone();
    let mut entry = FileEntry::new(7, name.into(), text.len() as u64);
    entry.progress = FileProgress::Done;
    entry.report = Some(Arc::new(report));
    (entry, findings)
}

fn asked(question: &RowsQuestion, text: &str) -> Vec<RowText> {
    let mut bytes = text.as_bytes();
    read_rows(&mut bytes, "走访.csv", &ReadChoices::default(), &question.wanted).expect("rows")
}

#[test]
fn a_finding_leads_to_its_row_and_column() {
    let (file, findings) = read("走访.csv", VISITS);
    let wrong = findings.iter().find(|f| f.code == Code::DateInvalid).expect("a wrong date");
    let question = question(&wrong.place, &[file]).expect("a question");
    assert_eq!((question.file, question.wanted.rows.as_slice(), question.marked), (7, &[4][..], Some(3)));
    let view = rows_view(&question, &asked(&question, VISITS)).expect("rows");
    let rows: Vec<_> = view.rows.iter().map(|r| (r.row, r.asked)).collect();
    assert_eq!(rows, [(2, false), (3, false), (4, true), (5, false), (6, false)]);
    let columns: Vec<_> =
        view.columns.iter().map(|c| (c.letter.as_str(), c.heading.as_str(), c.marked)).collect();
    assert_eq!(columns, [("A", "村", false), ("B", "网格员", false), ("C", "走访日期", true)]);
    assert_eq!(view.rows[2].cells, ["甲村", "王二", "2024-13-05"]);
    assert_eq!(view.rows[3].cells, ["乙村", "", "2024-03-07"], "an empty cell keeps its column");
    assert_eq!(view.left_out, 0);
}

#[test]
fn what_cannot_be_shown_is_said() {
    let place = FindingPlace { file: "走访.csv".into(), row: Some(90), ..FindingPlace::default() };
    assert!(question(&place, &[]).unwrap_err().contains("已经移除"));
    let (file, _) = read("走访.csv", VISITS);
    let found = question(&place, &[file]).expect("a question");
    let none = rows_view(&found, &asked(&found, VISITS));
    assert!(none.unwrap_err().contains("第 90 行"));
    let nowhere = FindingPlace { row: None, ..place };
    assert!(question(&nowhere, &[]).is_err());
}

#[test]
fn a_very_wide_row_keeps_the_column_that_is_meant() {
    let (file, _) = read("走访.csv", VISITS);
    let place = FindingPlace { file: "走访.csv".into(), row: Some(4), ..FindingPlace::default() };
    let mut question = question(&place, &[file]).expect("a question");
    question.marked = Some(900);
    let cells = (1..=1000).map(|c| (c, "长".repeat(500))).collect();
    let view = rows_view(&question, &[RowText { row: 4, asked: true, cells }]).expect("rows");
    assert_eq!((view.columns.len(), view.left_out), (100, 900));
    assert_eq!(view.columns.last().map(|c| (c.letter.as_str(), c.marked)), Some(("AHP", true)));
    assert_eq!(view.rows[0].cells.len(), 100);
    assert_eq!(view.rows[0].cells[0].chars().count(), 301, "three hundred and the sign that there is more");
}
