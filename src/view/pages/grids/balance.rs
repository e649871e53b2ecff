//! How evenly the work is spread, with its pictures.

use crate::catalogue::{BalanceFigure, GridFigure};
use crate::figures::{Figures, GridFigures, MeanLoad, Subject};
use crate::order::Sort as _;
use crate::statistics::lorenz::lorenz;
use crate::text::{say, t};
use crate::view::parts::workload::{self, balance_text, is_far, load_text};
use crate::view::picture::{
    Axis, Chart, ChartPoint, Dash, DotRow, DotRows, Drawing, Layer, Lead, Picture, PictureTable, RowDot, Tone,
};
use crate::view::place_ref::PlaceRef;

/// A figure of balance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BalanceLine {
    /// Its name.
    pub title: &'static str,
    /// The figure.
    pub value: String,
    /// What it means, in words.
    pub words: String,
    /// The figure, for its definition and rows.
    pub subject: Subject,
}

pub(super) fn balance(figures: &Figures, village: &str) -> Vec<BalanceLine> {
    let Some(Ok(b)) = &figures.balance else { return Vec::new() };
    let share =
        |part: f64| if b.theil > 0.0 { format!("{:.0}%", part / b.theil * 100.0) } else { "–".to_owned() };
    BalanceFigure::ALL
        .iter()
        .filter_map(|&figure| {
            let value = figures.balance_of(figure)?;
            let words = match figure {
                BalanceFigure::Largest => {
                    say!("最重的网格是平均的 {} 倍", format!("{value:.1}"))
                }
                BalanceFigure::Hoover => {
                    say!("要移动 {}% 的工作量，各网格才一样", format!("{:.1}", value * 100.0))
                }
                BalanceFigure::Gini => t("0 为完全一样，越接近 1 越集中在少数网格").to_owned(),
                BalanceFigure::Variation => {
                    say!("各网格与平均相差，一般在平均的 {}% 上下", format!("{:.0}", value * 100.0))
                }
                BalanceFigure::Theil => t("0 为完全一样；正好分成下面两部分").to_owned(),
                BalanceFigure::Between => say!("占 {}，来自村与村之间", share(b.between)),
                BalanceFigure::Within => say!("占 {}，来自同一村内各网格之间", share(b.within)),
            };
            Some(BalanceLine {
                title: figure.title(),
                value: balance_text(figure, value),
                words,
                subject: Subject::Balance(figure).among(village),
            })
        })
        .collect()
}

/// Returns the three figures that tell how evenly the work lies; none if that is not computed.
pub(super) fn brief(figures: &Figures, village: &str) -> Vec<BalanceLine> {
    let Some(Ok(b)) = &figures.balance else { return Vec::new() };
    let line = |figure: BalanceFigure, title, value, words| BalanceLine {
        title,
        value,
        words,
        subject: Subject::Balance(figure).among(village),
    };
    let load = |grid: &&GridFigures| grid.load.map_or(0.0, |load| load.each());
    let heaviest = figures.grids.iter().max_by(|a, b| load(a).total_cmp(&load(b)));
    // Within one village there is nothing between villages.
    let first = figures.grids.first().map(|grid| &grid.village);
    let is_one = figures.grids.iter().all(|grid| Some(&grid.village) == first);
    let largest = figures.balance_of(BalanceFigure::Largest).map(|n| {
        let name = heaviest.map(GridFigures::label).unwrap_or_default();
        let title = if is_one { t("最重÷本村平均") } else { t("最重÷全镇平均") };
        line(BalanceFigure::Largest, title, format!("{n:.2}"), name)
    });
    let moved = figures.balance_of(BalanceFigure::Hoover).map(|part| {
        let value = format!("{:.1}%", part * 100.0);
        line(BalanceFigure::Hoover, BalanceFigure::Hoover.title(), value, t("各网格完全拉平时").to_owned())
    });
    let within = (!is_one && b.theil > 0.0).then(|| {
        let within = (b.within / b.theil * 100.0).round();
        let words = say!("其余 {}% 在村与村之间", 100.0 - within);
        line(BalanceFigure::Within, t("出在村内的差别"), format!("{within}%"), words)
    });
    [largest, moved, within].into_iter().flatten().collect()
}

/// Returns the Lorenz curve; `None` if balance is not computed.
pub fn lorenz_picture(all: &Figures, village: &str) -> Option<Picture> {
    let own = (!village.is_empty()).then(|| all.of_village(village));
    let figures = own.as_ref().unwrap_or(all);
    let gini = figures.balance_of(BalanceFigure::Gini)?;
    let loads: Vec<f64> = figures.grids.iter().filter_map(|g| g.load.map(|l| l.minutes as f64)).collect();
    let points = lorenz(&loads)?;
    // The half of the grids with the least work; of an odd number, between two points.
    let half = points.windows(2).find_map(|w| match w {
        [a, b] if b.grids >= 0.5 => Some(a.work + (b.work - a.work) * (0.5 - a.grids) / (b.grids - a.grids)),
        _ => None,
    })?;
    let words = say!("工作量较少的一半网格，承担全部工作量的 {}%", format!("{:.1}", half * 100.0));
    let line = |points, tone, dash, label: &str| Layer::Line { points, tone, dash, label: label.to_owned() };
    let curve: Vec<[f64; 2]> = points.iter().map(|p| [p.grids, p.work]).collect();
    let area = points.iter().map(|p| [p.grids, p.work, p.grids]).collect();
    let rows = points.iter().step_by(points.len().div_ceil(20).max(1));
    Some(Picture {
        id: "lorenz",
        title: t("洛伦兹曲线").to_owned(),
        note: words.clone(),
        description: say!("{words}；基尼系数 {}", balance_text(BalanceFigure::Gini, gini), words),
        drawing: Drawing::Chart(Chart {
            x: Axis::share(t("网格，由轻到重")),
            y: Axis::share(t("工作量")),
            height: 260.0,
            square: true,
            layers: vec![
                Layer::Area { points: area, tone: Tone::Soft, label: String::new() },
                line(vec![[0.0, 0.0], [1.0, 1.0]], Tone::Soft, Dash::Dashed, t("完全一样")),
                line(curve, Tone::Slate, Dash::Solid, t("实际")),
                Layer::Points {
                    points: vec![ChartPoint {
                        x: 0.5,
                        y: half,
                        label: words,
                        text: format!("{:.1}%", half * 100.0),
                        tone: Tone::Slate,
                        lead: Some(Lead::Figure(Subject::Balance(BalanceFigure::Gini).among(village))),
                    }],
                    label: String::new(),
                },
            ],
        }),
        table: PictureTable {
            head: vec![t("网格，由轻到重").to_owned(), t("工作量").to_owned()],
            rows: rows
                .map(|p| (vec![format!("{:.0}%", p.grids * 100.0), format!("{:.1}%", p.work * 100.0)], None))
                .collect(),
        },
    })
}

/// Returns the grids of each village, or of one, as dots by their load, the village with the heaviest grid first; `None`
/// where no load is known.
pub fn strips_picture(figures: &Figures, village: &str) -> Option<Picture> {
    let mean = workload::mean(figures)?;
    let mut villages: Vec<(&str, Vec<(f64, &GridFigures)>)> = Vec::new();
    for grid in figures.grids.iter().filter(|g| village.is_empty() || g.village == village) {
        let Some(load) = grid.load.map(|load| mean.multiple(load.each())) else { continue };
        match villages.iter_mut().find(|(name, _)| *name == grid.village) {
            Some((_, grids)) => grids.push((load, grid)),
            None => villages.push((&grid.village, vec![(load, grid)])),
        }
    }
    for (_, grids) in &mut villages {
        grids.order_by(|a, b| b.0.total_cmp(&a.0));
    }
    let heaviest = |grids: &[(f64, &GridFigures)]| grids.first().map_or(0.0, |(load, _)| *load);
    villages.order_by(|a, b| heaviest(&b.1).total_cmp(&heaviest(&a.1)));
    let all = || villages.iter().flat_map(|(_, grids)| grids);
    let (n, far) = (all().count(), all().filter(|(load, _)| is_far(*load)).count());
    let least = all().map(|(load, _)| *load).fold(1.0, f64::min);
    let subject = |grid: &GridFigures| Some(Lead::Figure(Subject::Grid(grid.key(), GridFigure::Work)));
    let short = |village: &str, grid: &GridFigures| {
        let label = grid.label();
        label.strip_prefix(village).unwrap_or(&label).replace("网格", "")
    };
    let row = |(name, grids): &(&str, Vec<(f64, &GridFigures)>)| DotRow {
        label: (*name).to_owned(),
        lead: Some(Lead::Place(PlaceRef::Village((*name).to_owned()))),
        mean: MeanLoad::of(grids.iter().map(|(_, g)| *g)).map(|own| mean.multiple(own.each())),
        dots: grids
            .iter()
            .map(|(load, grid)| RowDot {
                value: *load,
                label: format!("{} {}", grid.label(), load_text(*load)),
                text: if is_far(*load) {
                    format!("{} {}", short(name, grid), load_text(*load))
                } else {
                    String::new()
                },
                tone: if is_far(*load) { Tone::Look } else { Tone::Slate },
                lead: subject(grid),
            })
            .collect(),
        text: load_text(heaviest(grids) - grids.last().map_or(0.0, |(load, _)| *load)),
        ..DotRow::default()
    };
    let rows: Vec<DotRow> = villages.iter().map(row).collect();
    let most = villages.first().map_or(0.0, |(_, grids)| heaviest(grids)).max(MeanLoad::FAR);
    let description = say!("{n} 个网格，{far} 个达到平均的 1.5 倍", n, far);
    (n > 0).then(|| Picture {
        id: "load-strips",
        title: t("各村的网格").to_owned(),
        note: t("一点一个网格，◆ 达到平均的 1.5 倍，竖线为本村平均；村内差＝最重减最轻").to_owned(),
        description,
        drawing: Drawing::DotRows(DotRows {
            axis: load_axis(least, most),
            rules: vec![(1.0, false), (MeanLoad::FAR, true)],
            rows,
            end: t("村内差").to_owned(),
        }),
        table: PictureTable {
            head: [t("网格"), t("负荷")].map(str::to_owned).to_vec(),
            rows: all().map(|(load, grid)| (vec![grid.label(), load_text(*load)], subject(grid))).collect(),
        },
    })
}

/// From the quarter below `least` to the one above `most`, with halves named, fewer where these are many.
fn load_axis(least: f64, most: f64) -> Axis {
    let (low, high) = ((least * 4.0).floor() / 4.0, (most * 4.0).ceil() / 4.0);
    let step = ((high - low) / 4.0).ceil().max(1.0) / 2.0;
    let first = (low / step).ceil() * step;
    let steps = ((high - first) / step).floor().clamp(0.0, 20.0) as u32;
    let ticks = (0..=steps).map(|i| first + f64::from(i) * step).map(|at| {
        let words = if at == 1.0 { say!("全镇平均 {}", load_text(at)) } else { load_text(at) };
        (at, words)
    });
    Axis { title: String::new(), low, high, ticks: ticks.collect() }
}
