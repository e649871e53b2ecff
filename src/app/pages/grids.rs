//! 网格负荷.

use super::workload::{Basis, Below};
use crate::app::shell::store::store;
use crate::app::widgets::picture::picture;
use crate::app::widgets::sheet::{Filters, Sheet, filter};
use gelan::text::t;
use gelan::view::parts::busiest_grids::heaviest;
use gelan::view::parts::grid_table::{officers_note, table};
use gelan::view::parts::pictures;
use gelan::view::table::PageTable;
use leptos::prelude::*;
use std::sync::Arc;

/// The page: every grid, sortable by every column.
#[component]
pub fn Grids() -> impl IntoView {
    let store = store();
    let grids = Memo::new(move |_| {
        store
            .figures
            .with(|f| f.as_ref().map_or_else(|| Arc::new(PageTable::default()), |f| Arc::new(table(f))))
    });
    let text = RwSignal::new(String::new());
    let note = move || store.figures.with(|f| f.as_ref().map(|f| officers_note(f)));
    let none = move || grids.with(|t| t.rows.is_empty());
    let bars = move || {
        store.figures.with(|f| f.as_ref().and_then(|f| heaviest(f, 12))).map(|h| {
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
            <Sheet id="grid-table" caption=t("各网格") table=grids filter=filter(text)/>
            <p class="legend"><span>{note}</span></p>
        </section>
        {bars}
        <Below/>
        {move || none().then(|| view! { <p class="nothing">{t("没有网格表。放入“网格”表后，这里列出每个网格。")}</p> })}
    }
}
