//! The score interval of a proportion.
//!
//! E. B. Wilson, “Probable inference, the law of succession, and statistical inference”, Journal of the
//! American Statistical Association 22 (1927), 209–212. Without continuity correction. It stays inside
//! 0 to 1 and is sensible at 0 of n and n of n, where p ± 1.96 s is a point.

use super::{ConfidenceLevel, Interval, Proportion};

/// Returns the interval of the rate behind `k` of `n`; `None` if `n` is 0.
///
/// ```
/// use gelan_core::statistics::{ConfidenceLevel, Proportion, wilson::wilson};
/// let solved = Proportion::new(3, 3).unwrap();
/// let interval = wilson(solved, ConfidenceLevel::P95).unwrap();
/// assert_eq!(format!("{:.1}–{:.0}", 100.0 * interval.lower, 100.0 * interval.upper), "43.9–100");
/// ```
pub fn wilson(proportion: Proportion, confidence: ConfidenceLevel) -> Option<Interval> {
    let p = proportion.rate()?;
    let n = proportion.trials() as f64;
    let z2 = confidence.normal_quantile().powi(2);
    let centre = (p + z2 / (2.0 * n)) / (1.0 + z2 / n);
    let half =
        confidence.normal_quantile() / (1.0 + z2 / n) * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt();
    // At the ends the formula gives exactly 0 and 1, its floating-point value nearly so.
    let lower = if proportion.successes() == 0 { 0.0 } else { (centre - half).max(0.0) };
    let all = proportion.successes() == proportion.trials();
    let upper = if all { 1.0 } else { (centre + half).min(1.0) };
    Some(Interval { lower, upper })
}
