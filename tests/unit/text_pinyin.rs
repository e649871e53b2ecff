//! The pinyin of Chinese characters: the order of a dictionary, nearly, and the first letters by which people look for

use super::{first_letters, letters};

#[test]
fn every_character_of_the_standard_has_a_letter() {
    assert_eq!(letters::SECOND.bytes().filter(u8::is_ascii_lowercase).count(), 3008);
    assert_eq!(first_letters().len(), 3755 + 3008);
    for pair in letters::ALSO.split(' ') {
        let (c, letter) = (pair.chars().next().unwrap(), pair.as_bytes()[pair.len() - 1]);
        assert_ne!(first_letters().get(&c), Some(&letter), "{c} needs no second {letter}");
    }
}
