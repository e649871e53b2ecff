//! Distinct counts that merge.

use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A set of things counted once each, or its size where the things themselves were left behind.
///
/// Sets merge by union. A size cannot be merged with anything but the empty set: whether the two share
/// members is not known, so the result is [`Distinct::Refused`], which stays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Distinct {
    /// The members. A member is a name, a mark that tells two of one name apart (telephone or identity
    /// number, empty where there is none) and a place inside the unit (empty where it does not matter).
    Members(BTreeSet<Member>),
    /// Only how many there are.
    Sealed(i64),
    /// A distinct count that cannot be known any more.
    Refused,
}

/// A member of a [`Distinct`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Member {
    /// The name or number.
    pub name: String,
    /// What tells two of one name apart; empty where nothing does.
    pub mark: String,
}

impl Default for Distinct {
    fn default() -> Self {
        Self::EMPTY
    }
}

impl Distinct {
    /// The empty set.
    pub const EMPTY: Self = Self::Members(BTreeSet::new());

    /// Returns a count of which only the size is known.
    pub fn sealed(size: i64) -> Self {
        if size == 0 { Self::EMPTY } else { Self::Sealed(size) }
    }

    /// Adds a member; a sealed count stays what it was.
    pub fn add(&mut self, name: &str, mark: &str) {
        if let Self::Members(set) = self {
            set.insert(Member { name: name.to_owned(), mark: mark.to_owned() });
        }
    }

    /// How many there are: of one name as many as it has different marks, and one where it has none.
    pub fn count(&self) -> Option<i64> {
        match self {
            Self::Members(set) => {
                let mut n = 0;
                let mut previous: Option<&Member> = None;
                for member in set {
                    // The empty mark sorts first, so a second mark of the same name follows a nameless one.
                    let same = previous.filter(|p| p.name == member.name);
                    if same.is_none_or(|p| !p.mark.is_empty()) {
                        n += 1;
                    }
                    previous = Some(member);
                }
                Some(n)
            }
            Self::Sealed(n) => Some(*n),
            Self::Refused => None,
        }
    }

    /// Whether it is the empty set.
    pub fn is_empty(&self) -> bool {
        matches!(self, Self::Members(set) if set.is_empty())
    }

    /// The union, or a refusal.
    pub fn merge(&mut self, other: Self) {
        if other.is_empty() {
            return;
        }
        if self.is_empty() {
            *self = other;
            return;
        }
        match (&mut *self, other) {
            (Self::Members(mine), Self::Members(theirs)) => mine.extend(theirs),
            (mine, _) => *mine = Self::Refused,
        }
    }
}
