//! QR codes of snapshots: drawn, and read from a picture.

use super::carrier;
use crate::say;
use qrcodegen::{QrCode, QrCodeEcc};

/// A QR code: rows of modules, true where dark, without the quiet zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// Modules on each side, 21 to 177.
    pub size: usize,
    /// Row by row.
    pub dark: Vec<bool>,
}

/// Modules of quiet zone on each side.
pub const QUIET: usize = 4;

/// The QR code of a snapshot: a link where there is an address to begin it with, else its letters.
///
/// # Errors
/// A sentence where it is too large for one QR code (version 40, lowest correction: 4,296 letters or 2,953 bytes).
pub fn code(text: &str, address: &str) -> Result<Code, String> {
    let content = if address.is_empty() {
        carrier::to_letters(text).map_err(|error| error.to_string())?
    } else {
        carrier::link(address, text)
    };
    let code = QrCode::encode_text(&content, QrCodeEcc::Low).map_err(|_| {
        say!("{n} 个字符放不进一张二维码，请改用快照文件或带快照的网页。", n = content.chars().count())
    })?;
    let size = code.size();
    let dark = (0..size).flat_map(|y| (0..size).map(move |x| (x, y))).map(|(x, y)| code.get_module(x, y));
    Ok(Code { dark: dark.collect(), size: usize::try_from(size).unwrap_or(0) })
}

impl Code {
    /// Whether a module is dark; none is outside.
    #[must_use]
    pub fn at(&self, x: usize, y: usize) -> bool {
        x < self.size && self.dark.get(y * self.size + x).copied().unwrap_or(false)
    }

    /// As an SVG path in modules, the quiet zone included in its offset.
    #[must_use]
    pub fn path(&self) -> String {
        let mut path = String::new();
        for y in 0..self.size {
            let mut x = 0;
            while x < self.size {
                let run = (x..self.size).take_while(|x| self.at(*x, y)).count();
                if run > 0 {
                    path.push_str(&format!("M{} {}h{run}v1h-{run}z", x + QUIET, y + QUIET));
                }
                x += run.max(1);
            }
        }
        path
    }

    /// Modules on each side with the quiet zone.
    #[must_use]
    pub fn side(&self) -> usize {
        self.size + 2 * QUIET
    }
}

/// The texts of the QR codes in a picture of grey levels, row by row.
#[must_use]
pub fn read(width: usize, height: usize, grey: &[u8]) -> Vec<String> {
    if width == 0 || grey.len() != width.saturating_mul(height) {
        return Vec::new();
    }
    let level = |x: usize, y: usize| grey.get(y * width + x).copied().unwrap_or(255);
    let mut picture = rqrr::PreparedImage::prepare_from_greyscale(width, height, level);
    picture.detect_grids().iter().filter_map(|grid| grid.decode().ok()).map(|(_, text)| text).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::snapshot::{Snapshot, encode};

    fn drawn(code: &Code, scale: usize) -> (usize, Vec<u8>) {
        let side = code.side() * scale;
        let module = |at: usize| (at / scale).checked_sub(QUIET);
        let dark = |x, y| matches!((module(x), module(y)), (Some(x), Some(y)) if code.at(x, y));
        let pixels = (0..side * side).map(|i| if dark(i % side, i / side) { 0 } else { 255 });
        (side, pixels.collect())
    }

    #[test]
    fn what_is_drawn_is_read() {
        let text = encode(&Snapshot::default());
        for address in ["", "https://example.invalid/gelan.html"] {
            let code = code(&text, address).unwrap();
            let (side, pixels) = drawn(&code, 3);
            let read = read(side, side, &pixels);
            assert_eq!(read.len(), 1);
            assert_eq!(carrier::find(&read[0]), Ok(text.clone()));
        }
    }

    #[test]
    fn pictures_without_a_code_have_none() {
        assert!(read(0, 0, &[]).is_empty());
        assert!(read(10, 10, &[255; 100]).is_empty());
        assert!(read(10, 10, &[255; 99]).is_empty());
        let noise: Vec<u8> = (0..40_000u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
        assert!(read(200, 200, &noise).is_empty());
    }
}
