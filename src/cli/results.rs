//! Figures as tables for a terminal.

use super::text::table;
use crate::catalogue::{GridFigure, RepFigure};
use crate::figures::reading::read;
use crate::figures::{BodyFigures, Figures, GridFigures, MeanLoad, MeasureValue, State, Subject};
use crate::text::format::{between, percents};
use crate::text::t;
use crate::view::parts::ratio::undecided;

const GRID: [(&str, GridFigure); 10] = [
    ("户数", GridFigure::Households),
    ("人口", GridFigure::People),
    ("联户长", GridFigure::Heads),
    ("走访", GridFigure::Visits),
    ("走访户", GridFigure::VisitedHouseholds),
    ("分钟", GridFigure::Minutes),
    ("诉求", GridFigure::Cases),
    ("办结", GridFigure::Closed),
    ("按期", GridFigure::OnTime),
    ("超期", GridFigure::Overdue),
];
const DEEDS: [(&str, RepFigure); 9] = [
    ("走访选民", RepFigure::Visits),
    ("接待选民", RepFigure::Receptions),
    ("走访代表", RepFigure::VisitsToDeputies),
    ("小组活动", RepFigure::GroupActivities),
    ("宣讲", RepFigure::Talks),
    ("培训", RepFigure::Trained),
    ("事项", RepFigure::Matters),
    ("已解决", RepFigure::Solved),
    ("转办", RepFigure::Referred),
];

fn heads<T>(first: &[&'static str], columns: &[(&'static str, T)]) -> Vec<&'static str> {
    first.iter().copied().chain(columns.iter().map(|(head, _)| *head)).collect()
}

/// A figure, or why there is none.
fn read_out(subject: &Subject, figures: &Figures) -> String {
    read(subject, figures).known_count().map_or_else(|| unknown(subject, figures), |n| n.to_string())
}

/// 无数据, or that the sender of the snapshot kept it back.
fn unknown(subject: &Subject, figures: &Figures) -> String {
    figures.withheld(subject).map_or("无数据", |why| why.mark()).to_owned()
}

/// The figures as tables.
pub fn results_text(figures: &Figures) -> String {
    let mut out = String::new();
    out += "\n数量\n";
    let rows: Vec<Vec<String>> = figures
        .counts
        .iter()
        .map(|(c, _)| vec![c.title().to_owned(), read_out(&Subject::Count(*c), figures), c.unit().to_owned()])
        .collect();
    out += &table(&["项目", "数量", "单位"], &rows);
    out += "\n覆盖\n";
    let rows: Vec<Vec<String>> = figures.measures.iter().map(measure).collect();
    out += &table(&["指标", "比率", "分子", "分母", "单位", "未覆盖"], &rows);
    for measure in &figures.measures {
        let beside = undecided(&measure.undecided);
        if !beside.is_empty() {
            out += &format!("  {}：{beside}\n", measure.measure.title());
        }
    }
    out += "\n网格负荷（1.00＝平均）\n";
    let mean = MeanLoad::of(figures.grids.iter());
    let row = |g: &GridFigures| {
        let of = |figure| read_out(&Subject::Grid(g.key(), figure), figures);
        let load = g.load.map_or_else(
            || unknown(&Subject::Grid(g.key(), GridFigure::Work), figures),
            |l| mean.map_or_else(String::new, |mean| format!("{:.2}", mean.multiple(l.each()))),
        );
        [g.label(), load].into_iter().chain(GRID.iter().map(|(_, figure)| of(*figure))).collect()
    };
    out += &table(&heads(&["网格", "负荷"], &GRID), &figures.grids.iter().map(row).collect::<Vec<_>>());
    out += "\n代表履职\n";
    let row = |b: &BodyFigures| {
        let of = |deed: RepFigure| read_out(&Subject::Body(b.body, deed), figures);
        let deeds = DEEDS.iter().map(|(_, deed)| of(*deed));
        [b.body.title().to_owned(), of(RepFigure::Reps)].into_iter().chain(deeds).collect()
    };
    out += &table(&heads(&["类别", "人数"], &DEEDS), &figures.bodies.iter().map(row).collect::<Vec<_>>());
    out
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
