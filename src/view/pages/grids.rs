//! 网格负荷: every grid with what it has and what was done there.

use super::workload::load_text;
use crate::catalogue::GridFigure;
use crate::figures::{Figures, GridFigures, Subject};
use crate::say;
use crate::text::t;
use crate::view::parts::load;
use crate::view::table::{About, Column, Figure, Manner, Row, Table, Value};

const fn of(
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
    of("households", "户数", "户", Manner::Sum, GridFigure::Households),
    of("people", "人口", "人", Manner::Sum, GridFigure::People),
    of("officers", "网格员", "人", Manner::Apart, GridFigure::Officers),
    of("heads", "联户长", "人", Manner::Sum, GridFigure::Heads),
    Column::new("households_per_head", "每名联户长", "户", Manner::Sum)
        .ratio(Figure::Grid(GridFigure::Households), Figure::Grid(GridFigure::Heads)),
    of("visits", "走访", "户次", Manner::Sum, GridFigure::Visits),
    of("visited_households", "走访到", "户", Manner::Sum, GridFigure::VisitedHouseholds),
    Column { heat: true, ..Column::new("visited_share", "走访覆盖", "%", Manner::Sum) }
        .ratio(Figure::Grid(GridFigure::VisitedHouseholds), Figure::Grid(GridFigure::Households)),
    of("minutes", "走访用时", "分钟", Manner::Sum, GridFigure::Minutes),
    of("cases", "受理诉求", "件", Manner::Sum, GridFigure::Cases),
    of("closed", "已办结", "件", Manner::Sum, GridFigure::Closed),
    of("on_time", "按期办结", "件", Manner::Sum, GridFigure::OnTime),
    of("open", "未办结", "件", Manner::Sum, GridFigure::Open),
    of("overdue", "超期", "件", Manner::Sum, GridFigure::Overdue),
];

/// The table of all grids.
#[must_use]
pub fn table(figures: &Figures) -> Table {
    let largest = load::largest(figures);
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
        load::value(grid, largest),
        marked(load::many(figures, grid), Value::count(grid.households)),
        Value::count(grid.people),
        Value::count(grid.officers),
        Value::count(grid.heads),
        marked(load::many_per_head(figures, grid), Value::quotient(grid.households, grid.heads)),
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

/// A bar of a ranking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    /// Whose.
    pub label: String,
    /// The value with its unit.
    pub text: String,
    /// Length in tenths of a percent of the longest.
    pub length: i64,
    /// Half as much again as the mean, or more: look here.
    pub far: bool,
    /// Of what it is the quotient.
    pub subject: Subject,
}

/// The grids with the most work, beside the mean of all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heaviest {
    /// What is compared, in words.
    pub title: &'static str,
    /// Its unit.
    pub unit: &'static str,
    /// The largest, from the top.
    pub bars: Vec<Bar>,
    /// Where the mean lies, in tenths of a percent of the longest.
    pub mean_at: i64,
    /// The mean with its unit.
    pub mean: String,
    /// How many grids are compared.
    pub of: usize,
}

/// The grids with the highest load; where loads are not known, with the most minutes of visits for each officer, visits where minutes are not recorded, else
/// households. `None` where grids are not known.
#[must_use]
pub fn heaviest(figures: &Figures, most: usize) -> Option<Heaviest> {
    if let Some(by_load) = heaviest_by_load(figures, most) {
        return Some(by_load);
    }
    type Measure = (&'static str, &'static str, GridFigure, fn(&GridFigures) -> Option<i64>);
    const WAYS: [Measure; 3] = [
        ("每名网格员走访用时", "分钟", GridFigure::Minutes, |g| g.minutes),
        ("每名网格员走访", "户次", GridFigure::Visits, |g| g.visits),
        ("每名网格员联系户数", "户", GridFigure::Households, |g| g.households),
    ];
    let (title, unit, figure, value) = WAYS
        .into_iter()
        .find(|(_, _, _, value)| figures.grids.iter().any(|g| value(g).is_some_and(|n| n > 0)))?;
    // A vacant grid's work falls to somebody: it counts as one officer's.
    let each = |g: &GridFigures| value(g).map(|n| n / g.officers.unwrap_or(1).max(1));
    let mut grids: Vec<(i64, &GridFigures)> =
        figures.grids.iter().filter_map(|g| each(g).map(|n| (n, g))).collect();
    grids.sort_by_key(|(n, _)| -n);
    let longest = grids.first().map(|(n, _)| *n).filter(|n| *n > 0)?;
    let count = i64::try_from(grids.len()).ok()?;
    let sum: i64 = grids.iter().map(|(n, _)| n).sum();
    let bars = grids
        .iter()
        .take(most)
        .map(|(n, g)| Bar {
            label: g.label(),
            text: crate::text::format::grouped(*n),
            length: n * 1000 / longest,
            far: n * count * 2 >= sum * 3,
            // A vacant grid has nobody to divide by.
            subject: match g.officers {
                None | Some(0) => Subject::Grid(g.key(), figure),
                _ => Subject::Grid(g.key(), figure).over(Subject::Grid(g.key(), GridFigure::Officers)),
            },
        })
        .collect();
    Some(Heaviest {
        title,
        unit,
        bars,
        mean_at: sum * 1000 / count / longest,
        mean: crate::text::format::grouped((sum + count / 2) / count),
        of: grids.len(),
    })
}

/// By the load itself; `None` where no grid has one.
fn heaviest_by_load(figures: &Figures, most: usize) -> Option<Heaviest> {
    let mut grids: Vec<(f64, &GridFigures)> =
        figures.grids.iter().filter_map(|g| g.load.map(|l| (l.each(), g))).collect();
    grids.sort_by(|a, b| b.0.total_cmp(&a.0));
    let longest = grids.first().map(|(n, _)| *n).filter(|n| *n > 0.0)?;
    let mean = grids.iter().map(|(n, _)| n).sum::<f64>() / grids.len() as f64;
    let length = |n: f64| (n / longest * 1000.0).round() as i64;
    let bars = grids
        .iter()
        .take(most)
        .map(|(n, g)| Bar {
            label: g.label(),
            text: load_text(*n),
            length: length(*n),
            far: *n >= mean * 1.5,
            subject: Subject::Grid(g.key(), GridFigure::Work),
        })
        .collect();
    Some(Heaviest {
        title: t("网格负荷"),
        unit: t("1.00＝一人"),
        bars,
        mean_at: length(mean),
        mean: load_text(mean),
        of: grids.len(),
    })
}
