//! Word documents (ECMA-376, part 1, chapter 17): their text, and a copy with corrections as tracked changes.
//!
//! Only the text's elements are looked at; all else of the file is handed through as it stands. Deleted text
//! (`w:del`, `w:moveFrom`) is left out, and so are the fallbacks of text boxes, which say everything twice.

use super::{Checked, NoDraft};
use crate::text::t;
use crate::text::zip::stored;
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::ops::Range;
use zip::ZipArchive;

/// Bytes of an unpacked document at most.
const LARGEST: u64 = 150 << 20;
/// Numbers of our changes begin here, above those of a document's own.
const FIRST_ID: usize = 900_000;

/// The parts that hold text, in the order of the text.
const PARTS: [&str; 3] = ["word/document.xml", "word/footnotes.xml", "word/endnotes.xml"];

/// A `w:t` with where it stands.
#[derive(Debug)]
struct Piece {
    part: usize,
    /// Its content in the part.
    xml: Range<usize>,
    /// The `w:rPr` of its run, empty where it has none.
    properties: Range<usize>,
    /// The tag's prefix with the colon: `w:`.
    prefix: String,
    /// Its text in the draft.
    text: Range<usize>,
}

struct Document {
    files: Vec<(String, Vec<u8>)>,
    parts: BTreeMap<usize, String>,
    text: String,
    pieces: Vec<Piece>,
}

/// The text of a document.
///
/// # Errors
/// Where the bytes are no Word document.
pub(super) fn text(bytes: &[u8]) -> Result<String, NoDraft> {
    open(bytes).map(|d| d.text)
}

/// A copy with every wrong figure replaced as a tracked change; `checked` is what [`super::check`] gave for
/// the document's text.
///
/// # Errors
/// Where the bytes are no Word document.
pub fn corrected(bytes: &[u8], checked: &[Checked]) -> Result<Vec<u8>, NoDraft> {
    let mut document = open(bytes)?;
    let mut edits: Vec<(usize, Range<usize>, String)> = Vec::new();
    let mut id = FIRST_ID;
    for figure in checked {
        let Some(mut new) = figure.correction() else { continue };
        if figure.digits.end > figure.digits.start && new.ends_with('%') {
            new.pop();
        }
        // The digits may lie across runs; the new ones stand behind the last of them.
        let last = document
            .pieces
            .iter()
            .rposition(|p| p.text.start < figure.digits.end && p.text.end > figure.digits.start);
        for (at, piece) in document.pieces.iter().enumerate() {
            let start = piece.text.start.max(figure.digits.start);
            let end = piece.text.end.min(figure.digits.end);
            if start >= end {
                continue;
            }
            let Some(part) = document.parts.get(&piece.part) else { continue };
            let raw = part.get(piece.xml.clone()).unwrap_or_default();
            let (from, to) =
                (raw_offset(raw, start - piece.text.start), raw_offset(raw, end - piece.text.start));
            let old = raw.get(from..to).unwrap_or_default();
            let p = &piece.prefix;
            let style = part.get(piece.properties.clone()).unwrap_or_default();
            let mark = |id: usize| format!("{p}id=\"{id}\" {p}author=\"格览\"");
            let mut change = format!(
                "</{p}t></{p}r><{p}del {}><{p}r>{style}<{p}delText xml:space=\"preserve\">{old}</{p}delText></{p}r></{p}del>",
                mark(id)
            );
            id += 1;
            if Some(at) == last {
                change += &format!("<{p}ins {}><{p}r>{style}<{p}t>{new}</{p}t></{p}r></{p}ins>", mark(id));
                id += 1;
            }
            change += &format!("<{p}r>{style}<{p}t xml:space=\"preserve\">");
            edits.push((piece.part, piece.xml.start + from..piece.xml.start + to, change));
        }
    }
    // From the end, so that places before an edit stay true.
    edits.sort_by_key(|(part, range, _)| std::cmp::Reverse((*part, range.start)));
    for (part, range, change) in edits {
        if let Some(xml) = document.parts.get_mut(&part)
            && xml.get(range.clone()).is_some()
        {
            xml.replace_range(range, &change);
        }
    }
    for (index, xml) in document.parts {
        let name = PARTS.get(index).copied().unwrap_or_default();
        if let Some((_, bytes)) = document.files.iter_mut().find(|(n, _)| n == name) {
            *bytes = xml.into_bytes();
        }
    }
    Ok(stored(&document.files))
}

fn open(bytes: &[u8]) -> Result<Document, NoDraft> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| NoDraft::Damaged)?;
    let mut files = Vec::new();
    let mut left = LARGEST;
    for index in 0..archive.len() {
        let file = archive.by_index(index).map_err(|_| NoDraft::Damaged)?;
        if file.is_dir() {
            continue;
        }
        let name = file.name().map_err(|_| NoDraft::Damaged)?.into_owned();
        let mut content = Vec::new();
        let n = file.take(left + 1).read_to_end(&mut content).map_err(|_| NoDraft::Damaged)?;
        left = left.checked_sub(n as u64).ok_or(NoDraft::TooLong)?;
        files.push((name, content));
    }
    let mut document = Document { files, parts: BTreeMap::new(), text: String::new(), pieces: Vec::new() };
    for (index, name) in PARTS.iter().enumerate() {
        let found = document.files.iter().find(|(n, _)| n == name).map(|(_, b)| b);
        match found.map(|b| String::from_utf8(b.clone())) {
            Some(Ok(xml)) => {
                walk(&xml, index, &mut document.text, &mut document.pieces);
                document.parts.insert(index, xml);
            }
            Some(Err(_)) if index == 0 => return Err(NoDraft::Damaged),
            None if index == 0 => return Err(no_word(&document.files)),
            _ => {}
        }
    }
    Ok(document)
}

/// What a zip is that holds no Word document.
fn no_word(files: &[(String, Vec<u8>)]) -> NoDraft {
    let has = |start: &str| files.iter().any(|(n, _)| n.starts_with(start));
    let what = if has("xl/") || has("content.xml") {
        t("表格或其他办公文件")
    } else if has("ppt/") {
        t("演示文稿")
    } else {
        t("压缩包")
    };
    NoDraft::Other(what.to_owned())
}

/// Collects the text of a part.
fn walk(xml: &str, part: usize, text: &mut String, pieces: &mut Vec<Piece>) {
    // Where the properties of each open run stand.
    let mut runs: Vec<Range<usize>> = Vec::new();
    let mut properties: Option<usize> = None;
    let mut depth = 0_u32;
    let mut hidden = 0_u32;
    let mut at = 0;
    while let Some(open) = xml.get(at..).and_then(|rest| memchr::memchr(b'<', rest.as_bytes())) {
        let start = at + open;
        if xml.get(start..).is_some_and(|rest| rest.starts_with("<!--")) {
            at = xml.get(start..).and_then(|r| r.find("-->")).map_or(xml.len(), |e| start + e + 3);
            continue;
        }
        let Some(length) = xml.get(start..).and_then(|rest| memchr::memchr(b'>', rest.as_bytes())) else {
            break;
        };
        let end = start + length + 1;
        let inside = xml.get(start + 1..end - 1).unwrap_or_default();
        let closing = inside.starts_with('/');
        let empty = inside.ends_with('/');
        let tag = inside.trim_matches('/').split([' ', '\t', '\r', '\n']).next().unwrap_or_default();
        let (prefix, name) = tag.split_once(':').map_or(("", tag), |(_, n)| (&tag[..tag.len() - n.len()], n));
        at = end;
        match (name, closing, empty) {
            ("del" | "moveFrom" | "Fallback", false, false) => hidden += 1,
            ("del" | "moveFrom" | "Fallback", true, _) => hidden = hidden.saturating_sub(1),
            _ if hidden > 0 => {}
            ("r", false, false) => runs.push(0..0),
            ("r", true, _) => {
                runs.pop();
            }
            ("rPr", false, false) if !runs.is_empty() => {
                depth += 1;
                properties = properties.or(Some(start));
            }
            ("rPr", true, _) if depth > 0 => {
                // A tracked change of properties holds older ones inside.
                depth -= 1;
                if depth == 0
                    && let (Some(from), Some(run)) = (properties.take(), runs.last_mut())
                {
                    *run = from..end;
                }
            }
            ("t", false, false) if !runs.is_empty() => {
                let close = xml
                    .get(end..)
                    .and_then(|r| memchr::memchr(b'<', r.as_bytes()))
                    .map_or(xml.len(), |e| end + e);
                let from = text.len();
                push_decoded(text, xml.get(end..close).unwrap_or_default());
                pieces.push(Piece {
                    part,
                    xml: end..close,
                    properties: runs.last().cloned().unwrap_or_default(),
                    prefix: prefix.to_owned(),
                    text: from..text.len(),
                });
                at = close;
            }
            ("tab", false, true) if !runs.is_empty() => text.push('\t'),
            ("br" | "cr", false, true) if !runs.is_empty() => text.push('\n'),
            ("p", true, _) => text.push('\n'),
            ("p", false, true) => text.push('\n'),
            // A cell's paragraphs end with a tab, a row with a line.
            ("tc", true, _) => {
                while text.ends_with('\n') {
                    text.pop();
                }
                text.push('\t');
            }
            ("tr", true, _) => text.push('\n'),
            _ => {}
        }
    }
}

const ENTITIES: [(&str, char); 5] =
    [("&amp;", '&'), ("&lt;", '<'), ("&gt;", '>'), ("&quot;", '"'), ("&apos;", '\'')];

/// The entity at the start of a raw text: its length and what it says.
fn entity(raw: &str) -> Option<(usize, char)> {
    if let Some((name, c)) = ENTITIES.iter().find(|(name, _)| raw.starts_with(name)) {
        return Some((name.len(), *c));
    }
    let body = raw.strip_prefix("&#")?;
    let end = body.find(';').filter(|e| *e <= 8)?;
    let digits = body.get(..end)?;
    let code = match digits.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => digits.parse().ok()?,
    };
    Some((end + 3, char::from_u32(code)?))
}

fn push_decoded(into: &mut String, raw: &str) {
    let mut rest = raw;
    while let Some(c) = rest.chars().next() {
        let (n, c) = entity(rest).unwrap_or((c.len_utf8(), c));
        into.push(c);
        rest = rest.get(n..).unwrap_or_default();
    }
}

/// Where in a raw text the decoded one's byte stands.
fn raw_offset(raw: &str, decoded: usize) -> usize {
    let (mut at, mut seen) = (0, 0);
    while let Some(rest) = raw.get(at..).filter(|r| !r.is_empty() && seen < decoded) {
        let Some(c) = rest.chars().next() else { break };
        let (n, c) = entity(rest).unwrap_or((c.len_utf8(), c));
        at += n;
        seen += c.len_utf8();
    }
    at
}
