//! Towns together: the county of two towns is the two towns' files loaded together, whatever their places are called.

use crate::common::{session, town};
use gelan::catalogue::{Count, Measure, PrivacyGroup};
use gelan::export::json::results;
use gelan::export::results_json;
use gelan::figures::settings::Settings;
use gelan::figures::{PrivacyGroups, State, Subject};
use gelan::model::cause::Ticks;
use gelan::model::period::Period;
use gelan::model::period::PeriodChoice;
use gelan::model::place::GridKey;
use gelan::session::County;
use gelan::session::rollup::{Aside, NotJoined, Row, Total, joined, settle};
use gelan::snapshot::{Choices, Snapshot, decode, encode, figures};
use proptest::prelude::*;
use serde_json::Value;

type Files = Vec<(String, Vec<u8>)>;

const HALF: PeriodChoice = PeriodChoice::Half(2024, 1);

/// 青石镇, in a folder of its name.
fn first() -> Files {
    town::files().into_iter().map(|(name, bytes)| (format!("青石镇/{name}"), bytes)).collect()
}

/// 好花红镇, the sample.
fn second() -> Files {
    let files = gelan::sample::files().into_iter();
    files.map(|f| (format!("好花红镇/{}", f.name), f.bytes)).collect()
}

/// 柳河镇, which has a 龙泉村 with a 第一网格 of its own, as 青石镇 has.
fn third() -> Files {
    let files = [
        ("柳河镇行政村.csv", "行政村名称,户数,人口\n龙泉村,90,300\n柳溪村,50,170\n"),
        (
            "柳河镇网格.csv",
            "所属村,网格名称,户数,人口\n龙泉村,第一网格,40,130\n龙泉村,第二网格,50,170\n柳溪村,第一网格,50,170\n",
        ),
        (
            "柳河镇网格员花名册.csv",
            "姓名,村,网格,职务\n张三,龙泉村,第一网格,网格员\n李四,柳溪村,第一网格,网格员\n",
        ),
        (
            "柳河镇入户走访记录.csv",
            "走访日期,村,网格,网格员,户编号,走访类型,时长（分钟）\n2024-03-01,龙泉村,第一网格,张三,LX1-001,日常走访,15\n2024-03-02,龙泉村,第一网格,张三,LX1-002,日常走访,20\n2024-03-02,柳溪村,第一网格,李四,LX1-001,日常走访,20\n",
        ),
        ("柳河镇人大代表名册.csv", "姓名,代表类别,所在村\n周一,人大代表,龙泉村\n周二,人大代表,柳溪村\n"),
    ];
    files.iter().map(|(name, text)| (format!("柳河镇/{name}"), text.as_bytes().to_vec())).collect()
}

fn json_of(county: &County) -> String {
    results_json(&county.results().unwrap(), &Ticks::default())
}

fn sent(session: &County, choices: Choices) -> Snapshot {
    let (tally, computed) = session.last().unwrap();
    decode(&encode(&Snapshot::of(tally, &computed.figures, session::today(), choices))).unwrap()
}

fn snapshot(files: &[(String, Vec<u8>)]) -> Snapshot {
    sent(&session::county(files, HALF), Choices::default())
}

fn county(towns: &[Snapshot]) -> Snapshot {
    let named: Vec<_> = towns.iter().map(|s| (s.township.clone().unwrap(), s.clone())).collect();
    joined("某县", &named, session::today()).unwrap()
}

fn row(snapshot: &Snapshot) -> Row {
    Row::of(snapshot, &encode(snapshot), &Settings::default())
}

fn json(figures: &gelan::figures::Figures) -> Value {
    serde_json::from_str(&results(figures, (&[], &Ticks::default()), &[], &[])).unwrap()
}

fn same_county(files: &[Files]) -> (Value, Value) {
    let together: Files = files.iter().flatten().cloned().collect();
    let session = session::county(&together, HALF);
    let loaded: Value = serde_json::from_str(&json_of(&session)).unwrap();
    let towns: Vec<Snapshot> = files.iter().map(|files| snapshot(files)).collect();
    let merged = json(&figures(&county(&towns), &Settings::default()));
    for part in ["counts", "grids", "period", "as_of"] {
        assert!(loaded[part] == merged[part], "{part}");
    }
    assert_eq!(session::without_days(&loaded["bodies"]), session::without_days(&merged["bodies"]));
    // The days of matters travel at 全量: medians are computed from the merged state.
    let whole = Choices { full: true, ..Choices::default() };
    let all: Vec<Snapshot> = files.iter().map(|files| sent(&session::county(files, HALF), whole)).collect();
    let of_all = county(&all);
    assert!(of_all.tally.persons.is_empty(), "persons go no further than their town");
    let opened = decode(&encode(&of_all)).unwrap();
    assert_eq!(loaded["bodies"], json(&figures(&opened, &Settings::default()))["bodies"]);
    // One town without them, and there is no median.
    let mixed = [&all[..1], &towns[1..]].concat();
    let bodies = json(&figures(&county(&mixed), &Settings::default()))["bodies"].clone();
    assert!(bodies.as_object().unwrap().values().all(|b| b["median_days"].is_null()
        && (b["matters"] == 0 || b["matters"].is_null() || b["median_days_state"] == "refused")));
    for (id, measure) in loaded["measures"].as_object().unwrap() {
        let mut measure = measure.clone();
        // Labels of items and persons are free text and do not travel.
        if merged["measures"][id]["missing"].is_null() {
            measure["missing"] = Value::Null;
        }
        assert!(measure == merged["measures"][id], "{id}");
    }
    (loaded, merged)
}

#[test]
fn the_county_is_the_files_loaded_together() {
    let (loaded, _) = same_county(&[first(), second()]);
    let grids = loaded["grids"].as_array().unwrap();
    let towns =
        |name: &str| grids.iter().filter(|g| g["village"].as_str().unwrap().starts_with(name)).count();
    assert_eq!(towns("青石镇 ") + towns("好花红镇 "), grids.len());
    assert_eq!(loaded["counts"]["grids"], grids.len());
    assert!(towns("青石镇 ") > 0 && towns("好花红镇 ") > 100);
    assert_eq!(loaded["measures"]["coverage.party_group"]["state"], "value");
}

#[test]
fn places_and_persons_of_one_name_stay_two() {
    let (loaded, _) = same_county(&[first(), third()]);
    let own = |files: &Files| -> Value { session::results(files) };
    let (a, c) = (own(&first()), own(&third()));
    for count in ["villages", "grids", "visits_in_period", "households"] {
        let sum = a["counts"][count].as_i64().unwrap() + c["counts"][count].as_i64().unwrap();
        assert_eq!(loaded["counts"][count], sum, "{count}");
    }
    let visited = |v: &Value| v["measures"]["coverage.household_visits"]["numerator"].as_i64().unwrap();
    assert_eq!(visited(&loaded), visited(&a) + 3);
    let reps = |v: &Value| v["bodies"]["人大代表"]["reps"].as_i64().unwrap();
    assert_eq!(reps(&loaded), reps(&a) + 2);
    // 柳河镇 has no list of heads: how many the county has is not known, and never what one town has.
    assert!(a["counts"]["heads"].is_i64() && loaded["counts"]["heads"].is_null());
    assert_eq!(loaded["township"], "柳河镇、青石镇");
}

/// The files in one zip.
fn zipped(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    use std::io::Write;
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn a_zip_of_towns_in_folders_is_a_county() {
    let files: Files = [first(), third()].concat();
    let loose = session::county(&files, HALF);
    let mut zip = session::county(&[("全县.zip".to_owned(), zipped(&files))], HALF);
    let figures = |session: &County| session.last().unwrap().1.figures.clone();
    assert!(figures(&loose) == figures(&zip), "the same towns, zipped");
    // Its rows are found under the zip's own table numbers.
    let rows = |session: &County| -> Vec<(String, usize)> {
        let found = session.evidence(&Subject::Count(Count::Villages));
        found.iter().map(|e| (e.file.clone() + "/" + &e.inner_file, e.rows.len())).collect()
    };
    let in_zip: Vec<_> =
        rows(&loose).into_iter().map(|(f, n)| (format!("全县.zip/{}", f.trim_end_matches('/')), n)).collect();
    assert_eq!(rows(&zip), in_zip);
    assert_eq!(zip.results().unwrap().reports.len(), 1);
    // Taken apart and put together again.
    let before = json_of(&zip);
    zip.forget(99);
    zip.compute(HALF, session::today());
    assert_eq!(json_of(&zip), before);
}

#[test]
fn a_figure_of_the_county_leads_to_its_town() {
    let files: Files = [first(), third()].concat();
    let session = session::county(&files, HALF);
    let key = GridKey { village: "柳河镇 龙泉村".into(), grid: "第1网格".into() };
    let figures = &session.last().unwrap().1.figures;
    assert!(
        figures.grids.iter().any(|g| g.key() == key),
        "{:?}",
        figures.grids.iter().map(|g| g.key()).collect::<Vec<_>>()
    );
    let rows = session.evidence(&Subject::Grid(key, gelan::catalogue::GridFigure::Visits));
    let names: Vec<_> = rows.iter().map(|e| (e.file.as_str(), e.rows.len())).collect();
    assert_eq!(names, [("柳河镇/柳河镇入户走访记录.csv", 2)]);
    let all = session.evidence(&Subject::Count(Count::Villages));
    assert_eq!(
        all.iter().map(|e| e.rows.len()).sum::<usize>() as i64,
        figures.count(Count::Villages).unwrap()
    );
    assert_eq!(session.results().unwrap().reports.len(), files.len());
}

#[test]
fn a_file_of_no_known_town_is_named_and_counted_nowhere() {
    let mut files: Files = [first(), third()].concat();
    let before = json_of(&session::county(&files, HALF));
    let text = "走访日期,村,网格,网格员,户编号\n2024-03-01,龙泉村,第一网格,张三,LX1-009\n";
    files.push(("走访.csv".into(), text.as_bytes().to_vec()));
    let session = session::county(&files, HALF);
    let findings = &session.last().unwrap().1.findings;
    let named: Vec<_> = findings.iter().filter(|f| f.code.as_str() == "town-unknown").collect();
    assert_eq!(named.iter().map(|f| f.place.file.as_str()).collect::<Vec<_>>(), ["走访.csv"]);
    let counts = |text: &str| serde_json::from_str::<Value>(text).unwrap()["counts"].clone();
    assert_eq!(counts(&before), counts(&json_of(&session)));
}

#[test]
fn one_town_stays_one_and_a_town_goes_as_it_came() {
    let mut session = session::county(&[first(), third()].concat(), HALF);
    let ids = first().len() as u32..(first().len() + third().len()) as u32;
    ids.for_each(|id| session.forget(id));
    session.compute(HALF, session::today());
    let alone = session::county(&first(), HALF);
    assert_eq!(json_of(&session), json_of(&alone));
}

#[test]
fn rows_add_up_to_the_county() {
    let towns = [snapshot(&first()), snapshot(&second())];
    let rows = towns.each_ref().map(row);
    let total = Total::of(&rows);
    let county = figures(&county(&towns), &Settings::default());
    for count in Count::ALL {
        assert_eq!(total.count(*count).sum, county.count(*count), "{}", count.id());
    }
    for measure in Measure::ALL {
        let (cell, whole) = (total.measure(*measure).sum, county.measure(*measure).unwrap());
        assert_eq!(
            (cell.state, cell.numerator, cell.denominator),
            (whole.state, whole.numerator, whole.denominator),
            "{}",
            measure.id()
        );
    }
    // Once more, counties to a city: the county's row is the sum of its towns' rows.
    let again = row(&decode(&encode(&self::county(&towns))).unwrap());
    assert_eq!(again.towns.len(), 2);
    assert_eq!(again.counts, Count::ALL.iter().map(|c| total.count(*c).sum).collect::<Vec<_>>());
}

#[test]
fn one_town_twice_counts_once_whatever_the_order() {
    let town = snapshot(&first());
    let quarter = |from: (i32, u32, u32), to: (i32, u32, u32)| {
        let day = |(y, m, d)| gelan::model::cell::Day::from_ymd(y, m, d).unwrap();
        Snapshot { period: Some(Period { from: day(from), to: day(to) }), ..town.clone() }
    };
    let (q1, q2) = (quarter((2024, 1, 1), (2024, 3, 31)), quarter((2024, 4, 1), (2024, 6, 30)));
    let other = snapshot(&third());
    let rows = [row(&q1), row(&q2), row(&q2), row(&town), row(&other)];
    let found = settle(&rows);
    assert_eq!(found.iter().filter(|a| a.is_none()).count(), 2, "{found:?}");
    assert_eq!(found[4], None);
    let kept = found.iter().position(Option::is_none).unwrap();
    assert!(matches!(found[0], Some(Aside::Earlier(k) | Aside::Overlapping(k)) if k == kept));
    // Of periods that end together the longest counts.
    let half = row(&quarter((2024, 1, 1), (2024, 6, 30)));
    assert_eq!(settle(&[rows[1].clone(), half.clone()]), [Some(Aside::Overlapping(1)), None]);
    assert_eq!(settle(&[half, rows[1].clone()]), [None, Some(Aside::Overlapping(0))]);
    let mut turned = rows.to_vec();
    turned.reverse();
    let counted =
        |rows: &[Row]| Total::of(rows.iter().zip(settle(rows)).filter(|(_, a)| a.is_none()).map(|(r, _)| r));
    assert_eq!(counted(&rows), counted(&turned));
    // Another town of the same name, with other villages, is another town.
    let mut namesake = row(&other);
    namesake.name = rows[3].name.clone();
    namesake.villages = vec![1, 2, 3];
    assert_eq!(settle(&[rows[3].clone(), namesake]), [None, None]);
    // A town beside its county.
    let county = row(&county(&[town.clone(), other.clone()]));
    assert_eq!(settle(&[rows[3].clone(), county]), [Some(Aside::Inside(1)), None]);
}

#[test]
fn what_would_be_wrong_is_refused() {
    let town = snapshot(&first());
    let named = |s: &Snapshot| vec![("甲".to_owned(), town.clone()), ("乙".to_owned(), s.clone())];
    let other = Snapshot { catalogue: Some(99), ..town.clone() };
    assert_eq!(joined("县", &named(&other), session::today()), Err(NotJoined::Definitions));
    let mut kept_back = town.clone();
    kept_back.hidden.township = PrivacyGroups::default().with(PrivacyGroup::Visits);
    assert_eq!(joined("县", &named(&kept_back), session::today()), Err(NotJoined::KeptBack));
    assert_eq!(joined("县", &[], session::today()), Err(NotJoined::None));
}

fn some_row() -> impl Strategy<Value = Row> {
    let state = prop_oneof![
        Just(State::Value),
        Just(State::NoData),
        Just(State::NoDenominator),
        (0i64..9, 9i64..20).prop_map(|(lower, upper)| State::Interval { lower, upper })
    ];
    let cell = (state, 0i64..1000, 0i64..1000).prop_map(|(state, numerator, denominator)| {
        gelan::session::rollup::RollupCell { state, numerator, denominator }
    });
    let counts = prop::collection::vec(prop::option::of(0i64..1000), Count::ALL.len());
    (counts, prop::collection::vec(cell, Measure::ALL.len()), any::<u8>()).prop_map(
        |(counts, measures, venues)| Row {
            name: String::new(),
            made: gelan::model::cell::Day(0),
            period: None,
            span: None,
            month_end: Default::default(),
            catalogue: None,
            fingerprint: 0,
            counts,
            measures,
            targets: Vec::new(),
            assumed: 0,
            venues,
            villages: Vec::new(),
            towns: Vec::new(),
            keeps_back: false,
            withheld: Vec::new(),
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn totals_merge_in_any_grouping_and_order(rows in prop::collection::vec(some_row(), 0..8), cut in any::<prop::sample::Index>()) {
        let cut = cut.index(rows.len() + 1);
        let (left, right) = rows.split_at(cut);
        let whole = Total::of(&rows);
        let (l, r) = (Total::of(left), Total::of(right));
        let (mut a, mut b) = (l.clone(), r.clone());
        a.merge(&r);
        b.merge(&l);
        prop_assert_eq!(&a, &whole);
        prop_assert_eq!(&b, &whole);
        a.merge(&Total::default());
        prop_assert_eq!(&a, &whole);
    }
}
