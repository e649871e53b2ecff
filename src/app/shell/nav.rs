//! The navigation.

use crate::app::browser::dom;
use crate::app::store::{Origin, store};
use gelan::text::t;
use gelan::view::pages::{Navigation, Page};
use gelan::view::route::hash;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// How many pages are always in sight on a phone.
const FIRST: usize = 4;

/// Links to the pages, and the button that adds files.
#[component]
pub fn Nav() -> impl IntoView {
    let store = store();
    let looks = Memo::new(move |_| store.to_look_at());
    let badge = move || {
        let count = looks.get();
        (count > 0).then(|| {
            let text = if count > 999 { "999+".to_owned() } else { count.to_string() };
            view! { <sup title=t("件事等您看")>{text}</sup> }
        })
    };
    let shown = move || store.place.with(|place| store.page.get().listed_as(place.as_ref()));
    let link = move |page: Page| {
        // Many snapshots are looked at with none of them open.
        let href = move || hash(page, store.snapshot().filter(|_| page != Page::Rollup).as_deref());
        let current = move || (shown() == page).then_some("page");
        let badge = (page == Page::Data).then_some(badge);
        view! { <a href=href data-page=page.id() aria-current=current>{page.title()}{badge}</a> }
    };
    let add = move |_| {
        dom::press("files");
    };
    let loaded = store.loaded();
    let open = RwSignal::new(false);
    let far = move || Page::listed(Navigation::Main).take(FIRST).all(|page| page != shown());
    let list: NodeRef<leptos::html::Nav> = NodeRef::new();
    // On a phone the links are wider than the screen: the page's own comes to its middle.
    Effect::new(move |_| {
        let page = store.page.get();
        open.set(false);
        let Some(list) = list.get() else { return };
        let link = list.query_selector(&format!("[data-page={}]", page.id())).ok().flatten();
        let Some(link) = link.and_then(|link| link.dyn_into::<HtmlElement>().ok()) else { return };
        // With the frame: asked at once, the browser would lay the page out in the midst of what draws it.
        request_animation_frame(move || {
            list.set_scroll_left(link.offset_left() + link.offset_width() / 2 - list.client_width() / 2);
        });
    });
    move || {
        loaded.get().then(|| {
            let adds = !matches!(store.origin.get(), Origin::Snapshot(..));
            view! {
                <nav aria-label=t("页面") node_ref=list class:open=move || open.get() class:far=far>
                    {Page::listed(Navigation::Main).map(link).collect_view()}
                    <hr/>
                    {Page::listed(Navigation::BelowLine).map(link).collect_view()}
                    <button id="more" aria-expanded=move || open.get().to_string() on:click=move |_| open.update(|o| *o = !*o)>
                        {t("更多")}" ▾"{badge}</button>
                    {adds.then(|| view! { <button id="add" class="button small" on:click=add>{t("添加文件…")}</button> })}
                </nav>
            }
            .into_any()
        })
    }
}
