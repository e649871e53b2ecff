//! The page: mounts the app, or serves as the worker.

#[cfg(target_arch = "wasm32")]
mod app;
#[cfg(target_arch = "wasm32")]
mod service;
#[cfg(target_arch = "wasm32")]
mod worker;

#[cfg(target_arch = "wasm32")]
fn main() {
    // A worker runs the same program and has no window; its start script calls `serve`.
    if web_sys::window().is_some() {
        app::mount();
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}

/// Called by the start script of a worker with the messages that came before.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn serve(early: &js_sys::Array) {
    worker::serve(early, service::service());
}
