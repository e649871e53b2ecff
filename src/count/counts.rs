//! The counters of one unit, by the table of counters.

use super::posts::Marks;
use super::{Distinct, Merge};
use crate::catalogue::{Counter, Level, MergeRule};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The values of the counters of a village, a grid, a body, a person, a month or the township; 0 or not known for
/// those that it does not keep.
#[derive(Clone, PartialEq, Eq)]
pub struct Counts {
    numbers: [i64; Counter::COUNT],
    /// A bit for each counter that some row speaks of, of those that may be not known.
    known: u128,
    sets: [Distinct; Counter::SETS],
}

// The known counters are bits.
const _: () = assert!(Counter::COUNT <= 128);

impl Default for Counts {
    fn default() -> Self {
        Self { numbers: [0; Counter::COUNT], known: 0, sets: Default::default() }
    }
}

impl std::fmt::Debug for Counts {
    /// Writes the counters that are not empty.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut map = f.debug_map();
        for counter in Counter::ALL {
            match counter.row().merge {
                MergeRule::Set if !self.set(*counter).is_empty() => map.entry(counter, self.set(*counter)),
                MergeRule::Sum if self.number(*counter) != 0 => map.entry(counter, &self.number(*counter)),
                MergeRule::OptionalSum | MergeRule::Flag if self.is_known(*counter) => {
                    map.entry(counter, &self.number(*counter))
                }
                _ => &mut map,
            };
        }
        map.finish()
    }
}

impl Counts {
    fn number(&self, counter: Counter) -> i64 {
        self.numbers.get(counter as usize).copied().unwrap_or(0)
    }

    fn is_known(&self, counter: Counter) -> bool {
        self.known & 1 << counter as u32 != 0
    }

    /// Returns the counter; `None` where no row speaks of it, or where it is a set whose size cannot be known.
    pub fn value(&self, counter: Counter) -> Option<i64> {
        match counter.row().merge {
            MergeRule::Sum => Some(self.number(counter)),
            MergeRule::OptionalSum | MergeRule::Flag => self.is_known(counter).then(|| self.number(counter)),
            MergeRule::Set => self.set(counter).count(),
        }
    }

    /// Returns the counter; 0 where it is not known. Of a set it is the size.
    pub fn get(&self, counter: Counter) -> i64 {
        self.value(counter).unwrap_or(0)
    }

    /// Returns a yes or no; `None` where no row speaks of it.
    pub fn flag(&self, counter: Counter) -> Option<bool> {
        self.value(counter).map(|rows| rows > 0)
    }

    /// Whether something of it was counted, even if it is a stated 0: of a set, a member; of a flag, a yes.
    pub fn touches(&self, counter: Counter) -> bool {
        match counter.row().merge {
            MergeRule::Sum => self.number(counter) != 0,
            MergeRule::OptionalSum => self.is_known(counter),
            MergeRule::Flag => self.number(counter) > 0,
            MergeRule::Set => !self.set(counter).is_empty(),
        }
    }

    /// The set; the empty one for other counters.
    pub fn set(&self, counter: Counter) -> &Distinct {
        const EMPTY: &Distinct = &Distinct::EMPTY;
        self.sets.get(counter.set_index()).unwrap_or(EMPTY)
    }

    /// Adds a number; an optional counter or flag is known from then on. Sets stay what they are.
    pub fn add(&mut self, counter: Counter, number: i64) {
        if let Some(own) = self.numbers.get_mut(counter as usize) {
            match counter.row().merge {
                MergeRule::Set => return,
                MergeRule::OptionalSum | MergeRule::Flag => self.known |= 1 << counter as u32,
                MergeRule::Sum => {}
            }
            // Counts are not negative, so that saturating keeps the laws; figures are bounded where they enter the tally.
            *own = own.saturating_add(number);
        }
    }

    /// Adds a member to a set.
    pub fn add_member(&mut self, counter: Counter, name: &str, marks: &Marks) {
        if let Some(set) = self.sets.get_mut(counter.set_index()) {
            set.add(name, marks);
        }
    }

    /// Replaces a set; other counters stay what they are.
    pub fn put_set(&mut self, counter: Counter, set: Distinct) {
        if let Some(own) = self.sets.get_mut(counter.set_index()) {
            *own = set;
        }
    }

    /// Replaces a counter by a number, by `None` where it is not known; a set by one of which only the size is left.
    pub fn put(&mut self, counter: Counter, value: Option<i64>) {
        self.clear(counter);
        match counter.row().merge {
            MergeRule::Set => self.put_set(counter, value.map_or(Distinct::Refused, Distinct::sealed)),
            _ => value.into_iter().for_each(|number| self.add(counter, number)),
        }
    }

    /// Empties a counter.
    pub fn clear(&mut self, counter: Counter) {
        self.known &= !(1 << counter as u32);
        self.numbers.iter_mut().skip(counter as usize).take(1).for_each(|n| *n = 0);
        self.put_set(counter, Distinct::default());
    }

    /// With the counter at a number; of a set only its size.
    pub fn with(mut self, counter: Counter, number: i64) -> Self {
        self.put(counter, Some(number));
        self
    }

    /// Whether nothing was counted.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Takes in the counters of another town, whose things are all others: sets add up.
    pub fn add_apart(&mut self, other: &Self) {
        let mut other = other.clone();
        for counter in Counter::ALL.iter().filter(|c| c.row().merge == MergeRule::Set) {
            let sum = self.value(*counter).zip(other.value(*counter)).map(|(a, b)| a.saturating_add(b));
            self.put(*counter, sum);
            other.clear(*counter);
        }
        self.merge(other);
    }

    /// Whether it is known and above 0.
    pub fn is_above_zero(&self, counter: Counter) -> bool {
        match counter.row().merge {
            MergeRule::Set => !self.set(counter).is_empty(),
            _ => self.number(counter) > 0,
        }
    }

    /// Returns the counters of a level for which `keeps` holds. The members of sets are left behind and their number is
    /// kept.
    pub fn sealed(&self, level: Level, keeps: impl Fn(Counter) -> bool) -> Self {
        let mut out = Self::default();
        for counter in Counter::of_level(level).filter(|c| keeps(*c)) {
            let value = self.value(counter);
            let is_flag = counter.row().merge == MergeRule::Flag;
            out.put(counter, if is_flag { value.map(|rows| i64::from(rows > 0)) } else { value });
        }
        out
    }
}

impl FromIterator<(Counter, i64)> for Counts {
    /// Returns these counters; of sets only the sizes.
    fn from_iter<I: IntoIterator<Item = (Counter, i64)>>(counters: I) -> Self {
        counters.into_iter().fold(Self::default(), |counts, (counter, number)| counts.with(counter, number))
    }
}

impl Merge for Counts {
    fn merge(&mut self, other: Self) {
        for (own, more) in self.numbers.iter_mut().zip(other.numbers) {
            *own = own.saturating_add(more);
        }
        self.known |= other.known;
        for (own, more) in self.sets.iter_mut().zip(other.sets) {
            own.merge(more);
        }
    }
}

/// Only what is not empty is written.
#[derive(Serialize, Deserialize)]
struct SparseCounts {
    numbers: Vec<(Counter, i64)>,
    sets: Vec<(Counter, Distinct)>,
}

impl Serialize for Counts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut sparse = SparseCounts { numbers: Vec::new(), sets: Vec::new() };
        for &counter in Counter::ALL {
            let number = self.number(counter);
            if number != 0 || self.is_known(counter) {
                sparse.numbers.push((counter, number));
            }
            if !self.set(counter).is_empty() {
                sparse.sets.push((counter, self.set(counter).clone()));
            }
        }
        sparse.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Counts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let SparseCounts { numbers, sets } = SparseCounts::deserialize(deserializer)?;
        let mut counts = Self::default();
        numbers.into_iter().for_each(|(counter, number)| counts.add(counter, number));
        sets.into_iter().for_each(|(counter, set)| counts.put_set(counter, set));
        Ok(counts)
    }
}
