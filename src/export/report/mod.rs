//! The report: one workbook with a sheet for each page, made of the same view tables as the page.

mod charts;
mod leaves;
mod sheet;

pub(super) use sheet::short;

use crate::figures::Figures;
use crate::model::cell::Day;
use crate::model::finding::Finding;
use crate::say;
use crate::text::t;
use leaves::Leaf;
use rust_xlsxwriter::{DocProperties, Workbook, XlsxError};
use sheet::{Page, Placed};

/// What a report is made from.
#[derive(Clone, Copy, Debug)]
pub struct Report<'a> {
    /// The figures.
    pub figures: &'a Figures,
    /// The findings; `None` in a snapshot, which has none.
    pub findings: Option<&'a [&'a Finding]>,
    /// The day on which it is made.
    pub today: Day,
}

impl Report<'_> {
    /// Township and period, as every sheet says them.
    #[must_use]
    pub fn heading(&self) -> (String, String) {
        let town = self.figures.township.clone().unwrap_or_default();
        (say!("{town}基层治理报表", town), self.figures.period_title())
    }

    /// A name for the file, without what file systems refuse.
    #[must_use]
    pub fn file_name(&self) -> String {
        let (title, period) = self.heading();
        let name = format!("{title} {period}");
        let bad = |c: char| c.is_control() || "\\/:*?\"<>|".contains(c);
        format!("{}.xlsx", name.replace(bad, "-"))
    }

    /// The workbook.
    ///
    /// # Errors
    /// A sentence, where the workbook cannot be written.
    pub fn xlsx(&self) -> Result<Vec<u8>, String> {
        self.write().map_err(|e| say!("报表不能写成：{}", e))
    }

    fn write(&self) -> Result<Vec<u8>, XlsxError> {
        let mut book = Workbook::new();
        let (title, period) = self.heading();
        let properties = DocProperties::new().set_title(format!("{title} {period}")).set_author(t("格览"));
        book.set_properties(&properties);
        let when = say!("{period}　制表 {}", self.today, period);
        let mut placed: Vec<(String, String, Placed)> = Vec::new();
        let mut pages = Vec::new();
        for leaf in leaves::leaves(self.figures, self.findings) {
            pages.push(self.page(&leaf, &title, &when, &mut placed)?);
        }
        if let Some(page) = charts::page(self.figures, &title, &when, &placed)? {
            pages.insert(1.min(pages.len()), page);
        }
        for page in pages {
            book.push_worksheet(page.finish()?);
        }
        book.save_to_buffer()
    }

    fn page(
        &self,
        leaf: &Leaf,
        title: &str,
        when: &str,
        placed: &mut Vec<(String, String, Placed)>,
    ) -> Result<Page, XlsxError> {
        let mut lines = vec![when.to_owned()];
        lines.extend(leaf.lines.iter().cloned());
        let foot = format!("{title} {when}");
        let mut page = Page::new(&leaf.name, &format!("{title}　{}", leaf.name), &lines, &foot)?;
        for block in &leaf.blocks {
            if !block.heading.is_empty() {
                page.heading(&block.heading)?;
            }
            let place = page.table(&block.table)?;
            placed.push((leaf.name.clone(), block.heading.clone(), place));
        }
        Ok(page)
    }
}
