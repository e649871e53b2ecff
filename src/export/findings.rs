//! Findings as a table, for sending back to whoever filled the files in.

use super::report::short;
use crate::model::finding::Finding;
use crate::say;
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};
use std::borrow::Cow;

/// The columns, in their order.
pub const COLUMNS: [&str; 8] = ["程度", "代码", "文件", "工作表", "行", "列", "原值", "说明"];

/// How many findings a workbook holds; a sheet ends at row 1,048,576.
const MOST: usize = 1_000_000;

/// Their widths in characters.
const WIDTHS: [f64; COLUMNS.len()] = [8.0, 18.0, 28.0, 16.0, 8.0, 16.0, 24.0, 80.0];

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

/// The findings as a workbook of one sheet with its headings kept in sight. Rows are numbers; what stood in a cell is
/// text, so that no identity number loses digits and nothing is taken for a formula.
///
/// # Errors
/// A sentence, where the workbook cannot be written.
pub fn xlsx<'a>(findings: impl IntoIterator<Item = &'a Finding>) -> Result<Vec<u8>, String> {
    write(findings.into_iter()).map_err(|e| say!("提示清单不能写成：{}", e))
}

fn write<'a>(mut findings: impl Iterator<Item = &'a Finding>) -> Result<Vec<u8>, XlsxError> {
    let mut sheet = Worksheet::new();
    sheet.set_name("提示")?;
    let bold = Format::new().set_bold();
    for ((column, title), width) in (0..).zip(COLUMNS).zip(WIDTHS) {
        sheet.write_string_with_format(0, column, title, &bold)?;
        sheet.set_column_width(column, width)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    let mut last = 0;
    for finding in findings.by_ref().take(MOST) {
        last += 1;
        for (column, text) in (0..).zip(texts(finding)) {
            match text {
                Text::Number(number) => sheet.write_number(last, column, number)?,
                Text::Words("") => continue,
                Text::Words(words) => sheet.write_string(last, column, short(words))?,
            };
        }
    }
    sheet.autofilter(0, 0, last.max(1), COLUMNS.len() as u16 - 1)?;
    let left = findings.count();
    if left > 0 {
        let told = say!("还有 {left} 条写不下，请按文件筛选后分别导出，或导出 CSV", left);
        sheet.write_string(last + 1, 0, told)?;
    }
    let mut book = Workbook::new();
    book.push_worksheet(sheet);
    book.save_to_buffer()
}

enum Text<'a> {
    Words(&'a str),
    Number(u32),
}

fn texts(finding: &Finding) -> [Text<'_>; COLUMNS.len()] {
    let place = &finding.place;
    [
        Text::Words(finding.severity().title()),
        Text::Words(finding.code.as_str()),
        Text::Words(&place.file),
        Text::Words(&place.sheet),
        place.row.map_or(Text::Words(""), Text::Number),
        Text::Words(place.column.as_deref().unwrap_or_default()),
        Text::Words(&finding.value),
        Text::Words(&finding.message),
    ]
}
