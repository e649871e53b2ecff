//! Squares: one square for each of a few things, such as the households of a grid.

use super::svg::{Anchor, Writer, wide};
use super::{Tile, TileGround};

/// Squares side by side, and what their grounds mean.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Squares {
    /// The squares.
    pub cells: Vec<Tile>,
    /// The grounds with their words.
    pub legend: Vec<(TileGround, String)>,
}

impl Squares {
    pub(super) fn draw(&self, w: &mut Writer, width: f64) -> f64 {
        const LEAST: f64 = 29.0;
        const HIGH: f64 = 27.0;
        let across = ((width / LEAST) as usize).clamp(1, 20);
        let wide_one = (width / across as f64).min(36.0);
        for (i, cell) in self.cells.iter().enumerate() {
            let at = ((i % across) as f64 * wide_one, (i / across) as f64 * HIGH);
            cell.draw(w, at, (wide_one - 3.0, HIGH - 3.0));
        }
        let (mut x, mut y) = (0.0, self.cells.len().div_ceil(across) as f64 * HIGH + 8.0);
        for (ground, words) in &self.legend {
            let room = 26.0 + wide(words);
            if x > 0.0 && x + room > width {
                (x, y) = (0.0, y + 20.0);
            }
            Tile { ground: *ground, ..Tile::default() }.draw(w, (x, y), (16.0, 12.0));
            w.text((x + 22.0, y + 10.5), Anchor::Start, "t t-soft", words);
            x += room + 14.0;
        }
        y + 18.0
    }
}
