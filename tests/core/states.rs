//! The five states of a measure, on made tables: each shows its own value and sentence.

use crate::common::session;
use gelan::catalogue::{Count, Counter, GridFigure, Measure, RepFigure};
use gelan::figures::reading::read;
use gelan::figures::settings::Settings;
use gelan::figures::{Figures, State, Subject, Withheld};
use gelan::model::cause::Ticks;
use gelan::model::finding::Code;
use gelan::model::period::PeriodChoice;
use gelan::session::Session;
use gelan::snapshot::{Choices, Snapshot};
use gelan::view::pages::coverage::measures;
use gelan::view::parts::evidence::panel;
use gelan::view::parts::ratio::ratio;
use gelan::view::parts::villages::villages;
use gelan::view::table::CellValue;
use serde_json::json;

const GRIDS: &str = "村,网格名称,户数,网格员\n甲村,第一网格,10,王一\n甲村,第二网格,10,王二\n\
    乙村,第一网格,20,王三\n乙村,第二网格,20,\n乙村,第三网格,20,王五\n";

const HEADS: &str = "村,网格,联户长姓名,联系户数\n甲村,第一网格,赵一,10\n乙村,第一网格,赵二,12\n";

fn computed(files: &[(&str, &str)]) -> Session {
    let mut session = session::accepted(files);
    session.compute(PeriodChoice::All, session::today());
    session
}

fn figures(session: &Session) -> Figures {
    session::figures_of(session).clone()
}

fn json_of(session: &Session, measure: &str) -> serde_json::Value {
    let json: serde_json::Value = serde_json::from_str(&session::json(session)).unwrap();
    json["measures"][measure].clone()
}

#[test]
fn numbers_of_party_groups_give_bounds() {
    let table = "村,独立党小组数（个）,联合党小组数（个）\n甲村,1,1\n乙村,2,0\n";
    let session = computed(&[("网格.csv", GRIDS), ("党小组汇总.csv", table)]);
    let figures = figures(&session);
    assert_eq!(figures.count(Count::PartyGroupsIndependent), Some(3));
    assert_eq!(figures.count(Count::PartyGroupsJoint), Some(1));
    // Three with a group of their own; the joint group may cover these, or any other, of either village.
    let any = figures.measure(Measure::PartyGroup).unwrap();
    assert_eq!((any.state, any.denominator), (State::Interval { lower: 3, upper: 5 }, 5));
    let own = figures.measure(Measure::PartyGroupIndependent).unwrap();
    assert_eq!(own.state, State::Interval { lower: 3, upper: 3 });
    assert_eq!(json_of(&session, "coverage.party_group_independent")["state"], "interval");
    let total = session.evidence(&Subject::Count(Count::PartyGroupsIndependent));
    let rows: Vec<i64> = total.iter().flat_map(|e| &e.rows).filter_map(|(_, p)| p.numerator).collect();
    assert_eq!(rows, [1, 2]);
}

#[test]
fn joint_groups_of_nowhere_leave_the_most_open() {
    // 3 independent groups cover 3 of the 5 grids; the joint one may cover the other two.
    let session = computed(&[("网格.csv", GRIDS), ("党小组汇总.csv", "独立党小组数,联合党小组数\n3,1\n")]);
    let figures = figures(&session);
    let any = figures.measure(Measure::PartyGroup).unwrap();
    assert_eq!((any.state, any.numerator), (State::Interval { lower: 3, upper: 5 }, 3));
    assert_eq!(any.ratio(), None, "an interval is no number");
    let view = ratio(any);
    assert_eq!((view.state, view.percent.as_deref()), ("interval", Some("60.0–100.0")));
    assert_eq!((view.bar, view.maybe, view.fraction.as_str()), (600, 400, "3 至 5 / 5"));
    assert!(view.verdict.contains("只知道党小组个数"), "{}", view.verdict);
    let value = json_of(&session, "coverage.party_group");
    let expected = json!({"state": "interval", "unit": "格", "numerator": null, "lower": 3, "upper": 5,
        "denominator": 5, "missing": null, "target": 100});
    assert_eq!(value, expected);
    let panel = panel(&Subject::Measure(Measure::PartyGroup), &figures);
    assert_eq!((panel.state, panel.number.as_str()), ("interval", "60.0–100.0%"));
    assert_eq!(panel.fraction, "3 至 5 / 5 格");
    // A village has anything from none to all of its grids.
    let subject = Subject::VillageMeasure("乙村".to_owned(), Measure::PartyGroup);
    assert_eq!(read(&subject, &figures).state, State::Interval { lower: 0, upper: 3 });
    let table = villages(&figures);
    let at = table.columns.iter().position(|c| c.id == "coverage.party_group").unwrap();
    assert_eq!(table.rows[1].cells[at], CellValue::Bounds(0, 3, 3));
    assert!(table.row_html(1, None).contains("class=\"n between\""));
    let listed = measures(&figures).into_iter().find(|m| m.measure == Measure::PartyGroup).unwrap();
    assert_eq!(listed.missing_title, "不知道未覆盖哪些");
}

#[test]
fn a_list_of_groups_without_grids_gives_bounds() {
    let list = "村,党小组名称,组建方式,组长\n甲村,甲一党小组,独立,张三\n甲村,甲二党小组,独立,李四\n\
        乙村,乙联合党小组,联合,王五\n乙村,乙另一党小组,,赵六\n";
    let session = computed(&[("网格.csv", GRIDS), ("党小组台账.csv", list)]);
    let figures = figures(&session);
    let any = figures.measure(Measure::PartyGroup).unwrap();
    // 甲村's two and the one that does not say; the joint one may cover any of the five.
    assert_eq!(any.state, State::Interval { lower: 3, upper: 5 });
    // The one that does not say may be 乙村's own.
    let own = figures.measure(Measure::PartyGroupIndependent).unwrap();
    assert_eq!(own.state, State::Interval { lower: 2, upper: 3 });
}

#[test]
fn the_three_together_are_bounded_too() {
    let heads = "村,网格,联户长,户数\n甲村,第一网格,张一,10\n甲村,第二网格,张二,10\n乙村,第一网格,张三,20\n";
    let table = "独立党小组数,联合党小组数\n3,1\n";
    let session = computed(&[("网格.csv", GRIDS), ("联户长.csv", heads), ("党小组汇总.csv", table)]);
    // Three grids have officer and head; at least three of five have a group: one of the three at least.
    let all = figures(&session).measure(Measure::Triangle).cloned().unwrap();
    assert_eq!(all.state, State::Interval { lower: 1, upper: 3 });
}

#[test]
fn groups_with_their_grids_are_a_value_beside_stated_numbers() {
    let list =
        "党小组名称,组建方式,村,覆盖网格\n甲一,独立,甲村,第一网格\n乙联合,联合,乙村,第一网格、第二网格\n";
    let numbers = "村,独立党小组数,联合党小组数\n甲村,1,1\n乙村,2,0\n";
    let session = computed(&[("网格.csv", GRIDS), ("党小组台账.csv", list), ("党小组汇总.csv", numbers)]);
    let figures = figures(&session);
    let any = figures.measure(Measure::PartyGroup).unwrap();
    assert_eq!((any.state, any.numerator), (State::Value, 3));
    assert_eq!(figures.count(Count::PartyGroupsIndependent), Some(1), "the list, not both");
}

#[test]
fn other_units_are_refused_with_the_reason() {
    let heads = "村,网格,联户长,联系户数（人）\n甲村,第一网格,张一,30\n乙村,第一网格,张二,40\n";
    let session = computed(&[("网格.csv", GRIDS), ("联户长.csv", heads)]);
    let figures = figures(&session);
    let linked = figures.measure(Measure::LinkedHouseholds).unwrap();
    assert_eq!(linked.state.id(), "refused");
    assert_eq!(figures.grids[0].get(GridFigure::Linked), None, "not 0");
    let value = json_of(&session, "coverage.linked_households");
    assert_eq!((&value["state"], &value["numerator"]), (&json!("refused"), &json!(null)));
    assert_eq!(value["reason"], "口径不符：“联户长”表的“户数”按人计，这项比率按户计，不能相除");
    let view = ratio(linked);
    assert_eq!((view.state, view.percent), ("refused", None));
    assert!(view.verdict.starts_with("口径不符"));
    let table = villages(&figures);
    let at = table.columns.iter().position(|c| c.id == "coverage.linked_households").unwrap();
    assert_eq!(table.rows[0].cells[at], CellValue::Refused);
    let subject = Subject::VillageMeasure("甲村".to_owned(), Measure::LinkedHouseholds);
    assert_eq!(panel(&subject, &figures).state, "refused");
}

#[test]
fn cells_in_another_unit_are_refused_where_none_fits() {
    let heads =
        |second: &str| format!("村,网格,联户长,户数\n甲村,第一网格,张一,30人\n乙村,第一网格,张二,{second}\n");
    let state = |text: &str| {
        figures(&computed(&[("网格.csv", GRIDS), ("联户长.csv", text)]))
            .measure(Measure::LinkedHouseholds)
            .unwrap()
            .state
    };
    assert_eq!(state(&heads("40人次")).id(), "refused");
    // One wrong cell is a finding and leaves the rest.
    assert_eq!(state(&heads("40")), State::Value);
}

#[test]
fn visits_counted_in_numbers_are_no_households_visited() {
    let visits = "村,网格,走访日期,网格员,走访户（户次）\n甲村,第一网格,2024-01-10,王一,32\n\
        乙村,第一网格,2024-02-10,王三,15\n";
    let session = computed(&[("网格.csv", GRIDS), ("走访.csv", visits)]);
    let figures = figures(&session);
    let visited = figures.measure(Measure::HouseholdVisits).unwrap();
    assert_eq!(visited.state.id(), "refused", "{visited:?}");
    assert_eq!(figures.grids[0].get(GridFigure::VisitedHouseholds), None);
    let reason = json_of(&session, "coverage.household_visits")["reason"].as_str().unwrap().to_owned();
    assert!(reason.contains("户次"), "{reason}");
    let findings = session.results().unwrap().reports.into_iter().flat_map(|r| &r.findings);
    assert!(findings.into_iter().any(|f| f.code == gelan::model::finding::Code::UnitMismatch));
}

#[test]
fn no_data_and_no_denominator_stay_what_they_are() {
    let empty = computed(&[("联户长.csv", "村,网格,联户长,户数\n甲村,第一网格,张一,30\n")]);
    assert_eq!(figures(&empty).measure(Measure::Head).unwrap().state, State::NoData);
    let grids = "村,网格名称,户数,网格员\n甲村,第一网格,0,王一\n";
    let zero =
        computed(&[("网格.csv", grids), ("联户长.csv", "村,网格,联户长,户数\n甲村,第一网格,张一,0\n")]);
    let measure = figures(&zero).measure(Measure::LinkedHouseholds).cloned().unwrap();
    assert_eq!(measure.state, State::NoDenominator);
    assert_eq!(ratio(&measure).percent, None);
}

#[test]
fn a_snapshot_keeps_bounds_and_refusals() {
    let heads = "村,网格,联户长,联系户数（人）\n甲村,第一网格,张一,30\n";
    let table = "独立党小组数,联合党小组数\n3,1\n";
    let session = computed(&[("网格.csv", GRIDS), ("联户长.csv", heads), ("党小组汇总.csv", table)]);
    let (tally, _) = session.last().unwrap();
    let snapshot = Snapshot { tally: tally.clone(), ..Snapshot::default() };
    let opened = gelan::snapshot::decode(&gelan::snapshot::encode(&snapshot)).unwrap();
    assert_eq!((&opened.tally.unplaced, &opened.tally.mismatches), (&tally.unplaced, &tally.mismatches));
    let figures = gelan::figures::present(&opened.tally, gelan::figures::Setting::default());
    assert_eq!(figures.measure(Measure::PartyGroup).unwrap().state, State::Interval { lower: 3, upper: 5 });
    assert_eq!(figures.measure(Measure::LinkedHouseholds).unwrap().state.id(), "refused");
}

#[test]
fn what_a_snapshot_was_written_without_is_not_known_and_says_why() {
    let session = computed(&[("网格.csv", GRIDS), ("联户长.csv", HEADS)]);
    let (tally, computed) = session.last().unwrap();
    let mut snapshot = Snapshot::of(tally, &computed.figures, session::today(), Choices::default());
    snapshot.tally.absent.insert(Counter::Heads);
    let figures = gelan::snapshot::figures(&snapshot, &Settings::default());
    let older = State::Withheld(Withheld::Older);
    let heads = figures.measure(Measure::Head).unwrap();
    assert_eq!((heads.state, heads.numerator, heads.ratio()), (older, 0, None));
    assert_eq!(figures.measure(Measure::Officer).unwrap().state, State::Value);
    let count = Subject::Count(Count::Heads);
    assert_eq!((figures.count(Count::Heads), figures.withheld(&count)), (None, Some(Withheld::Older)));
    let grid = Subject::Grid(figures.grids[0].key(), GridFigure::Heads);
    assert_eq!(read(&grid, &figures).state, older);
    let json: serde_json::Value =
        serde_json::from_str(&gelan::export::json::results(&figures, (&[], &Ticks::default()), &[], &[]))
            .unwrap();
    assert_eq!(json["measures"]["coverage.head"]["state"], "refused");
    assert_eq!(json["counts"]["heads"], json!(null));
}

#[test]
fn a_list_of_groups_without_village_and_grids_counts_and_bounds() {
    let list = "序号,党小组名称,组建方式,党员人数\n1,甲一党小组,独立组建,5\n2,甲二党小组,独立组建,6\n3,联合一党小组,联合组建,9\n";
    let session = computed(&[("网格.csv", GRIDS), ("党小组台账.csv", list)]);
    let figures = figures(&session);
    assert_eq!(figures.count(Count::PartyGroupsIndependent), Some(2));
    assert_eq!(figures.count(Count::PartyGroupsJoint), Some(1));
    let any = figures.measure(Measure::PartyGroup).unwrap();
    assert_eq!(any.state, State::Interval { lower: 2, upper: 5 });
}

#[test]
fn what_needs_a_column_that_is_not_there_is_no_data() {
    let state = |name: &str, with: &str, without: &str, measure: Measure| {
        let of = |text: &str| {
            let session = computed(&[("网格.csv", GRIDS), (name, text)]);
            figures(&session).measure(measure).unwrap().state
        };
        assert_eq!(of(with), State::Value, "{name}");
        assert_eq!(of(without), State::NoData, "{name}");
    };
    let visits = "走访日期,村,网格,网格员,户编号\n2024-03-01,甲村,第一网格,王一,H1\n";
    let bare = "走访日期,村,网格,网格员\n2024-03-01,甲村,第一网格,王一\n";
    state("走访记录.csv", visits, bare, Measure::HouseholdVisits);
    let heads = "村,网格,联户长,联系户数\n甲村,第一网格,张一,3\n";
    state("联户长.csv", heads, "村,网格,联户长\n甲村,第一网格,张一\n", Measure::LinkedHouseholds);
    let cadres = "姓名,村,职务,参训次数\n赵一,甲村,会计,1\n";
    state("村干部.csv", cadres, "姓名,村,职务\n赵一,甲村,会计\n", Measure::CadreTraining);
    let items = "事项,责任领导,责任站所,完成时限,完成日期\n甲,赵一,综治中心,2024-06-30,2024-06-01\n";
    let open = "事项,责任领导,责任站所,完成时限\n甲,赵一,综治中心,2024-06-30\n";
    state("三张清单.csv", items, open, Measure::DutyDone);
    let grids = figures(&computed(&[("网格.csv", GRIDS), ("走访记录.csv", bare)]));
    let of_grid = [GridFigure::Visits, GridFigure::VisitedHouseholds, GridFigure::Minutes];
    assert_eq!(of_grid.map(|figure| grids.grids[0].get(figure)), [Some(1), None, None]);
}

#[test]
fn a_person_of_two_bodies_counts_in_both_and_a_body_without_tables_is_unknown() {
    let mut book = rust_xlsxwriter::Workbook::new();
    for name in ["党代表", "人大代表"] {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        sheet.write_row(0, 0, ["序号", "姓名", "所在村"]).unwrap();
        sheet.write_row(1, 0, ["1", "王一", "甲村"]).unwrap();
    }
    let rosters = book.save_to_buffer().unwrap();
    let files = [("网格.csv".to_owned(), GRIDS.as_bytes().to_vec()), ("代表名册.xlsx".to_owned(), rosters)];
    let mut session = session::with_files(&files);
    let figures = session.compute(PeriodChoice::All, session::today()).figures.clone();
    let reps: Vec<_> = figures.bodies.iter().map(|b| b.get(RepFigure::Reps)).collect();
    assert_eq!(reps, [Some(1), Some(1), None]);
    let repeated = session.last().unwrap().1.findings.iter().filter(|f| f.code == Code::RowRepeated).count();
    assert_eq!(repeated, 0);
}
