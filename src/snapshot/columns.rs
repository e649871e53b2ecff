//! The columns of formats 1 and 2 as data: in which order the counters of a unit are written, under which name each is
//! learned, and what it is to be expected from. The order and the names are the format; neither may change.

use super::model::Model;
use super::range::Coder;
use crate::catalogue::Counter::{self, *};
use crate::catalogue::Expected::{self, Constant, Like, Rest, Sum, SumOfGrids};
use crate::catalogue::MergeRule;
use crate::catalogue::Predictor::{self, Magnitude, Number, Part, Share};
use crate::count::Counts;

/// Which values of a column are learned apart from the others.
#[derive(Clone, Copy)]
pub(super) enum Context {
    /// None.
    One,
    /// Those of this number.
    Fixed(usize),
    /// Those of villages, and of the township itself.
    Township,
    /// Those where another counter of the same unit is above 0.
    With(Counter),
    /// The same, and of villages and the township itself.
    WithAndTownship(Counter),
    /// Those where the counter's sum over the grids is above 0.
    InGrids(Counter),
}

/// How a value is turned into the number that is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Scale {
    /// As it is.
    Whole,
    /// In units of the common divisor of all minutes.
    Units,
    /// As what exceeds another counter.
    Beyond(Counter),
}

/// A column of a format.
#[derive(Clone, Copy)]
pub(super) struct WireColumn {
    pub counter: Counter,
    /// Under which name it is learned.
    name: &'static str,
    context: Context,
    predictor: Predictor,
    scale: Scale,
}

/// A column whose values are learned together.
const fn column(counter: Counter, name: &'static str, predictor: Predictor) -> WireColumn {
    WireColumn { counter, name, context: Context::One, predictor, scale: Scale::Whole }
}

impl WireColumn {
    /// Returns the column of a counter that travels in a block of its own.
    pub fn of_block(counter: Counter, predictor: Predictor) -> Self {
        column(counter, counter.id(), predictor)
    }

    const fn by(self, context: Context) -> Self {
        Self { context, ..self }
    }

    const fn scaled(self, scale: Scale) -> Self {
        Self { scale, ..self }
    }
}

/// About a constant that is learned.
const fn near(at_first: f64) -> Predictor {
    Share(Constant(1), at_first)
}

/// Cases of a grid, from those received on.
const CASES_OF_GRID: [WireColumn; 8] = [
    column(Cases, "grid.cases", Share(Like(Households), 0.05)),
    column(CasesClosed, "cases.closed", Part(Like(Cases))),
    column(CasesOnTime, "cases.on_time", Part(Like(CasesClosed))),
    column(CasesOverdue, "cases.overdue", Part(Rest(Cases, &[CasesOnTime]))),
    column(CasesReferred, "cases.referred", Part(Rest(Cases, &[CasesClosed]))),
    column(CasesSatisfied, "cases.satisfied", Part(Like(CasesClosed))),
    column(CasesMostly, "cases.mostly", Part(Rest(CasesClosed, &[CasesSatisfied]))),
    column(CasesDissatisfied, "cases.dissatisfied", Part(Rest(CasesClosed, &[CasesSatisfied, CasesMostly]))),
];

/// A grid, but its cases.
const OF_GRID: [WireColumn; 10] = [
    column(Households, "grid.households", near(80.0)),
    column(People, "grid.people", Share(Like(Households), 4.0)),
    column(Officers, "grid.officers", Number(Constant(1))),
    column(Heads, "grid.heads", Share(Like(Households), 0.08)),
    column(Linked, "grid.linked", Number(Like(Households))),
    column(PartyGroups, "grid.party_groups", Number(Constant(1))),
    column(JointPartyGroups, "grid.joint_party_groups", Number(Constant(0))).by(Context::With(PartyGroups)),
    column(Visits, "grid.visits", Share(Like(Households), 1.0)),
    column(Minutes, "grid.minutes", Share(Like(Visits), 4.0)).scaled(Scale::Units),
    column(Visited, "grid.visited", Share(Like(Visits), 0.7)),
];

/// A village.
const OF_VILLAGE: [WireColumn; 33] = [
    column(Households, "village.households", Number(SumOfGrids(Households))),
    column(People, "village.people", Number(SumOfGrids(People))),
    column(Centre, "village.centre", Number(Constant(0))).by(Context::Township),
    column(Rules, "village.rules", Number(Constant(0))).by(Context::Township),
    column(Ethics, "village.ethics", Number(Constant(0))).by(Context::Township),
    column(Assembly, "village.assembly", Number(Constant(0))).by(Context::Township),
    column(Ceremonies, "village.ceremonies", Number(Constant(0))).by(Context::Township),
    column(Officers, "village.officers", Number(SumOfGrids(Officers))).by(Context::Township),
    column(Heads, "village.heads", near(0.0)).by(Context::Township),
    column(Cadres, "village.cadres", near(5.0)).by(Context::Township),
    column(CadresTrained, "village.trained", Number(Like(Cadres))),
    column(Lecturers, "village.lecturers", near(3.0)).by(Context::Township),
    column(Models, "village.models", near(3.0)).by(Context::Township),
    column(PartyGroups, "village.party_groups", Number(SumOfGrids(PartyGroups))).by(Context::Township),
    column(JointPartyGroups, "village.joint", Number(Constant(0))).by(Context::InGrids(JointPartyGroups)),
    column(VolunteerTeams, "village.teams", Number(Constant(1))),
    column(Volunteers, "village.volunteers", near(40.0)).by(Context::WithAndTownship(VolunteerTeams)),
    column(Activities, "village.activities", near(20.0)).by(Context::Township),
    column(Lectures, "village.lectures", near(2.0)).by(Context::Township),
    column(LawTrainings, "village.trainings", near(1.0)).by(Context::Township),
    column(Handouts, "village.handouts", Share(Sum(Lectures, LawTrainings), 100.0)),
    column(Visits, "village.visits", Number(SumOfGrids(Visits))).by(Context::Township),
    column(VisitsAll, "village.visits_all", Share(Like(Visits), 0.03))
        .by(Context::Township)
        .scaled(Scale::Beyond(Visits)),
    column(Minutes, "village.minutes", Number(SumOfGrids(Minutes))).by(Context::Township),
    column(Visited, "village.visited", near(0.0)).by(Context::Township),
    column(Cases, "village.received", Number(SumOfGrids(Cases))).by(Context::Township),
    column(CasesClosed, "village.closed", Number(SumOfGrids(CasesClosed))).by(Context::Township),
    column(CasesOnTime, "village.on_time", Number(SumOfGrids(CasesOnTime))).by(Context::Township),
    column(CasesOverdue, "village.overdue", Number(SumOfGrids(CasesOverdue))).by(Context::Township),
    column(CasesReferred, "village.referred", Number(SumOfGrids(CasesReferred))).by(Context::Township),
    column(CasesSatisfied, "village.satisfied", Number(SumOfGrids(CasesSatisfied))).by(Context::Township),
    column(CasesMostly, "village.mostly", Number(SumOfGrids(CasesMostly))).by(Context::Township),
    column(CasesDissatisfied, "village.dissatisfied", Number(SumOfGrids(CasesDissatisfied)))
        .by(Context::Township),
];

/// What bodies and persons did, in the order of the format.
pub(super) const DEEDS: [Counter; 16] = [
    DutyVisits, Receptions, VisitsToDeputies, GroupActivities, Talks, Trained, Matters, Solved,
    MattersReferred, Suggestions, DisputesSolved, MattersOnTime, WithDeadline, MattersSatisfied,
    MattersMostly, MattersDissatisfied,
];

/// A body.
const OF_BODY: [WireColumn; 17] = [
    column(Reps, "body.people", near(30.0)),
    column(DutyVisits, "duty", Magnitude),
    column(Receptions, "duty", Magnitude),
    column(VisitsToDeputies, "duty", Magnitude),
    column(GroupActivities, "duty", Magnitude),
    column(Talks, "duty", Magnitude),
    column(Trained, "duty", Magnitude),
    column(Matters, "matters", Magnitude),
    column(Solved, "matters.solved", Share(Like(Matters), 0.8)),
    column(MattersReferred, "matters.referred", Share(Rest(Matters, &[Solved]), 0.5)),
    column(Suggestions, "matters.suggestions", Share(Like(Matters), 0.3)),
    column(DisputesSolved, "matters.disputes", Share(Like(Solved), 0.3)),
    column(WithDeadline, "matters.with_deadline", Share(Like(Matters), 0.5)),
    column(MattersOnTime, "matters.on_time", Share(Like(WithDeadline), 0.7)),
    column(MattersSatisfied, "matters.satisfied", Share(Like(Solved), 0.7)),
    column(MattersMostly, "matters.mostly", Share(Rest(Solved, &[MattersSatisfied]), 0.7)),
    column(
        MattersDissatisfied,
        "matters.dissatisfied",
        Number(Rest(Solved, &[MattersSatisfied, MattersMostly])),
    ),
];

/// The lists and stations of the township. Of stations the format holds a third number, which is all of them.
const OF_TOWNSHIP: [WireColumn; 6] = [
    column(Items, "items", Number(Constant(20))),
    column(ItemsOwned, "items", Number(Like(Items))).by(Context::Fixed(1)),
    column(ItemsDone, "items", Number(Like(Items))).by(Context::Fixed(1)),
    column(Stations, "stations", Number(Constant(20))),
    column(StationsStandard, "stations", Number(Like(Stations))).by(Context::Fixed(1)),
    column(Stations, "stations", Number(Like(Stations))).by(Context::Fixed(1)),
];

/// What a unit's columns are told apart by.
#[derive(Clone, Copy, Default)]
pub(super) struct UnitContext<'a> {
    /// Whether the unit is the township itself.
    pub is_township: bool,
    /// Of a village, the counters of its grids.
    pub grids: &'a [(String, crate::count::GridTally)],
}

impl UnitContext<'_> {
    fn sum(self, counter: Counter) -> i64 {
        self.grids.iter().fold(0, |sum, (_, grid)| sum.saturating_add(grid.counts.get(counter)))
    }
}

impl<C: Coder> Model<'_, C> {
    pub(super) fn grid(&mut self, counts: &mut Counts) {
        self.columns(&OF_GRID, counts, UnitContext::default());
        self.columns(&CASES_OF_GRID, counts, UnitContext::default());
    }

    pub(super) fn village(&mut self, counts: &mut Counts, around: UnitContext<'_>) {
        self.columns(&OF_VILLAGE, counts, around);
    }

    pub(super) fn body(&mut self, counts: &mut Counts) {
        self.columns(&OF_BODY, counts, UnitContext::default());
    }

    pub(super) fn township(&mut self, counts: &mut Counts) {
        self.columns(&OF_TOWNSHIP, counts, UnitContext::default());
    }

    fn columns(&mut self, columns: &[WireColumn], counts: &mut Counts, around: UnitContext<'_>) {
        for column in columns {
            self.column(column, counts, around);
        }
    }

    /// Passes one column of a unit: what may be not known after a flag that says so.
    pub(super) fn column(&mut self, column: &WireColumn, counts: &mut Counts, around: UnitContext<'_>) {
        let (counter, name) = (column.counter, column.name);
        let context = context(column.context, counts, around);
        let given = counts.value(counter);
        let known = match counter.row().merge {
            MergeRule::Sum => true,
            MergeRule::OptionalSum => self.n.flag(self.c, (name, 9), given.is_some()),
            MergeRule::Set => !self.n.flag(self.c, (name, 8), given.is_none()),
            MergeRule::Flag => self.n.flag(self.c, (name, 2 * context), given.is_some()),
        };
        if !known {
            return counts.put(counter, None);
        }
        if counter.row().merge == MergeRule::Flag {
            let yes = self.n.flag(self.c, (name, 2 * context + 1), given.is_some_and(|n| n > 0));
            return counts.put(counter, Some(i64::from(yes)));
        }
        let mut value = match column.scale {
            Scale::Whole => given.unwrap_or(0),
            Scale::Units => given.unwrap_or(0).checked_div(self.unit).unwrap_or(0),
            Scale::Beyond(base) => given.unwrap_or(0).wrapping_sub(counts.get(base)),
        };
        self.value((name, context), column.predictor, &mut value, counts, around);
        counts.put(
            counter,
            Some(match column.scale {
                Scale::Whole => value,
                Scale::Units => value.wrapping_mul(self.unit),
                Scale::Beyond(base) => value.wrapping_add(counts.get(base)),
            }),
        );
    }

    /// Passes a number by its predictor.
    pub(super) fn value(
        &mut self,
        key: (&'static str, usize),
        predictor: Predictor,
        value: &mut i64,
        counts: &Counts,
        around: UnitContext<'_>,
    ) {
        let expected = |e| expected(e, counts, around);
        match predictor {
            Number(e) => self.n.number(self.c, key, value, expected(e)),
            Share(e, at_first) => self.n.share(self.c, key, value, expected(e), at_first),
            Part(e) => self.n.part(self.c, key.0, value, expected(e)),
            Magnitude => self.n.magnitude(self.c, key.0, value),
        }
    }
}

fn context(context: Context, counts: &Counts, around: UnitContext<'_>) -> usize {
    let township = usize::from(around.is_township);
    match context {
        Context::One => 0,
        Context::Fixed(number) => number,
        Context::Township => township,
        Context::With(counter) => usize::from(counts.get(counter) > 0),
        Context::WithAndTownship(counter) => usize::from(counts.get(counter) > 0) + 2 * township,
        Context::InGrids(counter) => usize::from(around.sum(counter) > 0),
    }
}

fn expected(expected: Expected, counts: &Counts, around: UnitContext<'_>) -> i64 {
    match expected {
        Constant(n) => n,
        Like(counter) => counts.get(counter),
        Sum(a, b) => counts.get(a).saturating_add(counts.get(b)),
        Rest(whole, parts) => {
            parts.iter().fold(counts.get(whole), |rest, part| rest.saturating_sub(counts.get(*part)))
        }
        SumOfGrids(counter) => around.sum(counter),
    }
}
