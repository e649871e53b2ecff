//! The places of cells in an HTML table, with `rowspan` and `colspan`.

use super::tokens::attribute;
use crate::input::read::limits;
use crate::model::cell::MergedRegion;

/// Fills from the top left, as the HTML standard says ("forming a table").
#[derive(Debug, Default)]
pub(super) struct TableGrid {
    row: u32,
    column: u32,
    width: u32,
    hidden: bool,
    /// Columns that cells from above take, from left to right: first, last, and the last row.
    taken: Vec<(u32, u32, u32)>,
    merges: Vec<MergedRegion>,
}

impl TableGrid {
    /// Opens a row.
    pub(super) fn row(&mut self, attributes: &str) {
        self.row = self.row.saturating_add(1);
        self.column = 0;
        let row = self.row;
        self.taken.retain(|(_, _, last)| *last >= row);
        let style = attribute(attributes, "style").unwrap_or_default();
        let style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
        self.hidden = style.to_ascii_lowercase().contains("display:none");
    }

    /// Places a cell; returns its column.
    pub(super) fn cell(&mut self, attributes: &str) -> u32 {
        if self.row == 0 {
            self.row("");
        }
        let span = |name, most| {
            let said = attribute(attributes, name).and_then(|v| v.trim().parse::<u32>().ok());
            said.unwrap_or(1).clamp(1, most)
        };
        let (columns, rows) = (span("colspan", limits::COLUMNS), span("rowspan", limits::ROWS));
        let mut left = self.column.saturating_add(1);
        let from = self.taken.partition_point(|(_, last, _)| *last < left);
        for (first, last, _) in self.taken.get(from..).unwrap_or_default() {
            if *first > left {
                break;
            }
            left = last.saturating_add(1);
        }
        let right = left.saturating_add(columns - 1);
        let bottom = self.row.saturating_add(rows - 1);
        self.column = right;
        self.width = self.width.max(right);
        if rows > 1 && left <= limits::COLUMNS {
            let at = self.taken.partition_point(|(first, ..)| *first < left);
            self.taken.insert(at, (left, right, bottom));
        }
        // Excel writes text that flows over its neighbours as a span that is none.
        let is_merge = (columns > 1 || rows > 1) && !attributes.contains("mso-ignore:colspan");
        if is_merge && self.merges.len() < limits::MERGES {
            self.merges.push(MergedRegion { top: self.row, left, bottom, right });
        }
        left
    }

    /// Returns the open row, from 1; 0 before the first.
    pub(super) fn current_row(&self) -> u32 {
        self.row
    }

    /// Whether the open row is hidden.
    pub(super) fn is_hidden(&self) -> bool {
        self.hidden
    }

    /// Returns the number of columns so far.
    pub(super) fn width(&self) -> u32 {
        self.width
    }

    pub(super) fn merges(&self) -> &[MergedRegion] {
        &self.merges
    }
}
