//! The period picker.

use gelan::catalogue::Counter;
use gelan::count::Counts;
use gelan::figures::MonthFigures;
use gelan::model::cell::Day;
use gelan::model::cell::from_milliseconds;
use gelan::model::period::Period;
use gelan::model::period::PeriodChoice;
use gelan::model::period::day;
use gelan::session::first_period;
use gelan::view::parts::period::picker;

fn ymd(y: i32, m: u32, d: u32) -> Day {
    Day::from_ymd(y, m, d).unwrap()
}

fn span() -> Period {
    Period { from: ymd(2023, 12, 1), to: ymd(2024, 6, 30) }
}

fn months(visits: &[(i32, u32, i64)]) -> Vec<MonthFigures> {
    let month = |&(year, month, visits)| MonthFigures {
        year,
        month,
        counts: Counts::default().with(Counter::Visits, visits),
    };
    visits.iter().map(month).collect()
}

#[test]
fn it_begins_with_the_latest_half_year_that_is_filled() {
    let town = [(2023, 12, 251), (2024, 1, 2100), (2024, 6, 1900)];
    assert_eq!(first_period(&months(&town)), PeriodChoice::Half(2024, 1));
    let straggler = [(2024, 1, 2000), (2024, 2, 2000), (2024, 7, 3)];
    assert_eq!(first_period(&months(&straggler)), PeriodChoice::Half(2024, 1));
    let two_years = [(2023, 3, 900), (2023, 9, 1000), (2024, 2, 950)];
    assert_eq!(first_period(&months(&two_years)), PeriodChoice::Half(2024, 1));
    assert_eq!(first_period(&[]), PeriodChoice::All);
}

#[test]
fn only_periods_that_the_data_touches_are_offered() {
    let view = picker(PeriodChoice::Half(2024, 1), Some(span()));
    let which: Vec<_> = view.which.iter().map(|(_, t)| t.as_str()).collect();
    assert_eq!(which, ["2024年上半年", "2023年下半年"]);
    assert_eq!(view.selected, 0);
    let on: Vec<_> = view.classes.iter().filter(|c| c.on).map(|c| (c.id, c.label.as_str())).collect();
    assert_eq!(on, [("half", "上半年")]);
    let view = picker(PeriodChoice::Month(2024, 2), Some(span()));
    assert_eq!((view.which.len(), view.selected), (7, 4));
}

#[test]
fn a_click_on_a_class_stays_near_what_is_shown() {
    let view = picker(PeriodChoice::Month(2024, 2), Some(span()));
    let choices: Vec<_> = view.classes.iter().map(|c| (c.id, c.choice)).collect();
    assert_eq!(
        choices[..5],
        [
            ("all", PeriodChoice::All),
            ("year", PeriodChoice::Year(2024)),
            ("half", PeriodChoice::Half(2024, 1)),
            ("quarter", PeriodChoice::Quarter(2024, 1)),
            ("month", PeriodChoice::Month(2024, 2)),
        ]
    );
    let view = picker(PeriodChoice::All, Some(span()));
    assert_eq!(view.classes[4].choice, PeriodChoice::Month(2024, 6));
    assert_eq!(view.classes[5].choice, PeriodChoice::Free(span()));
}

#[test]
fn a_mistyped_year_makes_no_endless_list() {
    let wide = Period { from: ymd(1, 1, 1), to: ymd(9999, 12, 31) };
    assert!(picker(PeriodChoice::Month(2024, 2), Some(wide)).which.len() <= 61);
}

#[test]
fn without_dated_tables_there_is_only_all() {
    let view = picker(PeriodChoice::All, None);
    assert_eq!(view.classes.iter().map(|c| c.id).collect::<Vec<_>>(), ["all"]);
}

#[test]
fn date_fields_and_clocks_are_read() {
    assert_eq!(day("2024-06-30"), Some(ymd(2024, 6, 30)));
    assert_eq!(day("2024-06-31"), None);
    assert_eq!(day(""), None);
    assert_eq!(from_milliseconds(1_719_705_600_000.0), ymd(2024, 6, 30));
    assert_eq!(from_milliseconds(-1.0), ymd(1969, 12, 31));
}
