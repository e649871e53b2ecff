//! The table of grids: what each has, and what was done there.

use crate::catalogue::GridFigure;
use crate::figures::{Figures, GridFigures};
use crate::say;
use crate::text::t;
use crate::view::parts::workload;
use crate::view::table::{About, Column, Figure, Manner, Row, Table, Value};

const fn figure(
    id: &'static str,
    title: &'static str,
    unit: &'static str,
    manner: Manner,
    figure: GridFigure,
) -> Column {
    Column::new(id, title, unit, manner).of(Figure::Grid(figure))
}

const COLUMNS: [Column; 16] = [
    Column::new("grid", "网格", "", Manner::Listed),
    Column { heat: true, ..Column::new("load", "负荷", "1.00＝一人", Manner::Sum) }
        .of(Figure::Grid(GridFigure::Work)),
    figure("households", "户数", "户", Manner::Sum, GridFigure::Households),
    figure("people", "人口", "人", Manner::Sum, GridFigure::People),
    figure("officers", "网格员", "人", Manner::Apart, GridFigure::Officers),
    figure("heads", "联户长", "人", Manner::Sum, GridFigure::Heads),
    Column::new("households_per_head", "每名联户长", "户", Manner::Sum)
        .ratio(Figure::Grid(GridFigure::Households), Figure::Grid(GridFigure::Heads)),
    figure("visits", "走访", "户次", Manner::Sum, GridFigure::Visits),
    figure("visited_households", "走访到", "户", Manner::Sum, GridFigure::VisitedHouseholds),
    Column { heat: true, ..Column::new("visited_share", "走访覆盖", "%", Manner::Sum) }
        .ratio(Figure::Grid(GridFigure::VisitedHouseholds), Figure::Grid(GridFigure::Households)),
    figure("minutes", "走访用时", "分钟", Manner::Sum, GridFigure::Minutes),
    figure("cases", "受理诉求", "件", Manner::Sum, GridFigure::Cases),
    figure("closed", "已办结", "件", Manner::Sum, GridFigure::Closed),
    figure("on_time", "按期办结", "件", Manner::Sum, GridFigure::OnTime),
    figure("open", "未办结", "件", Manner::Sum, GridFigure::Open),
    figure("overdue", "超期", "件", Manner::Sum, GridFigure::Overdue),
];

/// The table of all grids.
#[must_use]
pub fn table(figures: &Figures) -> Table {
    let largest = workload::largest(figures);
    Table {
        columns: COLUMNS.to_vec(),
        rows: figures.grids.iter().map(|grid| row(figures, grid, largest)).collect(),
    }
    .marked(figures)
}

fn row(figures: &Figures, grid: &GridFigures, largest: f64) -> Row {
    let marked = |beyond: bool, value: Value| if beyond { Value::Beyond(Box::new(value)) } else { value };
    let cases = |f: fn(crate::count::Cases) -> i64| Value::count(grid.cases.map(f));
    let cells = vec![
        Value::Text(grid.label()),
        workload::value(grid, largest),
        marked(workload::many(figures, grid), Value::count(grid.households)),
        Value::count(grid.people),
        Value::count(grid.officers),
        Value::count(grid.heads),
        marked(workload::many_per_head(figures, grid), Value::quotient(grid.households, grid.heads)),
        Value::count(grid.visits),
        Value::count(grid.visited_households),
        Value::percent(grid.visited_households, grid.households),
        Value::count(grid.minutes),
        cases(|c| c.received),
        cases(|c| c.closed),
        cases(|c| c.on_time),
        Value::count(grid.open()),
        cases(|c| c.overdue),
    ];
    Row {
        village: grid.village.clone(),
        cells,
        note: if grid.officers == Some(0) { t("无网格员") } else { "" },
        about: About::Grid(grid.key()),
    }
}

/// What to know of the officers beside the table; empty where there is nothing.
#[must_use]
pub fn officers_note(figures: &Figures) -> String {
    let doubled = figures.grids.iter().filter(|g| g.officers.is_some_and(|n| n > 1)).count();
    let vacant = figures.grids.iter().filter(|g| g.officers == Some(0)).count();
    let mut parts = Vec::new();
    if vacant > 0 {
        parts.push(say!("{vacant} 个网格没有网格员", vacant));
    }
    if doubled > 0 {
        parts.push(say!("{doubled} 个网格有两名以上网格员", doubled));
    }
    parts.join("，")
}
