//! SpreadsheetML 2003, the XML that Excel 2003 wrote and web systems still give out under `.xls`.

use super::row_emitter::{RowEmitter, push};
use super::text::{TextReader, declared};
use super::texts::text_value;
use super::xml::{Event, Tag, Xml, is_true, push_text};
use super::{Flow, Format, Options, ReadError, Source, Visibility, limits, number_format};
use crate::model::cell::{Cell, MergedRegion, Value};
use crate::text::markup::decoded;
use crate::text::t;
use std::borrow::Cow;
use std::io::BufRead;
use std::rc::Rc;

pub(crate) fn read(
    source: &mut dyn Source,
    options: &Options,
    out: &mut RowEmitter<'_>,
) -> Result<Format, ReadError> {
    let choice = declared(source, options)?;
    let meter = Rc::clone(&out.meter);
    let before = out.rows();
    let first = TextReader::new(source, choice, Rc::clone(&meter));
    let known = known_sheets(Xml::new(first, Rc::clone(&meter)), out)?;
    meter.clear_fault();
    let second = TextReader::new(source, choice, Rc::clone(&meter));
    if let Err(failure) = rows(Xml::new(second, meter), known, out) {
        out.sheet_failed("", failure)?;
    }
    out.finish(before)?;
    Ok(Format::SpreadsheetMl)
}

/// What must be known of a sheet before its rows.
#[derive(Default)]
struct KnownSheet {
    visibility: Option<Visibility>,
    merges: Vec<MergedRegion>,
}

/// A row's or a cell's place: where it says so itself, else after the one before.
fn placed(e: &Tag<'_>, last: u32) -> u32 {
    let said = e.attribute("Index").and_then(|v| v.trim().parse().ok()).filter(|i: &u32| *i > 0);
    said.unwrap_or(last.saturating_add(1))
}

/// How many more columns and rows a cell covers, or rows a row stands for.
fn more(e: &Tag<'_>, name: &str) -> u32 {
    e.attribute(name).and_then(|v| v.trim().parse().ok()).unwrap_or(0)
}

fn known_sheets<R: BufRead>(mut xml: Xml<R>, out: &mut RowEmitter<'_>) -> Result<Vec<KnownSheet>, ReadError> {
    let mut sheets: Vec<KnownSheet> = Vec::new();
    let (mut row, mut column) = (0, 0);
    let mut in_visible = false;
    while let Ok(event) = xml.pull() {
        match event {
            Event::Eof => break,
            Event::Start(e) => match e.name() {
                "Worksheet" => {
                    sheets.push(KnownSheet::default());
                    row = 0;
                }
                "Row" => {
                    row = placed(&e, row).saturating_add(more(&e, "Span"));
                    column = 0;
                }
                "Cell" => {
                    let left = placed(&e, column);
                    let (across, down) = (more(&e, "MergeAcross"), more(&e, "MergeDown"));
                    column = left.saturating_add(across);
                    let merges =
                        sheets.last_mut().map(|s| &mut s.merges).filter(|m| m.len() < limits::MERGES);
                    if let (Some(merges), true) = (merges, across > 0 || down > 0) {
                        merges.push(MergedRegion {
                            top: row,
                            left,
                            bottom: row.saturating_add(down),
                            right: column,
                        });
                    }
                }
                "Visible" => in_visible = true,
                _ => {}
            },
            Event::Text(text) if in_visible => {
                let visibility = match String::from_utf8_lossy(text).trim() {
                    "SheetHidden" => Some(Visibility::Hidden),
                    "SheetVeryHidden" => Some(Visibility::VeryHidden),
                    _ => None,
                };
                if let Some(sheet) = sheets.last_mut() {
                    sheet.visibility = visibility;
                }
            }
            Event::End(_) => in_visible = false,
            _ => {}
        }
        out.tick()?;
    }
    Ok(sheets)
}

fn rows<R: BufRead>(
    mut xml: Xml<R>,
    known: Vec<KnownSheet>,
    out: &mut RowEmitter<'_>,
) -> Result<(), ReadError> {
    let mut known = known.into_iter();
    let mut cells: Vec<Cell<'static>> = Vec::new();
    let (mut row, mut span, mut hidden, mut column) = (0_u32, 0_u32, false, 0_u32);
    let mut sheets = 0;
    let mut full = false;
    loop {
        match xml.pull()? {
            Event::Eof if sheets == 0 => return Err(ReadError::Damaged(t("没有工作表").to_owned())),
            Event::Eof => return Ok(()),
            Event::Start(e) => match e.name() {
                "Worksheet" => {
                    let KnownSheet { visibility, merges } = known.next().unwrap_or_default();
                    let name = e.attribute("Name").unwrap_or_default().into_owned();
                    let visibility = visibility.unwrap_or(Visibility::Visible);
                    out.sheet(name, visibility, merges)?;
                    sheets += 1;
                    (row, full) = (0, false);
                }
                "Row" => {
                    row = placed(&e, row);
                    span = more(&e, "Span");
                    hidden = e.attribute("Hidden").is_some_and(|v| is_true(&v));
                    column = 0;
                    cells.clear();
                }
                "Cell" => {
                    column = placed(&e, column);
                    let across = more(&e, "MergeAcross");
                    let is_formula = e.attribute("Formula").is_some();
                    let (value, is_text) = cell(&mut xml)?;
                    if value.is_none() && is_formula && !is_text {
                        out.missing_result(row);
                    }
                    if let Some(value) = value {
                        push(&mut cells, column, value);
                    }
                    column = column.saturating_add(across);
                }
                _ => {}
            },
            Event::End(e) if e.name() == "Row" => {
                full = full || out.row(row, hidden, &mut cells)? == Flow::Stop;
                row = row.saturating_add(span);
                cells.clear();
            }
            _ => {}
        }
    }
}

/// Reads a cell up to its end: its own `Data`, not that of a comment. Returns with the value whether it is to be a text.
fn cell<R: BufRead>(xml: &mut Xml<R>) -> Result<(Option<Value<'static>>, bool), ReadError> {
    let mut kind = String::new();
    let mut text = String::new();
    let mut depth = 0_u32;
    let mut in_data = false;
    loop {
        match xml.pull()? {
            Event::Start(e) => match e.name() {
                "Comment" => xml.skip()?,
                "Data" => {
                    e.each_attribute(|key, value| {
                        if key == "Type" {
                            kind = decoded(value).into_owned();
                        }
                    });
                    in_data = true;
                    depth += 1;
                }
                _ => depth += 1,
            },
            Event::End(e) => {
                in_data &= e.name() != "Data";
                if depth == 0 {
                    break;
                }
                depth -= 1;
            }
            Event::Eof => break,
            event if in_data => push_text(&mut text, &event),
            _ => {}
        }
    }
    let is_text = kind == "String";
    if text.is_empty() {
        return Ok((None, is_text));
    }
    let typed = match kind.as_str() {
        "Number" => text.trim().parse().ok().filter(|n: &f64| n.is_finite()).map(Value::Number),
        "DateTime" => number_format::iso(&text).map(Value::Date),
        "Boolean" => Some(Value::Bool(is_true(&text))),
        "Error" => Some(Value::Error(Cow::Owned(text.clone()))),
        _ => None,
    };
    Ok((typed.or_else(|| text_value(text)), is_text))
}
