//! The sheets of the sample, as a person would lay them out, and workbooks of them.

use crate::export::file_table::FileCell;
use crate::export::xlsx::write;
use crate::model::cell::{Day, MergedRegion};
use crate::text::say;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

/// One sheet.
pub struct Sheet {
    /// Its name.
    pub name: &'static str,
    /// Its rows, from the first.
    pub rows: Vec<Vec<FileCell>>,
    /// Its merged regions.
    pub merges: Vec<MergedRegion>,
}

impl Sheet {
    /// Makes a sheet with one row of headings, below a title that is merged over its columns; without a title row where
    /// `title` is empty.
    pub fn new(name: &'static str, title: &str, headings: &[&str]) -> Self {
        let mut sheet = Self { name, rows: Vec::new(), merges: Vec::new() };
        if !title.is_empty() {
            sheet.rows.push(vec![title.into()]);
            sheet.merge(1, 1, 1, headings.len());
        }
        sheet.rows.push(headings.iter().map(|h| FileCell::from(*h)).collect());
        sheet
    }

    /// Merges the region from row `top` and column `left` to row `bottom` and column `right`, all from 1 and included.
    pub fn merge(&mut self, top: usize, left: usize, bottom: usize, right: usize) {
        let [top, left, bottom, right] = [top, left, bottom, right].map(|n| n as u32);
        self.merges.push(MergedRegion { top, left, bottom, right });
    }
}

/// A row of cells out of anything that makes one.
macro_rules! row {
    ($($cell:expr),* $(,)?) => { vec![$($crate::export::file_table::FileCell::from($cell)),*] };
}
pub(super) use row;

/// The date as 2024年3月5日.
pub fn chinese(day: Day) -> String {
    let (year, month, day) = day.ymd();
    say!("{year}年{month}月{day}日", year, month, day)
}

/// Writes a workbook with these sheets; its bytes are the same at every call.
///
/// # Errors
/// Fails if a sheet has more than a workbook holds.
pub fn workbook(sheets: &[Sheet]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // The moment at which it is made must not change its bytes.
    let made = ExcelDateTime::from_ymd(2024, 7, 1)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&made));
    for sheet in sheets {
        book.push_worksheet(worksheet(sheet)?);
    }
    book.save_to_buffer()
}

fn worksheet(sheet: &Sheet) -> Result<Worksheet, XlsxError> {
    let (plain, date) = (Format::new(), Format::new().set_num_format_index(14));
    let mut out = Worksheet::new();
    out.set_name(sheet.name)?;
    for m in &sheet.merges {
        let place = |row: u32, column: u32| (row.saturating_sub(1), column.saturating_sub(1) as u16);
        let ((top, left), (bottom, right)) = (place(m.top, m.left), place(m.bottom, m.right));
        if (top, left) != (bottom, right) {
            out.merge_range(top, left, bottom, right, "", &plain)?;
        }
    }
    for (row, cells) in (0..).zip(&sheet.rows) {
        for (column, cell) in (0..).zip(cells) {
            let format = if matches!(cell, FileCell::Day(_)) { &date } else { &plain };
            write(&mut out, row, column, cell, format)?;
        }
    }
    Ok(out)
}
