//! Which cell styles show a number as a date.

use crate::input::read::ReadError;
use crate::input::read::number_format::{self, ShownAs};
use crate::input::read::package::OpenPart;
use crate::input::read::row_emitter::RowEmitter;
use crate::input::read::workbook::Workbook;
use crate::input::read::xml::{Event, Xml};
use crate::input::read::xml_bytes::XmlBytes;
use rustc_hash::FxHashMap;
use std::rc::Rc;

pub(super) fn read(
    part: OpenPart<'_, '_>,
    book: &mut Workbook,
    out: &mut RowEmitter<'_>,
) -> Result<(), ReadError> {
    let mut xml = Xml::new(XmlBytes::new(part), Rc::clone(&out.meter));
    let mut custom: FxHashMap<u32, ShownAs> = FxHashMap::default();
    let mut in_cell_styles = false;
    loop {
        match xml.pull()? {
            Event::Eof => return Ok(()),
            Event::End(e) if e.name() == "cellXfs" => in_cell_styles = false,
            Event::Start(e) => match e.name() {
                "cellXfs" => in_cell_styles = true,
                "numFmt" => {
                    let id = e.attribute("numFmtId").and_then(|v| v.trim().parse().ok());
                    if let (Some(id), Some(code)) = (id, e.attribute("formatCode")) {
                        custom.insert(id, number_format::code(&code));
                    }
                }
                "xf" if in_cell_styles => {
                    let id = e.attribute("numFmtId").and_then(|v| v.trim().parse().ok()).unwrap_or(0);
                    book.shown.push(custom.get(&id).copied().unwrap_or_else(|| number_format::builtin(id)));
                }
                _ => {}
            },
            _ => {}
        }
    }
}
