//! Distinct counts that merge.

use super::posts::{Marks, Post, persons};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A set of things counted once each, or its size where the things themselves were left behind.
///
/// Sets merge by union. A size cannot be merged with anything but the empty set: whether the two share
/// members is not known, so the result is [`Distinct::Refused`], which stays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Distinct {
    /// The members: a name, and the marks of the row that gives it.
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
    /// What tells two of one name apart.
    pub marks: Marks,
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
    pub fn add(&mut self, name: &str, marks: &Marks) {
        if let Self::Members(set) = self {
            set.insert(Member { name: name.to_owned(), marks: marks.clone() });
        }
    }

    /// How many there are: members of one name count as many as their marks tell apart, and at least once.
    pub fn count(&self) -> Option<i64> {
        match self {
            Self::Members(set) => {
                let members: Vec<&Member> = set.iter().collect();
                let of_name = members.chunk_by(|a, b| a.name == b.name);
                let told = |one: &[&Member]| if one.len() == 1 { 1 } else { told_apart(one).len() };
                i64::try_from(of_name.map(told).sum::<usize>()).ok()
            }
            Self::Sealed(n) => Some(*n),
            Self::Refused => None,
        }
    }

    /// The members that are one person each, in the order of names; none where they were left behind.
    pub fn persons(&self) -> Vec<Vec<&Member>> {
        let Self::Members(set) = self else { return Vec::new() };
        let members: Vec<&Member> = set.iter().collect();
        members.chunk_by(|a, b| a.name == b.name).flat_map(told_apart).collect()
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

/// The persons that members of one name are. One without a mark is one of the others, where there are any.
fn told_apart<'a>(members: &[&'a Member]) -> Vec<Vec<&'a Member>> {
    let posts: Vec<Post<'_>> = members.iter().map(|m| m.post("")).collect();
    let of = |rows: Vec<usize>| rows.iter().filter_map(|row| members.get(*row).copied()).collect::<Vec<_>>();
    let is_bare = |person: &Vec<&Member>| person.iter().all(|m| m.marks.is_empty());
    let (bare, mut marked): (Vec<_>, Vec<_>) = persons(&posts).into_iter().map(of).partition(is_bare);
    match marked.first_mut() {
        Some(first) => first.extend(bare.into_iter().flatten()),
        None => marked = bare,
    }
    marked
}

impl Member {
    /// As a row of a village.
    pub fn post<'a>(&'a self, village: &'a str) -> Post<'a> {
        Post { village, name: &self.name, marks: &self.marks }
    }
}
