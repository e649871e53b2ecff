//! Figures far from the others of their column: households of a grid or a head, minutes of a visit, amounts.
//!
//! The modified z-score asks how far a value lies from the median. Minutes and amounts have long upper tails by
//! nature, so a value has to be far by the score of the figures, by that of their logarithms, and by a factor.

use super::say;
use super::table::{Row, Table, Tables};
use crate::finding::{Code, Finding};
use crate::recognise::schema::{Field, Kind};
use crate::statistics::outliers::{THRESHOLD, of_counts};
use crate::tally::represent::Activity;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

const COLUMNS: [(Kind, Field); 9] = [
    (Kind::Grids, Field::Households),
    (Kind::Grids, Field::People),
    (Kind::Visits, Field::Minutes),
    (Kind::Heads, Field::Households),
    (Kind::PartyGroups, Field::Members),
    (Kind::VolunteerTeams, Field::Members),
    (Kind::VolunteerActivities, Field::People),
    (Kind::LawPublicity, Field::People),
    (Kind::LawPublicity, Field::Handouts),
];

/// Fewer values are not judged.
const FEWEST: usize = 12;
/// An outlier is more than so many times the median, or the median more than so many times the outlier.
const FACTOR: i64 = 2;
/// Counts below this differ by nature.
const LEAST: i64 = 10;
/// So many of a column are said one by one.
const FEW: usize = 6;
/// Where more than one in so many lies far out, the column is mixed, and no value is odd.
const ONE_IN: usize = 50;

pub fn check(tables: Tables<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for (kind, field) in COLUMNS {
        for table in tables.of(kind) {
            found.extend(column(table, field, "", &|_| true));
        }
    }
    for table in tables.of(Kind::Duty) {
        let mut activities: BTreeMap<&'static str, Activity> = BTreeMap::new();
        for row in table.rows() {
            if let Some(activity) = Activity::named_in(row.text(Field::Activity)) {
                activities.insert(title(activity), activity);
            }
        }
        for (name, activity) in activities {
            let own = |row: Row<'_>| Activity::named_in(row.text(Field::Activity)) == Some(activity);
            found.extend(column(table, Field::Amount, name, &own));
        }
    }
    found
}

fn title(activity: Activity) -> &'static str {
    match activity {
        Activity::Visit => "走访选民",
        Activity::Reception => "接待选民",
        Activity::VisitToDeputies => "走访代表",
        Activity::GroupActivity => "小组活动",
        Activity::Talk => "主题宣讲",
        Activity::Training => "技能培训",
    }
}

fn column(table: Table<'_>, field: Field, of: &str, own: &dyn Fn(Row<'_>) -> bool) -> Vec<Finding> {
    let Some(amounts) = table.amounts(field) else { return Vec::new() };
    let value = |row: Row<'_>| amounts.get(row.index).copied().flatten().map(|a| a.value).filter(|v| *v > 0);
    // A column of a million minutes has few different ones.
    let mut counts: FxHashMap<i64, usize> = FxHashMap::default();
    for row in table.rows().filter(|r| own(*r)) {
        if let Some(value) = value(row) {
            *counts.entry(value).or_default() += 1;
        }
    }
    let all: usize = counts.values().sum();
    let counts: BTreeMap<i64, usize> = counts.into_iter().collect();
    let Some((median, odd)) = odd(&counts).filter(|_| all >= FEWEST) else { return Vec::new() };
    let many: usize = odd.iter().filter_map(|v| counts.get(v)).sum();
    if many > (all / ONE_IN).max(3) || many == 0 {
        return Vec::new();
    }
    let mut rows: Vec<(i64, Row<'_>)> = table
        .rows()
        .filter(|r| own(*r))
        .filter_map(|row| Some((value(row).filter(|v| odd.contains(v))?, row)))
        .collect();
    let far = |v: i64| ((v as f64) / median).ln().abs();
    rows.sort_by(|(a, x), (b, y)| far(*b).total_cmp(&far(*a)).then(x.line().cmp(&y.line())));
    let heading = table.records().heading(field).unwrap_or_default();
    let of = if of.is_empty() { format!("“{heading}”") } else { of.to_owned() };
    let one = |(value, row): (i64, Row<'_>)| {
        let unit = row.table.records().amount(field, row.index).and_then(|a| a.unit);
        let unit = unit.map_or_else(String::new, |u| format!(" {u}"));
        let detail = format!("{of}第 {} 行是 {value}{unit}，同列 {all} 个数的中位数是 {median}", row.line());
        Finding::new(Code::Outlier, row.place(field), value.to_string(), &detail)
    };
    say::limited(rows.into_iter().map(one).collect(), FEW)
}

/// The median of the figures, and those that lie far from it.
fn odd(counts: &BTreeMap<i64, usize>) -> Option<(f64, Vec<i64>)> {
    let plain: Vec<(f64, usize)> = counts.iter().map(|(v, n)| (*v as f64, *n)).collect();
    let logs: Vec<(f64, usize)> = plain.iter().map(|(v, n)| (v.ln(), *n)).collect();
    let (plain, logs) = (of_counts(&plain)?, of_counts(&logs)?);
    let median = plain.median;
    let scores = plain.scores.iter().zip(&logs.scores);
    let odd = counts.keys().zip(scores).filter(|(value, (plain, log))| {
        let value = **value as f64;
        let factor = FACTOR as f64;
        let by_factor = value > factor * median || median > factor * value;
        plain.abs() > THRESHOLD && log.abs() > THRESHOLD && by_factor && value.max(median) >= LEAST as f64
    });
    Some((median, odd.map(|(value, _)| *value).collect()))
}
