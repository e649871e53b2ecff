//! Rows of files, read again by workers of their own, so that looking neither waits for a drop nor holds one up.

use super::desk::{encoded, handle};
use crate::app::shell::store::Store;
use crate::app::workers::transport::Worker;
use gelan::input::file::{ReadChoices, RowText, RowsOf};
use gelan::session::{FileId, Request, Response};
use gelan::text::t;
use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use std::cell::RefCell;
use std::collections::VecDeque;

/// Who asks; each has a worker and a queue of its own.
#[derive(Clone, Copy)]
pub enum Slot {
    /// The row of a finding.
    Finding,
    /// The rows behind a figure.
    Evidence,
}

/// The rows, or a sentence why there are none.
pub type Rows = Result<Vec<RowText>, String>;

struct Job {
    file: FileId,
    wanted: RowsOf,
    then: Box<dyn FnOnce(Rows)>,
}

#[derive(Default)]
struct Looker {
    worker: Option<Worker>,
    running: Option<Job>,
    queue: VecDeque<Job>,
    generation: u32,
}

thread_local! {
    static LOOKERS: RefCell<[Looker; 2]> = RefCell::default();
}

fn with<T>(slot: Slot, f: impl FnOnce(&mut Looker) -> T) -> T {
    LOOKERS.with_borrow_mut(|[finding, evidence]| match slot {
        Slot::Finding => f(finding),
        Slot::Evidence => f(evidence),
    })
}

/// Reads rows after whatever this slot was asked before; `then` gets them, unless they are forgotten first.
pub fn read(store: Store, slot: Slot, file: FileId, wanted: RowsOf, then: impl FnOnce(Rows) + 'static) {
    with(slot, |looker| looker.queue.push_back(Job { file, wanted, then: Box::new(then) }));
    next(store, slot);
}

/// Forgets what was asked, also in the middle of a large file.
pub fn forget(slot: Slot) {
    // Dropped outside the borrow: what is dropped may ask again.
    drop(with(slot, |looker| {
        let generation = looker.generation + 1;
        std::mem::replace(looker, Looker { generation, ..Looker::default() })
    }));
}

fn next(store: Store, slot: Slot) {
    let job = with(slot, |looker| if looker.running.is_some() { None } else { looker.queue.pop_front() });
    let Some(job) = job else { return };
    let posted = post(store, slot, &job);
    with(slot, |looker| looker.running = Some(job));
    if let Err(sentence) = posted {
        answer(store, slot, Err(sentence));
    }
}

fn post(store: Store, slot: Slot, job: &Job) -> Result<(), String> {
    let gone = t("文件已经移除，看不到原来的行；请重新放入");
    let file = handle(job.file).ok_or(gone)?;
    let entry = store.files.with_untracked(|f| f.iter().find(|f| f.id == job.file).cloned()).ok_or(gone)?;
    let choices = ReadChoices {
        corrections: store.corrections.get_untracked(),
        encoding: entry.encoding,
        language: gelan::text::language(),
    };
    with(slot, |looker| {
        looker.generation += 1;
        let generation = looker.generation;
        if looker.worker.is_none() {
            looker.worker = Some(start(store, slot)?);
        }
        let request = Request::ReadRows { generation, name: entry.name, choices, wanted: job.wanted.clone() };
        looker.worker.as_ref().map_or(Ok(()), |w| w.post(&encoded(&request), Some(&file)))
    })
    .map_err(|reason: String| broke(&reason))
}

fn broke(reason: &str) -> String {
    leptos::logging::warn!("{reason}");
    t("读取这一行时程序出错，原文件没有改动；请在 Excel 或 WPS 中打开查看").to_owned()
}

fn start(store: Store, slot: Slot) -> Result<Worker, String> {
    Worker::start(
        move |bytes, _| {
            if let Ok(Response::Rows { generation, rows }) = postcard::from_bytes(&bytes)
                && with(slot, |looker| looker.generation == generation)
            {
                // Outside its own call, since the worker may go.
                Timeout::new(0, move || answer(store, slot, rows)).forget();
            }
        },
        move |reason| {
            with(slot, |looker| looker.worker = None);
            answer(store, slot, Err(broke(&reason)));
        },
    )
}

fn answer(store: Store, slot: Slot, rows: Rows) {
    if let Some(job) = with(slot, |looker| looker.running.take()) {
        (job.then)(rows);
    }
    next(store, slot);
    // A worker keeps the memory that a large file took.
    with(slot, |looker| {
        if looker.running.is_none() {
            looker.worker = None;
        }
    });
}
