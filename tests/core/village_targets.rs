//! Targets of villages, as a table that a person pastes, a file keeps and a snapshot carries.

use crate::common::session;
use gelan::catalogue::Measure;
use gelan::figures::Figures;
use gelan::figures::settings::{Key, PeriodTarget, Settings, VillageTargets, pasted_targets};
use gelan::model::period::PeriodChoice;
use gelan::snapshot::{Choices, Snapshot, decode, encode};
use gelan::view::parts::village_targets::targets_preview;
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
