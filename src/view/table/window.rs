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
