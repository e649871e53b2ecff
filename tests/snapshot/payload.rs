//! Payloads in a frame with a right checksum: whatever they hold, they are refused or open as themselves.

use gelan::catalogue::Counter;
use gelan::count::{Counts, GridTally, Tally, VillageTally};
use gelan::model::cell::Day;
use gelan::model::place::GridKey;
use gelan::snapshot::{Snapshot, SnapshotError, decode, encode, meter};
use proptest::prelude::*;

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
/// The characters before the payload.
const HEADER: usize = 12;

fn digits(number: u64, digits: u32) -> String {
    (0..digits).rev().map(|place| char::from(LETTERS[(number >> (6 * place) & 63) as usize])).collect()
}

fn checksum(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| crc >> 1 ^ (0xedb8_8320 & (crc & 1).wrapping_neg()))
    })
}

/// Letters in their frame.
fn framed(version: u32, body: &str) -> String {
    let clear = format!("G{}{}", digits(version.into(), 1), digits(body.len() as u64, 4));
    let sum = checksum(format!("{clear}{body}").as_bytes());
    clear + &digits(sum.into(), 6) + body
}

/// Bytes in their frame.
pub fn wrapped(version: u32, bytes: &[u8]) -> String {
    let letters = |chunk: &[u8]| {
        let bits =
            chunk.iter().fold(0u64, |bits, byte| bits << 8 | u64::from(*byte)) << (8 * (3 - chunk.len()));
        digits(bits, 4)[..=chunk.len()].to_owned()
    };
    framed(version, &bytes.chunks(3).map(letters).collect::<String>())
}

/// The bytes in a text.
fn payload(text: &str) -> Vec<u8> {
    let digit = |letter: &u8| LETTERS.iter().position(|l| l == letter).unwrap() as u32;
    let bytes = |chunk: &[u8]| {
        let bits = chunk.iter().fold(0, |bits, letter| bits << 6 | digit(letter)) << (6 * (4 - chunk.len()));
        bits.to_be_bytes()[1..chunk.len()].to_vec()
    };
    text.as_bytes()[HEADER..].chunks(4).flat_map(bytes).collect()
}

/// The version that is written.
pub fn version() -> u32 {
    let letter = encode(&Snapshot::default()).as_bytes()[1];
    LETTERS.iter().position(|l| *l == letter).unwrap() as u32
}

/// A few places, so that damage meets names, codes and figures.
fn few() -> Snapshot {
    let mut tally = Tally::default();
    let counts = Counts::default().with(Counter::Volunteers, 40);
    for village in ["青石村", "白沙村", "云岭社区"] {
        let figures = VillageTally { counts: counts.clone(), ..VillageTally::default() };
        tally.villages.insert(village.to_owned(), figures);
        for (i, grid) in ["第一网格", "第二网格", "河东片"].into_iter().enumerate() {
            let key = GridKey { village: village.to_owned(), grid: grid.to_owned() };
            let counts =
                [(Counter::Households, 60 + 7 * i as i64), (Counter::Visits, 81), (Counter::Minutes, 1_620)];
            let counts = counts.into_iter().collect();
            tally.grids.insert(key, GridTally { counts, ..GridTally::default() });
        }
    }
    Snapshot { made: Day(19_907), tally, ..Snapshot::default() }
}

// `cargo test --test snapshot payload::columns -- --nocapture` prints what each column takes.
#[test]
fn columns_add_up_to_the_payload() {
    let (columns, bytes) = meter::costs(&few());
    for (column, bits) in &columns {
        println!("{bits:8.1} {column}");
    }
    let bits = columns.values().sum::<f64>();
    assert!((bits / 8.0 - bytes as f64).abs() < 2.0, "{bits} bits in {bytes} bytes");
}

#[test]
fn the_checksum_is_that_of_the_standard() {
    assert_eq!(checksum(b"123456789"), 0xcbf4_3926);
    let text = encode(&few());
    assert_eq!(wrapped(version(), &payload(&text)), text);
}

#[test]
fn spare_bits_must_be_zero() {
    // One byte more or less changes how many bits are spare.
    for made in [0, 1, 200, 19_907, 1_000_000] {
        let text = encode(&Snapshot { made: Day(made), ..few() });
        let body = &text[HEADER..];
        assert_eq!(framed(version(), body), text);
        let (most, last) = body.split_at(body.len() - 1);
        if !body.len().is_multiple_of(4) {
            let at = LETTERS.iter().position(|l| *l == last.as_bytes()[0]).unwrap();
            let next = format!("{most}{}", char::from(LETTERS[at + 1]));
            assert_eq!(decode(&framed(version(), &next)), Err(SnapshotError::Altered));
        }
        for odd in [format!("{}A", &body[..body.len() / 4 * 4]), format!("{body}==")] {
            assert_eq!(decode(&framed(version(), &odd)), Err(SnapshotError::Altered));
        }
    }
}

#[test]
fn a_newer_version_is_told_from_a_damaged_one() {
    let newer = wrapped(9, b"what will be");
    assert_eq!(decode(&newer), Err(SnapshotError::Newer));
    assert_eq!(decode(&newer.replacen('J', "K", 1)), Err(SnapshotError::Altered));
    assert_eq!(decode(&newer[..20]), Err(SnapshotError::Cut));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_payload_is_answered(bytes in prop::collection::vec(any::<u8>(), 0..300), version in 1..=version()) {
        if let Ok(snapshot) = decode(&wrapped(version, &bytes)) {
            prop_assert_eq!(decode(&encode(&snapshot)), Ok(snapshot));
        }
    }

    #[test]
    fn a_damaged_payload_is_answered(damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4)) {
        let mut bytes = payload(&encode(&few()));
        for (at, byte) in damage {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Ok(snapshot) = decode(&wrapped(version(), &bytes)) {
            prop_assert_eq!(decode(&encode(&snapshot)), Ok(snapshot));
        }
    }

    #[test]
    fn any_text_is_answered(text in any::<String>()) {
        prop_assert!(decode(&text).is_err());
    }
}
