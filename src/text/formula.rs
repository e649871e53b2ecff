//! Cells that a spreadsheet program would take for formulas.

use std::borrow::Cow;

/// What a cell begins with that some spreadsheet program takes for a formula; full-width signs are among them (OWASP, CSV
/// injection).
const FORMULA: [char; 11] = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n'];

/// The cell, with an apostrophe before what would be a formula.
pub fn guarded(cell: &str) -> Cow<'_, str> {
    if cell.starts_with(FORMULA) { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

/// The cell as it was before it was [`guarded`].
pub fn unguarded(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| rest.starts_with(FORMULA)).unwrap_or(cell)
}
