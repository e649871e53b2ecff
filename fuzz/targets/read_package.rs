//! The parts of a workbook package from one input, so that the fuzzer need not learn zip: a first byte for
//! the format, then the sheet and the shared texts, cut apart at the first byte 0xFE.
#![no_main]

use gelan::model::cell::Cell;
use gelan::input::read::{Flow, Note, Options, SheetInfo, Sink, read};
use libfuzzer_sys::fuzz_target;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

struct Quiet;

impl Sink for Quiet {
    fn sheet(&mut self, _: SheetInfo) -> Flow {
        Flow::Continue
    }
    fn row(&mut self, _: u32, _: bool, cells: &[Cell<'_>]) -> Flow {
        assert!(cells.is_sorted_by(|a, b| a.column < b.column));
        Flow::Continue
    }
    fn note(&mut self, _: Note) {}
}

fn rels(list: &[(&str, &str)]) -> Vec<u8> {
    let one = |(kind, to): &(&str, &str)| format!("<Relationship Id=\"{kind}\" Type=\"x/{kind}\" Target=\"{to}\"/>");
    format!("<Relationships>{}</Relationships>", list.iter().map(one).collect::<String>()).into_bytes()
}

/// The list of sheets of an xlsb with one sheet, `worksheet`, which is the name of its relationship too.
fn binary_workbook() -> Vec<u8> {
    let text = |t: &str| {
        let mut bytes = (t.len() as u32).to_le_bytes().to_vec();
        bytes.extend(t.encode_utf16().flat_map(u16::to_le_bytes));
        bytes
    };
    let sheet = [&[0; 8][..], &text("worksheet"), &text("a")].concat();
    [&[0x9C, 0x01, sheet.len() as u8][..], &sheet].concat()
}

fuzz_target!(|bytes: &[u8]| {
    let Some((format, rest)) = bytes.split_first() else { return };
    let cut = rest.iter().position(|b| *b == 0xFE).unwrap_or(rest.len());
    let (sheet, texts) = rest.split_at(cut);
    let texts = texts.get(1..).unwrap_or_default();
    let parts: Vec<(&str, Vec<u8>)> = match format % 3 {
        0 => vec![("mimetype", Vec::new()), ("content.xml", sheet.to_vec())],
        1 => vec![
            ("_rels/.rels", rels(&[("officeDocument", "w.xml")])),
            ("w.xml", b"<workbook><sheets><sheet name=\"a\" r:id=\"worksheet\"/></sheets></workbook>".to_vec()),
            ("_rels/w.xml.rels", rels(&[("worksheet", "s"), ("sharedStrings", "t"), ("styles", "t")])),
            ("s", sheet.to_vec()),
            ("t", texts.to_vec()),
        ],
        _ => vec![
            ("_rels/.rels", rels(&[("officeDocument", "w.bin")])),
            ("w.bin", binary_workbook()),
            ("_rels/w.bin.rels", rels(&[("worksheet", "s"), ("sharedStrings", "t"), ("styles", "t")])),
            ("s", sheet.to_vec()),
            ("t", texts.to_vec()),
        ],
    };
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        if zip.start_file(name, options).is_err() || zip.write_all(&bytes).is_err() {
            return;
        }
    }
    if let Ok(zip) = zip.finish() {
        let _ = read(&mut zip.into_inner().as_slice(), "a", &Options::default(), &mut Quiet);
    }
});
