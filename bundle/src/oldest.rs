//! The oldest browsers that the page serves, Chromium 109 and Firefox 115. The tests have no browser of that age, so
//! the bundler lowers the styles that it can lower, and refuses what these two would not understand.

use std::fmt::Display;
use std::sync::{Arc, RwLock};

use anyhow::{Context, Result, anyhow, bail};
use lightningcss::error::Error as CssError;
use lightningcss::rules::{CssRule, Location};
use lightningcss::stylesheet::{MinifyOptions, ParserOptions, PrinterOptions, StyleSheet};
use lightningcss::targets::{Browsers, Features, Targets};
use lightningcss::traits::ToCss as _;
use wasmparser::{Validator, WasmFeatures};

/// CSS that one of the two lacks, that breaks a rule rather than being passed over, and that nothing lowers; with the
/// browsers that have it.
const NEWER_CSS: &[(&str, &str)] = &[
    (":has(", "Firefox 121"),
    (":popover-open", "Chromium 114, Firefox 125"),
    (":state(", "Chromium 125, Firefox 126"),
    (":user-valid", "Chromium 119"),
    (":user-invalid", "Chromium 119"),
    ("::details-content", "Chromium 131, Firefox 143"),
    ("::highlight(", "Firefox 140"),
    ("::view-transition", "Chromium 111, Firefox 144"),
    ("color-mix(", "Chromium 111"),
    ("light-dark(", "Chromium 123, Firefox 120"),
    ("oklch(", "Chromium 111"),
    ("oklab(", "Chromium 111"),
    ("subgrid", "Chromium 117"),
    ("anchor(", "Chromium 125"),
    ("animation-timeline", "Chromium 115"),
    ("@container style(", "Chromium 111"),
    ("@position-try", "Chromium 125"),
    ("@scope", "Chromium 118, Firefox 128"),
    ("@starting-style", "Chromium 117, Firefox 129"),
];

/// Returns the sheet in the fewest characters, lowered to what the two browsers understand.
///
/// `name` is the sheet's name in errors.
///
/// # Errors
/// The first place that is no CSS, and the first rule that needs a newer browser outside of a block of `@supports`
/// that asks for it.
pub fn styles(name: &str, sheet: &str) -> Result<String> {
    let warnings = Arc::new(RwLock::new(Vec::new()));
    let options = ParserOptions {
        filename: name.to_owned(),
        warnings: Some(Arc::clone(&warnings)),
        ..ParserOptions::default()
    };
    let mut sheet = StyleSheet::parse(sheet, options).map_err(at_its_line)?;
    if let Some(warning) = warnings.write().ok().and_then(|mut warnings| warnings.pop()) {
        return Err(at_its_line(warning));
    }
    sheet.minify(MinifyOptions { targets: targets(), ..MinifyOptions::default() }).map_err(at_its_line)?;
    for rule in &sheet.rules.0 {
        check_rule(name, rule, "")?;
    }
    Ok(sheet.to_css(printer()).map_err(at_its_line)?.code)
}

/// Returns the two browsers, and the Safari of their time, whose prefixes the sheets keep.
///
/// `min-width` in media queries stays as written: the range syntax is no shorter once packed, and some browsers that
/// lag behind lack it. `light-dark()` is not lowered, which costs two variables for each `color-scheme`, but refused.
fn targets() -> Targets {
    let safari = Some(16 << 16 | 4 << 8);
    let browsers = Browsers {
        chrome: Some(109 << 16),
        firefox: Some(115 << 16),
        safari,
        ios_saf: safari,
        ..Browsers::default()
    };
    Targets { browsers: Some(browsers), include: Features::MediaRangeSyntax, exclude: Features::LightDark }
}

fn printer() -> PrinterOptions<'static> {
    PrinterOptions { minify: true, targets: targets(), ..PrinterOptions::default() }
}

fn at_its_line(error: CssError<impl Display>) -> anyhow::Error {
    let CssError { kind, loc } = error;
    loc.map_or_else(|| anyhow!("{kind}"), |at| anyhow!("{}, line {}: {kind}", at.filename, at.line + 1))
}

/// Checks that a lowered rule of the sheet `name` needs nothing newer than `asked`, the conditions of the blocks of
/// `@supports` around it.
fn check_rule(name: &str, rule: &CssRule, asked: &str) -> Result<()> {
    let (condition, rules, asked) = match rule {
        CssRule::Media(media) => (media.query.to_css_string(printer())?, &media.rules, asked.to_owned()),
        CssRule::Supports(supports) => {
            let condition = supports.condition.to_css_string(printer())?;
            (String::new(), &supports.rules, condition + asked)
        }
        _ => return check_text(name, rule, &rule.to_css_string(printer())?, asked),
    };
    check_text(name, rule, &condition, &asked)?;
    rules.0.iter().try_for_each(|rule| check_rule(name, rule, &asked))
}

fn check_text(name: &str, rule: &CssRule, text: &str, asked: &str) -> Result<()> {
    let newer = NEWER_CSS.iter().find(|(newer, _)| text.contains(newer) && !asked.contains(newer));
    if let Some((newer, since)) = newer {
        let line = location(rule).map_or(0, |at| at.line + 1);
        bail!("{name}, the rule of line {line}: {newer} is too new ({since}); it may stand in @supports");
    }
    Ok(())
}

fn location(rule: &CssRule) -> Option<Location> {
    Some(match rule {
        CssRule::Container(rule) => rule.loc,
        CssRule::Keyframes(rule) => rule.loc,
        CssRule::LayerBlock(rule) => rule.loc,
        CssRule::Media(rule) => rule.loc,
        CssRule::Page(rule) => rule.loc,
        CssRule::PositionTry(rule) => rule.loc,
        CssRule::Property(rule) => rule.loc,
        CssRule::Scope(rule) => rule.loc,
        CssRule::StartingStyle(rule) => rule.loc,
        CssRule::Style(rule) => rule.loc,
        CssRule::Supports(rule) => rule.loc,
        CssRule::ViewTransition(rule) => rule.loc,
        _ => return None,
    })
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

    fn refusal(sheet: &str) -> String {
        styles("style/a.css", sheet).unwrap_err().to_string()
    }

    #[test]
    fn styles_lose_what_only_people_need() -> Result<()> {
        let sheet = "/* a; b */\n.a > b,\n.c :hover {\n  width: calc(1px + 2px);\n  content: \"/* ;  } \\\" */\";\n}\n\n\
            @media print {\n  p { color: red; }\n}\n";
        let dense = ".a>b,.c :hover{content:\"/* ;  } \\\" */\";width:3px}@media print{p{color:red}}";
        assert_eq!(styles("a", sheet)?, dense);
        assert_eq!(styles("a", "q{quotes:'“' 'a格b'}")?, "q{quotes:\"“\" \"a格b\"}");
        Ok(())
    }

    #[test]
    fn newer_css_is_lowered_where_it_can_be() -> Result<()> {
        assert_eq!(styles("a", ".a { color: red; &:hover { inset: 0 } }")?, ".a{color:red}.a:hover{inset:0}");
        assert_eq!(styles("a", "a { color: oklch(40% 0.1 0) }")?.matches("oklch").count(), 0);
        assert_eq!(styles("a", "a { color: color-mix(in srgb, red, blue) }")?, "a{color:purple}");
        Ok(())
    }

    #[test]
    fn newer_css_is_refused_where_it_stands_alone() {
        let error = refusal("a { color: red }\na:has(b) {}\nb:has(c) { color: red }");
        assert!(
            error.starts_with("style/a.css, the rule of line 3: :has( is too new (Firefox 121)"),
            "{error}"
        );
        for (sheet, newer) in [
            ("a {\n color: color-mix(in srgb, var(--a), red) }", "color-mix("),
            ("@media print {\n\n\n a { color: light-dark(red, blue) } }", "light-dark("),
            ("@scope (a) { b { color: red } }", "@scope"),
            ("@supports (color: color-mix(in srgb, red, red)) { a:has(b) { color: red } }", ":has("),
        ] {
            assert!(refusal(sheet).contains(newer), "{sheet}: {}", refusal(sheet));
        }
    }

    #[test]
    fn newer_css_passes_where_it_is_asked_for() {
        for sheet in [
            "@supports selector(a:has(b)) { a:has(b) { color: red } }",
            "@supports (color: color-mix(in srgb, red, red)) { @media print { a { color: color-mix(in srgb, var(--a), red) } } }",
            "a:is(b, c) { inset: 0 }",
        ] {
            assert!(styles("a", sheet).is_ok(), "{sheet}");
        }
    }

    #[test]
    fn what_is_no_css_is_refused_with_its_line() {
        for (sheet, line) in [
            ("a { color: red }\n\nb { color red }", 3),
            ("a { color: red }\na:hovered { color: red }", 2),
            ("\n\n\n@when a { b { color: red } }", 4),
            ("a { } }", 1),
        ] {
            let error = refusal(sheet);
            assert!(error.starts_with(&format!("style/a.css, line {line}: ")), "{sheet}: {error}");
        }
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
