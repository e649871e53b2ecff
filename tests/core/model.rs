//! Periods, units and the codes of findings.

use gelan::model::cell::Day;
use gelan::model::finding::Code;
use gelan::model::period::{Period, PeriodChoice};
use gelan::model::unit::Unit;
use std::collections::BTreeSet;

#[test]
fn addresses_are_read_as_they_are_written() {
    let free = Period { from: Day(19_000), to: Day(19_001) };
    for choice in [
        PeriodChoice::All,
        PeriodChoice::Year(2024),
        PeriodChoice::Half(2023, 2),
        PeriodChoice::Quarter(2024, 3),
        PeriodChoice::Month(2024, 2),
        PeriodChoice::Months(2024, 1, 5),
        PeriodChoice::Free(free),
    ] {
        assert_eq!(PeriodChoice::from_id(&choice.id()), Some(choice), "{}", choice.id());
    }
    for wrong in [
        "", "-", "2024-", "2024-H", "2024-H3", "2024-Q0", "2024-13", "x..y", "2024-H上", "..", "2024-05..01",
        "2024-00..03", "2024-01..13", "2024-01..", "99999999-01..02", "99999999999",
    ] {
        assert_eq!(PeriodChoice::from_id(wrong), None, "{wrong}");
    }
}

#[test]
fn halves_quarters_and_months_end_on_their_last_day() {
    let text = |c: PeriodChoice| c.period().map(|p| format!("{}..{}", p.from, p.to));
    assert_eq!(text(PeriodChoice::Half(2024, 1)).as_deref(), Some("2024-01-01..2024-06-30"));
    assert_eq!(text(PeriodChoice::Quarter(2024, 4)).as_deref(), Some("2024-10-01..2024-12-31"));
    assert_eq!(text(PeriodChoice::Month(2024, 2)).as_deref(), Some("2024-02-01..2024-02-29"));
    assert_eq!(text(PeriodChoice::Month(2024, 13)), None);
}

#[test]
fn days_that_are_a_month_are_called_so() {
    for choice in [
        PeriodChoice::Year(2024),
        PeriodChoice::Half(2023, 2),
        PeriodChoice::Quarter(2024, 3),
        PeriodChoice::Month(2024, 2),
    ] {
        assert_eq!(choice.period().map(PeriodChoice::from_period), Some(choice));
    }
    let first = Period { from: Day(19_000), to: Day(19_001) };
    assert_eq!(PeriodChoice::from_period(first), PeriodChoice::Free(first));
}

#[test]
fn codes_are_distinct_and_kebab() {
    let codes: BTreeSet<_> = Code::ALL.iter().map(|c| c.as_str()).collect();
    assert_eq!(codes.len(), Code::ALL.len());
    assert!(codes.iter().all(|c| c.bytes().all(|b| b == b'-' || b.is_ascii_lowercase())));
}

#[test]
fn units_of_one_dimension_can_be_compared() {
    assert!(Unit::Person.same_dimension(Unit::Member));
    assert!(!Unit::Person.same_dimension(Unit::PersonTime));
    assert!(!Unit::Piece.same_dimension(Unit::Item));
    assert!(!Unit::Item.same_dimension(Unit::Case));
    assert!(!Unit::Household.same_dimension(Unit::HouseholdTime));
}
