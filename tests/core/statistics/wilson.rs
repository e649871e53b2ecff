use super::close;
use gelan::statistics::wilson::*;
use gelan::statistics::{ConfidenceLevel, Interval, Proportion};
use proptest::prelude::*;

fn interval(k: i64, n: i64, confidence: ConfidenceLevel) -> Option<Interval> {
    wilson(Proportion::new(k, n)?, confidence)
}

/// SciPy 1.17.1: `binomtest(k, n).proportion_ci(level, method='wilson')`.
#[test]
fn agrees_with_scipy() {
    let cases = [
        (3, 3, ConfidenceLevel::P95, 0.438_502_968_244_954_6, 1.0),
        (3, 3, ConfidenceLevel::P99_8, 0.239_052_668_581_658_02, 1.0),
        (213, 310, ConfidenceLevel::P95, 0.633_456_829_483_645_1, 0.736_156_542_936_580_2),
        (213, 310, ConfidenceLevel::P99_8, 0.601_154_738_346_856_3, 0.761_856_272_586_656_7),
        (146, 184, ConfidenceLevel::P95, 0.729_276_287_947_597_7, 0.845_676_657_360_884_2),
        (0, 5, ConfidenceLevel::P95, 0.0, 0.434_482_464_783_174_76),
    ];
    for (k, n, confidence, lower, upper) in cases {
        let found = interval(k, n, confidence).unwrap();
        close(found.lower, lower, 1e-12);
        close(found.upper, upper, 1e-12);
    }
}

/// Newcombe, “Two-sided confidence intervals for the single proportion”, Statistics in Medicine 17
/// (1998), 857–872, table I, method 3: 81 of 263, 15 of 148, 0 of 20, 1 of 29.
#[test]
fn agrees_with_the_published_table() {
    let cases =
        [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)];
    for (k, n, lower, upper) in cases {
        let found = interval(k, n, ConfidenceLevel::P95).unwrap();
        close(found.lower, lower, 5e-5);
        close(found.upper, upper, 5e-5);
    }
}

#[test]
fn nothing_of_nothing_has_no_interval() {
    assert_eq!(interval(0, 0, ConfidenceLevel::P95), None);
}

proptest! {
    #[test]
    fn holds_the_rate_and_stays_a_share(n in 1i64..5_000_000, part in 0.0..=1.0f64) {
        let k = (n as f64 * part) as i64;
        let found = interval(k, n, ConfidenceLevel::P95).unwrap();
        prop_assert!(0.0 <= found.lower && found.upper <= 1.0);
        prop_assert!(found.contains(k as f64 / n as f64));
        let mirror = interval(n - k, n, ConfidenceLevel::P95).unwrap();
        prop_assert!((found.lower - (1.0 - mirror.upper)).abs() < 1e-12);
    }
}
