//! Months across columns: a person or a village a row, and a figure for each month.

use super::classify::{Classified, HeadedColumn, Surroundings};
use super::judge::TableView;
use super::mapping::Confidence;
use crate::catalogue::kinds::{FieldType, KindSpec, counted_date};
use crate::input::value::activity::Activity;
use crate::input::value::{Precision, date, heading};
use crate::model::cell::Day;
use crate::model::kind::{Field, Kind};
use crate::order::Gather as _;

/// Fewer columns that are named after months are a table's own dates.
const FEWEST: usize = 3;
/// The year where only the month matters.
const ANY_YEAR: i32 = 2000;

/// Returns the first day of the month or quarter that a heading names: 1月, 3月份, 2024年1月, 一季度.
fn named(text: &str, year: Option<i32>) -> Option<Day> {
    let dated = date(text, year).ok().flatten()?;
    matches!(dated.precision, Precision::Month | Precision::Quarter).then_some(dated.first)
}

fn month_of(column: &HeadedColumn, year: Option<i32>) -> Option<Day> {
    named(&column.joined.key, year).or_else(|| named(&column.lowest.key, year))
}

/// Returns the indices of the columns that are named after months or quarters; none if they are too few or one comes
/// twice.
pub fn month_columns(columns: &[HeadedColumn]) -> Vec<usize> {
    let named = |c: &HeadedColumn| {
        // 2024.3 and 45356 are values, not headings.
        let is_word = c.lowest.key.contains(['月', '季']);
        is_word.then(|| month_of(c, Some(ANY_YEAR))).flatten()
    };
    let found: Vec<(usize, Day)> =
        columns.iter().enumerate().filter_map(|(i, c)| Some((i, named(c)?))).collect();
    let distinct = found.iter().map(|(_, day)| *day).into_set();
    let fits = found.len() >= FEWEST && distinct.len() == found.len();
    if fits { found.into_iter().map(|(i, _)| i).collect() } else { Vec::new() }
}

/// Returns the index and the first day of each of the columns of `months`, in `year` where the heading has none; `None`
/// if a year is missing.
pub fn days(columns: &[HeadedColumn], months: &[usize], year: Option<i32>) -> Option<Vec<(usize, Day)>> {
    months.iter().map(|&i| Some((i, month_of(columns.get(i)?, year)?))).collect()
}

/// Classifies a table with months across columns. It feeds the duty log if its title names an activity and its rows are
/// representatives, and the handouts of law publicity if its title says so and its rows are villages.
pub fn classify_months(
    table: &TableView<'_>,
    columns: &[HeadedColumn],
    around: &Surroundings,
) -> Option<Classified> {
    let months = month_columns(columns);
    let (kind, amount, key) = match () {
        () if months.is_empty() => return None,
        () if Activity::named_in(&around.title).is_some() => (Kind::Duty, Field::Amount, Field::Name),
        () if ["发放资料", "宣传资料", "发放宣传"].iter().any(|w| around.title.contains(w)) => {
            (Kind::LawPublicity, Field::Handouts, Field::Village)
        }
        () => return None,
    };
    let found = table.fields(kind).into_iter().enumerate();
    // The sum over the months is none of them.
    let fields: Vec<Option<Field>> = found
        .map(|(i, field)| if months.contains(&i) { Some(amount) } else { field.filter(|f| *f != amount) })
        .collect();
    let is_whole = columns.iter().zip(&fields).all(|(c, f)| f.is_some() || c.is_neutral());
    fields.contains(&Some(key)).then(|| Classified {
        kind: Some(kind),
        confidence: if is_whole { Confidence::Sure } else { Confidence::Likely },
        fields,
        more: Vec::new(),
        offers: Vec::new(),
    })
}

/// Returns the indices of the columns of months that all feed one field of numbers, in a table of `kind` whose rows
/// have no date of their own; `None` if there are none.
pub fn across(kind: Kind, columns: &[HeadedColumn], fields: &[Option<Field>]) -> Option<Vec<usize>> {
    let date = counted_date(kind)?;
    let months = month_columns(columns);
    let amount = fields.get(*months.first()?).copied().flatten()?;
    let is_amount = matches!(KindSpec::for_kind(kind).field(amount)?.field_type, FieldType::Amount(_));
    let all = months.iter().all(|&i| fields.get(i) == Some(&Some(amount)));
    (is_amount && all && !fields.contains(&Some(date))).then_some(months)
}

/// Returns the first of `words` that names the activity that a month's figures count.
pub fn activity_in(words: &[String]) -> Option<&str> {
    words.iter().map(String::as_str).find(|w| Activity::named_in(&heading(w).full).is_some())
}
