//! 对比与汇总 as the page shows it, and the worker's stack of snapshots behind it.

use crate::common::{session, town};
use gelan::catalogue::Measure;
use gelan::export::rollup;
use gelan::figures::settings::Settings;
use gelan::model::period::PeriodChoice;
use gelan::session::rollup::{RollupRequest, RollupResponse, Row, SnapshotStore, settle};
use gelan::snapshot::{Choices, Snapshot, carrier, decode, encode, password};
use gelan::view::pages::rollup::rollup;

fn snapshot(files: &[(String, Vec<u8>)], choice: PeriodChoice) -> String {
    let session = session::computed(files, choice);
    let (tally, computed) = session.last().unwrap();
    encode(&Snapshot::of(tally, &computed.figures, session::today(), Choices::default()))
}

fn small() -> String {
    snapshot(&town::files(), PeriodChoice::Half(2024, 1))
}

/// The same town under another name.
fn named(text: &str, name: &str) -> String {
    encode(&Snapshot { township: Some(name.to_owned()), ..decode(text).unwrap() })
}

/// The answer to a request: rows, and what could not be opened.
fn opened(
    store: &mut SnapshotStore,
    request: RollupRequest,
    bytes: Option<&[u8]>,
) -> (Vec<Row>, Vec<String>) {
    let mut source = bytes;
    let source = source.as_mut().map(|s| s as &mut dyn gelan::input::read::Source);
    let mut parts = Vec::new();
    let last = store.answer(request, source, &mut |part| parts.push(part));
    let (mut rows, mut refused) = (Vec::new(), Vec::new());
    let before = parts.len();
    for (i, response) in parts.into_iter().chain([last]).enumerate() {
        let RollupResponse::Rows { rows: r, refused: f, done, total, .. } = response else {
            panic!("no rows")
        };
        assert_eq!(done == total, i == before, "the last of {before} parts says that it is the last");
        rows.extend(r);
        refused.extend(f);
    }
    (rows, refused)
}

#[test]
fn every_carrier_gives_its_row() {
    let text = small();
    let other = named(&text, "柳河镇");
    let cut = &text[..text.len() - 9];
    let mut store = SnapshotStore::default();
    let pasted = format!("各镇\n\n青石镇：file:///D:/格览.html#s={text}\n{other}\n#s={cut}\n");
    let (rows, refused) = opened(&mut store, RollupRequest::Paste(pasted.clone()), None);
    assert_eq!(rows.iter().map(|r| r.name.as_str()).collect::<Vec<_>>(), ["青石镇", "柳河镇"]);
    assert_eq!(refused.len(), 1);
    assert!(refused[0].starts_with("第 5 行"), "{refused:?}");
    let (again, _) = opened(&mut store, RollupRequest::File("links.txt".into()), Some(pasted.as_bytes()));
    assert_eq!(again, rows);
    let file = carrier::to_file(&text).unwrap();
    assert_eq!(opened(&mut store, RollupRequest::File("a.gelan".into()), Some(&file)).0, rows[..1]);
    let csv = format!("镇,链接\r\n青石镇,\"file:///格览.html#s={text}\"\r\n");
    assert_eq!(opened(&mut store, RollupRequest::File("a.csv".into()), Some(csv.as_bytes())).0, rows[..1]);
    let (none, refused) =
        opened(&mut store, RollupRequest::File("a.txt".into()), Some("不是快照".as_bytes()));
    assert!(none.is_empty());
    assert_eq!(refused.len(), 1, "{refused:?}");
    assert_eq!(store.text(0), Some(text.as_str()));
    assert_eq!(store.text(99), None);
}

#[test]
fn what_has_a_password_is_set_aside_until_it_is_opened() {
    let text = small();
    let locked = password::lock(&decode(&text).unwrap(), "口令").unwrap().text();
    let mut store = SnapshotStore::default();
    let pasted = RollupRequest::Paste(format!("#s={text}\n#s={locked}\n"));
    let RollupResponse::Rows { rows, refused, locked: asked, .. } = store.answer(pasted, None, &mut |_| {})
    else {
        panic!("no rows")
    };
    assert_eq!((rows.len(), refused.len()), (1, 0));
    assert_eq!(asked, [locked.as_str()]);
    let other = named(&text, "柳河镇");
    let (rows, _) = opened(&mut store, RollupRequest::Unlocked(vec![(locked.clone(), other.clone())]), None);
    assert_eq!(rows.iter().map(|r| r.name.as_str()).collect::<Vec<_>>(), ["柳河镇"]);
    let mut text_of = |id| match store.answer(RollupRequest::Text(id), None, &mut |_| {}) {
        RollupResponse::Text(text) => text,
        other => panic!("{other:?}"),
    };
    assert_eq!([text_of(0), text_of(1), text_of(9)], [Some(text), Some(locked), None], "as they came");
    let settings = Box::new(Settings::default());
    let both = RollupRequest::Figures { ids: vec![0, 1], settings };
    let RollupResponse::Figures(figures) = store.answer(both, None, &mut |_| {}) else {
        panic!("no figures")
    };
    let towns: Vec<_> = figures.iter().filter_map(|(f, _)| f.township.as_deref()).collect();
    assert_eq!(towns, ["青石镇", "柳河镇"]);
}

#[test]
fn more_places_than_a_snapshot_holds_are_not_joined() {
    let text = small();
    let places = decode(&text).map(|s| s.tally.villages.len() + s.tally.grids.len()).unwrap();
    let mut store = SnapshotStore::joining(places + 1);
    opened(&mut store, RollupRequest::Paste(format!("{text}\n{}\n", named(&text, "柳河镇"))), None);
    assert!(store.join("县", &[0], session::today()).is_ok());
    assert!(store.join("县", &[0, 1], session::today()).unwrap_err().contains("按县分开"));
}

#[test]
fn a_large_list_is_read_in_pieces_and_loses_no_line() {
    let texts: Vec<String> = (0..40).map(|i| named(&small(), &format!("第{i}镇"))).collect();
    let mut list = String::new();
    while list.len() < 5 << 18 {
        texts.iter().for_each(|text| list += &format!("{text}\r\n"));
    }
    list += &format!("{}x", texts[0]);
    let lines = list.lines().count();
    let (rows, refused) =
        opened(&mut SnapshotStore::default(), RollupRequest::File("all.txt".into()), Some(list.as_bytes()));
    assert_eq!(rows.len(), lines - 1);
    assert_eq!(refused.len(), 1);
    assert!(refused[0].starts_with(&format!("all.txt 第 {lines} 行")), "{refused:?}");
    assert!(rows.iter().enumerate().all(|(i, row)| row.name == format!("第{}镇", i % 40)));
}

#[test]
fn the_page_lists_what_counts_and_says_what_does_not() {
    let text = small();
    let mut store = SnapshotStore::default();
    let year = snapshot(&town::files(), PeriodChoice::Year(2024));
    let pasted = format!("{text}\n{}\n{text}\n{}\n", named(&text, "柳河镇"), named(&year, "白云镇"));
    let (rows, _) = opened(&mut store, RollupRequest::Paste(pasted), None);
    let view = rollup(&rows);
    assert_eq!((view.table.rows.len(), view.counted.len(), view.aside.len(), view.names.len()), (3, 3, 1, 4));
    assert!(view.aside[0].reason.contains("同一个快照"));
    assert!(
        view.sentence.contains("计入 3 个快照") && view.sentence.contains("1 个未计入"),
        "{}",
        view.sentence
    );
    assert!(view.notes.iter().any(|n| n.contains("2 种")), "{:?}", view.notes);
    // 7 of 8 grids have an officer in each of the three.
    let officer = view.measures.iter().find(|s| s.id == Measure::Officer.id()).unwrap();
    assert_eq!((officer.text.as_str(), officer.detail.as_str()), ("87.5%", "21 / 24"));
    let html = view.table.row_html(0, None);
    assert!(html.starts_with("<th scope=\"row\"><button class=\"open\" data-open=\""), "{html}");
    let asides = settle(&rows);
    let csv = rollup::csv(&rows, &asides);
    assert_eq!(csv.lines().count(), 6);
    assert!(csv.lines().last().unwrap().starts_with("合计,,3,"));
    let json: serde_json::Value = serde_json::from_str(&rollup::json(&rows, &asides)).unwrap();
    assert_eq!(json["total"]["measures"]["coverage.officer"]["numerator"], 21);
    let joined = decode(&store.join("某县", &view.counted, session::today()).unwrap()).unwrap();
    assert_eq!(joined.tally.grids.len(), 24);
    assert_eq!(joined.township.as_deref(), Some("某县"));
}
