//! A cursor over a cell's text that reads half-width forms and can step over
//! white space, so that parsing needs no cleaned copy.

use super::normalise::{fold, is_blank};

#[derive(Clone, Copy, Debug)]
pub(super) struct Scan<'a> {
    rest: &'a str,
}

impl<'a> Scan<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { rest: text }
    }

    /// The next character, white space included.
    pub(super) fn raw(&self) -> Option<char> {
        self.rest.chars().next().map(fold)
    }

    /// Takes the next character, white space included.
    pub(super) fn bump(&mut self) -> Option<char> {
        let mut chars = self.rest.chars();
        let c = chars.next()?;
        self.rest = chars.as_str();
        Some(fold(c))
    }

    /// Steps over white space; says whether there was any.
    pub(super) fn skip_blank(&mut self) -> bool {
        let rest = self.rest.trim_start_matches(is_blank);
        let any = rest.len() < self.rest.len();
        self.rest = rest;
        any
    }

    /// The next character that is not white space.
    pub(super) fn peek(&self) -> Option<char> {
        self.rest.chars().find(|&c| !is_blank(c)).map(fold)
    }

    /// Takes `word`, over white space before and inside it.
    pub(super) fn eat(&mut self, word: &str) -> bool {
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
    pub(super) fn eat_any(&mut self, words: &[&str]) -> bool {
        words.iter().any(|word| self.eat(word))
    }

    /// Takes the characters of `set` that stand here, white space between
    /// them too; says whether there was one.
    pub(super) fn eat_all(&mut self, set: &[char]) -> bool {
        let mut any = false;
        while self.peek().is_some_and(|c| set.contains(&c)) {
            self.skip_blank();
            self.bump();
            any = true;
        }
        any
    }

    /// Whether only white space is left.
    pub(super) fn at_end(&self) -> bool {
        self.peek().is_none()
    }
}
