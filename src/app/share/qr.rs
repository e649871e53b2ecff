//! QR codes as pictures: drawn for saving, and read from a camera's still.

use crate::app::browser::dom;
use crate::app::workers::client::Client;
use crate::app::workers::opener::asked;
use crate::app::workers::picture::{fit, grey};
use crate::app::workers::transport::Beside;
use gelan::session::protocol::{Request, Response};
use gelan::snapshot::qr::{QUIET, QrModules};
use leptos::prelude::document;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, CanvasRenderingContext2d, HtmlCanvasElement, HtmlVideoElement};

fn canvas(width: u32, height: u32) -> Result<(HtmlCanvasElement, CanvasRenderingContext2d), JsValue> {
    let canvas: HtmlCanvasElement = document().create_element("canvas")?.unchecked_into();
    canvas.set_width(width);
    canvas.set_height(height);
    let context = canvas.get_context("2d")?.ok_or(JsValue::NULL)?.unchecked_into();
    Ok((canvas, context))
}

/// Saves a QR code as a PNG picture, about 1,000 pixels wide.
pub fn save(code: &QrModules, name: &str) -> Result<(), JsValue> {
    let side = u32::try_from(code.side()).unwrap_or(1).max(1);
    let scale = (1_000 / side).max(4);
    let (canvas, context) = canvas(side * scale, side * scale)?;
    context.set_fill_style_str("#fff");
    context.fill_rect(0.0, 0.0, f64::from(side * scale), f64::from(side * scale));
    context.set_fill_style_str("#000");
    let pixels = f64::from(scale);
    for y in 0..code.size {
        for x in (0..code.size).filter(|x| code.at(*x, y)) {
            let at = |n: usize| (n + QUIET) as f64 * pixels;
            context.fill_rect(at(x), at(y), pixels, pixels);
        }
    }
    let name = name.to_owned();
    let done = Closure::once_into_js(move |blob: Option<Blob>| {
        if let Some(blob) = blob {
            dom::save_blob(&name, &blob);
        }
    });
    canvas.to_blob(done.unchecked_ref())
}

/// The texts of the QR codes that a camera sees now.
pub async fn in_still(video: &HtmlVideoElement) -> Vec<String> {
    match still(video) {
        Ok(Some(request)) => seen(request).await,
        Ok(None) | Err(_) => Vec::new(),
    }
}

/// What a camera sees now, in grey; `None` before it sees anything.
fn still(video: &HtmlVideoElement) -> Result<Option<Request>, JsValue> {
    let size = (video.video_width(), video.video_height());
    if size.0 == 0 || size.1 == 0 {
        return Ok(None);
    }
    let (width, height) = fit(size.0, size.1);
    let (wide, high) = (f64::from(width), f64::from(height));
    let (_, context) = canvas(width, height)?;
    context.draw_image_with_html_video_element_and_dw_and_dh(video, 0.0, 0.0, wide, high)?;
    let pixels = context.get_image_data(0.0, 0.0, wide, high)?.data();
    Ok(Some(Request::ReadCode { width, height, grey: grey(&pixels) }))
}

thread_local! {
    static READER: Client = Client::passing();
}

/// The texts that a worker finds in a picture.
async fn seen(request: Request) -> Vec<String> {
    match asked(&READER.with(Client::clone), request, Beside::Nothing, |_| {}).await {
        Some(Some(Response::Codes(texts))) => texts,
        _ => Vec::new(),
    }
}
