//! The rows of several columns at once.

use super::Codes;
use std::ops::Range;

/// So many rows at once: a browser puts better code in place between two calls, never within one.
pub const STEP: usize = 1 << 12;

/// Some rows in steps.
pub fn steps_of(rows: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    rows.clone().step_by(STEP).map(move |from| from..rows.end.min(from + STEP))
}

/// Several columns that are looked at step by step, in the same room. The code is 0 in one that is not there.
pub struct RowSteps<'c, const N: usize> {
    columns: [Option<&'c Codes>; N],
    codes: [Vec<u32>; N],
}

impl<'c, const N: usize> RowSteps<'c, N> {
    /// Of these columns.
    pub fn new(columns: [Option<&'c Codes>; N]) -> Self {
        Self { columns, codes: columns.map(|codes| Vec::with_capacity(codes.map_or(0, |_| STEP))) }
    }

    /// Gives the rows of a step to `each`.
    pub fn give(&mut self, rows: Range<usize>, each: &mut impl FnMut(usize, [u32; N])) {
        for (codes, own) in self.columns.iter().zip(&mut self.codes) {
            own.clear();
            codes.iter().for_each(|codes| codes.each(rows.clone(), |code| own.push(code)));
        }
        step(rows, self.codes.each_ref().map(Vec::as_slice), each);
    }
}

#[inline(never)]
fn step<const N: usize>(rows: Range<usize>, codes: [&[u32]; N], each: &mut impl FnMut(usize, [u32; N])) {
    let from = rows.start;
    rows.for_each(|row| each(row, codes.map(|codes| codes.get(row - from).copied().unwrap_or(0))));
}
