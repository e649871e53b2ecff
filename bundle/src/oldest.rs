//! What the oldest browsers served, Chromium 109 and Firefox 115, would not understand. There is no such
//! browser in the tests, so the bundler refuses it.

use anyhow::{Context, Result, bail};
use wasmparser::{Validator, WasmFeatures};

/// CSS that one of the two lacks and that breaks a rule rather than being passed over, with what has it.
const NEWER_CSS: &[(&str, &str)] = &[
    (":has(", "Firefox 121"),
    ("&", "nesting: Chromium 112, Firefox 117"),
    ("color-mix(", "Chromium 111"),
    ("light-dark(", "Chromium 123"),
    ("oklch(", "Chromium 111"),
    ("oklab(", "Chromium 111"),
    ("subgrid", "Chromium 117"),
    ("@scope", "Chromium 118"),
    ("@starting-style", "Chromium 117"),
    ("anchor(", "Chromium 125"),
    ("animation-timeline", "Chromium 115"),
];

/// Put beside a newer feature, in the same block of `@supports` or after a rule that does without.
const ALLOWED: &str = "with a fallback";

/// Checks that a style sheet needs nothing newer; a line with the comment `/* with a fallback */` passes.
///
/// # Errors
/// The first line that does.
pub fn check_css(name: &str, text: &str) -> Result<()> {
    for (number, line) in text.lines().enumerate() {
        if line.contains(ALLOWED) {
            continue;
        }
        if let Some((newer, since)) = NEWER_CSS.iter().find(|(newer, _)| line.contains(newer)) {
            bail!("{name}, line {}: {newer} is too new ({since}); mark it /* {ALLOWED} */", number + 1);
        }
    }
    Ok(())
}

/// Checks that the wasm needs no proposal newer than those that rustc uses by default, and simd128.
///
/// # Errors
/// What it needs.
pub fn check_wasm(wasm: &[u8]) -> Result<()> {
    let features = WasmFeatures::WASM1
        | WasmFeatures::BULK_MEMORY
        | WasmFeatures::MULTI_VALUE
        | WasmFeatures::REFERENCE_TYPES
        | WasmFeatures::SATURATING_FLOAT_TO_INT
        | WasmFeatures::SIGN_EXTENSION
        | WasmFeatures::SIMD;
    let mut validator = Validator::new_with_features(features);
    validator.validate_all(wasm).map(drop).context("the wasm needs a newer browser than Chromium 109")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn newer_css_is_refused_where_it_stands_alone() {
        let error = check_css("style/a.css", "a { color: red }\na:has(b) {}").unwrap_err().to_string();
        assert!(error.starts_with("style/a.css, line 2: :has("), "{error}");
        assert!(check_css("a", "a { color: color-mix(in srgb, red, blue); } /* with a fallback */").is_ok());
        assert!(check_css("a", "a:is(b, c) { inset: 0 }").is_ok());
    }

    #[test]
    fn newer_wasm_is_refused() {
        let empty = b"\0asm\x01\0\0\0";
        assert!(check_wasm(empty).is_ok());
        // A memory addressed by 64 bits.
        let memory64 = [empty.as_slice(), &[5, 3, 1, 4, 0]].concat();
        assert!(check_wasm(&memory64).is_err());
        assert!(check_wasm(b"\0asm").is_err());
    }
}
