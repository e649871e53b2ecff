//! What the page has to say above its content: a snapshot's or the sample's banner, notices, the shared link.

use crate::app::browser::dom;
use crate::app::pages::mappings;
use crate::app::pages::settings::{self, Remembered};
use crate::app::share::panel;
use crate::app::store::{Notice, Origin, Store, Undo, store};
use crate::app::widgets::asks::correct;
use crate::app::workers::{coordinator, removed};
use gelan::text::t;
use gelan::view::parts::snapshot;
use leptos::prelude::*;

/// The banners.
#[component]
pub fn Notices() -> impl IntoView {
    let store = store();
    view! {
        {move || banner(store)}
        {move || store.notice.get().map(|notice| notice_line(store, notice))}
        <Remembered/>
        <panel::Password/>
        <panel::Share/>
    }
}

fn banner(store: Store) -> Option<AnyView> {
    let (title, text) = match store.origin.get() {
        Origin::Files => return None,
        Origin::Sample => {
            (t("这是示例"), t("镇、村、网格的名称和总数仿照实际，人员姓名全部是编造的。").to_owned())
        }
        Origin::Snapshot(_, head) => (t("这是快照"), snapshot::banner(&head)),
    };
    let leave = move |_| {
        coordinator::clear(store);
        dom::leave_hash();
        store.page.set(gelan::view::pages::Page::Overview);
    };
    Some(
        view! {
            <aside id="banner" class="strip">
                <p><b>{title}</b>{text}</p>
                <button id="banner-close" class="button small" on:click=leave>{t("关闭，放入自己的表")}</button>
            </aside>
        }
        .into_any(),
    )
}

fn take_back(store: Store, undo: Undo) {
    store.notice.set(None);
    match undo {
        Undo::Correction(signature, before) => correct(store, &signature, |c| c.restore(&signature, *before)),
        Undo::Files => removed::bring_back(store),
        Undo::Settings(before) => settings::use_settings(store, *before),
        Undo::Draft(before) => store.draft.set(Some(before)),
        Undo::Taught(before) => _ = mappings::teach(store, *before),
    }
}

fn notice_line(store: Store, notice: Notice) -> AnyView {
    let role = if notice.bad { "alert" } else { "status" };
    let undo = notice.undo.map(|undo| {
        let back = move |_| take_back(store, undo.clone());
        view! { <button id="undo" class="button small" on:click=back>{t("撤销")}</button> }
    });
    let over = move || store.notice.set(None);
    // The line that shrinks is the time that is left; a person who points at it stops it.
    let clock = (!notice.bad).then(|| view! { <i aria-hidden="true" on:animationend=move |_| over()></i> });
    view! {
        <aside id="notice" class="toast" class:bad=notice.bad role=role>
            <p>{notice.text}</p>
            {undo}
            <button class="x" aria-label=t("关闭") on:click=move |_| over()>"✕"</button>
            {clock}
        </aside>
    }
    .into_any()
}
