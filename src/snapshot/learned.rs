//! What is learned, by column.

use rustc_hash::{FxBuildHasher, FxHashMap};
use std::hash::{Hash, Hasher};

/// A name and a group. Names are mostly one text in memory, and then told alike by where that is.
#[derive(Clone, Copy, Debug, Eq)]
struct Key(&'static str, usize);

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        self.1 == other.1 && (std::ptr::eq(self.0, other.0) || self.0 == other.0)
    }
}

impl Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // Names that begin alike end otherwise.
        let end = self.0.as_bytes().last_chunk::<8>().map_or(0, |end| u64::from_le_bytes(*end));
        let short = self.0.as_bytes().last_chunk::<4>().map_or(0, |end| u32::from_le_bytes(*end));
        state.write_u64(end ^ u64::from(short) << 7 ^ (self.1 as u64) << 56 ^ self.0.len() as u64);
    }
}

/// How many columns have their room from the beginning.
const FEW: usize = 56;

/// A value for each column and group that was met.
#[derive(Clone, Debug)]
pub(super) struct Learned<T> {
    places: FxHashMap<Key, usize>,
    values: Vec<T>,
}

impl<T> Default for Learned<T> {
    fn default() -> Self {
        let places = FxHashMap::with_capacity_and_hasher(FEW, FxBuildHasher);
        Self { places, values: Vec::with_capacity(FEW) }
    }
}

impl<T: Copy + Default> Learned<T> {
    /// Where the value of a column stands; one that was not met gets the first value.
    pub fn place(&mut self, key: (&'static str, usize)) -> usize {
        let next = self.values.len();
        let place = *self.places.entry(Key(key.0, key.1)).or_insert(next);
        if place == next {
            self.values.push(T::default());
        }
        place
    }

    /// The value at a place.
    pub fn get(&self, place: usize) -> T {
        self.values.get(place).copied().unwrap_or_default()
    }

    /// Puts a value in its place.
    pub fn set(&mut self, place: usize, value: T) {
        if let Some(slot) = self.values.get_mut(place) {
            *slot = value;
        }
    }
}
