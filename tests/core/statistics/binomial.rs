use super::close;
use gelan::statistics::binomial::*;
use proptest::prelude::*;

/// SciPy 1.17.1: `binom.cdf(k, n, p)` and `binom.sf(k - 1, n, p)`.
#[test]
fn tails_agree_with_scipy() {
    let cases = [
        (3, 10, 0.2, 0.879_126_118_399_999_9, 0.322_200_473_600_000_15),
        (146, 184, 0.8, 0.441_524_240_625_179_53, 0.629_223_232_576_811_9),
        (5000, 12282, 0.4, 0.946_774_888_542_198_7, 0.055_247_448_960_052_334),
        (0, 7, 0.3, 0.082_354_300_000_000_03, 1.0),
        (99, 100, 0.99, 0.633_967_658_726_771, 0.735_761_978_922_956_1),
    ];
    for (k, n, p, below, above) in cases {
        close(at_most(k, n, p).unwrap(), below, 1e-11);
        close(at_least(k, n, p).unwrap(), above, 1e-11);
    }
    close(at_most(500_500, 1_000_000, 0.5).unwrap(), 0.841_586_595_848_052_7, 1e-8);
}

/// SciPy 1.17.1: `binom.ppf(level, n, p)`, `beta.ppf(level, a, b)`.
#[test]
fn quantiles_agree_with_scipy() {
    let cases = [
        (0.025, 20, 0.7, 10),
        (0.975, 20, 0.7, 18),
        (0.001, 100, 0.7, 55),
        (0.999, 100, 0.7, 83),
        (0.5, 12282, 0.97, 11914),
        (0.025, 3, 0.79, 1),
    ];
    for (level, n, p, expected) in cases {
        assert_eq!(quantile(level, n, p), Some(expected));
    }
    close(beta_quantile(0.025, 3.5, 1.5).unwrap(), 0.283_751_679_563_412_6, 1e-12);
    close(beta_quantile(0.975, 150.2, 40.7).unwrap(), 0.841_786_369_853_922_2, 1e-12);
    close(beta_quantile(0.001, 0.5, 200.0).unwrap(), 3.931_904_670_638_394e-9, 1e-15);
    close(beta_quantile(0.5, 0.5, 0.5).unwrap(), 0.5, 1e-12);
}

#[test]
fn impossible_parameters_have_no_answer() {
    for p in [-0.1, 1.1, f64::NAN] {
        assert_eq!((at_most(1, 2, p), at_least(1, 2, p), quantile(0.5, 2, p)), (None, None, None));
    }
    assert_eq!(quantile(1.0, 2, 0.5), None);
    assert_eq!(beta_quantile(0.5, 0.0, 1.0), None);
    assert_eq!(beta_quantile(0.5, 1.0, f64::INFINITY), None);
}

proptest! {
    #[test]
    fn tails_are_the_sum_of_the_terms(n in 0u64..40, k in 0u64..45, p in 0.0..=1.0f64) {
        let mut terms = vec![1.0];
        for _ in 0..n {
            let mut next = vec![0.0; terms.len() + 1];
            for (i, term) in terms.iter().enumerate() {
                next[i] += term * (1.0 - p);
                next[i + 1] += term * p;
            }
            terms = next;
        }
        let sum: f64 = terms.iter().take(k as usize + 1).sum();
        prop_assert!((at_most(k, n, p).unwrap() - sum).abs() < 1e-10);
        let rest: f64 = terms.iter().skip(k as usize).sum();
        prop_assert!((at_least(k, n, p).unwrap() - rest).abs() < 1e-10);
    }
}
