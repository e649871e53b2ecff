//! This page as a file with a snapshot inside.

use encoding_rs::{Encoding, UTF_8};
use gelan::snapshot::carrier::ELEMENT;
use leptos::prelude::document;
use std::cell::RefCell;
use web_sys::{Element, HtmlCollection};

thread_local! {
    /// The first paint, which the program takes away when it starts.
    static START: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Keeps the first paint.
pub fn keep(start: &Element) {
    START.set(start.outer_html());
}

/// Returns the snapshot in this page's own file; `None` if it was saved without one.
pub fn inside() -> Option<String> {
    document().get_element_by_id(ELEMENT)?.text_content().filter(|text| !text.is_empty())
}

/// Returns the page as it was opened, byte for byte, with the element of `snapshot` (letters, digits, `-` and `_`) in
/// it, in the encoding that the page declares: the packed program is then the same bytes again. Beside it the file is
/// ASCII, as the bundler writes it.
///
/// The page is put together from its parts that are still there: over file:// it cannot read its own file. Styles
/// that came out of the program, and those that extensions of the browser put in, are left out.
pub fn page(snapshot: &str) -> Vec<u8> {
    let mut html = String::from("<!doctype html>\n<html lang=\"zh-CN\" data-state=\"starting\">\n<head>\n");
    for part in document()
        .head()
        .map(|h| children_of_tags(&h.children(), &["META", "TITLE", "LINK", "STYLE"]))
        .unwrap_or_default()
    {
        match part.tag_name().as_str() {
            // The program writes another one.
            "TITLE" => html += &ascii("<title>格览</title>"),
            "STYLE" if part.class_name() != "start" => continue,
            _ => html += &ascii(&part.outer_html()),
        }
        html.push('\n');
    }
    html += "</head>\n<body>\n";
    START.with_borrow(|start| html += &ascii(start));
    html += "\n<div id=\"app\"></div>\n";
    html += &format!("<script type=\"text/plain\" id=\"{ELEMENT}\">{snapshot}</script>\n");
    // The program stays last, so that a file that has been cut gets as far as saying so.
    for part in document().body().map(|b| children_of_tags(&b.children(), &["SCRIPT"])).unwrap_or_default() {
        if part.id() != ELEMENT {
            html += &part.outer_html();
            html.push('\n');
        }
    }
    html += "</body>\n</html>\n";
    let encoding = Encoding::for_label(document().character_set().as_bytes()).unwrap_or(UTF_8);
    encoding.encode(&html).0.into_owned()
}

/// Writes every character beyond ASCII as a reference.
fn ascii(markup: &str) -> String {
    let mut out = String::with_capacity(markup.len());
    for c in markup.chars() {
        if c.is_ascii() { out.push(c) } else { out += &format!("&#{};", u32::from(c)) }
    }
    out
}

fn children_of_tags(children: &HtmlCollection, tags: &[&str]) -> Vec<Element> {
    (0..children.length())
        .filter_map(|i| children.item(i))
        .filter(|child| tags.contains(&child.tag_name().as_str()))
        .collect()
}
