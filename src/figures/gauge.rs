//! A subject measured on a tally, or on the part of one that a row changes.

use super::evidence::Part;
use super::load::{Times, minutes};
use super::posts::Units;
use super::present::{has_party_group, has_triangle, linked, size};
use super::subject::Subject;
use crate::catalogue::{CaseFigure, Count, Deed, GridFigure, Measure, MonthFigure, PostFigure};
use crate::count::county::is_town;
use crate::count::{
    Answers, Cases, Flag, GridTally, LooseGroups, MonthTally, Performance, PersonTally, Tally, VillageTally,
};
use crate::model::body::Body;
use crate::model::kind::Kind;
use crate::model::period::Period;
use crate::model::place::GridKey;

/// A subject taken apart into what is counted.
pub(super) struct Gauge<'a> {
    terms: Vec<Term<'a>>,
    /// The days in which somebody can have been in office.
    window: Option<Period>,
    times: Times,
}

/// Which part of the answer a term's figures go to.
#[derive(Clone, Copy)]
enum Role {
    Own,
    Above,
    Below,
}

#[derive(Clone, Copy)]
enum What<'a> {
    Count(Count),
    Measure(Measure),
    Cases(CaseFigure),
    Grid(&'a GridKey, GridFigure),
    /// The work of all grids.
    Work,
    Post(PostFigure),
    Body(Body, Deed),
    Person(Body, &'a str, Deed),
    Month(i32, MonthFigure),
}

struct Term<'a> {
    what: What<'a>,
    village: Option<&'a str>,
    role: Role,
    /// Whether any list of places is loaded: only what it lists counts then.
    listed: bool,
    /// Whether party groups are counted as a table of numbers states them.
    stated: bool,
    /// What each piece of work takes.
    times: Times,
    /// Of a check of posts: the grids and officers that it is about.
    posts: Units,
    /// Whether households, and people, are those of the grids.
    households_by_grids: bool,
    people_by_grids: bool,
}

impl<'a> Gauge<'a> {
    /// For a subject of the figures that `whole` gives, over the days of `window`.
    pub fn new(subject: &'a Subject, whole: &Tally, window: Option<Period>, times: Times) -> Self {
        let mut gauge = Self { terms: Vec::new(), window, times };
        gauge.add(subject, Role::Own, whole);
        gauge
    }

    fn add(&mut self, subject: &'a Subject, role: Role, whole: &Tally) {
        let (what, village) = match subject {
            Subject::Count(c) => (What::Count(*c), None),
            Subject::Measure(m) => (What::Measure(*m), None),
            Subject::Cases(f) => (What::Cases(*f), None),
            Subject::Balance(_) => (What::Work, None),
            Subject::Post(f) => (What::Post(*f), None),
            Subject::Grid(key, f) => (What::Grid(key, *f), None),
            Subject::Body(body, deed) => (What::Body(*body, *deed), None),
            Subject::Person(body, name, deed) => (What::Person(*body, name, *deed), None),
            Subject::VillageCount(village, c) => (What::Count(*c), Some(village.as_str())),
            Subject::VillageMeasure(village, m) => (What::Measure(*m), Some(village.as_str())),
            Subject::VillageCases(village, f) => (What::Cases(*f), Some(village.as_str())),
            Subject::Month(month, f) => (What::Month(*month, *f), None),
            Subject::In(_, inner) => return self.add(inner, role, whole),
            Subject::Sum(parts) => return parts.iter().for_each(|part| self.add(part, role, whole)),
            Subject::Ratio(above, below) => {
                self.add(above, Role::Above, whole);
                self.add(below, Role::Below, whole);
                return;
            }
        };
        let listed = whole.loaded.has(Kind::Villages) || whole.loaded.has(Kind::Grids);
        let times = self.times;
        let numbers = whole.loose.values().any(|l| l.stated_own + l.stated_joint > 0);
        let rows = whole.villages.values().any(|v| v.party_groups + v.joint_party_groups > 0);
        let stated = numbers && !rows;
        let term = Term {
            what,
            village,
            role,
            listed,
            stated,
            times,
            posts: if let What::Post(figure) = what { Units::new(figure, whole) } else { Units::default() },
            households_by_grids: true,
            people_by_grids: true,
        };
        let households_by_grids = term.grids(whole).any(|g| g.households.is_some());
        let people_by_grids = term.grids(whole).any(|g| g.people.is_some());
        self.terms.push(Term { households_by_grids, people_by_grids, ..term });
    }

    /// The kinds of table that may touch it; those that list places always may.
    pub fn speaks(&self, kind: Kind) -> bool {
        let lists = matches!(kind, Kind::Villages | Kind::Grids);
        self.terms.iter().any(|term| !term.listed || lists || term.needs().contains(&kind))
    }

    /// Numerator and denominator.
    pub fn amounts(&self, tally: &Tally) -> (i64, i64) {
        self.terms.iter().fold((0, 0), |(n, d), term| {
            let (own, base) = term.amounts(tally, self.window);
            match term.role {
                Role::Own => (n + own, d + base),
                Role::Above => (n + own, d),
                Role::Below => (n, d + own),
            }
        })
    }

    /// Which part of it the tally of a row touches; the amounts are left at 0.
    pub fn touches(&self, row: &Tally) -> Part {
        let mut part = Part::default();
        for term in &self.terms {
            let (own, base) = term.touches(row, self.window);
            let (numerator, denominator) = match term.role {
                Role::Own => (own, base),
                Role::Above => (own, false),
                Role::Below => (false, own),
            };
            if numerator {
                part.numerator = Some(0);
            }
            if denominator {
                part.denominator = Some(0);
            }
        }
        part
    }
}

impl Term<'_> {
    fn needs(&self) -> &'static [Kind] {
        match self.what {
            What::Count(c) => c.definition().needs,
            What::Measure(m) => m.definition().needs,
            What::Cases(f) => f.definition().needs,
            What::Grid(_, f) => f.definition().needs,
            What::Work => GridFigure::Work.definition().needs,
            What::Post(f) => f.definition().needs,
            What::Body(_, d) | What::Person(_, _, d) => d.definition().needs,
            What::Month(_, f) => f.definition().needs,
        }
    }

    fn grids<'t>(&self, tally: &'t Tally) -> impl Iterator<Item = &'t GridTally> {
        let here = move |key: &GridKey| self.village.is_none_or(|v| v == key.village);
        tally.grids.iter().filter(move |(key, _)| here(key)).map(|(_, g)| g)
    }

    fn villages<'t>(&self, tally: &'t Tally) -> impl Iterator<Item = &'t VillageTally> {
        let here = move |key: &String| self.village.is_none_or(|v| v == key);
        tally.villages.iter().filter(move |(key, _)| here(key)).map(|(_, v)| v)
    }

    /// The villages that count as such: those of the list, or where none is loaded, all that are named.
    fn real<'t>(&self, tally: &'t Tally) -> impl Iterator<Item = &'t VillageTally> {
        let here = move |key: &String| self.village.is_none_or(|v| v == key);
        let counts =
            move |key: &String, v: &VillageTally| !is_town(key) && (!self.listed || v.listed.0.is_some());
        tally.villages.iter().filter(move |(key, v)| here(key) && counts(key, v)).map(|(_, v)| v)
    }

    fn sum(&self, tally: &Tally, of: impl Fn(&VillageTally) -> i64) -> i64 {
        self.villages(tally).map(of).sum()
    }

    fn grid_sum(&self, tally: &Tally, of: impl Fn(&GridTally) -> i64) -> i64 {
        self.grids(tally).map(of).sum()
    }

    /// Of party groups whose grids are not known.
    fn loose(&self, tally: &Tally, of: impl Fn(&LooseGroups) -> i64) -> i64 {
        let here = |key: &String| self.village.is_none_or(|v| v == key);
        tally.loose.iter().filter(|(key, _)| here(key)).map(|(_, l)| of(l)).sum()
    }

    /// Independent groups whose grids are not known: each stands for a grid.
    fn loose_own(&self, tally: &Tally) -> i64 {
        self.loose(tally, |l| if self.stated { l.stated_own } else { l.own })
    }

    fn amounts(&self, tally: &Tally, window: Option<Period>) -> (i64, i64) {
        match self.what {
            What::Count(count) => (self.count(count, tally), 0),
            What::Measure(measure) => self.measure(measure, tally),
            What::Cases(figure) => (self.sum(tally, |v| cases(v.cases, figure)), 0),
            What::Work => (self.grid_sum(tally, |g| minutes(g, &self.times)), 0),
            What::Post(figure) => (self.posts.amount(figure, tally), 0),
            What::Grid(key, GridFigure::Work) => {
                (tally.grids.get(key).map_or(0, |g| minutes(g, &self.times)), 0)
            }
            What::Grid(key, figure) => (tally.grids.get(key).map_or(0, |g| of_grid(figure, g)), 0),
            What::Body(body, Deed::Reps) => (tally.bodies.get(&body).map_or(0, |b| size(&b.people)), 0),
            What::Body(body, Deed::MedianDays) => {
                tally.bodies.get(&body).map_or((0, 0), |b| b.answers.total_days())
            }
            What::Body(body, Deed::DaysInOffice) => {
                let own = tally.persons.iter().filter(|(key, _)| key.body == body);
                (own.map(|(_, p)| in_office(p, window)).sum(), 0)
            }
            What::Body(body, deed) => {
                (tally.bodies.get(&body).map_or(0, |b| performance(&b.performance, &b.answers, deed)), 0)
            }
            What::Person(body, name, deed) => match (person(tally, body, name), deed) {
                (None, _) => (0, 0),
                (Some(p), Deed::MedianDays) => p.answers.total_days(),
                (Some(p), Deed::DaysInOffice) => (in_office(p, window), 0),
                (Some(p), Deed::Reps) => (i64::from(p.listed.0.is_some()), 0),
                (Some(p), deed) => (performance(&p.performance, &p.answers, deed), 0),
            },
            What::Month(month, figure) => (tally.months.get(&month).map_or(0, |m| of_month(figure, m)), 0),
        }
    }

    fn count(&self, count: Count, tally: &Tally) -> i64 {
        let stated =
            |by_grids, grid: fn(&GridTally) -> Option<i64>, village: fn(&VillageTally) -> Option<i64>| {
                if by_grids {
                    self.grid_sum(tally, |g| grid(g).unwrap_or(0))
                } else {
                    self.real(tally).filter_map(village).sum()
                }
            };
        match count {
            Count::Villages => length(self.real(tally).count()),
            Count::Grids => self.grid_sum(tally, |g| i64::from(g.listed.0.is_some())),
            Count::Officers => self.sum(tally, |v| size(&v.officers)),
            Count::Heads => self.grid_sum(tally, |g| size(&g.heads)) + self.sum(tally, |v| size(&v.heads)),
            Count::PartyGroupsIndependent if self.stated => self.loose(tally, |l| l.stated_own),
            Count::PartyGroupsJoint if self.stated => self.loose(tally, |l| l.stated_joint),
            Count::PartyGroupsIndependent => self.sum(tally, |v| v.party_groups),
            Count::PartyGroupsJoint => self.sum(tally, |v| v.joint_party_groups),
            Count::Households => stated(self.households_by_grids, |g| g.households, |v| v.households),
            Count::People => stated(self.people_by_grids, |g| g.people, |v| v.people),
            Count::Cadres => self.sum(tally, |v| size(&v.cadres)),
            Count::Volunteers => self.sum(tally, |v| v.volunteers),
            Count::VolunteerTeams => self.sum(tally, |v| v.volunteer_teams),
            Count::VolunteerActivities => self.sum(tally, |v| v.activities),
            Count::Models => self.sum(tally, |v| size(&v.models)),
            Count::Lecturers => self.sum(tally, |v| size(&v.lecturers)),
            Count::Lectures => self.sum(tally, |v| v.lectures),
            Count::LawTrainings => self.sum(tally, |v| v.law_trainings),
            Count::Handouts => self.sum(tally, |v| v.handouts),
            Count::VisitsInPeriod => self.sum(tally, |v| v.visits),
            Count::VisitsAll => self.sum(tally, |v| v.visits_all),
            Count::Cases => self.sum(tally, |v| v.cases.received),
        }
    }

    fn measure(&self, measure: Measure, tally: &Tally) -> (i64, i64) {
        let grids = |covered: fn(&GridTally) -> bool| {
            (
                self.grid_sum(tally, |g| i64::from(covered(g))),
                self.grid_sum(tally, |g| i64::from(g.listed.0.is_some())),
            )
        };
        let villages = |covered: fn(&VillageTally) -> bool| {
            (length(self.real(tally).filter(|v| covered(v)).count()), length(self.real(tally).count()))
        };
        // A village's households are its own where its grids state none; the township's are the grids' alone.
        let households = || match self.village {
            Some(_) => self.count(Count::Households, tally),
            None => self.grid_sum(tally, |g| g.households.unwrap_or(0)),
        };
        match measure {
            Measure::Officer => grids(|g| !g.officers.is_empty()),
            Measure::PartyGroup => {
                let (covered, all) = grids(has_party_group);
                (covered + self.loose_own(tally), all)
            }
            Measure::PartyGroupIndependent => {
                let (own, all) = grids(|g| g.party_groups > 0);
                (own + self.loose_own(tally), all)
            }
            Measure::Head => grids(|g| !g.heads.is_empty()),
            Measure::Triangle => grids(has_triangle),
            Measure::LinkedHouseholds => (self.grid_sum(tally, linked), households()),
            Measure::HouseholdVisits => {
                let visited =
                    self.grid_sum(tally, |g| size(&g.visited)) + self.sum(tally, |v| size(&v.visited));
                (visited, households())
            }
            Measure::Centre => villages(|v| v.centre.yes()),
            Measure::VillageRules => villages(|v| v.rules.yes()),
            Measure::SelfGovernance => {
                villages(|v| [v.ethics, v.assembly, v.ceremonies].iter().all(|f| f.yes()))
            }
            Measure::CadreTraining => {
                (self.sum(tally, |v| size(&v.cadres_trained)), self.sum(tally, |v| size(&v.cadres)))
            }
            Measure::Venues => (i64::from(tally.venues.count_ones()), 0),
            Measure::StationStandard => (tally.stations.first, tally.stations.total),
            Measure::DutyOwned => (tally.items.first, tally.items.total),
            Measure::DutyDone => (tally.items.second, tally.items.total),
        }
    }

    fn touches(&self, row: &Tally, window: Option<Period>) -> (bool, bool) {
        let ended = |answers: Option<&Answers>| {
            let any = |of: fn(&crate::count::Ended) -> i64| {
                answers.is_some_and(|a| a.days.values().any(|n| of(n) != 0))
            };
            (any(|n| n.closed), any(|n| n.open))
        };
        match self.what {
            What::Body(body, Deed::MedianDays) => ended(row.bodies.get(&body).map(|b| &b.answers)),
            What::Person(body, name, Deed::MedianDays) => ended(person(row, body, name).map(|p| &p.answers)),
            What::Person(body, name, Deed::DaysInOffice) => {
                (person(row, body, name).is_some_and(|p| !p.terms.0.is_empty()), false)
            }
            What::Measure(measure) => self.touches_measure(measure, row),
            What::Post(figure) => (self.posts.touches(figure, row), false),
            What::Count(Count::Villages) => (self.lists(row), false),
            What::Grid(key, GridFigure::Linked) => (row.grids.get(key).is_some_and(|g| g.linked != 0), false),
            What::Grid(key, figure @ (GridFigure::Households | GridFigure::People)) => {
                let stated = |g: &GridTally| {
                    if figure == GridFigure::People { g.people.is_some() } else { g.households.is_some() }
                };
                (row.grids.get(key).is_some_and(stated), false)
            }
            _ => (self.amounts(row, window).0 != 0, false),
        }
    }

    fn touches_measure(&self, measure: Measure, row: &Tally) -> (bool, bool) {
        let grids = |test: fn(&GridTally) -> bool| self.grids(row).any(test);
        let villages = |test: fn(&VillageTally) -> bool| self.villages(row).any(test);
        let said = |flags: [Flag; 3]| flags.iter().any(|f| f.yes());
        match measure {
            Measure::PartyGroup | Measure::PartyGroupIndependent if self.loose(row, |_| 1) > 0 => {
                (true, false)
            }
            Measure::Triangle => (
                grids(|g| has_party_group(g) || !g.officers.is_empty() || !g.heads.is_empty()),
                grids(|g| g.listed.0.is_some()),
            ),
            Measure::LinkedHouseholds => (grids(|g| g.linked != 0), grids(|g| g.households.is_some())),
            Measure::HouseholdVisits => (
                grids(|g| !g.visited.is_empty()) || villages(|v| !v.visited.is_empty()),
                grids(|g| g.households.is_some()),
            ),
            Measure::Centre => (villages(|v| v.centre.yes()), self.lists(row)),
            Measure::VillageRules => (villages(|v| v.rules.yes()), self.lists(row)),
            Measure::SelfGovernance => {
                (self.villages(row).any(|v| said([v.ethics, v.assembly, v.ceremonies])), self.lists(row))
            }
            _ => {
                let (own, base) = self.measure(measure, row);
                (own != 0, base != 0)
            }
        }
    }

    fn lists(&self, row: &Tally) -> bool {
        self.villages(row).any(|v| v.listed.0.is_some())
    }
}

fn length(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

fn of_grid(figure: GridFigure, grid: &GridTally) -> i64 {
    match figure {
        GridFigure::Households => grid.households.unwrap_or(0),
        GridFigure::People => grid.people.unwrap_or(0),
        GridFigure::Officers => size(&grid.officers),
        GridFigure::Heads => size(&grid.heads),
        GridFigure::Linked => linked(grid),
        GridFigure::PartyGroups => grid.party_groups + grid.joint_party_groups,
        GridFigure::Visits => grid.visits,
        GridFigure::VisitedHouseholds => size(&grid.visited),
        GridFigure::Minutes => grid.minutes,
        // It takes standard times, which the term has.
        GridFigure::Work => 0,
        GridFigure::Cases => cases(grid.cases, CaseFigure::Received),
        GridFigure::Closed => cases(grid.cases, CaseFigure::Closed),
        GridFigure::OnTime => cases(grid.cases, CaseFigure::OnTime),
        GridFigure::Open => cases(grid.cases, CaseFigure::Open),
        GridFigure::Overdue => cases(grid.cases, CaseFigure::Overdue),
    }
}

/// A figure of cases.
pub(super) fn cases(cases: Cases, figure: CaseFigure) -> i64 {
    match figure {
        CaseFigure::Received => cases.received,
        CaseFigure::Closed => cases.closed,
        CaseFigure::OnTime => cases.on_time,
        CaseFigure::Open => cases.received - cases.closed,
        CaseFigure::Overdue => cases.overdue,
        CaseFigure::Referred => cases.referred,
        CaseFigure::Satisfied => cases.satisfied,
        CaseFigure::MostlySatisfied => cases.mostly_satisfied,
        CaseFigure::Dissatisfied => cases.dissatisfied,
    }
}

fn person<'t>(tally: &'t Tally, body: Body, name: &str) -> Option<&'t PersonTally> {
    tally.persons.iter().find(|(key, _)| key.body == body && key.name == name).map(|(_, p)| p)
}

fn in_office(person: &PersonTally, window: Option<Period>) -> i64 {
    window.and_then(|w| person.terms.days_in(w)).unwrap_or(0)
}

/// A figure of what was done; of people, terms and medians it tells nothing.
pub(super) fn performance(p: &Performance, answers: &Answers, deed: Deed) -> i64 {
    match deed {
        Deed::Reps | Deed::MedianDays | Deed::DaysInOffice => 0,
        Deed::Judged => answers.judged,
        Deed::Rated => answers.rated,
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
        Deed::OnTime => p.on_time,
        Deed::WithDeadline => p.with_deadline,
        Deed::Satisfied => p.satisfied,
        Deed::MostlySatisfied => p.mostly_satisfied,
        Deed::Dissatisfied => p.dissatisfied,
    }
}

/// A figure of a month.
pub(super) fn of_month(figure: MonthFigure, month: &MonthTally) -> i64 {
    match figure {
        MonthFigure::Visits => month.visits,
        MonthFigure::Cases => month.cases,
        MonthFigure::CasesClosed => month.cases_closed,
        MonthFigure::Activities => month.activities,
        MonthFigure::LawEvents => month.law_events,
        MonthFigure::Matters => month.matters,
    }
}
