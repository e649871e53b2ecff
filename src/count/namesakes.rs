//! Representatives of one name in different villages: a person is a name and a place.

use super::placed::PlacedTable;
use super::places::Places;
use super::posts::{Marks, Post, persons};
use super::represent::body;
use super::source::SourceTable;
use crate::input::records::Records;
use crate::model::body::Body;
use crate::model::kind::{Field, Kind};
use crate::order::Gather as _;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

/// The names that rosters give to several persons of a body, and for each village of theirs by which one the person
/// there is told apart.
#[derive(Debug, Default)]
pub struct Namesakes(FxHashMap<(Body, String), BTreeMap<String, String>>);

/// The village that a row names: as the lists have it, or where they do not, as it is written.
pub(super) fn named_village<'a>(records: &'a Records, row: usize, places: &'a Places) -> &'a str {
    let text = records.text(Field::Village, row);
    let listed = places.village(text).and_then(|found| places.villages.get(found.index as usize));
    listed.map_or(text, |village| village.key.as_str())
}

/// A person's name with the village that tells it apart.
fn named(name: &str, village: &str) -> String {
    format!("{name}（{village}）")
}

/// The name of a person of this village as rosters write it, without the village that tells it apart.
pub fn bare_name<'a>(name: &'a str, village: &str) -> &'a str {
    name.strip_suffix(&named("", village)).unwrap_or(name)
}

impl Namesakes {
    /// Those of all rosters.
    pub(super) fn of(tables: &[SourceTable<'_>], placed: &[PlacedTable], places: &Places) -> Self {
        let mut rows: FxHashMap<(Body, &str), Vec<(&str, Marks)>> = FxHashMap::default();
        let rosters =
            tables.iter().zip(placed).filter(|(table, _)| table.records.kind == Kind::Representatives);
        for (table, placed) in rosters {
            let records = table.records;
            for (row, _) in placed.at.iter().enumerate().filter(|(_, at)| at.counts()) {
                if let Some(body) = body(records, row) {
                    let one = (named_village(records, row, places), Marks::of(records, row));
                    rows.entry((body, records.text(Field::Name, row))).or_default().push(one);
                }
            }
        }
        let several = rows.into_iter().filter_map(|((body, name), rows)| {
            let posts: Vec<Post<'_>> =
                rows.iter().map(|(village, marks)| Post { village, name, marks }).collect();
            // Where one's village is not known, nobody can tell whether it is another's.
            let villages = |person: &Vec<usize>| {
                person.iter().filter_map(|row| posts.get(*row)).map(|p| p.village).into_set()
            };
            let persons: Vec<BTreeSet<&str>> =
                persons(&posts).iter().map(villages).filter(|v| !v.contains("")).collect();
            let firsts: BTreeSet<&str> = persons.iter().filter_map(|v| v.first().copied()).into_set();
            let all = persons.iter().flat_map(|own| {
                let first = own.first().copied().unwrap_or_default();
                own.iter().map(move |village| ((*village).to_owned(), first.to_owned()))
            });
            (firsts.len() > 1).then(|| ((body, name.to_owned()), all.into_map()))
        });
        Self(several.collect())
    }

    /// The name by which a person of a body is told apart, with the village that a row names; `None` where it has
    /// namesakes and no village says which of them it is.
    pub(super) fn distinct_name(
        &self,
        body: Body,
        name: &str,
        village: impl Fn() -> String,
    ) -> Option<String> {
        let villages = if self.0.is_empty() { None } else { self.0.get(&(body, name.to_owned())) };
        match villages {
            None => Some(name.to_owned()),
            Some(villages) => villages.get(&village()).map(|first| named(name, first)),
        }
    }

    /// The villages of the persons of one name, of a body.
    pub(super) fn villages(&self, body: Body, name: &str) -> Vec<&str> {
        let villages = self.0.get(&(body, name.to_owned()));
        let firsts: BTreeSet<&str> =
            villages.into_iter().flat_map(BTreeMap::values).map(String::as_str).into_set();
        firsts.into_iter().collect()
    }
}
