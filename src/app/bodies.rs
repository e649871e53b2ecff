//! The three bodies, each by itself on the same scale.

use super::ratio::length;
use gelan::view::representatives::{BodyView, Fact};
use leptos::prelude::*;

/// A body: its share of matters solved on a scale from 0 to 100 %, and what it did.
pub fn body(view: &BodyView, whole: bool) -> AnyView {
    let place = format!("left:{}", length(view.solved.bar));
    let scale = view.solved.percent.clone().map(|percent| {
        view! {
            <div class="scale" aria-hidden="true"><b style=place></b></div>
            <p class="den"><span>
                <strong>{percent}"%"</strong>" 已解决 "<span data-ratio>{view.solved.fraction.clone()}</span>" 件"
            </span></p>
        }
    });
    let none = view.solved.percent.is_none().then(|| {
        view! { <p class="den">{format!("反映事项：{}", view.solved.verdict)}</p> }
    });
    let facts = if whole { &view.facts } else { &view.brief };
    let list = facts.iter().map(|f| fact(f, whole)).collect_view();
    view! {
        <section class="body" data-body=view.title>
            <h3>{view.title}<small>{view.reps.clone()}</small></h3>
            {scale}{none}
            <dl>{list}</dl>
        </section>
    }
    .into_any()
}

fn fact(fact: &Fact, per_head: bool) -> AnyView {
    let each = per_head.then(|| view! { <dd class="soft">{fact.per_head.clone()}</dd> });
    view! {
        <div><dt>{fact.title}</dt><dd>{fact.number.clone()}<small>{fact.unit}</small></dd>{each}</div>
    }
    .into_any()
}
