//! What the packed page consists of: how many of its bytes each crate, each room of Gelan and each text takes.
//!
//! The packed streams are unpacked part by part, a part being a text or what a function of the wasm has in a stream, and the
//! bytes that a part takes are its weight. So the weights add up to the whole, and what a part repeats of an
//! earlier one costs it little.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Read;

use anyhow::{Context, Result, ensure};
use lzma_rust2::LzmaReader;
use unpack::operands::{STREAMS, Stream};
use wasmparser::{Parser, Payload};

use crate::pack::PackedStream;
use crate::split::Split;

/// The crates of the page's own code: the library and the program.
const OWN: [&str; 3] = ["gelan", "gelan_core", "page"];
/// Crates that weigh less, in packed bytes, share a line.
const LITTLE: usize = 1000;

/// A part of a stream.
struct Part {
    /// `code` for functions, the kind of section or text otherwise.
    kind: &'static str,
    /// For functions, the crate and the room.
    owner: String,
    size: usize,
}

/// Bytes packed and unpacked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Weight {
    packed: usize,
    unpacked: usize,
}

/// Returns a table of what the parts of a packed page weigh.
///
/// `streams` are those of `texts`, named as they stand in it, and of the `split` of `wasm` ([`crate::pack`]); `names` are
/// those of its functions by their index.
///
/// # Errors
/// When the wasm cannot be parsed, or a stream does not unpack.
pub fn table(
    streams: &[PackedStream],
    split: &Split,
    texts: &[(&'static str, &str)],
    wasm: &[u8],
    names: &BTreeMap<u32, String>,
) -> Result<String> {
    let mut weights = BTreeMap::new();
    let mut owners = Vec::new();
    let rest = rest_parts(wasm, split, names, &mut owners)?;
    for (number, stream) in streams.iter().enumerate() {
        let parts = if number == Stream::Texts as usize {
            text_parts(texts)
        } else if number == Stream::Rest as usize {
            rest.iter().map(|(kind, size)| Part { kind, owner: String::new(), size: *size }).collect()
        } else {
            let at = |mark: &[usize; STREAMS]| mark.get(number).copied().unwrap_or(0);
            let mut before = 0;
            let mut size = |mark| at(mark) - std::mem::replace(&mut before, at(mark));
            let own = split.marks.iter().zip(&owners);
            own.map(|(mark, owner)| Part { kind: "code", owner: owner.clone(), size: size(mark) }).collect()
        };
        weigh(stream, &parts, &mut weights)?;
    }
    Ok(written(streams.iter().map(|stream| stream.bytes.len()).sum(), &weights))
}

fn text_parts(texts: &[(&'static str, &str)]) -> Vec<Part> {
    let mut parts = vec![Part { kind: "lengths", owner: String::new(), size: 4 }];
    for (at, &(kind, text)) in texts.iter().enumerate() {
        // One byte stands between two texts.
        let size = text.len() + usize::from(at + 1 < texts.len());
        parts.push(Part { kind, owner: String::new(), size });
    }
    parts
}

/// The sections of a wasm without the bodies of its functions, whose owners go to `owners`.
fn rest_parts(
    wasm: &[u8],
    split: &Split,
    names: &BTreeMap<u32, String>,
    owners: &mut Vec<String>,
) -> Result<Vec<(&'static str, usize)>> {
    // The four bytes that say where the bodies are.
    let (mut parts, mut end, mut index) = (vec![("types and tables", 4)], 0, 0);
    let mut until = |at: usize, kind| {
        parts.push((kind, at.saturating_sub(end)));
        // The bodies are in other streams.
        end = if at == split.bodies.start { split.bodies.end } else { at };
    };
    for payload in Parser::new(0).parse_all(wasm) {
        match payload? {
            Payload::ImportSection(imports) => {
                until(imports.range().end, "types and tables");
                for import in imports.into_imports() {
                    index += u32::from(matches!(import?.ty, wasmparser::TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionStart { .. } => until(split.bodies.start, "types and tables"),
            Payload::CodeSectionEntry(_) => {
                owners.push(owner(names.get(&index).map_or("", String::as_str)));
                index += 1;
            }
            Payload::DataSection(data) => until(data.range().end, "data"),
            Payload::End(_) => until(wasm.len(), "types and tables"),
            other => {
                if let Some((_, range)) = other.as_section() {
                    until(range.end, "types and tables");
                }
            }
        }
    }
    Ok(parts)
}

/// Returns the crate that defines a function, by its demangled name, and for Gelan's own the room: the first path
/// in the name, so that an implementation counts for its type, and for its trait where the type is of no crate.
fn owner(name: &str) -> String {
    let mut segments = name.split("::").map(|segment| {
        let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
        // A crate's hash stands behind its name in brackets.
        let segment =
            if segment.ends_with(']') { segment.rsplit_once('[').map_or("", |s| s.0) } else { segment };
        let start = segment.rfind(|c| !is_word(c)).map_or(0, |at| at + 1);
        segment.get(start..).unwrap_or_default()
    });
    let lower = |word: &&str| word.starts_with(|c: char| c.is_ascii_lowercase());
    let Some(of) = segments.next().filter(lower).filter(|_| name.contains("::")) else {
        return String::new();
    };
    let room = segments.next().unwrap_or_default();
    if OWN.contains(&of) { format!("gelan {room}") } else { of.to_owned() }
}

/// Unpacks a stream part by part.
fn weigh(
    stream: &PackedStream,
    parts: &[Part],
    weights: &mut BTreeMap<(&'static str, String), Weight>,
) -> Result<()> {
    let size = parts.iter().map(|part| part.size).sum::<usize>();
    ensure!(size == stream.size, "{size} of {} bytes of a stream are weighed", stream.size);
    if size == 0 {
        return Ok(());
    }
    let taken = Cell::new(0);
    let slow = Slow { rest: &stream.bytes, taken: &taken };
    let lc = u32::from(stream.context);
    let mut reader = LzmaReader::new(slow, u64::try_from(size)?, lc, 0, 0, 1 << 26, None)?;
    let mut before = 0;
    for part in parts {
        let mut bytes = vec![0; part.size];
        reader.read_exact(&mut bytes).context("a packed stream ends early")?;
        let weight = weights.entry((part.kind, part.owner.clone())).or_default();
        weight.packed += taken.get() - before;
        weight.unpacked += part.size;
        before = taken.get();
    }
    ensure!(before == stream.bytes.len(), "{before} of {} bytes are weighed", stream.bytes.len());
    Ok(())
}

/// Hands out one byte at a time, so that no reader takes more than it needs.
struct Slow<'a> {
    rest: &'a [u8],
    taken: &'a Cell<usize>,
}

impl Read for Slow<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let length = buffer.len().min(1);
        let read = self.rest.read(buffer.get_mut(..length).unwrap_or_default())?;
        self.taken.set(self.taken.get() + read);
        Ok(read)
    }
}

fn written(packed: usize, weights: &BTreeMap<(&'static str, String), Weight>) -> String {
    let mut out = format!(
        "{packed} bytes packed. Each function is weighed by the bytes of the packed stream that it takes, and counts \
         for the crate that defines it; what is inlined counts for the caller.\n"
    );
    let (mut rooms, mut crates, mut rest) = (Vec::new(), Vec::new(), Vec::new());
    let (mut own, mut little, mut few) = (Weight::default(), Weight::default(), 0);
    for ((kind, owner), weight) in weights {
        match (*kind, owner.strip_prefix("gelan ")) {
            ("code", Some(room)) => {
                rooms.push((room.to_owned(), *weight));
                own.add(*weight);
            }
            ("code", None) if owner.is_empty() => rest.push(("functions of no crate".to_owned(), *weight)),
            ("code", None) if weight.packed < LITTLE => {
                little.add(*weight);
                few += 1;
            }
            ("code", None) => crates.push((owner.clone(), *weight)),
            (kind, _) => rest.push((kind.to_owned(), *weight)),
        }
    }
    crates.push(("gelan".to_owned(), own));
    crates.push((format!("{few} more"), little));
    for (title, mut group) in [("rooms of gelan", rooms), ("crates", crates), ("and besides", rest)] {
        group.sort_by_key(|(_, weight)| std::cmp::Reverse(weight.packed));
        let _ = writeln!(out, "\n  packed    share  unpacked  {title}");
        for (name, Weight { packed: own, unpacked }) in group {
            #[allow(clippy::cast_precision_loss)]
            let share = 100.0 * own as f64 / packed as f64;
            let _ = writeln!(out, "{own:>8}  {share:>5.1} %  {unpacked:>8}  {name}");
        }
    }
    out
}

impl Weight {
    fn add(&mut self, other: Weight) {
        self.packed += other.packed;
        self.unpacked += other.unpacked;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_counts_for_the_crate_that_defines_it() {
        for (name, of) in [
            ("gelan::view::pages::overview::overview", "gelan view"),
            ("<gelan::figures::Figures as core::clone::Clone>::clone", "gelan figures"),
            ("page::app::mount", "gelan app"),
            ("core::ptr::drop_in_place<gelan::figures::Figures>", "core"),
            ("<&mut T as core::fmt::Write>::write_str", "core"),
            ("<(A,B) as tachys::view::Render>::build", "tachys"),
            ("js_sys::_::<impl wasm_bindgen::JsCast for js_sys::Array>::instanceof", "js_sys"),
            ("core[89dabcb48d58f8c2]::fmt::float::float_to_decimal_common_exact::<f64>", "core"),
            ("<alloc[e05f]::string::String as core[89da]::fmt::Write>::write_str", "alloc"),
            ("memcpy", ""),
            ("", ""),
        ] {
            assert_eq!(owner(name), of, "{name}");
        }
    }
}
