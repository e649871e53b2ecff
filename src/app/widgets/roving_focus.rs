//! The focus among elements of which one at a time can be reached by Tab.

use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// Moves the focus among the elements of `selector` inside `root`, in their order, as `key` says; from outside of them to
/// the first, or with End and the up arrow to the last. `wraps` joins the last to the first. Returns whether the focus
/// moved.
pub fn roving_focus(root: &Element, selector: &str, key: &str, wraps: bool) -> bool {
    let Ok(stops) = root.query_selector_all(selector) else { return false };
    let Some(last) = stops.length().checked_sub(1) else { return false };
    let active = document().active_element();
    let here = (0..=last).find(|i| stops.get(*i).and_then(|stop| stop.dyn_into().ok()) == active);
    let to = match (key, here) {
        ("Home", _) | ("Enter" | "ArrowRight" | "ArrowDown", None) => 0,
        ("End", _) | ("ArrowUp", None) => last,
        ("ArrowRight" | "ArrowDown", Some(at)) if at < last => at + 1,
        ("ArrowRight" | "ArrowDown", Some(_)) if wraps => 0,
        ("ArrowLeft" | "ArrowUp", Some(at)) if at > 0 => at - 1,
        ("ArrowLeft" | "ArrowUp", Some(_)) if wraps => last,
        _ => return false,
    };
    // An SVG element has a focus of its own, which this type gives too.
    stops.get(to).is_some_and(|stop| stop.unchecked_into::<HtmlElement>().focus().is_ok())
}
