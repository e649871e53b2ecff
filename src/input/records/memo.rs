//! Distinct texts with what is known of each. Short ones stand in their entries and the bytes of others in one block, so
//! that a million of them are no million allocations, and finding one touches little memory.

use rustc_hash::FxHasher;
use std::hash::Hasher;

/// Distinct texts, and a value of each.
#[derive(Clone, Debug)]
pub struct Memo<T> {
    /// Hash and number + 1 of a text; number 0 is a free place. A power of two long.
    slots: Vec<(u32, u32)>,
    /// In the order in which they came.
    entries: Vec<Entry<T>>,
    /// The texts of more than [`SHORT`] bytes.
    block: Vec<u8>,
}

/// A text and its value.
#[derive(Clone, Copy, Debug)]
struct Entry<T> {
    ends: Ends,
    /// Where the block has it, if it is no short one.
    start: u32,
    value: T,
}

/// The length of a text and its first and last bytes, which are all of a short one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Ends {
    words: [u64; 2],
    length: u32,
}

/// Two words have so many bytes.
const SHORT: usize = 16;

impl<T> Default for Memo<T> {
    fn default() -> Self {
        Self { slots: Vec::new(), entries: Vec::new(), block: Vec::new() }
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
        let [first, last] = self.words;
        let middle = if text.len() > SHORT {
            let mut hasher = FxHasher::default();
            hasher.write(text);
            hasher.finish()
        } else {
            u64::from(self.length)
        };
        let hash = (first ^ middle).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let hash = (hash ^ hash >> 32 ^ last).wrapping_mul(0xd6e8_feb8_6659_fd93);
        (hash >> 32) as u32
    }
}

impl<T> Memo<T> {
    /// Number of texts.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Number of bytes of all texts.
    pub fn bytes(&self) -> usize {
        self.block.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Whether a text is there.
    pub fn has(&self, text: &[u8]) -> bool {
        self.get(text).is_some()
    }

    /// The value of a text; `None` if it is not there.
    pub fn get(&self, text: &[u8]) -> Option<&T> {
        self.find(text).and_then(|number| self.entries.get(number)).map(|entry| &entry.value)
    }

    fn find(&self, text: &[u8]) -> Option<usize> {
        let mask = self.slots.len().checked_sub(1)?;
        let ends = Ends::of(text);
        let hash = ends.hash(text);
        let mut at = hash as usize & mask;
        loop {
            let (own, number) = *self.slots.get(at)?;
            let number = (number as usize).checked_sub(1)?;
            if own == hash
                && let Some(entry) = self.entries.get(number)
                && entry.ends == ends
                && (text.len() <= SHORT || self.block.get(entry.start as usize..)?.starts_with(text))
            {
                return Some(number);
            }
            at = (at + 1) & mask;
        }
    }

    /// Gives a text its value, another one if it is there. Beyond four gigabytes no text is remembered any more.
    pub fn put(&mut self, text: &[u8], value: T) {
        let known = self.find(text);
        if let Some(entry) = known.and_then(|number| self.entries.get_mut(number)) {
            entry.value = value;
            return;
        }
        let (Ok(start), Ok(_)) = (u32::try_from(self.block.len()), u32::try_from(text.len())) else { return };
        if (self.len() + 1) * 4 > self.slots.len() * 3 {
            self.grow();
        }
        if text.len() > SHORT {
            self.block.extend_from_slice(text);
        }
        let ends = Ends::of(text);
        self.entries.push(Entry { ends, start, value });
        self.place(ends.hash(text), self.len());
    }

    fn grow(&mut self) {
        let size = (self.slots.len() * 2).max(16);
        let old = std::mem::replace(&mut self.slots, vec![(0, 0); size]);
        for (hash, number) in old.into_iter().filter(|(_, number)| *number != 0) {
            self.place(hash, number as usize);
        }
    }

    fn place(&mut self, hash: u32, number: usize) {
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        while self.slots.get(at).is_some_and(|(_, number)| *number != 0) {
            at = (at + 1) & mask;
        }
        if let Some(slot) = self.slots.get_mut(at) {
            *slot = (hash, u32::try_from(number).unwrap_or(0));
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
