//! Settings as they are typed.

use gelan::catalogue::Measure;
use gelan::figures::settings::{Key, Rebalance, Settings};

#[test]
fn what_is_typed_is_taken_or_told() {
    let mut s = Settings::default();
    let key = |id: &str| Key::of(id).unwrap();
    assert_eq!(s.set(key("wisn.minutes_per_visit"), " ４５ "), Ok(()));
    assert_eq!(s.wisn.minutes_per_visit, 45.0);
    assert_eq!(s.set(key("target.coverage.household_visits"), "90"), Ok(()));
    assert_eq!(s.target(Measure::HouseholdVisits), 90);
    assert_eq!(s.target(Measure::Officer), 100);
    let before = s.clone();
    for (id, text, part) in [
        ("wisn.minutes_per_visit", "半小时", "走访一户"),
        ("wisn.minutes_per_visit", "-1", "0～1440"),
        ("wisn.minutes_per_visit", "NaN", "0～1440"),
        ("wisn.hours_per_day", "0", "大于 0"),
        ("wisn.category_share", "1", "0～0.9"),
        ("wisn.days_off_per_year", "300", "要少于全年工作日"),
        ("target.coverage.officer", "120", "1～100"),
        ("threshold.households_per_grid", "80.5", "整数"),
        ("address", "ftp://x", "http"),
    ] {
        let sentence = s.set(key(id), text).unwrap_err();
        assert!(sentence.contains(part), "{id}: {sentence}");
    }
    assert_eq!(s, before);
}

#[test]
fn every_default_is_accepted_and_comes_back() {
    let mut s = Settings::default();
    for key in Key::all() {
        let text = key.text(&s);
        assert_eq!(s.set(key, &text), Ok(()), "{}", key.id());
        assert_eq!(Key::of(&key.id()), Some(key));
    }
    assert_eq!(s, Settings::default());
    s.set(Key::Target(Measure::Officer), "95").unwrap();
    s.reset(Key::Target(Measure::Officer));
    assert_eq!(s, Settings::default());
}

#[test]
fn the_bound_is_fixed_or_follows_the_village() {
    let r = Rebalance { bound: 0, percent: 120 };
    assert_eq!(r.bound_for(250, 3), 100);
    assert_eq!(r.bound_for(251, 3), 101);
    assert_eq!(Rebalance { bound: 90, percent: 120 }.bound_for(250, 3), 90);
}
