//! 网格负荷, above and below its table: what the loads assume, balance, posts, and suggestions to try.

use crate::app::store::{Store, store};
use crate::app::widgets::evidence::figure;
use crate::app::widgets::picture::titled;
use crate::app::widgets::ratio::length;
use gelan::text::t;
use gelan::view::pages::Page;
use gelan::view::pages::grids::balance::{BalanceLine, lorenz_picture};
use gelan::view::pages::grids::plans::{PlanView, tried};
use gelan::view::pages::grids::posts::PostLine;
use gelan::view::pages::grids::{Assumed, Workload, workload};
use leptos::prelude::*;

/// The most names written in a line.
const NAMES: usize = 60;

/// The panels below the table.
#[component]
pub fn Below() -> impl IntoView {
    let store = store();
    let view = Memo::new(move |_| store.view(workload));
    move || {
        view.with(|v| {
            v.as_ref().map(|v| {
                view! {
                    {balance(store, v)}
                    {posts(store, v)}
                    {plans(store, v)}
                    {assumed(store, &v.assumed)}
                }
                .into_any()
            })
        })
    }
}

/// What the loads are computed from, above the table.
#[component]
pub fn Basis() -> impl IntoView {
    let store = store();
    let view = Memo::new(move |_| store.view(workload));
    move || {
        view.with(|v| {
            let v = v.as_ref().filter(|v| !v.basis.is_empty())?;
            let lines = v.basis.iter().map(|l| view! { <li>{l.clone()}</li> }).collect_view();
            let beyond = v.thresholds.iter().map(|l| view! { <li>{l.clone()}</li> }).collect_view();
            Some(view! { <details id="load-basis" class="basis"><summary>{t("负荷的口径")}</summary><ul>{lines}</ul></details><ul class="basis" id="load-thresholds">{beyond}</ul> })
        })
    }
}

fn balance(store: Store, view: &Workload) -> AnyView {
    if view.balance.is_empty() {
        let why = view.no_balance.clone();
        return (!why.is_empty())
            .then(|| view! { <section class="panel"><h2>{t("均衡程度")}</h2><p class="nothing" id="no-balance">{why}</p></section> })
            .into_any();
    }
    let line = |l: &BalanceLine| {
        view! {
            <div data-line=l.subject.id()>
                <dt>{l.title}</dt>
                <dd>{figure(store, l.subject.clone(), "", l.value.clone())}</dd>
                <dd class="soft">{l.words.clone()}</dd>
            </div>
        }
    };
    let lines = view.balance.iter().map(line).collect_view();
    let curve = store.view(lorenz_picture).flatten().map(|p| titled(p, ()));
    let whole = (!store.village.get().is_empty()).then_some(t("，全镇"));
    view! {
        <section class="panel" id="balance">
            <h2>{t("均衡程度")}<small>{t("各网格的工作用时")}{whole}</small></h2>
            <p class="says">{view.balance_sentence.clone()}</p>
            <details class="more">
                <summary>{t("更多指数")}</summary>
                <dl class="tiles wide">{lines}</dl>
                {curve}
            </details>
        </section>
    }
    .into_any()
}

fn posts(store: Store, view: &Workload) -> Option<AnyView> {
    let line = |l: &PostLine| {
        let more = l.names.len().saturating_sub(NAMES);
        let mut names = l.names.iter().take(NAMES).cloned().collect::<Vec<_>>().join("；");
        if more > 0 {
            names += &gelan::say!("，另有 {more} 个", more);
        }
        let number = figure(store, l.subject.clone(), "", l.number.clone());
        view! { <div data-post=l.subject.id()><dt>{l.title}" "{number}</dt><dd>{names}</dd></div> }
    };
    let lines = view.posts.iter().map(line).collect_view();
    let summary = view.posts_summary.clone();
    (!summary.is_empty()).then(|| {
        view! {
            <section class="panel" id="posts">
                <h2>{t("一格一员")}<small>{summary}</small></h2>
                <dl class="lines">{lines}</dl>
            </section>
        }
        .into_any()
    })
}

fn plans(store: Store, view: &Workload) -> Option<AnyView> {
    let note = view.plans_note.clone();
    let village = store.village.get();
    let here = view.plans.iter().filter(|p| village.is_empty() || p.village == village);
    let list = here.map(|p| plan(store, p.clone())).collect_view();
    (!note.is_empty()).then(|| {
        view! {
            <section class="panel" id="plans">
                <h2>{t("调整建议")}</h2>
                <p class="soft">{note}</p>
                {list}
            </section>
        }
        .into_any()
    })
}

fn plan(store: Store, plan: PlanView) -> AnyView {
    let chosen = RwSignal::new(vec![false; plan.moves.len()]);
    let any = move || chosen.with(|c| c.iter().any(|on| *on));
    let all = move |on: bool| chosen.update(|c| c.fill(on));
    let moves = plan.moves.iter().enumerate().map(|(i, step)| {
        let on = move || chosen.with(|c| c.get(i).copied().unwrap_or(false));
        let toggle = move |_| {
            chosen.update(|c| {
                if let Some(on) = c.get_mut(i) {
                    *on = !*on;
                }
            });
        };
        let households = figure(store, step.subject.clone(), "", step.households.clone());
        view! { <li><label><input type="checkbox" prop:checked=on on:change=toggle/>{step.text.clone()}</label>" "{households}</li> }
    });
    let moves = moves.collect_view();
    let village = plan.village.clone();
    let grids = move || {
        let shifts = store
            .figures
            .with(|f| f.as_ref().and_then(|f| chosen.with(|c| tried(f, &village, c))))
            .unwrap_or_default();
        let row = |s: gelan::view::pages::grids::plans::Shift| {
            let (now, then) = s.households;
            let bars = (length(s.length.0), length(s.length.1));
            view! {
                <tr class:over=s.over>
                    <th scope="row">{s.grid}</th>
                    <td class="n">{figure(store, s.subject, "", now.to_string())}</td>
                    <td class="n" data-after>{then.to_string()}</td>
                    <td class="shift" aria-hidden="true"><i style=format!("width:{}", bars.0)></i><b style=format!("width:{}", bars.1)></b></td>
                </tr>
            }
        };
        shifts.into_iter().map(row).collect_view()
    };
    let buttons = (!plan.moves.is_empty()).then(|| {
        view! {
            <p class="tries">
                <button class="button small" data-try on:click=move |_| all(true)>{t("全部试一试")}</button>
                <button class="button small" data-undo disabled=move || !any() on:click=move |_| all(false)>{t("撤销")}</button>
            </p>
        }
    });
    view! {
        <details class="plan" data-plan=plan.village.clone()>
            <summary><b>{plan.village.clone()}</b>" "{plan.summary.clone()}</summary>
            <ul class="moves">{moves}</ul>
            {buttons}
            <table class="shifts">
                <thead><tr><th scope="col">{t("网格")}</th><th scope="col" class="n">{t("现在（户）")}</th><th scope="col" class="n">{t("试调后（户）")}</th><th aria-hidden="true"></th></tr></thead>
                <tbody>{grids}</tbody>
            </table>
        </details>
    }
    .into_any()
}

fn assumed(store: Store, list: &[Assumed]) -> Option<AnyView> {
    let rows = list.iter().map(|a| {
        view! { <tr><th scope="row">{a.title.clone()}</th><td class="n">{a.value.clone()}</td><td class="source">{a.source.clone()}</td></tr> }
    });
    let rows = rows.collect_view();
    let settings = store.href(Page::Settings);
    (!list.is_empty()).then(|| {
        view! {
            <section class="panel" id="assumed">
                <h2>{t("负荷采用的标准")}<a href=settings>{t("在设置里改 →")}</a></h2>
                <div class="sheet plain" tabindex="0" role="region" aria-label=t("负荷采用的标准")>
                    <table>
                        <thead><tr><th scope="col">{t("项目")}</th><th scope="col" class="n">{t("取值")}</th><th scope="col">{t("出处")}</th></tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </section>
        }
        .into_any()
    })
}
