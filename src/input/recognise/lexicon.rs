//! The usual headings of the [kinds](crate::catalogue::kinds) under their normalised form: by them a header is found
//! among the rows. What its table is, [`judge`](super::judge) decides.

use super::classify::{HeadedColumn, Surroundings};
use crate::catalogue::kinds::{KindForm, KindSpec, kinds};
use crate::input::value::{Heading, heading};
use crate::model::kind::{Field, Kind};
use crate::order::Sort as _;
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

    /// Returns how much columns look like the header of some kind; `None` if no kind has the columns that it needs.
    pub fn score(&self, columns: &[HeadedColumn], around: &Surroundings) -> Option<i32> {
        kinds().iter().filter_map(|spec| self.score_as(spec, columns, around)).max()
    }

    fn score_as(&self, spec: &KindSpec, columns: &[HeadedColumn], around: &Surroundings) -> Option<i32> {
        let matches = self.assign(spec, columns);
        let hit = |text: &str| spec.words.iter().any(|w| text.contains(w));
        let words = i32::from(hit(&around.sheet)) * 4
            + i32::from(hit(&around.title)) * 4
            + i32::from(hit(&around.file)) * 2;
        let has = |field: &Field| matches.iter().flatten().any(|m| m.field == *field);
        let fits = |form: &KindForm| {
            form.needs.iter().all(|group| group.iter().any(has)) && (!form.needs_word || words > 0)
        };
        spec.forms.iter().any(fits).then(|| {
            let weight: i32 = matches.iter().flatten().map(|m| i32::from(m.weight)).sum();
            let strangers =
                columns.iter().zip(&matches).filter(|(c, m)| m.is_none() && !c.is_neutral()).count();
            weight + words - i32::try_from(strangers).unwrap_or(i32::MAX)
        })
    }

    /// Gives each field the column that names it best.
    fn assign(&self, spec: &KindSpec, columns: &[HeadedColumn]) -> Vec<Option<Match>> {
        let mut candidates: Vec<(u32, usize, Match)> = Vec::new();
        for (index, column) in columns.iter().enumerate() {
            let found = [&column.joined, &column.lowest].into_iter().filter_map(|h| self.find(spec, h));
            for (priority, m) in found.enumerate() {
                let cost = u32::from(m.order) + u32::from(!m.exact) * 10_000 + u32::from(priority > 0) * 10;
                candidates.push((cost, index, m));
            }
        }
        candidates.order_by_key(|(cost, index, _)| (*cost, *index));
        let mut matches: Vec<Option<Match>> = vec![None; columns.len()];
        for (_, index, m) in candidates {
            let is_taken = matches.iter().flatten().any(|other| other.field == m.field);
            if let Some(slot @ None) = matches.get_mut(index).filter(|_| !is_taken) {
                *slot = Some(m);
            }
        }
        matches
    }
}
