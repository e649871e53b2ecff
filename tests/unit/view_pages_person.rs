//! A representative's own page: the figures beside the range of the body's people, without a rank.

use super::*;

/// R: `quantile(c(0, 1, 4, 10, 31))` and `quantile(c(1, 2, 4, 8))`, type 7.
#[test]
fn quartiles_are_those_of_spreadsheets() {
    let all = |values: &[i64]| [1, 2, 3].map(|q| quarter(values, q));
    assert_eq!(all(&[0, 1, 4, 10, 31]), [10, 40, 100]);
    assert_eq!(all(&[1, 2, 4, 8]), [18, 30, 50], "1.75, 3, 5");
    assert_eq!(range(&[0, 1, 4, 10, 31]), "本类每人 0 – 4 – 31");
    assert_eq!(range(&[1, 2, 3, 8]), "本类每人 1 – 2.5 – 8");
    let found = drawn(&[0, 1, 4, 10, 31], 31).unwrap();
    assert_eq!((found.from, found.middle, found.to, found.own), (32, 129, 322, 1000));
    assert_eq!(drawn(&[0, 0], 0), None);
}
