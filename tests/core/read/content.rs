//! What a file is, by its content alone.

use super::support::*;
use gelan::input::read::{Format, ReadError, TextEncoding};

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
