//! Tables that are read and not counted: sums of other tables, and hidden old copies. Places and people are invented.

use crate::common::session::read_with;
use gelan::input::file::{FileReading, ReadChoices};
use gelan::input::recognise::{Confidence, Correction, Corrections};
use gelan::model::finding::Code;
use gelan::model::kind::{Field, Kind};
use rust_xlsxwriter::{Workbook, XlsxError};

fn codes(reading: &FileReading) -> Vec<Code> {
    reading.report.findings.iter().map(|f| f.code).collect()
}

/// Cases of two months, and an old sheet of one row that is hidden under the given name.
fn cases_with_hidden(name: &str) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let header = ["编号", "村", "网格", "类型", "受理日期", "状态"];
    for (sheet, ids, hidden) in [("1月", &["A1", "A2"][..], false), (name, &["A2"][..], true)] {
        let sheet = book.add_worksheet().set_name(sheet)?.set_hidden(hidden);
        sheet.write_row(0, 0, header)?;
        for (row, id) in (1..).zip(ids) {
            sheet.write_row(row, 0, [id, "甲村", "甲村第一网格", "邻里", "2024-01-02", "办理中"])?;
        }
    }
    book.save_to_buffer()
}

#[test]
fn a_hidden_old_copy_is_said_and_not_counted_until_a_person_gives_it_a_kind() {
    let bytes = cases_with_hidden("1月(旧)").unwrap();
    let reading = read_with("矛盾纠纷台账.xlsx", &bytes, &ReadChoices::default());
    let kinds: Vec<_> = reading.report.tables.iter().map(|t| (t.kind, t.records)).collect();
    assert_eq!(kinds, [(Some(Kind::Cases), 2), (None, 1)]);
    assert_eq!(reading.records.iter().map(|(_, r)| r.len()).sum::<usize>(), 2);
    assert_eq!(codes(&reading), [Code::SheetAside]);
    assert_eq!(reading.report.findings[0].place.sheet, "1月(旧)");

    let signature = reading.report.tables[1].signature.clone();
    let mut corrections = Corrections::default();
    corrections.0.insert(signature, Correction { kind: Some(Kind::Cases), ..Correction::default() });
    let chosen =
        read_with("矛盾纠纷台账.xlsx", &bytes, &ReadChoices { corrections, ..ReadChoices::default() });
    assert_eq!(chosen.records.iter().map(|(_, r)| r.len()).sum::<usize>(), 3);
    assert_eq!(chosen.report.tables[1].confidence, Confidence::Chosen);
}

#[test]
fn another_hidden_sheet_is_counted_and_said() {
    let reading = read_with("矛盾纠纷台账.xlsx", cases_with_hidden("2月").unwrap(), &ReadChoices::default());
    assert_eq!(reading.records.iter().map(|(_, r)| r.len()).sum::<usize>(), 3);
    assert_eq!(codes(&reading), [Code::SheetHidden]);
}

#[test]
fn sums_of_visits_are_shown_and_not_taken_for_a_list_of_grids() {
    let text = "各网格走访覆盖率统计,,,,\n村,网格,总户数,已走访户数,覆盖率\n甲村,甲村第一网格,60,57,95%\n甲村,甲村第二网格,70,35,50%\n合计,,130,92,70.8%\n";
    let reading = read_with("走访统计.csv", text.as_bytes(), &ReadChoices::default());
    let table = &reading.report.tables[0];
    assert_eq!((table.kind, table.confidence), (Some(Kind::VisitSummary), Confidence::Sure));
    assert_eq!(codes(&reading), [Code::TableUncounted], "{:?}", reading.report.findings);
    let records = &reading.records[0].1;
    assert_eq!(records.amount(Field::Visited, 1).map(|q| q.value), Some(35));
    assert_eq!(records.text(Field::Coverage, 0), "95%");
    assert_eq!(table.skipped.iter().map(|s| s.row).collect::<Vec<_>>(), [5]);
}

#[test]
fn sums_of_a_years_duty_are_shown_and_not_taken_for_a_roster() {
    let text = "好溪镇人大代表履职情况登记表,,,,,\n姓名,所在村,应参加,实参加,接待（人次）,走访（户）\n赵一,甲村,8,7,12,5\n钱二,乙村,8,8,16,6\n平均,,8,7.5,14,5.5\n";
    let reading = read_with("履职.csv", text.as_bytes(), &ReadChoices::default());
    let table = &reading.report.tables[0];
    assert_eq!(table.kind, Some(Kind::DutySummary));
    assert_eq!(codes(&reading), [Code::TableUncounted], "{:?}", reading.report.findings);
    let records = &reading.records[0].1;
    assert_eq!(records.amount(Field::Receptions, 1).map(|q| q.value), Some(16));
    assert_eq!(records.amount(Field::MeetingsAttended, 0).map(|q| q.value), Some(7));
    assert_eq!(table.skipped.iter().map(|s| s.row).collect::<Vec<_>>(), [5]);
}

#[test]
fn two_tables_of_a_centre_are_known_each_under_its_own_title() {
    let text = "表一：平安巡逻情况,,,\n村,巡逻次数,参与人次,\n甲村,10,40,\n合计,10,40,\n,,,\n表二：重点人员帮扶情况,,,\n村,网格,帮扶对象,帮扶次数\n甲村,甲村第一网格,赵一,2\n";
    let reading = read_with("综治中心.csv", text.as_bytes(), &ReadChoices::default());
    let tables: Vec<_> = reading.report.tables.iter().map(|t| (t.kind, t.header_rows.0, t.records)).collect();
    assert_eq!(tables, [(Some(Kind::CentreWork), 2, 1), (Some(Kind::CentreWork), 7, 1)]);
    assert_eq!(reading.records[1].1.text(Field::Name, 0), "赵一");
}
