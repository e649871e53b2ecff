//! A column that is read in parts: the values of a later part get the codes that they would have had.

use super::{MOST_KNOWN, TypedBuilder, Values, clean};
use crate::catalogue::kinds::FieldType;
use crate::input::records::{MOST_BYTES, RecordColumn, most_texts};
use crate::input::value::Quantity;
use crate::model::cell::Value;

/// What a later part has of a column.
#[derive(Clone, Copy)]
pub struct PartSize {
    /// Rows that are read anew.
    pub rows: usize,
    /// Bytes of their texts.
    pub bytes: usize,
}

impl TypedBuilder {
    /// Whether it knows more cells than a processor has at hand.
    pub fn knows_many(&self) -> bool {
        self.known.len() > 1 << 12
    }

    /// Sees a cell that comes soon.
    pub fn look_ahead(&mut self, value: &Value<'_>) {
        if let Value::Text(text) = value {
            self.known.look_ahead(text.as_bytes());
        }
    }

    /// Reads a cell without adding it; returns its number, `None` where it is to be read with all that precedes it.
    pub fn read_plain(&mut self, value: Option<&Value<'_>>) -> Option<u64> {
        let (known, outcome) = self.resolve(value);
        self.last = known.code();
        (outcome.is_ok() && !known.is_damaged() && self.is_plain()).then_some(known.print())
    }

    /// Adds the cell that was read.
    pub fn add_plain(&mut self) {
        self.add_row(self.last);
    }

    /// Whether the column can be read by itself: no text of it depends on another.
    pub fn is_plain(&self) -> bool {
        self.yearless.is_empty() && self.beyond == 0 && !self.is_unsteady
    }

    /// The number of its distinct values.
    pub fn distinct(&self) -> usize {
        match &self.values {
            Values::Text(_, dictionary) => dictionary.len(),
            Values::Days(days, _) => days.values.len(),
            Values::Amounts(amounts, _) => amounts.values.len(),
            Values::Unread(_) => 0,
        }
    }

    /// Whether the values of a later part are all kept here.
    pub fn has_room_for(&self, part: &RecordColumn, more: PartSize) -> bool {
        match (&self.values, part) {
            (Values::Text(_, own), RecordColumn::Text { dictionary, .. }) => {
                self.beyond == 0
                    && !self.is_unsteady
                    && own.len() + dictionary.len() + more.rows < most_texts(self.field)
                    && own.bytes() + dictionary.bytes() + more.bytes < MOST_BYTES
            }
            (Values::Days(own, _), RecordColumn::Days(days)) => {
                own.known.len() + days.values.len() + more.rows < MOST_KNOWN
            }
            (Values::Amounts(own, _), RecordColumn::Amounts(amounts)) => {
                own.known.len() + amounts.values.len() + more.rows < MOST_KNOWN
            }
            (Values::Unread(_), RecordColumn::Unread) => true,
            _ => false,
        }
    }

    /// The code here of the value of a later part that has this code there; 0 where it has none.
    pub fn code_of(&mut self, part: &RecordColumn, code: usize) -> u32 {
        match (part, &mut self.values) {
            (RecordColumn::Text { dictionary, .. }, Values::Text(..)) => {
                dictionary.get(code.wrapping_sub(1)).map_or(0, |text| self.intern(text))
            }
            (RecordColumn::Days(days), Values::Days(own, _)) => own.code(days.of(code)),
            (RecordColumn::Amounts(amounts), Values::Amounts(own, _)) => own.code(amounts.of(code)),
            _ => 0,
        }
    }

    /// Adds a row's code; returns its number, in a column of numbers.
    pub fn add_code(&mut self, code: u32) -> Option<Quantity> {
        self.add_row(code);
        self.last_amount()
    }

    /// Notes whether a text, read once more as it is kept, would be another one: then it matters which of its forms came
    /// first.
    pub(super) fn note_unsteady(&mut self, field_type: FieldType, text: &str) {
        let again = Value::Text(text.into());
        self.is_unsteady |= clean(field_type, &again).as_deref() != Some(text);
    }
}
