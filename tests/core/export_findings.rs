//! Findings as CSV and as a workbook.

use calamine::{Data, Reader, Xlsx};
use gelan::export::findings::{columns, csv, xlsx};
use gelan::model::finding::{Code, Finding, FindingPlace};
use std::io::Cursor;

fn finding(row: Option<u32>, value: &str) -> Finding {
    let place = FindingPlace {
        file: "走访, 6月.csv".into(),
        sheet: "走访".into(),
        row,
        column: Some("走访\n日期".into()),
    };
    Finding::new(Code::DateInvalid, place, value, "")
}

/// The fields of RFC 4180, read without help from the writer.
fn parse(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => cell.extend(chars.next()),
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\r' if !quoted => {
                assert_eq!(chars.next(), Some('\n'), "lines end with CR LF");
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            _ => cell.push(c),
        }
    }
    assert!(cell.is_empty() && row.is_empty() && !quoted, "the last line is ended too");
    rows
}

fn sheet(findings: &[Finding]) -> Vec<Vec<Data>> {
    let mut book = Xlsx::new(Cursor::new(xlsx(findings).expect("written"))).expect("a workbook");
    assert_eq!(book.sheet_names(), ["提示"]);
    let range = book.worksheet_range("提示").expect("its sheet");
    range.rows().map(<[Data]>::to_vec).collect()
}

#[test]
fn csv_begins_with_a_mark_and_keeps_every_character() {
    let findings = [finding(Some(12), "2024.13.5"), finding(None, "他说\"不\", 就走了\n第二行")];
    let text = csv(&findings);
    let rows = parse(text.strip_prefix('\u{FEFF}').expect("a byte order mark"));
    assert_eq!(rows[0], columns().map(|c| c.title));
    assert_eq!(
        rows[1],
        [
            "需要改正",
            "日期有误",
            "走访, 6月.csv",
            "走访",
            "12",
            "走访\n日期",
            "2024.13.5",
            "1",
            "12",
            "不是日期，或没有这一天；改正日期后重新放入"
        ]
    );
    assert_eq!((rows[2][4].as_str(), rows[2][6].as_str()), ("", "他说\"不\", 就走了\n第二行"));
    assert_eq!(rows.len(), 3);
}

#[test]
fn nothing_becomes_a_formula() {
    for value in ["=1+1", "+86 138", "-5", "@SUM(A1)", "\t=1", "\r=1", "=HYPERLINK(\"x\",\"y\")"] {
        let text = csv(&[finding(Some(1), value)]);
        let rows = parse(text.trim_start_matches('\u{FEFF}'));
        assert_eq!(rows[1][6], format!("'{value}"));
    }
    let rows = parse(csv(&[finding(Some(1), "a=1")]).trim_start_matches('\u{FEFF}'));
    assert_eq!(rows[1][6], "a=1");
}

#[test]
fn the_workbook_opens_with_rows_as_numbers_and_values_as_text() {
    let findings =
        [finding(Some(12), "=1+1"), finding(None, "520121199001010011"), finding(Some(3), "<&>\u{1}")];
    let rows = sheet(&findings);
    let heads: Vec<String> = rows[0].iter().map(ToString::to_string).collect();
    assert_eq!(heads, columns().map(|c| c.title));
    assert_eq!(rows[1][4], Data::Float(12.0));
    assert_eq!(rows[1][6], Data::String("=1+1".into()));
    assert_eq!(rows[2][4], Data::Empty);
    assert_eq!(rows[2][6], Data::String("520121199001010011".into()));
    assert_eq!(rows[3][6], Data::String("<&>\u{1}".into()));
    assert_eq!(rows[3][0], Data::String("需要改正".into()));
    assert_eq!(rows.len(), 4);
}

#[test]
fn a_cell_is_cut_where_no_program_would_open_it() {
    let rows = sheet(&[finding(Some(1), &"村".repeat(40_000))]);
    assert_eq!(rows[1][6].to_string().chars().count(), 32_767);
}

#[test]
fn no_findings_leave_the_headings() {
    assert_eq!(parse(csv(&[]).trim_start_matches('\u{FEFF}')), [columns().map(|c| c.title)]);
    assert_eq!(sheet(&[]).len(), 1);
}
