//! The line between the page and its workers: bytes, and a file or a payload beside them.
//!
//! The page calls [`Worker::start`] and posts; the worker, which runs the same wasm, calls [`serve`] and
//! answers through the [`Port`] it is given. The bytes are the caller's own.
//! A message is `{bytes: ArrayBuffer, file?: File, load?: ArrayBuffer}` with the buffers transferred, not copied a
//! second time. The page hands a [`Payload`] on without opening it: the records of a large file would keep it from
//! answering while they are copied.
//! Messages arrive in the order in which they were posted, also those posted before the worker has started.
//!
//! A worker that panics, traps or cannot start says `{panic: text}` once and is lost: `on_gone` gets the
//! text, and the owner of the [`Worker`] drops it and starts another. Dropping one ends its thread at
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

/// Bytes in the browser's own memory.
pub struct Payload(ArrayBuffer);

impl Payload {
    /// A copy of `bytes` in the browser's memory.
    pub fn from_bytes(bytes: &[u8]) -> Self {
        Self(Uint8Array::from(bytes).buffer())
    }

    /// A copy of it in this program's memory.
    pub fn to_bytes(&self) -> Vec<u8> {
        Uint8Array::new(&self.0).to_vec()
    }
}

/// What travels beside the bytes of a message.
pub enum Beside {
    /// Nothing.
    Nothing,
    /// A file, which the worker may read in slices.
    File(File),
    /// Bytes that only the receiver opens.
    Payload(Payload),
}

/// What came over the line.
enum Message {
    Bytes(Vec<u8>, Beside),
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
        let Ok(buffer) = field(BYTES).dyn_into::<ArrayBuffer>() else { return Message::Foreign };
        let beside = match (field(FILE).dyn_into(), field(LOAD).dyn_into()) {
            (Ok(file), _) => Beside::File(file),
            (_, Ok(load)) => Beside::Payload(Payload(load)),
            _ => Beside::Nothing,
        };
        Message::Bytes(Uint8Array::new(&buffer).to_vec(), beside)
    }
}

/// The message for `bytes`, and the list of what is transferred with it.
fn pack(bytes: &[u8], beside: Beside) -> Result<(Object, Array), JsValue> {
    let buffer = Uint8Array::from(bytes).buffer();
    let message = Object::new();
    Reflect::set(&message, &BYTES.into(), &buffer)?;
    let transfer = Array::of1(&buffer);
    match beside {
        Beside::Nothing => {}
        Beside::File(file) => _ = Reflect::set(&message, &FILE.into(), &file)?,
        Beside::Payload(Payload(load)) => {
            Reflect::set(&message, &LOAD.into(), &load)?;
            transfer.push(&load);
        }
    }
    Ok((message, transfer))
}

/// The words of a JavaScript error.
fn words(error: &JsValue) -> String {
    let message = Reflect::get(error, &"message".into()).ok().and_then(|text| text.as_string());
    message.unwrap_or_else(|| format!("{error:?}"))
}
