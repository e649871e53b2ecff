//! 网格负荷.

use super::workload::{Basis, Below};
use crate::app::store::store;
use crate::app::widgets::data_table::{DataTable, Filters, filter};
use crate::app::widgets::picture::titled;
use gelan::text::t;
use gelan::view::pages::grids::balance::strips_picture;
use gelan::view::parts::grid_table::{officers_note, table};
use leptos::prelude::*;

/// The page: every grid, sortable by every column.
#[component]
pub fn Grids() -> impl IntoView {
    let store = store();
    let grids = store.table(table);
    let text = RwSignal::new(String::new());
    let note = move || store.view(officers_note);
    let none = move || grids.with(|t| t.rows.is_empty());
    let strips = move || {
        let village = store.village.get();
        let drawn = store.view(|f| strips_picture(f, &village)).flatten();
        drawn.map(|drawn| view! { <section class="panel">{titled(drawn, ())}</section> })
    };
    view! {
        <h1 class="title">{t("网格负荷")}<small>{t("点表头排序；合计随筛选变化")}</small></h1>
        <div class:gone=none><Filters table=grids text=text hint=t("网格或村名")/></div>
        {strips}
        <section class="panel" class:gone=none>
            <DataTable id="grid-table" caption=t("各网格") table=grids filter=filter(text)
                head=t("逐个网格").into_any() above=view! { <Basis/> }.into_any()/>
            <p class="legend"><span>{note}</span></p>
        </section>
        <Below/>
        {move || none().then(|| view! { <p class="nothing">{t("没有网格表。放入“网格”表后，这里列出每个网格。")}</p> })}
    }
}
