use super::support::*;
use gelan::input::read::{NoteKind, ReadError};

#[test]
fn twelve_and_a_half_million_rows() {
    let row = |row: u32| format!("<row r=\"{row}\"><c r=\"A{row}\"><v>1</v></c></row>");
    let rows: String = [1, 12_000_001, 12_500_000, 12_500_001, 12_500_002].into_iter().map(row).collect();
    let kept = read_all(&workbook(&format!("<sheetData>{rows}</sheetData>"), ""));
    assert_eq!(kept.sheets[0].rows.len(), 3);
    let notes: Vec<_> = kept.notes.iter().map(|n| (n.kind, n.row)).collect();
    assert_eq!(notes, [(NoteKind::Limit, Some(12_500_001))]);
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
    let kept = read_all(&workbook(&sheet, "<sst/>"));
    assert_eq!(kept.sheets[0].lines(), ["1: 1=1"]);
    assert_eq!(kept.notes.iter().map(|n| n.kind).collect::<Vec<_>>(), [NoteKind::Limit]);
}

#[test]
fn a_sheet_too_long_to_keep_is_unpacked_twice() {
    let mut bytes = Vec::new();
    bytes.extend(b"<worksheet><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row>");
    for _ in 0..6 {
        bytes.extend(b"<!--");
        bytes.resize(bytes.len() + (12 << 20), b'x');
        bytes.extend(b"-->");
    }
    bytes.extend(b"<row r=\"9\"><c r=\"A9\"><v>9</v></c></row></sheetData><mergeCells><mergeCell ref=\"A1:B2\"/></mergeCells></worksheet>");
    let kept = read_all(&workbook(std::str::from_utf8(&bytes).unwrap(), "<sst/>"));
    assert_eq!(kept.sheets[0].lines(), ["1: 1=1", "9: 1=9"]);
    assert_eq!(kept.sheets[0].merges(), [(1, 1, 2, 2)]);
    assert!(kept.progress.len() > 100 && kept.progress.is_sorted());
}

#[test]
fn the_same_cell_again_and_again() {
    let cell = "<c r=\"A1\"><v>1</v></c>".repeat(10_000);
    let sheet = format!(
        "<worksheet><sheetData><row r=\"1\">{cell}<c r=\"B1\"><v>2</v></c></row></sheetData></worksheet>"
    );
    assert_eq!(lines(&workbook(&sheet, "<sst/>")), ["1: 1=1"]);
    let page = format!("<table><tr>{}</table>", "<td>x".repeat(10_000));
    assert_eq!(read_all(page.as_bytes()).sheets[0].rows[0].2.len(), 4_096);
}

#[test]
fn a_long_text_in_every_column() {
    let text = "长".repeat(1 << 18);
    let cell = format!(
        "<table:table-cell table:number-columns-repeated=\"4000\" office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>"
    );
    let content = format!(
        "<office:document-content><table:table table:name=\"a\"><table:table-row>{cell}</table:table-row></table:table></office:document-content>"
    );
    let kept = read_all(&zip(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", &content),
    ]));
    assert!((1..100).contains(&kept.sheets[0].rows[0].2.len()));
}

#[test]
fn nothing_but_a_bomb_is_refused() {
    let sheet = format!("<worksheet><sheetData>{}", " ".repeat(34 << 20));
    assert!(matches!(try_read(&workbook(&sheet, "<sst/>")).0, Err(ReadError::TooLarge(_))));
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
