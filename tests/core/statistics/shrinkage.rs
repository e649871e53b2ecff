use super::close;
use gelan::statistics::shrinkage::*;
use gelan::statistics::{ConfidenceLevel, Proportion};
use proptest::prelude::*;

fn persons(of: &[(i64, i64)]) -> Vec<Proportion> {
    of.iter().map(|&(k, n)| Proportion::new(k, n).unwrap()).collect()
}

fn shrunken(of: &[(i64, i64)]) -> Vec<Option<Shrunken>> {
    let persons = persons(of);
    let prior = prior(&persons);
    persons.iter().map(|&p| shrink(p, &prior, ConfidenceLevel::P95)).collect()
}

/// Boys among the first 12 children of 6115 families (Geissler's data, in Wikipedia's article on the
/// beta-binomial distribution), whose estimate by moments is given as α = 34.1350, β = 31.6085 from moments
/// rounded to two decimals. From the unrounded ones (NumPy): 34.09501, 31.57144.
#[test]
fn agrees_with_the_published_families() {
    let families = [3, 24, 104, 286, 670, 1033, 1343, 1112, 829, 478, 181, 45, 7];
    let each = (0..).zip(families).flat_map(|(boys, count)| vec![(boys, 12); count]);
    let found = prior(&persons(&each.collect::<Vec<_>>()));
    assert_eq!(found.basis, Basis::Moments);
    close(found.strength * found.mean, 34.095_008_221_316_03, 1e-6);
    close(found.strength * (1.0 - found.mean), 31.571_440_683_675_316, 1e-6);
    close(found.strength * found.mean / 34.1350, 1.0, 2e-3);
    close(found.strength * (1.0 - found.mean) / 31.6085, 1.0, 2e-3);
}

/// The formula in NumPy, the interval from SciPy 1.17.1 (`beta.ppf`); here the moments give less than the
/// least strength, so that the prior has strength 1.
#[test]
fn unequal_numbers_agree_with_scipy() {
    let of = [(4, 5), (9, 10), (2, 8), (12, 12), (0, 6), (7, 9), (3, 3), (5, 20)];
    let found = prior(&persons(&of));
    close(found.mean, 0.575_342_465_753_424_6, 1e-12);
    close(found.strength, 1.0, 0.0);
    // α = 3.575342…, β = 0.424657…: beta.ppf([0.025, 0.975], α, β).
    let three = shrunken(&of)[6].unwrap();
    close(three.rate, 0.893_835_616_438_356_1, 1e-12);
    close(three.interval.lower, 0.499_833_480_273_074_6, 1e-9);
    close(three.interval.upper, 0.999_961_484_341_464_9, 1e-9);
    close(three.own_weight, 0.75, 1e-12);
}

/// The formula in NumPy, the interval from SciPy 1.17.1.
#[test]
fn a_moderate_spread_is_estimated() {
    let of = [(14, 20), (9, 10), (5, 8), (17, 20), (2, 6), (7, 9), (3, 3), (12, 20)];
    let found = prior(&persons(&of));
    assert_eq!(found.basis, Basis::Moments);
    close(found.strength, 18.108_809_221_362_957, 1e-9);
    let three = shrunken(&of)[6].unwrap();
    close(three.rate, 0.758_721_463_626_953, 1e-12);
    close(three.interval.lower, 0.560_190_377_519_542_3, 1e-9);
    close(three.interval.upper, 0.911_056_359_748_658_5, 1e-9);
}

#[test]
fn equal_rates_all_become_the_rate_of_the_body() {
    for shrunken in shrunken(&[(4, 5), (8, 10), (16, 20)]) {
        close(shrunken.unwrap().rate, 0.8, 1e-12);
    }
    assert_eq!(prior(&persons(&[(4, 5), (8, 10)])).basis, Basis::NoExcess);
}

#[test]
fn all_solved_is_not_certainty() {
    let found = shrunken(&[(3, 3), (5, 5), (20, 20)])[0].unwrap();
    assert!(found.rate > 0.95 && found.rate < 1.0, "{found:?}");
    assert!(found.interval.lower < 0.97 && found.interval.upper <= 1.0, "{found:?}");
    assert!(shrunken(&[(0, 3), (0, 5)])[0].unwrap().rate < 0.1);
}

#[test]
fn all_or_nothing_keeps_the_persons_apart() {
    let found = shrunken(&[(6, 6), (0, 6), (6, 6), (0, 6)]);
    assert!(found[0].unwrap().rate > 0.9 && found[1].unwrap().rate < 0.1);
}

#[test]
fn one_person_or_none_has_no_body_to_lean_on() {
    assert_eq!(prior(&[]).basis, Basis::TooFew);
    assert_eq!(shrunken(&[(0, 0)]), [None]);
    let one = shrunken(&[(3, 3), (0, 0)]);
    close(one[0].unwrap().rate, 3.5 / 4.0, 1e-12);
    assert_eq!(one[1], None);
    // One matter each: nothing can be said of how far persons differ.
    assert_eq!(prior(&persons(&[(1, 1), (0, 1), (1, 1)])).basis, Basis::NoExcess);
}

proptest! {
    #[test]
    fn shrunken_lies_between_oneself_and_the_body(
        of in prop::collection::vec((0i64..30, 0i64..30).prop_map(|(a, b)| (a.min(b), a.max(b))), 1..25),
    ) {
        let persons = persons(&of);
        let prior = prior(&persons);
        prop_assert!(prior.strength >= 1.0 && prior.mean > 0.0 && prior.mean < 1.0);
        for person in persons {
            let Some(own) = person.rate() else { continue };
            let found = shrink(person, &prior, ConfidenceLevel::P95).unwrap();
            let (low, high) = (own.min(prior.mean), own.max(prior.mean));
            prop_assert!(low - 1e-12 <= found.rate && found.rate <= high + 1e-12);
            prop_assert!(found.interval.lower <= found.interval.upper);
            prop_assert!(0.0 <= found.interval.lower && found.interval.upper <= 1.0);
        }
    }
}
