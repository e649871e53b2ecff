//! This page as a file with a snapshot inside.

use encoding_rs::WINDOWS_1252;
use gelan::snapshot::carrier::ELEMENT;
use js_sys::{Array, JsString};
use leptos::prelude::document;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    /// Given by the start script of the page: the page's file in three pieces, up to its scripts, up to the end of the
    /// packed program, and the rest. They come out of the packed program, and its element as it was when its checksum
    /// was right: nothing that an extension of the browser put into the page is in them.
    #[wasm_bindgen(js_name = gelanFile)]
    fn gelan_file() -> Array;
}

/// Returns the snapshot in this page's own file; `None` if it was saved without one.
pub fn inside() -> Option<String> {
    document().get_element_by_id(ELEMENT)?.text_content().filter(|text| !text.is_empty())
}

/// Returns the page as it was built, byte for byte, with the element of `snapshot` (letters, digits, `-` and `_`) in it.
pub fn page(snapshot: &str) -> Vec<u8> {
    let pieces = gelan_file();
    let piece = |at| pieces.get(at).as_string().unwrap_or_default();
    // The program stays last, so that a file that has been cut gets as far as saying so.
    let inside = format!("<script type=\"text/plain\" id=\"{ELEMENT}\">{snapshot}</script>\n");
    let html = [piece(0), inside, piece(1), piece(2)].concat();
    bytes_of(&html)
}

/// The bytes of a text in the encoding that the page declares: each is one character (`bundle/src/pack.rs`). Told by what
/// the bytes decode to, as encoding_rs' encoders for all its encodings weigh 5 KB.
fn bytes_of(html: &str) -> Vec<u8> {
    const APART: std::ops::RangeInclusive<u8> = 0x80..=0x9F;
    let decoded: Vec<u8> = APART.collect();
    let apart: Vec<char> = WINDOWS_1252.decode_without_bom_handling(&decoded).0.chars().collect();
    let byte = |c: char| match u8::try_from(c) {
        Ok(byte) if !APART.contains(&byte) => byte,
        _ => apart.iter().zip(APART).find(|(of, _)| **of == c).map_or(b'?', |(_, byte)| byte),
    };
    html.chars().map(byte).collect()
}

/// Returns the size of this page's file, in bytes.
pub fn size() -> u64 {
    let pieces = gelan_file();
    pieces.iter().filter_map(|piece| piece.dyn_into::<JsString>().ok()).map(|p| u64::from(p.length())).sum()
}
