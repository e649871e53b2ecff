//! The fuzz targets on arbitrary bytes, and on bytes that begin like files.

#[path = "../../fuzz/src/lib.rs"]
mod targets;

use proptest::prelude::*;

/// The first bytes of files of each format.
const STARTS: [&[u8]; 12] = [
    b"",
    b"PK\x03\x04",
    b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
    b"\x09\x08\x10\x00\x00\x06\x05\x00",
    b"\x09\x08\x08\x00\x00\x00\x10\x00\x00\x00\x00\x00\x04\x02",
    b"\x09\x00\x04\x00\x02\x00\x10\x00\x04\x00",
    b"\x09\x08\x08\x00\x00\x06\x05\x00\x00\x00\x00\x00\x2F\x00\x36\x00\x01\x00\x01\x00",
    b"<html><style>.a {mso-number-format:\"\\00\";}</style><table><td class=a x:num=",
    b"<html><table><tr><td>",
    b"<?xml version=\"1.0\"?><Workbook><Worksheet><Table><Row>",
    "村,网格,走访日期\n甲村,第一网格,".as_bytes(),
    "走访记录\t\n村\t户数\n合计\t".as_bytes(),
];

fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let start = prop::sample::select(STARTS.to_vec());
    (start, prop::collection::vec(any::<u8>(), 0..200)).prop_map(|(start, rest)| [start, &rest].concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn files_and_tables_of_any_bytes_are_answered(bytes in bytes()) {
        targets::any_file(&bytes);
        targets::any_table(&bytes);
    }

    #[test]
    fn packages_of_any_parts_are_answered(format in 0u8..3, parts in "<[a-z:=/\" <>0-9]{0,200}") {
        targets::any_package(&[&[format], parts.as_bytes()].concat());
    }

    #[test]
    fn cells_of_any_text_are_answered(text in "[年月日0-9一二三村第网格号:：/.\\-（）()户 a-z%~～、]{0,24}", any in any::<[u8; 8]>()) {
        targets::any_cell(text.as_bytes());
        targets::any_cell(&any);
    }
}
