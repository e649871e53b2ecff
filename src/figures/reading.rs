//! A subject's figure as the page shows it.

use super::represent::survival;
use super::subject::Subject;
use super::{Figures, State};
use crate::catalogue::{MonthFigure, RepFigure};
use crate::count::MatterDays;
use serde::{Deserialize, Serialize};

/// What is known of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FigureValue {
    /// What is known.
    pub state: State,
    /// The figure; of a ratio, its numerator, of an interval its lower bound.
    pub numerator: i64,
    /// Of a ratio, its denominator.
    pub denominator: Option<i64>,
}

impl FigureValue {
    /// Nothing is known.
    pub const NONE: Self = Self { state: State::NoData, numerator: 0, denominator: None };

    /// Returns a count, or that nothing is known.
    pub fn count(n: Option<i64>) -> Self {
        n.map_or(Self::NONE, |n| Self { state: State::Value, numerator: n, denominator: None })
    }

    /// Returns a ratio; with `bounds`, the least and the most that its numerator can be, an interval.
    pub(super) fn ratio(numerator: i64, denominator: i64, bounds: Option<(i64, i64)>) -> Self {
        let (state, numerator) = match bounds {
            _ if denominator <= 0 => (State::NoDenominator, numerator),
            Some((lower, upper)) => (State::Interval { lower, upper }, lower),
            None => (State::Value, numerator),
        };
        Self { state, numerator, denominator: Some(denominator.max(0)) }
    }

    /// Returns the count; `None` where it is not known, and for ratios.
    pub fn known_count(&self) -> Option<i64> {
        (self.state == State::Value && self.denominator.is_none()).then_some(self.numerator)
    }

    /// Returns numerator and denominator; `None` where one of them is not known.
    pub fn known_ratio(&self) -> Option<(i64, i64)> {
        let is_known = matches!(self.state, State::Value | State::NoDenominator);
        self.denominator.filter(|_| is_known).map(|d| (self.numerator, d))
    }
}

/// Returns the subject's figure among these; [`State::NoData`] where they do not hold it, [`State::Withheld`] where the
/// sender of the snapshot does.
pub fn read(subject: &Subject, figures: &Figures) -> FigureValue {
    let value = value_if_held(subject, figures);
    match figures.withheld(subject) {
        // A sum that lacks a part is none.
        Some(why) if value.state == State::NoData || matches!(subject, Subject::Sum(_)) => {
            FigureValue { state: State::Withheld(why), ..FigureValue::NONE }
        }
        _ => value,
    }
}

fn value_if_held(subject: &Subject, figures: &Figures) -> FigureValue {
    let village = |name: &String| figures.villages.iter().find(|v| v.name == *name);
    let body = |wanted| figures.bodies.iter().find(|b| b.body == wanted);
    match subject {
        Subject::Count(count) => FigureValue::count(figures.count(*count)),
        Subject::Measure(measure) => figures.measure(*measure).map_or(FigureValue::NONE, |m| FigureValue {
            state: m.state,
            numerator: m.numerator,
            denominator: Some(m.denominator),
        }),
        Subject::Cases(figure) => FigureValue::count(figures.case(*figure)),
        Subject::Balance(figure) => {
            FigureValue::count(figures.balance_of(*figure).map(|v| (v * 1000.0).round() as i64))
        }
        Subject::Post(figure) => FigureValue::count(figures.posts.as_ref().and_then(|p| p.figure(*figure))),
        Subject::VillageCount(name, count) => FigureValue::count(village(name).and_then(|v| v.count(*count))),
        Subject::VillageMeasure(name, measure) => {
            village(name).map_or(FigureValue::NONE, |v| v.measure(*measure))
        }
        Subject::VillageCases(name, figure) => {
            FigureValue::count(village(name).and_then(|v| v.case(*figure)))
        }
        Subject::Grid(key, figure) => {
            let grid = figures.grids.iter().find(|g| g.village == key.village && g.key == key.grid);
            FigureValue::count(grid.and_then(|g| g.get(*figure)))
        }
        Subject::Body(which, deed) => {
            let Some(whole) = body(*which) else { return FigureValue::NONE };
            match deed {
                RepFigure::MedianDays => median(whole.days.as_ref()),
                RepFigure::DaysInOffice => {
                    let own = figures.persons.iter().filter(|p| p.body == *which);
                    let known: Vec<i64> = own.filter_map(|p| p.days_in_office).collect();
                    FigureValue::count((!known.is_empty()).then(|| known.iter().sum()))
                }
                deed => FigureValue::count(whole.get(*deed)),
            }
        }
        Subject::Person(which, name, deed) => {
            let person = figures.persons.iter().find(|p| p.body == *which && p.name == *name);
            let Some((whole, person)) = body(*which).zip(person) else { return FigureValue::NONE };
            let is_loaded = if deed.is_logged() { whole.has_duty() } else { whole.has_matters() };
            match deed {
                RepFigure::Reps => FigureValue::count(whole.get(*deed).map(|_| i64::from(person.on_roster))),
                RepFigure::MedianDays => median(person.days.as_ref()),
                RepFigure::DaysInOffice => FigureValue::count(person.days_in_office),
                deed => {
                    FigureValue::count(person.counts.amount(deed.definition().terms).filter(|_| is_loaded))
                }
            }
        }
        Subject::Month(month, figure) => {
            let found = figures.months.iter().find(|m| m.year * 12 + m.month as i32 - 1 == *month);
            FigureValue::count(found.map(|m| m.get(*figure)))
        }
        Subject::Among(village, inner) => read(inner, &figures.of_village(village)),
        Subject::In(choice, inner) => figures.trends.reading(*choice, inner).unwrap_or(FigureValue::NONE),
        Subject::Sum(parts) => sum(parts, figures),
        Subject::Picked(picked) => FigureValue::count(Some(picked.rows())),
        Subject::Ratio(above, below) => {
            let known = |subject| Some(read(subject, figures)).filter(|r| r.state == State::Value);
            known(above)
                .zip(known(below))
                .map_or(FigureValue::NONE, |(n, d)| FigureValue::ratio(n.numerator, d.numerator, None))
        }
    }
}

/// What is not known is left out, as in the sums below a table.
fn sum(parts: &[Subject], figures: &Figures) -> FigureValue {
    let known: Vec<FigureValue> = parts
        .iter()
        .map(|part| read(part, figures))
        .filter(|r| !matches!(r.state, State::NoData | State::Refused(_) | State::Withheld(_)))
        .collect();
    let numerator = known.iter().map(|r| r.numerator).sum();
    let Some(first) = known.first() else { return FigureValue::NONE };
    if first.denominator.is_none() {
        return FigureValue::count(Some(numerator));
    }
    let upper = |r: &FigureValue| match r.state {
        State::Interval { upper, .. } => upper,
        _ => r.numerator,
    };
    let is_interval = known.iter().any(|r| matches!(r.state, State::Interval { .. }));
    let bounds = is_interval.then(|| (numerator, known.iter().map(upper).sum()));
    FigureValue::ratio(numerator, known.iter().filter_map(|r| r.denominator).sum(), bounds)
}

/// The median days; [`State::NoDenominator`] where more than half are not closed, or there are none.
fn median(days: Option<&MatterDays>) -> FigureValue {
    let Some(days) = days else { return FigureValue::NONE };
    match survival(days).median() {
        Some(days) => FigureValue::count(Some(i64::from(days))),
        None => FigureValue { state: State::NoDenominator, numerator: 0, denominator: None },
    }
}

/// A month's number from its figures' year and month.
pub fn month(year: i32, month: u32, figure: MonthFigure) -> Subject {
    Subject::Month(year * 12 + month as i32 - 1, figure)
}
