//! A village or a grid by itself.

use super::person;
use crate::app::store::{Store, store};
use crate::app::widgets::data_table::DataTable;
use crate::app::widgets::evidence::figure;
use crate::app::widgets::picture::picture;
use crate::app::widgets::ratio::length;
use crate::app::widgets::sentence::phrases;
use gelan::text::t;
use gelan::view::pages::Page;
use gelan::view::pages::person::person;
use gelan::view::pages::place::{
    PathStep, PlaceDrawing, PlaceFigure, PlaceView, WorkPart, details_of, place,
};
use gelan::view::place_ref::PlaceRef;
use gelan::view::table::{Filter, PageTable};
use leptos::prelude::*;
use std::sync::Arc;

/// The page.
#[component]
pub fn PlacePage() -> impl IntoView {
    let store = store();
    Effect::new(move |_| {
        let of = store.place.get().and_then(|place| store.view(|f| details_of(f, &place)).flatten());
        if store.details_of.with_untracked(|before| *before != of) {
            store.details_of.set(of);
        }
    });
    let view = Memo::new_with_compare(
        move |_| {
            let wanted = store.place.get()?;
            let details = store.details.get().filter(|d| Some(&d.of) == store.details_of.get().as_ref());
            store.view(|f| place(f, &wanted, details.as_deref())).flatten().map(Arc::new)
        },
        |a, b| a != b,
    );
    let who = Memo::new(move |_| {
        let Some(PlaceRef::Person(body, name)) = store.place.get() else { return None };
        store.view(|f| person(f, body, &name)).flatten()
    });
    let of_person = move || who.with(|v| v.as_ref().map(|v| person::page(store, v)));
    let figures = move || view.get().map(|v| page(store, &v));
    let unknown = move || {
        (view.with(Option::is_none) && who.with(Option::is_none)).then(|| {
            view! { <p class="nothing">{t("没有这个村、网格或代表。可能在别的文件里，或者名单换了；请从别的页进入，或用查找。")}</p> }
        })
    };
    view! { {figures}{of_person}{unknown} }
}

fn page(store: Store, view: &PlaceView) -> AnyView {
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
    let turn = |(i, turn): (usize, &Option<(PlaceRef, String)>)| {
        turn.as_ref().map(|(place, label)| {
            let label = if i == 0 { format!("‹ {label}") } else { format!("{label} ›") };
            view! { <a class="button small" href=store.place_href(place)>{label}</a> }
        })
    };
    let turns = view.turns.iter().enumerate().map(turn).collect_view();
    let facts = view.facts.iter().map(|f| view! { <span>{f.clone()}</span> }).collect_view();
    let complete = view.complete.iter().map(|(s, words)| figure(store, s.clone(), "", words.clone()));
    let complete = (!view.complete.is_empty()).then(|| {
        view! { <p class="complete"><b>{t("已齐备")}</b>{complete.collect_view()}</p> }
    });
    let lacks = view.lacks.iter().map(|l| view! { <li>{l.clone()}</li> }).collect_view();
    let lacks = (!view.lacks.is_empty()).then(|| view! { <ul class="lacks">{lacks}</ul> });
    let strips = view.strips.as_ref().map(drawn);
    let measures = (strips.is_some() || complete.is_some() || lacks.is_some()).then(|| {
        let note = view.strips.as_ref().map(|d| d.picture.note.clone());
        view! {
            <section class="panel tooled" id="place-measures"><div class="hd"><h2>{t("指标")}</h2><small>{note}</small></div>{strips}{complete}{lacks}</section>
        }
    });
    let panel = |d: &PlaceDrawing| {
        let note = d.picture.note.clone();
        view! { <section class="panel tooled"><div class="hd"><h2>{d.title}</h2><small>{note}</small></div>{drawn(d)}{parts(&d.parts)}</section> }
    };
    let of_grid = view.grids.rows.is_empty();
    // Cases come before what the load is made of.
    let (rest, first): (Vec<_>, Vec<_>) = view.drawings.iter().partition(|d| !d.parts.is_empty());
    let (first, rest) = (first.into_iter().map(panel), rest.into_iter().map(panel));
    view! {
        <div id="path" role="navigation" aria-label=t("位置")><ol>{path}</ol></div>
        <div class="head"><div class="title"><h1>{view.title.clone()}</h1><small>{facts}</small></div><p class="turn">{turns}</p></div>
        <p class="say" id="place-sentence">{phrases(store, &view.sentence)}</p>
        <p class="facts"><span>{view.period.clone()}</span></p>
        {view.grids.rows.is_empty().then(|| charge(view)).flatten().map(|roles| view! {
            <section class="panel" id="place-charge"><h2>{t("谁在管")}</h2>{roles}</section>
        })}
        {measures}
        <div class="two" class:loads=of_grid>
            {first.collect_view()}
            {listed("place-cases", t("诉求"), &view.cases_note, &view.cases)}
            {rest.collect_view()}
        </div>
        {listed("place-grids", t("本村网格"), "", &view.grids)}
        {lines(store, view)}
    }
    .into_any()
}

fn drawn(drawing: &PlaceDrawing) -> AnyView {
    let legend = drawing.legend.iter().map(|l| view! { <span>{l.clone()}</span> }).collect_view();
    view! { {picture(drawing.picture.clone())}<p class="legend">{legend}</p> }.into_any()
}

/// What a load is made of, each part beside the mean.
fn parts(all: &[WorkPart]) -> Option<AnyView> {
    let row = |part: &WorkPart| {
        let [own, mean] = part.hours.clone();
        let [width, at] = part.lengths.map(length);
        view! {
            <tr>
                <th scope="row">{part.title}</th>
                <td class="n">{own}</td>
                <td class="n soft">{mean}</td>
                <td class="part" aria-hidden="true"><span><i style=format!("width:{width}")></i><u style=format!("left:{at}")></u></span></td>
            </tr>
        }
    };
    let rows = all.iter().map(row).collect_view();
    (!all.is_empty()).then(|| {
        view! {
            <div class="sheet plain parts">
                <table>
                    <thead><tr><th scope="col">{t("用时")}</th><th scope="col" class="n">{t("本格")}<small>{t("小时")}</small></th><th scope="col" class="n">{t("平均")}<small>{t("小时")}</small></th><td><small>{t("竖线为全镇平均")}</small></td></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
        .into_any()
    })
}

fn charge(view: &PlaceView) -> Option<AnyView> {
    let role = |of: &gelan::view::pages::place::InCharge| {
        let name = |(name, remark): &(String, String)| {
            view! { <span>{name.clone()}<small>{remark.clone()}</small></span> }
        };
        let names = of.names.iter().map(name).collect_view();
        let many = of.names.len() > 3;
        view! { <div class:many=many><dt>{of.role}</dt><dd>{names}</dd></div> }
    };
    let roles = view.charge.iter().map(role).collect_view();
    (!view.charge.is_empty()).then(|| view! { <dl class="charge">{roles}</dl> }.into_any())
}

/// The same in a line.
fn named(of: &gelan::view::pages::place::InCharge) -> AnyView {
    let name = |(name, remark): &(String, String)| view! { <span>{name.clone()}" "{remark.clone()}</span> };
    view! { <p class="complete"><b>{of.role}</b>{of.names.iter().map(name).collect_view()}</p> }.into_any()
}

fn listed(id: &'static str, title: &'static str, note: &str, table: &PageTable) -> Option<AnyView> {
    let note = note.to_owned();
    let known = !table.rows.is_empty() || !note.is_empty();
    let rows = Signal::stored(Arc::new(table.clone()));
    known.then(|| {
        let table = (!table.rows.is_empty()).then(|| {
            view! { <DataTable id=id caption=title table=rows filter=Filter::default() whole=true/> }
        });
        view! { <section class="panel tooled"><div class="hd"><h2>{title}</h2><small>{note}</small></div>{table}</section> }.into_any()
    })
}

fn persons(store: Store, view: &PlaceView) -> Option<AnyView> {
    (!view.persons.is_empty()).then(|| {
        let names = view.persons.iter().map(|(body, name)| {
            let href = store.place_href(&PlaceRef::Person(*body, name.clone()));
            view! { <span><a href=href>{name.clone()}</a>" "{body.label()}</span> }
        });
        let names = names.collect_view();
        view! { <p class="complete"><b>{t("代表委员")}</b>{names}</p> }.into_any()
    })
}

/// What there is: counts, and of a village who is there.
fn lines(store: Store, view: &PlaceView) -> Option<AnyView> {
    let line = |l: &PlaceFigure| {
        let number = view! { {l.number.clone()}<small>{l.unit}</small> };
        view! {
            <div data-line=l.subject.id()>
                <dt>{l.title}</dt>
                <dd>{figure(store, l.subject.clone(), "", number)}</dd>
                <dd class="soft"><span>{l.beside.clone()}</span></dd>
            </div>
        }
    };
    let items = view.counts.iter().map(line).collect_view();
    let of_grid = view.grids.rows.is_empty();
    let charge: Vec<_> = view.charge.iter().filter(|_| !of_grid).map(named).collect();
    let persons = persons(store, view);
    (!view.counts.is_empty() || !charge.is_empty() || persons.is_some()).then(|| {
        view! {
            <section class="panel" id="place-counts">
                <div class="hd"><h2>{t("力量和活动")}</h2><small>{view.counts_note}</small></div>
                <dl class="tiles" class:wide=of_grid>{items}</dl>{charge}{persons}
            </section>
        }
        .into_any()
    })
}
