//! A table whose later rows are read apart.

use super::{EXAMPLE_ROWS, TableReader};
use crate::input::recognise::extract::{Extractor, SendAhead};
use crate::input::recognise::table_part::{Joint, TablePart};
use crate::model::cell::Cell;

impl TableReader {
    /// The table without its rows, if later ones can be read apart: where it feeds one kind.
    pub fn emptied(&self) -> Option<Self> {
        let empty = Self::new(self.header.clone(), &self.place);
        empty.only().is_some_and(Extractor::is_plain).then_some(empty)
    }

    /// Sees the cells of a row that comes soon.
    pub fn look_ahead(&mut self, cells: &[Cell<'_>]) {
        self.extractors.iter_mut().for_each(|extractor| extractor.look_ahead(cells));
    }

    /// What reads its rows, if it feeds one kind.
    pub fn only(&self) -> Option<&Extractor> {
        self.extractors.first().filter(|_| self.extractors.len() == 1)
    }

    /// Takes a row if it is a plain record.
    pub fn take_plain(&mut self, row: u32, cells: &[Cell<'_>]) -> bool {
        let (left, right) = self.header.span;
        cells.iter().all(|c| (left..=right).contains(&c.column))
            && self.extractors.first_mut().is_some_and(|extractor| extractor.take_plain(row, cells))
    }

    /// What reads its rows, at the end of a part.
    pub fn into_only(self) -> Option<Extractor> {
        self.extractors.into_iter().next()
    }

    /// The rows of its header.
    pub fn header_rows(&self) -> (u32, u32) {
        self.header.rows
    }

    /// Whether a part can be put behind its rows.
    pub fn has_room_for(&self, part: &TablePart) -> bool {
        self.rows >= EXAMPLE_ROWS
            && part.header.0 == self.header.rows
            && self.only().is_some_and(|extractor| extractor.has_room_for(part))
    }

    /// Puts the next records of a part behind its rows, as [`Extractor::join`] does; returns the last row of them.
    pub fn join(
        &mut self,
        joint: &mut Joint<'_>,
        (until, known): (usize, &[usize]),
        ahead: &mut Option<SendAhead<'_>>,
    ) -> Option<u32> {
        let rows = u32::try_from(until - joint.done).unwrap_or(u32::MAX);
        let (_, last) = self.extractors.first_mut()?.join(joint, (until, known), ahead)?;
        self.rows = self.rows.saturating_add(rows);
        self.record_rows = self.record_rows.map(|(first, _)| (first, last));
        self.pending.clear();
        Some(last)
    }
}
