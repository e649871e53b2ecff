//! The packed program: a head that says how long its streams are, and the streams.

use crate::join::{ROOM, join};
use crate::operands::STREAMS;
use crate::{Damaged, Unpacker};

/// The bytes of the head for one stream: its size, its size packed, both in four bytes, and the bits of a byte by which the
/// next one is foretold.
pub const ENTRY: usize = 9;

/// Where the unpacking of a program stands.
#[derive(Debug)]
pub struct Program {
    unpacker: Unpacker,
    /// The stream that is unpacked.
    stream: usize,
    /// Where it begins behind the head, and unpacked. Both are 0 at first, so that a static program is no bytes of the wasm.
    from: usize,
    to: usize,
    /// How much of it is there.
    there: usize,
}

/// A stream as the head has it.
struct Entry {
    size: usize,
    packed: usize,
    context: u8,
}

fn entry(source: &[u8], stream: usize) -> Result<Entry, Damaged> {
    let bytes: &[u8; ENTRY] = source.get(stream * ENTRY..).and_then(<[u8]>::first_chunk).ok_or(Damaged)?;
    let [a, b, c, d, e, f, g, h, context] = *bytes;
    let number = |bytes| u32::from_le_bytes(bytes) as usize;
    Ok(Entry { size: number([a, b, c, d]), packed: number([e, f, g, h]), context })
}

impl Program {
    /// At the beginning.
    pub const fn new() -> Self {
        Self { unpacker: Unpacker::new(), stream: 0, from: 0, to: 0, there: 0 }
    }

    /// Unpacks about `step` bytes more of the whole of `source`. The program's `size` bytes are the first of `out`, which has
    /// [`room`] and is the same at each call. Returns `size` where the program is whole, and a smaller number before, which is
    /// not 0.
    ///
    /// # Errors
    /// When the program is damaged.
    pub fn run(&mut self, source: &[u8], out: &mut [u8], size: usize, step: usize) -> Result<usize, Damaged> {
        let texts = entry(source, 0)?.size;
        if self.stream == STREAMS {
            return joined(source, out, size, texts).map(|()| size);
        }
        let Entry { size: own, packed, context } = entry(source, self.stream)?;
        // The texts are in their place; the others wait behind the program.
        let place = if self.stream == 0 { 0 } else { size + ROOM + self.to - texts };
        let from =
            source.get(STREAMS * ENTRY + self.from..).and_then(|rest| rest.get(..packed)).ok_or(Damaged)?;
        let to = out.get_mut(place..).and_then(|rest| rest.get_mut(..own)).ok_or(Damaged)?;
        if own > 0 {
            self.there = self.unpacker.run(from, to, self.there.saturating_add(step), context)?;
        }
        let to = self.to + self.there;
        if self.there == own {
            let (stream, from) = (self.stream + 1, self.from + packed);
            *self = Self { unpacker: Unpacker::new(), stream, from, to, there: 0 };
        }
        Ok(to.min(size - 1).max(1))
    }
}

/// How many bytes a program of `size` needs to be unpacked in: its streams are about as long as itself.
pub const fn room(size: usize) -> usize {
    2 * size + 0x10000
}

fn joined(source: &[u8], out: &mut [u8], size: usize, texts: usize) -> Result<(), Damaged> {
    let (program, mut rest) = out.split_at_mut_checked(size + ROOM).ok_or(Damaged)?;
    let mut streams: [&[u8]; STREAMS] = [&[]; STREAMS];
    for (number, stream) in streams.iter_mut().enumerate().skip(1) {
        let (own, others) = rest.split_at_mut_checked(entry(source, number)?.size).ok_or(Damaged)?;
        (*stream, rest) = (own, others);
    }
    let written = join(streams, program.get_mut(texts..).ok_or(Damaged)?)?;
    if written + texts == size { Ok(()) } else { Err(Damaged) }
}

impl Default for Program {
    fn default() -> Self {
        Self::new()
    }
}
