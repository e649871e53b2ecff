//! 对比: two snapshots, or a snapshot and what is loaded, side by side.

use super::state::{Rolled, ask_with};
use crate::app::store::{Store, store};
use crate::app::widgets::evidence::figure;
use gelan::catalogue::CATALOGUE;
use gelan::figures::compare::{Comparison, Side, compare, rule};
use gelan::session::rollup::{RollupRequest, RollupResponse};
use gelan::text::{say, t};
use gelan::view::pages::rollup::{CompareLine, MovesView, choices, compare_lines, compare_moves};
use leptos::prelude::*;
use std::sync::Arc;

/// A choice of more snapshots than this is no list any more; the words of the filter narrow it.
const CHOICES: usize = 300;
/// The choice of what is loaded.
const LOADED: &str = "loaded";

/// Compares what is chosen, once both are: snapshots, or what is loaded.
fn compare_chosen(rolled: Rolled, store: Store) {
    let chosen = rolled.chosen.get_untracked();
    rolled.compared.set(None);
    if chosen.iter().any(String::is_empty) {
        return;
    }
    let ids: Vec<u32> = chosen.iter().filter_map(|c| c.parse().ok()).collect();
    let settings = Box::new(store.settings.get_untracked());
    let figures = move |texts| RollupRequest::Figures { texts, settings };
    ask_with(rolled, store, &ids, figures, move |response| {
        let opened = match response {
            RollupResponse::Figures(Ok(opened)) => opened,
            RollupResponse::Figures(Err(sentence)) => return store.tell(sentence, true),
            _ => return,
        };
        let mut opened = opened.into_iter().map(|(figures, catalogue)| (Arc::new(figures), catalogue));
        let loaded = store.figures.get_untracked();
        let mut side = |chosen: &str| {
            if chosen == LOADED { loaded.clone().map(|f| (f, Some(CATALOGUE))) } else { opened.next() }
        };
        let [before, after] = &chosen;
        if let (Some((a, old)), Some((b, new))) = (side(before), side(after))
            && rolled.chosen.with_untracked(|now| *now == chosen)
        {
            let found = compare(Side { figures: &a, catalogue: old }, Side { figures: &b, catalogue: new });
            rolled.compared.set(Some(Arc::new(found)));
        }
    });
}

/// Two side by side.
#[component]
pub(super) fn Comparing() -> impl IntoView {
    let store = store();
    let rolled = expect_context::<Rolled>();
    let loaded = store.loaded();
    let enough = move || rolled.rows.with(|rows| rows.len()) + usize::from(loaded.get()) > 1;
    let choice = move |which: usize, id: &'static str, title: &'static str| {
        let options = move || {
            let now = rolled.chosen.with(|c| c.get(which).cloned().unwrap_or_default());
            let words = rolled.words.get();
            let own = loaded.get().then(|| {
                view! { <option value=LOADED selected=now == LOADED>{t("现在载入的数据")}</option> }
            });
            let chosen = now.parse().ok();
            let list = rolled.rows.with(|rows| choices(rows, words.trim(), chosen, CHOICES));
            let list = list.into_iter().map(|(at, name)| {
                view! { <option value=at.to_string() selected=chosen == Some(at)>{name}</option> }
            });
            view! { <option value="" selected=now.is_empty()>{t("请选择")}</option>{own}{list.collect_view()} }
        };
        let change = move |event| {
            let value = event_target_value(&event);
            rolled.chosen.update(|c| {
                if let Some(slot) = c.get_mut(which) {
                    *slot = value;
                }
            });
            compare_chosen(rolled, store);
        };
        view! { <label>{title}<select id=id on:change=change>{options}</select></label> }
    };
    view! {
        <section class="panel" class:gone=move || !enough()>
            <div class="hd"><h2>{t("对比")}</h2><small>{t("前后两期，或两个乡镇")}</small></div>
            <div class="filters">
                {choice(0, "compare-before", t("从"))}
                {choice(1, "compare-after", t("到"))}
            </div>
            {move || rolled.compared.get().map(|c| {
                let loaded = rolled.chosen.get_untracked().map(|chosen| chosen == LOADED);
                comparison(store, &c, loaded)
            })}
        </section>
    }
}

fn comparison(store: Store, c: &Comparison, loaded: [bool; 2]) -> AnyView {
    let notes = c.notes.iter().map(|n| view! { <p class="legend">{n.clone()}</p> }).collect_view();
    let (same, other): (Vec<_>, Vec<_>) = compare_lines(c).into_iter().partition(|l| l.same);
    let lines = other.into_iter().map(|l| line(store, l, loaded)).collect_view();
    let same = (!same.is_empty()).then(|| {
        let named = same.iter().map(|l| view! { <li data-compared=l.id>{l.title}" "<b>{l.sides.first().cloned()}</b></li> });
        view! {
            <details id="compare-same"><summary>{say!("没有变化的 {n} 项", n = same.len())}</summary><ul class="same">{named.collect_view()}</ul></details>
        }
    });
    let moves = compare_moves(c).into_iter().map(moves).collect_view();
    let [before, after] = c.names.clone();
    view! {
        <p id="compare-sentence" class="say">{c.sentence.clone()}</p>
        {notes}
        <div class="sheet plain" tabindex="0" role="region" aria-label=t("对比")>
            <table id="compare">
                <thead><tr>
                    <th scope="col">{t("指标")}</th><th scope="col" class="n">{before}</th>
                    <th scope="col" class="n">{after}</th><th scope="col" class="n">{t("差别")}</th><th scope="col">{t("是否偶然")}</th>
                </tr></thead>
                <tbody>{lines}</tbody>
            </table>
        </div>
        {same}
        {moves}
        <p class="legend">{rule()}</p>
    }
    .into_any()
}

/// What is loaded leads to its rows; a snapshot has none.
fn line(store: Store, line: CompareLine, loaded: [bool; 2]) -> impl IntoView + use<> {
    let subject = line.subject;
    let side = |text: String, detail: String, loaded: bool| {
        if text.is_empty() {
            view! { <td class="none"><span class="hidden">{t("无数据")}</span></td> }.into_any()
        } else {
            let shown = if loaded { figure(store, subject.clone(), "", text) } else { text.into_any() };
            view! { <td class="n">{shown}<small>{detail}</small></td> }.into_any()
        }
    };
    let [before, after] = line.sides;
    let [below, beneath] = line.details;
    let [first, second] = loaded;
    view! {
        <tr data-compared=line.id>
            <th scope="row">{line.title}</th>{side(before, below, first)}{side(after, beneath, second)}
            <td class="n" data-change>{line.difference}</td>
            <td class:beyond=line.beyond>{line.chance}</td>
        </tr>
    }
}

fn moves(moves: MovesView) -> impl IntoView {
    let list = |title: &'static str, names: Vec<String>| {
        (!names.is_empty()).then(|| view! { <p class="legend">{title}{names.join(t("、"))}</p> })
    };
    view! {
        <h3>{moves.title}<small>{moves.text}</small></h3>
        {list(t("新增："), moves.came)}{list(t("减少："), moves.went)}
    }
}
