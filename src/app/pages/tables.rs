//! A table of a file: its kind and columns, and the lists to correct them.

use crate::app::store::store;
use crate::app::widgets::asks::correct;
use crate::app::widgets::disclosure::disclosure;
use crate::app::widgets::sites::site;
use gelan::input::file::FileReport;
use gelan::input::recognise::{Confidence, TableInfo};
use gelan::model::kind::Kind;
use gelan::session::FileId;
use gelan::text::{say, t};
use gelan::view::pages::data::table_line;
use gelan::view::parts::corrections::{
    FieldColumn, blocks, choose_also, choose_column, choose_header, forget, may_feed_too, unused,
};
use gelan::view::parts::files::column_letter;
use gelan::view::parts::findings::table_state;
use leptos::prelude::*;
use std::sync::Arc;

/// The table of this number; `open` lists those whose columns are shown.
pub fn table(given: &Arc<FileReport>, file: FileId, index: usize, open: RwSignal<Vec<usize>>) -> AnyView {
    let report = Arc::clone(given);
    let Some(table) = given.tables.get(index) else {
        return ().into_any();
    };
    let line = table_line(table);
    let (is_open, toggle) = disclosure(open, index);
    let state = {
        let report = Arc::clone(&report);
        move || {
            let state = store().files.with(|files| {
                let found = store().findings.get();
                report.tables.get(index).and_then(|table| table_state(table, &report, files, &found))
            });
            state.map(|(words, look)| view! { <span class="state" class:look=look>{words}</span> })
        }
    };
    let facts = line.facts.iter().map(|f| view! { <span>{f.clone()}</span> }).collect_view();
    let kind = table.kind.map_or("", Kind::id);
    let name = line.name.clone();
    let site = site(store(), table.mark(&report.name), format!("site-{file}-{index}"));
    view! {
        <li data-table=name data-kind=kind>
            <button class="row" id=format!("table-{file}-{index}") aria-expanded=move || is_open().to_string() on:click=toggle>
                <span class="kind" class:look=line.look>{line.kind}</span>
                <span class="tag" class:look=line.look>{line.confidence}</span>
                <span class="name">{line.name}</span>
                <span class="facts">{facts}{state}</span>
            </button>
            {site}
            {move || is_open().then(|| report.tables.get(index).map(|t| details(t, file, index)))}
        </li>
    }
    .into_any()
}

fn details(table: &TableInfo, file: FileId, index: usize) -> AnyView {
    let store = store();
    let shared = Arc::new(table.clone());
    let fed = blocks(table)
        .into_iter()
        .map(|b| block(&shared, b.kind, b.beside, &b.lines, &format!("{file}-{index}")))
        .collect_view();
    let chosen = (table.confidence == Confidence::Chosen).then(|| {
        let table = Arc::clone(&shared);
        let reset = move |_| correct(store, &table.signature, |c| forget(c, &table));
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
            correct(store, &table.signature, |c| c.choose(&table, kind));
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
            {fed}
            {also(&shared, file, index)}
            {left_over(table)}
        </div>
    }
    .into_any()
}

/// The header's first and last row, as two numbers to correct.
fn header(table: &Arc<TableInfo>, file: FileId, index: usize) -> AnyView {
    let store = store();
    let rows = table.header_rows;
    let number = |which: &'static str, value: u32, with: fn((u32, u32), u32) -> (u32, u32)| {
        let table = Arc::clone(table);
        let change = move |event| {
            if let Ok(row) = event_target_value(&event).parse() {
                let (first, last) = with(rows, row);
                correct(store, &table.signature, |c| choose_header(c, &table, first, last));
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

/// A kind that the table feeds: each of our columns, the one of theirs that feeds it, and five of its values.
fn block(table: &Arc<TableInfo>, kind: Kind, beside: bool, lines: &[FieldColumn], place: &str) -> AnyView {
    let store = store();
    let rows = lines.iter().map(|l| line(table, kind, l, place)).collect_view();
    let remove = beside.then(|| {
        let table = Arc::clone(table);
        let leave = move |_| correct(store, &table.signature, |c| choose_also(c, &table, kind, false));
        view! { <button class="button small" on:click=leave>{t("不再用作这一类")}</button> }
    });
    let head =
        beside.then(|| view! { <p class="line"><b>{say!("还用作“{}”", kind.title())}</b>{remove}</p> });
    view! {
        {head}
        <div class="sheet plain" tabindex="0" role="region" aria-label=say!("“{}”的列", kind.title())>
            <table class="columns" data-block=kind.id()>
                <thead><tr><th scope="col">{t("格览的列")}</th><th scope="col">{t("表中的列")}</th><th scope="col">{t("前几个值")}</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn line(table: &Arc<TableInfo>, kind: Kind, line: &FieldColumn, place: &str) -> AnyView {
    let store = store();
    let (field, current) = (line.field, line.column);
    let options = table
        .columns
        .iter()
        .enumerate()
        .map(|(i, c)| {
            let title = format!("{}　{}", column_letter(c.column), c.heading());
            view! { <option value=i.to_string() selected=current == Some(i)>{title}</option> }
        })
        .collect_view();
    let change = {
        let table = Arc::clone(table);
        move |event| {
            let column = event_target_value(&event).parse().ok();
            correct(store, &table.signature, |c| choose_column(c, &table, (kind, field), column));
        }
    };
    let label = say!("“{}”取自", field.title());
    let needed = line.needed.then(|| view! { <small class="soft">{t("要有")}</small> });
    view! {
        <tr class:unused=current.is_none()>
            <th scope="row">{field.title()}" "{needed}</th>
            <td>
                <select id=format!("field-{place}-{}-{}", kind.id(), field.id()) data-field-choice=field.id() aria-label=label on:change=change>
                    <option value="" selected=current.is_none()>{t("没有")}</option>
                    {options}
                </select>
            </td>
            <td class="soft">{line.examples.join("　")}</td>
        </tr>
    }
    .into_any()
}

/// The list of kinds that the table may feed too.
fn also(table: &Arc<TableInfo>, file: FileId, index: usize) -> AnyView {
    let store = store();
    if table.kind.is_none() {
        return ().into_any();
    }
    let options = may_feed_too(table)
        .into_iter()
        .map(|k| view! { <option value=k.id()>{k.title()}</option> })
        .collect_view();
    let table = Arc::clone(table);
    let change = move |event| {
        if let Some(kind) = Kind::from_id(&event_target_value(&event)) {
            correct(store, &table.signature, |c| choose_also(c, &table, kind, true));
        }
    };
    view! {
        <p class="line">
            <label>{t("这张表还用作")}
                <select id=format!("also-{file}-{index}") data-also-choice on:change=change>
                    <option value="" selected=true>{t("不用作别的")}</option>
                    {options}
                </select>
            </label>
        </p>
    }
    .into_any()
}

/// The columns that feed nothing, with their values.
fn left_over(table: &TableInfo) -> AnyView {
    let rows = unused(table)
        .into_iter()
        .filter_map(|i| table.columns.get(i))
        .map(|c| {
            view! {
                <tr class="unused">
                    <td class="n">{column_letter(c.column)}</td>
                    <th scope="row">{c.heading()}</th>
                    <td class="soft">{c.examples.join("　")}</td>
                </tr>
            }
        })
        .collect::<Vec<_>>();
    if rows.is_empty() {
        return ().into_any();
    }
    view! {
        <div class="sheet plain" tabindex="0" role="region" aria-label=t("没有用到的列")>
            <table class="columns">
                <thead><tr><th scope="col">{t("列")}</th><th scope="col">{t("没有用到的列")}</th><th scope="col">{t("前几个值")}</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}
