//! Funnel limits: how far a rate over `n` matters lies from the target by chance alone.
//!
//! D. J. Spiegelhalter, “Funnel plots for comparing institutional performance”, Statistics in Medicine 24
//! (2005), 1185–1202: exact binomial limits, interpolated. With r the smallest number for which
//! F(r) > a, the limit is (r − (F(r) − a) / (F(r) − F(r−1))) / n.
//!
//! The lower limit is that formula. For the upper one it is applied to the failures: the formula at 1 − a
//! would lie up to 1/n lower, so that 3 of 3 with a target of 79 % stood “above” a 95 % limit of 98.3 %,
//! though half of all such triples are 3 of 3. So counted, a rate lies on or beyond a limit exactly where
//! its one-sided probability is at most (1 − level) / 2; `place` decides by this probability.

use super::binomial::{at_least, at_most, quantile};
use super::{Confidence, Interval, Proportion};
use serde::{Deserialize, Serialize};

/// Where a rate stands in the funnel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Place {
    /// Below the 99.8 % limit.
    FarBelow,
    /// Below the 95 % limit.
    Below,
    /// As chance would have it.
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

/// The limits over `trials` matters around `target`; `None` where `trials` is 0 or the target is no share.
/// 0 and 1 mean that no result can be beyond.
#[must_use]
pub fn limits(trials: u64, target: f64, confidence: Confidence) -> Option<Interval> {
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

/// The limits for every number of matters from 1 to `most`, at about `points` of them, to draw the funnel.
/// Empty where the target is no share.
#[must_use]
pub fn curve(most: u64, target: f64, points: u64) -> Vec<Limits> {
    let step = (most / points.max(1)).max(1);
    let last = (most > 0 && !(most - 1).is_multiple_of(step)).then_some(most);
    let over = |trials| {
        Some(Limits {
            trials,
            warning: limits(trials, target, Confidence::P95)?,
            control: limits(trials, target, Confidence::P99_8)?,
        })
    };
    let step = usize::try_from(step).unwrap_or(usize::MAX);
    (1..=most).step_by(step).chain(last).filter_map(over).collect()
}

/// Where `k` of `n` stands around `target`; `None` where `n` is 0 or the target is no share.
#[must_use]
pub fn place(proportion: Proportion, target: f64) -> Option<Place> {
    let (k, n) = (proportion.successes(), proportion.trials());
    if n == 0 {
        return None;
    }
    let (low, high) = (at_most(k, n, target)?, at_least(k, n, target)?);
    let (warning, control) = (Confidence::P95.tail(), Confidence::P99_8.tail());
    Some(match (low, high) {
        _ if low <= control => Place::FarBelow,
        _ if low <= warning => Place::Below,
        _ if high <= control => Place::FarAbove,
        _ if high <= warning => Place::Above,
        _ => Place::Within,
    })
}

#[cfg(test)]
#[path = "funnel_tests.rs"]
mod tests;
