//! The order of a Chinese dictionary, nearly: GB 2312 sorts its 3755 commonest characters by pinyin.

use encoding_rs::GB18030;
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

/// Places of the characters of GB 2312's first level, made by decoding: the readers carry a decoder, and
/// an encoder would be one thing more in the page.
fn places() -> &'static FxHashMap<char, u32> {
    static PLACES: OnceLock<FxHashMap<char, u32>> = OnceLock::new();
    PLACES.get_or_init(|| {
        let pairs: Vec<u8> =
            (0xB0..=0xD7).flat_map(|lead| (0xA1..=0xFE).flat_map(move |trail| [lead, trail])).collect();
        GB18030.decode_without_bom_handling(&pairs).0.chars().zip(1..).collect()
    })
}

/// What to compare by: ASCII first, then the common characters by pinyin, then the others by code.
#[must_use]
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

#[cfg(test)]
mod tests {
    use super::key;

    #[test]
    fn names_stand_as_in_a_dictionary() {
        let mut names = ["周一", "安二", "Li", "彭三", "白四", "翁五", "罗六"];
        names.sort_by_key(|name| key(name));
        assert_eq!(names, ["Li", "安二", "白四", "罗六", "彭三", "翁五", "周一"]);
    }
}
