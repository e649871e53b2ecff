//! Text of xlsx: the shared strings, and the reading that they share with text inside cells.

use crate::input::read::ReadError;
use crate::input::read::package::OpenPart;
use crate::input::read::row_emitter::RowEmitter;
use crate::input::read::texts::lf;
use crate::input::read::workbook::Workbook;
use crate::input::read::xml::{Event, Xml, push_text};
use crate::input::read::xml_bytes::XmlBytes;
use crate::text::t;
use std::borrow::Cow;
use std::io::BufRead;
use std::rc::Rc;

pub(super) fn read(
    part: OpenPart<'_, '_>,
    book: &mut Workbook,
    out: &mut RowEmitter<'_>,
) -> Result<(), ReadError> {
    let mut xml = Xml::new(XmlBytes::new(part), Rc::clone(&out.meter));
    let mut text = String::new();
    loop {
        match xml.pull()? {
            Event::Eof => return Ok(()),
            Event::Start(e) if e.name() == "si" => {}
            _ => continue,
        }
        text.clear();
        rich_text(&mut xml, &mut text)?;
        if !book.texts.push(&unescape(&text)) {
            return Err(ReadError::TooLarge(t("文字总量太大").to_owned()));
        }
        out.tick()?;
    }
}

/// Reads the inside of `si` or `is`: its `t` in order, whether in runs or not, without phonetic runs.
pub(super) fn rich_text<R: BufRead>(xml: &mut Xml<R>, into: &mut String) -> Result<(), ReadError> {
    let mut in_text = false;
    loop {
        match xml.pull()? {
            Event::Eof => return Ok(()),
            Event::Start(e) => match e.name() {
                "t" => in_text = true,
                "rPh" => xml.skip()?,
                _ => {}
            },
            Event::End(e) => match e.name() {
                "t" => in_text = false,
                "si" | "is" => return Ok(()),
                _ => {}
            },
            event if in_text => push_text(into, &event),
            _ => {}
        }
    }
}

/// Resolves `_x000D_`, the form in which xlsx writes characters that XML cannot hold (ECMA-376 part 1, 22.9.2.19), and
/// makes line ends LF.
pub(super) fn unescape(text: &str) -> Cow<'_, str> {
    if !text.contains("_x") {
        return lf(Cow::Borrowed(text));
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let (before, from) = rest.split_at(at);
        plain.push_str(before);
        if let Some(c) = escaped(from) {
            plain.push(c);
            rest = &from[7..];
        } else {
            plain.push_str("_x");
            rest = &from[2..];
        }
    }
    plain.push_str(rest);
    lf(Cow::Owned(plain))
}

fn escaped(from: &str) -> Option<char> {
    let hex = from.get(2..6).filter(|h| h.bytes().all(|b| b.is_ascii_hexdigit()))?;
    from.get(6..7).filter(|u| *u == "_")?;
    char::from_u32(u32::from_str_radix(hex, 16).ok()?)
}
