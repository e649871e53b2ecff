//! What counts once: persons by their names and marks, days in office, and places of several towns.

use gelan::catalogue::Counter;
use gelan::count::county::{is_town, join, town_of, within};
use gelan::count::posts::{Marks, Post, persons};
use gelan::count::{Counts, Distinct, GridTally, Merge, Tally, Terms};
use gelan::model::body::Body;
use gelan::model::cell::Day;
use gelan::model::kind::Kind;
use gelan::model::period::Period;
use gelan::model::place::GridKey;

fn members(members: &[(&str, &str)]) -> Distinct {
    let mut d = Distinct::default();
    for (name, mark) in members {
        d.add(name, &Marks { phone: (*mark).to_owned(), ..Marks::default() });
    }
    d
}

#[test]
fn one_name_counts_once_unless_marks_differ() {
    assert_eq!(members(&[("张三", ""), ("张三", "")]).count(), Some(1));
    assert_eq!(members(&[("张三", ""), ("张三", "138")]).count(), Some(1));
    assert_eq!(members(&[("张三", "137"), ("张三", "138")]).count(), Some(2));
    assert_eq!(members(&[("张三", ""), ("张三", "137"), ("张三", "138"), ("李四", "")]).count(), Some(3));
}

#[test]
fn sealed_sizes_do_not_add_up() {
    let a = Distinct::sealed(1);
    let mut b = a.clone();
    b.merge(Distinct::default());
    assert_eq!(b, a);
    b.merge(a);
    assert_eq!(b.count(), None);
}

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

fn post(village: &'static str, name: &'static str, mark: &'static str) -> Post<'static> {
    let marks = Marks { phone: mark.to_owned(), ..Marks::default() };
    Post { village, name, marks: Box::leak(Box::new(marks)) }
}

#[test]
fn names_and_marks_tell_persons_apart() {
    let same = |posts: &[Post<'_>]| persons(posts);
    assert_eq!(same(&[post("甲", "王一", "1"), post("乙", "王一", "1")]), [vec![0, 1]]);
    assert_eq!(same(&[post("甲", "王一", "1"), post("甲", "王一", "2")]), [vec![0], vec![1]]);
    assert_eq!(same(&[post("甲", "王一", ""), post("乙", "王一", "")]), [vec![0], vec![1]]);
    assert_eq!(same(&[post("甲", "王一", ""), post("甲", "王一", "1")]), [vec![0, 1]]);
    let three = [post("甲", "王一", "1"), post("甲", "王一", "2"), post("甲", "王一", "")];
    assert_eq!(same(&three), [vec![0], vec![1], vec![2]]);
}

fn town(officers: i64, people: i64, kinds: &[Kind]) -> Tally {
    let mut tally = Tally { loaded: crate::common::town::loaded(kinds, &[]), ..Tally::default() };
    let key = GridKey { village: "龙泉村".into(), grid: "1".into() };
    let counts = Counts::default().with(Counter::Officers, officers).with(Counter::Visits, 3);
    tally.grids.insert(key, GridTally { counts, ..GridTally::default() });
    tally.villages.entry("龙泉村".into()).or_default().counts.add(Counter::Visits, 3);
    tally.villages.entry(String::new()).or_default().counts.add(Counter::Volunteers, 5);
    tally.bodies.entry(Body::Party).or_default().counts.put(Counter::Reps, Some(people));
    tally
}

#[test]
fn places_of_one_name_stay_apart_and_sealed_counts_add_up() {
    let (a, b) = (town(1, 4, &[Kind::Grids]), town(2, 6, &[Kind::Grids]));
    let county = join([("青石镇", &a), ("柳河镇", &b)]);
    assert_eq!(county, join([("柳河镇", &b), ("青石镇", &a)]), "in either order");
    assert_eq!(county.grids.len(), 2);
    assert_eq!(county.villages.get("柳河镇 龙泉村").map(|v| v.counts.get(Counter::Visits)), Some(3));
    assert_eq!(county.villages.get("柳河镇 ").map(|v| v.counts.get(Counter::Volunteers)), Some(5));
    assert!(is_town("柳河镇 ") && is_town("") && !is_town("柳河镇 龙泉村") && !is_town("龙泉村"));
    assert_eq!(county.bodies.get(&Body::Party).map(|b| b.counts.get(Counter::Reps)), Some(10));
    let city = join([("惠水县", &county), ("空县", &Tally::default())]);
    assert_eq!(within("惠水县 柳河镇 龙泉村", "惠水县"), Some("柳河镇 龙泉村"));
    assert_eq!(town_of("惠水县 柳河镇 龙泉村"), "惠水县 柳河镇 ");
    assert_eq!(city.grids.len(), 2);
    assert_eq!(within("柳河镇龙泉村", "柳河镇"), None);
}

#[test]
fn what_one_town_lacks_is_not_known_of_the_county() {
    let (a, b) = (town(1, 4, &[Kind::Grids, Kind::Officers]), town(2, 6, &[Kind::Grids]));
    let county = join([("青石镇", &a), ("柳河镇", &b)]);
    assert!(county.loaded.has(Kind::Grids) && !county.loaded.has(Kind::Officers));
}
