//! Whether two proportions differ by more than chance.
//!
//! R. G. Newcombe, “Interval estimation for the difference between independent proportions: comparison of
//! eleven methods”, Statistics in Medicine 17 (1998), 873–890, method 10: the Wilson intervals of both,
//! combined. The two must be independent: two periods, two villages, not a part beside its whole.

use super::wilson::wilson;
use super::{ConfidenceLevel, Interval, Proportion};
use serde::{Deserialize, Serialize};

/// The difference of two proportions, new minus old, as shares (0.1 = 10 percentage points).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// The observed difference.
    pub difference: f64,
    /// Its interval.
    pub interval: Interval,
}

impl Change {
    /// Whether the interval excludes “no change”.
    pub fn more_than_chance(&self) -> bool {
        !self.interval.contains(0.0)
    }
}

/// Returns the change from `old` to `new`, with an interval of this confidence; `None` if either has no denominator.
pub fn change(new: Proportion, old: Proportion, confidence: ConfidenceLevel) -> Option<Change> {
    let (p1, p2) = (new.rate()?, old.rate()?);
    let (w1, w2) = (wilson(new, confidence)?, wilson(old, confidence)?);
    let difference = p1 - p2;
    let interval = Interval {
        lower: difference - (p1 - w1.lower).hypot(w2.upper - p2),
        upper: difference + (w1.upper - p1).hypot(p2 - w2.lower),
    };
    Some(Change { difference, interval })
}
