//! What office programs write beside the text of a cell: its value and its number format. Excel has `x:num`, `x:str` and
//! `mso-number-format`, LibreOffice `sdval` and `sdnum`. The text itself may be cut (`########`) or rounded (`1.33E+10`).

use super::tokens::attribute;
use crate::input::read::number_format::{self, ShownAs};
use crate::model::cell::Value;
use crate::text::markup::decoded;
use memchr::memmem;
use rustc_hash::FxHashMap;
use std::borrow::Cow;

const FORMAT: &str = "mso-number-format:";

/// The number formats of a page's style sheets, by class.
#[derive(Debug, Default)]
pub(super) struct CellFormats<'p> {
    by_class: FxHashMap<&'p str, ShownAs>,
}

impl<'p> CellFormats<'p> {
    pub(super) fn of(page: &'p str) -> Self {
        let mut by_class = FxHashMap::default();
        let mut from = 0;
        for at in memmem::find_iter(page.as_bytes(), FORMAT) {
            let before = page.get(from..at).unwrap_or_default();
            from = at;
            // Else it stands in a cell's own style.
            let Some((rest, declarations)) = before.rsplit_once('{') else { continue };
            if declarations.contains('}') {
                continue;
            }
            let shown = format_in(page.get(at..).unwrap_or_default());
            let selectors = rest.rsplit(['}', '>']).next().unwrap_or(rest);
            for class in selectors.split(',').filter_map(|s| s.trim().rsplit_once('.')) {
                by_class.insert(class.1.trim(), shown);
            }
        }
        Self { by_class }
    }

    /// Returns the value that a cell's attributes state, for a cell that shows `text`; `None` where they state none.
    pub(super) fn value(&self, attributes: &str, text: &str) -> Option<Value<'static>> {
        if !attributes.contains(['x', 'X', 's', 'S']) {
            return None;
        }
        if let Some(exact) = attribute(attributes, "x:str").filter(|t| !t.is_empty()) {
            return Some(Value::Text(Cow::Owned(decoded(exact).into_owned())));
        }
        let stated = attribute(attributes, "x:num").or_else(|| attribute(attributes, "sdval"))?;
        let number: f64 = stated.trim().parse().ok().filter(|n: &f64| n.is_finite())?;
        let format = self.format(attributes);
        if format.is_none() && looks_like_a_day(text) {
            return None;
        }
        Some(number_format::value(number, format.unwrap_or_default(), false))
    }

    fn format(&self, attributes: &str) -> Option<ShownAs> {
        if let Some(code) = attribute(attributes, "sdnum").and_then(|s| s.splitn(3, ';').nth(2)) {
            return Some(number_format::code(&decoded(code)));
        }
        let own = attribute(attributes, "style").and_then(|s| s.find(FORMAT).and_then(|at| s.get(at..)));
        if let Some(own) = own {
            return Some(format_in(&decoded(own)));
        }
        attribute(attributes, "class")?.split_whitespace().find_map(|c| self.by_class.get(c).copied())
    }
}

/// Whether a text shows a day or a time, which says more than a number without its format.
fn looks_like_a_day(text: &str) -> bool {
    let inside = text.trim().trim_start_matches(['-', '+']);
    inside.starts_with(|c: char| c.is_ascii_digit())
        && inside.contains(['-', '/', ':', '年', '月', '日', '时', '点'])
        && !inside.contains(['e', 'E'])
}

/// Reads the number format at the start of declarations, in quotes or bare.
fn format_in(declarations: &str) -> ShownAs {
    let value = declarations.strip_prefix(FORMAT).unwrap_or(declarations).trim_start();
    let quoted = value.strip_prefix(['"', '\'']);
    let mut code = String::new();
    let mut rest = quoted.unwrap_or(value);
    while let Some(c) = rest.chars().next() {
        rest = rest.get(c.len_utf8()..).unwrap_or_default();
        match c {
            '"' | '\'' if quoted.is_some() => break,
            ';' | '}' | '\n' if quoted.is_none() => break,
            // Excel writes four digits of a character's number, or the character.
            '\\' => match rest.get(..4).and_then(|hex| u32::from_str_radix(hex, 16).ok()) {
                Some(number) => {
                    code.extend(char::from_u32(number));
                    rest = rest.get(4..).unwrap_or_default();
                }
                None => {
                    code.extend(rest.chars().next());
                    rest = rest.chars().next().and_then(|c| rest.get(c.len_utf8()..)).unwrap_or_default();
                }
            },
            c => code.push(c),
        }
    }
    match code.trim().to_ascii_lowercase().as_str() {
        named if named.ends_with(" date") => ShownAs::Date,
        named if named.ends_with(" time") => ShownAs::Time,
        "fixed" | "standard" | "percent" | "scientific" | "general" => ShownAs::Number,
        _ => number_format::code(&code),
    }
}
