//! The period picker.

use super::desk;
use super::store::store;
use gelan::period::PeriodChoice;
use gelan::tally::Period;
use gelan::view::period::{PeriodPicker as Picker, day, picker};
use leptos::prelude::*;

/// Buttons for the classes of periods, a list of which one, or two days. A snapshot's period stands fixed.
#[component]
pub fn PeriodPicker() -> impl IntoView {
    let store = store();
    let span = move || store.figures.with(|f| f.as_ref().and_then(|f| f.span));
    move || {
        if store.snapshot().is_some() {
            return view! { <p class="period"><span id="period-now">{store.period.get().title()}</span></p> }
                .into_any();
        }
        let view = picker(store.period.get(), span());
        let choose = move |choice| desk::choose_period(store, choice);
        let classes = view
            .classes
            .iter()
            .map(|class| {
                let choice = class.choice;
                let pressed = if class.on { "true" } else { "false" };
                view! {
                    <button data-period=class.id aria-pressed=pressed on:click=move |_| choose(choice)>
                        {class.label.clone()}
                    </button>
                }
            })
            .collect_view();
        view! {
            <div class="period">
                <div id="period" class="pick" role="group" aria-label="统计期间">{classes}</div>
                {which(&view)}
                {free(&view)}
                <span id="period-now" class="hidden" aria-live="polite">{store.period.get().title()}</span>
            </div>
        }
        .into_any()
    }
}

fn which(view: &Picker) -> Option<AnyView> {
    let store = store();
    if view.which.is_empty() {
        return None;
    }
    let choices: Vec<PeriodChoice> = view.which.iter().map(|(choice, _)| *choice).collect();
    let selected = view.selected;
    let options = view
        .which
        .iter()
        .enumerate()
        .map(|(i, (_, title))| view! { <option value=i.to_string() selected=i == selected>{title.clone()}</option> })
        .collect_view();
    let change = move |event| {
        let chosen = event_target_value(&event).parse().ok().and_then(|i: usize| choices.get(i).copied());
        if let Some(choice) = chosen {
            desk::choose_period(store, choice);
        }
    };
    Some(view! { <select id="period-which" aria-label="哪一期" on:change=change>{options}</select> }.into_any())
}

fn free(view: &Picker) -> Option<AnyView> {
    let store = store();
    let period = view.free?;
    let change = move |from: Option<String>, to: Option<String>| {
        let from = from.map_or(Some(period.from), |t| day(&t));
        let to = to.map_or(Some(period.to), |t| day(&t));
        if let (Some(from), Some(to)) = (from, to) {
            let period = Period { from: from.min(to), to: from.max(to) };
            desk::choose_period(store, PeriodChoice::Free(period));
        }
    };
    Some(
        view! {
            <span class="days">
                <input type="date" id="period-from" aria-label="从" value=period.from.to_string()
                    on:change=move |e| change(Some(event_target_value(&e)), None)/>
                "至"
                <input type="date" id="period-to" aria-label="到" value=period.to.to_string()
                    on:change=move |e| change(None, Some(event_target_value(&e)))/>
            </span>
        }
        .into_any(),
    )
}
