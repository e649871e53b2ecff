//! Values far from the others, by the modified z-score.
//!
//! B. Iglewicz and D. C. Hoaglin, How to Detect and Handle Outliers (ASQC, 1993): 0.6745 (x − median) / MAD,
//! an outlier above 3.5. Mean and standard deviation would be moved by the very value that they should find.
//! Where more than half of the values are equal, MAD is 0; then (x − median) / (1.253314 × mean absolute
//! deviation from the median), as IBM SPSS and Cognos define the score (1.253314 = √(π/2)).

use serde::{Deserialize, Serialize};

use crate::order::Sort as _;

/// The score above which, in absolute value, a value is an outlier.
pub const THRESHOLD: f64 = 3.5;

/// Fewer values are not checked. A choice of this program, not of the source.
pub const FEWEST: usize = 5;

/// Modified z-scores.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Scores {
    /// The median of the values.
    pub median: f64,
    /// What a score of 1 is, in the unit of the values; 0 where all values are equal.
    pub unit: f64,
    /// The score of each different value, in the order given; all 0 where all values are equal.
    pub scores: Vec<f64>,
}

/// Returns the scores of different values, given with how often each occurs; `None` for fewer than [`FEWEST`] values in
/// all, or if one is not finite.
///
/// ```
/// use gelan_core::statistics::outliers::{THRESHOLD, modified_z};
/// let minutes = [(10.0, 3), (12.0, 4), (15.0, 2), (90.0, 1)];
/// let found = modified_z(&minutes).unwrap();
/// assert_eq!(found.median, 12.0);
/// assert!(found.scores[3] > THRESHOLD && found.scores[2] < THRESHOLD);
/// ```
pub fn modified_z(counts: &[(f64, usize)]) -> Option<Scores> {
    let all: usize = counts.iter().map(|(_, n)| n).sum();
    if all < FEWEST || counts.iter().any(|(v, _)| !v.is_finite()) {
        return None;
    }
    let median = median(counts.to_vec(), all)?;
    let deviations: Vec<(f64, usize)> = counts.iter().map(|(v, n)| ((v - median).abs(), *n)).collect();
    let mean = deviations.iter().map(|(d, n)| d * *n as f64).sum::<f64>() / all as f64;
    let unit = unit(self::median(deviations, all)?, mean);
    let scores = counts.iter().map(|(v, _)| score(*v, median, unit)).collect();
    Some(Scores { median, unit, scores })
}

fn unit(mad: f64, mean: f64) -> f64 {
    if mad > 0.0 { mad / 0.6745 } else { 1.253_314 * mean }
}

fn score(value: f64, median: f64, unit: f64) -> f64 {
    if unit > 0.0 { (value - median) / unit } else { 0.0 }
}

/// The median of values of which `all` occur.
fn median(mut counts: Vec<(f64, usize)>, all: usize) -> Option<f64> {
    counts.order_by(|(a, _), (b, _)| a.total_cmp(b));
    let at = |rank: usize| {
        let mut seen = 0;
        counts.iter().find_map(|(value, n)| {
            seen += n;
            (seen > rank).then_some(*value)
        })
    };
    let upper = at(all / 2)?;
    if all % 2 == 1 { Some(upper) } else { Some(at((all / 2).checked_sub(1)?)?.midpoint(upper)) }
}
