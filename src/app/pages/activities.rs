//! 三治活动.

use crate::app::store::{Store, store};
use crate::app::widgets::data_table::{DataTable, Filters, filter};
use crate::app::widgets::evidence::figure;
use crate::app::widgets::picture::titled;
use crate::app::widgets::ratio;
use gelan::figures::Subject;
use gelan::text::{say, t, unit_for};
use gelan::view::pages::activities::{ActivitySection, CountView, MonthLine, activities};
use gelan::view::parts::pictures;
use leptos::prelude::*;
use std::sync::Arc;

/// The page: what is known of each of the three, every village, and the months.
#[component]
pub fn Activities() -> impl IntoView {
    let store = store();
    let view = Memo::new(move |_| store.view(|f| Arc::new(activities(f))));
    let table = Memo::new(move |_| {
        view.with(|v| v.as_ref().map(|v| Arc::new(v.villages.clone())).unwrap_or_default())
    });
    let text = RwSignal::new(String::new());
    let sections = move || {
        view.with(|v| v.as_ref().map(|v| v.sections.iter().map(|s| section(store, s)).collect_view()))
    };
    let months = move || view.with(|v| v.as_ref().map(|v| v.months.iter().map(line).collect_view()));
    let nothing = move || view.with(|v| v.as_ref().is_some_and(|v| v.sections.is_empty()));
    view! {
        <div class="title"><h1>{t("三治活动")}</h1><small>{t("自治、法治、德治，以及班子和阵地；活动只计期内")}</small></div>
        <div class="thirds">{sections}</div>
        <section class="panel" class:gone=move || table.with(|t| t.rows.is_empty())>
            <DataTable id="activity-table" caption=t("各村三治") table=table filter=filter(text) whole=true
                head=view! { <h2>{t("各村三治")}</h2><small>{t("全镇自己的队伍和活动不在各村之内")}</small> }.into_any()
                above=view! { <Filters table=table text=text hint=t("村名")/> }.into_any()/>
        </section>
        <div class="pair">{months}</div>
        {move || nothing().then(|| view! {
            <p class="nothing">{t("没有这类表。放入村民自治、普法宣传、志愿服务、先进典型、村干部培训等表后，这里列出它们。")}</p>
        })}
    }
}

fn section(store: Store, section: &ActivitySection) -> AnyView {
    let cards = section.ratios.iter().map(ratio::card).collect_view();
    let cards = (!section.ratios.is_empty()).then(|| view! { <div class="cards">{cards}</div> });
    view! {
        <section class="panel">
            <h2>{section.title}</h2>
            {cards}
            {counts(store, &section.counts)}
        </section>
    }
    .into_any()
}

/// Counts side by side.
pub fn counts(store: Store, list: &[CountView]) -> Option<AnyView> {
    let items = list.iter().map(|c| {
        let number = match &c.number {
            Some(number) => {
                let number = view! { {number.clone()}<small>{unit_for(number, c.count.unit())}</small> };
                view! { <dd>{figure(store, Subject::Count(c.count), "", number)}</dd> }.into_any()
            }
            None => view! { <dd class="soft">{t("无数据")}</dd> }.into_any(),
        };
        view! { <div data-count=c.count.id()><dt>{c.count.title()}</dt>{number}</div> }
    });
    let items = items.collect_view();
    (!list.is_empty()).then(|| view! { <dl class="tiles">{items}</dl> }.into_any())
}

fn line(line: &MonthLine) -> AnyView {
    let title = say!("每月{}", line.title);
    let drawn = pictures::months("by-month", title, line.unit, &line.points);
    view! {
        <section class="panel">{titled(drawn, ())}</section>
    }
    .into_any()
}
