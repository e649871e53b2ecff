//! Persons of logs who are on no roster, and the listed persons whom they may be: 张三2, a changed surname, a mistyped
//! character.

use super::placed::{PlacedTables, RowPlaces};
use super::represent::body;
use super::source::SourceTable;
use crate::input::records::{Dictionary, RecordColumn, Records};
use crate::input::value::{persons, twin, unlikeness};
use crate::model::alias::{Aliases, Answers, MatchStanding, NameMatch, NameOf};
use crate::model::body::Body;
use crate::model::kind::{Field, Kind};
use crate::order::Sort as _;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

/// The logs that name persons of rosters, with the column that does.
const LOGS: [(Kind, Field); 3] =
    [(Kind::Visits, Field::Officer), (Kind::Duty, Field::Name), (Kind::Matters, Field::Name)];
/// Of names with two characters only those are alike whose other character sounds alike: as near in the order of pinyin.
const SAME_SOUND: u32 = 12;
/// The most persons that a person is asked about.
const MOST_ASKED: usize = 2_000;
/// The most listed persons that are offered for one.
const OFFERED: usize = 3;

/// Returns the names that stand in logs for listed persons, or may: those that a person is asked about, and those about
/// which `aliases` has an answer. `renamed` holds the rows whose names were replaced by answers.
#[inline(never)]
pub fn strangers(
    tables: &[SourceTable<'_>],
    preparation: &PlacedTables,
    aliases: &Aliases,
    renamed: &BTreeMap<String, u32>,
) -> Vec<NameMatch> {
    let mut listed: FxHashMap<Option<Body>, BTreeSet<String>> = FxHashMap::default();
    let mut others: BTreeSet<String> = BTreeSet::new();
    for table in tables {
        let records = table.records;
        let (fields, officers): (&[Field], bool) = match records.kind {
            Kind::Representatives => (&[Field::Name], false),
            Kind::Officers => (&[Field::Name], true),
            Kind::Grids => (&[Field::Officer, Field::Leader], true),
            Kind::Heads | Kind::Cadres => (&[Field::Name], true),
            _ => continue,
        };
        for row in 0..records.len() {
            let of = if officers { None } else { body(records, row) };
            let names = fields.iter().flat_map(|field| persons(records.text(*field, row)));
            match records.kind {
                // They are no officers, but no strangers either.
                Kind::Heads | Kind::Cadres => others.extend(names),
                _ if officers || of.is_some() => listed.entry(of).or_default().extend(names),
                _ => {}
            }
        }
    }
    let mut found: BTreeMap<(Option<Body>, String), u32> = BTreeMap::new();
    for (table, placed) in tables.iter().zip(&preparation.tables) {
        named(table.records, &placed.at, &mut found);
    }
    let mut matches: Vec<NameMatch> = Vec::new();
    let mut add = |written: &str, to: Vec<String>, standing, rows: u32| {
        let same = |m: &&mut NameMatch| m.written == written && m.standing == standing;
        let is_full = matches.len() >= MOST_ASKED;
        match matches.iter_mut().find(same) {
            Some(known) => known.rows = known.rows.saturating_add(rows),
            None if is_full => {}
            None => {
                let written = written.to_owned();
                matches.push(NameMatch { of: NameOf::Person, written, to, standing, grids: 0, rows });
            }
        }
    };
    for (written, rows) in renamed {
        if let Some(Some(to)) = aliases.persons.get(written) {
            add(written, vec![to.clone()], MatchStanding::Accepted, *rows);
        }
    }
    for ((of, name), rows) in found {
        let Some(names) = listed.get(&of).filter(|names| !names.contains(&name)) else { continue };
        let base = twin(&name).map(|(base, _)| base.to_owned()).filter(|base| names.contains(base));
        // The account 张三2 belongs to 张三 where the lists have only him; for a representative it is asked.
        if of.is_none() && (base.is_some() || others.contains(&name)) {
            continue;
        }
        let to = base.map_or_else(|| like(&name, names), |base| vec![base]);
        let standing =
            if aliases.persons.contains_key(&name) { MatchStanding::Apart } else { MatchStanding::Asked };
        if !to.is_empty() {
            add(&name, to, standing, rows);
        }
    }
    matches.order_by(|a, b| (a.standing, b.rows, &a.written).cmp(&(b.standing, a.rows, &b.written)));
    matches
}

/// Counts the rows of each person whom a log names, by body; officers of visits have none.
#[inline(never)]
fn named(records: &Records, at: &RowPlaces, found: &mut BTreeMap<(Option<Body>, String), u32>) {
    let Some((kind, field)) = LOGS.into_iter().find(|(kind, _)| *kind == records.kind) else { return };
    let Some(RecordColumn::Text { dictionary, codes }) = records.column(field) else { return };
    let is_counted = |row: usize| at.get(row).counts();
    let mut rows: FxHashMap<(usize, Option<Body>), u32> = FxHashMap::default();
    if kind == Kind::Visits {
        let mut by_code = vec![0; dictionary.len() + 1];
        at.across([Some(codes)], |_, place, [code]| {
            by_code
                .iter_mut()
                .skip(code as usize)
                .take(1)
                .for_each(|rows| *rows += u32::from(place.counts()));
        });
        let named = by_code.into_iter().enumerate().skip(1).filter(|(_, rows)| *rows > 0);
        rows.extend(named.map(|(code, rows)| ((code, None), rows)));
    } else {
        for (row, code) in codes.iter().enumerate().filter(|(row, code)| *code != 0 && is_counted(*row)) {
            if let Some(of) = body(records, row) {
                *rows.entry((code as usize, Some(of))).or_default() += 1;
            }
        }
    }
    for ((code, of), rows) in rows {
        for name in dictionary.get(code - 1).map(persons).unwrap_or_default() {
            *found.entry((of, name)).or_default() += rows;
        }
    }
}

/// The listed persons whose name differs in one character, the likeliest first.
fn like(name: &str, listed: &BTreeSet<String>) -> Vec<String> {
    let short = name.chars().count() < 3;
    let mut near: Vec<(u32, &String)> = listed
        .iter()
        .filter_map(|other| Some((unlikeness(name, other)?, other)))
        .filter(|(distance, _)| !short || *distance <= SAME_SOUND)
        .collect();
    near.order();
    near.into_iter().take(OFFERED).map(|(_, name)| name.clone()).collect()
}

/// Returns the records of a log with the names that a person said to be others' replaced; `None` if it has none of them.
/// `renamed` takes the number of rows of each.
pub fn renamed(records: &Records, answers: &Answers, renamed: &mut BTreeMap<String, u32>) -> Option<Records> {
    let (_, field) = LOGS.into_iter().find(|(kind, _)| *kind == records.kind)?;
    let Some(RecordColumn::Text { dictionary, codes }) = records.column(field) else { return None };
    let mut written: FxHashMap<u32, Vec<String>> = FxHashMap::default();
    let mut texts = Dictionary::default();
    for (text, code) in dictionary.iter().zip(1..) {
        let names = persons(text);
        let said = |name: &String| answers.get(name).cloned().flatten();
        let own: Vec<String> = names.iter().filter(|name| said(name).is_some()).cloned().collect();
        if !own.is_empty() {
            texts.push(
                &names.iter().map(|n| said(n).unwrap_or_else(|| n.clone())).collect::<Vec<_>>().join("、"),
            );
            written.insert(code, own);
        } else {
            texts.push(text);
        }
    }
    if written.is_empty() {
        return None;
    }
    for name in codes.iter().filter_map(|code| written.get(&code)).flatten() {
        *renamed.entry(name.clone()).or_default() += 1;
    }
    #[cfg(not(target_arch = "wasm32"))]
    records.shelf().into_iter().for_each(|shelf| texts.put_away(shelf));
    let mut records = records.clone();
    if let Some((_, column)) = records.columns.iter_mut().find(|(own, _)| *own == field)
        && let RecordColumn::Text { dictionary, .. } = column
    {
        *dictionary = texts;
    }
    Some(records)
}
