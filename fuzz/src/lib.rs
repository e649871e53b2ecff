//! What each fuzz target asks of any bytes. The targets are thin, so that `tests/core/fuzz.rs` compiles and runs the same
//! on a stable compiler.

use gelan::count::Tally;
use gelan::draft::{as_html, as_text, check, corrected, read_draft};
use gelan::export::tables::tables;
use gelan::figures::settings::Settings;
use gelan::figures::{Setting, present};
use gelan::input::file::{ReadChoices, read_file, read_rows};
use gelan::input::geojson;
use gelan::input::read::{self, Flow, Note, Options, SheetInfo, Sink, limits};
use gelan::input::recognise::Mappings;
use gelan::input::value::{
    DateContext, check_id, date, date_of, flag, grid_key, grid_list, half_width, heading, numeral, person,
    persons, phone, quantity, quantity_under, satisfaction, squeeze, status, stem, strip_township,
    township_in, twin, village_key, year_in,
};
use gelan::model::cell::{Cell, Value};
use gelan::model::unit::Unit;
use gelan::snapshot::{Listed, TownTotals, carrier, decode, encode, figures, meter, totals};
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// Holds readers to what they promise a sink.
struct Strict;

impl Sink for Strict {
    fn sheet(&mut self, _: SheetInfo) -> Flow {
        Flow::Continue
    }

    fn row(&mut self, row: u32, _: bool, cells: &[Cell<'_>]) -> Flow {
        assert!((1..=limits::ROWS).contains(&row) && !cells.is_empty());
        assert!(cells.is_sorted_by(|a, b| a.column < b.column));
        assert!(cells.iter().all(|c| (1..=limits::COLUMNS).contains(&c.column)));
        Flow::Continue
    }

    fn note(&mut self, note: Note) {
        assert!(!note.message.is_empty());
    }
}

/// Any bytes as a dropped file: no panic, no loop, no memory without end, and rows as the sink is promised.
pub fn any_file(bytes: &[u8]) {
    let _ = read::read(&mut &*bytes, "a", &Options::default(), &mut Strict);
}

fn rels(list: &[(&str, &str)]) -> Vec<u8> {
    let one = |(kind, to): &(&str, &str)| {
        format!("<Relationship Id=\"{kind}\" Type=\"x/{kind}\" Target=\"{to}\"/>")
    };
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

/// The parts of a workbook package from one input, so that the fuzzer need not learn zip: a first byte for the format,
/// then the sheet and the shared texts, cut apart at the first byte 0xFE.
pub fn any_package(bytes: &[u8]) {
    let Some((format, rest)) = bytes.split_first() else { return };
    let cut = rest.iter().position(|b| *b == 0xFE).unwrap_or(rest.len());
    let (sheet, texts) = rest.split_at(cut);
    let texts = texts.get(1..).unwrap_or_default();
    let parts: Vec<(&str, Vec<u8>)> = match format % 3 {
        0 => vec![("mimetype", Vec::new()), ("content.xml", sheet.to_vec())],
        1 => vec![
            ("_rels/.rels", rels(&[("officeDocument", "w.xml")])),
            (
                "w.xml",
                b"<workbook><sheets><sheet name=\"a\" r:id=\"worksheet\"/></sheets></workbook>".to_vec(),
            ),
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
        let _ = read::read(&mut zip.into_inner().as_slice(), "a", &Options::default(), &mut Strict);
    }
}

/// Any text as a CSV file through recognition, records and their JSON: no panic, no loop.
pub fn any_table(bytes: &[u8]) {
    let choices = ReadChoices::default();
    let reading = read_file(&mut &*bytes, "2024年台账.csv", &choices, &mut |_| Flow::Continue);
    let mut again = |rows: &_| read_rows(&mut &*bytes, "2024年台账.csv", &choices, rows).unwrap_or_default();
    for table in tables(&reading, &[], Some(&mut again)) {
        assert!(table["header_rows"].is_array());
    }
    for (_, records) in &reading.records {
        assert_eq!(records.rows.len(), records.fingerprints.len());
        assert_eq!(records.columns.len(), records.headings.len());
    }
}

/// Any text as a cell: dates, figures, names, places, grids, flags, words of state, identity numbers. Nothing panics, and
/// what is read holds together.
pub fn any_cell(bytes: &[u8]) {
    if let Ok(number) = <[u8; 8]>::try_from(bytes) {
        let value = Value::Number(f64::from_le_bytes(number));
        for epoch_1904 in [false, true] {
            let _ = date_of(&value, DateContext { year: Some(2024), epoch_1904 });
        }
        let _ = gelan::input::value::quantity_of_under(&value, Some(Unit::Hour));
        let _ = gelan::input::value::digits_of(&value);
    }
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    for year in [None, Some(2024)] {
        if let Ok(Some(dated)) = date(text, year) {
            assert!(dated.first <= dated.last, "{text:?}: {dated:?}");
            assert!((1900..=2101).contains(&dated.first.ymd().0), "{text:?}: {dated:?}");
        }
    }
    for unit in [None, Some(Unit::Hour), Some(Unit::TenThousandYuan)] {
        if let Ok(Some(read)) = quantity_under(text, unit) {
            assert!(read.value.unsigned_abs() <= 1 << 60, "{text:?}: {read:?}");
        }
    }
    let _ = (quantity(text), numeral(text), year_in(text), flag(text), status(text), satisfaction(text));
    let _ = (check_id(text), phone(text), persons(text), twin(text), half_width(text), squeeze(text));
    assert!(!person(text).contains(char::is_whitespace) || text.contains(char::is_whitespace));
    let village = village_key(text);
    assert_eq!(village_key(&village), village, "{text:?}: not settled");
    let _ = (stem(text), township_in(text), strip_township(text, "好花红镇"));
    let _ = heading(text);
    assert!(grid_list(text).len() <= text.len() * 101 + 1);
    let (name, place) =
        text.split_at(text.char_indices().nth(text.chars().count() / 2).map_or(0, |(at, _)| at));
    let _ = grid_key(name, place);
}

/// Any bytes as a snapshot's payload behind a right checksum, and as a text, a file, the letters of a QR code: what opens
/// is possible, shows figures and is written as it was read.
pub fn any_snapshot(bytes: &[u8]) {
    let Some((version, payload)) = bytes.split_first() else { return };
    let text = meter::framed(u32::from(version % 3) + 1, payload);
    let listed = totals(&text, &Settings::default());
    if let Ok(opened) = decode(&text) {
        let places = TownTotals::of(&opened, &Settings::default());
        assert_eq!(listed, Ok(Listed::Totals(Box::new(places))), "a list shows what the places give");
        let seen = figures(&opened, &Settings::default());
        assert!(seen.measures.iter().all(|m| m.numerator >= 0 && m.denominator >= 0), "{opened:?}");
        assert!(seen.counts.iter().all(|(_, value)| value.is_none_or(|value| value >= 0)), "{opened:?}");
        assert_eq!(decode(&encode(&opened)).as_ref(), Ok(&opened));
        let _ = opened.texts();
    }
    let _ = carrier::from_file(bytes).map(|text| decode(&text));
    let _ = carrier::find(&String::from_utf8_lossy(bytes)).map(|text| decode(&text));
}

/// Any bytes as a draft: a text, a document, and the document part of one. What is found stands in the text, and what is
/// corrected is written in every form.
pub fn any_draft(bytes: &[u8]) {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let part = zip.start_file("word/document.xml", options).is_ok() && zip.write_all(bytes).is_ok();
    let document = zip.finish().map(Cursor::into_inner).unwrap_or_default();
    let nothing = present(&Tally::default(), Setting::default());
    for bytes in [bytes, &document].into_iter().take(1 + usize::from(part)) {
        let Ok(draft) = read_draft(bytes) else { continue };
        let found = check(&draft.text, &nothing, &[]);
        let _ = (as_text(&draft.text, &found), as_html(&draft.text, &found), corrected(bytes, &found));
    }
}

/// Any text as GeoJSON and as a file of mappings: it is read or refused by a sentence, and a mapping that was read is
/// written and read again.
pub fn any_json(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Err(error) = geojson::read(bytes) {
        assert!(!error.to_string().is_empty());
    }
    let mut mappings = Mappings::default();
    if mappings.take_file(&text).is_ok() {
        let written = mappings.to_file();
        let mut again = Mappings::default();
        assert!(again.take_file(&written).is_ok(), "{written}");
        assert_eq!(again.to_file(), written);
    }
}
