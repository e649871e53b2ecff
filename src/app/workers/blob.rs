//! A browser's file, read by slices.

use gelan::input::read::Source;
use gelan::text::t;
use js_sys::Uint8Array;
use std::io;
use web_sys::{Blob, File, FileReaderSync};

/// How much is read ahead of a reader that goes on where it was: it asks for small pieces, and each slice costs a trip into the
/// browser that takes as long as some megabytes do.
const AHEAD: u64 = 8 << 20;
/// The same of one that goes elsewhere.
const NEAR: u64 = 256 << 10;

/// A file of the browser as a [`Source`].
pub struct BlobSource<'a> {
    file: &'a File,
    reader: Option<FileReaderSync>,
    start: u64,
    /// The slice that was read last, in the browser's own memory.
    held: Uint8Array,
}

impl<'a> BlobSource<'a> {
    /// Over a file that the page has posted.
    pub fn new(file: &'a File) -> Self {
        Self { file, reader: FileReaderSync::new().ok(), start: 0, held: Uint8Array::default() }
    }

    fn load(&mut self, offset: u64, length: u64) -> io::Result<()> {
        let gone = || io::Error::other(t("浏览器没有给出文件内容"));
        let ahead = if offset == self.start + u64::from(self.held.length()) { AHEAD } else { NEAR };
        let end = (offset + length.max(ahead)).min(self.len());
        let blob: &Blob = self.file;
        let slice = blob.slice_with_f64_and_f64(offset as f64, end as f64).map_err(|_| gone())?;
        let reader = self.reader.as_ref().ok_or_else(gone)?;
        let buffer = reader.read_as_array_buffer(&slice).map_err(|_| gone())?;
        (self.start, self.held) = (offset, Uint8Array::new(&buffer));
        Ok(())
    }
}

impl Source for BlobSource<'_> {
    fn len(&self) -> u64 {
        self.file.size() as u64
    }

    fn read_at(&mut self, offset: u64, into: &mut [u8]) -> io::Result<usize> {
        if offset >= self.len() || into.is_empty() {
            return Ok(0);
        }
        let held = self.start..self.start + u64::from(self.held.length());
        if !held.contains(&offset) {
            self.load(offset, into.len() as u64)?;
        }
        let from = u32::try_from(offset - self.start).map_err(io::Error::other)?;
        let n = (self.held.length().saturating_sub(from) as usize).min(into.len());
        let piece = self.held.subarray(from, from + n as u32);
        into.get_mut(..n).into_iter().for_each(|into| piece.copy_to(into));
        Ok(n)
    }
}
