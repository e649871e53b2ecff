//! Days to close, the open matters included.
//!
//! E. L. Kaplan and P. Meier, “Nonparametric estimation from incomplete observations”, Journal of the
//! American Statistical Association 53 (1958), 457–481. An open matter takes at least the days until now;
//! leaving it out makes an office with many open matters look quick.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One day on which matters were closed.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct SurvivalStep {
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
    pub steps: Vec<SurvivalStep>,
    /// Closed matters.
    pub closed: u64,
    /// Open matters.
    pub open: u64,
}

/// Returns the curve of matters that are counted by their days: for each number of days, the matters that were closed
/// then, and those that were still open.
///
/// ```
/// use gelan_core::statistics::survival::survival_by_days;
/// // Days to (closed, open): four of six matters are closed within ten days.
/// let curve = survival_by_days(&[(5, (2, 0)), (10, (2, 1)), (30, (0, 1))].into());
/// assert_eq!(curve.median(), Some(10));
/// ```
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
            curve.steps.push(SurvivalStep { days, at_risk, closed, open_share });
        }
        at_risk = at_risk.saturating_sub(closed).saturating_sub(open);
    }
    curve
}

impl Survival {
    /// Returns the first day by which at least this share (0 to 1) is closed; `None` if it never is: for the
    /// median, “超过一半未办结，算不出中位天数”.
    pub fn days_to_close(&self, share: f64) -> Option<u32> {
        // 12 of 16 falls to 0.25000000000000006; the steps themselves are at least 1/n apart.
        let open = 1.0 - share + 1e-9;
        self.steps.iter().find(|step| step.open_share <= open).map(|step| step.days)
    }

    /// Returns the median days to close.
    pub fn median(&self) -> Option<u32> {
        self.days_to_close(0.5)
    }
}
