//! The page: mounts the app, or serves as the worker.

#[cfg(target_arch = "wasm32")]
mod worker;

#[cfg(target_arch = "wasm32")]
fn main() {
    // A worker starts the same program; its start script calls `serve`.
    let Some(document) = web_sys::window().and_then(|window| window.document()) else {
        return;
    };
    // The start script tells the person; this is for whoever is asked to help.
    std::panic::set_hook(Box::new(|info| web_sys::console::error_1(&info.to_string().into())));
    page::mount(&document);
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}

/// Called by the start script of a worker with the messages that came before.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn serve(early: &js_sys::Array) {
    worker::serve(early, echo);
}

// A stand-in until the page has something to ask.
#[cfg(target_arch = "wasm32")]
#[allow(clippy::panic)]
fn echo(port: &worker::Port, bytes: Vec<u8>, _: Option<web_sys::File>) {
    if bytes == b"panic" {
        panic!("asked to");
    }
    let _ = port.post(&bytes);
}

#[cfg(target_arch = "wasm32")]
mod page {
    use leptos::prelude::*;
    use wasm_bindgen::JsCast;
    use web_sys::{Document, HtmlElement};

    use crate::worker::Worker;

    pub fn mount(document: &Document) {
        let Some(root) = document.document_element() else { return };
        let Some(app) = document.get_element_by_id("app").and_then(|app| app.dyn_into::<HtmlElement>().ok())
        else {
            return;
        };
        if let Some(start) = document.get_element_by_id("start") {
            start.remove();
        }
        mount_to(app, || view! { <main><h1>"格览"</h1></main> }).forget();
        let _ = root.set_attribute("data-state", "empty");
        echo(root);
    }

    fn echo(root: web_sys::Element) {
        let (on_bytes, on_gone) = (root.clone(), root);
        let started = Worker::start(
            move |bytes| {
                let _ = on_bytes.set_attribute("data-echo", &String::from_utf8_lossy(&bytes));
            },
            move |reason| {
                let _ = on_gone.set_attribute("data-gone", &reason);
            },
        );
        if let Ok(worker) = started {
            let _ = worker.post(b"one", None);
            let _ = worker.post(b"two", None);
            let _ = worker.post(b"panic", None);
            std::mem::forget(worker);
        }
    }
}
