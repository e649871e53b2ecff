//! What is shown of townships: of rows that Gelan counted itself, and of a table of sums.

use gelan::export::{json, rollup};
use gelan::figures::Figures;
use gelan::figures::settings::Settings;
use gelan::model::cause::Ticks;
use gelan::session::rollup::{Row, of_sums, settle};
use gelan::snapshot::{Opened, figures, open};
use serde_json::Value;
use std::cell::Cell;
use std::collections::BTreeMap;

/// The results JSON of each town in each period, by names.
pub type OfTowns = BTreeMap<[String; 2], Value>;

/// The results JSON of a town, but for its name, which is that of the key, and what stays with the rows: names of kinds of grids,
/// what is missing to a measure, findings, tables.
pub fn results(name: &str, figures: &Figures) -> ([String; 2], Value) {
    let text = json::results(figures, (&[], &Ticks::default()), &[], &[]);
    let mut results: Value = serde_json::from_str(&text).unwrap();
    results.as_object_mut().unwrap().remove("township");
    for grid in results["grids"].as_array_mut().unwrap() {
        grid.as_object_mut().unwrap().remove("kind");
    }
    for (_, measure) in results["measures"].as_object_mut().unwrap() {
        measure.as_object_mut().unwrap().remove("missing");
    }
    ([name.to_owned(), format!("{:?}", figures.period)], results)
}

/// What a table of sums shows: the towns, and all together in each period as `gelan open --json` prints them.
///
/// # Panics
/// Where a row is refused, or there is none.
pub fn shown(sums: &[u8]) -> (OfTowns, String) {
    let (mut towns, mut periods) = (OfTowns::new(), BTreeMap::<String, Vec<Row>>::new());
    let settings = Settings::default();
    of_sums("sums", sums, &Cell::new(0), &mut |whence, found, _| {
        let text = found.unwrap_or_else(|why| panic!("{whence}: {why}"));
        let Ok(Opened::Plain(snapshot)) = open(&text) else { panic!("{whence}: does not open") };
        towns.extend([results(snapshot.township.as_deref().unwrap(), &figures(&snapshot, &settings))]);
        let period = format!("{:?}", snapshot.period);
        periods.entry(period).or_default().push(Row::of(&snapshot, &text, &settings));
    });
    assert!(!periods.is_empty(), "no sums");
    (towns, periods.values().map(|rows| rollup::json(rows, &settle(rows))).collect())
}

/// Holds the results of towns against each other.
///
/// # Panics
/// At the first that differs.
pub fn same(own: &OfTowns, theirs: &OfTowns) {
    assert_eq!(own.keys().collect::<Vec<_>>(), theirs.keys().collect::<Vec<_>>());
    for (key, own) in own {
        if let Some(differs) = difference(own, &theirs[key], String::new()) {
            panic!("{key:?}{differs}");
        }
    }
}

/// Where two values first differ, and how.
fn difference(own: &Value, theirs: &Value, at: String) -> Option<String> {
    match (own, theirs) {
        _ if own == theirs => None,
        (Value::Object(a), Value::Object(b)) if a.keys().eq(b.keys()) => {
            a.iter().zip(b.values()).find_map(|((key, a), b)| difference(a, b, format!("{at} {key}")))
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            (0..).zip(a.iter().zip(b)).find_map(|(n, (a, b))| difference(a, b, format!("{at} {n}")))
        }
        _ => Some(format!("{at}: {own:.300} and {theirs:.300}")),
    }
}
