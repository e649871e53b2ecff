//! Snapshots carry no names, numbers or texts of persons, and no count that is suppressed.

use crate::common::session;
use gelan::catalogue::{CaseFigure, Count, Counter, GridFigure, MonthFigure, PrivacyGroup, RepFigure};
use gelan::count::{BodyTally, Counts, Ended, GridTally, Least, Listing, MatterDays, Tally, VillageTally};
use gelan::export::json::results;
use gelan::figures::settings::Settings;
use gelan::figures::{Figures, Setting, Subject, Withheld, present};
use gelan::model::body::Body;
use gelan::model::cause::Ticks;
use gelan::model::cell::Day;
use gelan::model::kind::Kind;
use gelan::model::loaded::RequiredColumn;
use gelan::model::period::PeriodChoice;
use gelan::model::place::GridKey;
use gelan::session::Session;
use gelan::snapshot::{Choices, Snapshot, decode, encode, figures};
use gelan::view::parts::evidence::panel;
use gelan::view::parts::grid_table;
use gelan::view::table::{CellValue, Filter};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// A row of random words: a name, a telephone, an identity number, a text.
type Row = (String, String, String, String, usize);

fn row() -> impl Strategy<Value = Row> {
    // Characters that no name of a place, a column or a kind has.
    let name = "[爨龘靐齾麤鱻灥犇骉淼][爨龘靐齾麤鱻灥犇骉淼]{1,2}";
    (
        name,
        "1[3-9][0-9]{9}",
        "5227[0-9]{2}19[0-9]{2}0[1-9]1[0-9]{4}",
        "[爨龘靐齾麤鱻灥犇骉淼]{5,9}",
        0usize..4,
    )
}

fn session(rows: &[Row]) -> Session {
    let grids = ["第一网格", "第二网格"];
    let table = |head: &str, line: &dyn Fn(usize, &Row) -> String| {
        let lines: Vec<String> = rows.iter().enumerate().map(|(i, r)| line(i, r)).collect();
        format!("{head}\n{}\n", lines.join("\n"))
    };
    let grid = |r: &Row| format!("{},{}", if r.4 < 2 { "青石村" } else { "白沙村" }, grids[r.4 % 2]);
    let files = [
        ("网格.csv", "行政村,网格名称,户数,人口\n青石村,第一网格,60,200\n青石村,第二网格,70,240\n白沙村,第一网格,50,180\n白沙村,第二网格,55,190\n".to_owned()),
        ("网格员名册.csv", table("行政村,网格,姓名,职务,联系电话,身份证号", &|_, r| format!("{},{},专职网格员,{},{}", grid(r), r.0, r.1, r.2))),
        ("联户长名册.csv", table("行政村,网格,联户长姓名,联系电话,联系户数", &|i, r| format!("{},{},{},{}", grid(r), r.0, r.1, 8 + i))),
        ("党代表名册.csv", table("序号,姓名,所在村,联系电话,任职日期,备注", &|i, r| format!("{},{},{},{},2024-02-{:02},{}", i + 1, r.0, r.3, r.1, i % 28 + 1, r.3))),
        ("意见建议办理台账.csv", table("代表姓名,代表类别,提出日期,内容,办理期限,办理情况,办结日期,满意度", &|i, r| format!("{},党代表,2024-03-01,{},2024-04-01,已解决,2024-03-{:02},满意", r.0, r.3, i % 28 + 2))),
        ("党代表履职登记.csv", table("日期,姓名,履职形式,数量,内容", &|i, r| format!("2024-03-{:02},{},走访选民,{}人次,{}", i % 28 + 1, r.0, i + 1, r.3))),
        ("入户走访记录.csv", table("行政村,网格,户主姓名,走访日期,走访人,时长（分钟）,走访内容", &|i, r| format!("{},{},2024-04-{:02},{},20,{}", grid(r), r.0, i % 28 + 1, r.0, r.3))),
        ("矛盾纠纷和诉求台账.csv", table("行政村,网格,诉求人,联系电话,受理日期,诉求内容,办理状态", &|i, r| format!("{},{},{},2024-05-{:02},{},已办结", grid(r), r.0, r.1, i % 28 + 1, r.3))),
        ("三张清单.csv", table("序号,清单类型,事项名称,责任领导,责任科室,完成时间", &|i, r| format!("{},任务清单,{},{},,", i + 1, r.3, r.0))),
        ("村干部培训情况.csv", table("行政村,姓名,职务,培训次数", &|_, r| format!("{},{},村委会主任,0", if r.4 < 2 { "青石村" } else { "白沙村" }, r.0))),
    ];
    let mut session = session::with_files(&files);
    session.compute(PeriodChoice::All, Day(19_950));
    session
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_name_number_or_text_of_the_source_is_in_a_payload(rows in prop::collection::vec(row(), 4..14)) {
        let session = session(&rows);
        let (tally, computed) = session.last().unwrap();
        // The persons did get as far as the tally: else nothing is tested.
        let read: Vec<_> = session.results().unwrap().reports.into_iter().map(|r| (&r.name, r.tables.iter().map(|t| (t.kind, t.records)).collect::<Vec<_>>())).collect();
        prop_assert!(!tally.persons.is_empty() && tally.grids.values().any(|g| !g.groups.is_empty()), "{read:?}");
        for full in [false, true] {
            let choices = Choices { full, ..Choices::default() };
            let text = encode(&Snapshot::of(tally, &computed.figures, Day(19_950), choices));
            let opened = decode(&text).unwrap();
            // What was opened writes the same text: there is nothing more in it.
            prop_assert_eq!(encode(&opened), text.as_str());
            let held = format!("{opened:?}");
            prop_assert!(held.contains("青石村"));
            prop_assert_eq!(opened.tally.persons.len(), if full { tally.persons.len() } else { 0 });
            let days = |t: &Tally| t.bodies.values().map(|b| (b.counts.get(Counter::Judged), b.days.0.len())).collect::<Vec<_>>();
            let sent: Vec<_> = days(tally).into_iter().map(|(judged, n)| (judged, if full { n } else { 0 })).collect();
            prop_assert!(sent.iter().any(|(judged, _)| *judged > 0));
            prop_assert_eq!(days(&opened.tally), sent);
            // Of a term only the days of the period: not when it began.
            for person in opened.tally.persons.values() {
                let window = opened.window().unwrap();
                prop_assert!(person.terms.0.iter().all(|(since, _)| *since == Some(window.from)), "{person:?}");
            }
            for (name, phone, id, words, _) in &rows {
                for secret in [name, phone, id, words] {
                    prop_assert!(!held.contains(secret.as_str()), "{secret} travels");
                }
            }
            prop_assert!(!held.chars().any(|c| "爨龘靐齾麤鱻灥犇骉淼".contains(c)));
        }
        // Names where they were asked for; still neither numbers nor texts.
        let choices = Choices { full: true, names: true, least: 0 };
        let named = decode(&encode(&Snapshot::of(tally, &computed.figures, Day(19_950), choices))).unwrap();
        let held = format!("{named:?}");
        for (name, phone, id, words, _) in &rows {
            prop_assert!(held.contains(name.as_str()));
            for secret in [phone, id, words] {
                prop_assert!(!held.contains(secret.as_str()), "{secret} travels");
            }
        }
    }
}

/// A town whose visits are `(visits, households visited)` by village and grid; the last of each village is what
/// names no grid.
pub fn town(villages: &[Vec<(i64, i64)>], cases: &[i64], months: &[i64]) -> Tally {
    let mut tally = Tally::default();
    for kind in [Kind::Villages, Kind::Grids, Kind::Visits, Kind::Cases, Kind::Duty, Kind::Matters] {
        tally.loaded.add(kind);
    }
    tally.loaded.add_column(RequiredColumn::Visited);
    let listed = |rank: usize, name: &str| {
        Least(Some(Listing { rank: rank as u32, name: name.to_owned(), ..Listing::default() }))
    };
    for (v, grids) in villages.iter().enumerate() {
        let name = if v == 0 { String::new() } else { format!("{v}村") };
        let (own, grids) = grids.split_last().unwrap();
        let grids = if v == 0 { &[] } else { grids };
        let mut all = own.0;
        for (g, (visits, visited)) in grids.iter().enumerate() {
            all += visits;
            let grid = format!("{g}网格");
            let counts = [
                (Counter::Households, 60),
                (Counter::Visits, *visits),
                (Counter::Minutes, visits * 20),
                (Counter::Visited, *visited),
            ];
            let (listed, counts) = (listed(v * 100 + g, &grid), counts.into_iter().collect());
            let key = GridKey { village: name.clone(), grid };
            tally.grids.insert(key, GridTally { listed, counts, ..GridTally::default() });
        }
        let counts = [
            (Counter::Visits, all),
            (Counter::Visited, own.1),
            (Counter::VisitsAll, all + 5),
            (Counter::Minutes, all * 20),
            (Counter::Cases, cases[v % cases.len()]),
        ];
        let village = VillageTally { listed: listed(v, &name), counts: counts.into_iter().collect() };
        tally.villages.insert(name, village);
    }
    for (i, visits) in months.iter().enumerate() {
        tally.months.insert(24_288 + i as i32, Counts::default().with(Counter::Visits, *visits));
    }
    let (matters, rated) = (cases[0] + 30, cases[cases.len() - 1]);
    let counts = [
        (Counter::Reps, 9),
        (Counter::DutyVisits, cases[0]),
        (Counter::Receptions, 40),
        (Counter::Matters, matters),
        (Counter::Solved, matters - 10),
        (Counter::MattersReferred, 10),
        (Counter::Suggestions, matters),
        (Counter::WithDeadline, matters),
        (Counter::MattersOnTime, matters - 10),
        (Counter::MattersSatisfied, rated),
        (Counter::Followed, matters),
        (Counter::Judged, matters),
        (Counter::Rated, rated),
        (Counter::Dated, matters),
    ];
    let days = MatterDays(BTreeMap::from([(3, Ended { closed: 1, open: 1 })]));
    tally.bodies.insert(Body::Party, BodyTally { counts: counts.into_iter().collect(), days });
    tally
}

/// The visited households of a village as the receiver sees them; `None` if they are suppressed.
fn visited(opened: &Snapshot, village: &str) -> Option<i64> {
    let kept = opened.hidden.village(village).has(PrivacyGroup::Visits);
    let own = opened.tally.villages.get(village).map_or(0, |v| v.counts.get(Counter::Visited));
    let grids = opened.tally.grids_of(village).map(|(_, g)| g.counts.get(Counter::Visited)).sum::<i64>();
    (!kept).then_some(own + grids)
}

/// Everything that follows from sums in which one figure only is not known: as the sums form a tree, that is
/// everything that follows at all.
fn derived(unknown: &mut [BTreeSet<String>]) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    loop {
        let found: Vec<String> =
            unknown.iter().filter(|sum| sum.len() == 1).flat_map(|sum| sum.iter().cloned()).collect();
        if found.is_empty() {
            return out;
        }
        for cell in found {
            unknown.iter_mut().for_each(|sum| {
                sum.remove(&cell);
            });
            out.insert(cell);
        }
    }
}

fn check(tally: &Tally, villages: &[Vec<(i64, i64)>], least: u32) -> Result<(), TestCaseError> {
    let all = present(tally, Setting::default());
    let choices = Choices { least, full: true, ..Choices::default() };
    let sent = Snapshot::of(tally, &all, Day(19_950), choices);
    let opened = decode(&encode(&sent)).unwrap();
    prop_assert_eq!(&opened, &sent);
    let seen: Figures = figures(&opened, &Settings::default());
    let small = |n: i64| (1..i64::from(least)).contains(&n);
    // Totals are what they were, or absent.
    for ((count, before), (_, after)) in all.counts.iter().zip(&seen.counts) {
        prop_assert!(after.is_none() || after == before, "{count:?}: {before:?} {after:?}");
    }
    type OfGrid = fn(&gelan::figures::GridFigures) -> Option<i64>;
    type OfVillage<'a> = &'a dyn Fn(&gelan::figures::VillageFigures) -> Option<i64>;
    let columns: [(OfGrid, OfVillage<'_>); 2] = [
        (|g| g.get(GridFigure::Visits), &|v| v.count(Count::VisitsInPeriod)),
        (|g| g.get(GridFigure::VisitedHouseholds), &|v| visited(&opened, &v.name)),
    ];
    for (column, (of_grid, of_village)) in columns.into_iter().enumerate() {
        let value = |(visits, visited): &(i64, i64)| if column == 0 { *visits } else { *visited };
        let mut sums: Vec<BTreeSet<String>> = Vec::new();
        let mut town = BTreeSet::new();
        let mut secrets = BTreeSet::new();
        for (v, counts) in villages.iter().enumerate() {
            let name = if v == 0 { String::new() } else { format!("{v}村") };
            let mut sum = BTreeSet::new();
            let (own, grids) = counts.split_last().unwrap();
            let grids = if v == 0 { &[] } else { grids };
            for (g, count) in grids.iter().enumerate() {
                let key = format!("{g}网格");
                let shown = seen.grids.iter().find(|f| f.village == name && f.key == key).and_then(of_grid);
                let cell = format!("{name}{key}");
                prop_assert!(shown.is_none_or(|n| n == value(count) && !small(n)), "{cell} {shown:?}");
                if shown.is_none() {
                    sum.insert(cell.clone());
                }
                if small(value(count)) {
                    secrets.insert(cell);
                }
            }
            let whole = grids.iter().map(value).sum::<i64>() + value(own);
            if v == 0 {
                // The township's own follows from the others only.
                if value(own) > 0 {
                    town.insert("own".to_owned());
                }
                if small(value(own)) {
                    secrets.insert("own".to_owned());
                }
                continue;
            }
            let shown = seen.villages.iter().find(|f| f.name == name).and_then(of_village);
            prop_assert!(shown.is_none_or(|n| n == whole && !small(n)), "{name} {shown:?} {whole}");
            if shown.is_none() {
                sum.insert(name.clone());
                town.insert(name.clone());
            }
            if small(whole) {
                secrets.insert(name.clone());
            }
            // Who knows that a village has no visits without a grid knows a figure more.
            if value(own) > 0 {
                sum.insert(format!("{name} rest"));
            }
            if small(value(own)) {
                secrets.insert(format!("{name} rest"));
            }
            sums.push(sum);
        }
        let total = seen.counts.iter().find(|(c, _)| *c == Count::VisitsInPeriod).unwrap().1;
        if total.is_some() {
            sums.push(town);
        }
        let found = derived(&mut sums);
        let told: Vec<&String> = found.intersection(&secrets).collect();
        prop_assert!(told.is_empty(), "{told:?} of column {column} follow from the rest");
    }
    prop_assert!(seen.months.iter().all(|m| !small(m.get(MonthFigure::Visits))));
    prop_assert!(seen.grids.iter().all(|g| g.get(GridFigure::Cases).is_none() && g.load.is_none()));
    let cases = [CaseFigure::Received, CaseFigure::Open].map(|figure| seen.case(figure));
    prop_assert!(cases.into_iter().flatten().all(|n| !small(n)));
    for body in &seen.bodies {
        prop_assert!(body.get(RepFigure::Visits).is_none_or(|n| !small(n)));
        prop_assert!(body.days.as_ref().is_none_or(|days| days.0.is_empty()));
        if let (Some(judged), Some(rated)) = (body.get(RepFigure::Judged), body.get(RepFigure::Rated)) {
            let solved = body.get(RepFigure::Solved).unwrap();
            prop_assert!(![judged, rated, solved - rated].into_iter().any(small));
        }
    }
    Ok(())
}

fn count() -> impl Strategy<Value = (i64, i64)> {
    let visits = prop_oneof![3 => 0i64..4, 3 => 3i64..12, 4 => 12i64..200];
    (visits, 0i64..=100).prop_map(|(visits, share)| (visits, visits * share / 100))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 800, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_small_count_follows_from_what_is_shown(
        villages in prop::collection::vec(prop::collection::vec(count(), 1..6), 1..7),
        cases in prop::collection::vec(0i64..30, 1..4),
        months in prop::collection::vec(0i64..40, 0..4),
        least in 3u32..9,
    ) {
        check(&town(&villages, &cases, &months), &villages, least)?;
    }
}

#[test]
fn large_counts_are_left_alone() {
    let villages = vec![vec![(0, 0)], vec![(50, 40), (60, 44), (0, 0)], vec![(70, 30), (80, 60), (0, 0)]];
    let tally = town(&villages, &[40], &[130, 130]);
    let all = present(&tally, Setting::default());
    let choices = Choices { least: 5, ..Choices::default() };
    let seen = figures(&Snapshot::of(&tally, &all, Day(19_950), choices), &Settings::default());
    assert!(
        seen.grids
            .iter()
            .all(|g| g.get(GridFigure::Visits).zip(g.get(GridFigure::VisitedHouseholds)).is_some())
    );
    assert!(seen.villages.iter().all(|v| v.count(Count::VisitsInPeriod).is_some()));
    assert_eq!(seen.months.len(), 2);
    // Without a wish to keep back nothing is absent.
    let plain = figures(&Snapshot::of(&tally, &all, Day(19_950), Choices::default()), &Settings::default());
    assert_eq!(
        plain.grids.iter().map(|g| g.get(GridFigure::Cases)).collect::<Vec<_>>(),
        all.grids.iter().map(|g| g.get(GridFigure::Cases)).collect::<Vec<_>>()
    );
}

#[test]
fn one_small_count_takes_a_large_one_with_it() {
    let villages =
        vec![vec![(0, 0)], vec![(2, 2), (60, 44), (90, 80), (0, 0)], vec![(70, 30), (80, 60), (0, 0)]];
    let tally = town(&villages, &[40], &[130, 172]);
    let all = present(&tally, Setting::default());
    let choices = Choices { least: 5, ..Choices::default() };
    let seen = figures(&Snapshot::of(&tally, &all, Day(19_950), choices), &Settings::default());
    let visits: Vec<Option<i64>> = seen.grids.iter().map(|g| g.get(GridFigure::Visits)).collect();
    assert_eq!(visits, [None, None, Some(90), Some(70), Some(80)]);
    assert_eq!(
        seen.villages.iter().map(|v| v.count(Count::VisitsInPeriod)).collect::<Vec<_>>(),
        [Some(152), Some(150)]
    );
    assert_eq!(seen.count(Count::VisitsInPeriod), Some(302));
    // A suppressed figure says so wherever it is shown; no other does.
    let table = grid_table::table(&seen);
    let at = table.columns.iter().position(|c| c.id == "visits").unwrap();
    let kept = CellValue::Withheld(Withheld::Small(5));
    let cells: Vec<&CellValue> = table.rows.iter().map(|r| &r.cells[at]).collect();
    assert_eq!(cells, [&kept, &kept, &CellValue::Count(90), &CellValue::Count(70), &CellValue::Count(80)]);
    let total = |village: &str| {
        let filter = Filter { village: village.to_owned(), ..Filter::default() };
        table.list(&filter, None).total[at].clone()
    };
    assert_eq!((total("1村"), total("2村")), (kept.clone(), CellValue::Count(150)));
    assert_eq!((kept.text().as_str(), kept.detail().unwrap().contains("小于 5 的数")), ("隐去", true));
    let cases = table.columns.iter().position(|c| c.id == "cases").unwrap();
    assert!(table.rows.iter().all(|r| r.cells[cases] == kept));
    let key = GridKey { village: "1村".to_owned(), grid: "0网格".to_owned() };
    let panel = panel(&Subject::Grid(key, GridFigure::Visits), &seen);
    assert_eq!((panel.state, panel.number.as_str()), ("suppressed", ""));
    assert!(panel.verdict.contains("为保护隐私不显示"), "{}", panel.verdict);
    let json: serde_json::Value =
        serde_json::from_str(&results(&seen, (&[], &Ticks::default()), &[], &[])).unwrap();
    assert_eq!(json["kept_back"]["below"], 5);
    assert_eq!(json["grids"][0]["visits"], serde_json::Value::Null);
    let names = json["grids"][0]["suppressed"].to_string();
    assert!(names.contains("\"visits\"") && names.contains("\"cases\""), "{names}");
    assert!(!json["grids"][2]["suppressed"].to_string().contains("\"visits\""));
    // A table that the sender has not got is no secret.
    assert!(json["grids"][0]["officers"].is_null() && !names.contains("officers"));
}
