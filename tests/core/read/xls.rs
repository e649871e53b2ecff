use super::support::*;
use gelan::input::read::{Format, ReadError, Visibility};

const BIFF8: u16 = 0x0600;
const BIFF5: u16 = 0x0500;

fn record(id: u16, data: &[u8]) -> Vec<u8> {
    [&id.to_le_bytes()[..], &(data.len() as u16).to_le_bytes(), data].concat()
}

fn words(list: &[u16]) -> Vec<u8> {
    list.iter().flat_map(|w| w.to_le_bytes()).collect()
}

fn bof(version: u16, kind: u16) -> Vec<u8> {
    record(0x0809, &words(&[version, kind, 0, 0, 0, 0, 0, 0]))
}

/// A workbook stream: records of the globals, then sheets as state and records.
fn stream(version: u16, globals: &[Vec<u8>], sheets: &[(u8, &[Vec<u8>])]) -> Vec<u8> {
    let bound = |nth: usize, state: u8, offset: u32| {
        let name = format!("S{nth}");
        let mut data = offset.to_le_bytes().to_vec();
        data.extend([state, 0, name.len() as u8]);
        if version == BIFF8 {
            data.push(0);
        }
        data.extend(name.bytes());
        record(0x0085, &data)
    };
    let head = [bof(version, 5), globals.concat()].concat();
    let bounds: usize = (0..sheets.len()).map(|n| bound(n, 0, 0).len()).sum();
    let mut offset = head.len() + bounds + 4;
    let (mut list, mut bodies) = (Vec::new(), Vec::new());
    for (nth, (state, records)) in sheets.iter().enumerate() {
        let body = [bof(version, 0x10), records.concat(), record(0x000A, &[])].concat();
        list.extend(bound(nth, *state, offset as u32));
        offset += body.len();
        bodies.extend(body);
    }
    [head, list, record(0x000A, &[]), bodies].concat()
}

fn xls(globals: &[Vec<u8>], sheet: &[Vec<u8>]) -> Vec<u8> {
    compound("Workbook", &stream(BIFF8, globals, &[(0, sheet)]))
}

fn at(row: u16, column: u16, style: u16, value: &[u8]) -> Vec<u8> {
    [words(&[row, column, style]), value.to_vec()].concat()
}

fn number(row: u16, column: u16, style: u16, value: f64) -> Vec<u8> {
    record(0x0203, &at(row, column, style, &value.to_le_bytes()))
}

fn label(row: u16, column: u16, text: &[u8]) -> Vec<u8> {
    record(0x0204, &at(row, column, 0, &[words(&[text.len() as u16]), text.to_vec()].concat()))
}

fn wide(text: &str) -> Vec<u8> {
    [words(&[text.encode_utf16().count() as u16]), vec![1], utf16(text, true)].concat()
}

#[test]
fn every_type_of_cell() {
    let sst = [
        3_u32.to_le_bytes().to_vec(),
        3_u32.to_le_bytes().to_vec(),
        wide("三都村"),
        // Rich text: two runs after the characters. Phonetic: four bytes after them.
        [words(&[2]), vec![1 | 8], words(&[2]), utf16("平地", true), vec![0; 8]].concat(),
        [words(&[2]), vec![4], 4_u32.to_le_bytes().to_vec(), b"ab".to_vec(), vec![9; 4]].concat(),
    ]
    .concat();
    let shared = |column, index: u32| record(0x00FD, &at(0, column, 0, &index.to_le_bytes()));
    let formula =
        |column, result: [u8; 8]| record(0x0006, &at(1, column, 0, &[result.to_vec(), vec![0; 8]].concat()));
    let rk = |v: i32| [words(&[0]), (v << 2 | 2).to_le_bytes().to_vec()].concat();
    let sheet = [
        shared(0, 0),
        shared(1, 1),
        shared(2, 2),
        record(0x027E, &at(0, 3, 0, &(1234_i32 << 2 | 3).to_le_bytes())),
        record(0x00BD, &[words(&[0, 4]), rk(7), rk(-8), words(&[5])].concat()),
        record(0x0205, &at(0, 6, 0, &[1, 0])),
        record(0x0205, &at(0, 7, 0, &[0x2A, 1])),
        record(0x0201, &words(&[0, 8, 0])),
        formula(0, 2.5_f64.to_le_bytes()),
        formula(1, [0, 0, 0, 0, 0, 0, 0xFF, 0xFF]),
        record(0x04BC, &[0; 10]),
        record(0x0207, &wide("公式")),
        formula(2, [1, 0, 1, 0, 0, 0, 0xFF, 0xFF]),
        formula(3, [2, 0, 7, 0, 0, 0, 0xFF, 0xFF]),
        formula(4, [3, 0, 0, 0, 0, 0, 0xFF, 0xFF]),
    ];
    let (result, kept) = try_read(&xls(&[record(0x00FC, &sst)], &sheet));
    assert_eq!(result, Ok(Format::Xls));
    let expected =
        ["1: 1=三都村 2=平地 3=ab 4=12.34 5=7 6=-8 7=TRUE 8=#N/A", "2: 1=2.5 2=公式 3=TRUE 4=#DIV/0!"];
    assert_eq!(kept.sheets[0].lines(), expected);
}

#[test]
fn shared_texts_across_records() {
    let head = [1_u32.to_le_bytes(), 3_u32.to_le_bytes()].concat();
    // The first text is cut in the middle and goes on with characters of another width.
    let first = [head, words(&[4]), vec![1], utf16("三都", true)].concat();
    let second = [&[0][..], b"ab", &words(&[1]), &[0], b"c"].concat();
    let shared = |column, index: u32| record(0x00FD, &at(0, column, 0, &index.to_le_bytes()));
    let globals = [record(0x00FC, &first), record(0x003C, &second), record(0x003C, &wide("丁"))];
    let kept = read_all(&xls(&globals, &[shared(0, 0), shared(1, 1), shared(2, 2), shared(3, 99)]));
    assert_eq!(kept.sheets[0].lines(), ["1: 1=三都ab 2=c 3=丁"]);
    assert_eq!(kept.notes.len(), 1);
}

#[test]
fn a_count_that_lies_takes_no_memory() {
    let sst = [u32::MAX.to_le_bytes().to_vec(), u32::MAX.to_le_bytes().to_vec(), wide("甲")].concat();
    let kept = read_all(&xls(&[record(0x00FC, &sst)], &[record(0x00FD, &at(0, 0, 0, &0_u32.to_le_bytes()))]));
    assert_eq!(kept.sheets[0].lines(), ["1: 1=甲"]);
}

#[test]
fn merges_hidden_rows_and_dates() {
    let format = record(0x041E, &[words(&[200]), wide("yyyy\"年\"m\"月\"d\"日\"")].concat());
    let xf = |number| record(0x00E0, &words(&[0, number, 0, 0, 0, 0, 0, 0, 0, 0]));
    let sheet = [
        record(0x0208, &words(&[1, 0, 3, 255, 0, 0, 0x0120, 0x000F])),
        number(0, 0, 1, 45_356.0),
        number(1, 0, 0, 45_356.0),
        number(2, 0, 2, 0.5),
        record(0x00E5, &words(&[2, 0, 1, 0, 2, 4, 4, 1, 3])),
    ];
    let globals = [format, xf(0), xf(200), xf(20)];
    let kept = read_all(&xls(&globals, &sheet));
    assert_eq!(kept.sheets[0].lines(), ["1: 1=2024-03-05", "2*: 1=45356", "3: 1=12:00:00"]);
    assert_eq!(kept.sheets[0].merges(), [(1, 1, 2, 3), (5, 2, 5, 4)]);
    let globals = [globals.concat(), record(0x0022, &words(&[1]))];
    assert_eq!(read_all(&xls(&globals, &sheet)).sheets[0].lines()[0], "1: 1=2028-03-06");
}

#[test]
fn cells_in_no_order_are_put_in_order() {
    let sheet = [number(2, 0, 0, 5.0), number(0, 1, 0, 2.0), number(0, 0, 0, 1.0), number(2, 0, 0, 6.0)];
    assert_eq!(lines(&xls(&[], &sheet)), ["1: 1=1 2=2", "3: 1=6"]);
}

#[test]
fn gbk_in_biff5() {
    let code_page = |n: u16| vec![record(0x0042, &words(&[n]))];
    // Named as GBK of Windows or of Macintosh, as Unicode, which BIFF5 does not have, and not at all.
    for globals in [code_page(936), code_page(10_008), code_page(1_200), vec![]] {
        let sheet = [label(0, 0, &gbk("三都村第一网格")), label(0, 1, b"abc"), number(1, 0, 0, 3.0)];
        let book = compound("Book", &stream(BIFF5, &globals, &[(0, &sheet)]));
        assert_eq!(lines(&book), ["1: 1=三都村第一网格 2=abc", "2: 1=3"]);
    }
}

#[test]
fn sheets_hidden_and_charts_within() {
    let chart = [bof(BIFF8, 0x20), number(9, 9, 0, 9.0), record(0x000A, &[])].concat();
    let (first, second) = ([number(0, 0, 0, 1.0), chart, number(1, 0, 0, 2.0)], [number(0, 0, 0, 3.0)]);
    let bytes = compound("WORKBOOK", &stream(BIFF8, &[], &[(0, &first), (1, &second), (2, &second)]));
    let kept = read_all(&bytes);
    let seen: Vec<_> =
        kept.sheets.iter().map(|s| (s.info.name.as_str(), s.info.visibility, s.lines().len())).collect();
    assert_eq!(
        seen,
        [("S0", Visibility::Visible, 2), ("S1", Visibility::Hidden, 1), ("S2", Visibility::VeryHidden, 1)]
    );
}

#[test]
fn the_text_of_a_formula_may_go_on() {
    let formula = record(0x0006, &at(0, 0, 0, &[0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0, 0, 0, 0]));
    let text = record(0x0207, &[words(&[5]), vec![1], utf16("三都", true)].concat());
    let rest = record(0x003C, b"\0abc");
    assert_eq!(lines(&xls(&[], &[formula, text, rest, number(0, 1, 0, 2.0)])), ["1: 1=三都abc 2=2"]);
}

#[test]
fn records_without_a_compound_file() {
    assert_eq!(lines(&stream(BIFF8, &[], &[(0, &[number(0, 0, 0, 1.0)])])), ["1: 1=1"]);
    assert_eq!(lines(&stream(BIFF5, &[], &[(0, &[label(0, 0, b"a")])])), ["1: 1=a"]);
}

#[test]
fn a_password_says_so() {
    assert_eq!(try_read(&xls(&[record(0x002F, &[0; 54])], &[])).0, Err(ReadError::Encrypted));
}

#[test]
fn other_compound_files_are_named() {
    assert_eq!(try_read(&compound("WordDocument", &[0])).0, Err(ReadError::OtherKind("Word 文档".into())));
}

#[test]
fn chains_that_loop_or_meet_are_refused() {
    let good = xls(&[], &vec![number(0, 0, 0, 1.0); 600]);
    let fat = good.len() - 512;
    for (sector, next) in [(3, 2_u32), (5, 5), (4, 0)] {
        let mut bytes = good.clone();
        bytes[fat + sector * 4..fat + sector * 4 + 4].copy_from_slice(&next.to_le_bytes());
        assert!(matches!(try_read(&bytes).0, Err(ReadError::Damaged(_))), "{sector} → {next}");
    }
    let mut bytes = good.clone();
    bytes[68..76].copy_from_slice(&[7, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0x7F]);
    let _ = try_read(&bytes);
}

#[test]
fn cut_and_flipped_files_end_in_a_word() {
    let sst = [1_u32.to_le_bytes().to_vec(), 1_u32.to_le_bytes().to_vec(), wide("三都村")].concat();
    let sheet = [record(0x00FD, &at(0, 0, 0, &[0; 4])), number(1, 1, 0, 2.0)];
    let good = xls(&[record(0x00FC, &sst)], &sheet);
    for length in (0..good.len()).step_by(7) {
        let _ = try_read(&good[..length]);
    }
    for at in 0..good.len() {
        let mut bytes = good.clone();
        bytes[at] ^= 0x55;
        let _ = try_read(&bytes);
    }
}

/// A record of BIFF2: place, three bytes of attributes, value.
fn cell_2(id: u16, row: u16, column: u16, attributes: [u8; 3], value: &[u8]) -> Vec<u8> {
    record(id, &[&words(&[row, column])[..], &attributes, value].concat())
}

fn counted(text: &[u8]) -> Vec<u8> {
    [&[text.len() as u8][..], text].concat()
}

#[test]
fn a_sheet_without_a_workbook_as_programs_write_it() {
    for (text, bytes) in
        [("三都村", gbk("三都村")), ("三都村", "三都村".as_bytes().to_vec()), ("abc", b"abc".to_vec())]
    {
        // The version is left empty by most, and some never end.
        for version in [0, BIFF5, BIFF8, 0x0200] {
            for (head, end) in [
                (record(0x0809, &words(&[version, 0x10, 0, 0])), record(0x000A, &[])),
                (record(0x0809, &words(&[version, 0x10, 0])), Vec::new()),
                (bof(version, 0x10), record(0x000A, &[])),
            ] {
                let sheet =
                    [head, label(0, 0, &bytes), number(0, 1, 0, 12.0), label(2, 1, &bytes), end].concat();
                let (result, kept) = try_read(&sheet);
                assert_eq!(result, Ok(Format::Xls), "{version}");
                assert_eq!(kept.sheets[0].lines(), [format!("1: 1={text} 2=12"), format!("3: 2={text}")]);
                assert_eq!(lines(&compound("Book", &sheet)).len(), 2);
            }
        }
    }
}

#[test]
fn sheets_of_the_first_versions() {
    let plain = [0; 3];
    let date = record(0x001E, &counted(b"yyyy/m/d"));
    let xf = |format: u8| record(0x0043, &[0, 0, format, 0]);
    let cells = |style: [u8; 3]| {
        [
            cell_2(0x0004, 0, 0, plain, &counted(&gbk("三都村"))),
            cell_2(0x0002, 0, 1, plain, &words(&[12])),
            cell_2(0x0003, 0, 2, style, &45_356_f64.to_le_bytes()),
            cell_2(0x0005, 0, 3, plain, &[1, 0]),
            cell_2(0x0006, 1, 0, plain, &[&2.5_f64.to_le_bytes()[..], &[0, 0]].concat()),
            cell_2(0x0006, 1, 1, plain, &[0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0, 0]),
            record(0x0007, &counted(&gbk("平地村"))),
        ]
        .concat()
    };
    let general = record(0x001E, &counted(b"General"));
    let end = record(0x000A, &[]);
    let begin = |length: usize| record(0x0009, &words(&[2, 0x10, 0, 0])[..length]);
    let expected = ["1: 1=三都村 2=12 3=2024-03-05 4=TRUE", "2: 1=2.5 2=平地村"];
    for length in [4, 6, 8] {
        // With styles, and with the number format in the cell.
        let styled =
            [begin(length), general.clone(), date.clone(), xf(0), xf(1), cells([1, 0, 0]), end.clone()];
        assert_eq!(lines(&styled.concat()), expected);
        let bare = [begin(length), general.clone(), date.clone(), cells([0, 1, 0]), end.clone()];
        assert_eq!(lines(&bare.concat()), expected);
    }
    for (begin, format, xf) in [
        (0x0209, date.clone(), 0x0243),
        (0x0409, record(0x041E, &[vec![0, 0], counted(b"yyyy/m/d")].concat()), 0x0443),
    ] {
        let xf = record(xf, &[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        let begin = record(begin, &words(&[0, 0x10, 0]));
        let bytes =
            [begin, format, xf, label(0, 0, &gbk("三都村")), number(0, 1, 0, 45_356.0), end.clone()].concat();
        assert_eq!(lines(&bytes), ["1: 1=三都村 2=2024-03-05"]);
    }
}

#[test]
fn the_workbook_of_excel_4_has_its_sheets_within() {
    let head = |name: &str| record(0x008F, &[vec![0; 4], counted(&gbk(name))].concat());
    let sheet = |text: &str| {
        [record(0x0409, &words(&[0, 0x10, 0])), label(0, 0, &gbk(text)), record(0x000A, &[])].concat()
    };
    let begin = record(0x0409, &words(&[0, 0x0100, 0]));
    let bytes = [begin, head("走访"), sheet("甲"), head("网格"), sheet("乙"), record(0x000A, &[])].concat();
    let kept = read_all(&bytes);
    let seen: Vec<_> = kept.sheets.iter().map(|s| (s.info.name.as_str(), s.lines().concat())).collect();
    assert_eq!(seen, [("走访", "1: 1=甲".to_owned()), ("网格", "1: 1=乙".to_owned())]);
}
