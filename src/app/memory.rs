//! Corrections that outlast the page: headings and choices in this browser's storage, nothing of the data.

use gelan::recognise::Corrections;
use gelan::view::correct::{from_text, to_text};
use leptos::prelude::window;
use web_sys::Storage;

const KEY: &str = "gelan.corrections.1";

fn storage() -> Option<Storage> {
    // Refused in some settings; the page works without.
    window().local_storage().ok().flatten()
}

/// The corrections of earlier visits.
pub fn load() -> Corrections {
    storage().and_then(|s| s.get_item(KEY).ok().flatten()).map_or_else(Corrections::default, |t| from_text(&t))
}

/// Keeps the corrections; none leaves nothing behind.
pub fn save(corrections: &Corrections) {
    let Some(storage) = storage() else { return };
    let _ = match to_text(corrections).filter(|_| !corrections.0.is_empty()) {
        Some(text) => storage.set_item(KEY, &text),
        None => storage.remove_item(KEY),
    };
}
