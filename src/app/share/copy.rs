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

/// The snapshot that stands in this page's own file.
pub fn inside() -> Option<String> {
    document().get_element_by_id(ELEMENT)?.text_content().filter(|text| !text.is_empty())
}

/// The page as it was opened, with a snapshot's text (letters, digits, `-` and `_`) inside, in the encoding that it
/// declares. The packed program is then the same bytes again; Chinese, which windows-1252 lacks, stands in markup
/// alone and becomes references.
///
/// It is put together from the parts that the page still holds: over file:// it cannot read its own file. What
/// extensions of the browser put in is left out.
pub fn page(snapshot: &str) -> Vec<u8> {
    let mut html = String::from("<!doctype html>\n<html lang=\"zh-CN\" data-state=\"starting\">\n<head>\n");
    for part in document().head().map(|h| of(&h.children(), &["META", "LINK", "STYLE"])).unwrap_or_default() {
        html += &part.outer_html();
        html.push('\n');
    }
    html += "<title>格览</title>\n</head>\n<body>\n";
    START.with_borrow(|start| html += start);
    html += "\n<div id=\"app\"></div>\n";
    html += &format!("<script type=\"text/plain\" id=\"{ELEMENT}\">{snapshot}</script>\n");
    // The program stays last, so that a file that has been cut gets as far as saying so.
    for part in document().body().map(|b| of(&b.children(), &["SCRIPT"])).unwrap_or_default() {
        if part.id() != ELEMENT {
            html += &part.outer_html();
            html.push('\n');
        }
    }
    html += "</body>\n</html>\n";
    let encoding = Encoding::for_label(document().character_set().as_bytes()).unwrap_or(UTF_8);
    encoding.encode(&html).0.into_owned()
}

fn of(children: &HtmlCollection, tags: &[&str]) -> Vec<Element> {
    (0..children.length())
        .filter_map(|i| children.item(i))
        .filter(|child| tags.contains(&child.tag_name().as_str()))
        .collect()
}
