//! A browser's file, read by slices.

use gelan::input::read::Source;
use gelan::text::t;
use js_sys::Uint8Array;
use std::io;
use web_sys::{Blob, File, FileReaderSync};

/// How much is read ahead: readers ask for small pieces, and each slice costs a trip into the browser.
const AHEAD: u64 = 4 << 20;

/// A file of the browser as a [`Source`].
pub struct BlobSource<'a> {
    file: &'a File,
    reader: Option<FileReaderSync>,
    start: u64,
    ahead: Vec<u8>,
}

impl<'a> BlobSource<'a> {
    /// Over a file that the page has posted.
    pub fn new(file: &'a File) -> Self {
        Self { file, reader: FileReaderSync::new().ok(), start: 0, ahead: Vec::new() }
    }

    fn load(&mut self, offset: u64, length: u64) -> io::Result<()> {
        let gone = || io::Error::other(t("浏览器没有给出文件内容"));
        let end = (offset + length.max(AHEAD)).min(self.len());
        let blob: &Blob = self.file;
        let slice = blob.slice_with_f64_and_f64(offset as f64, end as f64).map_err(|_| gone())?;
        let reader = self.reader.as_ref().ok_or_else(gone)?;
        let buffer = reader.read_as_array_buffer(&slice).map_err(|_| gone())?;
        let bytes = Uint8Array::new(&buffer);
        self.ahead.resize(bytes.length() as usize, 0);
        bytes.copy_to(&mut self.ahead);
        self.start = offset;
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
        let held = self.start..self.start + self.ahead.len() as u64;
        if !held.contains(&offset) {
            self.load(offset, into.len() as u64)?;
        }
        let from = usize::try_from(offset - self.start).map_err(io::Error::other)?;
        let rest = self.ahead.get(from..).unwrap_or_default();
        let n = rest.len().min(into.len());
        if let (Some(to), Some(rest)) = (into.get_mut(..n), rest.get(..n)) {
            to.copy_from_slice(rest);
        }
        Ok(n)
    }
}
