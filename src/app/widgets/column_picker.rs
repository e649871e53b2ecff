//! Below a table: which of its columns are shown, and the table as a picture where it is one.

use super::picture;
use crate::app::store::{Store, store};
use gelan::text::{say, t};
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

/// The buttons below a table.
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
    let open = RwSignal::new(false);
    let columns = Memo::new(move |_| table.with(|t| t.columns.clone()));
    let many = move || columns.with(|c| c.len() > FEW);
    let drawable = Memo::new(move |_| table.with(|t| matrix(id, caption, t, &[0], &[]).is_some()));
    let drawing = move || -> Option<Picture> {
        let hidden = store.hidden.with_untracked(|h| h.get(id).cloned().unwrap_or_default());
        listing.with_untracked(|l| table.with_untracked(|t| matrix(id, caption, t, &l.rows, &hidden)))
    };
    let svg = move |_| {
        if let Some(drawn) = drawing() {
            picture::save_svg(store, &drawn);
        }
    };
    let png = move |_| {
        if let Some(drawn) = drawing() {
            picture::save_png(store, &drawn);
        }
    };
    let says = move |what: &str| format!("{what}（{caption}）");
    let count = move || match hidden(store, id).len() {
        0 => t("列").to_owned(),
        n => say!("列（隐藏 {n}）", n),
    };
    view! {
        <div class="tools">
            {move || many().then(|| view! {
                <button data-tool="columns" aria-label=says(t("选择列")) aria-expanded=move || open.get().to_string()
                    on:click=move |_| open.update(|o| *o = !*o)>{count}</button>
            })}
            {move || drawable.get().then(|| view! {
                <button data-tool="svg" aria-label=says("SVG") title=t("下载矢量图") on:click=svg>"SVG"</button>
                <button data-tool="png" aria-label=says("PNG") title=t("下载图片") on:click=png>"PNG"</button>
            })}
        </div>
        {move || (many() && open.get()).then(|| menu(store, id, &columns.get()))}
    }
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
