use super::close;
use gelan::statistics::outliers::*;
use proptest::prelude::*;

/// The scores of values of which each occurs once.
fn scores_of_each(values: &[f64]) -> Option<Scores> {
    modified_z(&values.iter().map(|v| (*v, 1)).collect::<Vec<_>>())
}

fn outliers(found: &Scores) -> Vec<usize> {
    found.scores.iter().enumerate().filter(|(_, z)| z.abs() > THRESHOLD).map(|(i, _)| i).collect()
}

proptest! {
    #[test]
    fn counted_values_have_the_same_scores(values in prop::collection::vec((0..40_i32, 1..6_usize), 0..20)) {
        let counts: std::collections::BTreeMap<i32, usize> = values.into_iter().collect();
        let counts: Vec<(f64, usize)> = counts.into_iter().map(|(v, n)| (f64::from(v), n)).collect();
        let each: Vec<f64> = counts.iter().flat_map(|(v, n)| std::iter::repeat_n(*v, *n)).collect();
        match (modified_z(&counts), scores_of_each(&each)) {
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
    let found = scores_of_each(&[12., 15., 14., 10., 13., 16., 11., 14., 90., 13.]).unwrap();
    let expected = [-0.6745, 0.6745, 0.224_833, -1.573_833, -0.224_833, 1.124_167, -1.124_167, 0.224_833];
    for (score, expected) in found.scores.iter().zip(expected) {
        close(*score, expected, 5e-7);
    }
    close(found.scores[8], 34.3995, 1e-9);
    assert_eq!(outliers(&found), [8]);
    close(found.median, 13.5, 0.0);
}

#[test]
fn equal_values_but_one_show_it() {
    let found = scores_of_each(&[10., 10., 10., 10., 10., 10., 10., 100.]).unwrap();
    close(found.scores[7], 6.383_077_185_765_099, 1e-12);
    assert_eq!(outliers(&found), [7]);
}

#[test]
fn equal_values_have_no_outlier_and_few_are_not_judged() {
    assert_eq!(outliers(&scores_of_each(&[7.; 6]).unwrap()).len(), 0);
    assert_eq!(scores_of_each(&[1., 2., 3., 400.]), None);
    assert_eq!(scores_of_each(&[1., 2., 3., 4., f64::NAN]), None);
    assert_eq!(scores_of_each(&[]), None);
}

#[test]
fn one_value_cannot_hide_itself() {
    // Mean ± 3 s would miss it: of ten values none can lie more than 2.85 s from the mean.
    let found = scores_of_each(&[9., 10., 11., 10., 9., 11., 10., 9., 11., 1e6]).unwrap();
    assert_eq!(outliers(&found), [9]);
}
