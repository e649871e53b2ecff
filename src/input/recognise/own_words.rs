//! The words of a person's answers: each county names its ledgers anew, and one answer teaches them.

use super::classify::HeadedColumn;
use super::mapping::Corrections;
use crate::input::value::heading;
use crate::model::kind::{Field, Kind};

/// What corrections say of titles and headings.
#[derive(Clone, Debug, Default)]
pub struct OwnWords {
    /// Nouns of titles, each with the kind.
    pub titles: Vec<(String, Kind)>,
    /// Headings that were chosen for a field.
    fields: Vec<(String, Kind, Field)>,
    /// The headings of the tables that were answered.
    tables: Vec<(Vec<String>, Kind)>,
}

impl OwnWords {
    /// Collects the words of all corrections that give a kind.
    pub fn new(corrections: &Corrections) -> Self {
        let mut out = Self::default();
        for (signature, correction) in &corrections.0 {
            let Some(kind) = correction.kind else { continue };
            out.titles.extend(correction.title.clone().map(|noun| (noun, kind)));
            out.tables.push((signature.split('|').map(str::to_owned).collect(), kind));
            for (kind, columns) in &correction.columns {
                let own = columns.iter().filter_map(|(field, text)| {
                    Some((heading(&text.as_ref()?.replace('／', "")).full, *kind, *field))
                });
                out.fields.extend(own);
            }
        }
        out
    }

    /// Returns the field of a kind for which a heading was chosen.
    pub fn field(&self, heading: &str, kind: Kind) -> Option<Field> {
        self.fields.iter().find(|(text, k, _)| text == heading && *k == kind).map(|(.., field)| *field)
    }

    /// Returns how much of a table's headings, from 0 to 1, stand in a table that was answered with the kind.
    pub fn likeness(&self, columns: &[HeadedColumn], kind: Kind) -> f64 {
        let of_table = |headings: &Vec<String>| {
            let shared = columns.iter().filter(|c| headings.contains(&c.joined.full)).count();
            let all = u32::try_from(columns.len().max(headings.len())).unwrap_or(u32::MAX);
            f64::from(u32::try_from(shared).unwrap_or(0)) / f64::from(all.max(1))
        };
        let own = self.tables.iter().filter(|(_, k)| *k == kind).map(|(headings, _)| of_table(headings));
        own.fold(0.0, f64::max)
    }
}
