//! The tally's laws: the empty tally is the identity, merging is associative and commutative, and any split
//! of the rows gives the tally of them all. Tables, places and people are invented.

use gelan::count::{GridTally, Merge, Scope, SourceTable, TableWords, Tally, canonical_rows, count, prepare};
use gelan::input::records::{Ahead, RecordColumn, Records};
use gelan::input::value::{Exactness, Quantity};
use gelan::model::alias::Aliases;
use gelan::model::body::Body;
use gelan::model::cell::Day;
use gelan::model::kind::{Field, Kind};
use gelan::model::period::{MonthEnd, Period};
use proptest::prelude::*;
use proptest::strategy::ValueTree;

const VILLAGES: [&str; 4] = ["甲村", "乙村", "丙社区", ""];
const GRIDS: [&str; 6] = ["第一网格", "第2网格", "甲村第三网格", "街上网格", "没有的网格", ""];
const NAMES: [&str; 5] = ["赵一", "钱二", "孙三", "李四", ""];
const STATUS: [&str; 6] = ["已办结", "办理中", "转办", "已解决", "看情况", ""];
const WORDS: [&str; 6] = ["√", "否", "2023年5月1日", "走访选民", "普法宣讲", "联合组建"];
const VENUES: [&str; 4] = ["学校", "农村", "机关大院", ""];

fn texts(choices: &'static [&'static str], rows: usize) -> impl Strategy<Value = RecordColumn> {
    prop::collection::vec(0..choices.len(), rows).prop_map(move |picks| {
        let dictionary = choices.iter().collect();
        let codes = picks
            .into_iter()
            .map(|i| if choices[i].is_empty() { 0 } else { u32::try_from(i).unwrap() + 1 })
            .collect();
        RecordColumn::Text { dictionary, codes }
    })
}

fn days(rows: usize) -> impl Strategy<Value = RecordColumn> {
    let first = Day::from_ymd(2023, 12, 1).unwrap().0;
    prop::collection::vec(prop::option::weighted(0.9, first..first + 250), rows)
        .prop_map(|days| RecordColumn::Days(days.into_iter().map(|d| d.map(Day)).collect()))
}

fn amounts(rows: usize) -> impl Strategy<Value = RecordColumn> {
    prop::collection::vec(prop::option::weighted(0.9, prop_oneof![0..200_i64, any::<i64>()]), rows).prop_map(
        |values| {
            let quantity = |value| Quantity { value, unit: None, exactness: Exactness::Exact };
            RecordColumn::Amounts(values.into_iter().map(|v| v.map(quantity)).collect())
        },
    )
}

fn column(field: Field, kind: Kind, rows: usize) -> BoxedStrategy<RecordColumn> {
    let village_name = field == Field::Name && kind == Kind::Villages;
    match field {
        Field::Village => texts(&VILLAGES, rows).boxed(),
        Field::Name if village_name => texts(&VILLAGES, rows).boxed(),
        Field::Name if kind == Kind::Grids => texts(&GRIDS, rows).boxed(),
        Field::Grid | Field::Grids => texts(&GRIDS, rows).boxed(),
        Field::Date
        | Field::Received
        | Field::Deadline
        | Field::Closed
        | Field::Due
        | Field::Done
        | Field::Since
        | Field::Until => days(rows).boxed(),
        Field::Households
        | Field::People
        | Field::Minutes
        | Field::Amount
        | Field::Members
        | Field::Times
        | Field::Handouts => amounts(rows).boxed(),
        Field::Status | Field::Satisfaction => texts(&STATUS, rows).boxed(),
        Field::Venue => texts(&VENUES, rows).boxed(),
        Field::What
        | Field::Activity
        | Field::Rules
        | Field::Ethics
        | Field::Assembly
        | Field::Ceremonies
        | Field::Box
        | Field::Ledgers
        | Field::Facilities
        | Field::Centre => texts(&WORDS, rows).boxed(),
        _ => texts(&NAMES, rows).boxed(),
    }
}

/// A table of any kind.
fn table() -> impl Strategy<Value = Records> {
    (0..Kind::ALL.len()).prop_flat_map(|kind| table_of(Kind::ALL[kind]))
}

/// A table of a kind, with a column for every field that it may have.
fn table_of(kind: Kind) -> impl Strategy<Value = Records> {
    (1..25_usize).prop_flat_map(move |rows| {
        let fields: Vec<Field> =
            gelan::catalogue::kinds::KindSpec::for_kind(kind).fields.iter().map(|f| f.field).collect();
        let columns: Vec<BoxedStrategy<RecordColumn>> =
            fields.iter().map(|&f| column(f, kind, rows)).collect();
        // Few fingerprints, so that repeated rows occur.
        let fingerprints = prop::collection::vec(0..60_u64, rows);
        (columns, fingerprints).prop_map(move |(columns, fingerprints)| Records {
            kind,
            columns: fields.iter().copied().zip(columns).collect(),
            headings: fields.iter().map(|f| f.title().to_owned()).collect(),
            rows: (2..).take(rows).collect(),
            fingerprints: fingerprints.into_iter().collect(),
            ahead: Ahead::default(),
            misfits: Vec::new(),
            body: Some(Body::Congress),
        })
    })
}

fn scope() -> impl Strategy<Value = Scope> {
    prop::option::of((0..200_i32, 0..200_i32)).prop_map(|choice| {
        let first = Day::from_ymd(2023, 12, 1).unwrap().0;
        let period =
            choice.map(|(from, length)| Period { from: Day(first + from), to: Day(first + from + length) });
        Scope { period, as_of: Day::from_ymd(2024, 6, 30) }
    })
}

fn source(records: &Records) -> SourceTable<'_> {
    SourceTable { id: (0, 0), file: "表", inner_file: "", sheet: "", words: TableWords::default(), records }
}

/// The tallies of every table, each split at the given places.
fn tallies(tables: &[Records], scope: Scope, splits: &[usize]) -> Vec<Tally> {
    let sources: Vec<SourceTable<'_>> = tables.iter().map(source).collect();
    let preparation = prepare(&sources, None, &Aliases::default(), MonthEnd::default());
    let mut parts = Vec::new();
    for (source, prepared) in sources.iter().zip(&preparation.tables) {
        let mut ends: Vec<usize> = splits.iter().map(|s| s % (source.records.len() + 1)).collect();
        ends.push(source.records.len());
        ends.sort_unstable();
        let mut start = 0;
        for end in ends {
            parts.push(count(source, prepared, &preparation, start..end, scope));
            start = end;
        }
    }
    parts
}

fn merged(parts: impl IntoIterator<Item = Tally>) -> Tally {
    let mut all = Tally::default();
    for part in parts {
        all.merge(part);
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_split_of_the_rows_gives_the_same(
        tables in prop::collection::vec(table(), 1..6),
        scope in scope(),
        splits in prop::collection::vec(0..100_usize, 0..6),
    ) {
        let whole = merged(tallies(&tables, scope, &[]));
        let split = merged(tallies(&tables, scope, &splits));
        prop_assert_eq!(whole, split);
    }

    #[test]
    fn merging_is_commutative(tables in prop::collection::vec(table(), 1..6), scope in scope(), splits in prop::collection::vec(0..100_usize, 0..4)) {
        let parts = tallies(&tables, scope, &splits);
        let forward = merged(parts.clone());
        let backward = merged(parts.into_iter().rev());
        prop_assert_eq!(forward, backward);
    }

    #[test]
    fn merging_is_associative(tables in prop::collection::vec(table(), 3..6), scope in scope()) {
        let mut parts = tallies(&tables, scope, &[]).into_iter();
        let (a, b, c) = (parts.next().unwrap(), parts.next().unwrap(), merged(parts));
        let left = merged([merged([a.clone(), b.clone()]), c.clone()]);
        let right = merged([a, merged([b, c])]);
        prop_assert_eq!(left, right);
    }

    #[test]
    fn the_empty_tally_is_the_identity(tables in prop::collection::vec(table(), 1..6), scope in scope()) {
        for tally in tallies(&tables, scope, &[]) {
            prop_assert_eq!(merged([Tally::default(), tally.clone()]), tally.clone());
            prop_assert_eq!(merged([tally.clone(), Tally::default()]), tally);
        }
    }
}

/// The tally of canonical rows alone, without what tables tell beside them.
fn by_definition(tables: &[Records], scope: Scope) -> Tally {
    let sources: Vec<SourceTable<'_>> = tables.iter().map(source).collect();
    let preparation = prepare(&sources, None, &Aliases::default(), MonthEnd::default());
    let mut tally = Tally::default();
    for (source, prepared) in sources.iter().zip(&preparation.tables) {
        canonical_rows(source, prepared, &preparation, &mut |row| row.count(&mut tally, &preparation, scope));
    }
    tally
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    /// Visits are added up another way, for speed.
    #[test]
    fn visits_are_counted_as_they_are_defined(
        visits in table_of(Kind::Visits),
        lists in prop::collection::vec(table_of(Kind::Grids), 0..3),
        scope in scope(),
    ) {
        let tables: Vec<Records> = lists.into_iter().chain([visits]).collect();
        let mut fast = merged(tallies(&tables, scope, &[]));
        (fast.loaded, fast.mismatches) = Default::default();
        // Of visits beyond the period a grid keeps an empty entry, which says nothing.
        fast.grids.retain(|_, grid| *grid != GridTally::default());
        prop_assert_eq!(fast, by_definition(&tables, scope));
    }
}

#[test]
fn the_laws_are_tried_on_tallies_that_are_not_empty() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let strategy = prop::collection::vec(table(), 6);
    let mut filled = 0;
    for _ in 0..64 {
        let tables = strategy.new_tree(&mut runner).unwrap().current();
        let scope = Scope { period: None, as_of: Day::from_ymd(2024, 6, 30) };
        let tally = merged(tallies(&tables, scope, &[]));
        filled += usize::from(!tally.villages.is_empty() && tally != Tally::default());
    }
    assert!(filled > 30, "only {filled} of 64 random township tallies hold anything");
}
