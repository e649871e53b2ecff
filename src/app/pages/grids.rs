//! 网格负荷.

use super::workload::{Basis, Below};
use crate::app::store::store;
use crate::app::widgets::data_table::{DataTable, Filters, filter};
use crate::app::widgets::picture::picture;
use gelan::text::t;
use gelan::view::parts::busiest_grids::heaviest;
use gelan::view::parts::grid_table::{officers_note, table};
use gelan::view::parts::pictures;
use leptos::prelude::*;

/// The page: every grid, sortable by every column.
#[component]
pub fn Grids() -> impl IntoView {
    let store = store();
    let grids = store.table(table);
    let text = RwSignal::new(String::new());
    let note = move || store.view(officers_note);
    let none = move || grids.with(|t| t.rows.is_empty());
    let bars = move || {
        store.view(|f| heaviest(f, 12)).flatten().map(|h| {
            view! {
                <section class="panel">
                    <h2>{h.title}<small>{h.unit}{t("，最多的 ")}{h.bars.len()}{t(" 个网格")}</small></h2>
                    {picture(pictures::bars("heaviest", &h))}
                </section>
            }
        })
    };
    view! {
        <h1 class="title">{t("网格负荷")}<small>{t("点表头排序；合计随筛选变化")}</small></h1>
        <section class="panel" class:gone=none>
            <Basis/>
            <Filters table=grids text=text hint=t("网格或村名")/>
            <DataTable id="grid-table" caption=t("各网格") table=grids filter=filter(text)/>
            <p class="legend"><span>{note}</span></p>
        </section>
        {bars}
        <Below/>
        {move || none().then(|| view! { <p class="nothing">{t("没有网格表。放入“网格”表后，这里列出每个网格。")}</p> })}
    }
}
