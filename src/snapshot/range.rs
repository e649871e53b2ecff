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

/// By how much of the way a probability moves after so many bits, in parts of 2^32: 1 ÷ (n + 1.5), which is a little
/// bolder than Krichevsky and Trofimov's 1 ÷ (n + 2). Rounded up, so that what is left of a distance below 65,536 is
/// what division leaves.
const RATES: [u64; MEMORY as usize + 1] = {
    let (mut rates, mut seen) = ([0; MEMORY as usize + 1], 0);
    while seen <= MEMORY as usize {
        rates[seen] = (2_u64 << 32).div_ceil(2 * seen as u64 + 3);
        seen += 1;
    }
    rates
};

impl Default for Bit {
    fn default() -> Self {
        Self::EVEN
    }
}

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
        let rate = RATES.get(usize::from(self.seen)).copied().unwrap_or(0);
        let part = |distance: u32| ((u64::from(distance) * rate) >> 32) as u32;
        let one = if target > one { one + part(target - one) } else { one - part(one - target) };
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

    /// Where the coded number lies; `None` for a reader.
    fn bounds(&self) -> Option<CodedRange> {
        None
    }

    /// Says that what was written last is to be found from the payload's end: ones follow it.
    fn end_in_ones(&mut self) {}

    /// A bit of which nothing is known and nothing learned.
    fn raw(&mut self, bit: bool) -> bool {
        self.bit(&mut Bit::EVEN.clone(), bit)
    }
}

/// The bounds between which the coded number lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CodedRange {
    low: u32,
    high: u32,
}

impl Default for CodedRange {
    fn default() -> Self {
        Self { low: 0, high: u32::MAX }
    }
}

impl CodedRange {
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

    /// The bounds after a bit of which nothing is known.
    fn after(mut self, bit: bool) -> Self {
        self.narrow(self.split(Bit::EVEN), bit);
        while self.shift().is_some() {}
        self
    }

    /// Returns bits of which nothing is known, `most` at most, behind which the bounds are as at the beginning: what
    /// is written then can be read by itself. `None` where so few do not lead there.
    pub fn way_to_start(self, most: u32) -> Option<Vec<bool>> {
        let mut way = Vec::new();
        self.leads(most, &mut way).then_some(way)
    }

    fn leads(self, most: u32, way: &mut Vec<bool>) -> bool {
        // A bit takes no more than half of what lies between the bounds.
        if most == 0 || (u64::from(self.high - self.low) + 1).ilog2() > most {
            return false;
        }
        // Rather that half in which the leading bytes still differ.
        let differ = |bit: &bool| {
            let mut half = self;
            half.narrow(half.split(Bit::EVEN), *bit);
            half.low >> 24 != half.high >> 24
        };
        let first = differ(&true) || !differ(&false);
        [first, !first].into_iter().any(|bit| {
            way.push(bit);
            let next = self.after(bit);
            let found = next == Self::default() || next.leads(most - 1, way);
            if !found {
                way.pop();
            }
            found
        })
    }
}

/// Writes.
#[derive(Debug, Default)]
pub struct Encoder {
    bounds: CodedRange,
    bytes: Vec<u8>,
    ones: bool,
}

impl Encoder {
    /// An encoder that goes on from these bounds.
    pub fn from(bounds: CodedRange) -> Self {
        Self { bounds, ..Self::default() }
    }

    /// The bytes; zeros follow for as long as they are asked for.
    pub fn finish(mut self) -> Vec<u8> {
        if self.ones {
            // The upper bound, as far as it is above the lower one when zeros follow.
            let bytes = self.bounds.high.to_be_bytes();
            let is_above = |n: &usize| {
                self.bounds.high & !(u32::MAX.checked_shr(*n as u32 * 8).unwrap_or(0)) >= self.bounds.low
            };
            let needed = (1..=4).find(is_above).unwrap_or(4);
            self.bytes.extend(bytes.iter().take(needed));
            return self.bytes;
        }
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

    fn bounds(&self) -> Option<CodedRange> {
        Some(self.bounds)
    }

    fn end_in_ones(&mut self) {
        self.ones = true;
    }
}

/// Villages and grids (and months) that one snapshot may hold.
pub const MAX_PLACES: usize = 1 << 17;
/// Bytes of text that one snapshot may hold, names that were not spelt out included.
pub const MAX_TEXT: usize = 1 << 24;

/// Reads.
#[derive(Debug)]
pub struct Decoder<'a> {
    bounds: CodedRange,
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
            bounds: CodedRange::default(),
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

    /// Whether what was read so far can have been written.
    pub fn is_good(&self) -> bool {
        self.state == Reading::Good
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
