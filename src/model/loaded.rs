//! Which tables were loaded, and which of the columns that figures need.

use super::body::Body;
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

/// A set of kinds of table and a set of columns; a count is absent, not 0, where its table is not loaded. Of the duty log
/// and the ledger of matters also which bodies they can name and which they do name, whatever the period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Loaded {
    kinds: u64,
    columns: u16,
    told: u16,
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

    /// Notes that a loaded duty log or ledger of matters can name a body; `named` where one of its rows does.
    pub fn tell(&mut self, kind: Kind, body: Body, named: bool) {
        self.told |= told_bit(kind, body) | if named { told_bit(kind, body) << TOLD } else { 0 };
    }

    /// Whether such a table can name the body.
    pub fn can_name(self, kind: Kind, body: Body) -> bool {
        self.told & told_bit(kind, body) != 0
    }

    /// Whether a row of either table names the body.
    pub fn names(self, body: Body) -> bool {
        TELLING.iter().any(|kind| self.told & told_bit(*kind, body) << TOLD != 0)
    }

    /// All of it as three numbers: kinds, columns, bodies.
    pub fn bits(self) -> [i64; 3] {
        [self.kinds.cast_signed(), i64::from(self.columns), i64::from(self.told)]
    }

    /// The same of three numbers; bits that stand for nothing are left out.
    pub fn from_bits([kinds, columns, told]: [i64; 3]) -> Self {
        let kinds = kinds.cast_unsigned() & ((1 << Kind::ALL.len()) - 1);
        Self { kinds, columns: columns as u16 & ((1 << RequiredColumn::ALL.len()) - 1), told: told as u16 }
    }

    /// What is noted of the bodies, as bits; 0 where nothing is.
    pub fn body_bits(self) -> u16 {
        self.told
    }

    /// The same with these bits.
    pub fn with_body_bits(self, told: u16) -> Self {
        Self { told, ..self }
    }

    /// Returns what either of the two holds.
    pub fn union(self, other: Self) -> Self {
        let (kinds, columns) = (self.kinds | other.kinds, self.columns | other.columns);
        Self { kinds, columns, told: self.told | other.told }
    }

    /// Returns the kinds and columns that both hold; a body that one of them names is named.
    pub fn intersection(self, other: Self) -> Self {
        let (kinds, columns) = (self.kinds & other.kinds, self.columns & other.columns);
        Self { kinds, columns, told: self.told | other.told }
    }
}

/// The tables whose rows each belong to a body.
const TELLING: [Kind; 2] = [Kind::Duty, Kind::Matters];
/// How many bits the bodies of these tables take.
const TOLD: usize = TELLING.len() * Body::ALL.len();

/// The bit of a body in a table; none where the table is another.
fn told_bit(kind: Kind, body: Body) -> u16 {
    let at = TELLING.iter().position(|telling| *telling == kind);
    at.map_or(0, |at| 1 << (at * Body::ALL.len() + body as usize))
}
