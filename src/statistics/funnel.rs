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
mod tests {
    use super::*;
    use crate::statistics::close;
    use proptest::prelude::*;

    /// The formula above in Python with SciPy 1.17.1 (`binom.ppf`, `binom.cdf`).
    #[test]
    fn limits_agree_with_scipy() {
        let (p95, p998) = (Confidence::P95, Confidence::P99_8);
        let cases = [
            (3, 0.79, p95, 0.050_195_980_877_114_19, 1.0),
            (5, 0.79, p95, 0.258_512_818_311_516_3, 1.0),
            (5, 0.79, p998, 0.015_401_977_050_376_07, 1.0),
            (20, 0.79, p95, 0.569_945_838_290_219_8, 0.983_177_920_618_466_8),
            (40, 0.7935, p998, 0.563_785_737_420_271, 0.977_361_903_968_452_6),
            (184, 0.7935, p95, 0.730_675_336_617_885_2, 0.853_091_233_652_522_7),
            (184, 0.7935, p998, 0.694_258_674_312_983_8, 0.883_730_453_658_382_4),
        ];
        for (n, target, confidence, lower, upper) in cases {
            let found = limits(n, target, confidence).unwrap();
            close(found.lower, lower, 1e-9);
            close(found.upper, upper, 1e-9);
        }
    }

    #[test]
    fn three_of_three_is_no_feat() {
        let place = |k, n, target| place(Proportion::new(k, n).unwrap(), target);
        assert_eq!(place(3, 3, 0.79), Some(Place::Within));
        assert_eq!(place(0, 3, 0.79), Some(Place::Below));
        assert_eq!(place(0, 5, 0.79), Some(Place::FarBelow));
        assert_eq!(place(40, 40, 0.79), Some(Place::FarAbove));
        assert_eq!(place(0, 0, 0.79), None);
        assert_eq!(place(1, 2, f64::NAN), None);
        assert_eq!(place(7, 7, 1.0), Some(Place::Within));
    }

    #[test]
    fn the_curve_runs_from_one_to_the_most() {
        let drawn = curve(1234, 0.5, 60);
        assert!(drawn.len() <= 64);
        assert_eq!(drawn.first().map(|l| l.trials), Some(1));
        assert_eq!(drawn.last().map(|l| l.trials), Some(1234));
        assert_eq!((curve(0, 0.5, 60), curve(9, 1.5, 60)), (vec![], vec![]));
        assert_eq!(curve(9, 0.5, 0).len(), 2);
    }

    proptest! {
        #[test]
        fn a_rate_is_placed_as_it_is_drawn(n in 1i64..200, part in 0.0..=1.0f64, target in 0.05..0.95f64) {
            let p = Proportion::new((n as f64 * part) as i64, n).unwrap();
            let rate = p.rate().unwrap();
            let found = limits(p.trials(), target, Confidence::P95).unwrap();
            // A rate nearer to the limit than rounding errors may fall either way.
            prop_assume!((rate - found.lower).abs() > 1e-9 && (rate - found.upper).abs() > 1e-9);
            let outside = !found.contains(rate);
            prop_assert_eq!(place(p, target) != Some(Place::Within), outside);
        }
    }
}
