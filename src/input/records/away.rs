//! Rows and texts that lie elsewhere than in memory: laid on a shelf once they are read, and brought back piece by piece when
//! something asks for them. Natively only; the page holds what it reads.

use super::pieces::{PIECE, RowPiece};
use super::shared_texts::{share, shared};
use super::{Codes, Dictionary, RecordColumn, Records};
use std::cell::RefCell;
use std::fmt::Debug;
use std::rc::Rc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

/// What takes less room than this is not worth a place on a shelf.
const LEAST: usize = 128;
/// So many groups of columns, by their number, and of each so many pieces are at hand in a thread: those that were asked for last.
const GROUPS: usize = 8;
const AT_HAND: usize = 8;

/// Where bytes lie that are not held in memory.
pub trait Shelf: Debug + Send + Sync {
    /// Lays bytes down and returns where; `None` where that fails, and then they stay in memory.
    fn lay(&self, bytes: &[u8]) -> Option<u64>;

    /// Brings so many bytes back from a place; `None` where that fails, which the shelf remembers: what is worked out then
    /// is wrong.
    fn bring(&self, at: u64, length: usize) -> Option<Vec<u8>>;
}

/// Pieces that are at hand, by column and piece.
pub type AtHand<P> = RefCell<[[Option<((u64, usize), Rc<P>)>; AT_HAND]; GROUPS]>;

/// None at hand.
pub const fn none_at_hand<P>() -> AtHand<P> {
    RefCell::new([const { [const { None }; AT_HAND] }; GROUPS])
}

/// The pieces of a column on a shelf.
#[derive(Clone, Debug)]
pub(super) struct AwayRows {
    shelf: Arc<dyn Shelf>,
    /// Where each lies, and its length.
    places: Box<[(u64, u32)]>,
    rows: usize,
    /// No other column's in this process.
    column: u64,
}

impl AwayRows {
    /// Lays pieces of so many rows down; `None` where they are better held.
    pub fn lay<'p, P: RowPiece + 'p>(
        pieces: impl Iterator<Item = &'p P>,
        rows: usize,
        shelf: &Arc<dyn Shelf>,
    ) -> Option<Self> {
        static COLUMNS: AtomicU64 = AtomicU64::new(0);
        let pieces = pieces.map(|piece| postcard::to_allocvec(piece).ok()).collect::<Option<Vec<_>>>()?;
        if pieces.iter().map(Vec::len).sum::<usize>() < LEAST {
            return None;
        }
        let laid = |bytes: Vec<u8>| Some((shelf.lay(&bytes)?, u32::try_from(bytes.len()).ok()?));
        let places = pieces.into_iter().map(laid).collect::<Option<_>>()?;
        let column = COLUMNS.fetch_add(1, Ordering::Relaxed);
        Some(Self { shelf: Arc::clone(shelf), places, rows, column })
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.rows
    }

    pub fn shelf(&self) -> &Arc<dyn Shelf> {
        &self.shelf
    }

    fn bring<P: RowPiece>(&self, piece: usize) -> P {
        let place = self.places.get(piece);
        let bytes = place.and_then(|(at, length)| self.shelf.bring(*at, *length as usize));
        bytes.and_then(|bytes| postcard::from_bytes(&bytes).ok()).unwrap_or_default()
    }

    /// Does something with a piece, which is at hand from then on.
    fn with<P: RowPiece, R>(&self, piece: usize, then: impl FnOnce(&Rc<P>) -> R) -> R {
        let key = (self.column, piece);
        P::at_hand().with_borrow_mut(|groups| {
            let group = groups.get_mut(usize::try_from(self.column).unwrap_or(0) % GROUPS);
            let Some(group) = group else { return then(&Rc::new(self.bring(piece))) };
            let known = group.iter().position(|held| held.as_ref().is_some_and(|(own, _)| *own == key));
            let until = known.unwrap_or(AT_HAND - 1);
            group.get_mut(..=until).into_iter().for_each(|held| held.rotate_right(1));
            match group.first_mut() {
                Some(Some((own, held))) if *own == key => then(held),
                Some(first) => then(&first.insert((key, Rc::new(self.bring(piece)))).1),
                None => then(&Rc::new(self.bring(piece))),
            }
        })
    }

    /// What a row has; `None` behind the last.
    pub fn get<P: RowPiece>(&self, row: usize) -> Option<P::Item> {
        if row >= self.rows {
            return None;
        }
        self.with(row / PIECE, |held: &Rc<P>| held.get(row % PIECE))
    }

    /// The rows from the first on.
    pub fn iter<P: RowPiece>(&self) -> impl Iterator<Item = P::Item> {
        (0..self.places.len()).flat_map(|piece| {
            let held: Rc<P> = self.with(piece, Rc::clone);
            (0..held.size()).filter_map(move |row| held.get(row))
        })
    }
}

/// The texts of a dictionary on a shelf. Those that are asked for once are shared with all others of the process from then on.
#[derive(Debug)]
pub(super) struct AwayTexts {
    shelf: Arc<dyn Shelf>,
    at: u64,
    length: usize,
    texts: usize,
    /// The number of each text among those that are shared.
    numbers: OnceLock<Codes>,
}

impl AwayTexts {
    /// Lays the texts of a dictionary down; `None` where they are better held.
    fn lay(dictionary: &Dictionary, shelf: &Arc<dyn Shelf>) -> Option<Self> {
        let texts = dictionary.len();
        let laid = postcard::to_allocvec(dictionary).ok().filter(|laid| laid.len() >= LEAST)?;
        let (at, length) = (shelf.lay(&laid)?, laid.len());
        Some(Self { shelf: Arc::clone(shelf), at, length, texts, numbers: OnceLock::new() })
    }

    fn numbers(&self) -> &Codes {
        self.numbers.get_or_init(|| {
            let bytes = self.shelf.bring(self.at, self.length);
            let dictionary: Option<Dictionary> = bytes.and_then(|bytes| postcard::from_bytes(&bytes).ok());
            let mut numbers: Codes = share(&dictionary.unwrap_or_default()).into_iter().collect();
            numbers.finish();
            // Texts are asked for in no order: those of more than a piece would be brought back again and again.
            if numbers.len() <= PIECE {
                numbers.put_away(&self.shelf);
            }
            numbers
        })
    }

    pub fn get(&self, number: usize) -> Option<&'static str> {
        self.numbers().get(number).map(shared)
    }

    pub fn len(&self) -> usize {
        self.texts
    }
}

impl PartialEq for AwayTexts {
    fn eq(&self, other: &Self) -> bool {
        self.numbers() == other.numbers()
    }
}

impl Eq for AwayTexts {}

impl Dictionary {
    /// Lays the texts on a shelf, where they are worth it.
    pub fn put_away(&mut self, shelf: &Arc<dyn Shelf>) {
        if let Some(away) = AwayTexts::lay(self, shelf) {
            *self = Self::away(away);
        }
    }
}

impl Records {
    /// Lays what is read of each row, and the texts, on a shelf. The records say the same as before.
    pub fn put_away(&mut self, shelf: &Arc<dyn Shelf>) {
        self.rows.put_away(shelf);
        self.fingerprints.put_away(shelf);
        for (_, column) in &mut self.columns {
            if let RecordColumn::Text { dictionary, .. } = column {
                dictionary.put_away(shelf);
            }
            if let Some(codes) = column.codes_mut() {
                codes.put_away(shelf);
            }
        }
    }

    /// Where its rows lie; `None` where they are held in memory.
    pub fn shelf(&self) -> Option<&Arc<dyn Shelf>> {
        self.fingerprints.shelf()
    }
}
