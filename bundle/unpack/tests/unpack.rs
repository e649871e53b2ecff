//! What the bundler packs comes back, in however many pieces, and damage is told.

#![allow(clippy::unwrap_used)]

use std::io::Write as _;

use lzma_rust2::{LzmaOptions, LzmaWriter};
use unpack::{Damaged, Unpacker, bytes_of, checksum};

fn packed(bytes: &[u8], preset: u32, lc: u8) -> Vec<u8> {
    let mut options = LzmaOptions::with_preset(preset);
    (options.lc, options.lp, options.pb) = (u32::from(lc), 0, 0);
    let mut writer = LzmaWriter::new_no_header(Vec::new(), &options, false).unwrap();
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap()
}

fn unpacked(source: &[u8], size: usize, step: usize, lc: u8) -> Result<Vec<u8>, Damaged> {
    let (mut unpacker, mut out, mut there) = (Unpacker::new(), vec![0; size], 0);
    while there < size {
        there = unpacker.run(source, &mut out, there + step, lc)?;
    }
    Ok(out)
}

/// Numbers without order.
fn noise(length: u32) -> impl Iterator<Item = u8> {
    (0..length).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8)
}

/// Text with near and far copies of all lengths, runs, and noise.
fn mixed() -> Vec<u8> {
    let mut all: Vec<u8> = noise(3_000).collect();
    for n in 0..400_usize {
        all.extend(format!("row {n} of {} at {}; ", n % 7, n * n % 1_000).bytes());
        let from = n * 31 % 2_500;
        all.extend_from_within(from..from + n % 300);
        all.extend(std::iter::repeat_n(b'a' + (n % 3) as u8, n % 20));
    }
    all
}

#[test]
fn what_was_packed_comes_back() {
    let all = mixed();
    for (preset, lc) in [(1, 4), (6, 0), (9, 2), (9, 4)] {
        let source = packed(&all, preset, lc);
        for step in [1, 100, 65_536, usize::MAX / 2] {
            assert!(unpacked(&source, all.len(), step, lc).as_ref() == Ok(&all), "{preset} {step}");
        }
    }
    for short in [b"a".as_slice(), b"aaaaaaaaaaaaaaaaaaaaaaaa", b"abababababac"] {
        assert_eq!(unpacked(&packed(short, 9, 4), short.len(), 7, 4).as_deref(), Ok(short));
    }
}

/// A checksum finds it before; still nothing is read or written that is not there.
#[test]
fn damage_ends_or_changes_the_rest() {
    let all = mixed();
    let source = packed(&all, 9, 4);
    // The first byte says nothing.
    for at in (1..source.len()).step_by(37) {
        let mut damaged = source.clone();
        damaged[at] ^= 0x55;
        assert!(unpacked(&damaged, all.len(), 1_000, 4).as_ref() != Ok(&all), "{at}");
    }
    assert_eq!(unpacked(&source[..source.len() / 2], all.len(), 1_000, 4), Err(Damaged));
    assert_eq!(unpacked(&[], 10, 10, 4), Err(Damaged));
}

#[test]
fn characters_become_bytes() {
    let every: Vec<u8> = (0..=255).filter(|byte| *byte != b'=').chain([b'=', b'=' + 64, b'=', 64]).collect();
    let text = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&every).0;
    for shift in [0, 5, 250] {
        let mut bytes = text.as_bytes().to_vec();
        let length = bytes_of(&mut bytes, shift);
        let wanted: Vec<u8> = (0..=255).filter(|b| *b != b'=').chain([b'=', 0]).collect();
        let wanted: Vec<u8> = wanted.into_iter().map(|byte: u8| byte.wrapping_sub(shift)).collect();
        assert_eq!(&bytes[..length], wanted, "{shift}");
    }
    // What is no such character, and what is cut.
    for odd in ["格=", "=", "a\u{80}"] {
        let mut bytes = odd.as_bytes().to_vec();
        assert!(bytes_of(&mut bytes, 0) <= odd.len());
    }
}

#[test]
fn the_checksum_is_crc_32() {
    assert_eq!(checksum(b"123456789"), 0xcbf4_3926);
    let all = mixed();
    let mut crc = flate2::Crc::new();
    crc.update(&all);
    assert_eq!(checksum(&all), crc.sum());
}
