//! The file of settings.

use gelan::figures::settings::*;

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
