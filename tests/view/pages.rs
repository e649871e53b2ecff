//! The pages, over figures of a small township.

use gelan::catalogue::{CaseFigure, Count, Counter, Measure, PrivacyGroup};
use gelan::count::{Counts, Tally};
use gelan::figures::settings::PeriodTarget;
use gelan::figures::{
    BodyFigures, FigureValue, Figures, GridFigures, KnownCounts, MeasureValue, Missing, MonthFigures,
    PersonFigures, PrivacyGroups, Setting, State, VillageFigures, present,
};
use gelan::model::body::Body;
use gelan::model::cell::Day;
use gelan::model::period::Period;
use gelan::view::pages::activities::{activities, inventory};
use gelan::view::pages::coverage::measures;
use gelan::view::pages::overview::{overview, size_of_town};
use gelan::view::pages::representatives::{FEW_NOTE, persons};
use gelan::view::parts::bodies::{bodies, in_brief};
use gelan::view::parts::busiest_grids::heaviest;
use gelan::view::parts::files::FileEntry;
use gelan::view::parts::grid_table::{officers_note, table};
use gelan::view::parts::sentence::sentence;
use gelan::view::parts::villages::villages;
use gelan::view::table::{CellValue, Filter};

fn cases(received: i64, closed: i64, on_time: i64, overdue: i64) -> Vec<Option<i64>> {
    let value = |figure: &CaseFigure| match figure {
        CaseFigure::Received => received,
        CaseFigure::Closed => closed,
        CaseFigure::OnTime => on_time,
        CaseFigure::Open => received - closed,
        CaseFigure::Overdue => overdue,
        _ => 0,
    };
    CaseFigure::ALL.iter().map(|figure| Some(value(figure))).collect()
}

fn village(name: &str, households: i64, visited: i64, cases: Vec<Option<i64>>) -> VillageFigures {
    let count = |count: &Count| match count {
        Count::Grids => Some(2),
        Count::Households => Some(households),
        _ => None,
    };
    let ratio = |n, d| FigureValue { state: State::Value, numerator: n, denominator: Some(d) };
    let measure = |measure: &Measure| match measure {
        Measure::HouseholdVisits => ratio(visited, households),
        Measure::Centre => ratio(1, 1),
        _ => FigureValue::NONE,
    };
    VillageFigures {
        name: name.into(),
        counts: Count::ALL.iter().map(count).collect(),
        measures: Measure::ALL.iter().map(measure).collect(),
        cases,
        ..VillageFigures::default()
    }
}

fn grid(village: &str, name: &str, officers: i64, minutes: i64) -> GridFigures {
    GridFigures {
        village: village.into(),
        name: name.into(),
        counts: counts([
            (Counter::Households, 100),
            (Counter::Heads, 8),
            (Counter::Officers, officers),
            (Counter::Minutes, minutes),
        ]),
        ..GridFigures::default()
    }
}

fn counts<const N: usize>(counts: [(Counter, i64); N]) -> KnownCounts {
    counts.into_iter().collect()
}

fn value(measure: Measure, numerator: i64, denominator: i64) -> MeasureValue {
    MeasureValue {
        measure,
        state: State::Value,
        numerator,
        denominator,
        missing: Some(vec![]),
        target: PeriodTarget::whole(measure.target()),
        undecided: Vec::new(),
    }
}

fn person(name: &str, matters: i64, solved: i64, on_roster: bool) -> PersonFigures {
    PersonFigures {
        body: Body::Party,
        name: name.into(),
        village: "三都村".into(),
        on_roster,
        counts: counts([(Counter::DutyVisits, 7), (Counter::Matters, matters), (Counter::Solved, solved)]),
        days: None,
        days_in_office: None,
    }
}

fn town() -> Figures {
    let mut f = present(&Tally::default(), Setting::default());
    let day = |m, d| Day::from_ymd(2024, m, d).unwrap();
    f.township = Some("好花红镇".into());
    f.period = Some(Period { from: day(1, 1), to: day(6, 30) });
    f.counts = vec![
        (Count::Villages, Some(2)),
        (Count::Grids, Some(4)),
        (Count::Households, Some(1200)),
        (Count::Cases, Some(30)),
    ];
    f.villages = vec![
        village("三都村", 800, 600, cases(20, 15, 9, 4)),
        village("九门村", 400, 150, cases(10, 9, 5, 0)),
    ];
    f.cases = cases(30, 24, 14, 4);
    f.grids = vec![
        grid("三都村", "三都村第一网格", 1, 3000),
        grid("三都村", "三都村第二网格", 2, 2000),
        grid("九门村", "第一网格", 1, 500),
        grid("九门村", "第二网格", 0, 500),
    ];
    for m in &mut f.measures {
        *m = match m.measure {
            Measure::Officer => MeasureValue {
                missing: Some(vec![Missing {
                    name: "九门村第二网格".into(),
                    village: "九门村".into(),
                    amount: 1,
                }]),
                ..value(Measure::Officer, 3, 4)
            },
            Measure::PartyGroup => value(Measure::PartyGroup, 4, 4),
            Measure::Head => value(Measure::Head, 4, 4),
            Measure::HouseholdVisits => value(Measure::HouseholdVisits, 750, 1200),
            Measure::DutyDone => value(Measure::DutyDone, 27, 36),
            Measure::CasesOnTime => value(Measure::CasesOnTime, 14, 18),
            other => MeasureValue {
                measure: other,
                state: State::NoData,
                numerator: 0,
                denominator: 0,
                missing: None,
                target: PeriodTarget::whole(other.target()),
                undecided: Vec::new(),
            },
        };
    }
    let month = |month, visits| MonthFigures {
        year: 2024,
        month,
        counts: Counts::default().with(Counter::Visits, visits),
    };
    f.months = vec![month(1, 100), month(2, 50), month(3, 200)];
    f.bodies = vec![BodyFigures {
        body: Body::Party,
        has_work: true,
        known: PrivacyGroups::default().with(PrivacyGroup::Duty).with(PrivacyGroup::Matters),
        counts: counts([
            (Counter::Reps, 2),
            (Counter::DutyVisits, 14),
            (Counter::Matters, 8),
            (Counter::Solved, 5),
        ]),
        days: None,
    }];
    f.persons = vec![person("王一", 5, 3, true), person("安二", 3, 2, true), person("外人", 0, 0, false)];
    f
}

fn said(figures: &Figures) -> (String, String) {
    let all = sentence(figures);
    (
        all.iter().map(|p| p.text.as_str()).collect(),
        all.iter().filter(|p| p.look).map(|p| p.text.as_str()).collect::<Vec<_>>().join("|"),
    )
}

#[test]
fn the_sentence_can_be_read_aloud_and_points_at_what_falls_short() {
    let (text, look) = said(&town());
    assert_eq!(
        text,
        "4 个网格，党小组、联户长都齐备，1 格没有网格员；入户走访覆盖 62.5%，距 80% 的目标还差 210 户，\
         九门村低于全镇 10 个百分点以上；受理诉求 30 件，6 件未办结，4 件没有按期办结。"
    );
    assert_eq!(look, "1 格没有网格员|距 80% 的目标还差 210 户|6 件未办结|4 件没有按期办结");
}

#[test]
fn without_figures_the_sentence_says_where_to_go() {
    let empty = present(&Tally::default(), Setting::default());
    assert_eq!(said(&empty).0, "放入的表里没有能计入的行，请到“数据”页核对表类和列。");
}

#[test]
fn the_overview_shows_eight_ratios_known_ones_first() {
    let view = overview(&town(), &[], 0, None);
    assert_eq!(view.cards.len(), 8);
    let ids: Vec<_> = view.cards.iter().take_while(|c| c.percent.is_some()).map(|c| c.id).collect();
    assert_eq!(
        ids,
        [
            "coverage.officer",
            "coverage.party_group",
            "coverage.household_visits",
            "coverage.duty_done",
            "cases.on_time_rate",
            "coverage.head"
        ]
    );
    assert!(view.cards[6].verdict.starts_with("无数据"));
    let on_time = &view.cards[4];
    assert_eq!((on_time.fraction.as_str(), on_time.percent.as_deref()), ("14 / 18", Some("77.8")));
    assert_eq!(view.facts, ["2024-01-01 至 2024-06-30"]);
    let size: Vec<String> = size_of_town(&town()).into_iter().map(|(_, text)| text).collect();
    assert_eq!(size, ["2 村", "4 网格", "1,200 户"]);
}

#[test]
fn months_are_points_between_ground_and_peak() {
    let points = overview(&town(), &[], 0, None).months;
    let places: Vec<_> = points.iter().map(|p| (p.label.as_str(), p.x, p.y)).collect();
    assert_eq!(places, [("1月", 0, 500), ("2月", 500, 250), ("3月", 1000, 1000)]);
}

#[test]
fn work_is_compared_for_each_officer_beside_the_mean() {
    let view = heaviest(&town(), 3).unwrap();
    let bars: Vec<_> =
        view.bars.iter().map(|b| (b.label.as_str(), b.text.as_str(), b.length, b.far)).collect();
    assert_eq!(
        bars,
        [
            ("三都村第一网格", "3,000", 1000, true),
            ("三都村第二网格", "1,000", 333, false),
            ("九门村第一网格", "500", 166, false),
        ]
    );
    assert_eq!((view.mean.as_str(), view.mean_at, view.of), ("1,250", 416, 4));
}

#[test]
fn grids_add_up_and_say_who_is_missing() {
    let table = table(&town());
    let total = table.list(&Filter::default(), None).total;
    let at = |id: &str| table.columns.iter().position(|c| c.id == id).unwrap();
    assert_eq!(total[at("households")], CellValue::Count(400));
    assert_eq!(total[at("households_per_head")], CellValue::Quotient(400, 32));
    assert_eq!(total[at("visits")], CellValue::Absent);
    assert_eq!(officers_note(&town()), "1 个网格没有网格员，1 个网格有两名以上网格员");
}

#[test]
fn every_measure_has_its_rule_and_its_missing_list() {
    let all = measures(&town());
    assert_eq!(all.len(), Measure::ALL.len());
    assert_eq!(all[0].missing_title, "未覆盖 1 个");
    assert_eq!(all[0].missing, [("九门村".to_owned(), vec!["第二网格".to_owned()])]);
    assert!(all.iter().all(|m| m.rule.len() >= 3 && !m.ratio.verdict.is_empty()));
}

#[test]
fn a_village_without_data_is_not_a_village_with_nothing() {
    let table = villages(&town());
    let at = |id: &str| table.columns.iter().position(|c| c.id == id).unwrap();
    assert_eq!(table.rows[0].cells[at("coverage.household_visits")], CellValue::Percent(600, 800));
    assert_eq!(table.rows[0].cells[at("coverage.officer")], CellValue::Absent);
    assert_eq!(table.list(&Filter::default(), None).total[at("coverage.centre")], CellValue::Percent(2, 2));
}

#[test]
fn bodies_stand_apart_with_figures_for_each_head() {
    let all = bodies(&town());
    assert_eq!(all.len(), 1);
    let facts: Vec<_> =
        all[0].facts.iter().map(|f| (f.title, f.number.as_str(), f.per_head.as_str())).collect();
    assert_eq!(facts, [("走访选民", "14", "7.0"), ("反映事项", "8", "4.0"), ("已解决", "5", "2.5")]);
    assert_eq!(all[0].solved.fraction, "5 / 8");
    // In a row there is room for the shares that some body has; of the others it is said once.
    let (titles, without) = in_brief(&all);
    let known = |title: &str| all[0].rates.iter().any(|l| l.title == title && !l.number.is_empty());
    assert!(titles.contains(&"解决比例") && titles.iter().all(|title| known(title)), "{titles:?}");
    assert!(without.iter().all(|said| !known(said.split('：').next().unwrap())), "{without:?}");
    assert_eq!(all[0].each().map(|fact| fact.title).collect::<Vec<_>>(), ["走访选民"]);
}

#[test]
fn people_stand_in_the_rosters_order_and_few_matters_are_remarked() {
    let table = persons(&town(), Body::Party);
    let rows: Vec<_> = table.rows.iter().map(|r| (r.label(), r.note)).collect();
    assert_eq!(rows, [("王一".into(), ""), ("安二".into(), FEW_NOTE), ("外人".into(), "不在名册")]);
    let ids: Vec<_> = table.columns.iter().map(|c| c.id).collect();
    assert_eq!(ids, ["name", "share", "interval", "village", "visits", "matters", "solved"]);
    assert!(persons(&town(), Body::Congress).rows.is_empty());
}

#[test]
fn activities_show_what_is_known_and_leave_out_what_is_not() {
    let mut figures = town();
    figures.counts =
        vec![(Count::Lectures, Some(0)), (Count::Handouts, Some(12_345)), (Count::Grids, Some(4))];
    for village in &mut figures.villages {
        for (count, value) in Count::ALL.iter().zip(&mut village.counts) {
            match count {
                Count::Lectures => *value = Some(1),
                Count::LawTrainings => *value = Some(2),
                _ => {}
            }
        }
    }
    let view = activities(&figures);
    let titles: Vec<_> = view.sections.iter().map(|s| s.title).collect();
    assert_eq!(titles, ["法治", "班子与阵地"]);
    let numbers: Vec<_> =
        view.sections[0].counts.iter().map(|c| (c.count.id(), c.number.as_deref())).collect();
    assert_eq!(
        numbers,
        [("lecturers", None), ("lectures", Some("0")), ("law_trainings", None), ("handouts", Some("12,345"))]
    );
    let columns: Vec<_> = view.villages.columns.iter().map(|c| c.id).collect();
    assert_eq!(columns, ["village", "coverage.centre", "law_events"]);
    assert_eq!(view.villages.list(&Filter::default(), None).total[2], CellValue::Count(6));
    assert!(view.months.is_empty());
    let known: Vec<_> = inventory(&figures).iter().map(|c| c.count).collect();
    assert_eq!(known, [Count::Grids]);
}

#[test]
fn one_sentence_says_what_was_read_and_what_needs_a_look() {
    let figures = present(&Tally::default(), Setting::default());
    let read = |files: &[FileEntry], looks| {
        let view = overview(&figures, files, looks, None);
        (view.read, view.look)
    };
    assert_eq!(read(&[], 3), (String::new(), None), "a snapshot has no files");
    let files = [FileEntry::new(1, "a.csv".into(), 9)];
    let (text, look) = read(&files, 1234);
    assert_eq!((text.as_str(), look.as_deref()), ("读了 0 个文件、0 张表、0 行；", Some("1,234 处请看一看")));
    assert_eq!(read(&files, 0).1, None);
}
