//! What each column of a snapshot costs; for those who look after the format.

use super::range::{Bit, Coder, Encoder};
use super::{PLAIN, Snapshot, VERSION, model, text};
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
}

/// Returns the payload of a snapshot that nobody sealed, as only a forger writes it.
pub fn unsealed(snapshot: &Snapshot) -> Vec<u8> {
    let mut encoder = Encoder::default();
    model::pass(&mut encoder, snapshot, VERSION);
    encoder.finish()
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
