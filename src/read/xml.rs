//! XML as the office formats use it: elements by their local names, text in pieces, nothing expanded.
//! Entities of a document's own are never looked up, so no entity bomb can go off.

use super::ReadError;
use super::limits;
use super::stream::Meter;
use quick_xml::Reader;
use quick_xml::escape::{resolve_xml_entity, unescape};
use quick_xml::events::{BytesRef, BytesStart, Event};
use std::borrow::Cow;
use std::io::{self, BufRead, Read};
use std::rc::Rc;

/// A pull reader over XML in UTF-8.
pub(crate) struct Xml<R> {
    reader: Reader<Guarded<R>>,
    buffer: Vec<u8>,
    meter: Rc<Meter>,
}

impl<R: BufRead> Xml<R> {
    pub(crate) fn new(from: R, meter: Rc<Meter>) -> Self {
        let mut reader = Reader::from_reader(Guarded { inner: from, left: 0 });
        let config = reader.config_mut();
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        Self { reader, buffer: Vec::new(), meter }
    }

    /// The next piece, [`Event::Eof`] at the end and after it.
    ///
    /// # Errors
    /// Where the bytes are no XML, or a limit is reached.
    pub(crate) fn next(&mut self) -> Result<Event<'_>, ReadError> {
        self.buffer.clear();
        self.reader.get_mut().left = limits::XML_EVENT;
        match self.reader.read_event_into(&mut self.buffer) {
            Ok(event) => Ok(event),
            Err(_) if self.reader.get_ref().left == 0 => {
                Err(ReadError::TooLarge(format!("一个单元格的内容超过 {} MB", limits::XML_EVENT >> 20)))
            }
            Err(_) => Err(self.meter.fault("XML 内容损坏")),
        }
    }

    /// Passes over everything up to the end of the element just opened.
    pub(crate) fn skip(&mut self) -> Result<(), ReadError> {
        let mut depth = 1_u32;
        while depth > 0 {
            match self.next()? {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth -= 1,
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
        Ok(())
    }
}

/// Lets only so many bytes through between two events.
struct Guarded<R> {
    inner: R,
    left: usize,
}

impl<R: BufRead> Read for Guarded<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(into)?;
        self.left = self.left.saturating_sub(n);
        Ok(n)
    }
}

impl<R: BufRead> BufRead for Guarded<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.left == 0 {
            return Err(io::Error::other("one piece of XML is too long"));
        }
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.left = self.left.saturating_sub(amount);
        self.inner.consume(amount);
    }
}

/// Appends what a piece of text says. Unknown entities say nothing.
pub(crate) fn push_text(into: &mut String, event: &Event<'_>) {
    match event {
        Event::Text(text) => into.push_str(&text.xml10_content()),
        Event::CData(text) => into.push_str(&text.xml10_content()),
        Event::GeneralRef(entity) => push_entity(into, entity),
        _ => {}
    }
}

fn push_entity(into: &mut String, entity: &BytesRef<'_>) {
    if let Ok(Some(c)) = entity.resolve_char_ref() {
        into.push(c);
    } else if let Some(text) = resolve_xml_entity(entity) {
        into.push_str(text);
    }
}

/// An attribute by its local name, entities resolved.
pub(crate) fn attribute<'a>(element: &'a BytesStart<'_>, name: &str) -> Option<Cow<'a, str>> {
    let mut found = None;
    each_attribute(element, |key, value| {
        if key == name {
            found = Some(value);
        }
    });
    found.map(decoded)
}

/// Calls with the local name and the raw value of every attribute.
pub(crate) fn each_attribute<'a>(element: &'a BytesStart<'_>, mut with: impl FnMut(&'a str, &'a str)) {
    let mut rest = element.attributes_raw();
    while let Some(equals) = rest.find('=') {
        let (key, after) = (&rest[..equals], rest[equals + 1..].trim_start());
        let Some(quote) = after.chars().next().filter(|q| matches!(q, '"' | '\'')) else { return };
        let Some(end) = after[1..].find(quote) else { return };
        let key = key.trim();
        with(key.rsplit_once(':').map_or(key, |(_, local)| local), &after[1..=end]);
        rest = &after[end + 2..];
    }
}

/// A raw attribute value with its entities resolved; as it stands where they are broken.
pub(crate) fn decoded(raw: &str) -> Cow<'_, str> {
    if raw.contains('&') { unescape(raw).unwrap_or(Cow::Borrowed(raw)) } else { Cow::Borrowed(raw) }
}

/// What XML calls true.
pub(crate) fn is_true(value: &str) -> bool {
    matches!(value.trim(), "1" | "true" | "on" | "True" | "TRUE")
}

/// Line ends as LF. Office files carry CR as `_x000D_` or `&#13;`.
pub(crate) fn lf(text: Cow<'_, str>) -> Cow<'_, str> {
    if text.contains('\r') { Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n")) } else { text }
}
