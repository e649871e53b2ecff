//! LZMA: a stream of the .lzma format after its header, with lp 0, pb 0 and lc 0 to 4, as the bundler packs.
//!
//! Igor Pavlov's "LZMA specification" names the states and tables that are numbered here.

use core::cell::Cell;

const MATCH: usize = 0;
const REP: usize = 12;
const REP0: usize = 24;
const REP1: usize = 36;
const REP2: usize = 48;
const SHORT: usize = 60;
const SLOT: usize = 72;
const SPECIAL: usize = 328;
const ALIGN: usize = 443;
const LENGTH: usize = 459;
const REP_LENGTH: usize = 733;
const LITERAL: usize = 1007;
/// [`LITERAL`] with 16 times 0x300 after it, and up to a power of two.
const ODDS: usize = 16384;
const EVEN: u16 = 1024;

/// The stream is not what was packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Damaged;

/// Copies a slice's bytes, one after another, to `by` places further on.
pub fn copy_on(bytes: &mut [u8], by: usize) {
    let cells = Cell::from_mut(bytes).as_slice_of_cells();
    for (from, to) in cells.iter().zip(cells.get(by..).unwrap_or_default()) {
        to.set(from.get());
    }
}

/// Where unpacking stands.
#[derive(Debug)]
pub struct Unpacker {
    odds: [u16; ODDS],
    /// How many bytes are there; before the first, the coder has to start.
    at: usize,
    next: usize,
    range: u32,
    code: u32,
    state: usize,
    /// The last four distances, the newest first.
    distances: [usize; 4],
}

/// Decodes bits.
struct Coder<'a> {
    source: &'a [u8],
    odds: &'a mut [u16; ODDS],
    next: usize,
    range: u32,
    code: u32,
}

impl Coder<'_> {
    #[inline(always)]
    fn fill(&mut self) {
        if self.range < 0x0100_0000 {
            self.range <<= 8;
            self.code = self.code << 8 | u32::from(self.source.get(self.next).copied().unwrap_or(0));
            self.next += 1;
        }
    }

    #[inline(always)]
    fn bit(&mut self, index: usize) -> usize {
        // No index is as large: this is what keeps the compiler from looking.
        let odd = &mut self.odds[index % ODDS];
        let bound = (self.range >> 11) * u32::from(*odd);
        let bit = if self.code < bound {
            self.range = bound;
            *odd += (2048 - *odd) >> 5;
            0
        } else {
            self.range -= bound;
            self.code -= bound;
            *odd -= *odd >> 5;
            1
        };
        self.fill();
        bit
    }

    #[inline(never)]
    fn tree(&mut self, index: usize, bits: usize) -> usize {
        let mut node = 1;
        for _ in 0..bits {
            node = node << 1 | self.bit(index + node);
        }
        node - (1 << bits)
    }

    fn backwards(&mut self, index: usize, bits: usize) -> usize {
        let (mut node, mut value) = (1, 0);
        for i in 0..bits {
            let bit = self.bit(index + node);
            node = node << 1 | bit;
            value |= bit << i;
        }
        value
    }

    fn direct(&mut self, bits: usize) -> usize {
        let mut value = 0;
        for _ in 0..bits {
            self.range >>= 1;
            let bit = self.code >= self.range;
            if bit {
                self.code -= self.range;
            }
            value = value << 1 | usize::from(bit);
            self.fill();
        }
        value
    }

    #[inline(never)]
    fn length(&mut self, index: usize) -> usize {
        if self.bit(index) == 0 {
            return 2 + self.tree(index + 2, 3);
        }
        if self.bit(index + 1) == 0 {
            return 10 + self.tree(index + 10, 3);
        }
        18 + self.tree(index + 18, 8)
    }

    fn far(&mut self, run: usize) -> usize {
        let slot = self.tree(SLOT + 64 * (run - 2).min(3), 6);
        if slot < 4 {
            return slot;
        }
        let bits = (slot >> 1) - 1;
        let base = (2 | slot & 1) << bits;
        if slot < 14 {
            return base + self.backwards(SPECIAL + base - slot, bits);
        }
        base + self.direct(bits - 4) * 16 + self.backwards(ALIGN, 4)
    }

    #[inline(always)]
    fn literal(&mut self, context: usize, matched: Option<u8>) -> u8 {
        let index = LITERAL + 0x300 * context;
        let mut node = 1;
        if let Some(matched) = matched {
            let mut matched = usize::from(matched);
            while node < 0x100 {
                let expected = matched >> 7 & 1;
                matched <<= 1;
                let bit = self.bit(index + ((1 + expected) << 8) + node);
                node = node << 1 | bit;
                if bit != expected {
                    break;
                }
            }
        }
        while node < 0x100 {
            node = node << 1 | self.bit(index + node);
        }
        node as u8
    }
}

impl Unpacker {
    /// At the beginning of a stream.
    pub const fn new() -> Self {
        Self { odds: [0; ODDS], at: 0, next: 0, range: 0, code: 0, state: 0, distances: [0; 4] }
    }

    /// Unpacks the whole of `source` on into `out`, which is as large as what was packed and the same at each call, until
    /// about `until` bytes are there; returns how many. `lc` is how many bits of a byte foretell the next one.
    ///
    /// # Errors
    /// When the stream is damaged: the source ends early, or refers to what is not there.
    pub fn run(&mut self, source: &[u8], out: &mut [u8], until: usize, lc: u8) -> Result<usize, Damaged> {
        if self.next == 0 {
            let (Some(&[_, a, b, c, d]), true) = (source.first_chunk(), self.at == 0) else {
                return Err(Damaged);
            };
            self.odds.fill(EVEN);
            (self.range, self.code, self.next) = (u32::MAX, u32::from_be_bytes([a, b, c, d]), 5);
        }
        let Self { odds, at, next, range, code, state, distances } = self;
        let mut coder = Coder { source, odds, next: *next, range: *range, code: *code };
        let (mut here, mut step, mut last) = (*at, *state, *distances);
        let mut previous = here.checked_sub(1).and_then(|at| out.get(at)).copied().unwrap_or(0);
        let (until, above) = (until.min(out.len()), 8 - lc.min(4));
        while here < until {
            if coder.bit(MATCH + step) == 0 {
                let matched = if step > 6 { out.get(here.wrapping_sub(last[0] + 1)).copied() } else { None };
                previous = coder.literal(usize::from(previous) >> above, matched);
                *out.get_mut(here).ok_or(Damaged)? = previous;
                here += 1;
                step = if step < 4 { 0 } else { step - if step < 10 { 3 } else { 6 } };
                continue;
            }
            let long = if step < 7 { 8 } else { 11 };
            let run = if coder.bit(REP + step) == 0 {
                let run = coder.length(LENGTH);
                last = [coder.far(run), last[0], last[1], last[2]];
                step = if step < 7 { 7 } else { 10 };
                run
            } else if coder.bit(REP0 + step) == 1 {
                if coder.bit(REP1 + step) == 0 {
                    last = [last[1], last[0], last[2], last[3]];
                } else if coder.bit(REP2 + step) == 0 {
                    last = [last[2], last[0], last[1], last[3]];
                } else {
                    last = [last[3], last[0], last[1], last[2]];
                }
                step = long;
                coder.length(REP_LENGTH)
            } else if coder.bit(SHORT + step) == 1 {
                step = long;
                coder.length(REP_LENGTH)
            } else {
                step = if step < 7 { 9 } else { 11 };
                1
            };
            let end = here + run;
            if last[0] >= here || end > out.len() || coder.next > source.len() + 8 {
                return Err(Damaged);
            }
            let back = last[0] + 1;
            let Some(window) = out.get_mut(here - back..end) else { return Err(Damaged) };
            copy_on(window, back);
            previous = window.last().copied().unwrap_or(0);
            here = end;
        }
        (*next, *range, *code) = (coder.next, coder.range, coder.code);
        (*at, *state, *distances) = (here, step, last);
        Ok(here)
    }
}

impl Default for Unpacker {
    fn default() -> Self {
        Self::new()
    }
}
