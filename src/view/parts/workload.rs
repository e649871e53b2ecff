//! Notes beside the loads: how they are computed, and which grids have many households.

use crate::catalogue::{BalanceFigure, GridFigure};
use crate::figures::{Figures, GridFigures, LoadBasis, MeanLoad};
use crate::model::period::range;
use crate::text::format::{grouped, hundredths};
use crate::text::{say, t, translate_if_known, unit};
use crate::view::table::{CellValue, OFFICER};

/// Officers as cells have them. Loads are far below what the casts could cut.
fn millionths(officers: f64) -> i64 {
    (officers * OFFICER as f64).round() as i64
}

/// Returns the load of a grid as a multiple of the mean, marked where it is far above it.
pub fn relative(grid: &GridFigures, mean: Option<MeanLoad>) -> CellValue {
    let Some((load, mean)) = grid.load.zip(mean) else { return CellValue::Absent };
    let one = (millionths(mean.required), mean.officers);
    let value = CellValue::Workload(millionths(load.work.required), load.shared_by(), one);
    if is_far(mean.multiple(load.each())) { CellValue::OverLimit(Box::new(value)) } else { value }
}

/// Returns the load of a grid against what an officer has time for: 1.00 is one officer's time.
pub fn of_one_officer(grid: &GridFigures) -> CellValue {
    grid.load.map_or(CellValue::Absent, |load| {
        CellValue::Workload(millionths(load.work.required), load.shared_by(), (OFFICER, 1))
    })
}

/// Whether a multiple of the mean is one to look at.
pub fn is_far(multiple: f64) -> bool {
    multiple >= MeanLoad::FAR
}

/// Returns the mean of all grids.
pub fn mean(figures: &Figures) -> Option<MeanLoad> {
    MeanLoad::of(figures.grids.iter())
}

/// Returns how many grids are far above the `mean` of the township, and the heaviest; empty where no load is known.
pub fn far(figures: &Figures, mean: Option<MeanLoad>) -> String {
    let Some(mean) = mean else { return String::new() };
    let loads: Vec<(f64, &GridFigures)> =
        figures.grids.iter().filter_map(|g| Some((mean.multiple(g.load?.each()), g))).collect();
    let Some((most, grid)) = loads.iter().max_by(|a, b| a.0.total_cmp(&b.0)) else { return String::new() };
    let n = loads.iter().filter(|(load, _)| is_far(*load)).count();
    let (most, grid) = (load_text(*most), grid.label());
    if n == 0 {
        return say!("没有网格的负荷达到全镇平均的 1.5 倍，最重的{grid}为 {most} 倍。", grid, most);
    }
    say!("{n} 个网格的负荷达到全镇平均的 1.5 倍，最重的{grid}为 {most} 倍。", n, grid, most)
}

/// Returns how many officers the work takes; until a person confirmed the standards, what has to be confirmed. Empty where
/// no load is known.
pub fn officers_needed(figures: &Figures) -> String {
    let Some(mean) = mean(figures) else { return String::new() };
    if figures.settings.has_standards() {
        let needed = format!("{:.1}", mean.required);
        return say!("本期的工作要 {needed} 名网格员的全部时间，由 {n} 名承担", needed, n = mean.officers);
    }
    let w = &figures.settings.wisn;
    say!(
        "要先确认标准用时：走访一户 {} 分钟、办理一件 {} 分钟、每户每月日常服务 {} 分钟。确认之前只比较轻重，不说够不够",
        w.minutes_per_visit,
        w.minutes_per_case,
        w.minutes_per_household_month
    )
}

/// Returns how the loads are computed (口径), a sentence each; empty if there are none.
pub fn basis(figures: &Figures) -> Vec<String> {
    let Some(basis) = &figures.load_basis else { return Vec::new() };
    let w = &figures.settings.wisn;
    let mut own = say!(
        "每名网格员可用 {} 小时：全年 {} 个工作日，减休假等 {} 天，每天 {} 小时",
        format!("{:.1}", basis.available_hours),
        w.working_days_per_year,
        w.days_off_per_year,
        w.hours_per_day
    );
    if w.grid_share < 1.0 {
        own += &say!("，其中 {}% 用于网格", short(w.grid_share * 100.0));
    }
    if w.category_share > 0.0 {
        own += &say!("，会议、报表等占 {}%", short(w.category_share * 100.0));
    }
    let mut lines = vec![
        say!(
            "负荷＝每名网格员的工作用时÷全镇平均，1.00 就是平均；{}，共 {} 天",
            range(Some(basis.period)),
            basis.days
        ),
        if figures.settings.has_standards() {
            say!(
                "折合人力＝工作用时÷网格员可用工时，1.00 正好占满一名网格员的时间（依据：{source}）",
                source = figures.settings.standards
            )
        } else {
            t("下列标准还没有按本地核定，所以不折合网格员人数；在“设置”写明依据后显示").to_owned()
        },
        own,
        format!("{}；{}", visits(basis, w.minutes_per_visit), cases(basis, w.minutes_per_case)),
        say!("日常服务每户每月按 {} 分钟", w.minutes_per_household_month),
    ];
    if figures.settings.has_standards() {
        lines.push(officers_needed(figures));
    }
    if basis.without_households > 0 {
        lines.push(say!("{} 个网格没有户数，未计日常服务", basis.without_households));
    }
    if figures.grids.iter().any(|g| g.get(GridFigure::Officers) == Some(0)) {
        lines.push(t("没有网格员的网格，按一名网格员算").to_owned());
    } else if figures.grids.iter().all(|g| g.get(GridFigure::Officers).is_none()) {
        lines.push(t("没有网格员表，每格按一名网格员算").to_owned());
    }
    lines
}

fn visits(basis: &LoadBasis, minutes: f64) -> String {
    let Some(all) = basis.visits else { return t("没有走访记录，未计走访").to_owned() };
    match basis.timed {
        None => {
            say!(
                "走访按快照中的用时；快照没有写明哪些走访记了用时，全无用时的网格每户次按 {minutes} 分钟",
                minutes
            )
        }
        Some(timed) if timed >= all => say!("走访 {} 户次都有用时，按实际", grouped(all)),
        Some(0) => say!("走访 {} 户次都没有用时，每户次按 {minutes} 分钟", grouped(all), minutes),
        Some(timed) => say!(
            "走访 {} 户次有用时，按实际；另 {} 户次没有，每户次按 {minutes} 分钟",
            grouped(timed),
            grouped(all - timed),
            minutes
        ),
    }
}

fn cases(basis: &LoadBasis, minutes: f64) -> String {
    match basis.cases {
        None => t("没有诉求台账，未计诉求").to_owned(),
        Some(n) => say!("诉求 {} 件，每件按 {minutes} 分钟", grouped(n), minutes),
    }
}

/// Returns a number without needless decimals.
fn short(number: f64) -> String {
    ((number * 10.0).round() / 10.0).to_string()
}

/// Whether a grid has more households than the threshold.
pub fn many(figures: &Figures, grid: &GridFigures) -> bool {
    grid.get(GridFigure::Households)
        .is_some_and(|n| n > i64::from(figures.settings.thresholds.households_per_grid))
}

/// Whether the heads of a grid have more households each than the threshold.
pub fn many_per_head(figures: &Figures, grid: &GridFigures) -> bool {
    let bound = i64::from(figures.settings.thresholds.households_per_head);
    grid.get(GridFigure::Households)
        .zip(grid.get(GridFigure::Heads))
        .is_some_and(|(h, heads)| heads > 0 && i128::from(h) > i128::from(heads) * i128::from(bound))
}

/// Returns how many grids exceed each threshold, with its source.
pub fn thresholds(figures: &Figures) -> Vec<String> {
    let set = &figures.settings.thresholds;
    let line = |what: &str, bound: u32, n: usize, source: &str| {
        let found = if n > 0 { say!("▲ {n} 个网格", n) } else { t("没有网格").to_owned() };
        let source = translate_if_known(source);
        let source = if source.is_empty() { String::new() } else { say!("（依据：{source}）", source) };
        say!("{found}{what}超过 {} 户{source}", grouped(i64::from(bound)), found, what, source)
    };
    let count =
        |test: fn(&Figures, &GridFigures) -> bool| figures.grids.iter().filter(|g| test(figures, g)).count();
    let mut lines = Vec::new();
    if figures.grids.iter().any(|g| g.get(GridFigure::Households).is_some()) {
        lines.push(line(unit("户数"), set.households_per_grid, count(many), &set.grid_source));
        if figures.grids.iter().any(|g| g.get(GridFigure::Heads).is_some()) {
            lines.push(line(
                unit("每名联户长"),
                set.households_per_head,
                count(many_per_head),
                &set.head_source,
            ));
        }
    }
    lines
}

/// Returns a figure of balance: with three decimals, as a percentage, or as a multiple.
pub fn balance_text(figure: BalanceFigure, value: f64) -> String {
    match figure {
        BalanceFigure::Hoover => format!("{:.1}%", value * 100.0),
        BalanceFigure::Largest => say!("{} 倍", format!("{value:.2}")),
        _ => format!("{value:.3}"),
    }
}

/// Returns a load with two decimals: 0.95.
pub fn load_text(each: f64) -> String {
    // Loads are far below what the cast could cut.
    hundredths((each * 1000.0).round() as i64, 1000).unwrap_or_default()
}
