//! Word documents (ECMA-376, part 1, chapter 17): their text, and a copy with corrections as tracked changes.
//!
//! Only the elements of the text are looked at; everything else in the file is kept as it is. Deleted text (`w:del`,
//! `w:moveFrom`) is left out, and so are the fallbacks of text boxes, which say everything twice.

use super::{Checked, NoDraft};
use crate::input::read::ReadError;
use crate::input::read::xml::{Event, Xml, push_text};
use crate::order::Sort as _;
use crate::text::markup::first_character;
use crate::text::t;
use crate::text::zip::stored;
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::ops::Range;
use zip::ZipArchive;

/// The most bytes of an unpacked document.
const LARGEST: u64 = 150 << 20;
/// The number of our first change, above those of a document's own.
const FIRST_ID: usize = 900_000;

/// The parts that hold text, in the order of the text.
const PARTS: [&str; 3] = ["word/document.xml", "word/footnotes.xml", "word/endnotes.xml"];

/// Text of a `w:t`, and its places.
#[derive(Debug)]
struct Piece {
    part: usize,
    /// The range of the raw text in the part.
    xml: Range<usize>,
    /// The range of its run's `w:rPr` in the part, empty where it has none.
    properties: Range<usize>,
    /// The tag's prefix with the colon: `w:`.
    prefix: String,
    /// The range of the text in the draft.
    text: Range<usize>,
}

struct Document {
    files: Vec<(String, Vec<u8>)>,
    parts: BTreeMap<usize, String>,
    text: String,
    pieces: Vec<Piece>,
}

/// Returns the text of a document.
/// Fails where the bytes are no Word document.
pub(super) fn text(bytes: &[u8]) -> Result<String, NoDraft> {
    open(bytes).map(|d| d.text)
}

/// Returns a copy with every wrong figure replaced as a tracked change. `checked` is the result of [`super::check`] for the
/// document's text.
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
        // Several runs may share the digits; the new ones follow the last of them.
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
    // From the end, so that places before an edit stay valid.
    edits.order_by_key(|(part, range, _)| std::cmp::Reverse((*part, range.start)));
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
                walk(&xml, index, &mut document.text, &mut document.pieces).map_err(|_| NoDraft::TooLong)?;
                document.parts.insert(index, xml);
            }
            Some(Err(_)) if index == 0 => return Err(NoDraft::Damaged),
            None if index == 0 => return Err(no_word(&document.files)),
            _ => {}
        }
    }
    Ok(document)
}

/// Returns the error for a zip that holds no Word document.
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

/// Appends the text of a part, and its pieces.
/// Fails where a run of text is too long for a document.
fn walk(xml: &str, part: usize, text: &mut String, pieces: &mut Vec<Piece>) -> Result<(), ReadError> {
    let mut reader = Xml::of_text(xml);
    // The ranges of the properties of the open runs.
    let mut runs: Vec<Range<usize>> = Vec::new();
    let mut prefix: Option<String> = None;
    loop {
        match reader.pull()? {
            Event::Eof => return Ok(()),
            Event::Start(tag) => match tag.name() {
                "del" | "moveFrom" | "Fallback" => reader.skip()?,
                "r" => runs.push(0..0),
                "rPr" if !runs.is_empty() => {
                    let start = reader.range().start;
                    reader.skip()?;
                    if let Some(properties) = runs.last_mut() {
                        *properties = start..reader.range().end;
                    }
                }
                "t" if !runs.is_empty() => prefix = Some(tag.prefix().to_owned()),
                "tab" if !runs.is_empty() => text.push('\t'),
                "br" | "cr" if !runs.is_empty() => text.push('\n'),
                _ => {}
            },
            Event::End(tag) => match tag.name() {
                "t" => prefix = None,
                "r" => drop(runs.pop()),
                "p" | "tr" => text.push('\n'),
                // A cell's paragraphs end with a tab.
                "tc" => {
                    text.truncate(text.trim_end_matches('\n').len());
                    text.push('\t');
                }
                _ => {}
            },
            event @ Event::Text(_) => {
                if let Some(prefix) = &prefix {
                    let from = text.len();
                    push_text(text, &event);
                    pieces.push(Piece {
                        part,
                        xml: reader.range(),
                        properties: runs.last().cloned().unwrap_or_default(),
                        prefix: prefix.clone(),
                        text: from..text.len(),
                    });
                }
            }
            Event::CData(_) => {}
        }
    }
}

/// Returns the place in a raw text of a byte of the decoded one.
fn raw_offset(raw: &str, decoded: usize) -> usize {
    let (mut at, mut seen) = (0, 0);
    while let Some((c, length)) = raw.get(at..).filter(|_| seen < decoded).and_then(first_character) {
        at += length;
        seen += c.map_or(0, char::len_utf8);
    }
    at
}
