//! A representative by itself.

use crate::app::store::Store;
use crate::app::widgets::bodies::rates;
use crate::app::widgets::evidence::figure;
use crate::app::widgets::ratio::length;
use gelan::text::t;
use gelan::view::pages::Page;
use gelan::view::pages::person::{PersonFigure, PersonView, ScaleMarks};
use leptos::prelude::*;

/// The page.
pub fn page(store: Store, view: &PersonView) -> AnyView {
    let up = store.href(Page::Representatives);
    let home = store.href(Page::Overview);
    let months = view.months.as_ref().map(|(months, subject)| {
        let words = view! { {t("期内在任 ")}{months.clone()}{t(" 个月")} };
        figure(store, subject.clone(), "", words)
    });
    let notes = view.notes.iter().map(|note| view! { <li>{note.clone()}</li> }).collect_view();
    let facts = view.facts.iter().map(|fact| beside(store, fact)).collect_view();
    view! {
        <div id="path" role="navigation" aria-label=t("位置")>
            <ol>
                <li><a href=home>{t("总览")}</a></li>
                <li><a href=up>{t("代表履职")}</a></li>
                <li aria-current="page">{view.name.clone()}</li>
            </ol>
        </div>
        <div class="title"><h1 id="person">{view.name.clone()}</h1><small>{view.body.label()}" "{view.village.clone()}" "{months}</small></div>
        <ul class="notes">{notes}</ul>
        {(!view.rates.is_empty()).then(|| view! {
            <section class="panel"><div class="hd"><h2>{t("办理")}</h2><small>{t("竖线为本人，底带为 95% 区间")}</small></div>
                {rates(store, &view.rates)}
            </section>
        })}
        {(!view.facts.is_empty()).then(|| view! {
            <section class="panel"><div class="hd"><h2>{t("履职数量")}</h2><small>{t("底带为本类每人的四分位，竖线为本人")}</small></div>
                <dl class="besides">{facts}</dl>
            </section>
        })}
    }
    .into_any()
}

fn beside(store: Store, fact: &PersonFigure) -> AnyView {
    let number = view! { {fact.number.clone()}<small>{fact.unit}</small> };
    let whole = (!fact.range.is_empty()).then(|| figure(store, fact.all.clone(), "", fact.range.clone()));
    let monthly = fact.monthly.clone().map(|(text, subject)| figure(store, subject, "", text));
    view! {
        <div data-line=fact.subject.id()>
            <dt>{fact.title}</dt>
            <dd>{figure(store, fact.subject.clone(), "", number)}</dd>
            <dd class="soft">{monthly}</dd>
            <dd class="where">{fact.drawn.map(range)}<span class="soft">{whole}</span></dd>
        </div>
    }
    .into_any()
}

fn range(drawn: ScaleMarks) -> AnyView {
    let band = format!("left:{};width:{}", length(drawn.from), length(drawn.to - drawn.from));
    let middle = format!("left:{}", length(drawn.middle));
    let own = format!("left:{}", length(drawn.own));
    view! { <div class="scale" aria-hidden="true"><i style=band></i><u style=middle></u><b style=own></b></div> }
        .into_any()
}
