//! Heaping: more values that end in 0 or 5 than chance gives, as where numbers are estimated or made up.
//!
//! The index is Whipple's, made for ages in a census: the share that ends in 0 or 5 over the expected
//! fifth. 1 is none, 5 is all; the scale that the United Nations recommend for ages calls data from 1.75
//! “very rough”. Beside it the exact one-sided binomial test against 20 %, since in a few values any
//! share may come about.

use super::Proportion;
use super::binomial::at_least;
use serde::{Deserialize, Serialize};

/// The least value looked at. Below it last digits are not even by nature: a day has one visit or two.
pub const LEAST: i64 = 10;

/// The index from which the United Nations call data very rough.
pub const VERY_ROUGH: f64 = 1.75;

/// What the last digits show.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Heaping {
    /// Values looked at.
    pub values: u64,
    /// Those that end in 0 or 5.
    pub round: u64,
    /// Their share over the expected 20 %; 1 where there is no heaping.
    pub index: f64,
    /// The probability of so many or more, were the last digits even.
    pub p_value: f64,
}

impl Heaping {
    /// Worth a remark: very rough, and by chance less than once in a thousand.
    #[must_use]
    pub fn notable(&self) -> bool {
        self.index >= VERY_ROUGH && self.p_value < 0.001
    }
}

/// Looks at the values of at least [`LEAST`]; `None` where there is none.
///
/// For numbers that are free to take any last digit: visits, minutes, households. Not for amounts that
/// come in tens, such as printed handouts.
#[must_use]
pub fn heaping(values: impl IntoIterator<Item = i64>) -> Option<Heaping> {
    let (mut round, mut seen) = (0, 0);
    for value in values.into_iter().filter(|&v| v >= LEAST) {
        seen += 1;
        round += i64::from(value % 5 == 0);
    }
    found(Proportion::new(round, seen)?)
}

/// As [`heaping`], of values that were counted before: so many of at least [`LEAST`], of which `round` end in 0 or 5.
#[must_use]
pub fn counted(round: u64, values: u64) -> Option<Heaping> {
    found(Proportion::new(i64::try_from(round).ok()?, i64::try_from(values).ok()?)?)
}

fn found(proportion: Proportion) -> Option<Heaping> {
    let (round, values) = (proportion.successes(), proportion.trials());
    Some(Heaping { values, round, index: proportion.rate()? / 0.2, p_value: at_least(round, values, 0.2)? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::close;

    fn with(round: i64, all: i64) -> Heaping {
        heaping((0..all).map(|i| if i < round { 10 + 5 * i } else { 11 + 5 * i })).unwrap()
    }

    /// SciPy 1.17.1: `binomtest(k, n, 0.2, alternative='greater').pvalue`.
    #[test]
    fn agrees_with_scipy() {
        let found = with(46, 120);
        close(found.p_value, 2.837_198_592_963_970_6e-6, 1e-15);
        close(found.index, 46.0 / 24.0, 1e-12);
        assert!(found.notable());
        let even = with(24, 120);
        close(even.p_value, 0.536_376_080_689_431_3, 1e-11);
        assert!(!even.notable());
        assert_eq!(counted(46, 120), Some(found));
        assert_eq!(counted(0, 0), None);
    }

    #[test]
    fn few_values_prove_nothing() {
        assert!(!with(3, 3).notable());
        close(with(3, 3).p_value, 0.008, 1e-12);
        assert_eq!(heaping([0, 5, 5, 0, 3]), None);
        assert_eq!(heaping([]), None);
        assert_eq!(heaping([5, -10, 10]).map(|h| (h.values, h.round)), Some((1, 1)));
    }
}
