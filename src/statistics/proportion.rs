//! `k` of `n`, a level of confidence, and an interval: the arguments and results of most functions.

use serde::{Deserialize, Serialize};
use statrs::function::erf::erfc_inv;

/// `k` of `n`, with 0 ≤ k ≤ n; n may be 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Proportion {
    successes: u64,
    trials: u64,
}

impl Proportion {
    /// `successes` of `trials`; `None` unless 0 ≤ `successes` ≤ `trials`.
    pub fn new(successes: i64, trials: i64) -> Option<Self> {
        let (successes, trials) = (u64::try_from(successes).ok()?, u64::try_from(trials).ok()?);
        (successes <= trials).then_some(Self { successes, trials })
    }
    /// The numerator.
    pub fn successes(self) -> u64 {
        self.successes
    }
    /// The denominator.
    pub fn trials(self) -> u64 {
        self.trials
    }
    /// The share, 0 to 1; `None` where the denominator is 0.
    pub fn rate(self) -> Option<f64> {
        (self.trials > 0).then(|| self.successes as f64 / self.trials as f64)
    }
}

/// A level of confidence, two-sided, above 0 and below 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ConfidenceLevel(f64);

impl ConfidenceLevel {
    /// 95 %: the usual interval, and the warning limits of a funnel plot.
    pub const P95: Self = Self(0.95);
    /// 99.8 %: the control limits of a funnel plot.
    pub const P99_8: Self = Self(0.998);

    /// A confidence of `level`; `None` unless 0 < `level` < 1.
    pub fn new(level: f64) -> Option<Self> {
        (level > 0.0 && level < 1.0).then_some(Self(level))
    }
    /// The level, 0.95 for 95 %.
    pub fn level(self) -> f64 {
        self.0
    }
    /// What is left on either side, 0.025 for 95 %.
    pub fn tail(self) -> f64 {
        (1.0 - self.0) / 2.0
    }
    /// The quantile of the standard normal distribution, 1.96 for 95 %.
    pub fn normal_quantile(self) -> f64 {
        std::f64::consts::SQRT_2 * erfc_inv(1.0 - self.0)
    }
}

/// A closed interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    /// The lower end.
    pub lower: f64,
    /// The upper end.
    pub upper: f64,
}

impl Interval {
    /// Whether a value is in it; the ends belong to it.
    pub fn contains(&self, value: f64) -> bool {
        self.lower <= value && value <= self.upper
    }
}
