//! Rows as nearly every program writes them: a value or a text in each cell, and nothing else. They are read without going
//! through the pieces of the document. The first row that is otherwise, and what follows it, is for the reader of all rows.

use crate::input::read::row_emitter::{RowEmitter, push};
use crate::input::read::workbook::Workbook;
use crate::input::read::xml::is_true;
use crate::input::read::{Flow, ReadError};
use crate::model::cell::{Cell, Value};
use crate::text::markup::decoded;
use memchr::{memchr, memmem};
use std::borrow::Cow;

/// How far the rows were plain.
pub(super) enum PlainRows {
    /// To the end of the sheet, or as far as it is wanted.
    All,
    /// Up to here, in bytes; the number of the last row.
    Until(usize, u32),
}

/// Passes on the plain rows at the start of a sheet.
#[inline(never)]
pub(super) fn read<'b>(
    bytes: &'b [u8],
    book: &'b Workbook,
    out: &mut RowEmitter<'_>,
) -> Result<PlainRows, ReadError> {
    const START: &[u8] = b"<sheetData>";
    let start = memmem::find(bytes, START).filter(|at| {
        let before = bytes.get(..*at).unwrap_or_default();
        memmem::find(before, b"<!--").is_none() && memmem::find(before, b"<![CDATA[").is_none()
    });
    let Some(start) = start else { return Ok(PlainRows::Until(0, 0)) };
    let mut text = PlainText { bytes, at: start + START.len() };
    let mut last = 0;
    let mut cells: Vec<Cell<'b>> = Vec::with_capacity(32);
    loop {
        text.skip_space();
        if text.take(b"</sheetData>") {
            return Ok(PlainRows::All);
        }
        let begin = text.at;
        cells.clear();
        let Some((row, hidden)) = text.row(book, &mut cells) else {
            // Before the first row stands what says how the sheet is to be read.
            return Ok(if last == 0 { PlainRows::Until(0, 0) } else { PlainRows::Until(begin, last) });
        };
        last = row;
        if out.row(row, hidden, &mut cells)? == Flow::Stop {
            return Ok(PlainRows::All);
        }
    }
}

/// What a cell holds.
#[derive(Clone, Copy, PartialEq)]
enum CellKind {
    Number,
    Shared,
    Text,
    Bool,
}

/// The rest of a sheet.
struct PlainText<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl<'b> PlainText<'b> {
    fn rest(&self) -> &'b [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    fn skip_space(&mut self) {
        self.at += self.rest().iter().take_while(|b| b.is_ascii_whitespace()).count();
    }

    /// Steps over these bytes if they follow.
    fn take(&mut self, what: &[u8]) -> bool {
        let follows = self.rest().starts_with(what);
        self.at += if follows { what.len() } else { 0 };
        follows
    }

    /// Steps over the end of an empty element's tag if it follows.
    fn take_empty_end(&mut self) -> bool {
        self.take(b"/>") || self.take(b" />")
    }

    /// Steps over an attribute; returns its local name and its value.
    fn attribute(&mut self) -> Option<(&'b [u8], &'b [u8])> {
        let rest = self.rest().strip_prefix(b" ")?;
        let (mut local, mut equals) = (0, None);
        for (at, b) in rest.iter().take(40).enumerate() {
            match b {
                b':' => local = at + 1,
                b'=' => {
                    equals = Some(at);
                    break;
                }
                b if b.is_ascii_alphanumeric() => {}
                _ => return None,
            }
        }
        let equals = equals?;
        let value = rest.get(equals + 1..)?.strip_prefix(b"\"")?;
        let end = value.iter().take(64).position(|b| matches!(b, b'"' | b'&' | b'<'))?;
        if value.get(end) != Some(&b'"') {
            return None;
        }
        self.at += 1 + equals + 2 + end + 1;
        Some((rest.get(local..equals)?, value.get(..end)?))
    }

    /// Steps over a row; returns its number and whether it is hidden. `None` where it is not plain.
    /// Not inlined: a browser puts better code in place between two calls, never within one.
    #[inline(never)]
    fn row(&mut self, book: &'b Workbook, cells: &mut Vec<Cell<'b>>) -> Option<(u32, bool)> {
        if !self.take(b"<row") {
            return None;
        }
        let (mut digits, mut hidden) = (&b""[..], false);
        while let Some((name, value)) = self.attribute() {
            match name {
                b"r" => digits = value,
                b"hidden" => hidden = is_true(std::str::from_utf8(value).ok()?),
                _ => {}
            }
        }
        let row = whole(digits).filter(|row| *row > 0 && !digits.starts_with(b"0"))?;
        if self.take_empty_end() {
            return Some((row, hidden));
        }
        if !self.take(b">") {
            return None;
        }
        let mut column = 0;
        loop {
            if self.take(b"<c") {
                if let Some(value) = self.cell(digits, &mut column, book)? {
                    push(cells, column, value);
                }
            } else if self.take(b"</row>") {
                return Some((row, hidden));
            } else {
                let begin = self.at;
                self.skip_space();
                if self.at == begin {
                    return None;
                }
            }
        }
    }

    /// Steps over a cell of the row that is written as `row`, behind the column before; `None` where it is not plain.
    #[inline(never)]
    fn cell(&mut self, row: &[u8], column: &mut u32, book: &'b Workbook) -> Option<Option<Value<'b>>> {
        *column += 1;
        let (mut kind, mut style) = (CellKind::Number, 0);
        while let Some((name, value)) = self.attribute() {
            match name {
                b"r" => {
                    let letters = value.strip_suffix(row).filter(|l| (1..=3).contains(&l.len()))?;
                    let capital = |b: &u8| b.is_ascii_uppercase().then(|| u32::from(b - b'A') + 1);
                    *column = letters.iter().try_fold(0, |n, b| Some(n * 26 + capital(b)?))?;
                }
                b"s" => style = whole(value)? as usize,
                b"t" => {
                    kind = match value {
                        b"s" => CellKind::Shared,
                        b"str" | b"inlineStr" => CellKind::Text,
                        b"b" => CellKind::Bool,
                        b"n" => CellKind::Number,
                        _ => return None,
                    }
                }
                _ => {}
            }
        }
        if self.take_empty_end() || self.take(b"></c>") {
            return Some(None);
        }
        let close: &[u8] = if self.take(b"><v>") {
            b"</v></c>"
        } else if kind == CellKind::Text
            && (self.take(b"><is><t>") || self.take(b"><is><t xml:space=\"preserve\">"))
        {
            b"</t></is></c>"
        } else {
            return None;
        };
        let rest = self.rest();
        let raw = rest.get(..memchr(b'<', rest)?)?;
        self.at += raw.len();
        if !self.take(close) {
            return None;
        }
        if raw.is_empty() { Some(None) } else { value(raw, kind, style, book) }
    }
}

/// Returns what stands in a cell; `None` where that is not plain.
fn value<'b>(raw: &'b [u8], kind: CellKind, style: usize, book: &'b Workbook) -> Option<Option<Value<'b>>> {
    let text = || std::str::from_utf8(raw).ok();
    Some(match kind {
        CellKind::Shared => {
            let text = book.texts.get(whole(raw)? as usize)?;
            (!text.is_empty()).then_some(Value::Text(Cow::Borrowed(text)))
        }
        CellKind::Number => {
            let number = match whole(raw) {
                Some(number) => f64::from(number),
                None => text()?.parse().ok().filter(|n: &f64| n.is_finite())?,
            };
            Some(book.number(number, style))
        }
        CellKind::Bool => Some(Value::Bool(is_true(text()?))),
        CellKind::Text => {
            // Line ends and the escapes of xlsx are not plain.
            if memchr(b'\r', raw).is_some() || memmem::find(raw, b"_x").is_some() {
                return None;
            }
            let text = decoded(text()?);
            // An entity may stand for either.
            let is_plain = matches!(text, Cow::Borrowed(_)) || !text.contains('\r') && !text.contains("_x");
            if !is_plain {
                return None;
            }
            (!text.is_empty()).then_some(Value::Text(text))
        }
    })
}

/// Returns a number that is written in digits alone.
fn whole(digits: &[u8]) -> Option<u32> {
    if digits.is_empty() || digits.len() > 9 {
        return None;
    }
    digits.iter().try_fold(0, |n, b| b.is_ascii_digit().then(|| n * 10 + u32::from(b - b'0')))
}
