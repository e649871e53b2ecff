//! Which rows a figure comes from.
//!
//! A row is evidence of a figure where the tally of that row alone touches it: the very counting that makes the
//! figure says which rows it came from, so the two cannot drift apart.

use super::present::{has_party_group, present};
use super::{Count, Measure, Setting};
use crate::tally::{
    Body, Cases, Flag, GridKey, GridTally, Performance, Preparation, Scope, Source, Tally, VillageTally,
    count,
};
use serde::{Deserialize, Serialize};

/// A figure of one grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[allow(missing_docs)]
pub enum GridFigure {
    Households,
    People,
    Officers,
    Heads,
    Linked,
    PartyGroups,
    Visits,
    VisitedHouseholds,
    Minutes,
    Cases,
    Closed,
    OnTime,
    Open,
    Overdue,
}

/// A figure of a body of representatives, or of one of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[allow(missing_docs)]
pub enum Deed {
    Reps,
    Visits,
    Receptions,
    VisitsToDeputies,
    GroupActivities,
    Talks,
    Trained,
    Matters,
    Solved,
    Referred,
    Suggestions,
    DisputesSolved,
}

/// A figure whose rows are asked for.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Subject {
    /// A count of the township.
    Count(Count),
    /// A coverage measure of the township.
    Measure(Measure),
    /// A figure of a grid.
    Grid(GridKey, GridFigure),
    /// A figure of a body.
    Body(Body, Deed),
    /// A figure of a representative, by name.
    Person(Body, String, Deed),
}

/// Which part of a ratio a row belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// The numerator, or the count itself.
    pub numerator: bool,
    /// The denominator.
    pub denominator: bool,
}

/// A row behind a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvidenceRow {
    /// The table, an index into the sources.
    pub table: u32,
    /// The row as in the spreadsheet program.
    pub row: u32,
    /// What it counts for.
    pub part: Part,
}

/// The rows behind a figure, in the order of the tables.
#[must_use]
pub fn evidence(
    subject: &Subject,
    sources: &[Source<'_>],
    preparation: &Preparation,
    scope: Scope,
) -> Vec<EvidenceRow> {
    let mut found = Vec::new();
    for (table, (source, prepared)) in sources.iter().zip(&preparation.tables).enumerate() {
        for (index, &row) in source.records.rows.iter().enumerate() {
            let tally = count(source, prepared, preparation, index..index + 1, scope);
            let part = touches(subject, &tally);
            if part.numerator || part.denominator {
                found.push(EvidenceRow { table: u32::try_from(table).unwrap_or(u32::MAX), row, part });
            }
        }
    }
    found
}

fn touches(subject: &Subject, tally: &Tally) -> Part {
    let own = |numerator| Part { numerator, denominator: false };
    match subject {
        Subject::Count(count) => own(touches_count(*count, tally)),
        Subject::Measure(measure) => touches_measure(*measure, tally),
        Subject::Grid(key, figure) => own(tally.grids.get(key).is_some_and(|g| touches_grid(*figure, g))),
        Subject::Body(body, deed) => own(tally.bodies.get(body).is_some_and(|b| match deed {
            Deed::Reps => !b.people.is_empty(),
            deed => done(&b.performance, *deed) != 0,
        })),
        Subject::Person(body, name, deed) => own(tally.persons.iter().any(|(key, person)| {
            key.body == *body
                && key.name == *name
                && match deed {
                    Deed::Reps => person.listed.0.is_some(),
                    deed => done(&person.performance, *deed) != 0,
                }
        })),
    }
}

fn touches_count(wanted: Count, tally: &Tally) -> bool {
    let figures = present(tally, Setting::default());
    figures.count(wanted).is_some_and(|n| n != 0)
}

fn touches_measure(measure: Measure, tally: &Tally) -> Part {
    let grids = |test: fn(&GridTally) -> bool| tally.grids.values().any(test);
    let villages = |test: fn(&VillageTally) -> bool| tally.villages.values().any(test);
    let listed = grids(|g| g.listed.0.is_some());
    let households = grids(|g| g.households.is_some());
    let all_villages = tally.villages.iter().any(|(name, v)| !name.is_empty() && v.listed.0.is_some());
    let said = |flags: [Flag; 3]| flags.iter().any(|f| f.yes());
    let (numerator, denominator) = match measure {
        Measure::Officer => (grids(|g| !g.officers.is_empty()), listed),
        Measure::PartyGroup => (grids(has_party_group), listed),
        Measure::PartyGroupIndependent => (grids(|g| g.party_groups > 0), listed),
        Measure::Head => (grids(|g| !g.heads.is_empty()), listed),
        Measure::Triangle => {
            (grids(|g| has_party_group(g) || !g.officers.is_empty() || !g.heads.is_empty()), listed)
        }
        Measure::LinkedHouseholds => (grids(|g| g.linked != 0), households),
        Measure::HouseholdVisits => {
            (grids(|g| !g.visited.is_empty()) || villages(|v| !v.visited.is_empty()), households)
        }
        Measure::Centre => (villages(|v| v.centre.yes()), all_villages),
        Measure::VillageRules => (villages(|v| v.rules.yes()), all_villages),
        Measure::SelfGovernance => {
            (tally.villages.values().any(|v| said([v.ethics, v.assembly, v.ceremonies])), all_villages)
        }
        Measure::CadreTraining => {
            (villages(|v| !v.cadres_trained.is_empty()), villages(|v| !v.cadres.is_empty()))
        }
        Measure::Venues => (tally.venues != 0, false),
        Measure::StationStandard => (tally.stations.first > 0, tally.stations.total > 0),
        Measure::DutyOwned => (tally.items.first > 0, tally.items.total > 0),
        Measure::DutyDone => (tally.items.second > 0, tally.items.total > 0),
    };
    Part { numerator, denominator }
}

fn touches_grid(figure: GridFigure, grid: &GridTally) -> bool {
    let Cases { received, closed, on_time, overdue, .. } = grid.cases;
    match figure {
        GridFigure::Households => grid.households.is_some(),
        GridFigure::People => grid.people.is_some(),
        GridFigure::Officers => !grid.officers.is_empty(),
        GridFigure::Heads => !grid.heads.is_empty(),
        GridFigure::Linked => grid.linked != 0,
        GridFigure::PartyGroups => has_party_group(grid),
        GridFigure::Visits => grid.visits != 0,
        GridFigure::VisitedHouseholds => !grid.visited.is_empty(),
        GridFigure::Minutes => grid.minutes != 0,
        GridFigure::Cases => received != 0,
        GridFigure::Closed => closed != 0,
        GridFigure::OnTime => on_time != 0,
        GridFigure::Open => received != closed,
        GridFigure::Overdue => overdue != 0,
    }
}

fn done(p: &Performance, deed: Deed) -> i64 {
    match deed {
        Deed::Reps => 0,
        Deed::Visits => p.visits,
        Deed::Receptions => p.receptions,
        Deed::VisitsToDeputies => p.visits_to_deputies,
        Deed::GroupActivities => p.group_activities,
        Deed::Talks => p.talks,
        Deed::Trained => p.trained,
        Deed::Matters => p.matters,
        Deed::Solved => p.solved,
        Deed::Referred => p.referred,
        Deed::Suggestions => p.suggestions,
        Deed::DisputesSolved => p.disputes_solved,
    }
}
