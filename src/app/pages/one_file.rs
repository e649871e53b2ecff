//! 总览 without a list of villages or grids: what was counted, and what one more table would add.

use crate::app::browser::dom;
use crate::app::store::Store;
use crate::app::widgets::data_table::DataTable;
use crate::app::widgets::evidence;
use crate::app::widgets::export_menu::save_templates;
use crate::app::widgets::picture::titled;
use gelan::text::{say, t};
use gelan::view::pages::one_file::{Addition, CountCard, OneFile};
use gelan::view::table::{Filter, PageTable};
use leptos::prelude::*;
use std::sync::Arc;

/// The cards of what was counted.
pub fn cards(store: Store, one: &OneFile) -> AnyView {
    let card = |card: &CountCard| {
        let inside = view! {
            <span class="name">{card.title.clone()}</span>
            <span class="big"><span>{card.number.clone()}</span><small>{card.unit}</small></span>
            <span class="den">{card.note.clone()}</span>
        };
        match card.subject.clone() {
            Some(subject) => {
                let (id, means) = (subject.id(), subject.meaning());
                let press = move |_| evidence::open(store, subject.clone());
                view! { <button class="card" data-subject=id title=means on:click=press>{inside}</button> }
                    .into_any()
            }
            None => view! { <div class="card">{inside}</div> }.into_any(),
        }
    };
    one.cards.iter().map(card).collect_view().into_any()
}

/// The tables by village, by grid and by officer, one of them at a time.
pub fn tables(tables: &[(&'static str, PageTable)]) -> AnyView {
    let on = RwSignal::new(0_usize);
    let names: Vec<&'static str> = tables.iter().map(|(name, _)| *name).collect();
    let all: Vec<Arc<PageTable>> = tables.iter().map(|(_, table)| Arc::new(table.clone())).collect();
    let many = names.len() > 1;
    let choose = names.into_iter().enumerate().map(|(i, name)| {
        view! { <button aria-pressed=move || (on.get() == i).to_string() on:click=move |_| on.set(i)>{name}</button> }
    });
    let choose = many.then(|| view! { <span class="choices">{choose.collect_view()}</span> });
    let none = all.is_empty();
    let table = Signal::derive(move || all.get(on.get()).cloned().unwrap_or_default());
    view! {
        <section id="one-tables" class="panel tooled" class:gone=none>
            <div class="hd"><h2>{t("按地点和人")}</h2><small>{t("由多到少")}</small>{choose}</div>
            <DataTable id="one-table" caption=t("按地点和人") table=table filter=Filter::default() whole=true/>
        </section>
    }
    .into_any()
}

/// What one more table would add, then the pictures, that of the months first.
pub fn beside(store: Store, one: &OneFile, months: Option<AnyView>) -> AnyView {
    let add = |(i, add): (usize, &Addition)| {
        let class = if i == 0 { "button small main" } else { "button small" };
        view! {
            <li>
                <div><b>{add.title}</b><p>{add.gives.clone()}</p></div>
                <button class=class on:click=|_| dom::press("files")>{t("添加")}</button>
                <button class="link" on:click=move |_| save_templates(store)>{t("模板")}</button>
            </li>
        }
    };
    let adds = one.adds.iter().enumerate().map(add).collect_view();
    let more = (one.more > 0).then(|| say!("还有 {} 种表可加", one.more));
    let pictures = one.drawings.iter().map(|p| {
        view! { <section class="panel">{titled(p.clone(), ())}</section> }
    });
    view! {
        <section id="adds" class="panel" class:gone=one.adds.is_empty()>
            <h2>{t("再加一张表，就能算")}</h2>
            <ul class="adds">{adds}</ul>
            <p class="legend">{more}</p>
        </section>
        {months}
        {pictures.collect_view()}
    }
    .into_any()
}
