//! Cells of one column to typed values.

mod known;
mod part;

use known::KnownCell;
pub use part::PartSize;

use super::fingerprint;
use super::typed_cell::{AmountUnits, Fault, amount, clean, day};
use crate::catalogue::kinds::FieldType;
use crate::input::records::{
    CodePiece, CodedValues, Codes, Dictionary, MOST_BYTES, Memo, OTHER_TEXT, RecordColumn, most_texts,
};
use crate::input::value::{self, DateContext, Heading, Quantity};
use crate::model::cell::{Day, Value};
use crate::model::finding::Code;
use crate::model::kind::Field;
use crate::model::row_runs::RowRuns;
use crate::text::say;
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::hash::Hash;

/// Builds a typed column cell by cell. Each distinct cell is read once: a log of a million rows has few different days,
/// names and numbers.
pub struct TypedBuilder {
    field: Field,
    values: Values,
    /// The cells that were read, as they stand in the file, and texts as they are kept.
    known: Memo<KnownCell>,
    codes: Codes,
    last: u32,
    /// Dates that only lack their year, by code.
    yearless: Vec<Yearless>,
    /// Cells whose text is not kept, there being too many others.
    beyond: u32,
    /// Whether the order of its texts matters.
    is_unsteady: bool,
}

/// Cells of one text that is a date but for its year; the column's other dates may tell it.
pub struct Yearless {
    /// Their code.
    pub code: u32,
    /// What is wrong with them.
    pub fault: Fault,
    /// Their rows.
    pub rows: RowRuns,
    /// The first of them.
    pub first: Option<u32>,
}

/// The distinct values of a column; that of code `n` is the one before index `n`.
enum Values {
    /// Texts, cleaned up as the field type says.
    Text(FieldType, Dictionary),
    /// Days, with what the table says of its dates.
    Days(DistinctValues<Day>, DateContext),
    /// Numbers with their units.
    Amounts(DistinctValues<Quantity>, AmountUnits),
    /// Texts that nobody asks for.
    Unread(FieldType),
}

/// A cell that was added to its column.
pub struct PushedCell {
    /// A number that is equal for what is equal as the field is typed; 0 for none.
    pub print: u64,
    /// Whether a spreadsheet has rounded it.
    pub is_damaged: bool,
    /// Whether it holds a value; or why it could not be read, which leaves a gap.
    pub outcome: Result<bool, Box<Fault>>,
}

/// Values with their codes.
struct DistinctValues<T> {
    values: Vec<T>,
    known: FxHashMap<T, u32>,
}

impl<T: Copy + Eq + Hash> DistinctValues<T> {
    fn new() -> Self {
        Self { values: Vec::new(), known: FxHashMap::default() }
    }

    /// The code of a value; 0 of none.
    fn code(&mut self, value: Option<T>) -> u32 {
        let Some(value) = value else { return 0 };
        if let Some(code) = self.known.get(&value) {
            return *code;
        }
        let code = self.hold(value);
        // Where each row has another number, it is not worth looking for.
        if self.known.len() < MOST_KNOWN {
            self.known.insert(value, code);
        }
        code
    }

    /// A code of its own for a value.
    fn hold(&mut self, value: T) -> u32 {
        self.values.push(value);
        u32::try_from(self.values.len()).unwrap_or(0)
    }

    fn get(&self, code: u32) -> Option<T> {
        (code as usize).checked_sub(1).and_then(|index| self.values.get(index)).copied()
    }
}

/// The most numbers of a column that are each kept once.
const MOST_KNOWN: usize = 1 << 17;
/// The most cells of a column that are remembered, where its values are not the texts themselves.
const REMEMBERED: usize = 1 << 16;
/// The same where nobody asks for them.
const REMEMBERED_UNREAD: usize = 1 << 10;

impl TypedBuilder {
    /// A builder for a `field` of this type under a `heading`; `dates` is what the table says of its dates, and `is_read`
    /// whether anybody asks for its texts.
    pub fn new(
        field: Field,
        field_type: FieldType,
        heading: &Heading,
        dates: DateContext,
        is_read: bool,
    ) -> Self {
        let values = match field_type {
            FieldType::Day => Values::Days(DistinctValues::new(), dates),
            FieldType::Amount(wanted) => {
                let units = AmountUnits { wanted, heading: heading.unit, scale: heading.scale };
                Values::Amounts(DistinctValues::new(), units)
            }
            _ if !is_read => Values::Unread(field_type),
            _ => Values::Text(field_type, Dictionary::default()),
        };
        let (known, codes, yearless) = (Memo::default(), Codes::default(), Vec::new());
        Self { field, values, known, codes, last: 0, yearless, beyond: 0, is_unsteady: false }
    }

    /// Adds a row's cell.
    pub fn push(&mut self, value: Option<&Value<'_>>) -> PushedCell {
        let (known, outcome) = self.resolve(value);
        self.add_row(known.code());
        PushedCell { print: known.print(), is_damaged: known.is_damaged(), outcome }
    }

    /// What a cell is, known or not.
    fn resolve(&mut self, value: Option<&Value<'_>>) -> (KnownCell, Result<bool, Box<Fault>>) {
        let Some(value) = value else { return (KnownCell::default(), Ok(false)) };
        let mut buffer = [0; KEY];
        let key = key(value, &mut buffer);
        match key.and_then(|key| self.known.get(key)).copied() {
            Some(known) => (known, Ok(known.code() != 0)),
            None => self.read(value, key),
        }
    }

    fn add_row(&mut self, code: u32) {
        self.last = code;
        if !matches!(self.values, Values::Unread(_)) {
            self.codes.push(code);
        }
    }

    /// Reads a cell that is met for the first time.
    #[inline(never)]
    fn read(&mut self, value: &Value<'_>, key: Option<&[u8]>) -> (KnownCell, Result<bool, Box<Fault>>) {
        let is_damaged = value::is_damaged(value);
        let read = match &mut self.values {
            Values::Text(..) | Values::Unread(_) if is_damaged => {
                let found = value.text().trim().to_owned();
                let what = say!("“{found}”存成了数字，末几位已经丢失", found);
                Err(Fault { by_column: true, ..Fault::new(Code::IdDamaged, found, what) })
            }
            Values::Text(field_type, _) => {
                let (field_type, text) = (*field_type, clean(*field_type, value));
                if let Some(Cow::Owned(text)) = &text {
                    self.note_unsteady(field_type, text);
                }
                Ok(text.map_or(0, |text| self.intern(&text)))
            }
            Values::Unread(field_type) => {
                let clean = clean(*field_type, value);
                let print = fingerprint::of_text(&self.field, clean.as_deref().unwrap_or(&value.text()));
                let known = KnownCell::new(u32::from(clean.is_some()), print, is_damaged);
                // Where each row has another one, it is not worth remembering many.
                if let Some(key) = key.filter(|_| self.known.len() < REMEMBERED_UNREAD) {
                    self.known.put(key, known);
                }
                return (known, Ok(known.code() != 0));
            }
            Values::Days(days, dates) => match day(value, *dates) {
                Err(fault) if fault.lacks_year && self.yearless.len() < REMEMBERED => {
                    let code = days.hold(Day(0));
                    let known =
                        KnownCell::new(code, fingerprint::of_text(&self.field, &fault.found), is_damaged);
                    self.yearless.push(Yearless { code, fault, rows: RowRuns::default(), first: None });
                    key.into_iter().for_each(|key| self.known.put(key, known));
                    return (known, Ok(true));
                }
                read => read.map(|day| days.code(day)),
            },
            Values::Amounts(amounts, units) => amount(value, *units).map(|amount| amounts.code(amount)),
        };
        self.known_cell(value, key, is_damaged, read)
    }

    /// What is known of a cell that was read, and remembers it.
    #[inline(never)]
    fn known_cell(
        &mut self,
        value: &Value<'_>,
        key: Option<&[u8]>,
        is_damaged: bool,
        read: Result<u32, Fault>,
    ) -> (KnownCell, Result<bool, Box<Fault>>) {
        let code = *read.as_ref().unwrap_or(&0);
        let known = KnownCell::new(code, self.print(code, value), is_damaged);
        let room = match &self.values {
            Values::Text(_, dictionary) if self.beyond == 0 => dictionary.len() + REMEMBERED,
            _ => REMEMBERED,
        };
        let is_room = self.known.len() < room && self.known.bytes() < 2 * MOST_BYTES;
        if let Some(key) = key.filter(|_| read.is_ok() && is_room) {
            self.known.put(key, known);
        }
        (known, read.map(|code| code != 0).map_err(Box::new))
    }

    /// Returns the code of a clean text, a new one if it is not known yet.
    #[inline(never)]
    fn intern(&mut self, text: &str) -> u32 {
        if let Some(known) = self.known.get(text.as_bytes()).filter(|known| known.code() != 0) {
            return known.code();
        }
        let Values::Text(_, dictionary) = &mut self.values else { return 0 };
        if self.beyond > 0 || dictionary.len() >= most_texts(self.field) || dictionary.bytes() >= MOST_BYTES {
            if self.beyond == 0 {
                dictionary.push(OTHER_TEXT);
            }
            self.beyond = self.beyond.saturating_add(1);
            return u32::try_from(dictionary.len()).unwrap_or(0);
        }
        dictionary.push(text);
        let code = u32::try_from(dictionary.len()).unwrap_or(0);
        let value = Value::Text(Cow::Borrowed(text));
        let cell = KnownCell::new(code, self.print(code, &value), value::is_damaged(&value));
        self.known.put(text.as_bytes(), cell);
        code
    }

    /// Returns a number for a cell with this code: equal for what is equal as the field is typed.
    #[inline(never)]
    fn print(&self, code: u32, value: &Value<'_>) -> u64 {
        let field = &self.field;
        let index = (code as usize).checked_sub(1);
        let typed = match &self.values {
            // Texts that are not kept differ all the same.
            Values::Text(_, dictionary) if self.beyond > 0 && code as usize == dictionary.len() => None,
            Values::Text(_, dictionary) => {
                index.and_then(|index| dictionary.get(index)).map(|text| fingerprint::of_text(field, text))
            }
            Values::Days(days, _) => days.get(code).map(|day| fingerprint::of_day(field, day, value)),
            // Where the field needs no unit, none makes a difference.
            Values::Amounts(amounts, units) => amounts.get(code).map(|q| {
                let unit = units.wanted.map(|unit| q.unit.unwrap_or(unit));
                fingerprint::of_value(&(field, (q.value, q.exactness), unit))
            }),
            Values::Unread(_) => None,
        };
        typed.unwrap_or_else(|| fingerprint::of_text(field, &value.text()))
    }

    /// The one year of all days so far; `None` if there are several or none.
    pub fn only_year(&self) -> Option<i32> {
        let Values::Days(days, _) = &self.values else { return None };
        let mut yearless = self.yearless.iter().map(|y| y.code).peekable();
        let known = (1..).zip(&days.values).filter(|(code, _)| yearless.next_if_eq(code).is_none());
        let mut years = known.map(|(_, d)| d.ymd().0);
        let first = years.next()?;
        years.all(|y| y == first).then_some(first)
    }

    /// Notes the row of a cell that was added last, if it lacks its year.
    pub fn note_row(&mut self, row: u32) {
        if let Ok(at) = self.yearless.binary_search_by_key(&self.last, |y| y.code)
            && let Some(yearless) = self.yearless.get_mut(at)
        {
            yearless.rows.add(row);
            yearless.first.get_or_insert(row);
        }
    }

    /// Takes out the dates that lack their year.
    pub fn take_yearless(&mut self) -> Vec<Yearless> {
        std::mem::take(&mut self.yearless)
    }

    /// Ends the dates that lacked their year: `settled` has their codes in order, each with its day, if it is one.
    pub fn settle(&mut self, settled: &[(u32, Option<Day>)]) {
        let Values::Days(days, _) = &mut self.values else { return };
        let is_settled =
            |index: usize| settled.binary_search_by_key(&(index + 1), |(code, _)| *code as usize).is_ok();
        let any = (0..days.values.len()).find(|index| !is_settled(*index));
        let Some(any) = any.and_then(|index| days.values.get(index)).copied() else {
            // Without a year none of them is a day.
            days.values.clear();
            return;
        };
        for (code, day) in settled {
            if let Some(value) = (*code as usize).checked_sub(1).and_then(|index| days.values.get_mut(index))
            {
                *value = day.unwrap_or(any);
            }
        }
    }

    /// How many cells are not kept as they are, and how many different texts are.
    pub fn beyond(&self) -> (u32, usize) {
        (self.beyond, most_texts(self.field))
    }

    /// Whether the last cell has no value.
    pub fn is_last_blank(&self) -> bool {
        self.last == 0
    }

    /// Takes out the codes of rows that go ahead.
    pub fn take_full(&mut self) -> Vec<CodePiece> {
        self.codes.take_full()
    }

    /// The number of the last row, in a column of numbers.
    pub fn last_amount(&self) -> Option<Quantity> {
        match &self.values {
            Values::Amounts(amounts, _) => amounts.get(self.last),
            _ => None,
        }
    }

    /// Whether this is a column of numbers in which no row has one.
    pub fn without_figures(&self) -> bool {
        matches!(&self.values, Values::Amounts(amounts, _) if amounts.values.is_empty())
    }

    /// The number that the cell of a sum states, in a column of numbers.
    pub fn stated(&self, value: &Value<'_>) -> Option<i64> {
        match &self.values {
            Values::Amounts(_, units) => amount(value, *units).ok().flatten().map(|q| q.value),
            _ => None,
        }
    }

    /// Ends the column.
    pub fn finish(mut self) -> RecordColumn {
        self.codes.finish();
        let codes = self.codes;
        match self.values {
            Values::Text(_, dictionary) => RecordColumn::Text { dictionary, codes },
            Values::Days(days, _) => RecordColumn::Days(CodedValues { values: days.values, codes }),
            Values::Amounts(amounts, _) => {
                RecordColumn::Amounts(CodedValues { values: amounts.values, codes })
            }
            Values::Unread(_) => RecordColumn::Unread,
        }
    }
}

/// The most bytes by which a cell that is no text is remembered.
const KEY: usize = 10;

/// The bytes by which a cell is remembered. Those of other cells than texts begin with one that no text has.
fn key<'k>(value: &'k Value<'_>, buffer: &'k mut [u8; KEY]) -> Option<&'k [u8]> {
    let (sort, bytes) = match value {
        Value::Text(text) => return Some(text.as_bytes()),
        Value::Number(n) => (b'n', n.to_bits()),
        Value::Date(moment) => {
            (b'd', u64::from(moment.day.0.cast_unsigned()) << 32 | u64::from(moment.second))
        }
        Value::Bool(is_true) => (b'b', u64::from(*is_true)),
        Value::Error(_) => return None,
    };
    let [first, second, rest @ ..] = buffer;
    (*first, *second, *rest) = (0xFF, sort, bytes.to_le_bytes());
    Some(buffer)
}
