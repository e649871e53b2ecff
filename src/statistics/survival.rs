//! Days to close, the open matters included.
//!
//! E. L. Kaplan and P. Meier, “Nonparametric estimation from incomplete observations”, Journal of the
//! American Statistical Association 53 (1958), 457–481. An open matter says that it took at least so
//! long; leaving it out makes an office with many open matters look quick.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Matter {
    /// Days from the day it was raised to the day it was closed, or to the last day looked at.
    pub days: u32,
    /// Whether it was closed by then.
    pub closed: bool,
}

/// One day on which matters were closed.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// Days since the matters were raised.
    pub days: u32,
    /// Matters that were not closed and still watched just before.
    pub at_risk: u64,
    /// Matters closed on it.
    pub closed: u64,
    /// The share still open after it.
    pub open_share: f64,
}

/// The Kaplan–Meier curve of a set of matters.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Survival {
    /// The days on which the curve falls, in order.
    pub steps: Vec<Step>,
    /// Closed matters.
    pub closed: u64,
    /// Open matters.
    pub open: u64,
}

/// The curve of the matters; one without steps where none is closed.
#[must_use]
pub fn survival(matters: impl IntoIterator<Item = Matter>) -> Survival {
    let mut days: BTreeMap<u32, (u64, u64)> = BTreeMap::new();
    for matter in matters {
        let (closed, open) = days.entry(matter.days).or_default();
        *if matter.closed { closed } else { open } += 1;
    }
    survival_by_days(&days)
}

/// The curve of matters that are counted by their days: how many were closed after so many, and how many were
/// still open then.
#[must_use]
pub fn survival_by_days(days: &BTreeMap<u32, (u64, u64)>) -> Survival {
    let mut curve = Survival {
        steps: Vec::new(),
        closed: days.values().fold(0, |sum, (closed, _)| sum.saturating_add(*closed)),
        open: days.values().fold(0, |sum, (_, open)| sum.saturating_add(*open)),
    };
    let (mut at_risk, mut open_share) = (curve.closed.saturating_add(curve.open), 1.0);
    for (&days, &(closed, open)) in days {
        if closed > 0 {
            open_share *= at_risk.saturating_sub(closed) as f64 / at_risk as f64;
            curve.steps.push(Step { days, at_risk, closed, open_share });
        }
        at_risk = at_risk.saturating_sub(closed).saturating_sub(open);
    }
    curve
}

impl Survival {
    /// The first day by which at least this share (0 to 1) is closed; `None` where it never is: for the
    /// median, “超过一半未办结，算不出中位天数”.
    #[must_use]
    pub fn days_to_close(&self, share: f64) -> Option<u32> {
        // 12 of 16 falls to 0.25000000000000006; the steps themselves are at least 1/n apart.
        let open = 1.0 - share + 1e-9;
        self.steps.iter().find(|step| step.open_share <= open).map(|step| step.days)
    }
    /// The median days to close.
    #[must_use]
    pub fn median(&self) -> Option<u32> {
        self.days_to_close(0.5)
    }
    /// The days by which a quarter, a half and three quarters are closed.
    #[must_use]
    pub fn quartiles(&self) -> [Option<u32>; 3] {
        [0.25, 0.5, 0.75].map(|share| self.days_to_close(share))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::close;
    use proptest::prelude::*;

    fn matters(days: &[u32], closed: &[u8]) -> Survival {
        survival(days.iter().zip(closed).map(|(&days, &c)| Matter { days, closed: c == 1 }))
    }

    /// Freireich et al., Blood 21 (1963), the 6-MP arm, the textbook example of the estimator: median 23
    /// weeks, S(6) = 0.857, S(10) = 0.753, S(23) = 0.448. The same from lifelines 0.30.3.
    #[test]
    fn agrees_with_the_textbook_and_lifelines() {
        let found = matters(
            &[6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35],
            &[1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0],
        );
        let expected = [
            (6, 0.857_143),
            (7, 0.806_723),
            (10, 0.752_941),
            (13, 0.690_196),
            (16, 0.627_451),
            (22, 0.537_815),
            (23, 0.448_179),
        ];
        assert_eq!(found.steps.len(), expected.len());
        for (step, (days, share)) in found.steps.iter().zip(expected) {
            assert_eq!(step.days, days);
            close(step.open_share, share, 5e-7);
        }
        assert_eq!(found.quartiles(), [Some(13), Some(23), None]);
        assert_eq!((found.closed, found.open), (9, 12));
    }

    #[test]
    fn a_median_that_most_have_not_reached_is_none() {
        assert_eq!(matters(&[3, 40, 40], &[1, 0, 0]).median(), None);
        assert_eq!(matters(&[3, 4, 40, 40], &[1, 1, 0, 0]).median(), Some(4));
        assert_eq!(matters(&[], &[]).median(), None);
        assert_eq!(matters(&[0, 0], &[1, 1]).quartiles(), [Some(0); 3]);
    }

    proptest! {
        #[test]
        fn without_open_matters_it_is_the_plain_quantile(mut days in prop::collection::vec(0u32..400, 1..60)) {
            let found = matters(&days, &vec![1; days.len()]);
            days.sort_unstable();
            prop_assert_eq!(found.median(), Some(days[days.len().div_ceil(2) - 1]));
            prop_assert!(found.steps.last().unwrap().open_share.abs() < 1e-12);
        }
    }
}
