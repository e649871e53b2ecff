//! CSV: UTF-8 with a byte order mark, lines ended by CR LF, cells quoted as in RFC 4180.
//!
//! A cell that a spreadsheet program would take for a formula gets an apostrophe before it.

use super::file_table::{FileCell, FileColumn, FileTable};
use crate::text::formula::guarded;

/// Writes a table with its sums.
pub fn table(table: &FileTable) -> String {
    rows(&table.columns, table.rows.iter().chain(&table.total))
}

/// Writes rows under the headings of `columns`; each row has a cell for each column.
pub fn rows<R: AsRef<[FileCell]>>(columns: &[FileColumn], rows: impl IntoIterator<Item = R>) -> String {
    let mut writer = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(Vec::new());
    // Writing to memory cannot fail, and every record has as many cells as the first.
    let _ = writer.write_record(columns.iter().map(|c| guarded(&c.title).into_owned()));
    for row in rows {
        let _ = writer.write_record(row.as_ref().iter().map(text));
    }
    let lines = writer.into_inner().unwrap_or_default();
    format!("\u{FEFF}{}", String::from_utf8_lossy(&lines))
}

fn text(cell: &FileCell) -> String {
    match cell {
        FileCell::Text(text) | FileCell::State(text) => guarded(text).into_owned(),
        FileCell::OverLimit(cell) | FileCell::Partial(cell) => text(cell),
        number => number.plain_text(),
    }
}
