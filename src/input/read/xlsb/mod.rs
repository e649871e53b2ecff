//! Excel binary workbooks in a package (xlsb), [MS-XLSB], read as a stream. A reader of our own: calamine knows no merged
//! regions and no hidden rows of these files, and has panicked on some.

mod records;
mod sheet;

use super::bytes::LittleEndian as _;
use super::package::{OpenPart, Package, missing};
use super::row_emitter::RowEmitter;
use super::texts::lf;
use super::workbook::{ListedSheet, PartReaders, Workbook, read_parts};
use super::{Format, ReadError, Visibility, number_format};
use crate::text::t;
use records::{XlsbRecords, id};
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::rc::Rc;

const READERS: PartReaders = PartReaders { styles, texts, sheet: sheet::read };

/// Reads a package whose workbook part is `main`.
pub(crate) fn read(
    package: &mut Package<'_>,
    main: &str,
    out: &mut RowEmitter<'_>,
) -> Result<Format, ReadError> {
    let before = out.rows();
    let mut book = Workbook::default();
    let relationships = package.relationships(main)?;
    let mut sheets = Vec::new();
    let mut records = XlsbRecords::new(package.part(main)?.ok_or_else(missing)?, Rc::clone(&out.meter));
    while let Some(record) = records.next()? {
        match record.id {
            id::WORKBOOK_PROPERTIES => {
                book.is_1904 = record.data.u32_at(0).is_some_and(|flags| flags & 1 != 0)
            }
            id::SHEET => {
                let (Some((relation, at)), state) = (record.text(8), record.data.u32_at(0)) else { continue };
                let Some((name, _)) = record.text(at) else { continue };
                let Some(to) = relationships.iter().find(|r| r.id == relation && r.kind == "worksheet")
                else {
                    continue;
                };
                let visibility = Visibility::from_state(state.unwrap_or(0));
                sheets.push(ListedSheet { name, visibility, part: to.target.clone() });
            }
            _ => {}
        }
    }
    drop(records);
    read_parts(package, &relationships, book, sheets, &READERS, out)?;
    out.finish(before)?;
    Ok(Format::Xlsb)
}

fn styles(part: OpenPart<'_, '_>, book: &mut Workbook, out: &mut RowEmitter<'_>) -> Result<(), ReadError> {
    let mut records = XlsbRecords::new(part, Rc::clone(&out.meter));
    let mut custom = FxHashMap::default();
    let mut in_cell_styles = false;
    while let Some(record) = records.next()? {
        match record.id {
            id::NUMBER_FORMAT => {
                if let (Some(number), Some((code, _))) = (record.data.u16_at(0), record.text(2)) {
                    custom.insert(number, number_format::code(&code));
                }
            }
            id::BEGIN_CELL_STYLES => in_cell_styles = true,
            id::END_CELL_STYLES => in_cell_styles = false,
            id::STYLE if in_cell_styles => {
                let number = record.data.u16_at(2).unwrap_or(0);
                let known = custom.get(&number).copied();
                book.shown.push(known.unwrap_or_else(|| number_format::builtin(number.into())));
            }
            _ => {}
        }
    }
    Ok(())
}

fn texts(part: OpenPart<'_, '_>, book: &mut Workbook, out: &mut RowEmitter<'_>) -> Result<(), ReadError> {
    let mut records = XlsbRecords::new(part, Rc::clone(&out.meter));
    while let Some(record) = records.next()? {
        if record.id == id::SHARED_TEXT {
            let text = record.text(1).map(|(text, _)| text).unwrap_or_default();
            if !book.texts.push(&lf(Cow::Owned(text))) {
                return Err(ReadError::TooLarge(t("文字总量太大").to_owned()));
            }
        }
        out.tick()?;
    }
    Ok(())
}
