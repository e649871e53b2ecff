//! The workers that open snapshots and keep their texts: two where there is much to open and a processor for each.
//!
//! Rows come in the order in which files were given, whichever worker is done sooner.

use crate::app::store::Store;
use crate::app::workers::client::{Answer, Client};
use crate::app::workers::transport::Beside;
use gelan::session::protocol::{Request, Response};
use gelan::session::rollup::{RollupRequest, RollupResponse, Row};
use leptos::prelude::{GetUntracked, window};
use std::cell::RefCell;
use std::collections::BTreeMap;
use web_sys::File;

/// A second worker is not started for less than this many bytes that wait.
const WORTH: u64 = 2 << 20;
/// What a file costs besides its bytes.
const FILE: u64 = 4 << 10;

/// Where a snapshot's text is: the worker, and its number there.
type Place = (usize, u32);

/// What was asked to be opened.
#[derive(Default)]
struct Asked {
    /// What came and is not taken yet.
    rows: Vec<Row>,
    places: Vec<Place>,
    is_whole: bool,
    done: u64,
    total: u64,
}

struct Openers {
    clients: [Client; 2],
    /// How many texts each keeps.
    kept: [u32; 2],
    /// Where the text of each row is.
    places: Vec<Place>,
    /// What was asked, by the order in which it was.
    asked: BTreeMap<u32, Asked>,
    next: u32,
}

thread_local! {
    static OPENERS: RefCell<Openers> = RefCell::new(Openers {
        clients: [Client::keeping(), Client::keeping()],
        kept: [0; 2],
        places: Vec::new(),
        asked: BTreeMap::new(),
        next: 0,
    });
}

fn with<T>(f: impl FnOnce(&mut Openers) -> T) -> T {
    OPENERS.with_borrow_mut(f)
}

fn clients() -> [Client; 2] {
    with(|openers| openers.clients.clone())
}

/// Ends the workers; their texts go with them.
pub fn stop() {
    clients().iter().for_each(Client::stop);
    with(|openers| {
        openers.kept = [0; 2];
        openers.places.clear();
        openers.asked.clear();
    });
}

/// Whether something is being opened or waits.
pub fn is_busy() -> bool {
    clients().iter().any(Client::is_busy)
}

/// Opens a file or what was pasted, in the worker that is done sooner. `hear` gets each response but its rows, and
/// nothing once where the worker is lost.
pub fn open(
    store: Store,
    request: RollupRequest,
    file: Option<File>,
    mut hear: impl FnMut(Option<RollupResponse>) + 'static,
) {
    let weight = file.as_ref().map_or(0, |file| file.size() as u64) + FILE;
    let clients = clients();
    let [first, second] = clients.each_ref().map(|client| client.load().all);
    let is_worth = first + weight >= WORTH && window().navigator().hardware_concurrency() > 1.0;
    let worker = usize::from(is_worth && second < first);
    let Some(client) = clients.into_iter().nth(worker) else { return };
    if !client.is_started() {
        let settings = Request::Settings(Box::new(store.settings.get_untracked()));
        client.ask_first(None, (settings, Beside::Nothing), |_| {});
    }
    let ticket = with(|openers| {
        openers.next += 1;
        openers.asked.insert(openers.next, Asked { total: weight, ..Asked::default() });
        openers.next
    });
    let make = move || Some((Request::Rollup(request), file.map_or(Beside::Nothing, Beside::File)));
    client.ask_weighing(weight, None, make, move |answer| match answer {
        Answer::Part(Response::Rollup(rows), _) => hear(Some(take(ticket, worker, rows, false))),
        Answer::Part(..) => {}
        Answer::Whole(Response::Rollup(rows), _) => hear(Some(take(ticket, worker, rows, true))),
        Answer::Whole(..) | Answer::Lost => hear(None),
    });
}

/// Puts rows where they belong; returns the response without them, and how much of all is done.
fn take(ticket: u32, worker: usize, response: RollupResponse, is_whole: bool) -> RollupResponse {
    let RollupResponse::Rows { rows, refused, locked, done, total } = response else { return response };
    with(|openers| {
        let Openers { kept, asked, .. } = openers;
        if let (Some(asked), Some(kept)) = (asked.get_mut(&ticket), kept.get_mut(worker)) {
            asked.places.extend((*kept..).take(rows.len()).map(|at| (worker, at)));
            *kept += u32::try_from(rows.len()).unwrap_or(0);
            asked.rows.extend(rows);
            (asked.is_whole, asked.done, asked.total) = (is_whole, done, total);
        }
        let done = asked.values().map(|asked| asked.done).sum();
        let total = asked.values().map(|asked| asked.total).sum();
        RollupResponse::Rows { rows: Vec::new(), refused, locked, done, total }
    })
}

/// Takes the rows that came and before which none is still to come.
pub fn come() -> Vec<Row> {
    with(|openers| {
        let mut rows = Vec::new();
        for asked in openers.asked.values_mut() {
            rows.append(&mut asked.rows);
            openers.places.append(&mut asked.places);
            if !asked.is_whole {
                break;
            }
        }
        if openers.asked.values().all(|asked| asked.is_whole && asked.rows.is_empty()) {
            openers.asked.clear();
        }
        rows
    })
}

/// Asks one worker at once, before what waits to be opened.
pub fn ask_one(
    worker: usize,
    request: RollupRequest,
    mut hear: impl FnMut(Option<RollupResponse>) + 'static,
) {
    let Some(client) = clients().into_iter().nth(worker) else { return };
    client.ask_first(None, (Request::Rollup(request), Beside::Nothing), move |answer| match answer {
        Answer::Part(..) => {}
        Answer::Whole(Response::Rollup(response), _) => hear(Some(response)),
        Answer::Whole(..) | Answer::Lost => hear(None),
    });
}

/// Where the text of a row is.
pub fn place(row: u32) -> Option<Place> {
    with(|openers| openers.places.get(row as usize).copied())
}
