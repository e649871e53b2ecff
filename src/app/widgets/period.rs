//! The period picker.

use crate::app::store::{Store, store};
use crate::app::workers::coordinator;
use gelan::model::period::{Period, PeriodChoice, day};
use gelan::text::t;
use gelan::view::parts::period::{PeriodClass, PeriodPicker as Picker, picker};
use leptos::prelude::*;

/// Buttons for the classes of periods, a menu of all periods, and two days. A snapshot's period cannot be changed.
#[component]
pub fn PeriodPicker() -> impl IntoView {
    let store = store();
    let view = Memo::new(move |_| {
        let (span, end) = store.view(|f| (f.span, f.settings.month_end)).unwrap_or_default();
        picker(store.period.get(), span, end)
    });
    let fixed = Memo::new(move |_| store.snapshot().is_some());
    let now = move || store.period.get().title();
    move || {
        if fixed.get() {
            return view! { <p class="period"><span id="period-now">{now}</span></p> }.into_any();
        }
        view! {
            <div class="period" class:free=move || view.with(|v| v.free.is_some())>
                {move || view.with(|v| buttons(store, v))}
                {move || view.with(|v| menu(store, v))}
                {free(store, view)}
                <span id="period-now" class="hidden" aria-live="polite">{now}</span>
            </div>
        }
        .into_any()
    }
}

fn buttons(store: Store, view: &Picker) -> AnyView {
    let button = |class: &PeriodClass| {
        let choice = class.choice;
        let choose = move |_| coordinator::choose_period(store, choice);
        view! { <button data-period=class.id aria-pressed=class.on.to_string() on:click=choose>{class.label}</button> }
            .into_any()
    };
    let buttons: Vec<AnyView> = view.classes.iter().map(button).collect();
    view! { <div id="period" class="pick" role="group" aria-label=t("统计期间")>{buttons}</div> }.into_any()
}

/// Every period that the data has, by class; all dates first.
fn menu(store: Store, view: &Picker) -> AnyView {
    let now = store.period.get_untracked();
    let option = |choice: PeriodChoice, title: String| {
        view! { <option value=choice.id() prop:selected=choice == now>{title}</option> }.into_any()
    };
    let group = |class: &PeriodClass| {
        let options: Vec<AnyView> = class.which.iter().map(|(c, title)| option(*c, title.clone())).collect();
        view! { <optgroup label=class.label>{options}</optgroup> }.into_any()
    };
    let choose = move |event| {
        if let Some(choice) = PeriodChoice::from_id(&event_target_value(&event)) {
            coordinator::choose_period(store, choice);
        }
    };
    let groups: Vec<AnyView> = view.classes.iter().map(group).collect();
    view! {
        <select id="period-which" aria-label=t("统计期间") on:change=choose>
            {option(PeriodChoice::All, PeriodChoice::All.title())}{groups}
        </select>
    }
    .into_any()
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
