//! Rows that open to show more.

use leptos::ev::MouseEvent;
use leptos::prelude::*;

/// Whether `item` is among the `open` ones, and what opens or closes it when its row is pressed.
pub fn disclosure<T: Copy + PartialEq + Send + Sync + 'static>(
    open: RwSignal<Vec<T>>,
    item: T,
) -> (impl Fn() -> bool + Copy, impl Fn(MouseEvent) + Copy) {
    let is_open = move || open.with(|all| all.contains(&item));
    let toggle = move |_| {
        open.update(
            |all| if all.contains(&item) { all.retain(|other| *other != item) } else { all.push(item) },
        );
    };
    (is_open, toggle)
}
