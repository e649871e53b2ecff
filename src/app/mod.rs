//! The page. Components show what `gelan::view` computes, and hold no logic.
//!
//! State is in one [`store::Store`]; [`workers::coordinator`] talks to the workers, [`browser`] to the browser.
//!
//! `docs/page.md` lists the ids and attributes that tests and screen readers rely on.

mod browser;
mod pages;
mod share;
mod shell;
mod store;
mod widgets;
pub mod workers;

use browser::{dom, drop, memory, typography};
use gelan::text::{say, t};
use gelan::view::pages::Page;
use leptos::ev;
use leptos::prelude::*;
use pages::rollup;
use share::transfer;
use shell::{address, bench, empty, header, intake, language, nav, notices, progress};
use store::{Origin, Stage, Store};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use widgets::evidence;

/// Mounts the page in place of the first paint.
pub fn mount() {
    let Some(app) = dom::element("app") else { return };
    if let Some(start) = dom::element("start") {
        start.remove();
    }
    mount_to(app.unchecked_into::<HtmlElement>(), App).forget();
}

/// The whole page.
#[component]
fn App() -> impl IntoView {
    let store = Store::new(memory::load(), memory::aliases(), memory::settings());
    provide_context(store);
    provide_context(rollup::Rolled::new());
    language::begin(store.language.get_untracked());
    let over = RwSignal::new(false);
    typography::keep_units();
    bench::offer(store);
    drop::listen(over, move |dropped| intake::take(store, dropped));
    say_state(store);
    address::keep(store);
    workers::results::keep_details(store);
    // A memo, so that a page is not drawn anew while files are read behind it.
    let shown = Memo::new(move |_| match (store.figures.with(Option::is_some), store.stage.get()) {
        (true, _) => Shown::Page(store.page.get()),
        (false, Stage::Reading | Stage::Opening) => Shown::Nothing,
        (false, _) if !store.page.get().row().needs_figures => Shown::Page(store.page.get()),
        (false, _) => Shown::Empty,
    });
    let _ = window_event_listener(ev::hashchange, move |_| address::follow(store));
    let _ = window_event_listener(ev::beforeunload, move |event| {
        if store.would_lose() {
            event.prevent_default();
        }
    });
    // A snapshot in the file itself is what it was sent for; an address that asks for something goes before.
    if !dom::current_hash().is_empty() || !transfer::inside(store) {
        address::follow(store);
    }
    // Another language draws everything anew.
    move || {
        store.language.track();
        frame(shown, over)
    }
}

fn frame(shown: Memo<Shown>, over: RwSignal<bool>) -> AnyView {
    view! {
        <header::Header/>
        <div class="frame">
            <nav::Nav/>
            <main id="main" tabindex="-1">
                <notices::Notices/>
                <progress::Opening/>
                <progress::Reading/>
                {move || content(shown.get())}
                <empty::Inputs/>
            </main>
        </div>
        <evidence::Evidence/>
        <div class="over" class:on=move || over.get() aria-hidden="true"><p>{t("松开，放入文件或文件夹")}</p></div>
    }
    .into_any()
}

/// What the middle of the page shows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    Nothing,
    Empty,
    Page(Page),
}

fn content(shown: Shown) -> AnyView {
    match shown {
        Shown::Nothing => ().into_any(),
        Shown::Empty => empty::Empty().into_any(),
        Shown::Page(page) => pages::page(page),
    }
}

/// Keeps the root element's attributes and the title in step.
fn say_state(store: Store) {
    Effect::new(move |_| {
        dom::set_root("data-page", store.page.get().id());
        let origin = match store.origin.get() {
            Origin::Files => "files",
            Origin::Sample => "sample",
            Origin::Snapshot(..) => "snapshot",
        };
        dom::set_root("data-origin", origin);
        let town = store.view(|f| f.township.clone()).flatten();
        document().set_title(&town.map_or_else(|| t("格览").to_owned(), |t| say!("{t} · 格览", t)));
        // Last, so that the rest is in place for those who wait for the state.
        dom::set_root("data-state", store.stage.get().id());
    });
}
