//! A draft's text in one form: half-width, without white space and quotation marks. Each character knows its place in
//! the original.

use crate::input::value::normalise::{self, is_blank};
use crate::input::value::scan::TextCursor;
use std::ops::Range;

/// The text in which words are looked for. Places are counted in its characters.
#[derive(Debug, Default)]
pub(super) struct NormalisedText {
    /// The characters.
    pub chars: Vec<char>,
    /// The same as one text.
    whole: String,
    /// Where each character begins in `whole`, in bytes.
    offsets: Vec<usize>,
    /// Where each character begins in the original, in bytes, and the original's length.
    starts: Vec<usize>,
    /// Where each character ends in the original, in bytes.
    ends: Vec<usize>,
    /// Whether no figure may begin here: names of laws, short quoted terms, numbers of documents.
    pub masked: Vec<bool>,
}

/// Quoted words of up to this many characters are a term (“八有”, “1+N”) and hold no figure.
const TERM: usize = 10;

/// The most characters of a sentence; text without any punctuation is none.
const LONGEST: usize = 300;

/// The most characters that a parser sees.
const REACH: usize = 64;

fn fold(c: char) -> char {
    match normalise::fold(c) {
        '—' | '–' | '―' | '~' => '-',
        '\u{A0}' => ' ',
        '\u{2028}' | '\u{2029}' | '\u{B}' | '\u{C}' => '\n',
        other => other,
    }
}

fn ends_clause(c: char) -> bool {
    matches!(c, '。' | '!' | '?' | ';' | '\n' | ',' | '、')
}

fn is_quote(c: char) -> bool {
    matches!(c, '“' | '”' | '‘' | '’' | '"' | '「' | '」' | '『' | '』')
}

impl NormalisedText {
    pub fn new(text: &str) -> Self {
        let mut out = Self::default();
        let mut quoted: Option<usize> = None;
        let mut inside = 0_u32;
        for (at, original) in text.char_indices() {
            let c = fold(original);
            let end = at + original.len_utf8();
            if is_quote(c) {
                match quoted.take() {
                    Some(from) => {
                        if out.chars.len() - from <= TERM {
                            out.masked[from..].fill(true);
                        }
                    }
                    None => quoted = Some(out.chars.len()),
                }
                continue;
            }
            match c {
                '\n' => (quoted, inside) = (None, 0),
                '《' | '〔' | '【' => inside += 1,
                _ => {}
            }
            let blank = is_blank(c) && !matches!(c, '\n' | '\t');
            // A blank between two digits keeps them apart.
            let apart = c == ' '
                && out.chars.last().is_some_and(char::is_ascii_digit)
                && text
                    .get(end..)
                    .is_some_and(|t| t.chars().next().map(fold).is_some_and(|c| c.is_ascii_digit()));
            if !blank || apart {
                out.chars.push(c);
                out.offsets.push(out.whole.len());
                out.whole.push(c);
                out.starts.push(at);
                out.ends.push(end);
                out.masked.push(inside > 0);
            }
            if matches!(c, '》' | '〕' | '】') {
                inside = inside.saturating_sub(1);
            }
        }
        out.starts.push(text.len());
        out
    }

    pub fn len(&self) -> usize {
        self.chars.len()
    }

    pub fn get(&self, at: usize) -> Option<char> {
        self.chars.get(at).copied()
    }

    /// Returns the range of characters in the original, in bytes.
    pub fn bytes(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.starts.get(range.start).copied().unwrap_or_default();
        let end = range.end.checked_sub(1).and_then(|last| self.ends.get(last)).copied().unwrap_or(start);
        start..end.max(start)
    }

    pub fn text(&self, range: Range<usize>) -> String {
        self.chars.get(range).map(|c| c.iter().collect()).unwrap_or_default()
    }

    /// Runs a parser on the line or table cell from a place on; returns where it ended, and what it read.
    pub fn parse<T>(
        &self,
        at: usize,
        parser: impl FnOnce(&mut TextCursor<'_>) -> Option<T>,
    ) -> Option<(usize, T)> {
        let from = *self.offsets.get(at)?;
        let to = self.offsets.get(at + REACH).copied().unwrap_or(self.whole.len());
        let line = self.whole.get(from..to)?.split(['\n', '\t']).next()?;
        let mut cursor = TextCursor::new(line);
        let read = parser(&mut cursor)?;
        let end = from + line.len() - cursor.left();
        Some((self.offsets.partition_point(|offset| *offset < end), read))
    }

    /// Whether the text has `word` at a place.
    pub fn has(&self, at: usize, word: &str) -> bool {
        let mut length = 0;
        word.chars().enumerate().all(|(i, c)| {
            length = i + 1;
            self.get(at + i) == Some(c)
        }) && length > 0
    }

    /// Returns the end of `word` at a place, over what stands in brackets inside it (铁三角（党小组、网格员）齐备);
    /// `None` where the text has another.
    pub fn end_of(&self, at: usize, word: &str) -> Option<usize> {
        let mut end = at;
        for c in word.chars() {
            if end > at && self.get(end) == Some('(') && c != '(' {
                end = self.bracket_end(end)?;
            }
            if self.get(end) != Some(c) {
                return None;
            }
            end += 1;
        }
        (end > at).then_some(end)
    }

    /// Returns the place behind the bracket that opens here; `None` where none closes it in its line.
    pub fn bracket_end(&self, open: usize) -> Option<usize> {
        let line = (open..self.len()).take_while(|at| self.get(*at) != Some('\n'));
        line.into_iter().find(|at| self.get(*at) == Some(')')).map(|close| close + 1)
    }

    /// Returns the first of `words` that the text has at a place, with its length in characters.
    pub fn first<'w>(&self, at: usize, words: &[&'w str]) -> Option<(&'w str, usize)> {
        words.iter().find(|w| self.has(at, w)).map(|w| (*w, w.chars().count()))
    }

    /// Whether a range has one of `words`.
    pub fn any(&self, range: &Range<usize>, words: &[&str]) -> bool {
        range.clone().any(|at| words.iter().any(|w| at + w.chars().count() <= range.end && self.has(at, w)))
    }

    /// Returns where the sentence of a place begins.
    pub fn sentence(&self, at: usize) -> usize {
        self.back(at, |c| matches!(c, '。' | '!' | '?' | ';' | '\n'))
    }

    /// Returns where the sentence of a place begins, if a semicolon ends none.
    pub fn whole_sentence(&self, at: usize) -> usize {
        self.back(at, |c| matches!(c, '。' | '!' | '?' | '\n'))
    }

    /// Returns where the clause of a place begins; a colon ends none.
    pub fn clause(&self, at: usize) -> usize {
        self.back(at, ends_clause)
    }

    /// Returns where the paragraph of a place begins.
    pub fn line(&self, at: usize) -> usize {
        self.back(at, |c| c == '\n')
    }

    /// Returns where the sentence of a place ends.
    pub fn sentence_end(&self, at: usize) -> usize {
        let rest = self.chars.get(at..).unwrap_or_default();
        let end = rest.iter().take(LONGEST).position(|c| matches!(c, '。' | '!' | '?' | ';' | '\n'));
        end.map_or(self.len().min(at + LONGEST), |e| at + e)
    }

    fn back(&self, at: usize, ends: fn(char) -> bool) -> usize {
        let at = at.min(self.len());
        let from = at.saturating_sub(LONGEST);
        let before = self.chars.get(from..at).unwrap_or_default();
        before.iter().rposition(|c| ends(*c)).map_or(from, |p| from + p + 1)
    }

    /// Whether a clause begins at a place.
    pub fn begins_clause(&self, at: usize) -> bool {
        at.checked_sub(1).and_then(|before| self.get(before)).is_none_or(ends_clause)
    }

    /// Whether a line begins at a place.
    pub fn begins_line(&self, at: usize) -> bool {
        at.checked_sub(1).is_none_or(|before| self.get(before) == Some('\n'))
    }

    /// Returns where the clause of a place ends.
    pub fn clause_end(&self, at: usize) -> usize {
        let rest = self.chars.get(at..).unwrap_or_default();
        let end = rest
            .iter()
            .take(LONGEST)
            .position(|c| matches!(c, '。' | '!' | '?' | ';' | '\n' | '\t' | ',' | '、' | ':' | '('));
        end.map_or(self.len().min(at + LONGEST), |e| at + e)
    }
}

#[cfg(test)]
#[path = "../../tests/unit/draft_normalised.rs"]
mod tests;
