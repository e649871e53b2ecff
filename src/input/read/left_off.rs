//! A long text table read in parts: where it may be cut, and how reading goes on from there as if it had never stopped.

use super::row_emitter::RowEmitter;
use super::text::TextPlace;
use super::{Format, Options, ReadError, Sink, Source, any, csv, sniff};
use memchr::memchr;

/// A text table that was left between two records.
#[derive(Debug)]
pub struct LeftOff {
    pub(super) text: TextPlace,
    pub(super) separator: u8,
    /// The last row.
    pub(super) row: u32,
    pub(super) told_broken: bool,
    /// What the emitter has told of the sheet.
    pub(super) told: (bool, bool),
}

impl LeftOff {
    /// How many bytes were read.
    pub fn at(&self) -> u64 {
        self.text.offset
    }

    /// How many rows went by, blank ones too.
    pub fn row(&self) -> u32 {
        self.row
    }

    /// Goes to a place between two records that `row` rows precede, which were read elsewhere and were nothing special.
    pub fn move_to(&mut self, at: u64, row: u32) {
        (self.text.offset, self.row) = (at, row);
    }

    /// The file's format.
    pub fn format(&self) -> Format {
        Format::Csv(self.text.encoding())
    }
}

/// How far a file was read.
#[derive(Debug)]
pub enum Begun {
    /// To its end.
    Whole(Format),
    /// Up to where it was to be left.
    Part(LeftOff),
}

/// Returns the first place behind a line end, from a byte on, where there is one near. Whether a record ends there, reading
/// up to it will tell.
pub fn cut(source: &mut dyn Source, from: u64) -> Option<u64> {
    let mut near = vec![0; 64 << 10];
    let n = source.read_at(from, &mut near).ok()?;
    let at = memchr(b'\n', near.get(..n)?)?;
    Some(from + at as u64 + 1).filter(|at| *at < source.len())
}

/// Whether a file is a text table from its first byte on.
pub fn is_text(source: &mut dyn Source, options: &Options) -> bool {
    let mut head = vec![0; sniff::HEAD];
    let Ok(n) = source.read_at(0, &mut head) else { return false };
    head.truncate(n);
    let kind = sniff::kind(&head, n as u64 >= source.len(), options.encoding);
    sniff::blank_before(&head) == 0 && matches!(kind, sniff::ContentKind::Text)
}

/// As [`read`](super::read). A text table is left at the byte `until`, if a record ends there and nothing is under way.
///
/// # Errors
/// As of [`read`](super::read).
pub fn read_until(
    source: &mut dyn Source,
    file_name: &str,
    options: &Options,
    until: Option<u64>,
    sink: &mut dyn Sink,
) -> Result<Begun, ReadError> {
    let mut out = RowEmitter::new(sink, source.len());
    out.until = until;
    let format = any(source, file_name, options, 1, &mut out)?;
    Ok(out.left.map_or(Begun::Whole(format), Begun::Part))
}

/// Reads on where a text table was left, to its end or up to another place.
///
/// # Errors
/// As of [`read`](super::read).
pub fn read_on(
    source: &mut dyn Source,
    left: LeftOff,
    until: Option<u64>,
    sink: &mut dyn Sink,
) -> Result<Begun, ReadError> {
    let mut out = RowEmitter::new(sink, source.len());
    out.until = until;
    let format = csv::read_on(source, left, &mut out)?;
    Ok(out.left.map_or(Begun::Whole(format), Begun::Part))
}
