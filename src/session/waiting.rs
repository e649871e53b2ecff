//! Tables that are only likely and names that are only like listed ones: they count nowhere until a person says what they
//! are. What the answer would change is worked out beforehand.

use super::loaded_file::{scope, span, township};
use super::{Session, sources_with};
use crate::catalogue::{Definition, reading};
use crate::count::count_all;
use crate::count::{SourceTable, prepare};
use crate::figures::{Figures, Setting, State, Subject, township as figures_of_township};
use crate::input::file::FileReport;
use crate::input::recognise::TableInfo;
use crate::model::alias::{Aliases, MatchStanding, NameMatch, NameOf};
use crate::model::cell::Day;
use crate::model::kind::Kind;
use crate::model::period::Period;
use crate::order::Gather as _;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The most questions for which it is worked out what the answer would change: each is a counting anew.
const PROSPECTS: usize = 4;

/// A table that waits for a person's word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingTable<'a> {
    /// The file, with the one inside it behind a slash.
    pub file: String,
    /// How it was understood.
    pub table: &'a TableInfo,
    /// What it seems to be.
    pub kind: Kind,
}

impl WaitingTable<'_> {
    /// Returns the figures that it would change.
    pub fn figures(&self) -> Vec<&'static Definition> {
        let mut figures: Vec<&Definition> =
            self.table.mappings.iter().flat_map(|fed| reading(fed.kind)).collect();
        let mut seen = Vec::new();
        figures.retain(|figure| {
            !seen.contains(&figure.id) && {
                seen.push(figure.id);
                true
            }
        });
        figures
    }
}

/// Returns the tables of the files that wait.
pub fn waiting<'a>(files: impl IntoIterator<Item = &'a FileReport>) -> Vec<WaitingTable<'a>> {
    let of_file = |file: &'a FileReport| {
        file.tables.iter().filter(|table| table.waits()).filter_map(|table| {
            let inner =
                if table.inner_file.is_empty() { String::new() } else { format!("/{}", table.inner_file) };
            Some(WaitingTable { file: format!("{}{inner}", file.name), table, kind: table.kind? })
        })
    };
    files.into_iter().flat_map(of_file).collect()
}

/// A count, or numerator and denominator; `None` where it is not known.
type Known = Option<(i64, Option<i64>)>;

/// A count or measure of the township as it is, and as it would be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Effect {
    /// Which.
    pub subject: Subject,
    /// What it is.
    pub before: Known,
    /// What it would be.
    pub after: Known,
}

/// What a person is asked.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Doubt {
    /// Whether tables count: their headings, as [`TableInfo::signature`] has them.
    Tables(String),
    /// Whether a village, as it is written, is the only listed one that is like it.
    Village(String),
}

/// What would change if the answer were yes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prospect {
    /// The question.
    pub of: Doubt,
    /// The counts and measures that would change.
    pub effects: Vec<Effect>,
}

fn known_figures(figures: &Figures) -> impl Iterator<Item = (Subject, Known)> {
    let counts = figures.counts.iter().map(|(count, n)| (Subject::Count(*count), n.map(|n| (n, None))));
    let measures = figures.measures.iter().map(|m| {
        let known = m.state == State::Value;
        (Subject::Measure(m.measure), known.then_some((m.numerator, Some(m.denominator))))
    });
    counts.chain(measures)
}

impl Session {
    /// Returns what would change of the last computed period if tables that wait counted, and villages that are asked about
    /// were the listed ones, for the first few of them.
    pub fn prospects(&self) -> Vec<Prospect> {
        let (Some(ready), Some(scope), Some((_, computed))) = (&self.ready, self.scope, &self.last) else {
            return Vec::new();
        };
        let tables = self.files.values().flat_map(|file| &file.report.tables);
        let signatures: BTreeSet<&str> =
            tables.filter(|t| t.waits()).map(|t| t.signature.as_str()).into_set();
        let prospect = |of: Doubt, signature: &str, aliases: &Aliases| {
            let counts = |info: &TableInfo| !info.waits() || info.signature == signature;
            let figures = self.township(counts, aliases, (scope.period, ready.today));
            Prospect { of, effects: effects(&computed.figures, &figures) }
        };
        let tables = signatures
            .into_iter()
            .map(|signature| prospect(Doubt::Tables(signature.to_owned()), signature, &self.aliases));
        let villages = ready.preparation.matches.iter().filter(|m| is_one_village(m)).map(|m| {
            let mut aliases = self.aliases.clone();
            aliases.answer(m.of, &m.written, m.to.first().cloned());
            prospect(Doubt::Village(m.written.clone()), "", &aliases)
        });
        tables.chain(villages).take(PROSPECTS).collect()
    }
}

impl Session {
    /// The figures of the township alone, of tables for which `counts` holds, in a period: no findings, months or places.
    pub(super) fn township(
        &self,
        counts: impl Fn(&TableInfo) -> bool,
        aliases: &Aliases,
        (period, today): (Option<Period>, Day),
    ) -> Figures {
        let sources = sources_with(&self.files, counts);
        let sources: Vec<SourceTable<'_>> = sources.into_iter().map(|(.., source)| source).collect();
        let name = township(&self.files);
        let placed = prepare(&sources, name.as_deref(), aliases, self.settings.month_end);
        let scope = scope(period, span(&sources), today);
        let as_of = scope.as_of;
        let setting = Setting { period, as_of, settings: self.settings.clone(), ..Setting::default() };
        figures_of_township(&count_all(&sources, &placed, scope), setting)
    }
}

/// Whether a person is asked whether a village is one listed one.
pub fn is_one_village(found: &NameMatch) -> bool {
    found.of == NameOf::Village && found.standing == MatchStanding::Asked && found.to.len() == 1
}

/// Returns the counts and measures that differ.
pub(super) fn effects(before: &Figures, after: &Figures) -> Vec<Effect> {
    let pairs =
        known_figures(before).zip(known_figures(after)).filter(|((_, before), (_, after))| before != after);
    pairs.map(|((subject, before), (_, after))| Effect { subject, before, after }).collect()
}
