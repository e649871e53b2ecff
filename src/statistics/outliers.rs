//! Values far from the others, by the modified z-score.
//!
//! B. Iglewicz and D. C. Hoaglin, How to Detect and Handle Outliers (ASQC, 1993): 0.6745 (x − median) / MAD,
//! an outlier above 3.5. Mean and standard deviation would be drawn by the very value they should find.
//! Where more than half of the values are equal, MAD is 0; then (x − median) / (1.253314 × mean absolute
//! deviation from the median), as IBM SPSS and Cognos define the score (1.253314 = √(π/2)).

use serde::{Deserialize, Serialize};

/// The score above which, in absolute value, a value is an outlier.
pub const THRESHOLD: f64 = 3.5;

/// Below this number of values nothing is judged. A choice of this program, not of the source.
pub const FEWEST: usize = 5;

/// Modified z-scores.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Scores {
    /// The median of the values.
    pub median: f64,
    /// What a score of 1 is, in the unit of the values; 0 where all values are equal.
    pub unit: f64,
    /// The score of each value, in the order given; all 0 where all values are equal.
    pub scores: Vec<f64>,
}

impl Scores {
    /// The positions of the outliers.
    pub fn outliers(&self) -> impl Iterator<Item = usize> + '_ {
        self.scores.iter().enumerate().filter(|(_, z)| z.abs() > THRESHOLD).map(|(i, _)| i)
    }
}

/// The scores; `None` for fewer than [`FEWEST`] values, or where one is not finite.
#[must_use]
pub fn modified_z(values: &[f64]) -> Option<Scores> {
    if values.len() < FEWEST || values.iter().any(|v| !v.is_finite()) {
        return None;
    }
    let median = middle(values.to_vec())?;
    let deviations: Vec<f64> = values.iter().map(|v| (v - median).abs()).collect();
    let mean = deviations.iter().sum::<f64>() / values.len() as f64;
    let mad = middle(deviations)?;
    let unit = unit(mad, mean);
    Some(Scores { median, unit, scores: values.iter().map(|v| score(*v, median, unit)).collect() })
}

/// As [`modified_z`], of different values with how often each occurs; a score for each.
///
/// For long columns of few different values: a million minutes of visits.
#[must_use]
pub fn of_counts(counts: &[(f64, usize)]) -> Option<Scores> {
    let all: usize = counts.iter().map(|(_, n)| n).sum();
    if all < FEWEST || counts.iter().any(|(v, _)| !v.is_finite()) {
        return None;
    }
    let median = middle_of_counts(counts.to_vec(), all)?;
    let deviations: Vec<(f64, usize)> = counts.iter().map(|(v, n)| ((v - median).abs(), *n)).collect();
    let mean = deviations.iter().map(|(d, n)| d * *n as f64).sum::<f64>() / all as f64;
    let unit = unit(middle_of_counts(deviations, all)?, mean);
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
fn middle_of_counts(mut counts: Vec<(f64, usize)>, all: usize) -> Option<f64> {
    counts.sort_unstable_by(|(a, _), (b, _)| a.total_cmp(b));
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

fn middle(mut values: Vec<f64>) -> Option<f64> {
    values.sort_unstable_by(f64::total_cmp);
    let half = values.len() / 2;
    let upper = *values.get(half)?;
    if values.len() % 2 == 1 { Some(upper) } else { Some(values.get(half.checked_sub(1)?)?.midpoint(upper)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::close;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn counted_values_have_the_same_scores(values in prop::collection::vec((0..40_i32, 1..6_usize), 0..20)) {
            let counts: std::collections::BTreeMap<i32, usize> = values.into_iter().collect();
            let counts: Vec<(f64, usize)> = counts.into_iter().map(|(v, n)| (f64::from(v), n)).collect();
            let each: Vec<f64> = counts.iter().flat_map(|(v, n)| std::iter::repeat_n(*v, *n)).collect();
            match (of_counts(&counts), modified_z(&each)) {
                (None, None) => {}
                (Some(counted), Some(plain)) => {
                    close(counted.median, plain.median, 1e-12);
                    close(counted.unit, plain.unit, 1e-9);
                }
                other => prop_assert!(false, "{other:?}"),
            }
        }
    }

    /// The score in Python, with `scipy.stats.median_abs_deviation` of SciPy 1.17.1.
    #[test]
    fn agrees_with_scipy() {
        let found = modified_z(&[12., 15., 14., 10., 13., 16., 11., 14., 90., 13.]).unwrap();
        let expected = [-0.6745, 0.6745, 0.224_833, -1.573_833, -0.224_833, 1.124_167, -1.124_167, 0.224_833];
        for (score, expected) in found.scores.iter().zip(expected) {
            close(*score, expected, 5e-7);
        }
        close(found.scores[8], 34.3995, 1e-9);
        assert_eq!(found.outliers().collect::<Vec<_>>(), [8]);
        close(found.median, 13.5, 0.0);
    }

    #[test]
    fn equal_values_but_one_show_it() {
        let found = modified_z(&[10., 10., 10., 10., 10., 10., 10., 100.]).unwrap();
        close(found.scores[7], 6.383_077_185_765_099, 1e-12);
        assert_eq!(found.outliers().collect::<Vec<_>>(), [7]);
    }

    #[test]
    fn equal_values_have_no_outlier_and_few_are_not_judged() {
        assert_eq!(modified_z(&[7.; 6]).unwrap().outliers().count(), 0);
        assert_eq!(modified_z(&[1., 2., 3., 400.]), None);
        assert_eq!(modified_z(&[1., 2., 3., 4., f64::NAN]), None);
        assert_eq!(modified_z(&[]), None);
    }

    #[test]
    fn one_value_cannot_hide_itself() {
        // Mean ± 3 s would miss it: of ten values none can lie more than 2.85 s from the mean.
        let found = modified_z(&[9., 10., 11., 10., 9., 11., 10., 9., 11., 1e6]).unwrap();
        assert_eq!(found.outliers().collect::<Vec<_>>(), [9]);
    }
}
