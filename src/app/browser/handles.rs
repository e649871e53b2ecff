//! Folders of the File System Access API, which web-sys does not have yet: asked by name.

use super::drop::Dropped;
use js_sys::{Function, Promise, Reflect};
use std::collections::VecDeque;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// All files of a folder at any depth, with their paths from its name on, and the paths of what the browser did not open.
pub async fn inside(handle: Promise) -> Dropped {
    let mut found = Dropped::default();
    let Ok(root) = JsFuture::from(handle).await else {
        // Not even its name is known.
        found.closed.push(String::new());
        return found;
    };
    let mut queue = VecDeque::from([(name(&root), root)]);
    while let Some((path, handle)) = queue.pop_front() {
        if text(&handle, "kind") == "directory" {
            let iterator = call(&handle, "values");
            loop {
                match next(iterator.as_ref()).await {
                    Ok(Some(child)) => queue.push_back((format!("{path}/{}", name(&child)), child)),
                    Ok(None) => break,
                    Err(()) => {
                        found.closed.push(path);
                        break;
                    }
                }
            }
        } else {
            match awaited(call(&handle, "getFile")).await.and_then(|f| f.dyn_into().ok()) {
                Some(file) => found.files.push((path, file)),
                None => found.closed.push(path),
            }
        }
    }
    found
}

/// The next value of an asynchronous iterator; an error where it does not give it.
async fn next(iterator: Option<&JsValue>) -> Result<Option<JsValue>, ()> {
    let step = awaited(iterator.and_then(|iterator| call(iterator, "next"))).await.ok_or(())?;
    let done = Reflect::get(&step, &"done".into()).map_err(drop)?.is_truthy();
    if done { Ok(None) } else { Reflect::get(&step, &"value".into()).map(Some).map_err(drop) }
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
