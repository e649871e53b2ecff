//! Heaping: more values end in 0 or 5 than by chance, because numbers are estimated or made up.
//!
//! The index is Whipple's, made for ages in a census: the share that ends in 0 or 5 over the expected
//! fifth. 1 means no heaping, 5 that all values end so; the scale that the United Nations recommend for ages calls data from 1.75
//! “very rough”. Beside it the exact one-sided binomial test against 20 %, since in a few values any
//! share may come about.

use super::Proportion;
use super::binomial::at_least;
use serde::{Deserialize, Serialize};

/// The least value looked at. Below it last digits are not even by nature: a day has one visit or two.
pub const LEAST: i64 = 10;

/// The index from which the United Nations call data very rough.
pub const VERY_ROUGH: f64 = 1.75;

/// The last digits of a set of values.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Heaping {
    /// Values looked at.
    pub values: u64,
    /// Those that end in 0 or 5.
    pub round: u64,
    /// Their share over the expected 20 %; 1 where there is no heaping.
    pub index: f64,
    /// The probability of at least this number, if all last digits were equally likely.
    pub p_value: f64,
}

impl Heaping {
    /// Worth a remark: very rough, and by chance less than once in a thousand.
    pub fn notable(&self) -> bool {
        self.index >= VERY_ROUGH && self.p_value < 0.001
    }
}

/// Returns the heaping of `values` values of at least [`LEAST`], of which `round` end in 0 or 5; `None` if there are none.
///
/// For numbers that may take any last digit: visits, minutes, households. Not for amounts that
/// come in tens, such as printed handouts.
///
/// ```
/// use gelan_core::statistics::heaping::heaping;
/// assert!(heaping(46, 120).unwrap().notable());
/// assert!(!heaping(24, 120).unwrap().notable());
/// ```
pub fn heaping(round: u64, values: u64) -> Option<Heaping> {
    let proportion = Proportion::new(i64::try_from(round).ok()?, i64::try_from(values).ok()?)?;
    Some(Heaping { values, round, index: proportion.rate()? / 0.2, p_value: at_least(round, values, 0.2)? })
}
