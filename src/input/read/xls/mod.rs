//! Binary workbooks: xls of Excel 97 and later (BIFF8), of Excel 5 and 95 (BIFF5), and the .et of WPS,
//! which is the same ([MS-XLS]; for BIFF5 the OpenOffice.org documentation of the format).
//!
//! A reader of our own: calamine decodes BIFF5 text in code pages 936 and 10008 wrongly or not at all, reserves memory
//! for counts that lie, which kills a worker in WebAssembly, knows no hidden rows, and fills a dense grid.

mod records;
mod sheet;
mod strings;

use super::bytes::LittleEndian as _;
use super::number_format::{self, ShownAs};
use super::row_emitter::RowEmitter;
use super::workbook::Workbook;
use super::{Format, ReadError, Visibility, limits, protected};
use crate::text::t;
use encoding_rs::Encoding;
use records::{BiffRecord, BiffRecords, id};
use rustc_hash::FxHashMap;

/// What the cells of all sheets refer to.
#[derive(Debug)]
struct BinaryWorkbook {
    book: Workbook,
    /// Whether it is of Excel 97 or later.
    is_8: bool,
    code_page: &'static Encoding,
}

impl BinaryWorkbook {
    /// Returns a text behind its length, which takes `width` bytes.
    fn text(&self, data: &[u8], width: usize) -> Option<String> {
        if self.is_8 { strings::unicode(data, width) } else { strings::bytes(data, width, self.code_page) }
    }
}

/// A worksheet as the workbook lists it.
#[derive(Debug)]
struct SheetOffset {
    name: String,
    visibility: Visibility,
    offset: usize,
}

/// Reads the workbook stream of a compound file.
pub(crate) fn read(mut stream: Vec<u8>, out: &mut RowEmitter<'_>) -> Result<Format, ReadError> {
    let before = out.rows();
    unlock(&mut stream)?;
    let stream = stream.as_slice();
    let (book, sheets) = globals(stream, out)?;
    // One more than may be: it says so.
    for listed in sheets.into_iter().take(limits::SHEETS + 1) {
        if let Err(failure) = sheet::read(stream, &listed, &book, out) {
            out.sheet_failed(&listed.name, failure)?;
        }
    }
    out.finish(before)?;
    Ok(Format::Xls)
}

/// Decrypts a stream that is encrypted with the password that every program knows.
fn unlock(stream: &mut [u8]) -> Result<(), ReadError> {
    let mut records = BiffRecords::new(stream, 0);
    let is_8 = records.next().is_some_and(|r| r.data.u16_at(0) == Some(0x0600));
    let Some(found) = records.take_while(|r| r.id != id::EOF).find(|r| r.id == id::FILEPASS) else {
        return Ok(());
    };
    let description = found.data.to_vec();
    if protected::unlock_records(stream, &description, is_8) { Ok(()) } else { Err(ReadError::Encrypted) }
}

fn globals(stream: &[u8], out: &mut RowEmitter<'_>) -> Result<(BinaryWorkbook, Vec<SheetOffset>), ReadError> {
    let damaged = || ReadError::Damaged(t("工作簿的开头有误").to_owned());
    let mut records = BiffRecords::new(stream, 0);
    let first = records.next().filter(|r| r.id == id::BOF).ok_or_else(damaged)?;
    let is_8 = match first.data.u16_at(0) {
        Some(0x0600) => true,
        Some(0x0500) => false,
        _ => return Err(ReadError::OtherKind(t("Excel 4 或更早的工作簿").to_owned())),
    };
    let code_page = strings::code_page(stream, is_8);
    let mut book = BinaryWorkbook { book: Workbook::default(), is_8, code_page };
    let mut custom: FxHashMap<u16, ShownAs> = FxHashMap::default();
    let mut styles: Vec<u16> = Vec::new();
    let mut sheets = Vec::new();
    while let Some(record) = records.next() {
        match record.id {
            id::DATEMODE => book.book.is_1904 = record.data.u16_at(0) == Some(1),
            id::FORMAT => {
                let code = book.text(record.data.get(2..).unwrap_or_default(), if is_8 { 2 } else { 1 });
                if let (Some(number), Some(code)) = (record.data.u16_at(0), code) {
                    custom.insert(number, number_format::code(&code));
                }
            }
            id::XF => styles.extend(record.data.u16_at(2)),
            id::BOUNDSHEET => sheets.extend(listed(&record, &book)),
            id::SST => {
                if let Err(failure) = strings::shared(&record, &mut records, &mut book.book.texts, out) {
                    out.sheet_failed("", failure)?;
                }
            }
            id::EOF => break,
            _ => {}
        }
    }
    book.book.shown = styles
        .into_iter()
        .map(|number| custom.get(&number).copied().unwrap_or_else(|| number_format::builtin(number.into())))
        .collect();
    if sheets.is_empty() { Err(damaged()) } else { Ok((book, sheets)) }
}

/// A worksheet; charts, macros and modules hold no rows.
fn listed(record: &BiffRecord<'_>, book: &BinaryWorkbook) -> Option<SheetOffset> {
    let offset = record.data.u32_at(0)? as usize;
    let (state, kind) = (*record.data.get(4)?, *record.data.get(5)?);
    let rest = record.data.get(6..)?;
    let name = book.text(rest, 1);
    let visibility = Visibility::from_state(u32::from(state & 3));
    (kind == 0).then(|| SheetOffset { name: name.unwrap_or_default(), visibility, offset })
}
