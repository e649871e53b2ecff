use super::support::*;
use gelan::input::read::{Format, Visibility};

fn book(declaration: &str, sheets: &str) -> String {
    format!(
        "<?xml version=\"1.0\"{declaration}?>\n<?mso-application progid=\"Excel.Sheet\"?>\n<Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" \
         xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\">{sheets}</Workbook>"
    )
}

const SHEETS: &str = "<Worksheet ss:Name=\"走访&amp;登记\"><Table ss:ExpandedRowCount=\"9\"><Column ss:Width=\"60\"/>\
    <Row><Cell ss:MergeAcross=\"2\"><Data ss:Type=\"String\">标题</Data></Cell><Cell><Data ss:Type=\"String\">右</Data></Cell></Row>\
    <Row ss:Index=\"4\" ss:Hidden=\"1\"><Cell ss:Index=\"2\" ss:MergeDown=\"1\"><Data ss:Type=\"Number\">12.5</Data>\
    <Comment><ss:Data ss:Type=\"String\">批注</ss:Data></Comment></Cell>\
    <Cell><Data ss:Type=\"DateTime\">2024-03-05T08:30:00.000</Data></Cell><Cell><Data ss:Type=\"Boolean\">1</Data></Cell>\
    <Cell><Data ss:Type=\"Error\">#N/A</Data></Cell><Cell><ss:Data ss:Type=\"String\"><B>甲</B><I>乙</I>&#10;丙</ss:Data></Cell><Cell/></Row>\
    </Table></Worksheet><Worksheet ss:Name=\"藏\"><Table><Row><Cell><Data ss:Type=\"String\">值</Data></Cell></Row></Table>\
    <WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet>";

#[test]
fn every_type_of_cell_and_place() {
    let (result, kept) = try_read(book("", SHEETS).as_bytes());
    assert_eq!(result, Ok(Format::SpreadsheetMl));
    let first = &kept.sheets[0];
    assert_eq!(first.info.name, "走访&登记");
    assert_eq!(
        first.lines(),
        ["1: 1=标题 4=右", "4*: 2=12.5 3=2024-03-05 08:30:00 4=TRUE 5=#N/A 6=甲乙\n丙"]
    );
    assert_eq!(first.kinds(), ["text", "text", "number", "date", "bool", "error", "text"]);
    assert_eq!(first.merges(), [(1, 1, 1, 3), (4, 2, 5, 2)]);
    assert_eq!(
        (kept.sheets[1].info.visibility, kept.sheets[1].lines()),
        (Visibility::Hidden, vec!["1: 1=值".to_owned()])
    );
}

#[test]
fn in_other_encodings() {
    for bytes in [
        gbk(&book(" encoding=\"GB2312\"", SHEETS)),
        gbk(&book(" encoding=\"UTF-8\"", SHEETS)),
        utf16(&format!("\u{FEFF}{}", book(" encoding=\"UTF-16\"", SHEETS)), true),
    ] {
        let kept = read_all(&bytes);
        assert_eq!(kept.sheets[0].info.name, "走访&登记");
        assert_eq!(kept.sheets[1].lines(), ["1: 1=值"]);
    }
}

#[test]
fn a_cut_file_keeps_its_rows() {
    let whole = book("", SHEETS);
    let cut = &whole[..whole.find("<Row ss:Index").unwrap() + 20];
    let kept = read_all(cut.as_bytes());
    assert_eq!(kept.sheets[0].lines(), ["1: 1=标题 4=右"]);
}

#[test]
fn a_formula_without_its_result_is_told() {
    let row = "<Worksheet><Table><Row><Cell ss:Formula=\"=1+1\"><Data ss:Type=\"Number\">2</Data></Cell>\
        <Cell ss:Formula=\"=1+1\"/><Cell ss:Formula=\"=T(A9)\"><Data ss:Type=\"String\"></Data></Cell></Row></Table></Worksheet>";
    let kept = read_all(book("", row).as_bytes());
    assert_eq!(kept.sheets[0].lines(), ["1: 1=2"]);
    assert_eq!(kept.notes.len(), 1);
}
