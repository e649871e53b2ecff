//! Suggestions: groups of households that would go to another grid of their village.

use crate::catalogue::GridFigure;
use crate::figures::{Figures, MeanLoad, Subject, VillagePlan};
use crate::model::place::GridKey;
use crate::order::Sort as _;
use crate::text::format::{grouped, with_unit};
use crate::text::{say, unit};
use crate::view::parts::workload::load_text;

/// A suggestion for a village.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanView {
    /// The village.
    pub village: String,
    /// The result of the moves, in a sentence.
    pub summary: String,
    /// The moves.
    pub moves: Vec<SuggestedMove>,
    /// How many groups move; empty if none does.
    pub count: String,
    /// The households of its largest grid before and after.
    pub largest: String,
    /// The load of its heaviest grid before and after; `None` where nothing moves, no load is known, or it rises.
    pub slope: Option<Slope>,
}

/// A load before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slope {
    /// As multiples of the mean.
    pub texts: [String; 2],
    /// Their places and that of the mean, in tenths of a percent of a scale that all villages share.
    pub at: [i64; 3],
}

/// A head's group that would move to another grid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SuggestedMove {
    /// Who, from where to where: 张三：第1网格 → 第2网格.
    pub text: String,
    /// How many households: 12 户.
    pub households: String,
    /// The households that heads link in the grid that the group leaves; its rows include the head's.
    pub subject: Subject,
}

/// A grid before and after the moves that a person tries out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shift {
    /// The grid.
    pub grid: String,
    /// Households now, and with the moves.
    pub households: (u64, u64),
    /// The figure of the households now.
    pub subject: Subject,
    /// Both as lengths, in tenths of a percent of the largest.
    pub length: (i64, i64),
    /// Whether it is over the limit with the moves.
    pub over: bool,
}

/// Returns the plans, those of the villages with the heaviest grids first; `mean` is the load of all grids of the township.
pub(super) fn plans(figures: &Figures, mean: Option<MeanLoad>) -> (Vec<PlanView>, String) {
    let plans = match &figures.plans {
        Ok(plans) => plans,
        Err(why) => {
            return (Vec::new(), if figures.grids.is_empty() { String::new() } else { why.to_string() });
        }
    };
    let loads = |plan: &VillagePlan| {
        let mean = mean?;
        plan.heaviest(&figures.grids).map(|loads| loads.map(|each| mean.multiple(each)))
    };
    let mut found: Vec<(Option<[f64; 2]>, &VillagePlan)> =
        plans.iter().filter(|p| !p.is_even()).map(|p| (loads(p), p)).collect();
    let before = |loads: &Option<[f64; 2]>| loads.map_or(0.0, |[before, _]| before);
    found.order_by(|(a, _), (b, _)| before(b).total_cmp(&before(a)));
    let most = found.first().map_or(0.0, |(loads, _)| before(loads)).max(1.0);
    let least = found.iter().filter_map(|(loads, _)| loads.map(|[_, after]| after)).fold(1.0, f64::min);
    // Dots at the ends stay inside.
    let ends = (least * 0.9, most * 1.05);
    let shown: Vec<PlanView> = found.into_iter().map(|(loads, p)| plan(p, loads, ends)).collect();
    let even = plans.len() - shown.len();
    let r = &figures.settings.rebalance;
    let bound = match r.bound {
        0 => say!("上限是本村平均户数的 {}%", r.percent),
        bound => say!("上限是每格 {} 户", grouped(i64::from(bound))),
    };
    let note = say!(
        "只是建议，不会改动任何数据；{bound}，在“设置”里改。负荷按移交的户数折算。{even} 个村已在上限之内",
        bound,
        even
    );
    (shown, note)
}

fn plan(plan: &VillagePlan, loads: Option<[f64; 2]>, ends: (f64, f64)) -> PlanView {
    let grid = |i: usize| plan.grids.get(i).map_or("", String::as_str);
    let step = |m: &crate::figures::Handover| {
        Some(SuggestedMove {
            text: say!("{}：{} → {}", m.head, grid(m.from), grid(m.to)),
            households: with_unit(i64::try_from(m.households).unwrap_or(i64::MAX), unit("户")),
            subject: Subject::Grid(plan.keys.get(m.from)?.clone(), GridFigure::Linked),
        })
    };
    let rises = loads.filter(|[before, after]| after > before).map(|loads| loads.map(load_text));
    let rises = rises
        .filter(|[before, after]| before != after)
        .map(|[before, after]| say!("；但最重网格的负荷会由 {before} 升到 {after}", before, after));
    let falls = loads.filter(|_| rises.is_none());
    let rises = rises.unwrap_or_default();
    PlanView {
        village: plan.village.clone(),
        summary: plan.plan.summary(unit("户")) + &rises,
        moves: plan.moves.iter().filter_map(step).collect(),
        count: if plan.moves.is_empty() {
            String::new()
        } else {
            say!("移 {n} 个联户单元", n = plan.moves.len())
        },
        largest: say!(
            "最大网格 {before} → {after} 户",
            before = most_of(&plan.plan.before),
            after = most_of(&plan.plan.after)
        ) + &rises,
        slope: falls.map(|loads| Slope {
            texts: loads.map(load_text),
            at: [loads[0], loads[1], 1.0]
                .map(|load| ((load - ends.0) / (ends.1 - ends.0) * 1000.0).round() as i64),
        }),
    }
}

fn most_of(loads: &[u64]) -> u64 {
    loads.iter().copied().max().unwrap_or(0)
}

/// Returns the grids of a village before and after the `chosen` moves; `None` if the village has no plan.
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
    // If heads link more than the list states, the grid has the households that they link.
    let subject = |key: &GridKey, now: u64| {
        let stated =
            figures.grids.iter().find(|g| g.key() == *key).and_then(|g| g.get(GridFigure::Households));
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
