//! 数据: the files, the tables found in them with their columns, and the findings.

use super::mappings::Mappings;
use super::tables;
use crate::app::browser::dom;
use crate::app::store::{Origin, Store, store};
use crate::app::widgets::asks::Asks;
use crate::app::widgets::dialog::question;
use crate::app::widgets::export_menu;
use crate::app::widgets::findings::Findings;
use crate::app::widgets::names::Names;
use crate::app::workers::{coordinator, removed};
use gelan::input::read::TextEncoding;
use gelan::session::FileId;
use gelan::text::{say, t};
use gelan::view::pages::data::{file_line, head};
use gelan::view::parts::files::FileEntry;
use gelan::view::parts::findings::at_rest;
use leptos::prelude::*;

/// The page.
#[component]
pub fn Data() -> impl IntoView {
    let store = store();
    let ids = move || store.files.with(|f| f.iter().map(|f| f.id).collect::<Vec<_>>());
    let snapshot = move || matches!(store.origin.get(), Origin::Snapshot(..));
    let asked = RwSignal::new(false);
    let unfolded = RwSignal::new(false);
    let rest =
        Memo::new(move |_| store.files.with(|files| store.findings.with(|found| at_rest(files, found))));
    let fold = move || {
        let arrow = if unfolded.get() { "▴" } else { "▾" };
        say!("另有 {n} 个文件都已认出，不必看", n = rest.with(Vec::len)) + " " + arrow
    };
    let sentence = move || say!("移除放入的 {n} 个文件？原文件不动。", n = store.files.with(Vec::len));
    view! {
        <div class="title"><h1>{t("数据")}</h1><small>{t("放入的文件、认出的表和列，以及要核对的地方")}</small>
            <span class="presses" class:gone=snapshot>
                <button class="button small" on:click=move |_| dom::press("files")>{t("添加文件")}</button>
                <button class="button small" on:click=move |_| dom::press("folder")>{t("添加文件夹")}</button>
                <button id="templates" class="button small" on:click=move |_| export_menu::save_templates(store)>{t("空白模板")}</button>
            </span>
        </div>
        {move || (!snapshot()).then(|| lead(store))}
        {move || snapshot().then(|| view! {
            <p class="nothing">{t("这是快照，只有汇总数，没有文件、原始记录和提示。要看这些，请打开原来的表。")}</p>
        })}
        <Asks/>
        <Names/>
        <div class:gone=snapshot><Findings/></div>
        <section class="panel flush" class:gone=snapshot>
            <div class="ph">
                <div class="hd"><h2>{t("放入的文件")}</h2><small>{move || say!("{} 个；点开一张表，看各列的对应和例子", ids().len())}</small></div>
                <div class="tools">
                    <Mappings/>
                    <button id="clear" on:click=move |_| asked.set(true)>{t("全部移除")}</button>
                </div>
            </div>
            <ul class="files" class:folded=move || !unfolded.get()><For each=ids key=|id| *id children=move |id| view! { <File id=id rest=rest/> }/></ul>
            <button class="fold" class:gone=move || rest.with(Vec::is_empty) aria-expanded=move || unfolded.get().to_string()
                on:click=move |_| unfolded.update(|u| *u = !*u)>{fold}</button>
        </section>
        {question(asked, "clear-all", t("全部移除"), sentence, move || removed::remove_all(store))}
    }
}

/// The sentence at the top: what was read, and what waits.
fn lead(store: Store) -> impl IntoView {
    let nowhere = store.view(|figures| figures.nowhere).unwrap_or_default();
    let head = store.files.with(|files| {
        store.findings.with(|found| store.ticks.with(|ticks| head(files, found, ticks, nowhere)))
    });
    let waits = (head.count > 0).then(|| {
        view! { {t("；")}<b class="look" data-count=head.count.to_string()>{head.waits}</b>{t("：")}{head.parts} }
    });
    view! { <p id="lead" class="lead" role="status">{head.read}{waits}{t("。")}</p> }
}

/// A file: what it is, what went wrong, its tables.
#[component]
fn File(id: FileId, rest: Memo<Vec<FileId>>) -> impl IntoView {
    let store = store();
    let entry = Memo::new(move |_| store.file(id));
    let open = RwSignal::new(Vec::<usize>::new());
    let report = Memo::new(move |_| entry.with(|e| e.as_ref().and_then(|e| e.report.clone())));
    let tables = move || {
        report.get().map(|r| (0..r.tables.len()).map(|i| tables::table(&r, id, i, open)).collect_view())
    };
    let name = entry.with_untracked(|e| e.as_ref().map(|e| e.name.clone())).unwrap_or_default();
    view! {
        <li data-file=name.clone() class:rest=move || rest.with(|rest| rest.contains(&id))>
            {move || entry.with(|e| e.as_ref().map(line))}
            <ul class="tables">{tables}</ul>
        </li>
    }
}

fn line(file: &FileEntry) -> AnyView {
    let store = store();
    let line = file_line(file);
    let id = file.id;
    let name = file.name.clone();
    let encoding = line.encoding.map(|current| {
        let options = TextEncoding::ALL
            .into_iter()
            .map(|e| view! { <option value=e.title() selected=e == current>{e.title()}</option> })
            .collect_view();
        let change = move |event| {
            let title = event_target_value(&event);
            let chosen = TextEncoding::ALL.into_iter().find(|e| e.title() == title);
            store.change_file(id, |file| file.encoding = chosen);
            dom::keep_focus();
            coordinator::read_again(store, &[id]);
        };
        view! {
            <label class="encoding">{t("编码")}
                <select id=format!("encoding-{id}") on:change=change>{options}</select>
            </label>
        }
    });
    let facts = line.facts.iter().map(|f| view! { <span>{f.clone()}</span> }).collect_view();
    let error = line.error.map(|e| view! { <p class=if line.look { "error" } else { "soft" }>{e}</p> });
    view! {
        <div class="line">
            <b class="name" class:look=line.look>{name.clone()}</b>
            <span class="facts">{facts}</span>
            {encoding}
            <button class="button small" aria-label=say!("移除 {name}", name) on:click=move |_| removed::remove(store, id)>{t("移除")}</button>
        </div>
        {error}
    }
    .into_any()
}
