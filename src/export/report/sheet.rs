//! A sheet of the report: title, lines beneath it, blocks of tables, set up for A4 on its side.

use crate::export::flat::{Atom, Cell, Flat, Holds, whole};
use crate::view::table::Table;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Worksheet, XlsxError};

/// A4 among the paper sizes of spreadsheet programs.
const A4: u8 = 9;
/// What a cell can hold (characters), as Excel opens it.
const LONGEST: usize = 32_767;
/// The colours of the page on paper.
const HEAD: Color = Color::RGB(0xE3_E9F0);
const LINE: Color = Color::RGB(0xC9_CED4);
const SOFT: Color = Color::RGB(0x6B_7280);
const LOOK: Color = Color::RGB(0xFB_E3EC);

/// Where a table stands: for charts.
#[derive(Clone, Copy, Debug)]
pub struct Placed {
    /// The first row of its records, from 0.
    pub first: u32,
    /// The last row of its records.
    pub last: u32,
}

/// A sheet that is being written.
pub struct Page {
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

fn format(atom: &Atom, far: bool, bold: bool, holds: Holds) -> Format {
    let mut format = boxed();
    format = match atom {
        Atom::Blank | Atom::Text(_) => format.set_text_wrap(),
        Atom::State(_) => format.set_font_color(SOFT).set_align(FormatAlign::Right),
        Atom::Whole(_) => format.set_num_format("#,##0"),
        Atom::Percent(..) => format.set_num_format("0.0%"),
        Atom::Quotient(..) => format.set_num_format("#,##0.0"),
        Atom::Load(..) | Atom::Thousandths(_) => format.set_num_format("#,##0.00"),
    };
    if holds == Holds::Part {
        format = format.set_font_color(SOFT);
    }
    if far {
        format = format.set_background_color(LOOK).set_bold();
    }
    if bold { format.set_bold() } else { format }
}

/// Columns that a text takes: a Chinese character two.
fn wide(text: &str) -> f64 {
    text.chars().map(|c| if c.is_ascii() { 1.0 } else { 2.0 }).sum()
}

/// A text that a cell can hold.
pub fn short(text: &str) -> &str {
    text.char_indices().nth(LONGEST).and_then(|(end, _)| text.get(..end)).unwrap_or(text)
}

impl Page {
    /// A sheet with its title and the lines beneath it. `foot` stands below every printed page, beside its number.
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
        self.sheet.write_string_with_format(self.row, 0, short(text), format)?;
        self.row += 1;
        Ok(())
    }

    /// A heading between blocks.
    pub fn heading(&mut self, text: &str) -> Result<(), XlsxError> {
        self.row += 1;
        self.text(text, &base().set_bold().set_font_size(12))
    }

    /// A table of the page.
    pub fn table(&mut self, table: &Table) -> Result<Placed, XlsxError> {
        self.flat(&whole(table))
    }

    /// A table; the first of a sheet keeps its headings in sight and on every printed page.
    pub fn flat(&mut self, flat: &Flat) -> Result<Placed, XlsxError> {
        let head = self.row;
        let style =
            boxed().set_bold().set_background_color(HEAD).set_text_wrap().set_align(FormatAlign::Center);
        for (column, cell) in (0..).zip(&flat.heads) {
            self.sheet.write_string_with_format(head, column, short(&cell.title), &style)?;
            // Headings break into two lines.
            self.widen(column, (wide(&cell.title) / 2.0).ceil() + 2.0);
        }
        self.sheet.set_row_height(head, 34)?;
        let first = head + 1;
        self.row = first;
        for (cells, bold) in flat.rows.iter().map(|r| (r, false)).chain(flat.total.iter().map(|r| (r, true)))
        {
            self.record(cells, bold, flat)?;
        }
        let last = (first + u32::try_from(flat.rows.len()).unwrap_or(0)).saturating_sub(1).max(first);
        if !self.frozen {
            self.frozen = true;
            self.sheet.set_freeze_panes(first, 1)?;
            self.sheet.set_repeat_rows(head, head)?;
            let right = u16::try_from(flat.heads.len()).unwrap_or(1).saturating_sub(1);
            self.sheet.autofilter(head, 0, last, right)?;
            self.fold(flat)?;
        }
        Ok(Placed { first, last })
    }

    /// Many ratios do not fit beside their parts: these are folded, a click away.
    fn fold(&mut self, flat: &Flat) -> Result<(), XlsxError> {
        const FEW: usize = 3;
        let parts: Vec<u16> =
            (0u16..).zip(&flat.heads).filter(|(_, h)| h.holds == Holds::Part).map(|(i, _)| i).collect();
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

    fn record(&mut self, cells: &[Cell], bold: bool, flat: &Flat) -> Result<(), XlsxError> {
        let row = self.row;
        for ((column, (atom, far)), head) in (0u16..).zip(cells).zip(&flat.heads) {
            let style = format(atom, *far, bold, head.holds);
            match (atom, atom.number()) {
                (_, Some(number)) => {
                    self.sheet.write_number_with_format(row, column, number, &style)?;
                }
                (Atom::Text(text) | Atom::State(text), _) => {
                    // As a string, so that nothing becomes a formula.
                    self.sheet.write_string_with_format(row, column, short(text), &style)?;
                    self.widen(column, wide(text) + 2.0);
                }
                _ => {
                    self.sheet.write_blank(row, column, &style)?;
                }
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
    pub fn sheet(&mut self) -> &mut Worksheet {
        &mut self.sheet
    }

    /// The row below everything.
    pub fn row(&self) -> u32 {
        self.row
    }

    /// The finished sheet.
    pub fn finish(mut self) -> Result<Worksheet, XlsxError> {
        for (column, width) in (0..).zip(&self.widths) {
            self.sheet.set_column_width(column, *width)?;
        }
        Ok(self.sheet)
    }
}
