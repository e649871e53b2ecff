//! Findings as a table, for sending back to the people who filled the files in.

use super::csv;
use super::file_table::{FileCell, FileColumn};
use super::xlsx::write;
use crate::model::finding::Finding;
use crate::text::{say, t};
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

/// The columns, in their order, with their widths in a workbook in characters.
const COLUMNS: [(&str, f64); 10] = [
    ("程度", 8.0),
    ("问题", 24.0),
    ("文件", 28.0),
    ("工作表", 16.0),
    ("行", 8.0),
    ("列", 16.0),
    ("原值", 24.0),
    ("处数", 8.0),
    ("各行", 24.0),
    ("说明", 80.0),
];

/// How many findings a workbook holds; a sheet ends at row 1,048,576.
const MOST: usize = 1_000_000;

/// The columns of the table.
pub fn columns() -> [FileColumn; COLUMNS.len()] {
    COLUMNS.map(|(title, _)| {
        if matches!(title, "行" | "处数") {
            FileColumn::number(t(title))
        } else {
            FileColumn::text(t(title))
        }
    })
}

/// The lines of a finding: one for all of its rows, and one more for each row that says something else.
fn lines(finding: &Finding) -> impl Iterator<Item = [FileCell; COLUMNS.len()]> {
    let other = |(row, message): &(u32, String)| {
        let place = finding.place.at_row(Some(*row).filter(|row| *row > 0));
        cells(&Finding { count: 1, ..Finding::said(finding.code, place, &*finding.value, message.clone()) })
    };
    std::iter::once(cells(finding)).chain(finding.others.iter().map(other))
}

/// The cells of a finding, one for each column.
pub fn cells(finding: &Finding) -> [FileCell; COLUMNS.len()] {
    let place = &finding.place;
    [
        finding.code.class().title().into(),
        finding.code.title().into(),
        place.file.as_str().into(),
        place.sheet.as_str().into(),
        place.row.map(i64::from).into(),
        place.column.as_deref().into(),
        finding.value.as_str().into(),
        Some(i64::from(finding.count)).into(),
        finding.rows.to_string().into(),
        finding.message.as_str().into(),
    ]
}

/// Writes the findings as CSV.
pub fn csv<'a>(findings: impl IntoIterator<Item = &'a Finding>) -> String {
    csv::rows(&columns(), findings.into_iter().flat_map(lines))
}

/// Writes the findings as a workbook of one sheet that keeps its headings in sight.
///
/// # Errors
/// Returns a sentence if the workbook cannot be written.
pub fn xlsx<'a>(findings: impl IntoIterator<Item = &'a Finding>) -> Result<Vec<u8>, String> {
    workbook(findings.into_iter()).map_err(|e| say!("提示清单不能写成：{}", e))
}

fn workbook<'a>(findings: impl Iterator<Item = &'a Finding>) -> Result<Vec<u8>, XlsxError> {
    let mut sheet = Worksheet::new();
    sheet.set_name("提示")?;
    let (plain, bold) = (Format::new(), Format::new().set_bold());
    for (column, (title, width)) in (0..).zip(COLUMNS) {
        sheet.write_string_with_format(0, column, t(title), &bold)?;
        sheet.set_column_width(column, width)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    let mut last = 0;
    let mut lines = findings.flat_map(lines);
    for line in lines.by_ref().take(MOST) {
        last += 1;
        for (column, cell) in (0..).zip(line) {
            write(&mut sheet, last, column, &cell, &plain)?;
        }
    }
    sheet.autofilter(0, 0, last.max(1), COLUMNS.len() as u16 - 1)?;
    let left = lines.count();
    if left > 0 {
        sheet.write_string(
            last + 1,
            0,
            say!("还有 {left} 条写不下，请按文件筛选后分别导出，或导出 CSV", left),
        )?;
    }
    let mut book = Workbook::new();
    book.push_worksheet(sheet);
    book.save_to_buffer()
}
