//! Which counters are parts of which: as data for whoever holds figures against each other.

use super::Counter::{self, *};
use super::{Level, MergeRule};

/// A whole and parts of it, no thing in two of them: together the parts are never more than the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Within {
    /// The whole.
    pub whole: Counter,
    /// Its parts.
    pub parts: &'static [Counter],
    /// Whether it holds only where it is known of all matters how they were answered: snapshots of version 1 do not tell.
    pub of_answers: bool,
}

const fn within(whole: Counter, parts: &'static [Counter]) -> Within {
    Within { whole, parts, of_answers: false }
}

const fn of_answers(whole: Counter, parts: &'static [Counter]) -> Within {
    Within { whole, parts, of_answers: true }
}

impl Within {
    /// Of every unit; what is a whole and a part stands as a part first.
    pub const ALL: &'static [Self] = &[
        within(Cadres, &[CadresTrained]),
        within(Visits, &[Visited]),
        within(Visits, &[Timed]),
        within(Cases, &[CasesClosed, CasesReferred]),
        within(Cases, &[CasesOnTime, CasesOverdue, CasesWithoutDeadline, CasesUndated]),
        within(Cases, &[CasesSatisfied, CasesMostly, CasesDissatisfied]),
        within(CasesClosed, &[CasesOnTime, CasesUndated]),
        within(Items, &[ItemsOwned]),
        within(Items, &[ItemsDone]),
        within(Stations, &[StationsStandard]),
        within(Matters, &[Solved, MattersReferred]),
        within(Matters, &[Suggestions]),
        within(Matters, &[WithDeadline]),
        within(Matters, &[MattersSatisfied, MattersMostly, MattersDissatisfied]),
        within(Matters, &[Followed]),
        within(Matters, &[Dated]),
        within(Matters, &[Rated]),
        within(Solved, &[DisputesSolved]),
        within(Solved, &[MattersOnTime]),
        within(WithDeadline, &[MattersOnTime]),
        within(WithDeadline, &[Judged]),
        of_answers(Judged, &[MattersOnTime]),
        of_answers(Rated, &[MattersSatisfied, MattersMostly, MattersDissatisfied]),
    ];

    /// What is not always within, and tells what is left where it is: who rates has mostly been answered.
    pub const TOLD: &'static [Self] = &[
        within(CasesClosed, &[CasesSatisfied, CasesMostly, CasesDissatisfied]),
        within(Solved, &[MattersSatisfied, MattersMostly, MattersDissatisfied]),
        within(Solved, &[Rated]),
    ];
}

impl Counter {
    /// Whether what is counted of a unit of the level is counted of the unit around it too, which is one of `around`.
    pub fn adds_up(self, level: Level, around: Level) -> bool {
        let row = self.row();
        // Party groups cover several grids, and lists state households apart.
        let by_rows = row.merge == MergeRule::Sum && (level != Level::Grid || row.privacy.is_some());
        by_rows && self.is_kept(level) && self.is_kept(around)
    }
}
