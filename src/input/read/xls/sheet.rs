//! One worksheet of a binary workbook: merged regions and hidden rows first, then cells. Excel writes cells row by row; the
//! cells of some web systems are in any order and are sorted.

use super::records::{BiffRecord, BiffRecords, Version, id};
use super::{BinaryWorkbook, SheetOffset, strings};
use crate::input::read::bytes::LittleEndian as _;
use crate::input::read::row_emitter::{RowEmitter, push};
use crate::input::read::texts::text_value;
use crate::input::read::{Flow, ReadError, limits, number_format};
use crate::model::cell::{Cell, MergedRegion, Value};
use crate::text::t;
use rustc_hash::FxHashSet;

pub(super) fn read(
    stream: &[u8],
    listed: &SheetOffset,
    book: &BinaryWorkbook,
    out: &mut RowEmitter<'_>,
) -> Result<(), ReadError> {
    let damaged = || ReadError::Damaged(t("工作表的开头有误").to_owned());
    let mut records = BiffRecords::new(stream, listed.offset);
    let first = records.next().filter(|r| r.version().is_some()).ok_or_else(damaged)?;
    // A listed worksheet may turn out to be a chart or a macro sheet.
    if first.data.u16_at(2).is_some_and(|kind| kind != 0x10) {
        return Ok(());
    }
    let before = Before::of(body(&records));
    out.epoch_1904 = book.book.is_1904;
    out.sheet(listed.name.clone(), listed.visibility, before.merges)?;
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
            let mut records = BiffRecords::new(stream, offset as usize);
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
    records: BiffRecords<'a>,
}

fn body<'a>(records: &BiffRecords<'a>) -> Body<'a> {
    Body { records: records.clone() }
}

impl<'a> Iterator for Body<'a> {
    type Item = BiffRecord<'a>;

    fn next(&mut self) -> Option<BiffRecord<'a>> {
        let mut depth = 0_u32;
        loop {
            let record = self.records.next()?;
            match record.id {
                _ if record.version().is_some() => depth += 1,
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
    merges: Vec<MergedRegion>,
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
                id::ROW if record.data.u16_at(12).is_some_and(|flags| flags & 0x20 != 0) => {
                    before.hidden.extend(record.data.u16_at(0));
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

fn merges<'a>(record: &'a BiffRecord<'_>) -> impl Iterator<Item = MergedRegion> + 'a {
    record.data.get(2..).unwrap_or_default().chunks_exact(8).filter_map(|bytes| {
        let at = |offset| bytes.u16_at(offset).map(|n| u32::from(n) + 1);
        Some(MergedRegion { top: at(0)?, bottom: at(2)?, left: at(4)?, right: at(6)? })
    })
}

/// Returns the row and the first column of a record that holds cells.
fn place(record: &BiffRecord<'_>) -> Option<(u16, u16)> {
    match record.id {
        id::MULRK
        | id::RSTRING
        | id::LABELSST
        | id::NUMBER
        | id::LABEL
        | id::BOOLERR
        | id::RK
        | id::INTEGER_2
        | id::NUMBER_2
        | id::LABEL_2
        | id::BOOLERR_2
        | id::FORMULA
        | id::FORMULA_3
        | id::FORMULA_4 => Some((record.data.u16_at(0)?, record.data.u16_at(2)?)),
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
    /// Takes the cells of a record; `after` holds the records behind it.
    fn take(
        &mut self,
        record: &BiffRecord<'_>,
        after: &mut Body<'_>,
        book: &'b BinaryWorkbook,
        out: &mut RowEmitter<'_>,
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
                let number = number_format::rk(rk.u32_at(2).unwrap_or(0));
                push(&mut self.cells, column + nth as u32, book.number(number, rk.u16_at(0)));
            }
        } else if let Some(value) = value(record, after, book, out) {
            push(&mut self.cells, column, value);
        }
        Ok(Flow::Continue)
    }

    fn finish(&mut self, out: &mut RowEmitter<'_>) -> Result<Flow, ReadError> {
        if self.number == 0 {
            return Ok(Flow::Continue);
        }
        let hidden = u16::try_from(self.number - 1).is_ok_and(|row| self.hidden.contains(&row));
        let flow = out.row(self.number, hidden, &mut self.cells)?;
        self.cells.clear();
        Ok(flow)
    }
}

impl BinaryWorkbook {
    fn number(&self, number: f64, style: Option<u16>) -> Value<'static> {
        self.book.number(number, style.map_or(usize::MAX, usize::from))
    }
}

fn value<'b>(
    record: &BiffRecord<'_>,
    after: &mut Body<'_>,
    book: &'b BinaryWorkbook,
    out: &mut RowEmitter<'_>,
) -> Option<Value<'b>> {
    let style = style(record, book);
    let data = record.data;
    match record.id {
        id::RK => Some(book.number(number_format::rk(data.u32_at(6)?), style)),
        id::NUMBER => data.f64_at(6).filter(|n| n.is_finite()).map(|n| book.number(n, style)),
        id::NUMBER_2 => data.f64_at(7).filter(|n| n.is_finite()).map(|n| book.number(n, style)),
        id::INTEGER_2 => Some(book.number(f64::from(data.u16_at(7)?), style)),
        id::LABELSST => {
            let row = u32::from(data.u16_at(0)?) + 1;
            book.book.shared_text(Some(data.u32_at(6)? as usize), row, out)
        }
        id::LABEL | id::RSTRING => text_value(book.label(data.get(6..)?)?),
        id::LABEL_2 => text_value(strings::bytes(data.get(7..)?, 1, book.code_page)?),
        id::BOOLERR => bool_or_error(*data.get(6)?, *data.get(7)? == 1),
        id::BOOLERR_2 => bool_or_error(*data.get(7)?, *data.get(8)? == 1),
        _ => formula(record, after, book, out),
    }
}

/// Returns a cell's style. In BIFF2 it shares three bytes with the number format and more.
fn style(record: &BiffRecord<'_>, book: &BinaryWorkbook) -> Option<u16> {
    match book.version {
        Version::Biff2 => {
            record.data.get(if book.is_without_styles { 5 } else { 4 }).map(|b| u16::from(b & 0x3F))
        }
        _ => record.data.u16_at(4),
    }
}

fn bool_or_error(code: u8, is_error: bool) -> Option<Value<'static>> {
    Some(if is_error { number_format::error(code) } else { Value::Bool(code != 0) })
}

/// Returns a formula's last result: a number, or where the last two bytes are FF, a value of the kind in the first byte; a
/// text then follows in a record of its own.
fn formula(
    record: &BiffRecord<'_>,
    after: &mut Body<'_>,
    book: &BinaryWorkbook,
    out: &mut RowEmitter<'_>,
) -> Option<Value<'static>> {
    const COMPUTED_WHEN_OPENED: u16 = 2;
    let at = if book.version == Version::Biff2 { 7 } else { 6 };
    let result = record.data.get(at..at + 8)?;
    let flags = record.data.u16_at(14).filter(|_| book.version >= Version::Biff3).unwrap_or(0);
    if flags & COMPUTED_WHEN_OPENED != 0 && result == [0; 8] {
        out.missing_result(u32::from(record.data.u16_at(0)?) + 1);
        return None;
    }
    if result[6..] != [0xFF, 0xFF] {
        return record.data.f64_at(at).filter(|n| n.is_finite()).map(|n| book.number(n, style(record, book)));
    }
    match result[0] {
        0 => {
            // Between the two may stand a shared formula, an array or a table.
            let is_text = |r: &BiffRecord<'_>| matches!(r.id, id::STRING | id::STRING_2);
            let text = after.by_ref().take(4).take_while(|r| place(r).is_none()).find(is_text)?;
            if book.version < Version::Biff8 {
                let width = if text.id == id::STRING_2 { 1 } else { 2 };
                return text_value(book.text(text.data, width)?);
            }
            text_value(strings::continued(&text, &mut after.records)?)
        }
        1 => bool_or_error(result[2], false),
        2 => bool_or_error(result[2], true),
        _ => None,
    }
}
