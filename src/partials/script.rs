//! What an engine runs: the canonical tables made known to it, the query over them, and where its answer goes.

use super::ALL_DATES;
use super::sql::{Dialect, query};
use super::views::{TableFormat, views};
use crate::model::period::{MonthEnd, Period, PeriodChoice};

/// Every period of a year that offices report by: months, the months so far, quarters, halves and the year.
pub fn of_year(year: i32) -> impl Iterator<Item = PeriodChoice> {
    let months = (1..=12).map(move |month| PeriodChoice::Month(year, month));
    let so_far =
        (2..12).filter(|m| ![3, 6].contains(m)).map(move |month| PeriodChoice::Months(year, 1, month));
    let quarters = (1..=4).map(move |quarter| PeriodChoice::Quarter(year, quarter));
    let halves = (1..=2).map(move |half| PeriodChoice::Half(year, half));
    let all = months.chain(so_far).chain(quarters).chain(halves).chain([PeriodChoice::Year(year)]);
    all.filter(|choice| choice.period().is_some())
}

/// The statements for some periods of months that end on a day; for all dates where none is given. `over` is the folder of the
/// canonical tables and how they are kept, `to` where the answer goes as CSV: the engine shows it where there is none.
pub fn script(
    dialect: Dialect,
    (periods, end): (&[PeriodChoice], MonthEnd),
    over: Option<(&str, TableFormat)>,
    to: Option<&str>,
) -> String {
    let days: Vec<Period> = periods.iter().map(|choice| choice.days(end).unwrap_or(ALL_DATES)).collect();
    let views = over.map(|(folder, format)| views(dialect, folder, format)).unwrap_or_default();
    let query = query(dialect, &days);
    let to = to.map(|path| path.replace('\'', "''"));
    match (dialect, to) {
        (_, None) => format!("{views}{query};\n"),
        (Dialect::DuckDb, Some(path)) => format!("{views}COPY (\n{query}\n) TO '{path}' (HEADER);\n"),
        (Dialect::Spark, Some(path)) => format!(
            "{views}INSERT OVERWRITE DIRECTORY '{path}' USING csv OPTIONS (header 'true', escape '\"')\n{query};\n"
        ),
    }
}
