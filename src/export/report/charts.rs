//! The report's pictures, as charts of the spreadsheet program over the cells of its tables.

use super::sheet::{RecordRows, ReportSheet};
use crate::export::file_table::{ColumnRole, FileCell, FileColumn, FileTable};
use crate::export::page_table::whole;
use crate::figures::Figures;
use crate::text::t;
use crate::view::parts::grid_table;
use crate::view::table::{CellValue, Filter, Order, PageTable};
use rust_xlsxwriter::{Chart, ChartLegendPosition, ChartLine, ChartSolidFill, Color, XlsxError};

/// The most bars of grids.
const GRIDS: usize = 15;
const SLATE: Color = Color::RGB(0x47_688A);
const GREY: Color = Color::RGB(0x9A_A5B1);
/// Rows that a chart covers.
const TALL: u32 = 16;

/// A table of the report and where it was written.
pub struct Placed {
    /// The sheet's name.
    pub sheet: String,
    /// The heading above the table; empty where there is none.
    pub heading: String,
    /// The rows of its records.
    pub rows: RecordRows,
    /// The table.
    pub table: FileTable,
}

impl Placed {
    fn find<'a>(placed: &'a [Self], sheet: &str) -> Option<&'a Self> {
        placed.iter().find(|p| p.sheet == sheet && p.heading.is_empty())
    }

    /// The cells of a column.
    fn column(&self, column: u16) -> impl Iterator<Item = &FileCell> {
        self.table.rows.iter().filter_map(move |r| r.get(usize::from(column)))
    }

    /// The cell range of a column, as charts name it.
    fn range(&self, column: u16) -> (&str, u32, u16, u32, u16) {
        (&self.sheet, self.rows.first, column, self.rows.last, column)
    }
}

/// Draws the charts on `sheet`; returns `None` if there is nothing to draw. `placed` are the tables of the report.
pub fn sheet(
    figures: &Figures,
    mut sheet: ReportSheet,
    placed: &[Placed],
) -> Result<Option<ReportSheet>, XlsxError> {
    let mut charts = Vec::new();
    let mut at = sheet.row() + 1;
    if let Some(table) = heaviest(figures) {
        // The chart stands below its own table, which has no sum.
        let table = FileTable { total: None, ..whole(&table) };
        let rows = sheet.table(&table)?;
        at = sheet.row() + 1;
        charts.push(loads(&Placed { sheet: t("图").to_owned(), heading: String::new(), rows, table }));
    }
    charts.extend(villages(placed).into_iter().chain(by_month(placed)));
    let mut breaks = Vec::new();
    for (i, chart) in charts.iter().enumerate() {
        // A page holds two.
        if i % 2 == 1 {
            breaks.push(at);
        }
        sheet.worksheet().insert_chart(at, 0, chart)?;
        at += TALL + 1;
    }
    // Breaks count only where the sheet is not fitted to a width.
    sheet.worksheet().set_print_scale(90).set_page_breaks(&breaks)?;
    Ok((!charts.is_empty()).then_some(sheet))
}

fn size(chart: &mut Chart) {
    chart.set_width(900).set_height(TALL * 20);
}

/// The loads of the heaviest grids.
fn loads(place: &Placed) -> Chart {
    let mut chart = Chart::new_bar();
    chart
        .add_series()
        .set_categories(place.range(0))
        .set_values(place.range(1))
        .set_gap(40)
        .set_format(ChartSolidFill::new().set_color(SLATE));
    chart.title().set_name(t("负荷最高的网格（1.00＝平均）"));
    chart.legend().set_hidden();
    // The first row at the top: in a chart of bars the first axis is the upright one's.
    chart.y_axis().set_reverse();
    chart.x_axis().set_num_format("0.00");
    size(&mut chart);
    chart
}

/// Households visited, and cases closed in time, of each village.
fn villages(placed: &[Placed]) -> Option<Chart> {
    let place = Placed::find(placed, t("各村"))?;
    let mut chart = Chart::new_column();
    let mut any = false;
    for (title, color) in [(t("入户走访"), SLATE), (t("按期办结"), GREY)] {
        let own = |c: &FileColumn| c.role != ColumnRole::Part && c.title.starts_with(title);
        let column = place.table.columns.iter().position(own).and_then(|at| u16::try_from(at).ok());
        let known = |column: &u16| place.column(*column).any(|c| matches!(c, FileCell::Percent(..)));
        let Some(column) = column.filter(known) else { continue };
        any = true;
        chart
            .add_series()
            .set_name(title)
            .set_categories(place.range(0))
            .set_values(place.range(column))
            .set_gap(60)
            .set_format(ChartSolidFill::new().set_color(color));
    }
    chart.title().set_name(t("各村入户走访和按期办结"));
    chart.legend().set_position(ChartLegendPosition::Bottom);
    chart.y_axis().set_min(0).set_max(1).set_num_format("0%");
    size(&mut chart);
    any.then_some(chart)
}

/// Visits and cases of each month, a chart each: one axis cannot hold both.
fn by_month(placed: &[Placed]) -> Vec<Chart> {
    let Some(place) = Placed::find(placed, t("各月")).filter(|p| p.table.rows.len() > 1) else {
        return Vec::new();
    };
    let chart = |(column, title): (u16, &str)| {
        place.column(column).any(|c| matches!(c, FileCell::Whole(n) if *n > 0)).then_some(())?;
        let mut chart = Chart::new_line();
        chart
            .add_series()
            .set_categories(place.range(0))
            .set_values(place.range(column))
            .set_format(ChartLine::new().set_color(SLATE).set_width(2));
        chart.title().set_name(title);
        chart.legend().set_hidden();
        chart.y_axis().set_min(0).set_num_format("#,##0");
        size(&mut chart);
        Some(chart)
    };
    [(1, t("各月走访（户次）")), (2, t("各月受理诉求（件）"))].into_iter().filter_map(chart).collect()
}

/// The grids with the largest load, from the top.
fn heaviest(figures: &Figures) -> Option<PageTable> {
    let table = grid_table::table(figures);
    let at = table.columns.iter().position(|c| c.id == "load")?;
    let listing = table.list(&Filter::default(), Some(Order { column: at, descending: true }));
    let rows = listing.rows.iter().filter_map(|r| table.rows.get(*r));
    let known =
        rows.filter(|r| matches!(r.cells.get(at).map(CellValue::plain), Some(CellValue::Workload(..))));
    let rows: Vec<_> = known
        .take(GRIDS)
        .map(|r| {
            let mut row = r.clone();
            row.cells = [0, at].iter().filter_map(|i| r.cells.get(*i).cloned()).collect();
            row.note = "";
            row
        })
        .collect();
    let columns = [0, at].iter().filter_map(|i| table.columns.get(*i).copied()).collect();
    (!rows.is_empty()).then_some(PageTable { columns, rows, ..PageTable::default() })
}
