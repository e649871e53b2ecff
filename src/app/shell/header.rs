//! The top line: which township, which period, what goes out.

use super::language::LanguageButton;
use super::search;
use crate::app::browser::dom::{self, today};
use crate::app::share::transfer;
use crate::app::store::{Stage, store};
use crate::app::widgets::{evidence, export_menu, period};
use crate::app::workers::coordinator;
use gelan::text::t;
use gelan::view::pages::overview::size_of_town;
use gelan::view::print_header::{print_header, printed};
use leptos::prelude::*;

/// The header.
#[component]
pub fn Header() -> impl IntoView {
    let store = store();
    let town = move || {
        store.view(|f| {
            let name = f.township.clone();
            let size = size_of_town(f).into_iter().enumerate().map(|(i, (subject, text))| {
                let dot = (i > 0).then_some(" · ");
                view! { {dot}{evidence::figure(store, subject, "", text)} }
            });
            view! { <p class="town"><b>{name}</b><span>{size.collect_view()}</span></p> }.into_any()
        })
    };
    let open = RwSignal::new(false);
    let finding = RwSignal::new(false);
    // What was found is another page.
    Effect::new(move |_| {
        store.page.track();
        store.place.track();
        finding.set(false);
    });
    let find = move |_| {
        finding.update(|f| *f = !*f);
        if finding.get_untracked() {
            request_animation_frame(|| dom::focus("search"));
        }
    };
    let loaded = store.loaded();
    let tools = move || {
        loaded.get().then(|| {
            let busy = move || store.stage.get() != Stage::Ready;
            view! {
                <search::Search/>
                <period::PeriodPicker/>
                <button id="seek" class="button" aria-label=t("查找") aria-expanded=move || finding.get().to_string() on:click=find>
                    <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><path d="M11.5 7a4.5 4.5 0 1 1-9 0a4.5 4.5 0 0 1 9 0zM10.2 10.2L14 14"/></svg>
                </button>
                <button id="tools" class="button" aria-label=t("更多") aria-expanded=move || open.get().to_string()
                    on:click=move |_| open.update(|o| *o = !*o)>"⋯"</button>
                <export_menu::ExportMenu/>
                <button id="share" class="button main" disabled=busy on:click=move |_| transfer::share(store)>
                    <span class="long">{t("分享快照")}</span><span class="short">{t("分享")}</span>
                </button>
            }
            .into_any()
        })
    };
    let paper = Memo::new(move |_| {
        let (page, village) = (store.page.get(), store.village.get());
        store.figures.with(|f| print_header(f.as_deref(), page, &village))
    });
    let date = NodeRef::<leptos::html::P>::new();
    // A page may stay open for days.
    let before = window_event_listener(leptos::ev::beforeprint, move |_| {
        if let Some(date) = date.get_untracked() {
            date.set_text_content(Some(&printed(today())));
        }
    });
    on_cleanup(move || before.remove());
    let home = move |_| {
        if store.figures.with_untracked(Option::is_none) {
            coordinator::clear(store);
        }
    };
    view! {
        <a class="skip" href="#main">{t("跳到内容")}</a>
        <header class="top" class:loaded=loaded class:open=move || open.get() class:finding=move || finding.get()>
            <a class="mark" href="#/overview" on:click=home><Mark/>{t("格览")}</a>
            {town}
            <span class="space"></span>
            {tools}
            <LanguageButton/>
            <div class="paper">
                <style>{move || paper.with(|p| p.foot.clone())}</style>
                <p class="of">{move || paper.with(|p| p.title.clone())}</p>
                <p class="when">{move || paper.with(|p| p.period.clone())}</p>
                <p class="printed" node_ref=date></p>
            </div>
        </header>
    }
}

/// The mark: four fields of a grid, one of them in flower.
#[component]
pub fn Mark() -> impl IntoView {
    let petal = "M23 23C19.6 20 19.6 15.6 23 14.6C26.4 15.6 26.4 20 23 23Z";
    let petals = (0..5)
        .map(|i| {
            let turn = format!("rotate({} 23 23)", i * 72);
            view! { <path d=petal transform=turn class="petal"/> }
        })
        .collect_view();
    view! {
        <svg viewBox="0 0 32 32" width="26" height="26" aria-hidden="true">
            <path class="field" d="M2 4a2 2 0 0 1 2-2h9a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2zM17 4a2 2 0 0 1 2-2h9a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2h-9a2 2 0 0 1-2-2zM2 19a2 2 0 0 1 2-2h9a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2z"/>
            {petals}
        </svg>
    }
}
