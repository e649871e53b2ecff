//! Where rows belong that name their place only in passing. All persons and places are invented.

use crate::common::session;
use gelan::catalogue::{Count, RepFigure};
use gelan::figures::{Figures, Subject};
use gelan::model::alias::{Aliases, MatchStanding, NameMatch};
use gelan::model::finding::{Code, Finding};
use gelan::model::period::PeriodChoice;
use gelan::session::{County, Doubt};
use gelan::view::parts::names::names;

#[test]
fn a_team_called_after_its_village_acts_there() {
    let files = [
        ("行政村.csv", "村名,户数,人口\n青石村,100,400\n白沙村,80,300\n"),
        (
            "志愿服务队.csv",
            "志愿服务队,队员人数\n青石村志愿服务队,12\n白沙村志愿服务队,8\n云岭镇志愿服务总队,30\n",
        ),
        (
            "志愿服务活动.csv",
            "活动日期,服务队,活动主题,参加人数\n2024-03-05,青石村志愿服务队,敬老,5\n\
             2024-03-06,青石村志愿服务队,环境整治,6\n2024-03-07,云岭镇志愿服务总队,宣讲,9\n\
             2024-03-08,青石村和白沙村联合服务队,宣讲,9\n",
        ),
    ];
    let session = session::computed(&files, PeriodChoice::All);
    let figures = session::figures_of(&session);
    let of_villages: Vec<_> = figures
        .villages
        .iter()
        .map(|v| {
            let counts = [Count::VolunteerTeams, Count::Volunteers, Count::VolunteerActivities];
            let [teams, volunteers, activities] = counts.map(|count| v.count(count));
            (v.name.as_str(), teams, volunteers, activities)
        })
        .collect();
    assert_eq!(
        of_villages,
        [("青石村", Some(1), Some(12), Some(2)), ("白沙村", Some(1), Some(8), Some(0))],
        "a team of the township, or of two villages, is in none of them"
    );
    assert_eq!(figures.count(Count::VolunteerActivities), Some(4));
    assert_eq!(figures.count(Count::Volunteers), Some(50));
}

const VILLAGES: &str = "村名,户数,人口\n西岭,100,400\n东山村,80,300\n";
const GRIDS: &str = "村,网格名称,户数,网格员\n西岭村,第一网格,50,柏砚秋\n西岭村,第二网格,50,瞿予安\n东山村,第一网格,80,闻人川\n";

fn visits(rows: &str) -> String {
    format!("走访人,走访日期,户编号,所在网格\n{rows}")
}

/// The figures by these files and answers, with the matches of names.
fn answered(files: &[(&str, &str)], aliases: Aliases) -> (Figures, Vec<NameMatch>, Vec<Finding>) {
    let mut county = County::default();
    for (id, reading) in (0..).zip(session::readings(files)) {
        county.keep(id, reading);
    }
    county.answer(aliases);
    let computed = county.compute(PeriodChoice::All, session::today());
    (computed.figures.clone(), computed.matches.clone(), computed.findings.clone())
}

fn villages(answers: &[(&str, Option<&str>)]) -> Aliases {
    let answers = answers.iter().map(|(name, to)| ((*name).to_owned(), to.map(str::to_owned)));
    Aliases { villages: answers.collect(), ..Aliases::default() }
}

/// What is said of names: written, listed, how they stand, grids and rows.
fn said(matches: &[NameMatch]) -> Vec<(&str, &str, MatchStanding, u32, u32)> {
    matches.iter().map(|m| (m.written.as_str(), m.target(), m.standing, m.grids, m.rows)).collect()
}

#[test]
fn a_stem_of_a_list_and_its_full_name_elsewhere_are_one_place() {
    let visits = visits("柏砚秋,2024-03-01,A1,西岭村第一网格\n瞿予安,2024-03-01,A2,西岭第二网格\n");
    let files = [("村.csv", VILLAGES), ("网格.csv", GRIDS), ("走访.csv", &visits)];
    let (figures, matches, findings) = answered(&files, Aliases::default());
    assert_eq!(figures.count(Count::Grids), Some(3));
    assert_eq!(figures.count(Count::VisitsInPeriod), Some(2));
    let names: Vec<&str> = figures.villages.iter().map(|v| v.name.as_str()).collect();
    assert_eq!(names, ["西岭村", "东山村"], "the full name is shown");
    assert_eq!(said(&matches), [("西岭", "西岭村", MatchStanding::Alone, 2, 3)]);
    let told: Vec<Code> = findings.iter().map(|f| f.code).filter(|c| *c != Code::Heaping).collect();
    assert_eq!(told, [Code::VillageStem], "said in one line for all rows and tables: {findings:?}");
    assert_eq!(figures.nowhere, 0);

    let (figures, matches, _) = answered(&files, villages(&[("西岭", None)]));
    assert_eq!(figures.count(Count::Grids), Some(1), "undone, they are two");
    assert_eq!(said(&matches)[0], ("西岭", "西岭村", MatchStanding::Apart, 2, 3));
}

#[test]
fn a_stem_that_two_full_names_share_is_asked() {
    let files = [
        ("村.csv", "村名,户数\n西岭村,100\n西岭社区,80\n"),
        ("联户长.csv", "姓名,村,联系户数\n柏砚秋,西岭,10\n瞿予安,西岭村,10\n"),
    ];
    let (_, matches, findings) = answered(&files, Aliases::default());
    assert_eq!(matches[0].to, ["西岭村", "西岭社区"]);
    assert_eq!(matches[0].standing, MatchStanding::Asked);
    assert!(findings.iter().any(|f| f.code == Code::PlaceAsked), "{findings:?}");
}

#[test]
fn what_the_answer_would_change_is_worked_out_before_it_is_given() {
    let visits = visits("柏砚秋,2024-03-01,A1,西领村第一网格\n瞿予安,2024-03-01,A2,西领村第二网格\n");
    let grids = GRIDS.replace("西岭村", "西岭");
    let files = [("村.csv", VILLAGES), ("网格.csv", &grids), ("走访.csv", &visits)];
    let session = session::computed(&files, PeriodChoice::All);
    let prospects = session.prospects();
    let [prospect] = prospects.as_slice() else { panic!("{prospects:?}") };
    assert_eq!(prospect.of, Doubt::Village("西领村".to_owned()));
    let (after, ..) = answered(&files, villages(&[("西领村", Some("西岭"))]));
    let visits = Subject::Count(Count::VisitsInPeriod);
    let effect = prospect.effects.iter().find(|effect| effect.subject == visits).unwrap();
    assert_eq!((effect.before, effect.after), (Some((0, None)), Some((2, None))));
    assert_eq!(after.count(Count::VisitsInPeriod), Some(2));
    let (_, computed) = session.last().unwrap();
    let view = names(&computed.matches, &Aliases::default(), 0, &prospects);
    assert!(view.asked[0].effect.contains("入户走访 0 户次 → 2 户次"), "{}", view.asked[0].effect);
}

#[test]
fn a_name_with_another_character_is_asked_once_and_accepted() {
    let visits = visits(
        "柏砚秋,2024-03-01,A1,西领村第一网格\n瞿予安,2024-03-01,A2,西领村第二网格\n柏砚秋,2024-03-02,A1,西领村第一网格\n",
    );
    let grids = GRIDS.replace("西岭村", "西岭");
    let files = [("村.csv", VILLAGES), ("网格.csv", &grids), ("走访.csv", &visits)];
    let (figures, matches, findings) = answered(&files, Aliases::default());
    assert_eq!(figures.count(Count::VisitsInPeriod), Some(0));
    assert_eq!(said(&matches), [("西领村", "西岭", MatchStanding::Asked, 2, 3)]);
    assert_eq!(findings.iter().filter(|f| f.code == Code::PlaceAsked).count(), 1, "once for all its rows");
    assert_eq!(figures.nowhere, 3, "the headline says how many rows are not counted");

    let (figures, matches, findings) = answered(&files, villages(&[("西领村", Some("西岭"))]));
    assert_eq!(figures.count(Count::VisitsInPeriod), Some(3));
    assert_eq!(said(&matches), [("西领村", "西岭", MatchStanding::Accepted, 2, 3)]);
    assert!(
        !findings.iter().any(|f| matches!(f.code, Code::GridUnlisted | Code::PlaceAsked)),
        "{findings:?}"
    );

    let (_, matches, findings) = answered(&files, villages(&[("西领村", None)]));
    assert_eq!(matches[0].standing, MatchStanding::Apart, "a no can be taken back");
    assert!(!findings.iter().any(|f| f.code == Code::PlaceAsked));
}

#[test]
fn lists_write_one_village_in_two_ways() {
    let files = [("网格.csv", "村,网格名称,户数\n三都村,第一网格,50\n三都,第二网格,60\n")];
    let (figures, ..) = answered(&files, Aliases::default());
    assert_eq!((figures.villages.len(), figures.count(Count::Grids)), (1, Some(2)));

    let files = [
        ("村.csv", "村名,户数\n三都,50\n平地,60\n"),
        ("网格.csv", "村,网格名称,户数\n三都村,第一网格,50\n平地村,第一网格,60\n"),
    ];
    let (figures, ..) = answered(&files, Aliases::default());
    assert_eq!((figures.villages.len(), figures.count(Count::Grids)), (2, Some(2)));
}

#[test]
fn grids_name_their_village_themselves_or_in_a_path() {
    let names = |grids: &[&str]| {
        let rows: String = grids.iter().map(|g| format!("{g},50\n")).collect();
        let list = format!("网格名称,户数\n{rows}");
        let (figures, ..) = answered(&[("网格.csv", list.as_str())], Aliases::default());
        let keys: Vec<_> = figures.grids.iter().map(|g| format!("{} {}", g.village, g.key)).collect();
        keys.join("，")
    };
    assert_eq!(names(&["上衙村第一网格", "上衙村第二网格"]), "上衙村 第1网格，上衙村 第2网格");
    assert_eq!(names(&["云栗镇-栗坪村-第1网格", "云栗镇/栗坪村/第二网格"]), "栗坪村 第1网格，栗坪村 第2网格");

    let visits = visits(
        "柏砚秋,2024-03-01,A1,云栗镇-西岭村-第1网格\n柏砚秋,2024-03-01,A2,西岭村/第一网格\n柏砚秋,2024-03-01,A3,西岭村第1网格\n柏砚秋,2024-03-01,A4,云栗镇西岭村第一网格\n",
    );
    let files = [("云栗镇网格.csv", GRIDS), ("走访.csv", &visits)];
    let (figures, ..) = answered(&files, Aliases::default());
    assert_eq!(figures.count(Count::VisitsInPeriod), Some(4));
}

#[test]
fn a_short_bare_name_under_a_heading_of_villages_is_a_village() {
    let law = "日期,形式,宣讲内容,村,参加人数,发放资料（份）\n2024-03-05,宣讲,民法典,九门村,10,5\n2024-03-05,宣讲,民法典,九门,10,5\n2024-03-06,宣讲,民法典,镇文化广场,10,5\n";
    let files = [("村.csv", VILLAGES), ("普法台账.csv", law)];
    let (figures, ..) = answered(&files, Aliases::default());
    assert_eq!(figures.count(Count::Lectures), Some(1), "only what is no village is the township's");
}

#[test]
fn persons_of_logs_are_asked_and_renamed() {
    let files = [
        ("代表名册.csv", "姓名,代表类别,村\n瞿予安,党代表,西岭村\n闻人川,党代表,东山村\n"),
        (
            "履职.csv",
            "日期,代表类别,姓名,履职形式,数量\n2024-03-01,党代表,瞿予安2,走访选民,3\n2024-03-02,党代表,柏人川,走访选民,4\n2024-03-03,党代表,闻人川,走访选民,1\n",
        ),
    ];
    let visits = |figures: &Figures, name: &str| {
        let person = figures.persons.iter().find(|p| p.name == name).unwrap();
        person.get(RepFigure::Visits)
    };
    let (figures, matches, _) = answered(&files, Aliases::default());
    assert_eq!(
        said(&matches),
        [("柏人川", "闻人川", MatchStanding::Asked, 0, 1), ("瞿予安2", "瞿予安", MatchStanding::Asked, 0, 1)]
    );
    assert_eq!(visits(&figures, "闻人川"), 1);
    let persons =
        [("瞿予安2".to_owned(), Some("瞿予安".to_owned())), ("柏人川".to_owned(), Some("闻人川".to_owned()))];
    let (figures, matches, findings) =
        answered(&files, Aliases { persons: persons.into(), ..Aliases::default() });
    assert_eq!((visits(&figures, "闻人川"), visits(&figures, "瞿予安")), (5, 3));
    assert!(matches.iter().all(|m| m.standing == MatchStanding::Accepted && m.rows == 1), "{matches:?}");
    assert!(!findings.iter().any(|f| f.code == Code::PersonUnlisted), "{findings:?}");
}
