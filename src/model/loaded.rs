//! Which tables were loaded, and which of the columns that figures need.

use super::kind::{Field, Kind};
use serde::{Deserialize, Serialize};

/// A column without which figures of its table are not known, though the table is loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum RequiredColumn {
    /// How many households a head links.
    Linked,
    /// Which household was visited.
    Visited,
    /// How long a visit took.
    Minutes,
    /// Whether a cadre was trained.
    Trained,
    /// When an item of the three lists was done.
    Done,
}

impl RequiredColumn {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Linked, Self::Visited, Self::Minutes, Self::Trained, Self::Done];

    /// The kind of table that holds it, and the fields of which any one will do.
    pub fn fields(self) -> (Kind, &'static [Field]) {
        match self {
            Self::Linked => (Kind::Heads, &[Field::Households]),
            Self::Visited => (Kind::Visits, &[Field::Household]),
            Self::Minutes => (Kind::Visits, &[Field::Minutes]),
            Self::Trained => (Kind::Cadres, &[Field::Times, Field::Date]),
            Self::Done => (Kind::DutyLists, &[Field::Done]),
        }
    }
}

/// A set of kinds of table and a set of columns; a count is absent, not 0, where its table is not loaded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Loaded {
    kinds: u64,
    columns: u16,
}

// A kind or column beyond these would share a bit with another one.
const _: () = assert!(Kind::ALL.len() <= 64 && RequiredColumn::ALL.len() <= 16);

impl Loaded {
    /// Whether a table of the kind was loaded.
    pub fn has(self, kind: Kind) -> bool {
        self.kinds & 1 << kind as u32 != 0
    }

    /// Whether a table with the column was loaded.
    pub fn has_column(self, column: RequiredColumn) -> bool {
        self.columns & 1 << column as u32 != 0
    }

    /// Adds a kind.
    pub fn add(&mut self, kind: Kind) {
        self.kinds |= 1 << kind as u32;
    }

    /// Adds a column.
    pub fn add_column(&mut self, column: RequiredColumn) {
        self.columns |= 1 << column as u32;
    }

    /// Returns what either of the two holds.
    pub fn union(self, other: Self) -> Self {
        Self { kinds: self.kinds | other.kinds, columns: self.columns | other.columns }
    }

    /// Returns what both hold.
    pub fn intersection(self, other: Self) -> Self {
        Self { kinds: self.kinds & other.kinds, columns: self.columns & other.columns }
    }
}
