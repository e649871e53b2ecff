//! Packs the styles, the scripts and the wasm into the bytes of one script element: compressed, shifted and escaped.
//!
//! The file has to stay small. LZMA takes a fifth less than the best gzip for wasm, which is many near copies of
//! the same functions, and the wasm that unpacks it (`bundle/unpack`) is 5 KB; glue and styles shrink to a sixth and a fifth. The
//! compressed bytes are written as they are: the document is declared windows-1252, in which every byte
//! is one character (WHATWG Encoding Standard), and only bytes that HTML would not hand on are escaped, as yEnc
//! escapes them. That adds 1.2 % where base64 adds 33 % and 91 characters of ASCII 23 %. `unpack` turns characters
//! back into bytes, so a copy that was saved in UTF-8, and says so, opens as well.

use std::io::Write as _;

use anyhow::{Context, Result, anyhow, ensure};
use flate2::Crc;
use lzma_rust2::{LzmaOptions, LzmaWriter};

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

/// Packs [`joined`] texts and wasm for the page.
///
/// # Errors
/// When they cannot be joined, or the compressor fails.
pub fn pack(texts: &[&str], wasm: &[u8], effort: Effort) -> Result<Packed> {
    let all = joined(texts, wasm)?;
    let packed = lzma(&all, effort)?;
    let mut crc = Crc::new();
    crc.update(&packed);
    let (shift, bytes) = written(&packed);
    Ok(Packed { size: all.len(), sum: crc.sum(), packed: packed.len(), shift, bytes })
}

/// Joins four bytes with the length of the texts, the texts with [`BETWEEN`] between them, and the wasm.
///
/// # Errors
/// When the texts are longer than 4 GiB, or hold what stands between them.
pub fn joined(texts: &[&str], wasm: &[u8]) -> Result<Vec<u8>> {
    ensure!(!texts.iter().any(|text| text.contains(BETWEEN)), "a text has a NUL");
    let text = texts.join(BETWEEN);
    let length = u32::try_from(text.len()).context("the texts are too long")?;
    Ok([&length.to_le_bytes(), text.as_bytes(), wasm].concat())
}

/// The lengths from which on a match is taken as it is. The packer chooses its way by estimates, so that any of them may be
/// best for a given wasm, by 0.2 %: all are tried.
const NICE: [u32; 24] = [
    LzmaOptions::NICE_LEN_MAX,
    256,
    244,
    232,
    220,
    208,
    200,
    188,
    176,
    168,
    160,
    152,
    144,
    136,
    128,
    112,
    104,
    96,
    88,
    80,
    72,
    64,
    56,
    48,
];

/// Returns an LZMA stream without header or end mark: the page knows the size, and that lc, lp and pb are 4, 0 and 0.
///
/// # Errors
/// When the compressor fails.
pub fn lzma(bytes: &[u8], effort: Effort) -> Result<Vec<u8>> {
    if effort == Effort::Fast {
        return lzma_with(bytes, LzmaOptions::with_preset(1));
    }
    let tried = |nice_len| lzma_with(bytes, LzmaOptions { nice_len, ..LzmaOptions::with_preset(9) });
    let mut best: Option<Vec<u8>> = None;
    for several in NICE.chunks(4) {
        let packed = std::thread::scope(|scope| {
            let running: Vec<_> = several.iter().map(|nice| scope.spawn(move || tried(*nice))).collect();
            running.into_iter().map(std::thread::ScopedJoinHandle::join).collect::<Vec<_>>()
        });
        for packed in packed {
            let packed = packed.map_err(|_| anyhow!("the compressor ended"))??;
            if best.as_ref().is_none_or(|best| packed.len() < best.len()) {
                best = Some(packed);
            }
        }
    }
    best.context("nothing was packed")
}

fn lzma_with(bytes: &[u8], mut options: LzmaOptions) -> Result<Vec<u8>> {
    (options.lc, options.lp, options.pb) = (4, 0, 0);
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
    use std::io::Read as _;

    use lzma_rust2::LzmaReader;

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

    #[test]
    fn texts_and_wasm_are_one_stream() {
        let glue: String = (0..500).map(|number| format!("let g{number} = {};", number % 7)).collect();
        for effort in [Effort::Fast, Effort::Best] {
            let packed = pack(&["a{}", &glue], b"\0asm", effort).unwrap();
            assert!(packed.packed < packed.size / 3);
            let stream = read(packed.shift, &packed.bytes);
            assert_eq!(stream.len(), packed.packed);
            let mut out = Vec::new();
            let size = packed.size as u64;
            let mut reader = LzmaReader::new(stream.as_slice(), size, 4, 0, 0, 1 << 26, None).unwrap();
            reader.read_to_end(&mut out).unwrap();
            let length = (4 + glue.len()) as u32;
            assert_eq!(out, [&length.to_le_bytes(), b"a{}\0".as_slice(), glue.as_bytes(), b"\0asm"].concat());
        }
        assert!(pack(&["\0"], b"", Effort::Fast).is_err());
    }
}
