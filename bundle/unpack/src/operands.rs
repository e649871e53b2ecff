//! What follows each opcode of a wasm, and in which stream it stands while the program is packed.
//!
//! The numbers are those of the WebAssembly core specification, "Binary Format", sections "Instructions" and "Values".

/// The streams of a packed program: what is alike stands together, so that it is foretold by its likes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(usize)]
pub enum Stream {
    /// Four bytes with the texts' length, and the texts.
    Texts,
    /// Where the functions' bodies are missing, in four bytes; then the wasm without them.
    Rest,
    /// Opcodes; behind blocks their types.
    Opcodes,
    /// Locals that are read.
    Get,
    /// Locals that are written.
    Set,
    /// Labels.
    Branches,
    /// Functions, in two bytes, the higher first.
    Calls,
    /// Numbers of 32 bits.
    Numbers,
    /// Numbers that may be places in the memory, in three bytes, the highest first.
    Places,
    /// Numbers of 64 bits.
    Long,
    /// Offsets of loads.
    Loads,
    /// Offsets of stores.
    Stores,
    /// The locals that a function declares.
    Locals,
    /// Everything else.
    Other,
}

/// How many streams there are.
pub const STREAMS: usize = Stream::Other as usize + 1;

/// What follows an opcode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operand {
    /// Nothing.
    None,
    /// So many LEB128 numbers of a stream.
    Lebs(Stream, usize),
    /// So many bytes.
    Bytes(usize),
    /// A function.
    Call,
    /// Labels behind their number, and one more.
    Table,
    /// A memory access: the exponent of its natural alignment.
    Memory(Stream, u8),
    /// Types behind their number.
    Types,
    /// A second opcode.
    Prefix,
    /// Not an opcode that we know.
    Unknown,
}

/// Ends a block, or a function.
pub const END: u8 = 0x0b;
/// Reads a local.
pub const LOCAL_GET: u8 = 0x20;
/// Writes a local.
pub const LOCAL_SET: u8 = 0x21;
/// Writes a local and keeps its value.
pub const LOCAL_TEE: u8 = 0x22;
/// Comparisons and arithmetic, none of which has an operand, from here to [`LAST_PLAIN`].
pub const FIRST_PLAIN: u8 = 0x45;
/// See [`FIRST_PLAIN`].
pub const LAST_PLAIN: u8 = 0xc4;
/// A number of 32 bits.
pub const I32_CONST: u8 = 0x41;
/// Stands in place of [`I32_CONST`] where the number is one of [`Stream::Places`]; no opcode has it.
pub const PLACE: u8 = 0x27;
/// The numbers of [`Stream::Places`].
pub const PLACES: core::ops::Range<i32> = 1 << 20..1 << 24;
/// From here on stand loads and stores that are aligned otherwise; no opcode has these.
pub const ODD: u8 = 0xd3;

/// Whether an opcode opens a block.
pub fn opens(opcode: u8) -> bool {
    matches!(opcode, 0x02..=0x04)
}

/// What follows an opcode.
pub fn operand(opcode: u8) -> Operand {
    use Stream::{Branches, Get, Loads, Long, Numbers, Opcodes, Other, Set, Stores};
    match opcode {
        0x00 | 0x01 | 0x05 | 0x0b | 0x0f | 0x1a | 0x1b | FIRST_PLAIN..=LAST_PLAIN | 0xd1 => Operand::None,
        0x02..=0x04 | 0xd0 => Operand::Lebs(Opcodes, 1),
        0x0c | 0x0d => Operand::Lebs(Branches, 1),
        0x0e => Operand::Table,
        0x10 => Operand::Call,
        0x11 => Operand::Lebs(Other, 2),
        0x1c => Operand::Types,
        LOCAL_GET => Operand::Lebs(Get, 1),
        LOCAL_SET | LOCAL_TEE => Operand::Lebs(Set, 1),
        0x23..=0x26 | 0x3f | 0x40 | 0xd2 => Operand::Lebs(Other, 1),
        0x28..=0x35 => Operand::Memory(Loads, alignment(opcode)),
        0x36..=0x3e => Operand::Memory(Stores, alignment(opcode)),
        0x41 => Operand::Lebs(Numbers, 1),
        0x42 => Operand::Lebs(Long, 1),
        0x43 => Operand::Bytes(4),
        0x44 => Operand::Bytes(8),
        0xfc => Operand::Prefix,
        _ => Operand::Unknown,
    }
}

/// What follows the second opcode behind 0xfc.
pub fn prefixed(second: u8) -> Operand {
    match second {
        0..=7 => Operand::None,
        9 | 11 | 13 | 15..=17 => Operand::Lebs(Stream::Other, 1),
        8 | 10 | 12 | 14 => Operand::Lebs(Stream::Other, 2),
        _ => Operand::Unknown,
    }
}

/// The exponent of the natural alignment of a memory access.
fn alignment(opcode: u8) -> u8 {
    match opcode {
        0x2c | 0x2d | 0x30 | 0x31 | 0x3a | 0x3c => 0,
        0x2e | 0x2f | 0x32 | 0x33 | 0x3b | 0x3d => 1,
        0x29 | 0x2b | 0x37 | 0x39 => 3,
        _ => 2,
    }
}

/// The memory access and the alignment that a code from [`ODD`] on stands for.
pub fn odd(code: u8) -> Option<(u8, u8)> {
    let mut left = code.checked_sub(ODD)?;
    for opcode in 0x28..=0x3e {
        let own = alignment(opcode);
        if left < own {
            return Some((opcode, left));
        }
        left -= own;
    }
    None
}

/// The code of a memory access with an alignment: the opcode itself where it is the natural one.
pub fn code_of(opcode: u8, own: u8) -> Option<u8> {
    if own == alignment(opcode) {
        return Some(opcode);
    }
    (ODD..=u8::MAX).find(|code| odd(*code) == Some((opcode, own)))
}
