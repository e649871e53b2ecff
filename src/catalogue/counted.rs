//! By which rows each counter is counted: the one definition that counting and the queries for other engines follow.

use super::canonical::{Adds, Column as C, Counted, Table, Test};
use super::{Counter, Level};
use Adds::{Once, One, OneIf, Sum};
use Test::{Above, AfterJudged, All, And, AtMost, BeforeJudged, Is, Known, NoGrid, Not, Or, Positive};

const VILLAGE: &[Level] = &[Level::Village];
const GRID: &[Level] = &[Level::Grid];
const PLACES: &[Level] = &[Level::Village, Level::Grid];
const PLACES_AND_MONTHS: &[Level] = &[Level::Village, Level::Grid, Level::Month];
const VILLAGES_AND_MONTHS: &[Level] = &[Level::Village, Level::Month];
const MONTHS: &[Level] = &[Level::Month];
const TOWNSHIP: &[Level] = &[Level::Township];
const BODY: &[Level] = &[Level::Body];
const REPS: &[Level] = &[Level::Body, Level::Person];
const REPS_AND_MONTHS: &[Level] = &[Level::Body, Level::Person, Level::Month];

/// Rows of a table, in the period if they have a day.
const fn rows(table: Table, levels: &'static [Level], when: Test, adds: Adds) -> Counted {
    Counted { table, levels, when, adds, any_day: false }
}

const CLOSED: Test = Is(C::Closed, 1);
/// What is closed later was open on the day for which is judged.
const OPEN: Test = Or(&[Not(&CLOSED), AfterJudged(C::ClosedOn)]);
const CLOSED_IN_TIME: Test = AtMost(C::ClosedOn, C::Deadline);
const REFERRED: Test = And(&[Is(C::Referred, 1), Not(&CLOSED)]);

const fn cases(when: Test) -> [Counted; 1] {
    [rows(Table::Cases, PLACES, when, One)]
}

const fn duty(activity: i64) -> [Counted; 1] {
    [rows(Table::Duty, REPS, Is(C::Activity, activity), Sum(C::Amount))]
}

const fn matters(when: Test) -> [Counted; 1] {
    [rows(Table::Matters, REPS, when, One)]
}

const fn flag(column: C) -> [Counted; 1] {
    [rows(Table::SelfGovernance, VILLAGE, All, Sum(column))]
}

/// Of the lists of villages and of grids, each for its own places.
const fn stated(column: C) -> [Counted; 2] {
    [rows(Table::Villages, VILLAGE, All, Sum(column)), rows(Table::Grids, GRID, All, Sum(column))]
}

/// Groups in their grid or the township, and the grids that they cover.
const fn party_groups(joint: i64) -> [Counted; 2] {
    let when = Is(C::Joint, joint);
    [rows(Table::PartyGroups, VILLAGE, when, One), rows(Table::PartyCovers, GRID, when, One)]
}

/// What the village has that names no grid, and what each grid has: each thing in one of the two.
const fn apart(table: Table, village: C, grid: C) -> [Counted; 2] {
    [rows(table, VILLAGE, NoGrid, Once(village)), rows(table, GRID, All, Once(grid))]
}

const fn once(table: Table) -> [Counted; 1] {
    [rows(table, VILLAGE, All, Once(C::InVillage))]
}

macro_rules! counted {
    ($($counter:ident: $rows:expr;)*) => {
        impl Counter {
            /// By which rows it is counted. Every counter has some: one without them does not compile.
            pub fn counted(self) -> &'static [Counted] {
                match self { $(Self::$counter => { const ROWS: &[Counted] = &$rows; ROWS })* }
            }
        }
    };
}

counted! {
    Households: stated(C::Households);
    People: stated(C::People);
    Centre: [rows(Table::Villages, VILLAGE, All, Sum(C::Centre))];
    Rules: flag(C::Rules);
    Ethics: flag(C::Ethics);
    Assembly: flag(C::Assembly);
    Ceremonies: flag(C::Ceremonies);
    Officers: [
        rows(Table::Officers, VILLAGE, All, Once(C::InVillage)),
        rows(Table::Officers, GRID, All, Once(C::InGrid)),
    ];
    Heads: apart(Table::Heads, C::InVillage, C::InGrid);
    Cadres: once(Table::Cadres);
    CadresTrained: [rows(Table::Cadres, VILLAGE, Is(C::Trained, 1), Once(C::InTrained))];
    Lecturers: once(Table::Lecturers);
    Models: once(Table::Models);
    Linked: [rows(Table::Heads, GRID, All, Sum(C::Linked))];
    PartyGroups: party_groups(0);
    JointPartyGroups: party_groups(1);
    Volunteers: [rows(Table::Teams, VILLAGE, All, Sum(C::Members))];
    VolunteerTeams: [rows(Table::Teams, VILLAGE, All, One)];
    Activities: [rows(Table::Activities, VILLAGES_AND_MONTHS, All, One)];
    Lectures: [rows(Table::Law, VILLAGE, Is(C::Lecture, 1), One)];
    LawTrainings: [rows(Table::Law, VILLAGE, Is(C::LawTraining, 1), One)];
    LawEvents: [rows(Table::Law, MONTHS, All, One)];
    Handouts: [rows(Table::Law, VILLAGE, All, Sum(C::Handouts))];
    Visits: [rows(Table::Visits, PLACES_AND_MONTHS, All, One)];
    VisitsAll: [Counted { any_day: true, ..rows(Table::Visits, VILLAGE, All, One) }];
    Minutes: [rows(Table::Visits, PLACES, All, Sum(C::Minutes))];
    Timed: [rows(Table::Visits, GRID, All, OneIf(&Positive(C::Minutes)))];
    Visited: apart(Table::Visits, C::Household, C::Household);
    Cases: [rows(Table::Cases, PLACES_AND_MONTHS, All, One)];
    CasesClosed: [rows(Table::Cases, PLACES_AND_MONTHS, CLOSED, One)];
    CasesOnTime: cases(And(&[Not(&OPEN), CLOSED_IN_TIME]));
    CasesOverdue: cases(And(&[BeforeJudged(C::Deadline), Or(&[OPEN, Above(C::ClosedOn, C::Deadline)])]));
    CasesWithoutDeadline: [rows(Table::Cases, VILLAGE, Not(&Known(C::Deadline)), One)];
    CasesUndated: [rows(
        Table::Cases, VILLAGE, And(&[CLOSED, Not(&Known(C::ClosedOn)), Known(C::Deadline)]), One,
    )];
    CasesReferred: cases(REFERRED);
    CasesSatisfied: cases(Is(C::Satisfaction, 1));
    CasesMostly: cases(Is(C::Satisfaction, 2));
    CasesDissatisfied: cases(Is(C::Satisfaction, 4));
    Items: [rows(Table::Items, TOWNSHIP, All, One)];
    ItemsOwned: [rows(Table::Items, TOWNSHIP, Is(C::Owned, 1), One)];
    ItemsDone: [rows(Table::Items, TOWNSHIP, Is(C::Done, 1), One)];
    Stations: [rows(Table::Stations, TOWNSHIP, All, One)];
    StationsStandard: [rows(Table::Stations, TOWNSHIP, Is(C::Standard, 1), One)];
    Reps: [rows(Table::Representatives, BODY, All, Once(C::InBody))];
    DutyVisits: duty(1);
    Receptions: duty(2);
    VisitsToDeputies: duty(3);
    GroupActivities: duty(4);
    Talks: duty(5);
    Trained: duty(6);
    Matters: [rows(Table::Matters, REPS_AND_MONTHS, All, One)];
    Solved: matters(CLOSED);
    MattersReferred: matters(REFERRED);
    Suggestions: matters(Is(C::Suggestion, 1));
    DisputesSolved: matters(And(&[CLOSED, Is(C::Dispute, 1)]));
    MattersOnTime: matters(And(&[CLOSED, CLOSED_IN_TIME]));
    WithDeadline: matters(Known(C::Deadline));
    MattersSatisfied: matters(Is(C::Satisfaction, 1));
    MattersMostly: matters(Is(C::Satisfaction, 2));
    MattersDissatisfied: matters(Is(C::Satisfaction, 4));
    Followed: matters(All);
    // What is closed on no known day may or may not have been in time.
    Judged: matters(Or(&[
        And(&[CLOSED, Known(C::ClosedOn), Known(C::Deadline)]),
        And(&[Not(&CLOSED), BeforeJudged(C::Deadline)]),
    ]));
    Rated: matters(Known(C::Satisfaction));
    Dated: matters(All);
}
