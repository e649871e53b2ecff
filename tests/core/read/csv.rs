use super::support::*;
use gelan::input::read::{Format, NoteKind, Options, ReadError, TextEncoding, read};

const LIST: &str = "姓名,网格,户数\r\n张一,三都村第一网格,12\r\n李二,\"平地村,第二网格\",\r\n";
const LINES: &[&str] =
    &["1: 1=姓名 2=网格 3=户数", "2: 1=张一 2=三都村第一网格 3=12", "3: 1=李二 2=平地村,第二网格"];

#[test]
fn every_encoding() {
    let marked = format!("\u{FEFF}{LIST}");
    for (bytes, encoding) in [
        (LIST.as_bytes().to_vec(), TextEncoding::Utf8),
        (marked.as_bytes().to_vec(), TextEncoding::Utf8),
        (gbk(LIST), TextEncoding::Gb18030),
        (utf16(LIST, true), TextEncoding::Utf16Le),
        (utf16(LIST, false), TextEncoding::Utf16Be),
        (utf16(&marked, true), TextEncoding::Utf16Le),
        (utf16(&marked, false), TextEncoding::Utf16Be),
    ] {
        let (result, kept) = try_read(&bytes);
        assert_eq!(result, Ok(Format::Csv(encoding)));
        assert_eq!(kept.sheets[0].lines(), LINES);
        assert_eq!(kept.sheets[0].kinds(), ["text"; 8]);
    }
}

#[test]
fn a_chosen_encoding_counts() {
    let mut kept = Kept::default();
    let options = Options { encoding: Some(TextEncoding::Gb18030) };
    // Both bytes pairs are valid UTF-8 as well: 联通, the old joke.
    read(&mut gbk("联通,1").as_slice(), "a.csv", &options, &mut kept).unwrap();
    assert_eq!(kept.sheets[0].lines(), ["1: 1=联通 2=1"]);
}

#[test]
fn every_separator() {
    for separator in [",", "\t", ";", "|"] {
        let text = format!("村{separator}户数\n三都村{separator}12\n平地村{separator}7\n");
        assert_eq!(lines(text.as_bytes()), ["1: 1=村 2=户数", "2: 1=三都村 2=12", "3: 1=平地村 2=7"]);
    }
}

#[test]
fn rows_count_as_in_the_spreadsheet_program() {
    let text = "a,b\n\n\"两行\r\n一格\",x\r\r\n末行\n";
    assert_eq!(lines(text.as_bytes()), ["1: 1=a 2=b", "3: 1=两行\n一格 2=x", "5: 1=末行"]);
}

#[test]
fn ragged_rows_and_marks_inside_fields() {
    let text = "a,b,c\n1\n1,2,3,4\n37'8\"N,\"他说\"\"好\"\"\",\"x\"y\n";
    let expected = ["1: 1=a 2=b 3=c", "2: 1=1", "3: 1=1 2=2 3=3 4=4", "4: 1=37'8\"N 2=他说\"好\" 3=xy"];
    assert_eq!(lines(text.as_bytes()), expected);
}

#[test]
fn a_mark_that_never_closes_loses_no_row() {
    let kept = read_all("村,备注\n三都村,\"未完\n平地村,好\n".as_bytes());
    assert_eq!(kept.sheets[0].lines(), ["1: 1=村 2=备注", "2: 1=三都村 2=\"未完", "3: 1=平地村 2=好"]);
    assert_eq!(kept.notes.len(), 1);
    assert_eq!(kept.notes[0].row, Some(2));
}

#[test]
fn bytes_that_are_no_text_are_told_with_their_row() {
    let mut bytes = "村,户\n".repeat(40).into_bytes();
    bytes.extend(b"\xFFx,1\n");
    let kept = read_all(&bytes);
    assert_eq!(kept.notes.len(), 1);
    assert_eq!((kept.notes[0].kind, kept.notes[0].row), (NoteKind::Encoding, Some(41)));
    assert_eq!(kept.sheets[0].rows.len(), 41);
}

#[test]
fn progress_and_stop() {
    let text = "三都村,第一网格,张一,2024-03-05\n".repeat(60_000);
    let kept = read_all(text.as_bytes());
    assert!(kept.progress.len() >= 3 && kept.progress.is_sorted(), "{:?}", kept.progress);
    assert!(kept.progress.iter().all(|d| *d <= text.len() as u64));
    assert_eq!(kept.sheets[0].rows.len(), 60_000);
    let mut kept = Kept { stop_after_rows: Some(3), ..Kept::default() };
    let result = read(&mut text.as_bytes(), "a.csv", &Options::default(), &mut kept);
    assert_eq!(result, Err(ReadError::Stopped));
    assert_eq!(kept.sheets[0].rows.len(), 3);
}

#[test]
fn records_across_pieces_stay_whole() {
    let field = "网".repeat(9_000);
    let text = format!("\"{field}\n甲\",乙\r\n").repeat(40);
    let kept = read_all(text.as_bytes());
    assert_eq!(kept.sheets[0].rows.len(), 40);
    for (nth, (row, _, cells)) in kept.sheets[0].rows.iter().enumerate() {
        assert_eq!(*row, nth as u32 + 1);
        assert_eq!(cells[0].2, format!("{field}\n甲"));
        assert_eq!(cells[1].2, "乙");
    }
}

#[test]
fn nothing_in_it() {
    assert_eq!(try_read(b"").0, Err(ReadError::Empty));
    assert_eq!(try_read(b"\r\n,,\r\n").0, Err(ReadError::Empty));
}

#[test]
fn a_foreign_byte_may_come_late() {
    let mut bytes = b"1,2\r\n".repeat(300_000);
    bytes.extend(gbk("姓名,网格\r\n张三,第一网格\r\n"));
    let (result, kept) = try_read(&bytes);
    assert_eq!(result, Ok(Format::Csv(TextEncoding::Gb18030)));
    let lines = kept.sheets[0].lines();
    assert_eq!(lines[300_000..], ["300001: 1=姓名 2=网格", "300002: 1=张三 2=第一网格"]);
    assert!(kept.notes.is_empty());
}

#[test]
fn one_broken_byte_leaves_utf8() {
    let mut bytes = LIST.repeat(50).into_bytes();
    bytes.insert(7, 0xFF);
    let (result, kept) = try_read(&bytes);
    assert_eq!(result, Ok(Format::Csv(TextEncoding::Utf8)));
    assert_eq!(kept.notes[0].kind, NoteKind::Encoding);
    let text = kept.sheets[0].lines().concat();
    assert!(text.contains("第一网格") && text.contains('\u{FFFD}'));
}

#[test]
fn a_person_may_choose() {
    let read = |encoding| {
        let mut kept = Kept::default();
        read(&mut gbk(LIST).as_slice(), "a.csv", &Options { encoding: Some(encoding) }, &mut kept).unwrap();
        kept
    };
    assert_eq!(read(TextEncoding::Utf8).notes[0].kind, NoteKind::Encoding);
    assert_eq!(read(TextEncoding::Gb18030).sheets[0].lines(), LINES);
}

#[test]
fn bytes_that_are_no_text() {
    for bytes in [&[0, 0, 0x1A, 0, 3, 0x10, 4, 0, 0xFF][..], &[1, 2, 3, 4, 5, 6, 7, 8, 0xFF]] {
        assert!(matches!(try_read(bytes).0, Err(ReadError::OtherKind(what)) if what.starts_with("无法识别")));
    }
}

#[test]
fn fields_and_quotes() {
    for (record, expected) in [
        ("a,,b\r\n", "1: 1=a 3=b"),
        ("\"a,\"\"b\"\"\r\nc\",d", "1: 1=a,\"b\"\nc 2=d"),
        ("37'8\"N 121\"W,x", "1: 1=37'8\"N 121\"W 2=x"),
        ("\"a\"b,c", "1: 1=ab 2=c"),
        ("\"\",c\rnext", "1: 2=c"),
    ] {
        assert_eq!(lines(record.as_bytes())[0], expected, "{record}");
    }
}

#[test]
fn the_separator_is_the_one_that_all_records_have() {
    for (text, expected) in [
        ("姓名\t户数\n张三\t1,200\n", "2: 1=张三 2=1,200"),
        ("姓名;备注\n张三;甲,乙,丙\n李四;甲\n", "2: 1=张三 2=甲,乙,丙"),
        ("a|b\n1|2\n", "2: 1=1 2=2"),
        ("\"x;y;z\",b\n\"x;y;z\",2\n", "2: 1=x;y;z 2=2"),
    ] {
        assert_eq!(lines(text.as_bytes())[1], expected);
    }
}

#[test]
fn parts_in_another_encoding() {
    let (first, second) = (
        "行政村,网格,户数\n三都村,第一网格,12\n平地村,第二网格,7\n",
        "行政村,网格\n三都村,第三网格\n龙泉村,一\n",
    );
    let all: Vec<String> = [first, second].concat().lines().map(str::to_owned).collect();
    let utf8 = |text: &str| text.as_bytes().to_vec();
    let marked = |text: &str| format!("\u{FEFF}{text}").into_bytes();
    let long = "柏砚秋,云栗镇,第一网格\n".repeat(20_000);
    for (bytes, encoding, row) in [
        ([gbk(first), utf8(second)].concat(), TextEncoding::Gb18030, 4),
        ([utf8(first), gbk(second)].concat(), TextEncoding::Gb18030, 1),
        ([marked(first), gbk(second)].concat(), TextEncoding::Utf8, 4),
        ([gbk(first), marked(second)].concat(), TextEncoding::Gb18030, 4),
        ([gbk(first), utf16(&format!("\u{FEFF}{second}"), true)].concat(), TextEncoding::Gb18030, 4),
        ([utf8(first), utf16(&format!("\u{FEFF}{second}"), false)].concat(), TextEncoding::Utf8, 4),
    ] {
        let (result, kept) = try_read(&bytes);
        assert_eq!(result, Ok(Format::Csv(encoding)));
        let seen: Vec<String> = kept.sheets[0]
            .rows
            .iter()
            .map(|(_, _, cells)| cells.iter().map(|(_, _, t)| t.as_str()).collect::<Vec<_>>().join(","))
            .collect();
        assert_eq!(seen, all);
        let notes: Vec<_> = kept.notes.iter().map(|n| (n.kind, n.row)).collect();
        assert_eq!(notes, [(NoteKind::Encoding, Some(row))]);
    }
    // Far into the file, and fields of one encoding in lines of the other.
    let kept = read_all(&[utf8(&long), gbk(second), utf8(&long)].concat());
    assert_eq!(kept.sheets[0].lines()[20_001], "20002: 1=三都村 2=第三网格");
    assert_eq!(kept.notes.iter().map(|n| n.row).collect::<Vec<_>>(), [Some(20_001)]);
    let lines_of = |village: &[u8], name: &[u8]| [village, b",12,", name, b"\r\n"].concat().repeat(3);
    for bytes in [
        [gbk("村,户,姓名\n"), lines_of(&gbk("三都村"), "瞿予安".as_bytes())].concat(),
        [utf8("村,户,姓名,村,户,姓名\n"), lines_of("三都村".as_bytes(), &gbk("瞿予安"))].concat(),
    ] {
        assert_eq!(lines(&bytes)[1], "2: 1=三都村 2=12 3=瞿予安");
    }
}

#[test]
fn text_behind_a_text_in_utf_16() {
    let first = "\u{FEFF}行政村,日期,网格\r\n三都村,2024-03-05,㈠《第一网格》\r\n".repeat(3_000);
    let second = "平地村,2024-03-06,第二网格\r\n".repeat(3_000);
    for is_le in [true, false] {
        for behind in [gbk(&second), second.clone().into_bytes()] {
            let kept = read_all(&[utf16(&first, is_le), behind].concat());
            let lines = kept.sheets[0].lines();
            assert_eq!(lines.len(), 9_000);
            assert_eq!(lines[1], "2: 1=三都村 2=2024-03-05 3=㈠《第一网格》");
            assert_eq!(lines[6_000], "6001: 1=平地村 2=2024-03-06 3=第二网格");
            assert_eq!(lines[8_999], "9000: 1=平地村 2=2024-03-06 3=第二网格");
            assert_eq!(kept.notes.iter().map(|n| n.row).collect::<Vec<_>>(), [Some(6_001)]);
        }
        assert_eq!(read_all(&utf16(&first, is_le)).notes, []);
    }
}

#[test]
fn short_texts_of_one_encoding_are_not_taken_for_the_other() {
    let kept = read_all(&gbk("村,公司,备注\n三都村,联通,移动\n平地村,电信,联通\n"));
    assert_eq!(kept.sheets[0].lines()[1], "2: 1=三都村 2=联通 3=移动");
    assert_eq!(kept.notes, []);
    // But a short one stays with its neighbours.
    let kept = read_all(&["\u{FEFF}村,户数\n".as_bytes(), &gbk("一村,12\n平地村,一\n")].concat());
    assert_eq!(kept.sheets[0].lines(), ["1: 1=村 2=户数", "2: 1=一村 2=12", "3: 1=平地村 2=一"]);
    // A byte that was lost leaves the rest what it was.
    let broken = "村,姓名,备注\n三都村,柏砚秋,好\n平地村,瞿予安,好\n".repeat(9);
    let kept = read_all(&[broken.as_bytes(), b"\xE4\xB8,\xE6\x9D\x91\xE6\x9D,3\n"].concat());
    assert!(kept.sheets[0].lines().last().unwrap().contains('\u{FFFD}'));
    assert!(kept.notes.iter().all(|n| n.message.contains('�')));
}

#[test]
fn fields_filled_up_with_nul() {
    let line = |fields: [&str; 3], encode: &dyn Fn(&str) -> Vec<u8>| {
        let padded = fields.map(|f| {
            let mut bytes = encode(f);
            bytes.resize(30, 0);
            bytes
        });
        [padded.join(&b","[..]), b"\r\n".to_vec()].concat()
    };
    for encode in [&gbk as &dyn Fn(&str) -> Vec<u8>, &|t| t.as_bytes().to_vec()] {
        let bytes =
            [line(["村", "网格", "户数"], encode), line(["三都村", "第一网格", "12"], encode)].concat();
        let kept = read_all(&bytes);
        assert_eq!(kept.sheets[0].lines(), ["1: 1=村 2=网格 3=户数", "2: 1=三都村 2=第一网格 3=12"]);
        assert_eq!(kept.notes.len(), 1);
    }
}

#[test]
fn millions_of_nul() {
    let bytes = ["村,户\n三都村,12\n".as_bytes(), &vec![0; 3 << 20], "\n平地村,7\n".as_bytes()].concat();
    let kept = read_all(&bytes);
    assert_eq!(kept.sheets[0].lines(), ["1: 1=村 2=户", "2: 1=三都村 2=12", "4: 1=平地村 2=7"]);
    assert_eq!(
        kept.notes.iter().map(|n| (n.kind, n.row)).collect::<Vec<_>>(),
        [(NoteKind::Encoding, Some(3))]
    );
}
