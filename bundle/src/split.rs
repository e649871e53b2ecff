//! Splits a wasm into streams of parts that are alike: opcodes, locals, offsets, numbers.
//!
//! The packer looks for what came before and foretells a byte by the one before it. In a wasm an opcode, a local and an offset
//! follow each other, and foretell each other badly; each with its likes they take a tenth less. `bundle/unpack` puts them
//! together again, at a few milliseconds for five megabytes. Lengths of bodies are left out, alignments stand in the opcode, and
//! numbers that may be places in the memory and functions have as many bytes as they need and no marks among them.
//! Whatever comes of it is joined again at once and held against the wasm.

use anyhow::{Context, Result, anyhow, bail, ensure};
use unpack::operands::{
    END, I32_CONST, ODD, Operand, PLACE, PLACES, STREAMS, Stream, code_of, opens, operand, prefixed,
};
use unpack::{ROOM, join};
use wasmparser::{BinaryReader, Parser, Payload};

/// A wasm as streams.
pub struct Split {
    /// The streams, in the order of [`Stream`]; the texts are not of it, and empty.
    pub streams: [Vec<u8>; STREAMS],
    /// How long each was behind each function.
    pub marks: Vec<[usize; STREAMS]>,
    /// Where in the wasm the functions' bodies begin and end.
    pub bodies: std::ops::Range<usize>,
}

/// Splits a wasm.
///
/// # Errors
/// When it cannot be parsed, or has what we do not know.
pub fn split(wasm: &[u8]) -> Result<Split> {
    let mut splitter = Splitter::default();
    let (mut begin, mut end, mut marks) = (None, 0, Vec::new());
    for payload in Parser::new(0).parse_all(wasm) {
        let Payload::CodeSectionEntry(body) = payload? else { continue };
        let range = body.range();
        // Before the body stands its length.
        begin.get_or_insert(range.start - length_of(range.len())?);
        end = range.end;
        let bytes = wasm.get(range).context("a body")?;
        splitter.body(bytes).with_context(|| format!("function {}", marks.len()))?;
        marks.push(splitter.0.each_ref().map(Vec::len));
    }
    let bodies = begin.unwrap_or(wasm.len())..end.max(begin.unwrap_or(wasm.len()));
    let rest = splitter.of(Stream::Rest);
    rest.extend(u32::try_from(bodies.start)?.to_le_bytes());
    rest.extend(wasm.get(..bodies.start).context("what stands before")?);
    rest.extend(wasm.get(bodies.end..).context("what stands behind")?);
    let split = Split { streams: splitter.0, marks, bodies };
    let mut out = vec![0; wasm.len() + ROOM];
    let joined = join(split.streams.each_ref().map(Vec::as_slice), &mut out);
    let joined = joined.map_err(|_| anyhow!("the streams do not join"))?;
    ensure!(out.get(..joined) == Some(wasm), "the streams join to another wasm");
    Ok(split)
}

/// How many bytes a number takes.
fn length_of(number: usize) -> Result<usize> {
    let bits = usize::BITS - number.leading_zeros();
    Ok(usize::try_from(bits.div_ceil(7))?.max(1))
}

#[derive(Default)]
struct Splitter([Vec<u8>; STREAMS]);

impl Splitter {
    fn of(&mut self, stream: Stream) -> &mut Vec<u8> {
        &mut self.0[stream as usize]
    }

    fn body(&mut self, bytes: &[u8]) -> Result<()> {
        let mut reader = BinaryReader::new(bytes, 0);
        let groups = self.lebs(&mut reader, bytes, Stream::Locals, 1)?;
        for _ in 0..groups {
            self.lebs(&mut reader, bytes, Stream::Locals, 2)?;
        }
        let mut depth = 1_usize;
        while depth > 0 {
            let opcode = reader.read_u8()?;
            depth = depth + usize::from(opens(opcode)) - usize::from(opcode == END);
            self.instruction(opcode, &mut reader, bytes)?;
        }
        ensure!(reader.eof(), "the body goes on behind its end");
        Ok(())
    }

    /// Copies LEB128 numbers, and returns the last as far as 32 bits hold it.
    fn lebs(&mut self, reader: &mut BinaryReader<'_>, bytes: &[u8], to: Stream, number: u32) -> Result<u32> {
        let mut last = 0_u32;
        for _ in 0..number {
            let (mut shift, start) = (0, reader.original_position());
            last = 0;
            loop {
                let byte = reader.read_u8()?;
                last |= u32::from(byte & 0x7f).checked_shl(shift).unwrap_or(0);
                shift += 7;
                if byte < 0x80 {
                    break;
                }
            }
            let own = bytes.get(start..reader.original_position()).context("a number")?;
            self.of(to).extend(own);
        }
        Ok(last)
    }

    fn instruction(&mut self, opcode: u8, reader: &mut BinaryReader<'_>, bytes: &[u8]) -> Result<()> {
        ensure!(opcode != PLACE && !(ODD..0xfc).contains(&opcode), "opcode {opcode:#x}");
        if opcode == I32_CONST {
            let number = reader.clone().read_var_i32()?;
            if PLACES.contains(&number) {
                reader.read_var_i32()?;
                self.of(Stream::Opcodes).push(PLACE);
                let [_, place @ ..] = number.to_be_bytes();
                self.of(Stream::Places).extend(place);
                return Ok(());
            }
        }
        let mut what = operand(opcode);
        if let Operand::Memory(of, _) = what {
            let code = code_of(opcode, reader.read_u8()?).context("an alignment")?;
            self.of(Stream::Opcodes).push(code);
            self.lebs(reader, bytes, of, 1)?;
            return Ok(());
        }
        self.of(Stream::Opcodes).push(opcode);
        if what == Operand::Prefix {
            let second = reader.read_u8()?;
            self.of(Stream::Opcodes).push(second);
            what = prefixed(second);
        }
        match what {
            Operand::None => {}
            Operand::Lebs(of, number) => _ = self.lebs(reader, bytes, of, u32::try_from(number)?)?,
            Operand::Bytes(number) => self.of(Stream::Other).extend(reader.read_bytes(number)?),
            Operand::Call => {
                let function = u16::try_from(reader.read_var_u32()?).context("more than 65,536 functions")?;
                self.of(Stream::Calls).extend(function.to_be_bytes());
            }
            Operand::Table => {
                let number = self.lebs(reader, bytes, Stream::Branches, 1)?;
                self.lebs(reader, bytes, Stream::Branches, number + 1)?;
            }
            Operand::Types => {
                let number = self.lebs(reader, bytes, Stream::Other, 1)?;
                self.lebs(reader, bytes, Stream::Other, number)?;
            }
            Operand::Memory(..) | Operand::Prefix | Operand::Unknown => bail!("opcode {opcode:#x}"),
        }
        Ok(())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use wasm_encoder::{
        BlockType, CodeSection, DataSection, Function, FunctionSection, Ieee64, MemArg, Module, TypeSection,
        ValType,
    };

    /// A function with every form of operand, between two that are short; data behind.
    fn module(align: u32) -> Vec<u8> {
        let (mut types, mut kinds, mut code) =
            (TypeSection::new(), FunctionSection::new(), CodeSection::new());
        types.ty().function([], []);
        let at = |offset| MemArg { offset, align, memory_index: 0 };
        for _ in 0..3 {
            kinds.function(0);
        }
        let mut short = Function::new([]);
        short.instructions().end();
        let mut long = Function::new([(2, ValType::I32), (300, ValType::F64)]);
        let mut to = long.instructions();
        to.block(BlockType::Empty).loop_(BlockType::Result(ValType::I32)).i32_const(-5).br_table([1, 0], 1);
        to.end().drop().end().call(2).call_indirect(0, 0).local_get(301).local_tee(200).drop();
        for number in [1 << 20, (1 << 24) - 1, 1 << 24, (1 << 20) - 1, i32::MIN] {
            to.i32_const(number).i64_load(at(70_000)).i64_const(i64::MIN).i64_store(at(8));
        }
        to.f64_const(Ieee64::from(0.5)).f64_const(Ieee64::from(-1.0)).i32_const(1).typed_select(ValType::F64);
        to.memory_size(0).memory_copy(0, 0).i32_trunc_sat_f64_s().memory_fill(0).global_get(3).end();
        code.function(&short).function(&long).function(&short);
        let mut data = DataSection::new();
        data.passive(*b"behind");
        let mut module = Module::new();
        module.section(&types).section(&kinds).section(&code).section(&data);
        module.finish()
    }

    #[test]
    fn every_form_comes_back() {
        for align in [0, 1, 2, 3] {
            let split = split(&module(align)).unwrap();
            assert_eq!(split.marks.len(), 3);
            let of = |stream: Stream| split.streams[stream as usize].as_slice();
            assert_eq!(of(Stream::Places), [0x10, 0, 0, 0xff, 0xff, 0xff]);
            assert_eq!(of(Stream::Calls), [0, 2]);
            assert!(of(Stream::Rest).ends_with(b"behind"));
        }
    }

    #[test]
    fn what_is_not_known_is_refused() {
        assert!(split(&module(4)).is_err(), "an alignment beyond the natural one");
        let (mut types, mut kinds, mut code) =
            (TypeSection::new(), FunctionSection::new(), CodeSection::new());
        types.ty().function([], []);
        kinds.function(0);
        let mut function = Function::new([]);
        function.instructions().return_call(0).end();
        code.function(&function);
        let mut module = Module::new();
        module.section(&types).section(&kinds).section(&code);
        assert!(split(&module.finish()).is_err());
        // Streams that end early, and none.
        let mut out = [0; 64];
        assert!(join([&[]; STREAMS], &mut out).is_err());
        let mut cut: [&[u8]; STREAMS] = [&[]; STREAMS];
        cut[Stream::Rest as usize] = &[0, 0, 0, 0];
        cut[Stream::Locals as usize] = &[0];
        assert!(join(cut, &mut out).is_err());
    }
}
