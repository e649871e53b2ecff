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
use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::rc::Rc;
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
        if is_long(&files, &waiting) {
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

    /// Whether what was begun in a round is still asked for.
    fn wants(self, tried: &Tried, round: usize) -> bool {
        self.round.try_get_untracked() == Some(round)
            && self.all.try_with_untracked(|all| all.contains_key(tried)) == Some(true)
    }

    /// Forgets a trial that is under way, since nobody waits for it any more.
    pub fn leave(self, tried: &Tried) {
        let is_known = |trial: &Trial| !matches!(trial, Trial::Reading | Trial::Counting(_));
        self.all.update(|all| all.retain(|of, trial| of != tried || is_known(trial)));
    }

    fn note(self, tried: Tried, trial: Trial) {
        self.all.try_update(|all| _ = all.insert(tried, trial));
    }
}

/// Whether files are longer together than what is read for a look.
fn is_long(files: &[FileEntry], of: &[FileId]) -> bool {
    files.iter().filter(|file| of.contains(&file.id)).map(|file| file.size).sum::<u64>() >= ALONE
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
        self.trials.wants(&self.tried, self.round)
    }

    /// The same for when the turn of a question comes.
    fn asker(&self) -> impl Fn() -> bool + 'static {
        let (trials, tried, round) = (self.trials, self.tried.clone(), self.round);
        move || trials.wants(&tried, round)
    }

    /// Reads the files that wait, one after another, then those of which their lists say something, unless these are longer
    /// than what is read for a look; then counts.
    fn read(mut self) {
        if self.waiting.is_empty() && self.left > 0 {
            self.left -= 1;
            self.waiting = stale(&self.files);
            if is_long(&self.files, &self.waiting) {
                return self.trials.note(self.tried, Trial::Long);
            }
        }
        let Some(id) = self.waiting.pop() else { return self.count() };
        let entry = self.files.iter().find(|file| file.id == id);
        let asked =
            entry.and_then(|entry| Some((to_read(self.trials.store, id)?, names_for(&self.files, entry))));
        let Some(((name, choices, file), names)) = asked else { return self.read() };
        let choices = ReadChoices { names, corrections: self.corrections.clone(), ..choices };
        let request = Request::Try { name, choices };
        let is_wanted = self.asker();
        let mut attempt = Some(self);
        reader().ask(
            None,
            move || is_wanted().then(|| (request, Beside::File(file))),
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
        // Decided once: what is held is counted, or nothing is held.
        let (decided, is_wanted) = (OnceCell::new(), self.asker());
        let goes = Rc::new(move || *decided.get_or_init(&is_wanted));
        for (id, reading) in std::mem::take(&mut self.read) {
            let goes = Rc::clone(&goes);
            let make = move || goes().then(|| (Request::Suppose(id), Beside::Payload(reading)));
            keeper::ask(store, None, make, |_| {});
        }
        let request = Request::Supposed { period: store.period.get_untracked(), today: today() };
        let make = move || goes().then(|| (request, Beside::Nothing));
        keeper::ask(store, None, make, move |response| {
            let tables = || self.files.iter().filter_map(FileEntry::report).flat_map(|report| &report.tables);
            let table = tables().find(|table| table.signature == self.tried.0);
            if !self.is_wanted() {
                return;
            }
            match (response, table) {
                (Response::Supposed(Some(effects)), Some(table)) => {
                    let found = tried_kind(table, self.tried.1, &effects);
                    trials.note(self.tried.clone(), Trial::Found(Arc::new(found)));
                }
                // Figures of what counts by now are under way, and it is tried anew beside them.
                (Response::Supposed(None), Some(_)) => {}
                // The file could not be read, or is another one than before.
                _ => trials.note(self.tried.clone(), Trial::Broken),
            }
        });
    }
}
