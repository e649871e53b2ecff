//! Sorts, and maps and sets from what is listed, in one copy of the machine code for all types.
//!
//! The standard library compiles its sorts anew for each type and closure, some 5 KB each, and collecting a map or a set
//! sorts as well. A hundred such copies were 72 KB of the packed page, a twentieth. Here positions are sorted, by a
//! comparison that is called through a pointer, and the items moved after them. That is for lists of places, persons, findings
//! and figures; rows by the million are sorted by the standard library.

#[cfg(not(target_arch = "wasm32"))]
pub mod cores;

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

/// Stable sorts of a slice.
pub trait Sort<T> {
    /// Sorts by a comparison.
    fn order_by(&mut self, compare: impl FnMut(&T, &T) -> Ordering);

    /// Sorts by a key, which is asked for at each comparison.
    fn order_by_key<K: Ord>(&mut self, mut key: impl FnMut(&T) -> K) {
        self.order_by(|a, b| key(a).cmp(&key(b)));
    }

    /// Sorts by a key that is worked out once for each item.
    fn order_by_cached_key<K: Ord>(&mut self, key: impl FnMut(&T) -> K);

    /// Sorts by the items' own order.
    fn order(&mut self)
    where
        T: Ord,
    {
        self.order_by(T::cmp);
    }
}

impl<T> Sort<T> for [T] {
    fn order_by(&mut self, mut compare: impl FnMut(&T, &T) -> Ordering) {
        let sorted = positions(self.len(), &mut |a, b| match (self.get(a), self.get(b)) {
            (Some(a), Some(b)) => compare(a, b),
            _ => Ordering::Equal,
        });
        arrange(sorted, &mut |a, b| self.swap(a, b));
    }

    fn order_by_cached_key<K: Ord>(&mut self, key: impl FnMut(&T) -> K) {
        let keys: Vec<K> = self.iter().map(key).collect();
        let sorted = positions(keys.len(), &mut |a, b| keys.get(a).cmp(&keys.get(b)));
        arrange(sorted, &mut |a, b| self.swap(a, b));
    }
}

/// Maps and sets of what an iterator gives, as `collect` makes them: of equal keys the last holds.
pub trait Gather: Iterator + Sized {
    /// A map of pairs.
    fn into_map<K: Ord, V>(self) -> BTreeMap<K, V>
    where
        Self: Iterator<Item = (K, V)>,
    {
        let mut map = BTreeMap::new();
        self.for_each(|(key, value)| {
            map.insert(key, value);
        });
        map
    }

    /// A set of the items.
    fn into_set(self) -> BTreeSet<Self::Item>
    where
        Self::Item: Ord,
    {
        let mut set = BTreeSet::new();
        self.for_each(|item| {
            set.insert(item);
        });
        set
    }

    /// A JSON object of names and values.
    fn into_object(self) -> Map<String, Value>
    where
        Self: Iterator<Item = (String, Value)>,
    {
        let mut map = Map::new();
        self.for_each(|(name, value)| {
            map.insert(name, value);
        });
        map
    }
}

impl<I: Iterator> Gather for I {}

/// The positions of `count` items in their order.
fn positions(count: usize, compare: &mut dyn FnMut(usize, usize) -> Ordering) -> Vec<usize> {
    let mut sorted: Vec<usize> = (0..count).collect();
    sorted.sort_by(|a, b| compare(*a, *b));
    sorted
}

/// Brings items into the order of `sorted`, by swaps: each cycle of the permutation is followed once.
fn arrange(mut sorted: Vec<usize>, swap: &mut dyn FnMut(usize, usize)) {
    for start in 0..sorted.len() {
        let mut here = start;
        while let Some(place) = sorted.get_mut(here) {
            let from = std::mem::replace(place, here);
            if from == start || from == here {
                break;
            }
            swap(here, from);
            here = from;
        }
    }
}
