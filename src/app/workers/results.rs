//! What the page asks of results that are there: the rows of a figure, files, snapshots.

use super::client::Topic;
use super::keeper::ask_plain;
use crate::app::browser::dom::{self, today};
use crate::app::store::Store;
use gelan::figures::Subject;
use gelan::figures::details::{Details, DetailsOf};
use gelan::input::recognise::TableInfo;
use gelan::session::is_one_village;
use gelan::session::protocol::{ExportFile, Request, Response};
use gelan::snapshot::Choices;
use gelan::view::parts::files::any_table;
use leptos::prelude::*;
use std::sync::Arc;

const PROSPECTS: Topic = 1;
const EVIDENCE: Topic = 2;
const SNAPSHOT: Topic = 3;
const DETAILS: Topic = 4;
const TOWN: Topic = 5;

/// Asks which rows a figure comes from.
pub fn evidence(store: Store, subject: Subject) {
    ask_plain(store, Some(EVIDENCE), Request::Evidence(subject), move |response| {
        if let Response::Evidence(rows) = response
            && store.evidence.with_untracked(Option::is_some)
        {
            store.evidence_rows.set(Some(Arc::new(rows)));
        }
    });
}

/// Asks again what tables hold of the wanted places whenever another place is wanted or the figures are others.
pub fn keep_details(store: Store) {
    Effect::new(move |_| {
        let known = store.figures.with(Option::is_some);
        if let Some(of) = store.details_of.get().filter(|_| known) {
            details(store, DETAILS, of, move |found| store.details.set(Some(found)));
        }
    });
    Effect::new(move |_| {
        if store.figures.with(Option::is_some) && store.town_wanted.get() {
            details(store, TOWN, DetailsOf::Town, move |found| store.town.set(Some(found)));
        }
    });
}

fn details(store: Store, topic: Topic, of: DetailsOf, found: impl Fn(Arc<Details>) + 'static) {
    ask_plain(store, Some(topic), Request::Details(of), move |response| {
        if let Response::Details(details) = response {
            found(details);
        }
    });
}

/// Has a file of the results written, and saves it.
pub fn export(store: Store, file: ExportFile) {
    ask_plain(store, None, Request::Export { file, today: today() }, move |response| match response {
        Response::File(Ok(file)) => dom::download_bytes(&file.name, &file.bytes),
        Response::File(Err(sentence)) => store.tell(sentence, true),
        _ => {}
    });
}

/// Has the snapshot made; `made` gets its text.
pub fn snapshot(store: Store, choices: Choices, mut made: impl FnMut(String) + 'static) {
    let request = Request::Snapshot { choices, today: today() };
    ask_plain(store, Some(SNAPSHOT), request, move |response| {
        if let Response::Snapshot(Some(text)) = response {
            made(text);
        }
    });
}

/// Says that the last snapshot was handed on, or that one is left out of account; the panel lists what is held against.
pub fn handed_on(store: Store, request: Request) {
    ask_plain(store, None, request, move |response| {
        if let Response::HandedOn(list) = response {
            store.handed_on.set(list);
        }
    });
}

/// Has worked out what tables that wait and villages that are asked about would change.
pub fn prospects(store: Store) {
    let is_asked = store.matches.with_untracked(|all| all.iter().any(is_one_village));
    if !is_asked && !store.files.with_untracked(|files| any_table(files, TableInfo::waits)) {
        return;
    }
    ask_plain(store, Some(PROSPECTS), Request::Prospects, move |response| {
        if let Response::Prospects(prospects) = response {
            store.prospects.set(Arc::new(prospects));
        }
    });
}
