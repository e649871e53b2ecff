//! Who acts, and who is listed.

use super::town::{NAMES, Town, says};
use gelan::model::finding::Code;

#[test]
fn a_visitor_on_no_list_is_said_once() {
    let mut town = Town::clean();
    for _ in 0..3 {
        town = town.with("走访.csv", "青石村第一网格,安一鸣", "青石村第一网格,贺新");
    }
    let (file, row, column, message) = town.one(Code::OfficerUnlisted);
    assert_eq!((file.as_str(), row, column.as_str()), ("走访.csv", 2, "网格员"));
    says(&message, &["“贺新”", "3 条走访（第 2–4 行）"]);
    // A head of the same village is no stranger, one of another village is.
    let here = Town::clean().with("走访.csv", "青石村第一网格,安一鸣", "青石村第一网格,周二南");
    assert_eq!(here.findings(), []);
    let there = Town::clean().with("走访.csv", "青石村第一网格,安一鸣", "青石村第一网格,周京生");
    assert_eq!(there.only(Code::OfficerUnlisted).len(), 1);
    // 安一鸣2 is a second account of 安一鸣.
    let twin = Town::clean().with("走访.csv", "青石村第一网格,安一鸣", "青石村第一网格,安一鸣2");
    assert_eq!(twin.findings(), []);
}

#[test]
fn where_nobody_is_listed_one_sentence_is_enough() {
    let mut town = Town::clean();
    for name in NAMES {
        let from = format!("{name},139");
        town = town.with("网格基本情况表.csv", &from, "某人,139");
    }
    let strangers: Vec<_> = town.findings().into_iter().filter(|f| f.code == Code::OfficerUnlisted).collect();
    assert_eq!(strangers.len(), 1);
    assert_eq!(strangers[0].place.row, None);
    says(&strangers[0].message, &["16 名走访人中有 16 名", "480 条走访"]);
}

#[test]
fn an_officer_in_another_grid_is_pointed_out() {
    let town = Town::clean().with("走访.csv", "青石村第二网格,白二南", "青石村第二网格,安一鸣");
    let (file, row, _, message) = town.one(Code::OfficerElsewhere);
    assert_eq!((file.as_str(), row), ("走访.csv", 32));
    says(&message, &["安一鸣负责青石村第一网格", "在青石村第二网格有 1 条走访（第 32 行）"]);
}

#[test]
fn a_representative_who_acts_is_on_the_roster() {
    let mut town = Town::clean();
    for _ in 0..2 {
        town = town.with("履职登记.csv", "党代表,苏明", "党代表,汪洋");
    }
    let (file, row, column, message) = town.one(Code::PersonUnlisted);
    assert_eq!((file.as_str(), row, column.as_str()), ("履职登记.csv", 2, "姓名"));
    says(&message, &["“汪洋”不在党代表名册里，却在人大代表名册里", "2 行（第 2、3 行）"]);
}

#[test]
fn who_is_in_two_bodies_is_pointed_out() {
    let town = Town::clean().and_line("代表委员名册.csv", "苏明,人大代表,柳溪村,2021-09-01,");
    let (file, row, _, message) = town.one(Code::PersonInTwoBodies);
    assert_eq!((file.as_str(), row), ("代表委员名册.csv", 2));
    says(&message, &["党代表（第 2 行，青石村）和人大代表（第 6 行，柳溪村）"]);
}

#[test]
fn deeds_lie_inside_the_term() {
    let town = Town::clean().with("代表委员名册.csv", "青石村,2021-09-01,", "青石村,2021-09-01,2024-05-08");
    let (file, row, column, message) = {
        let all = town.only(Code::OutOfOffice);
        assert_eq!(all.len(), 1, "{all:#?}");
        (all[0].place.file.clone(), all[0].place.row, all[0].place.column.clone(), all[0].message.clone())
    };
    assert_eq!((file.as_str(), row, column.as_deref()), ("履职登记.csv", Some(6), Some("日期")));
    says(&message, &["2021-09-01 至 2024-05-08", "有 2 行", "第 6、7 行"]);
}
