//! Numbers that are equal for equal cells, whatever their form: the rows of one export as CSV and as xlsx are equal, and
//! so are those with their columns in another order. A row's number is the sum of its cells'.

use super::classify::HeadedColumn;
use crate::input::records::Memo;
use crate::input::value::{self, squeeze};
use crate::model::cell::{Cell, Day, Value};
use crate::model::kind::Field;
use std::hash::{DefaultHasher, Hash, Hasher};

/// The number of anything.
pub fn of_value(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// The number of a text below a heading or in a field: white space and full-width forms make no difference; 0 where it
/// says nothing.
pub fn of_text(key: &impl Hash, text: &str) -> u64 {
    let wide = value::half_width(text);
    let clean = squeeze(&wide);
    if value::is_nothing(&clean) { 0 } else { of_value(&(key, clean)) }
}

/// The number of a day with the time of day that its cell tells.
pub fn of_day(key: &impl Hash, day: Day, cell: &Value<'_>) -> u64 {
    of_value(&(key, day, seconds(cell)))
}

/// The columns of a table that are no field, and whose cells only tell rows apart.
pub struct OtherColumns {
    /// By column, from 1; `None` for a field.
    headings: Vec<Option<OtherColumn>>,
}

/// A column with its heading, and the texts whose numbers are known.
#[derive(Default)]
struct OtherColumn {
    heading: String,
    known: Memo<(u64, bool)>,
    /// Rows whose text was known, and rows whose text was not.
    met: (u32, u32),
}

/// The most texts of a column whose numbers are kept.
const REMEMBERED: usize = 1 << 12;

impl OtherColumns {
    /// Those of `columns` that have no field.
    pub fn new(columns: &[HeadedColumn], fields: &[Option<Field>]) -> Self {
        let mut headings: Vec<Option<OtherColumn>> = Vec::new();
        for (column, field) in columns.iter().zip(fields) {
            let at = column.column as usize;
            while headings.len() <= at {
                let heading = headings.len().to_string();
                headings.push(Some(OtherColumn { heading, ..OtherColumn::default() }));
            }
            if let Some(own) = headings.get_mut(at) {
                let heading = column.path.join("／");
                *own = field.is_none().then(|| OtherColumn { heading, ..OtherColumn::default() });
            }
        }
        Self { headings }
    }

    /// The sum of the numbers of a row's cells that are no field, and whether one of them is damaged.
    pub fn print(&mut self, cells: &[Cell<'_>]) -> (u64, bool) {
        let (mut print, mut is_damaged) = (0_u64, false);
        for cell in cells {
            let (own, damaged) = match self.headings.get_mut(cell.column as usize) {
                Some(None) => continue,
                Some(Some(column)) => column.print(&cell.value),
                None => (of_cell(&cell.column.to_string(), &cell.value), value::is_damaged(&cell.value)),
            };
            print = print.wrapping_add(own);
            is_damaged |= damaged;
        }
        (print, is_damaged)
    }
}

impl OtherColumn {
    fn print(&mut self, cell: &Value<'_>) -> (u64, bool) {
        let of = |cell| (of_cell(&self.heading, cell), value::is_damaged(cell));
        let Value::Text(text) = cell else { return of(cell) };
        // Where each row has another text, looking for it is time lost.
        if self.known.len() >= REMEMBERED && self.met.0 < self.met.1 {
            return of(cell);
        }
        if let Some(known) = self.known.get(text.as_bytes()) {
            self.met.0 = self.met.0.saturating_add(1);
            return *known;
        }
        self.met.1 = self.met.1.saturating_add(1);
        let print = of(cell);
        if self.known.len() < REMEMBERED {
            self.known.put(text.as_bytes(), print);
        }
        print
    }
}

/// The number of a cell in a column that is no field: a date is a date in any form.
fn of_cell(heading: &str, cell: &Value<'_>) -> u64 {
    let text = cell.text();
    let may_be_date = text.len() < 40
        && text.trim_start().starts_with(|c: char| c.is_ascii_digit())
        && text.contains(['-', '/', '.', '年']);
    match cell {
        Value::Date(moment) if !moment.is_time() => of_day(&heading, moment.day, cell),
        Value::Text(_) if may_be_date => match value::date(&text, None) {
            Ok(Some(date)) if date.first == date.last => of_day(&heading, date.first, cell),
            _ => of_text(&heading, &text),
        },
        _ => of_text(&heading, &text),
    }
}

/// The seconds of the time of day behind a date; 0 where it states none, like midnight.
fn seconds(cell: &Value<'_>) -> u64 {
    let text = match cell {
        Value::Date(moment) => return u64::from(moment.second),
        other => other.text(),
    };
    // Most days stand alone.
    let is_digit = |b: u8| b.is_ascii_digit();
    let is_plain = |b: u8| is_digit(b) || matches!(b, b'-' | b'/' | b'.');
    if text.len() <= 10 && text.bytes().all(is_plain) && !text.bytes().all(is_digit) {
        return 0;
    }
    let text = value::half_width(text.trim());
    let digits = |t: &str| t.parse::<u64>().ok().filter(|_| t.len() <= 2);
    if text.bytes().all(|b| b.is_ascii_digit()) {
        // 20240305083000 and 202403050830.
        let part = |from: usize| text.get(from..from + 2).and_then(digits).unwrap_or(0);
        return part(8) * 3600 + part(10) * 60 + part(12);
    }
    let Some((before, behind)) = text.split_once(':') else {
        // 8时30分 is told apart from other times, and equals itself alone.
        return if text.contains(['时', '点']) { of_value(&text) } else { 0 };
    };
    let is_digit = |c: char| c.is_ascii_digit();
    let hour = before.trim_end_matches(is_digit).len();
    let hour = before.get(hour..).and_then(digits).unwrap_or(0);
    let mut rest = behind.split(|c: char| !is_digit(c)).map(|t| digits(t).unwrap_or(0));
    let (minute, second) = (rest.next().unwrap_or(0), rest.next().unwrap_or(0));
    let is_late = hour < 12 && ["下午", "晚", "PM", "pm"].iter().any(|word| text.contains(word));
    (hour + if is_late { 12 } else { 0 }) * 3600 + minute * 60 + second
}
