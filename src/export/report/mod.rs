//! The report: one workbook with a sheet for each page, made of the same view tables as the page.

mod charts;
mod contents;
pub(super) mod sheet;

use crate::export::file_table::FileTable;
use crate::figures::Figures;
use crate::model::cell::Day;
use crate::model::finding::Finding;
use crate::session::Results;
use crate::text::{say, t};
use charts::Placed;
use rust_xlsxwriter::{DocProperties, Workbook, XlsxError};
use sheet::ReportSheet;

/// What a report is made from.
#[derive(Clone, Copy, Debug)]
pub struct Report<'a> {
    /// The figures.
    pub figures: &'a Figures,
    /// The findings; `None` for a snapshot, which has none.
    pub findings: Option<&'a [&'a Finding]>,
    /// The day on which it is made.
    pub today: Day,
}

impl<'a> Report<'a> {
    /// The report of all results, made `today`.
    pub fn new(results: &'a Results<'a>, today: Day) -> Self {
        Self { figures: results.figures, findings: results.findings.as_deref(), today }
    }

    /// Township and period, as every sheet says them.
    pub fn heading(&self) -> (String, String) {
        let town = self.figures.township.clone().unwrap_or_default();
        (say!("{town}基层治理报表", town), self.figures.period_title())
    }

    /// Returns a name for the file, without characters that file systems refuse.
    pub fn file_name(&self) -> String {
        let (title, period) = self.heading();
        let name = format!("{title} {period}");
        let bad = |c: char| c.is_control() || "\\/:*?\"<>|".contains(c);
        format!("{}.xlsx", name.replace(bad, "-"))
    }

    /// Writes the workbook.
    ///
    /// # Errors
    /// Returns a sentence if the workbook cannot be written.
    pub fn xlsx(&self) -> Result<Vec<u8>, String> {
        self.write().map_err(|e| say!("报表不能写成：{}", e))
    }

    fn write(&self) -> Result<Vec<u8>, XlsxError> {
        let mut book = Workbook::new();
        let (title, period) = self.heading();
        let properties = DocProperties::new().set_title(format!("{title} {period}")).set_author(t("格览"));
        book.set_properties(&properties);
        let when = say!("{period}　制表 {}", self.today, period);
        let foot = format!("{title} {when}");
        let begin = |name: &str, more: &[String]| {
            let lines: Vec<String> = [&when].into_iter().chain(more).cloned().collect();
            ReportSheet::new(name, &format!("{title}　{name}"), &lines, &foot)
        };
        let mut placed = Vec::new();
        let mut sheets = Vec::new();
        for content in contents::sheets(self.figures, self.findings) {
            let mut sheet = begin(&content.name, &content.lines)?;
            for (heading, table) in content.tables {
                if !heading.is_empty() {
                    sheet.heading(&heading)?;
                }
                let rows = sheet.table(&table)?;
                placed.push(Placed { sheet: content.name.clone(), heading, rows, table });
            }
            sheets.push(sheet);
        }
        if let Some(sheet) = charts::sheet(self.figures, begin(t("图"), &[])?, &placed)? {
            sheets.insert(1.min(sheets.len()), sheet);
        }
        for sheet in sheets {
            book.push_worksheet(sheet.finish()?);
        }
        book.save_to_buffer()
    }
}

/// Writes a workbook of one table: its title, and `about` which township and period it is.
///
/// # Errors
/// Returns a sentence if the workbook cannot be written.
pub fn alone(title: &str, about: &str, table: &FileTable) -> Result<Vec<u8>, String> {
    let write = || {
        let mut sheet = ReportSheet::new(t("表"), title, &[about.to_owned()], about)?;
        sheet.table(table)?;
        let mut book = Workbook::new();
        book.push_worksheet(sheet.finish()?);
        book.save_to_buffer()
    };
    write().map_err(|e: XlsxError| say!("报表不能写成：{}", e))
}
