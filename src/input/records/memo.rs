//! Distinct texts with what is known of each. Their bytes stand in one block, so that a million of them are no million
//! allocations.

use rustc_hash::FxHasher;
use std::hash::Hasher;

/// Distinct texts, and a value of each.
#[derive(Clone, Debug)]
pub struct Memo<T> {
    /// Hash and number + 1 of a text; number 0 is a free place. A power of two long.
    slots: Vec<(u32, u32)>,
    /// In the order in which they came.
    entries: Vec<Entry<T>>,
    block: Vec<u8>,
}

/// A text's place in the block, and its value.
#[derive(Clone, Copy, Debug)]
struct Entry<T> {
    start: u32,
    length: u32,
    value: T,
}

impl<T> Default for Memo<T> {
    fn default() -> Self {
        Self { slots: Vec::new(), entries: Vec::new(), block: Vec::new() }
    }
}

/// The hash only finds a text; whether it is the one, its bytes say.
fn hash(text: &[u8]) -> u32 {
    let mut hasher = FxHasher::default();
    hasher.write(text);
    let hash = hasher.finish();
    (hash ^ hash >> 32) as u32
}

impl<T> Memo<T> {
    /// Number of texts.
    pub fn len(&self) -> usize {
        self.entries.len()
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
        if self.slots.is_empty() {
            return None;
        }
        let hash = hash(text);
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        loop {
            let (own, number) = *self.slots.get(at)?;
            let number = (number as usize).checked_sub(1)?;
            if own == hash
                && let Some(Entry { start, length, .. }) = self.entries.get(number)
                && self.block.get(*start as usize..*start as usize + *length as usize) == Some(text)
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
        let place = |n: usize| u32::try_from(n).ok();
        let (Some(start), Some(length)) = (place(self.block.len()), place(text.len())) else { return };
        if (self.len() + 1) * 4 > self.slots.len() * 3 {
            self.grow();
        }
        self.block.extend_from_slice(text);
        self.entries.push(Entry { start, length, value });
        self.place(hash(text), self.len());
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
}
