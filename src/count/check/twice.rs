//! The same figures in two places. The findings point them out and do not call them wrong.

use super::finding_text::{FEW, limited, row_ref, row_refs};
use super::table::{CheckedRow, GroupedRows, Tables};
use crate::catalogue::Counter;
use crate::count::represent::body;
use crate::count::{RowPlace, SourceTable, Tally};
use crate::input::value::activity::Activity;
use crate::model::body::Body;
use crate::model::finding::{Code, Finding};
use crate::model::kind::{Field, Kind};
use crate::text::{self, say, t};

/// Below this two bodies may have the same number by chance.
const LEAST: i64 = 20;

/// A figure that is compared between bodies: its name and unit, how it is read, and the activity whose rows make it
/// (`None` for matters).
type RepFigure = (&'static str, &'static str, Counter, Option<Activity>);

const DEEDS: [RepFigure; 8] = [
    ("走访选民", "人次", Counter::DutyVisits, Some(Activity::Visit)),
    ("接待选民", "人次", Counter::Receptions, Some(Activity::Reception)),
    ("走访代表", "人次", Counter::VisitsToDeputies, Some(Activity::VisitToDeputies)),
    ("小组活动", "次", Counter::GroupActivities, Some(Activity::GroupActivity)),
    ("主题宣讲", "期", Counter::Talks, Some(Activity::Talk)),
    ("技能培训", "人次", Counter::Trained, Some(Activity::Training)),
    ("反映事项", "件", Counter::Matters, None),
    ("已解决事项", "件", Counter::Solved, None),
];

pub fn same_in_two_bodies(sources: &[SourceTable<'_>], tally: &Tally) -> Vec<Finding> {
    let mut found = Vec::new();
    for (what, unit, figure, activity) in DEEDS {
        let of = |body: &Body| tally.bodies.get(body).map_or(0, |b| b.counts.get(figure));
        let mut done: Vec<i64> = Vec::new();
        for value in Body::ALL.iter().map(of).filter(|v| *v >= LEAST) {
            let bodies: Vec<Body> = Body::ALL.into_iter().filter(|b| of(b) == value).collect();
            if bodies.len() < 2 || done.contains(&value) {
                continue;
            }
            done.push(value);
            let rows: Vec<_> = bodies.iter().filter_map(|b| first_row(sources, *b, activity)).collect();
            let Some((source, row)) = rows.first() else { continue };
            let sides: Vec<String> = bodies
                .iter()
                .zip(&rows)
                .map(|(body, (source, row))| {
                    let line = source.records.rows.get(*row).unwrap_or(0);
                    let sheet =
                        if source.sheet.is_empty() { String::new() } else { format!("·{}", source.sheet) };
                    say!("{}（“{}{sheet}”第 {line} 行起）", body.label(), source.shown_file(), sheet, line)
                })
                .collect();
            let detail = say!(
                "“{what}”这一项，{}都是 {value} {unit}",
                sides.join(t("和")),
                what = t(what),
                value,
                unit = text::unit(unit)
            );
            let field = if activity.is_some() { Field::Amount } else { Field::Name };
            let place = source.place(*row, field);
            found.push(Finding::new(Code::SameInTwoBodies, place, value.to_string(), &detail));
        }
    }
    found
}

/// Returns the first row of the body `wanted` that counts for an activity, or for matters if there is none.
fn first_row<'s, 'a>(
    sources: &'s [SourceTable<'a>],
    wanted: Body,
    activity: Option<Activity>,
) -> Option<(&'s SourceTable<'a>, usize)> {
    let kind = if activity.is_some() { Kind::Duty } else { Kind::Matters };
    sources.iter().filter(|s| s.records.kind == kind).find_map(|source| {
        let fits = |row: &usize| {
            body(source.records, *row) == Some(wanted)
                && activity
                    .is_none_or(|a| Activity::named_in(source.records.text(Field::Activity, *row)) == Some(a))
        };
        (0..source.records.len()).find(fits).map(|row| (source, row))
    })
}

/// Findings for two villages with the same households and people, and for two whose grids have the same figures one after
/// another.
#[inline(never)]
pub fn figures_copied(tables: Tables<'_>) -> Vec<Finding> {
    let mut alike = GroupedRows::default();
    for row in tables.rows(Kind::Villages) {
        if let Some((households, people)) = figures(row).filter(|(h, p)| *h >= LEAST && *p >= LEAST) {
            alike.add(&say!("{households} 户 {people} 人", households, people), row);
        }
    }
    let mut found = Vec::new();
    for (said, rows) in &alike.groups {
        for (row, first) in rows.iter().skip(1).filter_map(|row| Some((row, rows.first()?))) {
            let there = row_ref(row.table, first.table, &[first.line()]);
            let (one, other) = (row.text(Field::Name), first.text(Field::Name));
            let detail = say!("{one}和{other}（{there}）都是 {said}", one, other, there, said);
            found.push(Finding::new(
                Code::FiguresCopied,
                row.place(Field::Households),
                said.as_str(),
                &detail,
            ));
        }
    }
    found.extend(grids_copied(tables));
    limited(found, FEW)
}

fn figures(row: CheckedRow<'_>) -> Option<(i64, i64)> {
    Some((row.exact(Field::Households)?, row.exact(Field::People)?))
}

fn grids_copied(tables: Tables<'_>) -> Vec<Finding> {
    let mut villages = GroupedRows::default();
    for row in tables.rows(Kind::Grids) {
        if let (RowPlace::Grid(_), Some(village)) = (row.at, tables.village(row.at)) {
            villages.add(tables.village_name(village), row);
        }
    }
    // The first row of each village stands for all of them.
    let mut alike = GroupedRows::default();
    for (_, rows) in &villages.groups {
        let mut all = Vec::new();
        for row in rows {
            all.extend(figures(*row));
        }
        // One grid of the same size is chance; grids that are all alike (a plan of 50 households each) are a rule.
        let rule = all.iter().all(|pair| Some(pair) == all.first());
        if let (Some(first), true) = (rows.first(), all.len() == rows.len() && !rule) {
            let mut key = String::new();
            for (households, people) in all {
                key += &format!("{households} {people} ");
            }
            alike.add(&key, *first);
        }
    }
    let name = |row: CheckedRow<'_>| tables.village(row.at).map_or("", |v| tables.village_name(v));
    let mut found = Vec::new();
    for (_, firsts) in &alike.groups {
        for (row, first) in firsts.iter().skip(1).filter_map(|row| Some((row, firsts.first()?))) {
            let (own, other) = (villages.get(name(*row)), villages.get(name(*first)));
            let detail = say!(
                "{}的 {} 个网格（{}）和{}的（{}）户数、人口逐个相同",
                name(*row),
                own.len(),
                row_refs(row.table, own),
                name(*first),
                row_refs(row.table, other)
            );
            found.push(Finding::new(Code::FiguresCopied, row.place(Field::Households), name(*row), &detail));
        }
    }
    found
}
