//! Figures that come twice, end alike, or lie far out.

use super::town::{Town, says};
use gelan::model::finding::Code;

#[test]
fn one_value_in_two_bodies_is_pointed_out() {
    let mut town = Town::clean();
    for (body, name) in [("党代表", "苏明"), ("党代表", "陶亮"), ("人大代表", "汪洋")] {
        let amount = if name == "汪洋" { 153 } else { 0 };
        let amount = if name == "苏明" {
            100
        } else if name == "陶亮" {
            53
        } else {
            amount
        };
        town = town.and_line("履职登记.csv", &format!("2024-06-12,{body},{name},接待选民,{amount}人次"));
    }
    let (file, row, _, message) = town.one(Code::SameInTwoBodies);
    assert_eq!((file.as_str(), row), ("履职登记.csv", 26));
    says(
        &message,
        &[
            "“接待选民”",
            "党代表（“履职登记.csv”第 26 行起）和人大代表（“履职登记.csv”第 28 行起）都是 153 人次",
        ],
    );
}

#[test]
fn copied_figures_are_pointed_out() {
    let mut town = Town::clean();
    let figures = |town: &Town, row: usize| {
        town.line("网格基本情况表.csv", row).split(',').collect::<Vec<_>>()[2..4].join(",")
    };
    for row in 6..10 {
        let (own, other) = (figures(&town, row), figures(&town, row - 4));
        let line = town.line("网格基本情况表.csv", row).to_owned();
        town = town.with("网格基本情况表.csv", &line, &line.replace(&own, &other));
    }
    let first = town.line("行政村.csv", 2).replace("青石村", "柳溪村");
    let second = town.line("行政村.csv", 3).to_owned();
    let all = town.with("行政村.csv", &second, &first).only(Code::FiguresCopied);
    assert_eq!(all.len(), 2, "{all:#?}");
    says(&all[0].message, &["柳溪村和青石村（第 2 行）都是"]);
    says(&all[1].message, &["柳溪村的 4 个网格（第 6–9 行）和青石村的（第 2–5 行）户数、人口逐个相同"]);
}

#[test]
fn minutes_that_end_in_0_or_5_are_pointed_out() {
    let heap = |only: Option<&str>| {
        let mut town = Town::clean();
        let (_, text) = town.0.iter_mut().find(|(name, _)| *name == "走访.csv").unwrap();
        let lines: Vec<String> = text
            .lines()
            .map(|line| match line.rsplit_once(',') {
                Some((rest, minutes)) if only.is_none_or(|o| rest.contains(o)) => {
                    minutes.parse::<u32>().map_or(line.to_owned(), |m| format!("{rest},{}", m / 5 * 5))
                }
                _ => line.to_owned(),
            })
            .collect();
        *text = lines.join("\n");
        town
    };
    let (file, row, column, message) = heap(None).one(Code::Heaping);
    assert_eq!((file.as_str(), row, column.as_str()), ("走访.csv", 0, "时长（分钟）"));
    says(&message, &["“时长（分钟）”480 个数全部以 0 或 5 结尾", "5 或 10 一档"]);
    let (_, row, _, message) = heap(Some("白二南")).one(Code::Heaping);
    assert_eq!(row, 32);
    says(&message, &["白二南登记的“时长（分钟）”30 个数全部以 0 或 5 结尾"]);
}

#[test]
fn a_value_far_from_the_others_is_pointed_out() {
    let (file, row, column, message) =
        Town::clean().with("走访.csv", "户0-0,21", "户0-0,480").one(Code::Outlier);
    assert_eq!((file.as_str(), row, column.as_str()), ("走访.csv", 2, "时长（分钟）"));
    says(&message, &["第 2 行是 480 分钟", "同列 480 个数的中位数是 30"]);
    let (file, row, column, _) =
        Town::clean().with("联户长名册.csv", "周一鸣,11", "周一鸣,1").one(Code::Outlier);
    assert_eq!((file.as_str(), row, column.as_str()), ("联户长名册.csv", 2, "联系户数"));
    let (file, row, _, message) =
        Town::clean().with("履职登记.csv", "走访选民,11人次", "走访选民,1100人次").one(Code::Outlier);
    assert_eq!((file.as_str(), row), ("履职登记.csv", 2));
    says(&message, &["走访选民第 2 行是 1100 人次"]);
}

#[test]
fn many_outliers_are_counted_not_listed() {
    let mut town = Town::clean();
    for n in 0..9 {
        let from = format!("户0-{n},{}", 21 + n * 7 % 19);
        town = town.with("走访.csv", &from, &format!("户0-{n},{}", 400 + n));
    }
    let all = town.only(Code::Outlier);
    assert_eq!(all.len(), 7);
    assert_eq!(all[0].place.row, Some(10), "the farthest first");
    says(&all[6].message, &["另有 3 处：第 2–4 行"]);
}

#[test]
fn a_unit_that_does_not_fit_its_column_is_said() {
    let (file, row, column, message) =
        Town::clean().with("网格基本情况表.csv", "第一网格,61,", "第一网格,61人,").one(Code::UnitMismatch);
    assert_eq!((file.as_str(), row, column.as_str()), ("网格基本情况表.csv", 2, "户数"));
    says(&message, &["“61人”的单位是人，这一列应为户"]);
    // Where the heading says it, it is said once and not for each row.
    let (_, row, column, message) =
        Town::clean().with("联户长名册.csv", "联系户数", "联系户数（人）").one(Code::UnitMismatch);
    assert_eq!((row, column.as_str()), (2, "联系户数（人）"));
    says(&message, &["表头写的单位是人，这一列应为户", "第 2 行起共 48 格未计入"]);
}
