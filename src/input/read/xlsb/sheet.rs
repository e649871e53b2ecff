//! One worksheet of an xlsb. Merged regions follow the cells, so that the part is read twice, which takes little time.

use super::records::{XlsbRecord, XlsbRecords, id};
use crate::input::read::bytes::LittleEndian as _;
use crate::input::read::package::{Package, missing};
use crate::input::read::row_emitter::{RowEmitter, push};
use crate::input::read::texts::text_value;
use crate::input::read::workbook::{ListedSheet, Workbook};
use crate::input::read::{Flow, ReadError, limits, number_format};
use crate::model::cell::{Cell, MergedRegion, Value};
use crate::text::t;
use std::io::BufRead;
use std::rc::Rc;

pub(super) fn read(
    package: &mut Package<'_>,
    listed: &ListedSheet,
    book: &Workbook,
    out: &mut RowEmitter<'_>,
) -> Result<(), ReadError> {
    let meter = Rc::clone(&out.meter);
    let first = package.part(&listed.part)?.ok_or_else(missing)?;
    let merges = merges(XlsbRecords::new(first, Rc::clone(&meter)), out)?;
    meter.clear_fault();
    out.sheet(listed.name.clone(), listed.visibility, merges)?;
    let second = package.part_again(&listed.part)?.ok_or_else(missing)?;
    rows(XlsbRecords::new(second, meter), book, out)
}

/// Returns the merged regions up to the first damage, which the rows will report.
fn merges<R: BufRead>(
    mut records: XlsbRecords<R>,
    out: &mut RowEmitter<'_>,
) -> Result<Vec<MergedRegion>, ReadError> {
    let mut merges = Vec::new();
    while let Ok(Some(record)) = records.next() {
        if record.id == id::MERGE && merges.len() < limits::MERGES {
            merges.extend(merge(&record));
        }
        out.tick()?;
    }
    Ok(merges)
}

fn merge(record: &XlsbRecord<'_>) -> Option<MergedRegion> {
    let at = |n| record.data.u32_at(n).map(|v| v.saturating_add(1));
    Some(MergedRegion { top: at(0)?, bottom: at(4)?, left: at(8)?, right: at(12)? })
}

fn rows<R: BufRead>(
    mut records: XlsbRecords<R>,
    book: &Workbook,
    out: &mut RowEmitter<'_>,
) -> Result<(), ReadError> {
    let mut cells: Vec<Cell<'_>> = Vec::new();
    let (mut row, mut hidden) = (0_u32, false);
    loop {
        let Some(record) = records.next()? else {
            out.row(row, hidden, &mut cells)?;
            return Err(out.meter.fault(t("工作表的内容中断")));
        };
        match record.id {
            id::ROW | id::END_SHEET_DATA => {
                if out.row(row, hidden, &mut cells)? == Flow::Stop || record.id == id::END_SHEET_DATA {
                    return Ok(());
                }
                cells.clear();
                row = record.data.u32_at(0).unwrap_or(row).saturating_add(1);
                hidden = record.data.get(11).is_some_and(|flags| flags & 0x10 != 0);
            }
            id::RK..=id::FORMULA_ERROR | id::RICH_TEXT => {
                let Some(column) = record.data.u32_at(0) else { continue };
                if let Some(value) = value(&record, row, book, out) {
                    push(&mut cells, column.saturating_add(1), value);
                }
            }
            _ => {}
        }
        out.tick()?;
    }
}

/// Reads a cell's value, which follows its column and its style, four bytes each.
fn value<'b>(
    record: &XlsbRecord<'_>,
    row: u32,
    book: &'b Workbook,
    out: &mut RowEmitter<'_>,
) -> Option<Value<'b>> {
    let number = |number: f64| {
        let style = record.data.u32_at(4).unwrap_or(0) & 0x00FF_FFFF;
        number.is_finite().then(|| book.number(number, style as usize))
    };
    let text = |at| text_value(record.text(at)?.0);
    match record.id {
        id::RK => number(number_format::rk(record.data.u32_at(8)?)),
        id::REAL | id::FORMULA_NUMBER => number(record.data.f64_at(8)?),
        id::BOOL | id::FORMULA_BOOL => Some(Value::Bool(*record.data.get(8)? != 0)),
        id::ERROR | id::FORMULA_ERROR => Some(number_format::error(*record.data.get(8)?)),
        id::TEXT | id::FORMULA_TEXT => text(8),
        id::RICH_TEXT => text(9),
        id::SHARED => book.shared_text(Some(record.data.u32_at(8)? as usize), row, out),
        _ => None,
    }
}
