//! Targets of villages, as a table that a person pastes, a file keeps and a snapshot carries.

use crate::common::session;
use gelan::catalogue::Measure;
use gelan::figures::details::Details;
use gelan::figures::settings::{Key, PeriodTarget, Settings, VillageTargets, pasted_targets};
use gelan::figures::{Figures, Subject};
use gelan::model::period::PeriodChoice;
use gelan::snapshot::{Choices, Snapshot, decode, encode};
use gelan::view::pages::work::work;
use gelan::view::parts::bulletin::bulletin;
use gelan::view::parts::evidence::panel;
use gelan::view::parts::grid_table;
use gelan::view::parts::shortfalls::gaps;
use gelan::view::parts::village_targets::{places, targets_preview};
use gelan::view::parts::villages::villages;
use gelan::view::picture::Ground;
use proptest::prelude::*;
use std::collections::BTreeMap;

const VISITS: Measure = Measure::HouseholdVisits;
const CASES: Measure = Measure::CasesOnTime;

fn listed() -> Vec<String> {
    ["三都村", "好花红村", "龙泉村", "龙泉社区"].map(str::to_owned).into()
}

/// The targets of a village, in the catalogue's order.
fn of(own: &VillageTargets, village: &str) -> Vec<(Measure, u32)> {
    own.0.get(village).into_iter().flatten().map(|(m, n)| (*m, *n)).collect()
}

#[test]
fn a_table_of_the_assessment_is_understood_and_what_is_not_is_said() {
    let text = "序号\t村\t入户走访（%）\t按期办结率目标\t绿化率\n\
        1\t三都村村委会\t７０%\t85\t30\n2\t好花红\t0.75\t—\t\n3\t龙泉\t60\t80\t\n4\t西领村\t50\t90\t\n\
        5\t龙泉社区\t120\t88%\t\n\t全镇\t80\t\t\n";
    let read = pasted_targets(text, &listed());
    assert_eq!(of(&read.villages, "三都村"), [(VISITS, 70), (CASES, 85)]);
    assert_eq!(of(&read.villages, "好花红村"), [(VISITS, 75)]);
    assert_eq!(of(&read.villages, "龙泉社区"), [(CASES, 88)]);
    assert_eq!(read.villages.0.len(), 3);
    assert_eq!(read.town, BTreeMap::from([(VISITS, 80)]));
    let parts = ["“绿化率”", "第 4 行“龙泉”", "第 5 行“西领村”", "龙泉社区：“入户走访覆盖率”应是1～100"];
    assert_eq!(read.findings.len(), parts.len(), "{:?}", read.findings);
    for (finding, part) in read.findings.iter().zip(parts) {
        assert!(finding.contains(part), "{finding}");
    }
}

#[test]
fn a_target_a_row_is_understood_too() {
    let read =
        pasted_targets("三都村，入户走访覆盖率，70%\n三都村 诉求按期办结率 95\n龙泉村 绿化率 30", &listed());
    assert_eq!(of(&read.villages, "三都村"), [(VISITS, 70), (CASES, 95)]);
    assert_eq!(read.findings.len(), 1, "{:?}", read.findings);
    assert!(read.findings[0].contains("第 3 行"), "{:?}", read.findings);
    assert_eq!(pasted_targets("", &listed()), Default::default());
    assert_eq!(pasted_targets("今年的考核办法如下：\n\n", &listed()), Default::default());
}

const GRIDS: &str = "村,网格名称,户数\n甲村,第一网格,10\n乙村,第一网格,10\n";
const ROWS: &str = "村,网格,户主,走访日期\n甲村,第一网格,张一,2024-01-25\n甲村,第一网格,张二,2024-01-26\n\
    乙村,第一网格,张三,2024-02-25\n乙村,第一网格,张四,2024-02-26\n";

fn computed(settings: &Settings, choice: PeriodChoice) -> (gelan::session::Session, Figures) {
    let mut session = session::with_files(&[("网格.csv", GRIDS), ("入户走访记录.csv", ROWS)]);
    session.set(settings.clone());
    let figures = session.compute(choice, session::today()).figures.clone();
    (session, figures)
}

#[test]
fn a_village_is_held_against_its_own_target_and_its_part_of_it() {
    let mut settings = Settings::default();
    settings.villages.0.insert("乙村".to_owned(), BTreeMap::from([(VISITS, 20)]));
    let ground = |settings: &Settings, choice| {
        let (_, figures) = computed(settings, choice);
        let table = villages(&figures);
        let column = table.columns.iter().position(|c| c.id == VISITS.id()).unwrap();
        (0..2).map(|row| table.ground(row, column)).collect::<Vec<_>>()
    };
    let half = PeriodChoice::Half(2024, 1);
    assert_eq!(ground(&settings, half), [Ground::Short(5), Ground::Reached]);
    assert_eq!(ground(&settings, PeriodChoice::Month(2024, 2)), [Ground::Plain, Ground::Plain]);
    settings.rule.shorter = 1;
    settings.rule.months = 12;
    let (_, figures) = computed(&settings, half);
    assert_eq!(figures.target_of(VISITS, "乙村"), PeriodTarget { percent: 20, part: (6, 12), waits: None });
    assert_eq!(figures.target_of(VISITS, "甲村").percent, 80);
    // The town keeps its own.
    assert_eq!(figures.measure(VISITS).unwrap().target.percent, 80);
}

#[test]
fn they_are_kept_in_the_file_and_travel_with_the_villages_that_do() {
    let mut settings = Settings::default();
    for village in ["乙村", "别处村"] {
        settings.villages.0.insert(village.to_owned(), BTreeMap::from([(VISITS, 20), (CASES, 95)]));
    }
    assert_eq!(Settings::from_file(&settings.to_file()), Ok((settings.clone(), Vec::new())));
    let (session, figures) = computed(&settings, PeriodChoice::Half(2024, 1));
    let (tally, _) = session.last().unwrap();
    let snapshot = Snapshot::of(tally, &figures, session::today(), Choices::default());
    let sent = decode(&encode(&snapshot)).unwrap().settings.unwrap().villages;
    assert_eq!(sent.0.into_keys().collect::<Vec<_>>(), ["乙村"]);
}

#[test]
fn the_preview_replaces_the_villages_targets_and_counts_them() {
    let mut settings = Settings::default();
    settings.villages.0.insert("三都村".to_owned(), BTreeMap::from([(CASES, 95)]));
    let text = "村\t入户走访覆盖率\n龙泉村\t60\n全镇\t85";
    let preview = targets_preview(text, &listed(), &settings);
    assert_eq!(preview.lines, ["全镇：入户走访覆盖率 85%", "龙泉村：入户走访覆盖率 60%"]);
    assert_eq!((preview.count, preview.settings.target(VISITS)), (2, 85));
    assert_eq!(preview.settings.villages.0.len(), 1);
    let none = targets_preview("", &listed(), &preview.settings);
    assert_eq!(none.settings.villages, VillageTargets::default());
    assert_eq!(none.settings.target(VISITS), 85);
}

const KINDS: &str = "村,网格名称,户数,网格类型\n甲村,第一网格,10,农村网格\n甲村,第二网格,10,专属\n\
    乙村,第一网格,10,农村网格\n";

fn of_kinds(settings: &Settings) -> (gelan::session::Session, Figures) {
    let mut session = session::with_files(&[("网格.csv", KINDS), ("入户走访记录.csv", ROWS)]);
    session.set(settings.clone());
    let figures = session.compute(PeriodChoice::Half(2024, 1), session::today()).figures.clone();
    (session, figures)
}

#[test]
fn a_kind_of_grid_has_targets_of_its_own_before_those_of_its_village() {
    let mut settings = Settings::default();
    let (_, figures) = of_kinds(&settings);
    let kinds: Vec<_> = figures.grids.iter().map(|g| g.kind.as_str()).collect();
    assert_eq!(kinds, ["农村网格", "专属网格", "农村网格"]);
    let (villages, kinds) = places(&figures);
    assert_eq!((villages.len(), kinds.join("、")), (2, "农村网格、专属网格".to_owned()));
    let text = "村\t入户走访覆盖率\n农村网格\t20\n专属\t30%\n甲村\t70\n城市网格\t5";
    let preview = targets_preview(text, &[villages, kinds].concat(), &settings);
    assert_eq!(preview.count, 3);
    assert!(preview.findings[0].contains("第 5 行“城市网格”"), "{:?}", preview.findings);
    settings = preview.settings;
    assert_eq!(Settings::from_file(&settings.to_file()), Ok((settings.clone(), Vec::new())));
    let (_, figures) = of_kinds(&settings);
    let target = |i: usize| figures.target_of_grid(VISITS, &figures.grids[i]).percent;
    assert_eq!((target(0), target(1), figures.target_of(VISITS, "甲村").percent), (20, 30, 70));
    // Two of ten are visited in the first and the last, none in the second: only that one is short.
    let table = grid_table::table(&figures);
    let column = table.columns.iter().position(|c| c.id == "visited_share").unwrap();
    let grounds: Vec<_> = (0..3).map(|row| table.ground(row, column)).collect();
    assert_eq!(grounds, [Ground::Reached, Ground::Short(3), Ground::Reached]);
    assert!(table.columns.iter().any(|column| column.id == "kind"));
    let [_, below, _] = work(&figures, &Details::default(), "");
    assert_eq!(below.table.rows.iter().map(|r| r.label()).collect::<Vec<_>>(), ["甲村第二网格"]);
    assert_eq!(below.note, "入户走访未达目标的 1 个，各按本村、本类网格的目标");
}

#[test]
fn kinds_travel_as_numbers_with_their_targets_and_never_by_name() {
    let mut settings = Settings::default();
    for (kind, target) in [("农村网格", 20), ("城市网格", 5)] {
        settings.villages.0.insert(kind.to_owned(), BTreeMap::from([(VISITS, target)]));
    }
    let (session, figures) = of_kinds(&settings);
    let (tally, _) = session.last().unwrap();
    let snapshot = Snapshot::of(tally, &figures, session::today(), Choices::default());
    let sent = decode(&encode(&snapshot)).unwrap();
    assert_eq!(sent, snapshot);
    let shown = gelan::snapshot::figures(&sent, &Settings::default());
    let kinds: Vec<_> = shown.grids.iter().map(|g| g.kind.as_str()).collect();
    assert_eq!(kinds, ["第1类网格", "", "第1类网格"], "{:?}", sent.settings);
    let targets = |f: &Figures| f.grids.iter().map(|g| f.target_of_grid(VISITS, g)).collect::<Vec<_>>();
    assert_eq!(targets(&shown), targets(&figures));
    let words = format!("{:?} {:?}", sent.tally, sent.settings.unwrap().villages);
    assert!(!words.contains("农村") && !words.contains("城市"), "{words}");
    // Whatever a tally says, nothing but a number is written.
    let mut odd = snapshot.clone();
    odd.tally.grids.values_mut().for_each(|g| g.listed.0.as_mut().unwrap().kind = "张三网格".to_owned());
    let read = decode(&encode(&odd)).unwrap();
    assert!(read.tally.grids.values().all(|g| g.listed.0.as_ref().unwrap().kind.is_empty()));
}

#[test]
fn a_column_of_many_texts_is_no_kind() {
    let mut grids = String::from("村,网格名称,户数,网格类型\n");
    (1..=13).for_each(|i| grids += &format!("甲村,第{i}网格,10,说明{i}\n"));
    let figures = session::figures(&[("网格.csv", grids)], PeriodChoice::All);
    assert!(figures.grids.len() == 13 && figures.grids.iter().all(|g| g.kind.is_empty()));
    assert!(grid_table::table(&figures).columns.iter().all(|c| c.id != "kind"));
}

#[test]
fn villages_below_their_own_target_are_named_and_those_that_reach_it_are_not() {
    let mut settings = Settings::default();
    // Each has two of ten visited: 甲村 reaches its own, 乙村 does not, and the town has 20 %.
    settings.targets.insert(VISITS, 15);
    for (village, target) in [("甲村", 20), ("乙村", 90)] {
        settings.villages.0.insert(village.to_owned(), BTreeMap::from([(VISITS, target)]));
    }
    let (_, figures) = computed(&settings, PeriodChoice::Half(2024, 1));
    assert_eq!(short(&figures), ["乙村 离 90% 差 7 户"]);
    let text = bulletin(&figures).text();
    assert!(text.contains("入户走访覆盖率20.0%，乙村未达到本村的目标"), "{text}");
    let said = |village: &str| {
        let lines = panel(&Subject::VillageMeasure(village.to_owned(), VISITS), &figures).lines;
        lines.into_iter().find(|(title, _)| *title == "目标").map(|(_, said)| said)
    };
    assert_eq!(said("乙村").as_deref(), Some("距目标 90% 差 7 户"));
    assert_eq!(said("甲村").as_deref(), Some("达到目标 20%"));
    settings.targets.insert(VISITS, 80);
    let (_, figures) = computed(&settings, PeriodChoice::Half(2024, 1));
    assert_eq!(short(&figures), ["乙村 离 90% 差 7 户", "乙村第一网格 8 户"], "甲村 reaches its own");
}

/// The names beneath the visits that fall short.
fn short(figures: &Figures) -> Vec<String> {
    gaps(figures)
        .into_iter()
        .filter(|g| g.subject == Subject::Measure(VISITS))
        .flat_map(|g| g.names)
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read(
        own in prop::collection::btree_map(
            0..4_usize,
            prop::collection::btree_map(0..Measure::ALL.len(), 1..=100_u32, 1..4),
            0..4,
        )
    ) {
        let named = |(village, targets): (usize, BTreeMap<usize, u32>)| {
            (listed()[village].clone(), targets.into_iter().map(|(m, n)| (Measure::ALL[m], n)).collect())
        };
        let own = VillageTargets(own.into_iter().map(named).collect());
        for name in [Measure::id as fn(Measure) -> &'static str, Measure::title] {
            for villages in [listed(), Vec::new()] {
                let read = pasted_targets(&own.table(name), &villages);
                prop_assert_eq!(&read.villages, &own);
                prop_assert_eq!(read.findings, Vec::<String>::new());
            }
        }
        let mut settings = Settings::default();
        settings.set(Key::VillageTargets, &own.table(Measure::id)).unwrap();
        prop_assert_eq!(settings.villages, own);
    }

    #[test]
    fn any_text_is_answered(text in any::<String>()) {
        let read = pasted_targets(&text, &listed());
        prop_assert!(read.villages.0.keys().all(|v| listed().contains(v)));
    }
}
