//! A ratio as a bar, and as a card.

use gelan::view::ratio::RatioView;
use leptos::prelude::*;

/// Tenths of a percent as a CSS length.
pub fn length(tenths: i64) -> String {
    format!("{}.{}%", tenths / 10, tenths % 10)
}

/// The bar with the target's tick.
pub fn bar(view: &RatioView) -> AnyView {
    let width = format!("width:{}", length(view.bar));
    let tick = view.target.map(|t| view! { <b style=format!("left:{t}%")></b> });
    let empty = view.percent.is_none();
    view! { <div class="bar" class:none=empty aria-hidden="true"><i style=width></i>{tick}</div> }.into_any()
}

/// The number with its sign, or a dash.
pub fn number(view: &RatioView) -> AnyView {
    match &view.percent {
        Some(percent) => view! { <span>{percent.clone()}</span><small>"%"</small> }.into_any(),
        None => view! { <span class="soft" aria-hidden="true">"–"</span> }.into_any(),
    }
}

/// A card; it leads to 覆盖 where the ratio is one of the catalogue.
pub fn card(view: &RatioView, href: String) -> AnyView {
    let unit = (!view.fraction.is_empty()).then(|| format!(" {}", view.unit));
    let id = view.id;
    view! {
        <a class="card" class:low=view.low href=href data-measure=id data-state=view.state>
            <h3>{view.title.clone()}</h3>
            <p class="big">{number(view)}</p>
            {bar(view)}
            <p class="den"><span><span data-ratio>{view.fraction.clone()}</span>{unit}</span><em>{view.verdict.clone()}</em></p>
        </a>
    }
    .into_any()
}
