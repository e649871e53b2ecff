//! Files that may be no tables: what they turn out to be, read as a stream and under limits that are named.

use crate::common::{session, town};
use gelan::draft::{Draft, NoDraft};
use gelan::input::file::read_file;
use gelan::input::read::{Flow, Source};
use gelan::model::period::PeriodChoice;
use gelan::session::handler::{Asked, Handler};
use gelan::session::look::{LookFor, Looked, for_an_engine, in_codes, too_many_pixels};
use gelan::session::protocol::{Request, Response};
use gelan::snapshot::{Choices, carrier};
use gelan::text::Language;
use std::io;

/// A file without a byte in memory: what is not `inside`, from `at` on, is `fill`.
struct Sparse {
    length: u64,
    fill: u8,
    at: u64,
    inside: Vec<u8>,
    /// The largest piece that was asked for.
    most: usize,
    read: u64,
}

impl Sparse {
    fn of(length: u64, fill: u8, at: u64, inside: &[u8]) -> Self {
        Self { length, fill, at, inside: inside.to_vec(), most: 0, read: 0 }
    }
}

impl Source for Sparse {
    fn len(&self) -> u64 {
        self.length
    }

    fn read_at(&mut self, offset: u64, into: &mut [u8]) -> io::Result<usize> {
        let n = usize::try_from(self.length.saturating_sub(offset)).unwrap_or(usize::MAX).min(into.len());
        for (byte, at) in into.iter_mut().take(n).zip(offset..) {
            let inside = at.checked_sub(self.at).and_then(|at| self.inside.get(usize::try_from(at).ok()?));
            *byte = inside.copied().unwrap_or(self.fill);
        }
        self.most = self.most.max(into.len());
        self.read += n as u64;
        Ok(n)
    }
}

fn look(what: LookFor, name: &str, file: &mut dyn Source) -> (Looked, Vec<u64>) {
    let mut worker = Handler::new(gelan::export::write);
    let mut parts = Vec::new();
    let request = Request::Look { name: name.to_owned(), what, language: Language::Zh };
    let asked = Asked { request, file: Some(file), reading: None };
    let response = worker.answer(asked, &mut |part| match part.response {
        Response::Progress { done, .. } => parts.push(done),
        other => panic!("{other:?}"),
    });
    match response.response {
        Response::Looked(looked) => (looked, parts),
        other => panic!("{other:?}"),
    }
}

fn refused(what: LookFor, name: &str, file: &mut dyn Source) -> String {
    match look(what, name, file).0 {
        Looked::Refused(sentence) => sentence,
        other => panic!("{other:?}"),
    }
}

fn snapshot() -> String {
    let mut worker = Handler::new(gelan::export::write);
    for (id, (name, bytes)) in (0..).zip(town::files()) {
        let mut file = bytes.as_slice();
        let request = Request::Read { name, choices: Default::default(), is_shared: false };
        let read = worker.answer(Asked { request, file: Some(&mut file), reading: None }, &mut |_| {});
        worker.answer(Asked { request: Request::Keep(id), file: None, reading: read.reading }, &mut |_| {});
    }
    let mut ask = |request| worker.answer(Asked { request, file: None, reading: None }, &mut |_| {}).response;
    ask(Request::Compute { period: Some(PeriodChoice::Half(2024, 1)), today: session::today() });
    match ask(Request::Snapshot { choices: Choices::default(), today: session::today() }) {
        Response::Snapshot(Some(text)) => text,
        other => panic!("{other:?}"),
    }
}

#[test]
fn names_tell_what_is_looked_for() {
    use LookFor::{Draft, Map, Page, Picture, Snapshot};
    for (name, alone, drafts, what) in [
        ("村界.GeoJSON", false, false, Some(Map)),
        ("a.json", true, true, Some(Map)),
        ("甲.gelan", false, false, Some(Snapshot)),
        ("报表.HTM", false, false, Some(Page)),
        ("码.png", true, false, Some(Picture)),
        ("通报.docx", true, false, Some(Draft)),
        ("通报.txt", true, true, Some(Draft)),
        // Among tables the reader of tables explains it on its card; a text is a table elsewhere.
        ("照片.jpg", false, false, None),
        ("通报.docx", false, true, None),
        ("走访.txt", true, false, None),
        ("走访.xlsx", true, true, None),
        ("png", true, true, None),
    ] {
        assert_eq!(LookFor::of(name, alone, drafts), what, "{name}");
    }
}

#[test]
fn what_is_for_an_engine_is_told_apart_by_its_name() {
    let said = |name: &str| for_an_engine(name).unwrap_or_default();
    assert!(said("汇总.SQL").contains("查询") && said("visits.parquet").contains("Parquet"));
    assert_eq!((said("汇总.csv"), said("parquet")), ("", ""));
}

#[test]
fn each_kind_comes_out_as_what_it_is() {
    let text = snapshot();
    let file = carrier::to_file(&text).unwrap();
    assert_eq!(look(LookFor::Snapshot, "甲.gelan", &mut file.as_slice()).0, Looked::Snapshot(text.clone()));
    assert_eq!(look(LookFor::Snapshot, "甲.gelan", &mut text.as_bytes()).0, Looked::Snapshot(text.clone()));
    let cut = file.get(..file.len() - 3).unwrap();
    assert!(refused(LookFor::Snapshot, "甲.gelan", &mut &*cut).contains("不完整"));
    let map = br#"{"features":[{"properties":{"name":"a"},"geometry":{"type":"Polygon","coordinates":[[[1,1],[2,1],[2,2]]]}}]}"#;
    let Looked::Map(features) = look(LookFor::Map, "村界.json", &mut map.as_slice()).0 else { panic!() };
    assert_eq!((features.len(), features[0].name.as_str()), (1, "a"));
    let other = br#"{"results":[1,2]}"#;
    assert_eq!(look(LookFor::Map, "a.json", &mut other.as_slice()).0, Looked::Table);
    assert!(refused(LookFor::Map, "a.geojson", &mut other.as_slice()).contains("GeoJSON"));
    let draft = "全镇网格157个。";
    let read = look(LookFor::Draft, "通报.txt", &mut draft.as_bytes()).0;
    assert_eq!(read, Looked::Draft(Draft { text: draft.to_owned(), docx: None }));
    assert!(refused(LookFor::Draft, "通报.txt", &mut b"  \n".as_slice()).contains("空"));
    assert_eq!(in_codes(&["https://example.invalid".to_owned(), text.clone()]), Looked::Snapshot(text));
    assert!(matches!(in_codes(&[]), Looked::Refused(sentence) if sentence.contains("二维码")));
}

/// A page is searched piece by piece, whatever its size, and its snapshot found across two pieces; any other is a table.
#[test]
fn a_page_is_searched_as_a_stream() {
    let text = snapshot();
    let element = format!("<script type=\"text/plain\" id=\"{}\">{text}</script>", carrier::ELEMENT);
    const MB: u64 = 1 << 20;
    for at in [0, 7 * MB - 45, 7 * MB - 1, 8 * MB] {
        let mut file = Sparse::of(9 * MB, b' ', at, element.as_bytes());
        let (looked, parts) = look(LookFor::Page, "a.html", &mut file);
        assert_eq!(looked, Looked::Snapshot(text.clone()), "{at}");
        assert!(file.most <= 1 << 20, "{} bytes at once", file.most);
        assert!(parts.len() > 5 && parts.is_sorted_by(|a, b| a <= b) || at == 0, "{parts:?}");
    }
    let table = Sparse::of(9 * MB, b' ', 0, b"<table><tr><td>1</td></tr></table>");
    assert_eq!(look(LookFor::Page, "a.html", &mut { table }).0, Looked::Table);
}

/// What is too large is refused by its size, and nothing of it is read.
#[test]
fn what_is_too_large_is_refused_with_the_limit() {
    for (what, name, size, says) in [
        (LookFor::Snapshot, "ff.gelan", 900_000_000, "64.0 MB"),
        (LookFor::Map, "p.geojson", 150_000_000, "100.0 MB"),
        (LookFor::Draft, "a.docx", 70_000_000, "60.0 MB"),
        (LookFor::Picture, "a.png", 60_000_000, "50.0 MB"),
    ] {
        let mut file = Sparse::of(size, 0xff, 0, b"");
        let sentence = refused(what, name, &mut file);
        assert!(sentence.contains(says), "{sentence}");
        assert_eq!(file.read, 0, "{name}");
    }
}

/// A workbook in which nothing is written opens without an error, and is not passed over either.
#[test]
fn no_file_is_passed_over_without_a_word() {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    workbook.add_worksheet();
    let bytes = workbook.save_to_buffer().unwrap();
    for (name, bytes) in
        [("空.xlsx", bytes.as_slice()), ("空行.csv", b"\n\n,,\n".as_slice()), ("空.csv", b"".as_slice())]
    {
        let report = read_file(&mut { bytes }, name, &Default::default(), &mut |_| Flow::Continue).report;
        let told = report.error.clone().unwrap_or_default();
        assert!(
            told.contains("空") && report.findings.iter().any(|f| f.message == told),
            "{name}: {report:?}"
        );
    }
}

#[test]
fn a_pasted_draft_has_the_limits_of_a_file() {
    assert_eq!(Draft::pasted(" \n".to_owned()), Err(NoDraft::Empty));
    assert_eq!(Draft::pasted("网".repeat(300_001)), Err(NoDraft::TooLong));
    assert_eq!(Draft::pasted("网格".to_owned()).map(|d| d.text), Ok("网格".to_owned()));
}

/// The size of a picture is in its head, so a small file that unpacks to gigabytes is refused before it is unpacked.
#[test]
fn a_picture_with_too_many_pixels_is_refused_by_its_head() {
    let png = |width: u32, height: u32| {
        [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".as_slice(), &width.to_be_bytes(), &height.to_be_bytes()].concat()
    };
    let gif = |width: u16, height: u16| {
        [b"GIF89a".as_slice(), &width.to_le_bytes(), &height.to_le_bytes()].concat()
    };
    let bmp = |width: u32, height: u32| {
        [vec![b'B', b'M'], vec![0; 16], width.to_le_bytes().to_vec(), height.to_le_bytes().to_vec()].concat()
    };
    let jpeg = |width: u16, height: u16| {
        let sizes = [height.to_be_bytes(), width.to_be_bytes()].concat();
        [
            b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0\xff\xc4\0\x03\0\xff\xc2\0\x11\x08"
                .as_slice(),
            &sizes,
        ]
        .concat()
    };
    let webp = |kind: &[u8], rest: &[u8]| [b"RIFF\0\0\0\0WEBP", kind, &[0; 4], rest].concat();
    for large in [
        png(50_000, 50_000),
        gif(60_000, 60_000),
        bmp(50_000, 50_000),
        bmp(50_000, 50_000_u32.wrapping_neg()),
        jpeg(60_000, 60_000),
        webp(b"VP8X", &[0, 0, 0, 0, 0xff, 0xff, 0, 0xff, 0xff, 0]),
        webp(b"VP8L", &[0x2f, 0xff, 0xff, 0xff, 0xff]),
        webp(b"VP8 ", &[0, 0, 0, 0x9d, 1, 0x2a, 0xff, 0x3f, 0xff, 0x3f]),
    ] {
        assert!(too_many_pixels(&large).is_some_and(|s| s.contains("6400 万")), "{large:?}");
    }
    for small in [
        png(2_000, 3_000),
        gif(200, 300),
        bmp(300, 20),
        jpeg(4_000, 3_000),
        b"\xff\xd8\xff".to_vec(),
        Vec::new(),
    ] {
        assert_eq!(too_many_pixels(&small), None, "{small:?}");
    }
}

/// What a file of snapshots holds, by where each stands, and the most memory that it needs.
fn texts(file: &mut Sparse) -> Vec<(String, Option<String>)> {
    let mut found = Vec::new();
    gelan::session::rollup::texts("甲", file, &mut |whence, text, _| {
        found.push((whence.to_owned(), text.ok()))
    })
    .unwrap();
    assert!(file.most <= 1 << 20, "{} bytes at once", file.most);
    found
}

/// A file without line breaks, or with a line that is longer than any snapshot, costs that line alone.
#[test]
fn a_line_without_end_is_passed_over_by_name() {
    const MB: u64 = 1 << 20;
    let text = snapshot();
    let link = format!("\n#s={text}\n");
    let too_long = |line: usize| (format!("甲 第 {line} 行"), None);
    assert_eq!(texts(&mut Sparse::of(120 * MB, b'a', 0, b"")), [too_long(1)]);
    assert_eq!(texts(&mut Sparse::of(120 * MB, b'G', 0, b"")), [too_long(1)]);
    let behind = texts(&mut Sparse::of(80 * MB, b'a', 70 * MB - 7, link.as_bytes()));
    assert_eq!(behind, [too_long(1), ("甲 第 2 行".to_owned(), Some(text.clone()))]);
    let before = texts(&mut Sparse::of(80 * MB, b'a', 0, link.as_bytes()));
    assert_eq!(before, [("甲 第 2 行".to_owned(), Some(text.clone())), too_long(3)]);
    // Many lines are none of it, and a piece may end anywhere.
    let lines = texts(&mut Sparse::of(5 * MB, b'\n', 2 * MB - 5, link.as_bytes()));
    let here = usize::try_from(2 * MB - 5).unwrap() + 2;
    assert_eq!(lines, [(format!("甲 第 {here} 行"), Some(text.clone()))]);
}

/// A page of any size is searched as a stream, a file that claims to be a snapshot is refused by its size, and what holds
/// none says so.
#[test]
fn each_file_of_snapshots_says_what_it_holds() {
    const MB: u64 = 1 << 20;
    let text = snapshot();
    let element = format!("<p><script type=\"text/plain\" id=\"{}\">{text}</script>", carrier::ELEMENT);
    let whole = |found| vec![("甲".to_owned(), found)];
    assert_eq!(texts(&mut Sparse::of(200 * MB, b' ', 0, element.as_bytes())), whole(Some(text.clone())));
    assert_eq!(texts(&mut Sparse::of(3 * MB, b' ', 0, b"<table>")), whole(None));
    let file = carrier::to_file(&text).unwrap();
    assert_eq!(texts(&mut Sparse::of(file.len() as u64, 0, 0, &file)), whole(Some(text)));
    let mut large = Sparse::of(900 * MB, 0xff, 0, file.get(..8).unwrap());
    assert_eq!(texts(&mut large), whole(None));
    assert!(large.read < MB, "{} bytes read", large.read);
    for (size, fill) in [(0, 0), (1000, b'\n'), (3 * MB, b'\n')] {
        assert_eq!(texts(&mut Sparse::of(size, fill, 0, b"")), whole(None), "{size}");
    }
}

/// Small files of the page's own are read on its thread, which is why they are small.
#[test]
fn settings_and_mappings_have_limits_that_are_named() {
    use gelan::session::look::{MAPPINGS, SETTINGS, too_large};
    assert_eq!(too_large(1 << 20, SETTINGS), None);
    assert!(too_large((1 << 20) + 1, SETTINGS).is_some_and(|s| s.contains("设置最多 1.0 MB")));
    assert!(too_large(5 << 20, MAPPINGS).is_some_and(|s| s.contains("表头对应最多 4.0 MB")));
}
