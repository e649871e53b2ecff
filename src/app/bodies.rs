//! The three bodies, each by itself on the same scale.

use super::evidence::figure;
use super::ratio::length;
use super::store::Store;
use gelan::measure::Subject;
use gelan::measure::evidence::Deed;
use gelan::say;
use gelan::text::t;
use gelan::view::representatives::{BodyView, Fact};
use leptos::prelude::*;

/// A body: its share of matters solved on a scale from 0 to 100 %, and what it did.
pub fn body(store: Store, view: &BodyView, whole: bool) -> AnyView {
    let place = format!("left:{}", length(view.solved.bar));
    let scale = view.solved.percent.clone().map(|percent| {
        let words = view! {
            <strong>{percent}"%"</strong>{t(" 已解决 ")}<span data-ratio>{view.solved.fraction.clone()}</span>{t(" 件")}
        };
        view! {
            <div class="scale" aria-hidden="true"><b style=place></b></div>
            <p class="den">{figure(store, view.solved_subject(), "", words)}</p>
        }
    });
    let none = view.solved.percent.is_none().then(|| {
        view! { <p class="den">{say!("反映事项：{}", view.solved.verdict)}</p> }
    });
    let facts = if whole { &view.facts } else { &view.brief };
    let list = facts.iter().map(|f| fact(store, view, f, whole)).collect_view();
    let reps = figure(store, Subject::Body(view.body, Deed::Reps), "", view.reps.clone());
    view! {
        <section class="body" data-body=view.title>
            <h3>{view.title}<small>{reps}</small></h3>
            {scale}{none}
            <dl>{list}</dl>
        </section>
    }
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
