//! Merging tallies: associative and commutative, the empty tally is the identity.

use super::{BodyTally, GridTally, Least, PersonTally, Tally, VillageTally};
use crate::model::loaded::Loaded;
use std::collections::BTreeMap;

/// Things that merge.
pub trait Merge {
    /// Takes the other one in.
    fn merge(&mut self, other: Self);
}

impl<K: Ord, V: Merge + Default> Merge for BTreeMap<K, V> {
    fn merge(&mut self, other: Self) {
        for (key, value) in other {
            self.entry(key).or_default().merge(value);
        }
    }
}

impl Merge for i64 {
    fn merge(&mut self, other: Self) {
        // Counts are not negative, so that saturating keeps the laws; figures are bounded where they enter the tally.
        *self = self.saturating_add(other);
    }
}

impl Merge for u32 {
    fn merge(&mut self, other: Self) {
        *self = self.saturating_add(other);
    }
}

impl Merge for Option<i64> {
    fn merge(&mut self, other: Self) {
        *self = match (*self, other) {
            (Some(a), Some(b)) => Some(a.saturating_add(b)),
            (a, b) => a.or(b),
        };
    }
}

impl Merge for Loaded {
    fn merge(&mut self, other: Self) {
        *self = self.union(other);
    }
}

impl Merge for Least {
    fn merge(&mut self, other: Self) {
        self.0 = match (self.0.take(), other.0) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
    }
}

impl Merge for super::Distinct {
    fn merge(&mut self, other: Self) {
        super::Distinct::merge(self, other);
    }
}

/// The least of two names, where an empty one is none at all.
fn least_name(mine: &mut String, theirs: String) {
    if mine.is_empty() || (!theirs.is_empty() && theirs < *mine) {
        *mine = theirs;
    }
}

/// Merges the named fields of a struct; every field must be named.
macro_rules! merge_fields {
    ($type:ident { $($field:ident),* $(,)? }) => {
        impl Merge for $type {
            fn merge(&mut self, other: Self) {
                let Self { $($field),* } = other;
                $(Merge::merge(&mut self.$field, $field);)*
            }
        }
    };
}

merge_fields!(GridTally { listed, counts, groups });
merge_fields!(VillageTally { listed, counts });
merge_fields!(BodyTally { counts, days });

impl Merge for PersonTally {
    fn merge(&mut self, other: Self) {
        let Self { listed, village, counts, days, terms } = other;
        Merge::merge(&mut self.listed, listed);
        least_name(&mut self.village, village);
        Merge::merge(&mut self.counts, counts);
        Merge::merge(&mut self.days, days);
        Merge::merge(&mut self.terms, terms);
    }
}

impl Merge for Tally {
    fn merge(&mut self, other: Self) {
        let Self {
            loaded,
            villages,
            grids,
            persons,
            bodies,
            venues,
            township,
            lacking,
            months,
            unplaced,
            mismatches,
            absent,
            veil,
        } = other;
        Merge::merge(&mut self.unplaced, unplaced);
        Merge::merge(&mut self.mismatches, mismatches);
        self.absent.extend(absent);
        self.veil.0.extend(veil.0);
        Merge::merge(&mut self.loaded, loaded);
        Merge::merge(&mut self.villages, villages);
        Merge::merge(&mut self.grids, grids);
        Merge::merge(&mut self.persons, persons);
        Merge::merge(&mut self.bodies, bodies);
        self.venues |= venues;
        Merge::merge(&mut self.township, township);
        Merge::merge(&mut self.lacking, lacking);
        Merge::merge(&mut self.months, months);
    }
}
