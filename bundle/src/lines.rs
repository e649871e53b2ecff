//! Takes out of a wasm in which line and column of its source a panic stands; the file stays.
//!
//! Rust keeps a place for each panic that may happen: where the file's name is, its length, line and column. Those of one
//! file are alike then, and the packer writes them once: 0.4 % of the page. What a report of a panic loses is told by its
//! message and its file.

use anyhow::{Context, Result};
use wasmparser::{DataKind, Operator, Parser, Payload};

/// The bytes of a place: four numbers of 32 bits.
const PLACE: usize = 16;
/// No name of a source file is longer.
const LONGEST: usize = 200;

/// A segment of the memory: where it begins there, and its bytes in the file.
struct Segment {
    memory: usize,
    file: std::ops::Range<usize>,
}

/// Sets line and column of each place to 0, and returns how many places there are.
///
/// # Errors
/// When the wasm cannot be parsed.
pub fn forget(wasm: &mut [u8]) -> Result<usize> {
    let segments = segments(wasm)?;
    let mut forgotten = 0;
    for segment in &segments {
        // Places stand at addresses that four divides.
        let first = segment.file.start + segment.memory.wrapping_neg() % 4;
        let mut at = first;
        while at + PLACE <= segment.file.end {
            if is_place(wasm, &segments, at) {
                wasm.get_mut(at + 8..at + PLACE).context("a place")?.fill(0);
                forgotten += 1;
                at += PLACE;
            } else {
                at += 4;
            }
        }
    }
    Ok(forgotten)
}

fn segments(wasm: &[u8]) -> Result<Vec<Segment>> {
    let mut out = Vec::new();
    for payload in Parser::new(0).parse_all(wasm) {
        let Payload::DataSection(section) = payload? else { continue };
        for data in section {
            let data = data?;
            let DataKind::Active { offset_expr, .. } = data.kind else { continue };
            let Operator::I32Const { value } = offset_expr.get_operators_reader().read()? else { continue };
            let end = data.range.end;
            out.push(Segment {
                memory: usize::try_from(value.cast_unsigned())?,
                file: end - data.data.len()..end,
            });
        }
    }
    Ok(out)
}

/// Whether a place stands there: a name that ends with `.rs`, and a line and a column as sources have them.
fn is_place(wasm: &[u8], segments: &[Segment], at: usize) -> bool {
    let number = |n: usize| {
        let bytes = wasm.get(at + 4 * n..)?.first_chunk::<4>()?;
        usize::try_from(u32::from_le_bytes(*bytes)).ok()
    };
    let [Some(start), Some(length), Some(line), Some(column)] = [0, 1, 2, 3].map(number) else {
        return false;
    };
    if !(4..LONGEST).contains(&length) || !(1..50_000).contains(&line) || !(1..1000).contains(&column) {
        return false;
    }
    let inside = |s: &&Segment| s.memory <= start && start + length <= s.memory + s.file.len();
    segments.iter().find(inside).is_some_and(|s| {
        let from = s.file.start + (start - s.memory);
        wasm.get(from..from + length).is_some_and(|name| name.ends_with(b".rs"))
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::forget;
    use wasm_encoder::{ConstExpr, DataSection, MemorySection, MemoryType, Module};

    fn module(data: &[u8]) -> Vec<u8> {
        let mut memory = MemorySection::new();
        memory.memory(MemoryType {
            minimum: 1,
            maximum: None,
            memory64: false,
            shared: false,
            page_size_log2: None,
        });
        let mut section = DataSection::new();
        section.active(0, &ConstExpr::i32_const(1024), data.iter().copied());
        let mut module = Module::new();
        module.section(&memory).section(&section);
        module.finish()
    }

    fn place(start: u32, length: u32, line: u32, column: u32) -> Vec<u8> {
        [start, length, line, column].iter().flat_map(|n| n.to_le_bytes()).collect()
    }

    #[test]
    fn places_of_sources_lose_line_and_column_and_nothing_else_does() {
        let name = b"src/count/rows.rs...";
        let kept =
            [place(1024, 17, 0, 9), place(1024, 18, 12, 9), place(9000, 17, 12, 9), vec![7; 16]].concat();
        let mut wasm = module(&[name.as_slice(), &place(1024, 17, 12, 9), &kept].concat());
        assert_eq!(forget(&mut wasm).unwrap(), 1);
        assert_eq!(wasm, module(&[name.as_slice(), &place(1024, 17, 0, 0), &kept].concat()));
    }
}
