//! Excel workbooks in XML (xlsx, xlsm; transitional and strict), read as a stream: a workbook of 100,000 rows is never in
//! memory as cells. A reader of our own: calamine streams cells too, but knows no hidden rows and no limits on unpacked
//! size.

mod plain_rows;
mod shared;
mod sheet;
mod styles;

use super::package::{Package, Relationship, missing};
use super::row_emitter::RowEmitter;
use super::workbook::{ListedSheet, PartReaders, Workbook, read_parts};
use super::xml::{Event, Xml, is_true};
use super::xml_bytes::XmlBytes;
use super::{Format, ReadError, Visibility};
use std::rc::Rc;

const READERS: PartReaders = PartReaders { styles: styles::read, texts: shared::read, sheet: sheet::read };

/// Reads an Office package whose main part is `main`.
pub(crate) fn read(
    package: &mut Package<'_>,
    main: &str,
    out: &mut RowEmitter<'_>,
) -> Result<Format, ReadError> {
    let before = out.rows();
    let relationships = package.relationships(main)?;
    let mut book = Workbook::default();
    let sheets = workbook(package, main, &relationships, &mut book, out)?;
    read_parts(package, &relationships, book, sheets, &READERS, out)?;
    out.finish(before)?;
    Ok(Format::Xlsx)
}

fn workbook(
    package: &mut Package<'_>,
    main: &str,
    relationships: &[Relationship],
    book: &mut Workbook,
    out: &RowEmitter<'_>,
) -> Result<Vec<ListedSheet>, ReadError> {
    let part = package.part(main)?.ok_or_else(missing)?;
    let mut xml = Xml::new(XmlBytes::new(part), Rc::clone(&out.meter));
    let mut sheets = Vec::new();
    loop {
        match xml.pull()? {
            Event::Eof => return Ok(sheets),
            Event::Start(e) => match e.name() {
                "workbookPr" => {
                    book.is_1904 = e.attribute("date1904").is_some_and(|v| is_true(&v));
                }
                "calcPr" => {
                    book.computes_when_opened = e.attribute("fullCalcOnLoad").is_some_and(|v| is_true(&v));
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
                    sheets.push(ListedSheet { name, visibility, part: to.target.clone() });
                }
                _ => {}
            },
            _ => {}
        }
    }
}
