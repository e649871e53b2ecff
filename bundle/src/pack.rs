//! Packs the styles, the scripts and the wasm into the bytes of one script element: compressed, shifted and escaped.
//!
//! The file has to stay small. LZMA takes a fifth less than the best gzip for wasm, which is many near copies of
//! the same functions, and a tenth less again where its parts stand with their likes (`split.rs`); the wasm that unpacks it
//! (`bundle/unpack`) is small; glue and styles shrink to a sixth and a fifth. The compressed bytes are written as they are: the document is declared windows-1252, in which every byte
//! is one character (WHATWG Encoding Standard), and only bytes that HTML would not hand on are escaped, as yEnc
//! escapes them. That adds 1.2 % where base64 adds 33 % and 91 characters of ASCII 23 %. `unpack` turns characters
//! back into bytes, so a copy that was saved in UTF-8, and says so, opens as well.

use std::io::Write as _;

use anyhow::{Context, Result, anyhow, ensure};
use flate2::Crc;
use lzma_rust2::{LzmaOptions, LzmaWriter};
use unpack::operands::STREAMS;
use unpack::{ENTRY, room};

use crate::split::{Split, split};

/// Stands before a byte that is escaped.
const ESCAPE: u8 = b'=';
/// What is added to a byte that is escaped: it becomes a letter or a sign that is none of the [`must_hide`].
const AWAY: u8 = 64;
/// Stands between two texts.
const BETWEEN: &str = "\0";

/// How hard to compress.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effort {
    /// For live work.
    Fast,
    /// For the file that is given away.
    Best,
}

/// Texts and wasm, ready for the page to unpack.
pub struct Packed {
    /// Size unpacked, in bytes.
    pub size: usize,
    /// CRC-32 of the compressed bytes.
    pub sum: u32,
    /// Size compressed, in bytes.
    pub packed: usize,
    /// What has been added to each compressed byte.
    pub shift: u8,
    /// The compressed bytes, shifted and escaped; characters of windows-1252.
    pub bytes: Vec<u8>,
}

/// A stream of the program, compressed.
pub struct PackedStream {
    /// Size unpacked, in bytes.
    pub size: usize,
    /// By how many bits of a byte the next one is foretold.
    pub context: u8,
    /// The compressed bytes: LZMA without header or end mark.
    pub bytes: Vec<u8>,
}

/// Packs texts and wasm for the page.
///
/// # Errors
/// When they cannot be joined, or the compressor fails.
pub fn pack(texts: &[&str], wasm: &[u8], effort: Effort) -> Result<Packed> {
    let joined = joined(texts)?;
    let size = joined.len() + wasm.len();
    let streams = streams(joined, &split(wasm)?, effort)?;
    ensure!(
        streams.iter().map(|stream| stream.size).sum::<usize>() < room(size) - size,
        "the streams are too long"
    );
    let packed = blob(&streams)?;
    let mut crc = Crc::new();
    crc.update(&packed);
    let (shift, bytes) = written(&packed);
    Ok(Packed { size, sum: crc.sum(), packed: packed.len(), shift, bytes })
}

/// Joins four bytes with the length of the texts, and the texts with [`BETWEEN`] between them.
///
/// # Errors
/// When the texts are longer than 4 GiB, or hold what stands between them.
pub fn joined(texts: &[&str]) -> Result<Vec<u8>> {
    ensure!(!texts.iter().any(|text| text.contains(BETWEEN)), "a text has a NUL");
    let text = texts.join(BETWEEN);
    let length = u32::try_from(text.len()).context("the texts are too long")?;
    Ok([&length.to_le_bytes(), text.as_bytes()].concat())
}

/// The head that `unpack` reads, and the streams.
fn blob(streams: &[PackedStream]) -> Result<Vec<u8>> {
    let mut out = Vec::new();
    for PackedStream { size, context, bytes } in streams {
        out.extend(u32::try_from(*size)?.to_le_bytes());
        out.extend(u32::try_from(bytes.len())?.to_le_bytes());
        out.push(*context);
    }
    ensure!(out.len() == STREAMS * ENTRY, "the head is not that of {STREAMS} streams");
    out.extend(streams.iter().flat_map(|stream| &stream.bytes));
    Ok(out)
}

/// Compresses the texts and the streams of the wasm.
///
/// # Errors
/// When the compressor fails.
pub fn streams(texts: Vec<u8>, wasm: &Split, effort: Effort) -> Result<Vec<PackedStream>> {
    let own = std::iter::once(&texts).chain(wasm.streams.iter().skip(1));
    own.map(|bytes| lzma(bytes, effort)).collect()
}

/// By how many bits a byte may be foretold, and the lengths from which on a match is taken as it is. The packer chooses its way by
/// estimates, so that any may be best for a stream: all are tried.
const CONTEXTS: [u8; 3] = [4, 2, 0];
const NICE: [u32; 4] = [LzmaOptions::NICE_LEN_MAX, 160, 96, 48];

/// Compresses a stream.
fn lzma(bytes: &[u8], effort: Effort) -> Result<PackedStream> {
    if effort == Effort::Fast || bytes.is_empty() {
        let packed =
            if bytes.is_empty() { Vec::new() } else { lzma_with(bytes, LzmaOptions::with_preset(1), 4)? };
        return Ok(PackedStream { size: bytes.len(), context: 4, bytes: packed });
    }
    let tried = |(context, nice_len)| -> Result<PackedStream> {
        let options = LzmaOptions { nice_len, ..LzmaOptions::with_preset(9) };
        Ok(PackedStream { size: bytes.len(), context, bytes: lzma_with(bytes, options, context)? })
    };
    let best = shortest(CONTEXTS.map(|context| (context, NICE[1])), &tried)?;
    let context = best.context;
    let other = shortest([NICE[0], NICE[2], NICE[3]].map(|nice| (context, nice)), &tried)?;
    Ok(if other.bytes.len() < best.bytes.len() { other } else { best })
}

/// The shortest of what was tried, all at once.
fn shortest<T: Send>(
    all: impl IntoIterator<Item = T>,
    tried: &(impl Fn(T) -> Result<PackedStream> + Sync),
) -> Result<PackedStream> {
    let packed: Vec<_> = std::thread::scope(|scope| {
        let running: Vec<_> = all.into_iter().map(|one| scope.spawn(move || tried(one))).collect();
        running.into_iter().map(std::thread::ScopedJoinHandle::join).collect()
    });
    let mut best: Option<PackedStream> = None;
    for packed in packed {
        let packed = packed.map_err(|_| anyhow!("the compressor ended"))??;
        if best.as_ref().is_none_or(|best| packed.bytes.len() < best.bytes.len()) {
            best = Some(packed);
        }
    }
    best.context("nothing was packed")
}

fn lzma_with(bytes: &[u8], mut options: LzmaOptions, context: u8) -> Result<Vec<u8>> {
    (options.lc, options.lp, options.pb) = (u32::from(context), 0, 0);
    let mut writer = LzmaWriter::new_no_header(Vec::new(), &options, false)?;
    writer.write_all(bytes)?;
    Ok(writer.finish()?)
}

/// Bytes as they stand in the script element, and what was added to each so that few need an escape; `unpack`
/// reads it.
pub fn written(bytes: &[u8]) -> (u8, Vec<u8>) {
    let mut counts = [0_usize; 256];
    for &byte in bytes {
        if let Some(count) = counts.get_mut(usize::from(byte)) {
            *count += 1;
        }
    }
    let hidden = |shift: &u8| -> usize {
        [0, b'\r', ESCAPE]
            .iter()
            .filter_map(|byte: &u8| counts.get(usize::from(byte.wrapping_sub(*shift))))
            .sum()
    };
    let shift = (0..=u8::MAX).min_by_key(hidden).unwrap_or_default();
    let mut out = Vec::with_capacity(bytes.len() + bytes.len() / 32);
    let mut rest = bytes.iter().map(|byte| byte.wrapping_add(shift)).peekable();
    while let Some(byte) = rest.next() {
        if must_hide(byte, rest.peek().copied()) {
            out.extend([ESCAPE, byte.wrapping_add(AWAY)]);
        } else {
            out.push(byte);
        }
    }
    (shift, out)
}

/// Whether HTML would not hand on this byte: it replaces NUL and turns a carriage return into a line feed, and
/// `</script` and `<!--` would leave or change the element.
fn must_hide(byte: u8, next: Option<u8>) -> bool {
    matches!(byte, 0 | b'\r' | ESCAPE) || byte == b'<' && matches!(next, Some(b'/' | b'!'))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a browser's parser and then `unpack` do.
    fn read(shift: u8, written: &[u8]) -> Vec<u8> {
        let all: Vec<u8> = (0..=255).collect();
        let values = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&all).0.into_owned();
        let value = |c: char| values.chars().position(|v| v == c).unwrap() as u8;
        let text = encoding_rs::WINDOWS_1252.decode_without_bom_handling(written).0.into_owned();
        let text = text.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "\u{fffd}");
        let (mut out, mut characters) = (Vec::new(), text.chars());
        while let Some(c) = characters.next() {
            let byte = match value(c) {
                ESCAPE => value(characters.next().unwrap()).wrapping_sub(AWAY),
                byte => byte,
            };
            out.push(byte.wrapping_sub(shift));
        }
        out
    }

    #[test]
    fn every_byte_comes_back_beside_every_other() {
        let mut all = Vec::new();
        for first in 0..=255 {
            for second in 0..=255 {
                all.extend([first, second]);
            }
        }
        all.extend(b"\r\n</script><!-- <SCRIPT></SCRIPT>=\0");
        let (shift, out) = written(&all);
        assert_eq!(read(shift, &out), all);
        for length in 0..100 {
            let zeros = vec![0; length];
            let (shift, out) = written(&zeros);
            assert_eq!((read(shift, &out), out.len()), (zeros, length));
        }
    }

    #[test]
    fn the_bytes_cannot_leave_their_element_and_are_few() {
        let noise: Vec<u8> = (0..100_000_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        let (shift, out) = written(&noise);
        assert_eq!(read(shift, &out), noise);
        assert!(out.len() < noise.len() * 102 / 100, "{}", out.len());
        assert!(!out.iter().any(|byte| matches!(byte, 0 | b'\r')));
        assert!(!out.windows(2).any(|pair| matches!(pair, b"</" | b"<!")));
        // Whatever the shift, and at the end of the element.
        let (_, out) = written(b"a</script>b<!--c<");
        assert!(!out.windows(2).any(|pair| matches!(pair, b"</" | b"<!")), "{out:?}");
    }

    /// A wasm of some functions, two of them alike.
    fn program() -> Vec<u8> {
        let mut module = wasm_encoder::Module::new();
        let (mut types, mut kinds) = (wasm_encoder::TypeSection::new(), wasm_encoder::FunctionSection::new());
        types.ty().function([], [wasm_encoder::ValType::I32]);
        let mut code = wasm_encoder::CodeSection::new();
        for number in [7, 1 << 20, (1 << 24) - 1, 1 << 24, -1] {
            kinds.function(0);
            let mut function = wasm_encoder::Function::new([(1, wasm_encoder::ValType::I32)]);
            function.instructions().call(3).local_set(0).i32_const(number).end();
            code.function(&function);
        }
        module.section(&types).section(&kinds).section(&code);
        module.finish()
    }

    #[test]
    fn texts_and_wasm_come_back_from_their_streams() {
        let glue: String = (0..500).map(|number| format!("let g{number} = {};", number % 7)).collect();
        for effort in [Effort::Fast, Effort::Best] {
            let packed = pack(&["a{}", &glue], &program(), effort).unwrap();
            assert!(packed.packed < packed.size / 3);
            let stream = read(packed.shift, &packed.bytes);
            assert_eq!(stream.len(), packed.packed);
            let mut out = vec![0; room(packed.size)];
            let mut unpacked = unpack::Program::new();
            while unpacked.run(&stream, &mut out, packed.size, 100).unwrap() < packed.size {}
            let length = (4 + glue.len()) as u32;
            let all = [&length.to_le_bytes(), b"a{}\0".as_slice(), glue.as_bytes(), &program()].concat();
            assert_eq!(out[..packed.size], all);
        }
        assert!(pack(&["\0"], &program(), Effort::Fast).is_err());
        assert!(pack(&[], b"", Effort::Fast).is_err());
    }
}
