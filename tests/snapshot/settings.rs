//! Which settings travel with a snapshot.

use gelan::figures::settings::{Key, Settings, Thresholds};
use gelan::snapshot::{Snapshot, decode, encode};

fn sent(settings: &Settings) -> Settings {
    let snapshot = Snapshot { settings: Some(settings.clone()), ..Snapshot::default() };
    decode(&encode(&snapshot)).unwrap().settings.unwrap()
}

#[test]
fn every_setting_that_is_a_number_travels() {
    let in_words =
        [Key::Standards, Key::GridSource, Key::HeadSource, Key::Township, Key::Address, Key::Language];
    // The villages' targets travel with the villages that do.
    let apart = |key: &Key| in_words.contains(key) || *key == Key::VillageTargets;
    for key in Key::all().filter(|key| !apart(key)) {
        let mut settings = Settings::default();
        let before = key.text(&settings);
        let other = ["0.5", "90", "7", "1", "400"].into_iter().find(|text| {
            settings = Settings::default();
            settings.set(key, text).is_ok() && key.text(&settings) != before
        });
        assert!(other.is_some(), "{}", key.id());
        assert_eq!(key.text(&sent(&settings)), key.text(&settings), "{}", key.id());
    }
}

#[test]
fn words_of_the_sender_stay_behind() {
    let mut settings = Settings::default();
    for (id, text) in [
        ("threshold.households_per_grid", "80"),
        ("threshold.households_per_grid.source", "某镇〔2024〕1号"),
        ("township", "青石镇"),
        ("address", "https://example.invalid/gelan.html"),
    ] {
        settings.set(Key::of(id).unwrap(), text).unwrap();
    }
    let opened = sent(&settings);
    assert_eq!(opened.thresholds.households_per_grid, 80);
    assert_eq!(opened.thresholds.grid_source, "由发送人设定");
    assert_eq!(opened.thresholds.head_source, Thresholds::default().head_source);
    assert_eq!((opened.township.as_str(), opened.address.as_str()), ("", ""));
    assert_eq!(sent(&opened), opened);
}
