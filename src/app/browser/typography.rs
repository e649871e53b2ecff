//! Keeps numbers and what they count on one line, wherever the page writes them.
//!
//! Sentences come from tables of texts, from figures and from files, and a browser breaks them at any space. What a person
//! typed, and what is quoted from files, stays as it is; tables and drawings break no lines.

use gelan::text::format::unbroken;
use js_sys::Array;
use leptos::prelude::document;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, MutationObserver, MutationObserverInit, MutationRecord, Node};

const LEFT_ALONE: &str = "table, svg, select, textarea, style, q, [data-quotes], #draft";

/// Keeps them from now on.
pub fn keep_units() {
    let Some(body) = document().body() else { return };
    let changed = Closure::<dyn FnMut(Array)>::new(|records: Array| {
        for record in records.iter().filter_map(|record| record.dyn_into::<MutationRecord>().ok()) {
            let Some(target) = record.target() else { continue };
            let of = target.dyn_ref::<Element>().cloned().or_else(|| target.parent_element());
            if of.is_none_or(|of| of.closest(LEFT_ALONE).ok().flatten().is_some()) {
                continue;
            }
            if record.type_() == "characterData" {
                keep(&target);
            }
            let added = record.added_nodes();
            (0..added.length()).filter_map(|i| added.item(i)).for_each(|node| keep(&node));
        }
    });
    if let Ok(observer) = MutationObserver::new(changed.as_ref().unchecked_ref()) {
        let wanted = MutationObserverInit::new();
        wanted.set_child_list(true);
        wanted.set_character_data(true);
        wanted.set_subtree(true);
        let _ = observer.observe_with_options(&body, &wanted);
        changed.forget();
    }
}

/// Keeps those in a node and below it.
fn keep(node: &Node) {
    if node.node_type() == Node::TEXT_NODE {
        if let Some(kept) = node.node_value().as_deref().and_then(unbroken) {
            node.set_node_value(Some(&kept));
        }
        return;
    }
    let alone = |element: &Element| element.matches(LEFT_ALONE).unwrap_or(true);
    if node.dyn_ref::<Element>().is_some_and(alone) {
        return;
    }
    let mut next = node.first_child();
    while let Some(child) = next {
        keep(&child);
        next = child.next_sibling();
    }
}
