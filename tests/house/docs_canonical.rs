//! The document of the canonical tables and of the tables of sums.

use super::docs::check;
use gelan::catalogue::Counter;
use gelan::catalogue::canonical::{Column, ColumnType, Table};
use gelan::partials::sql::TOWN;
use gelan::partials::{Extra, KEYS, PartialUnit, TEXTS};
use std::fmt::Write as _;

#[test]
fn canonical() {
    let mut out = String::from(
        "# 标准表和汇总表\n\n\
         `gelan export --canonical 文件夹 文件…` 把认出的表写成下面的标准表：一类表一个文件夹，一个乡镇一个文件，\
         CSV（UTF-8，首行为列名，日期写作 2024-01-31）或 Parquet（日期为 DATE，整数为 INT64）。\
         认表、对村和网格、同一个人、重复行都已经定好：没有计入的行不在表里，在 `findings` 文件夹里写明。\
         人和户只有编号，编号只在本乡镇的表里有意义；代表写姓名，与结果 JSON 相同。\n\n\
         在别的引擎里计数只用这些表：`gelan sql --dialect duckdb|spark` 输出查询，得到的汇总表再用格览打开。\
         每张表前面都有四列：",
    );
    out += &TOWN.map(|column| format!("`{column}`")).join("、");
    out += "（省、市、县、乡镇，由 `--province`、`--city`、`--county`、`--township` 写明，都可以空）。空格为没有。\n";
    for table in Table::ALL {
        let counted: Vec<String> = Counter::ALL
            .iter()
            .filter(|counter| counter.counted().iter().any(|c| c.table == *table))
            .map(|counter| format!("`{}`", counter.id()))
            .collect();
        let counted = if counted.is_empty() { "无".to_owned() } else { counted.join("、") };
        write!(out, "\n## `{}`\n\n一行是{}。由它计的数：{counted}。\n\n", table.id(), table.words().zh)
            .unwrap();
        out += "| 列 | 类型 | 可空 | 内容 |\n|---|---|---|---|\n";
        for column in table.columns() {
            let (kind, none) = match column.kind() {
                ColumnType::Text => ("文本", "否"),
                ColumnType::Integer => ("整数", "可"),
                ColumnType::Day => ("日期", "可"),
            };
            writeln!(out, "| `{}` | {kind} | {none} | {} |", column.id(), column.words().zh).unwrap();
        }
    }
    out += "\n## 汇总表\n\n引擎算出的结果，也是 `gelan partials` 的输出：一行是一个单位在一个期间的各数，都是整数。\
            比率、区间、中位数不在表里，由格览从这些数算。前面的列：";
    out += &KEYS.iter().chain([&TEXTS[0]]).map(|key| format!("`{key}`")).collect::<Vec<_>>().join("、");
    out += "。不随期间变的数，`from_day`、`to_day` 为空；全部日期写作 0001-01-01 至 9999-12-31。\
            一个乡镇的行要放在一起（查询已按前四列排序）。`unit` 有：";
    out += &PartialUnit::ALL.map(|unit| format!("`{}`", unit.id())).join("、");
    out += "。`number` 在 `month` 是年×12＋月−1，在 `body_days`、`person_days` 是天数，在 `head` 是联户长的编号。\n\n\
            后面每个计数一列（名称见[统计口径](measures.md)），另有：";
    out += &Extra::ALL.iter().map(|extra| format!("`{}`", extra.id())).collect::<Vec<_>>().join("、");
    out += "。空格：不知道的数，或 0。\n";
    check("canonical.md", &out);
}

#[test]
fn every_column_is_in_some_table() {
    for column in Column::ALL {
        assert!(Table::ALL.iter().any(|table| table.columns().contains(column)), "{column:?}");
    }
}
