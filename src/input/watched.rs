//! The fingerprint of a file, taken from its bytes as they are read: reading a large file twice would take twice as long.

use crate::input::read::Source;
use std::hash::{DefaultHasher, Hasher};
use std::io;

/// Files up to this size are compared as a whole, larger ones by slices spread over them.
const COMPARED_WHOLE: u64 = 64 << 20;
const SLICE: u64 = 1 << 20;

/// A source that notes what is read from its beginning on.
pub struct Watched<'s> {
    source: &'s mut dyn Source,
    hasher: DefaultHasher,
    /// Of this many slices one is compared.
    step: u64,
    /// Up to where its bytes were noted.
    noted: u64,
}

impl<'s> Watched<'s> {
    /// Watches a source from which nothing was read yet.
    pub fn new(source: &'s mut dyn Source) -> Self {
        let size = source.len();
        let mut hasher = DefaultHasher::new();
        hasher.write_u64(size);
        let step = if size <= COMPARED_WHOLE { 1 } else { size.div_ceil(SLICE).div_ceil(64) };
        Self { source, hasher, step, noted: 0 }
    }

    /// Notes bytes from `offset` on, of which some may be noted already.
    fn note(&mut self, offset: u64, bytes: &[u8]) {
        let known = self.noted.checked_sub(offset).and_then(|n| usize::try_from(n).ok());
        let Some(mut rest) = known.and_then(|n| bytes.get(n..)) else { return };
        while !rest.is_empty() {
            let room = SLICE - self.noted % SLICE;
            let (slice, behind) = rest.split_at(rest.len().min(room as usize));
            if (self.noted / SLICE).is_multiple_of(self.step) {
                self.hasher.write(slice);
            }
            self.noted += slice.len() as u64;
            rest = behind;
        }
    }

    /// Returns the fingerprint; reads what was not read.
    pub fn fingerprint(mut self) -> u64 {
        let size = self.source.len();
        let mut buffer = Vec::new();
        while self.noted < size {
            let slice = self.noted / SLICE;
            if !slice.is_multiple_of(self.step) {
                self.noted = slice.next_multiple_of(self.step) * SLICE;
                continue;
            }
            buffer.resize(SLICE as usize, 0);
            match self.source.read_at(self.noted, &mut buffer) {
                Ok(n) if n > 0 => self.note(self.noted, buffer.get(..n).unwrap_or_default()),
                _ => break,
            }
        }
        self.hasher.finish()
    }
}

impl Source for Watched<'_> {
    fn len(&self) -> u64 {
        self.source.len()
    }

    fn read_at(&mut self, offset: u64, into: &mut [u8]) -> io::Result<usize> {
        let n = self.source.read_at(offset, into)?;
        self.note(offset, into.get(..n).unwrap_or_default());
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(mut file: &[u8], pieces: &[(u64, usize)]) -> u64 {
        let mut watched = Watched::new(&mut file);
        for (offset, length) in pieces {
            watched.read_at(*offset, &mut vec![0; *length]).unwrap();
        }
        watched.fingerprint()
    }

    #[test]
    fn a_file_is_the_same_however_it_is_read() {
        let file: Vec<u8> = (0..3_000_000_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
        let whole = read(&file, &[]);
        let thousand: Vec<(u64, usize)> = (0..3000).map(|n| (n * 1000, 1000)).collect();
        for pieces in
            [vec![(0, 64), (0, 5_000_000)], vec![(2_999_990, 10), (0, 100), (50, 100), (1000, 10)], thousand]
        {
            assert_eq!(read(&file, &pieces), whole, "{pieces:?}");
        }
        for changed in [0, 1_048_576, 2_999_999] {
            let mut other = file.clone();
            other[changed] ^= 1;
            assert_ne!(read(&other, &[(0, 2_000_000)]), whole, "{changed}");
        }
    }

    /// Zeros, as many as are said, and a one somewhere.
    struct Zeros(u64, u64);

    impl Source for Zeros {
        fn len(&self) -> u64 {
            self.0
        }
        fn read_at(&mut self, offset: u64, into: &mut [u8]) -> io::Result<usize> {
            let n = into.len().min(self.0.saturating_sub(offset) as usize);
            into[..n].fill(0);
            if let Some(at) = self.1.checked_sub(offset).and_then(|at| into[..n].get_mut(at as usize)) {
                *at = 1;
            }
            Ok(n)
        }
    }

    #[test]
    fn of_a_large_file_slices_are_compared() {
        let print = |one: u64, reads: &[(u64, usize)]| {
            let mut file = Zeros(100 << 20, one);
            let mut watched = Watched::new(&mut file);
            for (offset, length) in reads {
                watched.read_at(*offset, &mut vec![0; *length]).unwrap();
            }
            watched.fingerprint()
        };
        let through: Vec<(u64, usize)> = (0..25).map(|n| (n * (4 << 20), 4 << 20)).collect();
        let nowhere = print(u64::MAX, &[]);
        assert_eq!(print(u64::MAX, &through), nowhere);
        assert_eq!(print(2 << 20, &through), print(2 << 20, &[]));
        assert_ne!(print(2 << 20, &through), nowhere);
    }
}
