//! 三治活动: self-governance, rule of law and rule of virtue, the bodies behind them, and every village.

use crate::catalogue::{Count, Measure, MonthFigure};
use crate::figures::{Figures, VillageFigures};
use crate::text::format::grouped;
use crate::text::t;
use crate::view::parts::months::{MonthPoint, months};
use crate::view::parts::ratio::{RatioView, ratio};
use crate::view::table::{CellFigure, CellValue, ColumnKind, PageTable, RowSubject, TableColumn, TableRow};

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
#[must_use]
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
#[must_use]
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

type VillageCount = fn(&VillageFigures) -> Option<i64>;
type VillageFlag = fn(&VillageFigures) -> Option<bool>;

/// The counts of a village; a column that no village knows is left out.
const COUNTS: [(TableColumn, VillageCount); 8] = [
    (
        TableColumn::new("lecturers", "宣讲员", "人", ColumnKind::Additive)
            .of(CellFigure::Count(Count::Lecturers)),
        |v| v.lecturers,
    ),
    (
        TableColumn::new("law_events", "宣讲和培训", "场", ColumnKind::Additive)
            .of(CellFigure::Both(Count::Lectures, Count::LawTrainings)),
        |v| v.law_events,
    ),
    (
        TableColumn::new("handouts", "发放资料", "份", ColumnKind::Additive)
            .of(CellFigure::Count(Count::Handouts)),
        |v| v.handouts,
    ),
    (
        TableColumn::new("models", "先进典型", "人", ColumnKind::Additive)
            .of(CellFigure::Count(Count::Models)),
        |v| v.models,
    ),
    (
        TableColumn::new("volunteer_teams", "服务队", "支", ColumnKind::Additive)
            .of(CellFigure::Count(Count::VolunteerTeams)),
        |v| v.volunteer_teams,
    ),
    (
        TableColumn::new("volunteers", "志愿者", "人", ColumnKind::Additive)
            .of(CellFigure::Count(Count::Volunteers)),
        |v| v.volunteers,
    ),
    (
        TableColumn::new("activities", "志愿活动", "次", ColumnKind::Additive)
            .of(CellFigure::Count(Count::VolunteerActivities)),
        |v| v.activities,
    ),
    (
        TableColumn::new("cadres", "村干部", "人", ColumnKind::Additive).of(CellFigure::Count(Count::Cadres)),
        |v| v.cadres,
    ),
];

/// Returns every village with what was done there. A township's own team is in no row.
fn villages(figures: &Figures) -> PageTable {
    let flags: [(TableColumn, VillageFlag); 3] = [
        (
            TableColumn::new("coverage.centre", t("综治中心"), "", ColumnKind::Additive)
                .of(CellFigure::Measure(Measure::Centre)),
            |v| v.centre,
        ),
        (
            TableColumn::new("coverage.village_rules", t("村规民约"), "", ColumnKind::Additive)
                .of(CellFigure::Measure(Measure::VillageRules)),
            |v| v.rules,
        ),
        (
            TableColumn::new("coverage.self_governance", t("“1+N”自治"), "", ColumnKind::Additive)
                .of(CellFigure::Measure(Measure::SelfGovernance)),
            |v| v.self_governance,
        ),
    ];
    let flags: Vec<_> =
        flags.into_iter().filter(|(_, of)| figures.villages.iter().any(|v| of(v).is_some())).collect();
    let counts: Vec<_> =
        COUNTS.into_iter().filter(|(_, of)| figures.villages.iter().any(|v| of(v).is_some())).collect();
    if flags.is_empty() && counts.is_empty() {
        return PageTable::default();
    }
    let trained = figures.villages.iter().any(|v| v.cadres_trained.is_some());
    let mut columns = vec![TableColumn::new("village", t("村"), "", ColumnKind::Listed)];
    columns.extend(flags.iter().map(|(column, _)| *column));
    columns.extend(counts.iter().map(|(column, _)| *column));
    if trained {
        columns.push(TableColumn {
            heat: true,
            ..TableColumn::new("coverage.cadre_training", t("干部轮训"), "%", ColumnKind::Additive)
                .of(CellFigure::Measure(Measure::CadreTraining))
        });
    }
    let rows = figures.villages.iter().map(|v| {
        let mut cells = vec![CellValue::Text(v.name.clone())];
        cells.extend(flags.iter().map(|(_, of)| of(v).map_or(CellValue::Absent, CellValue::Flag)));
        cells.extend(counts.iter().map(|(_, of)| CellValue::count(of(v))));
        if trained {
            cells.push(CellValue::percent(v.cadres_trained, v.cadres));
        }
        TableRow { village: v.name.clone(), cells, note: "", about: RowSubject::Village(v.name.clone()) }
    });
    PageTable { columns, rows: rows.collect() }
}
