use super::support::*;
use gelan::input::read::{Format, Visibility};

fn record(id: u16, data: &[u8]) -> Vec<u8> {
    let mut bytes = if id < 128 { vec![id as u8] } else { vec![id as u8 | 0x80, (id >> 7) as u8] };
    let mut length = data.len();
    while length >= 128 {
        bytes.push(length as u8 | 0x80);
        length >>= 7;
    }
    bytes.push(length as u8);
    bytes.extend(data);
    bytes
}

fn words(list: &[u32]) -> Vec<u8> {
    list.iter().flat_map(|w| w.to_le_bytes()).collect()
}

fn text(t: &str) -> Vec<u8> {
    [words(&[t.encode_utf16().count() as u32]), utf16(t, true)].concat()
}

fn cell(id: u16, column: u32, style: u32, value: &[u8]) -> Vec<u8> {
    record(id, &[words(&[column, style]), value.to_vec()].concat())
}

fn row(number: u32, hidden: bool) -> Vec<u8> {
    let mut data = words(&[number, 0]);
    data.extend([0, 0, 0, if hidden { 0x10 } else { 0 }, 0, 0, 0, 0, 0]);
    record(0, &data)
}

fn xlsb(sheet: &[Vec<u8>], is_1904: bool) -> Vec<u8> {
    let relationship = |id: &str, kind: &str, target: &str| {
        format!("<Relationship Id=\"{id}\" Type=\"http://x/{kind}\" Target=\"{target}\"/>")
    };
    let rels = |list: &[String]| format!("<Relationships>{}</Relationships>", list.concat()).into_bytes();
    let listed =
        |state: u32, id: &str, name: &str| record(156, &[words(&[state, 1]), text(id), text(name)].concat());
    let workbook = [
        record(153, &words(&[u32::from(is_1904), 0, 0])),
        listed(0, "r1", "台账"),
        listed(1, "r9", "图"),
        listed(2, "r1", "深藏"),
    ];
    let styles = [
        record(44, &[vec![200, 0], text("yyyy\"年\"m\"月\"")].concat()),
        record(626, &[]),
        record(47, &[0; 16]),
        record(617, &[]),
        record(47, &[0; 16]),
        record(47, &[&[0, 0, 200, 0][..], &[0; 12]].concat()),
        record(618, &[]),
    ];
    zip(&[
        ("[Content_Types].xml", b"<Types/>".to_vec()),
        ("_rels/.rels", rels(&[relationship("a", "officeDocument", "xl/workbook.bin")])),
        ("xl/workbook.bin", workbook.concat()),
        (
            "xl/_rels/workbook.bin.rels",
            rels(&[
                relationship("r1", "worksheet", "worksheets/sheet1.bin"),
                relationship("r9", "chartsheet", "charts/sheet1.bin"),
                relationship("r2", "styles", "styles.bin"),
                relationship("r3", "sharedStrings", "sharedStrings.bin"),
            ]),
        ),
        ("xl/styles.bin", styles.concat()),
        ("xl/sharedStrings.bin", record(19, &[vec![0], text("三都村")].concat())),
        ("xl/worksheets/sheet1.bin", sheet.concat()),
    ])
}

#[test]
fn every_type_of_cell() {
    let sheet = [
        row(1, true),
        cell(7, 0, 0, &[0; 4]),
        cell(6, 1, 0, &text("甲")),
        cell(62, 2, 0, &[vec![1], text("乙"), words(&[0])].concat()),
        cell(2, 3, 0, &words(&[1234 << 2 | 3])),
        cell(5, 4, 1, &45_356_f64.to_le_bytes()),
        cell(4, 5, 0, &[1]),
        cell(3, 6, 0, &[0x17]),
        cell(1, 7, 0, &[]),
        row(8, false),
        cell(8, 0, 0, &[text("公式"), vec![0; 4]].concat()),
        cell(9, 1, 0, &2.5_f64.to_le_bytes()),
        cell(10, 2, 0, &[0]),
        cell(11, 3, 0, &[0x2A]),
        record(146, &[]),
        record(176, &words(&[0, 1, 0, 2])),
    ];
    let (result, kept) = try_read(&xlsb(&sheet, false));
    assert_eq!(result, Ok(Format::Xlsb));
    let expected =
        ["2*: 1=三都村 2=甲 3=乙 4=12.34 5=2024-03-05 6=TRUE 7=#REF!", "9: 1=公式 2=2.5 3=FALSE 4=#N/A"];
    assert_eq!(kept.sheets[0].lines(), expected);
    assert_eq!(kept.sheets[0].merges(), [(1, 1, 2, 3)]);
    let names: Vec<_> = kept.sheets.iter().map(|s| (s.info.name.as_str(), s.info.visibility)).collect();
    assert_eq!(names, [("台账", Visibility::Visible), ("深藏", Visibility::VeryHidden)]);
    assert!(read_all(&xlsb(&sheet, true)).sheets[0].lines()[0].contains("5=2028-03-06"));
}

#[test]
fn a_sheet_that_breaks_off_keeps_its_rows() {
    let two = |column| cell(2, column, 0, &words(&[7 << 2 | 2]));
    let whole = [row(0, false), two(3), two(1), two(3)].concat();
    let kept = read_all(&xlsb(std::slice::from_ref(&whole), false));
    assert_eq!(kept.sheets[0].lines(), ["1: 2=7 4=7"]);
    assert_eq!(kept.notes.len(), 2);
    let cut = [&whole[..], &row(1, false), &[5, 0xFF, 0xFF]].concat();
    assert_eq!(read_all(&xlsb(&[cut], false)).sheets[0].lines(), ["1: 2=7 4=7"]);
}
