//! What becomes known of files while they are read, told to the page ten times a second: each time it looks at all of
//! them, and small files are read faster than that.

use crate::app::browser::dom;
use crate::app::store::Store;
use gelan::session::FileId;
use gelan::view::parts::files::{FileEntry, FileProgress};
use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use std::cell::RefCell;

/// Milliseconds between two times.
const PAUSE: u32 = 100;

type Change = Box<dyn FnOnce(&mut FileEntry)>;

#[derive(Default)]
struct Waiting {
    changes: Vec<(FileId, Change)>,
    last: f64,
    timer: Option<Timeout>,
}

thread_local! {
    static WAITING: RefCell<Waiting> = RefCell::default();
}

/// Changes what is known of a file, soon.
pub fn change(store: Store, id: FileId, change: impl FnOnce(&mut FileEntry) + 'static) {
    let is_due = WAITING.with_borrow_mut(|waiting| {
        waiting.changes.push((id, Box::new(change)));
        let is_due = dom::now() - waiting.last >= f64::from(PAUSE);
        if !is_due && waiting.timer.is_none() {
            waiting.timer = Some(Timeout::new(PAUSE, move || tell(store)));
        }
        is_due
    });
    if is_due {
        tell(store);
    }
}

/// Changes how far a file is, soon.
pub fn progress(store: Store, id: FileId, progress: FileProgress) {
    change(store, id, |file| file.progress = progress);
}

/// Tells what waits.
pub fn tell(store: Store) {
    let changes = WAITING.with_borrow_mut(|waiting| {
        waiting.last = dom::now();
        waiting.timer = None;
        std::mem::take(&mut waiting.changes)
    });
    if changes.is_empty() {
        return;
    }
    store.files.update(|files| {
        for (id, change) in changes {
            // They stand in the order in which they came. One that was taken out needs no change.
            let place = files.binary_search_by_key(&id, |file| file.id);
            if let Some(file) = place.ok().and_then(|at| files.get_mut(at)) {
                change(file);
            }
        }
    });
}
