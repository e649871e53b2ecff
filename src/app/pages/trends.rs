//! 趋势.

use crate::app::browser::dom;
use crate::app::store::{Store, store};
use crate::app::widgets::evidence::figure;
use crate::app::widgets::picture::titled;
use gelan::figures::Subject;
use gelan::text::t;
use gelan::view::pages::trends::picture::trend_picture;
use gelan::view::pages::trends::{Compared, TrendGroup, TrendRow, TrendTable, trends};
use gelan::view::parts::changes::ChangeView;
use leptos::prelude::*;

/// The page: the chosen period beside two others, then every month and every quarter.
#[component]
pub fn Trends() -> impl IntoView {
    let store = store();
    let by_quarter = RwSignal::new(false);
    let view = Memo::new(move |_| store.view(trends));
    let none = move || view.with(|v| v.as_ref().is_none_or(|v| v.months.columns.is_empty()));
    let compared = move || view.with(|v| v.as_ref().and_then(|v| beside(store, &v.compared, &v.periods)));
    let chosen = RwSignal::new(None::<Subject>);
    let steps = move || {
        view.with(|v| {
            v.as_ref().map(|v| steps(store, if by_quarter.get() { &v.quarters } else { &v.months }, chosen))
        })
    };
    let large = move || {
        let first = || view.with(|v| v.as_ref().and_then(|v| v.months.first()).cloned());
        let subject = chosen.get().or_else(first)?;
        let drawn = store.view(|f| trend_picture(f, &subject, by_quarter.get())).flatten()?;
        Some(view! { <section class="panel" id="trend-large">{titled(drawn, ())}</section> })
    };
    let choose = move |quarter: bool, title: &'static str| {
        view! {
            <button class="button small" aria-pressed=move || (by_quarter.get() == quarter).to_string()
                data-step=if quarter { "quarter" } else { "month" } on:click=move |_| by_quarter.set(quarter)>{title}</button>
        }
    };
    let notes = move || {
        view.with(|v| {
            v.as_ref().map(|v| v.notes.iter().map(|n| view! { <span>{n.clone()}</span> }).collect_view())
        })
    };
    view! {
        <div class="title"><h1>{t("趋势")}</h1><small>{t("逐月、逐季；点名称画成大图，点数字看来源")}</small></div>
        {large}
        {compared}
        <section class="panel" class:gone=none>
            <div class="hd"><h2>{t("逐期")}</h2><span class="steps">{choose(false, t("按月"))}{choose(true, t("按季度"))}</span></div>
            {steps}
            <p class="legend">{notes}</p>
        </section>
        {move || none().then(|| {
            let why = match store.snapshot() {
                Some(_) => t("快照只带一个期间的汇总数，没有各期的数。"),
                None => t("没有带日期的表。放入走访、诉求、履职等表后，这里列出各月。"),
            };
            view! { <p class="nothing">{why}</p> }
        })}
    }
}

fn beside(store: Store, list: &[Compared], periods: &[String; 3]) -> Option<AnyView> {
    let [now, before, year_ago] = periods.clone();
    let change = |now: &Subject, change: &Option<ChangeView>| match change {
        Some(c) => view! {
            <td class="n">{figure(store, c.subject.clone(), "", c.then.clone())}</td>
            <td class="n" data-change>{figure(store, now.clone(), "", c.amount.clone())}</td>
        }
        .into_any(),
        None => {
            let absent = || view! { <td class="none"><span class="hidden">{t("无数据")}</span></td> };
            view! { {absent()}{absent()} }.into_any()
        }
    };
    let rows = list.iter().map(|c| {
        let [before, year_ago] = &c.others;
        view! {
            <tr data-trend=c.id.clone()>
                <th scope="row">{c.title.clone()}</th>
                <td class="n">{figure(store, c.subject.clone(), "", c.now.clone())}</td>
                {change(&c.subject, before)}{change(&c.subject, year_ago)}
            </tr>
        }
    });
    let rows = rows.collect_view();
    let head = |title: &'static str, period: String| view! { <th scope="col" class="n">{title}<small>{period}</small></th> };
    (!list.is_empty()).then(|| {
        view! {
            <section class="panel">
                <h2>{t("本期与前期")}</h2>
                <div class="sheet plain" tabindex="0" role="region" aria-label=t("本期与前期")>
                    <table id="compared">
                        <thead><tr>
                            <th scope="col">{t("指标")}</th>{head(t("本期"), now)}
                            {head(t("上期"), before)}<th scope="col" class="n">{t("较上期")}</th>
                            {head(t("去年同期"), year_ago)}<th scope="col" class="n">{t("较去年同期")}</th>
                        </tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </section>
        }
        .into_any()
    })
}

fn steps(store: Store, table: &TrendTable, chosen: RwSignal<Option<Subject>>) -> AnyView {
    let heads =
        table.columns.iter().map(|(_, title)| view! { <th scope="col" class="n">{title.clone()}</th> });
    let heads = heads.collect_view();
    let span = (table.columns.len() + 1).to_string();
    let groups = table.groups.iter().map(|g| group(store, g, &span, chosen)).collect_view();
    let field = NodeRef::<leptos::html::Div>::new();
    // Where not all periods fit, the newest are in sight.
    Effect::new(move |_| field.get().inspect(|field| field.set_scroll_left(field.scroll_width())).is_some());
    view! {
        <div class="sheet plain" tabindex="0" role="region" aria-label=t("逐期") node_ref=field>
            <table id="trends">
                <thead><tr><th scope="col">{t("指标")}</th><th scope="col">{t("走势")}<small>{t("各按各的高低")}</small></th>{heads}</tr></thead>
                {groups}
            </table>
        </div>
    }
    .into_any()
}

fn group(store: Store, group: &TrendGroup, span: &str, chosen: RwSignal<Option<Subject>>) -> AnyView {
    let rows = group.rows.iter().map(|r| row(store, r, chosen)).collect_view();
    view! {
        <tbody>
            <tr class="part"><th scope="colgroup">{group.title}</th><td colspan=span.to_owned()></td></tr>
            {rows}
        </tbody>
    }
    .into_any()
}

fn row(store: Store, row: &TrendRow, chosen: RwSignal<Option<Subject>>) -> AnyView {
    let cells = row.cells.iter().map(|cell| match cell {
        Some(c) => {
            let mark = c.partial.then_some("*");
            let title = (!c.detail.is_empty()).then(|| c.detail.clone());
            let number = view! { {c.text.clone()}{mark} };
            view! { <td class="n" title=title>{figure(store, c.subject.clone(), "", number)}</td> }.into_any()
        }
        None => view! { <td class="none"><span class="hidden">{t("无数据")}</span></td> }.into_any(),
    });
    let cells = cells.collect_view();
    let lines = row.lines.iter().map(|line| {
        let points: Vec<String> = line.iter().map(|(x, y)| format!("{x},{}", 1000 - y)).collect();
        view! { <polyline points=points.join(" ")/> }
    });
    let unfinished: Vec<String> = row.open.iter().map(|(x, y)| format!("{x},{}", 1000 - y)).collect();
    let unfinished =
        (!unfinished.is_empty()).then(|| view! { <polyline class="open" points=unfinished.join(" ")/> });
    let (subject, own) = (row.subject.clone(), row.subject.clone());
    let pressed = move || chosen.with(|chosen| chosen.as_ref() == Some(&own)).to_string();
    let open = move |_| {
        chosen.set(Some(subject.clone()));
        dom::reveal("trend-large");
    };
    view! {
        <tr data-trend=row.id.clone()>
            <th scope="row"><button class="open" aria-pressed=pressed on:click=open>{row.title.clone()}</button><small>{row.unit}</small></th>
            <td class="spark"><svg aria-hidden="true" viewBox="0 0 1000 1000" preserveAspectRatio="none">{lines.collect_view()}{unfinished}</svg></td>
            {cells}
        </tr>
    }
    .into_any()
}
