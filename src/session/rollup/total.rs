//! Rows taken together: associative and commutative, the empty total is the identity.

use super::{RollupCell, Row};
use crate::catalogue::{Count, Measure};
use crate::count::VENUES;
use crate::figures::State;

/// A sum, and of how many rows it is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Known<T> {
    /// The sum.
    pub sum: T,
    /// Rows that know it.
    pub rows: usize,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Parts {
    lower: i64,
    upper: i64,
    denominator: i64,
}

/// What rows are together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Total {
    /// How many rows.
    pub rows: usize,
    counts: Vec<Known<i64>>,
    measures: Vec<Known<Parts>>,
    venues: u8,
}

impl Default for Total {
    fn default() -> Self {
        Self {
            rows: 0,
            counts: vec![Known::default(); Count::ALL.len()],
            measures: vec![Known::default(); Measure::ALL.len()],
            venues: 0,
        }
    }
}

impl Total {
    /// Of rows, each once.
    pub fn of<'a>(rows: impl IntoIterator<Item = &'a Row>) -> Self {
        let mut total = Self::default();
        rows.into_iter().for_each(|row| total.add(row));
        total
    }

    /// Takes a row in.
    pub fn add(&mut self, row: &Row) {
        self.rows += 1;
        self.venues |= row.venues;
        for (known, count) in self.counts.iter_mut().zip(&row.counts) {
            if let Some(n) = count {
                known.sum = known.sum.saturating_add(*n);
                known.rows += 1;
            }
        }
        for (known, cell) in self.measures.iter_mut().zip(&row.measures) {
            let (lower, upper) = match cell.state {
                State::Value => (cell.numerator, cell.numerator),
                State::Interval { lower, upper } => (lower, upper),
                State::NoDenominator => (0, 0),
                State::NoData | State::Refused(_) | State::Withheld(_) => continue,
            };
            known.rows += 1;
            known.sum.lower = known.sum.lower.saturating_add(lower);
            known.sum.upper = known.sum.upper.saturating_add(upper);
            known.sum.denominator = known.sum.denominator.saturating_add(cell.denominator);
        }
    }

    /// Takes another one in, whose rows are others.
    pub fn merge(&mut self, other: &Self) {
        self.rows += other.rows;
        self.venues |= other.venues;
        for (mine, theirs) in self.counts.iter_mut().zip(&other.counts) {
            mine.sum = mine.sum.saturating_add(theirs.sum);
            mine.rows += theirs.rows;
        }
        for (mine, theirs) in self.measures.iter_mut().zip(&other.measures) {
            mine.rows += theirs.rows;
            mine.sum.lower = mine.sum.lower.saturating_add(theirs.sum.lower);
            mine.sum.upper = mine.sum.upper.saturating_add(theirs.sum.upper);
            mine.sum.denominator = mine.sum.denominator.saturating_add(theirs.sum.denominator);
        }
    }

    /// A count over the rows that know it.
    pub fn count(&self, count: Count) -> Known<Option<i64>> {
        let known = Count::ALL.iter().position(|c| *c == count).and_then(|at| self.counts.get(at));
        let known = known.copied().unwrap_or_default();
        Known { sum: (known.rows > 0).then_some(known.sum), rows: known.rows }
    }

    /// A measure over the rows that know it.
    pub fn measure(&self, measure: Measure) -> Known<RollupCell> {
        let known = Measure::ALL.iter().position(|m| *m == measure).and_then(|at| self.measures.get(at));
        let Known { sum, rows } = known.copied().unwrap_or_default();
        let none = |state| RollupCell { state, numerator: 0, denominator: 0 };
        let cell = if rows == 0 {
            none(State::NoData)
        } else if measure == Measure::Venues {
            // A kind that two towns reach is one kind.
            let denominator = i64::try_from(VENUES.len()).unwrap_or(0);
            RollupCell { state: State::Value, numerator: i64::from(self.venues.count_ones()), denominator }
        } else if sum.denominator == 0 {
            none(State::NoDenominator)
        } else {
            let state = match (sum.lower, sum.upper) {
                (lower, upper) if lower == upper => State::Value,
                (lower, upper) => State::Interval { lower, upper },
            };
            RollupCell { state, numerator: sum.lower, denominator: sum.denominator }
        };
        Known { sum: cell, rows }
    }
}
