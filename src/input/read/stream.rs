//! Bytes on their way in: a source as `Read + Seek`, and the meter that every byte passes.

use super::limits;
use super::out::Out;
use super::{ReadError, Source};
use crate::say;
use crate::text::t;
use std::cell::{Cell, RefCell};
use std::io::{self, BufRead, Read, Seek, SeekFrom};
use std::rc::Rc;

/// Counts what one dropped file has taken so far and keeps the true reason of a failure, since the
/// crates between hand on no more than "an I/O error".
#[derive(Debug, Default)]
pub(crate) struct Meter {
    pulled: Cell<u64>,
    unpacked: Cell<u64>,
    fault: RefCell<Option<ReadError>>,
    checksum: Cell<bool>,
}

impl Meter {
    /// Bytes taken from the dropped file, those read twice counted twice.
    pub(crate) fn pulled(&self) -> u64 {
        self.pulled.get()
    }

    /// Counts bytes taken from the dropped file.
    pub(crate) fn pass(&self, bytes: u64) {
        self.pulled.set(self.pulled.get() + bytes);
    }

    /// The true reason where a guard stopped the reading, else damage of the kind `what`.
    pub(crate) fn fault(&self, what: &str) -> ReadError {
        self.fault.borrow().clone().unwrap_or_else(|| ReadError::Damaged(what.to_owned()))
    }

    /// Forgets a reason that was told already. What is used up stays used up.
    pub(crate) fn clear_fault(&self) {
        self.fault.borrow_mut().take();
    }

    /// Whether all that may be unpacked has been.
    pub(crate) fn is_used_up(&self) -> bool {
        self.unpacked.get() > limits::UNPACKED
    }

    /// Whether a part's checksum was wrong; asked once.
    pub(crate) fn take_checksum_failure(&self) -> bool {
        self.checksum.take()
    }

    pub(crate) fn stop(&self, fault: ReadError) -> io::Error {
        self.fault.borrow_mut().get_or_insert(fault);
        io::Error::other("stopped by a guard")
    }
}

/// A [`Source`] as a reader with a small buffer.
pub(crate) struct SourceReader<'s> {
    source: &'s mut dyn Source,
    meter: Rc<Meter>,
    /// Offset of the first byte of `buffer` in the source.
    start: u64,
    buffer: Vec<u8>,
    position: u64,
}

const BUFFER: usize = 128 << 10;

impl<'s> SourceReader<'s> {
    pub(crate) fn new(source: &'s mut dyn Source, meter: Rc<Meter>) -> Self {
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
        let from = self.fill_buf()?;
        let n = from.len().min(into.len());
        into[..n].copy_from_slice(&from[..n]);
        self.consume(n);
        Ok(n)
    }
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
    meter: Rc<Meter>,
    packed: u64,
    done: u64,
    counted: Rc<Cell<u64>>,
}

impl<R: Read> Unpacked<R> {
    /// `packed` is the compressed length of the part; `counted` is how much of it has been counted, by a
    /// reader before this one or by this.
    pub(crate) fn new(inner: R, packed: u64, counted: Rc<Cell<u64>>, meter: Rc<Meter>) -> Self {
        Self { inner, meter, packed, done: 0, counted }
    }
}

impl<R: Read> Read for Unpacked<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let n = match self.inner.read(into) {
            Ok(n) => n,
            // All bytes are there; only the sum over them is wrong. Worth a word, not a refusal.
            Err(e) if e.to_string().contains("checksum") => {
                self.meter.checksum.set(true);
                return Ok(0);
            }
            Err(e) => return Err(e),
        };
        self.done += n as u64;
        let all = self.meter.unpacked.get() + self.done.saturating_sub(self.counted.get());
        self.meter.unpacked.set(all);
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

/// Reads to the end, but never more than `most` bytes.
///
/// # Errors
/// What the reader met, or [`ReadError::TooLarge`].
pub(crate) fn read_whole(
    from: &mut impl BufRead,
    most: u64,
    out: &mut Out<'_>,
) -> Result<Vec<u8>, ReadError> {
    let mut bytes = Vec::new();
    loop {
        let chunk = from.fill_buf().map_err(|_| out.meter.fault(t("内容中断")))?;
        let n = chunk.len();
        if n == 0 {
            return Ok(bytes);
        }
        bytes.extend_from_slice(chunk);
        from.consume(n);
        if bytes.len() as u64 > most {
            return Err(ReadError::TooLarge(say!("其中一部分超过 {} MB", most >> 20)));
        }
        out.tick()?;
    }
}
