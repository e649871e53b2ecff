//! XML as the office formats use it: elements by their local names, text in pieces, nothing expanded.
//!
//! A tokenizer of our own: it goes on after a byte that is no UTF-8, bounds the memory of one piece, and never looks up
//! entities of a document's own, so that no entity bomb can go off.

use super::meter::ByteMeter;
use super::{ReadError, limits};
use crate::text::markup::{decoded, push_decoded};
use crate::text::{say, t};
use memchr::{memchr, memchr3, memmem};
use std::borrow::Cow;
use std::io::BufRead;
use std::ops::Range;
use std::rc::Rc;

/// A piece of a document. An empty element starts and ends; comments, declarations and processing instructions are skipped.
#[derive(Debug)]
pub enum Event<'x> {
    /// An element begins.
    Start(Tag<'x>),
    /// An element ends.
    End(Tag<'x>),
    /// Text with its entities unresolved.
    Text(&'x [u8]),
    /// Text without entities.
    CData(&'x [u8]),
    /// The document ends.
    Eof,
}

/// The inside of a tag.
#[derive(Clone, Copy, Debug)]
pub struct Tag<'x> {
    inside: &'x [u8],
}

impl<'x> Tag<'x> {
    /// Returns the name without its prefix.
    pub fn name(&self) -> &'x str {
        let mut start = 0;
        let mut end = self.inside.len();
        for (at, b) in self.inside.iter().enumerate() {
            match b {
                b':' => start = at + 1,
                b' ' | b'\t' | b'\r' | b'\n' | b'/' => {
                    end = at;
                    break;
                }
                _ => {}
            }
        }
        self.inside.get(start..end).and_then(|name| std::str::from_utf8(name).ok()).unwrap_or_default()
    }

    /// Returns the prefix of the name with its colon; empty where there is none.
    pub fn prefix(&self) -> &'x str {
        let end = self.inside.iter().position(|b| matches!(b, b':' | b' ' | b'\t' | b'\r' | b'\n' | b'/'));
        let colon = end.filter(|end| self.inside.get(*end) == Some(&b':'));
        colon.and_then(|at| std::str::from_utf8(self.inside.get(..=at)?).ok()).unwrap_or_default()
    }

    /// Calls `with` with the local name and the raw value of every attribute.
    pub fn each_attribute(&self, mut with: impl FnMut(&'x str, &'x str)) {
        let is_space = |b: &u8| matches!(b, b' ' | b'\t' | b'\r' | b'\n');
        let mut rest = self.inside;
        let Some(start) = rest.iter().position(is_space) else { return };
        rest = &rest[start..];
        while let Some(equals) = rest.iter().position(|b| *b == b'=') {
            let (key, after) = (&rest[..equals], &rest[equals + 1..]);
            let Some(open) = after.iter().position(|b| !is_space(b)) else { return };
            let quote = after[open];
            if quote != b'"' && quote != b'\'' {
                return;
            }
            let value = &after[open + 1..];
            let Some(close) = value.iter().position(|b| *b == quote) else { return };
            let key = key.trim_ascii();
            let local = key.iter().rposition(|b| *b == b':').map_or(key, |colon| &key[colon + 1..]);
            if let (Ok(key), Ok(value)) = (std::str::from_utf8(local), std::str::from_utf8(&value[..close])) {
                with(key, value);
            }
            rest = &value[close + 1..];
        }
    }

    /// Returns an attribute by its local name, with its entities resolved.
    pub fn attribute(&self, name: &str) -> Option<Cow<'x, str>> {
        let mut found = None;
        self.each_attribute(|key, value| {
            if key == name {
                found = Some(value);
            }
        });
        found.map(decoded)
    }
}

/// A pull reader over XML in UTF-8.
pub struct Xml<R> {
    from: R,
    buffer: Vec<u8>,
    /// Where the next piece begins in the buffer.
    at: usize,
    /// Where the buffer begins in the document, in bytes.
    dropped: usize,
    /// Where the last piece stands in the document, in bytes.
    last: Range<usize>,
    /// The inside of an empty element that has started and not yet ended.
    empty: Option<Range<usize>>,
    begun: bool,
    ended: bool,
    meter: Rc<ByteMeter>,
}

enum Piece {
    Start,
    Empty,
    End,
    Text,
    CData,
    Unseen,
}

impl<'t> Xml<&'t [u8]> {
    /// Reads a text that is in memory already.
    pub fn of_text(text: &'t str) -> Self {
        Self::new(text.as_bytes(), Rc::default())
    }
}

impl<R: BufRead> Xml<R> {
    pub(crate) fn new(from: R, meter: Rc<ByteMeter>) -> Self {
        Self {
            from,
            buffer: Vec::new(),
            at: 0,
            dropped: 0,
            last: 0..0,
            empty: None,
            begun: false,
            ended: false,
            meter,
        }
    }

    /// Returns the next piece; [`Event::Eof`] at the end and after it.
    /// Fails where the bytes break off, or a limit is reached.
    pub fn pull(&mut self) -> Result<Event<'_>, ReadError> {
        let (piece, inside) = match self.empty.take() {
            Some(inside) => (Piece::End, inside),
            None => self.advance()?,
        };
        self.empty = matches!(piece, Piece::Empty).then(|| inside.clone());
        let inside = self.buffer.get(inside).unwrap_or_default();
        Ok(match piece {
            Piece::Start | Piece::Empty => Event::Start(Tag { inside }),
            Piece::End => Event::End(Tag { inside }),
            Piece::Text => Event::Text(inside),
            Piece::CData => Event::CData(inside),
            Piece::Unseen => Event::Eof,
        })
    }

    /// Returns the range of the piece read last in the document, in bytes, with its `<` and `>`.
    pub fn range(&self) -> Range<usize> {
        self.last.clone()
    }

    /// Steps over the next piece that is not skipped; returns its kind and the range of its inside in the buffer.
    fn advance(&mut self) -> Result<(Piece, Range<usize>), ReadError> {
        const MARK: &[u8] = b"\xEF\xBB\xBF";
        while !self.begun {
            if self.buffer.len() < MARK.len() && self.more()? {
                continue;
            }
            self.begun = true;
            self.at = if self.buffer.starts_with(MARK) { MARK.len() } else { 0 };
        }
        loop {
            let Some((piece, inside, length)) = piece(&self.buffer[self.at..]) else {
                if self.more()? {
                    continue;
                }
                // What is left is the beginning of a tag.
                self.at = self.buffer.len();
                return Ok((Piece::Unseen, 0..0));
            };
            // Text at the end of the buffer may go on behind it.
            if matches!(piece, Piece::Text) && self.at + length == self.buffer.len() && self.more()? {
                continue;
            }
            let inside = inside.start + self.at..inside.end + self.at;
            self.last = self.dropped + self.at..self.dropped + self.at + length;
            self.at += length;
            if !matches!(piece, Piece::Unseen) {
                return Ok((piece, inside));
            }
        }
    }

    /// Takes more into the buffer, as much again as it holds already; returns `false` at the end.
    fn more(&mut self) -> Result<bool, ReadError> {
        if self.ended {
            return Ok(false);
        }
        self.buffer.drain(..self.at);
        self.dropped += self.at;
        self.at = 0;
        if self.buffer.len() > limits::XML_EVENT {
            return Err(ReadError::TooLarge(say!("一个单元格的内容超过 {} MB", limits::XML_EVENT >> 20)));
        }
        let wanted = self.buffer.len() * 2;
        loop {
            let chunk = self.from.fill_buf().map_err(|_| self.meter.fault(t("内容中断")))?;
            let n = chunk.len();
            self.buffer.extend_from_slice(&chunk[..n.min(CHUNK)]);
            self.from.consume(n.min(CHUNK));
            if n == 0 {
                self.ended = true;
                return Ok(true);
            }
            if self.buffer.len() >= wanted {
                return Ok(true);
            }
        }
    }

    /// Skips everything up to the end of the element just opened.
    pub fn skip(&mut self) -> Result<(), ReadError> {
        let mut depth = 1_u32;
        while depth > 0 {
            match self.pull()? {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth -= 1,
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
        Ok(())
    }
}

const CHUNK: usize = 64 << 10;

/// Returns the kind of the first piece, the range of its inside, and its length; `None` where it goes on beyond the bytes.
fn piece(bytes: &[u8]) -> Option<(Piece, Range<usize>, usize)> {
    if *bytes.first()? != b'<' {
        let length = memchr(b'<', bytes).unwrap_or(bytes.len());
        return Some((Piece::Text, 0..length, length));
    }
    match *bytes.get(1)? {
        b'/' => {
            let end = memchr(b'>', bytes)?;
            Some((Piece::End, 2..end, end + 1))
        }
        b'?' => memmem::find(bytes, b"?>").map(|end| (Piece::Unseen, 0..0, end + 2)),
        b'!' => declaration(bytes),
        _ => {
            let end = tag_end(bytes)?;
            if bytes[end - 1] == b'/' {
                Some((Piece::Empty, 1..end - 1, end + 1))
            } else {
                Some((Piece::Start, 1..end, end + 1))
            }
        }
    }
}

/// As [`piece`], for a comment, a CDATA section or a document type.
fn declaration(bytes: &[u8]) -> Option<(Piece, Range<usize>, usize)> {
    const CDATA: &[u8] = b"<![CDATA[";
    if bytes.len() < CDATA.len() && !bytes.contains(&b'>') {
        return None;
    }
    if bytes.starts_with(b"<!--") {
        return memmem::find(&bytes[4..], b"-->").map(|end| (Piece::Unseen, 0..0, end + 7));
    }
    if bytes.starts_with(CDATA) {
        let end = memmem::find(bytes, b"]]>")?;
        return Some((Piece::CData, CDATA.len()..end.max(CDATA.len()), end + 3));
    }
    let (mut depth, mut quote) = (0_u32, None);
    for (at, b) in bytes.iter().enumerate() {
        match b {
            b'"' | b'\'' if quote.is_none() => quote = Some(b),
            _ if quote == Some(b) => quote = None,
            _ if quote.is_some() => {}
            b'<' => depth += 1,
            b'>' if depth <= 1 => return Some((Piece::Unseen, 0..0, at + 1)),
            b'>' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// Returns the place of a tag's `>`; one within quotes does not count.
fn tag_end(bytes: &[u8]) -> Option<usize> {
    let end = memchr(b'>', bytes)?;
    let quotes = bytes[..end].iter().filter(|b| matches!(b, b'"' | b'\'')).count();
    if quotes == 0 || quotes % 2 == 0 && !bytes[..end].contains(&b'\'') {
        return Some(end);
    }
    let mut at = 1;
    loop {
        at += memchr3(b'>', b'"', b'\'', bytes.get(at..)?)?;
        if bytes[at] == b'>' {
            return Some(at);
        }
        at += 2 + memchr(bytes[at], &bytes[at + 1..])?;
    }
}

/// Appends the text of a piece, with its entities resolved.
pub fn push_text(into: &mut String, event: &Event<'_>) {
    match event {
        Event::Text(text) => push_decoded(into, &String::from_utf8_lossy(text)),
        Event::CData(text) => into.push_str(&String::from_utf8_lossy(text)),
        _ => {}
    }
}

/// Whether XML calls the value true.
pub fn is_true(value: &str) -> bool {
    matches!(value.trim(), "1" | "true" | "on" | "True" | "TRUE")
}

#[cfg(test)]
#[path = "../../../tests/unit/xml.rs"]
mod tests;
