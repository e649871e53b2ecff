//! The three bodies, each by itself on the same scale.

use super::evidence::figure;
use super::picture::beside;
use super::ratio::length;
use crate::app::store::Store;
use gelan::catalogue::RepFigure;
use gelan::figures::Subject;
use gelan::text::{say, t};
use gelan::view::parts::bodies::{BodyCell, BodyView, Fact, RateLine, in_brief, picture, rows};
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

/// A share with its interval on the scale.
fn scale(line: &RateLine) -> Option<AnyView> {
    let own = format!("left:{}", length(line.bar?));
    let band = line.interval.as_ref().map(band);
    Some(view! { <div class="scale" aria-hidden="true">{band}<b style=own></b></div> }.into_any())
}

/// The number of a line, or why there is none.
fn number(store: Store, line: &RateLine) -> AnyView {
    let said = if line.number.is_empty() {
        view! { <span class="soft">{line.verdict.clone()}</span> }.into_any()
    } else {
        view! { {line.number.clone()}<small>{line.unit}</small> }.into_any()
    };
    figure(store, line.subject.clone(), "", said)
}

/// Shares with their intervals, each on the same scale, and the median of days.
pub fn rates(store: Store, list: &[RateLine]) -> AnyView {
    let line = |l: &RateLine| {
        let scale = scale(l);
        let fraction =
            (!l.fraction.is_empty()).then(|| view! { <span data-ratio>{l.fraction.clone()}</span> });
        view! {
            <div data-rate=l.subject.id()>
                <dt>{l.title}</dt>
                <dd>{number(store, l)}</dd>
                <dd class="soft">{fraction}{l.interval.as_ref().map(words_of)}<span>{l.beside.clone()}</span></dd>
                {scale.map(|scale| view! { <dd class="where">{scale}</dd> })}
            </div>
        }
    };
    (!list.is_empty())
        .then(|| view! { <dl class="rates">{list.iter().map(line).collect_view()}</dl> })
        .into_any()
}

/// Each body in a row: what of its matters is solved on one scale, how they were answered, and the work for each head;
/// all its figures folded away below.
pub fn block(store: Store, views: &[BodyView]) -> AnyView {
    let (titles, without) = in_brief(views);
    let row = |view: &BodyView| {
        let rate = |title: &&'static str| {
            let Some(line) = view.rates.iter().find(|line| line.title == *title) else {
                return view! { <div></div> }.into_any();
            };
            let interval = line
                .interval
                .as_ref()
                .map(|i| view! { <span>{say!("区间 {interval}", interval = i.text)}</span> });
            view! {
                <div data-rate=line.subject.id()>
                    <dt>{line.title}</dt>
                    <dd>{number(store, line)}</dd>
                    <dd class="soft"><span>{line.fraction.clone()}</span>{interval}</dd>
                </div>
            }
            .into_any()
        };
        let each = |fact: &Fact| {
            let number = view! { {fact.per_head.clone()}<small>{fact.unit}</small> };
            view! {
                <div>
                    <dt>{say!("人均{title}", title = fact.title)}</dt>
                    <dd>{figure(store, view.each_subject(fact), "", number)}</dd>
                </div>
            }
        };
        let each = view.each().map(each).collect_view();
        let reps = figure(store, Subject::Body(view.body, RepFigure::Reps), "", view.reps.clone());
        view! {
            <li>
                <b>{view.title}<small>{reps}</small></b>
                {view.rates.first().and_then(scale)}
                <dl class="tiles shares">{titles.iter().map(rate).collect_view()}</dl>
                <dl class="tiles">{each}</dl>
            </li>
        }
    };
    let heads = titles.iter().map(|title| view! { <i>{*title}</i> }).collect_view();
    let rows = view! {
        <ul class="bodies">
            <li class="axis"><p aria-hidden="true"><i>"0%"</i><i>"50"</i><i>"100%"</i></p><p class="shares">{heads}</p></li>
            {views.iter().map(row).collect_view()}
        </ul>
        <p class="legend">{without.join("　")}</p>
        <details class="more"><summary>{t("全部数字")}</summary>{table(store, views)}</details>
    }
    .into_any();
    match picture(views) {
        Some(picture) => beside(picture, rows),
        None => view! { <div class="hd"><h2>{t("三类代表")}</h2></div>{rows} }.into_any(),
    }
}

/// All figures of the bodies beside each other.
fn table(store: Store, views: &[BodyView]) -> AnyView {
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
