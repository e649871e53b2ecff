//! The text formats that offices export: CSV in its encodings, and HTML tables named `.xls`.

use super::sheet::{Sheet, chinese};
use crate::export::file_table::FileCell;
use crate::text::markup::escape;
use encoding_rs::GB18030;
use rustc_hash::FxHashMap;
use std::fmt::Write as _;

/// A cell as a person writes it.
fn words(cell: &FileCell) -> String {
    match cell {
        FileCell::Day(day) => chinese(*day),
        cell => cell.plain_text(),
    }
}

/// The rows with `separator` between the cells; the cells of the sample need no quotes.
pub fn separated(sheet: &Sheet, separator: &str) -> String {
    let mut text = String::new();
    for row in &sheet.rows {
        let cells: Vec<String> = row.iter().map(words).collect();
        _ = write!(text, "{}\r\n", cells.join(separator));
    }
    text
}

/// An HTML table as web systems hand it out under the name of a spreadsheet; the first row is the caption.
pub fn html(sheet: &Sheet) -> String {
    let mut text =
        "<html xmlns:x='urn:schemas-microsoft-com:office:excel'><head><meta charset='gb2312'></head><body><table border=1>"
            .to_owned();
    for (i, row) in sheet.rows.iter().enumerate() {
        let cells = row.iter().map(|cell| escape(&words(cell)));
        if i == 0 {
            _ = write!(text, "<caption>{}</caption>", cells.collect::<String>());
            continue;
        }
        let tag = if i == 1 { "th" } else { "td" };
        text.push_str("<tr>");
        cells.for_each(|cell| _ = write!(text, "<{tag}>{cell}</{tag}>"));
        text.push_str("</tr>\n");
    }
    text.push_str("</table></body></html>");
    text
}

/// UTF-16 in little-endian order with its byte order mark.
pub fn utf16(text: &str) -> Vec<u8> {
    "\u{FEFF}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

/// Bytes in GB18030 of a text whose characters are all in GB 2312; any other becomes `?`.
///
/// The table is made by decoding: the page carries a decoder anyway, and no encoder.
pub fn gb18030(text: &str) -> Vec<u8> {
    let pairs: Vec<[u8; 2]> =
        (0xA1..=0xF7).flat_map(|lead| (0xA1..=0xFE).map(move |trail| [lead, trail])).collect();
    let decoded = GB18030.decode_without_bom_handling(pairs.as_flattened()).0;
    let table: FxHashMap<char, [u8; 2]> = decoded.chars().zip(pairs.iter().copied()).collect();
    let mut bytes = Vec::with_capacity(text.len());
    for c in text.chars() {
        match table.get(&c) {
            Some(pair) => bytes.extend_from_slice(pair),
            None => bytes.push(if c.is_ascii() { c as u8 } else { b'?' }),
        }
    }
    bytes
}
