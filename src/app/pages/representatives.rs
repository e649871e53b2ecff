//! 代表履职.

use crate::app::browser::dom;
use crate::app::store::{Origin, store};
use crate::app::widgets::bodies as widgets;
use crate::app::widgets::data_table::{DataTable, Filters, filter};
use crate::app::widgets::sentence::phrases;
use gelan::model::body::Body;
use gelan::text::t;
use gelan::view::pages::representatives::{BodiesSentence, Remarked, opening, persons};
use gelan::view::parts::bodies::bodies;
use leptos::prelude::*;

/// The page: the bodies apart, then the people of one of them in the order of the roster.
#[component]
pub fn Representatives() -> impl IntoView {
    let store = store();
    let wanted = RwSignal::new(Body::Party);
    let text = RwSignal::new(String::new());
    let list = Memo::new(move |_| store.view(bodies).unwrap_or_default());
    let body = move || {
        let all = list.with(|l| l.iter().map(|v| v.body).collect::<Vec<_>>());
        let wanted = wanted.get();
        if all.contains(&wanted) { wanted } else { all.first().copied().unwrap_or(wanted) }
    };
    let people = store.table(move |f| persons(f, body()));
    let has_terms = move || people.with(|t| t.columns.iter().any(|c| c.id == "days_in_office"));
    let all = move || {
        list.with(|list| {
            if list.is_empty() {
                view! { <p class="nothing">{t("没有代表的表。放入“代表委员名册”“履职登记”“意见建议办理”后，这里分三类列出。")}</p> }
                    .into_any()
            } else {
                view! { <section class="panel">{widgets::block(store, list)}</section> }.into_any()
            }
        })
    };
    let ask = move |(mark, ask): (&'static str, Remarked)| {
        let press = move |_| {
            wanted.set(ask.body);
            text.set(ask.remark.to_owned());
            dom::reveal("persons");
        };
        view! { <span class="clause"><button class="figure look" on:click=press>{ask.text}</button>{mark}</span> }
    };
    let sentence = move || {
        store.view(opening).filter(|o| !o.said.is_empty() || !o.asks.is_empty()).map(
            |BodiesSentence { said, asks }| {
                let said = phrases(store, &said);
                let last = asks.len().saturating_sub(1);
                let mark = |i: usize| if i == last { t("。") } else { t("，") };
                let asks = asks.into_iter().enumerate().map(|(i, a)| ask((mark(i), a))).collect_view();
                view! { <p class="say" id="bodies-sentence">{said}{asks}</p> }
            },
        )
    };
    let choose = move || {
        list.with(|list| {
            let choice = |view: &gelan::view::parts::bodies::BodyView| {
                let own = view.body;
                let pressed = move || (body() == own).to_string();
                view! {
                    <button data-body=view.title aria-pressed=pressed on:click=move |_| wanted.set(own)>{view.title}<small>{view.reps.clone()}</small></button>
                }
            };
            list.iter().map(choice).collect_view()
        })
    };
    let without = move || matches!(store.origin.get(), Origin::Snapshot(..));
    let any = move || store.view(|f| !f.persons.is_empty()).unwrap_or(false);
    view! {
        <div class="title"><h1>{t("代表履职")}</h1><small>{t("三类代表分开计算，互不相加，也不排名")}</small></div>
        {sentence}
        {all}
        {move || (without() && !any()).then(|| view! { <p class="nothing">{t("快照不含个人姓名和个人数字。")}</p> })}
        <section class="panel" class:gone=move || !any()>
            <DataTable id="persons" caption=t("代表逐人履职") table=people filter=filter(text)
                head=view! { <h2>{t("逐人")}</h2><small>{t("按名册顺序；事项不足 5 件的，比例仅供参考")}</small> }.into_any()
                above=view! {
                    <div class="filters">
                        <div id="person-bodies" class="pick" role="group" aria-label=t("哪一类代表")>{choose}</div>
                        <Filters table=people text=text hint=t("姓名或村名")/>
                    </div>
                }.into_any()/>
            <p class="legend"><span>{t("横线为 95% 区间，点为解决比例，空心的不足 5 件；竖线为这一类的合计；低得不像碰巧的用红色")}</span><span>{move || has_terms().then(|| t("在任：名册任期落在期内的月数"))}</span></p>
        </section>
    }
}
