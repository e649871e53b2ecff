//! One form for what people type in many: widths, white space, headings.

use std::borrow::Cow;

use super::numeral::take_scale;
use super::scan::TextCursor;
use crate::model::unit::Unit;

/// Returns the half-width form of a full-width character, any other unchanged.
pub fn fold(c: char) -> char {
    match c {
        '\u{3000}' => ' ',
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '￥' => '¥',
        _ => c,
    }
}

/// Whether a character is white space in the wide sense: also no-break and zero-width spaces, byte order marks, direction
/// marks, soft hyphens and control characters.
pub fn is_blank(c: char) -> bool {
    match c {
        ' '..='~' => c == ' ',
        '\u{AD}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' => true,
        '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206F}' | '\u{FEFF}' => true,
        '\u{3001}'..='\u{9FFF}' => false,
        _ => c.is_whitespace() || c.is_control(),
    }
}

/// Returns the text with full-width digits, letters and punctuation in their ASCII form and the ideographic space as a
/// space. Borrows where nothing changes.
pub fn half_width(text: &str) -> Cow<'_, str> {
    // Every character that `fold` changes starts with byte EF, or is E3 80 80.
    let suspect = text.as_bytes().iter().any(|b| matches!(b, 0xEF | 0xE3));
    if !suspect || text.chars().all(|c| fold(c) == c) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(fold).collect())
}

/// Returns the text without any white space, also U+3000, no-break and zero-width spaces and byte order marks. Borrows where
/// there is none.
pub fn squeeze(text: &str) -> Cow<'_, str> {
    // The first bytes of every blank character there is.
    let suspect = |b: &u8| matches!(b, 0..=0x20 | 0x7F | 0xC2 | 0xE1..=0xE3 | 0xEF);
    if !text.as_bytes().iter().any(suspect) || !text.contains(is_blank) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().filter(|&c| !is_blank(c)).collect())
}

/// Returns the text as [`half_width`] and [`squeeze`] make it.
pub(super) fn tidy(text: &str) -> Cow<'_, str> {
    match half_width(text) {
        Cow::Borrowed(t) => squeeze(t),
        Cow::Owned(t) => match squeeze(&t) {
            Cow::Borrowed(_) => Cow::Owned(t),
            Cow::Owned(s) => Cow::Owned(s),
        },
    }
}

/// Whether a cell states nothing: it is blank, has strokes (`/` `—` `-` `\`) or 无. That is not the same as 0.
pub fn is_nothing(text: &str) -> bool {
    if text.as_bytes().first().is_some_and(|b| b.is_ascii_alphanumeric()) {
        return false;
    }
    let is_stroke =
        |c: char| matches!(fold(c), '/' | '\\' | '-' | '_' | '—' | '–' | '―' | '─' | '−' | '﹣' | '一');
    if text.chars().all(|c| is_blank(c) || is_stroke(c)) {
        // A single 一 is the numeral one, several are a drawn line.
        return tidy(text) != "一";
    }
    matches!(tidy(text).as_ref(), "无" | "暂无" | "没有" | "无。" | "空" | "空白")
}

/// A column heading as recognition compares it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Heading {
    /// Without white space, marks, numbering and everything in brackets;
    /// ASCII letters in lower case. 户数（户） → 户数, 村（居） → 村.
    pub key: String,
    /// The same with its brackets, in half-width: 户数(户), 村(居). Look this up
    /// first: a bracket may be a part of the name.
    pub full: String,
    /// The unit that a bracket or a slash at the end states.
    pub unit: Option<Unit>,
    /// How many of the unit a number under the heading stands for: 100 under 户数（百户）, otherwise 1.
    pub scale: u64,
}

/// Splits a heading into its name and its unit.
///
/// ```
/// use gelan_core::input::value::{Unit, heading};
/// let households = heading("*户数（户）");
/// assert_eq!((households.key.as_str(), households.full.as_str()), ("户数", "户数(户)"));
/// assert_eq!(households.unit, Some(Unit::Household));
/// ```
pub fn heading(text: &str) -> Heading {
    let mut full = String::with_capacity(text.len());
    for c in text.chars().filter(|&c| !is_blank(c)).map(fold) {
        match c {
            '*' | '★' | '☆' | '※' | '▲' | '△' | '●' | '◆' => {}
            '【' | '〔' | '[' | '{' | '﹙' | '〈' => full.push('('),
            '】' | '〕' | ']' | '}' | '﹚' | '〉' => full.push(')'),
            _ => full.push(c.to_ascii_lowercase()),
        }
    }
    let trimmed = full.trim_matches([':', ',', ';', '。', '、', '.']);
    let full = without_numbering(trimmed).to_owned();

    let mut key = String::with_capacity(full.len());
    let (mut unit, mut scale) = (None, 1);
    let mut rest = full.as_str();
    while let Some((before, after)) = rest.split_once('(') {
        key.push_str(before);
        let (inside, after) = matching_bracket(after);
        if let Some(stated) = stated_unit(inside) {
            (unit, scale) = (Some(stated.0), stated.1);
        }
        rest = after;
    }
    key.push_str(rest);
    key.retain(|c| c != ')');
    if key.is_empty() {
        key = full.replace(['(', ')'], "");
    }
    if unit.is_none()
        && let Some((before, last)) = key.rsplit_once('/')
        && !before.is_empty()
        && Unit::parse(before).is_none()
        && let Some(found) = Unit::parse(last)
    {
        unit = Some(found);
        key = before.to_owned();
    }
    Heading { key, full, unit, scale }
}

/// Splits the text behind the bracket that closes one already open; without one, at the text's end.
fn matching_bracket(text: &str) -> (&str, &str) {
    let mut depth = 1_usize;
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return (text.get(..at).unwrap_or(""), text.get(at + 1..).unwrap_or(""));
        }
    }
    (text, "")
}

/// Returns the unit that a bracket states and how many of it are meant: 100 户 in 百户.
fn stated_unit(inside: &str) -> Option<(Unit, u64)> {
    let named = inside.strip_prefix("单位").unwrap_or(inside).trim_start_matches([':', '/']);
    let mut cursor = TextCursor::new(named);
    let plain = Unit::parse(named).map(|unit| (unit, 1));
    plain.or_else(|| {
        let scale = take_scale(&mut cursor);
        let unit = Unit::take(&mut cursor).filter(|_| cursor.at_end())?;
        Some((unit, scale))
    })
}

/// Removes the number of `1.姓名` and `2、姓名`; `3.5公里` stays.
fn without_numbering(text: &str) -> &str {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 {
        return text;
    }
    let after = text.get(digits..).unwrap_or("");
    match after.strip_prefix(['.', '、']) {
        Some(name) if name.chars().next().is_some_and(|c| !c.is_ascii_digit()) => name,
        _ => text,
    }
}
