//! One worksheet: merged regions first, then rows as they come.

use super::plain_rows::{self, PlainRows};
use super::shared::{rich_text, unescape};
use crate::input::read::package::Package;
use crate::input::read::row_emitter::{RowEmitter, push};
use crate::input::read::workbook::{ListedSheet, Workbook};
use crate::input::read::xml::{Event, Tag, Xml, is_true, push_text};
use crate::input::read::{Flow, ReadError, limits, number_format};
use crate::model::cell::{Cell, MergedRegion, Value};
use crate::text::markup::decoded;
use crate::text::t;
use memchr::memmem;
use std::borrow::Cow;
use std::io::BufRead;
use std::rc::Rc;

pub(super) fn read(
    package: &mut Package<'_>,
    listed: &ListedSheet,
    book: &Workbook,
    out: &mut RowEmitter<'_>,
) -> Result<(), ReadError> {
    let meter = Rc::clone(&out.meter);
    let kept = package.kept(&listed.part, out)?;
    let tail = match &kept {
        Some(bytes) => tail_of(bytes).to_vec(),
        None => match tail(&mut package.xml_again(&listed.part)?, out) {
            Err(ReadError::Stopped) => return Err(ReadError::Stopped),
            other => other.unwrap_or_default(),
        },
    };
    meter.clear_fault();
    let merges = merges(&mut Xml::new(tail.as_slice(), Rc::clone(&meter)));
    out.sheet(listed.name.clone(), listed.visibility, merges)?;
    match &kept {
        Some(bytes) => match plain_rows::read(bytes, book, out)? {
            PlainRows::All => Ok(()),
            PlainRows::Until(at, last) => {
                let rest = bytes.get(at..).unwrap_or_default();
                rows(&mut Xml::new(rest, meter), last, book, out)
            }
        },
        None => rows(&mut Xml::new(package.xml_again(&listed.part)?, meter), 0, book, out),
    }
}

/// Behind this are the merged regions.
const END: &[u8] = b"sheetData>";
/// Only an opening tag has more behind it.
const MOST: usize = 16 << 20;

/// Returns the text after the last `sheetData>`.
fn tail_of(bytes: &[u8]) -> &[u8] {
    let behind = memmem::rfind(bytes, END).and_then(|at| bytes.get(at + END.len()..));
    behind.filter(|text| text.len() <= MOST).unwrap_or_default()
}

/// Returns the same of a sheet that is not held.
fn tail(from: &mut impl BufRead, out: &mut RowEmitter<'_>) -> Result<Vec<u8>, ReadError> {
    let mut window: Vec<u8> = Vec::new();
    let mut found = false;
    loop {
        let chunk = from.fill_buf().map_err(|_| out.meter.fault(t("内容中断")))?;
        if chunk.is_empty() {
            break;
        }
        let n = chunk.len();
        let known = window.len();
        window.extend_from_slice(chunk);
        from.consume(n);
        let search = known.saturating_sub(END.len() - 1);
        if let Some(at) = memmem::rfind(&window[search..], END) {
            window.drain(..search + at + END.len());
            found = true;
        } else if !found || window.len() > MOST {
            window.drain(..window.len().saturating_sub(END.len() - 1));
            found = false;
        }
        out.tick()?;
    }
    if !found {
        window.clear();
    }
    Ok(window)
}

fn merges<R: BufRead>(xml: &mut Xml<R>) -> Vec<MergedRegion> {
    let mut merges = Vec::new();
    while let Ok(event) = xml.pull() {
        match event {
            Event::Eof => break,
            Event::Start(e) if e.name() == "mergeCell" => {
                merges.extend(e.attribute("ref").as_deref().and_then(merge));
            }
            _ => {}
        }
        if merges.len() >= limits::MERGES {
            break;
        }
    }
    merges
}

fn merge(reference: &str) -> Option<MergedRegion> {
    let (from, to) = reference.split_once(':')?;
    let ((r1, c1), (r2, c2)) = (position(from)?, position(to)?);
    let (r1, c1, r2, c2) = (r1?, c1?, r2?, c2?);
    Some(MergedRegion { top: r1.min(r2), left: c1.min(c2), bottom: r1.max(r2), right: c1.max(c2) })
}

/// Returns the row and the column of `$B$12`, either of which may be missing.
fn position(reference: &str) -> Option<(Option<u32>, Option<u32>)> {
    let (mut row, mut column) = (0_u32, 0_u32);
    for b in reference.bytes() {
        match b {
            b'A'..=b'Z' | b'a'..=b'z' if row == 0 => {
                let letter = u32::from(b.to_ascii_uppercase() - b'A') + 1;
                column = column.checked_mul(26)?.checked_add(letter)?;
            }
            b'0'..=b'9' => row = row.checked_mul(10)?.checked_add(u32::from(b - b'0'))?,
            b'$' => {}
            _ => return None,
        }
    }
    Some(((row > 0).then_some(row), (column > 0).then_some(column)))
}

/// Passes on the rows behind the one called `last`.
#[inline(never)]
fn rows<'b, R: BufRead>(
    xml: &mut Xml<R>,
    last: u32,
    book: &'b Workbook,
    out: &mut RowEmitter<'_>,
) -> Result<(), ReadError> {
    let mut cells: Vec<Cell<'b>> = Vec::new();
    let (mut row, mut hidden) = (RowPlace { row: last, is_said: false }, false);
    let mut column = 0_u32;
    let mut scratch = String::new();
    loop {
        match xml.pull()? {
            Event::Start(e) => match e.name() {
                "c" => {
                    let head = CellHead::of(&e, &mut row, column);
                    column = head.column;
                    let row = row.row;
                    if let Some(value) = value(xml, &head, row, book, &mut scratch, out)? {
                        push(&mut cells, column, value);
                    }
                }
                "row" => {
                    (row, hidden) = row_head(&e, row.row);
                    column = 0;
                    cells.clear();
                }
                "sheetData" | "worksheet" => {}
                _ => xml.skip()?,
            },
            Event::End(e) => match e.name() {
                "row" => {
                    if out.row(row.row, hidden, &mut cells)? == Flow::Stop {
                        return Ok(());
                    }
                    cells.clear();
                }
                "sheetData" | "worksheet" => return Ok(()),
                _ => {}
            },
            Event::Eof => {
                out.row(row.row, hidden, &mut cells)?;
                return Err(out.meter.fault(t("工作表的内容中断")));
            }
            _ => {}
        }
    }
}

/// A row's number from 1, and whether the row or a cell of it has said so; else it is the one after the last.
#[derive(Clone, Copy)]
struct RowPlace {
    row: u32,
    is_said: bool,
}

fn row_head(e: &Tag<'_>, last: u32) -> (RowPlace, bool) {
    let (mut place, mut hidden) = (RowPlace { row: last.saturating_add(1), is_said: false }, false);
    e.each_attribute(|key, value| match key {
        "r" => {
            if let Some(row) = value.trim().parse().ok().filter(|r| *r > 0) {
                place = RowPlace { row, is_said: true };
            }
        }
        "hidden" => hidden = is_true(value),
        _ => {}
    });
    (place, hidden)
}

#[derive(Clone, Copy)]
enum CellKind {
    Number,
    Shared,
    Text,
    Bool,
    Error,
    Date,
}

struct CellHead {
    column: u32,
    kind: CellKind,
    style: usize,
}

impl CellHead {
    /// Reads a cell's attributes. Where its row has no number of its own, the first cell's reference gives it, unless that
    /// would lead back.
    fn of(e: &Tag<'_>, row: &mut RowPlace, last_column: u32) -> Self {
        let mut head = Self { column: last_column.saturating_add(1), kind: CellKind::Number, style: 0 };
        e.each_attribute(|key, value| match key {
            "r" => {
                let at = position(value);
                if let Some((Some(said), _)) = at
                    && !row.is_said
                    && said >= row.row
                {
                    *row = RowPlace { row: said, is_said: true };
                }
                let at = at.filter(|(r, _)| r.is_none_or(|r| r == row.row || !row.is_said));
                head.column = at.and_then(|(_, c)| c).unwrap_or(head.column);
            }
            "s" => head.style = value.parse().unwrap_or(0),
            "t" => {
                head.kind = match value {
                    "s" => CellKind::Shared,
                    "str" | "inlineStr" => CellKind::Text,
                    "b" => CellKind::Bool,
                    "e" => CellKind::Error,
                    "d" => CellKind::Date,
                    _ => CellKind::Number,
                }
            }
            _ => {}
        });
        head
    }
}

/// Reads a cell up to its end.
fn value<'b, R: BufRead>(
    xml: &mut Xml<R>,
    head: &CellHead,
    row: u32,
    book: &'b Workbook,
    scratch: &mut String,
    out: &mut RowEmitter<'_>,
) -> Result<Option<Value<'b>>, ReadError> {
    scratch.clear();
    let mut in_value = false;
    let (mut is_formula, mut has_value) = (false, false);
    loop {
        match xml.pull()? {
            Event::Start(e) => match e.name() {
                "v" => (in_value, has_value) = (true, true),
                "f" => {
                    is_formula = true;
                    xml.skip()?;
                }
                "is" => rich_text(xml, scratch)?,
                _ => xml.skip()?,
            },
            Event::End(e) => match e.name() {
                "v" => in_value = false,
                "c" => break,
                "row" | "sheetData" => return Err(ReadError::Damaged(t("单元格没有结尾").to_owned())),
                _ => {}
            },
            Event::Eof => break,
            event if in_value => push_text(scratch, &event),
            _ => {}
        }
    }
    // The empty text is a result too.
    let is_empty_text = has_value && matches!(head.kind, CellKind::Text);
    let is_placeholder = book.computes_when_opened
        && matches!(head.kind, CellKind::Number)
        && matches!(scratch.trim(), "0" | "0.0");
    if is_formula && (scratch.is_empty() && !is_empty_text || is_placeholder) {
        out.missing_result(row);
        return Ok(None);
    }
    if scratch.is_empty() {
        return Ok(None);
    }
    Ok(match head.kind {
        CellKind::Number => Some(match scratch.trim().parse::<f64>() {
            Ok(number) if number.is_finite() => book.number(number, head.style),
            _ => text(scratch),
        }),
        CellKind::Shared => book.shared_text(scratch.trim().parse().ok(), row, out),
        CellKind::Text => Some(text(scratch)),
        CellKind::Bool => Some(Value::Bool(is_true(scratch))),
        CellKind::Error => Some(Value::Error(Cow::Owned(decoded(scratch).into_owned()))),
        CellKind::Date => Some(number_format::iso(scratch).map_or_else(|| text(scratch), Value::Date)),
    })
}

fn text(scratch: &str) -> Value<'static> {
    Value::Text(Cow::Owned(unescape(scratch).into_owned()))
}

#[cfg(test)]
#[path = "../../../../tests/unit/input_read_xlsx_sheet.rs"]
mod tests;
