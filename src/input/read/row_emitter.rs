//! Passes rows to the sink: applies the limits, reports progress, collects notes, so that no format has to.

use super::left_off::LeftOff;
use super::meter::ByteMeter;
use super::shown::shown;
use super::{Flow, Note, NoteKind, ReadError, SheetInfo, Sink, Visibility, limits};
use crate::model::cell::{Cell, MergedRegion, Value};
use crate::text::{say, t};
use std::io::BufRead;
use std::rc::Rc;

/// Bytes of the dropped file between two reports of progress.
const STEP: u64 = 512 << 10;

/// The state of one dropped file while it is read.
pub(crate) struct RowEmitter<'s> {
    sink: &'s mut dyn Sink,
    /// Shared with everything that reads bytes of the dropped file.
    pub(crate) meter: Rc<ByteMeter>,
    /// The file inside a zip that is being read.
    pub(crate) inner_file: String,
    /// Whether the days of the workbook count from 1904-01-01.
    pub(crate) epoch_1904: bool,
    total: u64,
    /// The progress reported last.
    reported: u64,
    sheet: String,
    too_wide: bool,
    text_missing: bool,
    result_missing: bool,
    has_nul: bool,
    sheets: usize,
    files: usize,
    rows: u64,
    failure: Option<ReadError>,
    /// Where a text table is to be left.
    pub(crate) until: Option<u64>,
    /// What is left of one.
    pub(crate) left: Option<LeftOff>,
}

impl<'s> RowEmitter<'s> {
    pub(crate) fn new(sink: &'s mut dyn Sink, total: u64) -> Self {
        Self {
            sink,
            meter: Rc::default(),
            inner_file: String::new(),
            epoch_1904: false,
            total,
            reported: 0,
            sheet: String::new(),
            too_wide: false,
            text_missing: false,
            result_missing: false,
            has_nul: false,
            sheets: 0,
            files: 0,
            rows: 0,
            failure: None,
            until: None,
            left: None,
        }
    }

    /// What was told of a text table: that it is too wide, and that it has NUL characters.
    pub(crate) fn given_notes(&self) -> (bool, bool) {
        (self.too_wide, self.has_nul)
    }

    /// Reads a text table on, of which this was told.
    pub(crate) fn go_on(&mut self, told: (bool, bool)) {
        (self.too_wide, self.has_nul) = told;
    }

    /// Begins a workbook, within a zip or not; forgets what belongs to the one before.
    pub(crate) fn workbook(&mut self) {
        self.sheets = 0;
        self.epoch_1904 = false;
        self.failure = None;
        self.sheet.clear();
    }

    /// Begins a sheet of the file that is being read.
    /// Fails where there are too many sheets, or the sink stops the reading.
    pub(crate) fn sheet(
        &mut self,
        name: String,
        visibility: Visibility,
        merges: Vec<MergedRegion>,
    ) -> Result<(), ReadError> {
        self.sheets += 1;
        if self.sheets > limits::SHEETS {
            return Err(ReadError::TooLarge(say!("工作表超过 {} 张", limits::SHEETS)));
        }
        self.sheet.clone_from(&name);
        (self.too_wide, self.text_missing, self.has_nul) = (false, false, false);
        self.result_missing = false;
        let inner_file = self.inner_file.clone();
        let epoch_1904 = self.epoch_1904;
        going_on(self.sink.sheet(SheetInfo { inner_file, name, visibility, epoch_1904, merges }))
    }

    /// Shows the cells of a row that comes soon.
    pub(crate) fn soon(&mut self, cells: &[Cell<'_>]) {
        self.sink.soon(cells);
    }

    /// Passes a row on, its cells in order; leaves out a row without cells. Returns [`Flow::Stop`] where the sheet is full
    /// and its rest is to be skipped.
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
            self.cut_off(row, cells);
        }
        self.show(row, cells);
        if cells.is_empty() {
            return Ok(Flow::Continue);
        }
        if row > limits::ROWS {
            self.note_end(row);
            return Ok(Flow::Stop);
        }
        self.rows += 1;
        going_on(self.sink.row(row, hidden, cells))?;
        self.tick()?;
        Ok(Flow::Continue)
    }

    /// Leaves out the cells beyond the last column that is read.
    #[inline(never)]
    fn cut_off(&mut self, row: u32, cells: &mut Vec<Cell<'_>>) {
        if !self.too_wide {
            self.too_wide = true;
            let message = say!("第 {} 列以后的内容没有读入；请删去多余的列后另存", limits::COLUMNS);
            self.note(NoteKind::Limit, Some(row), message);
        }
        cells.truncate(cells.partition_point(|c| c.column <= limits::COLUMNS));
    }

    #[inline(never)]
    fn note_end(&mut self, row: u32) {
        let message = say!("第 {} 行以后的内容没有读入；请分成几个文件再放入", limits::ROWS);
        self.note(NoteKind::Limit, Some(row), message);
    }

    /// Replaces texts by what the spreadsheet program shows of them; takes out those that then are empty.
    fn show(&mut self, row: u32, cells: &mut Vec<Cell<'_>>) {
        let mut emptied = false;
        for cell in cells.iter_mut() {
            let Value::Text(text) = &mut cell.value else { continue };
            let Some((shown, had_nul)) = shown(text) else { continue };
            if had_nul && !self.has_nul {
                self.has_nul = true;
                self.note_nul(row);
            }
            emptied |= shown.is_empty();
            *text = shown.into();
        }
        if emptied {
            cells.retain(|c| !matches!(&c.value, Value::Text(text) if text.is_empty()));
        }
    }

    #[inline(never)]
    fn note_nul(&mut self, row: u32) {
        let message = t("这一行起有空字符（NUL），已去掉；文件可能损坏，请核对或重新导出").to_owned();
        self.note(NoteKind::Encoding, Some(row), message);
    }

    /// Reports progress after every [`STEP`]. Every long loop without rows calls it.
    pub(crate) fn tick(&mut self) -> Result<(), ReadError> {
        let done = self.meter.pulled();
        if done < self.reported + STEP {
            return Ok(());
        }
        self.reported = done;
        going_on(self.sink.progress(done.min(self.total)))
    }

    pub(crate) fn note(&mut self, kind: NoteKind, row: Option<u32>, message: String) {
        let (inner_file, sheet) = (self.inner_file.clone(), self.sheet.clone());
        self.sink.note(Note { kind, inner_file, sheet, row, message });
    }

    /// Notes, once per sheet, that a cell points to a shared text that does not exist.
    pub(crate) fn missing_text(&mut self, row: u32) {
        if !self.text_missing {
            self.text_missing = true;
            let message = t("这一行起有单元格的文字丢失，文件可能损坏；请重新导出").to_owned();
            self.note(NoteKind::SheetUnreadable, Some(row), message);
        }
    }

    /// Notes, once per sheet, that a formula has no stored result, so that its cell is blank.
    pub(crate) fn missing_result(&mut self, row: u32) {
        if !self.result_missing {
            self.result_missing = true;
            let message = t(
                "这一行起有公式没有存下计算结果，这些格的数未知，按空白读入；请用 Excel 或 WPS 打开文件，重新计算并保存后再放入",
            );
            self.note(NoteKind::SheetUnreadable, Some(row), message.to_owned());
        }
    }

    /// Notes that a text is in two encodings, from a row on where that is known.
    pub(crate) fn other_encoding(&mut self, row: Option<u32>) {
        let message = t("文件里混有两种文字编码，已各按各的编码读入；请核对从这里起有没有乱码，最好重新导出");
        self.note(NoteKind::Encoding, row, message.to_owned());
    }

    /// Notes that a sheet could not be read, or not to its end; the next one is read.
    /// Fails where nothing more can be read.
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

    /// Notes that a file inside a zip could not be read; the next one is read.
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

    /// Returns how many rows were passed on, for [`RowEmitter::finish`].
    pub(crate) fn rows(&self) -> u64 {
        self.rows
    }

    /// Ends a workbook. Where a sheet failed and no row came since `before`, the workbook fails with it.
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

/// Reads to the end, but never more than `most` bytes.
///
/// # Errors
/// What the reader met, or [`ReadError::TooLarge`].
pub(crate) fn read_whole(
    from: &mut impl BufRead,
    most: u64,
    out: &mut RowEmitter<'_>,
) -> Result<Vec<u8>, ReadError> {
    let mut bytes = Vec::new();
    loop {
        let chunk = from.fill_buf().map_err(|_| out.meter.fault(t("内容中断")))?;
        let n = chunk.len();
        if n == 0 {
            return Ok(bytes);
        }
        bytes.extend_from_slice(chunk);
        from.consume(n);
        if bytes.len() as u64 > most {
            return Err(ReadError::TooLarge(say!("其中一部分超过 {} MB", most >> 20)));
        }
        out.tick()?;
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
        put_in_order(cells);
    }
}

#[inline(never)]
fn put_in_order(cells: &mut Vec<Cell<'_>>) {
    cells.reverse();
    cells.sort_by_key(|c| c.column);
    cells.dedup_by_key(|c| c.column);
}

fn going_on(flow: Flow) -> Result<(), ReadError> {
    match flow {
        Flow::Continue => Ok(()),
        Flow::Stop => Err(ReadError::Stopped),
    }
}
