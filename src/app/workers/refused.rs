//! Files that give no rows, named among those that are loaded.

use super::coordinator::{keep, new_id};
use super::transport::Payload;
use crate::app::store::Store;
use gelan::input::file::FileReading;
use gelan::session::FileId;
use gelan::view::parts::files::{FileEntry, broken};
use leptos::prelude::*;

/// Keeps a finding in place of a file that broke its reader.
pub fn keep_broken(store: Store, id: FileId) {
    if let Some(entry) = untrack(|| store.file(id)) {
        let report = broken(&entry.name, entry.size);
        keep_without_rows(store, id, FileReading { report, records: Vec::new() });
    }
}

/// Names a file with the sentence why it is not read.
pub fn refuse(store: Store, name: String, size: u64, sentence: String) {
    let id = new_id();
    store.files.update(|files| files.push(FileEntry::new(id, name.clone(), size)));
    keep_without_rows(store, id, FileReading::refused(&name, size, sentence));
}

fn keep_without_rows(store: Store, id: FileId, reading: FileReading) {
    let payload = Payload::from_bytes(&postcard::to_allocvec(&reading).unwrap_or_default());
    keep(store, id, reading.report, payload);
}
