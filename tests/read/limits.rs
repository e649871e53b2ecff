use super::support::*;
use gelan::read::{NoteKind, ReadError};

#[test]
fn two_million_rows() {
    let text = "1\n".repeat(2_000_002);
    let kept = read_all(text.as_bytes());
    assert_eq!(kept.sheets[0].rows.len(), 2_000_000);
    let notes: Vec<_> = kept.notes.iter().map(|n| (n.kind, n.row)).collect();
    assert_eq!(notes, [(NoteKind::Limit, Some(2_000_001))]);
}

#[test]
fn four_thousand_columns() {
    let row = ["1"; 5_000].join(",");
    let kept = read_all(format!("{row}\n{row}\n").as_bytes());
    assert!(kept.sheets[0].rows.iter().all(|(_, _, cells)| cells.len() == 4_096));
    assert_eq!(kept.notes.len(), 1);
}

fn workbook(sheet: &str, strings: &str) -> Vec<u8> {
    let rels = |list: &[(&str, &str)]| {
        let one = |(kind, to): &(&str, &str)| {
            format!("<Relationship Id=\"{kind}\" Type=\"x/{kind}\" Target=\"{to}\"/>")
        };
        format!("<Relationships>{}</Relationships>", list.iter().map(one).collect::<String>())
    };
    zip(&[
        ("[Content_Types].xml", "<Types/>".to_owned()),
        ("_rels/.rels", rels(&[("officeDocument", "xl/workbook.xml")])),
        (
            "xl/workbook.xml",
            "<workbook><sheets><sheet name=\"a\" r:id=\"worksheet\"/></sheets></workbook>".to_owned(),
        ),
        ("xl/_rels/workbook.xml.rels", rels(&[("worksheet", "sheet.xml"), ("sharedStrings", "strings.xml")])),
        ("xl/sheet.xml", sheet.to_owned()),
        ("xl/strings.xml", strings.to_owned()),
    ])
}

#[test]
fn two_cells_in_opposite_corners() {
    let sheet = "<worksheet><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row>\
                 <row r=\"1048576\"><c r=\"A1048576\"><v>2</v></c><c r=\"XFD1048576\"><v>3</v></c></row></sheetData></worksheet>";
    let kept = read_all(&workbook(sheet, "<sst/>"));
    assert_eq!(kept.sheets[0].lines(), ["1: 1=1", "1048576: 1=2"]);
    assert_eq!(kept.notes.iter().map(|n| n.kind).collect::<Vec<_>>(), [NoteKind::Limit]);
}

#[test]
fn a_sheet_that_unpacks_without_end() {
    let blanks = " ".repeat(34 << 20);
    let sheet = format!(
        "<worksheet><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row>{blanks}</sheetData></worksheet>"
    );
    let (result, kept) = try_read(&workbook(&sheet, "<sst/>"));
    assert!(matches!(result, Err(ReadError::TooLarge(_))), "{result:?}");
    assert_eq!(kept.notes.iter().map(|n| n.kind).collect::<Vec<_>>(), [NoteKind::Limit]);
}

#[test]
fn one_text_without_end() {
    let strings = format!("<sst><si><t>{}</t></si></sst>", "长".repeat(6 << 20));
    let sheet = "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\"><v>7</v></c></row></sheetData></worksheet>";
    let kept = read_all(&workbook(sheet, &strings));
    assert_eq!(kept.sheets[0].lines(), ["1: 2=7"]);
    assert!(kept.notes.iter().any(|n| n.kind == NoteKind::Limit));
}

#[test]
fn entities_are_not_expanded() {
    let strings =
        "<!DOCTYPE l [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]><sst><si><t>x&b;y</t></si></sst>";
    let sheet =
        "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row></sheetData></worksheet>";
    assert_eq!(lines(&workbook(sheet, strings)), ["1: 1=xy"]);
}
