//! 总览.

use super::picture::picture;
use super::store::{Store, store};
use super::{bodies, evidence, ratio, sheet::Sheet};
use gelan::say;
use gelan::text::t;
use gelan::view::findings::to_look_at;
use gelan::view::overview::{Overview as View, overview};
use gelan::view::pictures;
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
        {move || view.with(|v| v.as_ref().map(|v| top(store, v, &to(Page::Data))))}
        <div class="cols">
            <section class="panel" class:gone=move || count() == 0>
                <h2>{t("各村覆盖")}<small>{t("%，颜色深为高")}</small>
                    <a href=move || to(Page::Coverage)>{move || say!("{} 村全部指标 →", count())}</a></h2>
                <Sheet id="villages" caption=t("各村覆盖") table=villages filter=Filter::default() whole=true/>
            </section>
            <div class="stack">
                {move || view.with(|v| v.as_ref().map(|v| side(store, v, &to(Page::Grids), &to(Page::Representatives))))}
            </div>
        </div>
        <p class="foot">{t("数据只在本机打开，不经网络。点任何一个数，可看口径和原始行。")}</p>
    }
}

fn top(store: Store, view: &View, data: &str) -> AnyView {
    let phrases = view.sentence.iter().map(|phrase| {
        let text = phrase.text.clone();
        match (&phrase.subject, phrase.look) {
            (Some(subject), look) => {
                evidence::figure(store, subject.clone(), if look { "look" } else { "" }, text)
            }
            (None, true) => view! { <b>{text}</b> }.into_any(),
            // No line may begin with the punctuation behind a button.
            (None, false) => format!("\u{2060}{text}").into_any(),
        }
    });
    // The period comes first; the rest counts files, and their page tells more.
    let facts = view.facts.iter().enumerate().map(|(i, fact)| match i {
        0 => view! { <span>{fact.clone()}</span> }.into_any(),
        _ => view! { <a href=data.to_owned()>{fact.clone()}</a> }.into_any(),
    });
    let facts = facts.collect_view();
    let cards = view.cards.iter().map(ratio::card).collect_view();
    view! {
        <h1 id="sentence" class="say">{phrases.collect_view()}</h1>
        <p id="facts" class="facts">{facts}</p>
        <h2 class="hidden">{t("主要指标")}</h2>
        <div class="cards">{cards}</div>
    }
    .into_any()
}

fn side(store: Store, view: &View, grids: &str, persons: &str) -> AnyView {
    let heaviest = view.heaviest.as_ref().map(|h| {
        view! {
            <section class="panel">
                <h2>{h.title}<small>{h.unit}{t("，最多的 ")}{h.bars.len()}{t(" 个网格")}</small>
                    <a href=grids.to_owned()>{h.of}{t(" 个网格 →")}</a></h2>
                {picture(pictures::bars("heaviest", h))}
            </section>
        }
    });
    let bodies = (!view.bodies.is_empty()).then(|| {
        let list = view.bodies.iter().map(|b| bodies::body(store, b, false)).collect_view();
        view! {
            <section class="panel">
                <h2>{t("代表履职")}<small>{t("三类分开计算，不排名")}</small><a href=persons.to_owned()>{t("逐人 →")}</a></h2>
                {list}
                <p class="legend"><span>{t("刻度为已解决 ÷ 反映事项，0 至 100%")}</span></p>
            </section>
        }
    });
    let months = (!view.months.is_empty()).then(|| {
        view! {
            <section class="panel">
                <h2>{t("每月入户走访")}<small>{t("户次")}</small></h2>
                {picture(pictures::months("visits-by-month", t("每月入户走访").to_owned(), t("户次"), &view.months))}
            </section>
        }
    });
    view! { {heaviest}{bodies}{months} }.into_any()
}
