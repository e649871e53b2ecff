//! How often counting looks at a row: work, not time, so that a second look over a long table fails here.

use crate::common::session;
use gelan::model::cell::Day;
use gelan::model::period::{Period, PeriodChoice};
use std::fmt::Write;

const GRIDS: &str = "村,网格名称,户数\n甲村,第一网格,10\n甲村,第二网格,10\n";
const ROWS: u64 = 360;

/// A year of rows whose months are mixed, as exports sorted by household are.
fn log(heading: &str, row: impl Fn(u64, &str) -> String) -> String {
    let mut text = heading.to_owned();
    for n in 0..ROWS {
        let date = format!("2024-{:02}-{:02}", n % 12 + 1, n % 28 + 1);
        write!(text, "\n{}", row(n, &date)).unwrap();
    }
    text
}

fn visits() -> String {
    log("走访日期,村,网格,网格员,户主", |n, date| {
        let grid = if n % 2 == 0 { "第一网格" } else { "第二网格" };
        format!("{date},甲村,{grid},赵一,户{}", n % 37)
    })
}

fn cases() -> String {
    log("编号,受理日期,村,网格,诉求内容,办理期限,办理状态", |n, date| {
        format!("S{n},{date},甲村,第一网格,修路{n},2024-12-31,已办结")
    })
}

/// The rows that were looked at for the figures of all dates, and then for those of some more periods.
fn looked_at(name: &str, text: &str) -> [u64; 2] {
    let mut session = session::with_files(&[("网格.csv", GRIDS), (name, text)]);
    session.compute(PeriodChoice::All, session::today());
    let all = session.rows_looked_at();
    for choice in [PeriodChoice::Year(2024), PeriodChoice::Quarter(2024, 3), PeriodChoice::Month(2024, 7)] {
        session.compute(choice, session::today());
    }
    [all, session.rows_looked_at() - all]
}

/// The rows of the list of grids, which are counted with each period.
const LISTS: u64 = 20;

#[test]
fn visits_are_looked_at_once_for_all_periods() {
    let [all, more] = looked_at("入户走访记录.csv", &visits());
    assert!((ROWS..ROWS + LISTS).contains(&all), "{all} rows looked at for {ROWS}");
    assert!(more < LISTS, "{more} rows looked at again");
}

#[test]
fn a_period_that_ends_within_a_month_takes_one_more_look() {
    let mut session = session::with_files(&[("网格.csv", GRIDS), ("入户走访记录.csv", &visits())]);
    session.compute(PeriodChoice::All, session::today());
    let before = session.rows_looked_at();
    let day = |month, day| Day::from_ymd(2024, month, day).unwrap();
    session.compute(PeriodChoice::Free(Period { from: day(3, 5), to: day(6, 20) }), session::today());
    // One for the period, and one for each of the two beside which it stands.
    let looks = session.rows_looked_at() - before;
    assert!(looks <= 3 * ROWS + LISTS, "{looks} rows looked at for {ROWS}");
}

#[test]
fn other_ledgers_are_looked_at_by_month_and_by_quarter() {
    let [all, more] = looked_at("矛盾纠纷和诉求台账.csv", &cases());
    assert!(all <= 3 * ROWS + LISTS, "{all} rows looked at for {ROWS}");
    // A year, a quarter and a month, each with those beside which they stand.
    assert!(more <= 4 * ROWS + LISTS, "{more} rows looked at again");
}
