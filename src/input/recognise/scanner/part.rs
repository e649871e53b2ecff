//! A long table that several read at once: one up to a place, where it waits, others from there on.

use super::{Scanned, Scanner, Sheet, State};
use crate::input::read::{Flow, Note, SheetInfo, Sink, limits};
use crate::input::recognise::header::{HeaderWatch, looks_like_header};
use crate::input::recognise::lexicon::Lexicon;
use crate::input::recognise::rows::OwnedRow;
use crate::input::recognise::table_part::{Joint, MOST_OTHERS, OtherRow, TablePart};
use crate::input::recognise::table_reader::TableReader;
use crate::model::cell::{Cell, Value};

/// What was found of a file so far.
pub struct Paused {
    rows: u64,
    sheet: Option<Box<Sheet>>,
    out: Scanned,
    blocks: u32,
}

impl<'a> Scanner<'a> {
    /// Sees the cells of a row that comes soon.
    pub(super) fn look_ahead(&mut self, cells: &[Cell<'_>]) {
        if let Some(State::Reading(tables)) = self.sheet.as_mut().map(|sheet| &mut sheet.state) {
            tables.iter_mut().for_each(|table| table.look_ahead(cells));
        }
    }

    /// Leaves off.
    pub fn pause(self) -> Paused {
        let blocks = self.ahead.map_or(0, |ahead| ahead.blocks());
        Paused { rows: self.rows, sheet: self.sheet, out: self.out, blocks }
    }

    /// Goes on.
    pub fn go_on(mut self, paused: Paused) -> Self {
        let Paused { rows, sheet, out, blocks } = paused;
        (self.rows, self.sheet, self.out) = (rows, sheet, out);
        self.ahead.iter_mut().for_each(|ahead| ahead.go_on(blocks));
        self
    }

    /// Reads rows apart that follow those which it has seen, if that can be done.
    pub fn apart(self) -> Option<PartReader<'a>> {
        let State::Reading(tables) = &self.sheet.as_ref()?.state else { return None };
        let [table] = tables.as_slice() else { return None };
        Some(PartReader {
            lexicon: self.lexicon,
            watch: HeaderWatch::default(),
            table: table.emptied()?,
            above: self.out.tables.len(),
            others: Vec::new(),
            is_lost: false,
            scanner: self,
        })
    }

    /// Takes rows that were read apart, and that `above` others precede. Returns whether they are what they would have been
    /// here; if not, nothing is taken.
    pub fn join(&mut self, part: &TablePart, above: u32) -> bool {
        let Some(mut sheet) = self.sheet.take() else { return false };
        let last = part.rows.len().checked_sub(1).and_then(|at| part.rows.get(at));
        let last = last.max(part.others.last().map(|other| other.row)).unwrap_or(0);
        let fits = part.header.1 == self.out.tables.len()
            && above.checked_add(last).is_some_and(|row| row <= limits::ROWS)
            && sheet.merges.is_empty()
            && matches!(&sheet.state, State::Reading(tables)
                if matches!(tables.as_slice(), [table] if table.has_room_for(part)));
        if fits {
            self.join_rows(&mut sheet, part, above);
        }
        self.sheet = Some(sheet);
        fits
    }

    fn join_rows(&mut self, sheet: &mut Sheet, part: &TablePart, above: u32) {
        let mut joint = Joint::new(part, above);
        let (rows, known) = (part.rows.len(), part.value_counts());
        for other in &part.others {
            self.join_records(sheet, &mut joint, (other.before, &other.known));
            let cells: Vec<Cell<'_>> = other.cells.iter().map(cell).collect();
            self.feed(sheet, other.row.saturating_add(above), false, &cells);
        }
        self.join_records(sheet, &mut joint, (rows, &known));
        self.rows += (rows + part.others.len()) as u64;
    }

    fn join_records(&mut self, sheet: &mut Sheet, joint: &mut Joint<'_>, next: (usize, &[usize])) {
        if let State::Reading(tables) = &mut sheet.state
            && let [table] = tables.as_mut_slice()
            && let Some(last) = table.join(joint, next, &mut self.ahead)
        {
            sheet.last_row = last;
        }
    }
}

fn cell((column, text): &(u32, String)) -> Cell<'_> {
    Cell { column: *column, value: Value::Text(text.as_str().into()) }
}

/// Reads rows of a table apart from those above them.
pub struct PartReader<'a> {
    scanner: Scanner<'a>,
    lexicon: &'a Lexicon,
    watch: HeaderWatch,
    table: TableReader,
    /// How many tables are above this.
    above: usize,
    others: Vec<OtherRow>,
    /// Whether the rows cannot be read without those above.
    is_lost: bool,
}

impl PartReader<'_> {
    /// What was read; `None` where that cannot be told without the rows above.
    pub fn finish(self) -> Option<TablePart> {
        let header = (self.table.header_rows(), self.above);
        let only = self.table.into_only().filter(|only| !self.is_lost && only.is_plain())?;
        Some(only.into_part(header, self.others))
    }

    fn take(&mut self, row: u32, cells: &[Cell<'_>]) {
        let may_be_header = self.watch.may_be_header(self.lexicon, cells);
        if !may_be_header && self.table.take_plain(row, cells) {
            return;
        }
        let owned = OwnedRow::new(row, false, cells);
        self.is_lost = may_be_header && looks_like_header(self.lexicon, &owned, true)
            || self.others.len() >= MOST_OTHERS
            || !self.table.only().is_some_and(|only| only.is_plain());
        self.others.extend(self.table.only().map(|only| only.other_row(row, cells)));
    }
}

impl Sink for PartReader<'_> {
    fn sheet(&mut self, _: SheetInfo) -> Flow {
        self.is_lost = true;
        Flow::Stop
    }

    fn row(&mut self, row: u32, _hidden: bool, cells: &[Cell<'_>]) -> Flow {
        self.scanner.rows += 1;
        self.take(row, cells);
        if self.is_lost { Flow::Stop } else { Flow::Continue }
    }

    fn soon(&mut self, cells: &[Cell<'_>]) {
        self.table.look_ahead(cells);
    }

    fn progress(&mut self, done: u64) -> Flow {
        (self.scanner.progress)(done, self.scanner.rows)
    }

    /// What is noted once of a file may have been noted above.
    fn note(&mut self, _: Note) {
        self.is_lost = true;
    }
}
