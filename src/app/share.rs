//! What goes out, and what comes in by a link.

use super::store::{Origin, Shared, Stage, Store};
use super::{browser, desk};
use gelan::export::json;
use gelan::snapshot::decode;
use gelan::view::route::{Spot, link};
use gelan::view::snapshot::{banner, choice, figures};
use leptos::prelude::*;
use std::sync::Arc;
use wasm_bindgen_futures::spawn_local;

/// Saves the results as JSON: from the files by the worker, from a snapshot by what it holds.
pub fn export(store: Store) {
    if store.snapshot().is_none() {
        desk::export_json(store);
    } else if let Some(figures) = store.figures.get_untracked() {
        browser::download("gelan-results.json", &json::results(&figures, &[], &[]));
    }
}

/// Makes the link and copies it; a snapshot that is open is shared as it is.
pub fn share(store: Store) {
    match store.snapshot() {
        Some(text) => offer(store, &text),
        None => desk::snapshot(store),
    }
}

/// Computes the open snapshot's figures with the settings as they are now.
pub fn compute(store: Store) {
    if let Some(Ok(snapshot)) = store.snapshot().map(|text| decode(&text)) {
        store.figures.set(Some(Arc::new(figures(&snapshot, &store.settings.get_untracked()))));
    }
}

/// Offers the link of a snapshot's text: in the clipboard, or in a box to copy from.
pub fn offer(store: Store, text: &str) {
    let base = store.settings.with_untracked(|s| s.address.clone());
    let link = link(if base.is_empty() { browser::address() } else { base }.as_str(), text);
    spawn_local(async move {
        let copied = browser::copy(&link).await;
        store.shared.set(Some(Shared { link, copied }));
    });
}

/// Opens a snapshot's text; what cannot be read opens nothing and says why.
pub fn open(store: Store, text: &str, spot: Spot) {
    if store.snapshot().as_deref() == Some(text) {
        store.show(spot);
        return;
    }
    desk::clear(store);
    match decode(text) {
        Ok(snapshot) => {
            store.origin.set(Origin::Snapshot(Arc::from(text), banner(&snapshot)));
            store.period.set(choice(&snapshot));
            store.figures.set(Some(Arc::new(figures(&snapshot, &store.settings.get_untracked()))));
            store.show(spot);
            store.stage.set(Stage::Ready);
        }
        Err(error) => store.tell(error.to_string(), true),
    }
}
