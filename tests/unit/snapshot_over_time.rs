//! Which counts follow from those of several periods: of days inside each other what is left, of days apart their sum,

use super::*;
use crate::model::cell::Day;

fn months(from: u32, to: u32) -> Option<Period> {
    let day = |m, d| Day::from_ymd(2024, m, d);
    Some(Period { from: day(from, 1)?, to: Day(day(to + 1, 1)?.0 - 1) })
}

#[test]
fn what_follows_is_found() {
    let of = |periods: &[Option<Period>], values: &[i64]| {
        OverTime::of(periods).follow(values.iter().map(|n| Some(*n))).split_off(values.len())
    };
    // A quarter without two of its months is the third.
    assert!(of(&[months(1, 3), months(1, 1), months(2, 2)], &[43, 20, 20]).contains(&Some(3)));
    // Four that overlap: the one is the sum of two less the third.
    let crossing = [months(1, 4), months(1, 3), months(2, 4)];
    assert!(of(&crossing, &[100, 60, 43]).contains(&Some(3)));
    // All dates without two years apart.
    assert!(of(&[None, months(1, 2), months(5, 6)], &[50, 20, 26]).contains(&Some(4)));
    // Two that overlap tell nothing, and where rows were taken away nothing follows.
    assert!(of(&[months(1, 3), months(2, 4)], &[50, 40]).is_empty());
    assert_eq!(of(&[months(1, 3), months(1, 1)], &[10, 20]), [None]);
    // Many are answered too.
    let many: Vec<Option<Period>> = (1..=11).flat_map(|m| (m..=11).map(move |n| months(m, n))).collect();
    assert!(OverTime::of(&many).sets.len() <= 2 * PERIODS + MORE);
}
