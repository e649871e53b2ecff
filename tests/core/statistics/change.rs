use super::close;
use gelan::statistics::change::*;
use gelan::statistics::{ConfidenceLevel, Proportion};

fn found(k1: i64, n1: i64, k2: i64, n2: i64) -> Option<Change> {
    change(Proportion::new(k1, n1)?, Proportion::new(k2, n2)?, ConfidenceLevel::P95)
}

/// Newcombe (1998), table II, method 10, to its four digits; the same from statsmodels 0.15.0,
/// `confint_proportions_2indep(…, method='newcomb', compare='diff')`.
#[test]
fn agrees_with_the_published_table() {
    let cases = [
        (56, 70, 48, 80, 0.0524, 0.3339),
        (9, 10, 3, 10, 0.1705, 0.8090),
        (6, 7, 2, 7, 0.0582, 0.8062),
        (5, 56, 0, 29, -0.0381, 0.1926),
        (0, 10, 0, 20, -0.1611, 0.2775),
        (0, 10, 0, 10, -0.2775, 0.2775),
        (10, 10, 0, 20, 0.6791, 1.0),
        (10, 10, 0, 10, 0.6075, 1.0),
    ];
    for (k1, n1, k2, n2, lower, upper) in cases {
        let change = found(k1, n1, k2, n2).unwrap();
        close(change.interval.lower, lower, 5.1e-5);
        close(change.interval.upper, upper, 5.1e-5);
    }
    close(found(56, 70, 48, 80).unwrap().difference, 0.2, 1e-12);
}

#[test]
fn small_numbers_rarely_show_a_change() {
    assert!(!found(3, 3, 1, 3).unwrap().more_than_chance());
    assert!(found(300, 300, 100, 300).unwrap().more_than_chance());
    assert!(!found(80, 100, 80, 100).unwrap().more_than_chance());
    assert_eq!(found(1, 2, 0, 0), None);
}
