//! Distinct texts with what is known of each. Short ones stand in their entries and the bytes of others in one block, so
//! that a million of them are no million allocations, and finding one touches little memory.

use rustc_hash::FxHasher;
use std::hash::Hasher;

/// Distinct texts, and a value of each.
#[derive(Clone, Debug)]
pub struct Memo<T> {
    /// At the place that its hash gives, or the next free one behind it: so that one look finds most texts.
    entries: Vec<Entry<T>>,
    /// Number of texts.
    texts: usize,
    /// The texts of more than [`SHORT`] bytes.
    block: Vec<u8>,
}

/// A text and its value.
#[derive(Clone, Copy, Debug, Default)]
struct Entry<T> {
    ends: Ends,
    /// Where the block has it, if it is no short one; from 1, and 0 in a free place.
    start: u32,
    value: T,
}

/// The length of a text and its first and last bytes, which are all of a short one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Ends {
    words: [u64; 2],
    length: u32,
}

/// Two words have so many bytes.
const SHORT: usize = 16;

impl<T> Default for Memo<T> {
    fn default() -> Self {
        Self { entries: Vec::new(), texts: 0, block: Vec::new() }
    }
}

impl Ends {
    #[inline]
    fn of(text: &[u8]) -> Self {
        // They overlap where there are fewer bytes than two words have.
        let words = if let (Some(first), Some(last)) = (text.first_chunk(), text.last_chunk()) {
            [u64::from_le_bytes(*first), u64::from_le_bytes(*last)]
        } else if let (Some(first), Some(last)) = (text.first_chunk(), text.last_chunk()) {
            [u64::from(u32::from_le_bytes(*first)), u64::from(u32::from_le_bytes(*last))]
        } else {
            match *text {
                [a, b, c] => [u64::from(a) << 8 | u64::from(b), u64::from(c)],
                [a, b] => [u64::from(a), u64::from(b)],
                [a] => [u64::from(a), 0],
                _ => [0, 0],
            }
        };
        Self { words, length: text.len() as u32 }
    }

    /// The hash of a text with these ends. It only finds a text; whether it is the one, its bytes say.
    #[inline]
    fn hash(self, text: &[u8]) -> u32 {
        if text.len() <= SHORT {
            return self.mixed(u64::from(self.length));
        }
        let mut hasher = FxHasher::default();
        hasher.write(text);
        self.mixed(hasher.finish())
    }

    #[inline]
    fn mixed(self, middle: u64) -> u32 {
        let [first, last] = self.words;
        let hash = (first ^ middle).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let hash = (hash ^ hash >> 32 ^ last).wrapping_mul(0xd6e8_feb8_6659_fd93);
        (hash >> 32) as u32
    }
}

impl<T: Copy + Default> Memo<T> {
    /// Number of texts.
    pub fn len(&self) -> usize {
        self.texts
    }

    /// Number of bytes of all texts but the short ones.
    pub fn bytes(&self) -> usize {
        self.block.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.texts == 0
    }

    /// Whether a text is there.
    pub fn has(&self, text: &[u8]) -> bool {
        self.get(text).is_some()
    }

    /// The value of a text; `None` if it is not there.
    pub fn get(&self, text: &[u8]) -> Option<&T> {
        self.entries.get(self.find(text, Ends::of(text))).filter(|entry| entry.start != 0).map(|e| &e.value)
    }

    /// The place of a text, or the free one where it belongs; none at all while there are no places.
    #[inline]
    fn find(&self, text: &[u8], ends: Ends) -> usize {
        let mut at = self.place(ends.hash(text));
        while let Some(entry) = self.entries.get(at) {
            let is_it = || text.len() <= SHORT || self.text(entry) == Some(text);
            if entry.start == 0 || (entry.ends == ends && is_it()) {
                break;
            }
            at = self.behind(at);
        }
        at
    }

    /// Where to look first: the hash as a part of all, of the number of places.
    #[inline]
    fn place(&self, hash: u32) -> usize {
        ((u64::from(hash) * self.entries.len() as u64) >> 32) as usize
    }

    #[inline]
    fn behind(&self, at: usize) -> usize {
        if at + 1 < self.entries.len() { at + 1 } else { 0 }
    }

    /// A text that is no short one.
    fn text(&self, entry: &Entry<T>) -> Option<&[u8]> {
        let start = entry.start as usize - 1;
        self.block.get(start..start + entry.ends.length as usize)
    }

    /// Gives a text its value, another one if it is there. Beyond four gigabytes no text is remembered any more.
    pub fn put(&mut self, text: &[u8], value: T) {
        let (start, length) = (u32::try_from(self.block.len() + 1), u32::try_from(text.len()));
        let (Ok(start), Ok(_)) = (start, length) else { return };
        if (self.texts + 1) * 5 > self.entries.len() * 4 {
            self.grow();
        }
        let ends = Ends::of(text);
        let at = self.find(text, ends);
        let Some(entry) = self.entries.get_mut(at) else { return };
        if entry.start != 0 {
            entry.value = value;
            return;
        }
        *entry = Entry { ends, start, value };
        self.texts += 1;
        if text.len() > SHORT {
            self.block.extend_from_slice(text);
        }
    }

    /// By half, so that few places are free however many there are.
    fn grow(&mut self) {
        let size = (self.entries.len() * 3 / 2).max(16);
        let old = std::mem::replace(&mut self.entries, vec![Entry::default(); size]);
        for entry in old.into_iter().filter(|entry| entry.start != 0) {
            let length = entry.ends.length as usize;
            let long = if length > SHORT { self.text(&entry) } else { None };
            let hash = long.map_or_else(|| entry.ends.mixed(length as u64), |text| entry.ends.hash(text));
            let mut at = self.place(hash);
            while self.entries.get(at).is_some_and(|other| other.start != 0) {
                at = self.behind(at);
            }
            if let Some(free) = self.entries.get_mut(at) {
                *free = entry;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_text_keeps_its_value() {
        let mut memo = Memo::default();
        assert_eq!(memo.get(b""), None);
        for n in 0..5000_u32 {
            let text = n.to_string();
            assert!(!memo.has(text.as_bytes()));
            memo.put(text.as_bytes(), n);
        }
        memo.put(b"", 7);
        memo.put(b"12", 8);
        for n in (0..5000_u32).filter(|n| *n != 12) {
            assert_eq!(memo.get(n.to_string().as_bytes()), Some(&n));
        }
        assert_eq!((memo.get(b""), memo.get(b"12"), memo.get(b"5001")), (Some(&7), Some(&8), None));
        assert_eq!(memo.len(), 5001);
    }

    /// Texts of every length, of which some have the same first and last bytes.
    #[test]
    fn texts_with_the_same_ends_are_told_apart() {
        let mut memo = Memo::default();
        let mut texts: Vec<Vec<u8>> = Vec::new();
        for length in 0..40 {
            for changed in 0..=length {
                let mut text = vec![b'a'; length];
                if let Some(byte) = text.get_mut(changed) {
                    *byte = 0;
                }
                texts.push(text);
            }
        }
        for (n, text) in texts.iter().enumerate() {
            assert!(!memo.has(text), "{text:?}");
            memo.put(text, n);
        }
        for (n, text) in texts.iter().enumerate() {
            assert_eq!(memo.get(text), Some(&n), "{text:?}");
        }
    }
}
