//! The box in the header that finds villages, grids and persons.

use crate::app::browser::dom;
use crate::app::store::store;
use gelan::text::t;
use gelan::view::parts::search::{SearchHit, find};
use leptos::prelude::*;

/// The most hits shown.
const MOST: usize = 12;

/// The box, and what it finds, as a combobox.
#[component]
pub fn Search() -> impl IntoView {
    let store = store();
    let typed = RwSignal::new(String::new());
    let chosen = RwSignal::new(0usize);
    let hits = Memo::new(move |_| {
        let typed = typed.get();
        store.town.with(|town| {
            let people = town.as_ref().map(|town| town.people.as_slice()).unwrap_or_default();
            store.view(|f| find(f, people, &typed, MOST)).unwrap_or_default()
        })
    });
    let open = move || hits.with(|h| !h.is_empty());
    let none = move || !typed.with(|t| t.trim().is_empty()) && hits.with(Vec::is_empty);
    let go = move |index: usize| {
        if let Some(hit) = hits.with_untracked(|h| h.get(index).cloned()) {
            dom::set_hash(&store.place_href(&hit.found));
            typed.set(String::new());
        }
    };
    let keys = move |event: web_sys::KeyboardEvent| {
        let count = hits.with_untracked(Vec::len);
        match event.key().as_str() {
            "ArrowDown" if count > 0 => chosen.update(|c| *c = (*c + 1) % count),
            "ArrowUp" if count > 0 => chosen.update(|c| *c = (*c + count - 1) % count),
            "Enter" => go(chosen.get_untracked()),
            "Escape" => typed.set(String::new()),
            _ => return,
        }
        event.prevent_default();
    };
    let list = move || {
        hits.with(|h| {
            let option = |(i, hit): (usize, &SearchHit)| {
                let selected = move || (chosen.get() == i).to_string();
                // A press takes the focus from the box before a click would come.
                let press = move |event: web_sys::MouseEvent| {
                    event.prevent_default();
                    go(i);
                };
                view! {
                    <li id=format!("hit-{i}") role="option" aria-selected=selected on:mousedown=press>
                        {hit.label.clone()}<small>{hit.hint.clone()}</small>
                    </li>
                }
            };
            h.iter().enumerate().map(option).collect_view()
        })
    };
    let active = move || open().then(|| format!("hit-{}", chosen.get()));
    view! {
        <div class="search">
            <input id="search" type="search" role="combobox" autocomplete="off" placeholder=t("查找村、网格、人")
                aria-label=t("查找村、网格、人，可用拼音首字母") aria-controls="search-hits" aria-autocomplete="list"
                aria-expanded=move || open().to_string() aria-activedescendant=active
                prop:value=move || typed.get() on:keydown=keys
                on:blur=move |_| typed.set(String::new()) on:focus=move |_| store.town_wanted.set(true)
                on:input=move |e| { chosen.set(0); typed.set(event_target_value(&e)); }/>
            <ul id="search-hits" role="listbox" aria-label=t("找到的") class:gone=move || !open()>{list}</ul>
            <p class="none" role="status">{move || none().then_some(t("没有找到"))}</p>
        </div>
    }
}
