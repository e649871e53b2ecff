//! Excel workbooks in XML (xlsx, xlsm; transitional and strict), read as a stream: a workbook of
//! 100,000 rows never stands in memory as cells. calamine reads the same files, but into a dense grid
//! that two cells in opposite corners blow up, without merges before rows and without hidden rows.

mod shared;
mod sheet;
mod styles;

use super::number_format::Shown;
use super::out::Out;
use super::package::{Package, Relationship, missing};
use super::texts::Texts;
use super::xml::{Event, Xml, is_true};
use super::{Format, ReadError, Visibility, limits};
use std::rc::Rc;

/// What the cells of all sheets refer to.
#[derive(Debug, Default)]
pub(crate) struct Book {
    pub(crate) texts: Texts,
    /// What a cell's number is shown as, by the cell's style.
    pub(crate) shown: Vec<Shown>,
    pub(crate) is_1904: bool,
}

/// A sheet as the workbook lists it.
#[derive(Debug)]
pub(crate) struct Listed {
    pub(crate) name: String,
    pub(crate) visibility: Visibility,
    /// The name of its part.
    pub(crate) part: String,
}

/// Reads an Office package whose main part is `main`.
pub(crate) fn read(package: &mut Package<'_>, main: &str, out: &mut Out<'_>) -> Result<Format, ReadError> {
    let before = out.rows();
    let relationships = package.relationships(main)?;
    let mut book = Book::default();
    let sheets = workbook(package, main, &relationships, &mut book, out)?;
    if let Some(part) = target(&relationships, "styles") {
        // Without styles every number is still read, only dates are not known as such.
        match styles::read(package, part, out) {
            Ok(shown) => book.shown = shown,
            Err(failure) => out.sheet_failed("", failure)?,
        }
    }
    if let Some(part) = target(&relationships, "sharedStrings")
        && let Err(failure) = shared::read(package, part, &mut book.texts, out)
    {
        out.sheet_failed("", failure)?;
    }
    // One more than may be: it says so.
    for listed in sheets.into_iter().take(limits::SHEETS + 1) {
        if let Err(failure) = sheet::read(package, &listed, &book, out) {
            out.sheet_failed(&listed.name, failure)?;
        }
    }
    out.finish(before)?;
    Ok(Format::Xlsx)
}

/// The part that a workbook points to for `kind`.
pub(crate) fn target<'r>(relationships: &'r [Relationship], kind: &str) -> Option<&'r str> {
    relationships.iter().find(|r| r.kind == kind).map(|r| r.target.as_str())
}

fn workbook(
    package: &mut Package<'_>,
    main: &str,
    relationships: &[Relationship],
    book: &mut Book,
    out: &Out<'_>,
) -> Result<Vec<Listed>, ReadError> {
    let part = package.part(main)?.ok_or_else(missing)?;
    let mut xml = Xml::new(part, Rc::clone(&out.meter));
    let mut sheets = Vec::new();
    loop {
        match xml.next()? {
            Event::Eof => return Ok(sheets),
            Event::Start(e) | Event::Empty(e) => match e.name() {
                "workbookPr" => {
                    book.is_1904 = e.attribute("date1904").is_some_and(|v| is_true(&v));
                }
                "sheet" => {
                    let id = e.attribute("id").unwrap_or_default();
                    let Some(to) = relationships.iter().find(|r| r.id == id) else { continue };
                    if to.kind != "worksheet" {
                        continue;
                    }
                    let visibility = match e.attribute("state").as_deref() {
                        Some("hidden") => Visibility::Hidden,
                        Some("veryHidden") => Visibility::VeryHidden,
                        _ => Visibility::Visible,
                    };
                    let name = e.attribute("name").unwrap_or_default().into_owned();
                    sheets.push(Listed { name, visibility, part: to.target.clone() });
                }
                _ => {}
            },
            _ => {}
        }
    }
}
