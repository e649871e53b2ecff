//! Text whose parts are in two encodings: tables put together from files in GBK and in UTF-8, or fields of one kind written
//! into lines of the other. Separators and line ends are the same bytes in both, so that each field is looked at by itself.
//! A part in UTF-16 begins with its mark, and goes on to the end.

use super::TextEncoding;
use super::text::{utf8_sequences, utf16_mark};
use encoding_rs::GB18030;
use std::ops::Range;

/// A field longer than this is no field; it is passed on in pieces.
const LONGEST: usize = 64 << 10;

/// A text that is mostly in one encoding, UTF-8 or GB18030.
#[derive(Debug)]
pub(super) struct Mixture {
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
    /// Begins a text that is guessed to be in `main`; `None` where that shares no separators with another encoding.
    pub(super) fn of(main: TextEncoding) -> Option<Self> {
        matches!(main, TextEncoding::Utf8 | TextEncoding::Gb18030).then(|| Self {
            main,
            current: main,
            pending: Vec::new(),
        })
    }

    /// Whether an encoding is the one that most of the text is in.
    pub(super) fn is_main(&self, encoding: TextEncoding) -> bool {
        encoding == self.main
    }

    /// Whether the part in UTF-16 has begun.
    fn is_utf16(&self) -> bool {
        matches!(self.current, TextEncoding::Utf16Le | TextEncoding::Utf16Be)
    }

    /// Takes more bytes; returns those that end with a field.
    pub(super) fn take(&mut self, bytes: &[u8], last: bool) -> Piece {
        let mut all = std::mem::take(&mut self.pending);
        all.extend_from_slice(bytes);
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
        if self.main == TextEncoding::Utf8 {
            all = match String::from_utf8(all) {
                Ok(text) => {
                    self.current = self.main;
                    return Piece::Text(text);
                }
                Err(error) => error.into_bytes(),
            };
        }
        let runs = self.runs(&all);
        Piece::Runs(all, runs)
    }

    fn runs(&mut self, all: &[u8]) -> Vec<(TextEncoding, Range<usize>)> {
        if self.main == TextEncoding::Utf8 && std::str::from_utf8(all).is_ok() {
            self.current = self.main;
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
