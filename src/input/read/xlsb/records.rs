//! The records of an xlsb's parts: a number and a length in one byte or more, and bytes.

use crate::input::read::ReadError;
use crate::input::read::bytes::{LittleEndian as _, utf16};
use crate::input::read::meter::ByteMeter;
use crate::text::t;
use std::io::{BufRead, Read};
use std::rc::Rc;

/// Numbers of the records that are read ([MS-XLSB] 2.3.2).
pub(super) mod id {
    pub(crate) const ROW: u16 = 0;
    pub(crate) const RK: u16 = 2;
    pub(crate) const ERROR: u16 = 3;
    pub(crate) const BOOL: u16 = 4;
    pub(crate) const REAL: u16 = 5;
    pub(crate) const TEXT: u16 = 6;
    pub(crate) const SHARED: u16 = 7;
    pub(crate) const FORMULA_TEXT: u16 = 8;
    pub(crate) const FORMULA_NUMBER: u16 = 9;
    pub(crate) const FORMULA_BOOL: u16 = 10;
    pub(crate) const FORMULA_ERROR: u16 = 11;
    pub(crate) const SHARED_TEXT: u16 = 19;
    pub(crate) const NUMBER_FORMAT: u16 = 44;
    pub(crate) const STYLE: u16 = 47;
    pub(crate) const RICH_TEXT: u16 = 62;
    pub(crate) const END_SHEET_DATA: u16 = 146;
    pub(crate) const WORKBOOK_PROPERTIES: u16 = 153;
    pub(crate) const SHEET: u16 = 156;
    pub(crate) const MERGE: u16 = 176;
    pub(crate) const BEGIN_CELL_STYLES: u16 = 617;
    pub(crate) const END_CELL_STYLES: u16 = 618;
}

/// Only a damaged record is longer.
const LONGEST: u64 = 4 << 20;

pub(super) struct XlsbRecord<'r> {
    pub(super) id: u16,
    pub(super) data: &'r [u8],
}

impl XlsbRecord<'_> {
    /// Returns a text in UTF-16 behind its length in characters, and where it ends; an absent one is empty.
    pub(super) fn text(&self, at: usize) -> Option<(String, usize)> {
        let count = match self.data.u32_at(at)? {
            u32::MAX => 0,
            count => count as usize,
        };
        let end = count.checked_mul(2)?.checked_add(at + 4)?;
        Some((utf16(self.data.get(at + 4..end)?).collect(), end))
    }
}

pub(super) struct XlsbRecords<R> {
    from: R,
    meter: Rc<ByteMeter>,
    buffer: Vec<u8>,
}

impl<R: BufRead> XlsbRecords<R> {
    pub(super) fn new(from: R, meter: Rc<ByteMeter>) -> Self {
        Self { from, meter, buffer: Vec::new() }
    }

    /// Returns the next record; `None` at the end.
    pub(super) fn next(&mut self) -> Result<Option<XlsbRecord<'_>>, ReadError> {
        let Some(first) = self.byte()? else { return Ok(None) };
        let mut id = u16::from(first);
        if first & 0x80 != 0 {
            id = u16::from(first & 0x7F) | u16::from(self.byte()?.unwrap_or(0) & 0x7F) << 7;
        }
        let mut length = 0_u64;
        for shift in [0, 7, 14, 21] {
            let byte = self.byte()?.unwrap_or(0);
            length |= u64::from(byte & 0x7F) << shift;
            if byte & 0x80 == 0 {
                break;
            }
        }
        let damaged = || self.meter.fault(t("工作表的内容中断"));
        if length > LONGEST {
            return Err(damaged());
        }
        self.buffer.clear();
        let read = self.from.by_ref().take(length).read_to_end(&mut self.buffer).map_err(|_| damaged())?;
        if (read as u64) < length {
            return Err(damaged());
        }
        Ok(Some(XlsbRecord { id, data: &self.buffer }))
    }

    fn byte(&mut self) -> Result<Option<u8>, ReadError> {
        let byte = self.from.fill_buf().map_err(|_| self.meter.fault(t("内容中断")))?.first().copied();
        self.from.consume(usize::from(byte.is_some()));
        Ok(byte)
    }
}
