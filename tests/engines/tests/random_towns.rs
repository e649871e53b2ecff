//! Random townships through each engine and through Gelan's own counting: every sum is the same.

use engine_tests::engine::{run, written};
use engine_tests::town::files;
use gelan::cli::output::Output;
use gelan::cli::tables_on_disk::Folder;
use gelan::input::file::{ReadChoices, read_file};
use gelan::input::read::Flow;
use gelan::model::cell::Day;
use gelan::model::period::{MonthEnd, PeriodChoice};
use gelan::partials::sql::{Dialect, query};
use gelan::partials::views::{TableFormat, views};
use gelan::partials::{ALL_DATES, PartialKey, PartialSums, PartialUnit, Partials, csv};
use gelan::session::County;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// So many townships in the folder.
const TOWNS: u64 = 12;

fn today() -> Day {
    Day::from_ymd(2024, 7, 20).unwrap()
}

fn periods() -> Vec<PeriodChoice> {
    let months = (1..=7).map(|month| PeriodChoice::Month(2024, month));
    let others = [
        PeriodChoice::All,
        PeriodChoice::Quarter(2024, 1),
        PeriodChoice::Half(2024, 1),
        PeriodChoice::Year(2024),
        PeriodChoice::Months(2024, 1, 5),
    ];
    months.chain(others).collect()
}

/// Reads the sums that an engine wrote; a row that is refused fails.
fn sums(text: &str) -> Partials {
    let mut all = Partials::new();
    csv::read(text.as_bytes(), &mut |town, rows| _ = all.insert(town, rows), &mut |line, why| {
        panic!("line {line}: {why}")
    })
    .unwrap();
    all
}

/// Writes the townships' canonical tables, and returns Gelan's own sums of them.
fn written_towns(folder: &Path, format: TableFormat) -> Partials {
    let mut own = Partials::new();
    for seed in 1..=TOWNS {
        let mut county = County::default();
        for (id, (name, text)) in (0..).zip(files(seed, 40)) {
            let reading =
                read_file(&mut text.as_bytes(), &name, &ReadChoices::default(), &mut |_| Flow::Continue);
            county.keep(id, reading);
        }
        let key = ["某省", "某市", "某县", &format!("镇{seed}")].map(str::to_owned);
        let mut out = Folder::new(folder.to_owned(), format, Output::default());
        county.canonical(&key, today(), &mut out).unwrap();
        own.extend(sums(
            &String::from_utf8(csv::write(&county.partials(&key, &periods(), today()))).unwrap(),
        ));
    }
    own
}

/// What the sums say, and what they do not: a unit without any number says nothing.
fn said(rows: &BTreeMap<PartialKey, PartialSums>) -> BTreeMap<&PartialKey, &PartialSums> {
    rows.iter().filter(|(_, sums)| **sums != PartialSums::default()).collect()
}

fn compared(dialect: Dialect, format: TableFormat, name: &str) {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("towns-{name}"));
    let _ = std::fs::remove_dir_all(&folder);
    let own = written_towns(&folder, format);
    let days: Vec<_> =
        periods().iter().map(|choice| choice.days(MonthEnd::default()).unwrap_or(ALL_DATES)).collect();
    let out = folder.join("sums");
    let place = out.to_str().unwrap();
    let query = query(dialect, &days);
    let last = match dialect {
        Dialect::DuckDb => format!("COPY (\n{query}\n) TO '{place}' (HEADER);\n"),
        Dialect::Spark => {
            format!(
                "INSERT OVERWRITE DIRECTORY '{place}' USING csv OPTIONS (header 'true', escape '\"')\n{query};\n"
            )
        }
    };
    let script = folder.join("sums.sql");
    let views = views(dialect, folder.to_str().unwrap(), format);
    std::fs::write(&script, views + &last).unwrap();
    run(dialect, &script);
    let theirs = sums(&written(&out));
    let mut compared = 0;
    for (town, rows) in &own {
        let (own, theirs) = (said(rows), said(&theirs[town]));
        let differ = |(key, sums): &(&&PartialKey, &&PartialSums)| theirs.get(**key) != Some(*sums);
        let first = own.iter().find(differ).map(|(key, sums)| (*key, *sums, theirs.get(*key)));
        assert_eq!(first, None, "{town:?}: ours, theirs");
        let more = theirs.keys().find(|key| !own.contains_key(**key));
        assert_eq!(more, None, "{town:?}: only theirs");
        compared += own.values().map(|sums| sums.values.len()).sum::<usize>();
        for unit in PartialUnit::ALL {
            assert!(
                own.keys().any(|key| key.unit == unit) || unit == PartialUnit::Unplaced,
                "{town:?} has no {unit:?}"
            );
        }
    }
    assert!(compared > 10_000, "{compared} numbers compared");
    println!("{name}: {compared} numbers of {TOWNS} townships are the same");
}

#[test]
fn duckdb_counts_what_gelan_counts() {
    compared(Dialect::DuckDb, TableFormat::Csv, "duckdb");
}

#[test]
fn duckdb_counts_the_same_of_parquet() {
    compared(Dialect::DuckDb, TableFormat::Parquet, "duckdb-parquet");
}

/// Needs Java, and takes longer: `make test-engines`.
#[test]
#[ignore = "make test-engines runs it: it needs Java"]
fn spark_counts_what_gelan_counts() {
    compared(Dialect::Spark, TableFormat::Csv, "spark");
}

/// The same.
#[test]
#[ignore = "make test-engines runs it: it needs Java"]
fn spark_counts_the_same_of_parquet() {
    compared(Dialect::Spark, TableFormat::Parquet, "spark-parquet");
}
