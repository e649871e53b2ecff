//! The page of a village or a grid: its figures beside those of what it belongs to, and the path back up.

use crate::catalogue::{CaseFigure, Count, GridFigure, Measure};
use crate::figures::reading::read;
use crate::figures::{Figures, GridFigures, State, Subject};
use crate::model::body::Body;
use crate::text::format::{between, grouped, percent, percents, quotient};
use crate::text::{say, t, unit};
use crate::view::parts::grid_table;
use crate::view::parts::ratio::undecided;
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

/// A figure of the place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceFigure {
    /// The figure, for its rows.
    pub subject: Subject,
    /// Its name.
    pub title: &'static str,
    /// The number without its unit; the percentage of a ratio. A dash if it cannot be computed.
    pub number: String,
    /// The unit.
    pub unit: &'static str,
    /// Numerator and denominator of a ratio.
    pub fraction: String,
    /// The figure of the larger place, for comparison.
    pub beside: String,
}

/// The page of a place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlaceView {
    /// Its name.
    pub title: String,
    /// From the township down to it.
    pub path: Vec<PathStep>,
    /// Its code; empty if the list has none.
    pub code: String,
    /// Its ratios.
    pub ratios: Vec<PlaceFigure>,
    /// Its counts.
    pub counts: Vec<PlaceFigure>,
    /// What it lacks, in words.
    pub lacks: Vec<String>,
    /// The grids of a village.
    pub grids: PageTable,
    /// The representatives of a village, by the rosters.
    pub persons: Vec<(Body, String)>,
}

/// Returns the page of a place; `None` if the figures have no such place.
pub fn place(figures: &Figures, place: &PlaceRef) -> Option<PlaceView> {
    match place {
        PlaceRef::Village(name) => village(figures, name),
        PlaceRef::Grid(village, name) => {
            let grid = figures
                .grids
                .iter()
                .find(|g| g.village == *village && (g.key == *name || g.name == *name))?;
            Some(of_grid(figures, grid))
        }
        PlaceRef::Person(..) => None,
    }
}

fn top(figures: &Figures) -> PathStep {
    PathStep { label: figures.township.clone().unwrap_or_else(|| t("全镇").to_owned()), place: None }
}

fn village(figures: &Figures, name: &str) -> Option<PlaceView> {
    let village = figures.villages.iter().find(|v| v.name == name)?;
    let key = || village.name.clone();
    let ratios = Measure::ALL.iter().filter_map(|&m| {
        let whole = figures.measure(m).filter(|m| m.state == State::Value);
        let whole = whole.and_then(|m| percent(m.numerator, m.denominator)).map(|p| say!("全镇 {p}%", p));
        let own = |figure: &CaseFigure| Some((*figure, village.case(*figure)?));
        let undecided = undecided(&m.undecided().iter().filter_map(own).collect::<Vec<_>>());
        let beside = whole.into_iter().chain(Some(undecided).filter(|u| !u.is_empty()));
        ratio(Subject::VillageMeasure(key(), m), figures, beside.collect::<Vec<_>>().join(t("；")))
    });
    let counts = Count::ALL.iter().filter(|c| **c != Count::Villages).filter_map(|&c| {
        let whole = figures.count(c).filter(|_| c != Count::Cases);
        count(Subject::VillageCount(key(), c), figures, |n| share_of_whole(n, whole))
    });
    let cases = CaseFigure::ALL.iter().skip(1).filter_map(|&c| {
        count(Subject::VillageCases(key(), c), figures, |_| String::new()).filter(|line| line.number != "0")
    });
    let mut grids = grid_table::table(figures);
    grids.rows.retain(|row| row.village == name);
    Some(PlaceView {
        title: key(),
        path: vec![top(figures), PathStep { label: key(), place: None }],
        code: village.code.clone(),
        ratios: ratios.collect(),
        counts: counts.chain(cases).collect(),
        lacks: missing_in(figures, name),
        grids,
        persons: figures
            .persons
            .iter()
            .filter(|p| p.on_roster && p.village == name)
            .map(|p| (p.body, p.name.clone()))
            .collect(),
    })
}

/// Returns what the village lacks under each measure, by the measures' lists of missing units.
fn missing_in(figures: &Figures, village: &str) -> Vec<String> {
    let mut out = Vec::new();
    for value in &figures.measures {
        let units = value.missing.as_deref().unwrap_or_default();
        let own: Vec<_> = units.iter().filter(|u| u.village == village || u.name == village).collect();
        let Some(first) = own.first() else { continue };
        let short: i64 = own.iter().map(|u| u.amount).sum();
        let title = value.measure.title();
        out.push(match value.measure.definition().unit {
            "户" => say!("{title}：还差 {} 户，在 {} 个网格", grouped(short), own.len(), title),
            "件" => say!("{title}：超期 {} 件", grouped(short), title),
            _ if own.len() == 1 && first.name == village => say!("{title}：没有", title),
            _ => {
                let names: Vec<&str> =
                    own.iter().map(|u| u.name.strip_prefix(village).unwrap_or(&u.name)).collect();
                format!("{title}：{}", names.join("、"))
            }
        });
    }
    out
}

fn of_grid(figures: &Figures, grid: &GridFigures) -> PlaceView {
    let village = grid.village.clone();
    let of_village: Vec<&GridFigures> = figures.grids.iter().filter(|g| g.village == village).collect();
    let of_town: Vec<&GridFigures> = figures.grids.iter().collect();
    let subject = |figure| Subject::Grid(grid.key(), figure);
    let counts = GridFigure::ALL.iter().filter_map(|&figure| {
        count(subject(figure), figures, |_| {
            let mean = |grids: &[&GridFigures]| {
                let known: Vec<i64> = grids
                    .iter()
                    .map(|g| read(&Subject::Grid(g.key(), figure), figures))
                    .filter(|r| r.state == State::Value)
                    .map(|r| r.numerator)
                    .collect();
                i64::try_from(known.len()).ok().and_then(|n| quotient(known.iter().sum(), n))
            };
            let parts = [(t("本村平均"), mean(&of_village)), (t("全镇平均"), mean(&of_town))];
            let said = parts.into_iter().filter_map(|(what, mean)| mean.map(|m| format!("{what} {m}")));
            said.collect::<Vec<_>>().join("，")
        })
    });
    let judged = Subject::Sum([GridFigure::OnTime, GridFigure::Overdue].map(subject).into());
    let left = [GridFigure::Cases, GridFigure::OnTime, GridFigure::Overdue].map(|figure| grid.get(figure));
    let left = if let [Some(all), Some(on_time), Some(overdue)] = left { all - on_time - overdue } else { 0 };
    let ratios = [
        (GridFigure::VisitedHouseholds, subject(GridFigure::Households), String::new()),
        (GridFigure::Linked, subject(GridFigure::Households), String::new()),
        (GridFigure::OnTime, judged, undecided(&[(CaseFigure::Undecided, left)])),
    ];
    let ratios =
        ratios.into_iter().filter_map(|(n, below, beside)| ratio(subject(n).over(below), figures, beside));
    PlaceView {
        title: grid.label(),
        path: vec![
            top(figures),
            PathStep { label: village.clone(), place: Some(PlaceRef::Village(village)) },
            PathStep { label: grid.name.clone(), place: None },
        ],
        code: grid.code.clone(),
        ratios: ratios.collect(),
        counts: counts.collect(),
        lacks: lacks(grid),
        ..PlaceView::default()
    }
}

fn lacks(grid: &GridFigures) -> Vec<String> {
    let wanted = [
        (t("网格员"), GridFigure::Officers),
        (t("党小组"), GridFigure::PartyGroups),
        (t("联户长"), GridFigure::Heads),
    ];
    wanted
        .into_iter()
        .filter(|(_, figure)| grid.get(*figure) == Some(0))
        .map(|(what, _)| say!("没有{what}", what))
        .collect()
}

fn share_of_whole(n: i64, whole: Option<i64>) -> String {
    whole
        .filter(|_| n > 0)
        .and_then(|whole| percent(n, whole))
        .map_or_else(String::new, |share| say!("占全镇 {share}%", share))
}

fn count(subject: Subject, figures: &Figures, beside: impl Fn(i64) -> String) -> Option<PlaceFigure> {
    let reading = read(&subject, figures);
    if let State::Withheld(why) = reading.state {
        return withheld(subject, why);
    }
    if reading.state != State::Value {
        return None;
    }
    let definition = subject.definition()?;
    Some(PlaceFigure {
        title: definition.label(),
        number: grouped(reading.numerator),
        unit: definition.unit,
        fraction: String::new(),
        beside: beside(reading.numerator),
        subject,
    })
}

fn withheld(subject: Subject, why: crate::figures::Withheld) -> Option<PlaceFigure> {
    Some(PlaceFigure {
        title: subject.definition()?.label(),
        number: why.mark().to_owned(),
        unit: "",
        fraction: String::new(),
        beside: why.to_string(),
        subject,
    })
}

fn ratio(subject: Subject, figures: &Figures, beside: String) -> Option<PlaceFigure> {
    let reading = read(&subject, figures);
    if let State::Withheld(why) = reading.state {
        return withheld(subject, why);
    }
    let below = reading.denominator.filter(|_| reading.state != State::NoData)?;
    let upper = if let State::Interval { upper, .. } = reading.state { upper } else { reading.numerator };
    let definition = subject.definition()?;
    // A ratio of two counts takes its name from them.
    let title = match &subject {
        Subject::Ratio(above, _) => match above.definition()?.id {
            "visited_households" => t("走访覆盖"),
            "linked_households" => t("联户覆盖"),
            _ => t("按期办结率"),
        },
        _ => definition.label(),
    };
    Some(PlaceFigure {
        title,
        number: percents(reading.numerator, upper, below).unwrap_or_else(|| "–".to_owned()),
        unit: "%",
        fraction: format!(
            "{} / {} {}",
            between(reading.numerator, upper),
            grouped(below),
            unit(definition.unit)
        ),
        beside,
        subject,
    })
}
