//! Headings to fields: the headings of the [kinds](crate::catalogue::kinds) under their normalised form.

use crate::catalogue::kinds::{KindSpec, kinds};
use crate::input::value::{Heading, heading};
use crate::model::kind::{Field, Kind};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// One meaning of a heading.
#[derive(Clone, Copy, Debug)]
struct Meaning {
    kind: Kind,
    field: Field,
    weight: u8,
    /// The rank of the synonym in its list; earlier ones are more usual.
    order: u16,
}

/// The synonyms of every kind by heading.
pub struct Lexicon {
    meanings: FxHashMap<String, Vec<Meaning>>,
}

/// A heading's meaning within one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Match {
    /// The field.
    pub field: Field,
    /// How much it counts for the kind.
    pub weight: u8,
    /// Whether the heading is known word for word; otherwise it only contains a known one.
    pub exact: bool,
    /// The rank among the synonyms, the least is the most usual.
    pub order: u16,
}

impl Default for Lexicon {
    fn default() -> Self {
        let mut meanings: FxHashMap<String, Vec<Meaning>> = FxHashMap::default();
        for spec in kinds() {
            for field in &spec.fields {
                for (order, synonym) in field.headings.iter().enumerate() {
                    let entry = Meaning {
                        kind: spec.kind,
                        field: field.field,
                        weight: field.weight,
                        order: u16::try_from(order).unwrap_or(u16::MAX),
                    };
                    let at = meanings.entry(heading(synonym).full).or_default();
                    if !at.iter().any(|m| m.kind == entry.kind && m.field == entry.field) {
                        at.push(entry);
                    }
                }
            }
        }
        Self { meanings }
    }
}

static SHARED: LazyLock<Lexicon> = LazyLock::new(Lexicon::default);

impl Lexicon {
    /// The lexicon that every file is read with.
    pub fn shared() -> &'static Self {
        &SHARED
    }

    /// Whether any kind knows the heading word for word.
    pub fn knows(&self, heading: &Heading) -> bool {
        self.meanings.contains_key(&heading.full) || self.meanings.contains_key(&heading.key)
    }

    /// Returns what a heading means in a kind: word for word with its brackets, then without them, then by
    /// the longest synonym of three characters or more that it contains.
    pub fn find(&self, spec: &KindSpec, heading: &Heading) -> Option<Match> {
        for (text, penalty) in [(&heading.full, 0), (&heading.key, 100)] {
            if let Some(list) = self.meanings.get(text)
                && let Some(m) = list.iter().find(|m| m.kind == spec.kind)
            {
                return Some(Match {
                    field: m.field,
                    weight: m.weight,
                    exact: true,
                    order: m.order + penalty,
                });
            }
        }
        self.find_within(spec, &heading.key)
    }

    fn find_within(&self, spec: &KindSpec, key: &str) -> Option<Match> {
        let contained = |synonym: &str| synonym.chars().count() >= 3 && key.contains(synonym);
        let mut best: Option<(usize, Match)> = None;
        for field in &spec.fields {
            for synonym in field.headings.iter().filter(|s| contained(s)) {
                if best.is_none_or(|(length, _)| synonym.len() > length) {
                    let m = Match { field: field.field, weight: field.weight, exact: false, order: 1000 };
                    best = Some((synonym.len(), m));
                }
            }
        }
        best.map(|(_, m)| m)
    }
}
