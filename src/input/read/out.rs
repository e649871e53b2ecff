//! The way out of a reader: hands rows to the sink and keeps the limits, the progress and the notes, so
//! that no format has to.

use super::limits;
use super::stream::Meter;
use super::{Flow, Note, NoteKind, ReadError, SheetInfo, Sink};
use crate::model::cell::{Cell, Value};
use crate::say;
use crate::text::t;
use std::rc::Rc;

/// Progress is told after so many bytes of the dropped file.
const STEP: u64 = 512 << 10;

pub(crate) struct Out<'s> {
    sink: &'s mut dyn Sink,
    /// Shared with everything that reads bytes of the dropped file.
    pub(crate) meter: Rc<Meter>,
    /// The file inside a zip that is being read.
    pub(crate) inner_file: String,
    total: u64,
    told: u64,
    sheet: String,
    too_wide: bool,
    text_missing: bool,
    sheets: usize,
    files: usize,
    rows: u64,
    failure: Option<ReadError>,
}

impl<'s> Out<'s> {
    pub(crate) fn new(sink: &'s mut dyn Sink, total: u64) -> Self {
        Self {
            sink,
            meter: Rc::default(),
            inner_file: String::new(),
            total,
            told: 0,
            sheet: String::new(),
            too_wide: false,
            text_missing: false,
            sheets: 0,
            files: 0,
            rows: 0,
            failure: None,
        }
    }

    /// Begins a workbook, within a zip or not; what belongs to the one before is forgotten.
    pub(crate) fn workbook(&mut self) {
        self.sheets = 0;
        self.failure = None;
        self.sheet.clear();
    }

    /// Begins a sheet.
    pub(crate) fn sheet(&mut self, mut info: SheetInfo) -> Result<(), ReadError> {
        self.sheets += 1;
        if self.sheets > limits::SHEETS {
            return Err(ReadError::TooLarge(say!("工作表超过 {} 张", limits::SHEETS)));
        }
        info.inner_file.clone_from(&self.inner_file);
        self.sheet.clone_from(&info.name);
        (self.too_wide, self.text_missing) = (false, false);
        going_on(self.sink.sheet(info))
    }

    /// Hands a row on, its cells in order; empty ones are left out. [`Flow::Stop`] where the sheet is full and its rest is to
    /// be passed over.
    pub(crate) fn row(
        &mut self,
        row: u32,
        hidden: bool,
        cells: &mut Vec<Cell<'_>>,
    ) -> Result<Flow, ReadError> {
        in_order(cells);
        // Damaged files hold cells outside of any row.
        let row = row.max(1);
        if cells.last().is_some_and(|c| c.column > limits::COLUMNS) {
            if !self.too_wide {
                self.too_wide = true;
                let message = say!("第 {} 列以后的内容没有读入；请删去多余的列后另存", limits::COLUMNS);
                self.note(NoteKind::Limit, Some(row), message);
            }
            cells.truncate(cells.partition_point(|c| c.column <= limits::COLUMNS));
        }
        if cells.is_empty() {
            return Ok(Flow::Continue);
        }
        if row > limits::ROWS {
            let message = say!("第 {} 行以后的内容没有读入；请分成几个文件再放入", limits::ROWS);
            self.note(NoteKind::Limit, Some(row), message);
            return Ok(Flow::Stop);
        }
        self.rows += 1;
        going_on(self.sink.row(row, hidden, cells))?;
        self.tick()?;
        Ok(Flow::Continue)
    }

    /// Tells the progress, where there is enough of it. To be called in every long loop without rows.
    pub(crate) fn tick(&mut self) -> Result<(), ReadError> {
        let done = self.meter.pulled();
        if done < self.told + STEP {
            return Ok(());
        }
        self.told = done;
        going_on(self.sink.progress(done.min(self.total)))
    }

    pub(crate) fn note(&mut self, kind: NoteKind, row: Option<u32>, message: String) {
        let (inner_file, sheet) = (self.inner_file.clone(), self.sheet.clone());
        self.sink.note(Note { kind, inner_file, sheet, row, message });
    }

    /// A cell points to a shared text that there is none of: told once a sheet.
    pub(crate) fn missing_text(&mut self, row: u32) {
        if !self.text_missing {
            self.text_missing = true;
            let message = t("这一行起有单元格的文字丢失，文件可能损坏；请重新导出").to_owned();
            self.note(NoteKind::SheetUnreadable, Some(row), message);
        }
    }

    /// A sheet could not be read, or not to its end: told, and the next one is read.
    ///
    /// # Errors
    /// Where nothing more can be read.
    pub(crate) fn sheet_failed(&mut self, sheet: &str, failure: ReadError) -> Result<(), ReadError> {
        if matches!(failure, ReadError::Stopped | ReadError::Io(_)) {
            return Err(failure);
        }
        self.meter.clear_fault();
        let kind = match failure {
            ReadError::TooLarge(_) => NoteKind::Limit,
            _ => NoteKind::SheetUnreadable,
        };
        sheet.clone_into(&mut self.sheet);
        self.note(kind, None, say!("工作表没有读完：{failure}", failure));
        self.failure.get_or_insert(failure);
        Ok(())
    }

    /// A file inside a zip could not be read: told, and the next one is read.
    pub(crate) fn file_failed(&mut self, failure: ReadError) -> Result<(), ReadError> {
        if matches!(failure, ReadError::Stopped | ReadError::Io(_)) {
            return Err(failure);
        }
        self.meter.clear_fault();
        self.sheet.clear();
        self.note(NoteKind::FileUnreadable, None, failure.to_string());
        Ok(())
    }

    /// Counts a file inside a zip, inner zips included; returns how many there were.
    pub(crate) fn one_more_file(&mut self) -> usize {
        self.files += 1;
        self.files
    }

    /// How many rows went out, to be given to [`Out::finish`].
    pub(crate) fn rows(&self) -> u64 {
        self.rows
    }

    /// Ends a workbook: where a sheet failed and not one row came since `before`, the failure is that
    /// of the workbook.
    pub(crate) fn finish(&mut self, before: u64) -> Result<(), ReadError> {
        if self.meter.take_checksum_failure() {
            self.sheet.clear();
            let message = t("文件的校验和不符，内容可能已损坏；请核对，最好重新导出").to_owned();
            self.note(NoteKind::FileUnreadable, None, message);
        }
        match self.failure.take() {
            Some(failure) if self.rows == before => Err(failure),
            _ => Ok(()),
        }
    }
}

/// Adds a cell to a row. A row that names the same columns again and again gets no longer than the limit.
pub(crate) fn push<'a>(cells: &mut Vec<Cell<'a>>, column: u32, value: Value<'a>) {
    if cells.len() <= limits::COLUMNS as usize {
        cells.push(Cell { column, value });
    }
}

/// Puts the cells of a row in order; of two in the same place the later counts.
fn in_order(cells: &mut Vec<Cell<'_>>) {
    if !cells.is_sorted_by(|a, b| a.column < b.column) {
        cells.reverse();
        cells.sort_by_key(|c| c.column);
        cells.dedup_by_key(|c| c.column);
    }
}

fn going_on(flow: Flow) -> Result<(), ReadError> {
    match flow {
        Flow::Continue => Ok(()),
        Flow::Stop => Err(ReadError::Stopped),
    }
}
