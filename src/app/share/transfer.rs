//! What goes out, and what comes in: snapshots in all their carriers.

use super::{copy, qr};
use crate::app::browser::{crypto, dom};
use crate::app::store::{Locking, Origin, Sharing, Store, Undo};
use crate::app::workers::{coordinator, opener, removed, results};
use gelan::session::protocol::{OpenedText, Request};
use gelan::snapshot::carrier::link;
use gelan::snapshot::{self, Choices, Opened, SnapshotHead, carrier, decode, encode, qr as codes};
use gelan::text::{say, t};
use gelan::view::pages::Page;
use gelan::view::parts::share::{Carrier, code, file_name, texts};
use gelan::view::route::Route;
use leptos::prelude::*;
use std::sync::Arc;
use wasm_bindgen_futures::spawn_local;

/// Opens the panel for sharing, and makes the snapshot; one that is open is shared as it is.
pub fn share(store: Store) {
    store.shared.set(Some(Sharing::default()));
    make(store, Choices::default(), String::new());
}

/// Makes the snapshot anew by other choices.
pub fn make(store: Store, choices: Choices, password: String) {
    store.shared.set(Some(Sharing { choices, password, ..Sharing::default() }));
    match store.snapshot() {
        Some(text) => {
            tell(store, &text);
            put(store, &text);
        }
        None => results::snapshot(store, choices, move |text| offer(store, &text)),
    }
}

/// Takes the snapshot's text into the panel, behind the password where one was typed.
fn offer(store: Store, text: &str) {
    tell(store, text);
    let Some(sharing) = store.shared.get_untracked() else { return };
    if sharing.password.is_empty() {
        put(store, text);
        return;
    }
    let text = text.to_owned();
    spawn_local(async move {
        let locked = match decode(&text) {
            Ok(snapshot) => crypto::lock(&snapshot, &sharing.password).await,
            Err(_) => None,
        };
        // Whoever typed on meanwhile is answered by a later one.
        if !store.shared.with_untracked(|s| s.as_ref().is_some_and(|s| s.password == sharing.password)) {
            return;
        }
        match locked {
            Some(locked) => put(store, &locked.text()),
            None => {
                store.shared.set(None);
                store.tell(t("浏览器不能在这里加密（网址不是 https），没有做快照"), true);
            }
        }
    });
}

/// Lists the texts that travel; of what somebody else locked there is no list.
fn tell(store: Store, text: &str) {
    let listed = decode(text).map(|snapshot| texts(&snapshot)).unwrap_or_default();
    store.shared.update(|shared| shared.iter_mut().for_each(|sharing| sharing.texts = listed.clone().into()));
}

fn put(store: Store, text: &str) {
    store.shared.update(|shared| {
        if let Some(sharing) = shared {
            sharing.text = Some(Arc::from(text));
            sharing.done = None;
        }
    });
}

/// What links begin with: the address that is set, else this page's own.
pub fn base(store: Store) -> String {
    let base = store.settings.with_untracked(|s| s.address.clone());
    if base.is_empty() { dom::address() } else { base }
}

/// Hands the snapshot out in a carrier.
pub fn hand_out(store: Store, text: Arc<str>, carrier: Carrier) {
    let period = store.period.with_untracked(|p| p.title());
    let name = |ending| {
        store
            .figures
            .with_untracked(|f| file_name(f.as_ref().and_then(|f| f.township.as_deref()), &period, ending))
    };
    match carrier {
        Carrier::Link => copied(store, carrier, link(&base(store), &text)),
        Carrier::Code => copied(store, carrier, code(&text)),
        Carrier::Qr => {
            let address = store.settings.with_untracked(|s| s.address.clone());
            if let Ok(code) = codes::code(&text, &address)
                && qr::save(&code, &name("png")).is_ok()
            {
                note_done(store, carrier, true);
            }
        }
        Carrier::File => {
            if let Ok(bytes) = carrier::to_file(&text) {
                dom::download_bytes(&name("gelan"), &bytes);
                note_done(store, carrier, true);
            }
        }
        Carrier::Page => {
            dom::download_bytes(&name("html"), &copy::page(&text));
            note_done(store, carrier, true);
        }
    }
}

fn copied(store: Store, carrier: Carrier, what: String) {
    spawn_local(async move {
        let copied = dom::copy(&what).await;
        store.shared.update(|shared| {
            if let Some(sharing) = shared {
                sharing.shown = what;
            }
        });
        note_done(store, carrier, copied);
    });
}

/// Notes that a carrier was handed out, and whether the browser let it.
fn note_done(store: Store, carrier: Carrier, done: bool) {
    // A link that could not be copied stands in the box below all the same.
    if store.snapshot().is_none() {
        results::handed_on(store, Request::HandOn);
    }
    store.shared.update(|shared| {
        if let Some(sharing) = shared {
            sharing.done = Some((carrier, done));
        }
    });
}

/// Opens a snapshot's text in place of what is loaded; what cannot be read opens nothing and says why. `then` comes once
/// the snapshot is open.
pub fn open(store: Store, text: &str, spot: Route, then: impl FnOnce() + 'static) {
    let sent: Arc<str> = Arc::from(text);
    let n = removed::set_own_aside(store);
    opener::open(store, text, move |opened| {
        if let OpenedText::Refused(sentence) = opened {
            removed::bring_back(store);
            store.tell(sentence, true);
            return;
        }
        if n > 0 {
            store.tell_undo(say!("打开了快照，原来的 {n} 个文件已收起", n), Undo::Files);
        }
        if let OpenedText::Open(head) = opened {
            show(store, sent, head, spot);
            then();
        } else {
            store.locking.set(Some(Locking { text: sent, spot, error: None }));
        }
    });
}

/// Tries a password on the locked snapshot.
pub fn unlock(store: Store, password: String) {
    let Some(locking) = store.locking.get_untracked() else { return };
    spawn_local(async move {
        let unlocked = match snapshot::open(&locking.text) {
            Ok(Opened::Locked(locked)) => crypto::unlock(&locked, &password).await,
            Ok(Opened::Plain(snapshot)) => Ok(*snapshot),
            Err(error) => Err(error),
        };
        match unlocked {
            Ok(snapshot) => opener::open(store, &encode(&snapshot), move |opened| {
                if let OpenedText::Open(head) = opened {
                    let page = locking.spot.page;
                    show(store, locking.text, head, locking.spot);
                    store.go(page);
                }
            }),
            Err(error) => store.locking.set(Some(Locking { error: Some(error.to_string()), ..locking })),
        }
    });
}

fn show(store: Store, text: Arc<str>, head: SnapshotHead, spot: Route) {
    coordinator::want(Route { village: spot.village.clone(), ..Route::default() });
    store.origin.set(Origin::Snapshot(text, head));
    store.show(spot);
}

/// Opens what was pasted: a link, a code, the letters of a QR code.
pub fn paste(store: Store, pasted: &str) {
    match carrier::find(pasted) {
        Ok(text) => enter(store, &text, || {}),
        Err(error) => store.tell(error.to_string(), true),
    }
}

/// Opens a snapshot's text that came otherwise than by the address, and puts it there; `then` comes once it is open.
pub fn enter(store: Store, text: &str, then: impl FnOnce() + 'static) {
    let go = move || {
        store.go(Page::Overview);
        then();
    };
    if store.snapshot().as_deref() == Some(text) {
        go()
    } else {
        open(store, text, Page::Overview.into(), go)
    }
}

/// The snapshot in this page's own file, where it was saved with one.
pub fn inside(store: Store) -> bool {
    let Some(text) = copy::inside() else { return false };
    paste(store, &text);
    true
}
