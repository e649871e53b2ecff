//! Binary workbooks: xls of Excel 97 and later (BIFF8), of Excel 5 and 95 (BIFF5), and the .et of WPS,
//! which is the same ([MS-XLS]; for BIFF5 the OpenOffice.org documentation of the format).
//!
//! calamine is not used here: it decodes BIFF5 text in code pages 936 and 10008 wrongly or not at all,
//! follows lengths and counts that lie until memory ends, which kills a worker in WebAssembly, knows no
//! hidden rows, and fills a dense grid. The records are simple enough to be read in order.

mod records;
mod sheet;
mod strings;

use super::number_format::{self, Shown};
use super::out::Out;
use super::texts::Texts;
use super::{Format, ReadError, Visibility, limits};
use crate::text::t;
use encoding_rs::Encoding;
use records::{Record, Records, id};
use rustc_hash::FxHashMap;

/// What the cells of all sheets refer to.
#[derive(Debug)]
struct Book {
    /// Whether it is of Excel 97 or later.
    is_8: bool,
    code_page: &'static Encoding,
    texts: Texts,
    shown: Vec<Shown>,
    is_1904: bool,
}

#[derive(Debug)]
struct Listed {
    name: String,
    visibility: Visibility,
    offset: usize,
}

/// Reads the workbook stream of a compound file.
pub(crate) fn read(stream: &[u8], out: &mut Out<'_>) -> Result<Format, ReadError> {
    let before = out.rows();
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

fn globals(stream: &[u8], out: &mut Out<'_>) -> Result<(Book, Vec<Listed>), ReadError> {
    let damaged = || ReadError::Damaged(t("工作簿的开头有误").to_owned());
    let mut records = Records::new(stream, 0);
    let first = records.next().filter(|r| r.id == id::BOF).ok_or_else(damaged)?;
    let is_8 = match first.u16(0) {
        Some(0x0600) => true,
        Some(0x0500) => false,
        _ => return Err(ReadError::OtherKind(t("Excel 4 或更早的工作簿").to_owned())),
    };
    let mut book = Book {
        is_8,
        code_page: strings::code_page(stream, is_8),
        texts: Texts::default(),
        shown: Vec::new(),
        is_1904: false,
    };
    let mut custom: FxHashMap<u16, Shown> = FxHashMap::default();
    let mut styles: Vec<u16> = Vec::new();
    let mut sheets = Vec::new();
    while let Some(record) = records.next() {
        match record.id {
            id::FILEPASS => return Err(ReadError::Encrypted),
            id::DATEMODE => book.is_1904 = record.u16(0) == Some(1),
            id::FORMAT => {
                let code = match is_8 {
                    true => strings::unicode(record.data.get(2..).unwrap_or_default(), 2),
                    false => strings::bytes(record.data.get(2..).unwrap_or_default(), 1, book.code_page),
                };
                if let (Some(number), Some(code)) = (record.u16(0), code) {
                    custom.insert(number, number_format::code(&code));
                }
            }
            id::XF => styles.extend(record.u16(2)),
            id::BOUNDSHEET => sheets.extend(listed(&record, &book)),
            id::SST => {
                if let Err(failure) = strings::shared(&record, &mut records, &mut book.texts, out) {
                    out.sheet_failed("", failure)?;
                }
            }
            id::EOF => break,
            _ => {}
        }
    }
    book.shown = styles
        .into_iter()
        .map(|number| custom.get(&number).copied().unwrap_or_else(|| number_format::builtin(number.into())))
        .collect();
    if sheets.is_empty() { Err(damaged()) } else { Ok((book, sheets)) }
}

/// A worksheet; charts, macros and modules hold no rows.
fn listed(record: &Record<'_>, book: &Book) -> Option<Listed> {
    let offset = record.u32(0)? as usize;
    let (state, kind) = (*record.data.get(4)?, *record.data.get(5)?);
    let rest = record.data.get(6..)?;
    let name = if book.is_8 { strings::unicode(rest, 1) } else { strings::bytes(rest, 1, book.code_page) };
    let visibility = match state & 3 {
        1 => Visibility::Hidden,
        2 => Visibility::VeryHidden,
        _ => Visibility::Visible,
    };
    (kind == 0).then(|| Listed { name: name.unwrap_or_default(), visibility, offset })
}
