//! 网格负荷.

use super::workload::{basis, below, beside};
use crate::app::store::store;
use crate::app::widgets::data_table::{DataTable, Filters, filter};
use crate::app::widgets::picture::titled;
use gelan::text::t;
use gelan::view::pages::grids::balance::strips_picture;
use gelan::view::pages::grids::workload;
use gelan::view::parts::grid_table::table;
use leptos::prelude::*;

/// The page: every grid, sortable by every column.
#[component]
pub fn Grids() -> impl IntoView {
    let store = store();
    let view = Memo::new(move |_| {
        let village = store.village.get();
        store.view(|f| workload(f, &village)).unwrap_or_default()
    });
    let grids = store.table(table);
    let text = RwSignal::new(String::new());
    let note = move || view.with(|v| v.note.clone());
    let none = move || grids.with(|t| t.rows.is_empty());
    let strips = move || {
        let village = store.village.get();
        let drawn = store.view(|f| strips_picture(f, &village)).flatten();
        drawn.map(|drawn| view! { <section class="panel">{titled(drawn, ())}</section> })
    };
    let sentence = move || view.with(|v| v.sentence.clone());
    view! {
        <div class="title"><h1>{t("网格负荷")}</h1><small>{t("句子、图、建议和表都随“村”变")}</small></div>
        <p class="say" id="load-sentence">{sentence}</p>
        <div class:gone=none><Filters table=grids text=text hint=t("网格或村名")/></div>
        <div class="two loads">
            {strips}
            <div class="stack">{beside(store, view)}</div>
        </div>
        <section class="panel" class:gone=none>
            <DataTable id="grid-table" caption=t("各网格") table=grids filter=filter(text) by="load"
                head=view! { <h2>{t("逐个网格")}</h2><small>{t("由重到轻")}</small> }.into_any() above=basis(view)/>
            <p class="legend"><span>{note}</span></p>
        </section>
        {below(store, view)}
        {move || none().then(|| view! { <p class="nothing">{t("没有网格表。放入“网格”表后，这里列出每个网格。")}</p> })}
    }
}
