//! A subject's figure as the page shows it.

use super::gauge::{cases, of_month, performance};
use super::represent::survival;
use super::subject::Subject;
use super::{BodyFigures, Figures, GridFigures, State, VillageFigures};
use crate::catalogue::{Count, Deed, GridFigure, Measure, MonthFigure};
use crate::count::{Answers, Performance};
use serde::{Deserialize, Serialize};

/// What is known of a subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// What is known.
    pub state: State,
    /// The figure; of a ratio, its numerator.
    pub numerator: i64,
    /// Of a ratio, its denominator.
    pub denominator: Option<i64>,
}

impl Reading {
    const NONE: Self = Self { state: State::NoData, numerator: 0, denominator: None };

    fn count(n: Option<i64>) -> Self {
        n.map_or(Self::NONE, |n| Self { state: State::Value, numerator: n, denominator: None })
    }

    /// A ratio of which only bounds are known.
    fn between(bounds: Option<(i64, i64)>, d: Option<i64>) -> Option<Self> {
        let ((lower, upper), d) = bounds.zip(d)?;
        Some(if d > 0 {
            Self { state: State::Interval { lower, upper }, numerator: lower, denominator: Some(d) }
        } else {
            Self { state: State::NoDenominator, numerator: 0, denominator: Some(d) }
        })
    }

    fn ratio(n: Option<i64>, d: Option<i64>) -> Self {
        n.zip(d).map_or(Self::NONE, |(n, d)| Self {
            state: if d > 0 { State::Value } else { State::NoDenominator },
            numerator: n,
            denominator: Some(d),
        })
    }
}

/// The subject's figure among these; [`State::NoData`] where they do not hold it, [`State::Withheld`] where the sender
/// of the snapshot does.
#[must_use]
pub fn read(subject: &Subject, figures: &Figures) -> Reading {
    let reading = known(subject, figures);
    match figures.withheld(subject) {
        // A sum that lacks a part is none.
        Some(why) if reading.state == State::NoData || matches!(subject, Subject::Sum(_)) => {
            Reading { state: State::Withheld(why), ..Reading::NONE }
        }
        _ => reading,
    }
}

fn known(subject: &Subject, figures: &Figures) -> Reading {
    let village = |name: &String| figures.villages.iter().find(|v| v.name == *name);
    match subject {
        Subject::Count(count) => Reading::count(figures.count(*count)),
        Subject::Measure(measure) => figures.measure(*measure).map_or(Reading::NONE, |m| Reading {
            state: m.state,
            numerator: m.numerator,
            denominator: Some(m.denominator),
        }),
        Subject::Cases(figure) => Reading::count(figures.cases.map(|c| cases(c, *figure))),
        Subject::Balance(figure) => {
            Reading::count(figures.balance_of(*figure).map(|v| (v * 1000.0).round() as i64))
        }
        Subject::Post(figure) => Reading::count(figures.posts.as_ref().and_then(|p| p.figure(*figure))),
        Subject::VillageCount(name, count) => {
            Reading::count(village(name).and_then(|v| of_village(v, *count)))
        }
        Subject::VillageMeasure(name, measure) => match figures.measure(*measure).map(|m| m.state) {
            Some(state @ State::Refused(_)) => Reading { state, ..Reading::NONE },
            _ => village(name).map_or(Reading::NONE, |v| covered(v, *measure)),
        },
        Subject::VillageCases(name, figure) => {
            Reading::count(village(name).and_then(|v| v.cases).map(|c| cases(c, *figure)))
        }
        Subject::Grid(key, figure) => {
            let grid = figures.grids.iter().find(|g| g.village == key.village && g.key == key.grid);
            Reading::count(grid.and_then(|g| of_grid(g, *figure)))
        }
        Subject::Body(body, deed) => {
            let Some(whole) = figures.bodies.iter().find(|b| b.body == *body) else { return Reading::NONE };
            match deed {
                Deed::Reps => Reading::count(whole.reps),
                Deed::MedianDays => median(whole.answers.as_ref()),
                Deed::DaysInOffice => {
                    let own = figures.persons.iter().filter(|p| p.body == *body);
                    let known: Vec<i64> = own.filter_map(|p| p.days_in_office).collect();
                    Reading::count((!known.is_empty()).then(|| known.iter().sum()))
                }
                deed => Reading::count(done(whole, whole.performance, whole.answers.as_ref(), *deed)),
            }
        }
        Subject::Person(body, name, deed) => {
            let whole = figures.bodies.iter().find(|b| b.body == *body);
            let person = figures.persons.iter().find(|p| p.body == *body && p.name == *name);
            let Some((whole, person)) = whole.zip(person) else { return Reading::NONE };
            match deed {
                Deed::Reps => Reading::count(whole.reps.map(|_| i64::from(person.on_roster))),
                Deed::MedianDays => median(person.answers.as_ref()),
                Deed::DaysInOffice => Reading::count(person.days_in_office),
                deed => Reading::count(done(whole, Some(person.performance), person.answers.as_ref(), *deed)),
            }
        }
        Subject::Month(month, figure) => {
            let found = figures.months.iter().find(|m| m.year * 12 + m.month as i32 - 1 == *month);
            Reading::count(found.map(|m| of_month(*figure, &m.counts)))
        }
        Subject::In(choice, inner) => figures.trends.reading(*choice, inner).unwrap_or(Reading::NONE),
        Subject::Sum(parts) => sum(parts, figures),
        Subject::Ratio(above, below) => {
            let known = |subject| Some(read(subject, figures)).filter(|r| r.state == State::Value);
            Reading::ratio(known(above).map(|r| r.numerator), known(below).map(|r| r.numerator))
        }
    }
}

/// What is not known is left out, as in the sums below a table.
fn sum(parts: &[Subject], figures: &Figures) -> Reading {
    let known: Vec<Reading> = parts
        .iter()
        .map(|part| read(part, figures))
        .filter(|r| !matches!(r.state, State::NoData | State::Refused(_) | State::Withheld(_)))
        .collect();
    let numerator = known.iter().map(|r| r.numerator).sum();
    if known.iter().any(|r| matches!(r.state, State::Interval { .. })) {
        let upper = known
            .iter()
            .map(|r| if let State::Interval { upper, .. } = r.state { upper } else { r.numerator });
        let bounds = (numerator, upper.sum());
        let d = known.iter().filter_map(|r| r.denominator).sum();
        return Reading::between(Some(bounds), Some(d)).unwrap_or(Reading::NONE);
    }
    match known.first() {
        None => Reading::NONE,
        Some(first) if first.denominator.is_none() => Reading::count(Some(numerator)),
        Some(_) => Reading::ratio(Some(numerator), Some(known.iter().filter_map(|r| r.denominator).sum())),
    }
}

fn of_village(v: &VillageFigures, count: Count) -> Option<i64> {
    match count {
        Count::Villages => Some(1),
        Count::Grids => v.grids,
        Count::Officers => v.officers,
        Count::Heads => v.heads,
        Count::Households => v.households,
        Count::People => v.people,
        Count::Cadres => v.cadres,
        Count::Volunteers => v.volunteers,
        Count::VolunteerActivities => v.activities,
        Count::VisitsInPeriod => v.visits,
        Count::Cases => v.cases.map(|c| c.received),
        Count::VolunteerTeams => v.volunteer_teams,
        Count::Models => v.models,
        Count::Lecturers => v.lecturers,
        Count::Handouts => v.handouts,
        Count::PartyGroupsIndependent | Count::PartyGroupsJoint | Count::VisitsAll => None,
        Count::Lectures => v.lectures,
        Count::LawTrainings => v.law_trainings,
    }
}

fn covered(v: &VillageFigures, measure: Measure) -> Reading {
    let flag = |flag: Option<bool>| Reading::ratio(flag.map(i64::from), Some(1));
    match measure {
        Measure::Officer => Reading::ratio(v.grids_with_officer, v.grids),
        Measure::PartyGroup => Reading::between(v.party_bounds, v.grids)
            .unwrap_or_else(|| Reading::ratio(v.grids_with_party_group, v.grids)),
        Measure::Head => Reading::ratio(v.grids_with_head, v.grids),
        Measure::Triangle => Reading::between(v.triangle_bounds, v.grids)
            .unwrap_or_else(|| Reading::ratio(v.grids_with_triangle, v.grids)),
        Measure::LinkedHouseholds => Reading::ratio(v.linked, v.households),
        Measure::HouseholdVisits => Reading::ratio(v.visited_households, v.households),
        Measure::CadreTraining => Reading::ratio(v.cadres_trained, v.cadres),
        Measure::Centre => flag(v.centre),
        Measure::VillageRules => flag(v.rules),
        Measure::SelfGovernance => flag(v.self_governance),
        Measure::PartyGroupIndependent
        | Measure::Venues
        | Measure::StationStandard
        | Measure::DutyOwned
        | Measure::DutyDone => Reading::NONE,
    }
}

fn of_grid(g: &GridFigures, figure: GridFigure) -> Option<i64> {
    match figure {
        GridFigure::Households => g.households,
        GridFigure::People => g.people,
        GridFigure::Officers => g.officers,
        GridFigure::Heads => g.heads,
        GridFigure::Linked => g.linked,
        GridFigure::PartyGroups => g.party_groups.zip(g.joint_party_groups).map(|(a, b)| a + b),
        GridFigure::Visits => g.visits,
        GridFigure::VisitedHouseholds => g.visited_households,
        GridFigure::Minutes => g.minutes,
        GridFigure::Work => g.load.map(|l| l.minutes),
        GridFigure::Cases => g.cases.map(|c| c.received),
        GridFigure::Closed => g.cases.map(|c| c.closed),
        GridFigure::OnTime => g.cases.map(|c| c.on_time),
        GridFigure::Open => g.open(),
        GridFigure::Overdue => g.cases.map(|c| c.overdue),
    }
}

/// What was done, where the table that tells it is loaded.
fn done(body: &BodyFigures, work: Option<Performance>, answers: Option<&Answers>, deed: Deed) -> Option<i64> {
    if matches!(deed, Deed::Judged | Deed::Rated) {
        answers?;
    }
    work.filter(|_| if deed.is_logged() { body.has_duty } else { body.has_matters })
        .map(|p| performance(&p, answers.unwrap_or(&Answers::default()), deed))
}

/// The median days; [`State::NoDenominator`] where more than half are not closed, or there are none.
fn median(answers: Option<&Answers>) -> Reading {
    let Some(answers) = answers.filter(|a| a.knows_days()) else { return Reading::NONE };
    match survival(answers).median() {
        Some(days) => Reading::count(Some(i64::from(days))),
        None => Reading { state: State::NoDenominator, numerator: 0, denominator: None },
    }
}

/// A month's number from its figures' year and month.
#[must_use]
pub fn month(year: i32, month: u32, figure: MonthFigure) -> Subject {
    Subject::Month(year * 12 + month as i32 - 1, figure)
}
