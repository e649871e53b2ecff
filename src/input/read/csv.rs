//! Text tables: CSV and its relatives, in bounded memory. A reader of our own: the crate csv skips blank lines, after which
//! a record's number is no longer the one that a spreadsheet program shows. The rules are those of RFC 4180 as spreadsheet
//! programs bend them: CR, LF and CRLF end a record; a quotation mark inside an unquoted field is a character, and so is
//! one that is never closed.

use super::field_ends::FieldEnds;
use super::left_off::LeftOff;
use super::row_emitter::RowEmitter;
use super::text::{EncodingChoice, TextReader};
use super::texts::lf;
use super::{Flow, Format, NoteKind, Options, ReadError, Source, Visibility, limits};
use crate::model::cell::{Cell, Value};
use crate::text::t;
use memchr::{memchr, memchr3};
use std::borrow::Cow;
use std::rc::Rc;

pub(crate) fn read(
    source: &mut dyn Source,
    options: &Options,
    out: &mut RowEmitter<'_>,
) -> Result<Format, ReadError> {
    let choice = options.encoding.map_or(EncodingChoice::Guess, |e| EncodingChoice::Given(e.into()));
    let mut text = TextReader::new(source, choice, Rc::clone(&out.meter));
    // A file inside another has no place of its own.
    text.stop_at(out.until.filter(|_| out.inner_file.is_empty()));
    out.sheet(String::new(), Visibility::Visible, Vec::new())?;
    let before = out.rows();
    let mut state = State::default();
    let mut more = state.take(&mut text)?;
    while more && state.buffer.len() < 32 << 10 {
        more = state.take(&mut text)?;
    }
    let separator = separator(state.buffer.as_bytes());
    state.run(separator, more, &mut text, out)?;
    if out.rows() == before {
        return Err(ReadError::Empty);
    }
    Ok(Format::Csv(text.encoding()))
}

/// Reads on where a table was left.
pub(crate) fn read_on(
    source: &mut dyn Source,
    left: LeftOff,
    out: &mut RowEmitter<'_>,
) -> Result<Format, ReadError> {
    let LeftOff { text, separator, row, told_broken, told } = left;
    out.go_on(told);
    out.meter.pass(text.offset);
    let mut text = TextReader::at(source, text, Rc::clone(&out.meter));
    text.stop_at(out.until);
    let mut state = State { rows: RowMarks { row, told_broken, ..RowMarks::default() }, ..State::default() };
    let more = state.take(&mut text)?;
    state.run(separator, more, &mut text, out)?;
    Ok(Format::Csv(text.encoding()))
}

#[derive(Default)]
struct State {
    buffer: String,
    rows: RowMarks,
}

/// What is told of rows while they go by.
#[derive(Default)]
struct RowMarks {
    /// The last row.
    row: u32,
    /// Whether the buffer may hold the signs of bytes that were no text.
    broken: bool,
    told_broken: bool,
    /// Where in the buffer the first text in another encoding begins.
    other_from: Option<usize>,
}

impl State {
    /// Passes on the records of a text whose first piece was taken, to its end or to where it is to be left.
    fn run(
        &mut self,
        separator: u8,
        mut more: bool,
        text: &mut TextReader<'_>,
        out: &mut RowEmitter<'_>,
    ) -> Result<(), ReadError> {
        loop {
            self.rows.broken |= text.take_broken();
            let Some(used) = self.whole_records(separator, out)? else { return Ok(()) };
            let is_stop = text.is_at_stop();
            let Some(used) = self.records(used, separator, (!more, is_stop), out)? else { return Ok(()) };
            self.buffer.drain(..used);
            self.rows.other_from = self.rows.other_from.and_then(|at| at.checked_sub(used));
            self.rows.broken &= !self.buffer.is_empty();
            if !more {
                return Ok(());
            }
            let is_between = self.buffer.is_empty() && self.rows.other_from.is_none();
            if is_stop
                && is_between
                && let Some(place) = text.place()
            {
                let RowMarks { row, told_broken, .. } = self.rows;
                out.left =
                    Some(LeftOff { text: place, separator, row, told_broken, told: out.given_notes() });
                return Ok(());
            }
            more = self.take(text)?;
            out.tick()?;
        }
    }

    fn take(&mut self, text: &mut TextReader<'_>) -> Result<bool, ReadError> {
        let known = self.buffer.len();
        let more = text.more(&mut self.buffer)?;
        // A disk that failed leaves millions of NUL; of each run one stays, so that it is told.
        if memchr(0, self.buffer.as_bytes().get(known..).unwrap_or_default()).is_some() {
            let mut last = None;
            let new = self.buffer.split_off(known);
            self.buffer.extend(new.chars().filter(|c| last.replace(*c) != Some('\0') || *c != '\0'));
        }
        self.rows.other_from = self.rows.other_from.or(text.take_other_encoding());
        Ok(more)
    }

    /// Passes on records as long as they end in LF or CRLF and their quotes are whole, as nearly all are; returns how many
    /// bytes they took, `None` where the sheet is full. What is left is for [`State::records`].
    #[inline(never)] // A browser puts better code in place between two calls.
    fn whole_records(&mut self, separator: u8, out: &mut RowEmitter<'_>) -> Result<Option<usize>, ReadError> {
        let (text, bytes) = (self.buffer.as_str(), self.buffer.as_bytes());
        let is_alone = |at: usize| bytes.get(at + 1).is_some_and(|b| *b != b'\n');
        if memchr::memchr_iter(b'\r', bytes).any(is_alone) {
            return Ok(Some(0));
        }
        let (mut cells, mut batch): (Vec<Cell<'_>>, Batch<'_>) = (Vec::with_capacity(32), Batch::default());
        let (mut record, mut field, mut column) = (0, 0, 1_u32);
        loop {
            let mut end = None;
            for at in FieldEnds::new(bytes, field, [separator, b'\n', b'"']) {
                if bytes.get(at) == Some(&b'"') {
                    // Inside a field it is a character like others.
                    if at == field {
                        end = quoted(text, at, separator);
                        break;
                    }
                    continue;
                }
                let is_end = bytes.get(at) == Some(&b'\n');
                let has_cr = is_end && at > field && bytes.get(at - 1) == Some(&b'\r');
                let value = text.get(field..at - usize::from(has_cr)).unwrap_or_default();
                add(&mut cells, column, Cow::Borrowed(value));
                (field, column) = (at + 1, column + 1);
                if is_end {
                    if batch.take(field, &mut cells, &mut self.rows, out)? == Flow::Stop {
                        return Ok(None);
                    }
                    (record, column) = (field, 1);
                }
            }
            let Some((value, end)) = end else { return batch.finish(record, &mut self.rows, out) };
            add(&mut cells, column, value);
            let behind = bytes.get(end..).unwrap_or_default();
            let line_end = if behind.starts_with(b"\r\n") { 2 } else { 1 };
            match behind {
                [b'\n', ..] | [b'\r', b'\n', ..] => {
                    (field, column) = (end + line_end, 1);
                    if batch.take(field, &mut cells, &mut self.rows, out)? == Flow::Stop {
                        return Ok(None);
                    }
                    record = field;
                }
                [] | [b'\r'] => return batch.finish(record, &mut self.rows, out),
                _ => (field, column) = (end + 1, column + 1),
            }
        }
    }

    /// Passes on all records that the buffer holds whole from a place on; returns where they end, `None` where the sheet is
    /// full. A text that `is_stop` may go on: only there, too long a record is not judged yet.
    fn records(
        &mut self,
        from: usize,
        separator: u8,
        (is_end, is_stop): (bool, bool),
        out: &mut RowEmitter<'_>,
    ) -> Result<Option<usize>, ReadError> {
        let mut cells: Vec<Cell<'_>> = Vec::new();
        let mut at = from;
        while at < self.buffer.len() {
            let rest = self.buffer.get(at..).unwrap_or_default();
            cells.clear();
            let length = match record(rest, separator, true, is_end, &mut cells) {
                RecordEnd::Whole(length) => length,
                RecordEnd::Cut if is_stop || !is_end && rest.len() < limits::TEXT_RECORD => break,
                RecordEnd::Cut => {
                    cells.clear();
                    let open = t("这一行起有引号没有成对，已按普通字符读入；请检查这一行").to_owned();
                    match record(rest, separator, false, is_end, &mut cells) {
                        RecordEnd::Whole(length) => {
                            out.note(NoteKind::SheetUnreadable, Some(self.rows.row + 1), open);
                            length
                        }
                        RecordEnd::Cut => {
                            return Err(ReadError::TooLarge(t("一行文字太长，不像表格").to_owned()));
                        }
                    }
                }
            };
            at += length;
            if self.rows.pass_on(at, &mut cells, out)? == Flow::Stop {
                return Ok(None);
            }
        }
        Ok(Some(at))
    }
}

/// Records that were split and are passed on together, each with the place where it ends.
#[derive(Default)]
struct Batch<'t> {
    records: [(usize, Vec<Cell<'t>>); 16],
    filled: usize,
}

impl<'t> Batch<'t> {
    /// Takes the cells of a record that ends here.
    fn take(
        &mut self,
        end: usize,
        cells: &mut Vec<Cell<'t>>,
        rows: &mut RowMarks,
        out: &mut RowEmitter<'_>,
    ) -> Result<Flow, ReadError> {
        if let Some(record) = self.records.get_mut(self.filled) {
            (record.0, self.filled) = (end, self.filled + 1);
            std::mem::swap(&mut record.1, cells);
        }
        if self.filled < self.records.len() { Ok(Flow::Continue) } else { self.pass_on(rows, out) }
    }

    fn pass_on(&mut self, rows: &mut RowMarks, out: &mut RowEmitter<'_>) -> Result<Flow, ReadError> {
        let records = self.records.get_mut(..std::mem::take(&mut self.filled)).unwrap_or_default();
        records.iter().for_each(|(_, cells)| out.soon(cells));
        for (end, cells) in records {
            if rows.pass_on(*end, cells, out)? == Flow::Stop {
                return Ok(Flow::Stop);
            }
        }
        Ok(Flow::Continue)
    }

    /// Passes on what is left, and returns where the last record ended; `None` where the sheet is full.
    fn finish(
        &mut self,
        record: usize,
        rows: &mut RowMarks,
        out: &mut RowEmitter<'_>,
    ) -> Result<Option<usize>, ReadError> {
        Ok((self.pass_on(rows, out)? == Flow::Continue).then_some(record))
    }
}

impl RowMarks {
    /// Passes on the cells of a record that ends at this place of the buffer.
    fn pass_on(
        &mut self,
        end: usize,
        cells: &mut Vec<Cell<'_>>,
        out: &mut RowEmitter<'_>,
    ) -> Result<Flow, ReadError> {
        self.row = self.row.saturating_add(1);
        if self.other_from.is_some_and(|from| from < end) {
            self.other_from = None;
            out.other_encoding(Some(self.row));
        }
        if self.broken && !self.told_broken && is_broken(cells) {
            self.told_broken = true;
            let message =
                t("这一行起有认不出的字（显示为 �）；请在界面上换一种文字编码，或重新导出").to_owned();
            out.note(NoteKind::Encoding, Some(self.row), message);
        }
        let flow = out.row(self.row, false, cells)?;
        cells.clear();
        Ok(flow)
    }
}

/// Adds a field to its record; a blank one gives no cell.
#[inline]
fn add<'a>(cells: &mut Vec<Cell<'a>>, column: u32, text: Cow<'a, str>) {
    if !text.is_empty() && column <= limits::COLUMNS + 1 {
        cells.push(Cell { column, value: Value::Text(text) });
    }
}

fn is_broken(cells: &[Cell<'_>]) -> bool {
    cells.iter().any(|c| matches!(&c.value, Value::Text(t) if t.contains('\u{FFFD}')))
}

enum RecordEnd {
    /// The length of the record in bytes, with its line end.
    Whole(usize),
    /// The record goes on beyond the bytes.
    Cut,
}

/// Splits the first record of `text` at the separator and appends its fields to `cells`; blank fields give no cell. With
/// `quotes` a quotation mark at the start of a field opens it; `is_end` says that no text follows.
fn record<'a>(
    text: &'a str,
    separator: u8,
    quotes: bool,
    is_end: bool,
    cells: &mut Vec<Cell<'a>>,
) -> RecordEnd {
    let bytes = text.as_bytes();
    let mut at = 0;
    let mut column = 0;
    loop {
        column += 1;
        let field = if quotes && bytes.get(at) == Some(&b'"') {
            quoted(text, at, separator)
        } else {
            plain(text, at, separator)
        };
        let Some((value, end)) = field else { return RecordEnd::Cut };
        add(cells, column, value);
        match bytes.get(end) {
            None if is_end => return RecordEnd::Whole(end),
            None => return RecordEnd::Cut,
            Some(b'\n') => return RecordEnd::Whole(end + 1),
            Some(b'\r') => match bytes.get(end + 1) {
                Some(b'\n') => return RecordEnd::Whole(end + 2),
                None if !is_end => return RecordEnd::Cut,
                _ => return RecordEnd::Whole(end + 1),
            },
            Some(_) => at = end + 1,
        }
    }
}

/// Returns a field without quotes, and where it ends.
fn plain(text: &str, at: usize, separator: u8) -> Option<(Cow<'_, str>, usize)> {
    let rest = text.get(at..)?;
    let end = memchr3(separator, b'\n', b'\r', rest.as_bytes()).unwrap_or(rest.len());
    Some((Cow::Borrowed(rest.get(..end)?), at + end))
}

/// Returns a field in quotes, with the text between the closing one and the separator, and where it ends.
fn quoted(text: &str, at: usize, separator: u8) -> Option<(Cow<'_, str>, usize)> {
    let inside = text.get(at + 1..)?;
    let bytes = inside.as_bytes();
    let mut doubled = false;
    let mut end = memchr(b'"', bytes)?;
    while bytes.get(end + 1) == Some(&b'"') {
        doubled = true;
        end += 2 + memchr(b'"', bytes.get(end + 2..)?)?;
    }
    let value = lf(Cow::Borrowed(inside.get(..end)?));
    let value = if doubled { Cow::Owned(value.replace("\"\"", "\"")) } else { value };
    let (after, stop) = plain(text, at + end + 2, separator)?;
    Some((if after.is_empty() { value } else { Cow::Owned(value.into_owned() + &after) }, stop))
}

/// Returns the separator that splits the first lines into the same number of fields, more than one.
fn separator(bytes: &[u8]) -> u8 {
    const LINES: usize = 30;
    let mut best = (b',', 0);
    for candidate in [b',', b'\t', b';', b'|'] {
        let mut counts: Vec<usize> = Vec::new();
        let (mut quoted, mut count, mut start) = (false, 0, true);
        for &b in bytes {
            if b == b'"' && (quoted || start) {
                quoted = !quoted;
            } else if !quoted && b == b'\n' {
                counts.push(count);
                count = 0;
                if counts.len() == LINES {
                    break;
                }
            } else if !quoted && b == candidate {
                count += 1;
            }
            start = b == candidate || b == b'\n';
        }
        if count > 0 {
            counts.push(count);
        }
        let usual = counts
            .iter()
            .copied()
            .filter(|c| *c > 0)
            .max_by_key(|c| counts.iter().filter(|d| *d == c).count());
        let Some(usual) = usual else { continue };
        let score = counts.iter().filter(|c| **c == usual).count() * 8 + usual.min(7);
        if score > best.1 {
            best = (candidate, score);
        }
    }
    best.0
}
