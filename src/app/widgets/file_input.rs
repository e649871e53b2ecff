//! A hidden file input, opened by [`crate::app::browser::dom::press`].

use crate::app::browser::drop::{NamedFiles, picked};
use leptos::prelude::*;

/// The input. `take` gets what is picked.
#[component]
pub fn FileInput(
    /// The element's id.
    id: &'static str,
    /// What is picked, for those who do not see the button.
    label: &'static str,
    /// The endings of names that the browser offers.
    accept: &'static str,
    /// Whether several files may be picked.
    #[prop(optional)]
    multiple: bool,
    /// What takes the files.
    take: impl Fn(NamedFiles) + 'static,
) -> impl IntoView {
    let change = move |event| take(picked(&event_target(&event)));
    view! { <input type="file" id=id class="hidden" multiple=multiple tabindex="-1" aria-label=label accept=accept on:change=change/> }
}
