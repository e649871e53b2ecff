//! Text files: which encoding, and their bytes as UTF-8, a piece at a time.

mod place;

pub(crate) use place::TextPlace;

use super::meter::ByteMeter;
use super::mixture::{Mixture, Piece};
use super::stream::read_buffered;
use super::{Options, ReadError, Source, TextEncoding};
use encoding_rs::{CoderResult, Decoder, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};
use memchr::memmem;
use std::cmp::Ordering;
use std::io::{self, BufRead, Read};
use std::rc::Rc;

/// How much of a file is looked at for its encoding: from its first byte that is not ASCII.
const SAMPLE: usize = 1 << 20;

/// How a text's encoding is chosen.
#[derive(Clone, Copy, Debug)]
pub(crate) enum EncodingChoice {
    /// By its bytes: byte order mark, then strict UTF-8, then GB18030.
    Guess,
    /// As a person or the document said.
    Given(&'static Encoding),
}

impl From<TextEncoding> for &'static Encoding {
    fn from(encoding: TextEncoding) -> Self {
        match encoding {
            TextEncoding::Utf8 => UTF_8,
            TextEncoding::Gb18030 => GB18030,
            TextEncoding::Utf16Le => UTF_16LE,
            TextEncoding::Utf16Be => UTF_16BE,
        }
    }
}

/// Returns how to decode a document: as a person chose, or by the encoding that it names as `charset` or in its XML
/// declaration. Bytes that are valid UTF-8 or UTF-16 are believed before the name, and the name UTF-8, which programs write
/// unasked, never.
///
/// # Errors
/// [`ReadError::Io`].
pub(crate) fn declared(source: &mut dyn Source, options: &Options) -> Result<EncodingChoice, ReadError> {
    if let Some(encoding) = options.encoding {
        return Ok(EncodingChoice::Given(encoding.into()));
    }
    let mut head = vec![0; super::sniff::HEAD];
    let n = source.read_at(0, &mut head).map_err(|e| ReadError::Io(e.to_string()))?;
    head.truncate(n);
    Ok(declared_in(&head, n as u64 >= source.len()))
}

/// As [`declared`], of a document that begins with these bytes; `is_whole` says that it ends with them.
pub(crate) fn declared_in(head: &[u8], is_whole: bool) -> EncodingChoice {
    let is_sure = match guess(head, is_whole) {
        Some(TextEncoding::Utf16Le | TextEncoding::Utf16Be) => true,
        Some(TextEncoding::Utf8) => !head.is_ascii(),
        _ => false,
    };
    let lower = head.to_ascii_lowercase();
    let label_behind = |word: &[u8]| {
        let rest = lower.get(memmem::find(&lower, word)? + word.len()..)?.iter();
        let label = rest.skip_while(|b| matches!(b, b' ' | b'=' | b'"' | b'\''));
        Some(
            label
                .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b':'))
                .copied()
                .collect(),
        )
    };
    let in_xml = lower.starts_with(b"<?xml").then(|| label_behind(b"encoding")).flatten();
    let label: Option<Vec<u8>> = in_xml.or_else(|| label_behind(b"charset")).filter(|_| !is_sure);
    match label.and_then(|label| Encoding::for_label(&label)) {
        Some(e) if e == GBK => EncodingChoice::Given(GB18030),
        Some(e) if e.is_ascii_compatible() && e != UTF_8 => EncodingChoice::Given(e),
        _ => EncodingChoice::Guess,
    }
}

/// Returns the encoding of bytes from the middle or the start of a text; `None` where they are no text. `is_whole` says that
/// the text ends with them.
pub(crate) fn guess(sample: &[u8], is_whole: bool) -> Option<TextEncoding> {
    match sample {
        [0xEF, 0xBB, 0xBF, rest @ ..] => return (!is_binary(rest)).then_some(TextEncoding::Utf8),
        [0xFF, 0xFE, ..] => return Some(TextEncoding::Utf16Le),
        [0xFE, 0xFF, ..] => return Some(TextEncoding::Utf16Be),
        _ => {}
    }
    // Behind its mark begins a part in UTF-16.
    if let Some(before) = utf16_mark(sample).and_then(|at| sample.get(..at)).filter(|b| !b.contains(&0)) {
        return guess(before, true);
    }
    if sample.contains(&0) {
        return guess_with_nul(sample, is_whole);
    }
    if is_binary(sample) {
        return None;
    }
    let (good, bad) = utf8_sequences(sample, is_whole);
    // A broken byte in a long UTF-8 text leaves it UTF-8; GB18030 read as UTF-8 is nearly all broken.
    if bad * 20 <= good {
        return Some(TextEncoding::Utf8);
    }
    let (text, _) = GB18030.decode_without_bom_handling(sample);
    let (broken, foreign) = text
        .chars()
        .filter(|c| !c.is_ascii())
        .fold((0_usize, 0_usize), |(b, f), c| (b + usize::from(c == '\u{FFFD}'), f + 1));
    (broken * 3 <= foreign).then_some(TextEncoding::Gb18030)
}

/// Returns where the first mark of UTF-16 stands behind the start. The byte FF is part of no character in UTF-8 or GB18030.
pub(super) fn utf16_mark(bytes: &[u8]) -> Option<usize> {
    let is_mark = |at: &usize| matches!(bytes.get(*at..), Some([0xFF, 0xFE, ..] | [0xFE, 0xFF, ..]));
    memchr::memchr_iter(0xFF, bytes).find_map(|at| [at.checked_sub(1)?, at].into_iter().find(is_mark))
}

/// UTF-16, or another text that a fault has strewn with a few NUL characters or lengthened by many.
fn guess_with_nul(sample: &[u8], is_whole: bool) -> Option<TextEncoding> {
    let end = sample.iter().rposition(|b| *b != 0).map_or(0, |at| at + 1);
    let content = sample.get(..end).unwrap_or_default();
    let bare: Vec<u8> = content.iter().copied().filter(|b| *b != 0).collect();
    let few = !bare.is_empty() && (content.len() - bare.len()) * 20 <= content.len();
    let guessed = || if few { guess(&bare, is_whole) } else { None };
    // Hardly any other text is valid UTF-8 once its NUL characters are gone.
    if few && std::str::from_utf8(&bare).is_ok() && !bare.is_ascii() {
        return Some(TextEncoding::Utf8);
    }
    guess_utf16(sample).or_else(guessed).or_else(|| {
        // Fields filled up with NUL to their width: a text where nothing else is below the space.
        let is_text = |b: &u8| *b >= b' ' || matches!(b, b'\t' | b'\r' | b'\n');
        (bare.len() > 16 && bare.iter().all(is_text)).then(|| guess(&bare, is_whole)).flatten()
    })
}

/// UTF-16 without a mark: line ends, digits and separators have a zero byte on one side only. Characters
/// that would be such on the other side (U+3000, U+0D00) are rarer than these.
fn guess_utf16(sample: &[u8]) -> Option<TextEncoding> {
    let (mut low, mut high) = (0_usize, 0_usize);
    for pair in sample.chunks_exact(2) {
        match pair {
            [0, b'\t' | b'\n' | b'\r' | b' ' | b',' | b';' | b'-' | b'1'..=b'9'] => high += 1,
            [b'\t' | b'\n' | b'\r' | b' ' | b',' | b';' | b'-' | b'1'..=b'9', 0] => low += 1,
            _ => {}
        }
    }
    let encoding = match low.cmp(&high) {
        Ordering::Greater => TextEncoding::Utf16Le,
        Ordering::Less => TextEncoding::Utf16Be,
        Ordering::Equal => return None,
    };
    let (text, _) = <&Encoding>::from(encoding).decode_without_bom_handling(&sample[..sample.len() & !1]);
    let strange = |c: &char| match c {
        '\t' | '\n' | '\r' => false,
        '\0'..' ' | '\u{FFFD}' | '\u{E000}'..='\u{F8FF}' => true,
        c => !c.is_ascii() && !c.is_alphanumeric() && *c > '\u{FFEF}',
    };
    let (count, wrong) =
        text.chars().fold((0_usize, 0_usize), |(n, w), c| (n + 1, w + usize::from(strange(&c))));
    (wrong * 50 <= count).then_some(encoding)
}

/// Whether there are more control characters than any text has.
fn is_binary(sample: &[u8]) -> bool {
    let control = sample.iter().filter(|b| matches!(b, 1..=8 | 0x0E..=0x19 | 0x1C..=0x1F)).count();
    control * 100 > sample.len()
}

/// Counts the sequences of more than one byte that are valid, and those that are not.
pub(super) fn utf8_sequences(mut bytes: &[u8], is_whole: bool) -> (usize, usize) {
    let (mut good, mut bad) = (0, 0);
    loop {
        match std::str::from_utf8(bytes) {
            Ok(text) => return (good + foreign(text.as_bytes()), bad),
            Err(e) => {
                good += foreign(&bytes[..e.valid_up_to()]);
                let Some(wrong) = e.error_len() else { return (good, bad + usize::from(is_whole)) };
                bad += 1;
                bytes = &bytes[e.valid_up_to() + wrong..];
            }
        }
    }
}

/// Counts the lead bytes of sequences of more than one byte.
fn foreign(valid: &[u8]) -> usize {
    valid.iter().filter(|b| **b >= 0xC0).count()
}

/// The text of a source as UTF-8, without its byte order mark.
pub(crate) struct TextReader<'s> {
    source: &'s mut dyn Source,
    meter: Rc<ByteMeter>,
    offset: u64,
    raw: Vec<u8>,
    choice: EncodingChoice,
    decoder: Option<Decoder>,
    used: Option<TextEncoding>,
    /// Where the encoding was guessed: what tells the parts in another one.
    mixture: Option<Mixture>,
    /// Where the first such part begins in what was appended last.
    other_from: Option<usize>,
    is_mixed: bool,
    /// Whether the decoder holds nothing back, so that text needs no decoding.
    is_clean: bool,
    text: String,
    given: usize,
    broken: bool,
    finished: bool,
    /// Where it may be left.
    until: Option<u64>,
}

const PIECE: usize = 128 << 10;

impl<'s> TextReader<'s> {
    pub(crate) fn new(source: &'s mut dyn Source, choice: EncodingChoice, meter: Rc<ByteMeter>) -> Self {
        Self {
            source,
            meter,
            offset: 0,
            raw: vec![0; PIECE],
            choice,
            decoder: None,
            used: None,
            mixture: None,
            other_from: None,
            is_mixed: false,
            is_clean: false,
            text: String::new(),
            given: 0,
            broken: false,
            finished: false,
            until: None,
        }
    }

    /// Returns the encoding found so far; UTF-8 while there was nothing but ASCII.
    pub(crate) fn encoding(&self) -> TextEncoding {
        self.used.unwrap_or(TextEncoding::Utf8)
    }

    /// Returns whether there were bytes that are no text since the last call.
    pub(crate) fn take_broken(&mut self) -> bool {
        std::mem::take(&mut self.broken)
    }

    /// Returns once where the first part in another encoding begins in the bytes that [`TextReader::more`] appended to.
    pub(crate) fn take_other_encoding(&mut self) -> Option<usize> {
        self.other_from.take()
    }

    /// Appends the next piece of text; returns `false` at the end.
    pub(crate) fn more(&mut self, into: &mut String) -> Result<bool, ReadError> {
        while !self.finished {
            let before = into.len();
            let n = self.pull()?;
            let last = n == 0;
            if self.decoder.is_none()
                && self.raw[..n].is_ascii()
                && !self.raw[..n].contains(&0)
                && !last
                && let EncodingChoice::Guess = self.choice
                && let Ok(ascii) = std::str::from_utf8(&self.raw[..n])
            {
                into.push_str(ascii);
                return Ok(true);
            }
            self.decode(n, last, into)?;
            self.finished = last;
            if into.len() > before {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn pull(&mut self) -> Result<usize, ReadError> {
        let room = self.room();
        let into = &mut self.raw[..room];
        let n = self.source.read_at(self.offset, into).map_err(|e| ReadError::Io(e.to_string()))?.min(room);
        self.meter.pass(n as u64);
        self.offset += n as u64;
        Ok(n)
    }

    fn decode(&mut self, n: usize, last: bool, into: &mut String) -> Result<(), ReadError> {
        if self.decoder.is_none() {
            self.decoder = Some(self.choose(n)?);
        }
        let Some(mut mixture) = self.mixture.take() else {
            let bytes = std::mem::take(&mut self.raw);
            self.decode_run(&bytes[..n], last, into);
            self.raw = bytes;
            return Ok(());
        };
        if self.is_clean && !last && mixture.take_plain(&self.raw[..n], into) {
            self.mixture = Some(mixture);
            return Ok(());
        }
        let (bytes, runs, is_text) = match mixture.take(&self.raw[..n], last) {
            Piece::Text(text) => {
                let runs = vec![(TextEncoding::Utf8, 0..text.len())];
                (text.into_bytes(), runs, true)
            }
            Piece::Runs(bytes, runs) => (bytes, runs, false),
        };
        let count = runs.len();
        for (nth, (encoding, range)) in runs.into_iter().enumerate() {
            let wanted = <&Encoding>::from(encoding);
            if self.decoder.as_ref().is_some_and(|d| d.encoding() != wanted) {
                self.decode_run(&[], true, into);
                self.decoder = Some(wanted.new_decoder_without_bom_handling());
                if !self.is_mixed && !mixture.is_main(encoding) {
                    self.is_mixed = true;
                    self.other_from = Some(into.len());
                }
            }
            self.decode_run(&bytes[range], last && nth + 1 == count, into);
        }
        // Behind a byte order mark at the earliest.
        self.is_clean = is_text && (self.is_clean || bytes.len() > 3);
        self.mixture = Some(mixture);
        Ok(())
    }

    fn decode_run(&mut self, mut from: &[u8], last: bool, into: &mut String) {
        let Some(decoder) = &mut self.decoder else { return };
        loop {
            into.reserve(decoder.max_utf8_buffer_length(from.len()).unwrap_or(from.len() * 3 + 16));
            let (result, taken, broken) = decoder.decode_to_string(from, into, last);
            self.broken |= broken;
            from = &from[taken..];
            if result == CoderResult::InputEmpty {
                return;
            }
        }
    }

    /// Chooses by a sample that begins with the file, or with the first byte beyond ASCII in the `n` bytes just read.
    fn choose(&mut self, n: usize) -> Result<Decoder, ReadError> {
        let start = self.offset - n as u64;
        let encoding = match self.choice {
            EncodingChoice::Given(encoding) => encoding,
            EncodingChoice::Guess => {
                let mut sample = vec![0; SAMPLE];
                let got = self
                    .source
                    .read_at(start, &mut sample)
                    .map_err(|e| ReadError::Io(e.to_string()))?
                    .min(SAMPLE);
                sample.truncate(got);
                let is_whole = start + got as u64 >= self.source.len();
                let guessed = guess(&sample, is_whole).unwrap_or(TextEncoding::Gb18030);
                self.used = Some(guessed);
                self.mixture = Some(Mixture::of(guessed));
                guessed.into()
            }
        };
        if self.used.is_none() {
            self.used =
                [TextEncoding::Utf8, TextEncoding::Utf16Le, TextEncoding::Utf16Be, TextEncoding::Gb18030]
                    .into_iter()
                    .find(|known| <&Encoding>::from(*known) == encoding);
        }
        Ok(if start == 0 {
            encoding.new_decoder_with_bom_removal()
        } else {
            encoding.new_decoder_without_bom_handling()
        })
    }
}

impl BufRead for TextReader<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.given >= self.text.len() {
            let mut text = std::mem::take(&mut self.text);
            text.clear();
            self.given = 0;
            let more = self.more(&mut text);
            self.text = text;
            more.map_err(|e| self.meter.stop(e))?;
        }
        Ok(&self.text.as_bytes()[self.given..])
    }

    fn consume(&mut self, amount: usize) {
        self.given = (self.given + amount).min(self.text.len());
    }
}

impl Read for TextReader<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        read_buffered(self, into)
    }
}
