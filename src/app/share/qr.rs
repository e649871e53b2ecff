//! QR codes as pictures: drawn for saving, and read from a picture that was dropped or a camera's still.

use crate::app::browser::dom;
use crate::app::workers::client::{Answer, Client};
use crate::app::workers::transport::Beside;
use gelan::session::protocol::{Request, Response};
use gelan::snapshot::qr::{QUIET, QrModules};
use js_sys::Promise;
use leptos::prelude::{document, window};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, CanvasRenderingContext2d, File, HtmlCanvasElement, HtmlVideoElement, ImageBitmap};

/// Pixels on a side at most; a photograph of more is made smaller.
const LARGEST: u32 = 2_000;

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

/// The grey levels of a picture.
async fn grey(file: &File) -> Result<Request, JsValue> {
    let bitmap = JsFuture::from(window().create_image_bitmap_with_blob(file)?).await?;
    let bitmap: ImageBitmap = bitmap.unchecked_into();
    let request = drawn((bitmap.width(), bitmap.height()), |context, width, height| {
        context.draw_image_with_image_bitmap_and_dw_and_dh(&bitmap, 0.0, 0.0, width, height)
    });
    bitmap.close();
    request
}

/// The grey levels of what is drawn, of this width and height.
fn drawn(
    (width, height): (u32, u32),
    draw: impl Fn(&CanvasRenderingContext2d, f64, f64) -> Result<(), JsValue>,
) -> Result<Request, JsValue> {
    let (width, height) = (width.max(1), height.max(1));
    let shrink = f64::from(LARGEST) / f64::from(width.max(height)).max(f64::from(LARGEST));
    let fit = |n: u32| ((f64::from(n) * shrink) as u32).max(1);
    let (width, height) = (fit(width), fit(height));
    let (_, context) = canvas(width, height)?;
    // Where a picture lets through, paper is behind it.
    context.set_fill_style_str("#fff");
    context.fill_rect(0.0, 0.0, f64::from(width), f64::from(height));
    draw(&context, f64::from(width), f64::from(height))?;
    let pixels = context.get_image_data(0.0, 0.0, f64::from(width), f64::from(height))?.data();
    let grey = pixels.chunks_exact(4).map(|pixel| match pixel {
        // Weights of ITU-R BT.601, in 256ths.
        [r, g, b, _] => ((77 * u32::from(*r) + 150 * u32::from(*g) + 29 * u32::from(*b)) >> 8) as u8,
        _ => 255,
    });
    Ok(Request::ReadCode { width, height, grey: grey.collect() })
}

/// The texts of the QR codes in a picture.
pub async fn in_file(file: &File) -> Vec<String> {
    match grey(file).await {
        Ok(request) => seen(request).await,
        Err(_) => Vec::new(),
    }
}

/// The texts of the QR codes that a camera sees now.
pub async fn in_still(video: &HtmlVideoElement) -> Vec<String> {
    let size = (video.video_width(), video.video_height());
    if size.0 == 0 || size.1 == 0 {
        return Vec::new();
    }
    let still = drawn(size, |context, width, height| {
        context.draw_image_with_html_video_element_and_dw_and_dh(video, 0.0, 0.0, width, height)
    });
    match still {
        Ok(request) => seen(request).await,
        Err(_) => Vec::new(),
    }
}

thread_local! {
    static READER: Client = Client::passing();
}

/// The texts that a worker finds in a picture.
async fn seen(request: Request) -> Vec<String> {
    let mut request = Some(request);
    let texts = Rc::new(RefCell::new(Vec::new()));
    let looked = Promise::new(&mut |done, _| {
        let found = Rc::clone(&texts);
        let request = request.take();
        let make = move || Some((request?, Beside::Nothing));
        READER.with(Client::clone).ask(None, make, move |answer| {
            if let Answer::Whole(Response::Codes(texts), _) = answer {
                *found.borrow_mut() = texts;
            }
            let _ = done.call0(&JsValue::NULL);
        });
    });
    let _ = JsFuture::from(looked).await;
    texts.take()
}
