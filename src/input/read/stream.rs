//! Bytes on their way in: a source as `Read + Seek`, and unpacking under the limits.

use super::meter::ByteMeter;
use super::{ReadError, Source, limits};
use crate::text::say;
use std::cell::Cell;
use std::io::{self, BufRead, Read, Seek, SeekFrom};
use std::rc::Rc;

/// A [`Source`] without its first bytes.
pub(crate) struct Behind<'s> {
    pub(crate) source: &'s mut dyn Source,
    pub(crate) before: u64,
}

impl Source for Behind<'_> {
    fn len(&self) -> u64 {
        self.source.len().saturating_sub(self.before)
    }
    fn read_at(&mut self, offset: u64, into: &mut [u8]) -> io::Result<usize> {
        self.source.read_at(offset.saturating_add(self.before), into)
    }
}

/// A [`Source`] as a reader with a small buffer.
pub(crate) struct SourceReader<'s> {
    source: &'s mut dyn Source,
    meter: Rc<ByteMeter>,
    /// Offset of the first byte of `buffer` in the source.
    start: u64,
    buffer: Vec<u8>,
    position: u64,
}

const BUFFER: usize = 128 << 10;

impl<'s> SourceReader<'s> {
    pub(crate) fn new(source: &'s mut dyn Source, meter: Rc<ByteMeter>) -> Self {
        Self { source, meter, start: 0, buffer: Vec::new(), position: 0 }
    }

    fn buffered(&self) -> &[u8] {
        let at = self.position.checked_sub(self.start).and_then(|n| usize::try_from(n).ok());
        at.and_then(|n| self.buffer.get(n..)).unwrap_or_default()
    }
}

impl BufRead for SourceReader<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.buffered().is_empty() {
            self.start = self.position;
            self.buffer.resize(BUFFER, 0);
            let n = match self.source.read_at(self.position, &mut self.buffer) {
                Ok(n) => n.min(BUFFER),
                Err(e) => {
                    self.buffer.clear();
                    return Err(self.meter.stop(ReadError::Io(e.to_string())));
                }
            };
            self.buffer.truncate(n);
            self.meter.pass(n as u64);
        }
        Ok(self.buffered())
    }

    fn consume(&mut self, amount: usize) {
        self.position += amount as u64;
    }
}

impl Read for SourceReader<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        read_buffered(self, into)
    }
}

/// Reads from what is buffered, the way in which every [`Read`] of ours works.
pub(crate) fn read_buffered(from: &mut impl BufRead, into: &mut [u8]) -> io::Result<usize> {
    let buffered = from.fill_buf()?;
    let n = buffered.len().min(into.len());
    into[..n].copy_from_slice(&buffered[..n]);
    from.consume(n);
    Ok(n)
}

impl Seek for SourceReader<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let target = match to {
            SeekFrom::Start(n) => Some(n),
            SeekFrom::End(n) => self.source.len().checked_add_signed(n),
            SeekFrom::Current(n) => self.position.checked_add_signed(n),
        };
        self.position = target.ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?;
        Ok(self.position)
    }
}

/// An unpacking reader that stops at the limits on size and ratio.
pub(crate) struct Unpacked<R> {
    inner: R,
    meter: Rc<ByteMeter>,
    packed: u64,
    done: u64,
    counted: Rc<Cell<u64>>,
}

impl<R: Read> Unpacked<R> {
    /// `packed` is the compressed length of the part; `counted` is how much of it has been counted, by a
    /// reader before this one or by this.
    pub(crate) fn new(inner: R, packed: u64, counted: Rc<Cell<u64>>, meter: Rc<ByteMeter>) -> Self {
        Self { inner, meter, packed, done: 0, counted }
    }
}

impl<R: Read> Read for Unpacked<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let n = match self.inner.read(into) {
            Ok(n) => n,
            // All bytes are there; only the sum over them is wrong. Worth a word, not a refusal.
            Err(e) if e.to_string().contains("checksum") => {
                self.meter.checksum_failed();
                return Ok(0);
            }
            Err(e) => return Err(e),
        };
        self.done += n as u64;
        let all = self.meter.unpack(self.done.saturating_sub(self.counted.get()));
        self.counted.set(self.counted.get().max(self.done));
        if all > limits::UNPACKED {
            let what = say!("解压后超过 {} MB", limits::UNPACKED >> 20);
            return Err(self.meter.stop(ReadError::TooLarge(what)));
        }
        if self.done > limits::RATIO_FROM && self.done / limits::RATIO > self.packed {
            let what = say!("压缩比超过 {} 倍，疑似压缩炸弹", limits::RATIO);
            return Err(self.meter.stop(ReadError::TooLarge(what)));
        }
        Ok(n)
    }
}
