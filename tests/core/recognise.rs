//! Tables found in the layouts that offices use. Places and people are invented.

use crate::common::session::{read, read_with};
use gelan::input::file::read_file;
use gelan::input::file::{FileReading, ReadChoices};
use gelan::input::read::Flow;
use gelan::input::recognise::{
    CellSort, ColumnInfo, Confidence, Correction, Corrections, Mappings, Seems, TableInfo,
};
use gelan::model::alias::{Aliases, NameOf};
use gelan::model::finding::{Code, FindingClass};
use gelan::model::kind::{Field, Kind};

/// An HTML table out of rows of cells; a cell may begin with `{rowspan colspan}`.
fn html(rows: &[&[&str]]) -> String {
    let mut out = String::from("<html><meta charset=utf-8><table>");
    for row in rows {
        out += "<tr>";
        for cell in *row {
            match cell.strip_prefix('{').and_then(|c| c.split_once('}')) {
                Some((span, text)) => {
                    let (down, right) = span.split_once(' ').unwrap();
                    out += &format!("<td rowspan={down} colspan={right}>{text}</td>");
                }
                None => out += &format!("<td>{cell}</td>"),
            }
        }
        out += "</tr>";
    }
    out + "</table>"
}

/// The heading of the column that feeds a field.
pub fn heading_of(table: &TableInfo, field: Field) -> Option<String> {
    table.columns.iter().find(|c| c.field == Some(field)).map(ColumnInfo::heading)
}

pub fn codes(reading: &FileReading) -> Vec<Code> {
    reading.report.findings.iter().map(|f| f.code).collect()
}

#[test]
fn a_merged_village_stands_for_all_its_grids() {
    let file = html(&[
        &["{1 4}青石镇网格基本情况统计表"],
        &["{2 1}行政村", "{2 1}网格名称", "{1 2}基本情况"],
        &["户数", "人口数"],
        &["{2 1}甲村", "第一网格", "40", "160"],
        &["第二网格", "５０户", "1,200"],
        &["乙村", "第一网格", "30", "100"],
        &["合计", "3个网格", "120", "1460"],
        &["填表人：赵一", "", "填表日期：2024年6月30日"],
    ]);
    let reading = read("网格.xls", &file);
    let table = &reading.report.tables[0];
    assert_eq!((table.kind, table.confidence), (Some(Kind::Grids), Confidence::Sure));
    assert_eq!(table.header_rows, (2, 3));
    assert_eq!(table.record_rows, Some((4, 6)));
    assert_eq!(table.title.as_deref(), Some("青石镇网格基本情况统计表"));
    assert_eq!(heading_of(table, Field::Households).as_deref(), Some("基本情况／户数"));
    let records = &reading.records[0].1;
    let villages: Vec<_> = (0..3).map(|r| records.text(Field::Village, r)).collect();
    assert_eq!(villages, ["甲村", "甲村", "乙村"]);
    assert_eq!(records.amount(Field::Households, 1).map(|q| q.value), Some(50));
    assert_eq!(records.amount(Field::People, 1).map(|q| q.value), Some(1200));
    let skipped: Vec<_> = table.skipped.iter().map(|s| (s.row, s.why.as_str())).collect();
    assert_eq!(skipped, [(7, "合计"), (8, "表注")]);
    assert!(codes(&reading).is_empty(), "{:?}", reading.report.findings);
}

#[test]
fn a_stated_sum_that_the_rows_do_not_give_is_pointed_out() {
    let text = "村,所属网格,联户长,联系户数\n甲村,第一网格,赵一,10\n甲村,第二网格,钱二,12\n小计,,,22\n乙村,第一网格,孙三,8\n小计,,,9\n合计,,,30\n";
    let reading = read("联户长.csv", text);
    let found: Vec<_> = reading.report.findings.iter().map(|f| (f.code, f.place.row)).collect();
    assert_eq!(found, [(Code::TotalDiffers, Some(6))], "{:?}", reading.report.findings);
    assert!(reading.report.findings[0].message.contains("写的是 9，各行相加是 8"));
    assert_eq!(reading.records[0].1.len(), 3);
}

#[test]
fn tables_stacked_in_a_sheet_are_read_one_after_another() {
    let text = "表一：普法宣讲员,\n姓名,村\n赵一,甲村\n钱二,乙村\n,\n表二：先进典型,,\n姓名,村,称号\n孙三,甲村,产业示范户\n";
    let reading = read("名单.csv", text);
    let tables: Vec<_> = reading
        .report
        .tables
        .iter()
        .map(|t| (t.kind, t.header_rows.0, t.records, t.title.as_deref()))
        .collect();
    assert_eq!(
        tables,
        [
            (Some(Kind::Lecturers), 2, 2, Some("表一：普法宣讲员")),
            (Some(Kind::Models), 7, 1, Some("表二：先进典型")),
        ]
    );
}

#[test]
fn tables_side_by_side_are_two() {
    let text = "村,户数,人口,,村,村规民约修订,道德评议会\n甲村,10,30,,甲村,是,√\n乙村,20,60,,乙村,否,×\n丙村,5,9,,,,\n";
    let reading = read("各村.csv", text);
    let tables: Vec<_> = reading.report.tables.iter().map(|t| (t.kind, t.records)).collect();
    assert_eq!(tables, [(Some(Kind::Villages), 3), (Some(Kind::SelfGovernance), 2)]);
}

#[test]
fn a_sheet_of_all_a_village_has_feeds_two_kinds() {
    let text = "村名,户数,人口,综治中心,村规民约修订日期,道德评议会,村民议事会,红白理事会\n甲村,10,30,有,2023年5月,√,√,√\n";
    let reading = read("村情一览.csv", text);
    let kinds: Vec<_> = reading.records.iter().map(|(_, r)| r.kind).collect();
    assert_eq!(reading.report.tables.len(), 1);
    assert!(kinds.contains(&Kind::Villages) && kinds.contains(&Kind::SelfGovernance), "{kinds:?}");
}

#[test]
fn a_header_repeated_on_each_page_is_no_record() {
    let text = "姓名,村,职务,参训次数\n赵一,甲村,会计,3\n姓名,村,职务,参训次数\n钱二,乙村,主任,2\n";
    let reading = read("村干部.csv", text);
    assert_eq!(reading.report.tables.len(), 1);
    assert_eq!(reading.report.tables[0].records, 2);
    assert_eq!(reading.report.tables[0].skipped.iter().next().unwrap().why, "重复的表头");
}

#[test]
fn lost_merged_villages_are_filled_down_and_said() {
    let text =
        "村,网格名称,户数\n甲村,第一网格,10\n,第二网格,20\n,第三网格,30\n乙村,第一网格,10\n,第二网格,20\n";
    let reading = read("网格.csv", text);
    let records = &reading.records[0].1;
    assert_eq!(records.text(Field::Village, 2), "甲村");
    assert_eq!(records.text(Field::Village, 4), "乙村");
    assert_eq!(codes(&reading), [Code::RowsFilled]);
}

#[test]
fn a_form_is_refused_as_no_list() {
    let text = "走访登记表,,,\n姓名：,赵一,性别：,男\n村：,甲村,联系电话：,19900000000\n日期：,2024-01-05,地址：,一组\n";
    let reading = read("登记表.csv", text);
    assert_eq!(codes(&reading), [Code::TableForm]);
    assert!(reading.records.is_empty());
}

#[test]
fn prose_is_no_table_and_nothing_to_mend() {
    let report = "青石镇2024年上半年基层治理情况\n全镇划分网格12个,配备网格员12名。\n走访群众320户次。\n化解矛盾纠纷15件。\n以上。\n";
    let reading = read("通报.txt", report);
    assert_eq!(codes(&reading), [Code::TableNone]);
    assert_eq!(Code::TableNone.class(), FindingClass::Note);
    let wide = "甲,乙,丙\n丁,戊,己\n庚,辛,壬\n";
    assert_eq!(codes(&read("表.csv", wide)), [Code::TableUnknown]);
}

#[test]
fn an_unknown_table_can_be_corrected_and_the_correction_is_remembered_by_its_headings() {
    let text = "所在地,片区,住户数量\n甲村,第一网格,10\n甲村,第二网格,20\n";
    let reading = read("表.csv", text);
    let table = &reading.report.tables[0];
    assert_eq!((table.kind, table.confidence), (None, Confidence::Unknown));
    assert_eq!(codes(&reading), [Code::TableUnknown]);
    assert_eq!(table.columns[2].examples, ["10", "20"]);

    let fields = [("所在地", Field::Village), ("片区", Field::Name), ("住户数量", Field::Households)];
    let correction = Correction {
        kind: Some(Kind::Grids),
        columns: [(Kind::Grids, fields.into_iter().map(|(h, f)| (f, Some(h.to_owned()))).collect())].into(),
        ..Correction::default()
    };
    let choices = ReadChoices {
        corrections: Corrections([(table.signature.clone(), correction)].into()),
        ..ReadChoices::default()
    };
    let corrected = read_with("另一份.csv", text, &choices);
    assert_eq!(corrected.report.tables[0].confidence, Confidence::Chosen);
    assert_eq!(corrected.records[0].1.kind, Kind::Grids);
    assert_eq!(corrected.records[0].1.amount(Field::Households, 1).map(|q| q.value), Some(20));
    assert!(codes(&corrected).is_empty());
}

#[test]
fn a_table_can_be_set_aside() {
    let text = "姓名,村,职务,参训次数\n赵一,甲村,会计,3\n";
    let signature = read("村干部.csv", text).report.tables[0].signature.clone();
    let aside = Correction::default();
    let choices =
        ReadChoices { corrections: Corrections([(signature, aside)].into()), ..ReadChoices::default() };
    let reading = read_with("村干部.csv", text, &choices);
    assert!(reading.records.is_empty());
    assert_eq!(reading.report.tables[0].confidence, Confidence::Chosen);
    assert!(codes(&reading).is_empty());
}

#[test]
fn the_body_comes_from_the_title_where_no_column_says_it() {
    let text = "青石镇人大代表履职登记,,,\n日期,姓名,履职形式,数量\n2024-01-05,赵一,走访选民,12人次\n";
    let records = &read("履职.csv", text).records[0].1;
    assert_eq!(records.body.map(|b| b.title()), Some("人大代表"));
    assert_eq!(records.amount(Field::Amount, 0).map(|q| q.value), Some(12));
}

#[test]
fn the_year_comes_from_the_title_where_dates_have_none() {
    let text = "青石镇2023年走访台账,,,\n走访日期,村,网格,户编号\n3月5日,甲村,第一网格,001\n";
    let records = &read("走访.csv", text).records[0].1;
    assert_eq!(records.day(Field::Date, 0).map(|d| d.to_string()).as_deref(), Some("2023-03-05"));
}

#[test]
fn a_bad_date_and_an_id_that_was_a_number_are_findings_with_their_place() {
    let text = "走访日期,村,网格,户编号,时长（分钟）\n2024.13.5,甲村,第一网格,001,10\n2024-01-05,甲村,第一网格,002,很久\n,甲村,第一网格,003,5\n";
    let reading = read("走访.csv", text);
    let found: Vec<_> =
        reading.report.findings.iter().map(|f| (f.code, f.place.row, f.place.column.as_deref())).collect();
    assert_eq!(found[0], (Code::DateInvalid, Some(2), Some("走访日期")));
    assert_eq!(found[1], (Code::NumberInvalid, Some(3), Some("时长（分钟）")));
    assert_eq!(found[2], (Code::DateMissing, Some(4), Some("走访日期")));
}

#[test]
fn empty_and_foreign_files_say_why() {
    for (bytes, word) in [(&b""[..], "空"), (b"%PDF-1.7 ...", "PDF"), (b"{\"a\":1}", "JSON")] {
        let reading = read("文件.xlsx", bytes);
        assert_eq!(codes(&reading), [Code::FileUnreadable]);
        let error = reading.report.error.unwrap();
        assert!(error.contains(word), "{error}");
    }
    // What nobody would take for a table asks for nothing; what may hold one does.
    for (name, bytes, code) in [
        ("expected.json", &b"{\"a\":1}"[..], Code::FileOther),
        ("照片.JPG", b"\xFF\xD8\xFF\xE0", Code::FileOther),
        ("台账.pdf", b"%PDF-1.7 ...", Code::FileUnreadable),
    ] {
        assert_eq!(codes(&read(name, bytes)), [code], "{name}");
    }
    assert!(!Code::FileOther.class().asks());
}

#[test]
fn the_reading_stops_when_it_is_told_to() {
    let text = format!("走访日期,村,网格,户编号\n{}", "2024-01-05,甲村,第一网格,001\n".repeat(200_000));
    let reading = read_file(&mut text.as_bytes(), "走访.csv", &ReadChoices::default(), &mut |_| Flow::Stop);
    assert_eq!(reading.report.error.as_deref(), Some("已取消"));
}

#[test]
fn the_header_can_be_moved() {
    let text = "甲,乙\n片区,片区,规模\n村,网格名称,户数\n甲村,第一网格,10\n";
    let found = read("表.csv", text);
    let table = &found.report.tables[0];
    assert_eq!(table.header_rows, (3, 3));
    let moved = Correction { kind: Some(Kind::Grids), header_rows: Some((2, 3)), ..Correction::default() };
    let choices = ReadChoices {
        corrections: Corrections([(table.signature.clone(), moved)].into()),
        ..Default::default()
    };
    let again = read_with("表.csv", text, &choices);
    let table_again = &again.report.tables[0];
    assert_eq!(table_again.header_rows, (2, 3));
    assert_eq!(table_again.signature, table.signature);
    assert_eq!(heading_of(table_again, Field::Households).as_deref(), Some("规模／户数"));
    assert_eq!(again.records[0].1.len(), 1);
}

#[test]
fn corrections_travel_in_a_small_file() {
    let moved = Correction { kind: Some(Kind::Grids), header_rows: Some((2, 2)), ..Correction::default() };
    let corrections = Corrections([("村|户数".to_owned(), moved)].into());
    let mut aliases = Aliases::default();
    aliases.answer(NameOf::Village, "西领村", Some("西岭村".to_owned()));
    aliases.answer(NameOf::Person, "章小和", Some("章小禾".to_owned()));
    aliases.tables.insert("00".to_owned(), None);
    let mine = Mappings { corrections, aliases, ..Mappings::default() };
    let mut theirs = Mappings::default();
    assert_eq!(theirs.take_file(&mine.to_file()), Ok((1, 3)));
    assert_eq!(theirs, mine);
    for text in ["", "{}", "[1]", r#"{"format":"x","version":1,"corrections":{}}"#] {
        assert!(theirs.take_file(text).is_err(), "{text}");
    }
    let newer = mine.to_file().replace("\"version\": 1", "\"version\": 2");
    assert!(theirs.take_file(&newer).unwrap_err().contains("更新"));
}

#[test]
fn rows_are_read_again_with_their_neighbours() {
    use gelan::input::file::RowsOf;
    let text = "走访日期,村\n2024-01-01,甲村\n2024-13-01,乙村\n2024-01-03,丙村\n2024-01-04,丁村\n";
    let wanted = RowsOf { rows: vec![3], around: 1, ..RowsOf::default() };
    let rows =
        gelan::input::file::read_rows(&mut text.as_bytes(), "走访.csv", &ReadChoices::default(), &wanted)
            .unwrap();
    let seen: Vec<_> = rows.iter().map(|r| (r.row, r.asked, r.cells[1].1.as_str())).collect();
    assert_eq!(seen, [(2, false, "甲村"), (3, true, "乙村"), (4, false, "丙村")]);
}

#[test]
fn a_column_may_feed_several_fields_and_a_table_several_kinds() {
    let text = "所在地,片区,负责人,住户数量\n甲村,第一网格,赵一,10\n甲村,第二网格,钱二,20\n";
    let signature = read("表.csv", text).report.tables[0].signature.clone();
    let of = |list: &[(Field, &str)]| list.iter().map(|(f, h)| (*f, Some((*h).to_owned()))).collect();
    let correction = Correction {
        kind: Some(Kind::Grids),
        columns: [
            (
                Kind::Grids,
                of(&[
                    (Field::Village, "所在地"),
                    (Field::Name, "片区"),
                    (Field::Leader, "负责人"),
                    (Field::Officer, "负责人"),
                    (Field::Households, "住户数量"),
                ]),
            ),
            (
                Kind::Officers,
                of(&[(Field::Name, "负责人"), (Field::Grid, "片区"), (Field::Village, "所在地")]),
            ),
        ]
        .into(),
        also: Some(vec![Kind::Officers]),
        ..Correction::default()
    };
    let choices =
        ReadChoices { corrections: Corrections([(signature, correction)].into()), ..ReadChoices::default() };
    let reading = read_with("表.csv", text, &choices);
    let of_kind = |kind| reading.records.iter().map(|(_, r)| r).find(|r| r.kind == kind).unwrap();
    let grids = of_kind(Kind::Grids);
    assert_eq!((grids.text(Field::Leader, 1), grids.text(Field::Officer, 1)), ("钱二", "钱二"));
    let officers = of_kind(Kind::Officers);
    assert_eq!((officers.text(Field::Name, 0), officers.text(Field::Grid, 0)), ("赵一", "第一网格"));
    let feeds: Vec<_> = reading.report.tables[0].mappings.iter().map(|f| (f.kind, f.fields.len())).collect();
    assert_eq!(feeds, [(Kind::Grids, 5), (Kind::Officers, 3)]);
}

#[test]
fn tables_side_by_side_have_titles_of_their_own() {
    let text = "甲村网格员名单,,,,乙村网格员名单,,\n姓名,网格,电话,,姓名,网格,电话\n赵一,第一网格,13311112222.0,,钱二,第一网格,13311113333\n";
    let reading = read("名单.csv", text);
    let tables: Vec<_> = reading.report.tables.iter().map(|t| (t.kind, t.title.as_deref())).collect();
    assert_eq!(
        tables,
        [(Some(Kind::Officers), Some("甲村网格员名单")), (Some(Kind::Officers), Some("乙村网格员名单"))]
    );
    assert_eq!(reading.records[0].1.text(Field::Phone, 0), "13311112222");
}

#[test]
fn names_below_each_other_are_several_and_a_broken_name_is_one() {
    let text = "村,网格名称,户数,网格员\n甲村,第一网格,10,\"赵一\n钱二\"\n甲村,第二网格,10,\"孙\n三\"\n";
    let reading = read("网格.csv", text);
    let records = &reading.records[0].1;
    assert_eq!(records.text(Field::Officer, 0), "赵一、钱二");
    assert_eq!(records.text(Field::Officer, 1), "孙三");
}

#[test]
fn an_id_shown_as_a_power_of_ten_is_damaged() {
    let text = "姓名,身份证号,所属网格,联系户数\n赵一,1.10105E+17,第一网格,10\n钱二,11010519491231002X,第一网格,10\n";
    let reading = read("联户长.csv", text);
    assert_eq!(codes(&reading), [Code::IdDamaged]);
    assert_eq!(reading.records[0].1.text(Field::IdNumber, 0), "");
}

#[test]
fn what_the_cells_of_each_column_look_like_is_told() {
    let rows = "日子,处,谁,怎么联系,备了啥,空着\n2024-03-05,青河村,王伟,13800000001,一,\n2024-03-06,柳河村,李娜,13800000002,二三四,\n\
                2024-03-07,青河村,张敏,13800000003,路上,\n2024-03-08,高山村,刘洋,13800000004,没有去成,\n";
    let reading = read_with("记录.csv", rows.as_bytes(), &ReadChoices::default());
    let seems: Vec<_> = reading.report.tables[0].columns.iter().map(|column| column.seems).collect();
    let wanted = [CellSort::Days, CellSort::Villages, CellSort::Persons, CellSort::Phones];
    assert_eq!(seems[..4], wanted.map(|sort| Seems { sort, cells: 4, of: 4 }));
    assert_eq!(seems[4..], [Seems { sort: CellSort::Unclear, cells: 0, of: 4 }, Seems::default()]);
}
