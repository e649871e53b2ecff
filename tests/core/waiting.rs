//! A table that is only likely counts nowhere until a person says so.

use crate::common::session::{self, LIKELY};
use gelan::catalogue::{Count, Definition, Measure, reading};
use gelan::figures::settings::Settings;
use gelan::figures::{Figures, Subject};
use gelan::input::file::{FileReading, ReadChoices};
use gelan::input::recognise::{Confidence, Corrections, Mappings};
use gelan::model::finding::Code;
use gelan::model::kind::Kind;
use gelan::model::period::{MonthEnd, PeriodChoice};
use gelan::session::{County, Session, waiting};
use serde_json::{Value, json};
use std::process::{Command, Output};

const GRIDS: (&str, &str) = ("网格.csv", "村,网格名称,户数,人口\n甲村,第一网格,10,30\n乙村,第一网格,20,60\n");

fn with(corrections: Corrections) -> FileReading {
    session::read_with(LIKELY.0, LIKELY.1, &ReadChoices { corrections, ..ReadChoices::default() })
}

fn session(likely: FileReading) -> Session {
    let mut session = session::with_files(&[GRIDS]);
    session.keep(9, likely);
    session.compute(PeriodChoice::All, session::today());
    session
}

fn heads(figures: &Figures) -> (Option<i64>, i64) {
    (figures.count(Count::Heads), figures.measure(Measure::Head).unwrap().numerator)
}

#[test]
fn it_changes_no_figure_before_a_person_says_so() {
    let reading = session::read(LIKELY.0, LIKELY.1);
    let table = &reading.report.tables[0];
    assert_eq!((table.kind, table.confidence), (Some(Kind::Heads), Confidence::Likely));
    assert!(table.waits() && !table.counts());
    let codes: Vec<Code> = reading.report.findings.iter().map(|f| f.code).collect();
    assert_eq!(codes, [Code::TableLikely], "what is wrong with its rows is not said yet");

    let without = session::computed(&[GRIDS], PeriodChoice::All);
    let waits = session(reading.clone());
    assert_eq!(session::figures_of(&waits), session::figures_of(&without));
    assert_eq!(waits.last().unwrap().1.findings, without.last().unwrap().1.findings);

    let mut yes = Corrections::default();
    yes.choose(table, table.kind);
    let accepted = with(yes.clone());
    assert_eq!(accepted.report.tables[0].confidence, Confidence::Chosen);
    assert!(accepted.report.findings.iter().any(|f| f.code == Code::NumberInvalid), "its rows speak now");
    assert_eq!(heads(session::figures_of(&session(accepted))), (Some(2), 2));

    yes.restore(&table.signature, None);
    assert_eq!(with(yes), reading, "taken back, it waits again");
    let mut no = Corrections::default();
    no.choose(table, None);
    let refused = with(no);
    assert!(waiting([&refused.report]).is_empty(), "it is not asked about again");
    assert_eq!(session::figures_of(&session(refused)), session::figures_of(&without));
}

#[test]
fn a_likely_list_of_places_makes_no_town() {
    let list = |town: &str| format!("{town}网格表,,,\n村,网格名称,户数,人口\n甲村,第一网格,10,30\n");
    let files = [("甲镇.csv", list("甲镇")), ("乙镇.csv", list("乙镇"))];
    let mut county = gelan::session::County::default();
    for (id, mut reading) in (0..).zip(session::readings(&files)) {
        if id == 1 {
            reading.report.tables[0].confidence = Confidence::Likely;
        }
        county.keep(id, reading);
    }
    let figures = county.compute(PeriodChoice::All, session::today()).figures.clone();
    assert_eq!((figures.count(Count::Villages), figures.count(Count::Grids)), (Some(1), Some(1)));
}

/// Months across columns stay months when a person says yes.
#[test]
fn who_confirms_a_kind_confirms_the_columns() {
    let text =
        "人大代表走访选民人次（2024年）,,,\n姓名,所在村,1月,2月,3月\n赵一,甲村,12,/,3\n钱二,乙村,5,6,\n";
    let reading = session::read("走访.csv", text);
    let mut yes = Corrections::default();
    let table = &reading.report.tables[0];
    yes.choose(table, Some(Kind::Duty));
    let choices = ReadChoices { corrections: yes, ..ReadChoices::default() };
    let accepted = session::read_with("走访.csv", text, &choices);
    assert_eq!(accepted.records, reading.records);
    assert_eq!((accepted.report.tables[0].records, table.records), (4, 4));
}

#[test]
fn the_catalogue_tells_which_figures_read_a_kind() {
    let ids = |kind| reading(kind).map(|figure: &Definition| figure.id).collect::<Vec<_>>();
    let of_heads = ["heads", "coverage.head", "coverage.linked_households", "coverage.triangle"];
    assert_eq!(ids(Kind::Heads), of_heads);
    assert!(ids(Kind::Villages).contains(&"coverage.village_rules"), "it is divided by the list of villages");
    for kind in Kind::counted() {
        assert!(!ids(kind).is_empty(), "{kind:?} is counted and changes no figure");
    }
}

#[test]
fn the_results_name_it() {
    let waits = session(session::read(LIKELY.0, LIKELY.1));
    let results: Value = serde_json::from_str(&session::json(&waits)).unwrap();
    let figures = ["heads", "coverage.head", "coverage.linked_households", "coverage.triangle"];
    let expected = json!([
        {"file": LIKELY.0, "sheet": "", "kind": "heads", "rows": 2, "figures": figures}
    ]);
    assert_eq!(results["waiting"], expected);
    let without: Value =
        serde_json::from_str(&session::json(&session::computed(&[GRIDS], PeriodChoice::All))).unwrap();
    assert_eq!(without["waiting"], Value::Null);
}

fn gelan(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_gelan")).args(args).output().unwrap()
}

#[test]
fn the_command_line_names_it_and_counts_it_on_request() {
    let folder = std::env::temp_dir().join(format!("gelan-waiting-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let paths = [GRIDS, LIKELY].map(|(name, text)| {
        let path = folder.join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    });
    let mut word = Corrections::default();
    let table = &session::read(LIKELY.0, LIKELY.1).report.tables[0];
    word.choose(table, table.kind);
    let mappings = folder.join("gelan-mappings.json");
    let saved = Mappings { corrections: word, ..Mappings::default() }.to_file();
    std::fs::write(&mappings, saved).unwrap();
    let report = |extra: &[&str]| {
        let output = gelan(&[&["report"], extra, &[&paths[0], &paths[1]]].concat());
        assert_eq!(output.status.code(), Some(0));
        let [out, told] = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap());
        (out, told)
    };
    let heads = |out: &str| serde_json::from_str::<Value>(out).unwrap()["counts"]["heads"].clone();
    let sentence = "像是“联户长”，2 行，等人确认，没有计入；计入会改变：联户长、联户长覆盖率";
    let (out, told) = report(&["--json"]);
    assert_eq!(heads(&out), Value::Null);
    assert!(told.contains(LIKELY.0) && told.contains(sentence) && told.contains("--accept likely"), "{told}");
    assert!(report(&["--text"]).0.contains(sentence));
    assert!(report(&[]).0.contains(sentence));
    for extra in [["--accept", "likely"], ["--mappings", mappings.to_str().unwrap()]] {
        let (out, told) = report(&[&["--json"][..], &extra].concat());
        assert_eq!((heads(&out), told.as_str()), (json!(2), ""), "{extra:?}");
    }
    assert_eq!(gelan(&["report", "--accept", "all", &paths[0]]).status.code(), Some(2));
    assert_eq!(gelan(&["report", "--mappings", &paths[0], &paths[0]]).status.code(), Some(2));
    std::fs::remove_dir_all(&folder).unwrap();
}

/// A town with a list of grids and a table that no kind fits, and that table read as visits.
fn unknown_beside_grids() -> (County, FileReading) {
    let text = "啥时候去的,去的哪家,村,网格,跑腿的人,干了啥\n2024-01-01,张应福,甲村,第一网格,熊德琴,聊天\n2024-02-02,韦国忠,乙村,第一网格,付孝勇,送政策\n";
    let unknown = session::read("下村.csv", text);
    let table = &unknown.report.tables[0];
    assert_eq!((table.kind, table.offers[0].kind), (None, Kind::Visits));
    let mut yes = Corrections::default();
    yes.choose(table, Some(Kind::Visits));
    let visits =
        session::read_with("下村.csv", text, &ReadChoices { corrections: yes, ..ReadChoices::default() });
    let mut county = County::default();
    county.keep(1, session::read(GRIDS.0, GRIDS.1));
    county.keep(2, unknown);
    (county, visits)
}

/// What a press would change is worked out beforehand as it will be, and nothing of it counts.
#[test]
fn what_an_unknown_table_would_change_is_what_it_changes() {
    let (all, today) = (PeriodChoice::All, session::today());
    let (mut county, visits) = unknown_beside_grids();
    let before = county.compute(all, today);
    county.suppose(2, visits.clone());
    let effects = county.supposed(all, today).unwrap();
    assert!(*county.last().unwrap().1 == before, "it did not count");
    assert_eq!(county.supposed(all, today), None, "and it is dropped");
    county.keep(2, visits);
    let after = county.compute(all, today);
    let of = |subject: Subject| {
        effects.iter().find(|effect| effect.subject == subject).map(|e| (e.before, e.after))
    };
    assert_eq!(of(Subject::Count(Count::VisitsInPeriod)), Some((None, Some((2, None)))));
    assert_eq!(of(Subject::Measure(Measure::HouseholdVisits)), Some((None, Some((2, Some(30))))));
    assert_eq!(of(Subject::Count(Count::Grids)), None, "what stays is not named");
    assert_eq!(after.figures.count(Count::VisitsInPeriod), Some(2));
    let changed = before.figures.counts.iter().zip(&after.figures.counts).filter(|(a, b)| a != b).count();
    assert_eq!(effects.iter().filter(|effect| matches!(effect.subject, Subject::Count(_))).count(), changed);
}

/// A person goes on while a table is tried: what was worked out beside something else is not said.
#[test]
fn what_would_change_is_not_said_beside_other_figures() {
    let (all, today) = (PeriodChoice::All, session::today());
    let (mut county, visits) = unknown_beside_grids();
    let try_it = |county: &mut County| {
        county.suppose(2, visits.clone());
        county.supposed(all, today)
    };
    assert_eq!(try_it(&mut county), None, "nothing was computed");
    county.compute(PeriodChoice::Month(2024, 1), today);
    assert_eq!(try_it(&mut county), None, "another period was");
    county.compute(all, today);
    assert!(try_it(&mut county).is_some_and(|effects| !effects.is_empty()));
    let known = session::read("更多.csv", GRIDS.1);
    county.keep(3, known);
    assert_eq!(try_it(&mut county), None, "another file came");
    county.compute(all, today);
    assert!(try_it(&mut county).is_some());
    county.set(Settings { month_end: MonthEnd::new(25).unwrap(), ..Settings::default() });
    assert_eq!(try_it(&mut county), None, "the settings are others");
    county.set(Settings::default());
    county.forget(2);
    county.compute(all, today);
    assert_eq!(try_it(&mut county), None, "the file was removed");
}
