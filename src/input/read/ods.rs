//! OpenDocument spreadsheets, read as a stream. A reader of our own: calamine knows no merged regions and no hidden rows of
//! these files, and fills a grid with repeated cells. Empty repeats cost nothing here; filled ones count against a limit.

use super::package::Package;
use super::row_emitter::{RowEmitter, push};
use super::stream::SourceReader;
use super::texts::text_value;
use super::xml::{Event, Tag, Xml, push_text};
use super::xml_bytes::XmlBytes;
use super::{Flow, Format, NoteKind, ReadError, Source, Visibility, limits, number_format};
use crate::model::cell::{Cell, MergedRegion, Moment, Value};
use crate::text::markup::decoded;
use crate::text::t;
use memchr::memmem;
use rustc_hash::FxHashSet;
use std::borrow::Cow;
use std::io::{BufRead, Seek};
use std::rc::Rc;

const CONTENT: &str = "content.xml";

pub(crate) fn read(package: &mut Package<'_>, out: &mut RowEmitter<'_>) -> Result<Format, ReadError> {
    let kind = package.bytes("mimetype", 256, out)?.unwrap_or_default();
    let kind = String::from_utf8_lossy(&kind).into_owned();
    let manifest = package.bytes("META-INF/manifest.xml", 8 << 20, out)?.unwrap_or_default();
    if memmem::find(&manifest, b"encryption-data").is_some() || package.has("encrypted-package") {
        return Err(ReadError::Encrypted);
    }
    if !kind.contains("spreadsheet") && !kind.trim().is_empty() {
        return Err(ReadError::OtherKind(other_kind(&kind).to_owned()));
    }
    let meter = Rc::clone(&out.meter);
    let before = out.rows();
    let kept = package.kept(CONTENT, out)?;
    let result = if let Some(bytes) = kept {
        let merges = match memmem::find(&bytes, b"-spanned").is_some() {
            true => merges(Xml::new(bytes.as_slice(), Rc::clone(&meter)), out)?,
            false => Vec::new(),
        };
        rows(Xml::new(bytes.as_slice(), meter), merges, out)
    } else {
        let first = package.xml_again(CONTENT)?;
        let merges = merges(Xml::new(first, Rc::clone(&meter)), out)?;
        meter.clear_fault();
        let second = package.xml_again(CONTENT)?;
        rows(Xml::new(second, meter), merges, out)
    };
    ended(result, before, out)
}

/// Reads an OpenDocument spreadsheet that is one XML file.
pub(crate) fn read_flat(source: &mut dyn Source, out: &mut RowEmitter<'_>) -> Result<Format, ReadError> {
    let before = out.rows();
    let meter = Rc::clone(&out.meter);
    let mut bytes = SourceReader::new(source, Rc::clone(&meter));
    let merges = merges(Xml::new(XmlBytes::new(&mut bytes), Rc::clone(&meter)), out)?;
    bytes.rewind().map_err(|_| meter.fault(t("内容中断")))?;
    let result = rows(Xml::new(XmlBytes::new(&mut bytes), meter), merges, out);
    ended(result, before, out)
}

fn ended(result: Result<(), ReadError>, before: u64, out: &mut RowEmitter<'_>) -> Result<Format, ReadError> {
    if let Err(failure) = result {
        out.sheet_failed("", failure)?;
    }
    out.finish(before)?;
    Ok(Format::Ods)
}

fn other_kind(mime: &str) -> &'static str {
    match mime {
        m if m.contains("opendocument.text") => t("文字文档（ODT）"),
        m if m.contains("opendocument.presentation") => t("演示文稿（ODP）"),
        m if m.contains("epub") => t("电子书（EPUB）"),
        _ => t("其他类型的文档"),
    }
}

/// The attributes of a row or a cell.
#[derive(Default)]
struct Head<'a> {
    repeated: u32,
    columns: u32,
    rows: u32,
    hidden: bool,
    kind: &'a str,
    is_error: bool,
    is_formula: bool,
    value: &'a str,
}

fn head<'a>(e: &Tag<'a>) -> Head<'a> {
    let mut head = Head { repeated: 1, columns: 1, rows: 1, ..Head::default() };
    let count = |v: &str| v.trim().parse().unwrap_or(1).max(1);
    e.each_attribute(|key, value| match key {
        "number-columns-repeated" | "number-rows-repeated" => head.repeated = count(value),
        "number-columns-spanned" => head.columns = count(value),
        "number-rows-spanned" => head.rows = count(value),
        "visibility" => head.hidden = value != "visible",
        "formula" => head.is_formula = true,
        "value-type" if value == "error" => head.is_error = true,
        "value-type" if head.kind.is_empty() => head.kind = value,
        "value" | "date-value" | "time-value" | "boolean-value" | "string-value" => head.value = value,
        _ => {}
    });
    head
}

/// Returns the merged regions of each sheet, up to the first damage, which the rows will report.
fn merges<R: BufRead>(
    mut xml: Xml<R>,
    out: &mut RowEmitter<'_>,
) -> Result<Vec<Vec<MergedRegion>>, ReadError> {
    let mut sheets: Vec<Vec<MergedRegion>> = Vec::new();
    let (mut row, mut column) = (0_u32, 0_u32);
    while let Ok(event) = xml.pull() {
        let e = match event {
            Event::Eof => break,
            Event::Start(e) => e,
            _ => continue,
        };
        let name = e.name();
        match name {
            "table" => {
                sheets.push(Vec::new());
                row = 0;
            }
            "table-row" => {
                row = row.saturating_add(head(&e).repeated);
                column = 0;
            }
            "table-cell" | "covered-table-cell" => {
                let head = head(&e);
                let left = column.saturating_add(1);
                let merges = sheets.last_mut().filter(|m| m.len() < limits::MERGES);
                if let (Some(merges), true) = (merges, head.columns > 1 || head.rows > 1) {
                    let (bottom, right) =
                        (row.saturating_add(head.rows - 1), left.saturating_add(head.columns - 1));
                    merges.push(MergedRegion { top: row, left, bottom, right });
                }
                column = column.saturating_add(head.repeated);
            }
            _ => {}
        }
        if matches!(name, "table-cell" | "covered-table-cell" | "shapes") && xml.skip().is_err() {
            break;
        }
        out.tick()?;
    }
    Ok(sheets)
}

fn rows<R: BufRead>(
    mut xml: Xml<R>,
    mut merges: Vec<Vec<MergedRegion>>,
    out: &mut RowEmitter<'_>,
) -> Result<(), ReadError> {
    let mut hidden_styles: FxHashSet<String> = FxHashSet::default();
    let mut style = String::new();
    let mut sheets = 0;
    let mut copies = 0;
    loop {
        match xml.pull()? {
            Event::Eof if sheets == 0 => return Err(ReadError::Damaged(t("缺少表格内容").to_owned())),
            Event::Eof => return Ok(()),
            Event::Start(e) => match e.name() {
                "style" => style = named(&e, "name"),
                "table-properties" => e.each_attribute(|key, value| {
                    if key == "display" && value == "false" {
                        hidden_styles.insert(std::mem::take(&mut style));
                    }
                }),
                "table" => {
                    let visibility = match hidden_styles.contains(&named(&e, "style-name")) {
                        true => Visibility::Hidden,
                        false => Visibility::Visible,
                    };
                    let merges = merges.get_mut(sheets).map(std::mem::take).unwrap_or_default();
                    let name = named(&e, "name");
                    out.sheet(name, visibility, merges)?;
                    sheets += 1;
                    sheet(&mut xml, &mut copies, out)?;
                }
                _ => {}
            },
            _ => {}
        }
    }
}

fn named(e: &Tag<'_>, name: &str) -> String {
    e.attribute(name).unwrap_or_default().into_owned()
}

/// Reads a table up to its end. `copies` counts the cells that the file repeats.
fn sheet<R: BufRead>(xml: &mut Xml<R>, copies: &mut u64, out: &mut RowEmitter<'_>) -> Result<(), ReadError> {
    let mut cells: Vec<Cell<'static>> = Vec::new();
    let (mut row, mut repeated, mut hidden) = (1_u32, 1_u32, false);
    let mut column = 0_u32;
    let (mut text, mut copied) = (String::new(), 0);
    loop {
        match xml.pull()? {
            Event::Start(e) => match e.name() {
                "table-row" => {
                    let head = head(&e);
                    (repeated, hidden) = (head.repeated, head.hidden);
                    (column, copied) = (0, 0);
                    cells.clear();
                }
                "table-cell" | "covered-table-cell" => {
                    let head = head(&e);
                    let times = head.repeated;
                    let is_uncomputed = head.is_formula && head.kind.is_empty();
                    let kind = Kind::of(&head);
                    text.clear();
                    paragraphs(xml, &mut text)?;
                    if let Some(value) = kind.value(&text) {
                        repeat(&mut cells, column, times, &value, &mut copied);
                    } else if is_uncomputed {
                        out.missing_result(row);
                    }
                    column = column.saturating_add(times);
                }
                "shapes" | "annotation" => xml.skip()?,
                _ => {}
            },
            Event::End(e) => match e.name() {
                "table-row" => {
                    for nth in 0..if cells.is_empty() { 0 } else { repeated } {
                        *copies += if nth > 0 { cells.len() as u64 } else { 0 };
                        if *copies > limits::REPEATED_CELLS {
                            let message =
                                t("整行重复的内容太多，其余没有读入；请删去多余的行后另存").to_owned();
                            out.note(NoteKind::Limit, Some(row), message);
                            break;
                        }
                        if out.row(row.saturating_add(nth), hidden, &mut cells)? == Flow::Stop {
                            return to_end(xml);
                        }
                    }
                    row = row.saturating_add(repeated);
                }
                "table" => return Ok(()),
                _ => {}
            },
            Event::Eof => return Err(out.meter.fault(t("工作表的内容中断"))),
            _ => {}
        }
        out.tick()?;
    }
}

fn to_end<R: BufRead>(xml: &mut Xml<R>) -> Result<(), ReadError> {
    loop {
        match xml.pull()? {
            Event::End(e) if e.name() == "table" => return Ok(()),
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// Puts a value into the `times` columns behind `column`. `copied` counts the bytes of text of this row that are copies;
/// beyond the limit no more are made, since a long text in every column fills any memory.
fn repeat(
    cells: &mut Vec<Cell<'static>>,
    column: u32,
    times: u32,
    value: &Value<'static>,
    copied: &mut usize,
) {
    let length = if let Value::Text(text) = value { text.len() } else { 0 };
    // One column too many is kept, so that the limit is reported.
    for nth in 1..=times.min((limits::COLUMNS + 1).saturating_sub(column)) {
        if nth > 1 {
            *copied += length;
        }
        if *copied > limits::XML_EVENT {
            return;
        }
        push(cells, column + nth, value.clone());
    }
}

/// The value of a cell, as far as its attributes give it.
enum Kind {
    Value(Value<'static>),
    Text(String),
    Error,
}

impl Kind {
    fn of(head: &Head<'_>) -> Self {
        let value = || decoded(head.value);
        if head.is_error {
            return Self::Error;
        }
        let typed = match head.kind {
            "float" | "percentage" | "currency" => {
                value().trim().parse().ok().filter(|n: &f64| n.is_finite()).map(Value::Number)
            }
            "date" => number_format::iso(&value()).map(Value::Date),
            "time" => number_format::iso_duration(&value()).map(|s| Value::Date(Moment::time(s))),
            "boolean" => Some(Value::Bool(super::xml::is_true(&value()))),
            _ => None,
        };
        typed.map_or_else(
            || Self::Text(if head.kind == "string" { value().into_owned() } else { String::new() }),
            Self::Value,
        )
    }

    /// Returns the value of a cell whose paragraphs are `shown`; `None` for an empty cell.
    fn value(self, shown: &str) -> Option<Value<'static>> {
        let text = match self {
            Self::Value(value) => return Some(value),
            Self::Error => return Some(Value::Error(Cow::Owned(shown.to_owned()))),
            Self::Text(text) if shown.is_empty() => text,
            Self::Text(_) => shown.to_owned(),
        };
        text_value(text)
    }
}

/// Appends the text of a cell up to its end: paragraphs joined by LF, without notes, drawings and ruby.
fn paragraphs<R: BufRead>(xml: &mut Xml<R>, into: &mut String) -> Result<(), ReadError> {
    let (mut depth, mut paragraphs) = (0_u32, 0_u32);
    loop {
        match xml.pull()? {
            Event::Start(e) => match e.name() {
                "annotation" | "note" | "ruby-text" | "frame" | "custom-shape" | "g" | "rect" => {
                    xml.skip()?
                }
                "p" | "h" => {
                    if paragraphs > 0 {
                        into.push('\n');
                    }
                    paragraphs += 1;
                    depth += 1;
                }
                name => {
                    space(name, &e, into);
                    depth += 1;
                }
            },
            Event::End(_) if depth == 0 => return Ok(()),
            Event::End(_) => depth -= 1,
            Event::Eof => return Ok(()),
            event if depth > 0 => push_text(into, &event),
            _ => {}
        }
    }
}

fn space(name: &str, e: &Tag<'_>, into: &mut String) {
    match name {
        "s" => {
            let count = e.attribute("c").and_then(|c| c.trim().parse().ok()).unwrap_or(1_usize);
            into.extend(std::iter::repeat_n(' ', count.min(32_767)));
        }
        "tab" => into.push('\t'),
        "line-break" => into.push('\n'),
        _ => {}
    }
}
