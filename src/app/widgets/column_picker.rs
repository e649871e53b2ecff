//! The tools of a table: which of its columns are shown, and its files.

use super::{picture, tools};
use crate::app::store::{Store, store};
use gelan::export::page_table::listed;
use gelan::text::{say, t, unit};
use gelan::view::parts::pictures::matrix;
use gelan::view::picture::Picture;
use gelan::view::table::{ListedRows, PageTable, TableColumn};
use leptos::prelude::*;
use std::sync::Arc;

/// Fewer columns need no choice.
const FEW: usize = 5;

/// The ids of the columns that are hidden.
fn hidden(store: Store, id: &'static str) -> Vec<&'static str> {
    store.hidden.with(|h| h.get(id).cloned().unwrap_or_default())
}

/// The rules that hide columns: rows are drawn as text, and need not be drawn anew.
pub fn rules(store: Store, id: &'static str, columns: &[TableColumn]) -> String {
    let hidden = hidden(store, id);
    let at = |(i, c): (usize, &TableColumn)| {
        hidden.contains(&c.id).then(|| format!("#{id} tr > :nth-child({}){{display:none}}", i + 1))
    };
    columns.iter().enumerate().filter_map(at).collect()
}

fn many(table: Signal<Arc<PageTable>>) -> bool {
    table.with(|t| t.columns.len() > FEW)
}

/// The tools of a table.
#[component]
pub fn Tools(
    /// The table's id.
    id: &'static str,
    /// What it lists.
    caption: &'static str,
    /// The table.
    table: Signal<Arc<PageTable>>,
    /// Its rows as they are shown.
    listing: Memo<ListedRows>,
) -> impl IntoView {
    let store = store();
    let drawing = move || -> Option<Picture> {
        let hidden = store.hidden.with_untracked(|h| h.get(id).cloned().unwrap_or_default());
        listing.with_untracked(|l| table.with_untracked(|t| matrix(id, caption, t, &l.rows, &hidden)))
    };
    let draw = move |save: fn(Store, &Picture)| {
        Callback::new(move |()| drawing().iter().for_each(|drawn| save(store, drawn)))
    };
    let file = move || table.with_untracked(|t| listing.with_untracked(|l| listed(t, l)));
    let drawable = Memo::new(move |_| table.with(|t| matrix(id, caption, t, &[0], &[]).is_some()));
    let saves = move || {
        let mut kinds = tools::table_files(store, caption.to_owned(), file);
        if drawable.get() {
            kinds.extend([("png", draw(picture::save_png)), ("svg", draw(picture::save_svg))]);
        }
        tools::save_as(caption, kinds)
    };
    let count = move || match hidden(store, id).len() {
        0 => unit("列").to_owned(),
        n => say!("列（隐藏 {n}）", n),
    };
    let open = move || store.choosing.get() == id;
    let toggle = move |_| store.choosing.update(|of| *of = if *of == id { "" } else { id });
    view! {
        {move || many(table).then(|| view! {
            <button data-tool="columns" aria-label=format!("{}（{caption}）", t("选择列"))
                aria-expanded=move || open().to_string() on:click=toggle>{count}</button>
        })}
        <span data-saves=id>{saves}</span>
    }
}

/// The boxes for its columns, where they are open.
#[component]
pub fn Choice(
    /// The table's id.
    id: &'static str,
    /// The table.
    table: Signal<Arc<PageTable>>,
) -> impl IntoView {
    let store = store();
    let columns = Memo::new(move |_| table.with(|t| t.columns.clone()));
    move || (many(table) && store.choosing.get() == id).then(|| menu(store, id, &columns.get()))
}

fn menu(store: Store, id: &'static str, columns: &[TableColumn]) -> AnyView {
    // The first names the row, and stays.
    let boxes = columns.iter().skip(1).map(|column| {
        let name = column.id;
        let on = move || !hidden(store, id).contains(&name);
        let change = move |event| {
            let shown = event_target_checked(&event);
            store.hidden.update(|h| {
                let list = h.entry(id).or_default();
                list.retain(|c| *c != name);
                if !shown {
                    list.push(name);
                }
            });
        };
        view! { <label><input type="checkbox" data-hide=name prop:checked=on on:change=change/>{column.title}</label> }
    });
    let boxes = boxes.collect_view();
    let all = move |_| {
        store.hidden.update(|h| {
            h.remove(id);
        })
    };
    view! {
        <fieldset class="choose"><legend class="hidden">{t("显示哪些列")}</legend>{boxes}
            <button class="button small" on:click=all>{t("全部显示")}</button></fieldset>
    }
    .into_any()
}
