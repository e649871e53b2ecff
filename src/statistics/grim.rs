//! Whether a stated mean can be the mean of whole numbers.
//!
//! N. J. L. Brown and J. A. J. Heathers, “The GRIM test”, Social Psychological and Personality Science 8
//! (2017), 363–369. A mean of counts over `n` people is a whole total divided by `n`; rounded to `d`
//! decimals it cannot take every value while n < 10^d. Integers throughout, so no rounding error.

use serde::{Deserialize, Serialize};

/// A mean as it is written: 4.80 is 480 hundredths, and not 4.8.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct StatedMean {
    units: i64,
    decimals: u32,
}

impl StatedMean {
    /// Reads plain digits with at most one point (`12`, `4.80`); `None` for anything else, more than 9
    /// decimals, or more than 18 digits.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let digits = [whole, fraction].concat();
        let plain = !whole.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
        let pointed = text.contains('.') != fraction.is_empty();
        if !plain || !pointed || fraction.len() > 9 || digits.len() > 18 {
            return None;
        }
        Some(Self { units: digits.parse().ok()?, decimals: u32::try_from(fraction.len()).ok()? })
    }
}

/// What the test says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Grim {
    /// Whole totals give this mean: the least and the greatest of them.
    Possible {
        /// The least total.
        least: i64,
        /// The greatest total.
        greatest: i64,
    },
    /// No whole total gives it: the totals next to it, whose means are written otherwise.
    Impossible {
        /// The greatest total with a smaller mean.
        below: i64,
        /// The least total with a greater mean.
        above: i64,
    },
}

/// Tests a mean over `people`; `None` where there is nobody. Halves may have been rounded either way.
/// With 10^d people or more every mean is possible, and the test says nothing.
#[must_use]
pub fn grim(mean: StatedMean, people: u64) -> Option<Grim> {
    if people == 0 {
        return None;
    }
    let (n, units) = (i128::from(people), i128::from(mean.units));
    let scale = 2 * 10_i128.pow(mean.decimals);
    let least = -(-n * (2 * units - 1)).div_euclid(scale);
    let greatest = (n * (2 * units + 1)).div_euclid(scale);
    let total = |v: i128| i64::try_from(v).ok();
    Some(if least <= greatest {
        Grim::Possible { least: total(least.max(0))?, greatest: total(greatest)? }
    } else {
        Grim::Impossible { below: total(greatest)?, above: total(least)? }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn test(mean: &str, people: u64) -> Option<Grim> {
        grim(StatedMean::parse(mean)?, people)
    }

    /// 5.27 of 43: the example of the R package scrutiny. 3.48 of 20: that of Wikipedia's article on the
    /// test. 5.18 and 5.19 of 28 by hand: 145 / 28 = 5.1786, 146 / 28 = 5.2143.
    #[test]
    fn agrees_with_published_examples() {
        assert_eq!(test("5.27", 43), Some(Grim::Impossible { below: 226, above: 227 }));
        assert_eq!(test("3.48", 20), Some(Grim::Impossible { below: 69, above: 70 }));
        assert_eq!(test("5.19", 28), Some(Grim::Impossible { below: 145, above: 146 }));
        assert_eq!(test("5.18", 28), Some(Grim::Possible { least: 145, greatest: 145 }));
    }

    #[test]
    fn decimals_as_written_count() {
        assert_eq!(test("4.8", 40), Some(Grim::Possible { least: 190, greatest: 194 }));
        assert_eq!(test("4.80", 40), Some(Grim::Possible { least: 192, greatest: 192 }));
        assert_eq!(test("32", 40), Some(Grim::Possible { least: 1260, greatest: 1300 }));
        assert_eq!(test("0", 40), Some(Grim::Possible { least: 0, greatest: 20 }));
        assert!(matches!(test("1.005", 200), Some(Grim::Possible { .. })));
    }

    #[test]
    fn what_is_no_mean_is_not_tested() {
        for text in ["", ".", "4.", ".5", "-1.2", "1.2.3", "四", "1.0000000000", "1234567890123456789"] {
            assert_eq!(StatedMean::parse(text), None, "{text}");
        }
        assert_eq!(test("1.5", 0), None);
    }

    proptest! {
        #[test]
        fn a_true_mean_is_always_possible(total in 0i64..100_000, people in 1u64..3000, decimals in 0usize..5) {
            let written = format!("{:.decimals$}", total as f64 / people as f64);
            let Some(Grim::Possible { least, greatest }) = test(&written, people) else {
                return Err(TestCaseError::fail(written));
            };
            prop_assert!(least <= total && total <= greatest);
        }
    }
}
