//! The period picker.

use gelan::catalogue::Counter;
use gelan::count::Counts;
use gelan::figures::MonthFigures;
use gelan::model::cell::Day;
use gelan::model::cell::from_milliseconds;
use gelan::model::period::{MonthEnd, Period, PeriodChoice, day};
use gelan::session::first_period;
use gelan::view::parts::period::{PeriodClass, PeriodPicker, picker};

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

fn view(choice: PeriodChoice) -> PeriodPicker {
    picker(choice, Some(span()), MonthEnd::default())
}

fn class<'a>(view: &'a PeriodPicker, id: &str) -> &'a PeriodClass {
    view.classes.iter().find(|c| c.id == id).unwrap()
}

#[test]
fn only_periods_that_the_data_touches_are_offered() {
    let view = view(PeriodChoice::Half(2024, 1));
    let titles = |id| class(&view, id).which.iter().map(|(_, t)| t.as_str()).collect::<Vec<_>>();
    assert_eq!(titles("half"), ["2024年上半年", "2023年下半年"]);
    assert_eq!(titles("month").len(), 7);
    assert_eq!(titles("months")[..3], ["2024年1—6月", "2024年1—5月", "2024年1—4月"]);
    assert_eq!(titles("months")[6], "2023年1—12月");
    assert_eq!(view.classes.iter().filter(|c| c.on).map(|c| c.id).collect::<Vec<_>>(), ["half"]);
}

#[test]
fn a_click_on_a_class_stays_near_what_is_shown() {
    let choices = |view: &PeriodPicker| view.classes.iter().map(|c| (c.id, c.choice)).collect::<Vec<_>>();
    assert_eq!(
        choices(&view(PeriodChoice::Month(2024, 2)))[..5],
        [
            ("month", PeriodChoice::Month(2024, 2)),
            ("months", PeriodChoice::Months(2024, 1, 2)),
            ("quarter", PeriodChoice::Quarter(2024, 1)),
            ("half", PeriodChoice::Half(2024, 1)),
            ("year", PeriodChoice::Year(2024)),
        ]
    );
    let all = view(PeriodChoice::All);
    assert_eq!(class(&all, "month").choice, PeriodChoice::Month(2024, 6));
    assert_eq!(class(&all, "free").choice, PeriodChoice::Free(span()));
    // What the data does not touch is offered while it is chosen.
    let far = view(PeriodChoice::Month(2020, 2));
    assert_eq!(class(&far, "month").which[0].0, PeriodChoice::Month(2020, 2));
}

#[test]
fn the_months_of_the_menu_end_where_the_reports_do() {
    let end = MonthEnd::new(25).unwrap();
    let view = picker(PeriodChoice::All, Some(span()), end);
    // 26 June and later is July of the reports.
    assert_eq!(class(&view, "month").choice, PeriodChoice::Month(2024, 7));
    assert_eq!(class(&view, "half").which[0].0, PeriodChoice::Half(2024, 2));
}

#[test]
fn a_mistyped_year_makes_no_endless_list() {
    let wide = Period { from: ymd(1, 1, 1), to: ymd(9999, 12, 31) };
    let view = picker(PeriodChoice::Month(2024, 2), Some(wide), MonthEnd::default());
    assert!(view.classes.iter().all(|c| c.which.len() <= 61));
}

#[test]
fn without_dated_tables_there_is_only_all() {
    assert_eq!(picker(PeriodChoice::All, None, MonthEnd::default()), PeriodPicker::default());
}

#[test]
fn date_fields_and_clocks_are_read() {
    assert_eq!(day("2024-06-30"), Some(ymd(2024, 6, 30)));
    assert_eq!(day("2024-06-31"), None);
    assert_eq!(day(""), None);
    assert_eq!(from_milliseconds(1_719_705_600_000.0), ymd(2024, 6, 30));
    assert_eq!(from_milliseconds(-1.0), ymd(1969, 12, 31));
}
