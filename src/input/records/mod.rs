//! The content of a recognised table as typed columns, small enough to keep for a new period or filter.

mod across;
mod ahead;
#[cfg(not(target_arch = "wasm32"))]
mod away;
mod codes;
mod dictionary;
mod memo;
mod pieces;
#[cfg(not(target_arch = "wasm32"))]
mod shared_texts;

pub use across::{RowSteps, STEP, steps_of};
pub use ahead::{Ahead, Mend, RowBlock};
#[cfg(not(target_arch = "wasm32"))]
pub use away::{AtHand, Shelf};
pub use codes::{CodePiece, Codes, LinePiece, NumberPiece, RowLines, RowNumbers};
pub use dictionary::Dictionary;
pub use memo::Memo;
pub use pieces::{PIECE, Pieces, RowPiece};

use crate::input::value::{Quantity, Unit};
use crate::model::cell::Day;
use crate::model::kind::{Field, Kind};
use serde::{Deserialize, Serialize};

/// The values of one field, a value a row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum RecordColumn {
    /// Texts by dictionary: code 0 is no text, code `n` is `dictionary[n - 1]`.
    Text {
        /// The distinct texts in the order of their first row.
        dictionary: Dictionary,
        /// A code a row.
        codes: Codes,
    },
    /// Days; none where the cell is blank or no date.
    Days(CodedValues<Day>),
    /// Numbers; none where the cell is blank or no number.
    Amounts(CodedValues<Quantity>),
    /// Texts that nobody asks for, and that only tell rows apart (see [`is_read`]).
    Unread,
}

/// Values by code: code 0 is none, code `n` is `values[n - 1]`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CodedValues<T> {
    /// The distinct values in the order of their first row; each stands in some row.
    pub values: Vec<T>,
    /// A code a row.
    pub codes: Codes,
}

impl<T: Copy> CodedValues<T> {
    /// The value of a row.
    pub fn get(&self, row: usize) -> Option<T> {
        self.of(self.codes.at(row))
    }

    /// The value of a code.
    pub fn of(&self, code: usize) -> Option<T> {
        code.checked_sub(1).and_then(|index| self.values.get(index)).copied()
    }

    /// A value a row.
    pub fn iter(&self) -> impl Iterator<Item = Option<T>> + '_ {
        self.codes.iter().map(|code| self.of(code as usize))
    }
}

impl<T: Copy + PartialEq> FromIterator<Option<T>> for CodedValues<T> {
    fn from_iter<I: IntoIterator<Item = Option<T>>>(rows: I) -> Self {
        let mut all = Self { values: Vec::new(), codes: Codes::default() };
        for value in rows {
            let known = value.map(|value| all.values.iter().position(|v| *v == value));
            let index = known.map(|at| at.unwrap_or(all.values.len()));
            all.values.extend(value.filter(|_| known == Some(None)));
            all.codes.push(index.map_or(0, |index| u32::try_from(index + 1).unwrap_or(0)));
        }
        all
    }
}

/// Columns of the long ledgers that no figure, check, list or evidence asks for: what stands there only makes rows differ.
const UNREAD: [(Kind, Field); 2] = [(Kind::Visits, Field::Id), (Kind::Matters, Field::Id)];

/// Whether anything that is counted or checked depends on the texts of a field.
pub fn is_read(kind: Kind, field: Field) -> bool {
    !UNREAD.contains(&(kind, field))
}

/// The most different texts of a column that are kept: of a place, of an officer or a word; of what a long list names in each
/// row. All others are one text.
pub const MOST_TEXTS: [usize; 2] = [u16::MAX as usize - 1, 1 << 20];

/// The most bytes of the different texts of a column.
pub const MOST_BYTES: usize = 32 << 20;

/// What stands for all texts beyond the most.
pub const OTHER_TEXT: &str = "…";

/// How many different texts of a field are kept.
pub fn most_texts(field: Field) -> usize {
    let [few, many] = MOST_TEXTS;
    match field {
        Field::Name | Field::Household | Field::Phone | Field::IdNumber | Field::Address => many,
        Field::Id | Field::What | Field::Code => many,
        _ => few,
    }
}

/// The rows of one table as typed columns of equal length.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Records {
    /// The kind of the rows.
    pub kind: Kind,
    /// The columns that were found, by field.
    pub columns: Vec<(Field, RecordColumn)>,
    /// The heading of each column as the file has it.
    pub headings: Vec<String>,
    /// The row of each record as in the spreadsheet program, from 1: the evidence.
    pub rows: RowLines,
    /// A fingerprint of all cells of the row but its sequence number; equal rows have equal ones.
    pub fingerprints: RowNumbers,
    /// What went ahead of these rows and has to be put before them; none natively.
    pub ahead: Ahead,
    /// Columns of which no cell counts: their unit does not fit (with the unit that they have), or a spreadsheet has rounded
    /// the long numbers by which they name things (`None`).
    pub misfits: Vec<(Field, Option<Unit>)>,
    /// The body that the whole table belongs to, from the sheet's name or title (党代表, …).
    pub body: Option<crate::model::body::Body>,
}

impl Records {
    /// Number of records.
    pub fn len(&self) -> usize {
        self.ahead.rows as usize + self.rows.len()
    }

    /// Whether there are no records.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the column of a field; `None` if the table does not have it.
    pub fn column(&self, field: Field) -> Option<&RecordColumn> {
        self.columns.iter().find(|(f, _)| *f == field).map(|(_, c)| c)
    }

    /// Returns the heading of a field's column as the file has it.
    pub fn heading(&self, field: Field) -> Option<&str> {
        let at = self.columns.iter().position(|(f, _)| *f == field)?;
        self.headings.get(at).map(String::as_str)
    }

    /// Whether the table has the field.
    pub fn has(&self, field: Field) -> bool {
        self.column(field).is_some()
    }

    /// Returns the text of a row; empty if there is none.
    pub fn text(&self, field: Field, row: usize) -> &str {
        match self.column(field) {
            Some(RecordColumn::Text { dictionary, codes }) => {
                dictionary.get(codes.at(row).wrapping_sub(1)).unwrap_or_default()
            }
            _ => "",
        }
    }

    /// Returns the day of a row.
    pub fn day(&self, field: Field, row: usize) -> Option<Day> {
        match self.column(field) {
            Some(RecordColumn::Days(days)) => days.get(row),
            _ => None,
        }
    }

    /// Returns the number of a row.
    pub fn amount(&self, field: Field, row: usize) -> Option<Quantity> {
        match self.column(field) {
            Some(RecordColumn::Amounts(amounts)) => amounts.get(row),
            _ => None,
        }
    }
}
