//! A cursor over text that reads half-width forms and can step over white space, so that parsing needs no cleaned copy.

use super::normalise::{fold, is_blank};

/// What is left of a text.
#[derive(Clone, Copy, Debug)]
pub struct TextCursor<'a> {
    rest: &'a str,
}

impl<'a> TextCursor<'a> {
    /// Starts at the beginning of a text.
    pub fn new(text: &'a str) -> Self {
        Self { rest: text }
    }

    /// Returns how many bytes are left.
    pub fn left(&self) -> usize {
        self.rest.len()
    }

    /// Returns the next character, white space included.
    pub fn raw(&self) -> Option<char> {
        self.rest.chars().next().map(fold)
    }

    /// Takes the next character, white space included.
    pub fn bump(&mut self) -> Option<char> {
        let mut chars = self.rest.chars();
        let c = chars.next()?;
        self.rest = chars.as_str();
        Some(fold(c))
    }

    /// Steps over white space.
    pub(super) fn skip_blank(&mut self) {
        self.rest = self.rest.trim_start_matches(is_blank);
    }

    /// Returns the next character that is not white space.
    pub(super) fn peek(&self) -> Option<char> {
        self.rest.chars().find(|&c| !is_blank(c)).map(fold)
    }

    /// Takes `word`, over white space before and inside it.
    pub fn eat(&mut self, word: &str) -> bool {
        let mut ahead = *self;
        for expected in word.chars() {
            ahead.skip_blank();
            if ahead.bump() != Some(expected) {
                return false;
            }
        }
        *self = ahead;
        true
    }

    /// Takes the first of `words` that stands here.
    pub fn eat_any(&mut self, words: &[&str]) -> bool {
        words.iter().any(|word| self.eat(word))
    }

    /// Takes the longest of `words` that stands here; returns its meaning.
    pub fn take_longest<T>(&mut self, words: impl Iterator<Item = (&'static str, T)>) -> Option<T> {
        let first = self.peek()?;
        let stands = |word: &str| word.starts_with(first) && { *self }.eat(word);
        let (word, meaning) = words.filter(|(word, _)| stands(word)).max_by_key(|(word, _)| word.len())?;
        self.eat(word);
        Some(meaning)
    }

    /// Takes the characters of `set` that stand here, white space between them too; says whether there was one.
    pub(super) fn eat_all(&mut self, set: &[char]) -> bool {
        let mut any = false;
        while self.peek().is_some_and(|c| set.contains(&c)) {
            self.skip_blank();
            self.bump();
            any = true;
        }
        any
    }

    /// Takes ASCII digits; returns their value and how many they are, `None` where there are none or the value has no
    /// room in 64 bits.
    pub fn digits(&mut self) -> Option<(u64, u32)> {
        let (mut value, mut length) = (0_u64, 0);
        let mut ahead = *self;
        while let Some(digit) = ahead.raw().and_then(|c| c.to_digit(10)) {
            value = value.checked_mul(10)?.checked_add(u64::from(digit))?;
            length += 1;
            ahead.bump();
        }
        *self = ahead;
        (length > 0).then_some((value, length))
    }

    /// Whether only white space is left.
    pub(super) fn at_end(&self) -> bool {
        self.peek().is_none()
    }
}
