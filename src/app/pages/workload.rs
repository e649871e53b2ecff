//! 网格负荷, above and below its table: what the loads assume, balance, posts, and suggestions to try.

use crate::app::store::Store;
use crate::app::widgets::evidence::figure;
use crate::app::widgets::picture::titled;
use crate::app::widgets::ratio::length;
use gelan::text::{say, t};
use gelan::view::pages::Page;
use gelan::view::pages::grids::balance::{BalanceLine, lorenz_picture};
use gelan::view::pages::grids::plans::{PlanView, Slope, tried};
use gelan::view::pages::grids::posts::PostLine;
use gelan::view::pages::grids::{Assumed, Workload};
use leptos::prelude::*;

/// The most names written in a line.
const NAMES: usize = 60;

/// The panels beside the picture.
pub fn beside(store: Store, view: Memo<Workload>) -> AnyView {
    (move || view.with(|v| view! { {plans(store, v)}{officers(store, v)}{balance(store, v)} })).into_any()
}

/// The panels below the table.
pub fn below(store: Store, view: Memo<Workload>) -> AnyView {
    (move || view.with(|v| view! { {posts(store, v)}{assumed(store, &v.assumed)} })).into_any()
}

/// What the loads are computed from, above the table.
pub fn basis(view: Memo<Workload>) -> AnyView {
    let list = |lines: &[String]| lines.iter().map(|l| view! { <li>{l.clone()}</li> }).collect_view();
    let lines = move || {
        view.with(|v| {
            (!v.basis.is_empty()).then(|| view! {
                <details id="load-basis" class="basis"><summary>{t("负荷的口径")}</summary><ul>{list(&v.basis)}</ul></details>
                <ul class="basis" id="load-thresholds">{list(&v.thresholds)}</ul>
            })
        })
    };
    lines.into_any()
}

/// How many officers the work takes, or the question what has to be confirmed first.
fn officers(store: Store, view: &Workload) -> Option<AnyView> {
    let said = view.officers.clone();
    let settings = store.href(Page::Settings);
    let ask = (!view.is_confirmed)
        .then(|| view! { <p><a class="button" href=settings>{t("到设置里确认 3 项")}</a></p> });
    (!said.is_empty()).then(|| {
        view! { <section class="panel" id="officers-needed"><h2>{t("折合多少名网格员")}</h2><p>{said}</p>{ask}</section> }
            .into_any()
    })
}

fn balance(store: Store, view: &Workload) -> AnyView {
    if view.balance.is_empty() {
        let why = view.no_balance.clone();
        return (!why.is_empty())
            .then(|| view! { <section class="panel"><h2>{t("均衡程度")}</h2><p class="nothing" id="no-balance">{why}</p></section> })
            .into_any();
    }
    let brief = view.brief.iter().map(|l| {
        view! { <div><dt>{l.title}<small>{l.words.clone()}</small></dt><dd>{figure(store, l.subject.clone(), "", l.value.clone())}</dd></div> }
    });
    let brief = brief.collect_view();
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
    let village = store.village.get_untracked();
    let curve = store.view(|f| lorenz_picture(f, &village)).flatten().map(|p| titled(p, ()));
    view! {
        <section class="panel" id="balance">
            <div class="hd"><h2>{t("均衡程度")}</h2><small>{t("各网格的工作用时")}</small></div>
            <dl class="brief">{brief}</dl>
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
        let mut names = l.names.iter().take(NAMES).cloned().collect::<Vec<_>>().join(t("；"));
        if more > 0 {
            names += &say!("，另有 {more} 个", more);
        }
        let number = figure(store, l.subject.clone(), "", l.number.clone());
        view! { <div data-post=l.subject.id()><dt>{l.title}" "{number}</dt><dd>{names}</dd></div> }
    };
    let lines = view.posts.iter().map(line).collect_view();
    let summary = view.posts_summary.clone();
    (!summary.is_empty()).then(|| {
        view! {
            <section class="panel" id="posts">
                <div class="hd"><h2>{t("一格一员")}</h2><small>{summary}</small></div>
                <dl class="lines">{lines}</dl>
            </section>
        }
        .into_any()
    })
}

/// So many plans stand open to see.
const PLANS: usize = 5;

fn plans(store: Store, view: &Workload) -> Option<AnyView> {
    let note = view.plans_note.clone();
    let list = |plans: &[PlanView]| plans.iter().map(|p| plan(store, p.clone())).collect_view();
    let (first, rest) = view.plans.split_at(view.plans.len().min(PLANS));
    let more = (!rest.is_empty()).then(|| {
        let n = rest.len();
        view! { <details class="more"><summary>{say!("其余 {n} 个村", n)}</summary>{list(rest)}</details> }
    });
    (!note.is_empty()).then(|| {
        view! {
            <section class="panel" id="plans">
                <div class="hd"><h2>{t("调整建议")}</h2><small>{t("按联户长整组移交，不出本村")}</small></div>
                {list(first)}
                {more}
                <p class="soft">{note}</p>
            </section>
        }
        .into_any()
    })
}

/// A load before and after, beside the mean.
fn slope(slope: Slope) -> AnyView {
    let [before, after, mean] = slope.at;
    let [was, then] = slope.texts;
    let place = |at: i64| format!("left:{}", length(at));
    view! {
        <span class="scale slope" aria-hidden="true">
            <u style=place(mean)></u>
            <i style=format!("{};width:{}", place(after), length(before - after))></i>
            <b class="few" style=place(before)></b><b style=place(after)></b>
        </span>
        <span class="n">{was}" → "<b>{then}</b></span>
    }
    .into_any()
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
                <tr class:heavy=s.over>
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
    let brief = if plan.moves.is_empty() {
        view! { <span>{plan.summary.clone()}</span> }.into_any()
    } else {
        view! { <span>{plan.count.clone()}<small>{plan.largest.clone()}</small></span>{plan.slope.clone().map(slope)} }
            .into_any()
    };
    view! {
        <details class="plan" data-plan=plan.village.clone()>
            <summary><b>{plan.village.clone()}</b>{brief}</summary>
            {(!plan.moves.is_empty()).then(|| view! { <p class="soft">{plan.summary.clone()}</p> })}
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
                <div class="hd"><h2>{t("负荷采用的标准")}</h2><a href=settings>{t("在设置里改 →")}</a></div>
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
