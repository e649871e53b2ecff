//! A worker's answers, without a browser.

use crate::common::{session, town};
use gelan::catalogue::Count;
use gelan::figures::Subject;
use gelan::figures::settings::Settings;
use gelan::input::file::{ReadChoices, RowsOf};
use gelan::model::cause::Ticks;
use gelan::model::finding::FindingFilter;
use gelan::model::period::PeriodChoice;
use gelan::session::Computed;
use gelan::session::handler::{Answered, Asked, Handler};
use gelan::session::protocol::{ExportFile, OpenedText, Request, Response};
use gelan::snapshot::{Choices, decode, password};
use gelan::text::Language;

const HALF: PeriodChoice = PeriodChoice::Half(2024, 1);

fn ask(worker: &mut Handler, request: Request) -> Response {
    worker.answer(Asked { request, file: None, reading: None }, &mut |_| {}).response
}

/// A worker that keeps what another one read of 青石镇.
fn keeper() -> Handler {
    let (mut reader, mut keeper) = (Handler::new(gelan::export::write), Handler::new(gelan::export::write));
    for (id, (name, bytes)) in (0..).zip(town::files()) {
        let request = Request::Read { name, choices: ReadChoices::default(), is_shared: false };
        let (mut file, mut parts) = (bytes.as_slice(), Vec::new());
        let asked = Asked { request, file: Some(&mut file), reading: None };
        let answered = reader.answer(asked, &mut |part| parts.push(part));
        assert!(matches!(answered.response, Response::Read(_)));
        assert!(
            parts
                .iter()
                .all(|part: &Answered| matches!(part.response, Response::Progress { done, .. } if done <= bytes.len() as u64))
        );
        let kept = Asked { request: Request::Keep(id), file: None, reading: answered.reading };
        assert_eq!(keeper.answer(kept, &mut |_| {}).response, Response::Done);
    }
    keeper
}

fn computed(worker: &mut Handler, period: Option<PeriodChoice>) -> (PeriodChoice, Computed) {
    match ask(worker, Request::Compute { period, today: session::today() }) {
        Response::Computed { period, computed } => (period, (*computed).clone()),
        other => panic!("{other:?}"),
    }
}

fn snapshot(worker: &mut Handler) -> String {
    match ask(worker, Request::Snapshot { choices: Choices::default(), today: session::today() }) {
        Response::Snapshot(Some(text)) => text,
        other => panic!("{other:?}"),
    }
}

fn written(worker: &mut Handler, file: ExportFile) -> (String, Vec<u8>) {
    match ask(worker, Request::Export { file, today: session::today() }) {
        Response::File(Ok(file)) => (file.name, file.bytes),
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_keeper_picks_the_period_that_suits_the_data() {
    let mut worker = keeper();
    let (period, computed) = self::computed(&mut worker, None);
    assert_eq!(period, HALF);
    let mut alone = session::with_files(&town::files());
    assert!(computed == **alone.compute(HALF, session::today()), "as in one session");
    assert_eq!(self::computed(&mut worker, Some(PeriodChoice::All)).0, PeriodChoice::All);
    let (_, json) = written(&mut worker, ExportFile::Json(Ticks::default()));
    alone.compute(PeriodChoice::All, session::today());
    assert_eq!(String::from_utf8(json).unwrap(), session::json(&alone));
}

#[test]
fn a_snapshot_is_shown_in_place_of_files() {
    let mut worker = keeper();
    assert_eq!(
        ask(&mut worker, Request::Snapshot { choices: Choices::default(), today: session::today() }),
        Response::Snapshot(None)
    );
    let (_, sent) = computed(&mut worker, None);
    let text = snapshot(&mut worker);
    let mut receiver = Handler::new(gelan::export::write);
    let Response::Opened(OpenedText::Open(head)) = ask(&mut receiver, Request::Open(text.clone())) else {
        panic!("not opened")
    };
    assert_eq!((head.township.as_deref(), head.period), (Some("青石镇"), HALF.period()));
    let (period, received) = computed(&mut receiver, Some(PeriodChoice::All));
    assert_eq!(period, HALF, "a snapshot has one period");
    assert_eq!(received.figures.count(Count::Villages), sent.figures.count(Count::Villages));
    assert_eq!(
        ask(&mut receiver, Request::Evidence(Subject::Count(Count::Villages))),
        Response::Evidence(Vec::new())
    );
    let (name, json) = written(&mut receiver, ExportFile::Json(Ticks::default()));
    assert_eq!(name, "青石镇 2024年上半年 结果.json");
    assert_eq!(
        String::from_utf8(json).unwrap(),
        gelan::export::json::results(&received.figures, (&[], &Ticks::default()), &[], &[])
    );
    let (name, report) = written(&mut receiver, ExportFile::Report);
    assert!(name.ends_with(".xlsx") && report.starts_with(b"PK"));
}

#[test]
fn what_does_not_open_leaves_what_is_loaded() {
    let mut worker = keeper();
    computed(&mut worker, None);
    let text = snapshot(&mut worker);
    let cut = Request::Open(text[..text.len() - 5].to_owned());
    assert!(
        matches!(ask(&mut worker, cut), Response::Opened(OpenedText::Refused(sentence)) if sentence.contains("不完整"))
    );
    let locked = password::lock(&decode(&text).unwrap(), "口令").unwrap().text();
    assert_eq!(ask(&mut worker, Request::Open(locked)), Response::Opened(OpenedText::Locked));
    let Response::Evidence(rows) = ask(&mut worker, Request::Evidence(Subject::Count(Count::Villages)))
    else {
        panic!("no rows")
    };
    assert!(!rows.is_empty());
}

#[test]
fn settings_and_forgotten_files_show_in_what_is_computed_next() {
    let mut worker = keeper();
    let settings = Settings { township: "某镇".to_owned(), ..Settings::default() };
    assert_eq!(ask(&mut worker, Request::Settings(Box::new(settings))), Response::Done);
    assert_eq!(computed(&mut worker, None).1.figures.township.as_deref(), Some("某镇"));
    for id in 0..100 {
        assert_eq!(ask(&mut worker, Request::Forget(id)), Response::Done);
    }
    assert_eq!(computed(&mut worker, None).1.figures.count(Count::Villages), None);
}

#[test]
fn findings_are_written_all_or_as_filtered() {
    let mut worker = keeper();
    computed(&mut worker, None);
    for filter in [None, Some(FindingFilter::default())] {
        let (name, book) = written(&mut worker, ExportFile::Findings(filter));
        assert!(name.ends_with("提示清单.xlsx") && book.starts_with(b"PK"));
    }
}

#[test]
fn rows_are_read_again_in_the_language_of_the_page() {
    let mut worker = Handler::new(gelan::export::write);
    let request = Request::ReadRows {
        name: "走访.csv".to_owned(),
        choices: ReadChoices { language: Language::Zh, ..ReadChoices::default() },
        wanted: RowsOf { rows: vec![2], around: 0, ..RowsOf::default() },
    };
    let mut file = "村,户数\n甲村,1\n乙村,2\n".as_bytes();
    let asked = Asked { request, file: Some(&mut file), reading: None };
    let Response::Rows(Ok(rows)) = worker.answer(asked, &mut |_| {}).response else { panic!("no rows") };
    assert_eq!(rows.iter().map(|r| (r.row, r.asked)).collect::<Vec<_>>(), [(2, true)]);
}

#[test]
fn a_picture_travels_as_it_is() {
    let grey: Vec<u8> = (0..=255).cycle().take(100_000).collect();
    let request = Request::ReadCode { width: 100, height: 1000, grey };
    let sent = postcard::to_allocvec(&request).unwrap();
    assert!(sent.len() < 100_020, "a byte is a byte: {}", sent.len());
    assert_eq!(postcard::from_bytes::<Request>(&sent).unwrap(), request);
}
