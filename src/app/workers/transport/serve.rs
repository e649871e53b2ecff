//! The worker's end of the line.

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

use super::{Beside, Message, PANIC, pack, words};

/// The way back to the page; cheap to clone into whatever answers later.
#[derive(Clone)]
pub struct Port(DedicatedWorkerGlobalScope);

impl Port {
    /// Posts an answer.
    ///
    /// # Errors
    /// The browser's words when it has no room for the bytes.
    pub fn post(&self, bytes: &[u8], beside: Beside) -> Result<(), String> {
        pack(bytes, beside)
            .and_then(|(message, transfer)| self.0.post_message_with_transfer(&message, &transfer))
            .map_err(|error| words(&error))
    }

    /// Says that this worker is lost.
    pub fn panic(&self, text: &str) {
        let message = Object::new();
        if Reflect::set(&message, &PANIC.into(), &text.into()).is_ok() {
            // There is nobody left to tell if this fails; the trap that follows reaches the page by itself.
            let _ = self.0.post_message(&message);
        }
    }
}

/// Answers messages for as long as the worker lives. `early` holds the message events that came before;
/// they are handled first. A panic is posted to the page before it ends this instance.
///
/// Does nothing outside a worker.
pub fn serve(early: &Array, mut handle: impl FnMut(&Port, Vec<u8>, Beside) + 'static) {
    let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else {
        return;
    };
    let port = Port(scope);
    let last_words = port.clone();
    std::panic::set_hook(Box::new(move |info| last_words.panic(&info.to_string())));
    let scope = port.0.clone();
    let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        if let Message::Bytes(bytes, beside) = Message::read(&event.data()) {
            handle(&port, bytes, beside);
        }
    });
    let listener = on_message.into_js_value();
    // Those that waited are dispatched again: before this returns, so still ahead of any newer one.
    scope.set_onmessage(Some(listener.unchecked_ref()));
    let listener: &js_sys::Function = listener.unchecked_ref();
    for event in early.iter() {
        if let Err(error) = listener.call1(&JsValue::NULL, &event) {
            wasm_bindgen::throw_val(error);
        }
    }
}
