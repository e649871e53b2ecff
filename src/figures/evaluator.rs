//! A subject evaluated on the tally of some rows: how much they add to it, and whether a row has a part in it.

use super::evaluate::{Assumptions, Formula, UnitRef};
use super::evidence::Part;
use super::load::Times;
use super::posts::PostUnits;
use super::subject::Subject;
use crate::catalogue::{Definition, GridFigure, PostFigure};
use crate::count::Tally;
use crate::model::kind::Kind;
use crate::model::period::Period;

/// A subject taken apart into expressions over counters.
pub(super) struct Evaluator<'a> {
    parts: Vec<SubjectPart<'a>>,
    /// The days in which somebody can have been in office.
    window: Option<Period>,
    times: Times,
    /// Whether a list of places is loaded: only what it lists counts then.
    has_lists: bool,
}

/// Which part of the answer a figure goes to.
#[derive(Clone, Copy)]
enum Role {
    Own,
    Above,
    Below,
}

struct SubjectPart<'a> {
    definition: &'static Definition,
    above: Formula<'a>,
    below: Formula<'a>,
    role: Role,
    posts: Option<(PostFigure, PostUnits)>,
}

impl<'a> Evaluator<'a> {
    /// Prepares a subject of the figures that the tally `whole` gives. `window` is the days in which somebody can have
    /// been in office, `times` what each piece of work takes.
    pub fn new(subject: &'a Subject, whole: &Tally, window: Option<Period>, times: Times) -> Self {
        let has_lists = whole.loaded.has(Kind::Villages) || whole.loaded.has(Kind::Grids);
        let mut evaluator = Self { parts: Vec::new(), window, times, has_lists };
        evaluator.add(subject, Role::Own, whole, None);
        evaluator
    }

    /// `among` is the village whose grids alone are asked for.
    fn add(&mut self, subject: &'a Subject, role: Role, whole: &Tally, among: Option<&'a str>) {
        let of_grids = among.map_or(UnitRef::Township, UnitRef::Village);
        let (definition, unit) = match subject {
            Subject::Count(f) => (f.definition(), UnitRef::Township),
            Subject::Measure(f) => (f.definition(), UnitRef::Township),
            Subject::Cases(f) => (f.definition(), UnitRef::Township),
            Subject::Balance(_) => (GridFigure::Work.definition(), of_grids),
            Subject::Post(f) => (f.definition(), of_grids),
            Subject::Grid(key, f) => (f.definition(), UnitRef::Grid(key)),
            Subject::Body(body, f) => (f.definition(), UnitRef::Body(*body)),
            Subject::Person(body, name, f) => (f.definition(), UnitRef::Person(*body, name)),
            Subject::VillageCount(village, f) => (f.definition(), UnitRef::Village(village)),
            Subject::VillageMeasure(village, f) => (f.definition(), UnitRef::Village(village)),
            Subject::VillageCases(village, f) => (f.definition(), UnitRef::Village(village)),
            Subject::Month(month, f) => (f.definition(), UnitRef::Month(*month)),
            Subject::In(_, inner) => return self.add(inner, role, whole, among),
            Subject::Among(village, inner) => return self.add(inner, role, whole, Some(village)),
            Subject::Sum(parts) => return parts.iter().for_each(|part| self.add(part, role, whole, among)),
            Subject::Picked(_) => return,
            Subject::Ratio(above, below) => {
                self.add(above, Role::Above, whole, among);
                return self.add(below, Role::Below, whole, among);
            }
        };
        let posts =
            if let Subject::Post(f) = subject { Some((*f, PostUnits::new(*f, whole, among))) } else { None };
        let formula = |terms| Formula::new(terms, unit, whole);
        let (above, below) = (formula(definition.terms), formula(definition.base));
        self.parts.push(SubjectPart { definition, above, below, role, posts });
    }

    fn assumed<'s>(&self, part: &'s SubjectPart<'_>) -> Assumptions<'s> {
        let posts = part.posts.as_ref().map(|(figure, units)| (*figure, units));
        Assumptions { window: self.window, times: self.times, posts }
    }

    /// Whether a table of the kind may touch it; those that list places always may.
    pub fn speaks(&self, kind: Kind) -> bool {
        let lists = !self.has_lists || matches!(kind, Kind::Villages | Kind::Grids);
        self.parts.iter().any(|part| lists || part.definition.needs.contains(&kind))
    }

    /// Returns numerator and denominator.
    pub fn amounts(&self, tally: &Tally) -> (i64, i64) {
        self.parts.iter().fold((0, 0), |(n, d), part| {
            let assumed = self.assumed(part);
            let own = part.above.amount(tally, &assumed);
            match part.role {
                Role::Own => (n + own, d + part.below.amount(tally, &assumed)),
                Role::Above => (n + own, d),
                Role::Below => (n, d + own),
            }
        })
    }

    /// Returns which part of it the tally of a row touches; the amounts are left at 0.
    pub fn touches(&self, row: &Tally) -> Part {
        let mut found = Part::default();
        for part in &self.parts {
            let assumed = self.assumed(part);
            let own = part.above.touches(row, &assumed);
            let (numerator, denominator) = match part.role {
                Role::Own => (own, part.below.touches(row, &assumed)),
                Role::Above => (own, false),
                Role::Below => (false, own),
            };
            found.numerator = found.numerator.or(numerator.then_some(0));
            found.denominator = found.denominator.or(denominator.then_some(0));
        }
        found
    }
}
