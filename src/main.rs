//! The page: mounts the app, or serves as the worker.

#[cfg(target_arch = "wasm32")]
mod app;

#[cfg(target_arch = "wasm32")]
fn main() {
    // A worker runs the same program and has no window; its start script calls `serve`.
    if web_sys::window().is_some() {
        // The start script tells the person; this is for whoever is asked to help.
        std::panic::set_hook(Box::new(|info| web_sys::console::error_1(&info.to_string().into())));
        app::mount();
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}

/// Called by the start script of a worker with the messages that came before.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn serve(early: &js_sys::Array) {
    app::workers::transport::serve(early, app::workers::service::service());
}
