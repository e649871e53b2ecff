//! What outlasts the page in this browser's storage: corrections (headings and choices), answers about the
//! names of places, and settings where the person asked for it; nothing else of the data.
//!
//! Every page that is opened from this disk shares that storage in Chromium, and can write there.

use gelan::figures::settings::Settings;
use gelan::input::recognise::Corrections;
use gelan::model::alias::Aliases;
use gelan::text::t;
use gelan::view::parts::corrections::{from_text, to_text};
use gelan::view::parts::names;
use leptos::prelude::window;
use web_sys::Storage;

/// What every key begins with, those of earlier versions too.
const OURS: &str = "gelan.";
const KEY: &str = "gelan.corrections.1";
const ALIASES: &str = "gelan.places.1";
const SETTINGS: &str = "gelan.settings.1";

/// Everything that this page keeps: the key, and what it is.
const KEPT: [(&str, &str); 3] =
    [(KEY, "表头对应和对表的回答"), (ALIASES, "对村名、地名的回答"), (SETTINGS, "设置")];

fn storage() -> Option<Storage> {
    // Refused in some settings; the page works without.
    window().local_storage().ok().flatten()
}

/// The corrections of earlier visits.
pub fn load() -> Corrections {
    storage()
        .and_then(|s| s.get_item(KEY).ok().flatten())
        .map_or_else(Corrections::default, |t| from_text(&t))
}

/// Keeps the corrections; none leaves nothing behind.
pub fn save(corrections: &Corrections) {
    let Some(storage) = storage() else { return };
    let _ = match to_text(corrections).filter(|_| !corrections.0.is_empty()) {
        Some(text) => storage.set_item(KEY, &text),
        None => storage.remove_item(KEY),
    };
}

/// The answers of earlier visits about names of places.
pub fn aliases() -> Aliases {
    let text = storage().and_then(|s| s.get_item(ALIASES).ok().flatten());
    text.map_or_else(Aliases::default, |t| names::from_text(&t))
}

/// Keeps the answers about names of places; none leaves nothing behind.
pub fn save_aliases(aliases: &Aliases) {
    let Some(storage) = storage() else { return };
    let _ = match names::to_text(aliases) {
        Some(text) => storage.set_item(ALIASES, &text),
        None => storage.remove_item(ALIASES),
    };
}

/// The settings that this browser remembers; `None` where it was not asked to.
pub fn settings() -> Option<Settings> {
    let text = storage()?.get_item(SETTINGS).ok().flatten()?;
    Settings::from_file(&text).ok().map(|(settings, _)| settings)
}

/// Remembers the settings, or forgets them; whether that worked.
pub fn save_settings(text: Option<&str>) -> bool {
    match (storage(), text) {
        (Some(storage), Some(text)) => storage.set_item(SETTINGS, text).is_ok(),
        (Some(storage), None) => storage.remove_item(SETTINGS).is_ok(),
        // Nothing is kept where nothing can be.
        (None, text) => text.is_none(),
    }
}

/// What lies in the storage under our keys: what it is, and its size in bytes.
pub fn kept() -> Vec<(&'static str, u64)> {
    let Some(storage) = storage() else { return Vec::new() };
    let size = |key: &str| {
        let text = storage.get_item(key).ok().flatten().unwrap_or_default();
        u64::try_from(text.len()).unwrap_or(u64::MAX)
    };
    let title =
        |key: &str| KEPT.iter().find(|(known, _)| *known == key).map_or("旧版本存下的", |kept| kept.1);
    ours(&storage).iter().map(|key| (t(title(key)), size(key))).collect()
}

/// Wipes all of it; whether nothing is left.
pub fn wipe() -> bool {
    let Some(storage) = storage() else { return true };
    for key in ours(&storage) {
        let _ = storage.remove_item(&key);
    }
    ours(&storage).is_empty()
}

fn ours(storage: &Storage) -> Vec<String> {
    let keys = (0..storage.length().unwrap_or(0)).filter_map(|at| storage.key(at).ok().flatten());
    keys.filter(|key| key.starts_with(OURS)).collect()
}
