//! Reading XML.

use super::*;
use std::io::BufReader;

/// All pieces, read through a window of so many bytes.
fn pieces(document: &str, window: usize) -> Vec<String> {
    let mut xml = Xml::new(BufReader::with_capacity(window, document.as_bytes()), Rc::default());
    let mut all = Vec::new();
    loop {
        let event = xml.pull().unwrap();
        let mut text = String::new();
        push_text(&mut text, &event);
        all.push(match event {
            Event::Start(e) => {
                let mut attributes = String::new();
                e.each_attribute(|k, v| attributes += &format!(" {k}={}", decoded(v)));
                format!("<{}{attributes}", e.name())
            }
            Event::End(e) => format!("/{}", e.name()),
            Event::Eof => return all,
            _ => text,
        });
    }
}

#[test]
fn a_document_through_windows_of_any_size() {
    let document = "\u{FEFF}<?xml version='1.0'?><!DOCTYPE a [<!ENTITY l \"x>y\">]><!-- <b> --><x:a r = \"A>1\" y:t='&lt;\"'>\
                    三都&amp;&#26449;&l;&b<![CDATA[<&amp;>]]><b/><c x=\"/\" /></x:a >";
    let expected = ["<a r=A>1 t=<\"", "三都&村&b", "<&amp;>", "<b", "/b", "<c x=/", "/c", "/a"];
    for window in [1, 2, 3, 7, 64, 4096] {
        assert_eq!(pieces(document, window), expected, "{window}");
    }
}

#[test]
fn broken_documents_end() {
    for document in
        ["", "<", "<a", "<a b=\"", "<!", "<![CDATA[x", "<!--", "<?", "</", "<a b=\"'><c>", "<>x</>", "&"]
    {
        pieces(document, 2);
    }
}

#[test]
fn quotes_that_never_close_take_one_pass() {
    let document = format!("<a \"{}", ">\"\"".repeat(1 << 18));
    assert!(pieces(&document, 4096).is_empty());
}
