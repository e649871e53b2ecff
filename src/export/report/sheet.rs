//! A sheet of the report: title, lines beneath it, tables with their headings, set up for A4 on its side.

use crate::export::file_table::{ColumnRole, FileCell, FileTable};
use crate::export::xlsx::{short, write};
use crate::text::t;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Worksheet, XlsxError};

/// A4 among the paper sizes of spreadsheet programs.
const A4: u8 = 9;
/// The colours of the page on paper.
const HEAD: Color = Color::RGB(0xE3_E9F0);
const LINE: Color = Color::RGB(0xC9_CED4);
const SOFT: Color = Color::RGB(0x6B_7280);
const LOOK: Color = Color::RGB(0xFB_E3EC);

/// The rows of a written table's records, from 0, for charts.
#[derive(Clone, Copy, Debug)]
pub struct RecordRows {
    /// The first.
    pub first: u32,
    /// The last.
    pub last: u32,
}

/// A sheet that is being written.
pub struct ReportSheet {
    sheet: Worksheet,
    row: u32,
    widths: Vec<f64>,
    frozen: bool,
}

fn base() -> Format {
    Format::new().set_font_name("微软雅黑").set_font_size(10).set_align(FormatAlign::VerticalCenter)
}

fn boxed() -> Format {
    base().set_border(FormatBorder::Thin).set_border_color(LINE)
}

fn number_format(cell: &FileCell) -> &'static str {
    match cell {
        FileCell::Percent(..) => "0.0%",
        FileCell::Quotient(..) => "#,##0.0",
        FileCell::Workload(..) | FileCell::Thousandths(_) => "#,##0.00",
        _ => "#,##0",
    }
}

fn format(cell: &FileCell, role: ColumnRole, bold: bool) -> Format {
    let mut format = match cell {
        FileCell::Blank | FileCell::Text(_) => boxed().set_text_wrap(),
        FileCell::State(_) => boxed().set_font_color(SOFT).set_align(FormatAlign::Right),
        FileCell::Day(_) => boxed().set_num_format_index(14),
        FileCell::OverLimit(cell) => format(cell, role, true).set_background_color(LOOK),
        // The star of the page, and still a number.
        FileCell::Partial(cell) => {
            format(cell, role, false).set_num_format(format!("{}\"*\"", number_format(cell)))
        }
        cell => boxed().set_num_format(number_format(cell)),
    };
    if role == ColumnRole::Part {
        format = format.set_font_color(SOFT);
    }
    if bold { format.set_bold() } else { format }
}

/// Columns that a text takes: a Chinese character takes two.
fn wide(text: &str) -> f64 {
    text.chars().map(|c| if c.is_ascii() { 1.0 } else { 2.0 }).sum()
}

impl ReportSheet {
    /// Begins a sheet called `name` with its title and the lines beneath it. `foot` is printed below every printed page,
    /// beside its number.
    pub fn new(name: &str, title: &str, lines: &[String], foot: &str) -> Result<Self, XlsxError> {
        let mut sheet = Worksheet::new();
        sheet.set_name(name)?;
        sheet.set_paper_size(A4).set_landscape().set_print_fit_to_pages(1, 0);
        sheet.set_margins(0.5, 0.5, 0.6, 0.6, 0.3, 0.3);
        // An ampersand begins a code there.
        let safe = |text: &str| text.replace('&', "&&").chars().take(80).collect::<String>();
        sheet.set_footer(format!("&L&9{}&C&9&A&R&9&P / &N", safe(foot)));
        sheet.group_symbols_to_left(true);
        let mut page = Self { sheet, row: 0, widths: Vec::new(), frozen: false };
        page.sheet.set_row_height(0, 26)?;
        page.text(title, &base().set_bold().set_font_size(16))?;
        for line in lines {
            page.text(line, &base().set_font_color(SOFT))?;
        }
        Ok(page)
    }

    fn text(&mut self, text: &str, format: &Format) -> Result<(), XlsxError> {
        /// Columns over which a long line is written, and about how many characters fit in.
        const ACROSS: (u16, f64) = (5, 96.0);
        let lines = (wide(text) / ACROSS.1).ceil();
        if lines > 1.0 {
            let wrapped = format.clone().set_text_wrap();
            self.sheet.merge_range(self.row, 0, self.row, ACROSS.0 - 1, short(text), &wrapped)?;
            self.sheet.set_row_height(self.row, lines * 16.0)?;
        } else {
            self.sheet.write_string_with_format(self.row, 0, short(text), format)?;
        }
        self.row += 1;
        Ok(())
    }

    /// Writes the heading of a table.
    pub fn heading(&mut self, text: &str) -> Result<(), XlsxError> {
        self.row += 1;
        self.text(text, &base().set_bold().set_font_size(12))
    }

    /// Writes a table; the first of a sheet keeps its headings in sight and on every printed page.
    pub fn table(&mut self, table: &FileTable) -> Result<RecordRows, XlsxError> {
        let head = self.row;
        let style =
            boxed().set_bold().set_background_color(HEAD).set_text_wrap().set_align(FormatAlign::Center);
        for (column, cell) in (0..).zip(&table.columns) {
            self.sheet.write_string_with_format(head, column, short(&cell.title), &style)?;
            // Headings break into two lines.
            self.widen(column, (wide(&cell.title) / 2.0).ceil() + 2.0);
        }
        self.sheet.set_row_height(head, 34)?;
        let first = head + 1;
        self.row = first;
        for cells in &table.rows {
            self.record(cells, false, table)?;
        }
        if let Some(cells) = &table.total {
            self.record(cells, true, table)?;
        }
        let last = (first + u32::try_from(table.rows.len()).unwrap_or(0)).saturating_sub(1).max(first);
        if !self.frozen {
            self.frozen = true;
            self.sheet.set_freeze_panes(first, 1)?;
            self.sheet.set_repeat_rows(head, head)?;
            let right = u16::try_from(table.columns.len()).unwrap_or(1).saturating_sub(1);
            self.sheet.autofilter(head, 0, last, right)?;
            self.fold(table)?;
        }
        Ok(RecordRows { first, last })
    }

    /// Folds the parts of ratios where many would not fit beside them; they are a click away.
    fn fold(&mut self, table: &FileTable) -> Result<(), XlsxError> {
        const FEW: usize = 3;
        let parts = (0u16..).zip(&table.columns).filter(|(_, c)| c.role == ColumnRole::Part);
        let parts: Vec<u16> = parts.map(|(i, _)| i).collect();
        let groups = parts.chunks(2).filter_map(|c| Some((*c.first()?, *c.last()?)));
        for (from, to) in groups {
            if parts.len() > 2 * FEW {
                self.sheet.group_columns_collapsed(from, to)?;
            } else {
                self.sheet.group_columns(from, to)?;
            }
        }
        Ok(())
    }

    fn record(&mut self, cells: &[FileCell], bold: bool, table: &FileTable) -> Result<(), XlsxError> {
        for ((index, cell), column) in (0u16..).zip(cells).zip(&table.columns) {
            let mut style = format(cell, column.role, bold);
            if bold && matches!(cell, FileCell::Workload(..) | FileCell::Quotient(..)) {
                style = style.set_num_format(format!("\"{} \"0.00", t("平均")));
            }
            write(&mut self.sheet, self.row, index, cell, &style)?;
            if cell.number().is_none() {
                self.widen(index, wide(&cell.plain_text()) + 2.0);
            }
        }
        self.row += 1;
        Ok(())
    }

    fn widen(&mut self, column: u16, to: f64) {
        let index = usize::from(column);
        if self.widths.len() <= index {
            self.widths.resize(index + 1, 8.0);
        }
        if let Some(width) = self.widths.get_mut(index) {
            *width = width.max(to).min(46.0);
        }
    }

    /// The sheet, for charts.
    pub fn worksheet(&mut self) -> &mut Worksheet {
        &mut self.sheet
    }

    /// The row below everything.
    pub fn row(&self) -> u32 {
        self.row
    }

    /// Returns the finished sheet.
    pub fn finish(mut self) -> Result<Worksheet, XlsxError> {
        for (column, width) in (0..).zip(&self.widths) {
            self.sheet.set_column_width(column, *width)?;
        }
        Ok(self.sheet)
    }
}
