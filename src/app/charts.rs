//! Bars with their mean, and the line over months.

use super::evidence;
use super::ratio::length;
use super::store::Store;
use gelan::say;
use gelan::text::t;
use gelan::view::grids::Heaviest;
use gelan::view::overview::Point;
use leptos::prelude::*;

/// The grids with the most work.
pub fn bars(store: Store, view: &Heaviest) -> AnyView {
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
                    <em>{evidence::figure(store, bar.subject.clone(), "", bar.text.clone())}</em>
                </li>
            }
        })
        .collect_view();
    let far = view.bars.iter().any(|b| b.far).then_some(t("红色：达到平均的 1.5 倍"));
    view! {
        <ol class="rank">{rows}</ol>
        <p class="legend"><span><i class="tick"></i>{say!("平均 {} {}", view.mean, view.unit)}</span><span>{far}</span></p>
    }
    .into_any()
}

/// The line over months. Its words are HTML beside the drawing, so that they keep their size.
pub fn line(store: Store, points: &[Point]) -> AnyView {
    let path: Vec<String> = points.iter().map(|p| format!("{},{}", p.x, 1000 - p.y)).collect();
    let marks = points
        .iter()
        .map(|p| {
            let place = format!("left:{};bottom:{}", length(p.x), length(p.y));
            let text = p.shown.then(|| p.text.clone());
            let subject = p.subject.clone();
            let press = move |_| evidence::open(store, subject.clone());
            let label = format!("{} {}", p.label, p.text);
            view! {
                <button class="dot" style=place aria-label=label.clone() title=label data-subject=p.subject.id() on:click=press>
                    <i></i><span>{text}</span>
                </button>
            }
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
        <div class="plot" role="group" aria-label=t("各月")>
            <div class="field">
                <svg aria-hidden="true" viewBox="0 0 1000 1000" preserveAspectRatio="none"><polyline points=path.join(" ")/></svg>
                {marks}
            </div>
            <div class="axis" aria-hidden="true">{axis}</div>
        </div>
    }
    .into_any()
}
