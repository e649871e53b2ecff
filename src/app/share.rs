//! The snapshot as a link: made, copied, and opened.

use super::store::{Origin, Shared, Stage, Store};
use super::{browser, desk};
use gelan::snapshot::decode;
use gelan::view::route::{Page, link};
use gelan::view::snapshot::banner;
use leptos::prelude::*;
use std::sync::Arc;
use wasm_bindgen_futures::spawn_local;

/// Offers the link of a snapshot's text: in the clipboard, or in a box to copy from.
pub fn offer(store: Store, text: &str) {
    let link = link(&browser::address(), text);
    spawn_local(async move {
        let copied = browser::copy(&link).await;
        store.shared.set(Some(Shared { link, copied }));
    });
}

/// Opens a snapshot's text; what cannot be read opens nothing and says why.
pub fn open(store: Store, text: &str, page: Page) {
    if store.snapshot().as_deref() == Some(text) {
        store.page.set(page);
        return;
    }
    desk::clear(store);
    match decode(text) {
        Ok(snapshot) => {
            store.origin.set(Origin::Snapshot(Arc::from(text), banner(&snapshot)));
            store.period.set(snapshot.choice());
            store.figures.set(Some(Arc::new(snapshot.figures)));
            store.page.set(page);
            store.stage.set(Stage::Ready);
        }
        Err(error) => store.tell(error.to_string(), true),
    }
}
