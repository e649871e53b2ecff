//! The grids with the most work, beside the mean of all.

use crate::catalogue::GridFigure;
use crate::figures::{Figures, GridFigures, Subject};
use crate::order::Sort as _;
use crate::text::t;
use crate::view::parts::workload::{is_far, load_text, mean};

/// A bar of the ranking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GridBar {
    /// The grid's name.
    pub label: String,
    /// The value with its unit.
    pub text: String,
    /// The length in tenths of a percent of the longest.
    pub length: i64,
    /// Whether it is at least half as much again as the mean: look here.
    pub far: bool,
    /// The figure that it shows.
    pub subject: Subject,
}

/// The grids with the most work, beside the mean of all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BusiestGrids {
    /// What is compared, in words.
    pub title: &'static str,
    /// Its unit.
    pub unit: &'static str,
    /// The largest, from the top.
    pub bars: Vec<GridBar>,
    /// The place of the mean, in tenths of a percent of the longest.
    pub mean_at: i64,
    /// The mean with its unit.
    pub mean: String,
    /// How many grids are compared.
    pub of: usize,
}

/// Returns the `most` grids with the highest load. Without loads it compares the minutes of visits for each officer;
/// without minutes, the visits; without visits, the households. `None` if no grids are known.
pub fn heaviest(figures: &Figures, most: usize) -> Option<BusiestGrids> {
    if let Some(by_load) = heaviest_by_load(figures, most) {
        return Some(by_load);
    }
    const WAYS: [(&str, &str, GridFigure); 3] = [
        ("每名网格员走访用时", "分钟", GridFigure::Minutes),
        ("每名网格员走访", "户次", GridFigure::Visits),
        ("每名网格员联系户数", "户", GridFigure::Households),
    ];
    let (title, unit, figure) = WAYS
        .into_iter()
        .find(|(_, _, figure)| figures.grids.iter().any(|g| g.get(*figure).is_some_and(|n| n > 0)))?;
    // A vacant grid's work falls to somebody: it counts as one officer's.
    let each = |g: &GridFigures| g.get(figure).map(|n| n / g.get(GridFigure::Officers).unwrap_or(1).max(1));
    let mut grids: Vec<(i64, &GridFigures)> =
        figures.grids.iter().filter_map(|g| each(g).map(|n| (n, g))).collect();
    grids.order_by_key(|(n, _)| -n);
    let longest = grids.first().map(|(n, _)| *n).filter(|n| *n > 0)?;
    let count = i64::try_from(grids.len()).ok()?;
    let sum: i64 = grids.iter().map(|(n, _)| n).sum();
    let bars = grids
        .iter()
        .take(most)
        .map(|(n, g)| GridBar {
            label: g.label(),
            text: crate::text::format::grouped(*n),
            length: n * 1000 / longest,
            far: n * count * 2 >= sum * 3,
            // A vacant grid has nobody to divide by.
            subject: match g.get(GridFigure::Officers) {
                None | Some(0) => Subject::Grid(g.key(), figure),
                _ => Subject::Grid(g.key(), figure).over(Subject::Grid(g.key(), GridFigure::Officers)),
            },
        })
        .collect();
    Some(BusiestGrids {
        title,
        unit,
        bars,
        mean_at: sum * 1000 / count / longest,
        mean: crate::text::format::grouped((sum + count / 2) / count),
        of: grids.len(),
    })
}

/// Compares the loads themselves; `None` if no grid has one.
fn heaviest_by_load(figures: &Figures, most: usize) -> Option<BusiestGrids> {
    let mut grids: Vec<(f64, &GridFigures)> =
        figures.grids.iter().filter_map(|g| g.load.map(|l| (l.each(), g))).collect();
    grids.order_by(|a, b| b.0.total_cmp(&a.0));
    let longest = grids.first().map(|(n, _)| *n).filter(|n| *n > 0.0)?;
    let mean = mean(figures)?;
    let length = |n: f64| (n / longest * 1000.0).round() as i64;
    let bars = grids
        .iter()
        .take(most)
        .map(|(n, g)| GridBar {
            label: g.label(),
            text: load_text(mean.multiple(*n)),
            length: length(*n),
            far: is_far(mean.multiple(*n)),
            subject: Subject::Grid(g.key(), GridFigure::Work),
        })
        .collect();
    Some(BusiestGrids {
        title: t("网格负荷"),
        unit: t("1.00＝平均"),
        bars,
        mean_at: length(mean.each()),
        mean: load_text(1.0),
        of: grids.len(),
    })
}
