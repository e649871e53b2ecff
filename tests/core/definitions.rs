//! What is counted how: persons, repeated rows, silent bodies, empty tables, cases that cannot be judged yet.

use crate::common::session;
use gelan::model::cell::Day;
use gelan::model::period::{Period, PeriodChoice};
use gelan::session::Session;
use serde_json::{Value, json};

fn period(from: (u32, u32), to: (u32, u32)) -> PeriodChoice {
    let day = |(month, day)| Day::from_ymd(2024, month, day).unwrap();
    PeriodChoice::Free(Period { from: day(from), to: day(to) })
}

fn session_of(files: &[(&str, &str)], choice: PeriodChoice) -> Session {
    session::computed(files, choice)
}

fn results(files: &[(&str, &str)], choice: PeriodChoice) -> Value {
    serde_json::from_str(&session::json(&session_of(files, choice))).unwrap()
}

fn all(files: &[(&str, &str)]) -> Value {
    results(files, PeriodChoice::All)
}

fn codes(results: &Value) -> Vec<&str> {
    results["findings"].as_array().unwrap().iter().map(|f| f["code"].as_str().unwrap()).collect()
}

const GRIDS: &str = "村,网格名称,户数\n甲村,第一网格,50\n甲村,第二网格,60\n";

#[test]
fn rows_that_share_any_mark_are_one_person() {
    let grids = "村,网格名称,户数,网格员,联系电话\n甲村,第一网格,50,王一,13800000001\n甲村,第二网格,60,王二,13800000002\n";
    let roster = "村,网格,姓名,身份证号,联系电话\n\
        甲村,第一网格,王一,11010519491231002X,138-0000-0001\n甲村,第二网格,王二,440524188001010014,13800000002、13800000009\n";
    let found = all(&[("网格.csv", grids), ("网格员花名册.csv", roster)]);
    assert_eq!(found["counts"]["officers"], 2);
    assert_eq!((&found["grids"][0]["officers"], &found["grids"][1]["officers"]), (&json!(1), &json!(1)));
    assert!(!codes(&found).contains(&"grid-doubled"), "{:?}", codes(&found));
    // An identity number here and a telephone there do not tell two apart; two telephones do; masked ones tell nothing.
    let count = |rows: &str| {
        let roster = format!("村,网格,姓名,身份证号,联系电话\n{rows}");
        all(&[("网格.csv", GRIDS), ("网格员花名册.csv", &roster)])["counts"]["officers"].clone()
    };
    let id = "11010519491231002X";
    assert_eq!(count(&format!("甲村,第一网格,王一,{id},\n甲村,第一网格,王一,,13800000001\n")), 1);
    assert_eq!(count("甲村,第一网格,王一,,13800000001\n甲村,第一网格,王一,,13800000002\n"), 2);
    assert_eq!(count("甲村,第一网格,王一,,138****0001\n甲村,第一网格,王一,,13800000001\n"), 1);
    // The row between joins the two.
    let rows = format!(
        "甲村,第一网格,王一,{id},13800000001\n甲村,第一网格,王一,{id},13800000002\n甲村,第二网格,王一,,13800000002\n"
    );
    assert_eq!(count(&rows), 1);
}

#[test]
fn cadres_of_two_rows_are_missing_only_if_neither_is_trained() {
    let rows = "姓名,村,职务,参训次数,联系电话\n王一,甲村,书记,0,13800000001\n王一,甲村,书记,1,\n王二,甲村,委员,0,\n";
    let found = all(&[("村干部培训.csv", rows)]);
    let measure = &found["measures"]["coverage.cadre_training"];
    assert_eq!((&measure["numerator"], &measure["denominator"]), (&json!(1), &json!(2)));
    assert_eq!(measure["missing"], json!(["王二"]));
}

#[test]
fn representatives_of_one_name_in_two_villages_are_two() {
    let roster = "序号,姓名,所在村\n1,王一,甲村\n2,王一,乙村\n";
    let grids = "村,网格名称,户数\n甲村,第一网格,50\n乙村,第一网格,60\n";
    let log = "日期,代表类型,姓名,所在村,履职形式,数量\n2024-03-02,党代表,王一,,走访选民,4人次\n2024-03-01,党代表,王一,乙村,走访选民,3人次\n";
    let found = all(&[("党代表名册.csv", roster), ("网格.csv", grids), ("履职登记.csv", log)]);
    assert_eq!(found["bodies"]["党代表"]["reps"], 2);
    assert_eq!(found["bodies"]["党代表"]["visits"], 7);
    let own = |village: &str| {
        let persons = found["representatives"].as_array().unwrap();
        persons.iter().find(|p| p["village"] == village).map(|p| (p["name"].clone(), p["visits"].clone()))
    };
    assert_eq!(own("甲村"), Some((json!("王一"), json!(0))));
    assert_eq!(own("乙村"), Some((json!("王一"), json!(3))));
    assert_eq!(own(""), Some((json!("王一"), json!(4))), "nobody knows whose");
    assert!(codes(&found).contains(&"person-unclear") && !codes(&found).contains(&"person-repeated"));
    // One telephone: one person, listed twice.
    let roster = "姓名,所在村,联系电话\n王一,甲村,13800000001\n王一,乙村,13800000001\n";
    assert_eq!(all(&[("党代表名册.csv", roster), ("网格.csv", grids)])["bodies"]["党代表"]["reps"], 1);
}

#[test]
fn whom_a_visit_is_for_stands_behind_its_verbs() {
    let forms = [
        ("走访联系选民", 1),
        ("走访慰问困难群众", 2),
        ("走访联系人大代表", 4),
        ("联系走访基层代表", 8),
        ("代表走访群众", 16),
        ("走访选民代表", 32),
        ("走访代表联系户", 64),
    ];
    let row = |(form, n): &(&str, i32)| format!("2024-03-01,人大代表,王一,{form},{n}\n");
    let log = format!("日期,代表类型,姓名,履职形式,数量\n{}", forms.iter().map(row).collect::<String>());
    let body = all(&[("履职登记.csv", &log)])["bodies"]["人大代表"].clone();
    assert_eq!((&body["visits_to_deputies"], &body["visits"]), (&json!(12), &json!(1 + 2 + 16 + 32 + 64)));
}

#[test]
fn a_body_that_is_silent_in_a_period_has_none_and_one_that_no_table_names_is_not_known() {
    let log = "日期,代表类型,姓名,履职形式,数量\n2024-03-05,党代表,王一,走访选民,2人次\n2024-05-05,政协委员,王二,主题宣讲,2期\n";
    let files = [("履职登记.csv", log)];
    let spring = results(&files, period((1, 1), (3, 31)));
    assert_eq!(
        (&spring["bodies"]["政协委员"]["talks"], &spring["bodies"]["党代表"]["visits"]),
        (&json!(0), &json!(2))
    );
    assert_eq!(spring["bodies"]["人大代表"]["visits"], Value::Null);
    let summer = results(&files, period((5, 1), (6, 30)));
    let one = &summer["representatives"][0];
    assert_eq!((&one["name"], &one["talks"], &one["visits"]), (&json!("王二"), &json!(2), &json!(0)));
    assert_eq!(one["matters"], Value::Null, "no matters are loaded");
    assert_eq!(summer["bodies"]["党代表"]["visits"], 0);
    // A log of one body cannot tell of the others, whatever the roster names.
    let roster = "姓名,代表类别\n王一,党代表\n王二,政协委员\n";
    let own = "日期,姓名,履职形式,数量\n2024-03-05,王一,走访选民,2人次\n";
    let found = all(&[("代表名册.csv", roster), ("党代表履职登记.csv", own)]);
    assert_eq!(
        (&found["bodies"]["党代表"]["visits"], &found["bodies"]["政协委员"]["visits"]),
        (&json!(2), &Value::Null)
    );
}

#[test]
fn rows_are_repeated_that_are_equal_in_value() {
    let visits = |files: &[(&str, &str)]| {
        let all = [&[("网格.csv", GRIDS)], files].concat();
        self::all(&all)["counts"]["visits_in_period"].clone()
    };
    let one = "走访日期,村,网格,户编号,用时,备注\n2024-03-05,甲村,第一网格,A1,20,见面\n";
    for again in [
        "走访日期,村,网格,户编号,用时,备注\n2024年3月5日,甲村,第一网格,Ａ１,20分钟,见 面\n",
        "序号,走访日期,村,网格,户编号,用时,备注\n1,2024/3/5,甲村,第一网格,A1,20,见面\n",
        "备注,用时,户编号,网格,村,走访日期\n见面,20,A1,第一网格,甲村,20240305\n",
    ] {
        assert_eq!(visits(&[("走访1.csv", one), ("走访2.csv", again)]), 1, "{again}");
    }
    for other in [
        "走访日期,村,网格,户编号,用时,备注\n2024-03-05,甲村,第一网格,A1,20,不在\n",
        "走访日期,村,网格,户编号,用时,备注\n2024-03-05,甲村,第一网格,A1,30,见面\n",
        "走访日期,村,网格,户编号,用时,备注\n2024-03-05 09:30,甲村,第一网格,A1,20,见面\n",
    ] {
        assert_eq!(visits(&[("走访1.csv", one), ("走访2.csv", other)]), 2, "{other}");
    }
    let timed = |time: &str| format!("走访日期,村,网格,户编号\n{time},甲村,第一网格,A1\n");
    let both = |a: &str, b: &str| visits(&[("走访1.csv", &timed(a)), ("走访2.csv", &timed(b))]);
    assert_eq!(both("2024-03-05 09:30", "2024年3月5日 9:30:00"), 1);
    assert_eq!(both("2024-03-05 09:30", "2024-03-05 15:30"), 2);
}

#[test]
fn a_table_without_rows_says_no_of_every_village() {
    let villages = "村名,户数\n甲村,50\n乙村,60\n";
    let found =
        all(&[("行政村.csv", villages), ("村民自治.csv", "村,村规民约,道德评议会,村民议事会,红白理事会\n")]);
    for id in ["coverage.village_rules", "coverage.self_governance"] {
        let measure = &found["measures"][id];
        assert_eq!((&measure["numerator"], &measure["denominator"]), (&json!(0), &json!(2)), "{id}");
        assert_eq!(measure["missing"], json!(["甲村", "乙村"]));
    }
    // A list of villages without a column for it says nothing.
    assert_eq!(found["measures"]["coverage.centre"]["state"], "no-data");
}

const CASES: &str = "编号,受理日期,村,网格,办理期限,办理状态,办结日期\n\
    1,2024-03-01,甲村,第一网格,2024-03-20,已办结,2024-03-10\n\
    2,2024-03-02,甲村,第一网格,2024-03-20,已办结,2024-03-25\n\
    3,2024-03-03,甲村,第二网格,2024-03-20,办理中,\n\
    4,2024-03-20,甲村,第二网格,2024-04-20,办理中,\n\
    5,2024-03-21,甲村,第二网格,2024-04-20,已办结,2024-04-10\n\
    6,2024-03-22,甲村,第一网格,,已办结,2024-03-23\n\
    7,2024-03-23,甲村,第一网格,2024-04-20,已办结,\n";

#[test]
fn cases_are_judged_as_of_the_end_of_the_period() {
    let files = [("网格.csv", GRIDS), ("诉求.csv", CASES)];
    let march = results(&files, period((3, 1), (3, 31)));
    let measure = &march["measures"]["cases.on_time_rate"];
    assert_eq!((&measure["numerator"], &measure["denominator"]), (&json!(1), &json!(3)));
    assert_eq!(measure["target"], 90);
    assert_eq!(
        measure["undecided"],
        json!({"undecided": 4, "not_due": 2, "without_deadline": 1, "undated": 1})
    );
    assert_eq!(measure["missing"], json!(["甲村第一网格", "甲村第二网格"]));
    assert_eq!(measure["missing_amounts"], json!([1, 1]));
    // A closing after the period was open at its end; later it counts.
    let spring = results(&files, period((3, 1), (4, 30)));
    let measure = &spring["measures"]["cases.on_time_rate"];
    assert_eq!((&measure["numerator"], &measure["denominator"]), (&json!(2), &json!(5)));
    assert_eq!(measure["undecided"]["undecided"], 2);
    // Of none that can be judged there is no rate.
    let one = CASES.lines().enumerate().filter(|(at, _)| matches!(at, 0 | 4)).map(|(_, l)| format!("{l}\n"));
    let none =
        results(&[("网格.csv", GRIDS), ("诉求.csv", &one.collect::<String>())], period((3, 1), (3, 31)));
    assert_eq!(none["measures"]["cases.on_time_rate"]["state"], "no-denominator");
    assert_eq!(all(&[("网格.csv", GRIDS)])["measures"]["cases.on_time_rate"]["state"], "no-data");
}

#[test]
fn what_is_undecided_is_said_beside_every_closing_rate() {
    let session = session_of(&[("网格.csv", GRIDS), ("诉求.csv", CASES)], period((3, 1), (3, 31)));
    let figures = session::figures_of(&session);
    let said = "另有 4 件不能判定（未到期 2、没有写明期限 1、办结没有写明日期 1）";
    let overview = gelan::view::pages::overview::overview(figures, &[], 0, None);
    let card = overview.cards.iter().find(|card| card.id == "cases.on_time_rate").unwrap();
    assert_eq!((card.fraction.as_str(), card.low), ("1 / 3", true));
    assert!(card.verdict.ends_with(said), "{}", card.verdict);
    let place = gelan::view::place_ref::PlaceRef::Village("甲村".to_owned());
    let view = gelan::view::pages::place::place(figures, &place, None).unwrap();
    let strips = &view.strips.unwrap().picture.drawing;
    let gelan::view::picture::Drawing::Strips(strips) = strips else { panic!("{strips:?}") };
    let rate = strips.0.iter().find(|r| r.title == "诉求按期办结率").unwrap();
    assert!(rate.note.ends_with(said), "{}", rate.note);
    let trends = gelan::view::pages::trends::trends(figures);
    let rows = trends.months.groups.iter().flat_map(|g| &g.rows);
    let row = rows.into_iter().find(|row| row.id == "cases.on_time_rate").unwrap();
    let last = row.cells.last().unwrap().as_ref().unwrap();
    assert!(last.partial && last.detail.ends_with(said), "{last:?}");
}
