//! The streams of a packed program back to one: texts, then the wasm.

use core::cell::Cell;

use crate::Damaged;
use crate::operands::{
    END, FIRST_PLAIN, I32_CONST, LAST_PLAIN, LOCAL_GET, LOCAL_SET, LOCAL_TEE, ODD, Operand, PLACE, STREAMS,
    Stream, odd, opens, operand, prefixed,
};

/// Bytes of a stream that are still to be taken, or of a number that is still to be written.
struct Streams<'a>([&'a [u8]; STREAMS]);

impl Streams<'_> {
    #[inline(always)]
    fn byte(&mut self, of: Stream) -> Result<u8, Damaged> {
        let Some(rest) = self.0.get_mut(of as usize) else { return Err(Damaged) };
        let (first, others) = rest.split_first().ok_or(Damaged)?;
        *rest = others;
        Ok(*first)
    }
}

/// The most bytes of a LEB128 number of 32 bits: a body is written behind as many, since its length is known at its end.
pub const ROOM: usize = 5;

/// Where the wasm is written.
struct Out<'a> {
    bytes: &'a mut [u8],
    at: usize,
}

impl Out<'_> {
    #[inline(always)]
    fn push(&mut self, byte: u8) -> Result<(), Damaged> {
        *self.bytes.get_mut(self.at).ok_or(Damaged)? = byte;
        self.at += 1;
        Ok(())
    }

    /// An unsigned LEB128 number.
    fn number(&mut self, mut number: u32) -> Result<(), Damaged> {
        while number >= 0x80 {
            self.push(number as u8 | 0x80)?;
            number >>= 7;
        }
        self.push(number as u8)
    }

    fn all(&mut self, bytes: &[u8]) -> Result<(), Damaged> {
        let place = self.bytes.get_mut(self.at..self.at + bytes.len()).ok_or(Damaged)?;
        for (to, from) in place.iter_mut().zip(bytes) {
            *to = *from;
        }
        self.at += bytes.len();
        Ok(())
    }
}

/// Copies a LEB128 number, and returns what it is, as far as 32 bits hold it.
fn leb(streams: &mut Streams<'_>, of: Stream, out: &mut Out<'_>) -> Result<u32, Damaged> {
    let (mut number, mut shift) = (0, 0);
    loop {
        let byte = streams.byte(of)?;
        out.push(byte)?;
        number |= u32::from(byte & 0x7f).checked_shl(shift).unwrap_or(0);
        shift += 7;
        if byte < 0x80 {
            return Ok(number);
        }
    }
}

fn lebs(streams: &mut Streams<'_>, of: Stream, number: u32, out: &mut Out<'_>) -> Result<(), Damaged> {
    for _ in 0..number {
        copied(streams, of, out)?;
    }
    Ok(())
}

/// Copies a LEB128 number.
#[inline(always)]
fn copied(streams: &mut Streams<'_>, of: Stream, out: &mut Out<'_>) -> Result<(), Damaged> {
    loop {
        let byte = streams.byte(of)?;
        out.push(byte)?;
        if byte < 0x80 {
            return Ok(());
        }
    }
}

/// Writes the wasm of the streams to `out`, which has [`ROOM`] bytes more; returns how many it has.
///
/// # Errors
/// When the streams are none of a wasm.
pub fn join(streams: [&[u8]; STREAMS], out: &mut [u8]) -> Result<usize, Damaged> {
    let mut streams = Streams(streams);
    let mut place = [0; 4];
    for byte in &mut place {
        *byte = streams.byte(Stream::Rest)?;
    }
    let rest = streams.0[Stream::Rest as usize];
    let (before, behind) = rest.split_at_checked(u32::from_le_bytes(place) as usize).ok_or(Damaged)?;
    let mut out = Out { bytes: out, at: 0 };
    out.all(before)?;
    while !streams.0[Stream::Locals as usize].is_empty() {
        body(&mut streams, &mut out)?;
    }
    out.all(behind)?;
    Ok(out.at)
}

/// A function's body behind its length. It is a function of its own so that a browser can put better code in its place after the
/// first hundreds.
#[inline(never)]
fn body(streams: &mut Streams<'_>, out: &mut Out<'_>) -> Result<(), Damaged> {
    let start = out.at;
    out.at += ROOM;
    let groups = leb(streams, Stream::Locals, out)?;
    for _ in 0..groups {
        lebs(streams, Stream::Locals, 2, out)?;
    }
    let mut depth = 1_u32;
    while depth > 0 {
        let opcode = streams.byte(Stream::Opcodes)?;
        depth = depth + u32::from(opens(opcode)) - u32::from(opcode == END);
        // Most of all; the others go through the table.
        match opcode {
            LOCAL_GET => {
                out.push(opcode)?;
                copied(streams, Stream::Get, out)?;
            }
            LOCAL_SET | LOCAL_TEE => {
                out.push(opcode)?;
                copied(streams, Stream::Set, out)?;
            }
            I32_CONST => {
                out.push(opcode)?;
                copied(streams, Stream::Numbers, out)?;
            }
            END | FIRST_PLAIN..=LAST_PLAIN => out.push(opcode)?,
            _ => instruction(opcode, streams, out)?,
        }
    }
    let (first, end) = (start + ROOM, out.at);
    out.at = start;
    out.number((end - first) as u32)?;
    let (body, length) = (out.at, end - first);
    let Some(place) = out.bytes.get_mut(body..end) else { return Err(Damaged) };
    let cells = Cell::from_mut(place).as_slice_of_cells();
    // As copy_within does, whose panic would bring 3 KB with it.
    for (from, to) in cells.get(first - body..).unwrap_or_default().iter().zip(cells) {
        to.set(from.get());
    }
    out.at += length;
    Ok(())
}

#[inline(never)]
fn instruction(opcode: u8, streams: &mut Streams<'_>, out: &mut Out<'_>) -> Result<(), Damaged> {
    if opcode == PLACE {
        out.push(I32_CONST)?;
        let mut place = 0;
        for _ in 0..3 {
            place = place << 8 | u32::from(streams.byte(Stream::Places)?);
        }
        // A signed number: where the next bit is the sign's, one byte more. All are below 2^24.
        for shift in [0, 7, 14] {
            out.push((place >> shift) as u8 | 0x80)?;
        }
        return out.push((place >> 21) as u8);
    }
    let (opcode, aligned) = match opcode {
        ODD..0xfc => odd(opcode).map(|(opcode, own)| (opcode, Some(own))).ok_or(Damaged)?,
        _ => (opcode, None),
    };
    out.push(opcode)?;
    let mut what = operand(opcode);
    if what == Operand::Prefix {
        let second = streams.byte(Stream::Opcodes)?;
        out.push(second)?;
        what = prefixed(second);
    }
    match what {
        Operand::None => Ok(()),
        Operand::Lebs(of, number) => lebs(streams, of, number as u32, out),
        Operand::Bytes(number) => (0..number).try_for_each(|_| out.push(streams.byte(Stream::Other)?)),
        Operand::Call => {
            let high = streams.byte(Stream::Calls)?;
            out.number(u32::from(high) << 8 | u32::from(streams.byte(Stream::Calls)?))
        }
        Operand::Table => {
            let number = leb(streams, Stream::Branches, out)?;
            lebs(streams, Stream::Branches, number.saturating_add(1), out)
        }
        Operand::Memory(of, natural) => {
            out.push(aligned.unwrap_or(natural))?;
            copied(streams, of, out)
        }
        Operand::Types => {
            let number = leb(streams, Stream::Other, out)?;
            lebs(streams, Stream::Other, number, out)
        }
        Operand::Prefix | Operand::Unknown => Err(Damaged),
    }
}
