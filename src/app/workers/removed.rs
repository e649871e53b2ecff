//! Files that were taken out, for as long as the notice that says so can bring them back.

use super::coordinator;
use super::coordinator::{add, chosen_period, clear, handle, keep_period, read_again};
use crate::app::browser::dom;
use crate::app::store::{Origin, Store, Undo};
use gelan::input::read::TextEncoding;
use gelan::model::period::PeriodChoice;
use gelan::session::FileId;
use gelan::text::say;
use leptos::prelude::*;
use std::cell::RefCell;
use web_sys::File;

#[derive(Default)]
struct Removed {
    files: Vec<(String, File, Option<TextEncoding>)>,
    /// The period that a person had chosen.
    period: Option<PeriodChoice>,
}

thread_local! {
    static REMOVED: RefCell<Removed> = RefCell::default();
}

/// Takes a file out; the notice brings it back.
pub fn remove(store: Store, id: FileId) {
    let Some(name) = untrack(|| store.file(id)).map(|file| file.name) else { return };
    set_aside(store, &[id]);
    coordinator::remove(store, id);
    store.tell_undo(say!("已移除“{name}”", name), Undo::Files);
}

/// Takes all files out; the notice brings a person's own ones back.
pub fn remove_all(store: Store) {
    let n = set_own_aside(store);
    clear(store);
    dom::leave_hash();
    if n > 0 {
        store.tell_undo(say!("已移除 {n} 个文件", n), Undo::Files);
    }
}

/// Sets a person's own files aside, before something else takes their place; returns how many there are.
pub fn set_own_aside(store: Store) -> usize {
    if !store.would_lose() {
        return 0;
    }
    let ids: Vec<FileId> = store.files.with_untracked(|files| files.iter().map(|f| f.id).collect());
    set_aside(store, &ids);
    ids.len()
}

fn set_aside(store: Store, ids: &[FileId]) {
    let kept = |id: &FileId| {
        let entry = untrack(|| store.file(*id))?;
        Some((entry.name, handle(*id)?, entry.encoding))
    };
    let files = ids.iter().filter_map(kept).collect();
    REMOVED.set(Removed { files, period: chosen_period(store) });
}

/// Brings the files that were taken out last back, and reads them.
pub fn bring_back(store: Store) {
    let Removed { files, period } = REMOVED.take();
    if store.origin.get_untracked() != Origin::Files {
        dom::leave_hash();
    }
    let encodings: Vec<_> = files.iter().map(|(name, _, encoding)| (name.clone(), *encoding)).collect();
    let alone = store.files.with_untracked(Vec::is_empty);
    add(store, files.into_iter().map(|(name, file, _)| (name, file)).collect(), Origin::Files);
    if let Some(period) = period.filter(|_| alone) {
        keep_period(store, period);
    }
    for (name, encoding) in encodings.into_iter().filter(|(_, encoding)| encoding.is_some()) {
        let found = store.files.with_untracked(|files| files.iter().find(|f| f.name == name).map(|f| f.id));
        if let Some(id) = found {
            store.change_file(id, |file| file.encoding = encoding);
            read_again(store, &[id]);
        }
    }
}
