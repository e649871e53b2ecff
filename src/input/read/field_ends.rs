//! The bytes of a text that end its fields. Fields are short: memchr takes longer to begin than to look at one, above all without
//! SIMD, which a page for old processors cannot count on. So eight bytes are looked at once, whatever fields they are of.

/// The highest bits of eight bytes.
const HIGH: u64 = u64::from_le_bytes([0x80; 8]);
/// Their other bits.
const LOW: u64 = !HIGH;

/// The highest bit of each of eight bytes that is this one.
#[inline]
pub(super) fn bytes_equal(word: u64, byte: u8) -> u64 {
    let differs = word ^ u64::from_le_bytes([byte; 8]);
    // Adding sets the highest bit where any other is set, and carries into no other byte.
    !(((differs & LOW) + LOW) | differs) & HIGH
}

/// The places of three bytes in others, one after another.
pub(super) struct FieldEnds<'b> {
    bytes: &'b [u8],
    wanted: [u8; 3],
    /// Where the eight bytes begin that were looked at last, and the highest bits of those among them that are still to be told.
    at: usize,
    found: u64,
}

impl<'b> FieldEnds<'b> {
    /// Looks from a place on.
    #[inline]
    pub(super) fn new(bytes: &'b [u8], from: usize, wanted: [u8; 3]) -> Self {
        let mut ends = Self { bytes, wanted, at: from, found: 0 };
        ends.look();
        ends
    }

    #[inline]
    fn look(&mut self) {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let word = match rest.first_chunk() {
            Some(eight) => u64::from_le_bytes(*eight),
            None => {
                // What follows the last byte is none that is wanted.
                let other = (1..=u8::MAX).find(|byte| !self.wanted.contains(byte)).unwrap_or(0);
                let mut eight = [other; 8];
                eight.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
                u64::from_le_bytes(eight)
            }
        };
        let [a, b, c] = self.wanted;
        self.found = bytes_equal(word, a) | bytes_equal(word, b) | bytes_equal(word, c);
    }
}

impl Iterator for FieldEnds<'_> {
    type Item = usize;

    #[inline]
    fn next(&mut self) -> Option<usize> {
        while self.found == 0 {
            if self.at >= self.bytes.len() {
                return None;
            }
            self.at += 8;
            self.look();
        }
        let place = self.at + self.found.trailing_zeros() as usize / 8;
        self.found &= self.found - 1;
        Some(place)
    }
}

#[cfg(test)]
#[path = "../../../tests/unit/input_read_field_ends.rs"]
mod tests;
