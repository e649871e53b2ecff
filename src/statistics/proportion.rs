//! `k` of `n`, a level of confidence, and an interval: what most of the functions take and give.

use serde::{Deserialize, Serialize};
use statrs::function::erf::erfc_inv;

/// `k` of `n`, with 0 ≤ k ≤ n; n may be 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Proportion {
    successes: u64,
    trials: u64,
}

impl Proportion {
    /// `None` unless 0 ≤ `successes` ≤ `trials`.
    #[must_use]
    pub fn new(successes: i64, trials: i64) -> Option<Self> {
        let (successes, trials) = (u64::try_from(successes).ok()?, u64::try_from(trials).ok()?);
        (successes <= trials).then_some(Self { successes, trials })
    }
    /// The numerator.
    #[must_use]
    pub fn successes(self) -> u64 {
        self.successes
    }
    /// The denominator.
    #[must_use]
    pub fn trials(self) -> u64 {
        self.trials
    }
    /// The share, 0 to 1; `None` where the denominator is 0.
    #[must_use]
    pub fn rate(self) -> Option<f64> {
        (self.trials > 0).then(|| self.successes as f64 / self.trials as f64)
    }
}

/// A level of confidence, two-sided, above 0 and below 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Confidence(f64);

impl Confidence {
    /// 95 %: the usual interval, and the warning limits of a funnel plot.
    pub const P95: Self = Self(0.95);
    /// 99.8 %: the control limits of a funnel plot.
    pub const P99_8: Self = Self(0.998);

    /// `None` unless 0 < `level` < 1.
    #[must_use]
    pub fn new(level: f64) -> Option<Self> {
        (level > 0.0 && level < 1.0).then_some(Self(level))
    }
    /// The level, 0.95 for 95 %.
    #[must_use]
    pub fn level(self) -> f64 {
        self.0
    }
    /// What is left on either side, 0.025 for 95 %.
    #[must_use]
    pub fn tail(self) -> f64 {
        (1.0 - self.0) / 2.0
    }
    /// The quantile of the standard normal distribution, 1.96 for 95 %.
    #[must_use]
    pub fn z(self) -> f64 {
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
    /// Whether a value lies in it, the ends included.
    #[must_use]
    pub fn contains(&self, value: f64) -> bool {
        self.lower <= value && value <= self.upper
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::close;

    #[test]
    fn a_proportion_is_between_nothing_and_all() {
        assert_eq!(Proportion::new(4, 3), None);
        assert_eq!(Proportion::new(-1, 3), None);
        assert_eq!(Proportion::new(0, -1), None);
        assert_eq!(Proportion::new(0, 0).and_then(Proportion::rate), None);
        assert_eq!(Proportion::new(3, 4).and_then(Proportion::rate), Some(0.75));
    }

    #[test]
    fn confidence_is_a_share_and_knows_its_quantile() {
        for level in [0.0, 1.0, -0.1, 1.5, f64::NAN] {
            assert_eq!(Confidence::new(level), None);
        }
        // SciPy 1.17.1: norm.ppf(0.975), norm.ppf(0.999).
        close(Confidence::P95.z(), 1.959_963_984_540_054, 1e-12);
        close(Confidence::P99_8.z(), 3.090_232_306_167_813, 1e-12);
        close(Confidence::P95.tail(), 0.025, 1e-15);
    }
}
