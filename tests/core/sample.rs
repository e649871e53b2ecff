//! The sample township: the same every time, valid files, and sums that are the township's.

use crate::common::{session, town};
use gelan::sample::{self, SampleFile};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::io::{Cursor, Read as _};
use std::sync::LazyLock;

static FILES: LazyLock<Vec<SampleFile>> = LazyLock::new(sample::files);

fn bytes(name: &str) -> &'static [u8] {
    let mut files = FILES.iter().filter(|f| f.name.starts_with(name));
    let file = files.next().unwrap_or_else(|| panic!("no file {name}"));
    assert!(files.next().is_none(), "{name} twice");
    &file.bytes
}

fn table(text: &str, separator: char) -> Vec<Vec<&str>> {
    text.lines().map(|line| line.split(separator).collect()).collect()
}

fn number(text: &str) -> i64 {
    text.parse().unwrap_or_else(|_| panic!("{text} is no number"))
}

fn gb18030(bytes: &[u8]) -> String {
    let (text, _, damaged) = encoding_rs::GB18030.decode(bytes);
    assert!(!damaged);
    assert!(!text.contains('?'), "a character outside GB 2312");
    text.into_owned()
}

#[test]
fn is_the_same_every_time() {
    let (one, two) = (&*FILES, sample::files());
    assert_eq!(one.len(), 16);
    for (a, b) in one.iter().zip(&two) {
        assert_eq!(a.name, b.name);
        assert!(a.bytes == b.bytes, "{} differs", a.name);
    }
    let names: BTreeSet<_> = one.iter().map(|f| f.name).collect();
    assert_eq!(names.len(), one.len());
}

/// Visits after clean-up, as measures count them: repeated rows once, listed grids, valid dates.
#[test]
fn visits_add_up() {
    let bytes = bytes("入户走访记录");
    assert_eq!(&bytes[..3], b"\xEF\xBB\xBF");
    let text = std::str::from_utf8(&bytes[3..]).unwrap();
    let rows = table(text, ',');
    assert_eq!(rows[0], ["走访日期", "村", "网格", "网格员", "户编号", "走访类型", "时长（分钟）"]);
    assert!(rows.iter().all(|r| r.len() == 7));

    let mut seen = HashSet::new();
    let (mut all, mut inside, mut repeated, mut invalid, mut unlisted) = (0, 0, 0, 0, 0);
    let (mut grids, mut households, mut minutes) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for row in &rows[1..] {
        assert!(row[2].starts_with(row[1]));
        if !seen.insert(row) {
            repeated += 1;
        } else if row[0].contains('.') {
            invalid += 1;
        } else if row[2].ends_with("第九网格") {
            unlisted += 1;
        } else {
            all += 1;
            assert!(("2023-12-01".."2024-07-01").contains(&row[0]), "{row:?}");
            minutes.insert(number(row[6]));
            grids.insert(row[2]);
            if row[0] >= "2024-01-01" {
                inside += 1;
                households.insert((row[2], row[4]));
            }
        }
    }
    assert_eq!((repeated, invalid, unlisted), (1, 1, 1));
    assert_eq!((all, inside, households.len()), (12_282, 12_031, 7_271));
    assert_eq!(grids.len(), 157);
    assert_eq!(minutes, BTreeSet::from([10, 15, 20, 30, 45]));
    assert_eq!(rows.iter().filter(|r| r[3].contains('\u{3000}')).count(), 1);
}

#[test]
fn heads_add_up() {
    let text = gb18030(bytes("联户长名册"));
    let rows = table(&text, ',');
    assert_eq!(rows[0], ["序号", "村", "所属网格", "姓名", "联系户数", "联系电话"]);
    let heads: BTreeSet<_> = rows[1..].iter().map(|r| (r[2], r[3])).collect();
    assert_eq!(heads.len(), 916);
    assert_eq!(rows.len(), 917);
    assert_eq!(rows[1..].iter().map(|r| number(r[4])).sum::<i64>(), 11_194);
    assert_eq!(rows[1..].iter().map(|r| r[2]).collect::<BTreeSet<_>>().len(), 157);
    assert_eq!(rows[1..].iter().map(|r| r[1]).collect::<BTreeSet<_>>().len(), 27);
    assert!(rows[1..].iter().all(|r| r[5].starts_with("1990000") && r[5].len() == 11));
}

#[test]
fn law_publicity_adds_up() {
    let bytes = bytes("普法宣传台账");
    let (text, encoding, damaged) = encoding_rs::UTF_16LE.decode(bytes);
    assert!(!damaged);
    assert_eq!(encoding, encoding_rs::UTF_16LE);
    let rows = table(&text, '\t');
    assert!(rows[0][0].contains("人名均为虚构"));
    let rows = &rows[2..];
    assert_eq!(rows.iter().filter(|r| r[1] == "宣讲").count(), 47);
    assert_eq!(rows.iter().filter(|r| r[1] == "培训").count(), 27);
    assert_eq!(rows.iter().map(|r| number(r[6])).sum::<i64>(), 9_000);
    assert_eq!(rows.iter().map(|r| r[2]).collect::<BTreeSet<_>>().len(), 8);
    assert!(rows.iter().all(|r| r[0].starts_with("2024年")));
}

#[test]
fn cadres_are_all_trained() {
    let html = gb18030(bytes("村干部培训情况"));
    assert!(html.starts_with("<html") && html.contains("charset='gb2312'"));
    let rows: Vec<Vec<&str>> = html
        .lines()
        .filter_map(|line| line.strip_prefix("<tr><td>")?.strip_suffix("</td></tr>"))
        .map(|line| line.split("</td><td>").collect())
        .collect();
    assert_eq!(rows.len(), 129);
    assert!(rows.iter().all(|r| r.len() == 4 && number(r[3]) >= 1));
    assert_eq!(rows.iter().map(|r| r[0]).collect::<BTreeSet<_>>().len(), 129);
}

#[test]
fn workbooks_are_whole_and_well_formed() {
    let mut workbooks = 0;
    for file in FILES.iter().filter(|f| f.name.ends_with(".xlsx")) {
        workbooks += 1;
        let mut zip = zip::ZipArchive::new(Cursor::new(&file.bytes)).unwrap();
        for i in 0..zip.len() {
            let mut part = zip.by_index(i).unwrap();
            let name = part.name().unwrap().into_owned();
            let mut text = String::new();
            part.read_to_string(&mut text).unwrap_or_else(|e| panic!("{} {name}: {e}", file.name));
            let mut reader = quick_xml::Reader::from_str(&text);
            let mut depth = 0;
            loop {
                match reader.read_event().unwrap_or_else(|e| panic!("{} {name}: {e}", file.name)) {
                    quick_xml::events::Event::Start(_) => depth += 1,
                    quick_xml::events::Event::End(_) => depth -= 1,
                    quick_xml::events::Event::Eof => break,
                    _ => {}
                }
            }
            assert_eq!(depth, 0, "{} {name}", file.name);
        }
    }
    assert_eq!(workbooks, 12);
}

/// Every cell of a workbook's sheet as text, by the stock reader.
fn sheet(name: &str, sheet: &str) -> Vec<Vec<String>> {
    use calamine::Reader as _;
    let mut book = calamine::Xlsx::new(Cursor::new(bytes(name))).unwrap();
    let range = book.worksheet_range(sheet).unwrap();
    range.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect()
}

#[test]
fn lists_add_up() {
    let grids = sheet("网格基本情况表", "网格");
    assert!(grids[0][0].contains("人名均为虚构"));
    let list: Vec<_> = grids.iter().filter(|r| r[2].contains("村第")).collect();
    assert_eq!(list.len(), 157);
    assert_eq!(list.iter().filter(|r| !r[1].is_empty()).count(), 27);
    assert_eq!(list.iter().map(|r| number(&r[4])).sum::<i64>(), 11_251);
    let wide: Vec<_> = list.iter().filter(|r| !r[5].is_ascii()).collect();
    assert_eq!(wide.len(), 1);
    let people = |text: &str| {
        let digits =
            text.chars().map(|c| if c >= '０' { char::from(b'0' + (c as u32 - 0xFF10) as u8) } else { c });
        number(&digits.collect::<String>())
    };
    assert_eq!(list.iter().map(|r| people(&r[5])).sum::<i64>(), 46_600);
    assert_eq!(list.iter().map(|r| &r[7]).collect::<BTreeSet<_>>().len(), 157);

    let villages = sheet("行政村基本情况", "行政村");
    let total = villages.last().unwrap();
    assert_eq!((villages.len(), total[2].as_str(), total[3].as_str()), (2 + 27 + 1, "11251", "46600"));
    assert_eq!(villages[2..29].iter().map(|r| number(&r[2])).sum::<i64>(), 11_251);
    assert_eq!(villages[2..29].iter().map(|r| number(&r[3])).sum::<i64>(), 46_600);

    let groups = &sheet("党小组台账", "党小组")[2..];
    let count = |kind: &str| groups.iter().filter(|r| r[2] == kind).count();
    assert_eq!((count("独立组建"), count("联合组建")), (127, 10));
    let covered: BTreeSet<_> = groups.iter().flat_map(|r| r[3].split(['、', '，', '；'])).collect();
    let listed: BTreeSet<_> = list.iter().map(|r| r[2].as_str()).collect();
    assert_eq!(covered, listed);

    let teams = sheet("志愿服务", "队伍");
    assert_eq!(teams[2..30].iter().map(|r| number(&r[2])).sum::<i64>(), 1_575);
    assert_eq!((teams.len(), teams[30][2].as_str()), (31, "1575"));
    let activities = &sheet("志愿服务", "活动")[2..];
    assert_eq!(activities.iter().collect::<BTreeSet<_>>().len(), 1_030);
    assert_eq!(sheet("普法宣讲员和先进典型", "宣讲员").iter().collect::<BTreeSet<_>>().len(), 131);
    assert_eq!(sheet("普法宣讲员和先进典型", "先进典型").iter().collect::<BTreeSet<_>>().len(), 82);
    let items: Vec<_> =
        ["任务清单", "责任清单", "问题清单"].iter().flat_map(|l| sheet("三张清单", l).split_off(2)).collect();
    assert_eq!((items.len(), items.iter().filter(|r| !r[5].is_empty()).count()), (36, 27));
    let cases = &sheet("矛盾纠纷和诉求台账", "台账")[2..];
    assert_eq!(cases.len(), 722);
    assert!(cases.iter().all(|r| listed.contains(r[3].as_str()) && r[6].is_empty() == (r[7] != "已办结")));
    assert!(cases.iter().all(|r| r[6].is_empty() || number(&r[6]) >= number(&r[1])));
}

#[test]
fn performance_adds_up() {
    let matters = sheet("意见建议办理台账", "台账");
    let expected = [
        ("党代表", 40, "走访选民1280人次 接待选民153人次", (184, 146, 38)),
        ("人大代表", 55, "小组活动15次 接待选民153人次 走访代表168人次 走访选民2685人次", (310, 213, 31)),
        ("政协委员", 13, "主题宣讲28期 技能培训864人次", (146, 129, 3)),
    ];
    for (body, members, duties, counts) in expected {
        let roster: BTreeSet<String> =
            sheet("代表委员名册", body).split_off(2).into_iter().map(|mut r| r.swap_remove(1)).collect();
        assert_eq!(roster.len(), members);
        let log = sheet("代表委员履职登记", body).split_off(2);
        let mut sums: BTreeMap<(String, String), i64> = BTreeMap::new();
        for row in &log {
            assert!(roster.contains(&row[1].replace('\u{3000}', "")), "{row:?}");
            let digits = row[3].find(|c: char| !c.is_ascii_digit()).unwrap();
            let (amount, unit) = row[3].split_at(digits);
            *sums.entry((row[2].clone(), unit.to_owned())).or_default() += number(amount);
        }
        assert_eq!(log.iter().collect::<BTreeSet<_>>().len(), log.len(), "a repeated row");
        let mut said: Vec<String> = sums.iter().map(|((work, unit), n)| format!("{work}{n}{unit}")).collect();
        let mut wanted: Vec<String> = duties.split(' ').map(ToOwned::to_owned).collect();
        said.sort();
        wanted.sort();
        assert_eq!(said, wanted, "{body}");
        let own: Vec<_> = matters.iter().filter(|r| r[2] == body).collect();
        assert!(own.iter().all(|r| roster.contains(&r[3])));
        let with = |status: &str| own.iter().filter(|r| r[8] == status).count();
        assert_eq!((own.len(), with("已解决"), with("转办")), counts, "{body}");
    }
    let of = |kind: &str, status: &str| matters.iter().filter(|r| r[1] == kind && r[8] == status).count();
    assert_eq!(matters.iter().filter(|r| r[1] == "意见").count(), 42);
    assert_eq!(of("纠纷", "已解决"), 104);
}

/// The sample by the whole way that dropped files go: every figure is the township's.
#[test]
fn the_whole_way_gives_the_totals() {
    let files: Vec<(String, Vec<u8>)> = FILES.iter().map(|f| (f.name.to_owned(), f.bytes.clone())).collect();
    let results = session::results(&files);
    let full = |n: i64| json!({"state": "value", "numerator": n, "denominator": n, "missing": []});
    let part = |n: i64, of: i64| json!({"state": "value", "numerator": n, "denominator": of});
    let expected = json!({
        "township": "好花红镇",
        "counts": {
            "villages": 27, "grids": 157, "officers": 157, "heads": 916, "party_groups_independent": 127,
            "party_groups_joint": 10, "households": 11_251, "people": 46_600, "cadres": 129, "volunteers": 1_575,
            "volunteer_teams": 28, "volunteer_activities": 1_030, "models": 81, "lecturers": 130, "lectures": 47,
            "law_trainings": 27, "handouts": 9_000, "visits_in_period": 12_031, "visits_all": 12_282, "cases": 722,
        },
        "measures": {
            "coverage.officer": full(157), "coverage.party_group": full(157),
            "coverage.party_group_independent": part(127, 157), "coverage.head": full(157),
            "coverage.linked_households": part(11_194, 11_251), "coverage.triangle": full(157),
            "coverage.centre": full(27), "coverage.village_rules": full(27), "coverage.self_governance": full(27),
            "coverage.household_visits": part(7_271, 11_251), "coverage.cadre_training": full(129),
            "coverage.venues": full(8), "coverage.station_standard": full(6), "coverage.duty_owned": full(36),
            "coverage.duty_done": part(27, 36),
        },
        "bodies": {
            "党代表": {"reps": 40, "visits": 1_280, "receptions": 153, "matters": 184, "solved": 146, "referred": 38},
            "人大代表": {"reps": 55, "visits": 2_685, "visits_to_deputies": 168, "receptions": 153,
                "group_activities": 15, "matters": 310, "solved": 213},
            "政协委员": {"reps": 13, "talks": 28, "trained": 864, "disputes_solved": 104, "suggestions": 42},
        },
    });
    let differences = town::differences(&expected, &results);
    assert!(differences.is_empty(), "{}", differences.join("\n"));
    for (field, total) in [("households", 11_251), ("people", 46_600), ("visits", 12_031), ("cases", 722)] {
        let grids = results["grids"].as_array().unwrap();
        assert_eq!(grids.iter().map(|g| g[field].as_i64().unwrap()).sum::<i64>(), total, "{field}");
    }
    assert_eq!(results["representatives"].as_array().unwrap().len(), 40 + 55 + 13);

    // The flaws that were put in, and no other.
    let mut codes: Vec<&str> = results["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|f| f["severity"] != "info")
        .map(|f| f["code"].as_str().unwrap())
        .collect();
    codes.sort_unstable();
    assert_eq!(codes, ["date-invalid", "grid-unlisted", "row-repeated"]);
    let kinds: BTreeSet<_> =
        results["tables"].as_array().unwrap().iter().map(|t| &t["kind"]).map(Value::as_str).collect();
    assert!(!kinds.contains(&None), "an unknown table");
    assert_eq!(kinds.len(), 18);
}
