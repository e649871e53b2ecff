//! One worksheet of an xlsb. Merged regions stand behind the cells, so that the part is gone through
//! twice; records pass quickly.

use super::records::{Record, Records, id};
use crate::input::read::number_format;
use crate::input::read::out::{Out, push};
use crate::input::read::package::{Package, missing};
use crate::input::read::xlsx::{Book, Listed};
use crate::input::read::xml::lf;
use crate::input::read::{Flow, ReadError, SheetInfo, limits};
use crate::model::cell::{Cell, Merge, Value};
use crate::text::t;
use std::borrow::Cow;
use std::io::BufRead;
use std::rc::Rc;

pub(super) fn read(
    package: &mut Package<'_>,
    listed: &Listed,
    book: &Book,
    out: &mut Out<'_>,
) -> Result<(), ReadError> {
    let meter = Rc::clone(&out.meter);
    let first = package.part(&listed.part)?.ok_or_else(missing)?;
    let merges = merges(Records::new(first, Rc::clone(&meter)), out)?;
    meter.clear_fault();
    out.sheet(SheetInfo {
        inner_file: String::new(),
        name: listed.name.clone(),
        visibility: listed.visibility,
        merges,
    })?;
    let second = package.part_again(&listed.part)?.ok_or_else(missing)?;
    rows(Records::new(second, meter), book, out)
}

/// What is damaged ends them without a word: the rows will tell.
fn merges<R: BufRead>(mut records: Records<R>, out: &mut Out<'_>) -> Result<Vec<Merge>, ReadError> {
    let mut merges = Vec::new();
    while let Ok(Some(record)) = records.next() {
        if record.id == id::MERGE && merges.len() < limits::MERGES {
            merges.extend(merge(&record));
        }
        out.tick()?;
    }
    Ok(merges)
}

fn merge(record: &Record<'_>) -> Option<Merge> {
    let at = |n| record.u32(n).map(|v| v.saturating_add(1));
    Some(Merge { top: at(0)?, bottom: at(4)?, left: at(8)?, right: at(12)? })
}

fn rows<R: BufRead>(mut records: Records<R>, book: &Book, out: &mut Out<'_>) -> Result<(), ReadError> {
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
                row = record.u32(0).unwrap_or(row).saturating_add(1);
                hidden = record.u8(11).is_some_and(|flags| flags & 0x10 != 0);
            }
            id::RK..=id::FORMULA_ERROR | id::RICH_TEXT => {
                let Some(column) = record.u32(0) else { continue };
                if let Some(value) = value(&record, row, book, out) {
                    push(&mut cells, column.saturating_add(1), value);
                }
            }
            _ => {}
        }
        out.tick()?;
    }
}

/// A cell's value stands behind its column and its style, four bytes each.
fn value<'b>(record: &Record<'_>, row: u32, book: &'b Book, out: &mut Out<'_>) -> Option<Value<'b>> {
    let number = |number: f64| {
        let style = record.u32(4).unwrap_or(0) & 0x00FF_FFFF;
        let shown = book.shown.get(style as usize).copied().unwrap_or_default();
        number.is_finite().then(|| number_format::value(number, shown, book.is_1904))
    };
    let text = |at| {
        let (text, _) = record.text(at)?;
        (!text.is_empty()).then(|| Value::Text(Cow::Owned(lf(Cow::Owned(text)).into_owned())))
    };
    match record.id {
        id::RK => number(number_format::rk(record.u32(8)?)),
        id::REAL | id::FORMULA_NUMBER => number(record.f64(8)?),
        id::BOOL | id::FORMULA_BOOL => Some(Value::Bool(record.u8(8)? != 0)),
        id::ERROR | id::FORMULA_ERROR => Some(number_format::error(record.u8(8)?)),
        id::TEXT | id::FORMULA_TEXT => text(8),
        id::RICH_TEXT => text(9),
        id::SHARED => {
            let shared = book.texts.get(record.u32(8)? as usize);
            if shared.is_none() {
                out.missing_text(row);
            }
            shared.filter(|t| !t.is_empty()).map(|t| Value::Text(Cow::Borrowed(t)))
        }
        _ => None,
    }
}
