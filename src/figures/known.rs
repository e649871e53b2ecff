//! Counters of a unit as figures hold them: without the members of sets, and absent where they are not known.

use super::evaluate::is_counted;
use crate::catalogue::{Amount, Counter, Expression, Level, MergeRule, PrivacyGroup, Term, Units};
use crate::count::{Counts, Tally};
use crate::order::Sort as _;
use serde::{Deserialize, Serialize};

/// The counters of a unit that are known, in the order of the catalogue.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownCounts(Vec<(Counter, i64)>);

impl KnownCounts {
    /// Returns the counters of a unit of the level: those whose tables and columns are loaded.
    pub(super) fn of(tally: &Tally, level: Level, counts: &Counts) -> Self {
        let says_itself = |c: Counter| matches!(c.row().merge, MergeRule::OptionalSum | MergeRule::Flag);
        Self::with(level, counts, |counter| says_itself(counter) || is_counted(tally, counter))
    }

    /// Returns the counters of a unit of the level for which `knows` holds.
    pub(super) fn with(level: Level, counts: &Counts, knows: impl Fn(Counter) -> bool) -> Self {
        let known = Counter::of_level(level).filter(|counter| knows(*counter));
        Self(known.filter_map(|counter| Some((counter, counts.value(counter)?))).collect())
    }

    /// Returns a counter; `None` where it is not known.
    pub fn get(&self, counter: Counter) -> Option<i64> {
        let at = self.0.binary_search_by_key(&counter, |(counter, _)| *counter).ok()?;
        self.0.get(at).map(|(_, value)| *value)
    }

    /// Returns what an expression over counters of the unit itself gives; `None` where one of them is not known.
    pub fn amount(&self, expression: Expression) -> Option<i64> {
        own_amount(expression, |counter| self.get(counter))
    }

    /// Forgets the counters of a group.
    pub fn forget(&mut self, group: PrivacyGroup) {
        self.0.retain(|(counter, _)| counter.row().privacy != Some(group));
    }
}

impl FromIterator<(Counter, i64)> for KnownCounts {
    fn from_iter<I: IntoIterator<Item = (Counter, i64)>>(counters: I) -> Self {
        let mut known: Vec<(Counter, i64)> = counters.into_iter().collect();
        known.order();
        Self(known)
    }
}

/// Evaluates an expression over counters of the unit itself; `None` where it is none, or where a counter is not known.
pub(super) fn own_amount(expression: Expression, get: impl Fn(Counter) -> Option<i64>) -> Option<i64> {
    expression.iter().try_fold(0, |sum: i64, term| {
        let Term::Sum(Units::Own, amount) = term else { return None };
        Some(sum.saturating_add(match *amount {
            Amount::Of(counter) => get(counter)?,
            Amount::Less(counter) => get(counter)?.saturating_neg(),
            Amount::AtMost(counter, bound) => get(counter)?.clamp(0, get(bound).unwrap_or(0).max(0)),
            Amount::Has(_) | Amount::Listed => return None,
        }))
    })
}
