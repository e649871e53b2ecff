//! A table of a file: its kind and columns, and the lists to correct them.

use super::store::{Store, store};
use super::{browser, desk, memory};
use gelan::recognise::schema::{Field, Kind};
use gelan::recognise::{Confidence, Corrections, TableInfo};
use gelan::say;
use gelan::session::{FileId, FileReport};
use gelan::text::t;
use gelan::view::correct::{choose_field, choose_header, choose_kind, fields, forget};
use gelan::view::files::{FileEntry, table_line};
use leptos::prelude::*;
use std::sync::Arc;

/// The table of this number; `open` lists those whose columns are shown.
pub fn table(report: &Arc<FileReport>, file: FileId, index: usize, open: RwSignal<Vec<usize>>) -> AnyView {
    let Some(table) = report.tables.get(index) else {
        return ().into_any();
    };
    let line = table_line(table);
    let is_open = move || open.with(|o| o.contains(&index));
    let toggle = move |_| {
        open.update(|o| if o.contains(&index) { o.retain(|x| *x != index) } else { o.push(index) });
    };
    let facts = line.facts.iter().map(|f| view! { <span>{f.clone()}</span> }).collect_view();
    let report = Arc::clone(report);
    let kind = table.kind.map_or("", Kind::id);
    let name = line.name.clone();
    view! {
        <li data-table=name data-kind=kind>
            <button class="row" id=format!("table-{file}-{index}") aria-expanded=move || is_open().to_string() on:click=toggle>
                <span class="kind" class:look=line.look>{line.kind}</span>
                <span class="tag" class:look=line.look>{line.confidence}</span>
                <span class="name">{line.name}</span>
                <span class="facts">{facts}</span>
            </button>
            {move || is_open().then(|| report.tables.get(index).map(|t| details(t, file, index)))}
        </li>
    }
    .into_any()
}

/// Takes a changed set of corrections: keeps it, and reads the files that have such a table again.
fn apply(store: Store, signature: &str, change: impl FnOnce(&mut Corrections)) {
    store.corrections.update(change);
    store.corrections.with_untracked(memory::save);
    let same = |f: &&FileEntry| f.report().is_some_and(|r| r.tables.iter().any(|t| t.signature == signature));
    let ids: Vec<FileId> = store.files.with_untracked(|f| f.iter().filter(same).map(|f| f.id).collect());
    browser::keep_focus();
    desk::read_again(store, &ids);
}

fn details(table: &TableInfo, file: FileId, index: usize) -> AnyView {
    let store = store();
    let shared = Arc::new(table.clone());
    let rows = (0..table.columns.len()).map(|c| column(&shared, c, file, index)).collect_view();
    let chosen = (table.confidence == Confidence::Chosen).then(|| {
        let table = Arc::clone(&shared);
        let reset = move |_| apply(store, &table.signature, |c| forget(c, &table));
        view! { <button class="button small" on:click=reset>{t("恢复自动识别")}</button> }
    });
    let current = table.kind;
    let kinds = Kind::ALL
        .iter()
        .map(|k| view! { <option value=k.id() selected=current == Some(*k)>{k.title()}</option> })
        .collect_view();
    let change = {
        let table = Arc::clone(&shared);
        move |event| {
            let kind = Kind::from_id(&event_target_value(&event));
            apply(store, &table.signature, |c| choose_kind(c, &table, kind));
        }
    };
    view! {
        <div class="details">
            <p class="line">
                <label>{t("这张表是")}
                    <select id=format!("kind-{file}-{index}") data-kind-choice on:change=change>
                        <option value="" selected=current.is_none()>{t("不使用")}</option>
                        {kinds}
                    </select>
                </label>
                {header(&shared, file, index)}
                {chosen}
                <span class="soft">{t("改动立即重新计算，并记住同样表头的表")}</span>
            </p>
            <div class="sheet plain" tabindex="0" role="region" aria-label=t("列")>
                <table class="columns">
                    <thead><tr><th scope="col">{t("列")}</th><th scope="col">{t("表头")}</th><th scope="col">{t("用作")}</th><th scope="col">{t("前几个值")}</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </div>
    }
    .into_any()
}

/// Where the header stands, as two numbers to correct.
fn header(table: &Arc<TableInfo>, file: FileId, index: usize) -> AnyView {
    let store = store();
    let rows = table.header_rows;
    let number = |which: &'static str, value: u32, with: fn((u32, u32), u32) -> (u32, u32)| {
        let table = Arc::clone(table);
        let change = move |event| {
            if let Ok(row) = event_target_value(&event).parse() {
                let (first, last) = with(rows, row);
                apply(store, &table.signature, |c| choose_header(c, &table, first, last));
            }
        };
        let id = format!("header-{which}-{file}-{index}");
        let label = if which == "first" { t("表头首行") } else { t("表头末行") };
        view! { <input id=id type="number" min="1" max="200" aria-label=label value=value.to_string() on:change=change/> }
    };
    let first = number("first", rows.0, |rows, row| (row, rows.1.max(row)));
    let last = number("last", rows.1, |rows, row| (rows.0.min(row), row));
    view! { <span class="header">{t("表头第")}{first}{t("至")}{last}{t("行")}</span> }.into_any()
}

fn column(table: &Arc<TableInfo>, place: usize, file: FileId, index: usize) -> AnyView {
    let store = store();
    let Some(column) = table.columns.get(place) else {
        return ().into_any();
    };
    let current = column.field;
    let choices = table.kind.map(|kind| {
        let options = fields(kind)
            .into_iter()
            .map(|f| view! { <option value=f.id() selected=current == Some(f)>{f.title()}</option> })
            .collect_view();
        let table = Arc::clone(table);
        let change = move |event| {
            let field = Field::from_id(&event_target_value(&event));
            apply(store, &table.signature, |c| choose_field(c, &table, place, field));
        };
        let label = say!("“{}”用作", column.heading());
        view! {
            <select id=format!("field-{file}-{index}-{place}") data-field-choice=column.heading() aria-label=label on:change=change>
                <option value="" selected=current.is_none()>{t("不使用")}</option>
                {options}
            </select>
        }
    });
    view! {
        <tr class:unused=current.is_none()>
            <td class="n">{gelan::view::files::column_letter(column.column)}</td>
            <th scope="row">{column.heading()}</th>
            <td>{choices}</td>
            <td class="soft">{column.examples.join("　")}</td>
        </tr>
    }
    .into_any()
}
