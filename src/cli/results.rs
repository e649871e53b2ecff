//! Figures as tables for a terminal.

use super::text::table;
use crate::catalogue::{Deed, GridFigure};
use crate::figures::{Figures, MeasureValue, State};
use crate::text::format::{between, percents};
use crate::text::t;

fn shown(n: Option<i64>) -> String {
    n.map_or_else(|| "无数据".to_owned(), |n| n.to_string())
}

/// The figures as tables.
pub fn results_text(figures: &Figures) -> String {
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
            let of = |figure| shown(g.get(figure));
            vec![
                g.label(),
                g.load.map_or_else(|| "无数据".to_owned(), |l| format!("{:.2}", l.each())),
                of(GridFigure::Households),
                of(GridFigure::People),
                of(GridFigure::Heads),
                of(GridFigure::Visits),
                of(GridFigure::VisitedHouseholds),
                of(GridFigure::Minutes),
                of(GridFigure::Cases),
                of(GridFigure::Closed),
                of(GridFigure::OnTime),
                of(GridFigure::Overdue),
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
            let of = |deed: Deed| shown(b.counts.amount(deed.definition().terms).filter(|_| b.has_work));
            vec![
                b.body.title().to_owned(),
                shown(b.get(Deed::Reps)),
                of(Deed::Visits),
                of(Deed::Receptions),
                of(Deed::VisitsToDeputies),
                of(Deed::GroupActivities),
                of(Deed::Talks),
                of(Deed::Trained),
                of(Deed::Matters),
                of(Deed::Solved),
                of(Deed::Referred),
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
