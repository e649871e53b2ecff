//! The numbers of rows in parts, laid on the shelf of the rows: looking through all rows for each part would take too long.

use super::numbers;
use crate::count::source::SourceTable;
use crate::input::records::Shelf;
use std::sync::Arc;

/// So many rows of a part are laid down at once.
const AT_ONCE: usize = 1 << 10;

/// A table, a row and its number.
type Row = (u32, u32, u64);

/// The rows of each part, in their order.
pub struct Spilled {
    shelf: Arc<dyn Shelf>,
    parts: Vec<Part>,
}

#[derive(Clone, Default)]
struct Part {
    /// Where the rows lie, and how many bytes they are.
    laid: Vec<(u64, usize)>,
    /// Those that are not laid down yet.
    last: Vec<Row>,
}

impl Spilled {
    /// Parts all rows, where the rows of any table lie on a shelf.
    pub fn of(tables: &[SourceTable<'_>], parts: usize) -> Option<Self> {
        let shelf = tables.iter().find_map(|table| table.records.shelf())?;
        let mut all = Self { shelf: Arc::clone(shelf), parts: vec![Part::default(); parts] };
        for ((table, row), number) in numbers(tables, (0, 1)) {
            let part = usize::try_from((number >> 40) & (parts as u64 - 1))
                .ok()
                .and_then(|part| all.parts.get_mut(part));
            if let (Some(Part { laid, last }), Ok(table), Ok(row)) =
                (part, u32::try_from(table), u32::try_from(row))
            {
                last.push((table, row, number));
                // Where they cannot be laid down they stay.
                if last.len() % AT_ONCE == 0
                    && let Ok(bytes) = postcard::to_allocvec(last)
                    && let Some(at) = shelf.lay(&bytes)
                {
                    laid.push((at, bytes.len()));
                    last.clear();
                }
            }
        }
        Some(all)
    }

    /// The rows of a part, in their order, with their numbers.
    pub fn part(&self, part: u64) -> Vec<((usize, usize), u64)> {
        let part = usize::try_from(part).ok().and_then(|part| self.parts.get(part));
        let Some(Part { laid, last }) = part else { return Vec::new() };
        let brought = laid.iter().filter_map(|(at, length)| self.shelf.bring(*at, *length));
        let brought = brought.filter_map(|bytes| postcard::from_bytes::<Vec<Row>>(&bytes).ok()).flatten();
        let all = brought.chain(last.iter().copied());
        all.map(|(table, row, number)| ((table as usize, row as usize), number)).collect()
    }
}
