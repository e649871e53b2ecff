//! What a table would change as one of a kind, worked out for whoever looks at it: its files are read as a press would have
//! them read, by a worker of their own, and counted beside what counts. Nothing of it is kept.

use super::client::{Answer, Client};
use super::coordinator::to_read;
use super::keeper;
use super::readers::ALONE;
use super::transport::{Beside, Payload};
use crate::app::browser::dom::today;
use crate::app::store::Store;
use gelan::input::file::ReadChoices;
use gelan::input::recognise::{Corrections, TableInfo};
use gelan::model::kind::Kind;
use gelan::session::FileId;
use gelan::session::protocol::{Request, Response};
use gelan::view::parts::asks::{TriedKind, tried_kind};
use gelan::view::parts::files::{FileEntry, names_for, stale};
use leptos::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// How often files are read again because the list that the table would be says something of them.
const ROUNDS: usize = 3;

/// A table, by its headings, as one of a kind.
pub type Tried = (String, Kind);

/// How far a trial is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trial {
    /// Its files are read.
    Reading,
    /// It is counted; the keeper had ended so often before.
    Counting(u32),
    /// What it is and would change.
    Found(Arc<TriedKind>),
    /// Its files are longer than what is read for a look.
    Long,
    /// A worker ended over it.
    Broken,
}

/// The trials of the tables that are looked at.
#[derive(Clone, Copy)]
pub struct Trials {
    store: Store,
    all: RwSignal<BTreeMap<Tried, Trial>>,
    /// Counts how often what counts became something else.
    pub round: RwSignal<usize>,
}

thread_local! {
    static READER: Client = Client::passing();
}

fn reader() -> Client {
    READER.with(Client::clone)
}

impl Trials {
    /// None yet. They end with the part of the page that asks for them.
    pub fn new(store: Store) -> Self {
        on_cleanup(|| reader().stop());
        Self { store, all: RwSignal::default(), round: RwSignal::new(0) }
    }

    /// Returns how far a trial is; `None` if it was not asked for.
    pub fn get(self, tried: &Tried) -> Option<Trial> {
        self.all.with(|all| all.get(tried).cloned())
    }

    /// Forgets what was found, since what counts is something else; what a worker ended over is not tried again.
    pub fn reset(self) {
        reader().stop();
        let ended = keeper::ended();
        self.all.update(|all| {
            all.retain(|_, trial| match trial {
                Trial::Counting(before) => *before != ended,
                other => *other == Trial::Broken,
            });
            all.values_mut().for_each(|trial| *trial = Trial::Broken);
        });
        self.round.update(|round| *round += 1);
    }

    /// Tries a table as one of a kind, unless that is known or under way.
    pub fn begin(self, table: &TableInfo, kind: Kind) {
        let tried = (table.signature.clone(), kind);
        if self.all.with_untracked(|all| all.contains_key(&tried)) {
            return;
        }
        let files = self.store.files.get_untracked();
        let same =
            |f: &&FileEntry| f.report().is_some_and(|r| r.tables.iter().any(|t| t.signature == tried.0));
        let waiting: Vec<FileId> = files.iter().filter(same).map(|f| f.id).collect();
        if files.iter().filter(same).map(|f| f.size).sum::<u64>() >= ALONE {
            return self.note(tried, Trial::Long);
        }
        let mut corrections = self.store.corrections.get_untracked();
        corrections.choose(table, Some(kind));
        self.note(tried.clone(), Trial::Reading);
        let round = self.round.get_untracked();
        let of = Attempt {
            trials: self,
            tried,
            corrections,
            files,
            waiting,
            read: BTreeMap::new(),
            left: ROUNDS,
            round,
        };
        of.read();
    }

    fn note(self, tried: Tried, trial: Trial) {
        self.all.try_update(|all| _ = all.insert(tried, trial));
    }
}

/// A trial under way.
struct Attempt {
    trials: Trials,
    tried: Tried,
    corrections: Corrections,
    /// The files as they are and, of those that are read, as they would be.
    files: Vec<FileEntry>,
    waiting: Vec<FileId>,
    read: BTreeMap<FileId, Payload>,
    /// How often files may still be read again.
    left: usize,
    round: usize,
}

impl Attempt {
    fn is_wanted(&self) -> bool {
        self.trials.round.try_get_untracked() == Some(self.round)
    }

    /// Reads the files that wait, one after another, then those of which their lists say something; then counts.
    fn read(mut self) {
        if self.waiting.is_empty() && self.left > 0 {
            self.left -= 1;
            self.waiting = stale(&self.files);
        }
        let Some(id) = self.waiting.pop() else { return self.count() };
        let entry = self.files.iter().find(|file| file.id == id);
        let asked =
            entry.and_then(|entry| Some((to_read(self.trials.store, id)?, names_for(&self.files, entry))));
        let Some(((name, choices, file), names)) = asked else { return self.read() };
        let choices = ReadChoices { names, corrections: self.corrections.clone(), ..choices };
        let request = Request::Try { name, choices };
        let mut attempt = Some(self);
        reader().ask(
            None,
            move || Some((request, Beside::File(file))),
            move |answer| {
                let Some(mut attempt) = attempt.take().filter(Self::is_wanted) else { return };
                let Answer::Whole(Response::Read(report), Beside::Payload(reading)) = answer else {
                    return attempt.trials.note(attempt.tried, Trial::Broken);
                };
                if let Some(entry) = attempt.files.iter_mut().find(|file| file.id == id) {
                    entry.report = Some(Arc::new(report));
                }
                attempt.read.insert(id, reading);
                attempt.read();
            },
        );
    }

    /// Has the keeper count with what was read.
    fn count(mut self) {
        let (store, trials) = (self.trials.store, self.trials);
        trials.note(self.tried.clone(), Trial::Counting(keeper::ended()));
        for (id, reading) in std::mem::take(&mut self.read) {
            keeper::ask(store, None, move || Some((Request::Suppose(id), Beside::Payload(reading))), |_| {});
        }
        let request = Request::Supposed { period: store.period.get_untracked(), today: today() };
        keeper::ask_plain(store, None, request, move |response| {
            let tables = || self.files.iter().filter_map(FileEntry::report).flat_map(|report| &report.tables);
            let table = tables().find(|table| table.signature == self.tried.0);
            if let (Response::Supposed(effects), Some(table), true) = (response, table, self.is_wanted()) {
                let found = tried_kind(table, self.tried.1, &effects);
                trials.note(self.tried.clone(), Trial::Found(Arc::new(found)));
            }
        });
    }
}
