//! The period picker.

use crate::app::store::{Store, store};
use crate::app::workers::coordinator;
use gelan::model::period::{Period, PeriodChoice, day};
use gelan::text::t;
use gelan::view::parts::period::{CLASSES, PeriodClass, PeriodPicker as Picker, picker};
use leptos::prelude::*;

/// Buttons for the classes of periods, a list of which one, or two days. A snapshot's period cannot be changed.
#[component]
pub fn PeriodPicker() -> impl IntoView {
    let store = store();
    let view = Memo::new(move |_| {
        let span = store.view(|f| f.span).flatten();
        picker(store.period.get(), span)
    });
    let fixed = Memo::new(move |_| store.snapshot().is_some());
    let now = move || store.period.get().title();
    move || {
        if fixed.get() {
            return view! { <p class="period"><span id="period-now">{now}</span></p> }.into_any();
        }
        let classes = CLASSES.into_iter().map(|id| class(store, view, id)).collect_view();
        view! {
            <div class="period" class:free=move || view.with(|v| v.free.is_some())>
                <div id="period" class="pick" role="group" aria-label=t("统计期间")>{classes}</div>
                {class_list(store, view)}
                {which(store, view)}
                {free(store, view)}
                <span id="period-now" class="hidden" aria-live="polite">{now}</span>
            </div>
        }
        .into_any()
    }
}

fn class(store: Store, view: Memo<Picker>, id: &'static str) -> AnyView {
    let on = move || view.with(|v| v.classes.iter().any(|c| c.id == id && c.on)).to_string();
    let label = move || view.with(|v| v.classes.iter().find(|c| c.id == id).map(|c| c.label.clone()));
    let absent = move || view.with(|v| v.classes.iter().all(|c| c.id != id));
    let choose = move |_| {
        let choice = view.with_untracked(|v| v.classes.iter().find(|c| c.id == id).map(|c| c.choice));
        if let Some(choice) = choice {
            coordinator::choose_period(store, choice);
        }
    };
    view! { <button data-period=id aria-pressed=on class:gone=absent on:click=choose>{label}</button> }
        .into_any()
}

/// The classes as a list, where there is no room for the buttons.
fn class_list(store: Store, view: Memo<Picker>) -> impl IntoView {
    let options = move || {
        let option = |class: &PeriodClass| {
            let id = class.id;
            let on = move || view.with(|v| v.classes.iter().any(|c| c.id == id && c.on));
            view! { <option value=id selected=on>{class.label.clone()}</option> }
        };
        view.with(|v| v.classes.iter().map(option).collect_view())
    };
    let choose = move |event| {
        let id = event_target_value(&event);
        let choice = view.with_untracked(|v| v.classes.iter().find(|c| c.id == id).map(|c| c.choice));
        if let Some(choice) = choice {
            coordinator::choose_period(store, choice);
        }
    };
    view! { <select id="period-class" aria-label=t("统计期间") on:change=choose>{options}</select> }
}

fn which(store: Store, view: Memo<Picker>) -> impl Fn() -> Option<AnyView> {
    let options = Memo::new(move |_| view.with(|v| v.which.clone()));
    let some = Memo::new(move |_| view.with(|v| !v.which.is_empty()));
    let change = move |event| {
        let place: Option<usize> = event_target_value(&event).parse().ok();
        let chosen: Option<PeriodChoice> =
            options.with_untracked(|o| place.and_then(|i| o.get(i).map(|(choice, _)| *choice)));
        if let Some(choice) = chosen {
            coordinator::choose_period(store, choice);
        }
    };
    let list = move || {
        options.with(|o| {
            o.iter()
                .enumerate()
                .map(|(i, (_, title))| {
                    let selected = move || view.with(|v| v.selected == i);
                    view! { <option value=i.to_string() selected=selected>{title.clone()}</option> }
                })
                .collect_view()
        })
    };
    move || {
        some.get().then(|| {
            view! { <select id="period-which" aria-label=t("哪一期") on:change=change>{list}</select> }
                .into_any()
        })
    }
}

fn free(store: Store, view: Memo<Picker>) -> impl Fn() -> Option<AnyView> {
    let some = Memo::new(move |_| view.with(|v| v.free.is_some()));
    let period = move || view.with(|v| v.free);
    let change = move |from: Option<String>, to: Option<String>| {
        let Some(period) = view.with_untracked(|v| v.free) else { return };
        let from = from.map_or(Some(period.from), |t| day(&t));
        let to = to.map_or(Some(period.to), |t| day(&t));
        if let (Some(from), Some(to)) = (from, to) {
            let period = Period { from: from.min(to), to: from.max(to) };
            coordinator::choose_period(store, PeriodChoice::Free(period));
        }
    };
    let first = move || period().map(|p| p.from.to_string());
    let last = move || period().map(|p| p.to.to_string());
    move || {
        some.get().then(|| {
            view! {
                <span class="days">
                    <input type="date" id="period-from" aria-label=t("从") prop:value=first
                        on:change=move |e| change(Some(event_target_value(&e)), None)/>
                    {t("至")}
                    <input type="date" id="period-to" aria-label=t("到") prop:value=last
                        on:change=move |e| change(None, Some(event_target_value(&e)))/>
                </span>
            }
            .into_any()
        })
    }
}
