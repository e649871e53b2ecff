//! Values of rows in pieces of equal length: growing moves none of them, and a piece that is full can go ahead of the rest.

#[cfg(not(target_arch = "wasm32"))]
use super::away::{AtHand, AwayRows, Shelf};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::ops::Range;
#[cfg(not(target_arch = "wasm32"))]
use std::{sync::Arc, thread::LocalKey};

/// The rows of a piece.
pub const PIECE: usize = 1 << 14;

/// A piece of [`Pieces`].
pub trait RowPiece: Default + Serialize + DeserializeOwned + 'static {
    /// What a row has.
    type Item: Copy + PartialEq;

    /// Adds a row.
    fn push(&mut self, item: Self::Item);

    /// What a row has; `None` behind the last.
    fn get(&self, row: usize) -> Option<Self::Item>;

    /// Number of rows.
    fn size(&self) -> usize;

    /// Gives what some of its rows have to `each`, one after another.
    fn each(&self, rows: Range<usize>, mut each: impl FnMut(Self::Item)) {
        rows.filter_map(|row| self.get(row)).for_each(&mut each);
    }

    /// Gives back the room that no row needs: none is added any more.
    fn close(&mut self);

    /// The pieces of its kind that are at hand, of those on a shelf.
    #[cfg(not(target_arch = "wasm32"))]
    fn at_hand() -> &'static LocalKey<AtHand<Self>>;
}

/// A value a row.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Pieces<P> {
    /// Each of [`PIECE`] rows.
    full: Vec<P>,
    /// Of fewer, or as many.
    last: P,
    /// All of them, where they lie on a shelf.
    #[cfg(not(target_arch = "wasm32"))]
    #[serde(skip)]
    away: Option<Box<AwayRows>>,
}

impl<P: RowPiece> Pieces<P> {
    /// Adds a row.
    pub fn push(&mut self, item: P::Item) {
        if self.last.size() == PIECE {
            self.close();
        }
        self.last.push(item);
    }

    #[cold]
    fn close(&mut self) {
        let mut full = std::mem::take(&mut self.last);
        full.close();
        self.full.push(full);
    }

    /// What a row has; `None` behind the last.
    pub fn get(&self, row: usize) -> Option<P::Item> {
        #[cfg(not(target_arch = "wasm32"))]
        if let Some(away) = &self.away {
            return away.get::<P>(row);
        }
        let piece = row / PIECE;
        let behind = (piece == self.full.len()).then_some(&self.last);
        self.full.get(piece).or(behind)?.get(row % PIECE)
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        #[cfg(not(target_arch = "wasm32"))]
        if let Some(away) = &self.away {
            return away.len();
        }
        self.full.len() * PIECE + self.last.size()
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The rows from the first on.
    pub fn iter(&self) -> impl Iterator<Item = P::Item> {
        let pieces = self.full.iter().chain([&self.last]);
        #[cfg(not(target_arch = "wasm32"))]
        {
            held(pieces).chain(self.away.iter().flat_map(|away| away.iter::<P>()))
        }
        #[cfg(target_arch = "wasm32")]
        {
            held(pieces)
        }
    }

    /// Gives what some rows have to `each`, one after another: a fraction of the work of looking them up one by one.
    pub fn each(&self, rows: Range<usize>, mut each: impl FnMut(P::Item)) {
        #[cfg(not(target_arch = "wasm32"))]
        if let Some(away) = &self.away {
            return rows.filter_map(|row| away.get::<P>(row)).for_each(each);
        }
        let (first, last) = (rows.start / PIECE, rows.end / PIECE);
        for (number, piece) in (0..).zip(self.full.iter().chain([&self.last])).take(last + 1).skip(first) {
            let start = number * PIECE;
            let within = |row: usize| row.saturating_sub(start).min(piece.size());
            piece.each(within(rows.start)..within(rows.end), &mut each);
        }
    }

    /// Lays the rows on a shelf, where they are worth it. Nothing is added or changed any more.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn put_away(&mut self, shelf: &Arc<dyn Shelf>) {
        if self.away.is_some() {
            return;
        }
        if let Some(away) = AwayRows::lay(self.full.iter().chain([&self.last]), self.len(), shelf) {
            *self = Self { full: Vec::new(), last: P::default(), away: Some(Box::new(away)) };
        }
    }

    /// Where the rows lie; `None` where they are held in memory.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn shelf(&self) -> Option<&Arc<dyn Shelf>> {
        self.away.as_ref().map(|away| away.shelf())
    }

    /// Changes every row.
    pub fn change(&mut self, mut change: impl FnMut(usize, P::Item) -> P::Item) {
        let mut row = 0;
        for piece in self.full.iter_mut().chain([&mut self.last]) {
            let old = std::mem::take(piece);
            for item in (0..old.size()).filter_map(|at| old.get(at)) {
                piece.push(change(row, item));
                row += 1;
            }
            piece.close();
        }
    }

    /// Ends the rows: none is added any more.
    pub fn finish(&mut self) {
        self.last.close();
    }

    /// Takes out the pieces that are full.
    pub fn take_full(&mut self) -> Vec<P> {
        std::mem::take(&mut self.full)
    }

    /// Puts back, before all others, pieces that were taken out.
    pub fn put_before(&mut self, mut full: Vec<P>) {
        full.append(&mut self.full);
        self.full = full;
    }
}

/// The rows of pieces that are held in memory.
fn held<'p, P: RowPiece>(pieces: impl Iterator<Item = &'p P>) -> impl Iterator<Item = P::Item> {
    pieces.flat_map(|piece| (0..piece.size()).filter_map(|row| piece.get(row)))
}

impl<P: RowPiece> FromIterator<P::Item> for Pieces<P> {
    fn from_iter<I: IntoIterator<Item = P::Item>>(items: I) -> Self {
        let mut all = Self::default();
        items.into_iter().for_each(|item| all.push(item));
        all
    }
}

impl<P: RowPiece> PartialEq for Pieces<P> {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().eq(other.iter())
    }
}

#[cfg(test)]
#[path = "../../../tests/unit/pieces.rs"]
mod tests;
