//! What each column of a snapshot costs; for those who look after the format.

use super::range::{Bit, CodedRange, Coder, Encoder};
use super::totals::{self, TownTotals};
use super::{PLAIN, Snapshot, VERSION, blocks, model, text};
use std::collections::BTreeMap;

/// Writes, and notes how many bits each column takes.
#[derive(Default)]
pub(super) struct Meter {
    column: &'static str,
    /// Bits by column.
    pub bits: BTreeMap<&'static str, f64>,
    encoder: Encoder,
}

impl Meter {
    /// The payload's length in bytes.
    pub fn bytes(self) -> usize {
        self.encoder.finish().len()
    }
}

/// The bits that each column of a sealed snapshot takes, and the bytes of the stream that they are coded into.
pub fn costs(snapshot: &Snapshot) -> (BTreeMap<&'static str, f64>, usize) {
    let mut meter = Meter::default();
    model::pass(&mut meter, snapshot, VERSION);
    (meter.bits.clone(), meter.bytes())
}

impl Coder for Meter {
    fn bit(&mut self, p: &mut Bit, bit: bool) -> bool {
        *self.bits.entry(self.column).or_default() -= p.probability(bit).log2();
        self.encoder.bit(p, bit)
    }

    fn column(&mut self, name: &'static str) {
        self.column = name;
    }

    fn spend(&mut self, _places: usize, _text: usize) -> bool {
        true
    }

    fn refuse(&mut self) {}

    fn bounds(&self) -> Option<CodedRange> {
        self.encoder.bounds()
    }

    fn end_in_ones(&mut self) {
        self.encoder.end_in_ones();
    }
}

/// Returns the payload of a snapshot that nobody sealed, as only a forger writes it.
pub fn unsealed(snapshot: &Snapshot) -> Vec<u8> {
    let mut encoder = Encoder::default();
    model::pass(&mut encoder, snapshot, VERSION);
    encoder.finish()
}

/// Returns the payload of a snapshot with totals that somebody changed, as only a forger writes it.
pub fn with_totals(snapshot: &Snapshot, change: &dyn Fn(&mut TownTotals)) -> Vec<u8> {
    let mut encoder = Encoder::default();
    let sealed = snapshot.sealed();
    model::pass_with(&mut encoder, &sealed, VERSION, blocks::written(&sealed), Some(change));
    encoder.finish()
}

/// Returns the text of a snapshot without totals, as programs wrote it that did not know them.
pub fn without_totals(snapshot: &Snapshot) -> String {
    let mut encoder = Encoder::default();
    let sealed = snapshot.sealed();
    model::pass_with(&mut encoder, &sealed, VERSION, blocks::written(&sealed), None);
    framed(VERSION, &encoder.finish())
}

/// Whether a text states totals that this program knows.
pub fn has_totals(text: &str) -> bool {
    unframed(text).is_some_and(|stream| totals::stated(&stream, VERSION).is_ok_and(|stated| stated.is_some()))
}

/// Returns a coder's stream in its frame, with a right checksum, whatever the stream is.
pub fn framed(version: u32, stream: &[u8]) -> String {
    let first: &[u8] = if version > 1 { &[PLAIN] } else { &[] };
    text::wrap(version, &[first, stream].concat())
}

/// Returns the stream in the frame of a text without a password; `None` if there is none.
pub fn unframed(text: &str) -> Option<Vec<u8>> {
    let (version, bytes) = text::unwrap(VERSION, text).ok()?;
    bytes.get(usize::from(version > 1)..).map(<[u8]>::to_vec)
}
