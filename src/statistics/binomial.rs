//! The exact binomial distribution, and the quantile of the beta distribution that belongs to it.
//!
//! P(X ≤ k) = I(1−p; n−k, k+1), the regularised incomplete beta function: Abramowitz & Stegun, Handbook
//! of Mathematical Functions (1964), 26.5.24. The function itself is that of the crate `statrs`.
//! Quantiles are found by bisection, which ends whatever the parameters are.

use statrs::function::beta::checked_beta_reg;

/// Returns P(X ≤ `k`) for `n` trials with probability `p`; `None` unless 0 ≤ p ≤ 1.
pub fn at_most(k: u64, n: u64, p: f64) -> Option<f64> {
    if !(0.0..=1.0).contains(&p) {
        return None;
    }
    if k >= n {
        return Some(1.0);
    }
    checked_beta_reg((n - k) as f64, k as f64 + 1.0, 1.0 - p).ok().map(|v| v.clamp(0.0, 1.0))
}

/// Returns P(X ≥ `k`) for `n` trials with probability `p`; `None` unless 0 ≤ p ≤ 1. Small tails keep their digits.
pub fn at_least(k: u64, n: u64, p: f64) -> Option<f64> {
    if !(0.0..=1.0).contains(&p) {
        return None;
    }
    match k {
        0 => Some(1.0),
        _ if k > n => Some(0.0),
        _ => checked_beta_reg(k as f64, (n - k) as f64 + 1.0, p).ok().map(|v| v.clamp(0.0, 1.0)),
    }
}

/// Returns the smallest `k` with P(X ≤ k) > `level`; `None` unless 0 ≤ p ≤ 1 and 0 ≤ level < 1.
pub fn quantile(level: f64, n: u64, p: f64) -> Option<u64> {
    if !(0.0..1.0).contains(&level) || !(0.0..=1.0).contains(&p) {
        return None;
    }
    let (mut low, mut high) = (0, n);
    while low < high {
        let middle = low + (high - low) / 2;
        if at_most(middle, n, p)? > level {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    Some(low)
}

/// Returns the quantile of a beta distribution: the value below which the share `level` of it is, to 1e-15; `None` unless both
/// parameters are above 0 and finite, and 0 ≤ level ≤ 1.
pub fn beta_quantile(level: f64, alpha: f64, beta: f64) -> Option<f64> {
    let usable = |v: f64| v > 0.0 && v.is_finite();
    if !(0.0..=1.0).contains(&level) || !usable(alpha) || !usable(beta) {
        return None;
    }
    let (mut low, mut high) = (0.0_f64, 1.0_f64);
    for _ in 0..120 {
        let middle = low.midpoint(high);
        if middle <= low || middle >= high {
            break;
        }
        if checked_beta_reg(alpha, beta, middle).ok()? < level {
            low = middle;
        } else {
            high = middle;
        }
    }
    Some(low.midpoint(high))
}
