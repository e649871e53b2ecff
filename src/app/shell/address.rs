//! The address: its hash has page, place, period and village, so that the browser's back button and a reload keep
//! them.
//!
//! Links name a page only; following one keeps period and village. The entry that it made is then written out in
//! full and marked, by its state, as saying all.

use crate::app::browser::dom;
use crate::app::share::transfer;
use crate::app::store::{Origin, Stage, Store};
use crate::app::workers::{coordinator, sample};
use gelan::model::period::PeriodChoice;
use gelan::view::pages::Page;
use gelan::view::route::{Address, Route};
use leptos::prelude::*;
use wasm_bindgen::JsValue;

/// Follows the hash.
pub fn follow(store: Store) {
    dom::see_hash();
    match Address::parse(&dom::current_hash()) {
        Address::Sample(spot) => {
            if store.origin.get_untracked() == Origin::Sample && store.stage.get_untracked() != Stage::Empty {
                show(store, spot);
            } else {
                sample::load(store);
                coordinator::want(spot);
            }
        }
        Address::Snapshot(text, spot) if store.snapshot().as_deref() == Some(&text) => {
            choose_village(store, spot.village.clone());
            store.show(spot);
        }
        Address::Snapshot(text, spot) => transfer::open(store, &text, spot, || {}),
        Address::Page(spot) => {
            if store.snapshot().is_some() {
                coordinator::clear(store);
            }
            show(store, spot);
        }
    }
}

fn show(store: Store, spot: Route) {
    if store.figures.with_untracked(Option::is_none) {
        if spot.period.is_some() || spot.village.is_some() {
            // After a drop the overview comes first, whatever page the address named.
            coordinator::want(Route { page: Page::Overview, place: None, ..spot.clone() });
        }
    } else {
        if let Some(period) = spot.period.filter(|p| *p != store.period.get_untracked()) {
            coordinator::choose_period(store, period);
        }
        choose_village(store, spot.village.clone());
    }
    let moved = store.page.get_untracked() != spot.page || store.place.get_untracked() != spot.place;
    // A link leads to the top of its page; on the way back the browser knows where one was.
    if moved && !says_all() {
        window().scroll_to_with_x_and_y(0.0, 0.0);
    }
    store.show(spot);
}

/// Filters by a village that there is. An address that says all and names none means all villages.
fn choose_village(store: Store, wanted: Option<String>) {
    let wanted = match wanted {
        Some(village) => village,
        None if says_all() => String::new(),
        None => return,
    };
    let known = store.figures.with_untracked(|f| {
        f.as_ref().is_some_and(|f| wanted.is_empty() || f.villages.iter().any(|v| v.name == wanted))
    });
    if known && store.village.with_untracked(|v| *v != wanted) {
        store.village.set(wanted);
    }
}

/// Whether the entry of the history was written by [`keep`].
fn says_all() -> bool {
    window().history().and_then(|h| h.state()).is_ok_and(|state| state.as_bool() == Some(true))
}

/// What the address should say; `None` while nothing is loaded.
fn wanted(store: Store) -> Option<Address> {
    if store.figures.with(Option::is_none) {
        return None;
    }
    let village = store.village.get();
    let spot = |period: Option<PeriodChoice>| Route {
        page: store.page.get(),
        place: store.place.get().filter(|_| store.page.get() == Page::Place),
        period,
        village: Some(village.clone()).filter(|v| !v.is_empty()),
    };
    Some(match store.origin.get() {
        Origin::Files => Address::Page(spot(Some(store.period.get()))),
        Origin::Sample => Address::Sample(spot(Some(store.period.get()))),
        Origin::Snapshot(text, _) => Address::Snapshot(text.to_string(), spot(None)),
    })
}

/// Keeps the address in step: a new entry where the person chose a period or a village, else the entry that is there.
pub fn keep(store: Store) {
    Effect::new(move |before: Option<Option<(PeriodChoice, String)>>| {
        let route = wanted(store)?;
        let now = (store.period.get(), store.village.get());
        // Where a link was pressed while figures came, the press would be lost.
        if !dom::is_hash_seen() {
            return before.flatten();
        }
        let current = Address::parse(&dom::current_hash());
        let history = window().history().ok()?;
        let said = says_all();
        if current == route && said {
            return Some(now);
        }
        let hash = if current == route { dom::current_hash() } else { route.hash() };
        let step = before.flatten().is_some_and(|b| b != now) && said;
        let _ = if step {
            history.push_state_with_url(&JsValue::TRUE, "", Some(&hash))
        } else {
            history.replace_state_with_url(&JsValue::TRUE, "", Some(&hash))
        };
        dom::see_hash();
        Some(now)
    });
}
