//! Binary workbooks: xls of Excel 97 and later (BIFF8), of Excel 5 and 95 (BIFF5), and the .et of WPS,
//! which is the same ([MS-XLS]; for BIFF5 the OpenOffice.org documentation of the format); and single sheets of any version
//! from BIFF2 on without a workbook around them, as Delphi and PHP programs write them.
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
use records::{BiffRecord, BiffRecords, Version, id};
use rustc_hash::FxHashMap;

/// What the cells of all sheets refer to.
#[derive(Debug)]
struct BinaryWorkbook {
    book: Workbook,
    version: Version,
    /// Whether cells name a number format and no style, as those of BIFF2 may.
    is_without_styles: bool,
    code_page: &'static Encoding,
}

impl BinaryWorkbook {
    /// Returns a text behind its length, which takes `width` bytes.
    fn text(&self, data: &[u8], width: usize) -> Option<String> {
        match self.version {
            Version::Biff8 => strings::unicode(data, width),
            _ => strings::bytes(data, width, self.code_page),
        }
    }

    /// Returns the text of a cell behind its length of two bytes; programs also write that of BIFF8 as it was before.
    fn label(&self, data: &[u8]) -> Option<String> {
        match strings::is_bytes(data) {
            true => strings::bytes(data, 2, self.code_page),
            false => self.text(data, 2),
        }
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
    let (book, sheets) = globals(stream, 0, out)?;
    if sheets.is_empty() {
        single_sheets(stream, &book, out)?;
    }
    // One more than may be: it says so.
    for listed in sheets.into_iter().take(limits::SHEETS + 1) {
        if let Err(failure) = sheet::read(stream, &listed, &book, out) {
            out.sheet_failed(&listed.name, failure)?;
        }
    }
    out.finish(before)?;
    Ok(Format::Xls)
}

/// Reads the sheets of a stream that lists none: `before` is what its beginning says, which before Excel 5 each sheet does.
fn single_sheets(stream: &[u8], before: &BinaryWorkbook, out: &mut RowEmitter<'_>) -> Result<(), ReadError> {
    let mut name = String::new();
    let mut found = false;
    for record in BiffRecords::new(stream, 0) {
        if record.opens_sheet() {
            found = true;
            let own = match before.version {
                Version::Biff2 | Version::Biff3 | Version::Biff4 => {
                    Some(globals(stream, record.offset, out)?.0)
                }
                _ => None,
            };
            let book = own.as_ref().unwrap_or(before);
            let name = std::mem::take(&mut name);
            let listed = SheetOffset { name, visibility: Visibility::Visible, offset: record.offset };
            if let Err(failure) = sheet::read(stream, &listed, book, out) {
                out.sheet_failed(&listed.name, failure)?;
            }
        } else if record.id == id::SHEET_HEAD_4 {
            let code_page = strings::code_page(stream, Version::Biff4);
            name = strings::bytes(record.data.get(4..).unwrap_or_default(), 1, code_page).unwrap_or_default();
        }
    }
    if found { Ok(()) } else { Err(damaged()) }
}

fn damaged() -> ReadError {
    ReadError::Damaged(t("工作簿的开头有误").to_owned())
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

/// Reads what all cells refer to, and the list of sheets, from the part of a stream at an offset.
fn globals(
    stream: &[u8],
    offset: usize,
    out: &mut RowEmitter<'_>,
) -> Result<(BinaryWorkbook, Vec<SheetOffset>), ReadError> {
    let mut records = BiffRecords::new(stream, offset);
    let version = records.next().and_then(|r| r.version()).ok_or_else(damaged)?;
    let code_page = strings::code_page(stream, version);
    let mut book = BinaryWorkbook { book: Workbook::default(), version, is_without_styles: false, code_page };
    let mut custom: FxHashMap<u16, ShownAs> = FxHashMap::default();
    let mut styles: Vec<u16> = Vec::new();
    let mut sheets = Vec::new();
    while let Some(record) = records.next() {
        let byte = |at: usize| record.data.get(at).map(|b| u16::from(b & 0x3F));
        match record.id {
            id::DATEMODE => book.book.is_1904 = record.data.u16_at(0) == Some(1),
            id::FORMAT | id::FORMAT_2 => {
                // Before Excel 5 formats were counted.
                let counted = u16::try_from(custom.len()).ok();
                let (number, at) = match record.id {
                    id::FORMAT_2 => (counted, 0),
                    _ if version < Version::Biff5 => (counted, 2),
                    _ => (record.data.u16_at(0), 2),
                };
                let width = if version == Version::Biff8 { 2 } else { 1 };
                let code = book.text(record.data.get(at..).unwrap_or_default(), width);
                if let (Some(number), Some(code)) = (number, code) {
                    custom.insert(number, number_format::code(&code));
                }
            }
            id::XF => styles.extend(record.data.u16_at(2)),
            id::XF_3 | id::XF_4 => styles.extend(byte(1)),
            id::XF_2 => styles.extend(byte(2)),
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
    if styles.is_empty() && version == Version::Biff2 {
        book.is_without_styles = true;
        styles.extend(0..u16::try_from(custom.len()).unwrap_or(0));
    }
    book.book.shown = styles
        .into_iter()
        .map(|number| custom.get(&number).copied().unwrap_or_else(|| number_format::builtin(number.into())))
        .collect();
    Ok((book, sheets))
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
