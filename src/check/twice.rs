//! The same figures in two places: pointed out, not called wrong.

use super::say::{self, FEW};
use super::table::{Row, Tables};
use crate::finding::{Code, Finding};
use crate::recognise::schema::{Field, Kind};
use crate::tally::represent::{Activity, body};
use crate::tally::{At, Body, Performance, Source, Tally};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// Below this two bodies may well have the same number.
const LEAST: i64 = 20;

/// What is compared between bodies: its name and unit, the figure, and the activity whose rows make it (none for matters).
type Deed = (&'static str, &'static str, fn(&Performance) -> i64, Option<Activity>);

const DEEDS: [Deed; 8] = [
    ("走访选民", "人次", |p| p.visits, Some(Activity::Visit)),
    ("接待选民", "人次", |p| p.receptions, Some(Activity::Reception)),
    ("走访代表", "人次", |p| p.visits_to_deputies, Some(Activity::VisitToDeputies)),
    ("小组活动", "次", |p| p.group_activities, Some(Activity::GroupActivity)),
    ("主题宣讲", "期", |p| p.talks, Some(Activity::Talk)),
    ("技能培训", "人次", |p| p.trained, Some(Activity::Training)),
    ("反映事项", "件", |p| p.matters, None),
    ("已解决事项", "件", |p| p.solved, None),
];

pub fn same_in_two_bodies(sources: &[Source<'_>], tally: &Tally) -> Vec<Finding> {
    let mut found = Vec::new();
    for (what, unit, figure, activity) in DEEDS {
        let mut by_value: BTreeMap<i64, Vec<Body>> = BTreeMap::new();
        for (body, counted) in &tally.bodies {
            let value = figure(&counted.performance);
            if value >= LEAST {
                by_value.entry(value).or_default().push(*body);
            }
        }
        for (value, bodies) in by_value.into_iter().filter(|(_, bodies)| bodies.len() > 1) {
            let rows: Vec<_> = bodies.iter().filter_map(|b| first_row(sources, *b, activity)).collect();
            let Some((source, row)) = rows.first() else { continue };
            let sides: Vec<String> = bodies
                .iter()
                .zip(&rows)
                .map(|(body, (source, row))| {
                    let line = source.records.rows.get(*row).copied().unwrap_or(0);
                    let sheet =
                        if source.sheet.is_empty() { String::new() } else { format!("·{}", source.sheet) };
                    format!("{}（“{}{sheet}”第 {line} 行起）", body.title(), source.shown_file())
                })
                .collect();
            let detail = format!("“{what}”这一项，{}都是 {value} {unit}", sides.join("和"));
            let field = if activity.is_some() { Field::Amount } else { Field::Name };
            let place = source.place(*row, field);
            found.push(Finding::new(Code::SameInTwoBodies, place, value.to_string(), &detail));
        }
    }
    found
}

/// The first row of a body that counts for an activity, or for matters.
fn first_row<'s, 'a>(
    sources: &'s [Source<'a>],
    wanted: Body,
    activity: Option<Activity>,
) -> Option<(&'s Source<'a>, usize)> {
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

/// Two villages with the same households and people, and two whose grids have the same figures one after another.
pub fn figures_copied(tables: Tables<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    let figures = |row: Row<'_>| Some([row.exact(Field::Households)?, row.exact(Field::People)?]);
    let mut seen: FxHashMap<[i64; 2], Row<'_>> = FxHashMap::default();
    for row in tables.rows(Kind::Villages) {
        let Some(pair) = figures(row).filter(|[h, p]| *h >= LEAST && *p >= LEAST) else { continue };
        let Some(first) = seen.get(&pair) else {
            seen.insert(pair, row);
            continue;
        };
        let detail = format!(
            "{}和{}（{}）都是 {} 户 {} 人",
            row.text(Field::Name),
            first.text(Field::Name),
            say::there(row.table, first.table, &[first.line()]),
            pair[0],
            pair[1]
        );
        let place = row.place(Field::Households);
        found.push(Finding::new(Code::FiguresCopied, place, pair[0].to_string(), &detail));
    }
    let mut villages: BTreeMap<u32, Vec<Row<'_>>> = BTreeMap::new();
    for row in tables.rows(Kind::Grids).filter(|r| matches!(r.at, At::Grid(_))) {
        if let Some(village) = tables.village(row.at) {
            villages.entry(village).or_default().push(row);
        }
    }
    let mut seen: FxHashMap<Vec<[i64; 2]>, (u32, Vec<Row<'_>>)> = FxHashMap::default();
    for (village, rows) in villages {
        let Some(all) = rows.iter().map(|r| figures(*r)).collect::<Option<Vec<_>>>() else { continue };
        // One grid of the same size is chance; grids that are all alike (a plan of 50 households each) are a rule.
        let alike = all.iter().all(|pair| Some(pair) == all.first());
        let (Some(own), false) = (rows.first().copied(), all.len() < 2 || alike) else { continue };
        let Some((other, others)) = seen.get(&all) else {
            seen.insert(all, (village, rows));
            continue;
        };
        let lines = |rows: &[Row<'_>]| rows.iter().map(|r| r.line()).collect::<Vec<_>>();
        let Some(first) = others.first() else { continue };
        let detail = format!(
            "{}的 {} 个网格（{}）和{}的（{}）户数、人口逐个相同",
            tables.village_name(village),
            rows.len(),
            say::rows(&lines(&rows)),
            tables.village_name(*other),
            say::there(own.table, first.table, &lines(others)),
        );
        let value = tables.village_name(village);
        found.push(Finding::new(Code::FiguresCopied, own.place(Field::Households), value, &detail));
    }
    say::limited(found, FEW)
}
