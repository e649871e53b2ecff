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
    /// What was met by looking ahead, so that it is done at all.
    met: u32,
}

/// A text and its value: half a line of a processor's cache, where the value has twelve bytes.
#[derive(Clone, Copy, Debug, Default)]
#[repr(align(32))]
struct Entry<T> {
    ends: Ends,
    /// The length of a short text and one; of another, [`LONG`] and where the block has it; 0 in a free place.
    which: u32,
    value: T,
}

/// The first and last bytes of a text, which are all of a short one.
type Ends = [u64; 2];

/// Two words have so many bytes.
const SHORT: usize = 16;
const LONG: u32 = SHORT as u32 + 2;
/// The block has so many bytes before each text, for its length.
const LENGTH: usize = 4;

impl<T> Default for Memo<T> {
    fn default() -> Self {
        Self { entries: Vec::new(), texts: 0, block: Vec::new(), met: 0 }
    }
}

#[inline]
fn ends(text: &[u8]) -> Ends {
    // They overlap where there are fewer bytes than two words have.
    if let (Some(first), Some(last)) = (text.first_chunk(), text.last_chunk()) {
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
    }
}

/// The hash of a text with these ends. It only finds a text; whether it is the one, its bytes say.
#[inline]
fn hash(ends: Ends, text: &[u8]) -> u32 {
    if text.len() <= SHORT {
        return mixed(ends, text.len() as u64);
    }
    let mut hasher = FxHasher::default();
    hasher.write(text);
    mixed(ends, hasher.finish())
}

#[inline]
fn mixed([first, last]: Ends, middle: u64) -> u32 {
    let hash = (first ^ middle).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let hash = (hash ^ hash >> 32 ^ last).wrapping_mul(0xd6e8_feb8_6659_fd93);
    (hash >> 32) as u32
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
    #[inline]
    pub fn get(&self, text: &[u8]) -> Option<&T> {
        self.entries.get(self.find(text, ends(text))).filter(|entry| entry.which != 0).map(|e| &e.value)
    }

    /// Fetches the place where a text is looked for first. Nothing waits for it, so that several are fetched at once.
    pub fn look_ahead(&mut self, text: &[u8]) {
        let at = self.place(hash(ends(text), text));
        self.met ^= self.entries.get(at).map_or(0, |entry| entry.which);
    }

    /// The place of a text, or the free one where it belongs; none at all while there are no places.
    #[inline]
    fn find(&self, text: &[u8], ends: Ends) -> usize {
        let mut at = self.place(hash(ends, text));
        while let Some(entry) = self.entries.get(at) {
            let is_it = || match text.len() {
                short @ ..=SHORT => entry.which == short as u32 + 1,
                _ => self.text(entry) == Some(text),
            };
            if entry.which == 0 || (entry.ends == ends && is_it()) {
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
        let (length, rest) =
            self.block.get(entry.which.checked_sub(LONG)? as usize..)?.split_first_chunk()?;
        rest.get(..u32::from_le_bytes(*length) as usize)
    }

    /// Gives a text its value, another one if it is there. Beyond four gigabytes no text is remembered any more.
    pub fn put(&mut self, text: &[u8], value: T) {
        let (end, length) = (self.block.len() + LENGTH + text.len(), u32::try_from(text.len()));
        let (Ok(_), Ok(length)) = (u32::try_from(end + LONG as usize), length) else { return };
        if (self.texts + 1) * 3 > self.entries.len() * 2 {
            self.grow();
        }
        let ends = ends(text);
        let at = self.find(text, ends);
        let is_short = text.len() <= SHORT;
        let which = if is_short { length + 1 } else { self.block.len() as u32 + LONG };
        let Some(entry) = self.entries.get_mut(at) else { return };
        if entry.which != 0 {
            entry.value = value;
            return;
        }
        *entry = Entry { ends, which, value };
        self.texts += 1;
        if !is_short {
            self.block.extend_from_slice(&length.to_le_bytes());
            self.block.extend_from_slice(text);
        }
    }

    /// By half, so that not many places are free however many there are.
    fn grow(&mut self) {
        let size = (self.entries.len() * 3 / 2).max(16);
        let old = std::mem::replace(&mut self.entries, vec![Entry::default(); size]);
        for entry in old.into_iter().filter(|entry| entry.which != 0) {
            let short = || mixed(entry.ends, u64::from(entry.which - 1));
            let long = self.text(&entry);
            let mut at = self.place(long.map_or_else(short, |text| hash(entry.ends, text)));
            while self.entries.get(at).is_some_and(|other| other.which != 0) {
                at = self.behind(at);
            }
            if let Some(free) = self.entries.get_mut(at) {
                *free = entry;
            }
        }
    }
}

#[cfg(test)]
#[path = "../../../tests/unit/memo.rs"]
mod tests;
