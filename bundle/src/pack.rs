//! The glue and the wasm as one text that fits into a script element: compressed, then written in 91 characters.
//!
//! The file has to stay small. LZMA takes a fifth less than the best gzip for wasm, which is many near copies of
//! the same functions, and the script that unpacks it is 4 KB; 91 characters carry 13 or 14 bits in each two (the
//! scheme of basE91, by Joachim Henke) where base64 carries 12; and the glue, plain JavaScript, shrinks to a sixth
//! beside the wasm.

use std::io::Write as _;

use anyhow::{Context, Result};
use flate2::Crc;
use lzma_rust2::{LzmaOptions, LzmaWriter};

/// The characters, in the order of their values: printable ASCII but `&`, `<` and the backslash, so that nothing in
/// it can end the script element or be taken for an escape.
pub fn alphabet() -> Vec<u8> {
    (b'!'..=b'~').filter(|c| !b"&<\\".contains(c)).collect()
}

/// How hard to compress.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effort {
    /// For live work.
    Fast,
    /// For the file that is given away.
    Best,
}

/// Glue and wasm, ready for the page to unpack.
pub struct Packed {
    /// Size unpacked, in bytes.
    pub size: usize,
    /// CRC-32 of what is unpacked.
    pub sum: u32,
    /// Size compressed, in bytes.
    pub packed: usize,
    /// The compressed bytes in 91 characters.
    pub text: String,
}

/// Four bytes with the glue's length, the glue, the wasm; compressed, as text.
///
/// # Errors
/// When the glue is longer than 4 GiB, or the compressor fails.
pub fn pack(glue: &str, wasm: &[u8], effort: Effort) -> Result<Packed> {
    let length = u32::try_from(glue.len()).context("the glue is too long")?;
    let all = [&length.to_le_bytes(), glue.as_bytes(), wasm].concat();
    let packed = lzma(&all, effort)?;
    let mut crc = Crc::new();
    crc.update(&all);
    Ok(Packed { size: all.len(), sum: crc.sum(), packed: packed.len(), text: text(&packed) })
}

/// An LZMA stream without header or end mark: the page knows the size, and that lc, lp and pb are 3, 0 and 0.
fn lzma(bytes: &[u8], effort: Effort) -> Result<Vec<u8>> {
    let mut options = match effort {
        Effort::Fast => LzmaOptions::with_preset(1),
        // The longest matches that the format has, beyond what the preset looks for.
        Effort::Best => LzmaOptions { nice_len: LzmaOptions::NICE_LEN_MAX, ..LzmaOptions::with_preset(9) },
    };
    (options.lc, options.lp, options.pb) = (3, 0, 0);
    let mut writer = LzmaWriter::new_no_header(Vec::new(), &options, false)?;
    writer.write_all(bytes)?;
    Ok(writer.finish()?)
}

/// Bytes as text in the 91 characters; `start.js` reads it.
pub fn text(bytes: &[u8]) -> String {
    let alphabet = alphabet();
    let digit = |value: u32| char::from(alphabet.get(value as usize).copied().unwrap_or_default());
    let mut out = String::with_capacity(bytes.len() * 5 / 4);
    let (mut bits, mut held) = (0_u32, 0_u32);
    for &byte in bytes {
        bits |= u32::from(byte) << held;
        held += 8;
        if held > 13 {
            // Two digits hold values up to 8280; those that 13 bits leave unused carry a 14th bit.
            let mut value = bits & 8191;
            let taken = if value > 88 {
                13
            } else {
                value = bits & 16383;
                14
            };
            bits >>= taken;
            held -= taken;
            out.push(digit(value % 91));
            out.push(digit(value / 91));
        }
    }
    if held > 0 {
        out.push(digit(bits % 91));
        if held > 7 || bits > 90 {
            out.push(digit(bits / 91));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use lzma_rust2::LzmaReader;

    use super::*;

    /// What `start.js` does.
    fn bytes(text: &str) -> Vec<u8> {
        let alphabet = alphabet();
        let value = |c: u8| alphabet.iter().position(|&a| a == c).unwrap() as u32;
        let (mut out, mut bits, mut held) = (Vec::new(), 0_u32, 0);
        for pair in text.as_bytes().chunks(2) {
            let [low, high] = [value(pair[0]), pair.get(1).map_or(0, |&c| value(c))];
            if pair.len() == 1 {
                out.push((bits | low << held) as u8);
                break;
            }
            let v = low + high * 91;
            bits |= v << held;
            held += if v & 8191 > 88 { 13 } else { 14 };
            while held > 7 {
                out.push(bits as u8);
                bits >>= 8;
                held -= 8;
            }
        }
        out
    }

    #[test]
    fn every_length_comes_back() {
        let noise: Vec<u8> = (0..5000_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        for length in (0..200).chain([4999, 5000]) {
            assert_eq!(bytes(&text(&noise[..length])), noise[..length], "{length}");
            let zeros = vec![0; length];
            assert_eq!(bytes(&text(&zeros)), zeros, "{length} zeros");
        }
    }

    #[test]
    fn the_text_cannot_leave_its_element() {
        assert_eq!(alphabet().len(), 91);
        let all: Vec<u8> = (0..=255).cycle().take(20_000).collect();
        assert!(text(&all).bytes().all(|c| c.is_ascii_graphic() && !b"<&\\".contains(&c)));
    }

    #[test]
    fn glue_and_wasm_lie_in_one_stream() {
        let glue: String = (0..500).map(|number| format!("let g{number} = {};", number % 7)).collect();
        for effort in [Effort::Fast, Effort::Best] {
            let packed = pack(&glue, b"\0asm", effort).unwrap();
            assert!(packed.packed < packed.size / 3);
            let stream = bytes(&packed.text);
            assert_eq!(stream.len(), packed.packed);
            let mut out = Vec::new();
            let size = packed.size as u64;
            let mut reader = LzmaReader::new(stream.as_slice(), size, 3, 0, 0, 1 << 26, None).unwrap();
            reader.read_to_end(&mut out).unwrap();
            assert_eq!(out, [&(glue.len() as u32).to_le_bytes(), glue.as_bytes(), b"\0asm"].concat());
        }
    }
}
