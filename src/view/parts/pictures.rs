//! The figures of pages as [`Picture`]s.

use crate::text::{say, t};
use crate::view::parts::busiest_grids::BusiestGrids;
use crate::view::parts::months::MonthPoint;
use crate::view::picture as p;
use crate::view::picture::{Axis, Bar, Bars, Chart, Dash, Drawing, Layer, Lead, Picture, PictureTable, Tone};
use crate::view::table::{CellValue, PageTable, TableColumn};

/// Draws the grids with the most work beside the mean; `id` names the picture.
pub fn bars(id: &'static str, view: &BusiestGrids) -> Picture {
    let bar = |b: &crate::view::parts::busiest_grids::GridBar| Bar {
        label: b.label.clone(),
        value: b.length as f64,
        text: b.text.clone(),
        tone: if b.far { Tone::Look } else { Tone::Slate },
        interval: None,
        lead: Some(Lead::Figure(b.subject.clone())),
    };
    // A unit that explains itself stands in brackets.
    let mean = if view.unit.contains(['＝', '=']) {
        say!("平均 {mean}（{unit}）", mean = view.mean, unit = view.unit)
    } else {
        say!("平均 {mean} {unit}", mean = view.mean, unit = view.unit)
    };
    let far = view.bars.iter().any(|b| b.far).then(|| t("▲ 达到平均的 1.5 倍"));
    let first = view.bars.first().map(|b| format!("{} {}", b.label, b.text)).unwrap_or_default();
    Picture {
        id,
        title: view.title.to_owned(),
        note: [Some(view.unit), far].into_iter().flatten().collect::<Vec<_>>().join("　"),
        description: say!(
            "{title}最多的 {n} 个网格，{mean}；最多的是{first}",
            title = view.title,
            n = view.bars.len(),
            mean,
            first
        ),
        drawing: Drawing::Bars(Bars {
            bars: view.bars.iter().map(bar).collect(),
            most: Some(1000.0),
            reference: Some((view.mean_at as f64, mean)),
        }),
        table: PictureTable {
            head: vec![t("网格").to_owned(), view.unit.to_owned()],
            rows: view
                .bars
                .iter()
                .map(|b| (vec![b.label.clone(), b.text.clone()], Some(Lead::Figure(b.subject.clone()))))
                .collect(),
        },
    }
}

/// Draws a count over months; `id` names the picture, `unit` is that of the count.
pub fn months(id: &'static str, title: String, unit: &'static str, points: &[MonthPoint]) -> Picture {
    let most = points.iter().map(|p| p.value).max().unwrap_or(0);
    let at = |i: usize| i as f64;
    let line = points.iter().enumerate().map(|(i, p)| [at(i), p.value as f64]).collect();
    let dots = points.iter().enumerate().map(|(i, p)| p::ChartPoint {
        x: at(i),
        y: p.value as f64,
        label: format!("{} {} {unit}", p.label, p.text),
        text: if p.shown { p.text.clone() } else { String::new() },
        tone: Tone::Slate,
        lead: Some(Lead::Figure(p.subject.clone())),
    });
    let ends = points.first().zip(points.last());
    let ends =
        ends.map(|(a, b)| format!("{} {} – {} {}", a.label, a.text, b.label, b.text)).unwrap_or_default();
    Picture {
        id,
        description: say!("{title}，{n} 个月：{ends}", title, n = points.len(), ends),
        title,
        note: unit.to_owned(),
        drawing: Drawing::Chart(Chart {
            x: Axis::named("", points.iter().map(|p| p.label.clone())),
            y: Axis::from_zero("", most as f64),
            height: 130.0,
            square: false,
            layers: vec![
                Layer::Line { points: line, tone: Tone::Slate, dash: Dash::Solid, label: String::new() },
                Layer::Points { points: dots.collect(), label: String::new() },
            ],
        }),
        table: PictureTable {
            head: vec![t("月").to_owned(), unit.to_owned()],
            rows: points
                .iter()
                .map(|p| (vec![p.label.clone(), p.text.clone()], Some(Lead::Figure(p.subject.clone()))))
                .collect(),
        },
    }
}

/// A table of more rows than this has no picture.
const ROWS: usize = 60;

/// Draws the compared columns of `rows` of a table, without those in `hidden`; `None` for fewer than two columns, and for
/// too many rows. `id` and `title` name the picture.
pub fn matrix(
    id: &'static str,
    title: &str,
    table: &PageTable,
    rows: &[usize],
    hidden: &[&'static str],
) -> Option<Picture> {
    let shaded = |c: &TableColumn| c.compares && !hidden.contains(&c.id);
    let columns: Vec<(usize, &TableColumn)> =
        table.columns.iter().enumerate().filter(|(_, c)| shaded(c)).collect();
    if columns.len() < 2 || table.rows.len() > ROWS {
        return None;
    }
    let rows: Vec<_> = rows.iter().filter_map(|i| Some((*i, table.rows.get(*i)?))).collect();
    let group = |(index, row): &(usize, &crate::view::table::TableRow)| {
        let cell = |(at, column): &(usize, &TableColumn)| {
            let value = row.cells.get(*at).unwrap_or(&CellValue::Absent);
            p::Tile {
                label: format!("{} {} {}", row.label(), column.title, value.text()),
                text: value.text(),
                ground: match (value, table.ground(*index, *at)) {
                    (CellValue::Absent | CellValue::Refused | CellValue::Withheld(_), _) => {
                        p::TileGround::Hatched
                    }
                    (_, ground) => p::TileGround::Target(ground),
                },
                look: false,
                lead: None,
            }
        };
        p::TileGroup { label: row.label(), lead: None, cells: columns.iter().map(cell).collect() }
    };
    Some(Picture {
        id,
        title: title.to_owned(),
        note: t("%，底色越深，离目标越远；斜线为无数据").to_owned(),
        description: title.to_owned(),
        drawing: Drawing::Matrix(p::Matrix {
            columns: columns.iter().map(|(_, c)| c.title.to_owned()).collect(),
            rows: rows.iter().map(group).collect(),
        }),
        table: PictureTable::default(),
    })
}
