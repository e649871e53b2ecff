//! Distinct texts, each under a number in the order in which they came. Their bytes stand in one block, so that a million
//! of them are no million allocations.

use rustc_hash::FxHasher;
use std::hash::Hasher;

/// Distinct texts with their numbers.
#[derive(Clone, Debug, Default)]
pub struct Memo {
    /// Hash and number + 1 of a text; number 0 is a free place. A power of two long.
    slots: Vec<(u32, u32)>,
    /// Where each text ends in the block.
    ends: Vec<u32>,
    block: Vec<u8>,
}

/// The hash only finds a text; whether it is the one, its bytes say.
fn hash(text: &[u8]) -> u32 {
    let mut hasher = FxHasher::default();
    hasher.write(text);
    let hash = hasher.finish();
    (hash ^ hash >> 32) as u32
}

impl Memo {
    /// Number of texts.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    fn text(&self, number: usize) -> &[u8] {
        let end = |n: usize| self.ends.get(n).map_or(0, |end| *end as usize);
        let start = number.checked_sub(1).map_or(0, end);
        self.block.get(start..end(number)).unwrap_or_default()
    }

    /// The number of a text; `None` if it is not there.
    pub fn get(&self, text: &[u8]) -> Option<usize> {
        if self.slots.is_empty() {
            return None;
        }
        let hash = hash(text);
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        loop {
            let (own, number) = *self.slots.get(at)?;
            let number = (number as usize).checked_sub(1)?;
            if own == hash && self.text(number) == text {
                return Some(number);
            }
            at = (at + 1) & mask;
        }
    }

    /// Adds a text that is not there. Beyond four gigabytes none is remembered any more.
    pub fn add(&mut self, text: &[u8]) {
        let Ok(end) = u32::try_from(self.block.len() + text.len()) else { return };
        if (self.len() + 1) * 4 > self.slots.len() * 3 {
            self.grow();
        }
        self.block.extend_from_slice(text);
        self.ends.push(end);
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
    fn each_text_keeps_its_number() {
        let mut memo = Memo::default();
        assert_eq!(memo.get(b""), None);
        for n in 0..5000_u32 {
            let text = n.to_string();
            assert_eq!(memo.get(text.as_bytes()), None);
            memo.add(text.as_bytes());
        }
        memo.add(b"");
        for n in 0..5000_u32 {
            assert_eq!(memo.get(n.to_string().as_bytes()), Some(n as usize));
        }
        assert_eq!((memo.get(b""), memo.get(b"5001"), memo.len()), (Some(5000), None, 5001));
    }
}
