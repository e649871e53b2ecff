//! The table of grids: what each has, and what was done there.

use crate::catalogue::{Count, GridFigure};
use crate::figures::{Figures, GridFigures, MeanLoad};
use crate::text::{say, t};
use crate::view::parts::workload;
use crate::view::table::{CellFigure, CellValue, ColumnKind, PageTable, RowSubject, TableColumn, TableRow};

/// What decides comes first: a phone shows no more.
const COLUMNS: [TableColumn; 18] = [
    TableColumn::new("grid", "网格", "", ColumnKind::Listed),
    TableColumn::new("load", "负荷", "1.00＝平均", ColumnKind::Additive)
        .of(CellFigure::Grid(GridFigure::Work)),
    TableColumn::compared("visited_share", "走访覆盖", "%", ColumnKind::Additive)
        .ratio(CellFigure::Grid(GridFigure::VisitedHouseholds), CellFigure::Grid(GridFigure::Households)),
    TableColumn::sum("overdue", "没按期", "件", CellFigure::Grid(GridFigure::Overdue)),
    TableColumn::sum("open", "未办结", "件", CellFigure::Grid(GridFigure::Open)),
    TableColumn::sum("households", "户数", "户", CellFigure::Grid(GridFigure::Households)),
    TableColumn::sum("visited_households", "走访到", "户", CellFigure::Grid(GridFigure::VisitedHouseholds)),
    TableColumn::sum("visits", "走访", "户次", CellFigure::Grid(GridFigure::Visits)),
    TableColumn::sum("minutes", "走访用时", "分钟", CellFigure::Grid(GridFigure::Minutes)),
    TableColumn::new("of_one_officer", "折合人力", "1.00＝一人", ColumnKind::Additive)
        .of(CellFigure::Grid(GridFigure::Work)),
    TableColumn::sum("cases", "受理诉求", "件", CellFigure::Grid(GridFigure::Cases)),
    TableColumn::sum("closed", "已办结", "件", CellFigure::Grid(GridFigure::Closed)),
    TableColumn::sum("on_time", "按期办结", "件", CellFigure::Grid(GridFigure::OnTime)),
    TableColumn::new("officers", "网格员", "人", ColumnKind::NonAdditive)
        .of(CellFigure::Grid(GridFigure::Officers)),
    TableColumn::sum("heads", "联户长", "人", CellFigure::Grid(GridFigure::Heads)),
    TableColumn::new("households_per_head", "每名联户长", "户", ColumnKind::Additive)
        .ratio(CellFigure::Grid(GridFigure::Households), CellFigure::Grid(GridFigure::Heads)),
    TableColumn::sum("people", "人口", "人", CellFigure::Grid(GridFigure::People)),
    TableColumn::new("kind", "类型", "", ColumnKind::Text),
];

/// Returns the table of all grids. How many officers the work takes stands there once a person confirmed the standards.
pub fn table(figures: &Figures) -> PageTable {
    let mean = workload::mean(figures);
    let columns: Vec<TableColumn> = COLUMNS
        .into_iter()
        .filter(|column| match column.id {
            "of_one_officer" => figures.settings.has_standards(),
            "kind" => figures.grids.iter().any(|g| !g.kind.is_empty()),
            _ => true,
        })
        .map(|column| TableColumn { kind: kind(&column, figures), ..column })
        .collect();
    let rows = figures.grids.iter().map(|grid| row(figures, grid, mean, &columns)).collect();
    let table = PageTable { columns, rows, ..PageTable::default() }.marked(figures);
    if figures.has_lists() { table } else { table.without_unknown() }
}

/// Officers add up where nobody has two grids.
fn kind(column: &TableColumn, figures: &Figures) -> ColumnKind {
    let posts: Option<i64> = figures.grids.iter().map(|grid| grid.get(GridFigure::Officers)).sum();
    let alone = posts.is_some() && posts == figures.count(Count::Officers);
    if column.id == "officers" && alone { ColumnKind::Additive } else { column.kind }
}

fn row(figures: &Figures, grid: &GridFigures, mean: Option<MeanLoad>, columns: &[TableColumn]) -> TableRow {
    let marked =
        |beyond: bool, value: CellValue| if beyond { CellValue::OverLimit(Box::new(value)) } else { value };
    let cells = columns
        .iter()
        .map(|column| match column.id {
            "load" => workload::relative(grid, mean),
            "kind" => grid.kind.as_str().into(),
            "of_one_officer" => workload::of_one_officer(grid),
            "households" => marked(workload::many(figures, grid), column.grid_cell(grid)),
            "households_per_head" => marked(workload::many_per_head(figures, grid), column.grid_cell(grid)),
            _ => column.grid_cell(grid),
        })
        .collect();
    TableRow {
        village: grid.village.clone(),
        cells,
        note: if grid.get(GridFigure::Officers) == Some(0) { t("无网格员") } else { "" },
        about: RowSubject::Grid(grid.key()),
    }
}

/// Returns a note on the officers beside the table; empty if there is nothing to note.
pub fn officers_note(figures: &Figures) -> String {
    let doubled = figures.grids.iter().filter(|g| g.get(GridFigure::Officers).is_some_and(|n| n > 1)).count();
    let vacant = figures.grids.iter().filter(|g| g.get(GridFigure::Officers) == Some(0)).count();
    let mut parts = Vec::new();
    if vacant > 0 {
        parts.push(say!("{vacant} 个网格没有网格员", vacant));
    }
    if doubled > 0 {
        parts.push(say!("{doubled} 个网格有两名以上网格员", doubled));
    }
    parts.join(t("，"))
}
