use super::close;
use gelan::statistics::survival::*;
use proptest::prelude::*;

fn matters(days: &[u32], closed: &[u8]) -> Survival {
    let mut by_days = std::collections::BTreeMap::<u32, (u64, u64)>::new();
    for (days, closed) in days.iter().zip(closed) {
        let counts = by_days.entry(*days).or_default();
        *(if *closed == 1 { &mut counts.0 } else { &mut counts.1 }) += 1;
    }
    survival_by_days(&by_days)
}

fn quartiles(curve: &Survival) -> [Option<u32>; 3] {
    [0.25, 0.5, 0.75].map(|share| curve.days_to_close(share))
}

/// Freireich et al., Blood 21 (1963), the 6-MP arm, the textbook example of the estimator: median 23
/// weeks, S(6) = 0.857, S(10) = 0.753, S(23) = 0.448. The same from lifelines 0.30.3.
#[test]
fn agrees_with_the_textbook_and_lifelines() {
    let found = matters(
        &[6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35],
        &[1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0],
    );
    let expected = [
        (6, 0.857_143),
        (7, 0.806_723),
        (10, 0.752_941),
        (13, 0.690_196),
        (16, 0.627_451),
        (22, 0.537_815),
        (23, 0.448_179),
    ];
    assert_eq!(found.steps.len(), expected.len());
    for (step, (days, share)) in found.steps.iter().zip(expected) {
        assert_eq!(step.days, days);
        close(step.open_share, share, 5e-7);
    }
    assert_eq!(quartiles(&found), [Some(13), Some(23), None]);
    assert_eq!((found.closed, found.open), (9, 12));
}

#[test]
fn a_median_that_most_have_not_reached_is_none() {
    assert_eq!(matters(&[3, 40, 40], &[1, 0, 0]).median(), None);
    assert_eq!(matters(&[3, 4, 40, 40], &[1, 1, 0, 0]).median(), Some(4));
    assert_eq!(matters(&[], &[]).median(), None);
    assert_eq!(quartiles(&matters(&[0, 0], &[1, 1])), [Some(0); 3]);
}

proptest! {
    #[test]
    fn without_open_matters_it_is_the_plain_quantile(mut days in prop::collection::vec(0u32..400, 1..60)) {
        let found = matters(&days, &vec![1; days.len()]);
        days.sort_unstable();
        prop_assert_eq!(found.median(), Some(days[days.len().div_ceil(2) - 1]));
        prop_assert!(found.steps.last().unwrap().open_share.abs() < 1e-12);
    }
}
