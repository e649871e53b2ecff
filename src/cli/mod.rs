//! The command line. Exit codes: 0 where something was read (with findings too), 1 where no file could be
//! read or no draft, 2 for bad usage.

mod cells;
mod check;
mod compare;
mod data;
mod files;
mod open;
mod report;
mod results;
mod snapshot;
mod stored;
mod tables;
mod template;
mod text;

use lexopt::prelude::*;
use lexopt::{Error, Parser};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const USAGE: &str = "\
格览 gelan：从表格导出件算出覆盖率、网格负荷和代表履职

用法：
  gelan check 稿子 [--from 日期] [--to 日期] [--settings 文件] [--json] [--copy 文件] 文件或文件夹… | --sample
  gelan report [--from 日期] [--to 日期] [--settings 文件] [--json | --xlsx 文件 | --text] 文件或文件夹… | --sample
  gelan template 文件.xlsx
  gelan snapshot [--from 日期] [--to 日期] [--settings 文件] [--full] [--names] [--least K] [--password]
                 [--out 文件.gelan] 文件或文件夹… | --sample
  gelan open [--json] 快照…
  gelan compare [--json] 快照 快照
  gelan tables [--records] 文件或文件夹…
  gelan cells 文件
  gelan --help | --version

report  读全部文件，列出主要结果；--json 输出结果 JSON（gelan-results 第 1 版）
        --xlsx 写成报表：一页一张工作表，带图和口径；--text 输出通报文字
        日期写作 2024-01-01；只写一头时，另一头不限
        --settings 用页面“设置”中保存的 gelan-settings.json；不写时用默认值
check   核稿：稿子（.txt 或 .docx）里的每个数，与表格算出的对照；--json 按文中顺序输出
        [{\"text\",\"value\",\"unit\",\"relation\",\"measure\",\"computed\",\"verdict\",…}]
        relation: exact | about | at-least | at-most；verdict: agrees | differs | at-least | cannot-check
        不写期间时，按稿中自己写的期间（2024年上半年）核
        --copy 另写一份标出更正的稿子，按后缀：.txt、.html，稿子是 Word 文档时也可以是 .docx（修订）
template  写出空白模板：一类表一张工作表，带下拉选项和示例行
snapshot  输出快照 #s=…，接在格览的网址后面就是链接；--out 改为写成快照文件
        --full 全量（连同各人的数字，以编号代替姓名），--names 写出姓名；不写时只有摘要
        --least K 隐去 1 到 K-1 的数，以及能由它们推算的数；--password 用环境变量 GELAN_PASSWORD 中的密码加密
compare 比较两个快照：前一个是以前，后一个是现在；--json 输出 gelan-comparison 第 1 版
open    打开快照：#s=…、整个链接、快照代码、快照文件（.gelan）、带快照的网页；有密码时放在 GELAN_PASSWORD 中
        写几个时合并：逐镇列出，并给出合计；--json 输出 gelan-rollup 第 1 版
tables  每张表是怎样认的，一张一行 JSON；--records 连同每条记录
cells   逐格列出读到的内容，每个非空单元格一行 JSON：
        {\"sheet\",\"row\",\"column\",\"kind\":\"text|number|date|bool|error\",\"text\"}

退出码：0 读到了文件（有提示、有不符的数也算）；1 没有一个文件能读，或稿子不能读；2 用法不对
";

/// Runs the command line of this process.
#[must_use]
pub fn main() -> ExitCode {
    match run(Parser::from_env()) {
        Ok(code) => code,
        Err(message) => {
            eprintln!("gelan: {message}\n\n{USAGE}");
            ExitCode::from(2)
        }
    }
}

/// Runs the verb of the command line; `Err` for bad usage.
fn run(mut parser: Parser) -> Result<ExitCode, Error> {
    match parser.next()? {
        Some(Long("help") | Short('h')) => Ok(printed(USAGE)),
        Some(Long("version") | Short('V')) => Ok(printed(concat!("gelan ", env!("CARGO_PKG_VERSION"), "\n"))),
        Some(Value(verb)) => match verb.to_str() {
            Some("report") => report::run(parser),
            Some("check") => check::run(parser),
            Some("template") => template::run(parser),
            Some("snapshot") => snapshot::run(parser),
            Some("open") => open::run(parser),
            Some("compare") => compare::run(parser),
            Some("tables") => tables::run(parser),
            Some("cells") => cells::run(parser),
            _ => Err(Value(verb).unexpected()),
        },
        Some(other) => Err(other.unexpected()),
        None => Err("没有写要做什么".into()),
    }
}

/// Returns the one path of the rest of a command line.
fn one_path(mut parser: Parser) -> Result<PathBuf, Error> {
    let mut path = None;
    while let Some(arg) = parser.next()? {
        match arg {
            Value(p) if path.is_none() => path = Some(PathBuf::from(p)),
            other => return Err(other.unexpected()),
        }
    }
    path.ok_or_else(|| "请写出一个文件".into())
}

/// Returns the plain arguments of the rest of a command line, and whether the option `flag` is among them.
fn values_and_flag(mut parser: Parser, flag: &str) -> Result<(Vec<std::ffi::OsString>, bool), Error> {
    let (mut values, mut has_flag) = (Vec::new(), false);
    while let Some(arg) = parser.next()? {
        match arg {
            Long(name) if name == flag => has_flag = true,
            Value(value) => values.push(value),
            other => return Err(other.unexpected()),
        }
    }
    Ok((values, has_flag))
}

fn printed(text: &str) -> ExitCode {
    text::print(text);
    ExitCode::SUCCESS
}

/// Reports a failure on standard error.
fn failed(message: &str) -> ExitCode {
    eprintln!("gelan: {message}");
    ExitCode::FAILURE
}

/// Writes a file that a command makes.
fn save(path: &Path, bytes: &[u8]) -> ExitCode {
    match std::fs::write(path, bytes) {
        Ok(()) => ExitCode::SUCCESS,
        Err(e) => failed(&format!("{} 不能写入：{e}", path.display())),
    }
}
