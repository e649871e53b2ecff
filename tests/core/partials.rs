//! Sums of towns: out of a tally, through a file, and back to the same figures.

use crate::common::session;
use gelan::figures::settings::Settings;
use gelan::model::cell::Day;
use gelan::model::period::PeriodChoice;
use gelan::partials::sql::{Dialect, query};
use gelan::partials::{Partials, csv, towns};
use gelan::session::County;
use gelan::session::rollup::of_sums;
use gelan::snapshot::{Snapshot, decode, figures};
use std::cell::Cell;

const KEY: [&str; 4] = ["某省", "某市", "某县", "好花红镇"];

fn sample() -> County {
    let mut county = County::default();
    for (id, (name, bytes)) in (0..).zip(session::sample()) {
        county.keep(id, session::read(&name, bytes));
    }
    county
}

fn today() -> Day {
    session::today()
}

fn read(text: &[u8]) -> (Partials, Vec<String>) {
    let (mut all, mut faults) = (Partials::new(), Vec::new());
    csv::read(text, &mut |town, rows| _ = all.insert(town, rows), &mut |line, why| {
        faults.push(format!("{line}: {why}"))
    })
    .unwrap();
    (all, faults)
}

#[test]
fn a_town_is_shown_from_its_sums_as_from_its_rows() {
    let mut county = sample();
    let periods = [PeriodChoice::All, session::HALF, PeriodChoice::Month(2024, 3)];
    let key = KEY.map(str::to_owned);
    let text = csv::write(&county.partials(&key, &periods, today()));
    let (all, faults) = read(&text);
    assert_eq!(faults, [""; 0]);
    let found = towns(&key, &all[&key]);
    assert_eq!(found.len(), 3);
    for choice in periods {
        let days = choice.period();
        let town = found.iter().find(|town| town.period == days).unwrap().clone();
        let told = figures(&Snapshot::from(town), &Settings::default());
        let computed = county.compute(choice, today());
        let own = &computed.figures;
        assert_eq!(told.measures, own.measures, "{choice:?}");
        assert_eq!(told.counts, own.counts, "{choice:?}");
        assert_eq!(told.months, own.months, "{choice:?}");
        assert_eq!(told.grids.len(), own.grids.len());
        for (a, b) in told.grids.iter().zip(&own.grids) {
            assert_eq!((&a.name, &a.village, &a.load), (&b.name, &b.village, &b.load), "{choice:?}");
        }
        assert_eq!(told.villages.len(), own.villages.len());
        assert!(own.measures.len() > 10 && own.grids.len() > 100);
    }
}

/// The names of the representatives in each period of a table of sums.
fn representatives(text: &[u8], key: &[String; 4]) -> Vec<Vec<String>> {
    let (all, _) = read(text);
    let shown = |town| figures(&Snapshot::from(town), &Settings::default());
    let names = |town| shown(town).persons.into_iter().map(|person| person.name).collect();
    towns(key, &all[key]).into_iter().map(names).collect()
}

#[test]
fn a_representative_whose_numbers_are_0_comes_back_in_the_periods_of_its_rows() {
    let log = "日期,代表姓名,代表类别,履职活动,数量\n2024-01-10,张一,党代表,走访群众,2\n2024-03-12,李二,党代表,走访群众,0\n";
    let mut county = County::default();
    county.keep(0, session::read("代表履职记录.csv", log.as_bytes()));
    let key = KEY.map(str::to_owned);
    let periods = [PeriodChoice::Month(2024, 1), PeriodChoice::Month(2024, 3)];
    let own = periods.map(|choice| {
        let computed = county.compute(choice, today());
        computed.figures.persons.iter().map(|person| person.name.clone()).collect::<Vec<_>>()
    });
    assert_eq!(own, [["张一"], ["李二"]]);
    assert_eq!(representatives(&csv::write(&county.partials(&key, &periods, today())), &key), own);
}

#[test]
fn a_table_of_sums_opens_as_the_snapshots_of_its_towns() {
    let key = KEY.map(str::to_owned);
    let text = csv::write(&sample().partials(&key, &[session::HALF, PeriodChoice::Month(2024, 3)], today()));
    let mut names = Vec::new();
    of_sums("汇总.csv", text.as_slice(), &Cell::new(0), &mut |_, found, _| {
        let snapshot = decode(&found.unwrap()).unwrap();
        names.push((snapshot.township.unwrap(), snapshot.period));
    });
    assert_eq!(names.len(), 2);
    assert!(names.iter().all(|(name, _)| name == "某省 某市 某县 好花红镇"), "{names:?}");
}

#[test]
fn rows_that_cannot_be_are_named_with_their_line() {
    let head: Vec<&str> = csv::columns().collect();
    let row = |cells: &[(&str, &str)]| {
        let cell = |name: &&str| cells.iter().find(|(n, _)| n == name).map_or("", |(_, text)| *text);
        head.iter().map(cell).collect::<Vec<_>>().join(",")
    };
    let town = ("township", "甲镇");
    let rows = [
        row(&[town, ("unit", "grid"), ("village", "甲村"), ("grid", "第1网格"), ("households", "12")]),
        row(&[town, ("unit", "planet"), ("households", "12")]),
        row(&[town, ("unit", "village"), ("village", "甲村"), ("households", "-3")]),
        row(&[town, ("unit", "village"), ("village", "甲村"), ("households", "许多")]),
        row(&[
            town,
            ("unit", "village"),
            ("village", "甲村"),
            ("from_day", "2024-06-30"),
            ("to_day", "2024-01-01"),
        ]),
        row(&[("township", "乙镇"), ("unit", "village"), ("village", "乙村"), ("households", "7")]),
        row(&[town, ("unit", "village"), ("village", "丙村"), ("households", "7")]),
    ];
    let (all, faults) = read(format!("{}\n{}\n", head.join(","), rows.join("\n")).as_bytes());
    let lines: Vec<&str> = faults.iter().map(|fault| fault.split(':').next().unwrap()).collect();
    assert_eq!(lines, ["3", "4", "5", "6", "8"], "{faults:?}");
    let kept: usize = all.values().map(|rows| rows.len()).sum();
    assert_eq!((all.len(), kept), (2, 2));
}

#[test]
fn a_file_without_the_keys_is_no_table_of_sums() {
    let refused = csv::read("村,户数\n甲村,3\n".as_bytes(), &mut |_, _| panic!(), &mut |_, _| panic!());
    assert!(refused.unwrap_err().contains("province"));
    assert!(!csv::is_partials("村,户数\n甲村,3\n".as_bytes()));
}

#[test]
fn a_cell_that_would_be_a_formula_is_guarded_and_comes_back() {
    let key = ["", "", "", "=镇"].map(str::to_owned);
    let text = csv::write(&sample().partials(&key, &[session::HALF], today()));
    assert!(String::from_utf8(text.clone()).unwrap().contains(",'=镇,"));
    assert!(read(&text).0.contains_key(&key));
}

#[test]
fn each_counter_stands_once_in_each_query() {
    for dialect in [Dialect::DuckDb, Dialect::Spark] {
        let text = query(dialect, &[]);
        for counter in gelan::catalogue::Counter::ALL {
            let last = format!("CAST(SUM({id}) AS BIGINT) AS {id}", id = counter.id());
            assert_eq!(text.matches(&last).count(), 1, "{last}");
        }
    }
}
