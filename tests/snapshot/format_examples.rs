//! Snapshots of towns: every change of a text is refused, older texts open, and none is longer than it has to be.

use super::format::{LETTERS, TOWN};
use crate::town;
use gelan::count::{Counts, Least, Tally};
use gelan::model::cell::Day;
use gelan::snapshot::{Snapshot, SnapshotError, decode, encode};

/// The text of a township of one village: short enough for every change to be tried.
fn short() -> String {
    encode(&town::answered(town::snapshot(1)))
}

#[test]
fn every_changed_character_is_refused() {
    let text = short();
    for at in 0..text.len() {
        for letter in LETTERS.chars().chain(['=', '%', ' ', '村', '\0']) {
            let changed = format!("{}{letter}{}", &text[..at], &text[at + 1..]);
            assert!(changed == text || decode(&changed).is_err(), "{at} {letter}");
        }
    }
}

#[test]
fn every_cut_is_refused_and_said_to_be_one() {
    for text in [short(), TOWN.clone()] {
        for at in 1..text.len() {
            assert_eq!(decode(&text[..at]), Err(SnapshotError::Cut), "{at}");
            assert!(decode(&text[at..]).is_err(), "{at}");
            assert!(decode(&format!("{}{}", &text[..at - 1], &text[at..])).is_err(), "{at}");
        }
    }
    assert_eq!(decode(""), Err(SnapshotError::NotASnapshot));
    assert_eq!(decode("https://example.invalid/"), Err(SnapshotError::NotASnapshot));
}

#[test]
fn every_insertion_and_every_swap_is_refused() {
    let text = short();
    for at in 0..=text.len() {
        for letter in LETTERS.chars().chain(['=', ' ', '。']) {
            let changed = format!("{}{letter}{}", &text[..at], &text[at..]);
            assert!(decode(&changed).is_err(), "{at} {letter}");
        }
    }
    let letters: Vec<char> = text.chars().collect();
    for at in 1..letters.len() {
        let mut changed = letters.clone();
        changed.swap(at - 1, at);
        let changed: String = changed.into_iter().collect();
        assert!(changed == text || decode(&changed).is_err(), "{at}");
    }
}

#[test]
fn the_order_of_the_lists_survives() {
    let snapshot = town::snapshot(27);
    let opened = decode(&encode(&snapshot)).unwrap();
    let ranks = |t: &Tally| -> Vec<(String, Least)> {
        t.grids.iter().map(|(k, g)| (format!("{k:?}"), g.listed.clone())).collect()
    };
    assert_eq!(ranks(&opened.tally), ranks(&snapshot.tally));
}

#[test]
fn nothing_at_all_is_a_short_text() {
    let nothing = Snapshot { made: Day(19_900), ..Snapshot::default() };
    let text = encode(&nothing);
    assert!(text.len() < 40, "{text}");
    assert_eq!(decode(&text), Ok(nothing));
}

/// `cargo test --test snapshot sizes -- --nocapture` prints the table of docs/snapshot.md.
#[test]
fn sizes() {
    for (villages, most) in [(1, 300), (27, 1_800), (86, 5_000), (400, 24_000)] {
        let snapshot = town::today(town::snapshot(villages));
        let text = encode(&snapshot);
        let bare = encode(&Snapshot { settings: None, ..snapshot.clone() }).len();
        let grids = snapshot.tally.grids.len();
        println!("{villages} villages, {grids} grids: {} characters, {bare} without totals", text.len());
        assert_eq!(decode(&text).as_ref(), Ok(&snapshot));
        assert!(text.len() <= most, "{villages} villages take {} characters", text.len());
    }
}

#[test]
fn snapshots_of_version_1_keep_opening() {
    let stored = include_str!("../files/snapshot-v1.txt").trim_end();
    assert_eq!(decode(stored), Ok(town::snapshot(27)));
}

#[test]
fn snapshots_of_version_3_are_written_as_they_were() {
    let stored = include_str!("../files/snapshot-v3.txt").trim_end();
    assert_eq!(encode(&town::answered(town::snapshot(27))), stored);
    assert_eq!(
        stored.len(),
        include_str!("../files/snapshot-v2.txt").trim_end().len(),
        "no longer than version 2"
    );
}

#[test]
fn snapshots_of_version_3_without_totals_keep_opening() {
    let stored = include_str!("../files/snapshot-v3-without-totals.txt").trim_end();
    assert_eq!(decode(stored), Ok(town::today(town::snapshot(27))));
}

#[test]
fn snapshots_with_totals_are_written_as_they_were() {
    let stored = include_str!("../files/snapshot-v3-totals.txt").trim_end();
    assert_eq!(encode(&town::today(town::snapshot(27))), stored);
}

#[test]
fn snapshots_of_version_2_keep_opening() {
    let stored = include_str!("../files/snapshot-v2.txt").trim_end();
    assert_eq!(decode(stored), Ok(town::answered(town::snapshot(27))));
}

#[test]
fn the_receiver_sees_the_same_figures() {
    use gelan::figures::{Setting, present};
    let snapshot = town::snapshot(27);
    let opened = decode(&encode(&snapshot)).unwrap();
    let figures =
        |s: &Snapshot| present(&s.tally, Setting { period: s.period, span: s.span, ..Setting::default() });
    assert_eq!(figures(&opened), figures(&snapshot));
}

#[test]
fn what_unfolds_to_too_much_is_refused_as_that() {
    let of_months = |n: i32| {
        let tally = Tally { months: (0..n).map(|m| (m, Counts::default())).collect(), ..Tally::default() };
        Snapshot { made: Day(19_900), tally, ..Snapshot::default() }
    };
    let most = of_months(1 << 17);
    assert_eq!(decode(&encode(&most)).as_ref(), Ok(&most));
    assert_eq!(decode(&encode(&of_months((1 << 17) + 1))), Err(SnapshotError::TooLarge));
}

#[test]
fn each_refusal_says_something_else() {
    let kinds = [
        SnapshotError::Cut,
        SnapshotError::Altered,
        SnapshotError::Newer,
        SnapshotError::NotASnapshot,
        SnapshotError::Impossible,
        SnapshotError::TooLarge,
        SnapshotError::Locked,
        SnapshotError::WrongPassword,
    ];
    let mut sentences: Vec<String> = kinds.iter().map(ToString::to_string).collect();
    assert!(sentences[0].contains("链接不完整") && sentences[2].contains("更新版本的格览"));
    sentences.sort_unstable();
    sentences.dedup();
    assert_eq!(sentences.len(), kinds.len());
}
