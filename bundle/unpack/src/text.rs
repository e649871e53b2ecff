//! The text of the script element back to bytes, and their checksum.

/// What windows-1252 has in place of the control characters from 0x80 on.
const HIGH: [u16; 32] = [
    0x20ac, 0x81, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152,
    0x8d, 0x017d, 0x8f, 0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161,
    0x203a, 0x0153, 0x9d, 0x017e, 0x0178,
];
/// Stands before a character that is 64 further on.
const ESCAPE: u8 = b'=';
const AWAY: u8 = 64;

/// Turns UTF-8 into the bytes that its characters stand for in windows-1252, takes the escapes out and `shift` off, all
/// in place; returns how many bytes there are.
pub fn bytes_of(text: &mut [u8], shift: u8) -> usize {
    let (mut from, mut to, mut away) = (0, 0, shift);
    while let Some(&first) = text.get(from) {
        let next = |further: usize| u16::from(text.get(from + further).copied().unwrap_or(0) & 0x3f);
        let (value, length) = match first {
            0..0x80 => (first, 1),
            // One of U+0080 to U+00FF, or further on.
            0xc2 | 0xc3 => ((first << 6) | next(1) as u8, 2),
            0x80..0xe0 => (high(u16::from(first & 0x1f) << 6 | next(1)), 2),
            _ => (high(u16::from(first & 0x0f) << 12 | next(1) << 6 | next(2)), 3),
        };
        from += length;
        if value == ESCAPE && away == shift {
            away = shift.wrapping_add(AWAY);
            continue;
        }
        if let Some(byte) = text.get_mut(to) {
            *byte = value.wrapping_sub(away);
        }
        to += 1;
        away = shift;
    }
    to
}

fn high(character: u16) -> u8 {
    HIGH.iter().position(|high| *high == character).map_or(0, |at| 0x80 + at as u8)
}

/// CRC-32 of bytes.
pub fn checksum(bytes: &[u8]) -> u32 {
    let mut table = [0_u32; 256];
    for (entry, byte) in table.iter_mut().zip(0..) {
        *entry = (0..8).fold(byte, |entry, _| (entry >> 1) ^ ((entry & 1) * 0xedb8_8320));
    }
    !bytes.iter().fold(u32::MAX, |sum, byte| sum >> 8 ^ table[usize::from(sum as u8 ^ byte)])
}
