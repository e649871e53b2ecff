//! What each row of a table has: a code, as narrow as the largest of its piece needs, and one for all rows where they have
//! the same; a number; its line in the file.

#[cfg(not(target_arch = "wasm32"))]
use super::away::{AtHand, none_at_hand};
use super::pieces::{Pieces, RowPiece};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_bytes::ByteBuf;
use std::ops::Range;
#[cfg(not(target_arch = "wasm32"))]
use std::thread::LocalKey;

/// The codes of a column.
pub type Codes = Pieces<CodePiece>;

/// A number a row.
pub type RowNumbers = Pieces<NumberPiece>;

/// The lines of rows, as in the spreadsheet program, from 1.
pub type RowLines = Pieces<LinePiece>;

/// Where the pieces of a kind are that a thread has at hand.
macro_rules! at_hand {
    ($piece:ty) => {
        #[cfg(not(target_arch = "wasm32"))]
        fn at_hand() -> &'static LocalKey<AtHand<Self>> {
            thread_local! {
                static PIECES: AtHand<$piece> = const { none_at_hand() };
            }
            &PIECES
        }
    };
}

/// The codes of a piece.
#[derive(Clone, Debug)]
pub enum CodePiece {
    /// The same in so many rows.
    Same(u32, u32),
    /// None above 255.
    Narrow(Vec<u8>),
    /// None above 65,535.
    Middle(Vec<u16>),
    /// Any.
    Wide(Vec<u32>),
}

impl Default for CodePiece {
    fn default() -> Self {
        Self::Same(0, 0)
    }
}

impl CodePiece {
    /// Makes room for a code that is too large for the others, or another one than all of them, and adds it.
    #[cold]
    fn widen(&mut self, code: u32) {
        // As much room as is used: the column is likely to go on.
        let room = self.size() * 2 + 1;
        let largest = match self {
            Self::Same(own, _) => code.max(*own),
            Self::Middle(_) => u32::MAX,
            _ => code,
        };
        let rows = (0..self.size()).filter_map(|row| self.get(row));
        // Each fits, being no larger.
        *self = if u8::try_from(largest).is_ok() {
            Self::Narrow(with_room(room, rows.map(|code| u8::try_from(code).unwrap_or(0))))
        } else if u16::try_from(largest).is_ok() {
            Self::Middle(with_room(room, rows.map(|code| u16::try_from(code).unwrap_or(0))))
        } else {
            Self::Wide(with_room(room, rows))
        };
        self.push(code);
    }
}

fn with_room<T>(room: usize, items: impl Iterator<Item = T>) -> Vec<T> {
    let mut all = Vec::with_capacity(room);
    all.extend(items);
    all
}

fn some<T>(items: &[T], rows: Range<usize>) -> &[T] {
    items.get(rows).unwrap_or_default()
}

impl RowPiece for CodePiece {
    type Item = u32;

    at_hand!(CodePiece);

    fn push(&mut self, code: u32) {
        match self {
            Self::Same(own, rows) if *own == code || *rows == 0 => (*own, *rows) = (code, *rows + 1),
            Self::Same(..) => self.widen(code),
            Self::Narrow(codes) => match u8::try_from(code) {
                Ok(code) => codes.push(code),
                Err(_) => self.widen(code),
            },
            Self::Middle(codes) => match u16::try_from(code) {
                Ok(code) => codes.push(code),
                Err(_) => self.widen(code),
            },
            Self::Wide(codes) => codes.push(code),
        }
    }

    fn get(&self, row: usize) -> Option<u32> {
        match self {
            Self::Same(code, rows) => (row < *rows as usize).then_some(*code),
            Self::Narrow(codes) => codes.get(row).map(|c| u32::from(*c)),
            Self::Middle(codes) => codes.get(row).map(|c| u32::from(*c)),
            Self::Wide(codes) => codes.get(row).copied(),
        }
    }

    fn each(&self, rows: Range<usize>, mut each: impl FnMut(u32)) {
        match self {
            Self::Same(code, _) => rows.for_each(|_| each(*code)),
            Self::Narrow(codes) => some(codes, rows).iter().for_each(|c| each(u32::from(*c))),
            Self::Middle(codes) => some(codes, rows).iter().for_each(|c| each(u32::from(*c))),
            Self::Wide(codes) => some(codes, rows).iter().for_each(|c| each(*c)),
        }
    }

    fn size(&self) -> usize {
        match self {
            Self::Same(_, rows) => *rows as usize,
            Self::Narrow(codes) => codes.len(),
            Self::Middle(codes) => codes.len(),
            Self::Wide(codes) => codes.len(),
        }
    }

    fn close(&mut self) {
        match self {
            Self::Same(..) => {}
            Self::Narrow(codes) => codes.shrink_to_fit(),
            Self::Middle(codes) => codes.shrink_to_fit(),
            Self::Wide(codes) => codes.shrink_to_fit(),
        }
    }
}

impl Codes {
    /// The same code in each of `rows` rows.
    pub fn repeat(code: u32, rows: usize) -> Self {
        std::iter::repeat_n(code, rows).collect()
    }

    /// The code of a row as an index; 0 behind the last.
    pub fn at(&self, row: usize) -> usize {
        self.get(row).unwrap_or(0) as usize
    }

    /// How often each code comes, of those up to `largest`.
    pub fn counts(&self, largest: usize) -> Vec<usize> {
        let mut counts = vec![0; largest + 1];
        self.each(0..self.len(), |code| {
            counts.iter_mut().skip(code as usize).take(1).for_each(|count| *count += 1);
        });
        counts
    }
}

/// The numbers of a piece.
#[derive(Clone, Debug, Default)]
pub struct NumberPiece(Vec<u64>);

impl RowPiece for NumberPiece {
    type Item = u64;

    at_hand!(NumberPiece);

    fn push(&mut self, number: u64) {
        self.0.push(number);
    }

    fn get(&self, row: usize) -> Option<u64> {
        self.0.get(row).copied()
    }

    fn each(&self, rows: Range<usize>, each: impl FnMut(u64)) {
        some(&self.0, rows).iter().copied().for_each(each);
    }

    fn size(&self) -> usize {
        self.0.len()
    }

    fn close(&mut self) {
        self.0.shrink_to_fit();
    }
}

/// The lines of a piece: of rows one after another, only the first.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum LinePiece {
    /// So many from this on.
    Run(u32, u32),
    /// Others.
    Each(Vec<u32>),
}

impl Default for LinePiece {
    fn default() -> Self {
        Self::Run(0, 0)
    }
}

impl RowPiece for LinePiece {
    type Item = u32;

    at_hand!(LinePiece);

    fn push(&mut self, line: u32) {
        match self {
            Self::Run(_, 0) => *self = Self::Run(line, 1),
            Self::Run(first, rows) if line.checked_sub(*first) == Some(*rows) => *rows += 1,
            Self::Run(first, rows) => {
                *self = Self::Each((*first..first.saturating_add(*rows)).chain([line]).collect());
            }
            Self::Each(lines) => lines.push(line),
        }
    }

    fn get(&self, row: usize) -> Option<u32> {
        match self {
            Self::Run(first, rows) => u32::try_from(row).ok().filter(|row| row < rows)?.checked_add(*first),
            Self::Each(lines) => lines.get(row).copied(),
        }
    }

    fn size(&self) -> usize {
        match self {
            Self::Run(_, rows) => *rows as usize,
            Self::Each(lines) => lines.len(),
        }
    }

    fn close(&mut self) {
        if let Self::Each(lines) = self {
            lines.shrink_to_fit();
        }
    }
}

/// As bytes: a million rows on their way between workers are copied, not parsed.
impl Serialize for CodePiece {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Same(code, rows) => {
                (0_u8, to_bytes(&[*code, *rows], |c: u32| c.to_le_bytes())).serialize(to)
            }
            Self::Narrow(codes) => (1_u8, serde_bytes::Bytes::new(codes)).serialize(to),
            Self::Middle(codes) => (2_u8, to_bytes(codes, |c: u16| c.to_le_bytes())).serialize(to),
            Self::Wide(codes) => (4_u8, to_bytes(codes, |c: u32| c.to_le_bytes())).serialize(to),
        }
    }
}

impl<'de> Deserialize<'de> for CodePiece {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let (width, bytes) = <(u8, ByteBuf)>::deserialize(from)?;
        Ok(match width {
            0 => match from_bytes(&bytes, u32::from_le_bytes)[..] {
                [code, rows] => Self::Same(code, rows),
                _ => Self::default(),
            },
            1 => Self::Narrow(bytes.into_vec()),
            2 => Self::Middle(from_bytes(&bytes, u16::from_le_bytes)),
            _ => Self::Wide(from_bytes(&bytes, u32::from_le_bytes)),
        })
    }
}

impl Serialize for NumberPiece {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to_bytes(&self.0, |n: u64| n.to_le_bytes()).serialize(to)
    }
}

impl<'de> Deserialize<'de> for NumberPiece {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Ok(Self(from_bytes(&ByteBuf::deserialize(from)?, u64::from_le_bytes)))
    }
}

/// Numbers as bytes, the lowest first.
fn to_bytes<T: Copy, const N: usize>(numbers: &[T], bytes: impl Fn(T) -> [u8; N]) -> ByteBuf {
    let mut all = vec![0; numbers.len() * N];
    for (to, number) in all.chunks_exact_mut(N).zip(numbers) {
        to.copy_from_slice(&bytes(*number));
    }
    ByteBuf::from(all)
}

fn from_bytes<T, const N: usize>(bytes: &[u8], number: impl Fn([u8; N]) -> T) -> Vec<T> {
    bytes.chunks_exact(N).map(|chunk| number(chunk.try_into().unwrap_or([0; N]))).collect()
}
