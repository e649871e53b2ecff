//! Findings as a table, for sending back to whoever filled the files in.

use super::grid::{Cell, Sheet};
use super::xlsx::workbook;
use crate::finding::Finding;
use crate::say;
use std::borrow::Cow;

/// The columns, in their order.
pub const COLUMNS: [&str; 8] = ["程度", "代码", "文件", "工作表", "行", "列", "原值", "说明"];

/// How many findings a workbook holds; a sheet ends at row 1,048,576.
const MOST: usize = 1_000_000;

/// Characters that a cell of a workbook can hold (ECMA-376, and what Excel opens).
const LONGEST: usize = 32_767;

/// The findings as CSV: UTF-8 with a byte order mark, lines ended by CR LF, cells quoted as in RFC 4180.
///
/// A cell that a spreadsheet program would take for a formula gets an apostrophe before it.
#[must_use]
pub fn csv<'a>(findings: impl IntoIterator<Item = &'a Finding>) -> String {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    // Writing to memory cannot fail, and every record has as many cells as the first.
    let _ = writer.write_record(COLUMNS);
    for finding in findings {
        let row = finding.place.row.map(|r| r.to_string()).unwrap_or_default();
        let place = &finding.place;
        let cells = [
            finding.severity().title(),
            finding.code.as_str(),
            &place.file,
            &place.sheet,
            &row,
            place.column.as_deref().unwrap_or_default(),
            &finding.value,
            &finding.message,
        ];
        let _ = writer.write_record(cells.map(guarded).iter().map(AsRef::<str>::as_ref));
    }
    let lines = writer.into_inner().unwrap_or_default();
    format!("\u{FEFF}{}", String::from_utf8_lossy(&lines))
}

/// A cell with an apostrophe before what a spreadsheet program would take for a formula.
pub(super) fn guarded(cell: &str) -> Cow<'_, str> {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

/// The findings as a workbook of one sheet. Rows are numbers; what stood in a cell is text, so that no
/// identity number loses digits and nothing is taken for a formula.
#[must_use]
pub fn xlsx<'a>(findings: impl IntoIterator<Item = &'a Finding>) -> Vec<u8> {
    let mut sheet = Sheet::new("提示", "", &COLUMNS);
    let mut findings = findings.into_iter();
    sheet.rows.extend(findings.by_ref().take(MOST).map(cells));
    let left = findings.count();
    if left > 0 {
        let told = say!("还有 {left} 条写不下，请按文件筛选后分别导出，或导出 CSV", left);
        sheet.rows.push(vec![Cell::Text(told)]);
    }
    workbook(&[sheet])
}

fn cells(finding: &Finding) -> Vec<Cell> {
    let place = &finding.place;
    vec![
        text(finding.severity().title()),
        text(finding.code.as_str()),
        text(&place.file),
        text(&place.sheet),
        place.row.map_or(Cell::Blank, |row| Cell::Number(row.into())),
        text(place.column.as_deref().unwrap_or_default()),
        text(&finding.value),
        text(&finding.message),
    ]
}

fn text(text: &str) -> Cell {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => Cell::from(text.get(..end).unwrap_or_default()),
        None => Cell::from(text),
    }
}
