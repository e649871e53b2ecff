//! Rows kept while a table is being found, and the merged regions of a sheet.

use crate::model::cell::{Cell, MergedRegion, Value};
use crate::order::Sort as _;
use rustc_hash::FxHashMap;
use std::borrow::Cow;

/// A row that owns its cells.
#[derive(Clone, Debug)]
pub struct OwnedRow {
    /// Row, from 1.
    pub row: u32,
    /// Whether the spreadsheet program hides it.
    pub hidden: bool,
    /// Cells that are not empty, by column.
    pub cells: Vec<Cell<'static>>,
}

impl OwnedRow {
    /// A copy of a reader's row.
    pub fn new(row: u32, hidden: bool, cells: &[Cell<'_>]) -> Self {
        let cells =
            cells.iter().map(|c| Cell { column: c.column, value: c.value.clone().into_owned() }).collect();
        Self { row, hidden, cells }
    }

    /// Returns the text in a column.
    pub fn text(&self, column: u32) -> Option<Cow<'_, str>> {
        self.cells.iter().find(|c| c.column == column).map(|c| c.value.text())
    }

    /// Whether the row has two texts or more and only short texts: it may be a header's first row.
    pub fn is_heading_like(&self) -> bool {
        // A line of prose with commas in it ends as a sentence does.
        let last = self.cells.last().map(|c| c.value.text());
        let is_sentence = last.is_some_and(|text| text.ends_with('。'));
        self.cells.len() >= 2 && self.is_heading_like_below() && !is_sentence
    }

    /// Whether the row has only short texts: it may be a header's lower row.
    pub fn is_heading_like_below(&self) -> bool {
        self.cells.iter().all(|c| match &c.value {
            Value::Text(t) => {
                t.chars().count() <= 40 && !t.bytes().all(|b| b.is_ascii_digit() || b".-/: ".contains(&b))
            }
            _ => false,
        })
    }
}

/// The merged regions of a sheet, by the cell that holds the value.
#[derive(Clone, Debug, Default)]
pub struct Merges {
    regions: Vec<MergedRegion>,
    by_row: FxHashMap<u32, Vec<usize>>,
}

/// The most rows of a merged region; larger ones are decoration and would fill memory.
const TALLEST: u32 = 20_000;

impl Merges {
    /// From a reader's list.
    pub fn new(mut regions: Vec<MergedRegion>) -> Self {
        regions.retain(|m| m.bottom >= m.top && m.right >= m.left && m.bottom - m.top < TALLEST);
        let mut by_row: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
        for (index, region) in regions.iter().enumerate() {
            by_row.entry(region.top).or_default().push(index);
        }
        Self { regions, by_row }
    }

    /// Whether the sheet has no merged regions.
    pub fn is_empty(&self) -> bool {
        self.regions.is_empty()
    }

    /// The regions that begin in a row.
    pub fn starting(&self, row: u32) -> impl Iterator<Item = MergedRegion> + '_ {
        self.by_row.get(&row).into_iter().flatten().filter_map(|&i| self.regions.get(i)).copied()
    }

    /// Returns the number of rows of a header that begins in this row, by its merged regions: those of the deepest region
    /// that begins here, and one more under a heading that spans columns.
    pub fn depth_of(&self, row: u32) -> u32 {
        self.starting(row)
            .map(|m| {
                let rows = m.bottom - m.top + 1;
                if m.right > m.left && rows < 3 && self.is_partial(m) {
                    let again = |n: &MergedRegion| n.right > n.left && n.left >= m.left && n.right < m.right;
                    rows + 1 + u32::from(rows == 1 && self.starting(m.bottom + 1).any(|n| again(&n)))
                } else {
                    rows
                }
            })
            .filter(|&rows| rows <= 3)
            .max()
            .unwrap_or(1)
    }

    /// Whether headings of this row are merged downwards: then the header is as deep as [`Merges::depth_of`] says.
    pub fn goes_down(&self, row: u32) -> bool {
        let down = |m: &MergedRegion| (2..=3).contains(&(m.bottom - m.top + 1)) && m.right == m.left;
        self.starting(row).filter(down).count() >= 2
    }

    /// Whether all cells of the row below are under headings that span columns.
    pub fn all_below_spans(&self, row: u32, below: &[Cell<'_>]) -> bool {
        let spanned = |c: &Cell<'_>| {
            self.starting(row).any(|m| m.right > m.left && (m.left..=m.right).contains(&c.column))
        };
        below.len() >= 2 && below.iter().all(spanned)
    }

    /// Whether a region that spans columns leaves columns of its row to others (a title spans them all alone).
    fn is_partial(&self, region: MergedRegion) -> bool {
        self.starting(region.top).any(|m| m != region) || region.left > 1
    }

    /// The columns of the regions that begin in these rows.
    pub fn columns_of(&self, top: u32, bottom: u32) -> Vec<u32> {
        let mut columns: Vec<u32> = (top..=bottom)
            .flat_map(|r| self.starting(r))
            .flat_map(|m| m.left..=m.right.min(m.left + 4096))
            .collect();
        columns.order();
        columns.dedup();
        columns
    }

    /// Returns the cell that holds the value of a cell near the top of a table: the first of its merged region, or itself.
    pub fn origin(&self, row: u32, column: u32) -> (u32, u32) {
        (row.saturating_sub(2)..=row)
            .flat_map(|r| self.starting(r))
            .find(|m| m.bottom >= row && m.left <= column && column <= m.right)
            .map_or((row, column), |m| (m.top, m.left))
    }
}
