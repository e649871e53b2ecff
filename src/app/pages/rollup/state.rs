//! What the page holds, and what it asks of the workers that open snapshots and keep their texts.

use super::openers;
use crate::app::browser::dom;
use crate::app::store::{Origin, Store};
use crate::app::workers::opener;
use gelan::figures::compare::Comparison;
use gelan::session::look::{LookFor, Looked};
use gelan::session::rollup::{RollupRequest, RollupResponse, Row};
use gelan::text::{say, t};
use gelan::view::pages::rollup::RollupChoice;
use leptos::prelude::*;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;
use wasm_bindgen_futures::spawn_local;
use web_sys::File;

/// Redraw interval in milliseconds; each redraw replaces all rows.
const SHOWN_EVERY: f64 = 2_000.0;

/// What this page holds.
#[derive(Clone, Copy, Default)]
pub struct Rolled {
    /// A row for each snapshot.
    pub(super) rows: RwSignal<Arc<Vec<Row>>>,
    /// What could not be opened.
    pub(super) refused: RwSignal<Vec<String>>,
    /// Bytes done and in all, while some are opened.
    pub(super) busy: RwSignal<Option<(u64, u64)>>,
    /// The two that are chosen for comparing.
    pub(super) chosen: RwSignal<[String; 2]>,
    /// The comparison.
    pub(super) compared: RwSignal<Option<Arc<Comparison>>>,
    /// Which of the rows are shown.
    pub(super) choice: RwSignal<RollupChoice>,
    /// The words to find.
    pub(super) words: RwSignal<String>,
    /// The texts that need a password.
    pub(super) locked: RwSignal<Vec<String>>,
    /// Why a password did not open all of them; empty where none was tried.
    pub(super) wrong: RwSignal<String>,
}

impl Rolled {
    /// The one of the running page.
    pub fn new() -> Self {
        let rolled = Self::default();
        ROLLED.set(Some(rolled));
        rolled
    }
}

thread_local! {
    /// For what drops files outside of a component.
    static ROLLED: Cell<Option<Rolled>> = const { Cell::new(None) };
    /// When rows were shown last.
    static SHOWN: Cell<f64> = const { Cell::new(0.0) };
}

/// Asks at once, before what waits to be opened, the worker that keeps the text of a row.
pub(super) fn ask_of(
    rolled: Rolled,
    store: Store,
    row: u32,
    request: impl FnOnce(u32) -> RollupRequest,
    hear: impl FnMut(RollupResponse) + 'static,
) {
    if let Some((worker, at)) = openers::place(row) {
        ask(rolled, store, worker, request(at), hear);
    }
}

/// Asks with the texts of rows.
pub(super) fn ask_with(
    rolled: Rolled,
    store: Store,
    rows: &[u32],
    request: impl FnOnce(Vec<String>) -> RollupRequest + 'static,
    hear: impl FnMut(RollupResponse) + 'static,
) {
    if rows.is_empty() {
        return ask(rolled, store, 0, request(Vec::new()), hear);
    }
    let mut wanted: [(Vec<usize>, Vec<u32>); 2] = Default::default();
    let places = rows.iter().enumerate().filter_map(|(nth, row)| Some((nth, openers::place(*row)?)));
    for (nth, (worker, at)) in places {
        if let Some((order, ids)) = wanted.get_mut(worker) {
            order.push(nth);
            ids.push(at);
        }
    }
    let texts = Rc::new(RefCell::new(vec![String::new(); rows.len()]));
    let rest = Rc::new(Cell::new(wanted.iter().filter(|(order, _)| !order.is_empty()).count()));
    let then = Rc::new(Cell::new(Some((request, hear))));
    for (worker, (order, ids)) in wanted.into_iter().enumerate() {
        if order.is_empty() {
            continue;
        }
        let (texts, rest, then) = (Rc::clone(&texts), Rc::clone(&rest), Rc::clone(&then));
        ask(rolled, store, worker, RollupRequest::Texts(ids), move |response| {
            let RollupResponse::Texts(found) = response else { return };
            for (nth, text) in order.iter().zip(found) {
                if let Some(slot) = texts.borrow_mut().get_mut(*nth) {
                    *slot = text;
                }
            }
            rest.set(rest.get().saturating_sub(1));
            if rest.get() == 0
                && let Some((request, hear)) = then.take()
            {
                ask(rolled, store, worker, request(texts.take()), hear);
            }
        });
    }
}

fn ask(
    rolled: Rolled,
    store: Store,
    worker: usize,
    request: RollupRequest,
    mut hear: impl FnMut(RollupResponse) + 'static,
) {
    openers::ask_one(worker, request, move |response| match response {
        Some(response) => hear(response),
        None => lost(rolled, store),
    });
}

/// Opens a file or what was pasted, after what waits.
pub(super) fn add(rolled: Rolled, store: Store, request: RollupRequest, file: Option<File>) {
    if rolled.busy.with_untracked(Option::is_none) {
        rolled.busy.set(Some((0, 1)));
    }
    openers::open(store, request, file, move |response| match response {
        Some(response) => {
            take(rolled, response);
            show(rolled);
        }
        None => lost(rolled, store),
    });
}

/// The worker is gone, and the texts with it.
fn lost(rolled: Rolled, store: Store) {
    clear(rolled);
    store.tell(t("汇总时程序出错。请重新放入快照，如仍出错请逐个放入"), true);
}

pub(super) fn clear(rolled: Rolled) {
    openers::stop();
    SHOWN.set(0.0);
    rolled.rows.set(Arc::default());
    rolled.refused.set(Vec::new());
    rolled.busy.set(None);
    rolled.chosen.set(Default::default());
    rolled.compared.set(None);
    rolled.choice.set(RollupChoice::default());
    rolled.locked.set(Vec::new());
    rolled.wrong.set(String::new());
}

/// Takes what could not be opened, and how far opening is.
fn take(rolled: Rolled, response: RollupResponse) {
    let RollupResponse::Rows { refused, locked, done, total, .. } = response else { return };
    if !refused.is_empty() {
        rolled.refused.update(|all| all.extend(refused));
    }
    if !locked.is_empty() {
        rolled.locked.update(|all| all.extend(locked));
    }
    rolled.busy.set(Some((done, total)));
}

/// Shows the rows that came: of thousands now and then, not each time anew.
fn show(rolled: Rolled) {
    let busy = openers::is_busy();
    if !busy || dom::now() - SHOWN.get() > SHOWN_EVERY {
        let come = openers::come();
        if !come.is_empty() {
            rolled.rows.update(|all| Arc::make_mut(all).extend(come));
            SHOWN.set(dom::now());
        }
    }
    if !busy {
        rolled.busy.set(None);
    }
}

/// Opens a snapshot of the table; files that are loaded stay where they are.
pub(super) fn open(store: Store, text: &str) {
    let hash = format!("#s={text}");
    if store.origin.get_untracked() == Origin::Files && store.figures.with_untracked(Option::is_some) {
        let _ = window().open_with_url_and_target(&hash, "_blank");
    } else {
        let _ = window().location().set_hash(&hash);
    }
}

/// Opens files that were dropped or picked.
pub fn add_files(store: Store, files: Vec<(String, File)>) {
    let Some(rolled) = ROLLED.get() else { return };
    store.notice.set(None);
    rolled.refused.set(Vec::new());
    let is_picture = |name: &str| LookFor::of(name, true, false) == Some(LookFor::Picture);
    let (pictures, files): (Vec<_>, Vec<_>) = files.into_iter().partition(|(name, _)| is_picture(name));
    for (name, file) in files {
        add(rolled, store, RollupRequest::File(name), Some(file));
    }
    spawn_local(async move {
        for (name, file) in pictures {
            match opener::look(store, &name, &file, LookFor::Picture).await {
                None => return,
                Some(Looked::Snapshot(text)) => add(rolled, store, RollupRequest::Paste(text), None),
                Some(Looked::Refused(why)) => {
                    rolled.refused.update(|all| all.push(say!("{name}：{why}", name, why)));
                }
                Some(_) => {}
            }
        }
    });
}
