//! 对比与汇总 as the page shows it, and the worker's stack of snapshots behind it.

use crate::common::{session, town};
use gelan::catalogue::Measure;
use gelan::export::rollup;
use gelan::figures::settings::{Key, Settings};
use gelan::model::period::PeriodChoice;
use gelan::session::rollup::{RollupRequest, RollupResponse, Row, SnapshotStore, settle};
use gelan::snapshot::{Choices, Snapshot, carrier, decode, encode, meter, password};
use gelan::view::pages::rollup::{RollupChoice, choices, rollup, year_of};

fn snapshot(files: &[(String, Vec<u8>)], choice: PeriodChoice) -> String {
    let session = session::computed(files, choice);
    let (tally, computed) = session.last().unwrap();
    encode(&Snapshot::of(tally, &computed.figures, session::today(), Choices::default()))
}

#[test]
fn queries_begin_with_the_year_of_what_is_loaded() {
    let today = gelan::model::cell::Day::from_ymd(2026, 12, 1).unwrap();
    let loaded = session::figures(&town::files(), PeriodChoice::Half(2024, 1));
    assert_eq!((year_of(Some(&loaded), today), year_of(None, today)), (2024, 2026));
}

fn small() -> String {
    snapshot(&town::files(), PeriodChoice::Half(2024, 1))
}

/// The same town under another name.
fn named(text: &str, name: &str) -> String {
    encode(&Snapshot { township: Some(name.to_owned()), ..decode(text).unwrap() })
}

fn texts(store: &SnapshotStore, ids: &[u32]) -> Vec<String> {
    ids.iter().filter_map(|id| store.text(*id)).map(str::to_owned).collect()
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
    let both = RollupRequest::Figures { texts: texts(&store, &[0, 1]), settings };
    let RollupResponse::Figures(Ok(figures)) = store.answer(both, None, &mut |_| {}) else {
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
    assert!(store.join("县", &texts(&store, &[0]), session::today()).is_ok());
    assert!(store.join("县", &texts(&store, &[0, 1]), session::today()).unwrap_err().contains("按县分开"));
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
    let view = rollup(&rows, &RollupChoice::default());
    assert_eq!(
        (view.table.rows.len(), view.counted.len(), view.aside.len(), choices(&rows, "", None, 9).len()),
        (3, 3, 1, 4)
    );
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
    let joined =
        decode(&store.join("某县", &texts(&store, &view.counted), session::today()).unwrap()).unwrap();
    assert_eq!(joined.tally.grids.len(), 24);
    assert_eq!(joined.township.as_deref(), Some("某县"));
}

const GRIDS: &str = "村,网格名称,网格类型,户数,网格员\n甲村,第一网格,专属网格,10,王一\n甲村,第二网格,一般网格,10,王二\n\
    乙村,第一网格,一般网格,10,王三\n";
const VISITS: &str = "村,网格,户主,走访日期\n甲村,第一网格,张三,2024-01-10\n甲村,第二网格,张四,2024-01-10\n\
    乙村,第一网格,张五,2024-01-11\n";

/// A town with settings of its own.
fn town_with(name: &str, settings: &[(&str, &str)]) -> String {
    let mut session = session::accepted(&[("网格.csv", GRIDS), ("入户走访记录.csv", VISITS)]);
    let mut chosen = Settings::default();
    settings.iter().for_each(|(id, text)| chosen.set(Key::of(id).unwrap(), text).unwrap());
    session.set(chosen);
    session.compute(PeriodChoice::Half(2024, 1), session::today());
    let (tally, computed) = session.last().unwrap();
    let choices = Choices { least: 0, ..Choices::default() };
    named(&encode(&Snapshot::of(tally, &computed.figures, session::today(), choices)), name)
}

#[test]
fn towns_with_other_settings_are_joined_with_the_targets_of_each() {
    let visits = Measure::HouseholdVisits;
    let first = town_with(
        "青石镇",
        &[
            ("target.coverage.household_visits", "60"),
            ("target.by_village", "乙村\t入户走访\t50\n专属网格\t入户走访\t30"),
        ],
    );
    let second =
        town_with("柳河镇", &[("target.by_village", "专属网格\t入户走访\t30\n一般网格\t入户走访\t40")]);
    let third = town_with("白云镇", &[("wisn.minutes_per_visit", "45")]);
    let mut store = SnapshotStore::default();
    let (rows, _) = opened(&mut store, RollupRequest::Paste([first, second, third].join("\n")), None);
    let view = rollup(&rows, &RollupChoice::default());
    let column = view.table.columns.iter().position(|c| c.id == visits.id()).unwrap();
    assert_eq!(view.table.columns[column].target, None, "not one for all");
    let own = |row: usize| view.table.own.get(&(row, column)).map(|t| t.percent);
    assert_eq!([own(0), own(1), own(2)], [Some(60), Some(80), Some(80)]);
    for said in ["各镇的目标不同", "合成一个时这些按默认值"] {
        assert!(view.notes.iter().any(|note| note.contains(said)), "{:?}", view.notes);
    }
    let text = store.join("某县", &texts(&store, &[0, 1, 2]), session::today()).unwrap();
    let joined = gelan::snapshot::figures(&decode(&text).unwrap(), &Settings::default());
    let of = |village: &str| joined.target_of(visits, village).percent;
    let villages: Vec<_> = joined.villages.iter().map(|v| (v.name.as_str(), of(&v.name))).collect();
    assert_eq!(villages.len(), 6);
    for (town, targets) in [("青石镇", [60, 50]), ("柳河镇", [80, 80]), ("白云镇", [80, 80])] {
        let here: Vec<_> =
            villages.iter().filter(|(name, _)| name.starts_with(town)).map(|(_, n)| *n).collect();
        assert_eq!(here, targets, "{town}");
    }
    let grids = joined.grids.iter().map(|g| joined.target_of_grid(visits, g).percent);
    let mut grids: Vec<_> = joined.grids.iter().map(|g| g.village.clone()).zip(grids).collect();
    grids.sort();
    let of_town =
        |town: &str| grids.iter().filter(|(v, _)| v.starts_with(town)).map(|(_, n)| *n).collect::<Vec<_>>();
    assert_eq!(of_town("青石镇"), [50, 30, 60], "乙村's own; 专属网格; the town's");
    assert_eq!(of_town("柳河镇"), [40, 30, 40]);
    assert_eq!(of_town("白云镇"), [80, 80, 80]);
    // One assumption for all: nothing is said, and nothing is lost.
    let same = [("target.by_village", "乙村\t入户走访\t50")];
    let (one, other) = (town_with("青石镇", &same), town_with("柳河镇", &same));
    let mut store = SnapshotStore::default();
    let (rows, _) = opened(&mut store, RollupRequest::Paste(format!("{one}\n{other}")), None);
    assert!(!rollup(&rows, &RollupChoice::default()).notes.iter().any(|note| note.contains("目标")));
    let text = store.join("某县", &texts(&store, &[0, 1]), session::today()).unwrap();
    let joined = gelan::snapshot::figures(&decode(&text).unwrap(), &Settings::default());
    let own = joined.villages.iter().filter(|v| joined.target_of(visits, &v.name).percent == 50).count();
    assert_eq!(own, 2, "乙村 of each town");
}

fn periods_of(rows: &[Row], choice: &RollupChoice) -> Vec<String> {
    let table = rollup(rows, choice).table;
    table.rows.iter().map(|row| format!("{} {}", row.cells[0].text(), row.cells[1].text())).collect()
}

/// Six towns of two cities and three counties, one of them in two periods.
fn province() -> Vec<Row> {
    let text = small();
    let year = snapshot(&town::files(), PeriodChoice::Year(2024));
    let named_all = [
        (&text, "某省 甲市 一县 青石镇"),
        (&text, "某省 甲市 一县 柳河镇"),
        (&text, "某省 甲市 二县 青石镇"),
        (&text, "某省 乙市 三县 白云镇"),
        (&text, "某省 乙市 三县 青石镇"),
        (&year, "某省 乙市 三县 青石镇"),
        (&text, "某省 乙市 三县 花溪镇"),
    ];
    let all: Vec<String> = named_all.map(|(text, name)| named(text, name)).to_vec();
    opened(&mut SnapshotStore::default(), RollupRequest::Paste(all.join("\n")), None).0
}

#[test]
fn towns_stand_in_their_regions_down_to_a_snapshot() {
    let rows = province();
    let half = RollupChoice { period: Some(PeriodChoice::Half(2024, 1).period()), ..RollupChoice::default() };
    let whole = rollup(&rows, &half);
    assert_eq!((whole.path.as_slice(), whole.shared), (&["某省".to_owned()][..], 1));
    let of_half = "2024-01-01 至 2024-06-30";
    assert_eq!(
        periods_of(&rows, &half),
        [format!("甲市（3 个） {of_half}"), format!("乙市（3 个） {of_half}")]
    );
    assert!(whole.sentence.contains("计入 6 个快照") && whole.sentence.contains("1 个是其他期间的"));
    let within = |names: &[&str]| RollupChoice {
        within: names.iter().map(|&name| name.to_owned()).collect(),
        ..half.clone()
    };
    assert_eq!(
        periods_of(&rows, &within(&["某省", "甲市"])),
        [format!("一县（2 个） {of_half}"), format!("二县（1 个） {of_half}")]
    );
    let latest =
        RollupChoice { within: ["某省", "甲市"].map(str::to_owned).to_vec(), ..RollupChoice::default() };
    assert_eq!(
        (rollup(&rows, &latest).aside.len(), rollup(&rows, &latest).counted.len()),
        (0, 3),
        "of this city"
    );
    let county = rollup(&rows, &within(&["某省", "甲市", "一县"]));
    assert_eq!((county.path.len(), county.shared, county.counted.as_slice()), (3, 1, &[0, 1][..]));
    let names: Vec<String> = county.table.rows.iter().map(|row| row.label()).collect();
    assert_eq!(names, ["青石镇", "柳河镇"], "of one name in two counties, and no number");
    assert!(county.table.row_html(0, None).contains("data-open=\"0\""));
    assert!(whole.table.row_html(0, None).contains("data-within=\"某省 甲市\""));
    // 7 of 8 grids have an officer in each: a region's row holds the sums, and the last line those of its rows.
    let officer = |view: &gelan::view::pages::rollup::RollupView| {
        view.measures.iter().find(|s| s.id == Measure::Officer.id()).unwrap().detail.clone()
    };
    assert_eq!([officer(&whole), officer(&county)], ["42 / 48", "14 / 16"]);
    let column = whole.table.columns.iter().position(|c| c.id == Measure::Officer.id()).unwrap();
    let cell = &whole.table.rows[0].cells[column];
    assert_eq!((cell.text(), cell.detail()), ("87.5".to_owned(), Some("21 / 24".to_owned())));
}

#[test]
fn without_a_choice_the_latest_period_of_a_town_counts_under_its_own_name() {
    let rows = province();
    let view = rollup(&rows, &RollupChoice::default());
    assert_eq!((view.table.rows.len(), view.counted.len(), view.aside.len()), (2, 6, 1));
    assert_eq!(view.periods.len(), 2);
    assert!(view.counted.contains(&5), "the year ends later than the half");
    assert!(view.aside[0].name.starts_with("某省 乙市 三县 青石镇 2024-01-01"), "{}", view.aside[0].name);
    let within = ["某省", "乙市"].map(str::to_owned).to_vec();
    let shown = periods_of(&rows, &RollupChoice { within, ..RollupChoice::default() });
    assert_eq!(shown.len(), 3, "{shown:?}");
    assert!(
        shown.iter().any(|row| row == "青石镇 2024-01-01 至 2024-12-31"),
        "no number behind the name: {shown:?}"
    );
}

#[test]
fn a_table_of_sums_is_a_snapshot_a_town_and_period() {
    let mut county = gelan::session::County::default();
    for (id, (name, bytes)) in (0..).zip(town::files()) {
        county.keep(id, session::read(&name, bytes));
    }
    let periods = [PeriodChoice::Half(2024, 1), PeriodChoice::Month(2024, 3)];
    let key = ["某省", "某市", "某县", "青石镇"].map(str::to_owned);
    let sums = gelan::partials::csv::write(&county.partials(&key, &periods, session::today()));
    let mut store = SnapshotStore::default();
    let (rows, refused) = opened(&mut store, RollupRequest::File("汇总.csv".into()), Some(&sums));
    assert_eq!(refused, [""; 0]);
    let days: Vec<_> = rows.iter().map(|row| (row.name.as_str(), row.period)).collect();
    let mut wanted = periods.map(|choice| ("某省 某市 某县 青石镇", choice.period()));
    wanted.sort();
    let mut days = days;
    days.sort();
    assert_eq!(days, wanted);
    let half = rows.iter().find(|row| row.period == periods[0].period()).unwrap();
    let own = opened(&mut store, RollupRequest::Paste(small()), None).0;
    assert_eq!((&half.counts, &half.measures), (&own[0].counts, &own[0].measures), "as from the rows");
    // A line that cannot be is told with its number, and the others are read.
    let text = String::from_utf8(sums).unwrap();
    let (header, body) = text.split_once('\n').unwrap();
    let broken = format!("{header}\n{}", body.replacen(",village,", ",hamlet,", 1));
    let (rows, refused) = opened(&mut store, RollupRequest::File("汇总.csv".into()), Some(broken.as_bytes()));
    assert_eq!((rows.len(), refused.len()), (2, 1));
    assert!(refused[0].starts_with("汇总.csv 第 ") && refused[0].contains("hamlet"), "{refused:?}");
}

#[test]
fn a_forged_text_is_listed_and_is_neither_compared_nor_joined() {
    let mut other = decode(&small()).unwrap();
    other.township = Some("柳河镇".to_owned());
    let forged = meter::framed(
        3,
        &meter::with_totals(&other, &|totals| totals.counts.iter_mut().flatten().for_each(|n| *n += 1)),
    );
    let mut store = SnapshotStore::default();
    let (rows, refused) = opened(&mut store, RollupRequest::Paste(format!("{}\n{forged}\n", small())), None);
    assert_eq!((rows.len(), refused.len()), (2, 0));
    let sentence = store.join("县", &texts(&store, &[0, 1]), session::today()).unwrap_err();
    assert!(sentence.starts_with("柳河镇：快照里的数不可能是这样"), "{sentence}");
    let both = RollupRequest::Figures { texts: texts(&store, &[0, 1]), settings: Box::default() };
    let RollupResponse::Figures(figures) = store.answer(both, None, &mut |_| {}) else { panic!("no answer") };
    assert_eq!(figures.unwrap_err(), sentence);
}

#[test]
fn rows_of_totals_are_those_of_places() {
    let towns = [decode(&small()).unwrap()];
    for town in towns {
        let (stated, whole) = (encode(&town), meter::without_totals(&town));
        assert!(meter::has_totals(&stated) && !meter::has_totals(&whole));
        let row = |text: &str| {
            let (mut rows, _) =
                opened(&mut SnapshotStore::default(), RollupRequest::Paste(text.to_owned()), None);
            Row { fingerprint: 0, ..rows.remove(0) }
        };
        assert_eq!(row(&stated), row(&whole));
        let of = Row::of(&town, &stated, &Settings::default());
        assert_eq!(row(&stated), Row { fingerprint: 0, ..of });
    }
}
