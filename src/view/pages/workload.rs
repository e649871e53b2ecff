//! 网格负荷, above and below the table: balance with its pictures, posts, suggestions, and what the loads assume.

use crate::catalogue::{BalanceFigure, GridFigure, PostFigure};
use crate::figures::settings::{Group, Key};
use crate::figures::{Figures, GridFigures, Posts, Subject, VillagePlan};
use crate::model::place::GridKey;
use crate::say;
use crate::statistics::lorenz::lorenz;
use crate::text::format::{grouped, hundredths};
use crate::text::{t, unit};
use crate::view::parts::load::{basis, thresholds};
use crate::view::picture::{Axis, Chart, Column, Dash, Drawing, Layer, Lead, Picture, Point, Rows, Tone};

/// A figure of balance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BalanceLine {
    /// Its name.
    pub title: &'static str,
    /// The figure.
    pub value: String,
    /// What it says, in words.
    pub words: String,
    /// For its definition and rows.
    pub subject: Subject,
}

/// A line of the check of posts: what, how many, which.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostLine {
    /// What.
    pub title: &'static str,
    /// How many.
    pub number: String,
    /// Which.
    pub names: Vec<String>,
    /// For its definition and rows.
    pub subject: Subject,
}

/// A suggestion for a village.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanView {
    /// The village.
    pub village: String,
    /// What it comes to, in a sentence.
    pub summary: String,
    /// The moves.
    pub moves: Vec<Move>,
}

/// A head's group that would go to another grid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move {
    /// Who, from where to where: 张三：第1网格 → 第2网格.
    pub text: String,
    /// How many households: 12 户.
    pub households: String,
    /// The households that heads link in the grid that it leaves: its rows hold the head's.
    pub subject: Subject,
}

/// A grid before and after the moves that a person tries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shift {
    /// The grid.
    pub grid: String,
    /// Households now, and with the moves.
    pub households: (u64, u64),
    /// Where the number of now comes from.
    pub subject: Subject,
    /// Length of both in tenths of a percent of the largest.
    pub length: (i64, i64),
    /// Whether it is above the bound with the moves.
    pub over: bool,
}

/// What the loads assume: a setting with its value and where that comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assumed {
    /// Its name.
    pub title: String,
    /// Value and unit.
    pub value: String,
    /// Where it comes from.
    pub source: String,
}

/// The page, but for its table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Workload {
    /// What the loads are computed from.
    pub basis: Vec<String>,
    /// Who is beyond a threshold.
    pub thresholds: Vec<String>,
    /// How evenly the work lies; empty where it is not told.
    pub balance: Vec<BalanceLine>,
    /// Why it is not told; empty where it is.
    pub no_balance: String,
    /// Officers beside grids; empty where one of the two is not loaded.
    pub posts: Vec<PostLine>,
    /// The posts in a sentence.
    pub posts_summary: String,
    /// Villages with moves to suggest, or for which none are found.
    pub plans: Vec<PlanView>,
    /// What to know of the suggestions, or why there are none.
    pub plans_note: String,
    /// The settings of the load.
    pub assumed: Vec<Assumed>,
}

/// The page of figures.
#[must_use]
pub fn workload(figures: &Figures) -> Workload {
    let (plans, plans_note) = plans(figures);
    Workload {
        basis: basis(figures),
        thresholds: thresholds(figures),
        balance: balance(figures),
        no_balance: match &figures.balance {
            Some(Err(why)) => why.to_string(),
            Some(Ok(_)) => String::new(),
            None if figures.grids.is_empty() => String::new(),
            None => t("没有走访和诉求，不计算负荷和均衡程度").to_owned(),
        },
        posts: figures.posts.as_ref().map(posts).unwrap_or_default(),
        posts_summary: figures.posts.as_ref().map(posts_summary).unwrap_or_default(),
        plans,
        plans_note,
        assumed: if figures.load_basis.is_some() { assumed(figures) } else { Vec::new() },
    }
}

/// A figure of balance with three decimals, a share in percent, or how many times.
#[must_use]
pub fn balance_text(figure: BalanceFigure, value: f64) -> String {
    match figure {
        BalanceFigure::Hoover => format!("{:.1}%", value * 100.0),
        BalanceFigure::Largest => say!("{} 倍", format!("{value:.2}")),
        _ => format!("{value:.3}"),
    }
}

fn balance(figures: &Figures) -> Vec<BalanceLine> {
    let Some(Ok(b)) = &figures.balance else { return Vec::new() };
    let share =
        |part: f64| if b.theil > 0.0 { format!("{:.0}%", part / b.theil * 100.0) } else { "–".to_owned() };
    BalanceFigure::ALL
        .iter()
        .filter_map(|&figure| {
            let value = figures.balance_of(figure)?;
            let words = match figure {
                BalanceFigure::Largest => {
                    say!("最重的网格是平均的 {} 倍", format!("{value:.1}"))
                }
                BalanceFigure::Hoover => {
                    say!("要移动 {}% 的工作量，各网格才一样", format!("{:.1}", value * 100.0))
                }
                BalanceFigure::Gini => t("0 为完全一样，越接近 1 越集中在少数网格").to_owned(),
                BalanceFigure::Variation => {
                    say!("各网格与平均相差，一般在平均的 {}% 上下", format!("{:.0}", value * 100.0))
                }
                BalanceFigure::Theil => t("0 为完全一样；正好分成下面两部分").to_owned(),
                BalanceFigure::Between => say!("占 {}，来自村与村之间", share(b.between)),
                BalanceFigure::Within => say!("占 {}，来自同一村内各网格之间", share(b.within)),
            };
            Some(BalanceLine {
                title: figure.title(),
                value: balance_text(figure, value),
                words,
                subject: Subject::Balance(figure),
            })
        })
        .collect()
}

/// The Lorenz curve; `None` where balance is not told.
#[must_use]
pub fn lorenz_picture(figures: &Figures) -> Option<Picture> {
    let gini = figures.balance_of(BalanceFigure::Gini)?;
    let loads: Vec<f64> = figures.grids.iter().filter_map(|g| g.load.map(|l| l.minutes as f64)).collect();
    let points = lorenz(&loads)?;
    // The half of the grids with the least work; of an odd number, between two points.
    let half = points.windows(2).find_map(|w| match w {
        [a, b] if b.grids >= 0.5 => Some(a.work + (b.work - a.work) * (0.5 - a.grids) / (b.grids - a.grids)),
        _ => None,
    })?;
    let words = say!("工作量较少的一半网格，承担全部工作量的 {}%", format!("{:.1}", half * 100.0));
    let line = |points, tone, dash, label: &str| Layer::Line { points, tone, dash, label: label.to_owned() };
    let curve: Vec<[f64; 2]> = points.iter().map(|p| [p.grids, p.work]).collect();
    let area = points.iter().map(|p| [p.grids, p.work, p.grids]).collect();
    let rows = points.iter().step_by(points.len().div_ceil(20).max(1));
    Some(Picture {
        id: "lorenz",
        title: t("洛伦兹曲线").to_owned(),
        note: words.clone(),
        description: say!("{words}；基尼系数 {}", balance_text(BalanceFigure::Gini, gini), words),
        drawing: Drawing::Chart(Chart {
            x: Axis::share(t("网格，由轻到重")),
            y: Axis::share(t("工作量")),
            height: 260.0,
            square: true,
            layers: vec![
                Layer::Area { points: area, tone: Tone::Soft, label: String::new() },
                line(vec![[0.0, 0.0], [1.0, 1.0]], Tone::Soft, Dash::Dashed, t("完全一样")),
                line(curve, Tone::Slate, Dash::Solid, t("实际")),
                Layer::Points {
                    points: vec![Point {
                        x: 0.5,
                        y: half,
                        label: words,
                        text: format!("{:.1}%", half * 100.0),
                        tone: Tone::Slate,
                        lead: Some(Lead::Figure(Subject::Balance(BalanceFigure::Gini))),
                    }],
                    label: String::new(),
                },
            ],
        }),
        table: Rows {
            head: vec![t("网格，由轻到重").to_owned(), t("工作量").to_owned()],
            rows: rows
                .map(|p| (vec![format!("{:.0}%", p.grids * 100.0), format!("{:.1}%", p.work * 100.0)], None))
                .collect(),
        },
    })
}

/// A width of 1, 2 or 5 times a power of ten that makes about eight bins.
fn width(largest: f64) -> f64 {
    let rough = (largest / 8.0).max(0.01);
    let power = 10f64.powf(rough.log10().floor());
    [1.0, 2.0, 5.0, 10.0].into_iter().map(|n| n * power).find(|w| *w >= rough).unwrap_or(power * 10.0)
}

/// How many grids have which load; `None` below two grids with one.
#[must_use]
pub fn histogram_picture(figures: &Figures) -> Option<Picture> {
    let loads: Vec<(f64, &GridFigures)> =
        figures.grids.iter().filter_map(|g| g.load.map(|l| (l.each(), g))).collect();
    let largest = loads.iter().map(|(l, _)| *l).fold(0.0, f64::max);
    if loads.len() < 2 || largest <= 0.0 || !largest.is_finite() {
        return None;
    }
    let width = width(largest);
    let bins = ((largest / width).floor() as usize + 1).min(60);
    let mut found: Vec<Vec<Subject>> = vec![Vec::new(); bins];
    for (load, grid) in &loads {
        if let Some(bin) = found.get_mut(((load / width) as usize).min(bins - 1)) {
            bin.push(Subject::Grid(grid.key(), GridFigure::Work));
        }
    }
    let decimals = if width < 0.1 { 2 } else { 1 };
    let most = found.iter().map(Vec::len).max().unwrap_or(0);
    let over = loads.iter().filter(|(l, _)| *l > 1.0).count();
    let mut rows = Vec::new();
    let columns = found.into_iter().enumerate().map(|(i, grids)| {
        let from = i as f64 * width;
        let range = format!("{from:.decimals$}–{:.decimals$}", from + width);
        let number = grids.len();
        let lead = (number > 0).then_some(Lead::Figure(Subject::Sum(grids)));
        rows.push((vec![range.clone(), number.to_string()], lead.clone()));
        Column {
            from,
            to: from + width,
            value: number as f64,
            label: say!("负荷 {range}：{number} 个网格", range, number),
            text: if number > 0 { number.to_string() } else { String::new() },
            tone: if from >= 1.0 { Tone::Look } else { Tone::Slate },
            lead,
        }
    });
    let columns: Vec<Column> = columns.collect();
    let words = say!("{} 个网格，{} 个超过一名网格员的时间", loads.len(), over);
    let end = bins as f64 * width;
    Some(Picture {
        id: "load-histogram",
        title: t("负荷分布").to_owned(),
        note: words.clone(),
        description: words,
        drawing: Drawing::Chart(Chart {
            x: Axis::linear(t("负荷，1.00＝一人"), 0.0, end),
            y: Axis::from_zero(t("网格"), most as f64),
            height: 220.0,
            square: false,
            layers: vec![Layer::Columns { columns, label: String::new() }],
        }),
        table: Rows { head: vec![t("负荷").to_owned(), t("网格").to_owned()], rows },
    })
}

fn posts(posts: &Posts) -> Vec<PostLine> {
    let placed = |list: &Option<Vec<crate::figures::Unlisted>>| {
        let name = |u: &crate::figures::Unlisted| format!("{}（{}）", u.name, u.place);
        list.as_ref().map(|l| l.iter().map(name).collect::<Vec<_>>()).unwrap_or_default()
    };
    let doubled = posts.doubled.iter().map(|d| {
        let names = if d.names.is_empty() { say!("{} 人", d.officers) } else { d.names.join("、") };
        format!("{}（{names}）", d.grid)
    });
    let shared = posts.shared.iter().flatten().map(|s| format!("{}（{}）", s.name, s.grids.join("、")));
    let names = |figure| match figure {
        PostFigure::Matched => Vec::new(),
        PostFigure::Vacant => posts.vacant.clone(),
        PostFigure::Doubled => doubled.clone().collect(),
        PostFigure::Shared => shared.clone().collect(),
        PostFigure::WithoutGrid => placed(&posts.without_grid),
        PostFigure::Unlisted => placed(&posts.unlisted),
    };
    PostFigure::ALL
        .iter()
        .filter_map(|&figure| {
            let number = posts.figure(figure).filter(|n| *n > 0)?;
            Some(PostLine {
                title: figure.title(),
                number: grouped(number),
                names: names(figure),
                subject: Subject::Post(figure),
            })
        })
        .collect()
}

fn posts_summary(posts: &Posts) -> String {
    match posts.matched {
        Some(matched) if matched == posts.grids => say!("{} 个网格都是一格一员", posts.grids),
        Some(matched) => say!("{} 个网格中 {} 个一格一员", posts.grids, matched),
        None => t("快照不带姓名，看不出一人在几个网格").to_owned(),
    }
}

fn plans(figures: &Figures) -> (Vec<PlanView>, String) {
    let plans = match &figures.plans {
        Ok(plans) => plans,
        Err(why) => {
            return (Vec::new(), if figures.grids.is_empty() { String::new() } else { why.to_string() });
        }
    };
    let shown: Vec<PlanView> = plans.iter().filter(|p| !p.is_even()).map(plan).collect();
    let even = plans.len() - shown.len();
    let r = &figures.settings.rebalance;
    let bound = match r.bound {
        0 => say!("上限是本村平均户数的 {}%", r.percent),
        bound => say!("上限是每格 {} 户", grouped(i64::from(bound))),
    };
    let note = say!(
        "只是建议，按联户长整组移交、不出本村，不会改动任何数据；{bound}，在“设置”里改。{even} 个村已在上限之内",
        bound,
        even
    );
    (shown, note)
}

fn plan(plan: &VillagePlan) -> PlanView {
    let grid = |i: usize| plan.grids.get(i).map_or("", String::as_str);
    let step = |m: &crate::figures::Handover| {
        Some(Move {
            text: say!("{}：{} → {}", m.head, grid(m.from), grid(m.to)),
            households: format!("{} {}", m.households, unit("户")),
            subject: Subject::Grid(plan.keys.get(m.from)?.clone(), GridFigure::Linked),
        })
    };
    PlanView {
        village: plan.village.clone(),
        summary: plan.plan.summary(unit("户")),
        moves: plan.moves.iter().filter_map(step).collect(),
    }
}

/// The grids of a village before and after the moves that are tried; `None` for a village without a plan.
#[must_use]
pub fn tried(figures: &Figures, village: &str, chosen: &[bool]) -> Option<Vec<Shift>> {
    let plan = figures.plans.as_ref().ok()?.iter().find(|p| p.village == village)?;
    let mut after = plan.plan.before.clone();
    for (step, _) in plan.moves.iter().zip(chosen).filter(|(_, on)| **on) {
        if let Some(load) = after.get_mut(step.from) {
            *load = load.saturating_sub(step.households);
        }
        if let Some(load) = after.get_mut(step.to) {
            *load = load.saturating_add(step.households);
        }
    }
    let largest = plan.plan.before.iter().chain(&after).max().copied().unwrap_or(0).max(1);
    let length = |n: u64| i64::try_from(u128::from(n) * 1000 / u128::from(largest)).unwrap_or(0);
    // A grid whose heads link more than its list states has the load that they link.
    let subject = |key: &GridKey, now: u64| {
        let stated = figures.grids.iter().find(|g| g.key() == *key).and_then(|g| g.households);
        let whole = stated.is_some_and(|n| u64::try_from(n) == Ok(now));
        Subject::Grid(key.clone(), if whole { GridFigure::Households } else { GridFigure::Linked })
    };
    let shifts = plan.grids.iter().zip(&plan.keys).zip(plan.plan.before.iter().zip(&after));
    Some(
        shifts
            .map(|((grid, key), (&now, &then))| Shift {
                grid: grid.clone(),
                subject: subject(key, now),
                households: (now, then),
                length: (length(now), length(then)),
                over: then > plan.plan.bound,
            })
            .collect(),
    )
}

fn assumed(figures: &Figures) -> Vec<Assumed> {
    Key::all()
        .filter(|key| key.group() == Group::Load)
        .map(|key| Assumed {
            title: key.title().to_owned(),
            value: format!("{} {}", key.text(&figures.settings), key.unit()).trim().to_owned(),
            source: key.source().to_owned(),
        })
        .collect()
}

/// The load of a cell or a bar: 0.95.
#[must_use]
pub fn load_text(each: f64) -> String {
    // Loads are far below what the cast could cut.
    hundredths((each * 1000.0).round() as i64, 1000).unwrap_or_default()
}
