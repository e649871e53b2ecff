//! A picture of a QR code, taken apart in a worker by the browser's own decoders.

use super::blob::BlobSource;
use gelan::input::read::Source;
use gelan::session::look::{Looked, in_codes, too_many_pixels};
use gelan::snapshot::qr;
use js_sys::global;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    DedicatedWorkerGlobalScope, File, ImageBitmap, OffscreenCanvas, OffscreenCanvasRenderingContext2d,
};

/// Pixels on a side at most; a photograph of more is made smaller.
const LARGEST: u32 = 2_000;
/// How much is read of a picture to learn its size.
const HEAD: usize = 1 << 20;

/// Looks for a snapshot in a picture.
pub async fn look(file: &File) -> Looked {
    let mut head = vec![0; HEAD];
    let read = BlobSource::new(file).read_at(0, &mut head).unwrap_or(0);
    if let Some(sentence) = too_many_pixels(head.get(..read).unwrap_or_default()) {
        return Looked::Refused(sentence);
    }
    in_codes(&codes(file).await.unwrap_or_default())
}

async fn codes(file: &File) -> Result<Vec<String>, JsValue> {
    let scope: DedicatedWorkerGlobalScope = global().dyn_into()?;
    let bitmap = JsFuture::from(scope.create_image_bitmap_with_blob(file)?).await?;
    let bitmap: ImageBitmap = bitmap.unchecked_into();
    let (width, height) = fit(bitmap.width(), bitmap.height());
    let canvas = OffscreenCanvas::new(width, height)?;
    let context = canvas.get_context("2d")?.ok_or(JsValue::NULL)?;
    let context: OffscreenCanvasRenderingContext2d = context.unchecked_into();
    let (wide, high) = (f64::from(width), f64::from(height));
    // Where a picture lets through, paper is behind it.
    context.set_fill_style_str("#fff");
    context.fill_rect(0.0, 0.0, wide, high);
    context.draw_image_with_image_bitmap_and_dw_and_dh(&bitmap, 0.0, 0.0, wide, high)?;
    bitmap.close();
    let pixels = context.get_image_data(0.0, 0.0, wide, high)?.data();
    Ok(qr::read(width as usize, height as usize, &grey(&pixels)))
}

/// The size at which a picture is looked at.
pub fn fit(width: u32, height: u32) -> (u32, u32) {
    let shrink = f64::from(LARGEST) / f64::from(width.max(height)).max(f64::from(LARGEST));
    let fit = |n: u32| ((f64::from(n) * shrink) as u32).max(1);
    (fit(width), fit(height))
}

/// The grey levels of pixels of four bytes each.
pub fn grey(pixels: &[u8]) -> Vec<u8> {
    let grey = pixels.chunks_exact(4).map(|pixel| match pixel {
        // Weights of ITU-R BT.601, in 256ths.
        [r, g, b, _] => ((77 * u32::from(*r) + 150 * u32::from(*g) + 29 * u32::from(*b)) >> 8) as u8,
        _ => 255,
    });
    grey.collect()
}
