//! The three bodies, each by itself on the same scale.

use super::evidence::figure;
use super::ratio::length;
use crate::app::store::Store;
use gelan::catalogue::RepFigure;
use gelan::figures::Subject;
use gelan::text::t;
use gelan::view::parts::bodies::{BodyCell, BodyView, RateLine, rows};
use gelan::view::parts::interval::IntervalView;
use leptos::prelude::*;

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
        let scale = l.bar.map(|at| {
            let own = format!("left:{}", length(at));
            view! {
                <div class="scale" aria-hidden="true">{l.interval.as_ref().map(band)}<b style=own></b></div>
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

/// All figures of the bodies beside each other.
pub fn table(store: Store, views: &[BodyView]) -> AnyView {
    let heads = views.iter().map(|view| {
        let reps = figure(store, Subject::Body(view.body, RepFigure::Reps), "", view.reps.clone());
        view! { <th scope="col" class="n" data-body=view.title>{view.title}<small>{reps}</small></th> }
    });
    let heads = heads.collect_view();
    let cell = |cell: Option<BodyCell>| match cell {
        None => view! { <td class="n soft">"–"</td> }.into_any(),
        Some(cell) => {
            let id = cell.subject.id();
            let below = cell.below.into_iter().map(|(text, subject)| match subject {
                Some(subject) => view! { <small>{figure(store, subject, "", text)}</small> }.into_any(),
                None => view! { <small>{text}</small> }.into_any(),
            });
            let below = below.collect_view();
            view! { <td class="n" data-rate=id>{figure(store, cell.subject, "", cell.number)}{below}</td> }
                .into_any()
        }
    };
    let rows = rows(views).into_iter().map(|(title, cells)| {
        view! { <tr><th scope="row">{title}</th>{cells.into_iter().map(cell).collect_view()}</tr> }
    });
    let rows = rows.collect_view();
    view! {
        <div class="sheet plain" tabindex="0" role="region" aria-label=t("三类代表")>
            <table id="bodies"><thead><tr><th scope="col">{t("指标")}</th>{heads}</tr></thead><tbody>{rows}</tbody></table>
        </div>
    }
    .into_any()
}
