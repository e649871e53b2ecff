//! 各格一览: every grid as a tile in its village, shaded by a figure, without a map.

use crate::catalogue::{CaseFigure, Count, GridFigure, Measure};
use crate::figures::settings::PeriodTarget;
use crate::figures::{Figures, GridFigures, MeanLoad, VillageFigures};
use crate::text::format::{grouped, per_mille, percent};
use crate::text::{say, t};
use crate::view::parts::workload;
use crate::view::picture::{
    Drawing, Ground, Lead, Picture, PictureTable, ShadeScale, Tile, TileGround, TileGroup, Tiles,
};
use crate::view::place_ref::PlaceRef;

/// The figure that shades the tiles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shade {
    /// The share of its households that were visited.
    #[default]
    Visited,
    /// The share of its households that are linked.
    Linked,
    /// The load.
    Load,
    /// Its households.
    Households,
    /// Its cases.
    Cases,
    /// Its overdue cases.
    Overdue,
}

impl Shade {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 6] =
        [Self::Visited, Self::Linked, Self::Load, Self::Households, Self::Cases, Self::Overdue];

    /// Its stable name, and its name on the page.
    const fn words(self) -> [&'static str; 2] {
        match self {
            Self::Visited => ["visited", "走访覆盖"],
            Self::Linked => ["linked", "联户覆盖"],
            Self::Load => ["load", "负荷"],
            Self::Households => ["households", "户数"],
            Self::Cases => ["cases", "受理诉求"],
            Self::Overdue => ["overdue", "超期诉求"],
        }
    }

    /// Returns the stable name.
    pub fn id(self) -> &'static str {
        self.words()[0]
    }

    /// Returns the name on the page.
    pub fn title(self) -> &'static str {
        t(self.words()[1])
    }

    /// Returns the one of this name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.id() == id)
    }

    /// Returns a grid's figure: numerator and denominator, the latter 0 for a count.
    pub(super) fn of(self, grid: &GridFigures, mean: Option<MeanLoad>) -> Option<(i64, i64)> {
        let share = |n| grid.get(n).zip(grid.get(GridFigure::Households)).filter(|(_, d)| *d > 0);
        let count = |n: Option<i64>| n.map(|n| (n, 0));
        match self {
            Self::Visited => share(GridFigure::VisitedHouseholds),
            Self::Linked => share(GridFigure::Linked),
            // Of the mean, in hundredths.
            Self::Load => count(grid.load.zip(mean).map(|(l, mean)| hundredths(mean.multiple(l.each())))),
            Self::Households => count(grid.get(GridFigure::Households)),
            Self::Cases => count(grid.get(GridFigure::Cases)),
            Self::Overdue => count(grid.get(GridFigure::Overdue)),
        }
    }

    /// Returns a village's figure likewise; its load is that of its grids together.
    pub(super) fn of_village(self, village: &VillageFigures, figures: &Figures) -> Option<(i64, i64)> {
        let share = |measure| village.measure(measure).known_ratio().filter(|(_, d)| *d > 0);
        let count = |n: Option<i64>| n.map(|n| (n, 0));
        match self {
            Self::Visited => share(Measure::HouseholdVisits),
            Self::Linked => share(Measure::LinkedHouseholds),
            Self::Load => {
                let mine = MeanLoad::of(figures.grids.iter().filter(|g| g.village == village.name));
                count(
                    mine.zip(workload::mean(figures))
                        .map(|(mine, mean)| hundredths(mean.multiple(mine.each()))),
                )
            }
            Self::Households => count(village.count(Count::Households)),
            Self::Cases => count(village.case(CaseFigure::Received)),
            Self::Overdue => count(village.case(CaseFigure::Overdue)),
        }
    }

    /// The measure that it shows; `None` if it is an amount.
    fn measure(self) -> Option<Measure> {
        match self {
            Self::Visited => Some(Measure::HouseholdVisits),
            Self::Linked => Some(Measure::LinkedHouseholds),
            Self::Load | Self::Households | Self::Cases | Self::Overdue => None,
        }
    }

    /// Returns what stands behind a value: its distance to the target, or how much it is of the `most` that there is.
    pub(super) fn ground(
        self,
        (n, d): (i64, i64),
        most: i64,
        target: impl Fn(Measure) -> PeriodTarget,
    ) -> TileGround {
        match self.measure() {
            Some(measure) => TileGround::Target(Ground::of_ratio(n, d, target(measure))),
            None => {
                let step = n.saturating_mul(10).checked_div(most).unwrap_or(0);
                TileGround::Amount(u8::try_from(step.clamp(0, 10)).unwrap_or(10))
            }
        }
    }

    /// Returns what the shades mean; `most` is the largest amount.
    pub(super) fn scale(self, most: i64) -> ShadeScale {
        match self.measure() {
            Some(_) => ShadeScale::Target,
            None => ShadeScale::Amount("0".to_owned(), self.value_text((most, 0))),
        }
    }

    /// Returns the note of a picture: what it draws, and how its shades read.
    pub(super) fn note(self, drawn: &str) -> String {
        let shades = if self.measure().is_some() {
            t("底色越深，离目标越远")
        } else {
            t("底色越深越多")
        };
        format!("{drawn}{}{shades}", t("，"))
    }

    pub(super) fn value_text(self, (n, d): (i64, i64)) -> String {
        match self {
            Self::Visited | Self::Linked => {
                format!("{}%（{} / {}）", percent(n, d).unwrap_or_default(), grouped(n), grouped(d))
            }
            Self::Load => format!("{}.{:02}", n / 100, n % 100),
            Self::Households => say!("{} 户", grouped(n)),
            Self::Cases | Self::Overdue => say!("{} 件", grouped(n)),
        }
    }

    /// Returns the value in the three letters that a tile has room for.
    fn short(self, (n, d): (i64, i64)) -> String {
        match self {
            Self::Visited | Self::Linked => per_mille(n, d).map(|m| (m / 10).to_string()).unwrap_or_default(),
            Self::Load if n < 100 => format!(".{n:02}"),
            Self::Load => format!("{}.{}", n / 100, n % 100 / 10),
            _ => n.to_string(),
        }
    }
}

/// A multiple of the mean in hundredths. Far below what the cast could cut.
fn hundredths(multiple: f64) -> i64 {
    (multiple * 100.0).round() as i64
}

/// Returns the shades of which something is known.
pub fn shades(figures: &Figures) -> Vec<Shade> {
    let mean = workload::mean(figures);
    Shade::ALL.into_iter().filter(|s| figures.grids.iter().any(|g| s.of(g, mean).is_some())).collect()
}

/// Returns the picture; `None` if no grid is listed.
pub fn tiles(figures: &Figures, shade: Shade) -> Option<Picture> {
    if figures.grids.is_empty() {
        return None;
    }
    let mean = workload::mean(figures);
    let known = || figures.grids.iter().filter_map(|g| shade.of(g, mean));
    let most = known().map(|(n, _)| n).max().unwrap_or(0);
    let cell = |g: &GridFigures| {
        let value = shade.of(g, mean);
        let words = value.map_or_else(|| t("无数据").to_owned(), |v| shade.value_text(v));
        Tile {
            label: format!("{} {} {words}", g.label(), shade.title()),
            text: value.map(|v| shade.short(v)).unwrap_or_default(),
            ground: value
                .map(|v| shade.ground(v, most, |m| figures.target_of_grid(m, g)))
                .unwrap_or_default(),
            look: false,
            lead: Some(Lead::Place(PlaceRef::Grid(g.key().village, g.key().grid))),
        }
    };
    let mut groups: Vec<TileGroup> = Vec::new();
    for grid in &figures.grids {
        if groups.last().is_none_or(|g| g.label != grid.village) {
            let lead = Some(Lead::Place(PlaceRef::Village(grid.village.clone())));
            groups.push(TileGroup { label: grid.village.clone(), lead, cells: Vec::new() });
        }
        if let Some(group) = groups.last_mut() {
            group.cells.push(cell(grid));
        }
    }
    let rows = figures.grids.iter().map(|g| {
        let value = shade.of(g, mean).map_or_else(|| t("无数据").to_owned(), |v| shade.value_text(v));
        (vec![g.label(), value], Some(Lead::Place(PlaceRef::Grid(g.key().village, g.key().grid))))
    });
    Some(Picture {
        id: "tiles",
        title: say!("各网格{}", shade.title()),
        note: shade.note(t("一块一个网格，按村排列")),
        description: say!(
            "{villages} 个村的 {grids} 个网格，各按{what}着色",
            villages = groups.len(),
            grids = figures.grids.len(),
            what = shade.title()
        ),
        table: PictureTable {
            head: vec![t("网格").to_owned(), shade.title().to_owned()],
            rows: rows.collect(),
        },
        drawing: Drawing::Tiles(Tiles { groups, scale: shade.scale(most) }),
    })
}
