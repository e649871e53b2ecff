//! Text whose parts are in two encodings: tables put together from files in GBK and in UTF-8, or fields of one kind written
//! into lines of the other. Separators and line ends are the same bytes in both, so that each field is looked at by itself.
//! A part in UTF-16 begins with its mark, and goes on to the end. What follows a text in UTF-16 shows by its separators and
//! digits, of which two are then a character that no Chinese text has.

use super::TextEncoding;
use super::text::{guess, utf8_sequences, utf16_mark};
use encoding_rs::GB18030;
use std::ops::Range;

/// A field longer than this is no field; it is passed on in pieces.
const LONGEST: usize = 64 << 10;

/// A text that is mostly in one encoding.
#[derive(Debug)]
pub(super) struct Mixture {
    /// What it begins with.
    first: TextEncoding,
    /// What the most of the part in fields is in, UTF-8 or GB18030.
    main: TextEncoding,
    current: TextEncoding,
    /// The beginning of a field that goes on.
    pending: Vec<u8>,
}

/// Bytes that end with a field.
#[derive(Debug)]
pub(super) enum Piece {
    /// All of them are a text in UTF-8, as the most of it is.
    Text(String),
    /// The runs of them that are in one encoding each.
    Runs(Vec<u8>, Vec<(TextEncoding, Range<usize>)>),
}

impl Mixture {
    /// Begins a text that is guessed to be in `first`.
    pub(super) fn of(first: TextEncoding) -> Self {
        Self { first, main: first, current: first, pending: Vec::new() }
    }

    /// Whether an encoding is the one that most of the text is in.
    pub(super) fn is_main(&self, encoding: TextEncoding) -> bool {
        encoding == self.first
    }

    /// Whether nothing is under way, and the text goes on as it began.
    pub(super) fn rests(&self) -> bool {
        self.pending.is_empty() && self.current == self.first && !self.is_utf16()
    }

    /// Whether bytes that are UTF-8 are taken as such. Behind a field in the other encoding each field is looked at, so that it
    /// makes no difference where the pieces of a text end.
    fn is_plain_utf8(&self) -> bool {
        self.main == TextEncoding::Utf8 && self.current == self.main
    }

    /// Whether the part in UTF-16 has begun.
    fn is_utf16(&self) -> bool {
        matches!(self.current, TextEncoding::Utf16Le | TextEncoding::Utf16Be)
    }

    /// Takes more bytes as [`Mixture::take`] does, if they are UTF-8 as the most of the text is, and appends those that end with a
    /// field. Returns whether it took them.
    pub(super) fn take_plain(&mut self, bytes: &[u8], into: &mut String) -> bool {
        let ends = [bytes.iter().position(|b| is_end(*b)), bytes.iter().rposition(|b| is_end(*b))];
        let [Some(first), Some(last)] = ends else { return false };
        if !self.is_plain_utf8() || bytes.len() - last > LONGEST {
            return false;
        }
        let begun = self.pending.len();
        let (field, rest) = bytes.split_at(first + 1);
        let (fields, next) = rest.split_at(last - first);
        self.pending.extend_from_slice(field);
        let texts = [std::str::from_utf8(&self.pending), std::str::from_utf8(fields)];
        let [Ok(own), Ok(fields)] = texts else {
            self.pending.truncate(begun);
            return false;
        };
        into.push_str(own);
        into.push_str(fields);
        self.pending.clear();
        self.pending.extend_from_slice(next);
        true
    }

    /// Takes more bytes; returns those that end with a field.
    pub(super) fn take(&mut self, bytes: &[u8], last: bool) -> Piece {
        let mut all = std::mem::take(&mut self.pending);
        all.extend_from_slice(bytes);
        if self.is_utf16() && self.main == self.current {
            return self.take_wide(all, last);
        }
        if self.is_utf16() {
            let runs = vec![(self.current, 0..all.len())];
            return Piece::Runs(all, runs);
        }
        if let Some(at) = utf16_mark(&all) {
            let is_le = all.get(at) == Some(&0xFF);
            let rest = at..all.len();
            let mut runs = self.runs(all.get(..at).unwrap_or_default());
            self.current = if is_le { TextEncoding::Utf16Le } else { TextEncoding::Utf16Be };
            runs.push((self.current, rest));
            return Piece::Runs(all, runs);
        }
        let whole = match all.iter().rposition(|b| is_end(*b)) {
            _ if last => all.len(),
            Some(at) => at + 1,
            None => 0,
        };
        if !last && all.len() - whole <= LONGEST {
            self.pending = all.split_off(whole);
        }
        if self.is_plain_utf8() {
            all = match String::from_utf8(all) {
                Ok(text) => return Piece::Text(text),
                Err(error) => error.into_bytes(),
            };
        }
        let runs = self.runs(&all);
        Piece::Runs(all, runs)
    }

    /// As [`Mixture::take`], of a text that began in UTF-16.
    fn take_wide(&mut self, mut all: Vec<u8>, last: bool) -> Piece {
        let wide = self.current;
        let is_le = wide == TextEncoding::Utf16Le;
        let at = match narrow(&all, is_le) {
            Some(at) => at,
            None if last => all.len(),
            None => {
                let whole = last_ascii(&all, is_le);
                if all.len() - whole <= LONGEST {
                    self.pending = all.split_off(whole);
                }
                all.len()
            }
        };
        let rest = all.split_off(at);
        let mut runs = vec![(wide, 0..at)];
        if rest.is_empty() {
            return Piece::Runs(all, runs);
        }
        self.main = guess(&rest, last).filter(|e| *e == TextEncoding::Utf8).unwrap_or(TextEncoding::Gb18030);
        self.current = self.main;
        let (rest, others) = match self.take(&rest, last) {
            Piece::Text(text) => (text.into_bytes(), None),
            Piece::Runs(rest, runs) => (rest, Some(runs)),
        };
        let others = others.unwrap_or_else(|| vec![(self.main, 0..rest.len())]);
        runs.extend(others.into_iter().map(|(encoding, range)| (encoding, range.start + at..range.end + at)));
        all.extend(rest);
        Piece::Runs(all, runs)
    }

    fn runs(&mut self, all: &[u8]) -> Vec<(TextEncoding, Range<usize>)> {
        if self.is_plain_utf8() && std::str::from_utf8(all).is_ok() {
            return vec![(self.main, 0..all.len())];
        }
        let mut runs = Vec::new();
        let (mut start, mut at) = (0, 0);
        while at < all.len() {
            let rest = all.get(at..).unwrap_or_default();
            let field = rest.iter().position(|b| is_end(*b)).map_or(rest, |end| &rest[..=end]);
            let encoding = self.encoding_of(field).unwrap_or(self.current);
            if encoding != self.current {
                if start < at {
                    runs.push((self.current, start..at));
                }
                (self.current, start) = (encoding, at);
            }
            at += field.len();
        }
        if start < at {
            runs.push((self.current, start..at));
        }
        runs
    }

    /// Returns the encoding of a field; `None` where it may be in either: ASCII, and in a text of UTF-8 a character or two of
    /// GB18030 that happen to be letters of other scripts.
    fn encoding_of(&self, field: &[u8]) -> Option<TextEncoding> {
        let is_other_script = |text: &str| text.chars().filter(|c| !c.is_ascii()).all(|c| c < '\u{800}');
        let is_utf8 = self.main == TextEncoding::Utf8;
        if field.is_ascii() || is_utf8 && std::str::from_utf8(field).is_ok_and(is_other_script) {
            return None;
        }
        let is_other = match self.main {
            TextEncoding::Utf8 => is_only_gb(field),
            _ => is_chinese_utf8(field),
        };
        Some(match (is_other, self.main) {
            (false, main) => main,
            (true, TextEncoding::Utf8) => TextEncoding::Gb18030,
            (true, _) => TextEncoding::Utf8,
        })
    }
}

/// Returns where text of one byte a character begins in UTF-16: behind the last ASCII character before a line end of two
/// bytes that would be one character, or before three such characters of digits and separators.
fn narrow(all: &[u8], is_le: bool) -> Option<usize> {
    let is_mark = |b: &u8| matches!(b, b'0'..=b'9' | b',' | b'-' | b'.' | b':' | b';');
    let mut marks = 0;
    let at = all.chunks_exact(2).position(|pair| {
        marks = if pair.iter().all(is_mark) { marks + 1 } else { 0 };
        marks == 3 || pair == b"\r\n" && is_le
    })?;
    all.get(..at * 2).map(|before| last_ascii(before, is_le))
}

/// Returns where the last ASCII character ends in UTF-16.
fn last_ascii(all: &[u8], is_le: bool) -> usize {
    let is_ascii = |pair: &[u8]| pair.get(usize::from(is_le)) == Some(&0);
    all.chunks_exact(2).rposition(is_ascii).map_or(0, |at| at * 2 + 2)
}

/// Whether a byte ends a field or a line. None of these is part of a character in either encoding.
fn is_end(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r' | b',' | b'\t' | b';')
}

/// Whether a field is UTF-8 of the characters that Chinese text has. Text in GB18030 hardly ever is by chance.
fn is_chinese_utf8(field: &[u8]) -> bool {
    let is_foreign = |c: char| matches!(c, '\u{100}'..'\u{2000}');
    std::str::from_utf8(field).is_ok_and(|t| t.contains(|c| c >= '\u{2000}') && !t.contains(is_foreign))
}

/// Whether a field is nearly nothing in UTF-8, and GB18030 with a character of GB 2312 in it.
fn is_only_gb(field: &[u8]) -> bool {
    let (good, bad) = utf8_sequences(field, true);
    let is_pair = |pair: &[u8]| pair.iter().all(|b| *b >= 0xA1);
    let is_ideograph = |three: &[u8]| std::str::from_utf8(three).is_ok_and(|t| t.chars().count() == 1);
    // Two of its bytes may be a letter of another script by chance, hardly three an ideograph.
    let by_chance = good * 3 < bad || !field.windows(3).any(is_ideograph);
    bad >= 2
        && by_chance
        && field.windows(2).any(is_pair)
        && GB18030.decode_without_bom_handling_and_without_replacement(field).is_some()
}
