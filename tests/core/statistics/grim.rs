use gelan::statistics::grim::*;
use proptest::prelude::*;

fn test(mean: &str, people: u64) -> Option<Grim> {
    grim(StatedMean::parse(mean)?, people)
}

/// 5.27 of 43: the example of the R package scrutiny. 3.48 of 20: that of Wikipedia's article on the
/// test. 5.18 and 5.19 of 28 by hand: 145 / 28 = 5.1786, 146 / 28 = 5.2143.
#[test]
fn agrees_with_published_examples() {
    assert_eq!(test("5.27", 43), Some(Grim::Impossible { below: 226, above: 227 }));
    assert_eq!(test("3.48", 20), Some(Grim::Impossible { below: 69, above: 70 }));
    assert_eq!(test("5.19", 28), Some(Grim::Impossible { below: 145, above: 146 }));
    assert_eq!(test("5.18", 28), Some(Grim::Possible { least: 145, greatest: 145 }));
}

#[test]
fn decimals_as_written_count() {
    assert_eq!(test("4.8", 40), Some(Grim::Possible { least: 190, greatest: 194 }));
    assert_eq!(test("4.80", 40), Some(Grim::Possible { least: 192, greatest: 192 }));
    assert_eq!(test("32", 40), Some(Grim::Possible { least: 1260, greatest: 1300 }));
    assert_eq!(test("0", 40), Some(Grim::Possible { least: 0, greatest: 20 }));
    assert!(matches!(test("1.005", 200), Some(Grim::Possible { .. })));
}

#[test]
fn what_is_no_mean_is_not_tested() {
    for text in ["", ".", "4.", ".5", "-1.2", "1.2.3", "四", "1.0000000000", "1234567890123456789"] {
        assert_eq!(StatedMean::parse(text), None, "{text}");
    }
    assert_eq!(test("1.5", 0), None);
}

proptest! {
    #[test]
    fn a_true_mean_is_always_possible(total in 0i64..100_000, people in 1u64..3000, decimals in 0usize..5) {
        let written = format!("{:.decimals$}", total as f64 / people as f64);
        let Some(Grim::Possible { least, greatest }) = test(&written, people) else {
            return Err(TestCaseError::fail(written));
        };
        prop_assert!(least <= total && total <= greatest);
    }
}
