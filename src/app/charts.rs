//! Bars with their mean, and the line over months.

use super::ratio::length;
use gelan::view::grids::Heaviest;
use gelan::view::overview::Point;
use leptos::prelude::*;

/// The grids with the most work.
pub fn bars(view: &Heaviest) -> AnyView {
    let mean = format!("left:{}", length(view.mean_at));
    let rows = view
        .bars
        .iter()
        .map(|bar| {
            let width = format!("width:{}", length(bar.length));
            view! {
                <li class:far=bar.far>
                    <span>{bar.label.clone()}</span>
                    <div class="track" aria-hidden="true"><i style=width></i><b style=mean.clone()></b></div>
                    <em>{bar.text.clone()}</em>
                </li>
            }
        })
        .collect_view();
    let far = view.bars.iter().any(|b| b.far).then_some("红色：达到平均的 1.5 倍");
    view! {
        <ol class="rank">{rows}</ol>
        <p class="legend"><span><i class="tick"></i>{format!("平均 {} {}", view.mean, view.unit)}</span><span>{far}</span></p>
    }
    .into_any()
}

/// The line over months. Its words are HTML beside the drawing, so that they keep their size.
pub fn line(points: &[Point]) -> AnyView {
    let path: Vec<String> =
        points.iter().map(|p| format!("{},{}", p.x, 1000 - p.y)).collect();
    let label: Vec<String> = points.iter().map(|p| format!("{} {}", p.label, p.text)).collect();
    let marks = points
        .iter()
        .map(|p| {
            let place = format!("left:{};bottom:{}", length(p.x), length(p.y));
            let text = p.shown.then(|| p.text.clone());
            view! { <i style=place><span>{text}</span></i> }
        })
        .collect_view();
    let sparse = points.len().div_ceil(8).max(1);
    let axis = points
        .iter()
        .enumerate()
        .map(|(i, p)| {
            let text = (i % sparse == 0 || i + 1 == points.len()).then(|| p.label.clone());
            view! { <span style=format!("left:{}", length(p.x))>{text}</span> }
        })
        .collect_view();
    view! {
        <div class="plot" role="img" aria-label=label.join("，")>
            <div class="field">
                <svg viewBox="0 0 1000 1000" preserveAspectRatio="none"><polyline points=path.join(" ")/></svg>
                {marks}
            </div>
            <div class="axis">{axis}</div>
        </div>
    }
    .into_any()
}
