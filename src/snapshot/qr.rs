//! QR codes of snapshots: drawn, and read from a picture.

use super::carrier;
use crate::text::say;
use qrcodegen::{QrCode, QrCodeEcc};

/// A QR code: rows of modules, true where dark, without the quiet zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QrModules {
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
pub fn code(text: &str, address: &str) -> Result<QrModules, String> {
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
    Ok(QrModules { dark: dark.collect(), size: usize::try_from(size).unwrap_or(0) })
}

impl QrModules {
    /// Whether a module is dark; none is outside.
    pub fn at(&self, x: usize, y: usize) -> bool {
        x < self.size && self.dark.get(y * self.size + x).copied().unwrap_or(false)
    }

    /// As an SVG path in modules, the quiet zone included in its offset.
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
    pub fn side(&self) -> usize {
        self.size + 2 * QUIET
    }
}

/// The texts of the QR codes in a picture of grey levels, row by row.
pub fn read(width: usize, height: usize, grey: &[u8]) -> Vec<String> {
    if width == 0 || grey.len() != width.saturating_mul(height) {
        return Vec::new();
    }
    let mut reader = quircs::Quirc::default();
    let codes = reader.identify(width, height, grey).filter_map(|code| code.ok()?.decode().ok());
    codes.map(|code| String::from_utf8_lossy(&code.payload).into_owned()).collect()
}
