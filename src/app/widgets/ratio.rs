//! A ratio as a bar, and as a card.

use super::evidence;
use crate::app::store::store;
use gelan::figures::Subject;
use gelan::view::parts::ratio::RatioView;
use leptos::prelude::*;

/// Tenths of a percent as a CSS length.
pub fn length(tenths: i64) -> String {
    format!("{}.{}%", tenths / 10, tenths % 10)
}

/// The bar with the target's tick.
pub fn bar(view: &RatioView) -> AnyView {
    let width = format!("width:{}", length(view.bar));
    let tick = view.target.map(|t| view! { <b style=format!("left:{}", length(t))></b> });
    let empty = view.percent.is_none();
    let maybe = (view.maybe > 0).then(|| {
        view! { <s style=format!("left:{};width:{}", length(view.bar), length(view.maybe))></s> }
    });
    view! { <span class="bar" class:none=empty aria-hidden="true"><i style=width></i>{maybe}{tick}</span> }
        .into_any()
}

/// The number with its sign, or a dash.
pub fn number(view: &RatioView) -> AnyView {
    match &view.percent {
        Some(percent) if percent.contains('–') => {
            view! { <span class="span">{percent.clone()}</span><small>"%"</small> }.into_any()
        }
        Some(percent) => view! { <span>{percent.clone()}</span><small>"%"</small> }.into_any(),
        None => view! { <span class="soft" aria-hidden="true">"–"</span> }.into_any(),
    }
}

/// A card that shows where its ratio comes from.
pub fn card(view: &RatioView) -> AnyView {
    let store = store();
    let unit = (!view.fraction.is_empty()).then(|| format!(" {}", view.unit));
    let id = view.id;
    let subject = view.subject.clone();
    let means = subject.as_ref().map(Subject::meaning);
    let changes: Vec<String> =
        view.changes.iter().map(gelan::view::parts::changes::ChangeView::text).collect();
    let changes = (!changes.is_empty())
        .then(|| view! { <span class="change" data-change>{changes.join(" · ")}</span> });
    let press = move |_| {
        if let Some(subject) = subject.clone() {
            evidence::open(store, subject);
        }
    };
    view! {
        <button class="card" class:low=view.low data-measure=id data-subject=id data-state=view.state title=means
            on:click=press>
            <span class="name">{view.title.clone()}</span>
            <span class="beside">{view.beside.clone()}</span>
            <span class="big">{number(view)}</span>
            {bar(view)}
            {changes}
            <span class="den"><span><span data-ratio>{view.fraction.clone()}</span>{unit}</span><em>{view.said().to_owned()}</em></span>
        </button>
    }
    .into_any()
}
