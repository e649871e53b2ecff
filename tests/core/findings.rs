//! Findings by cause: a million equal faults are one, and what is ticked off stays so until there is more of it.

use crate::common::session;
use gelan::export::results_json;
use gelan::model::cause::{Ticks, causes};
use gelan::model::finding::{Code, Finding, FindingPlace, SENTENCES};
use gelan::model::finding_list::FindingList;
use gelan::model::row_runs::RowRuns;
use serde_json::{Value, json};
use std::fmt::Write;

fn wrong(file: &str, row: u32, value: &str) -> Finding {
    Finding::new(Code::DateInvalid, FindingPlace::in_file(file).at(row, "日期"), value, "")
}

fn unlisted(file: &str, row: u32, grid: &str) -> Finding {
    Finding::new(Code::GridUnlisted, FindingPlace::in_file(file).at(row, "网格"), grid, "")
}

#[test]
fn rows_are_runs_in_whatever_order_they_come() {
    let rows: RowRuns = [7, 3, 5, 4, 9, 3, 10].into_iter().collect();
    assert_eq!(rows.runs(), [(3, 5), (7, 7), (9, 10)]);
    assert_eq!((rows.count(), rows.to_string().as_str()), (6, "3–5、7、9、10"));
    assert!(rows.contains(4) && rows.contains(9) && !rows.contains(6) && !rows.contains(11));
    assert_eq!(rows.iter().collect::<Vec<_>>(), [3, 4, 5, 7, 9, 10]);
}

#[test]
fn runs_beyond_the_most_are_counted() {
    let rows: RowRuns = (1..=1200).map(|n| n * 2).collect();
    assert_eq!((rows.runs().len(), rows.left_out(), rows.count()), (1000, 200, 1200));
    assert!(rows.to_string().ends_with('…'));
    let first = rows.first(2);
    assert_eq!((first.runs(), first.left_out()), (&[(2, 2), (4, 4)][..], 1198));
}

#[test]
fn equal_faults_are_one_finding_and_their_memory_is_bounded() {
    let list: FindingList = (1..=200_000).map(|row| wrong("走访.csv", row, "不详")).collect();
    let [one] = list.into_vec().try_into().unwrap();
    assert_eq!((one.count, one.rows.runs()), (200_000, &[(1, 200_000)][..]));
    assert_eq!((one.place.row, one.others.len()), (Some(1), 0));

    let said = |row: u32| {
        let place = FindingPlace::in_file("联户.csv").at_row(row);
        Finding::new(Code::RowRepeated, place, "", &format!("与第 {} 行完全相同", row - 1))
    };
    let [one] = (2..=5000).map(said).collect::<FindingList>().into_vec().try_into().unwrap();
    assert_eq!((one.count, one.others.len()), (4999, SENTENCES), "a hundred sentences");
    let lines: Vec<_> = one.sentences(2).collect();
    assert!(lines[1].0 == Some(3) && lines[1].1.starts_with("与第 2 行"), "{lines:?}");
}

#[test]
fn a_hundred_values_are_told_apart_in_a_column() {
    let list: FindingList = (1..=5000).map(|row| wrong("走访.csv", row, &format!("第{row}天"))).collect();
    let found = list.into_vec();
    assert_eq!(found.len(), 101);
    let rest = found.last().unwrap();
    assert_eq!((rest.value.as_str(), rest.count, rest.rows.runs()), ("", 4900, &[(101, 5000)][..]));
}

#[test]
fn what_a_person_does_at_once_is_one_cause() {
    let all = [
        wrong("一月.csv", 3, "不详"),
        wrong("二月.csv", 5, "2024.13.5"),
        unlisted("一月.csv", 4, "第九网格"),
        unlisted("二月.csv", 4, "第九网格"),
        unlisted("二月.csv", 9, "第十网格"),
        Finding::new(Code::Heaping, FindingPlace::in_file("一月.csv").in_column("用时"), "", ""),
    ];
    let found = causes(&all);
    let short: Vec<_> = found.iter().map(|c| (c.code, c.subject.as_str(), c.count())).collect();
    assert_eq!(
        short,
        [(Code::DateInvalid, "日期", 2), (Code::GridUnlisted, "第九网格", 3), (Code::Heaping, "用时", 1)],
        "the most pressing first"
    );
    assert_eq!(found[0].values(), [("不详", 1), ("2024.13.5", 1)]);
    assert_eq!(found[0].by_place().len(), 2);
    let sentence = found[0].sentence();
    assert!(sentence.contains("共 2 处：不详、2024.13.5；改正日期"), "{sentence}");

    let many: Vec<Finding> = (1..=13).map(|n| unlisted("一月.csv", n, &format!("第{n}网格"))).collect();
    assert_eq!(causes(&many).len(), 1, "a wrong list is one cause, not one for each grid");
}

#[test]
fn what_is_ticked_off_stays_so_until_there_is_more_of_it() {
    let one = [wrong("一月.csv", 3, "不详")];
    let more = [wrong("一月.csv", 3, "不详"), wrong("一月.csv", 4, "待补")];
    let elsewhere = [wrong("二月.csv", 3, "不详")];
    let mut ticks = Ticks::default();
    assert!(ticks.leaves(&causes(&one)[0]));
    ticks.set(&causes(&one)[0], true);
    assert!(ticks.has(&causes(&one)[0]) && !ticks.leaves(&causes(&one)[0]));
    assert!(ticks.leaves(&causes(&more)[0]) && ticks.leaves(&causes(&elsewhere)[0]));
    ticks.set(&causes(&one)[0], false);
    assert!(ticks.is_empty());
}

/// A ledger of visits with wrong dates, of which some come again.
fn results_of(dates: &[&str], ticks: &Ticks) -> Value {
    let mut text = String::from("走访日期,网格员,所属村,走访对象,走访类别\n");
    for (n, date) in dates.iter().enumerate() {
        writeln!(text, "{date},李春和,柳溪村,户主{n},日常走访").unwrap();
    }
    let mut session = session::with_files(&[("走访.csv".to_owned(), text.into_bytes())]);
    session.compute(gelan::model::period::PeriodChoice::All, session::today());
    serde_json::from_str(&results_json(&session.results().unwrap(), ticks)).unwrap()
}

#[test]
fn the_json_has_one_finding_for_each_cause_with_its_rows() {
    let results = results_of(&["2024-03-01", "不详", "不详", "2024-03-02", "2024-13-05"], &Ticks::default());
    let found: Vec<&Value> =
        results["findings"].as_array().unwrap().iter().filter(|f| f["code"] == "date-invalid").collect();
    let [found] = found.try_into().unwrap();
    assert_eq!((&found["count"], &found["rows"]), (&json!(3), &json!([[3, 4], [6, 6]])));
    assert_eq!(
        (&found["row"], &found["value"], &found["class"]),
        (&json!(3), &json!("不详"), &json!("correct"))
    );
    let examples = found["examples"].as_array().unwrap();
    assert_eq!((&examples[1]["value"], &examples[1]["rows"]), (&json!("2024-13-05"), &json!([[6, 6]])));
    assert!(examples[1]["message"].as_str().unwrap().contains("2024-13-05"), "{examples:?}");
    let mut ticks = Ticks::default();
    let place = FindingPlace::in_file("走访.csv").at(3, "走访日期");
    ticks.set(&causes(&[Finding::new(Code::DateInvalid, place, "不详", "")])[0], true);
    let one = results_of(&["2024-03-01", "不详"], &ticks);
    let one = one["findings"].as_array().unwrap().iter().find(|f| f["code"] == "date-invalid").unwrap();
    assert!(one.get("examples").is_none() && one["count"] == 1 && one["ticked"] == true, "{one}");
}

#[test]
fn values_that_differ_by_a_number_alone_are_one_cause() {
    let grids =
        ["不存在的网格0", "不存在的网格1", "甲村第七网格", "甲村第十二网格", "乙村第三网格", "三都村"];
    let all: Vec<Finding> = (1..).zip(grids).map(|(row, grid)| unlisted("走访.csv", row, grid)).collect();
    let found = causes(&all);
    let subjects: Vec<_> = found.iter().map(|cause| (cause.subject.as_str(), cause.count())).collect();
    assert_eq!(
        subjects,
        [("不存在的网格0", 2), ("甲村第七网格", 2), ("乙村第三网格", 1), ("三都村", 1)],
        "the first stands for all"
    );
    assert_eq!(found[1].values(), [("甲村第七网格", 1), ("甲村第十二网格", 1)]);
}
