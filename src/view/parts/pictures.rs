//! The figures of pages as [`Picture`]s.

use crate::order::Sort as _;
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
        lead: Some(Lead::Figure(b.subject.clone())),
    };
    // A unit that explains itself stands beside the title.
    let mean = if view.unit.contains(['＝', '=']) {
        say!("平均 {}", view.mean)
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

/// Returns a month as a mark of an axis: 3月, and the year with January and with the first.
pub fn month_name(month: i32, with_year: bool) -> String {
    let (year, month) = (month.div_euclid(12), month.rem_euclid(12) + 1);
    if with_year { say!("{}年{}月", year, month) } else { say!("{}月", month) }
}

fn month_axis(months: &[i32]) -> Axis {
    let long = months.len() > 12;
    Axis::named("", months.iter().map(|m| month_name(*m, long && m.rem_euclid(12) == 0)))
}

/// Draws counts along months as columns; `id` names the picture, title and note are the caller's.
pub fn columns(id: &'static str, months: &[i32], counts: &[i64]) -> Picture {
    let most = counts.iter().copied().max().unwrap_or(0);
    let bar = |(i, n): (usize, &i64)| p::HistogramBar {
        from: i as f64 - 0.32,
        to: i as f64 + 0.32,
        value: *n as f64,
        label: format!("{} {n}", months.get(i).map(|m| month_name(*m, true)).unwrap_or_default()),
        text: crate::text::format::grouped(*n),
        tone: Tone::Slate,
        lead: None,
    };
    let row = |(m, n): (&i32, &i64)| (vec![month_name(*m, true), crate::text::format::grouped(*n)], None);
    Picture {
        id,
        title: String::new(),
        note: String::new(),
        description: counts.iter().map(i64::to_string).collect::<Vec<_>>().join(t("，")),
        drawing: Drawing::Chart(Chart {
            x: month_axis(months),
            y: Axis { ticks: vec![(0.0, String::new())], ..Axis::from_zero("", most as f64) },
            height: 150.0,
            square: false,
            layers: vec![Layer::Columns {
                columns: counts.iter().enumerate().map(bar).collect(),
                label: String::new(),
            }],
        }),
        table: PictureTable {
            head: vec![t("月").to_owned(), t("户次").to_owned()],
            rows: months.iter().zip(counts).map(row).collect(),
        },
    }
}

/// Draws shares in percent along months as lines, beside a target; `id` names the picture.
pub fn cumulative(
    id: &'static str,
    months: &[i32],
    lines: &[(&str, Vec<f64>, Tone)],
    target: Option<f64>,
) -> Picture {
    let level = |at: f64| Layer::Level { at, words: say!("目标 {target}%", target = at) };
    let mut layers: Vec<Layer> = target.map(level).into_iter().collect();
    for (name, values, tone) in lines {
        let points = values.iter().enumerate().map(|(i, v)| [i as f64, *v]).collect();
        let last = values.last().copied().unwrap_or(0.0);
        layers.push(Layer::Line {
            points,
            tone: *tone,
            dash: Dash::Solid,
            label: format!("{name} {last:.1}"),
        });
        let dot = |(i, v): (usize, &f64)| p::ChartPoint {
            x: i as f64,
            y: *v,
            label: format!(
                "{name} {} {v:.1}%",
                months.get(i).map(|m| month_name(*m, true)).unwrap_or_default()
            ),
            tone: *tone,
            ..p::ChartPoint::default()
        };
        layers.push(Layer::Points {
            points: values.iter().enumerate().map(dot).collect(),
            label: String::new(),
        });
    }
    let row = |(i, m): (usize, &i32)| {
        let values = lines.iter().map(|(_, v, _)| v.get(i).map_or_else(String::new, |v| format!("{v:.1}")));
        (std::iter::once(month_name(*m, true)).chain(values).collect(), None)
    };
    Picture {
        id,
        title: String::new(),
        note: String::new(),
        description: lines
            .iter()
            .map(|(name, v, _)| format!("{name} {:.1}%", v.last().copied().unwrap_or(0.0)))
            .collect::<Vec<_>>()
            .join(t("，")),
        drawing: Drawing::Chart(Chart {
            x: month_axis(months),
            y: Axis {
                title: String::new(),
                low: 0.0,
                high: 100.0,
                ticks: (0..=4).map(|i| (f64::from(i * 25), (i * 25).to_string())).collect(),
            },
            height: 180.0,
            square: false,
            layers,
        }),
        table: PictureTable {
            head: std::iter::once(t("月").to_owned())
                .chain(lines.iter().map(|(n, ..)| (*n).to_owned()))
                .collect(),
            rows: months.iter().enumerate().map(row).collect(),
        },
    }
}

/// A dot: its value, its words, its colour and where it leads.
pub type Dot = (f64, String, Tone, Option<Lead>);

/// Draws a dot for each value, those of about one value on each other, with a line at `mark`. The dot of ink
/// lies on top and is called `own`; `id` names the picture.
pub fn dots(id: &'static str, mut dots: Vec<Dot>, mark: (f64, String), own: String) -> Picture {
    const BINS: f64 = 44.0;
    const STEP: f64 = 7.4;
    dots.order_by(|a, b| a.0.total_cmp(&b.0));
    let ends = dots.first().zip(dots.last()).map_or((0.0, 1.0), |(a, b)| (a.0, b.0));
    let x = Axis::linear("", ends.0, ends.1);
    let wide = (x.high - x.low) / BINS;
    let bin_of = |value: f64| ((value - x.low) / wide).floor();
    dots.order_by(|a, b| {
        bin_of(a.0).total_cmp(&bin_of(b.0)).then((a.2 == Tone::Ink).cmp(&(b.2 == Tone::Ink)))
    });
    let mut layer = Vec::new();
    let (mut bin, mut height, mut most) = (f64::MIN, 0.0, 1.0_f64);
    for (value, label, tone, lead) in &dots {
        let at = bin_of(*value);
        height = if at == bin { height + 1.0 } else { 0.5 };
        bin = at;
        most = most.max(height + 0.5);
        layer.push(p::ChartPoint {
            x: x.low + (at + 0.5) * wide,
            y: height,
            label: label.clone(),
            text: if *tone == Tone::Ink { own.clone() } else { String::new() },
            tone: *tone,
            lead: lead.clone(),
        });
    }
    let row = |dot: &Dot| (vec![dot.1.clone()], dot.3.clone());
    layer.order_by_key(|point| point.tone == Tone::Ink);
    let (at, words) = mark;
    let description = words.clone();
    let layers = vec![Layer::Upright { at, words }, Layer::Points { points: layer, label: String::new() }];
    Picture {
        id,
        title: String::new(),
        note: String::new(),
        description,
        drawing: Drawing::Chart(Chart {
            x,
            y: Axis { title: " ".to_owned(), low: 0.0, high: most, ticks: vec![(0.0, String::new())] },
            height: most * STEP,
            square: false,
            layers,
        }),
        table: PictureTable {
            head: vec![t("网格").to_owned()], rows: dots.iter().rev().map(row).collect()
        },
    }
}
