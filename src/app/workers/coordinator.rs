//! Files and snapshots on their way to figures: workers read files, another keeps what was read, or a snapshot, and
//! computes ([`keeper`](super::keeper)).
//!
//! A reader that breaks down costs its file only: the file gets a finding, and another reader takes the next one.

use super::client::{Answer, Topic};
use super::keeper::{ask, ask_plain};
use super::readers::{Readers, is_shared};
use super::told::progress;
use super::transport::{Beside, Payload};
use super::{keeper, refused, results, told};
use crate::app::browser::dom::{self, today};
use crate::app::store::{Origin, Stage, Store};
use gelan::input::file::{FileReport, ReadChoices};
use gelan::input::recognise::TableInfo;
use gelan::model::period::PeriodChoice;
use gelan::order::Sort as _;
use gelan::session::protocol::{Request, Response};
use gelan::session::{Computed, FileId};
use gelan::text::{say, t};
use gelan::view::pages::Page;
use gelan::view::parts::files::{FileEntry, FileProgress, any_table, names_for, stale};
use gelan::view::route::Route;
use leptos::prelude::*;
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::Arc;
use web_sys::File;

/// What only the newest question to the keeper is about; others are in [`results`].
const FIGURES: Topic = 0;

/// The workers, and what is under way.
struct Coordinator {
    readers: Readers,
    /// The files that are loaded.
    handles: BTreeMap<FileId, File>,
    last_id: FileId,
    /// Whether a period is chosen; before, the keeper chooses one.
    period_chosen: bool,
    /// Whether to go to the overview once the figures are there.
    go: bool,
    /// What the address asked for before anything was loaded.
    wanted: Option<Route>,
}

thread_local! {
    static COORDINATOR: RefCell<Coordinator> = RefCell::new(Coordinator {
        readers: Readers::new(),
        handles: BTreeMap::new(),
        last_id: 0,
        period_chosen: false,
        go: false,
        wanted: None,
    });
}

fn with<T>(f: impl FnOnce(&mut Coordinator) -> T) -> T {
    COORDINATOR.with_borrow_mut(f)
}

fn readers() -> Readers {
    with(|c| c.readers.clone())
}

/// Takes files, under the names that the person knows them by. A person's own files put an open snapshot or the sample
/// away; a file of the same name takes the place of the earlier one.
pub fn add(store: Store, files: Vec<(String, File)>, origin: Origin) {
    if files.is_empty() {
        return;
    }
    if store.origin.get_untracked() != origin {
        clear(store);
        store.origin.set(origin);
    }
    store.notice.set(None);
    store.shared.set(None);
    let known: Vec<(FileId, String)> =
        store.files.with_untracked(|f| f.iter().map(|f| (f.id, f.name.clone())).collect());
    let mut replaced = 0;
    for (id, _) in known.iter().filter(|(_, name)| files.iter().any(|(n, _)| n == name)) {
        forget_file(store, *id);
        replaced += 1;
    }
    if replaced > 0 {
        store.tell(say!("{replaced} 个同名文件已换成新放入的", replaced), false);
    }
    // What is added later changes the page that is shown.
    let first = !store.files.with_untracked(|files| any_table(files, TableInfo::counts));
    let entries: Vec<FileEntry> = with(|c| {
        c.go |= first;
        let take = |(name, file): (String, File)| {
            c.last_id += 1;
            let entry = FileEntry::new(c.last_id, name, file.size() as u64);
            c.handles.insert(c.last_id, file);
            entry
        };
        files.into_iter().map(take).collect()
    });
    let ids: Vec<FileId> = entries.iter().map(|e| e.id).collect();
    store.batch.update(|batch| {
        if store.stage.get_untracked() != Stage::Reading {
            store.since.set(dom::now());
            batch.clear();
        }
        batch.extend(&ids);
    });
    store.files.update(|f| f.extend(entries));
    dom::leave_hash();
    read_all(store, ids);
    // Ready by the time that there is something to keep.
    keeper::begin(store);
}

/// Reads files again, after a correction or another encoding.
pub fn read_again(store: Store, ids: &[FileId]) {
    // What was refused is there by name only.
    let ids: Vec<FileId> = with(|c| ids.iter().copied().filter(|id| c.handles.contains_key(id)).collect());
    if ids.is_empty() {
        compute(store);
        return;
    }
    store.since.set(dom::now());
    store.batch.set(ids.clone());
    for id in &ids {
        progress(store, *id, FileProgress::Waiting);
    }
    told::tell(store);
    read_all(store, ids);
}

/// The largest files come first: two readers are then done at about the same time.
fn read_all(store: Store, mut ids: Vec<FileId>) {
    ids.order_by_cached_key(|id| std::cmp::Reverse(size_of(*id)));
    ids.into_iter().for_each(|id| read(store, id));
}

fn size_of(id: FileId) -> u64 {
    with(|c| c.handles.get(&id).map_or(0, |file| file.size() as u64))
}

/// Returns a file and how to read it; `None` if it was removed.
pub(super) fn to_read(store: Store, id: FileId) -> Option<(String, ReadChoices, File)> {
    let file = with(|c| c.handles.get(&id).cloned())?;
    let entry = untrack(|| store.file(id))?;
    let names = store.files.with_untracked(|files| names_for(files, &entry));
    let choices = ReadChoices {
        names,
        corrections: store.corrections.get_untracked(),
        encoding: entry.encoding,
        language: gelan::text::language(),
        keeps_all: false,
    };
    Some((entry.name, choices, file))
}

/// Reads a file once those before it are read. Computes after the last one.
fn read(store: Store, id: FileId) {
    store.stage.set(Stage::Reading);
    let make = move || {
        let (name, choices, file) = to_read(store, id)?;
        progress(store, id, FileProgress::Reading { done: 0, rows: 0 });
        Some((Request::Read { name, choices, is_shared: is_shared(size_of(id)) }, Beside::File(file)))
    };
    let (seen, mut cut) = (Rc::new(Cell::new(Seen::default())), u64::MAX);
    readers().ask(size_of(id), id, make, move |answer| {
        match answer {
            Answer::Part(Response::Progress { done, rows }, _) => {
                let part = if done > cut { (0, 0) } else { seen.get().1 };
                return tell(store, id, &seen, ((done, rows), part));
            }
            Answer::Part(Response::Cut(from), _) => {
                cut = from;
                let seen = Rc::clone(&seen);
                let tell = move |part| tell(store, id, &seen, (seen.get().0, part));
                return share(store, id, from, tell);
            }
            Answer::Part(_, Beside::Payload(rows)) => {
                return keeper::give(store, id, Request::Ahead(id), rows);
            }
            Answer::Part(..) => return,
            // A part is of no use any more.
            Answer::Whole(..) | Answer::Lost => readers().forget(id),
        }
        match answer {
            Answer::Whole(Response::Read(report), Beside::Payload(reading)) => {
                keep(store, id, report, reading)
            }
            _ => refused::keep_broken(store, id),
        }
        if !readers().is_busy() {
            settle(store);
        }
    });
}

/// Bytes and rows of a file that a worker has read up to a byte, and another one from there on.
type Seen = ((u64, u64), (u64, u64));

fn tell(store: Store, id: FileId, seen: &Cell<Seen>, now: Seen) {
    seen.set(now);
    let ((done, rows), (more, others)) = now;
    progress(store, id, FileProgress::Reading { done: done + more, rows: rows + others });
}

/// Has another worker read a file from a byte on.
fn share(store: Store, id: FileId, from: u64, progress: impl FnMut((u64, u64)) + 'static) {
    if let Some((name, choices, file)) = to_read(store, id) {
        readers().share(id, (Request::ReadPart { name, choices, from }, Beside::File(file)), progress);
    }
}

/// Reads the files again of which the lists of others say something, and computes once there are none.
fn settle(store: Store) {
    told::tell(store);
    read_again(store, &store.files.with_untracked(|files| stale(files)));
}

/// Returns a number that no file has.
pub(super) fn new_id() -> FileId {
    with(|c| {
        c.last_id += 1;
        c.last_id
    })
}

pub(super) fn keep(store: Store, id: FileId, report: FileReport, reading: Payload) {
    told::change(store, id, |file| {
        file.report = Some(Arc::new(report));
        file.progress = FileProgress::Done;
    });
    keeper::give(store, id, Request::Keep(id), reading);
}

/// Stops reading, and returns the files that are loaded or wait.
pub(super) fn interrupt() -> BTreeSet<FileId> {
    readers().stop();
    with(|c| c.handles.keys().copied().collect())
}

/// Forgets a file as the browser gave it: it is there by name only.
pub(super) fn forget_handle(id: FileId) {
    with(|c| _ = c.handles.remove(&id));
}

/// Has names matched by the answers as they are now; the readers of files compute once they are done.
pub fn apply_aliases(store: Store) {
    let request = Request::Aliases(Box::new(store.aliases.get_untracked()));
    ask_plain(store, None, request, |_| {});
    if store.stage.get_untracked() == Stage::Ready {
        compute(store);
    }
}

/// Computes with the settings as they are now.
pub fn apply_settings(store: Store) {
    if keeper::tell(store) && store.stage.get_untracked() == Stage::Ready {
        compute(store);
    }
}

/// Asks for the figures of the chosen period.
pub fn compute(store: Store) {
    let make = move || {
        let wanted = with(|c| c.wanted.as_ref().and_then(|spot| spot.period));
        let period = if with(|c| c.period_chosen) { Some(store.period.get_untracked()) } else { wanted };
        Some((Request::Compute { period, today: today() }, Beside::Nothing))
    };
    ask(store, Some(FIGURES), make, move |response| {
        if let Response::Computed { period, computed } = response {
            show(store, period, Arc::unwrap_or_clone(computed));
        }
    });
}

/// Notes what the address asks for, until there are figures.
pub fn want(spot: Route) {
    with(|c| c.wanted = Some(spot));
}

fn show(store: Store, period: PeriodChoice, computed: Computed) {
    keeper::has_computed();
    with(|c| c.period_chosen = true);
    if store.period.get_untracked() != period {
        store.period.set(period);
    }
    let counts = store.files.with_untracked(|files| any_table(files, TableInfo::counts));
    let wanted = with(|c| c.wanted.take()).unwrap_or_default();
    if let Some(village) = wanted.village.filter(|v| computed.figures.villages.iter().any(|f| f.name == *v)) {
        store.village.set(village);
    }
    store.findings.set(Arc::new(computed.findings));
    store.matches.set(Arc::new(computed.matches));
    store.sites.set(Arc::new(computed.sites));
    store.figures.set(Some(Arc::new(computed.figures)));
    if with(|c| std::mem::take(&mut c.go)) {
        if counts && wanted.page != Page::Overview {
            store.show(Route { page: wanted.page, place: wanted.place, ..Route::default() });
        } else {
            store.go(if counts { Page::Overview } else { Page::Data });
        }
    }
    store.stage.set(if readers().is_busy() { Stage::Reading } else { Stage::Ready });
    results::prospects(store);
}

/// Chooses a period.
pub fn choose_period(store: Store, choice: PeriodChoice) {
    store.period.set(choice);
    store.shared.set(None);
    compute(store);
}

/// Stops reading; what was read stays.
pub fn cancel(store: Store) {
    readers().stop();
    told::tell(store);
    let pending =
        store.files.with_untracked(|f| f.iter().filter(|f| f.pending()).map(|f| f.id).collect::<Vec<_>>());
    // What went ahead of their readings.
    pending.into_iter().for_each(|id| ask_plain(store, None, Request::Ahead(id), |_| {}));
    store.files.update(|files| {
        for file in files.iter_mut().filter(|f| f.pending()) {
            // A file that was read before keeps what was read then.
            file.progress = if file.report.is_some() { FileProgress::Done } else { FileProgress::Cancelled };
        }
    });
    if store.files.with_untracked(|f| f.iter().any(|f| f.report.is_some())) {
        compute(store);
    } else {
        clear(store);
        store.tell(t("已取消，没有读入文件"), false);
    }
}

fn forget_file(store: Store, id: FileId) {
    with(|c| c.handles.remove(&id));
    readers().forget(id);
    store.files.update(|f| f.retain(|f| f.id != id));
    ask_plain(store, None, Request::Forget(id), |_| {});
}

/// Takes a file out.
pub(super) fn remove(store: Store, id: FileId) {
    forget_file(store, id);
    if store.files.with_untracked(Vec::is_empty) {
        clear(store);
        dom::leave_hash();
    } else if readers().is_busy() {
        compute(store);
    } else {
        settle(store);
    }
}

/// A file as the browser gave it.
pub(super) fn handle(id: FileId) -> Option<File> {
    with(|c| c.handles.get(&id).cloned())
}

/// The period, if a person chose it.
pub(super) fn chosen_period(store: Store) -> Option<PeriodChoice> {
    with(|c| c.period_chosen).then(|| store.period.get_untracked())
}

/// Has the next figures be those of a period that a person chose.
pub(super) fn keep_period(store: Store, period: PeriodChoice) {
    with(|c| c.period_chosen = true);
    store.period.set(period);
}

/// Forgets all files, the snapshot and the figures.
pub fn clear(store: Store) {
    readers().stop();
    keeper::stop();
    with(|c| {
        c.handles.clear();
        c.period_chosen = false;
        c.go = false;
    });
    store.clear();
    store.stage.set(Stage::Empty);
}
