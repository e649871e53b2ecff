//! The frame of a snapshot's text: what stands in the clear, the checksum, and bytes as letters.
//!
//! `G`, the version (1 character), the payload's length in characters (4), the checksum (6), the payload.
//! This frame stays as it is in every version, so that an old program can tell a newer snapshot from a
//! damaged one. All numbers are digits of base 64, most significant first, and the payload is bytes in
//! base 64, both in the alphabet of RFC 4648 §5, which a link's fragment takes as it is.

use super::SnapshotError;

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const MAGIC: u8 = b'G';
/// Characters before the payload.
pub(super) const HEADER: usize = 12;
/// Where the checksum stands.
const SUM: std::ops::Range<usize> = 6..HEADER;

fn letter(digit: u32) -> char {
    char::from(ALPHABET.get(digit as usize & 63).copied().unwrap_or(MAGIC))
}

fn digit(letter: u8) -> Option<u32> {
    let digit = match letter {
        b'A'..=b'Z' => letter - b'A',
        b'a'..=b'z' => letter - b'a' + 26,
        b'0'..=b'9' => letter - b'0' + 52,
        b'-' => 62,
        b'_' => 63,
        _ => return None,
    };
    Some(u32::from(digit))
}

fn number(letters: &[u8]) -> Option<u64> {
    letters.iter().try_fold(0u64, |n, &l| Some(n << 6 | u64::from(digit(l)?)))
}

fn push_number(text: &mut String, n: u64, digits: u32) {
    for place in (0..digits).rev() {
        text.push(letter(u32::try_from(n >> (6 * place) & 63).unwrap_or(0)));
    }
}

/// CRC-32 (ISO 3309, as in zip and png) of everything but the checksum itself: it finds every change
/// within 32 neighbouring bits, which two neighbouring characters are, for certain.
pub(super) fn checksum(parts: &[&[u8]]) -> u32 {
    let mut crc = u32::MAX;
    for &byte in parts.iter().copied().flatten() {
        crc ^= u32::from(byte);
        for _ in 0..8 {
            crc = crc >> 1 ^ (0xedb8_8320 & (crc & 1).wrapping_neg());
        }
    }
    !crc
}

/// Bytes in their frame.
pub fn wrap(version: u32, payload: &[u8]) -> String {
    let mut body = String::with_capacity(payload.len() * 4 / 3 + 4);
    for chunk in payload.chunks(3) {
        let bits = chunk.iter().fold(0u32, |bits, &b| bits << 8 | u32::from(b)) << (8 * (3 - chunk.len()));
        for place in (3 - chunk.len()..4).rev().take(chunk.len() + 1) {
            body.push(letter(bits >> (6 * place)));
        }
    }
    let mut text = String::with_capacity(HEADER + body.len());
    text.push(char::from(MAGIC));
    text.push(letter(version));
    push_number(&mut text, body.len() as u64, 4);
    let sum = checksum(&[text.as_bytes(), body.as_bytes()]);
    push_number(&mut text, u64::from(sum), 6);
    text + &body
}

/// Version and bytes in a frame of at most this version, or why they are none.
pub fn unwrap(newest: u32, text: &str) -> Result<(u32, Vec<u8>), SnapshotError> {
    match frame(text)? {
        (version, _) if version > newest => Err(SnapshotError::Newer),
        (0, _) => Err(SnapshotError::NotASnapshot),
        whole => Ok(whole),
    }
}

/// How long the text should be, by what it says of itself; `None` where it is none.
pub(super) fn declared(text: &str) -> Option<usize> {
    let header = text.as_bytes().get(..HEADER).filter(|h| h.first() == Some(&MAGIC))?;
    let length = header.get(2..SUM.start).and_then(number)?;
    usize::try_from(length).ok()?.checked_add(HEADER)
}

/// Version and bytes in a frame of any version, once length and checksum are found right.
pub(super) fn frame(text: &str) -> Result<(u32, Vec<u8>), SnapshotError> {
    let bytes = text.as_bytes();
    let starts_well = bytes.first() == Some(&MAGIC) && bytes.iter().take(HEADER).all(|&b| digit(b).is_some());
    if !starts_well {
        return Err(SnapshotError::NotASnapshot);
    }
    let Some((header, body)) = bytes.split_at_checked(HEADER) else {
        return Err(SnapshotError::Cut);
    };
    let (clear, sum) = header.split_at(SUM.start);
    let length = clear.get(2..).and_then(number).unwrap_or(0);
    if (body.len() as u64) < length {
        return Err(SnapshotError::Cut);
    }
    if body.len() as u64 > length || number(sum) != Some(u64::from(checksum(&[clear, body]))) {
        return Err(SnapshotError::Altered);
    }
    // Only now, so that a damaged version is not taken for a newer one.
    let version = clear.get(1).and_then(|&v| digit(v)).unwrap_or(0);
    unpack(body).map(|bytes| (version, bytes)).ok_or(SnapshotError::Altered)
}

/// Base 64 to bytes; `None` where it holds another character, or bits that belong to no byte and are not 0.
fn unpack(body: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(body.len() / 4 * 3 + 2);
    for chunk in body.chunks(4) {
        let bits =
            chunk.iter().try_fold(0u32, |bits, &l| Some(bits << 6 | digit(l)?))? << (6 * (4 - chunk.len()));
        let whole = chunk.len() - 1;
        let [_, a, b, c] = bits.to_be_bytes();
        let spare = [a, b, c];
        bytes.extend(spare.iter().take(whole));
        if whole == 0 || spare.iter().skip(whole).any(|&b| b != 0) {
            return None;
        }
    }
    Some(bytes)
}

#[cfg(test)]
#[path = "../../tests/unit/snapshot_text.rs"]
mod tests;
