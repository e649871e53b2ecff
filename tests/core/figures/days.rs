//! Days in office.

use gelan::count::{Merge, Terms};
use gelan::model::cell::Day;
use gelan::model::period::Period;

fn day(month: u32, day: u32) -> Option<Day> {
    Day::from_ymd(2024, month, day)
}

fn half() -> Period {
    Period { from: day(1, 1).unwrap(), to: day(6, 30).unwrap() }
}

#[test]
fn days_in_office_are_those_inside_the_period_each_once() {
    let days = |terms: &[(Option<Day>, Option<Day>)]| {
        let mut all = Terms::default();
        terms.iter().for_each(|(since, until)| all.merge(Terms::of(*since, *until)));
        all.days_in(half())
    };
    assert_eq!(days(&[(Day::from_ymd(2021, 9, 1), None)]), Some(182));
    assert_eq!(days(&[(None, day(1, 31))]), Some(31));
    assert_eq!(days(&[(day(2, 1), day(2, 29))]), Some(29));
    assert_eq!(days(&[(day(6, 30), None)]), Some(1));
    assert_eq!(days(&[(day(7, 1), None)]), Some(0), "elected after the period");
    assert_eq!(days(&[(day(1, 1), day(1, 31)), (day(1, 16), day(2, 10)), (day(4, 1), day(4, 10))]), Some(51));
    assert_eq!(days(&[(day(1, 1), day(3, 31)), (day(2, 1), day(2, 5))]), Some(91));
    assert_eq!(days(&[(day(3, 1), day(2, 1))]), Some(0), "left before he came");
    assert_eq!(days(&[(None, None)]), None, "not known");
}

#[test]
fn a_term_of_so_many_days_has_them() {
    for period in [half(), Period { from: Day(i32::MIN), to: Day(i32::MIN + 400) }] {
        for days in [0, 1, 30, 182] {
            assert_eq!(Terms::lasting(days, period).days_in(period), Some(days));
        }
    }
}
