//! Numbers in binary formats.

/// Reads numbers in little-endian order; `None` where the bytes end before them.
pub(crate) trait LittleEndian {
    /// Returns the `N` bytes at an offset.
    fn array_at<const N: usize>(&self, at: usize) -> Option<[u8; N]>;

    fn u16_at(&self, at: usize) -> Option<u16> {
        self.array_at(at).map(u16::from_le_bytes)
    }

    fn u32_at(&self, at: usize) -> Option<u32> {
        self.array_at(at).map(u32::from_le_bytes)
    }

    fn f64_at(&self, at: usize) -> Option<f64> {
        self.array_at(at).map(f64::from_le_bytes)
    }
}

impl LittleEndian for [u8] {
    fn array_at<const N: usize>(&self, at: usize) -> Option<[u8; N]> {
        self.get(at..)?.first_chunk().copied()
    }
}

/// Decodes UTF-16; what is none becomes U+FFFD.
pub(crate) fn utf16(bytes: &[u8]) -> impl Iterator<Item = char> {
    let units = bytes.chunks_exact(2).map(|unit| u16::from_le_bytes([unit[0], unit[1]]));
    char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
}
