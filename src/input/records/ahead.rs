//! Rows that go ahead of their table's end, so that who reads a long file does not hold all of it.

use super::{CodePiece, Codes, LinePiece, NumberPiece, RecordColumn, Records};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

/// Full pieces of the rows of a table.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct RowBlock {
    /// Which of the records of its file, from 1, in the order in which any of them went ahead.
    pub number: u32,
    /// Whether it is the first of its file.
    pub is_first: bool,
    /// The lines of the rows.
    pub rows: Vec<LinePiece>,
    /// Their fingerprints.
    pub fingerprints: Vec<NumberPiece>,
    /// Their codes, column by column.
    pub columns: Vec<Vec<CodePiece>>,
}

/// What the last row of a table tells of a column's rows.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Mend {
    /// The column, from 0.
    pub column: usize,
    /// Codes that become others, with what is added to the fingerprints of their rows.
    pub codes: Vec<(u32, u32, u64)>,
    /// Whether rows without a text have that of the row above.
    pub fills: bool,
}

/// What went ahead of some records.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Ahead {
    /// The number of its blocks; 0 if there are none.
    pub number: u32,
    /// How many rows.
    pub rows: u32,
    /// What is to be mended when the rows are together.
    pub mends: Vec<Mend>,
}

impl RecordColumn {
    /// The code of each row; of texts that nobody asks for there are none.
    pub fn codes(&self) -> Option<&Codes> {
        match self {
            Self::Text { codes, .. } => Some(codes),
            Self::Days(days) => Some(&days.codes),
            Self::Amounts(amounts) => Some(&amounts.codes),
            Self::Unread => None,
        }
    }

    pub(super) fn codes_mut(&mut self) -> Option<&mut Codes> {
        match self {
            Self::Text { codes, .. } => Some(codes),
            Self::Days(days) => Some(&mut days.codes),
            Self::Amounts(amounts) => Some(&mut amounts.codes),
            Self::Unread => None,
        }
    }
}

impl Records {
    /// Puts the blocks that went ahead, in their order, before the other rows.
    pub fn join(&mut self, blocks: Vec<RowBlock>) {
        let mut all = RowBlock::default();
        for block in blocks {
            all.rows.extend(block.rows);
            all.fingerprints.extend(block.fingerprints);
            all.columns.resize_with(block.columns.len(), Vec::new);
            all.columns.iter_mut().zip(block.columns).for_each(|(all, pieces)| all.extend(pieces));
        }
        self.rows.put_before(all.rows);
        self.fingerprints.put_before(all.fingerprints);
        for ((_, column), pieces) in self.columns.iter_mut().zip(all.columns) {
            if let Some(codes) = column.codes_mut() {
                codes.put_before(pieces);
            }
        }
        std::mem::take(&mut self.ahead).mends.iter().for_each(|mend| self.mend(mend));
    }

    /// Mends a column whose rows are together.
    pub fn mend(&mut self, mend: &Mend) {
        let Some(codes) = self.columns.get_mut(mend.column).and_then(|(_, column)| column.codes_mut()) else {
            return;
        };
        if !mend.codes.is_empty() {
            let others: FxHashMap<u32, (u32, u64)> =
                mend.codes.iter().map(|(old, new, more)| (*old, (*new, *more))).collect();
            let more = |row| codes.get(row).and_then(|code| others.get(&code)).map_or(0, |(_, more)| *more);
            self.fingerprints.change(|row, number| number.wrapping_add(more(row)));
            codes.change(|_, code| others.get(&code).map_or(code, |(new, _)| *new));
        }
        if mend.fills {
            let mut last = 0;
            codes.change(|_, code| {
                last = if code == 0 { last } else { code };
                last
            });
        }
    }
}
