use super::close;
use gelan::statistics::funnel::*;
use gelan::statistics::{ConfidenceLevel, Proportion};
use proptest::prelude::*;

/// The formula of the module in Python with SciPy 1.17.1 (`binom.ppf`, `binom.cdf`).
#[test]
fn limits_agree_with_scipy() {
    let (p95, p998) = (ConfidenceLevel::P95, ConfidenceLevel::P99_8);
    let cases = [
        (3, 0.79, p95, 0.050_195_980_877_114_19, 1.0),
        (5, 0.79, p95, 0.258_512_818_311_516_3, 1.0),
        (5, 0.79, p998, 0.015_401_977_050_376_07, 1.0),
        (20, 0.79, p95, 0.569_945_838_290_219_8, 0.983_177_920_618_466_8),
        (40, 0.7935, p998, 0.563_785_737_420_271, 0.977_361_903_968_452_6),
        (184, 0.7935, p95, 0.730_675_336_617_885_2, 0.853_091_233_652_522_7),
        (184, 0.7935, p998, 0.694_258_674_312_983_8, 0.883_730_453_658_382_4),
    ];
    for (n, target, confidence, lower, upper) in cases {
        let found = limits(n, target, confidence).unwrap();
        close(found.lower, lower, 1e-9);
        close(found.upper, upper, 1e-9);
    }
}

#[test]
fn three_of_three_is_no_feat() {
    let zone = |k, n, target| zone(Proportion::new(k, n).unwrap(), target);
    assert_eq!(zone(3, 3, 0.79), Some(FunnelZone::Within));
    assert_eq!(zone(0, 3, 0.79), Some(FunnelZone::Below));
    assert_eq!(zone(0, 5, 0.79), Some(FunnelZone::FarBelow));
    assert_eq!(zone(40, 40, 0.79), Some(FunnelZone::FarAbove));
    // 0.79²⁰ = 0.9 %, between 2.5 % and 0.1 %.
    assert_eq!(zone(20, 20, 0.79), Some(FunnelZone::Above));
    assert_eq!(zone(0, 0, 0.79), None);
    assert_eq!(zone(1, 2, f64::NAN), None);
    assert_eq!(zone(7, 7, 1.0), Some(FunnelZone::Within));
}

#[test]
fn the_curve_runs_from_one_to_the_most() {
    let drawn = curve(1234, 0.5, 60);
    assert!(drawn.len() <= 64);
    assert_eq!(drawn.first().map(|l| l.trials), Some(1));
    assert_eq!(drawn.last().map(|l| l.trials), Some(1234));
    assert_eq!((curve(0, 0.5, 60), curve(9, 1.5, 60)), (vec![], vec![]));
    assert_eq!(curve(9, 0.5, 0).len(), 2);
}

proptest! {
    #[test]
    fn a_rate_is_placed_as_it_is_drawn(n in 1i64..200, part in 0.0..=1.0f64, target in 0.05..0.95f64) {
        let p = Proportion::new((n as f64 * part) as i64, n).unwrap();
        let rate = p.rate().unwrap();
        let found = limits(p.trials(), target, ConfidenceLevel::P95).unwrap();
        // A rate nearer to the limit than rounding errors may fall either way.
        prop_assume!((rate - found.lower).abs() > 1e-9 && (rate - found.upper).abs() > 1e-9);
        let outside = !found.contains(rate);
        prop_assert_eq!(zone(p, target) != Some(FunnelZone::Within), outside);
    }
}
