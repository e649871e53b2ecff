//! Random townships through each engine and through Gelan's own counting: every sum is the same, and so are the results.

use engine_tests::engine::{run, written};
use engine_tests::results::{self, OfTowns, results, shown};
use engine_tests::town::files;
use gelan::cli::output::Output;
use gelan::cli::tables_on_disk::Folder;
use gelan::input::file::{ReadChoices, read_file};
use gelan::input::read::Flow;
use gelan::model::cell::Day;
use gelan::model::period::{MonthEnd, PeriodChoice};
use gelan::partials::script::script;
use gelan::partials::sql::Dialect;
use gelan::partials::views::TableFormat;
use gelan::partials::{PartialKey, PartialSums, PartialUnit, Partials, csv};
use gelan::sample;
use gelan::session::County;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Townships in a folder: how many beside the sample, about how many rows each of their ledgers has, and how many rows are to be
/// read of all. Further townships follow until there are as many.
#[derive(Clone, Copy)]
struct Many {
    towns: u64,
    rows: usize,
    read: usize,
}

const FEW: Many = Many { towns: 12, rows: 40, read: 0 };

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
fn sums(text: &[u8]) -> Partials {
    let mut all = Partials::new();
    csv::read(text, &mut |town, rows| _ = all.insert(town, rows), &mut |line, why| {
        panic!("line {line}: {why}")
    })
    .unwrap();
    all
}

/// What Gelan itself counts of townships.
#[derive(Default)]
struct Own {
    sums: Partials,
    results: OfTowns,
    /// How many rows were read.
    read: usize,
}

/// The files of a township: of the sample, which is number 0, or of a random one.
fn files_of(town: u64, rows: usize) -> Vec<(String, Vec<u8>)> {
    if town == 0 {
        return sample::files().into_iter().map(|file| (file.name.to_owned(), file.bytes)).collect();
    }
    files(town, rows).into_iter().map(|(name, text)| (name, text.into_bytes())).collect()
}

/// Writes the canonical tables of the sample and of random townships, and returns what Gelan itself counts of them.
fn written_towns(folder: &Path, format: TableFormat, many: Many, periods: &[PeriodChoice]) -> Own {
    let mut own = Own::default();
    for town in 0.. {
        if town > many.towns && own.read >= many.read {
            break;
        }
        let mut county = County::default();
        for (id, (name, bytes)) in (0..).zip(files_of(town, many.rows)) {
            let reading =
                read_file(&mut bytes.as_slice(), &name, &ReadChoices::default(), &mut |_| Flow::Continue);
            own.read += reading.report.tables.iter().map(|table| table.records as usize).sum::<usize>();
            county.keep(id, reading);
        }
        let key = ["某省", "某市", "某县", &format!("镇{town}")].map(str::to_owned);
        let mut out = Folder::new(folder.to_owned(), format, Output::default());
        county.canonical(&key, today(), &mut out).unwrap();
        own.sums.extend(sums(&csv::write(&county.partials(&key, periods, today()))));
        for period in periods {
            own.results.extend([results(&key.join(" "), &county.compute(*period, today()).figures)]);
        }
    }
    own
}

/// What the sums say, and what they do not: a unit without any number says nothing.
fn said(rows: &BTreeMap<PartialKey, PartialSums>) -> BTreeMap<&PartialKey, &PartialSums> {
    rows.iter().filter(|(_, sums)| **sums != PartialSums::default()).collect()
}

/// A folder of a name, empty.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("towns-{name}"));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// What the engine counts of a folder, as CSV.
fn counted(dialect: Dialect, (folder, format): (&Path, TableFormat), periods: &[PeriodChoice]) -> String {
    let out = folder.join(format!("sums-{dialect:?}"));
    let (over, to) = (folder.to_str().unwrap(), out.to_str().unwrap());
    let text = script(dialect, (periods, MonthEnd::default()), Some((over, format)), Some(to));
    let file = folder.join(format!("{dialect:?}.sql"));
    std::fs::write(&file, text).unwrap();
    run(dialect, &file);
    written(&out)
}

fn compared(dialect: Dialect, format: TableFormat, name: &str) {
    let folder = folder(name);
    let own = written_towns(&folder, format, FEW, &periods());
    let theirs = counted(dialect, (&folder, format), &periods());
    let numbers = held_against(&own, theirs.as_bytes());
    assert!(numbers > 10_000, "{numbers} numbers compared");
    println!("{name}: {numbers} numbers and the results of {} townships are the same", own.sums.len());
}

/// Holds what an engine counted against what Gelan did, number by number and as it is shown, and returns how many numbers
/// there are.
fn held_against(own: &Own, theirs: &[u8]) -> usize {
    let numbers = same(&own.sums, &sums(theirs));
    let (of_towns, together) = shown(theirs);
    results::same(&own.results, &of_towns);
    let (of_own, own_together) = shown(&csv::write(&own.sums));
    results::same(&own.results, &of_own);
    assert!(own_together == together, "the towns together differ");
    numbers
}

/// Holds each number of an engine against ours, and returns how many there are.
fn same(own: &Partials, theirs: &Partials) -> usize {
    let mut compared = 0;
    for (town, rows) in own {
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
    compared
}

/// Many rows through both engines, and how long each takes: `make bench-engines`.
#[test]
#[ignore = "make bench-engines runs it: it needs Java, 10 GB of disk and some minutes"]
fn many_rows_are_counted_alike() {
    let wanted: usize = std::env::var("GELAN_ROWS").map_or(20_000_000, |text| text.parse().unwrap());
    let rows_of = |rows| files(1, rows).iter().map(|(_, text)| text.lines().count() - 1).sum::<usize>();
    let of_each = rows_of(1000).div_ceil(1000);
    let many = Many { towns: 1, rows: wanted.min(1_000_000).div_ceil(of_each), read: wanted };
    let periods = [
        PeriodChoice::Month(2024, 3),
        PeriodChoice::Half(2024, 1),
        PeriodChoice::Year(2024),
        PeriodChoice::All,
    ];
    let (folder, format) = (folder("many"), TableFormat::Parquet);
    let begun = Instant::now();
    let own = written_towns(&folder, format, many, &periods);
    println!(
        "{} rows of {} townships: read, counted and written in {:.0?}",
        own.read,
        own.sums.len(),
        begun.elapsed()
    );
    std::fs::write(folder.join("own.csv"), csv::write(&own.sums)).unwrap();
    for dialect in [Dialect::DuckDb, Dialect::Spark] {
        let begun = Instant::now();
        let theirs = counted(dialect, (&folder, format), &periods);
        println!("{dialect:?}: the query took {:.0?}", begun.elapsed());
        std::fs::write(folder.join(format!("{dialect:?}.csv")), &theirs).unwrap();
        let numbers = held_against(&own, theirs.as_bytes());
        println!("{dialect:?}: {numbers} numbers and the results of all townships are the same");
    }
    let text = std::fs::metadata(folder.join("sums-DuckDb")).unwrap().len();
    println!("the sums of {} townships in {} periods: {text} bytes of CSV", own.sums.len(), periods.len());
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
