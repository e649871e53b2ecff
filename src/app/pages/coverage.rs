//! 覆盖.

use super::activities::counts;
use crate::app::store::{Store, store};
use crate::app::widgets::data_table::{DataTable, Filters, filter};
use crate::app::widgets::disclosure::disclosure;
use crate::app::widgets::evidence::figure;
use crate::app::widgets::ratio::{bar, number};
use gelan::figures::Subject;
use gelan::text::{say, t};
use gelan::view::pages::activities::inventory;
use gelan::view::pages::coverage::{MeasureView, measures};
use gelan::view::parts::villages::villages;
use leptos::prelude::*;

/// The most names written for a village.
const NAMES: usize = 80;

/// The page: every measure, then every village under every measure.
#[component]
pub fn Coverage() -> impl IntoView {
    let store = store();
    let open = RwSignal::new(Vec::<&'static str>::new());
    let table = store.table(villages);
    let text = RwSignal::new(String::new());
    let list = move || {
        store.view(measures).map(|list| list.into_iter().map(|m| measure(store, m, open)).collect_view())
    };
    let known = Memo::new(move |_| store.view(inventory).unwrap_or_default());
    view! {
        <div class="title"><h1>{t("覆盖")}</h1><small>{t("每项比率的分子、分母、目标和未覆盖名单；点数字看来源，点名称看口径")}</small></div>
        <section class="panel" class:gone=move || known.with(Vec::is_empty)>
            <div class="hd"><h2>{t("底数")}</h2><small>{t("走访、诉求只计期内")}</small></div>
            {move || known.with(|k| counts(store, k))}
        </section>
        <section class="panel flush"><ul class="measures">{list}</ul></section>
        <section class="panel" class:gone=move || table.with(|t| t.rows.is_empty() || t.columns.len() < 2)>
            <DataTable id="matrix" caption=t("各村各项覆盖") table=table filter=filter(text) whole=true
                head=view! { <h2>{t("各村各项")}</h2><small>{t("%，底色越深，离目标越远；▼ 比全镇低 10 个百分点以上；斜线为无数据")}</small> }.into_any()
                above=view! { <Filters table=table text=text hint=t("村名")/> }.into_any()/>
        </section>
    }
}

fn measure(store: Store, view: MeasureView, open: RwSignal<Vec<&'static str>>) -> AnyView {
    let ratio = view.ratio.clone();
    let id = ratio.id;
    let (is_open, toggle) = disclosure(open, id);
    let missing = view.missing_title.clone();
    let unit = (!ratio.fraction.is_empty()).then(|| format!(" {}", ratio.unit));
    let subject = Subject::Measure(view.measure);
    let share = figure(store, subject.clone(), "percent", number(&ratio));
    let fraction = view! { <span data-ratio>{ratio.fraction.clone()}</span><small>{unit}</small> };
    let fraction = figure(store, subject, "fraction", fraction);
    view! {
        <li data-measure=id data-state=ratio.state class:low=ratio.low>
            <div class="row">
                <button class="what" aria-expanded=move || is_open().to_string() on:click=toggle>{ratio.title.clone()}</button>
                {share}
                {bar(&ratio)}
                {fraction}
                <span class="verdict">{ratio.said().to_owned()}<small>{ratio.beside.clone()}</small></span>
                <span class="missing">{missing}</span>
            </div>
            {move || is_open().then(|| details(&view))}
        </li>
    }
    .into_any()
}

fn details(view: &MeasureView) -> AnyView {
    let rule =
        view.rule.iter().map(|(k, v)| view! { <div><dt>{*k}</dt><dd>{v.clone()}</dd></div> }).collect_view();
    let missing = view.missing.iter().map(|(village, names)| {
        let more = names.len().saturating_sub(NAMES);
        let mut text = names.iter().take(NAMES).cloned().collect::<Vec<_>>().join(t("、"));
        if more > 0 {
            text += &say!("，另有 {more} 个", more);
        }
        let village = if village.is_empty() { t("全镇").to_owned() } else { village.clone() };
        view! { <div><dt>{village}</dt><dd>{text}</dd></div> }
    });
    let missing = (!view.missing.is_empty()).then(|| {
        view! { <h4>{view.missing_title.clone()}</h4><dl class="lines">{missing.collect_view()}</dl> }
    });
    view! { <div class="details"><dl class="lines">{rule}</dl>{missing}</div> }.into_any()
}
