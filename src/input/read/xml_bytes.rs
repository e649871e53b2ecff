//! The bytes of an XML document as UTF-8, whatever its encoding: programs that write office packages by hand leave parts in
//! UTF-16, or declare GBK.

use super::sniff::HEAD;
use super::stream::read_buffered;
use super::text::{EncodingChoice, declared_in, guess};
use encoding_rs::{CoderResult, Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE};
use std::io::{self, BufRead, Read};

/// A document that is decoded where it is not UTF-8, and passed on as it is where it is.
pub(crate) struct XmlBytes<R> {
    from: R,
    /// `None` until the encoding is known; then a decoder where the document needs one.
    decoder: Option<Option<Decoder>>,
    /// Bytes that are ready: the first of the document, or what was decoded last.
    ready: Vec<u8>,
    given: usize,
    finished: bool,
}

impl<R: BufRead> XmlBytes<R> {
    pub(crate) fn new(from: R) -> Self {
        Self { from, decoder: None, ready: Vec::new(), given: 0, finished: false }
    }

    /// Takes the beginning of the document and learns its encoding from it.
    fn begin(&mut self) -> io::Result<()> {
        let mut head = Vec::new();
        let mut is_whole = false;
        while head.len() < HEAD && !is_whole {
            let chunk = self.from.fill_buf()?;
            let n = chunk.len();
            is_whole = n == 0;
            head.extend_from_slice(chunk);
            self.from.consume(n);
        }
        let encoding = encoding(&head, is_whole);
        let decoder = (encoding != UTF_8).then(|| encoding.new_decoder_with_bom_removal());
        self.decoder = Some(decoder);
        if self.decoder.as_ref().is_some_and(Option::is_some) {
            self.decode(&head, false);
        } else {
            self.ready = head;
        }
        Ok(())
    }

    fn decode(&mut self, bytes: &[u8], last: bool) {
        let Some(Some(decoder)) = &mut self.decoder else { return };
        self.ready.clear();
        self.given = 0;
        let mut from = bytes;
        loop {
            let start = self.ready.len();
            let room = decoder.max_utf8_buffer_length(from.len()).unwrap_or(from.len() * 3 + 16);
            self.ready.resize(start + room, 0);
            let (result, taken, made, _) = decoder.decode_to_utf8(from, &mut self.ready[start..], last);
            self.ready.truncate(start + made);
            from = &from[taken..];
            if result == CoderResult::InputEmpty {
                return;
            }
        }
    }
}

/// Returns the encoding of a document that begins with these bytes.
fn encoding(head: &[u8], is_whole: bool) -> &'static Encoding {
    match head {
        [0xFF, 0xFE, ..] | [b'<', 0, ..] => UTF_16LE,
        [0xFE, 0xFF, ..] | [0, b'<', ..] => UTF_16BE,
        head => match declared_in(head, is_whole) {
            EncodingChoice::Given(encoding) => encoding,
            EncodingChoice::Guess if head.is_ascii() => UTF_8,
            EncodingChoice::Guess => guess(head, is_whole).map_or(UTF_8, Into::into),
        },
    }
}

impl<R: BufRead> BufRead for XmlBytes<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.decoder.is_none() {
            self.begin()?;
        }
        if self.given < self.ready.len() {
            return Ok(&self.ready[self.given..]);
        }
        if !matches!(self.decoder, Some(Some(_))) {
            return self.from.fill_buf();
        }
        while self.given >= self.ready.len() && !self.finished {
            let bytes = self.from.fill_buf()?.to_vec();
            self.from.consume(bytes.len());
            self.finished = bytes.is_empty();
            self.decode(&bytes, self.finished);
        }
        Ok(&self.ready[self.given..])
    }

    fn consume(&mut self, amount: usize) {
        if self.given < self.ready.len() {
            self.given += amount;
        } else {
            self.from.consume(amount);
        }
    }
}

impl<R: BufRead> Read for XmlBytes<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        read_buffered(self, into)
    }
}
