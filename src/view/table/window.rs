//! The window over a long table: which rows are in sight.

/// The rows to draw, and the height of the others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Window {
    /// First row drawn.
    pub start: usize,
    /// One past the last row drawn.
    pub end: usize,
    /// Pixels above the first row.
    pub before: usize,
    /// Pixels below the last row.
    pub after: usize,
}

/// Rows are drawn in steps of this many, so that a small scroll redraws nothing.
pub const STEP: usize = 8;

/// Returns the window over `rows` rows of `height` pixels, for a view of `view` pixels scrolled down by `top`, with one
/// more step above and below.
#[must_use]
pub fn window(top: f64, view: f64, height: usize, rows: usize) -> Window {
    let height = height.max(1);
    // Casts of floats saturate: NaN and negative values become 0.
    let shown = (view.max(0.0) as usize / height).saturating_add(1);
    // After a filter the rows may end above where the person had scrolled to.
    let first = (top.max(0.0) as usize / height).min(rows.saturating_sub(shown));
    let start = (first / STEP * STEP).saturating_sub(STEP);
    let end = (first + shown).div_ceil(STEP).saturating_add(1).saturating_mul(STEP).min(rows);
    let start = start.min(end);
    Window { start, end, before: start * height, after: (rows - end) * height }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_in_sight_is_drawn_and_the_height_never_changes() {
        for rows in [0, 1, 27, 157, 5000] {
            for top in (0..rows * 32 + 500).step_by(37) {
                let w = window(top as f64, 640.0, 32, rows);
                let top = top.min((rows * 32).saturating_sub(640));
                assert!(w.start * 32 <= top, "{rows} {top} {w:?}");
                assert!(w.end == rows || w.end * 32 >= top + 640, "{rows} {top} {w:?}");
                assert_eq!(w.before + (w.end - w.start) * 32 + w.after, rows * 32);
                assert!(w.end - w.start <= 21 + 4 * STEP);
            }
        }
    }

    #[test]
    fn odd_numbers_from_a_browser_are_taken() {
        for top in [f64::NAN, -50.0, f64::INFINITY] {
            let w = window(top, f64::NAN, 0, 10);
            assert!(w.start <= w.end && w.end <= 10);
        }
    }
}
