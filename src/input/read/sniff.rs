//! What a file is, by its content. Names lie: half of the `.xls` that web systems give out are not.

use super::TextEncoding;
use super::text::guess;
use encoding_rs::Encoding;
use memchr::memmem;

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
    /// Encrypted by the software with which a unit controls its documents.
    Wrapped,
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
];

/// What of these holds no table, whoever exported it: such files lie in a folder, or were dropped by mistake.
pub(crate) const NO_TABLES: [&str; 5] = [JSON, "图片", "图片或音视频", "程序", "Windows 程序"];

const JSON: &str = "JSON 文件";

/// What software for the control of documents writes into the heads of files that it encrypts.
const WRAPPERS: &[&[u8]] = &[
    b"E-SafeNet", b"%TSD-Header-", b"DOCGUARDER_FILE", b"DG_FILE VER", b"DRMONE", b"SCDSA00", b"NASCA DRM",
    b"<DOCUMENT SAFER",
];

/// How far into a file such a mark stands.
const WRAPPER_HEAD: usize = 128;

/// How many bytes stand before a binary file that a web page's program has begun with a byte order mark or blank lines.
pub(crate) fn blank_before(head: &[u8]) -> usize {
    const MOST: usize = 64;
    let rest = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    let blank = rest.iter().take(MOST).take_while(|b| matches!(b, b' ' | b'\t' | b'\r' | b'\n')).count();
    let before = head.len() - rest.len() + blank;
    // The record that opens a sheet begins with the byte of a tab.
    [before, before.saturating_sub(1)]
        .into_iter()
        .find(|n| head.get(*n..).is_some_and(|rest| is_container(rest) || is_records(rest)))
        .unwrap_or(0)
}

fn is_container(head: &[u8]) -> bool {
    head.starts_with(b"PK\x03\x04") || head.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")
}

/// What a file is that begins with `head`; `is_whole` where that is all of it.
pub(crate) fn kind(head: &[u8], is_whole: bool, given: Option<TextEncoding>) -> ContentKind {
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return ContentKind::Zip;
    }
    if head.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return ContentKind::Compound;
    }
    if is_records(head) {
        return ContentKind::Records;
    }
    let start = head.get(..WRAPPER_HEAD).unwrap_or(head);
    if WRAPPERS.iter().any(|mark| memmem::find(start, mark).is_some()) && guess(head, is_whole).is_none() {
        return ContentKind::Wrapped;
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

/// Whether the bytes begin with the record that opens a workbook or a sheet, of any version. Programs that write it by hand
/// leave the version empty, or the record longer or shorter than Excel does.
fn is_records(head: &[u8]) -> bool {
    matches!(
        head,
        [0x09, 0x00 | 0x02 | 0x04 | 0x08, 4 | 6 | 8 | 16, 0, _, 0x00..=0x06, 0x05 | 0x10, 0, ..]
            | [0x09, 0x04, 6 | 8, 0, _, _, 0, 1, ..]
    )
}

/// Whether bytes are as even as only encrypted or compressed ones are. A few hundred are enough to tell.
pub(crate) fn is_noise(bytes: &[u8]) -> bool {
    const LEAST: usize = 300;
    // Heads may be plain, and what is behind them is not.
    let body = bytes.get(bytes.len() / 8..).unwrap_or_default();
    if body.len() < LEAST {
        return false;
    }
    let mut counts = [0_u32; 256];
    for b in body {
        counts[usize::from(*b)] += 1;
    }
    let all = body.len() as f64;
    let bits: f64 = counts
        .iter()
        .filter(|n| **n > 0)
        .map(|n| f64::from(*n) / all)
        .map(|share| -share * share.log2())
        .sum();
    // Of even bytes, n show about 8 - 255 / (2 n ln 2) bits.
    bits > 7.9 - 184.0 / all - if all < 2_000.0 { 0.1 } else { 0.0 }
}

fn of_text(text: &str) -> ContentKind {
    let has = |what: &str| memmem::find(text.as_bytes(), what.as_bytes()).is_some();
    let lower = text.get(..text.floor_char_boundary(4096)).unwrap_or_default().to_ascii_lowercase();
    if lower.starts_with("mime-version:") {
        return ContentKind::Other("网页归档文件（MHTML）");
    }
    if looks_like_json(text) {
        return ContentKind::Other(JSON);
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
    if is_html(&text.to_ascii_lowercase()) {
        return ContentKind::Html;
    }
    if is_xml(text) {
        return ContentKind::Other("XML 文件");
    }
    ContentKind::Text
}

/// Whether a text in lower case is a page: it says so, or has a table with rows of HTML. A program's XML may have a `Table` too.
fn is_html(lower: &str) -> bool {
    let start = lower.get(..lower.floor_char_boundary(4096)).unwrap_or_default();
    let has = |name: &str| {
        memmem::find_iter(lower.as_bytes(), name).any(|at| {
            let behind = lower.as_bytes().get(at + name.len());
            behind.is_some_and(|b| b.is_ascii_whitespace() || matches!(b, b'>' | b'/'))
        })
    };
    let page = ["<html", "<!doctype html"].iter().any(|tag| start.contains(tag));
    // XML may call its elements as it likes.
    let behind =
        lower.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>")).map(|(_, b)| b.trim_start());
    let is_known = |rest: &str| {
        ["<table", "<head", "<body", "<meta", "<style", "<div", "<!"].iter().any(|tag| rest.starts_with(tag))
    };
    page || behind.is_none_or(is_known)
        && has("<table")
        && (lower.starts_with("<table") || ["<tr", "<td", "<th"].into_iter().any(has))
}

/// Whether a text that begins with `<` is XML: a declaration, or a first element that ends or holds another.
fn is_xml(text: &str) -> bool {
    if text.starts_with("<?xml") || text.starts_with("<!") {
        return true;
    }
    let inside = text.strip_prefix('<').unwrap_or_default();
    let is_letter = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':');
    let length = inside.find(|c: char| !is_letter(c)).unwrap_or(inside.len());
    let Some((name, rest)) = inside.split_at_checked(length).filter(|(name, _)| !name.is_empty()) else {
        return false;
    };
    let behind = rest.split_once('>').map_or("", |(_, behind)| behind).trim_start();
    text.contains(&format!("</{name}>")) || behind.starts_with('<') && behind.contains("</")
}

fn looks_like_json(text: &str) -> bool {
    let mut chars = text.chars().filter(|c| !c.is_whitespace());
    match (chars.next(), chars.next()) {
        (Some('{'), Some('"')) => text.contains("\":") || text.contains("\" :"),
        (Some('['), Some('{' | '[')) => text.contains('"') || text.trim_end().ends_with(']'),
        _ => false,
    }
}
