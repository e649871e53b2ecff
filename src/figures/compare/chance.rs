//! Whether a difference is more than chance.

use crate::statistics::binomial::{at_least, at_most};
use crate::statistics::change::change;
use crate::statistics::{ConfidenceLevel, Proportion};
use crate::text::t;

/// What chance may have to do with a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chance {
    /// It explains the difference.
    Within,
    /// It hardly does: less than one time in twenty.
    Beyond,
    /// It has no part in it, or the question has no answer.
    None,
}

impl Chance {
    /// In a few words; empty where there is nothing to say.
    pub fn words(self) -> &'static str {
        match self {
            Self::Beyond => t("超出偶然波动"),
            Self::Within => t("在偶然波动之内"),
            Self::None => "",
        }
    }
}

/// Two ratios, each `(numerator, denominator)`: their difference in tenths of a percentage point, rounded half away
/// from 0, and whether Newcombe's 95 % interval leaves 0 out. `None` where either has no denominator.
pub fn ratios_apart(before: (i64, i64), after: (i64, i64)) -> Option<(i64, Chance)> {
    let ((k1, n1), (k2, n2)) = (before, after);
    if n1 <= 0 || n2 <= 0 {
        return None;
    }
    let wide = |n: i64| i128::from(n);
    let (above, below) = (wide(k2) * wide(n1) - wide(k1) * wide(n2), wide(n1) * wide(n2));
    // In i128 twice the remainder has room: denominators are of things in lists.
    let (whole, rest) = ((above * 1000) / below, (above * 1000) % below);
    let half = i128::from(2 * rest.abs() >= below) * above.signum();
    let tenths = i64::try_from(whole + half).ok()?;
    let proportion = |(k, n): (i64, i64)| Proportion::new(k, n);
    let chance = match proportion(after).zip(proportion(before)) {
        Some((new, old)) => match change(new, old, ConfidenceLevel::P95) {
            Some(c) if c.more_than_chance() => Chance::Beyond,
            Some(_) => Chance::Within,
            None => Chance::None,
        },
        None => Chance::None,
    };
    Some((tenths, chance))
}

/// Two counts, each `(count, days)`: given both together, the later one is binomial with the share of its days if
/// both are equally frequent (Przyborowski and Wilenski, 1940); two-sided, twice the smaller tail.
pub fn counts_apart(before: (i64, i64), after: (i64, i64)) -> Chance {
    let ((x1, d1), (x2, d2)) = (before, after);
    let whole = |n: i64| u64::try_from(n).ok();
    let (Some(x1), Some(x2)) = (whole(x1), whole(x2)) else { return Chance::None };
    let (Some(n), true) = (x1.checked_add(x2).filter(|n| *n > 0), d1 > 0 && d2 > 0) else {
        return Chance::None;
    };
    let share = d2 as f64 / (d1 as f64 + d2 as f64);
    match at_most(x2, n, share).zip(at_least(x2, n, share)) {
        Some((low, high)) if 2.0 * low.min(high) < 0.05 => Chance::Beyond,
        Some(_) => Chance::Within,
        None => Chance::None,
    }
}
