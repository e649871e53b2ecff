//! The one function that turns counters into a figure, for any unit: the township, a village, a grid, a body, a
//! person, a month, and the tally of a single row, which is the evidence.

use super::load::{Times, minutes};
use super::ordered::OrderedPlaces;
use super::posts::PostUnits;
use super::refusal::{refusal, unit_mismatch};
use super::{FigureValue, State, Withheld, bounds};
use crate::catalogue::{Amount, Counter, Definition, Expression, MergeRule, PostFigure, Term, Units};
use crate::count::county::is_town;
use crate::count::{Counts, PersonTally, Tally, UnplacedGroups, VENUES, VillageTally};
use crate::model::body::Body;
use crate::model::kind::Kind;
use crate::model::period::Period;
use crate::model::place::GridKey;

/// The unit that a figure is about.
#[derive(Clone, Copy, Debug)]
pub(super) enum UnitRef<'a> {
    Township,
    Village(&'a str),
    Grid(&'a GridKey),
    Body(Body),
    Person(Body, &'a str),
    /// Year × 12 + month − 1.
    Month(i32),
}

/// What some terms take beside the tally.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Assumptions<'a> {
    /// The days in which somebody can have been in office.
    pub window: Option<Period>,
    /// What each piece of work takes.
    pub times: Times,
    /// Of a check of officers, which one and the units that it is about.
    pub posts: Option<(PostFigure, &'a PostUnits)>,
}

/// A unit with its counters.
struct Counted<'t> {
    counts: &'t Counts,
    is_listed: bool,
}

impl Counted<'_> {
    fn amount(&self, amount: Amount) -> i64 {
        match amount {
            Amount::Of(counter) => self.counts.get(counter),
            Amount::Less(counter) => self.counts.get(counter).saturating_neg(),
            Amount::AtMost(counter, bound) => {
                self.counts.get(counter).clamp(0, self.counts.get(bound).max(0))
            }
            Amount::Has(groups) => {
                let any = |group: &&[Counter]| group.iter().any(|c| self.counts.is_above_zero(*c));
                i64::from(groups.iter().all(any))
            }
            Amount::Listed => i64::from(self.is_listed),
        }
    }

    fn touches(&self, amount: Amount) -> bool {
        match amount {
            Amount::Of(counter) | Amount::Less(counter) | Amount::AtMost(counter, _) => {
                self.counts.touches(counter)
            }
            Amount::Has(groups) => groups.iter().flat_map(|g| g.iter()).any(|c| self.counts.touches(*c)),
            Amount::Listed => self.is_listed,
        }
    }
}

/// A term, with what the tally of all rows decides of it.
#[derive(Clone, Copy)]
enum Step {
    Sum(Units, Amount),
    /// Of party groups whose grids are not known.
    Unplaced(fn(&UnplacedGroups) -> i64),
    Other(Term),
}

/// An expression made ready for a unit. It is applied to the tally of all rows, or to that of some.
pub(super) struct Formula<'a> {
    unit: UnitRef<'a>,
    steps: Vec<Step>,
    /// Whether a list of places is loaded: then only the villages on it are villages.
    has_lists: bool,
}

impl<'a> Formula<'a> {
    /// Prepares an expression about `unit` for tallies that are parts of `whole`.
    pub fn new(expression: Expression, unit: UnitRef<'a>, whole: &Tally) -> Self {
        let has_lists = whole.loaded.has(Kind::Villages) || whole.loaded.has(Kind::Grids);
        let empty = Self { unit, steps: Vec::new(), has_lists };
        let steps = expression.iter().map(|term| empty.step(*term, whole)).collect();
        Self { steps, ..empty }
    }

    fn step(&self, term: Term, whole: &Tally) -> Step {
        let of_grids = |counter| Step::Sum(Units::Grids, Amount::Of(counter));
        let stated = || bounds::are_stated(whole);
        match term {
            // Of a person, the roster's row; names alike are one person.
            Term::Sum(Units::Own, Amount::Of(Counter::Reps)) if matches!(self.unit, UnitRef::Person(..)) => {
                Step::Sum(Units::Own, Amount::Listed)
            }
            Term::Sum(units, amount) => Step::Sum(units, amount),
            Term::StatedOfGrids(counter) if matches!(self.unit, UnitRef::Township) => of_grids(counter),
            Term::Stated(counter) | Term::StatedOfGrids(counter) => {
                if self.any(whole, Units::Grids, |c| c.counts.value(counter).is_some()) {
                    of_grids(counter)
                } else {
                    Step::Sum(Units::ListedVillages, Amount::Of(counter))
                }
            }
            Term::PartyGroups { joint: false } if stated() => Step::Unplaced(|l| l.stated_own),
            Term::PartyGroups { joint: true } if stated() => Step::Unplaced(|l| l.stated_joint),
            Term::PartyGroups { joint } => {
                let counter = if joint { Counter::JointPartyGroups } else { Counter::PartyGroups };
                Step::Sum(Units::Villages, Amount::Of(counter))
            }
            Term::UnplacedGroups if stated() => Step::Unplaced(|l| l.stated_own),
            Term::UnplacedGroups => Step::Unplaced(|l| l.own),
            other => Step::Other(other),
        }
    }

    fn is_village(&self, key: &str, village: &VillageTally) -> bool {
        !is_town(key) && (!self.has_lists || village.listed.0.is_some())
    }

    /// Passes each unit of a term until one says yes.
    fn any(&self, tally: &Tally, units: Units, mut says: impl FnMut(&Counted<'_>) -> bool) -> bool {
        let mut of = |counts, is_listed| says(&Counted { counts, is_listed });
        let real = units == Units::ListedVillages;
        match (units, self.unit) {
            (Units::Own, UnitRef::Township) => of(&tally.township, true),
            (Units::Own, UnitRef::Grid(key)) | (Units::Grids, UnitRef::Grid(key)) => {
                tally.grids.get(key).is_some_and(|g| of(&g.counts, g.listed.0.is_some()))
            }
            (Units::Own, UnitRef::Body(body)) => tally.bodies.get(&body).is_some_and(|b| of(&b.counts, true)),
            (Units::Own, UnitRef::Person(body, name)) => {
                person(tally, body, name).is_some_and(|p| of(&p.counts, p.listed.0.is_some()))
            }
            (Units::Own, UnitRef::Month(month)) => tally.months.get(&month).is_some_and(|m| of(m, true)),
            (Units::Own | Units::Villages | Units::ListedVillages, UnitRef::Village(name)) => tally
                .villages
                .get(name)
                .filter(|v| !real || self.is_village(name, v))
                .is_some_and(|v| of(&v.counts, true)),
            (Units::Grids, UnitRef::Village(name)) => {
                tally.grids_of(name).any(|(_, g)| of(&g.counts, g.listed.0.is_some()))
            }
            (Units::Grids, UnitRef::Township) => {
                tally.grids.values().any(|g| of(&g.counts, g.listed.0.is_some()))
            }
            (Units::Villages | Units::ListedVillages, UnitRef::Township) => tally
                .villages
                .iter()
                .filter(|(key, v)| !real || self.is_village(key, v))
                .any(|(_, v)| of(&v.counts, true)),
            _ => false,
        }
    }

    fn unplaced(&self, tally: &Tally, of: impl Fn(&UnplacedGroups) -> i64) -> i64 {
        let here = |key: &str| match self.unit {
            UnitRef::Township => true,
            UnitRef::Village(name) => name == key,
            _ => false,
        };
        tally.unplaced.iter().filter(|(key, _)| here(key)).map(|(_, groups)| of(groups)).sum()
    }

    /// Adds up the terms over a tally.
    pub fn amount(&self, tally: &Tally, assumed: &Assumptions<'_>) -> i64 {
        let mut sum = 0_i64;
        for step in &self.steps {
            match *step {
                Step::Sum(units, amount) => {
                    self.any(tally, units, |unit| {
                        sum = sum.saturating_add(unit.amount(amount));
                        false
                    });
                }
                Step::Unplaced(of) => sum = sum.saturating_add(self.unplaced(tally, of)),
                Step::Other(term) => sum = sum.saturating_add(self.other(term, tally, assumed)),
            }
        }
        sum
    }

    fn other(&self, term: Term, tally: &Tally, assumed: &Assumptions<'_>) -> i64 {
        match term {
            Term::VenuesReached => i64::from(tally.venues.count_ones()),
            Term::VenueKinds => i64::try_from(VENUES.len()).unwrap_or(0),
            Term::Work => match self.unit {
                UnitRef::Grid(key) => tally.grids.get(key).map_or(0, |g| minutes(&g.counts, &assumed.times)),
                UnitRef::Village(name) => {
                    tally.grids_of(name).map(|(_, g)| minutes(&g.counts, &assumed.times)).sum()
                }
                _ => tally.grids.values().map(|g| minutes(&g.counts, &assumed.times)).sum(),
            },
            Term::DaysOfClosed => self.days(tally).0,
            Term::DaysOfOpen => self.days(tally).1,
            Term::DaysInOffice => {
                let days = |p: &PersonTally| assumed.window.and_then(|w| p.terms.days_in(w)).unwrap_or(0);
                self.persons(tally).map(days).sum()
            }
            Term::Posts => assumed.posts.map_or(0, |(figure, units)| units.amount(figure, tally)),
            _ => 0,
        }
    }

    fn days(&self, tally: &Tally) -> (i64, i64) {
        match self.unit {
            UnitRef::Body(body) => tally.bodies.get(&body).map_or((0, 0), |b| b.days.total()),
            UnitRef::Person(body, name) => person(tally, body, name).map_or((0, 0), |p| p.days.total()),
            _ => (0, 0),
        }
    }

    fn persons<'t>(&self, tally: &'t Tally) -> impl Iterator<Item = &'t PersonTally> {
        let wanted = match self.unit {
            UnitRef::Body(body) => Some((body, None)),
            UnitRef::Person(body, name) => Some((body, Some(name))),
            _ => None,
        };
        tally
            .persons
            .iter()
            .filter(move |(key, _)| {
                wanted.is_some_and(|(body, name)| key.body == body && name.is_none_or(|n| n == key.name))
            })
            .map(|(_, person)| person)
    }

    /// Whether the tally of a row has a part in the terms, even where it adds nothing.
    pub fn touches(&self, row: &Tally, assumed: &Assumptions<'_>) -> bool {
        // What is taken away makes no row a part of the rest.
        if self.steps.iter().any(|s| matches!(s, Step::Sum(_, Amount::Less(_)))) {
            return self.amount(row, assumed) != 0;
        }
        self.steps.iter().any(|step| match *step {
            Step::Sum(Units::ListedVillages, Amount::Listed) => {
                self.villages(row).any(|v| v.listed.0.is_some())
            }
            Step::Sum(Units::ListedVillages, amount) => self.any(row, Units::Villages, |u| u.touches(amount)),
            Step::Sum(units, amount) => self.any(row, units, |u| u.touches(amount)),
            Step::Unplaced(_) => self.unplaced(row, |_| 1) > 0,
            Step::Other(Term::VenueKinds) => false,
            Step::Other(Term::DaysOfClosed) => self.ended(row, |closed, _| closed != 0),
            Step::Other(Term::DaysOfOpen) => self.ended(row, |_, open| open != 0),
            Step::Other(Term::DaysInOffice) if matches!(self.unit, UnitRef::Person(..)) => {
                self.persons(row).any(|p| !p.terms.0.is_empty())
            }
            Step::Other(Term::Posts) => {
                assumed.posts.is_some_and(|(figure, units)| units.touches(figure, row))
            }
            Step::Other(term) => self.other(term, row, assumed) != 0,
        })
    }

    fn villages<'t>(&self, tally: &'t Tally) -> impl Iterator<Item = &'t VillageTally> {
        let wanted = if let UnitRef::Village(name) = self.unit { Some(name) } else { None };
        tally.villages.iter().filter(move |(key, _)| wanted.is_none_or(|w| w == *key)).map(|(_, v)| v)
    }

    fn ended(&self, tally: &Tally, says: impl Fn(i64, i64) -> bool) -> bool {
        let days = match self.unit {
            UnitRef::Body(body) => tally.bodies.get(&body).map(|b| &b.days),
            UnitRef::Person(body, name) => person(tally, body, name).map(|p| &p.days),
            _ => None,
        };
        days.is_some_and(|days| days.0.values().any(|n| says(n.closed, n.open)))
    }

    /// Whether the tables, columns and units of the terms are there, and of what may be not known a value.
    fn is_known(&self, tally: &Tally) -> bool {
        self.steps.iter().all(|step| match *step {
            Step::Sum(units, Amount::Of(counter) | Amount::Less(counter) | Amount::AtMost(counter, _)) => {
                let own = units == Units::Own && counter.row().merge == MergeRule::Set;
                match counter.row().merge {
                    // The value itself says whether it is known.
                    MergeRule::OptionalSum | MergeRule::Flag => {
                        self.any(tally, units, |u| u.counts.value(counter).is_some())
                    }
                    _ => {
                        is_counted(tally, counter)
                            && (!own || self.any(tally, units, |u| u.counts.value(counter).is_some()))
                    }
                }
            }
            Step::Sum(_, Amount::Has(groups)) => {
                let mut flags = groups
                    .iter()
                    .flat_map(|g| g.iter())
                    .filter(|c| c.row().merge == MergeRule::Flag)
                    .peekable();
                flags.peek().is_none() || flags.any(|flag| is_answered(tally, *flag))
            }
            Step::Sum(_, Amount::Listed) | Step::Unplaced(_) | Step::Other(_) => true,
        })
    }
}

/// Returns what one of the units over which an expression is added up adds to it.
pub(super) fn amount_of_unit(expression: Expression, units: Units, counts: &Counts, is_listed: bool) -> i64 {
    let unit = Counted { counts, is_listed };
    let of_term = |term: &Term| match term {
        Term::Sum(over, amount) if *over == units => unit.amount(*amount),
        Term::StatedOfGrids(counter) if units == Units::Grids => counts.get(*counter),
        _ => 0,
    };
    expression.iter().map(of_term).sum()
}

/// Whether a table answers a yes or no of villages. One without any answer is empty, and says no of every village;
/// but a list of villages may have no column for it.
fn is_answered(tally: &Tally, flag: Counter) -> bool {
    let knows = |flag: Counter| tally.villages.values().any(|v| v.counts.value(flag).is_some());
    let kind = flag.row().origin.kind;
    let of_table = |c: &&Counter| c.row().merge == MergeRule::Flag && c.row().origin.kind == kind;
    let is_empty = || !Counter::ALL.iter().filter(of_table).any(|c| knows(*c));
    knows(flag) || kind != Kind::Villages && tally.loaded.has(kind) && is_empty()
}

/// Whether the table and the column that a counter needs are loaded, in a unit that fits, and the snapshot has it.
pub(super) fn is_counted(tally: &Tally, counter: Counter) -> bool {
    let origin = counter.row().origin;
    tally.loaded.has(origin.kind)
        && !tally.absent.contains(&counter)
        && origin.column.is_none_or(|column| tally.loaded.has_column(column))
        && origin.amount.is_none_or(|(field, _)| unit_mismatch(tally, origin.kind, field).is_none())
}

fn person<'t>(tally: &'t Tally, body: Body, name: &str) -> Option<&'t PersonTally> {
    tally.persons.iter().find(|(key, _)| key.body == body && key.name == name).map(|(_, p)| p)
}

/// Evaluates a figure about a unit: a count, or the numerator and denominator of a ratio.
pub(super) fn evaluate(
    places: &OrderedPlaces<'_>,
    definition: &Definition,
    unit: UnitRef<'_>,
    assumed: &Assumptions<'_>,
) -> FigureValue {
    let tally = places.tally;
    let in_village = matches!(unit, UnitRef::Village(_));
    if in_village && definition.township_only {
        return FigureValue::NONE;
    }
    // A village states its households itself where no list of grids does.
    let by_village = in_village && matches!(definition.base, [Term::StatedOfGrids(_)]);
    let mut needs = definition.needs.iter().filter(|kind| !(by_village && **kind == Kind::Grids));
    let is_loaded = |kind: &Kind| tally.loaded.has(*kind);
    if !(if definition.all { needs.all(is_loaded) } else { needs.any(is_loaded) }) {
        return FigureValue::NONE;
    }
    if let Some(refusal) = refusal(tally, definition).filter(|_| definition.denominator.is_some()) {
        return FigureValue { state: State::Refused(refusal), ..FigureValue::NONE };
    }
    if definition.counters().any(|counter| tally.absent.contains(&counter)) {
        return FigureValue { state: State::Withheld(Withheld::Older), ..FigureValue::NONE };
    }
    let above = Formula::new(definition.terms, unit, tally);
    if !above.is_known(tally) {
        return FigureValue::NONE;
    }
    let numerator = above.amount(tally, assumed);
    if definition.denominator.is_none() {
        return FigureValue { state: State::Value, numerator, denominator: None };
    }
    let below = Formula::new(definition.base, unit, tally);
    if in_village && !below.is_known(tally) {
        return FigureValue::NONE;
    }
    let denominator = below.amount(tally, assumed);
    let bounds = definition.bounds.and_then(|figure| bounds::bounds_of(places, unit, figure));
    FigureValue::ratio(numerator, denominator, bounds)
}
