//! Values of rows in pieces of equal length: growing moves none of them, and a piece that is full can go ahead of the rest.

use serde::{Deserialize, Serialize};

/// The rows of a piece.
pub const PIECE: usize = 1 << 14;

/// A piece of [`Pieces`].
pub trait RowPiece: Default {
    /// What a row has.
    type Item: Copy + PartialEq;

    /// Adds a row.
    fn push(&mut self, item: Self::Item);

    /// What a row has; `None` behind the last.
    fn get(&self, row: usize) -> Option<Self::Item>;

    /// Number of rows.
    fn size(&self) -> usize;

    /// Gives back the room that no row needs: none is added any more.
    fn close(&mut self);
}

/// A value a row.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Pieces<P> {
    /// Each of [`PIECE`] rows.
    full: Vec<P>,
    /// Of fewer, or as many.
    last: P,
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
        let piece = row / PIECE;
        let behind = (piece == self.full.len()).then_some(&self.last);
        self.full.get(piece).or(behind)?.get(row % PIECE)
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.full.len() * PIECE + self.last.size()
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The rows from the first on.
    pub fn iter(&self) -> impl Iterator<Item = P::Item> {
        let pieces = self.full.iter().chain([&self.last]);
        pieces.flat_map(|piece| (0..piece.size()).filter_map(|row| piece.get(row)))
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
mod tests {
    use super::*;
    use crate::input::records::{CodePiece, Codes, RowLines};

    #[test]
    fn rows_are_found_in_whatever_piece_they_are() {
        let rows = PIECE * 2 + 5;
        let of = |row: usize| u32::try_from(row % 300).unwrap();
        let mut codes: Codes = (0..rows).map(of).collect();
        assert_eq!((codes.len(), codes.get(rows)), (rows, None));
        assert!((0..rows).all(|row| codes.get(row) == Some(of(row))));
        codes.change(|row, code| if row == PIECE { 70_000 } else { code });
        assert_eq!((codes.get(PIECE), codes.get(PIECE + 1)), (Some(70_000), Some(of(PIECE + 1))));
        let whole = codes.clone();
        let ahead = codes.take_full();
        assert_eq!((ahead.len(), codes.len()), (2, 5));
        codes.put_before(ahead);
        assert_eq!(codes, whole);
    }

    #[test]
    fn rows_with_the_same_code_take_no_room_until_another_comes() {
        let of = |row: usize| if row == PIECE + 9 { 300 } else { 70_000 };
        let codes: Codes = (0..PIECE * 2).map(of).collect();
        let is_same = |piece: &CodePiece| matches!(piece, CodePiece::Same(..));
        assert_eq!(codes.full.iter().map(is_same).collect::<Vec<_>>(), [true]);
        assert!(!is_same(&codes.last) && (0..PIECE * 2).all(|row| codes.get(row) == Some(of(row))));
        let bytes = serde_json::to_vec(&codes).unwrap();
        let again: Codes = serde_json::from_slice(&bytes).unwrap();
        assert_eq!(again, codes);
        let few: Codes = [3, 3, 200, 256].into_iter().collect();
        assert_eq!(few.iter().collect::<Vec<_>>(), [3, 3, 200, 256]);
    }

    #[test]
    fn lines_one_after_another_take_no_room() {
        let lines: RowLines = (2..).take(PIECE * 3 + 1).collect();
        assert!((0..PIECE * 3 + 1).all(|row| lines.get(row) == u32::try_from(row + 2).ok()));
        let gaps: RowLines = (0..100_000).map(|row| row * 2).collect();
        assert_eq!((gaps.get(70_000), gaps.len()), (Some(140_000), 100_000));
    }
}
