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

/// The digit of each byte that is a letter; of others, one that is none.
const DIGITS: [u8; 256] = {
    let (mut digits, mut at) = ([NO_DIGIT; 256], 0);
    while at < ALPHABET.len() {
        digits[ALPHABET[at] as usize] = at as u8;
        at += 1;
    }
    digits
};
const NO_DIGIT: u8 = 0x80;

fn digit_or_none(letter: u8) -> u8 {
    DIGITS.get(usize::from(letter)).copied().unwrap_or(NO_DIGIT)
}

fn digit(letter: u8) -> Option<u32> {
    Some(digit_or_none(letter)).filter(|digit| *digit != NO_DIGIT).map(u32::from)
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
    !parts.iter().fold(u32::MAX, |crc, part| {
        let (eights, rest) = part.as_chunks::<8>();
        let crc = eights.iter().fold(crc, |crc, &[a, b, c, d, e, f, g, h]| {
            let [p, q, r, s] = crc.to_le_bytes();
            let bytes = [h, g, f, e, d ^ s, c ^ r, b ^ q, a ^ p];
            bytes.iter().zip(&SUMS).fold(0, |crc, (byte, sums)| crc ^ sum_of(sums, *byte))
        });
        rest.iter().fold(crc, |crc, byte| crc >> 8 ^ sum_of(&SUMS[0], crc.to_le_bytes()[0] ^ byte))
    })
}

fn sum_of(sums: &[u32; 256], byte: u8) -> u32 {
    sums.get(usize::from(byte)).copied().unwrap_or(0)
}

/// What each byte adds to the checksum when so many others follow it: eight are summed at once (Kounavis and Berry 2005).
static SUMS: [[u32; 256]; 8] = {
    let (mut sums, mut byte) = ([[0; 256]; 8], 0);
    while byte < 256 {
        let (mut sum, mut bit) = (byte as u32, 0);
        while bit < 8 {
            sum = sum >> 1 ^ (0xedb8_8320 & (sum & 1).wrapping_neg());
            bit += 1;
        }
        sums[0][byte] = sum;
        byte += 1;
    }
    let mut behind = 1;
    while behind < 8 {
        let mut byte = 0;
        while byte < 256 {
            let before = sums[behind - 1][byte];
            sums[behind][byte] = before >> 8 ^ sums[0][(before & 0xff) as usize];
            byte += 1;
        }
        behind += 1;
    }
    sums
};

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
    let (version, body) = summed(text)?;
    unpack(body).map(|bytes| (version, bytes)).ok_or(SnapshotError::Altered)
}

/// Says whether a text is in a frame of any version, length and checksum being right.
pub(super) fn is_whole(text: &str) -> Result<(), SnapshotError> {
    summed(text).map(drop)
}

/// Version and letters of the payload.
fn summed(text: &str) -> Result<(u32, &[u8]), SnapshotError> {
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
    Ok((version, body))
}

/// Base 64 to bytes; `None` where it holds another character, or bits that belong to no byte and are not 0.
fn unpack(body: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(body.len() / 4 * 3 + 2);
    let (fours, rest) = body.as_chunks::<4>();
    let mut all = 0;
    bytes.extend(fours.iter().flat_map(|four| {
        let [a, b, c, d] = four.map(digit_or_none);
        all |= a | b | c | d;
        [a << 2 | b >> 4, b << 4 | c >> 2, c << 6 | d]
    }));
    if all & NO_DIGIT != 0 {
        return None;
    }
    for chunk in rest.chunks(4) {
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
