//! A snapshot's QR code held before the camera, where the browser has one: stills go to the reader of dropped pictures.

use crate::app::share::{qr, transfer};
use crate::app::store::{Store, store};
use gelan::snapshot::carrier;
use gelan::text::t;
use js_sys::{Function, Object, Promise, Reflect};
use leptos::html::Video;
use leptos::prelude::*;
use std::time::Duration;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::HtmlElement;

/// Between one still and the next.
const PAUSE: Duration = Duration::from_millis(300);

/// The browser's way to a camera; absent where the page came over plain http, and in some browsers inside chat programs.
fn devices() -> Option<JsValue> {
    let devices = Reflect::get(&window().navigator(), &"mediaDevices".into()).ok()?;
    let asks = Reflect::get(&devices, &"getUserMedia".into()).ok()?;
    asks.is_function().then_some(devices)
}

/// The camera at the back of a phone, where there are two.
async fn stream() -> Result<JsValue, JsValue> {
    let devices = devices().ok_or(JsValue::NULL)?;
    let (wanted, video) = (Object::new(), Object::new());
    for (name, value) in
        [("facingMode", "environment".into()), ("width", 1920.into()), ("height", 1080.into())]
    {
        let ideal = Object::new();
        Reflect::set(&ideal, &"ideal".into(), &value)?;
        Reflect::set(&video, &name.into(), &ideal)?;
    }
    Reflect::set(&wanted, &"video".into(), &video)?;
    let ask: Function = Reflect::get(&devices, &"getUserMedia".into())?.dyn_into()?;
    JsFuture::from(ask.call1(&devices, &wanted)?.dyn_into::<Promise>()?).await
}

/// Switches the camera off.
fn stop(stream: &JsValue) {
    let call = |of: &JsValue, name: &str| -> Option<JsValue> {
        Reflect::get(of, &name.into()).ok()?.dyn_into::<Function>().ok()?.call0(of).ok()
    };
    if let Some(tracks) = call(stream, "getTracks") {
        js_sys::Array::from(&tracks).iter().for_each(|track| drop(call(&track, "stop")));
    }
}

/// The button, and what the camera sees while it is on.
#[component]
pub fn Camera() -> impl IntoView {
    let store = store();
    let on = RwSignal::new(false);
    let video = NodeRef::<Video>::new();
    let toggle = move |_| {
        if on.get_untracked() {
            on.set(false);
        } else {
            on.set(true);
            spawn_local(watch(store, on, video));
        }
    };
    on_cleanup(move || _ = on.try_set(false));
    let name = move || if on.get() { t("关闭摄像头") } else { t("用摄像头扫二维码") };
    devices().is_some().then(|| {
        view! {
            <button id="scan" class="button" type="button" aria-pressed=move || on.get().to_string() on:click=toggle>{name}</button>
            <video node_ref=video id="camera" class="camera" class:gone=move || !on.get() muted playsinline
                aria-label=t("摄像头的画面：把快照的二维码放进来")></video>
        }
    })
}

/// Looks until a snapshot is seen, or nobody wants it any more.
async fn watch(store: Store, on: RwSignal<bool>, video: NodeRef<Video>) {
    let wanted = move || on.try_get_untracked() == Some(true);
    let Ok(stream) = stream().await else {
        if wanted() {
            on.set(false);
            store.tell(
                t("浏览器没有给摄像头：可能没有允许，或没有摄像头；可以拍下二维码，把图片放进来"),
                true,
            );
        }
        return;
    };
    let Some(element) = video.try_get_untracked().flatten().filter(|_| wanted()) else {
        return stop(&stream);
    };
    let shown: &HtmlElement = element.unchecked_ref();
    let _ = Reflect::set(shown, &"srcObject".into(), &stream);
    if let Ok(played) = element.play() {
        let _ = JsFuture::from(played).await;
    }
    while wanted() {
        let texts = qr::in_still(&element).await;
        if let Some(text) = texts.iter().find_map(|text| carrier::find(text).ok()).filter(|_| wanted()) {
            on.set(false);
            stop(&stream);
            transfer::paste(store, &text);
            return;
        }
        let pause = Promise::new(&mut |done, _| {
            set_timeout(move || drop(done.call0(&JsValue::NULL)), PAUSE);
        });
        let _ = JsFuture::from(pause).await;
    }
    let _ = Reflect::set(shown, &"srcObject".into(), &JsValue::NULL);
    stop(&stream);
}
