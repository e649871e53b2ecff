//! The fingerprint of a file, taken from its bytes as they are read: reading a large file twice would take twice as long.

use crate::input::read::Source;
use serde::{Deserialize, Serialize};
use std::hash::{DefaultHasher, Hasher};
use std::io;

/// Files up to this size are compared as a whole, larger ones by slices spread over them.
pub const COMPARED_WHOLE: u64 = 64 << 20;
const SLICE: u64 = 1 << 20;

/// A source that notes what is read from its beginning on.
pub struct Watched<'s> {
    source: &'s mut dyn Source,
    noted: Noted,
}

/// What was noted of a file: of each slice that is compared a number, so that several can read a file and add theirs.
#[derive(Clone, Debug)]
pub struct Noted {
    /// Of this many slices one is compared.
    step: u64,
    /// Of the slice that is under way.
    hasher: DefaultHasher,
    /// The sum over those that are whole.
    sum: u64,
    /// From where and up to where bytes were noted.
    from: u64,
    until: u64,
}

/// Whole slices that another one noted.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Slices {
    from: u64,
    until: u64,
    sum: u64,
}

impl Noted {
    fn new(size: u64, from: u64) -> Self {
        let step = if size <= COMPARED_WHOLE { 1 } else { size.div_ceil(SLICE).div_ceil(64) };
        let from = from.next_multiple_of(SLICE).min(size);
        Self { step, hasher: DefaultHasher::new(), sum: 0, from, until: from }
    }

    fn end_slice(&mut self, slice: u64) {
        if slice.is_multiple_of(self.step) {
            let mut hasher = std::mem::take(&mut self.hasher);
            hasher.write_u64(slice);
            self.sum = self.sum.wrapping_add(hasher.finish());
        }
    }
}

impl<'s> Watched<'s> {
    /// Watches a source from which nothing was read yet.
    pub fn new(source: &'s mut dyn Source) -> Self {
        Self::from(source, 0)
    }

    /// Watches a source that is read from a place on.
    pub fn from(source: &'s mut dyn Source, from: u64) -> Self {
        let noted = Noted::new(source.len(), from);
        Self { source, noted }
    }

    /// Watches on.
    pub fn go_on(source: &'s mut dyn Source, noted: Noted) -> Self {
        Self { source, noted }
    }

    /// What was noted so far.
    pub fn noted(self) -> Noted {
        self.noted
    }

    /// Notes bytes from `offset` on, of which some may be noted already.
    fn note(&mut self, offset: u64, bytes: &[u8]) {
        let (size, noted) = (self.source.len(), &mut self.noted);
        let known = noted.until.checked_sub(offset).and_then(|n| usize::try_from(n).ok());
        let Some(mut rest) = known.and_then(|n| bytes.get(n..)) else { return };
        while !rest.is_empty() {
            let index = noted.until / SLICE;
            let room = SLICE - noted.until % SLICE;
            let (slice, behind) = rest.split_at(rest.len().min(room as usize));
            if index.is_multiple_of(noted.step) {
                noted.hasher.write(slice);
            }
            noted.until += slice.len() as u64;
            if noted.until.is_multiple_of(SLICE) || noted.until == size {
                noted.end_slice(index);
            }
            rest = behind;
        }
    }

    /// Reads and notes what is compared up to a place.
    fn note_until(&mut self, end: u64) {
        let mut buffer = Vec::new();
        while self.noted.until < end {
            let slice = self.noted.until / SLICE;
            if !slice.is_multiple_of(self.noted.step) {
                self.noted.until = (slice.next_multiple_of(self.noted.step) * SLICE).min(end);
                continue;
            }
            let room = (SLICE - self.noted.until % SLICE).min(end - self.noted.until);
            buffer.resize(room as usize, 0);
            match self.source.read_at(self.noted.until, &mut buffer) {
                Ok(n) if n > 0 => self.note(self.noted.until, buffer.get(..n).unwrap_or_default()),
                _ => break,
            }
        }
    }

    /// The slices that begin where this was watched from on and before `end`, which it was read to.
    pub fn slices(mut self, end: u64) -> Slices {
        let until = end.next_multiple_of(SLICE).min(self.source.len());
        self.note_until(until);
        let Noted { from, sum, .. } = self.noted;
        Slices { from, until, sum }
    }

    /// Takes the slices that another one noted, behind those of this.
    pub fn join(&mut self, slices: Slices) {
        self.note_until(slices.from);
        self.noted.sum = self.noted.sum.wrapping_add(slices.sum);
        self.noted.until = slices.until;
    }

    /// Returns the fingerprint; reads what was not read.
    pub fn fingerprint(mut self) -> u64 {
        let size = self.source.len();
        self.note_until(size);
        let mut hasher = DefaultHasher::new();
        hasher.write_u64(size);
        hasher.write_u64(self.noted.sum);
        hasher.finish()
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
#[path = "../../tests/unit/watched.rs"]
mod tests;
