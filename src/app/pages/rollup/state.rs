//! What the page holds, and the worker that opens snapshots and keeps their texts.

use crate::app::browser::dom;
use crate::app::store::{Origin, Store};
use crate::app::workers::client::{Answer, Client};
use crate::app::workers::opener;
use crate::app::workers::transport::Beside;
use gelan::figures::compare::Comparison;
use gelan::session::look::{LookFor, Looked};
use gelan::session::protocol::{Request, Response};
use gelan::session::rollup::{RollupRequest, RollupResponse, Row};
use gelan::text::{say, t};
use gelan::view::pages::rollup::RollupChoice;
use leptos::prelude::*;
use std::cell::{Cell, RefCell};
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

/// What the signals need not know.
struct Bench {
    snapshots: Client,
    /// Rows that came and are not shown yet.
    coming: Vec<Row>,
    /// When rows were shown last.
    shown: f64,
}

thread_local! {
    /// For what drops files outside of a component.
    static ROLLED: Cell<Option<Rolled>> = const { Cell::new(None) };
    static BENCH: RefCell<Bench> =
        RefCell::new(Bench { snapshots: Client::keeping(), coming: Vec::new(), shown: 0.0 });
}

fn with<T>(f: impl FnOnce(&mut Bench) -> T) -> T {
    BENCH.with_borrow_mut(f)
}

fn snapshots() -> Client {
    with(|bench| bench.snapshots.clone())
}

/// Asks at once, before what waits to be opened.
pub(super) fn ask(
    rolled: Rolled,
    store: Store,
    request: RollupRequest,
    mut hear: impl FnMut(RollupResponse) + 'static,
) {
    snapshots().ask_first(None, (Request::Rollup(request), Beside::Nothing), move |answer| match answer {
        Answer::Part(..) => {}
        Answer::Whole(Response::Rollup(response), _) => hear(response),
        Answer::Whole(..) | Answer::Lost => lost(rolled, store),
    });
}

/// Opens a file or what was pasted, after what waits.
pub(super) fn add(rolled: Rolled, store: Store, request: RollupRequest, file: Option<File>) {
    if rolled.busy.with_untracked(Option::is_none) {
        rolled.busy.set(Some((0, 1)));
    }
    if !snapshots().is_started() {
        let settings = Request::Settings(Box::new(store.settings.get_untracked()));
        snapshots().ask_first(None, (settings, Beside::Nothing), |_| {});
    }
    let make = move || Some((Request::Rollup(request), file.map_or(Beside::Nothing, Beside::File)));
    snapshots().ask(None, make, move |answer| match answer {
        Answer::Part(Response::Rollup(rows), _) => take(rolled, rows),
        Answer::Part(..) => {}
        Answer::Whole(Response::Rollup(rows), _) => {
            take(rolled, rows);
            show(rolled);
        }
        Answer::Whole(..) | Answer::Lost => lost(rolled, store),
    });
}

/// The worker is gone, and the texts with it.
fn lost(rolled: Rolled, store: Store) {
    clear(rolled);
    store.tell(t("汇总时程序出错。请重新放入快照，如仍出错请逐个放入"), true);
}

pub(super) fn clear(rolled: Rolled) {
    snapshots().stop();
    with(|bench| (bench.coming, bench.shown) = (Vec::new(), 0.0));
    rolled.rows.set(Arc::default());
    rolled.refused.set(Vec::new());
    rolled.busy.set(None);
    rolled.chosen.set(Default::default());
    rolled.compared.set(None);
    rolled.choice.set(RollupChoice::default());
    rolled.locked.set(Vec::new());
    rolled.wrong.set(String::new());
}

/// Takes rows, and what could not be opened.
fn take(rolled: Rolled, response: RollupResponse) {
    let RollupResponse::Rows { rows, refused, locked, done, total } = response else { return };
    if !refused.is_empty() {
        rolled.refused.update(|all| all.extend(refused));
    }
    if !locked.is_empty() {
        rolled.locked.update(|all| all.extend(locked));
    }
    with(|bench| bench.coming.extend(rows));
    rolled.busy.set(Some((done, total)));
}

/// Shows the rows that came: of thousands of small files now and then, not each time anew.
fn show(rolled: Rolled) {
    let busy = snapshots().is_busy();
    let now = dom::now();
    let due = with(|bench| {
        let due = !busy || now - bench.shown > SHOWN_EVERY;
        if due { std::mem::take(&mut bench.coming) } else { Vec::new() }
    });
    if !due.is_empty() {
        rolled.rows.update(|all| Arc::make_mut(all).extend(due));
        with(|bench| bench.shown = dom::now());
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
