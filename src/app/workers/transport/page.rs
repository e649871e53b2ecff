//! The page's end of the line.

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen::prelude::*;
use web_sys::{ErrorEvent, MessageEvent};

use super::{Beside, Message, pack, words};

#[wasm_bindgen]
extern "C" {
    /// Given by the start script of the page: a worker that already has the compiled module.
    #[wasm_bindgen(catch, js_name = gelanWorker)]
    fn gelan_worker() -> Result<web_sys::Worker, JsValue>;
}

/// A running worker; dropping it ends its thread.
pub struct Worker {
    js: web_sys::Worker,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(ErrorEvent)>,
    _on_unreadable: Closure<dyn FnMut(MessageEvent)>,
}

impl Worker {
    /// Starts a worker. `on_bytes` gets each of its answers; `on_gone` is called at most once, with the
    /// reason, when the worker has panicked or could not start: drop it then.
    ///
    /// # Errors
    /// The browser's words when it refuses a worker.
    pub fn start(
        mut on_bytes: impl FnMut(Vec<u8>, Beside) + 'static,
        on_gone: impl FnOnce(String) + 'static,
    ) -> Result<Worker, String> {
        let js = gelan_worker().map_err(|error| words(&error))?;
        // A panic arrives twice: from the panic hook and, once it has trapped, as an error event.
        let on_gone = Rc::new(Cell::new(Some(on_gone)));
        let gone = {
            let on_gone = Rc::clone(&on_gone);
            move |reason: String| {
                if let Some(on_gone) = on_gone.take() {
                    on_gone(reason);
                }
            }
        };
        let (lost, unreadable) = (gone.clone(), gone.clone());
        let on_message = Closure::new(move |event: MessageEvent| match Message::read(&event.data()) {
            Message::Bytes(bytes, beside) => on_bytes(bytes, beside),
            Message::Panic(reason) => lost(reason),
            Message::Foreign => {}
        });
        let on_error = Closure::new(move |event: ErrorEvent| {
            event.prevent_default();
            gone(event.message());
        });
        // An answer for which the browser has no memory.
        let on_unreadable =
            Closure::new(move |_: MessageEvent| unreadable("an answer cannot be read".to_owned()));
        js.set_onmessageerror(Some(on_unreadable.as_ref().unchecked_ref()));
        js.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        js.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        Ok(Worker { js, _on_message: on_message, _on_error: on_error, _on_unreadable: on_unreadable })
    }

    /// Posts bytes and what travels beside them.
    ///
    /// # Errors
    /// The browser's words when it cannot hand them over.
    pub fn post(&self, bytes: &[u8], beside: Beside) -> Result<(), String> {
        pack(bytes, beside)
            .and_then(|(message, transfer)| self.js.post_message_with_transfer(&message, &transfer))
            .map_err(|error| words(&error))
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.js.set_onmessage(None);
        self.js.set_onerror(None);
        self.js.set_onmessageerror(None);
        self.js.terminate();
    }
}
