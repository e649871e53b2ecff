//! What other programs, saved files and browsers' storage hold of Gelan: it may grow, and nothing of it may go.
//! `tests/files/contract/` holds it as the first build that was handed out wrote it; `make bless` adds what is new.

use crate::common::golden::{blessing, check};
use crate::common::{session, town};
use gelan::catalogue;
use gelan::catalogue::kinds::{KindSpec, field_name};
use gelan::figures::compare::{Side, compare};
use gelan::figures::settings::{Key, Settings};
use gelan::input::file::ReadChoices;
use gelan::input::recognise::{Confidence, Corrections, Mappings, TableInfo};
use gelan::model::cause::Ticks;
use gelan::model::finding::Code;
use gelan::model::kind::{Field, Kind};
use gelan::session::rollup::{Row, settle};
use gelan::snapshot::{Choices, Opened, Snapshot, encode, open, password};
use gelan::view::parts::corrections::{from_text, to_text};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/files/contract").join(name)
}

/// Fails if a line of the file is not among what there is now, or if there is more now than the file holds.
fn held(name: &str, now: impl IntoIterator<Item = String>) {
    let text = std::fs::read_to_string(path(name)).unwrap_or_default();
    let kept: BTreeSet<String> = text.lines().map(str::to_owned).collect();
    let now: BTreeSet<String> = now.into_iter().collect();
    let gone: Vec<_> = kept.difference(&now).collect();
    assert!(gone.is_empty(), "{name}: gone, though public: {gone:#?}");
    let new: Vec<_> = now.difference(&kept).collect();
    if blessing() {
        let lines: Vec<String> = now.iter().map(|line| format!("{line}\n")).collect();
        std::fs::write(path(name), lines.concat()).unwrap();
    } else {
        assert!(new.is_empty(), "{name}: new, and public from now on (make bless): {new:#?}");
    }
}

/// Where a file's own headings are keys.
const HEADINGS: &str = "tables[].columns";

/// The paths of all keys of a JSON value; `[]` is any place of a list.
fn keys(value: &Value, at: &str, out: &mut BTreeSet<String>) {
    match value {
        _ if at == HEADINGS => {}
        Value::Object(map) => {
            for (key, value) in map {
                let path = if at.is_empty() { key.clone() } else { format!("{at}.{key}") };
                keys(value, &path, out);
                out.insert(path);
            }
        }
        Value::Array(list) => list.iter().for_each(|value| keys(value, &format!("{at}[]"), out)),
        _ => {}
    }
}

fn held_keys<'a>(name: &str, values: impl IntoIterator<Item = &'a Value>) {
    let mut all = BTreeSet::new();
    values.into_iter().for_each(|value| keys(value, "", &mut all));
    held(name, all);
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

fn of_snapshot(snapshot: &Snapshot) -> Value {
    let figures = gelan::snapshot::figures(snapshot, &Settings::default());
    json(&gelan::export::json::results(&figures, (&[], &Ticks::default()), &[], &[]))
}

#[test]
fn the_results_and_what_is_made_of_snapshots() {
    let session = session::computed(&session::sample(), gelan::model::period::PeriodChoice::All);
    let (tally, computed) = session.last().unwrap();
    let sealed = |choices| Snapshot::of(tally, &computed.figures, session::today(), choices);
    let whole = sealed(Choices { full: true, names: true, ..Choices::default() });
    let hiding = sealed(Choices { least: 5, ..Choices::default() });
    let results = [
        json(&session::json(&session)),
        session::results(&town::files()),
        session::results(&[(session::LIKELY.0.to_owned(), session::LIKELY.1.into())]),
        of_snapshot(&whole),
        of_snapshot(&hiding),
    ];
    held_keys("results-keys.txt", &results);

    let rows = [&whole, &hiding].map(|s| Row::of(s, &encode(s), &Settings::default()));
    held_keys("rollup-keys.txt", [&json(&gelan::export::rollup::json(&rows, &settle(&rows)))]);

    let figures = [&whole, &hiding].map(|s| gelan::snapshot::figures(s, &Settings::default()));
    let side = |figures| Side { figures, catalogue: Some(1) };
    let compared = gelan::export::compare::json(&compare(side(&figures[0]), side(&figures[1])));
    held_keys("comparison-keys.txt", [&json(&compared)]);
}

#[test]
fn the_keys_of_tables() {
    let tables: Vec<Value> = town::files()
        .iter()
        .flat_map(|(name, bytes)| {
            let reading = session::read(name, bytes);
            gelan::export::tables::tables(&reading, &[], None)
        })
        .collect();
    held_keys("tables-keys.txt", &tables);
    // Each kind's records have the names of its fields as keys.
    let fields = Kind::ALL.iter().flat_map(|kind| {
        let name = move |field: Field| format!("{} {}", kind.id(), field_name(*kind, field));
        KindSpec::for_kind(*kind).fields.iter().map(move |f| name(f.field))
    });
    held("kinds-and-fields.txt", fields);
    held("fields.txt", Field::ALL.iter().map(|f| f.id().to_owned()));
}

#[test]
fn the_order_of_kinds_is_that_of_stored_snapshots() {
    let stored = std::fs::read_to_string(path("kinds-in-order.txt")).unwrap();
    let now: Vec<&str> = Kind::ALL.iter().map(|k| k.id()).collect();
    let stored: Vec<&str> = stored.lines().collect();
    assert_eq!(now[..stored.len()], stored);
}

#[test]
fn the_codes_of_findings() {
    held("findings.txt", Code::ALL.iter().map(|c| format!("{} {:?}", c.as_str(), c.severity())));
}

#[test]
fn the_ids_of_settings_and_definitions() {
    held("settings-keys.txt", Key::all().map(Key::id));
    let definitions = catalogue::sections().into_iter().flat_map(|(_, all)| all);
    held("definitions.txt", definitions.map(|d| format!("{} {} {}", d.id, d.unit, d.additivity().id())));
}

fn table(name: &str, corrections: &Corrections) -> TableInfo {
    let choices = ReadChoices { corrections: corrections.clone(), ..ReadChoices::default() };
    let bytes = std::fs::read(path(name)).unwrap();
    session::read_with(name, bytes, &choices).report.tables.remove(0)
}

/// The corrections that `gelan.corrections.1` holds in a browser, and a saved mapping file.
#[test]
fn stored_corrections_are_read_and_take_effect() {
    let stored = include_str!("../files/contract/corrections.1.txt");
    let corrections = from_text(stored);
    // What was added later is not known of them.
    let as_stored = |mut corrections: Value| {
        for correction in corrections.as_object_mut().unwrap().values_mut() {
            assert_eq!(correction.as_object_mut().unwrap().remove("title"), Some(Value::Null));
        }
        corrections
    };
    assert_eq!(as_stored(json(&to_text(&corrections).unwrap())), json(stored));

    let file = include_str!("../files/contract/gelan-mappings.json");
    let mut taken = Mappings::default();
    assert_eq!(taken.take_file(file), Ok((2, 0)));
    assert_eq!(taken.corrections, corrections);
    let mut written = json(&taken.to_file());
    written["corrections"] = as_stored(written["corrections"].take());
    assert_eq!(written, json(file));

    assert_eq!(table("odd.csv", &Corrections::default()).kind, None);
    let visits = table("odd.csv", &corrections);
    assert_eq!((visits.kind, visits.confidence), (Some(Kind::Visits), Confidence::Chosen));
    let place =
        |field| visits.mappings[0].fields.iter().find(|(f, _)| *f == field).map(|(_, column)| *column);
    let found = [Field::Date, Field::Village, Field::Grid, Field::Household, Field::Minutes].map(place);
    assert_eq!(found, [Some(0), Some(1), Some(1), Some(3), None]);
    assert_eq!(visits.mappings.iter().map(|f| f.kind).collect::<Vec<_>>(), [Kind::Visits, Kind::Cases]);

    let aside = table("aside.csv", &corrections);
    assert_eq!((aside.kind, aside.header_rows), (None, (2, 3)));
}

/// The settings that `gelan.settings.1` holds in a browser, which is a settings file too.
#[test]
fn stored_settings_are_read_whole() {
    let stored = include_str!("../files/contract/settings.1.txt");
    let (settings, notes) = Settings::from_file(stored).unwrap();
    assert_eq!(notes, [""; 0]);
    let (stored, written) = (json(stored), json(&settings.to_file()));
    assert_eq!((&written["format"], &written["version"]), (&stored["format"], &stored["version"]));
    for (id, value) in stored["settings"].as_object().unwrap() {
        assert_eq!(written["settings"][id], *value, "{id}");
    }
}

/// Stored snapshots give the same results as when they were made.
#[test]
fn snapshots_of_every_format_open_to_the_same_results() {
    let results = |text: &str| {
        let Ok(Opened::Plain(snapshot)) = open(text.trim_end()) else { panic!("it does not open") };
        serde_json::to_string_pretty(&of_snapshot(&snapshot)).unwrap()
    };
    check("snapshot-v1-results.json", &results(include_str!("../files/snapshot-v1.txt")));
    check("snapshot-v2-results.json", &results(include_str!("../files/snapshot-v2.txt")));
    check(
        "snapshot-v2-hiding-results.json",
        &results(include_str!("../files/contract/snapshot-v2-hiding.txt")),
    );
    check("snapshot-v2-full-results.json", &results(include_str!("../files/contract/snapshot-v2-full.txt")));
    let Ok(Opened::Locked(locked)) = open(include_str!("../files/snapshot-locked-v2.txt").trim_end()) else {
        panic!("it is not locked")
    };
    let unlocked = password::unlock(&locked, "口令 Abc-1").unwrap();
    check("snapshot-locked-v2-results.json", &serde_json::to_string_pretty(&of_snapshot(&unlocked)).unwrap());
}
