//! Bodies and their representatives: intervals, answers in time, satisfaction, days to close, months in office, the funnel.
//! Names are invented.

use crate::common::session::{self, figures_of};
use gelan::catalogue::{Counter, RepFigure};
use gelan::count::{BodyTally, Counts, Merge, PersonTally, Tally};
use gelan::figures::reading::read;
use gelan::figures::represent::peers;
use gelan::figures::{Figures, Setting, State, Subject, present, window};
use gelan::model::body::Body;
use gelan::model::kind::Kind;
use gelan::model::place::PersonKey;
use gelan::session::Session;
use gelan::snapshot::{Choices, seal};
use gelan::view::pages::person::{PersonView, person};
use gelan::view::pages::representatives::{BodiesSentence, opening, persons};
use gelan::view::parts::bodies::{RateLine, bodies};
use gelan::view::parts::evidence::{Parts, panel};
use gelan::view::parts::evidence_rows::ways;
use gelan::view::table::{CellValue, Filter};
use serde_json::json;

const ROSTER: &str = "姓名,代表类别,所在村,任职日期,离任日期
王一,党代表,青石村,2021-09-01,
李二,党代表,青石村,2024-04-01,
赵三,党代表,柳溪村,2021-09-01,2024-03-31
孙四,党代表,柳溪村,,
";

// Of 王一: in time; late; open and not due; open and overdue; closed on no known day; closed after the period's end,
// in time; without a deadline.
const MATTERS: &str = "代表姓名,代表类别,提出日期,类型,办理期限,办理情况,办结日期,满意度
王一,党代表,2024-01-10,问题,2024-01-20,已解决,2024-01-15,满意
王一,党代表,2024-02-01,问题,2024-02-10,已解决,2024-02-21,基本满意
王一,党代表,2024-06-01,问题,2024-07-10,办理中,,
王一,党代表,2024-05-01,问题,2024-05-20,办理中,,
王一,党代表,2024-03-05,问题,2024-03-20,已解决,,一般
王一,党代表,2024-06-20,问题,2024-07-20,已解决,2024-07-05,
王一,党代表,2024-03-01,问题,,已解决,2024-03-31,不满意
李二,党代表,2024-04-02,问题,,已解决,2024-04-04,
李二,党代表,2024-04-03,问题,,已解决,2024-04-06,
李二,党代表,2024-04-04,问题,,已解决,2024-04-08,
";

const DUTY: &str = "日期,代表类别,姓名,履职形式,数量
2024-02-01,党代表,王一,走访选民,12人次
2024-05-01,党代表,李二,走访选民,9人次
";

fn computed() -> Session {
    let files = [("代表委员名册.csv", ROSTER), ("意见建议办理台账.csv", MATTERS), ("履职登记.csv", DUTY)];
    session::computed(&files, session::HALF)
}

fn of(name: &str, deed: RepFigure) -> Subject {
    Subject::Person(Body::Party, name.to_owned(), deed)
}

fn line<'v>(rates: &'v [RateLine], id: &str) -> &'v RateLine {
    rates.iter().find(|l| l.subject.id() == id).unwrap_or_else(|| panic!("no {id}"))
}

#[test]
fn in_time_leaves_out_what_is_not_due_and_counts_what_is_overdue() {
    let session = computed();
    let view = person(figures_of(&session), Body::Party, "王一").unwrap();
    let in_time = line(&view.rates, "on_time/judged");
    assert_eq!((in_time.fraction.as_str(), in_time.number.as_str()), ("2 / 4 件", "50.0"));
    assert_eq!(line(&view.rates, "satisfied/rated").fraction, "1 / 4 件", "一般 and 不满意 are answers too");
    assert_eq!(line(&view.rates, "mostly_satisfied/rated").fraction, "1 / 4 件");
    // Nobody of 李二's matters has a deadline or a rating.
    let other = person(figures_of(&session), Body::Party, "李二").unwrap();
    let none = line(&other.rates, "on_time/judged");
    assert_eq!((none.number.as_str(), none.verdict.as_str()), ("", "没有可以计算的事项"));
    assert_eq!(none.beside, "本类 50.0%");
}

/// Closed after 5, 20 and 30 days, open for 10, 29 and 60. By hand, S(5) = 5/6, S(20) = 5/6 × 3/4 = 0.625,
/// S(30) = 0.625 × 1/2 = 0.3125: the median is 30. Leaving out the open ones would give 20. lifelines 0.30.3:
/// `KaplanMeierFitter().fit([5, 20, 30, 10, 29, 60], [1, 1, 1, 0, 0, 0]).median_survival_time_` is 30.
#[test]
fn days_to_close_are_told_with_the_open_matters() {
    let session = computed();
    let found = figures_of(&session);
    let median = of("王一", RepFigure::MedianDays);
    assert_eq!(read(&median, found).numerator, 30);
    let panel = panel(&median, found);
    assert_eq!((panel.number.as_str(), panel.parts), ("30 天", Parts::Days));
    assert!(panel.lines.contains(&("计入", "3 件已办结，3 件未办结".to_owned())), "{:?}", panel.lines);
    let rows = session.evidence(&median);
    let days: Vec<_> = rows.iter().flat_map(|e| &e.rows).map(|(_, p)| (p.numerator, p.denominator)).collect();
    let expected = [
        (Some(5), None),
        (Some(20), None),
        (None, Some(29)),
        (None, Some(60)),
        // Closed on 5 July: on 30 June it was open.
        (None, Some(10)),
        (Some(30), None),
    ];
    assert_eq!(days, expected);
    assert!(ways(&median, &rows)[0].starts_with("3 行办结、3 行未办结"));
    // With 李二's 2, 3 and 4 days: S(2) … S(5) = 8/9 … 5/9, S(20) = 5/9 × 3/4 = 0.4167.
    let body = bodies(found).remove(0);
    let line = line(&body.rates, "median_days");
    assert_eq!((line.number.as_str(), line.unit), ("20", "天"));
    assert_eq!(read(&of("赵三", RepFigure::MedianDays), found).state, State::NoDenominator, "no matters");
}

#[test]
fn three_of_three_say_little() {
    let session = computed();
    let found = figures_of(&session);
    let view = person(found, Body::Party, "李二").unwrap();
    let solved = line(&view.rates, "solved/matters");
    assert_eq!(solved.interval.as_ref().unwrap().text, "43.9–100%");
    assert!(view.notes.contains(&"反映事项不足 5 件，比例仅供参考".to_owned()));
    let panel = panel(&of("李二", RepFigure::Solved).over(of("李二", RepFigure::Matters)), found);
    let said = |what| &panel.lines.iter().find(|(k, _)| *k == what).unwrap().1;
    assert!(said("95% 区间").starts_with("43.9–100%"));
}

#[test]
fn months_in_office_are_those_of_the_roster_inside_the_period() {
    let session = computed();
    let found = figures_of(&session);
    let view = |name| person(found, Body::Party, name).unwrap();
    let months = |v: &PersonView| v.months.as_ref().map(|(text, _)| text.clone());
    // 182, 91 and 91 days of 30.4375.
    assert_eq!(months(&view("王一")).as_deref(), Some("6.0"));
    assert_eq!(months(&view("李二")).as_deref(), Some("3.0"));
    assert_eq!(months(&view("赵三")).as_deref(), Some("3.0"));
    assert_eq!(months(&view("孙四")), None, "the roster states no term");
    let visits = |name| view(name).facts.into_iter().find(|f| f.title == "走访选民").unwrap();
    // 12 in 182 days and 9 in 91: fewer in all, and more a month.
    assert_eq!(visits("王一").monthly.unwrap().0, "每月 2.0 人次");
    let (monthly, subject) = visits("李二").monthly.unwrap();
    assert_eq!(monthly, "每月 3.0 人次");
    assert_eq!(panel(&subject, found).number, "每月 3.0 人次");
    assert_eq!(visits("王一").range, "本类每人 0 – 4.5 – 12");
    let rows = session.evidence(&of("李二", RepFigure::DaysInOffice));
    let amounts: Vec<_> = rows.iter().flat_map(|e| &e.rows).map(|(row, p)| (*row, p.numerator)).collect();
    assert_eq!(amounts, [(3, Some(91))]);
}

#[test]
fn people_stand_in_the_rosters_order_with_columns_that_say_how_much_a_share_tells() {
    let session = computed();
    let table = persons(figures_of(&session), Body::Party);
    let ids: Vec<_> = table.columns.iter().map(|c| c.id).collect();
    let expected = [
        "name", "share", "interval", "village", "visits", "matters", "solved", "days_in_office",
        "visits_monthly",
    ];
    assert_eq!(ids, expected);
    let text = |row: usize| table.rows[row].cells.iter().map(|c| c.text()).collect::<Vec<_>>();
    assert_eq!(text(1)[1..3], ["100.0", "43.9–100"]);
    assert_eq!(text(1)[4..], ["9", "3", "3", "3.0", "3.0"]);
    assert_eq!(text(2)[1..3], ["–", "–"], "no matters, and no share");
    assert_eq!(text(3)[7], "", "not known");
    let names: Vec<_> = table.rows.iter().map(gelan::view::table::TableRow::label).collect();
    assert_eq!(names, ["王一", "李二", "赵三", "孙四"]);
    assert!(
        table.row_html(0, None).starts_with("<th scope=\"row\"><a href=\"#/person/党代表/王一\">王一</a>")
    );
}

#[test]
fn the_results_tell_what_the_page_tells() {
    let session = computed();
    let results: serde_json::Value = serde_json::from_str(&session::json(&session)).unwrap();
    let body = &results["bodies"]["党代表"];
    assert_eq!((&body["matters"], &body["solved"]), (&json!(10), &json!(8)));
    assert_eq!((&body["on_time"], &body["judged"], &body["rated"]), (&json!(2), &json!(4), &json!(4)));
    assert_eq!((&body["median_days"], &body["closed_with_days"]), (&json!(20), &json!(6)));
    let person = &results["representatives"][1];
    assert_eq!(person["solved_interval"], json!([0.4385, 1.0]));
    assert_eq!((&person["days_in_office"], &person["months_in_office"]), (&json!(91), &json!(2.99)));
    assert_eq!(person["funnel"], "within");
    assert_eq!(results["representatives"][3]["days_in_office"], json!(null));
}

/// 40 people: 39 with 8 of 10, and one with `k` of 20.
fn body_of(k: i64) -> Tally {
    let mut tally = Tally::default();
    tally.loaded.add(Kind::Representatives);
    tally.loaded.add(Kind::Matters);
    let mut add = |name: String, solved, matters| {
        let counts = Counts::default().with(Counter::Matters, matters).with(Counter::Solved, solved);
        let key = PersonKey { body: Body::Party, name };
        tally.persons.insert(key, PersonTally { counts: counts.clone(), ..PersonTally::default() });
        tally.bodies.entry(Body::Party).or_default().counts.merge(counts);
    };
    (1..40).for_each(|i| add(format!("代表{i:02}"), 8, 10));
    add("方某".to_owned(), k, 20);
    tally
}

#[test]
fn the_funnel_labels_whom_chance_does_not_explain() {
    // SciPy 1.17.1, around the pooled (312 + k) / 410: binom.cdf(5, 20, 317/410) = 1.0e-06, below 0.001;
    // binom.cdf(11, 20, 323/410) = 0.0147, below 0.025 and not below 0.001; binom.cdf(13, 20, 325/410) = 0.1014.
    for (k, low, said) in [(5, true, "below-99.8"), (11, false, "below-95"), (13, false, "within")] {
        let figures = present(&body_of(k), Setting::default());
        let table = persons(&figures, Body::Party);
        let at = table.columns.iter().position(|c| c.id == "interval").unwrap();
        let marked: Vec<String> = table
            .rows
            .iter()
            .filter(|row| matches!(row.cells[at], CellValue::OverLimit(_)))
            .map(gelan::view::table::TableRow::label)
            .collect();
        let expected: &[&str] = if low { &["方某"] } else { &[] };
        assert_eq!(marked, expected, "{k} of 20: {said}");
    }
}

fn of_body<const N: usize>(counts: [(Counter, i64); N]) -> Tally {
    let mut tally = Tally::default();
    tally.loaded.add(Kind::Duty);
    tally.loaded.add(Kind::Matters);
    tally
        .bodies
        .insert(Body::Party, BodyTally { counts: counts.into_iter().collect(), ..BodyTally::default() });
    tally
}

/// A reception is no matter: 146 solved and 38 referred are 146 of 184, whatever is received.
#[test]
fn matters_are_never_divided_by_receptions() {
    let work = [
        (Counter::Receptions, 153),
        (Counter::Matters, 184),
        (Counter::Solved, 146),
        (Counter::MattersReferred, 38),
    ];
    let figures = present(&of_body(work), Setting::default());
    let view = bodies(&figures).remove(0);
    assert_eq!(view.solved.fraction, "146 / 184");
    assert_eq!(view.solved.percent.as_deref(), Some("79.3"));
    let interval = view.interval.unwrap();
    assert_eq!((interval.text.as_str(), interval.from, interval.length), ("72.9–84.6%", 729, 117));
    assert!(view.rates.iter().all(|l| !l.fraction.contains("153")));
    let work = [(Counter::Matters, 310), (Counter::Solved, 213)];
    let figures = present(&of_body(work), Setting::default());
    assert_eq!(bodies(&figures)[0].interval.as_ref().unwrap().text, "63.3–73.6%");
}

#[test]
fn what_a_snapshot_leaves_out_is_not_known_and_never_0() {
    let session = computed();
    let (tally, computed) = session.last().unwrap();
    let own = &computed.figures;
    let setting = || Setting { period: own.period, span: own.span, as_of: own.as_of, ..Setting::default() };
    let of_party = |f: &Figures| bodies(f).into_iter().find(|b| b.body == Body::Party).unwrap();
    let figures = present(&seal(tally, Choices::default(), None), setting());
    let body = of_party(&figures);
    assert_eq!(body.solved.fraction, "8 / 10");
    assert!(body.interval.is_some(), "it needs no more than the two numbers");
    let mut sent = of_party(own).rates;
    assert_eq!(sent.pop().map(|l| l.subject), Some(Subject::Body(Body::Party, RepFigure::MedianDays)));
    assert!(sent.iter().all(|l| !l.number.is_empty()));
    assert_eq!(body.rates, sent, "in time and rated travel, days do not");
    for deed in [RepFigure::MedianDays, RepFigure::DaysInOffice] {
        assert_eq!(read(&Subject::Body(Body::Party, deed), &figures).state, State::NoData, "{deed:?}");
    }
    // 全量 has the days of matters, and of each person the days in office, under numbers.
    let window = window(own.period, own.span, own.as_of);
    let figures = present(&seal(tally, Choices { full: true, ..Choices::default() }, window), setting());
    assert_eq!(of_party(&figures).rates, of_party(own).rates);
    let days = |f: &Figures| {
        let mut all: Vec<_> = f.persons.iter().map(|p| (p.body, p.days_in_office)).collect();
        all.sort_unstable();
        all
    };
    assert!(days(own).iter().any(|(_, days)| days.is_some()));
    assert_eq!(days(&figures), days(own));
}

#[test]
fn nobody_is_ranked() {
    let session = computed();
    let found = figures_of(&session);
    let picture = gelan::view::parts::bodies::picture(&bodies(found)).unwrap();
    let views = format!(
        "{:?}{:?}{:?}{:?}",
        persons(found, Body::Party),
        person(found, Body::Party, "王一"),
        picture,
        bodies(found)
    );
    for word in ["名次", "第一名", "倒数", "先进", "落后", "最差", "最好", "优秀"] {
        assert!(!views.contains(word), "{word}");
    }
    assert!(peers(found, Body::Consultative).is_some_and(|p| p.rate.is_none() && p.persons.is_empty()));
}

#[test]
fn the_sentence_says_what_was_solved_and_who_is_to_be_looked_at() {
    let session = computed();
    let found = figures_of(&session);
    let BodiesSentence { said, asks } = opening(found);
    let words: String = said.iter().map(|p| p.text.as_str()).collect();
    assert_eq!(words, "反映事项 10 件；解决比例：党代表 80.0%；没有人低得不像碰巧；");
    assert_eq!(said[0].subject.as_ref().map(|s| read(s, found).numerator), Some(10));
    let asked: Vec<_> = asks.iter().map(|ask| (ask.text.as_str(), ask.remark)).collect();
    assert_eq!(asked, [("党代表 2 人没有履职登记", "没有履职登记")], "赵三 and 孙四");
    // Pressed, it leaves these people in the table.
    let table = persons(found, Body::Party);
    let filter = Filter { text: asks[0].remark.to_owned(), ..Filter::default() };
    let names: Vec<_> = table.list(&filter, None).rows.iter().map(|row| table.rows[*row].label()).collect();
    assert_eq!(names, ["赵三", "孙四"]);
    // Without persons nothing is said of them, and without matters and duty there is no sentence.
    let without = Figures { persons: Vec::new(), ..found.clone() };
    let BodiesSentence { said, asks } = opening(&without);
    assert!(asks.is_empty());
    assert_eq!(said.last().map(|p| p.text.as_str()), Some("。"));
    assert!(!said.iter().any(|p| p.text.contains("碰巧")));
    assert_eq!(opening(&Figures { bodies: Vec::new(), ..without }), BodiesSentence::default());
}
