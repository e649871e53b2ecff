//! The page of a village or a grid: a sentence, its figures among those of all others, its cases, its visits, and the way
//! to its neighbours. What only tables tell (names, single cases and households) comes with [`Details`] and is left out
//! of a snapshot.

mod grid;
mod households;
mod village;

use crate::figures::details::{Details, DetailsOf};
use crate::figures::reading::read;
use crate::figures::settings::PeriodTarget;
use crate::figures::{Figures, State, Subject};
use crate::model::body::Body;
use crate::text::format::{between, grouped, percents, with_unit};
use crate::text::{say, t, unit};
use crate::view::parts::ratio::waiting;
use crate::view::parts::sentence::Phrase;
use crate::view::picture::{Drawing, Lead, Picture, PictureTable, Strip, Strips};
use crate::view::place_ref::PlaceRef;
use crate::view::table::PageTable;

/// A step of the path above the figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathStep {
    /// Its name.
    pub label: String,
    /// The place that it leads to; `None` for the township and for the shown place.
    pub place: Option<PlaceRef>,
}

/// A count of the place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceFigure {
    /// The figure, for its rows.
    pub subject: Subject,
    /// Its name.
    pub title: &'static str,
    /// The number without its unit, or why there is none.
    pub number: String,
    /// The unit.
    pub unit: &'static str,
    /// What other places have.
    pub beside: String,
}

/// Somebody who is in charge, or a group, under what they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InCharge {
    /// As what.
    pub role: &'static str,
    /// The names, each with a remark.
    pub names: Vec<(String, String)>,
}

/// A drawing under its heading.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceDrawing {
    /// The heading: the page says already whose it is, a saved file does not.
    pub title: &'static str,
    /// The drawing; its note stands beside the heading.
    pub picture: Picture,
    /// What stands below it.
    pub legend: Vec<String>,
    /// What the figure is made of.
    pub parts: Vec<WorkPart>,
}

/// A part of a grid's load, in hours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkPart {
    /// What the time goes to.
    pub title: &'static str,
    /// The grid's own, and the mean of all grids.
    pub hours: [String; 2],
    /// The lengths of both among all parts, in tenths of a percent.
    pub lengths: [i64; 2],
}

/// The page of a place.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PlaceView {
    /// Its name.
    pub title: String,
    /// From the township down to it.
    pub path: Vec<PathStep>,
    /// Its size and its code.
    pub facts: Vec<String>,
    /// The place before it and the one after it.
    pub turns: [Option<(PlaceRef, String)>; 2],
    /// What a leader would say of it.
    pub sentence: Vec<Phrase>,
    /// The days that count.
    pub period: String,
    /// Who is in charge.
    pub charge: Vec<InCharge>,
    /// Its ratios among those of all others; `None` if there is none that is not complete.
    pub strips: Option<PlaceDrawing>,
    /// Its ratios that are complete, in few words.
    pub complete: Vec<(Subject, String)>,
    /// What it lacks, in words.
    pub lacks: Vec<String>,
    /// Its visits by month, its households, its load.
    pub drawings: Vec<PlaceDrawing>,
    /// Its cases.
    pub cases: PageTable,
    /// What the cases are, in few words.
    pub cases_note: String,
    /// The grids of a village.
    pub grids: PageTable,
    /// Its other counts.
    pub counts: Vec<PlaceFigure>,
    /// What stands beside each of them.
    pub counts_note: &'static str,
    /// The representatives of a village, by the rosters.
    pub persons: Vec<(Body, String)>,
}

/// Returns the page of a place, with the `details` that were listed of it; `None` if the figures have no such place.
pub fn place(figures: &Figures, place: &PlaceRef, details: Option<&Details>) -> Option<PlaceView> {
    match place {
        PlaceRef::Village(name) => village::village(figures, name, details),
        PlaceRef::Grid(village, name) => grid::grid(figures, grid_at(figures, village, name)?, details),
        PlaceRef::Person(..) => None,
    }
}

/// Returns of what the page of a place wants details; `None` for persons and unknown places.
pub fn details_of(figures: &Figures, place: &PlaceRef) -> Option<DetailsOf> {
    match place {
        PlaceRef::Village(name) => Some(DetailsOf::Village(name.clone())),
        PlaceRef::Grid(village, name) => {
            Some(DetailsOf::Grid(figures.grids.get(grid_at(figures, village, name)?)?.key()))
        }
        PlaceRef::Person(..) => None,
    }
}

/// Returns where the grid of a village stands, by its name or by its canonical one.
fn grid_at(figures: &Figures, village: &str, name: &str) -> Option<usize> {
    figures.grids.iter().position(|g| g.village == village && (g.key == name || g.name == name))
}

fn top(figures: &Figures) -> PathStep {
    PathStep { label: figures.township.clone().unwrap_or_else(|| t("全镇").to_owned()), place: None }
}

/// Joins clauses to a sentence.
fn joined(clauses: Vec<Vec<Phrase>>) -> Vec<Phrase> {
    let mut out = Vec::new();
    for (i, clause) in clauses.into_iter().filter(|c| !c.is_empty()).enumerate() {
        if i > 0 {
            out.push(Phrase::plain(t("；")));
        }
        out.extend(clause);
    }
    if !out.is_empty() {
        out.push(Phrase::plain(t("。")));
    }
    out
}

/// A size or a code, where it is known.
fn facts(parts: [(Option<i64>, &'static str); 3], code: &str, figures: &Figures) -> Vec<String> {
    let sizes = parts.into_iter().filter_map(|(n, of)| n.map(|n| with_unit(n, unit(of))));
    let code = (!code.is_empty()).then(|| say!("编码 {}", code));
    let unsure = (!figures.has_lists()).then(|| t("没有名单，未经核对").to_owned());
    sizes.chain(code).chain(unsure).collect()
}

/// A ratio of a place as a strip among those of all others.
struct Among<'a> {
    subject: Subject,
    title: &'a str,
    unit: &'static str,
    target: Option<PeriodTarget>,
    undecided: String,
    /// The ratios of all places, and what each is held against.
    all: Vec<((i64, i64), Option<PeriodTarget>)>,
    beside: String,
    /// How the places are counted: 27 村.
    places: &'a str,
}

impl Among<'_> {
    /// Returns the strip; `None` where the ratio is not known.
    fn strip(self, figures: &Figures) -> Option<Strip> {
        let reading = read(&self.subject, figures);
        let (n, d) = (reading.numerator, reading.denominator.filter(|d| *d > 0)?);
        let upper = match reading.state {
            State::Value => n,
            State::Interval { upper, .. } => upper,
            _ => return None,
        };
        let short = self.target.map_or(0, |target| target.short_of(upper, d));
        let share = |n: i64, d: i64| n as f64 / d as f64;
        let known = || self.all.iter().filter(|((_, d), _)| *d > 0);
        let all: Vec<f64> = known().map(|((n, d), _)| share(*n, *d)).collect();
        let mut held_all =
            known().map(|((n, d), target)| target.is_some_and(|held| held.short_of(*n, *d) > 0));
        let held = self.target.filter(|target| target.waits.is_none());
        let reach = held.and_then(PeriodTarget::tenths).map(|tenths| tenths as f64 / 1000.0);
        let beside = match held {
            None if self.target.is_some() => self.target.map_or_else(String::new, waiting),
            None => t("未设目标").to_owned(),
            Some(_) if all.len() > 2 && held_all.all(|short| short) => {
                say!("{places}都未达", places = self.places)
            }
            Some(_) if all.len() > 2 && all.iter().filter(|s| **s <= share(upper, d)).count() == 1 => {
                say!("{places}中最低", places = self.places)
            }
            Some(target) if short == 0 => say!("达到 {target}%", target),
            _ => String::new(),
        };
        let parts = format!("{} / {}", between(n, upper), with_unit(d, self.unit));
        let said = |parts: [String; 2]| {
            parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(t("，"))
        };
        Some(Strip {
            title: self.title.to_owned(),
            note: said([parts, self.undecided]),
            value: percents(n, upper, d).map_or_else(String::new, |p| format!("{p}%")),
            at: [share(n, d), share(upper, d)],
            low: short > 0,
            all,
            target: reach,
            gap: if short > 0 {
                say!(
                    "差 {} {}到 {}%",
                    grouped(short),
                    self.unit,
                    held.map(PeriodTarget::reach).unwrap_or_default()
                )
            } else {
                String::new()
            },
            beside: said([self.beside, beside]),
            lead: Some(Lead::Figure(self.subject)),
        })
    }
}

/// The strips as a drawing; `others` says what a tick is, `here` what the place is.
fn strips(title: String, others: &str, here: &str, rows: Vec<Strip>) -> Option<PlaceDrawing> {
    let row = |s: &Strip| (vec![s.title.clone(), s.note.clone(), s.value.clone()], s.lead.clone());
    let table = PictureTable {
        head: vec![t("指标").to_owned(), t("分子和分母").to_owned(), "%".to_owned()],
        rows: rows.iter().map(row).collect(),
    };
    (!rows.is_empty()).then(|| PlaceDrawing {
        title: t("指标"),
        parts: Vec::new(),
        picture: Picture {
            id: "place-strips",
            description: rows
                .iter()
                .map(|s| format!("{} {}", s.title, s.value))
                .collect::<Vec<_>>()
                .join(t("，")),
            title,
            note: say!("每一竖线是 {others}", others),
            drawing: Drawing::Strips(Strips(rows)),
            table,
        },
        legend: vec![
            format!("● {here}"),
            say!("◆ {here}，未达目标", here),
            t("长竖线为中位数").to_owned(),
            t("▼ 目标").to_owned(),
        ],
    })
}
