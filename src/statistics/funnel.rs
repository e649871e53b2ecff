//! Funnel limits: how far a rate over `n` matters is from the target by chance alone.
//!
//! D. J. Spiegelhalter, “Funnel plots for comparing institutional performance”, Statistics in Medicine 24
//! (2005), 1185–1202: exact binomial limits, interpolated. With r the smallest number for which
//! F(r) > a, the limit is (r − (F(r) − a) / (F(r) − F(r−1))) / n.
//!
//! The lower limit is that formula. For the upper one it is applied to the failures: the formula at 1 − a
//! would be up to 1/n lower, so that 3 of 3 with a target of 79 % would be above a 95 % limit of 98.3 %,
//! though half of all such triples are 3 of 3. With this choice a rate is on or beyond a limit exactly if
//! its one-sided probability is at most (1 − level) / 2; `zone` decides by this probability.

use super::binomial::{at_least, at_most, quantile};
use super::{ConfidenceLevel, Interval, Proportion};
use serde::{Deserialize, Serialize};

/// The part of the funnel that a rate is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FunnelZone {
    /// Below the 99.8 % limit.
    FarBelow,
    /// Below the 95 % limit.
    Below,
    /// Within what chance explains.
    Within,
    /// Above the 95 % limit.
    Above,
    /// Above the 99.8 % limit.
    FarAbove,
}

/// The limits over one number of matters, as shares.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Limits {
    /// The number of matters.
    pub trials: u64,
    /// 95 %.
    pub warning: Interval,
    /// 99.8 %.
    pub control: Interval,
}

/// Returns the limits over `trials` matters around `target`; `None` if `trials` is 0 or the target is no share.
/// A limit of 0 or 1 means that no result can be beyond it.
pub fn limits(trials: u64, target: f64, confidence: ConfidenceLevel) -> Option<Interval> {
    let lower = lower_limit(trials, target, confidence.tail())?;
    let upper = 1.0 - lower_limit(trials, 1.0 - target, confidence.tail())?;
    Some(Interval { lower, upper })
}

fn lower_limit(n: u64, p: f64, level: f64) -> Option<f64> {
    if n == 0 || !(0.0..=1.0).contains(&p) {
        return None;
    }
    let r = quantile(level, n, p)?;
    let above = at_most(r, n, p)?;
    let below = if r == 0 { 0.0 } else { at_most(r - 1, n, p)? };
    let limit = (r as f64 - (above - level) / (above - below)) / n as f64;
    Some(limit.clamp(0.0, 1.0))
}

/// Returns the limits around `target` at about `points` numbers of matters from 1 to `most`, to draw the funnel.
/// Empty if the target is no share.
pub fn curve(most: u64, target: f64, points: u64) -> Vec<Limits> {
    let step = (most / points.max(1)).max(1);
    let last = (most > 0 && !(most - 1).is_multiple_of(step)).then_some(most);
    let over = |trials| {
        Some(Limits {
            trials,
            warning: limits(trials, target, ConfidenceLevel::P95)?,
            control: limits(trials, target, ConfidenceLevel::P99_8)?,
        })
    };
    let step = usize::try_from(step).unwrap_or(usize::MAX);
    (1..=most).step_by(step).chain(last).filter_map(over).collect()
}

/// Returns the zone of a rate in the funnel around `target`; `None` if there are no trials or the target is no share.
///
/// ```
/// use gelan_core::statistics::{Proportion, funnel::{FunnelZone, zone}};
/// let rate = |solved, all| zone(Proportion::new(solved, all).unwrap(), 0.79).unwrap();
/// assert_eq!(rate(3, 3), FunnelZone::Within);
/// assert_eq!(rate(40, 40), FunnelZone::FarAbove);
/// ```
pub fn zone(proportion: Proportion, target: f64) -> Option<FunnelZone> {
    let (k, n) = (proportion.successes(), proportion.trials());
    if n == 0 {
        return None;
    }
    let (low, high) = (at_most(k, n, target)?, at_least(k, n, target)?);
    let (warning, control) = (ConfidenceLevel::P95.tail(), ConfidenceLevel::P99_8.tail());
    Some(match (low, high) {
        _ if low <= control => FunnelZone::FarBelow,
        _ if low <= warning => FunnelZone::Below,
        _ if high <= control => FunnelZone::FarAbove,
        _ if high <= warning => FunnelZone::Above,
        _ => FunnelZone::Within,
    })
}
