//! 三治活动: self-governance, rule of law and rule of virtue, the bodies behind them, and every village.

use crate::catalogue::{Count, Measure, MonthFigure};
use crate::figures::Figures;
use crate::text::format::grouped;
use crate::text::t;
use crate::view::parts::months::{MonthPoint, months};
use crate::view::parts::ratio::{RatioView, ratio};
use crate::view::parts::villages::village_rows;
use crate::view::table::{CellFigure, CellValue, ColumnKind, PageTable, TableColumn};

/// A count of the catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountView {
    /// The count.
    pub count: Count,
    /// The number; `None` if its table is not loaded.
    pub number: Option<String>,
}

/// Ratios and counts under one heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActivitySection {
    /// Its name.
    pub title: &'static str,
    /// Its ratios.
    pub ratios: Vec<RatioView>,
    /// Its counts.
    pub counts: Vec<CountView>,
}

/// A line over months.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MonthLine {
    /// What is counted.
    pub title: &'static str,
    /// Its unit.
    pub unit: &'static str,
    /// The months.
    pub points: Vec<MonthPoint>,
}

/// The page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Activities {
    /// 自治, 法治, 德治, 班子与阵地, without those of which nothing is known.
    pub sections: Vec<ActivitySection>,
    /// Every village.
    pub villages: PageTable,
    /// Counts over months.
    pub months: Vec<MonthLine>,
}

type Plan = (&'static str, &'static [Measure], &'static [Count]);

const PLAN: [Plan; 4] = [
    ("自治", &[Measure::VillageRules, Measure::SelfGovernance], &[]),
    (
        "法治",
        &[Measure::Venues, Measure::Centre],
        &[Count::Lecturers, Count::Lectures, Count::LawTrainings, Count::Handouts],
    ),
    ("德治", &[], &[Count::Models, Count::VolunteerTeams, Count::Volunteers, Count::VolunteerActivities]),
    (
        "班子与阵地",
        &[Measure::CadreTraining, Measure::DutyOwned, Measure::DutyDone, Measure::StationStandard],
        &[Count::Cadres],
    ),
];

/// The counts that 覆盖 lists first.
const INVENTORY: [Count; 12] = [
    Count::Villages,
    Count::Grids,
    Count::Households,
    Count::People,
    Count::Officers,
    Count::Heads,
    Count::PartyGroupsIndependent,
    Count::PartyGroupsJoint,
    Count::Cadres,
    Count::VisitsInPeriod,
    Count::VisitsAll,
    Count::Cases,
];

/// Returns the counts of what the township has, without those whose table is not loaded.
pub fn inventory(figures: &Figures) -> Vec<CountView> {
    known_counts(figures, &INVENTORY)
}

fn known_counts(figures: &Figures, wanted: &[Count]) -> Vec<CountView> {
    wanted
        .iter()
        .filter_map(|&count| figures.count(count).map(|n| CountView { count, number: Some(grouped(n)) }))
        .collect()
}

/// Returns the page.
pub fn activities(figures: &Figures) -> Activities {
    let sections = PLAN.iter().map(|plan| section(figures, plan)).filter(|s| {
        s.ratios.iter().any(|r| r.percent.is_some()) || s.counts.iter().any(|c| c.number.is_some())
    });
    let lines = [
        (t("志愿服务活动"), t("次"), MonthFigure::Activities),
        (t("普法宣讲和培训"), t("场"), MonthFigure::LawEvents),
    ];
    Activities {
        sections: sections.collect(),
        villages: villages(figures),
        months: lines
            .into_iter()
            .map(|(title, unit, of)| MonthLine { title, unit, points: months(figures, of) })
            .filter(|line| !line.points.is_empty())
            .collect(),
    }
}

fn section(figures: &Figures, (title, measures, counts): &Plan) -> ActivitySection {
    let count = |&count: &Count| CountView { count, number: figures.count(count).map(grouped) };
    ActivitySection {
        title: t(title),
        ratios: measures.iter().filter_map(|m| figures.measure(*m)).map(ratio).collect(),
        counts: counts.iter().map(count).collect(),
    }
}

const fn flag(id: &'static str, title: &'static str, measure: Measure) -> TableColumn {
    TableColumn::new(id, title, "", ColumnKind::Additive).of(CellFigure::Measure(measure))
}

const fn count(id: &'static str, title: &'static str, unit: &'static str, count: Count) -> TableColumn {
    TableColumn::new(id, title, unit, ColumnKind::Additive).of(CellFigure::Count(count))
}

/// What is told of each village; a column that no village knows is left out.
const COLUMNS: [TableColumn; 12] = [
    TableColumn::compared("coverage.cadre_training", "干部轮训", "%", ColumnKind::Additive)
        .of(CellFigure::Measure(Measure::CadreTraining)),
    flag("coverage.centre", "综治中心", Measure::Centre),
    flag("coverage.village_rules", "村规民约", Measure::VillageRules),
    flag("coverage.self_governance", "“1+N”自治", Measure::SelfGovernance),
    count("lecturers", "宣讲员", "人", Count::Lecturers),
    TableColumn::new("law_events", "宣讲和培训", "场", ColumnKind::Additive)
        .of(CellFigure::Both(Count::Lectures, Count::LawTrainings)),
    count("handouts", "发放资料", "份", Count::Handouts),
    count("models", "先进典型", "人", Count::Models),
    count("volunteer_teams", "服务队", "支", Count::VolunteerTeams),
    count("volunteers", "志愿者", "人", Count::Volunteers),
    count("activities", "志愿活动", "次", Count::VolunteerActivities),
    count("cadres", "村干部", "人", Count::Cadres),
];

/// Returns every village with what was done there. A township's own team is in no row.
fn villages(figures: &Figures) -> PageTable {
    let is_told = |column: &TableColumn| {
        let of_village = |village| column.village_cell(village);
        figures
            .villages
            .iter()
            .map(of_village)
            .any(|value| !matches!(value, CellValue::Absent | CellValue::Refused))
    };
    let told: Vec<TableColumn> = COLUMNS.into_iter().filter(is_told).collect();
    if told.is_empty() {
        return PageTable::default();
    }
    let mut columns = vec![TableColumn::new("village", t("村"), "", ColumnKind::Listed)];
    // Measures go by their names in the language that is on.
    let named = |column: TableColumn| match column.figure {
        Some(CellFigure::Measure(_)) => TableColumn { title: t(column.title), ..column },
        _ => column,
    };
    columns.extend(told.into_iter().map(named));
    let rows = village_rows(figures, &columns);
    PageTable { columns, rows, ..PageTable::default() }
}
