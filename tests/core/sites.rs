//! Where the rows of a table belong that name no village. All persons and places are invented.

use crate::common::session;
use gelan::catalogue::{Count, GridFigure};
use gelan::figures::Figures;
use gelan::input::recognise::Mappings;
use gelan::model::alias::{Aliases, NameOf};
use gelan::model::finding::Code;
use gelan::model::period::PeriodChoice;
use gelan::model::site::{SiteSource, TableSite};
use gelan::session::{Computed, County};
use serde_json::{Value, json};
use std::process::Command;
use std::sync::Arc;

const VILLAGES: (&str, &str) = ("村.csv", "村名,户数,人口\n栗坪村,100,400\n三渡村,80,300\n白沙社区,60,200\n");
const GRIDS: (&str, &str) = (
    "网格.csv",
    "村,网格名称,户数,网格员\n栗坪村,第一网格,50,柏砚秋\n栗坪村,第二网格,50,瞿予安\n三渡村,第一网格,80,闻人川\n",
);
const VISITS: &str = "走访日期,走访对象,走访内容,走访人,网格\n2024-03-01,张甲,政策宣传,柏砚秋,第一网格\n2024-03-02,李乙,安全检查,瞿予安,第二网格\n";

fn computed(files: &[(&str, &str)], aliases: Aliases) -> Arc<Computed> {
    let mut county = County::default();
    let lists = [VILLAGES, GRIDS];
    for (id, reading) in (0..).zip(session::readings(&[&lists, files].concat())) {
        county.keep(id, reading);
    }
    county.answer(aliases);
    county.compute(PeriodChoice::All, session::today())
}

fn of_name(name: &str, text: &str) -> Arc<Computed> {
    computed(&[(name, text)], Aliases::default())
}

/// Villages and grids with visits, with their number.
fn visited(figures: &Figures) -> Vec<(&str, &str, i64)> {
    let visits = |g: &gelan::figures::GridFigures| g.get(GridFigure::Visits).unwrap_or(0);
    let grids = figures.grids.iter().filter(|g| visits(g) > 0);
    grids.map(|g| (g.village.as_str(), g.name.as_str(), visits(g))).collect()
}

fn told(computed: &Computed) -> Option<(SiteSource, &str, u32)> {
    let [TableSite { source, village, rows, .. }] = computed.sites.as_slice() else { return None };
    Some(((*source)?, village, *rows))
}

const BOTH: [(&str, &str, i64); 2] = [("栗坪村", "第一网格", 1), ("栗坪村", "第二网格", 1)];

#[test]
fn a_villages_own_ledger_counts_for_it_by_the_words_around_it() {
    let titled = format!("云栗镇栗坪村2024年走访台账,,,,\n{VISITS}");
    let reported = format!("走访台账,,,,\n填报单位：栗坪村村民委员会,,,填报时间：2024年6月,\n{VISITS}");
    let cases = [
        ("走访.csv", titled.as_str(), SiteSource::Title),
        ("走访.csv", reported.as_str(), SiteSource::Unit),
        ("栗坪村走访.csv", VISITS, SiteSource::File),
        ("栗坪村/走访.csv", VISITS, SiteSource::Folder),
        ("栗坪/走访.csv", VISITS, SiteSource::Folder),
        ("2024年 栗坪村委会 走访.csv", VISITS, SiteSource::File),
    ];
    for (name, text, source) in cases {
        let computed = of_name(name, text);
        assert_eq!(told(&computed), Some((source, "栗坪村", 2)), "{name}");
        assert_eq!(visited(&computed.figures), BOTH, "{name}");
        assert_eq!(computed.figures.nowhere, 0);
        let said = computed.findings.iter().filter(|f| f.code == Code::VillageInferred).count();
        assert_eq!(said, 1, "it is said once for all rows");
    }
}

#[test]
fn a_column_of_villages_is_asked_no_further() {
    let text = "走访日期,走访对象,走访人,村\n2024-03-01,张甲,外来人,\n2024-03-02,李乙,外来人,三渡村\n";
    let computed = of_name("栗坪村走访.csv", text);
    assert_eq!(computed.sites, [], "a blank among villages is a gap, not the table's village");
    assert_eq!(computed.figures.nowhere, 1);
}

#[test]
fn nothing_is_guessed_where_two_villages_fit_or_none_is_listed() {
    for name in ["栗坪村、三渡村走访.csv", "三渡村/栗坪村走访.csv"] {
        let computed = of_name(name, VISITS);
        let [site] = computed.sites.as_slice() else { panic!("{name}: {:?}", computed.sites) };
        assert_eq!((site.source, site.village.as_str(), site.rows), (None, "", 2), "{name}");
        assert_eq!(site.candidates, ["栗坪村", "三渡村"]);
        assert!(computed.findings.iter().any(|f| f.code == Code::VillageUnclear));
        assert_eq!(visited(&computed.figures), []);
        assert_eq!(computed.figures.nowhere, 2);
    }
    for name in ["上栗坪村走访.csv", "栗坪村等走访.csv", "龙泉村走访.csv", "栗坪走访.csv", "走访.csv"]
    {
        let computed = of_name(name, VISITS);
        assert_eq!(computed.sites.iter().map(|s| s.source).collect::<Vec<_>>(), [None], "{name}");
        assert_eq!(visited(&computed.figures), [], "{name}");
    }
    let computed = of_name("栗坪村、三渡村/栗坪村走访.csv", VISITS);
    assert_eq!(
        told(&computed),
        Some((SiteSource::File, "栗坪村", 2)),
        "the nearer words are among the wider ones"
    );
}

#[test]
fn a_person_says_which_village_it_is() {
    let mark = of_name("走访.csv", VISITS).sites[0].mark.clone();
    let say = |to: Option<&str>| Aliases {
        tables: [(mark.clone(), to.map(str::to_owned))].into(),
        ..Aliases::default()
    };
    let chosen = computed(&[("走访.csv", VISITS)], say(Some("栗坪村")));
    assert_eq!(told(&chosen), Some((SiteSource::Person, "栗坪村", 2)));
    assert_eq!(visited(&chosen.figures), BOTH);
    assert_eq!(chosen.sites[0].choices, ["栗坪村", "三渡村", "白沙社区"]);

    let other = computed(&[("别的走访.csv", VISITS)], say(Some("栗坪村")));
    assert_eq!(visited(&other.figures), [], "an answer is about its own table");

    let mark = of_name("栗坪村走访.csv", VISITS).sites[0].mark.clone();
    let none = Aliases { tables: [(mark, None)].into(), ..Aliases::default() };
    let none = computed(&[("栗坪村走访.csv", VISITS)], none);
    assert_eq!(told(&none), Some((SiteSource::Person, "", 2)), "it is none of them");
    assert_eq!(visited(&none.figures), []);
}

#[test]
fn visits_without_a_place_are_where_their_officer_is_listed() {
    let text =
        "走访日期,走访对象,走访人\n2024-03-01,张甲,柏砚秋\n2024-03-02,李乙,闻人川\n2024-03-02,王丙,外来人\n";
    let computed = of_name("走访.csv", text);
    assert_eq!(visited(&computed.figures), [("栗坪村", "第一网格", 1), ("三渡村", "第一网格", 1)]);
    assert_eq!(computed.figures.count(Count::VisitsInPeriod), Some(3), "the third counts for the township");
    let [site] = computed.sites.as_slice() else { panic!("{:?}", computed.sites) };
    assert_eq!((site.source, site.by_officer, site.rows), (Some(SiteSource::Officer), 2, 3));

    let two = "姓名,村,网格,联系电话\n柏砚秋,三渡村,第一网格,13900000001\n";
    let files = [("走访.csv", text), ("网格员花名册.csv", two)];
    let computed = self::computed(&files, Aliases::default());
    assert_eq!(
        visited(&computed.figures),
        [("三渡村", "第一网格", 1)],
        "who is listed in two grids is in neither"
    );
}

#[test]
fn lists_of_grids_and_equal_rows_of_several_villages_stay_apart() {
    let heads = "联户长姓名,网格名称,联系户数\n章小禾,第一网格,10\n";
    let more = format!("{heads}岑望舒,第一网格,12\n");
    let files = [("栗坪村联户长.csv", heads), ("三渡村联户长.csv", &more)];
    let computed = computed(&files, Aliases::default());
    let linked = computed.figures.grids.iter().map(|g| g.get(GridFigure::Heads)).collect::<Vec<_>>();
    assert_eq!(linked, [Some(1), Some(0), Some(2)]);

    let grids = "网格名称,户数,网格员\n第一网格,40,柏砚秋\n第二网格,30,瞿予安\n";
    let other = grids.replace("40", "45");
    let files = [("栗坪村/网格.csv", grids), ("三渡村/网格.csv", other.as_str())];
    let session = session::computed(&files, PeriodChoice::All);
    let figures = session::figures_of(&session);
    assert_eq!(figures.count(Count::Grids), Some(4));
    assert_eq!(figures.count(Count::Villages), Some(2));
    let listed = session::computed(&[VILLAGES, files[0], files[1]], PeriodChoice::All);
    assert_eq!(session::figures_of(&listed).count(Count::Grids), Some(4));
}

#[test]
fn columns_of_offices_addresses_and_paths_tell_the_place() {
    let offices =
        "单位,走访日期,走访户,走访人\n栗坪村,2024-03-01,张甲,外来人\n三渡村,2024-03-02,李乙,外来人\n";
    let computed = of_name("走访.csv", offices);
    let visits = |computed: &Computed| {
        let villages = computed.figures.villages.iter();
        villages.map(|v| v.count(Count::VisitsInPeriod).unwrap_or(0)).collect::<Vec<_>>()
    };
    assert_eq!((computed.sites.as_slice(), visits(&computed)), ([].as_slice(), vec![1, 1, 0]));

    let addresses = "走访户,家庭住址,走访日期,走访人\n张甲,云栗镇栗坪村三组12号,2024-03-01,外来人\n李乙,白沙社区和平路3号,2024-03-02,外来人\n\
                     王丙,上栗坪村一组,2024-03-02,外来人\n";
    let computed = of_name("走访.csv", addresses);
    assert_eq!(visits(&computed), [1, 0, 1], "a village of another name is none of them");
    let [site] = computed.sites.as_slice() else { panic!("{:?}", computed.sites) };
    assert_eq!((site.source, site.by_address, site.rows), (Some(SiteSource::Address), 2, 1));

    let paths = "网格路径,走访日期,走访户,走访人\n云栗镇-栗坪村-第1网格,2024-03-01,张甲,外来人\n栗坪村/第二网格,2024-03-02,李乙,外来人\n";
    let computed = of_name("走访.csv", paths);
    assert_eq!(visited(&computed.figures), BOTH);
    assert_eq!(computed.sites, []);
}

#[test]
fn the_command_line_says_it_and_takes_a_saved_answer() {
    let folder = std::env::temp_dir().join(format!("gelan-sites-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let visits = ("栗坪村走访.csv", VISITS.replace("瞿予安", "瞿子安"));
    for (name, text) in [(VILLAGES.0, VILLAGES.1), (GRIDS.0, GRIDS.1), (visits.0, visits.1.as_str())] {
        std::fs::write(folder.join(name), text).unwrap();
    }
    let gelan = |args: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_gelan")).args(args).arg(&folder).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let of_visits =
        |tables: &[Value]| tables.iter().find(|t| t["kind"] == "visits").unwrap()["place"].clone();
    let expected = json!({"village": "栗坪村", "from": "file", "rows": 2, "by_address": 0, "by_officer": 0, "may_be": []});
    let lines = gelan(&["tables"]);
    let tables: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(of_visits(&tables), expected);
    assert!(
        tables.iter().all(|t| t["kind"] == "visits" || t["place"].is_null()),
        "lists name their villages"
    );
    let report = |args: &[&str]| serde_json::from_str::<Value>(&gelan(args)).unwrap();
    let results = report(&["report", "--json"]);
    assert_eq!(of_visits(results["tables"].as_array().unwrap()), expected);
    let is_stranger = |results: &Value| {
        let findings = results["findings"].as_array().unwrap();
        findings.iter().any(|f| f["code"] == "officer-unlisted")
    };
    assert!(is_stranger(&results));

    let mark = of_name(visits.0, &visits.1).sites[0].mark.clone();
    let mut aliases = Aliases { tables: [(mark, Some("三渡村".to_owned()))].into(), ..Aliases::default() };
    aliases.answer(NameOf::Person, "瞿子安", Some("瞿予安".to_owned()));
    let saved = folder.join("gelan-mappings.json");
    std::fs::write(&saved, Mappings { aliases, ..Mappings::default() }.to_file()).unwrap();
    let answered = report(&["report", "--json", "--mappings", saved.to_str().unwrap()]);
    let place = of_visits(answered["tables"].as_array().unwrap());
    assert_eq!((&place["from"], &place["village"]), (&json!("person"), &json!("三渡村")));
    assert!(!is_stranger(&answered), "the person's name was answered too");
    std::fs::remove_dir_all(&folder).unwrap();
}
