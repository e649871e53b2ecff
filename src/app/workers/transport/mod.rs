//! The line between the page and its workers: bytes, and a file at most.
//!
//! The page calls [`Worker::start`] and posts; the worker, which runs the same wasm, calls [`serve`] and
//! answers through the [`Port`] it is given. What the bytes mean is the caller's: two enums, encoded.
//! A message is `{bytes: ArrayBuffer, file?: File, load?: ArrayBuffer}` with the buffers transferred, not copied a
//! second time. A [`Load`] is handed on unopened by whoever does not need what it holds: the records of a large file
//! would keep the page from answering while they are copied.
//! Messages arrive in the order in which they were posted, also those posted before the worker has started.
//!
//! A worker that panics, traps or cannot start says `{panic: text}` once and is lost: `on_gone` gets the
//! text, and whoever holds the [`Worker`] drops it and starts another. Dropping one ends its thread at
//! once, also in the middle of a reading.

mod page;
mod serve;

pub use page::Worker;
pub use serve::{Port, serve};

use js_sys::{Array, ArrayBuffer, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::File;

const BYTES: &str = "bytes";
const FILE: &str = "file";
const LOAD: &str = "load";
const PANIC: &str = "panic";

/// Bytes in the browser's own memory, beside a message.
pub struct Load(ArrayBuffer);

impl Load {
    /// A copy of these.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Uint8Array::from(bytes).buffer())
    }

    /// A copy of them in this program's memory.
    pub fn to_bytes(&self) -> Vec<u8> {
        Uint8Array::new(&self.0).to_vec()
    }
}

/// What came over the line.
enum Message {
    Bytes(Vec<u8>, Option<File>, Option<Load>),
    Panic(String),
    /// Nothing of ours, for instance from an extension of the browser.
    Foreign,
}

impl Message {
    fn read(data: &JsValue) -> Message {
        let field = |name: &str| Reflect::get(data, &name.into()).unwrap_or_default();
        if let Some(text) = field(PANIC).as_string() {
            return Message::Panic(text);
        }
        match field(BYTES).dyn_into::<ArrayBuffer>() {
            Ok(buffer) => Message::Bytes(
                Uint8Array::new(&buffer).to_vec(),
                field(FILE).dyn_into().ok(),
                field(LOAD).dyn_into().ok().map(Load),
            ),
            Err(_) => Message::Foreign,
        }
    }
}

/// The message for `bytes`, and the list of what is transferred with it.
fn pack(bytes: &[u8], file: Option<&File>, load: Option<Load>) -> Result<(Object, Array), JsValue> {
    let buffer = Uint8Array::from(bytes).buffer();
    let message = Object::new();
    Reflect::set(&message, &BYTES.into(), &buffer)?;
    if let Some(file) = file {
        Reflect::set(&message, &FILE.into(), file)?;
    }
    let transfer = Array::of1(&buffer);
    if let Some(Load(load)) = load {
        Reflect::set(&message, &LOAD.into(), &load)?;
        transfer.push(&load);
    }
    Ok((message, transfer))
}

/// A JavaScript error in words.
fn words(error: &JsValue) -> String {
    let message = Reflect::get(error, &"message".into()).ok().and_then(|text| text.as_string());
    message.unwrap_or_else(|| format!("{error:?}"))
}
