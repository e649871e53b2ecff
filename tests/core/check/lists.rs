//! The lists of places against each other.

use super::town::{Town, says};
use gelan::model::finding::Code;

#[test]
fn a_villages_households_are_the_sum_of_its_grids() {
    let town = Town::clean();
    assert_eq!(town.line("行政村.csv", 3), "柳溪村,398,1169,4");
    let (file, row, column, message) =
        town.with("行政村.csv", "柳溪村,398", "柳溪村,410").one(Code::ListsDiffer);
    assert_eq!((file.as_str(), row, column.as_str()), ("行政村.csv", 3, "户数"));
    says(
        &message,
        &[
            "柳溪村",
            "行政村表第 3 行户数 410",
            "4 个网格合计 398（网格表“网格基本情况表.csv”第 6–9 行）",
            "相差 12",
        ],
    );
    let (.., column, message) = town.with("行政村.csv", "398,1169", "398,1165").one(Code::ListsDiffer);
    assert_eq!(column, "人口");
    says(&message, &["人口数 1165", "合计 1169"]);
    // About 410 households contradict nothing.
    assert_eq!(town.with("行政村.csv", "柳溪村,398", "柳溪村,约410").findings(), []);
}

#[test]
fn a_stated_number_of_grids_is_that_of_the_list() {
    let (file, row, column, message) = Town::clean()
        .with("行政村.csv", "柳溪村,398,1169,4", "柳溪村,398,1169,5个")
        .one(Code::GridsMiscounted);
    assert_eq!((file.as_str(), row, column.as_str()), ("行政村.csv", 3, "网格数"));
    says(&message, &["写有 5 个网格", "网格名单里有 4 个（网格表“网格基本情况表.csv”第 6–9 行）"]);
}

#[test]
fn heads_cannot_link_more_households_than_the_grid_has() {
    let town = Town::clean();
    assert_eq!(town.line("网格基本情况表.csv", 2), "青石村,青石村第一网格,61,243,安一鸣,13900000000");
    assert!(town.line("联户长名册.csv", 2).starts_with("青石村,青石村第一网格,周一鸣,11,"));
    let town = town
        .with("联户长名册.csv", "周一鸣,11", "周一鸣,19")
        .with("联户长名册.csv", "吴一鸣,12", "吴一鸣,22");
    let (file, row, column, message) =
        town.with("联户长名册.csv", "郑一鸣,13", "郑一鸣,23").one(Code::HeadsExceed);
    assert_eq!((file.as_str(), row, column.as_str()), ("联户长名册.csv", 2, "联系户数"));
    says(
        &message,
        &[
            "3 名联户长共联系 64 户（第 2–4 行）",
            "该网格的 61 户（网格表“网格基本情况表.csv”第 2 行）",
            "多 3 户",
        ],
    );
}

#[test]
fn a_row_that_is_the_sum_of_the_others_is_pointed_out() {
    let town = Town::clean().and_line("行政村.csv", "青石镇,1392,4698,");
    let (file, row, column, message) = town.one(Code::TotalCounted);
    assert_eq!((file.as_str(), row, column.as_str()), ("行政村.csv", 6, "户数"));
    says(&message, &["行政村表第 6 行“青石镇”的“户数”1392，正好是其余 4 行之和"]);
}
