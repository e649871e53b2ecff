//! Reading: a bar for all files, one for each, and the way out.

use crate::app::browser::dom;
use crate::app::store::{Stage, store};
use crate::app::workers::{coordinator, opener};
use gelan::text::format::size;
use gelan::text::{say, t};
use gelan::view::parts::files::{FileEntry, FileProgress, listed, progress};
use leptos::prelude::*;

/// The most files that have a bar of their own.
const LISTED: usize = 40;

/// The progress panel, while files are being read.
#[component]
pub fn Reading() -> impl IntoView {
    let store = store();
    let reading = Memo::new(move |_| store.stage.get() == Stage::Reading);
    move || {
        reading.get().then(|| {
            let line = Memo::new(move |_| {
                store.files.with(|files| store.batch.with(|batch| progress(files, batch)))
            });
            let facts = move || {
                let seconds = (dom::now() - store.since.get_untracked()) / 1000.0;
                line.get().facts(seconds).join("　")
            };
            let ids = Memo::new(move |_| {
                store.files.with(|files| store.batch.with(|batch| listed(files, batch, LISTED)))
            });
            view! {
                <section id="progress" class="panel" aria-label=t("读取进度")>
                    <div class="line">
                        <p role="status" aria-live="polite">{move || line.get().text}</p>
                        <span class="soft">{facts}</span>
                        <button id="cancel" class="button small" on:click=move |_| coordinator::cancel(store)>{t("取消")}</button>
                    </div>
                    <progress max="1000" value=move || line.get().done.to_string() aria-label=t("全部文件")></progress>
                    <ul class="reading">
                        <For each=move || ids.get() key=|id| *id children=move |id| file(id)/>
                    </ul>
                </section>
            }
            .into_any()
        })
    }
}

/// A file that is being looked into, and the way out.
#[component]
pub fn Opening() -> impl IntoView {
    let store = store();
    let name = Memo::new(move |_| store.opening.with(|o| o.as_ref().map(|o| o.name.clone())));
    let part = move || {
        store.opening.with(|o| o.as_ref().map(|o| o.done * 1000 / o.total.max(1)).unwrap_or_default())
    };
    move || {
        name.get().map(|name| {
            view! {
                <section id="opening" class="panel" aria-label=t("读取进度")>
                    <div class="line">
                        <p role="status">{say!("正在打开 {name}", name)}</p>
                        <button id="opening-cancel" class="button small" on:click=move |_| opener::cancel(store)>{t("取消")}</button>
                    </div>
                    <progress max="1000" value=move || part().to_string() aria-label=t("读取进度")></progress>
                </section>
            }
            .into_any()
        })
    }
}

fn file(id: u32) -> AnyView {
    let store = store();
    let state = Memo::new(move |_| store.file(id).map(|f| (f.done(), f.size, word(&f))));
    let name = untrack(|| store.file(id)).map(|f| f.name).unwrap_or_default();
    let label = name.clone();
    let part = move || {
        let (done, size, _) = state.get().unwrap_or_default();
        (done * 1000 / size.max(1)).to_string()
    };
    let total = move || state.get().map(|(_, total, _)| size(total));
    view! {
        <li>
            <span class="name">{name}</span>
            <progress max="1000" value=part aria-label=label></progress>
            <span class="soft">{total}</span>
            <span class="soft">{move || state.get().map(|(_, _, word)| word)}</span>
        </li>
    }
    .into_any()
}

fn word(file: &FileEntry) -> &'static str {
    match (&file.progress, file.report()) {
        (FileProgress::Waiting, _) => t("等待"),
        (FileProgress::Reading { .. }, _) => t("读取中"),
        (FileProgress::Cancelled, _) => t("已取消"),
        (FileProgress::Done, Some(report)) if report.error.is_some() => t("不能读取"),
        (FileProgress::Done, _) => t("已读"),
    }
}
