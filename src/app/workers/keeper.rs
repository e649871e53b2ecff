//! The worker that keeps what was read, or a snapshot, and computes. When it ends, the files that were loaded are read again
//! from what the browser gave, but for the one that it was taking: a file costs nothing but itself.

use super::client::{Answer, Client, Topic};
use super::transport::{Beside, Payload};
use super::{coordinator, refused};
use crate::app::store::{Origin, Stage, Store};
use gelan::session::FileId;
use gelan::session::protocol::{Request, Response};
use gelan::text::{say, t};
use leptos::prelude::*;
use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;

/// What the worker was given since it last gave figures.
#[derive(Default)]
struct Given {
    /// The file that it is taking.
    now: Option<FileId>,
    files: BTreeSet<FileId>,
    /// Whether all files were read again since then.
    again: bool,
}

thread_local! {
    static KEEPER: Client = Client::keeping();
    static GIVEN: RefCell<Given> = RefCell::default();
    /// How often it ended.
    static ENDED: Cell<u32> = const { Cell::new(0) };
}

fn keeper() -> Client {
    KEEPER.with(Client::clone)
}

/// Ends it.
pub fn stop() {
    keeper().stop();
    GIVEN.take();
}

/// Notes that it gave figures of all that it holds.
pub fn has_computed() {
    GIVEN.take();
}

/// How often it ended.
pub fn ended() -> u32 {
    ENDED.get()
}

/// Starts it, with the settings and the answers about names; returns whether it hears.
pub fn begin(store: Store) -> bool {
    keeper().is_started() || keeper().is_busy() || tell_settings(store)
}

/// Asks it; it gets the settings and the answers about names when it starts.
pub fn ask(
    store: Store,
    topic: Option<Topic>,
    make: impl FnOnce() -> Option<(Request, Beside)> + 'static,
    mut hear: impl FnMut(Response) + 'static,
) {
    if !begin(store) {
        return;
    }
    keeper().ask(topic, make, move |answer| match answer {
        Answer::Part(..) => {}
        Answer::Whole(response, _) => hear(response),
        Answer::Lost => lose(store),
    });
}

/// The same with a request that needs nothing beside it.
pub fn ask_plain(store: Store, topic: Option<Topic>, request: Request, hear: impl FnMut(Response) + 'static) {
    ask(store, topic, move || Some((request, Beside::Nothing)), hear);
}

/// Gives it what was read of a file.
pub fn give(store: Store, id: FileId, request: Request, reading: Payload) {
    let make = move || {
        GIVEN.with_borrow_mut(|given| {
            given.now = Some(id);
            given.files.insert(id);
        });
        Some((request, Beside::Payload(reading)))
    };
    ask(store, None, make, |_| GIVEN.with_borrow_mut(|given| given.now = None));
}

/// Tells it the settings and the answers about names, as they are now, before it is asked anything else. Returns whether it
/// hears: it may have ended before, and all begins anew.
fn tell_settings(store: Store) -> bool {
    let ended = ENDED.get();
    let aliases = Request::Aliases(Box::new(store.aliases.get_untracked()));
    for request in [Request::Settings(Box::new(store.settings.get_untracked())), aliases] {
        let lost = move |answer| {
            if let Answer::Lost = answer {
                lose(store);
            }
        };
        keeper().ask(None, move || Some((request, Beside::Nothing)), lost);
        if ENDED.get() != ended {
            return false;
        }
    }
    true
}

/// Tells it the settings, where it runs; returns whether it does.
pub fn tell(store: Store) -> bool {
    keeper().is_started() && tell_settings(store)
}

/// It ended: what it held is read again, without the file that it ended with.
fn lose(store: Store) {
    ENDED.set(ENDED.get() + 1);
    keeper().stop();
    let loaded = coordinator::interrupt();
    let size = |id: &FileId| untrack(|| store.file(*id)).map(|file| file.size);
    let largest = |ids: &BTreeSet<FileId>| ids.iter().copied().max_by_key(size);
    let Given { now, files, again } = GIVEN.take();
    let last = now.or_else(|| largest(&files)).or_else(|| largest(&loaded).filter(|_| again));
    if matches!(store.origin.get_untracked(), Origin::Snapshot(..)) || loaded.is_empty() {
        store.tell(t("计算时程序出错。原文件没有改动；请刷新本页再放入文件，如仍出错请逐个放入"), true);
        let shown = store.figures.with_untracked(Option::is_some);
        store.stage.set(if shown { Stage::Ready } else { Stage::Empty });
        return;
    }
    GIVEN.with_borrow_mut(|given| given.again = true);
    // It knew of what was handed on, which cannot be held against anything now.
    store.handed_on.set(Vec::new());
    let name = last.and_then(|id| untrack(|| store.file(id))).map(|file| file.name);
    if let Some(id) = last {
        coordinator::forget_handle(id);
        refused::keep_broken(store, id);
    }
    let rest: Vec<FileId> = loaded.into_iter().filter(|id| Some(*id) != last).collect();
    coordinator::read_again(store, &rest);
    store.tell(
        match name {
            Some(name) => say!("算到“{name}”时程序中断，没有计入这个文件；其余文件已重新读入", name),
            None => t("计算时程序中断，已把文件重新读入").to_owned(),
        },
        true,
    );
}
