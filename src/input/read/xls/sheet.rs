//! One worksheet of a binary workbook: merged regions and hidden rows first, then cells. Excel writes
//! cells row by row; some web systems write them in any order, and these are put in order.

use super::records::{Record, Records, id};
use super::{Book, Listed, strings};
use crate::input::read::number_format;
use crate::input::read::out::{Out, push};
use crate::input::read::xml::lf;
use crate::input::read::{Flow, ReadError, SheetInfo, limits};
use crate::model::cell::{Cell, Merge, Value};
use crate::text::t;
use rustc_hash::FxHashSet;
use std::borrow::Cow;

pub(super) fn read(stream: &[u8], listed: &Listed, book: &Book, out: &mut Out<'_>) -> Result<(), ReadError> {
    let damaged = || ReadError::Damaged(t("工作表的开头有误").to_owned());
    let mut records = Records::new(stream, listed.offset);
    let first = records.next().filter(|r| r.id == id::BOF).ok_or_else(damaged)?;
    // A listed worksheet may turn out to be a chart or a macro sheet.
    if first.u16(2).is_some_and(|kind| kind != 0x10) {
        return Ok(());
    }
    let before = Before::of(body(&records));
    out.sheet(SheetInfo {
        inner_file: String::new(),
        name: listed.name.clone(),
        visibility: listed.visibility,
        merges: before.merges,
    })?;
    let mut row = Row { number: 0, hidden: &before.hidden, cells: Vec::new() };
    if before.in_order {
        let mut records = body(&records);
        while let Some(record) = records.next() {
            if row.take(&record, &mut records.clone(), book, out)? == Flow::Stop {
                return Ok(());
            }
            out.tick()?;
        }
    } else {
        let mut places: Vec<(u16, u16, u32)> = body(&records)
            .filter_map(|r| Some((place(&r)?, r.offset)))
            .map(|((row, column), offset)| (row, column, offset as u32))
            .take(limits::UNORDERED_CELLS)
            .collect();
        places.sort_unstable();
        for (_, _, offset) in places {
            let mut records = Records::new(stream, offset as usize);
            let Some(record) = records.next() else { continue };
            if row.take(&record, &mut body(&records), book, out)? == Flow::Stop {
                return Ok(());
            }
        }
    }
    row.finish(out)?;
    Ok(())
}

/// The records of one sheet, without those of charts embedded in it.
#[derive(Clone)]
struct Body<'a> {
    records: Records<'a>,
}

fn body<'a>(records: &Records<'a>) -> Body<'a> {
    Body { records: records.clone() }
}

impl<'a> Iterator for Body<'a> {
    type Item = Record<'a>;

    fn next(&mut self) -> Option<Record<'a>> {
        let mut depth = 0_u32;
        loop {
            let record = self.records.next()?;
            match record.id {
                id::BOF => depth += 1,
                id::EOF if depth == 0 => return None,
                id::EOF => depth -= 1,
                _ if depth == 0 => return Some(record),
                _ => {}
            }
        }
    }
}

/// What must be known before the first row.
struct Before {
    merges: Vec<Merge>,
    hidden: FxHashSet<u16>,
    in_order: bool,
}

impl Before {
    fn of(records: Body<'_>) -> Self {
        let mut before = Self { merges: Vec::new(), hidden: FxHashSet::default(), in_order: true };
        let mut last = (0, 0);
        for record in records {
            match record.id {
                id::MERGEDCELLS => before.merges.extend(merges(&record)),
                id::ROW if record.u16(12).is_some_and(|flags| flags & 0x20 != 0) => {
                    before.hidden.extend(record.u16(0));
                }
                _ => {
                    if let Some(place) = place(&record) {
                        before.in_order &= place >= last;
                        last = place;
                    }
                }
            }
        }
        before.merges.truncate(limits::MERGES);
        before
    }
}

fn merges<'a>(record: &'a Record<'_>) -> impl Iterator<Item = Merge> + 'a {
    let at = |bytes: &[u8], n: usize| u32::from(u16::from_le_bytes([bytes[n], bytes[n + 1]])) + 1;
    record.data.get(2..).unwrap_or_default().chunks_exact(8).map(move |b| Merge {
        top: at(b, 0),
        bottom: at(b, 2),
        left: at(b, 4),
        right: at(b, 6),
    })
}

/// Row and first column of a record that holds cells.
fn place(record: &Record<'_>) -> Option<(u16, u16)> {
    match record.id {
        id::MULRK
        | id::RSTRING
        | id::LABELSST
        | id::NUMBER
        | id::LABEL
        | id::BOOLERR
        | id::RK
        | id::FORMULA
        | id::FORMULA_3
        | id::FORMULA_4 => Some((record.u16(0)?, record.u16(2)?)),
        _ => None,
    }
}

/// The row that is being filled.
struct Row<'b, 'h> {
    /// From 1; 0 before the first.
    number: u32,
    hidden: &'h FxHashSet<u16>,
    cells: Vec<Cell<'b>>,
}

impl<'b> Row<'b, '_> {
    /// Takes the cells of a record; `after` are the records behind it.
    fn take(
        &mut self,
        record: &Record<'_>,
        after: &mut Body<'_>,
        book: &'b Book,
        out: &mut Out<'_>,
    ) -> Result<Flow, ReadError> {
        let Some((row, column)) = place(record) else { return Ok(Flow::Continue) };
        let (row, column) = (u32::from(row) + 1, u32::from(column) + 1);
        if row != self.number {
            if self.finish(out)? == Flow::Stop {
                return Ok(Flow::Stop);
            }
            self.number = row;
        }
        if record.id == id::MULRK {
            let numbers = record.data.get(4..record.data.len().saturating_sub(2)).unwrap_or_default();
            for (nth, rk) in numbers.chunks_exact(6).enumerate() {
                let style = u16::from_le_bytes([rk[0], rk[1]]);
                let number = number_format::rk(u32::from_le_bytes([rk[2], rk[3], rk[4], rk[5]]));
                push(&mut self.cells, column + nth as u32, book.number(number, Some(style)));
            }
        } else if let Some(value) = value(record, after, book, out) {
            push(&mut self.cells, column, value);
        }
        Ok(Flow::Continue)
    }

    fn finish(&mut self, out: &mut Out<'_>) -> Result<Flow, ReadError> {
        if self.number == 0 {
            return Ok(Flow::Continue);
        }
        let hidden = u16::try_from(self.number - 1).is_ok_and(|row| self.hidden.contains(&row));
        let flow = out.row(self.number, hidden, &mut self.cells)?;
        self.cells.clear();
        Ok(flow)
    }
}

impl Book {
    fn number(&self, number: f64, style: Option<u16>) -> Value<'static> {
        let shown = style.and_then(|s| self.shown.get(usize::from(s))).copied().unwrap_or_default();
        number_format::value(number, shown, self.is_1904)
    }

    fn text(&self, data: &[u8]) -> Option<Value<'static>> {
        let text =
            if self.is_8 { strings::unicode(data, 2) } else { strings::bytes(data, 2, self.code_page) };
        let text = text.filter(|t| !t.is_empty())?;
        Some(Value::Text(Cow::Owned(lf(Cow::Owned(text)).into_owned())))
    }
}

fn value<'b>(
    record: &Record<'_>,
    after: &mut Body<'_>,
    book: &'b Book,
    out: &mut Out<'_>,
) -> Option<Value<'b>> {
    let style = record.u16(4);
    match record.id {
        id::RK => Some(book.number(number_format::rk(record.u32(6)?), style)),
        id::NUMBER => record.f64(6).filter(|n| n.is_finite()).map(|n| book.number(n, style)),
        id::LABELSST => {
            let text = book.texts.get(record.u32(6)? as usize);
            if text.is_none() {
                out.missing_text(u32::from(record.u16(0)?) + 1);
            }
            text.filter(|t| !t.is_empty()).map(|t| Value::Text(Cow::Borrowed(t)))
        }
        id::LABEL | id::RSTRING => book.text(record.data.get(6..)?),
        id::BOOLERR => bool_or_error(*record.data.get(6)?, *record.data.get(7)? == 1),
        _ => formula(record, after, book),
    }
}

fn bool_or_error(code: u8, is_error: bool) -> Option<Value<'static>> {
    Some(if is_error { number_format::error(code) } else { Value::Bool(code != 0) })
}

/// A formula's last result: a number, or where the last two bytes are FF, what the first byte says; a
/// text then follows in a record of its own.
fn formula(record: &Record<'_>, after: &mut Body<'_>, book: &Book) -> Option<Value<'static>> {
    let result = record.data.get(6..14)?;
    if result[6..] != [0xFF, 0xFF] {
        return record.f64(6).filter(|n| n.is_finite()).map(|n| book.number(n, record.u16(4)));
    }
    match result[0] {
        0 => {
            // Between the two may stand a shared formula, an array or a table.
            let text =
                after.by_ref().take(4).take_while(|r| place(r).is_none()).find(|r| r.id == id::STRING)?;
            if !book.is_8 {
                return book.text(text.data);
            }
            let text = strings::continued(&text, &mut after.records).filter(|t| !t.is_empty())?;
            Some(Value::Text(Cow::Owned(lf(Cow::Owned(text)).into_owned())))
        }
        1 => bool_or_error(result[2], false),
        2 => bool_or_error(result[2], true),
        _ => None,
    }
}
