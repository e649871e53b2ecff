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

/// The result of the test.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Grim {
    /// Whole totals give this mean: the least and the greatest of them.
    Possible {
        /// The least total.
        least: i64,
        /// The greatest total.
        greatest: i64,
    },
    /// No whole total gives this mean: the totals next to it, whose means are written differently.
    Impossible {
        /// The greatest total with a smaller mean.
        below: i64,
        /// The least total with a greater mean.
        above: i64,
    },
}

/// Tests a mean over `people`; `None` if there is nobody. Halves may have been rounded either way.
/// With 10^d people or more, every mean of d decimals is possible.
///
/// ```
/// use gelan_core::statistics::grim::{Grim, StatedMean, grim};
/// // 145 / 28 = 5.18 and 146 / 28 = 5.21: no total of 28 people has the mean 5.19.
/// let found = grim(StatedMean::parse("5.19").unwrap(), 28);
/// assert_eq!(found, Some(Grim::Impossible { below: 145, above: 146 }));
/// ```
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
