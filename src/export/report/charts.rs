//! The report's pictures, as charts of the spreadsheet program over the cells of its tables.

use super::leaves::months;
use super::sheet::{Page, Placed};
use crate::export::flat::{Flat, Holds, whole};
use crate::figures::Figures;
use crate::text::t;
use crate::view::pages::coverage;
use crate::view::table::{Order, Table, Value};
use rust_xlsxwriter::{Chart, ChartLegendPosition, Color, XlsxError};

/// The most bars of grids.
const GRIDS: usize = 15;
const SLATE: Color = Color::RGB(0x47_688A);
const PINK: Color = Color::RGB(0xC2_4B7A);
/// Rows that a chart covers.
const TALL: u32 = 18;

/// The sheet of charts; `None` where there is nothing to draw.
pub fn page(
    figures: &Figures,
    title: &str,
    when: &str,
    placed: &[(String, String, Placed)],
) -> Result<Option<Page>, XlsxError> {
    let name = t("图");
    let lines = [when.to_owned()];
    let foot = format!("{title} {when}");
    let mut page = Page::new(name, &format!("{title}　{name}"), &lines, &foot)?;
    let mut at = page.row() + 1;
    let mut drawn = false;
    let mut insert = |page: &mut Page, chart: &Chart| -> Result<(), XlsxError> {
        page.sheet().insert_chart(at, 4, chart)?;
        at += TALL + 2;
        drawn = true;
        Ok(())
    };
    if let Some(chart) = villages(figures, placed) {
        insert(&mut page, &chart)?;
    }
    if let Some(chart) = by_month(figures, placed) {
        insert(&mut page, &chart)?;
    }
    if let Some(table) = heaviest(figures) {
        // The table of its own stands at the left.
        let flat = whole(&table);
        let place = page.flat(&flat)?;
        let mut chart = Chart::new_bar();
        chart
            .add_series()
            .set_categories((name, place.first, 0, place.last, 0))
            .set_values((name, place.first, 1, place.last, 1))
            .set_gap(40)
            .set_format(rust_xlsxwriter::ChartFormat::new().set_solid_fill(&fill(SLATE)));
        chart.title().set_name(t("负荷最高的网格（1.00＝一名网格员）"));
        chart.legend().set_hidden();
        // The first row at the top.
        chart.x_axis().set_reverse();
        chart.y_axis().set_num_format("0.00");
        size(&mut chart);
        insert(&mut page, &chart)?;
    }
    Ok(drawn.then_some(page))
}

fn fill(color: Color) -> rust_xlsxwriter::ChartSolidFill {
    let mut fill = rust_xlsxwriter::ChartSolidFill::new();
    fill.set_color(color);
    fill
}

fn size(chart: &mut Chart) {
    chart.set_width(860).set_height(TALL * 20);
}

fn column(flat: &Flat, title: &str) -> Option<u16> {
    let at = flat.heads.iter().position(|h| h.holds != Holds::Part && h.title.starts_with(title))?;
    u16::try_from(at).ok()
}

fn find<'a>(placed: &'a [(String, String, Placed)], sheet: &str, heading: &str) -> Option<&'a Placed> {
    placed.iter().find(|(s, h, _)| s == sheet && h == heading).map(|(_, _, p)| p)
}

/// Households visited, and cases closed in time, of each village.
fn villages(figures: &Figures, placed: &[(String, String, Placed)]) -> Option<Chart> {
    let (sheet, heading) = (t("总览"), t("各村"));
    let place = find(placed, sheet, heading)?;
    let table = coverage::villages_in_brief(figures);
    let flat = whole(&table);
    let mut chart = Chart::new_column();
    let mut any = false;
    for (title, color) in [(t("入户走访"), SLATE), (t("按期办结"), PINK)] {
        let known = table.columns.iter().position(|c| c.title == title).is_some_and(|at| {
            table.rows.iter().any(|r| matches!(r.cells.get(at), Some(Value::Percent(_, d)) if *d > 0))
        });
        let Some(column) = column(&flat, title).filter(|_| known) else { continue };
        any = true;
        chart
            .add_series()
            .set_name(title)
            .set_categories((sheet, place.first, 0, place.last, 0))
            .set_values((sheet, place.first, column, place.last, column))
            .set_gap(60)
            .set_format(rust_xlsxwriter::ChartFormat::new().set_solid_fill(&fill(color)));
    }
    chart.title().set_name(t("各村入户走访和按期办结"));
    chart.legend().set_position(ChartLegendPosition::Bottom);
    chart.y_axis().set_min(0).set_max(1).set_num_format("0%");
    size(&mut chart);
    any.then_some(chart)
}

fn by_month(figures: &Figures, placed: &[(String, String, Placed)]) -> Option<Chart> {
    let (sheet, heading) = (t("总览"), t("各月"));
    let place = find(placed, sheet, heading)?;
    let table = months(figures);
    if table.rows.len() < 2 {
        return None;
    }
    let mut chart = Chart::new_line();
    let mut any = false;
    for (column, color) in [(1u16, SLATE), (2, PINK)] {
        let cells = table.rows.iter().filter_map(|r| r.cells.get(usize::from(column)));
        let Some(head) = table.columns.get(usize::from(column)) else { continue };
        if !cells.clone().any(|v| matches!(v, Value::Count(n) if *n > 0)) {
            continue;
        }
        any = true;
        let mut line = rust_xlsxwriter::ChartLine::new();
        line.set_color(color).set_width(2);
        let series = chart.add_series();
        series
            .set_name(format!("{}（{}）", head.title, head.unit).as_str())
            .set_categories((sheet, place.first, 0, place.last, 0))
            .set_values((sheet, place.first, column, place.last, column))
            .set_format(rust_xlsxwriter::ChartFormat::new().set_line(&line));
        // Cases are far fewer than visits.
        if column == 2 {
            series.set_secondary_axis(true);
        }
    }
    chart.title().set_name(t("各月走访和受理诉求"));
    chart.legend().set_position(ChartLegendPosition::Bottom);
    chart.y_axis().set_min(0).set_num_format("#,##0");
    chart.y2_axis().set_min(0).set_num_format("#,##0");
    size(&mut chart);
    any.then_some(chart)
}

/// The grids with the largest load, from the top.
fn heaviest(figures: &Figures) -> Option<Table> {
    let table = crate::view::pages::grids::table(figures);
    let at = table.columns.iter().position(|c| c.id == "load")?;
    let order = Order { column: at, descending: true };
    let listing = table.list(&crate::view::table::Filter::default(), Some(order));
    let rows = listing.rows.iter().filter_map(|r| table.rows.get(*r));
    let known = rows.filter(|r| matches!(r.cells.get(at), Some(Value::Load(..))));
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
    (!rows.is_empty()).then_some(Table { columns, rows })
}
