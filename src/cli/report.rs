//! `gelan report`: the figures as text or JSON.

use super::ReportArgs;
use super::files::{DiskFile, Named, list};
use super::text::{print, table};
use crate::export::template::templates;
use crate::figures::{Figures, MeasureValue, State};
use crate::input::file::read_file;
use crate::input::file::{FileReading, FileReport, ReadChoices};
use crate::input::read::Flow;
use crate::model::cell::Day;
use crate::model::finding::{Code, Severity};
use crate::model::period::PeriodChoice;
use crate::sample;
use crate::session::{Computed, Session};
use crate::text::format::{between, percents};
use crate::text::t;
use crate::view::parts::bulletin::bulletin;
use std::path::Path;
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

/// Reads, computes and prints.
pub fn run(args: &ReportArgs) -> ExitCode {
    let mut session = Session::default();
    let readings = if args.sample { read_sample() } else { list(&args.paths).iter().map(read).collect() };
    let any = readings.iter().any(|r| r.report.format.is_some());
    for (id, reading) in (0..).zip(readings) {
        session.keep(id, reading);
    }
    session.set(args.settings.clone());
    let choice = args.period.map_or(PeriodChoice::All, PeriodChoice::Free);
    session.compute(choice, today());
    if let Some(path) = &args.xlsx {
        return match session.report(today()).unwrap_or_else(|| Err("没有可写的结果".to_owned())) {
            Ok(bytes) => save(path, &bytes, any),
            Err(message) => failed(&message),
        };
    }
    if args.text {
        let text = session.last().map(|(_, computed)| bulletin(&computed.figures).text());
        print(&text.unwrap_or_default());
    } else if args.json {
        print(&format!("{}\n", session.results_json().unwrap_or_default()));
    } else if let Some((_, computed)) = session.last() {
        let reports: Vec<&FileReport> = session.reports().collect();
        print(&text(computed, &reports));
    }
    if any { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Writes the blank templates.
pub fn template(path: &Path) -> ExitCode {
    match templates() {
        Ok(bytes) => save(path, &bytes, true),
        Err(message) => failed(&message),
    }
}

fn save(path: &Path, bytes: &[u8], any: bool) -> ExitCode {
    match std::fs::write(path, bytes) {
        Ok(()) if any => ExitCode::SUCCESS,
        Ok(()) => ExitCode::FAILURE,
        Err(e) => failed(&format!("{} 不能写入：{e}", path.display())),
    }
}

fn failed(message: &str) -> ExitCode {
    eprintln!("gelan: {message}");
    ExitCode::FAILURE
}

/// Reads the sample.
pub fn read_sample() -> Vec<FileReading> {
    let choices = ReadChoices::default();
    let read =
        |f: sample::SampleFile| read_file(&mut f.bytes.as_slice(), f.name, &choices, &mut |_| Flow::Continue);
    sample::files().into_iter().map(read).collect()
}

/// Reads a file of the command line.
pub fn read(file: &Named) -> FileReading {
    let choices = ReadChoices::default();
    match DiskFile::open(&file.path) {
        Ok(mut source) => read_file(&mut source, &file.name, &choices, &mut |_| Flow::Continue),
        Err(error) => FileReading::unreadable(&file.name, &error.to_string()),
    }
}

/// The day by the clock of this computer, in UTC.
pub fn today() -> Day {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_secs());
    Day(i32::try_from(seconds / 86_400).unwrap_or(i32::MAX))
}

fn shown(n: Option<i64>) -> String {
    n.map_or_else(|| "无数据".to_owned(), |n| n.to_string())
}

fn text(computed: &Computed, reports: &[&FileReport]) -> String {
    head(&computed.figures, reports) + &figures_text(&computed.figures) + &findings(computed, reports)
}

/// The figures as tables.
pub fn figures_text(figures: &Figures) -> String {
    let mut out = String::new();
    out += "\n数量\n";
    let rows: Vec<Vec<String>> = figures
        .counts
        .iter()
        .map(|(c, n)| vec![c.title().to_owned(), shown(*n), c.unit().to_owned()])
        .collect();
    out += &table(&["项目", "数量", "单位"], &rows);
    out += "\n覆盖\n";
    let rows: Vec<Vec<String>> = figures.measures.iter().map(measure).collect();
    out += &table(&["指标", "比率", "分子", "分母", "单位", "未覆盖"], &rows);
    out += "\n网格负荷\n";
    let rows: Vec<Vec<String>> = figures
        .grids
        .iter()
        .map(|g| {
            let of_cases = |f: fn(&crate::count::Cases) -> i64| shown(g.cases.as_ref().map(f));
            vec![
                g.label(),
                g.load.map_or_else(|| "无数据".to_owned(), |l| format!("{:.2}", l.each())),
                shown(g.households),
                shown(g.people),
                shown(g.heads),
                shown(g.visits),
                shown(g.visited_households),
                shown(g.minutes),
                of_cases(|c| c.received),
                of_cases(|c| c.closed),
                of_cases(|c| c.on_time),
                of_cases(|c| c.overdue),
            ]
        })
        .collect();
    out += &table(
        &["网格", "负荷", "户数", "人口", "联户长", "走访", "走访户", "分钟", "诉求", "办结", "按期", "超期"],
        &rows,
    );
    out += "\n代表履职\n";
    let rows: Vec<Vec<String>> = figures
        .bodies
        .iter()
        .map(|b| {
            let of = |f: fn(&crate::count::Performance) -> i64| shown(b.performance.as_ref().map(f));
            vec![
                b.body.title().to_owned(),
                shown(b.reps),
                of(|p| p.visits),
                of(|p| p.receptions),
                of(|p| p.visits_to_deputies),
                of(|p| p.group_activities),
                of(|p| p.talks),
                of(|p| p.trained),
                of(|p| p.matters),
                of(|p| p.solved),
                of(|p| p.referred),
            ]
        })
        .collect();
    out += &table(
        &[
            "类别",
            "人数",
            "走访选民",
            "接待选民",
            "走访代表",
            "小组活动",
            "宣讲",
            "培训",
            "事项",
            "已解决",
            "转办",
        ],
        &rows,
    );
    out
}

fn head(figures: &Figures, reports: &[&FileReport]) -> String {
    let period = figures.period.map_or_else(|| "全部日期".to_owned(), |p| PeriodChoice::Free(p).title());
    let tables: usize = reports.iter().map(|r| r.tables.len()).sum();
    let rows: u32 = reports.iter().flat_map(|r| &r.tables).map(|t| t.records).sum();
    let town = figures.township.as_deref().unwrap_or("格览");
    format!("{town}　{period}　{} 个文件　{tables} 张表　{rows} 行\n", reports.len())
}

fn measure(m: &MeasureValue) -> Vec<String> {
    let title = m.measure.title().to_owned();
    let unit = m.measure.unit().to_owned();
    match m.state {
        State::Value => {
            let missing = m.missing.as_ref().map_or_else(|| "不详".to_owned(), |l| l.len().to_string());
            let ratio = m.ratio().map(|r| format!("{:.1}%", r * 100.0)).unwrap_or_default();
            vec![title, ratio, m.numerator.to_string(), m.denominator.to_string(), unit, missing]
        }
        State::NoData => vec![title, "无数据".to_owned()],
        State::NoDenominator => vec![title, "无法计算".to_owned()],
        State::Interval { lower, upper } => {
            let ratio = percents(lower, upper, m.denominator).map(|p| format!("{p}%")).unwrap_or_default();
            vec![title, ratio, between(lower, upper), m.denominator.to_string(), unit, t("区间").to_owned()]
        }
        State::Refused(refusal) => vec![title, refusal.to_string()],
        State::Withheld(why) => vec![title, why.to_string()],
    }
}

fn findings(computed: &Computed, reports: &[&FileReport]) -> String {
    let all: Vec<_> = reports.iter().flat_map(|r| &r.findings).chain(&computed.findings).collect();
    if all.is_empty() {
        return "\n没有提示\n".to_owned();
    }
    let mut out = format!("\n提示 {} 条\n", all.len());
    for &code in Code::ALL {
        let of_code: Vec<_> = all.iter().filter(|f| f.code == code).collect();
        let mark = match code.severity() {
            Severity::Error => "错误",
            Severity::Warning => "注意",
            Severity::Info => "说明",
        };
        for finding in of_code.iter().take(5) {
            let p = &finding.place;
            let row = p.row.map(|r| format!(" 第 {r} 行")).unwrap_or_default();
            out +=
                &format!("  [{mark} {}] {} {}{row}：{}\n", code.as_str(), p.file, p.sheet, finding.message);
        }
        if of_code.len() > 5 {
            out += &format!("  [{mark} {}] 另有 {} 条\n", code.as_str(), of_code.len() - 5);
        }
    }
    out
}
