//! Rows inside a table that are no records: the first of them one by one, however many there are.

use serde::{Deserialize, Serialize};

/// A row that is not a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Skipped {
    /// The row, from 1.
    pub row: u32,
    /// Why: `合计`, `小计`, `注`, …
    pub why: String,
}

/// The most rows that are named one by one.
pub const MOST_SKIPPED: usize = 10_000;
/// The latest of the others, which may turn out to belong to the next table.
const LATEST: usize = 64;

/// Rows that are no records.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SkippedRows {
    first: Vec<Skipped>,
    /// How many more there are.
    more: u32,
    /// The last of these.
    latest: Vec<u32>,
}

impl SkippedRows {
    /// Adds a row below all others.
    pub fn add(&mut self, row: u32, why: &str) {
        if self.first.len() < MOST_SKIPPED {
            self.first.push(Skipped { row, why: why.to_owned() });
            return;
        }
        self.more = self.more.saturating_add(1);
        if self.latest.len() >= 2 * LATEST {
            self.latest.drain(..LATEST);
        }
        self.latest.push(row);
    }

    /// Forgets the rows from `from` on.
    pub fn give_back(&mut self, from: u32) {
        let known = self.first.partition_point(|s| s.row < from);
        self.first.truncate(known);
        while self.latest.pop_if(|row| *row >= from).is_some() {
            self.more = self.more.saturating_sub(1);
        }
    }

    /// Those that are named one by one.
    pub fn iter(&self) -> impl Iterator<Item = &Skipped> {
        self.first.iter()
    }

    /// Number of all.
    pub fn len(&self) -> usize {
        self.first.len() + self.more as usize
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.first.is_empty()
    }
}

#[cfg(test)]
#[path = "../../../tests/unit/input_recognise_skipped.rs"]
mod tests;
