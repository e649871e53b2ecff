//! The three bodies, each by itself on the same scale.

use super::evidence::figure;
use super::ratio::length;
use crate::app::store::Store;
use gelan::catalogue::RepFigure;
use gelan::figures::Subject;
use gelan::text::{say, t};
use gelan::view::parts::bodies::{BodyView, Fact, RateLine};
use gelan::view::parts::interval::IntervalView;
use leptos::prelude::*;

/// A body: its share of matters solved on a scale from 0 to 100 %, and what it did.
pub fn body(store: Store, view: &BodyView, whole: bool) -> AnyView {
    let place = format!("left:{}", length(view.solved.bar));
    let scale = view.solved.percent.clone().map(|percent| {
        let words = view! {
            <strong>{percent}"%"</strong>{t(" 已解决 ")}<span data-ratio>{view.solved.fraction.clone()}</span>{t(" 件")}
        };
        view! {
            <div class="scale" aria-hidden="true">{view.interval.as_ref().map(band)}<b style=place></b></div>
            <p class="den">{figure(store, view.solved_subject(), "", words)}{view.interval.as_ref().map(words_of)}</p>
        }
    });
    let none = view.solved.percent.is_none().then(|| {
        view! { <p class="den">{say!("反映事项：{}", view.solved.verdict)}</p> }
    });
    let facts = if whole { &view.facts } else { &view.brief };
    let list = facts.iter().map(|f| fact(store, view, f, whole)).collect_view();
    let reps = figure(store, Subject::Body(view.body, RepFigure::Reps), "", view.reps.clone());
    view! {
        <section class="body" data-body=view.title>
            <h3>{view.title}<small>{reps}</small></h3>
            {scale}{none}
            {whole.then(|| rates(store, &view.rates))}
            <dl>{list}</dl>
        </section>
    }
    .into_any()
}

/// An interval on the scale.
fn band(interval: &IntervalView) -> AnyView {
    let place = format!("left:{};width:{}", length(interval.from), length(interval.length));
    view! { <i style=place></i> }.into_any()
}

/// An interval in words.
fn words_of(interval: &IntervalView) -> AnyView {
    view! { <span class="interval" data-interval>{t("95% 区间 ")}{interval.text.clone()}</span> }.into_any()
}

/// Shares with their intervals, each on the same scale, and the median of days.
pub fn rates(store: Store, list: &[RateLine]) -> AnyView {
    let line = |l: &RateLine| {
        let number = if l.number.is_empty() {
            view! { <span class="soft">{l.verdict.clone()}</span> }.into_any()
        } else {
            view! { {l.number.clone()}<small>{l.unit}</small> }.into_any()
        };
        let drawn = l.drawn.map(|at| view! { <u class="drawn" style=format!("left:{}", length(at))></u> });
        let scale = l.bar.map(|at| {
            let own = format!("left:{}", length(at));
            view! {
                <div class="scale" aria-hidden="true">{l.interval.as_ref().map(band)}{drawn}<b style=own></b></div>
            }
        });
        let fraction =
            (!l.fraction.is_empty()).then(|| view! { <span data-ratio>{l.fraction.clone()}</span> });
        view! {
            <div data-rate=l.subject.id()>
                <dt>{l.title}</dt>
                <dd>{figure(store, l.subject.clone(), "", number)}</dd>
                <dd class="soft">{fraction}{l.interval.as_ref().map(words_of)}<span>{l.beside.clone()}</span></dd>
                {scale.map(|scale| view! { <dd class="where">{scale}</dd> })}
            </div>
        }
    };
    (!list.is_empty())
        .then(|| view! { <dl class="rates">{list.iter().map(line).collect_view()}</dl> })
        .into_any()
}

fn fact(store: Store, view: &BodyView, fact: &Fact, per_head: bool) -> AnyView {
    let each = (per_head && !fact.per_head.is_empty()).then(|| {
        let each = figure(store, view.each_subject(fact), "", fact.per_head.clone());
        view! { <dd class="soft">{each}</dd> }
    });
    let number = view! { {fact.number.clone()}<small>{fact.unit}</small> };
    let number = figure(store, view.subject(fact), "", number);
    view! { <div><dt>{fact.title}</dt><dd>{number}</dd>{each}</div> }.into_any()
}
