//! Settings as a person types them, and as a file keeps them.

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

#[test]
fn what_is_saved_is_loaded() {
    let mut settings = Settings::default();
    for (id, text) in [
        ("wisn.grid_share", "0.5"),
        ("wisn.minutes_per_case", "90"),
        ("threshold.households_per_grid", "80"),
        ("threshold.households_per_grid.source", "某镇〔2024〕1号"),
        ("target.coverage.officer", "95"),
        ("rebalance.bound", "75"),
        ("township", "青石镇"),
        ("address", "https://example.org/gelan.html"),
    ] {
        settings.set(Key::of(id).unwrap(), text).unwrap();
    }
    let text = settings.to_file();
    assert!(text.contains("\"wisn.grid_share\": 0.5") && text.contains("\"rebalance.bound\": 75"), "{text}");
    assert_eq!(Settings::from_file(&text), Ok((settings, Vec::new())));
}

#[test]
fn a_file_of_another_version_gives_what_is_known() {
    let text = r#"{"format":"gelan-settings","version":2,"settings":
        {"wisn.minutes_per_visit":20,"wisn.hours_per_day":30,"colour":"red","rebalance.percent":"150"}}"#;
    let (settings, notes) = Settings::from_file(text).unwrap();
    assert_eq!(settings.wisn.minutes_per_visit, 20.0);
    assert_eq!(settings.wisn.hours_per_day, 8.0);
    assert_eq!(settings.rebalance.percent, 150);
    assert_eq!(notes.len(), 3, "{notes:?}");
    assert!(notes.iter().any(|n| n.contains("colour")) && notes.iter().any(|n| n.contains("每天工作")));
}

#[test]
fn settings_that_clash_go_back_to_their_defaults() {
    let text = r#"{"format":"gelan-settings","version":1,"settings":{"wisn.working_days_per_year":5}}"#;
    let (settings, notes) = Settings::from_file(text).unwrap();
    assert_eq!(settings, Settings::default());
    assert_eq!(notes.len(), 1);
}

#[test]
fn other_files_are_refused() {
    for text in ["", "{}", "[1]", r#"{"format":"gelan-mappings","version":1,"settings":{}}"#, "<html>"] {
        assert!(Settings::from_file(text).unwrap_err().contains("设置文件"), "{text}");
    }
}
