//! What a file is, by its content alone.

use super::support::*;
use gelan::input::read::{Format, Options, ReadError, TextEncoding, read};

#[test]
fn what_a_file_is_is_seen_from_its_bytes() {
    let of = |bytes: &[u8]| try_read(bytes).0;
    assert_eq!(of(&zip(&[("a.csv", "村,户\n")])), Ok(Format::Zip));
    assert_eq!(of(b"\xEF\xBB\xBF \r\n<HTML><body><TABLE><td>1"), Ok(Format::Html));
    assert_eq!(of("<meta charset=gbk><table><tr><td>村</td>".as_bytes()), Ok(Format::Html));
    assert_eq!(of(b"<?xml version=\"1.0\"?><html><table><td>1</table></html>"), Ok(Format::Html));
    let ml = b"<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">\
        <Worksheet><Table><Row><Cell><Data>1</Data></Cell></Row></Table></Worksheet></Workbook>";
    assert_eq!(of(ml), Ok(Format::SpreadsheetMl));
    for text in ["{name},{number}\n", "姓名,网格\n"] {
        assert_eq!(of(text.as_bytes()), Ok(Format::Csv(TextEncoding::Utf8)));
    }
    for (bytes, what) in [
        (&b"%PDF-1.7"[..], "PDF 文档"),
        (b"<?xml version=\"1.0\"?><rss/>", "XML 文件"),
        (b"{\"a\": 1}", "JSON 文件"),
        (b"\0\0\x1A\0\x03\x10\x04\0\0\0", "无法识别的文件"),
    ] {
        assert!(matches!(of(bytes), Err(ReadError::OtherKind(found)) if found.starts_with(what)), "{what}");
    }
}

/// Bytes without any order, as encrypted ones are.
fn noise(count: usize) -> Vec<u8> {
    let mut state = 0x9E37_79B9_u32;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        (state >> 11) as u8
    };
    (0..count).map(|_| next()).collect()
}

#[test]
fn files_wrapped_by_document_control_say_so() {
    let of = |bytes: &[u8], name: &str| read(&mut &*bytes, name, &Options::default(), &mut Kept::default());
    let wrapped = Err(ReadError::Wrapped);
    for mark in
        [&b"b\x14#e\0\0\0\0\0\0\0\0E-SafeNet\0LOCK"[..], b"%TSD-Header-###%\x01\0", b"DG_FILE VER 3.0\0"]
    {
        for (length, name) in [(60, "台账.xlsx"), (5_000, "台账.csv"), (700, "台账")] {
            assert_eq!(of(&[mark, &noise(length)].concat(), name), wrapped, "{name}");
        }
    }
    for length in [400, 3_000, 100_000] {
        assert_eq!(of(&[&b"\x8A\0\0\0"[..], &noise(length)].concat(), "台账.XLSX"), wrapped, "{length}");
        assert!(matches!(of(&noise(length), "照片.bin"), Err(ReadError::OtherKind(_))));
    }
    // A program's own data is no noise, and a list of such software is a table.
    let data: Vec<u8> = (0..4_000_u32).flat_map(|n| (n / 7).to_le_bytes()).collect();
    assert!(matches!(of(&data, "台账.xls"), Err(ReadError::OtherKind(_))));
    assert_eq!(of("软件,数\nE-SafeNet,2\n".as_bytes(), "软件.csv"), Ok(Format::Csv(TextEncoding::Utf8)));
}

#[test]
fn the_xml_of_programs_is_named() {
    let of = |text: &str| try_read(text.as_bytes()).0;
    let rows = "<Table><村>三都村</村><户>12</户></Table>";
    for text in [
        format!("<?xml version=\"1.0\" standalone=\"yes\"?><NewDataSet>{rows}</NewDataSet>"),
        format!("<NewDataSet>\r\n  {rows}\r\n</NewDataSet>"),
        format!("<?xml version=\"1.0\"?><数据><TableRow/>{rows}</数据>"),
        "<rows><row id=\"1\"/></rows>".to_owned(),
    ] {
        assert_eq!(of(&text), Err(ReadError::OtherKind("XML 文件".into())), "{text}");
    }
    for text in
        ["<style>td{}</style><TABLE border=0><TR><TD>村</TABLE>", "<table\n><tbody><tr/><td>1</table>"]
    {
        assert_eq!(of(text), Ok(Format::Html), "{text}");
    }
    assert_eq!(of("<姓名>,<网格>\n甲,1\n"), Ok(Format::Csv(TextEncoding::Utf8)));
}

#[test]
fn blanks_that_a_program_wrote_before_a_binary_file() {
    let words = |list: &[u16]| list.iter().flat_map(|w| w.to_le_bytes()).collect::<Vec<u8>>();
    let sheet =
        [words(&[0x0809, 8, 0, 0x10, 0, 0, 0x0203, 14, 0, 0, 0]), 12_f64.to_le_bytes().to_vec()].concat();
    let package = zip(&[("a.csv", "村,户\n三都村,12\n")]);
    for before in ["\u{FEFF}", "\r\n", "\u{FEFF}\n\t\n", " "] {
        let of = |bytes: &[u8]| try_read(&[before.as_bytes(), bytes].concat());
        assert_eq!(of(&sheet).1.sheets[0].lines(), ["1: 1=12"], "{before:?}");
        assert_eq!(of(&package).0, Ok(Format::Zip), "{before:?}");
        assert_eq!(of("村,户\n".as_bytes()).0, Ok(Format::Csv(TextEncoding::Utf8)));
    }
}
