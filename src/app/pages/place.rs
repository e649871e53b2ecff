//! A village or a grid by itself.

use super::person;
use crate::app::store::store;
use crate::app::widgets::data_table::DataTable;
use crate::app::widgets::evidence::figure;
use gelan::text::{say, t};
use gelan::view::pages::Page;
use gelan::view::pages::person::person;
use gelan::view::pages::place::{PathStep, PlaceFigure, PlaceView, place};
use gelan::view::place_ref::PlaceRef;
use gelan::view::table::Filter;
use leptos::prelude::*;
use std::sync::Arc;

/// The page.
#[component]
pub fn PlacePage() -> impl IntoView {
    let store = store();
    let view = Memo::new(move |_| {
        let wanted = store.place.get()?;
        store.view(|f| place(f, &wanted)).flatten()
    });
    let grids =
        Memo::new(move |_| view.with(|v| v.as_ref().map(|v| Arc::new(v.grids.clone())).unwrap_or_default()));
    let who = Memo::new(move |_| {
        let Some(PlaceRef::Person(body, name)) = store.place.get() else { return None };
        store.view(|f| person(f, body, &name)).flatten()
    });
    let of_person = move || who.with(|v| v.as_ref().map(|v| person::page(store, v)));
    let figures = move || view.with(|v| v.as_ref().map(figures));
    let unknown = move || {
        (view.with(Option::is_none) && who.with(Option::is_none)).then(|| {
            view! { <p class="nothing">{t("没有这个村、网格或代表。可能在别的文件里，或者名单换了；请从左边的页面进入。")}</p> }
        })
    };
    view! {
        {figures}{of_person}
        <section class="panel" class:gone=move || grids.with(|t| t.rows.is_empty())>
            <h2>{t("本村网格")}</h2>
            <DataTable id="place-grids" caption=t("本村网格") table=grids filter=Filter::default() whole=true/>
        </section>
        {unknown}
    }
}

fn figures(view: &PlaceView) -> AnyView {
    let store = store();
    let last = view.path.len().saturating_sub(1);
    let step = |(i, step): (usize, &PathStep)| {
        let label = step.label.clone();
        let href = match (&step.place, i) {
            (Some(place), _) => Some(store.place_href(place)),
            (None, 0) => Some(store.href(Page::Overview)),
            _ => None,
        };
        let current = (i == last).then_some("page");
        match href {
            Some(href) => view! { <li><a href=href>{label}</a></li> }.into_any(),
            None => view! { <li aria-current=current>{label}</li> }.into_any(),
        }
    };
    let path = view.path.iter().enumerate().map(step).collect_view();
    let persons_href = store.href(Page::Representatives);
    let persons = (!view.persons.is_empty()).then(|| {
        let names = view.persons.iter().enumerate().map(|(i, (body, name))| {
            let href = store.place_href(&PlaceRef::Person(*body, name.clone()));
            let between = if i == 0 { "" } else { "、" };
            view! { {between}<a href=href>{name.clone()}</a>{format!("（{}）", body.label())} }
        });
        let names = names.collect_view();
        view! {
            <section class="panel"><h2>{t("代表委员")}<a href=persons_href>{t("逐人 →")}</a></h2><p>{names}</p></section>
        }
    });
    let lacks = (!view.lacks.is_empty()).then(|| {
        let list = view.lacks.iter().map(|l| view! { <li>{l.clone()}</li> }).collect_view();
        view! { <section class="panel"><h2>{t("未覆盖")}</h2><ul class="lacks">{list}</ul></section> }
    });
    let code = (!view.code.is_empty()).then(|| say!("编码 {}", view.code));
    view! {
        <div id="path" role="navigation" aria-label=t("位置")><ol>{path}</ol></div>
        <h1 class="title">{view.title.clone()}<small>{code}</small></h1>
        {lines(t("比率"), &view.ratios)}
        {lines(t("数量"), &view.counts)}
        {lacks}
        {persons}
    }
    .into_any()
}

fn lines(title: &'static str, list: &[PlaceFigure]) -> Option<AnyView> {
    let store = store();
    let line = |l: &PlaceFigure| {
        let number = view! { {l.number.clone()}<small>{l.unit}</small> };
        let fraction =
            (!l.fraction.is_empty()).then(|| view! { <span data-ratio>{l.fraction.clone()}</span> });
        view! {
            <div data-line=l.subject.id()>
                <dt>{l.title}</dt>
                <dd>{figure(store, l.subject.clone(), "", number)}</dd>
                <dd class="soft">{fraction}<span>{l.beside.clone()}</span></dd>
            </div>
        }
    };
    let items = list.iter().map(line).collect_view();
    (!list.is_empty()).then(|| {
        view! { <section class="panel"><h2>{title}</h2><dl class="tiles wide">{items}</dl></section> }
            .into_any()
    })
}
