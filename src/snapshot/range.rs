//! An adaptive binary arithmetic coder: bits and their probabilities to bytes, and back.
//!
//! A carry-less coder with 32-bit bounds, as in Matt Mahoney, “Data Compression Explained” (fpaq0), with
//! counted adaptation (Krichevsky–Trofimov at first, then a slow exponential average). The model is written
//! once against [`Coder`], for both directions: the writer passes what it has and gets it back, the reader
//! passes anything and gets what was written.

/// The probability of a 1, learned as bits pass.
#[derive(Clone, Copy, Debug)]
pub struct Bit {
    /// Of 65,536.
    one: u16,
    /// How much has been learned.
    seen: u8,
}

/// Bits are never surer than 255 to 1. So each takes at least 0.005 bits of payload, and what a payload can
/// unfold to is bounded by its length.
const SUREST: u32 = 256;
/// How many bits are weighed alike before old ones fade.
const MEMORY: u8 = 120;

impl Bit {
    /// Nothing is known.
    pub const EVEN: Self = Self { one: 1 << 15, seen: 0 };

    /// A probability of a 1 in 65,536ths that counts for as much as so many bits seen.
    pub fn prior(one: u32, weight: u8) -> Self {
        let one = one.clamp(SUREST, 65_536 - SUREST);
        Self { one: u16::try_from(one).unwrap_or(1 << 15), seen: weight }
    }

    #[cfg(not(target_arch = "wasm32"))]
    pub fn probability(self, bit: bool) -> f64 {
        let one = f64::from(self.one) / 65_536.0;
        if bit { one } else { 1.0 - one }
    }

    fn learn(&mut self, bit: bool) {
        let target = if bit { 65_536 - SUREST } else { SUREST };
        let one = u32::from(self.one);
        // 1 ÷ (n + 1.5), which is a little bolder than Krichevsky and Trofimov's 1 ÷ (n + 2).
        let rate = 2 * u32::from(self.seen) + 3;
        let one =
            if target > one { one + (target - one) * 2 / rate } else { one - (one - target) * 2 / rate };
        self.one = u16::try_from(one).unwrap_or(1 << 15);
        self.seen = (self.seen + 1).min(MEMORY);
    }
}

/// One direction of the coder.
pub trait Coder {
    /// Writes the bit, or reads one, whatever `bit` is.
    fn bit(&mut self, p: &mut Bit, bit: bool) -> bool;

    /// Takes from what a payload may unfold to; false where it is used up or the payload is at its end.
    fn spend(&mut self, places: usize, text: usize) -> bool;

    /// Notes that what was read cannot have been written.
    fn refuse(&mut self);

    /// Says which column the next bits belong to, for whoever measures.
    fn column(&mut self, _name: &'static str) {}

    /// A bit of which nothing is known and nothing learned.
    fn raw(&mut self, bit: bool) -> bool {
        self.bit(&mut Bit::EVEN.clone(), bit)
    }
}

/// The bounds between which the coded number lies.
#[derive(Clone, Copy, Debug)]
struct Bounds {
    low: u32,
    high: u32,
}

impl Default for Bounds {
    fn default() -> Self {
        Self { low: 0, high: u32::MAX }
    }
}

impl Bounds {
    /// The last number that means a 1.
    fn split(self, p: Bit) -> u32 {
        let range = u64::from(self.high - self.low);
        self.low + u32::try_from((range * u64::from(p.one)) >> 16).unwrap_or(0)
    }

    fn narrow(&mut self, split: u32, bit: bool) {
        if bit {
            self.high = split;
        } else {
            self.low = split + 1;
        }
    }

    /// The leading byte, once both bounds agree on it.
    fn shift(&mut self) -> Option<u8> {
        let byte = self.low >> 24;
        (byte == self.high >> 24).then(|| {
            self.low <<= 8;
            self.high = self.high << 8 | 0xff;
            byte.to_le_bytes()[0]
        })
    }
}

/// Writes.
#[derive(Debug, Default)]
pub struct Encoder {
    bounds: Bounds,
    bytes: Vec<u8>,
}

impl Encoder {
    /// The bytes; zeros follow for as long as they are asked for.
    pub fn finish(mut self) -> Vec<u8> {
        // The bounds differ in their leading byte, so one byte more than the lower one lies between them.
        if self.bounds.low > 0 {
            self.bytes.push((self.bounds.low >> 24).to_le_bytes()[0].saturating_add(1));
        }
        self.bytes
    }
}

impl Coder for Encoder {
    fn bit(&mut self, p: &mut Bit, bit: bool) -> bool {
        let split = self.bounds.split(*p);
        self.bounds.narrow(split, bit);
        while let Some(byte) = self.bounds.shift() {
            self.bytes.push(byte);
        }
        p.learn(bit);
        bit
    }

    fn spend(&mut self, _places: usize, _text: usize) -> bool {
        true
    }

    fn refuse(&mut self) {}
}

/// Villages and grids (and months) that one snapshot may hold.
pub const MAX_PLACES: usize = 1 << 17;
/// Bytes of text that one snapshot may hold, names that were not spelt out included.
pub const MAX_TEXT: usize = 1 << 24;

/// Reads.
#[derive(Debug)]
pub struct Decoder<'a> {
    bounds: Bounds,
    code: u32,
    bytes: &'a [u8],
    next: usize,
    places: usize,
    text: usize,
    state: Reading,
}

/// How reading goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// All is well.
    Good,
    /// What was read cannot have been written.
    Malformed,
    /// It unfolds to more than a snapshot may hold.
    TooLarge,
}

impl<'a> Decoder<'a> {
    /// Reads from the first byte on.
    pub fn new(bytes: &'a [u8]) -> Self {
        let mut decoder = Self {
            bounds: Bounds::default(),
            code: 0,
            bytes,
            next: 0,
            places: MAX_PLACES,
            text: MAX_TEXT,
            state: Reading::Good,
        };
        for _ in 0..4 {
            decoder.take();
        }
        decoder
    }

    fn take(&mut self) {
        let byte = self.bytes.get(self.next).copied().unwrap_or(0);
        self.code = self.code << 8 | u32::from(byte);
        self.next += 1;
        // Four bytes are read ahead; the last byte written may be a zero that was left out.
        if self.next > self.bytes.len() + 4 {
            self.refuse();
        }
    }

    /// How reading went, once everything is read.
    pub fn finish(self) -> Reading {
        if self.state == Reading::Good && self.next < self.bytes.len() {
            return Reading::Malformed;
        }
        self.state
    }
}

impl Coder for Decoder<'_> {
    fn bit(&mut self, p: &mut Bit, _bit: bool) -> bool {
        if self.state != Reading::Good {
            return false;
        }
        let split = self.bounds.split(*p);
        let bit = self.code <= split;
        self.bounds.narrow(split, bit);
        while self.bounds.shift().is_some() {
            self.take();
        }
        p.learn(bit);
        bit
    }

    fn spend(&mut self, places: usize, text: usize) -> bool {
        match (self.places.checked_sub(places), self.text.checked_sub(text)) {
            (Some(places), Some(text)) => (self.places, self.text) = (places, text),
            _ if self.state == Reading::Good => self.state = Reading::TooLarge,
            _ => {}
        }
        self.state == Reading::Good
    }

    fn refuse(&mut self) {
        if self.state == Reading::Good {
            self.state = Reading::Malformed;
        }
    }
}

#[cfg(test)]
#[path = "../../tests/unit/range.rs"]
mod tests;
