//! A dialog: what is behind it is dimmed and out of reach, the focus goes in, stays and goes back, Esc closes it.

use crate::app::browser::dom;
use gelan::text::t;
use leptos::html;
use leptos::prelude::*;
use std::cell::RefCell;
use web_sys::HtmlElement;

thread_local! {
    /// What had the focus before a dialog took it.
    static OPENER: RefCell<Option<HtmlElement>> = const { RefCell::new(None) };
}

/// What a dialog is called and holds.
pub struct Dialog {
    /// Its id; its closing button's is this and `-close`.
    pub id: &'static str,
    /// `side` for a drawer; empty for one in the middle.
    pub class: &'static str,
    /// The value of `data-state`.
    pub state: Signal<&'static str>,
    /// What it is about, inside the heading.
    pub title: AnyView,
    /// What stands between heading and foot.
    pub content: AnyView,
    /// What stands in the foot, before 关闭.
    pub foot: AnyView,
}

/// Draws a dialog and opens it. `closed` comes once it is closed, and takes it out of the page.
pub fn dialog(of: Dialog, closed: impl Fn() + 'static) -> AnyView {
    let node = NodeRef::<html::Dialog>::new();
    let active = dom::active();
    if !active.as_ref().is_some_and(|e| dom::within(e, "dialog")) {
        OPENER.set(active);
    }
    Effect::new(move |_| {
        if let Some(dialog) = node.get() {
            // Refused only where it is open already.
            let _ = dialog.show_modal();
        }
    });
    let close = move || {
        if let Some(dialog) = node.get_untracked() {
            dialog.close();
        }
    };
    let after = move |_| {
        closed();
        let back = OPENER.take().filter(|e| e.is_connected()).or_else(|| dom::element("main"));
        if let Some(element) = back {
            let _ = element.focus();
        }
    };
    // The dimmed page belongs to the dialog's own element; what is in the dialog to its children.
    let beside = move |event: web_sys::MouseEvent| {
        let inside = event.target().is_none_or(|target| dom::within(&target, "dialog > *"));
        if !inside && of.class == "side" {
            event.prevent_default();
            close();
        }
    };
    let (id, state) = (of.id, of.state);
    view! {
        <dialog id=id class=of.class data-state=state aria-labelledby=format!("{id}-title") node_ref=node
            on:close=after on:mousedown=beside>
            <header>
                <h2 id=format!("{id}-title")>{of.title}</h2>
                <button class="x" aria-label=t("关闭") on:click=move |_| close()>"✕"</button>
            </header>
            <div class="inside">{of.content}</div>
            <footer>{of.foot}<span class="space"></span>
                <button id=format!("{id}-close") class="button" on:click=move |_| close()>{t("关闭")}</button></footer>
        </dialog>
    }
    .into_any()
}

/// A question before something is done that takes time to do again; `asked` says whether it is open, `what` is the
/// button that does it.
pub fn question(
    asked: RwSignal<bool>,
    id: &'static str,
    what: &'static str,
    text: impl Fn() -> String + Send + Sync + 'static,
    run: impl Fn() + Copy + Send + Sync + 'static,
) -> impl IntoView {
    move || {
        asked.get().then(|| {
            let yes = move |_| {
                asked.set(false);
                run();
                dom::focus("main");
            };
            let of = Dialog {
                id,
                class: "ask",
                state: Signal::stored("ready"),
                title: what.into_any(),
                content: view! { <p>{text()}</p> }.into_any(),
                foot:
                    view! { <button id=format!("{id}-yes") class="button main" on:click=yes>{what}</button> }
                        .into_any(),
            };
            dialog(of, move || asked.set(false))
        })
    }
}
