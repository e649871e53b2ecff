//! What all workbooks share: how a cell of a file table is written, and how much text a cell holds.

use super::file_table::FileCell;
use rust_xlsxwriter::{Format, Worksheet, XlsxError};

/// Characters that a cell holds, as Excel opens it.
const LONGEST: usize = 32_767;

/// Writes a cell at `row` and `column`, both from 0. A text stays a text, whatever it begins with, so that nothing
/// becomes a formula and no identity number loses digits.
///
/// # Errors
/// Fails if the sheet has no such row or column.
pub fn write(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    cell: &FileCell,
    format: &Format,
) -> Result<(), XlsxError> {
    match (cell, cell.number()) {
        (FileCell::OverLimit(cell) | FileCell::Partial(cell), _) => write(sheet, row, column, cell, format)?,
        (FileCell::Text(text) | FileCell::State(text), _) => {
            sheet.write_string_with_format(row, column, short(text), format)?;
        }
        (_, Some(number)) => _ = sheet.write_number_with_format(row, column, number, format)?,
        // A blank cell matters only for its format.
        (_, None) if *format == Format::new() => {}
        (_, None) => _ = sheet.write_blank(row, column, format)?,
    }
    Ok(())
}

/// Returns the text as far as a cell holds it.
pub fn short(text: &str) -> &str {
    text.char_indices().nth(LONGEST).and_then(|(end, _)| text.get(..end)).unwrap_or(text)
}
