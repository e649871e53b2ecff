//! The rows of several columns at once.

use super::Codes;
use std::array;
use std::ops::Range;

/// So many rows at once: a browser puts better code in place between two calls, never within one.
pub const STEP: usize = 1 << 12;

/// Gives each row with its codes in several columns to `each`; 0 in a column that is not there. It takes a fraction of the
/// work of looking them up one by one.
pub fn across<const N: usize>(
    rows: Range<usize>,
    columns: [Option<&Codes>; N],
    mut each: impl FnMut(usize, [u32; N]),
) {
    let mut steps: [Vec<u32>; N] = array::from_fn(|_| Vec::new());
    for from in rows.clone().step_by(STEP) {
        let some = from..rows.end.min(from + STEP);
        for (codes, step) in columns.iter().zip(&mut steps) {
            step.clear();
            codes.iter().for_each(|codes| codes.each(some.clone(), |code| step.push(code)));
        }
        step(some, steps.each_ref().map(Vec::as_slice), &mut each);
    }
}

#[inline(never)]
fn step<const N: usize>(rows: Range<usize>, steps: [&[u32]; N], each: &mut impl FnMut(usize, [u32; N])) {
    let from = rows.start;
    rows.for_each(|row| each(row, steps.map(|codes| codes.get(row - from).copied().unwrap_or(0))));
}
