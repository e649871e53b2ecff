//! What a file is, by its content. Names lie: half of the `.xls` that web systems give out are not.

use super::TextEncoding;
use super::text::guess;
use encoding_rs::Encoding;

/// What the first bytes say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ContentKind {
    /// A zip: a workbook package or files packed together.
    Zip,
    /// A compound file: a binary workbook, or an encrypted package.
    Compound,
    /// A binary workbook without the compound file around it.
    Records,
    Html,
    SpreadsheetMl,
    /// OpenDocument as one XML file.
    FlatOds,
    Text,
    /// Something that is no table, in words for the person.
    Other(&'static str),
}

/// The number of bytes that [`kind`] wants to see.
pub(crate) const HEAD: usize = 64 << 10;

const MAGIC: &[(&[u8], &str)] = &[
    (b"%PDF", "PDF 文档"),
    (b"\x89PNG", "图片"),
    (b"\xFF\xD8\xFF", "图片"),
    (b"GIF8", "图片"),
    (b"II*\0", "图片"),
    (b"MM\0*", "图片"),
    (b"RIFF", "图片或音视频"),
    (b"7z\xBC\xAF\x27\x1C", "7z 压缩包（请先解压）"),
    (b"Rar!\x1A\x07", "RAR 压缩包（请先解压）"),
    (b"\x1F\x8B", "gzip 压缩包（请先解压）"),
    (b"BZh", "bzip2 压缩包（请先解压）"),
    (b"\xFD7zXZ", "xz 压缩包（请先解压）"),
    (b"\x7FELF", "程序"),
    (b"{\\rtf", "RTF 文档"),
    (b"SQLite format 3", "SQLite 数据库"),
    (b"\0\x01\0\0Standard ", "Access 数据库"),
    (b"ID;P", "SYLK 文件"),
    (b"TABLE\r\n0,1", "DIF 文件"),
    (b"TABLE\n0,1", "DIF 文件"),
    (b"\x09\0\x04\0", "Excel 2 的工作表"),
    (b"\x09\x02\x06\0", "Excel 3 的工作表"),
    (b"\x09\x04\x06\0", "Excel 4 的工作表"),
];

/// What a file is that begins with `head`; `is_whole` where that is all of it.
pub(crate) fn kind(head: &[u8], is_whole: bool, given: Option<TextEncoding>) -> ContentKind {
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return ContentKind::Zip;
    }
    if head.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return ContentKind::Compound;
    }
    if let [0x09, 0x08, _, 0, 0, 0x05 | 0x06, 0x05, 0, ..] = head {
        return ContentKind::Records;
    }
    if let Some((_, name)) = MAGIC.iter().find(|(magic, _)| head.starts_with(magic)) {
        return ContentKind::Other(name);
    }
    if head.starts_with(b"MZ") && head.contains(&0) {
        return ContentKind::Other("Windows 程序");
    }
    let Some(encoding) = given.or_else(|| guess(head, is_whole)) else {
        return ContentKind::Other("无法识别的文件");
    };
    let (text, _) = <&Encoding>::from(encoding).decode_with_bom_removal(head);
    of_text(text.trim_start())
}

fn of_text(text: &str) -> ContentKind {
    let has = |what: &str| memchr::memmem::find(text.as_bytes(), what.as_bytes()).is_some();
    let lower = text.get(..text.floor_char_boundary(4096)).unwrap_or_default().to_ascii_lowercase();
    if lower.starts_with("mime-version:") {
        return ContentKind::Other("网页归档文件（MHTML）");
    }
    if looks_like_json(text) {
        return ContentKind::Other("JSON 文件");
    }
    if !lower.starts_with('<') {
        return ContentKind::Text;
    }
    if has("urn:schemas-microsoft-com:office:spreadsheet") && has("Workbook") && !lower.contains("<html") {
        return ContentKind::SpreadsheetMl;
    }
    if has("urn:oasis:names:tc:opendocument:xmlns:office:1.0")
        && has("application/vnd.oasis.opendocument.spreadsheet")
    {
        return ContentKind::FlatOds;
    }
    let table = memchr::memmem::find(text.to_ascii_lowercase().as_bytes(), b"<table").is_some();
    if table || ["<html", "<!doctype html"].iter().any(|tag| lower.contains(tag)) {
        return ContentKind::Html;
    }
    if lower.starts_with("<?xml") || lower.starts_with("<!") {
        return ContentKind::Other("XML 文件");
    }
    ContentKind::Text
}

fn looks_like_json(text: &str) -> bool {
    let mut chars = text.chars().filter(|c| !c.is_whitespace());
    match (chars.next(), chars.next()) {
        (Some('{'), Some('"')) => text.contains("\":") || text.contains("\" :"),
        (Some('['), Some('{' | '[')) => text.contains('"') || text.trim_end().ends_with(']'),
        _ => false,
    }
}
