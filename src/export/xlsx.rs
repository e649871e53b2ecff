//! A workbook in the Office Open XML of ECMA-376: the least that spreadsheet programs open.
//!
//! The parts are stored, not compressed: the sample is read again at once, a list of findings is short, and
//! an encoder would weigh more in the page than it saves.

use super::grid::{Cell, Sheet};
use rustc_hash::FxHashMap;
use std::fmt::Write as _;

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";
/// Style 0 is plain, style 1 shows a number as a date.
const STYLES: &str = "<fonts count=\"1\"><font><sz val=\"11\"/><name val=\"宋体\"/></font></fonts>\
    <fills count=\"1\"><fill><patternFill patternType=\"none\"/></fill></fills><borders count=\"1\"><border/></borders>\
    <cellStyleXfs count=\"1\"><xf/></cellStyleXfs>\
    <cellXfs count=\"2\"><xf xfId=\"0\"/><xf xfId=\"0\" numFmtId=\"14\" applyNumberFormat=\"1\"/></cellXfs>\
    <cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles>";
/// Days from the spreadsheet's day 0 to 1970-01-01.
const EPOCH: i32 = 25_569;

/// The bytes of a workbook with these sheets.
pub fn workbook(sheets: &[Sheet]) -> Vec<u8> {
    let mut strings = Strings::default();
    let mut parts: Vec<(String, String)> = Vec::new();
    let (mut types, mut list, mut relations) = (String::new(), String::new(), String::new());
    for (i, sheet) in sheets.iter().enumerate() {
        let id = i + 1;
        _ = write!(
            types,
            "<Override PartName=\"/xl/worksheets/sheet{id}.xml\" ContentType=\"{TYPE}.worksheet+xml\"/>"
        );
        _ = write!(list, "<sheet name=\"{}\" sheetId=\"{id}\" r:id=\"r{id}\"/>", escape(sheet.name));
        _ = write!(
            relations,
            "<Relationship Id=\"r{id}\" Type=\"{OFFICE}/worksheet\" Target=\"worksheets/sheet{id}.xml\"/>"
        );
        parts.push((format!("xl/worksheets/sheet{id}.xml"), worksheet(sheet, &mut strings)));
    }
    for (part, id) in [("styles", "s"), ("sharedStrings", "t")] {
        _ = write!(types, "<Override PartName=\"/xl/{part}.xml\" ContentType=\"{TYPE}.{part}+xml\"/>");
        _ = write!(relations, "<Relationship Id=\"{id}\" Type=\"{OFFICE}/{part}\" Target=\"{part}.xml\"/>");
    }
    let relationships = |inner: &str| {
        format!("{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\">{inner}</Relationships>")
    };
    let content_types = format!(
        "{HEAD}<Types xmlns=\"{PACKAGE}/content-types\">\
        <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
        <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
        <Override PartName=\"/xl/workbook.xml\" ContentType=\"{TYPE}.sheet.main+xml\"/>{types}</Types>"
    );
    let root = relationships(&format!(
        "<Relationship Id=\"r1\" Type=\"{OFFICE}/officeDocument\" Target=\"xl/workbook.xml\"/>"
    ));
    let book =
        format!("{HEAD}<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets>{list}</sheets></workbook>");
    let shared = format!("{HEAD}<sst xmlns=\"{MAIN}\">{}</sst>", strings.xml);
    let mut all = vec![
        ("[Content_Types].xml".to_owned(), content_types),
        ("_rels/.rels".to_owned(), root),
        ("xl/workbook.xml".to_owned(), book),
        ("xl/_rels/workbook.xml.rels".to_owned(), relationships(&relations)),
        ("xl/styles.xml".to_owned(), format!("{HEAD}<styleSheet xmlns=\"{MAIN}\">{STYLES}</styleSheet>")),
        ("xl/sharedStrings.xml".to_owned(), shared),
    ];
    all.append(&mut parts);
    super::zip::stored(&all)
}

#[derive(Default)]
struct Strings {
    index: FxHashMap<String, usize>,
    xml: String,
}

impl Strings {
    fn id(&mut self, text: &str) -> usize {
        if let Some(id) = self.index.get(text) {
            return *id;
        }
        let id = self.index.len();
        self.index.insert(text.to_owned(), id);
        _ = write!(self.xml, "<si><t xml:space=\"preserve\">{}</t></si>", escape(text));
        id
    }
}

fn worksheet(sheet: &Sheet, strings: &mut Strings) -> String {
    let mut xml = format!("{HEAD}<worksheet xmlns=\"{MAIN}\"><sheetData>");
    for (r, cells) in sheet.rows.iter().enumerate() {
        let row = r + 1;
        _ = write!(xml, "<row r=\"{row}\">");
        for (c, cell) in cells.iter().enumerate() {
            let column = letters(c + 1);
            _ = match cell {
                Cell::Blank => Ok(()),
                Cell::Text(text) => {
                    write!(xml, "<c r=\"{column}{row}\" t=\"s\"><v>{}</v></c>", strings.id(text))
                }
                Cell::Number(number) => write!(xml, "<c r=\"{column}{row}\"><v>{number}</v></c>"),
                Cell::Day(day) => write!(xml, "<c r=\"{column}{row}\" s=\"1\"><v>{}</v></c>", day.0 + EPOCH),
            };
        }
        xml.push_str("</row>");
    }
    xml.push_str("</sheetData>");
    if !sheet.merges.is_empty() {
        _ = write!(xml, "<mergeCells count=\"{}\">", sheet.merges.len());
        for m in &sheet.merges {
            let (left, right) = (letters(m.left as usize), letters(m.right as usize));
            _ = write!(xml, "<mergeCell ref=\"{left}{}:{right}{}\"/>", m.top, m.bottom);
        }
        xml.push_str("</mergeCells>");
    }
    xml.push_str("</worksheet>");
    xml
}

/// A column's letters (1 is A, 27 is AA).
fn letters(mut column: usize) -> String {
    let mut letters = String::new();
    while column > 0 {
        column -= 1;
        letters.insert(0, char::from(b'A' + (column % 26) as u8));
        column /= 26;
    }
    letters
}

/// Text for between XML or HTML tags and inside their double quotes. Characters that XML 1.0 has no place for
/// become U+FFFD.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' => out.push(c),
            '\r' => out.push_str("&#13;"),
            '\0'..='\x1F' | '\u{FFFE}' | '\u{FFFF}' => out.push('\u{FFFD}'),
            _ => out.push(c),
        }
    }
    out
}
