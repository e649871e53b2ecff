//! The pinyin of Chinese characters: the order of a dictionary, nearly, and the first letters by which people look for
//! names.
//!
//! GB 2312 sorts its 3755 commonest characters by pinyin; the order comes from there and needs no table.

mod letters;

use encoding_rs::GB18030;
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

/// Returns the places of the characters of GB 2312's first level. They are decoded, since the readers carry a decoder
/// and an encoder would make the page larger.
fn places() -> &'static FxHashMap<char, u32> {
    static PLACES: OnceLock<FxHashMap<char, u32>> = OnceLock::new();
    PLACES.get_or_init(|| decoded(0xB0..=0xD7).chars().zip(1..).collect())
}

/// Returns the characters of these rows of GB 2312, without its free places.
fn decoded(rows: std::ops::RangeInclusive<u8>) -> String {
    let pairs: Vec<u8> = rows.flat_map(|lead| (0xA1..=0xFE).flat_map(move |trail| [lead, trail])).collect();
    let text = GB18030.decode_without_bom_handling(&pairs).0;
    text.chars().filter(|c| !('\u{e000}'..='\u{f8ff}').contains(c)).collect()
}

/// Returns a key to sort by: ASCII first, then the common characters by pinyin, then all others by code.
pub fn key(text: &str) -> Vec<u32> {
    const COMMON: u32 = 0x1_0000;
    const OTHER: u32 = 0x2_0000;
    let places = places();
    text.chars()
        .map(|c| match places.get(&c) {
            Some(place) => COMMON + place,
            None if c.is_ascii() => u32::from(c),
            None => OTHER + u32::from(c),
        })
        .collect()
}

/// Returns the first letter of the pinyin of each character of GB 2312.
fn first_letters() -> &'static FxHashMap<char, u8> {
    static LETTERS: OnceLock<FxHashMap<char, u8>> = OnceLock::new();
    LETTERS.get_or_init(|| {
        let places = places();
        let (characters, letters) = letters::FIRST;
        let starts: Vec<(u32, u8)> =
            characters.chars().zip(letters).filter_map(|(c, l)| Some((*places.get(&c)?, *l))).collect();
        let common = places.iter().filter_map(|(c, place)| {
            starts.iter().rev().find(|(start, _)| start <= place).map(|(_, letter)| (*c, *letter))
        });
        common
            .chain(decoded(0xD8..=0xF7).chars().zip(letters::SECOND.bytes().filter(u8::is_ascii_lowercase)))
            .collect()
    })
}

/// Returns whether a character matches a typed letter or digit: by itself, or by the first letter of its pinyin.
fn matches(c: char, typed: u8) -> bool {
    if c.is_ascii() {
        return c.eq_ignore_ascii_case(&char::from(typed));
    }
    first_letters().get(&c) == Some(&typed)
        || letters::ALSO.split(' ').any(|pair| pair.chars().eq([c, char::from(typed)]))
}

/// Returns where `typed` is in a text, in characters from its start: as it is, or by the first letters of the pinyin.
/// `None` if it is not there, or empty.
///
/// ```
/// use gelan_core::text::pinyin::position;
/// assert_eq!((position("好花红村", "hhh"), position("好花红村", "花红")), (Some(0), Some(1)));
/// assert_eq!((position("好花红村", "hx"), position("好花红村", "")), (None, None));
/// ```
pub fn position(text: &str, typed: &str) -> Option<usize> {
    if typed.is_empty() {
        return None;
    }
    if let Some(bytes) = text.find(typed) {
        return Some(text.get(..bytes).map_or(0, |before| before.chars().count()));
    }
    if !typed.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return None;
    }
    let typed = typed.to_ascii_lowercase().into_bytes();
    let characters: Vec<char> = text.chars().collect();
    characters
        .windows(typed.len())
        .position(|window| window.iter().zip(&typed).all(|(c, letter)| matches(*c, *letter)))
}

#[cfg(test)]
#[path = "../../../tests/unit/text_pinyin.rs"]
mod tests;
