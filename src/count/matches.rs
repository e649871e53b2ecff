//! The names of villages that tables write otherwise than the lists, gathered over all rows.

use super::place_names::JOINTS;
use super::places::{FoundBy, FoundVillage, Places, VillagePlace};
use super::source::SourceTable;
use crate::input::value::{grid_key, stem, unlikeness};
use crate::model::alias::{Aliases, MatchStanding, NameMatch, NameOf};
use crate::model::finding::{Code, Finding};
use crate::model::kind::Field;
use crate::order::Sort as _;
use crate::text::{say, t};
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};
use std::hash::BuildHasher;

/// The most listed names that are offered for one that is on no list.
const OFFERED: usize = 3;

/// A match that is being gathered.
struct GatheredMatch {
    found: NameMatch,
    /// Its grids by a number of each; of more than [`MOST_GRIDS`] nothing is said.
    grids: FxHashSet<u64>,
    /// Table and row that have it first.
    first: (usize, usize),
}

/// The most names on no list of which it is looked what they may be.
const MOST_NAMES: usize = 1 << 16;
/// The most matches that a person can be asked about.
const MOST_MATCHES: usize = 2_000;
/// The most grids of a match that are counted.
const MOST_GRIDS: usize = 2_000;

/// The matches of all tables, each once.
pub struct MatchGatherer<'a> {
    aliases: &'a Aliases,
    index: FxHashMap<String, Option<usize>>,
    all: Vec<GatheredMatch>,
}

impl<'a> MatchGatherer<'a> {
    /// None yet; `aliases` are a person's answers.
    pub fn new(aliases: &'a Aliases) -> Self {
        Self { aliases, index: FxHashMap::default(), all: Vec::new() }
    }

    /// Notes by what the village `text` was found; returns the match that its rows are of, `None` if it is the listed name.
    pub fn found(
        &mut self,
        places: &Places,
        text: &str,
        found: FoundVillage,
        grid: &str,
        row: (usize, usize),
    ) -> Option<usize> {
        let village = places.villages.get(found.index as usize)?;
        let (written, standing) = match found.by {
            FoundBy::Name => return None,
            FoundBy::Alias => (text, MatchStanding::Accepted),
            FoundBy::Stem => (stem(&village.key), MatchStanding::Alone),
        };
        self.note(written, standing, || vec![village.key.clone()], &own_grid(grid, text), row)
    }

    /// Notes that no list has the village `text`; returns the match that its rows are of, `None` if no listed name is
    /// like it.
    pub fn unlisted(
        &mut self,
        places: &Places,
        text: &str,
        grid: &str,
        row: (usize, usize),
    ) -> Option<usize> {
        let apart =
            [text, stem(text)].into_iter().find(|name| self.aliases.villages.get(*name) == Some(&None));
        let like = || places.like(text).into_iter().map(|v| v.key.clone()).collect();
        let grid = own_grid(grid, text);
        match apart {
            Some(name) if name != text => {
                self.note(name, MatchStanding::Apart, || vec![text.to_owned()], &grid, row)
            }
            Some(_) => self.note(text, MatchStanding::Apart, like, &grid, row),
            None => self.note(text, MatchStanding::Asked, like, &grid, row),
        }
    }

    fn note(
        &mut self,
        written: &str,
        standing: MatchStanding,
        to: impl FnOnce() -> Vec<String>,
        grid: &str,
        first: (usize, usize),
    ) -> Option<usize> {
        let all = &mut self.all;
        let known = match self.index.get(written) {
            Some(known) => *known,
            None if standing == MatchStanding::Asked
                && (self.index.len() >= MOST_NAMES || all.len() >= MOST_MATCHES) =>
            {
                None
            }
            None => {
                let to = to();
                let known = (!to.is_empty()).then(|| {
                    let written = written.to_owned();
                    let found = NameMatch { of: NameOf::Village, written, to, standing, grids: 0, rows: 0 };
                    all.push(GatheredMatch { found, grids: FxHashSet::default(), first });
                    all.len() - 1
                });
                self.index.insert(written.to_owned(), known);
                known
            }
        };
        if let Some(gathered) = known.and_then(|at| self.all.get_mut(at))
            && !grid.is_empty()
            && gathered.grids.len() <= MOST_GRIDS
        {
            gathered.grids.insert(FxBuildHasher.hash_one(grid));
        }
        known
    }

    /// Counts a row of a match.
    pub fn count(&mut self, at: usize) {
        if let Some(gathered) = self.all.get_mut(at) {
            gathered.found.rows = gathered.found.rows.saturating_add(1);
        }
    }

    /// The matches, and a finding for each that a person may want to answer.
    pub fn finish(self, tables: &[SourceTable<'_>]) -> (Vec<NameMatch>, Vec<Finding>) {
        let mut findings = Vec::new();
        let mut matches = Vec::new();
        for GatheredMatch { mut found, grids, first } in self.all.into_iter().filter(|m| m.found.rows > 0) {
            found.grids = u32::try_from(grids.len()).ok().filter(|_| grids.len() <= MOST_GRIDS).unwrap_or(0);
            let Some(table) = tables.get(first.0) else { continue };
            let (written, rows) = (&found.written, rows(&found));
            let said = match found.standing {
                MatchStanding::Alone => {
                    let target = found.target();
                    Some((
                        Code::VillageStem,
                        say!("“{written}”与“{target}”看作同一村{rows}", written, target, rows),
                    ))
                }
                MatchStanding::Asked => {
                    let names: Vec<String> = found.to.iter().map(|name| format!("“{name}”")).collect();
                    let names = names.join(t("或"));
                    Some((
                        Code::PlaceAsked,
                        say!("“{written}”{rows}不在名单里，是不是{names}", written, rows, names),
                    ))
                }
                MatchStanding::Accepted | MatchStanding::Apart => None,
            };
            if let Some((code, detail)) = said {
                let place = table.place(first.1, Field::Village);
                findings.push(Finding::new(code, place, &**written, &detail).times(found.rows));
            }
            matches.push(found);
        }
        matches.order_by(|a, b| (a.standing, b.rows, &a.written).cmp(&(b.standing, a.rows, &b.written)));
        (matches, findings)
    }
}

/// A grid without its village, so that each counts once; empty if a row names none.
fn own_grid(grid: &str, village: &str) -> String {
    let own = grid.rsplit(JOINTS).next().unwrap_or(grid);
    if own.is_empty() { String::new() } else { grid_key(own, village).to_string() }
}

/// `（3 个网格，419 行）`.
fn rows(found: &NameMatch) -> String {
    match found.grids {
        0 => say!("（{} 行）", found.rows),
        grids => say!("（{grids} 个网格，{} 行）", found.rows, grids),
    }
}

impl Places {
    /// The listed villages that a name on no list may stand for, the likeliest first: those with its stem, else those in
    /// which one character differs.
    fn like(&self, name: &str) -> Vec<&VillagePlace> {
        let own = stem(self.bare(name));
        let same = self.villages.iter().filter(|v| stem(&v.key) == own && v.key != name);
        let found: Vec<&VillagePlace> = same.collect();
        if !found.is_empty() {
            return found;
        }
        let mut near: Vec<(u32, &VillagePlace)> =
            self.villages.iter().filter_map(|v| Some((unlikeness(own, stem(&v.key))?, v))).collect();
        near.order_by_key(|(distance, _)| *distance);
        near.into_iter().take(OFFERED).map(|(_, v)| v).collect()
    }
}
