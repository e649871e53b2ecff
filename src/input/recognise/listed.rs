//! The names that lists hold, of villages, grids and persons: what the cells of other tables are compared with.

use super::mapping::{ColumnInfo, Confidence, TableInfo};
use crate::catalogue::kinds::KindSpec;
use crate::catalogue::rules::NameList;
use crate::input::records::{RecordColumn, Records};
use crate::input::value::{person, stem, village_key};
use crate::model::kind::{Field, Kind};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};

/// The most names of a list that are kept.
const MOST: usize = 4000;
/// The least length of a grid's name that says which grid it is: 第一网格 is one of every village.
const GRID_NAME: usize = 6;

/// A name as it is compared.
fn key(list: NameList, text: &str) -> String {
    match list {
        // 西岭 and 西岭村 are one, but not 甲 and 甲村.
        NameList::Villages => {
            let whole = village_key(text);
            let stem = stem(&whole);
            if stem.chars().count() < 2 { whole } else { stem.to_owned() }
        }
        NameList::Grids => text.chars().filter(|c| !c.is_whitespace()).collect(),
        NameList::Officers | NameList::Representatives => person(text).into_owned(),
    }
}

/// The columns of lists that hold names.
const SOURCES: [(Kind, Field, NameList); 6] = [
    (Kind::Villages, Field::Name, NameList::Villages),
    (Kind::Grids, Field::Name, NameList::Grids),
    (Kind::Grids, Field::Code, NameList::Grids),
    (Kind::Grids, Field::Officer, NameList::Officers),
    (Kind::Officers, Field::Name, NameList::Officers),
    (Kind::Representatives, Field::Name, NameList::Representatives),
];

/// Names by list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ListedNames([BTreeSet<String>; 4]);

impl ListedNames {
    /// The names that the lists among some tables hold. A list that is only likely says nothing, and neither does one
    /// that was known by other lists' names: so what is known does not depend on the order of the files.
    pub fn of(tables: &[TableInfo], records: &[(u32, Records)]) -> Self {
        let mut own = Self::default();
        for (table, records) in records {
            let is_list = |info: &TableInfo| match info.confidence {
                Confidence::Chosen => true,
                confidence => confidence == Confidence::Sure && !info.by_names,
            };
            if !tables.get(*table as usize).is_some_and(is_list) {
                continue;
            }
            for (_, field, list) in SOURCES.iter().filter(|(kind, ..)| *kind == records.kind) {
                let Some(RecordColumn::Text { dictionary, .. }) = records.column(*field) else { continue };
                let says = |name: &String| {
                    name.chars().count() >= if *list == NameList::Grids { GRID_NAME } else { 2 }
                };
                own.add(*list, dictionary.iter().map(|name| key(*list, name)).filter(says));
            }
        }
        own
    }

    fn add(&mut self, list: NameList, names: impl Iterator<Item = String>) {
        if let Some(own) = self.0.get_mut(list as usize) {
            own.extend(names);
            while own.len() > MOST {
                own.pop_last();
            }
        }
    }

    /// Takes other names in.
    pub fn join(&mut self, other: &Self) {
        for list in NameList::ALL {
            self.add(list, other.0.get(list as usize).into_iter().flatten().cloned());
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(BTreeSet::is_empty)
    }

    /// A number that other names do not have; 0 where there are none.
    pub fn mark(&self) -> u64 {
        if self.is_empty() {
            return 0;
        }
        let mut hasher = DefaultHasher::new();
        self.hash(&mut hasher);
        hasher.finish().max(1)
    }

    /// Whether a text is one of a list's names.
    pub fn has(&self, list: NameList, text: &str) -> bool {
        let names = self.0.get(list as usize).filter(|names| !names.is_empty());
        names.is_some_and(|names| names.contains(&key(list, text)))
    }

    /// Whether these names say something of a table that its headings do not: most examples of a column are such names.
    /// The answer is the same whether the table was read with them or without.
    pub fn touch(&self, table: &TableInfo) -> bool {
        let is_listed = |column: &ColumnInfo, list| {
            let hits = column.examples.iter().filter(|text| self.has(list, text)).count();
            column.examples.len() >= 2 && hits * 2 > column.examples.len()
        };
        let mut columns = table.columns.iter();
        table.by_names
            || match table.kind {
                None => columns.any(|c| NameList::ALL.into_iter().any(|list| is_listed(c, list))),
                Some(kind) => KindSpec::for_kind(kind).listed.iter().any(|(field, list)| {
                    let mut columns = table.columns.iter();
                    match columns.clone().find(|c| c.field == Some(*field)) {
                        Some(fed) => fed.by_names,
                        None => columns.any(|c| c.field.is_none() && is_listed(c, *list)),
                    }
                }),
            }
    }
}
