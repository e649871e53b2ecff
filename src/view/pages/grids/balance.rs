//! How evenly the work is spread, with its pictures.

use crate::catalogue::{BalanceFigure, GridFigure};
use crate::figures::{Figures, GridFigures, Subject};
use crate::statistics::lorenz::lorenz;
use crate::text::{say, t};
use crate::view::parts::workload::{self, balance_text, is_far};
use crate::view::picture::{
    Axis, Chart, ChartPoint, Dash, Drawing, HistogramBar, Layer, Lead, Picture, PictureTable, Tone,
};

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

pub(super) fn balance(figures: &Figures) -> Vec<BalanceLine> {
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
                subject: Subject::Balance(figure),
            })
        })
        .collect()
}

/// Returns how evenly the work lies, in a sentence; empty if that is not computed.
pub(super) fn sentence(figures: &Figures) -> String {
    let Some(Ok(b)) = &figures.balance else { return String::new() };
    let Some([largest, moved]) = figures
        .balance_of(BalanceFigure::Largest)
        .zip(figures.balance_of(BalanceFigure::Hoover))
        .map(|(largest, moved)| [format!("{largest:.1}"), format!("{:.1}", moved * 100.0)])
    else {
        return String::new();
    };
    let words =
        say!("按网格的工作量，最重的是平均的 {largest} 倍；移动 {moved}%，各网格就一样", largest, moved);
    if b.theil <= 0.0 {
        return words;
    }
    let within = format!("{:.0}", b.within / b.theil * 100.0);
    say!("{words}；差距有 {within}% 在同一村的网格之间，其余在村与村之间", words, within)
}

/// Returns the Lorenz curve; `None` if balance is not computed.
pub fn lorenz_picture(figures: &Figures) -> Option<Picture> {
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
                        lead: Some(Lead::Figure(Subject::Balance(BalanceFigure::Gini))),
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

/// Returns a width of 1, 2 or 5 times a power of ten that makes about sixteen bins.
fn width(largest: f64) -> f64 {
    let rough = (largest / 16.0).max(0.01);
    let power = 10f64.powf(rough.log10().floor());
    [1.0, 2.0, 5.0, 10.0].into_iter().map(|n| n * power).find(|w| *w >= rough).unwrap_or(power * 10.0)
}

/// Returns how many grids have which load; `None` for fewer than two grids with a load.
pub fn histogram_picture(figures: &Figures) -> Option<Picture> {
    let mean = workload::mean(figures)?;
    let multiple = |g: &GridFigures| g.load.map(|load| mean.multiple(load.each()));
    let loads: Vec<(f64, &GridFigures)> =
        figures.grids.iter().filter_map(|g| multiple(g).map(|n| (n, g))).collect();
    let largest = loads.iter().map(|(l, _)| *l).fold(0.0, f64::max);
    if loads.len() < 2 || largest <= 0.0 || !largest.is_finite() {
        return None;
    }
    let width = width(largest);
    let bins = ((largest / width).floor() as usize + 1).min(60);
    let mut found: Vec<Vec<Subject>> = vec![Vec::new(); bins];
    for (load, grid) in &loads {
        if let Some(bin) = found.get_mut(((load / width) as usize).min(bins - 1)) {
            bin.push(Subject::Grid(grid.key(), GridFigure::Work));
        }
    }
    let decimals = if width < 0.1 { 2 } else { 1 };
    let most = found.iter().map(Vec::len).max().unwrap_or(0);
    let far = loads.iter().filter(|(n, _)| is_far(*n)).count();
    let mut rows = Vec::new();
    let columns = found.into_iter().enumerate().map(|(i, grids)| {
        let from = i as f64 * width;
        let range = format!("{from:.decimals$}–{:.decimals$}", from + width);
        let number = grids.len();
        let lead = (number > 0).then_some(Lead::Figure(Subject::Sum(grids)));
        rows.push((vec![range.clone(), number.to_string()], lead.clone()));
        HistogramBar {
            from,
            to: from + width,
            value: number as f64,
            label: say!("负荷 {range}：{number} 个网格", range, number),
            text: if number > 0 { number.to_string() } else { String::new() },
            tone: if is_far(from) { Tone::Look } else { Tone::Slate },
            lead,
        }
    });
    let columns: Vec<HistogramBar> = columns.collect();
    let words = say!("{} 个网格，{} 个达到平均的 1.5 倍", loads.len(), far);
    let end = bins as f64 * width;
    Some(Picture {
        id: "load-histogram",
        title: t("负荷分布").to_owned(),
        note: words.clone(),
        description: words,
        drawing: Drawing::Chart(Chart {
            x: Axis::linear(t("负荷，1.00＝平均"), 0.0, end),
            y: Axis::from_zero(t("网格"), most as f64),
            height: 220.0,
            square: false,
            layers: vec![Layer::Columns { columns, label: String::new() }],
        }),
        table: PictureTable { head: vec![t("负荷").to_owned(), t("网格").to_owned()], rows },
    })
}
