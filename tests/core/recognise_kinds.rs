//! What a table is, from its headings, its cells and the names around it. Headings are as systems and offices write them;
//! rows, places and persons are invented.

use crate::common::session::{read, read_with};
use gelan::input::file::ReadChoices;
use gelan::input::recognise::{ColumnInfo, Confidence, Correction, Corrections, TableInfo};
use gelan::model::kind::{Field, Kind};

fn table(file: &str, text: &str) -> TableInfo {
    read(file, text).report.tables.swap_remove(0)
}

/// A table with these headings and one row of blanks, so that only headings and names speak.
fn headed(file: &str, headings: &str) -> TableInfo {
    table(file, &format!("{headings}\n甲{}\n", ",甲".repeat(headings.matches(',').count())))
}

fn heading_of(table: &TableInfo, field: Field) -> Option<String> {
    table.columns.iter().find(|c| c.field == Some(field)).map(ColumnInfo::heading)
}

#[test]
fn a_heading_is_what_its_last_word_says() {
    let grids = headed("网格.csv", "村,网格名称,户数,网格长电话,网格长");
    assert_eq!(heading_of(&grids, Field::Leader).as_deref(), Some("网格长"));
    let visits = headed("走访记录.csv", "村,走访日期,走访人,走访对象类别,走访对象");
    assert_eq!(heading_of(&visits, Field::Household).as_deref(), Some("走访对象"));
    let lists = headed("任务清单.csv", "任务,责任领导电话,责任领导,完成时限");
    assert_eq!(heading_of(&lists, Field::Leader).as_deref(), Some("责任领导"));
    let visits = headed("走访记录.csv", "村,走访日期,走访人,走访对象类别");
    assert_eq!(heading_of(&visits, Field::Household), None);
}

#[test]
fn a_word_before_the_head_may_bar_it() {
    let sums = headed("走访统计.csv", "村,总户数,未走访户数,走访次数");
    assert_eq!(heading_of(&sums, Field::Visited), None);
    let villages = headed("行政村.csv", "行政村,总户数占比,总户数,总人口");
    assert_eq!(heading_of(&villages, Field::Households).as_deref(), Some("总户数"));
    let teams = headed("志愿服务队伍.csv", "队伍名称,负责人,志愿者编号,成员数");
    assert_eq!(heading_of(&teams, Field::Members).as_deref(), Some("成员数"));
    let cases = headed("矛盾纠纷台账.csv", "编号,受理日期,应办结日期,办结日期,办理状态");
    assert_eq!(heading_of(&cases, Field::Closed).as_deref(), Some("办结日期"));
    assert_eq!(heading_of(&cases, Field::Deadline).as_deref(), Some("应办结日期"));
}

#[test]
fn a_ledger_is_sure_without_a_title_however_its_numbers_are_headed() {
    let rows =
        "1,2024-01-04,甲村,甲01网格,甲某,H01,安全排查,88\n2,2024-10-29,甲村,甲02网格,乙某,H02,入户走访,44\n";
    let read = |headings: &str| table("export-3.csv", &format!("{headings}\n{rows}"));
    let visits = read("编号,走访日期,村,网格,网格员,户编号,走访类型,时长（分钟）");
    assert_eq!((visits.kind, visits.confidence), (Some(Kind::Visits), Confidence::Sure));
    let any = read("编号,日期,村,网格,网格员,户编号,类型,时长（分钟）");
    assert_ne!(any.confidence, Confidence::Sure, "nothing in it speaks of visits");
}

#[test]
fn tables_of_other_trades_are_none_of_ours() {
    for (file, headings) in [
        ("低保发放表.csv", "序号,村名,户数,人数,发放金额"),
        ("工会活动.csv", "日期,活动主题,参加人数"),
        ("主题党日.csv", "日期,活动主题,参加人数"),
        ("民兵花名册.csv", "姓名,职务,联系电话"),
        ("社区矫正人员.csv", "姓名,性别,村,联系电话,户数"),
        ("流动人口登记.csv", "姓名,性别,现住址,联系电话,户主"),
        ("实有人口.csv", "姓名,村,网格,户主,联系电话"),
    ] {
        assert_eq!(headed(file, headings).kind, None, "{file}");
    }
}

#[test]
fn words_of_every_list_prove_nothing() {
    let plain = headed("名单.csv", "姓名,性别,联系电话,日期,户数");
    assert_eq!((plain.kind, plain.confidence), (None, Confidence::Unknown));
}

#[test]
fn a_place_is_no_need() {
    let visits = table(
        "好溪村入户走访登记.csv",
        "序号,走访时间,走访人,走访户主,走访内容\n1,2024-03-05,赵一,钱二,就业\n2,2024-03-06,赵一,孙三,就医\n",
    );
    assert_eq!(visits.kind, Some(Kind::Visits));
}

#[test]
fn cells_contradict_a_heading() {
    let text = "村,走访日期,走访人,走访对象\n甲村,2024-03-05,2024-03-05,赵一\n甲村,2024-03-06,2024-03-06,钱二\n\
        乙村,2024-03-07,2024-03-07,孙三\n";
    assert_eq!(heading_of(&table("走访记录.csv", text), Field::Officer), None);
}

#[test]
fn kinds_are_known_by_what_makes_them_so() {
    for (file, headings, kind) in [
        ("代表建议.csv", "建议编号,建议标题,领衔代表,承办单位,办理结果", Kind::Matters),
        ("入户走访.csv", "走访时间,走访民警,居住地址,姓名", Kind::Visits),
        ("网格党小组.csv", "党小组名称,党员人数,组长", Kind::PartyGroups),
        ("人大代表联络站.csv", "站点名称,站点类别,意见箱", Kind::Stations),
        ("事件信息.csv", "工单号,事件类型,上报时间,所属网格,处理状态", Kind::Cases),
    ] {
        assert_eq!(headed(file, headings).kind, Some(kind), "{file}");
    }
}

#[test]
fn what_is_not_understood_around_it_leaves_a_table_to_be_asked() {
    let text = "走访时间,走访人,走访对象\n2024-03-05,赵一,钱二\n2024-03-06,赵一,孙三\n";
    assert_eq!(table("走访记录.csv", text).confidence, Confidence::Sure);
    assert_eq!(table("贷款客户走访记录.csv", text).confidence, Confidence::Unknown);
    assert_eq!(table("榨季蔗农走访记录.csv", text).confidence, Confidence::Likely);
}

#[test]
fn an_answer_teaches_the_words_of_a_county() {
    let text = "问候日,问候者,问候门户\n2024-03-05,赵一,钱二\n";
    let first = table("好溪村暖心敲门簿.csv", text);
    assert_eq!(first.kind, None);

    let columns = [(Field::Date, "问候日"), (Field::Officer, "问候者"), (Field::Household, "问候门户")]
        .map(|(field, heading)| (field, Some(heading.to_owned())));
    let titled =
        TableInfo { title: Some("好溪镇2024年暖心敲门登记表".to_owned()), ..first.clone() };
    let correction = Correction {
        columns: [(Kind::Visits, columns.into_iter().collect())].into_iter().collect(),
        ..Correction::of(&titled, Some(Kind::Visits))
    };
    assert_eq!(correction.title.as_deref(), Some("暖心敲门"));
    let mut corrections = Corrections::default();
    corrections.0.insert(first.signature.clone(), correction);
    let choices = ReadChoices { corrections, ..ReadChoices::default() };
    let next = "村,问候日,问候者,问候门户,备注\n甲村,2024-03-05,赵一,钱二,\n乙村,2024-03-06,赵一,孙三,\n";
    let next = read_with("乙村暖心敲门台账.csv", next.as_bytes(), &choices).report.tables.swap_remove(0);
    assert_eq!((next.kind, next.confidence), (Some(Kind::Visits), Confidence::Sure));
    assert_eq!(heading_of(&next, Field::Household).as_deref(), Some("问候门户"));
}

#[test]
fn cells_suggest_what_headings_do_not_say() {
    let text = "啥时候去的,去的哪家,村,网格,跑腿的人,干了啥\n2024-01-01,张应福,甲村,第一网格,熊德琴,聊天\n\
        2024-02-02,韦国忠,甲村,第二网格,付孝勇,送政策\n2024-03-02,罗成英,乙村,第一网格,付孝勇,送政策\n";
    let unknown = table("下村情况.csv", text);
    assert_eq!(unknown.kind, None);
    let offer = &unknown.offers[0];
    assert_eq!((offer.kind, unknown.offers.len()), (Kind::Visits, 3));
    let heading = |field| {
        let place = offer.fields.iter().find(|(f, _)| *f == field).unwrap().1;
        unknown.columns[place as usize].heading()
    };
    let found = [Field::Date, Field::Household, Field::Officer, Field::Village, Field::Grid].map(heading);
    assert_eq!(found, ["啥时候去的", "去的哪家", "跑腿的人", "村", "网格"]);

    let mut corrections = Corrections::default();
    corrections.choose(&unknown, Some(Kind::Visits));
    let choices = ReadChoices { corrections, ..ReadChoices::default() };
    let accepted = read_with("下村情况.csv", text, &choices);
    assert_eq!(accepted.records[0].1.len(), 3);
    assert_eq!(accepted.records[0].1.text(Field::Household, 1), "韦国忠");
    // The words of the answer find the columns of the county's other tables.
    let other = "干了啥,跑腿的人,去的哪家,啥时候去的,第几网格\n聊天,熊德琴,张应福,2024-01-01,第一网格\n送药,熊德琴,韦国忠,2024-01-03,第一网格\n";
    let next = &read_with("甲村.csv", other, &choices).report.tables[0];
    assert_eq!((next.kind, next.confidence), (Some(Kind::Visits), Confidence::Likely));
}

#[test]
fn answers_travel_to_the_worker_that_reads() {
    let known = table("网格.csv", "村,网格名称,户数,人口\n甲村,第一网格,10,30\n");
    for kind in [None, Some(Kind::Visits)] {
        let mut corrections = Corrections::default();
        corrections.choose(&known, kind);
        let choices = ReadChoices { corrections, ..ReadChoices::default() };
        let bytes = postcard::to_allocvec(&choices).unwrap();
        let arrived: ReadChoices = postcard::from_bytes(&bytes).unwrap();
        assert_eq!(arrived.corrections, choices.corrections);
    }
}

/// 第一网格 of each village: the name comes again and again, and each village has it once.
#[test]
fn grids_of_the_same_names_in_each_village_are_a_list_of_grids() {
    let mut text = "各村网格设置情况\n村,网格名称,网格长,户数\n".to_owned();
    for village in ["青塘村", "大坪村", "高车村", "石板寨村", "两河村", "长冲村"] {
        for grid in ["第一网格", "第二网格"] {
            text += &format!("{village},{grid},赵明,50\n");
        }
    }
    let grids = table("一.csv", &text);
    assert_eq!((grids.kind, grids.confidence), (Some(Kind::Grids), Confidence::Sure));
    // The same pairs twice are no list of grids.
    let rows: Vec<&str> = text.lines().skip(2).collect();
    let twice = format!("{text}{}\n", [&rows[..], &rows[..], &rows[..]].concat().join("\n"));
    assert_ne!(table("一.csv", &twice).confidence, Confidence::Sure);
}
