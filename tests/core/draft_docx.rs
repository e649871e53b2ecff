//! Drafts as Word documents: their text, and copies with corrections as tracked changes. Figures are invented.

use crate::common::{session, town};
use gelan::draft::{NoDraft, check, corrected, read_draft};
use gelan::figures::Figures;
use std::io::{Cursor, Read, Write};

fn figures() -> Figures {
    session::figures(&town::files(), session::HALF)
}

/// A document with this body, and a part that is none of ours.
fn docx(body: &str) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let document = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\
         <w:body>{body}</w:body></w:document>"
    );
    for (name, content) in [("word/document.xml", document.as_str()), ("word/styles.xml", "<w:styles/>")] {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut text = String::new();
    zip::ZipArchive::new(Cursor::new(bytes))
        .unwrap()
        .by_name(name)
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    text
}

/// The text of a document's part as it reads once all changes are accepted, or refused.
fn text(xml: &str, accepted: bool) -> String {
    let mut reader = quick_xml::Reader::from_str(xml);
    let (mut out, mut gone, mut taking) = (String::new(), 0, false);
    let left = if accepted { "w:del" } else { "w:ins" };
    loop {
        use quick_xml::events::Event;
        match reader.read_event().expect("well-formed") {
            Event::Start(e) => {
                gone += i32::from(e.name().as_ref() == left);
                taking = gone == 0 && ["w:t", "w:delText"].contains(&e.name().as_ref());
            }
            Event::End(e) => {
                gone -= i32::from(e.name().as_ref() == left);
                taking = false;
                if e.name().as_ref() == "w:p" {
                    out.push('\n');
                }
            }
            Event::Text(t) if taking => out += &t,
            Event::Eof => return out,
            _ => {}
        }
    }
}

#[test]
fn a_figure_that_lies_across_runs_is_corrected_once_and_keeps_its_looks() {
    let bold = "<w:rPr><w:b/></w:rPr>";
    let body = format!(
        "<w:p><w:r><w:t>全镇网格</w:t></w:r><w:r>{bold}<w:t>1</w:t></w:r><w:r><w:t xml:space=\"preserve\">9</w:t></w:r>\
         <w:r><w:t>个，联户长18名。</w:t></w:r></w:p>"
    );
    let bytes = docx(&body);
    let draft = read_draft(&bytes).unwrap();
    assert_eq!(draft.text.trim(), "全镇网格19个，联户长18名。");
    let checked = check(&draft.text, &figures(), &[]);
    let copy = corrected(&bytes, &checked).unwrap();
    let xml = part(&copy, "word/document.xml");
    assert_eq!(text(&xml, true).trim(), "全镇网格8个，联户长18名。");
    assert_eq!(text(&xml, false).trim(), draft.text.trim());
    assert_eq!((xml.matches("<w:ins ").count(), xml.matches("<w:del ").count()), (1, 2));
    assert!(xml.contains(&format!("{bold}<w:delText xml:space=\"preserve\">1</w:delText>")), "{xml}");
    assert_eq!(part(&copy, "word/styles.xml"), "<w:styles/>");
    // The copy reads as the corrected draft, and nothing in it differs any more.
    let again = read_draft(&copy).unwrap();
    assert_eq!(again.text.trim(), "全镇网格8个，联户长18名。");
    assert!(check(&again.text, &figures(), &[]).iter().all(|c| c.correction().is_none()));
}

#[test]
fn tables_entities_and_earlier_changes_are_read_as_they_stand() {
    let body = "<w:p><w:r><w:t>A &amp; B：</w:t></w:r><w:del w:id=\"1\" w:author=\"甲\"><w:r><w:delText>网格5个</w:delText></w:r></w:del>\
        <w:ins w:id=\"2\" w:author=\"甲\"><w:r><w:t>网格9个</w:t></w:r></w:ins></w:p>\
        <w:tbl><w:tr><w:tc><w:p><w:r><w:t>联户长</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>18名</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
    let bytes = docx(body);
    let draft = read_draft(&bytes).unwrap();
    assert_eq!(draft.text.trim(), "A & B：网格9个\n联户长\t18名");
    let checked = check(&draft.text, &figures(), &[]);
    let corrections: Vec<_> = checked.iter().filter_map(|c| c.correction()).collect();
    assert_eq!(corrections, ["8"]);
    let again = read_draft(&corrected(&bytes, &checked).unwrap()).unwrap();
    assert_eq!(again.text.trim(), "A & B：网格8个\n联户长\t18名");
}

#[test]
fn a_bracket_in_an_attribute_ends_no_tag() {
    let bytes = docx("<w:p w:rsid=\"a>b\"><w:r w:x='>'><w:t>网格9&#20010;</w:t></w:r></w:p>");
    let draft = read_draft(&bytes).unwrap();
    assert_eq!(draft.text.trim(), "网格9个");
    let copy = corrected(&bytes, &check(&draft.text, &figures(), &[])).unwrap();
    assert_eq!(read_draft(&copy).unwrap().text.trim(), "网格8个");
}

#[test]
fn what_is_no_word_document_is_refused_in_a_sentence() {
    let whole = docx("<w:p><w:r><w:t>网格9个</w:t></w:r></w:p>");
    assert!(matches!(read_draft(&whole[..whole.len() / 2]), Err(NoDraft::Damaged)));
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("xl/workbook.xml", zip::write::SimpleFileOptions::default()).unwrap();
    let workbook = zip.finish().unwrap().into_inner();
    let sentence = read_draft(&workbook).expect_err("a workbook").to_string();
    assert!(sentence.contains("不是稿子"), "{sentence}");
}

#[test]
fn text_in_every_encoding() {
    let text = "联户长916名";
    let utf16: Vec<u8> = "\u{FEFF}联户长916名".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let gb = [0xC1, 0xAA, 0xBB, 0xA7, 0xB3, 0xA4, b'9', b'1', b'6', 0xC3, 0xFB];
    for bytes in [text.as_bytes(), &utf16, &gb, "\u{FEFF}联户长916名".as_bytes()] {
        assert_eq!(read_draft(bytes).unwrap().text, text);
    }
}

#[test]
fn a_wrong_file_gets_a_sentence() {
    for (bytes, words) in [
        (&b""[..], "是空的"),
        (b"  \r\n", "是空的"),
        (b"%PDF-1.7", "PDF"),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1....", "旧版 Office"),
        (b"PK\x03\x04....", "损坏"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "网页"),
    ] {
        let error = read_draft(bytes).unwrap_err().to_string();
        assert!(error.contains(words), "{error}");
    }
}
