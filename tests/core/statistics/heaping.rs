use gelan::statistics::heaping::*;
use super::close;

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
