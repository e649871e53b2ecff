//! 待办.

use crate::app::store::store;
use crate::app::widgets::data_table::{DataTable, Filters, filter};
use crate::app::widgets::export_menu;
use crate::app::workers::results;
use gelan::figures::details::DetailsOf;
use gelan::session::protocol::ExportFile;
use gelan::text::t;
use gelan::view::pages::work::work;
use leptos::prelude::*;
use std::sync::Arc;

/// The page: three lists, of a village or of all.
#[component]
pub fn Work() -> impl IntoView {
    let store = store();
    let text = RwSignal::new(String::new());
    store.town_wanted.set(true);
    Effect::new(move |_| {
        let village = store.village.get();
        let of = (!village.is_empty()).then_some(DetailsOf::Village(village));
        if store.details_of.with_untracked(|before| *before != of) {
            store.details_of.set(of);
        }
    });
    let lists = Memo::new(move |_| {
        let village = store.village.get();
        let own = store.details.get().filter(|d| d.of == DetailsOf::Village(village.clone()));
        let details = own.or_else(|| store.town.get())?;
        store.view(|f| Arc::new(work(f, &details, &village)))
    });
    let sent = move || store.snapshot().is_some();
    let list = move |at: usize, id: &'static str, caption: &'static str| {
        // No heading is empty while the lists are made.
        let title =
            move || lists.with(|l| l.as_ref().and_then(|l| Some(l.get(at)?.title)).unwrap_or(caption));
        let note = move || lists.with(|l| l.as_ref().and_then(|l| Some(l.get(at)?.note.clone())));
        let table = Memo::new(move |_| {
            lists.with(|l| {
                l.as_ref().and_then(|l| Some(Arc::new(l.get(at)?.table.clone()))).unwrap_or_default()
            })
        });
        let none = move || table.with(|t| t.rows.is_empty());
        view! {
            <section class="panel tooled" data-work=id>
                <div class="hd"><h2>{title}</h2><small>{note}</small></div>
                <div class:gone=none><DataTable id=id caption=caption table=table filter=filter(text) whole=true/></div>
            </section>
        }
    };
    let grids = store.table(gelan::view::parts::grid_table::table);
    let tables = move || {
        (!sent()).then(|| {
            view! {
                <div class="filters">
                    <Filters table=grids text=text hint=t("网格、网格员或编号")/>
                    <span class="space"></span>
                    <button id="work-print" class="button small" on:click=|_| export_menu::print()>{t("打印")}</button>
                    <button id="work-save" class="button small" on:click=move |_| results::export(store, ExportFile::Work)>
                        {t("各村一个表（zip）")}
                    </button>
                </div>
                <p class="legend">{t("表里有网格员姓名和户编号：打印件和文件只发给办理的村")}</p>
                {list(0, "work-cases", t("超期和快到期的诉求"))}
                {list(1, "work-grids", t("未达目标的网格"))}
                {list(2, "work-households", t("以前走过、本期没走的户"))}
            }
        })
    };
    let none = move || {
        sent().then(|| view! { <p class="nothing">{t("快照只有汇总数，列不出待办；请打开原来的表。")}</p> })
    };
    view! { <div class="title"><h1>{t("待办")}</h1><small>{t("超期的、快到期的、没走到的，按村带走")}</small></div>{tables}{none} }
}
