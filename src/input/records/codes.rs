//! A code a row, as narrow as the largest of them needs.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The codes of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Codes {
    /// None above 255.
    Narrow(Vec<u8>),
    /// None above 65,535.
    Middle(Vec<u16>),
    /// Any.
    Wide(Vec<u32>),
}

impl Default for Codes {
    fn default() -> Self {
        Self::Narrow(Vec::new())
    }
}

impl FromIterator<u32> for Codes {
    fn from_iter<I: IntoIterator<Item = u32>>(codes: I) -> Self {
        let mut all = Self::default();
        codes.into_iter().for_each(|code| all.push(code));
        all
    }
}

impl Codes {
    /// The same code in each of `rows` rows.
    pub fn repeat(code: u32, rows: usize) -> Self {
        std::iter::repeat_n(code, rows).collect()
    }

    /// Adds a row.
    pub fn push(&mut self, code: u32) {
        match self {
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

    /// Makes room for a code that is too large for the others, and adds it.
    #[cold]
    fn widen(&mut self, code: u32) {
        // As much room as is used: the column is likely to go on.
        let room = self.len() * 2 + 1;
        *self = match self {
            Self::Narrow(codes) if code <= u32::from(u16::MAX) => {
                let mut wider = Vec::with_capacity(room);
                wider.extend(codes.iter().map(|c| u16::from(*c)));
                Self::Middle(wider)
            }
            _ => {
                let mut wider = Vec::with_capacity(room);
                wider.extend(self.iter());
                Self::Wide(wider)
            }
        };
        self.push(code);
    }

    /// The code of a row; `None` behind the last.
    pub fn get(&self, row: usize) -> Option<u32> {
        match self {
            Self::Narrow(codes) => codes.get(row).map(|c| u32::from(*c)),
            Self::Middle(codes) => codes.get(row).map(|c| u32::from(*c)),
            Self::Wide(codes) => codes.get(row).copied(),
        }
    }

    /// The code of a row as an index; 0 behind the last.
    pub fn at(&self, row: usize) -> usize {
        self.get(row).unwrap_or(0) as usize
    }

    /// Replaces the code of a row.
    pub fn set(&mut self, row: usize, code: u32) {
        match self {
            Self::Narrow(codes) if code <= u32::from(u8::MAX) => {
                codes.iter_mut().skip(row).take(1).for_each(|c| *c = code as u8);
            }
            Self::Middle(codes) if code <= u32::from(u16::MAX) => {
                codes.iter_mut().skip(row).take(1).for_each(|c| *c = code as u16);
            }
            Self::Wide(codes) => codes.iter_mut().skip(row).take(1).for_each(|c| *c = code),
            _ => *self = self.iter().enumerate().map(|(i, c)| if i == row { code } else { c }).collect(),
        }
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        match self {
            Self::Narrow(codes) => codes.len(),
            Self::Middle(codes) => codes.len(),
            Self::Wide(codes) => codes.len(),
        }
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The codes from the first row on.
    pub fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        (0..self.len()).map(|row| self.get(row).unwrap_or(0))
    }

    /// How often each code comes, of those up to `largest`.
    pub fn counts(&self, largest: usize) -> Vec<usize> {
        let mut counts = vec![0; largest + 1];
        for code in self.iter() {
            if let Some(count) = counts.get_mut(code as usize) {
                *count += 1;
            }
        }
        counts
    }

    /// Gives back the room that no row needs.
    pub fn shrink(&mut self) {
        match self {
            Self::Narrow(codes) => codes.shrink_to_fit(),
            Self::Middle(codes) => codes.shrink_to_fit(),
            Self::Wide(codes) => codes.shrink_to_fit(),
        }
    }
}

/// As one block of bytes: a million rows on their way between workers are copied, not parsed.
impl Serialize for Codes {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Narrow(codes) => (1_u8, serde_bytes::Bytes::new(codes)).serialize(to),
            Self::Middle(codes) => (2_u8, block::to_bytes(codes, |c: u16| c.to_le_bytes())).serialize(to),
            Self::Wide(codes) => (4_u8, block::to_bytes(codes, |c: u32| c.to_le_bytes())).serialize(to),
        }
    }
}

impl<'de> Deserialize<'de> for Codes {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let (width, bytes) = <(u8, serde_bytes::ByteBuf)>::deserialize(from)?;
        Ok(match width {
            1 => Self::Narrow(bytes.into_vec()),
            2 => Self::Middle(block::from_bytes(&bytes, u16::from_le_bytes)),
            _ => Self::Wide(block::from_bytes(&bytes, u32::from_le_bytes)),
        })
    }
}

/// Numbers as one block of bytes, the lowest byte first.
pub mod block {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};
    use serde_bytes::ByteBuf;

    pub(super) fn to_bytes<T: Copy, const N: usize>(numbers: &[T], bytes: impl Fn(T) -> [u8; N]) -> ByteBuf {
        let mut all = vec![0; numbers.len() * N];
        for (to, number) in all.chunks_exact_mut(N).zip(numbers) {
            to.copy_from_slice(&bytes(*number));
        }
        ByteBuf::from(all)
    }

    pub(super) fn from_bytes<T, const N: usize>(bytes: &[u8], number: impl Fn([u8; N]) -> T) -> Vec<T> {
        bytes.chunks_exact(N).map(|chunk| number(chunk.try_into().unwrap_or([0; N]))).collect()
    }

    /// Numbers that can be written so.
    pub trait BlockNumber: Copy {
        /// Writes them.
        fn bytes(all: &[Self]) -> ByteBuf;
        /// Reads them.
        fn numbers(bytes: &[u8]) -> Vec<Self>;
    }

    impl BlockNumber for u32 {
        fn bytes(all: &[Self]) -> ByteBuf {
            to_bytes(all, Self::to_le_bytes)
        }
        fn numbers(bytes: &[u8]) -> Vec<Self> {
            from_bytes(bytes, Self::from_le_bytes)
        }
    }

    impl BlockNumber for u64 {
        fn bytes(all: &[Self]) -> ByteBuf {
            to_bytes(all, Self::to_le_bytes)
        }
        fn numbers(bytes: &[u8]) -> Vec<Self> {
            from_bytes(bytes, Self::from_le_bytes)
        }
    }

    /// Writes numbers as bytes.
    ///
    /// # Errors
    /// Those of the format.
    pub fn serialize<T: BlockNumber, S: Serializer>(all: &[T], to: S) -> Result<S::Ok, S::Error> {
        T::bytes(all).serialize(to)
    }

    /// Reads them back.
    ///
    /// # Errors
    /// Those of the format.
    pub fn deserialize<'de, T: BlockNumber, D: Deserializer<'de>>(from: D) -> Result<Vec<T>, D::Error> {
        Ok(T::numbers(&ByteBuf::deserialize(from)?))
    }
}
