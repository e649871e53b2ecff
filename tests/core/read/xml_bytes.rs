//! Parts of packages in other encodings than UTF-8.

use super::support::*;

const RELATIONSHIPS: &str = "<?xml version=\"1.0\"?><Relationships>\
    <Relationship Id=\"r1\" Type=\"x/worksheet\" Target=\"sheet.xml\"/>\
    <Relationship Id=\"r2\" Type=\"x/sharedStrings\" Target=\"strings.xml\"/>\
    <Relationship Id=\"r3\" Type=\"x/styles\" Target=\"styles.xml\"/></Relationships>";
const WORKBOOK: &str =
    "<?xml version=\"1.0\"?><workbook><sheets><sheet name=\"台账\" r:id=\"r1\"/></sheets></workbook>";
const STRINGS: &str = "<?xml version=\"1.0\"?><sst><si><t>行政村</t></si><si><t>三都村</t></si></sst>";
const STYLES: &str = "<?xml version=\"1.0\"?><styleSheet><numFmts><numFmt numFmtId=\"164\" \
    formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;\"/></numFmts><cellXfs><xf/><xf numFmtId=\"164\"/></cellXfs></styleSheet>";
const SHEET: &str = "<?xml version=\"1.0\"?><worksheet><sheetData><row r=\"1\"><c t=\"s\"><v>0</v></c>\
    <c t=\"inlineStr\"><is><t>日期</t></is></c></row><row r=\"2\"><c t=\"s\"><v>1</v></c><c s=\"1\"><v>45356</v></c></row>\
    </sheetData><mergeCells><mergeCell ref=\"A3:B4\"/></mergeCells></worksheet>";

/// The workbook with the part `nth` in the encoding that `encode` makes, all others in UTF-8.
fn workbook(nth: usize, encode: &dyn Fn(&str) -> Vec<u8>) -> Vec<u8> {
    let parts = [
        ("xl/_rels/workbook.xml.rels", RELATIONSHIPS),
        ("xl/workbook.xml", WORKBOOK),
        ("xl/strings.xml", STRINGS),
        ("xl/styles.xml", STYLES),
        ("xl/sheet.xml", SHEET),
    ];
    let mut all = vec![("[Content_Types].xml", b"<Types/>".to_vec())];
    all.extend(
        parts
            .iter()
            .enumerate()
            .map(|(n, (name, text))| (*name, if n == nth { encode(text) } else { text.as_bytes().to_vec() })),
    );
    zip(&all)
}

type Encode<'a> = &'a dyn Fn(&str) -> Vec<u8>;

#[test]
fn a_part_in_any_encoding() {
    let declared = |text: &str, name: &str| text.replace("?>", &format!(" encoding=\"{name}\"?>"));
    let encodings: [Encode<'_>; 8] = [
        &|t| utf16(&format!("\u{FEFF}{}", declared(t, "UTF-16")), true),
        &|t| utf16(&format!("\u{FEFF}{}", declared(t, "UTF-16")), false),
        &|t| utf16(&declared(t, "UTF-16"), true),
        &|t| utf16(t, false),
        &|t| gbk(&declared(t, "GBK")),
        &|t| gbk(&declared(t, "gb2312")),
        // Declared, but not so.
        &|t| declared(t, "GBK").into_bytes(),
        &|t| declared(t, "UTF-16").into_bytes(),
    ];
    for (which, encode) in encodings.iter().enumerate() {
        for nth in 0..5 {
            let kept = read_all(&workbook(nth, encode));
            let sheet = &kept.sheets[0];
            assert_eq!(sheet.info.name, "台账", "{which} {nth}");
            assert_eq!(sheet.lines(), ["1: 1=行政村 2=日期", "2: 1=三都村 2=2024-03-05"], "{which} {nth}");
            assert_eq!(sheet.merges(), [(3, 1, 4, 2)], "{which} {nth}");
            assert_eq!(kept.notes, [], "{which} {nth}");
        }
    }
}

#[test]
fn a_long_part_is_decoded_to_its_end() {
    let rows: String = (1..=5_000)
        .map(|row| format!("<row><c t=\"inlineStr\"><is><t>三都村第{row}网格</t></is></c></row>"))
        .collect();
    let sheet = format!(
        "<?xml version=\"1.0\" encoding=\"GBK\"?><worksheet><sheetData>{rows}</sheetData></worksheet>"
    );
    for bytes in [gbk(&sheet), utf16(&sheet, true)] {
        let kept = read_all(&workbook(4, &|_| bytes.clone()));
        assert_eq!(kept.sheets[0].lines().last().unwrap(), "5000: 1=三都村第5000网格");
    }
}
