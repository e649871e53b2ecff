//! Folders of the File System Access API, which web-sys does not have yet: asked by name.

use js_sys::{Function, Promise, Reflect};
use std::collections::VecDeque;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DataTransferItem, File};

/// The promise of an item's handle, where the browser gives handles.
pub fn from_item(item: &DataTransferItem) -> Option<Promise> {
    call(item, "getAsFileSystemHandle")?.dyn_into().ok()
}

/// All files of a folder at any depth, with their paths from its name on.
pub async fn inside(handle: Promise) -> Vec<(String, File)> {
    let mut files = Vec::new();
    let Ok(root) = JsFuture::from(handle).await else { return files };
    let mut queue = VecDeque::from([(name(&root), root)]);
    while let Some((path, handle)) = queue.pop_front() {
        if text(&handle, "kind") == "directory" {
            let Some(iterator) = call(&handle, "values") else { continue };
            while let Some(child) = next(&iterator).await {
                queue.push_back((format!("{path}/{}", name(&child)), child));
            }
        } else if let Some(file) = awaited(call(&handle, "getFile")).await.and_then(|f| f.dyn_into().ok()) {
            files.push((path, file));
        }
    }
    files
}

/// The next value of an asynchronous iterator.
async fn next(iterator: &JsValue) -> Option<JsValue> {
    let step = awaited(call(iterator, "next")).await?;
    let done = Reflect::get(&step, &"done".into()).ok()?.is_truthy();
    if done { None } else { Reflect::get(&step, &"value".into()).ok() }
}

async fn awaited(promise: Option<JsValue>) -> Option<JsValue> {
    JsFuture::from(promise?.dyn_into::<Promise>().ok()?).await.ok()
}

fn call(of: &JsValue, method: &str) -> Option<JsValue> {
    let function: Function = Reflect::get(of, &method.into()).ok()?.dyn_into().ok()?;
    function.call0(of).ok()
}

fn text(of: &JsValue, field: &str) -> String {
    Reflect::get(of, &field.into()).ok().and_then(|v| v.as_string()).unwrap_or_default()
}

fn name(of: &JsValue) -> String {
    text(of, "name")
}
