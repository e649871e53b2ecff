//! Tables with headings of several levels, with rows that head groups, and with months across. Places and people are invented.

use super::recognise::{codes, heading_of};
use crate::common::session::read;
use gelan::model::finding::Code;
use gelan::model::kind::{Field, Kind};

#[test]
fn group_rows_give_the_village_and_their_number_is_held_against_the_rows() {
    let text = "网格名称,户数,人口\n甲村（2个）,,\n第一网格,10,30\n第二网格,20,60\n乙村（50户）,,\n第一网格,10,30\n第二网格,40,90\n丙社区（3个）,,\n第一网格,10,30\n";
    let reading = read("网格基本情况.csv", text);
    let records = &reading.records[0].1;
    let villages: Vec<_> = (0..records.len()).map(|r| records.text(Field::Village, r)).collect();
    assert_eq!(villages, ["甲村", "甲村", "乙村", "乙村", "丙社区"]);
    let found: Vec<_> = reading.report.findings.iter().map(|f| (f.code, f.place.row)).collect();
    assert_eq!(found, [(Code::TotalDiffers, Some(8))], "{:?}", reading.report.findings);
    let mut distinct: Vec<u64> = records.fingerprints.iter().collect();
    distinct.sort_unstable();
    distinct.dedup();
    assert_eq!(distinct.len(), 5, "equal rows of two villages are two rows");
}

#[test]
fn a_header_of_two_levels_is_taken_whole() {
    let page = "<table><tr><td colspan=6>青石镇人大代表履职情况登记表</td></tr><tr><td colspan=6>2024年度</td></tr>\
        <tr><td rowspan=2>序号</td><td rowspan=2>姓名</td><td colspan=2>会议活动</td><td colspan=2>建议</td></tr>\
        <tr><td>应参加</td><td>实参加</td><td>提出（件）</td><td>办结（件）</td></tr>\
        <tr><td>1</td><td>赵一</td><td>8</td><td>7</td><td>1</td><td>无</td></tr>\
        <tr><td>平均</td><td></td><td>8</td><td>7</td><td></td><td></td></tr></table>";
    let reading = read("代表.xls", page);
    let table = &reading.report.tables[0];
    assert_eq!((table.kind, table.header_rows), (Some(Kind::DutySummary), (3, 4)));
    let paths: Vec<_> = table.columns.iter().map(|c| c.heading()).collect();
    assert_eq!(paths[2..4], ["会议活动／应参加", "会议活动／实参加"]);
    let skipped: Vec<_> = table.skipped.iter().map(|s| (s.row, s.why.as_str())).collect();
    assert_eq!(skipped, [(2, "年份"), (6, "平均")]);
    assert_eq!(table.records, 1);
}

#[test]
fn three_levels_of_headings_are_one_path() {
    let page = "<table><tr><td rowspan=3>村</td><td rowspan=3>网格名称</td><td colspan=3>基本情况</td></tr>\
        <tr><td rowspan=2>户数</td><td colspan=2>人口</td></tr><tr><td>常住人口</td><td>流动人口</td></tr>\
        <tr><td>甲村</td><td>第一网格</td><td>10</td><td>30</td><td>2</td></tr></table>";
    let reading = read("网格.xls", page);
    let table = &reading.report.tables[0];
    assert_eq!((table.kind, table.header_rows), (Some(Kind::Grids), (1, 3)));
    assert_eq!(heading_of(table, Field::People).as_deref(), Some("基本情况／人口／常住人口"));
    assert_eq!(table.records, 1);
}

#[test]
fn three_levels_without_a_heading_merged_down() {
    let page = "<table><tr><td></td><td>网格</td><td colspan=3>基本情况</td></tr>\
        <tr><td></td><td></td><td>房屋</td><td colspan=2>人口</td></tr>\
        <tr><td>村</td><td>网格名称</td><td>户数</td><td>常住人口</td><td>流动人口</td></tr>\
        <tr><td>甲村</td><td>第一网格</td><td>10</td><td>30</td><td>2</td></tr></table>";
    let reading = read("网格.xls", page);
    let table = &reading.report.tables[0];
    assert_eq!(table.header_rows.1, 3, "{table:?}");
    assert_eq!((table.kind, table.records), (Some(Kind::Grids), 1));
}

#[test]
fn tables_that_no_kind_knows_are_parted_and_their_sums_left_out() {
    let text = "表一：平安巡逻情况,,,,,\n村,巡逻次数,参与人次,,村,走访次数\n甲村,10,40,,甲村,7\n乙村,11,45,,乙村,14\n\
        合计,21,85,,,\n,,,,,\n表二：帮扶情况,,,,,\n村,网格,帮扶对象,帮扶次数,,\n甲村,第一网格,赵一,2,,\n乙村,第一网格,钱二,3,,\n";
    let reading = read("综合.csv", text);
    let tables: Vec<_> = reading
        .report
        .tables
        .iter()
        .map(|t| (t.header_rows, t.record_rows, t.title.as_deref(), t.skipped.len()))
        .collect();
    assert_eq!(
        tables,
        [
            ((2, 2), Some((3, 4)), Some("表一：平安巡逻情况"), 1),
            ((2, 2), Some((3, 4)), None, 0),
            ((8, 8), Some((9, 10)), Some("表二：帮扶情况"), 0),
        ]
    );
}

#[test]
fn notes_of_several_lines_are_notes() {
    let text = "村,网格名称,户数\n甲村,第一网格,10\n注：1.由各村填报。,,\n　　2.变动须报备。,,\n审核人：　　填表人：,,\n";
    let table = &read("网格.csv", text).report.tables[0];
    let why: Vec<_> = table.skipped.iter().map(|s| s.why.as_str()).collect();
    assert_eq!(why, ["表注", "表注", "表注"]);
}

#[test]
fn a_date_without_a_year_takes_the_only_year_of_its_column_and_it_is_said() {
    let text = "活动名称,时间,地点,志愿者\n清洁,2024年3月5日,甲村,12\n演出,3月8日晚,乙村,志愿者20名、村干部5名\n义诊,2024/3/12,甲村,8\n";
    let reading = read("志愿活动.csv", text);
    let records = &reading.records[0].1;
    assert_eq!(records.day(Field::Date, 1).map(|d| d.to_string()).as_deref(), Some("2024-03-08"));
    assert_eq!(records.amount(Field::People, 1).map(|q| q.value), Some(25));
    assert_eq!(codes(&reading), [Code::YearAssumed]);
    let two_years = text.replace("2024/3/12", "2023/3/12");
    let reading = read("志愿活动.csv", &two_years);
    assert_eq!(codes(&reading), [Code::DateInvalid]);
}

#[test]
fn months_across_columns_are_a_record_each() {
    let text = "人大代表走访选民人次（2024年）,,,,\n姓名,所在村,1月,2月,3月,合计\n赵一,甲村,12,/,3,15\n钱二,乙村,5,6人次,,11\n合计,,17,6,3,26\n";
    let reading = read("走访选民.csv", text);
    let table = &reading.report.tables[0];
    assert_eq!((table.kind, table.records), (Some(Kind::Duty), 4), "{:?}", reading.report);
    let mut found: Vec<_> = reading
        .records
        .iter()
        .flat_map(|(_, r)| (0..r.len()).map(move |i| (r, i)))
        .map(|(r, i)| {
            let day = r.day(Field::Date, i).map(|d| d.to_string()).unwrap_or_default();
            (r.text(Field::Name, i).to_owned(), day, r.amount(Field::Amount, i).map(|q| q.value))
        })
        .collect();
    found.sort();
    let is = |name: &str, day: &str, n| (name.to_owned(), day.to_owned(), Some(n));
    assert_eq!(
        found,
        [
            is("赵一", "2024-01-01", 12),
            is("赵一", "2024-03-01", 3),
            is("钱二", "2024-01-01", 5),
            is("钱二", "2024-02-01", 6),
        ]
    );
    let fingerprints: std::collections::BTreeSet<_> =
        reading.records.iter().flat_map(|(_, r)| r.fingerprints.iter()).collect();
    assert_eq!(fingerprints.len(), 4);
    assert_eq!(codes(&reading), [Code::TableLikely]);
}

#[test]
fn months_that_no_kind_takes_are_called_what_they_are() {
    let text = "各村走访次数（2024年）,,,\n村,1月,2月,3月\n甲村,12,9,3\n乙村,5,6,7\n";
    assert_eq!(codes(&read("统计.csv", text)), [Code::TableMonths]);
    let text = "人大代表走访选民,,,\n姓名,1月,2月,3月\n赵一,12,9,3\n";
    let reading = read("统计.csv", text);
    assert_eq!(codes(&reading), [Code::TableMonths]);
    assert!(reading.report.findings[0].message.contains("年份"));
}
