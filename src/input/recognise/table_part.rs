//! Rows of a long table that were read apart from those above them. Nearly all rows are plain records, whose values need
//! nothing but their column; the others are kept as they stand, and are read once those above them are there.

use crate::input::records::{RecordColumn, RowLines, RowNumbers};
use serde::{Deserialize, Serialize};

/// The most rows of a part that are no plain records.
pub const MOST_OTHERS: usize = 1 << 14;

/// Rows in the middle or at the end of a table, numbered from the first of them.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub struct TablePart {
    /// The first and the last row of the table's header, and how many tables are above it.
    pub header: ((u32, u32), usize),
    /// The rows of the plain records.
    pub rows: RowLines,
    /// Their fingerprints, without what stands around them.
    pub fingerprints: RowNumbers,
    /// Their values, column by column.
    pub columns: Vec<RecordColumn>,
    /// The other rows.
    pub others: Vec<OtherRow>,
}

/// A row that is no plain record.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub struct OtherRow {
    /// Its number in the part.
    pub row: u32,
    /// How many plain records precede it.
    pub before: usize,
    /// How many values of each column do.
    pub known: Vec<usize>,
    /// Its cells.
    pub cells: Vec<(u32, String)>,
}

/// A part on its way into its table.
pub struct Joint<'p> {
    /// The part.
    pub part: &'p TablePart,
    /// How many rows precede it.
    pub above: u32,
    /// How many of its records are joined.
    pub done: usize,
    /// By column, what the table has in place of the part's codes.
    pub maps: Vec<Vec<u32>>,
}

impl<'p> Joint<'p> {
    /// A part that `above` rows precede.
    pub fn new(part: &'p TablePart, above: u32) -> Self {
        Self { part, above, done: 0, maps: vec![Vec::new(); part.columns.len()] }
    }
}
