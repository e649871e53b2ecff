//! 总览.

use super::store::store;
use super::{bodies, charts, ratio, sheet::Sheet};
use gelan::view::findings::to_look_at;
use gelan::view::overview::{Overview as View, overview};
use gelan::view::route::{Page, hash};
use gelan::view::table::{Filter, Table};
use leptos::prelude::*;
use std::sync::Arc;

/// The page.
#[component]
pub fn Overview() -> impl IntoView {
    let store = store();
    let view = Memo::new(move |_| {
        let figures = store.figures.get()?;
        let count = store.files.with(|files| store.findings.with(|found| to_look_at(files, found)));
        Some(store.files.with(|files| overview(&figures, files, count)))
    });
    let villages = Memo::new(move |_| {
        view.with(|v| v.as_ref().map_or_else(|| Arc::new(Table::default()), |v| Arc::new(v.villages.clone())))
    });
    let to = move |page: Page| hash(page, store.snapshot().as_deref());
    let count = move || villages.with(|t| t.rows.len());
    view! {
        {move || view.with(|v| v.as_ref().map(|v| top(v, &to(Page::Coverage))))}
        <div class="cols">
            <section class="panel" class:gone=move || count() == 0>
                <h2>"各村覆盖"<small>"%，颜色深为高"</small>
                    <a href=move || to(Page::Coverage)>{move || format!("{} 村全部指标 →", count())}</a></h2>
                <Sheet id="villages" caption="各村覆盖" table=villages filter=Filter::default() whole=true/>
            </section>
            <div class="stack">
                {move || view.with(|v| v.as_ref().map(|v| side(v, &to(Page::Grids), &to(Page::Representatives))))}
            </div>
        </div>
        <p class="foot">"数据只在本机打开，不经网络。把鼠标停在比例上，可看分子和分母。"</p>
    }
}

fn top(view: &View, coverage: &str) -> AnyView {
    let phrases = view.sentence.iter().map(|phrase| {
        let text = phrase.text.clone();
        if phrase.look { view! { <b>{text}</b> }.into_any() } else { text.into_any() }
    });
    let facts = view.facts.iter().map(|f| view! { <span>{f.clone()}</span> }).collect_view();
    let cards = view.cards.iter().map(|c| ratio::card(c, coverage.to_owned())).collect_view();
    view! {
        <h1 id="sentence" class="say">{phrases.collect_view()}</h1>
        <p id="facts" class="facts">{facts}</p>
        <h2 class="hidden">"主要指标"</h2>
        <div class="cards">{cards}</div>
    }
    .into_any()
}

fn side(view: &View, grids: &str, persons: &str) -> AnyView {
    let heaviest = view.heaviest.as_ref().map(|h| {
        view! {
            <section class="panel">
                <h2>{h.title}<small>{h.unit}"，最多的 "{h.bars.len()}" 个网格"</small>
                    <a href=grids.to_owned()>{h.of}" 个网格 →"</a></h2>
                {charts::bars(h)}
            </section>
        }
    });
    let bodies = (!view.bodies.is_empty()).then(|| {
        let list = view.bodies.iter().map(|b| bodies::body(b, false)).collect_view();
        view! {
            <section class="panel">
                <h2>"代表履职"<small>"三类分开计算，不排名"</small><a href=persons.to_owned()>"逐人 →"</a></h2>
                {list}
                <p class="legend"><span>"刻度为已解决 ÷ 反映事项，0 至 100%"</span></p>
            </section>
        }
    });
    let months = (!view.months.is_empty()).then(|| {
        view! {
            <section class="panel">
                <h2>"每月入户走访"<small>"户次"</small></h2>
                {charts::line(&view.months)}
            </section>
        }
    });
    view! { {heaviest}{bodies}{months} }.into_any()
}
