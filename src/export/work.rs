//! 待办 as one workbook a village, in a zip: it names officers and households.

use super::page_table::whole;
use super::report::sheet::ReportSheet;
use crate::figures::Figures;
use crate::figures::details::Details;
use crate::model::cell::Day;
use crate::text::zip::stored;
use crate::text::{say, t};
use crate::view::pages::work::work;
use rust_xlsxwriter::{Workbook, XlsxError};

/// Returns the zip's name and its bytes; villages with nothing to do have no workbook.
///
/// # Errors
/// Returns a sentence if a workbook cannot be written.
pub fn zip(figures: &Figures, details: &Details, today: Day) -> Result<(String, Vec<u8>), String> {
    let mut books = Vec::new();
    for village in &figures.villages {
        let book =
            workbook(figures, details, &village.name, today).map_err(|e| say!("报表不能写成：{}", e))?;
        books.extend(book.map(|bytes| (format!("{}.xlsx", plain(&village.name)), bytes)));
    }
    if books.is_empty() {
        return Err(t("没有待办").to_owned());
    }
    let town = figures.township.clone().unwrap_or_default();
    let name = say!("{town}待办 {period}", period = figures.period_title(), town);
    Ok((format!("{}.zip", plain(&name)), stored(&books)))
}

/// A name without characters that file systems refuse.
fn plain(name: &str) -> String {
    name.replace(|c: char| c.is_control() || "\\/:*?\"<>|".contains(c), "-")
}

fn workbook(
    figures: &Figures,
    details: &Details,
    village: &str,
    today: Day,
) -> Result<Option<Vec<u8>>, XlsxError> {
    let mut book = Workbook::new();
    let when = say!("{period}　制表 {}", today, period = figures.period_title());
    let private = t("含网格员姓名和户编号，只供本村办理，不要外传").to_owned();
    let mut any = false;
    for list in work(figures, details, village).into_iter().filter(|list| !list.table.rows.is_empty()) {
        let lines = [when.clone(), list.note, private.clone()];
        let title = format!("{village}　{}", list.title);
        let mut sheet = ReportSheet::new(list.title, &title, &lines, &title)?;
        sheet.table(&whole(&list.table))?;
        book.push_worksheet(sheet.finish()?);
        any = true;
    }
    if any { book.save_to_buffer().map(Some) } else { Ok(None) }
}
