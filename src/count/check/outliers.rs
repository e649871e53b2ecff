//! Numbers far from the others of their column: households of a grid or a head, minutes of a visit, amounts.
//!
//! The modified z-score measures how far a value is from the median. Minutes and amounts naturally have long upper tails,
//! so a value has to be far by the score of the numbers, by that of their logarithms, and by a factor.

use super::finding_text::weightiest;
use super::table::{CheckedRow, CheckedTable, Tables};
use crate::input::value::activity::Activity;
use crate::model::finding::{Code, Finding};
use crate::model::kind::{Field, Kind};
use crate::statistics::outliers::{THRESHOLD, modified_z};
use crate::text::{say, t};
use rustc_hash::FxHashMap;

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

const ACTIVITIES: [Activity; 6] = [
    Activity::Visit,
    Activity::Reception,
    Activity::VisitToDeputies,
    Activity::GroupActivity,
    Activity::Talk,
    Activity::Training,
];

/// More different values are not checked.
const MOST_VALUES: usize = 1 << 16;
/// Fewer values are not checked.
const FEWEST: usize = 12;
/// An outlier is more than this multiple of the median, or the median more than this multiple of the outlier.
const FACTOR: f64 = 2.0;
/// Numbers below this naturally differ.
const LEAST: f64 = 10.0;
/// The most outliers of a column that have a finding of their own.
const FEW: usize = 6;
/// If more than one value in this number is far out, the column is mixed, and no value is odd.
const ONE_IN: usize = 50;

#[inline(never)]
pub fn check(tables: Tables<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for (kind, field) in COLUMNS {
        for table in tables.of(kind) {
            found.extend(column(table, field, None));
        }
    }
    for table in tables.of(Kind::Duty) {
        for activity in ACTIVITIES {
            found.extend(column(table, Field::Amount, Some(activity)));
        }
    }
    found
}

fn title(activity: Activity) -> &'static str {
    match activity {
        Activity::Visit => t("走访选民"),
        Activity::Reception => t("接待选民"),
        Activity::VisitToDeputies => t("走访代表"),
        Activity::GroupActivity => t("小组活动"),
        Activity::Talk => t("主题宣讲"),
        Activity::Training => t("技能培训"),
    }
}

/// Returns the numbers of a column that are above 0; of `activity` only, if it is given.
fn values(
    table: CheckedTable<'_>,
    field: Field,
    activity: Option<Activity>,
) -> impl Iterator<Item = (CheckedRow<'_>, i64)> {
    let amounts = table.amounts(field);
    let own = move |r: &CheckedRow<'_>| {
        activity.is_none() || Activity::named_in(r.text(Field::Activity)) == activity
    };
    table
        .rows()
        .filter_map(move |row| {
            let value = amounts?.get(row.index)?.value;
            (value > 0).then_some((row, value))
        })
        .filter(move |(row, _)| own(row))
}

fn column(table: CheckedTable<'_>, field: Field, activity: Option<Activity>) -> Vec<Finding> {
    let counts = counts(table, field, activity);
    let all: usize = counts.iter().map(|(_, n)| n).sum();
    let Some((median, odd)) = odd(&counts).filter(|_| all >= FEWEST) else { return Vec::new() };
    let many: usize = counts.iter().filter(|(v, _)| odd.contains(v)).map(|(_, n)| n).sum();
    if many > (all / ONE_IN).max(3) || many == 0 {
        return Vec::new();
    }
    let heading = table.records().heading(field).unwrap_or_default();
    let of = activity.map_or_else(|| format!("“{heading}”"), |a| title(a).to_owned());
    let mut found = Vec::new();
    for (row, value) in values(table, field, activity).filter(|(_, v)| odd.contains(&(*v as f64))) {
        let unit = table.records().amount(field, row.index).and_then(|a| a.unit);
        let unit = unit.map_or_else(String::new, |u| format!(" {u}"));
        let detail = say!(
            "{of}第 {} 行是 {value}{unit}，同列 {all} 个数的中位数是 {median}",
            row.line(),
            of,
            value,
            unit,
            all,
            median
        );
        let far = (value as f64 / median).ln().abs() * 1e6;
        found.push((far as u64, Finding::new(Code::Outlier, row.place(field), value.to_string(), &detail)));
    }
    weightiest(found, FEW)
}

/// Returns the different numbers of a column in the order of their first rows, with how often each comes.
#[inline(never)]
fn counts(table: CheckedTable<'_>, field: Field, activity: Option<Activity>) -> Vec<(f64, usize)> {
    let mut index: FxHashMap<i64, usize> = FxHashMap::default();
    let mut counts: Vec<(f64, usize)> = Vec::new();
    let mut add = |value: i64, rows: usize| {
        let at = *index.entry(value).or_insert(counts.len());
        match counts.get_mut(at) {
            Some((_, n)) => *n += rows,
            None => counts.push((value as f64, rows)),
        }
    };
    let Some(amounts) = table.amounts(field).filter(|_| activity.is_none()) else {
        values(table, field, activity).for_each(|(_, value)| add(value, 1));
        return counts;
    };
    // A column of a million minutes has few different ones; one in which each is another holds no counts.
    if amounts.values.len() > MOST_VALUES {
        return counts;
    }
    let mut of_code = vec![0; amounts.values.len() + 1];
    let mut codes = Vec::new();
    table.at.across([Some(&amounts.codes)], |_, place, [code]| {
        if let Some(rows) = of_code.get_mut(code as usize).filter(|_| place.counts()) {
            if *rows == 0 {
                codes.push(code as usize);
            }
            *rows += 1;
        }
    });
    for code in codes {
        if let Some((value, rows)) = amounts.of(code).map(|q| q.value).zip(of_code.get(code))
            && value > 0
        {
            add(value, *rows);
        }
    }
    counts
}

/// Returns the median of the numbers, and those that are far from it.
#[inline(never)]
fn odd(counts: &[(f64, usize)]) -> Option<(f64, Vec<f64>)> {
    let logs: Vec<(f64, usize)> = counts.iter().map(|(v, n)| (v.ln(), *n)).collect();
    let (plain, logs) = (modified_z(counts)?, modified_z(&logs)?);
    let median = plain.median;
    let mut odd = Vec::new();
    for ((value, _), (score, log)) in counts.iter().zip(plain.scores.iter().zip(&logs.scores)) {
        let by_factor = *value > FACTOR * median || median > FACTOR * value;
        if score.abs() > THRESHOLD && log.abs() > THRESHOLD && by_factor && value.max(median) >= LEAST {
            odd.push(*value);
        }
    }
    Some((median, odd))
}
