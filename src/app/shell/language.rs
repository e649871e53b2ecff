//! The language of the page: a button that changes it.

use crate::app::browser::dom;
use crate::app::pages::settings;
use crate::app::store::{Store, store};
use crate::app::workers::coordinator;
use gelan::text::{Language, set_language};
use leptos::prelude::*;

/// Takes a language over before anything of it is shown.
pub fn begin(language: Language) {
    set_language(language);
    dom::set_root("lang", language.id());
}

/// Draws the page anew in another language. Files are read again, since what is said of them is in the old one.
fn change(store: Store, language: Language) {
    begin(language);
    let mut values = store.settings.get_untracked();
    values.language = language;
    settings::use_settings(store, values);
    store.language.set(language);
    if store.snapshot().is_none() {
        let ids: Vec<_> = store.files.with_untracked(|files| files.iter().map(|f| f.id).collect());
        if !ids.is_empty() {
            coordinator::read_again(store, &ids);
        }
    }
}

/// The button; it names the other language in that language.
#[component]
pub fn LanguageButton() -> impl IntoView {
    let store = store();
    let other = store.language.get_untracked().other();
    view! {
        <button id="language" class="button" lang=other.id() on:click=move |_| change(store, other)>
            <span class="long">{other.title()}</span><span class="short">{other.short()}</span>
        </button>
    }
}
