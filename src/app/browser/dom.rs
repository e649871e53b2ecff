//! What the page asks of the browser.

use gelan::model::cell::{Day, from_milliseconds};
use gelan::session::look::{Limit, too_large};
use gelan::text::t;
use gelan::view::pages::Page;
use gelan::view::route::hash;
use js_sys::{Array, Promise, Uint8Array};
use leptos::html::Div;
use leptos::prelude::*;
use std::cell::RefCell;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, CanvasRenderingContext2d, File, HtmlAnchorElement, HtmlCanvasElement, HtmlElement,
    HtmlImageElement, IntersectionObserver, IntersectionObserverEntry, Url,
};

/// Saves text as a file, in UTF-8.
pub fn download(name: &str, text: &str) {
    // Nothing to do where a browser refuses: it says so itself.
    let _ = Blob::new_with_str_sequence(&Array::of1(&text.into())).and_then(|blob| save(name, &blob));
}

/// Saves bytes as a file.
pub fn download_bytes(name: &str, bytes: &[u8]) {
    let parts = Array::of1(&Uint8Array::from(bytes));
    let _ = Blob::new_with_u8_array_sequence(&parts).and_then(|blob| save(name, &blob));
}

/// Saves a blob as a file.
pub fn download_blob(name: &str, blob: &Blob) {
    let _ = save(name, blob);
}

/// Returns an SVG file as PNG, `scale` times as large; `None` if the browser cannot.
pub async fn png(svg: &str, scale: f64) -> Option<Blob> {
    let image = HtmlImageElement::new().ok()?;
    let loaded = Promise::new(&mut |done, failed| {
        image.set_onload(Some(&done));
        image.set_onerror(Some(&failed));
    });
    // As data: on file:// an address of a blob would make the canvas unreadable.
    image.set_src(&format!("data:image/svg+xml;charset=utf-8,{}", js_sys::encode_uri_component(svg)));
    JsFuture::from(loaded).await.ok()?;
    let canvas: HtmlCanvasElement = document().create_element("canvas").ok()?.dyn_into().ok()?;
    let (w, h) = (f64::from(image.width()) * scale, f64::from(image.height()) * scale);
    canvas.set_width(w as u32);
    canvas.set_height(h as u32);
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    context.draw_image_with_html_image_element_and_dw_and_dh(&image, 0.0, 0.0, w, h).ok()?;
    let written = Promise::new(&mut |done, failed| {
        if canvas.to_blob(&done).is_err() {
            let _ = failed.call0(&JsValue::NULL);
        }
    });
    JsFuture::from(written).await.ok()?.dyn_into().ok()
}

/// Saves a blob as a file.
pub fn save_blob(name: &str, blob: &Blob) {
    let _ = save(name, blob);
}

fn save(name: &str, blob: &Blob) -> Result<(), JsValue> {
    let url = Url::create_object_url_with_blob(blob)?;
    let link: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    link.set_href(&url);
    link.set_download(name);
    if let Some(body) = document().body() {
        // Firefox follows only links that are in the page.
        body.append_child(&link)?;
        link.click();
        link.remove();
    }
    // The browser has taken the blob by then; a large one must not stay in memory.
    gloo::timers::callback::Timeout::new(60_000, move || {
        let _ = Url::revoke_object_url(&url);
    })
    .forget();
    Ok(())
}

/// Returns the text of a file, or a sentence why there is none.
pub async fn text_of(file: &File, limit: Limit) -> Result<String, String> {
    if let Some(sentence) = too_large(file.size() as u64, limit) {
        return Err(sentence);
    }
    let text = JsFuture::from(file.text()).await.ok().and_then(|text| text.as_string());
    text.ok_or_else(|| t("文件不能读取，请确认文件还在原处").to_owned())
}

/// Puts text into the clipboard; whether it worked.
pub async fn copy(text: &str) -> bool {
    let navigator: JsValue = window().navigator().into();
    // Absent outside secure contexts, where the typed getter would trap.
    let there = js_sys::Reflect::get(&navigator, &"clipboard".into()).is_ok_and(|c| c.is_object());
    there && JsFuture::from(window().navigator().clipboard().write_text(text)).await.is_ok()
}

/// The day by the clock of this computer, in its time zone.
pub fn today() -> Day {
    let now = js_sys::Date::new_0();
    from_milliseconds(now.get_time() - now.get_timezone_offset() * 60_000.0)
}

/// Milliseconds since some moment.
pub fn now() -> f64 {
    js_sys::Date::now()
}

/// Lets the browser have its turn.
pub async fn turn() {
    let over = Promise::new(&mut |over, _| _ = window().set_timeout_with_callback(&over));
    let _ = JsFuture::from(over).await;
}

/// The address with its hash.
pub fn address() -> String {
    window().location().href().unwrap_or_default()
}

/// Returns the host of an address as the browser would go there; empty for files and for what is no address.
pub fn host(address: &str) -> String {
    Url::new(address).map(|url| url.host()).unwrap_or_default()
}

/// The hash.
pub fn current_hash() -> String {
    window().location().hash().unwrap_or_default()
}

thread_local! {
    /// The hash that was followed or written last.
    static SEEN: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Notes that the page shows what the hash says.
pub fn see_hash() {
    SEEN.set(current_hash());
}

/// The first bytes of a file as a text; `None` where the browser does not open it.
pub async fn start_of(file: &web_sys::File) -> Option<String> {
    let start = file.slice_with_f64_and_f64(0.0, 512.0).ok()?;
    JsFuture::from(start.text()).await.ok()?.as_string()
}

/// Whether the hash is the one that was noted. Another one is a person's, and is followed in a moment.
pub fn is_hash_seen() -> bool {
    SEEN.with_borrow(|seen| *seen == current_hash())
}

/// Follows a hash, as a click on a link would.
pub fn set_hash(hash: &str) {
    let _ = window().location().set_hash(hash);
}

/// Takes a snapshot or the sample out of the address, without a step in the history.
pub fn leave_hash() {
    if let Ok(history) = window().history() {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&hash(Page::Overview, None)));
        see_hash();
    }
}

/// The element of an id.
pub fn element(id: &str) -> Option<HtmlElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

/// Presses the element of an id, for instance a hidden file input.
pub fn press(id: &str) {
    if let Some(element) = element(id) {
        element.click();
    }
}

/// Gives the focus to the element of an id.
pub fn focus(id: &str) {
    if let Some(element) = element(id) {
        let _ = element.focus();
    }
}

/// Brings an element in sight that the page will draw.
pub fn reveal(id: &str) {
    let id = id.to_owned();
    gloo::timers::callback::Timeout::new(50, move || {
        if let Some(element) = element(&id) {
            element.scroll_into_view();
        }
    })
    .forget();
}

/// Calls `then` once an element, when it is drawn, is in sight.
pub fn once_seen(place: NodeRef<Div>, then: impl Fn() + 'static) {
    let then = StoredValue::new_local(then);
    Effect::new(move |_| {
        let Some(element) = place.get() else { return };
        let seen = Closure::<dyn FnMut(Array, IntersectionObserver)>::new(
            move |entries: Array, of: IntersectionObserver| {
                if entries.iter().any(|e| e.unchecked_into::<IntersectionObserverEntry>().is_intersecting()) {
                    of.disconnect();
                    then.try_with_value(|then| then());
                }
            },
        );
        let Ok(observer) = IntersectionObserver::new(seen.as_ref().unchecked_ref()) else { return };
        observer.observe(&element);
        let kept = StoredValue::new_local((observer, seen));
        on_cleanup(move || {
            let _ = kept.try_with_value(|(observer, _)| observer.disconnect());
        });
    });
}

/// What has the focus.
pub fn active() -> Option<HtmlElement> {
    document().active_element()?.dyn_into().ok()
}

/// Whether the person has marked text: a click then ends the marking and asks for nothing.
pub fn marking() -> bool {
    let selection = window().get_selection().ok().flatten();
    selection.is_some_and(|s| !s.is_collapsed())
}

/// Sets an attribute of the root element.
pub fn set_root(name: &str, value: &str) {
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute(name, value);
    }
}

/// After a control was drawn anew: gives it the focus that it had.
pub fn keep_focus() {
    let Some(id) = document().active_element().map(|e| e.id()).filter(|id| !id.is_empty()) else {
        return;
    };
    gloo::timers::callback::Timeout::new(0, move || refocus(id, 40)).forget();
}

fn refocus(id: String, tries: u32) {
    let body = document().body().map(web_sys::Element::from);
    let active = document().active_element();
    if active.as_ref().is_some_and(|e| e.id() == id) && tries < 20 {
        return;
    }
    // Only what was lost is given back: a person may have gone elsewhere meanwhile.
    if (active.is_none() || active == body)
        && let Some(element) = element(&id)
    {
        let _ = element.focus();
    }
    if tries > 0 {
        gloo::timers::callback::Timeout::new(50, move || refocus(id, tries - 1)).forget();
    }
}

/// Returns whether an event's target is inside an element of this selector.
pub fn within(target: &web_sys::EventTarget, selector: &str) -> bool {
    target.dyn_ref::<web_sys::Element>().is_some_and(|e| e.closest(selector).ok().flatten().is_some())
}
