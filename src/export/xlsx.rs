//! Workbooks of plain tables: titles, headings, rows.

use super::grid::{Cell, Sheet};
use super::report::short;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

/// The bytes of a workbook with these sheets, the same at every call.
///
/// # Errors
/// Where a sheet has more than a workbook holds.
pub fn workbook(sheets: &[Sheet]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // The moment at which it is made must not change its bytes.
    let made = ExcelDateTime::from_ymd(2024, 7, 1)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&made));
    let date = Format::new().set_num_format_index(14);
    for sheet in sheets {
        book.push_worksheet(worksheet(sheet, &date)?);
    }
    book.save_to_buffer()
}

fn worksheet(sheet: &Sheet, date: &Format) -> Result<Worksheet, XlsxError> {
    let mut out = Worksheet::new();
    out.set_name(sheet.name)?;
    for m in &sheet.merges {
        let place = |row: u32, column: u32| (row.saturating_sub(1), column.saturating_sub(1) as u16);
        let ((top, left), (bottom, right)) = (place(m.top, m.left), place(m.bottom, m.right));
        if (top, left) != (bottom, right) {
            out.merge_range(top, left, bottom, right, "", &Format::new())?;
        }
    }
    for (row, cells) in (0..).zip(&sheet.rows) {
        for (column, cell) in (0..).zip(cells) {
            // A text stays a text, whatever it begins with.
            match cell {
                Cell::Blank => continue,
                Cell::Text(text) => out.write_string(row, column, short(text))?,
                Cell::Number(number) => out.write_number(row, column, *number as f64)?,
                Cell::Day(day) => {
                    out.write_number_with_format(row, column, f64::from(day.0 + EPOCH), date)?
                }
            };
        }
    }
    Ok(out)
}

/// Days from the spreadsheet's day 0 to 1970-01-01.
const EPOCH: i32 = 25_569;
