use super::close;
use gelan::statistics::heaping::*;

fn with(round: u64, all: u64) -> Heaping {
    heaping(round, all).unwrap()
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
}

#[test]
fn few_values_prove_nothing() {
    assert!(!with(3, 3).notable());
    close(with(3, 3).p_value, 0.008, 1e-12);
    assert_eq!(heaping(0, 0), None);
    assert_eq!(heaping(2, 1), None);
}
