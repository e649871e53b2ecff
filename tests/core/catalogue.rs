//! The definitions: each is whole, in both languages.

use gelan::catalogue::canonical::{Adds, Column, ColumnType, Table, Test};
use gelan::catalogue::kinds::kinds;
use gelan::catalogue::{
    Additivity, BalanceFigure, CaseFigure, Count, Counter, GridFigure, Level, Measure, RepFigure, Travel,
    sections,
};
use gelan::count::{CanonicalRow, RowPlace};
use gelan::figures::Subject;
use gelan::model::body::Body;
use gelan::model::kind::Kind;
use std::collections::BTreeSet;

#[test]
fn every_definition_is_whole_in_both_languages() {
    for (section, definitions) in sections() {
        let mut ids: Vec<_> = definitions.iter().map(|d| d.id).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), definitions.len(), "{}", section.zh);
        for d in definitions {
            assert!(![d.id, d.title, d.name, d.unit].contains(&""), "{d:?}");
            assert!(!d.needs.is_empty(), "{d:?}");
            for text in [Some(d.numerator), d.denominator].into_iter().flatten() {
                assert!(!text.zh.is_empty() && !text.en.is_empty(), "{d:?}");
                assert!(text.en.is_ascii(), "{d:?}");
            }
            assert_eq!(d.rule.zh.is_empty(), d.rule.en.is_empty(), "{d:?}");
            assert!(d.name.is_ascii() && d.rule.en.is_ascii(), "{d:?}");
        }
    }
}

#[test]
fn no_two_counters_share_a_block_of_snapshots() {
    let mut tags = BTreeSet::from([0]); // The settings'.
    for counter in Counter::ALL {
        if let Travel::Block { tag, .. } = counter.row().travels {
            assert!(tags.insert(tag), "{}: {tag} is taken", counter.id());
        }
    }
}

#[test]
fn people_and_households_that_count_once_do_not_add_up() {
    assert_eq!(Count::Households.definition().additivity(), Additivity::Adds);
    assert_eq!(Count::Officers.definition().additivity(), Additivity::Merges);
    assert_eq!(Measure::Officer.definition().additivity(), Additivity::Divides);
}

#[test]
fn minutes_of_work_add_up_and_no_index_of_them_does() {
    assert_eq!(GridFigure::Work.definition().additivity(), Additivity::Adds);
    for figure in BalanceFigure::ALL {
        assert_eq!(figure.definition().additivity(), Additivity::Merges, "{}", figure.id());
    }
}

#[test]
fn every_row_is_read_and_every_kind_is_there() {
    assert!(kinds().iter().map(|spec| spec.kind).eq(Kind::ALL.iter().copied()));
    for spec in kinds() {
        assert!(!spec.forms.is_empty(), "{:?}", spec.kind);
        let needed = spec.forms.iter().flat_map(|form| &form.needs).flatten().chain(&spec.date);
        assert!(needed.copied().all(|field| spec.field(field).is_some()), "{:?}", spec.kind);
    }
}

#[test]
fn counters_are_counted_for_the_units_that_they_are_kept_for() {
    for counter in Counter::ALL {
        let mut counted: Vec<Level> = counter.counted().iter().flat_map(|c| c.levels).copied().collect();
        let mut kept = counter.row().kept.to_vec();
        counted.sort();
        kept.sort();
        // Each once: of two tables that told of one unit only one could follow the period.
        assert_eq!(counted, kept, "{counter:?}");
    }
}

#[test]
fn canonical_columns_of_a_definition_are_in_its_table() {
    fn columns(test: &Test) -> Vec<Column> {
        match *test {
            Test::All => Vec::new(),
            Test::NoGrid => vec![Column::Grid],
            Test::Is(c, _)
            | Test::Known(c)
            | Test::Positive(c)
            | Test::AfterJudged(c)
            | Test::BeforeJudged(c) => vec![c],
            Test::AtMost(a, b) | Test::Above(a, b) => vec![a, b],
            Test::Not(test) => columns(test),
            Test::And(tests) | Test::Or(tests) => tests.iter().flat_map(columns).collect(),
        }
    }
    for (counter, counted) in Counter::ALL.iter().flat_map(|c| c.counted().iter().map(move |own| (c, own))) {
        let added = match counted.adds {
            Adds::One => Vec::new(),
            Adds::Sum(column) | Adds::Once(column) => vec![column],
            Adds::OneIf(test) => columns(test),
        };
        for column in columns(&counted.when).into_iter().chain(added) {
            assert!(
                counted.table.columns().contains(&column),
                "{counter:?}: {column:?} of {:?}",
                counted.table
            );
        }
    }
}

#[test]
fn canonical_rows_hold_all_numbers_of_their_table() {
    // The others follow from the place, the list and the thing that is counted once.
    let others =
        [Column::Rank, Column::InVillage, Column::InGrid, Column::InBody, Column::InTrained, Column::Head];
    let is_own = |column: &&Column| {
        column.kind() != ColumnType::Text && **column != Column::Household && !others.contains(column)
    };
    for table in Table::ALL.iter().filter(|table| **table != Table::Towns) {
        let own = table.columns().iter().filter(is_own);
        let full = own.fold(CanonicalRow::new(*table, RowPlace::Township), |row, column| {
            row.with(*column, *column as i64 + 1)
        });
        for column in table.columns().iter().filter(|column| is_own(column)) {
            assert_eq!(full.value(*column), Some(*column as i64 + 1), "{table:?} {column:?}");
        }
    }
}

#[test]
fn a_share_has_one_name_and_is_over_a_figure_of_the_same_rows() {
    let body =
        |above| Subject::Body(Body::Party, above).over(Subject::Body(Body::Party, RepFigure::Rated)).name();
    assert_eq!(
        [RepFigure::Satisfied, RepFigure::OnTime].map(body),
        ["满意", "按期答复 ÷ 有满意度评价的事项"]
    );
    let cases = |above| Subject::Cases(above).over(Subject::Cases(CaseFigure::Received)).name();
    assert_eq!([CaseFigure::Closed, CaseFigure::Open].map(cases), ["诉求办结率", "未办结 ÷ 受理诉求"]);
    let of_bodies: Vec<_> = RepFigure::ALL.iter().map(|f| f.definition()).collect();
    let of_cases: Vec<_> = CaseFigure::ALL.iter().map(|f| f.definition()).collect();
    for all in [of_bodies, of_cases] {
        for (of, name) in all.iter().filter_map(|d| d.share) {
            assert!(all.iter().any(|d| d.id == of), "{}: {of}", name.zh);
        }
    }
}
