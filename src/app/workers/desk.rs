//! The page's workers: one keeps what was read and computes, another reads and may be thrown away.
//!
//! Files are read one after another. A reader that breaks down costs its file only: the file gets a
//! finding, and a new reader takes the next one.

use crate::app::browser::dom;
use crate::app::browser::dom::download;
use crate::app::share::share;
use crate::app::shell::store::{Origin, Stage, Store};
use crate::app::workers::service::today;
use crate::app::workers::transport::{Load, Worker};
use gelan::figures::Subject;
use gelan::input::file::{FileReading, FileReport, ReadChoices};
use gelan::model::period::PeriodChoice;
use gelan::say;
use gelan::session::{Computed, FileId, Request, Response};
use gelan::snapshot::Choices;
use gelan::text::t;
use gelan::view::page::Page;
use gelan::view::parts::files::{FileEntry, FileProgress, broken};
use gelan::view::parts::period;
use gelan::view::route::Route;
use leptos::prelude::*;
use std::cell::RefCell;
use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;
use web_sys::File;

/// What the components need not know: workers, the files' handles, what is under way.
#[derive(Default)]
struct Desk {
    keeper: Option<Worker>,
    reader: Option<Worker>,
    handles: BTreeMap<FileId, File>,
    queue: VecDeque<FileId>,
    reading: Option<FileId>,
    next: FileId,
    generation: u32,
    /// The number of the last question for a figure's rows.
    evidence: u32,
    /// Whether the period is settled; the first figures are of all dates, to see which period fits.
    settled: bool,
    /// Whether to go to the overview once the figures are there.
    go: bool,
    /// What the address asked for before anything was loaded.
    wanted: Option<Route>,
}

thread_local! {
    static DESK: RefCell<Desk> = RefCell::new(Desk::default());
}

/// The handle of a file that is loaded.
pub fn handle(id: FileId) -> Option<File> {
    with(|desk| desk.handles.get(&id).cloned())
}

fn with<T>(f: impl FnOnce(&mut Desk) -> T) -> T {
    DESK.with_borrow_mut(f)
}

/// Takes files, under the names that the person knows them by. Own files put an open snapshot or the sample
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
    let entries: Vec<FileEntry> = with(|desk| {
        desk.go = true;
        let take = |(name, file): (String, File)| {
            desk.next += 1;
            let entry = FileEntry::new(desk.next, name, file.size() as u64);
            desk.handles.insert(desk.next, file);
            desk.queue.push_back(desk.next);
            entry
        };
        files.into_iter().map(take).collect()
    });
    let ids: Vec<FileId> = entries.iter().map(|e| e.id).collect();
    store.batch.update(|b| {
        if store.stage.get_untracked() != Stage::Reading {
            store.since.set(dom::now());
            b.clear();
        }
        b.extend(ids);
    });
    store.files.update(|f| f.extend(entries));
    dom::leave_hash();
    next(store);
}

/// Reads files again, after a correction or another encoding.
pub fn read_again(store: Store, ids: &[FileId]) {
    if ids.is_empty() {
        compute(store);
        return;
    }
    store.since.set(dom::now());
    store.batch.set(ids.to_vec());
    store.files.update(|files| {
        for file in files.iter_mut().filter(|f| ids.contains(&f.id)) {
            file.progress = FileProgress::Waiting;
        }
    });
    with(|desk| {
        for id in ids {
            if !desk.queue.contains(id) {
                desk.queue.push_back(*id);
            }
        }
    });
    next(store);
}

/// Starts on the next file, or computes when all are read.
fn next(store: Store) {
    if with(|desk| desk.reading.is_some()) {
        return;
    }
    let Some(id) = with(|desk| desk.queue.pop_front()) else {
        compute(store);
        return;
    };
    store.stage.set(Stage::Reading);
    let entry = store.files.with_untracked(|f| f.iter().find(|f| f.id == id).cloned());
    let (Some(entry), Some(file)) = (entry, with(|desk| desk.handles.get(&id).cloned())) else {
        next(store);
        return;
    };
    store.rows_read.set(0);
    progress(store, id, FileProgress::Reading(0));
    let choices = ReadChoices {
        corrections: store.corrections.get_untracked(),
        encoding: entry.encoding,
        language: gelan::text::language(),
    };
    let request = Request::Read { file: id, name: entry.name, choices };
    let posted = with(|desk| {
        desk.reading = Some(id);
        if desk.reader.is_none() {
            desk.reader = Some(start_reader(store)?);
        }
        desk.reader.as_ref().map_or(Ok(()), |w| w.post(&encoded(&request), Some(&file)))
    });
    if let Err(reason) = posted {
        lose_reader(store, &reason);
    }
}

/// A message to a worker.
pub fn encoded<T: serde::Serialize>(message: &T) -> Vec<u8> {
    postcard::to_allocvec(message).unwrap_or_default()
}

fn start_reader(store: Store) -> Result<Worker, String> {
    Worker::start(
        move |bytes, load| {
            if let Ok(response) = postcard::from_bytes(&bytes) {
                receive(store, response, load);
            }
        },
        move |reason| lose_reader(store, &reason),
    )
}

/// The reader is gone: its file gets a finding, the next file a new reader.
fn lose_reader(store: Store, reason: &str) {
    leptos::logging::warn!("{reason}");
    let lost = with(|desk| {
        desk.reader = None;
        desk.reading.take()
    });
    if let Some(id) = lost {
        let entry = store.files.with_untracked(|f| f.iter().find(|f| f.id == id).cloned());
        if let Some(entry) = entry {
            let report = broken(&entry.name, entry.size);
            let reading = Load::of(&encoded(&FileReading { report: report.clone(), records: Vec::new() }));
            keep(store, id, report, Some(reading));
        }
    }
    next(store);
}

fn keep(store: Store, id: FileId, report: FileReport, reading: Option<Load>) {
    store.files.update(|files| {
        if let Some(file) = files.iter_mut().find(|f| f.id == id) {
            file.report = Some(Arc::new(report));
            file.progress = FileProgress::Done;
        }
    });
    ask_with(store, &Request::Keep { file: id }, reading);
}

fn progress(store: Store, id: FileId, progress: FileProgress) {
    store.files.update(|files| {
        if let Some(file) = files.iter_mut().find(|f| f.id == id) {
            file.progress = progress;
        }
    });
}

/// Posts to the keeper, which is started when it is first needed.
fn ask(store: Store, request: &Request) {
    ask_with(store, request, None);
}

fn send(worker: &Worker, request: &Request, load: Option<Load>) -> Result<(), String> {
    match load {
        Some(load) => worker.post_load(&encoded(request), load),
        None => worker.post(&encoded(request), None),
    }
}

/// The same, with what is handed on beside it.
fn ask_with(store: Store, request: &Request, load: Option<Load>) {
    let posted = with(|desk| {
        if desk.keeper.is_none() {
            let keeper = start_keeper(store)?;
            keeper.post(&encoded(&settings_request(store)), None)?;
            desk.keeper = Some(keeper);
        }
        desk.keeper.as_ref().map_or(Ok(()), |w| send(w, request, load))
    });
    if let Err(reason) = posted {
        lose_keeper(store, &reason);
    }
}

fn settings_request(store: Store) -> Request {
    Request::Settings(Box::new(store.settings.get_untracked()))
}

/// Computes with the settings as they are now.
pub fn settings(store: Store) {
    if store.snapshot().is_some() {
        share::compute(store);
    } else if with(|desk| desk.keeper.is_some()) {
        ask(store, &settings_request(store));
        if store.stage.get_untracked() == Stage::Ready {
            compute(store);
        }
    }
}

fn start_keeper(store: Store) -> Result<Worker, String> {
    Worker::start(
        move |bytes, load| {
            if let Ok(response) = postcard::from_bytes(&bytes) {
                receive(store, response, load);
            }
        },
        move |reason| lose_keeper(store, &reason),
    )
}

fn lose_keeper(store: Store, reason: &str) {
    leptos::logging::warn!("{reason}");
    with(|desk| {
        desk.keeper = None;
        desk.reader = None;
        desk.reading = None;
        desk.queue.clear();
    });
    store.tell(t("计算时程序出错。原文件没有改动；请刷新本页再放入文件，如仍出错请逐个放入"), true);
    store.stage.set(if store.figures.with_untracked(Option::is_some) { Stage::Ready } else { Stage::Empty });
}

fn receive(store: Store, response: Response, load: Option<Load>) {
    match response {
        // Rows come from workers of their own.
        Response::Ready | Response::Rows { .. } | Response::Codes(_) | Response::Roll(_) => {}
        Response::Evidence { generation, rows } => {
            if with(|desk| desk.evidence == generation) && store.evidence.with_untracked(Option::is_some) {
                store.evidence_rows.set(Some(Arc::new(rows)));
            }
        }
        Response::Progress { file, done, rows, .. } => {
            if with(|desk| desk.reading == Some(file)) {
                store.rows_read.set(rows);
                progress(store, file, FileProgress::Reading(done));
            }
        }
        Response::Read { file, report } => {
            if with(|desk| desk.reading.take_if(|id| *id == file)).is_some() {
                keep(store, file, report, load);
                next(store);
            }
        }
        Response::Computed { generation, computed } => {
            if with(|desk| desk.generation == generation) {
                show(store, *computed);
            }
        }
        Response::Json(text) => download("gelan-results.json", &text),
        Response::Snapshot(text) => share::offer(store, &text),
    }
}

/// Asks for the figures of the chosen period.
pub fn compute(store: Store) {
    let generation = with(|desk| {
        desk.generation += 1;
        desk.generation
    });
    let period = store.period.get_untracked();
    ask(store, &Request::Compute { generation, period, today: today() });
}

/// Notes what the address asks for, until there are figures.
pub fn want(spot: Route) {
    with(|desk| desk.wanted = Some(spot));
}

/// Shows figures; the first ones are of all dates, and tell which period to begin with.
fn show(store: Store, computed: Computed) {
    if !with(|desk| std::mem::replace(&mut desk.settled, true)) {
        let wanted = with(|desk| desk.wanted.as_ref().and_then(|spot| spot.period));
        let choice = wanted.unwrap_or_else(|| period::initial(&computed.figures));
        if choice != PeriodChoice::All {
            store.period.set(choice);
            compute(store);
            return;
        }
    }
    let counts = store.files.with_untracked(|files| {
        files.iter().filter_map(FileEntry::report).any(|r| r.tables.iter().any(|t| t.kind.is_some()))
    });
    let wanted = with(|desk| desk.wanted.take()).unwrap_or_default();
    if let Some(village) = wanted.village.filter(|v| computed.figures.villages.iter().any(|f| f.name == *v)) {
        store.village.set(village);
    }
    store.findings.set(Arc::new(computed.findings));
    store.figures.set(Some(Arc::new(computed.figures)));
    if with(|desk| std::mem::take(&mut desk.go)) {
        if counts && wanted.page != Page::Overview {
            store.show(Route { page: wanted.page, place: wanted.place, ..Route::default() });
        } else {
            dom::go(store, if counts { Page::Overview } else { Page::Data });
        }
    }
    store.stage.set(Stage::Ready);
}

/// Chooses a period.
pub fn choose_period(store: Store, choice: PeriodChoice) {
    store.period.set(choice);
    store.shared.set(None);
    compute(store);
}

/// Stops reading; what was read stays.
pub fn cancel(store: Store) {
    with(|desk| {
        desk.reader = None;
        desk.reading = None;
        desk.queue.clear();
    });
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
    with(|desk| desk.handles.remove(&id));
    store.files.update(|f| f.retain(|f| f.id != id));
    ask(store, &Request::Forget(id));
}

/// Takes a file out.
pub fn remove(store: Store, id: FileId) {
    forget_file(store, id);
    if store.files.with_untracked(Vec::is_empty) {
        clear(store);
        dom::leave_hash();
    } else {
        compute(store);
    }
}

/// Forgets all files and figures.
pub fn clear(store: Store) {
    with(|desk| {
        let next = desk.next;
        let wanted = desk.wanted.take();
        let (generation, evidence) = (desk.generation + 1, desk.evidence + 1);
        *desk = Desk { next, generation, evidence, wanted, ..Desk::default() };
    });
    store.clear();
    store.stage.set(Stage::Empty);
}

/// Asks which rows a figure comes from.
pub fn evidence(store: Store, subject: Subject) {
    let generation = with(|desk| {
        desk.evidence += 1;
        desk.evidence
    });
    ask(store, &Request::Evidence { generation, subject });
}

/// Asks for the results as JSON; the answer is downloaded.
pub fn export_json(store: Store) {
    ask(store, &Request::ExportJson);
}

/// Asks for the snapshot; the answer is copied as a link.
pub fn snapshot(store: Store, choices: Choices) {
    ask(store, &Request::Snapshot(choices));
}
