//! Tags and text of a page, and text as a browser shows it.

use crate::text::markup;
use memchr::{memchr, memmem};

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token<'p> {
    /// A tag that opens: its name and its raw attributes.
    Open(&'static str, &'p str),
    Close(&'static str),
    Text(&'p str),
}

/// The tags that mean something here.
const NAMES: &[&str] = &[
    "table", "tr", "td", "th", "caption", "br", "p", "div", "li", "script", "style", "title", "xml", "h1",
    "h2", "h3",
];

/// The tags whose content no cell shows.
const UNSEEN: &[&str] = &["script", "style", "title", "xml"];

pub(super) struct Tokens<'p> {
    page: &'p str,
    at: usize,
    before: usize,
}

impl<'p> Tokens<'p> {
    pub(super) fn new(page: &'p str, at: usize) -> Self {
        Self { page, at, before: at }
    }

    /// Returns where the last token ends.
    pub(super) fn position(&self) -> usize {
        self.at
    }

    /// Returns where the last token begins.
    pub(super) fn before(&self) -> usize {
        self.before
    }

    /// Returns the next token; skips comments and tags without meaning here.
    pub(super) fn next(&mut self) -> Option<Token<'p>> {
        loop {
            self.before = self.at;
            let rest = self.page.get(self.at..).filter(|r| !r.is_empty())?;
            let bytes = rest.as_bytes();
            let is_tag = bytes[0] == b'<'
                && bytes.get(1).is_some_and(|b| b.is_ascii_alphabetic() || matches!(b, b'/' | b'!' | b'?'));
            if !is_tag {
                let end = memchr(b'<', &bytes[1..]).map_or(rest.len(), |n| n + 1);
                self.at += end;
                return Some(Token::Text(&rest[..end]));
            }
            if rest.starts_with("<!--") {
                self.at += memmem::find(bytes, b"-->").map_or(rest.len(), |n| n + 3);
                continue;
            }
            let end = tag_end(bytes);
            self.at += end;
            let inside = rest[1..end].strip_suffix('>').unwrap_or(&rest[1..end]);
            let (closes, inside) = match inside.strip_prefix('/') {
                Some(inside) => (true, inside),
                None => (false, inside),
            };
            let length = inside.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(inside.len());
            let Some(name) = NAMES.iter().find(|n| n.eq_ignore_ascii_case(&inside[..length])) else {
                continue;
            };
            if closes {
                return Some(Token::Close(name));
            }
            if UNSEEN.contains(name) {
                self.at += self.unseen(name);
                continue;
            }
            return Some(Token::Open(name, &inside[length..]));
        }
    }

    /// Returns the distance to the end tag of an element that is never shown.
    fn unseen(&self, name: &str) -> usize {
        let rest = self.page.get(self.at..).unwrap_or_default().as_bytes();
        let mut from = 0;
        while let Some(at) = memmem::find(rest.get(from..).unwrap_or_default(), b"</") {
            let start = from + at;
            let tag = rest.get(start + 2..start + 2 + name.len()).unwrap_or_default();
            if tag.eq_ignore_ascii_case(name.as_bytes()) {
                return start;
            }
            from = start + 2;
        }
        rest.len()
    }
}

/// Returns the length of a tag; a `>` within quotes is no end.
fn tag_end(bytes: &[u8]) -> usize {
    let mut quote = None;
    let mut after_equals = false;
    for (at, &b) in bytes.iter().enumerate() {
        match (quote, b) {
            (Some(q), b) if q == b => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') if after_equals => quote = Some(b),
            (None, b'>') => return at + 1,
            _ => {}
        }
        after_equals = b == b'=' || (after_equals && b.is_ascii_whitespace());
        // A quotation mark that never closes must not swallow the page.
        if quote.is_some() && at > 64 << 10 {
            return memchr(b'>', bytes).map_or(bytes.len(), |n| n + 1);
        }
    }
    memchr(b'>', bytes).map_or(bytes.len(), |n| n + 1)
}

/// Returns an attribute's raw value.
pub(super) fn attribute<'a>(attributes: &'a str, name: &str) -> Option<&'a str> {
    let bytes = attributes.as_bytes();
    let mut from = 0;
    while let Some(at) = memchr(b'=', bytes.get(from..)?).map(|n| from + n) {
        let key = attributes[from..at].trim_end();
        let key =
            key.rsplit(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '/')).next().unwrap_or(key);
        let value = attributes[at + 1..].trim_start();
        let start = attributes.len() - value.len();
        let (value, end) = match value.chars().next().filter(|q| matches!(q, '"' | '\'')) {
            Some(quote) => {
                let inside = &value[1..];
                let length = inside.find(quote).unwrap_or(inside.len());
                (&inside[..length], start + 1 + length + usize::from(length < inside.len()))
            }
            None => {
                let length = value.find(|c: char| c.is_whitespace()).unwrap_or(value.len());
                (&value[..length], start + length)
            }
        };
        if key.eq_ignore_ascii_case(name) {
            return Some(value);
        }
        from = end;
    }
    None
}

/// Starts a new line in a cell where a tag does so.
pub(super) fn line(name: &str, text: &mut String) {
    let trimmed = text.trim_end_matches(' ').len();
    match name {
        "br" => {
            text.truncate(trimmed);
            text.push('\n');
        }
        "p" | "div" | "li" | "h1" | "h2" | "h3" if trimmed > 0 && !text[..trimmed].ends_with('\n') => {
            text.truncate(trimmed);
            text.push('\n');
        }
        _ => {}
    }
}

/// Appends text as it is shown: white space as one space, entities as what they stand for.
pub(super) fn push(text: &mut String, piece: &str) {
    let mut rest = piece;
    while let Some(c) = rest.chars().next() {
        if c.is_ascii_whitespace() {
            rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace());
            if !text.is_empty() && !text.ends_with([' ', '\n']) {
                text.push(' ');
            }
        } else if let Some((c, after)) = (c == '&').then(|| entity(rest)).flatten() {
            text.push(c);
            rest = after;
        } else {
            let next = rest[c.len_utf8()..].find(|c: char| c == '&' || c.is_ascii_whitespace());
            let end = next.map_or(rest.len(), |n| n + c.len_utf8());
            text.push_str(&rest[..end]);
            rest = &rest[end..];
        }
    }
}

/// Returns the text of a cell without the space around it.
pub(super) fn trimmed(text: &str) -> &str {
    text.trim()
}

/// Returns the character of the entity at the start, and the text behind it.
fn entity(text: &str) -> Option<(char, &str)> {
    let inside = text.strip_prefix('&')?;
    let length = inside.find(|c: char| !c.is_ascii_alphanumeric() && c != '#').unwrap_or(inside.len());
    let (name, after) = inside.split_at_checked(length)?;
    let after = after.strip_prefix(';').unwrap_or(after);
    let c = match markup::character(name)? {
        // The spaces of HTML, nbsp among them, are plain ones in a table.
        '\u{A0}' | '\u{2002}' | '\u{2003}' | '\u{2009}' => ' ',
        c => c,
    };
    Some((c, after))
}
