//! A grid.

use super::households::households;
use super::village::late_cases;
use super::{
    Among, InCharge, PathStep, PlaceDrawing, PlaceFigure, PlaceView, WorkPart, facts, joined, strips, top,
};
use crate::catalogue::{CaseFigure, GridFigure, Measure};
use crate::figures::details::{Details, ListedAs, ListedName, Visited};
use crate::figures::reading::read;
use crate::figures::{CaseStanding, Figures, GridFigures, State, Subject};
use crate::statistics::wisn::GridWorkload;
use crate::text::format::{grouped, hundredths, percent, quotient, with_unit};
use crate::text::{say, t, unit, unit_for};
use crate::view::parts::case_lines::{case_table, overdue};
use crate::view::parts::pictures;
use crate::view::parts::ratio::undecided;
use crate::view::parts::sentence::Phrase;
use crate::view::parts::workload;
use crate::view::picture::{Lead, Picture, Strip, Tone};
use crate::view::place_ref::PlaceRef;
use crate::view::table::PageTable;

pub(super) fn grid(figures: &Figures, at: usize, details: Option<&Details>) -> Option<PlaceView> {
    let grid = figures.grids.get(at)?;
    let village = grid.village.clone();
    let turn = |at: Option<usize>| {
        let other = figures.grids.get(at?)?;
        let own = other.name.strip_prefix(other.village.as_str()).unwrap_or(&other.name).to_owned();
        let label = if other.village == village { own } else { other.label() };
        Some((PlaceRef::Grid(other.village.clone(), other.key.clone()), label))
    };
    let (complete, rows) = ratios(figures, grid);
    let others = say!("{n} 个网格之一", n = figures.grids.len());
    let visits = details.map(|d| &d.visits);
    let drawings = [
        details.and_then(|d| households(grid, d)),
        visits.and_then(|v| by_month(v, &grid.label())),
        load(figures, grid),
    ];
    Some(PlaceView {
        title: grid.label(),
        path: vec![
            top(figures),
            PathStep { label: village.clone(), place: Some(PlaceRef::Village(village.clone())) },
            PathStep {
                label: grid.name.strip_prefix(village.as_str()).unwrap_or(&grid.name).to_owned(),
                place: None,
            },
        ],
        facts: Some(grid.kind.clone())
            .filter(|kind| !kind.is_empty())
            .into_iter()
            .chain(facts(
                [(grid.get(GridFigure::Households), "户"), (grid.get(GridFigure::People), "人"), (None, "")],
                &grid.code,
                figures,
            ))
            .collect(),
        turns: [turn(at.checked_sub(1)), turn(at.checked_add(1))],
        sentence: sentence(figures, grid, details),
        period: crate::model::period::range(figures.period),
        charge: charge(figures, grid, details),
        strips: strips(say!("{}的指标", grid.label()), &others, t("本格"), rows),
        complete,
        lacks: lacks(grid),
        drawings: drawings.into_iter().flatten().collect(),
        cases: details.map_or_else(PageTable::default, |d| {
            case_table(figures, d, d.cases.iter(), &["place", "officer"])
        }),
        cases_note: details.map_or_else(String::new, standings),
        counts: counts(figures, grid),
        counts_note: t("本期；灰字为平均"),
        ..PlaceView::default()
    })
}

fn subject(grid: &GridFigures, figure: GridFigure) -> Subject {
    Subject::Grid(grid.key(), figure)
}

fn sentence(figures: &Figures, grid: &GridFigures, details: Option<&Details>) -> Vec<Phrase> {
    let late = details.map(|d| overdue(&d.cases)).unwrap_or_default();
    joined(vec![visits(figures, grid), late_cases(&late), heavy(figures, grid)])
}

fn visits(figures: &Figures, grid: &GridFigures) -> Vec<Phrase> {
    let of = |g: &GridFigures| g.get(GridFigure::VisitedHouseholds).zip(g.get(GridFigure::Households));
    let visited = subject(grid, GridFigure::VisitedHouseholds);
    let Some((n, d, share)) = of(grid).and_then(|(n, d)| Some((n, d, percent(n, d)?))) else {
        return grid.get(GridFigure::Visits).filter(|n| *n > 0).map_or_else(Vec::new, |n| {
            let subject = Some(subject(grid, GridFigure::Visits));
            vec![Phrase { subject, ..Phrase::plain(say!("入户走访 {} 户次", grouped(n))) }]
        });
    };
    let ratio = visited.over(subject(grid, GridFigure::Households));
    let said = say!("{} 户走到 {} 户（{share}%）", grouped(d), grouped(n), share);
    let mut out = vec![Phrase::plain(said).of(ratio.clone())];
    let mut own = figures.grids.iter().filter(|g| g.village == grid.village).filter_map(of);
    let lower = |(a, b): (i64, i64)| i128::from(a) * i128::from(d) <= i128::from(n) * i128::from(b);
    if own.clone().count() > 2 && own.by_ref().filter(|r| lower(*r)).count() == 1 {
        out.push(Phrase::plain(t("，是本村最低的一格")));
    }
    if n < d {
        out.push(Phrase::plain(t("，")));
        out.push(Phrase::look(say!("还有 {} 户没走到", grouped(d - n)), ratio));
    }
    out
}

fn heavy(figures: &Figures, grid: &GridFigures) -> Vec<Phrase> {
    let Some((load, mean)) = grid.load.zip(workload::mean(figures)) else { return Vec::new() };
    let multiple = mean.multiple(load.each());
    let all = figures.grids.iter().filter_map(|g| g.load);
    let heavier = all.clone().filter(|l| mean.multiple(l.each()) > multiple).count();
    let said = say!("负荷为全镇平均的 {} 倍", workload::load_text(multiple));
    let subject = Some(subject(grid, GridFigure::Work));
    let look = workload::is_far(multiple);
    let rest = say!("，{} 格里有 {heavier} 格比它重", all.count(), heavier);
    vec![Phrase { subject, look, ..Phrase::plain(said) }, Phrase::plain(rest)]
}

fn ratios(figures: &Figures, grid: &GridFigures) -> (Vec<(Subject, String)>, Vec<Strip>) {
    let (mut complete, mut rows) = (Vec::new(), Vec::new());
    let left = [GridFigure::Cases, GridFigure::OnTime, GridFigure::Overdue].map(|f| grid.get(f));
    let left = if let [Some(all), Some(on_time), Some(late)] = left { all - on_time - late } else { 0 };
    let places = say!("{n} 个网格", n = figures.grids.len());
    let wanted = [
        (
            GridFigure::VisitedHouseholds,
            GridFigure::Households,
            Some(Measure::HouseholdVisits),
            t("走访覆盖"),
        ),
        (GridFigure::Linked, GridFigure::Households, Some(Measure::LinkedHouseholds), t("联户覆盖")),
        (GridFigure::OnTime, GridFigure::Overdue, Some(Measure::CasesOnTime), t("按期办结率")),
    ];
    for (above, below, measure, title) in wanted {
        let judged = above == GridFigure::OnTime;
        let own = subject(grid, above);
        let own = if judged {
            own.over(Subject::Sum(vec![subject(grid, above), subject(grid, below)]))
        } else {
            own.over(subject(grid, below))
        };
        let of = |g: &GridFigures| {
            let (n, d) = g.get(above).zip(g.get(below))?;
            Some((n, if judged { n + d } else { d }))
        };
        let Some((n, d)) = of(grid).filter(|(_, d)| *d > 0) else { continue };
        let unit = unit(if judged { "件" } else { "户" });
        if n >= d {
            complete.push((own, format!("{title} {} / {}", grouped(n), with_unit(d, unit))));
            continue;
        }
        let held = |g: &GridFigures| measure.map(|m| figures.target_of_grid(m, g));
        let all: Vec<_> = figures.grids.iter().filter_map(|g| Some((of(g)?, held(g)))).collect();
        let (sum, whole) = all.iter().fold((0, 0), |(n, d), ((a, b), _)| (n + a, d + b));
        let among = Among {
            subject: own,
            title,
            unit,
            target: held(grid),
            undecided: if judged { undecided(&[(CaseFigure::Undecided, left)]) } else { String::new() },
            all,
            beside: percent(sum, whole).map_or_else(String::new, |p| say!("全镇 {p}%", p)),
            places: &places,
        };
        rows.extend(among.strip(figures));
    }
    (complete, rows)
}

fn lacks(grid: &GridFigures) -> Vec<String> {
    let wanted = [
        (t("网格员"), GridFigure::Officers),
        (t("党小组"), GridFigure::PartyGroups),
        (t("联户长"), GridFigure::Heads),
    ];
    wanted
        .into_iter()
        .filter(|(_, figure)| grid.get(*figure) == Some(0))
        .map(|(what, _)| say!("没有{what}", what))
        .collect()
}

/// Who is in charge, by the lists.
fn charge(figures: &Figures, grid: &GridFigures, details: Option<&Details>) -> Vec<InCharge> {
    let people = details.map(|d| d.people.as_slice()).unwrap_or_default();
    let shared = figures.posts.as_ref().and_then(|p| p.shared.as_ref());
    let remark = |p: &ListedName| match p.role {
        ListedAs::Officer => {
            let also = shared.and_then(|s| s.iter().find(|s| s.name == p.name));
            let others =
                also.map(|s| s.grids.iter().filter(|g| **g != grid.label()).cloned().collect::<Vec<_>>());
            match others.filter(|o| !o.is_empty()) {
                Some(others) => say!("也管{}", others.join(t("、"))),
                None if shared.is_some() => t("只管这一格").to_owned(),
                None => String::new(),
            }
        }
        ListedAs::PartyGroup => {
            let members = p.size.map(|n| say!("{} 名党员", grouped(n)));
            let parts = Some(p.post.clone()).filter(|post| !post.is_empty()).into_iter().chain(members);
            parts.collect::<Vec<_>>().join(t("，"))
        }
        ListedAs::Head => p.size.map_or_else(String::new, |n| say!("{} 户", grouped(n))),
        _ => p.post.clone(),
    };
    let heads = people.iter().filter(|p| p.role == ListedAs::Head).count();
    let each = grid.get(GridFigure::Households).zip(grid.get(GridFigure::Heads));
    let each = each.and_then(|(h, n)| quotient(h, n)).filter(|_| heads > 0);
    [
        (ListedAs::Officer, t("网格员")),
        (ListedAs::Leader, t("网格长")),
        (ListedAs::PartyGroup, t("党小组")),
        (ListedAs::Head, t("联户长和联系的户")),
    ]
    .into_iter()
    .filter_map(|(role, title)| {
        let of = people.iter().filter(|p| p.role == role);
        let mut names: Vec<(String, String)> = of.map(|p| (p.name.clone(), remark(p))).collect();
        if let Some(each) = each.as_ref().filter(|_| role == ListedAs::Head) {
            names.push((String::new(), say!("共 {heads} 人，平均每人 {each} 户", heads, each)));
        }
        (!names.is_empty()).then_some(InCharge { role: title, names })
    })
    .collect()
}

/// Visits by month, and what they were for.
pub(super) fn by_month(visits: &Visited, place: &str) -> Option<PlaceDrawing> {
    let of = |i: usize| visits.places.iter().filter_map(|p| p.by_month.get(i)).sum::<i64>();
    let counts: Vec<i64> = (0..visits.months.len()).map(of).collect();
    let sum: i64 = counts.iter().sum();
    let kinds = visits.kinds.iter().take(6).map(|(kind, n)| format!("{kind} {}", grouped(*n)));
    (sum > 0).then(|| PlaceDrawing {
        title: t("每月走访"),
        parts: Vec::new(),
        picture: Picture {
            title: say!("{}每月走访", place),
            note: say!("户次，共 {}", grouped(sum)),
            ..pictures::columns("place-months", &visits.months, &counts)
        },
        legend: kinds.collect(),
    })
}

/// The load among those of all grids, and what it is made of.
fn load(figures: &Figures, grid: &GridFigures) -> Option<PlaceDrawing> {
    let (own, mean) = grid.load.zip(workload::mean(figures))?;
    let dots = figures.grids.iter().filter_map(|g| {
        let multiple = mean.multiple(g.load?.each());
        let tone = if g.key() == grid.key() { Tone::Ink } else { Tone::Soft };
        let label = format!("{} {}", g.label(), workload::load_text(multiple));
        Some((multiple, label, tone, Some(Lead::Place(PlaceRef::Grid(g.village.clone(), g.key.clone())))))
    });
    let dots: Vec<_> = dots.collect();
    let count = dots.len();
    let multiple = workload::load_text(mean.multiple(own.each()));
    let loads: Vec<_> = figures.grids.iter().filter_map(|g| g.load).collect();
    let all = loads.len() as f64;
    type Hours = fn(&GridWorkload) -> f64;
    let parts: [(&str, Hours); 3] = [
        (t("走访"), |w| w.visit_hours),
        (t("办理诉求"), |w| w.case_hours),
        (t("每户日常服务"), |w| w.household_hours),
    ];
    let parts = parts.map(|(title, of)| {
        (title, [of(&own.work), loads.iter().map(|load| of(&load.work)).sum::<f64>() / all])
    });
    let most = parts.iter().flat_map(|(_, hours)| hours).copied().fold(f64::MIN_POSITIVE, f64::max);
    let part = |(title, hours): (&'static str, [f64; 2])| WorkPart {
        title,
        hours: hours
            .map(|h| hundredths((h * 10.0).round() as i64, 10).unwrap_or_default())
            .map(|text| text.trim_end_matches('0').trim_end_matches('.').to_owned()),
        lengths: hours.map(|h| (h / most * 1000.0).round() as i64),
    };
    Some(PlaceDrawing {
        title: t("负荷"),
        picture: Picture {
            title: say!("{}的负荷", grid.label()),
            note: say!("一点一个网格，{count} 个；本格 {multiple}", count, multiple),
            ..pictures::dots(
                "place-load",
                dots,
                (1.0, t("全镇平均 1.00").to_owned()),
                say!("本格 {multiple}", multiple),
            )
        },
        legend: Vec::new(),
        parts: parts.into_iter().map(part).collect(),
    })
}

/// How many cases stand how.
fn standings(details: &Details) -> String {
    let count = |of: fn(CaseStanding) -> bool| details.cases.iter().filter(|c| of(c.standing)).count();
    let parts = [
        (t("按期"), count(|s| s == CaseStanding::OnTime)),
        (t("迟办"), count(|s| matches!(s, CaseStanding::Late(_)))),
        (t("超期未办结"), count(|s| matches!(s, CaseStanding::Overdue(_)))),
        (t("未到期"), count(|s| matches!(s, CaseStanding::Due(_)))),
    ];
    let parts = parts.iter().filter(|(_, n)| *n > 0).map(|(what, n)| format!("{what} {n}"));
    say!("{} 件；{}", details.cases.len(), parts.collect::<Vec<_>>().join(t("，")))
}

/// The counts with the means of the village and the township.
fn counts(figures: &Figures, grid: &GridFigures) -> Vec<PlaceFigure> {
    let mean = |village: Option<&str>, figure: GridFigure| {
        let grids = figures.grids.iter().filter(|g| village.is_none_or(|v| g.village == v));
        let known: Vec<i64> = grids.filter_map(|g| g.get(figure)).collect();
        i64::try_from(known.len()).ok().and_then(|n| quotient(known.iter().sum(), n))
    };
    let beside = |figure: GridFigure| {
        let parts = [(t("本村"), mean(Some(&grid.village), figure)), (t("全镇"), mean(None, figure))];
        let said = parts.into_iter().filter_map(|(what, mean)| mean.map(|m| format!("{what} {m}")));
        said.collect::<Vec<_>>().join(t("，"))
    };
    let said = [GridFigure::Households, GridFigure::People];
    let rest = GridFigure::ALL.iter().filter(|f| !said.contains(f));
    rest.filter_map(|&figure| count(subject(grid, figure), figures, |_| beside(figure))).collect()
}

/// Returns a count with what is beside it, or why it is withheld; `None` where nothing is known.
pub(super) fn count(
    subject: Subject,
    figures: &Figures,
    beside: impl Fn(i64) -> String,
) -> Option<PlaceFigure> {
    let reading = read(&subject, figures);
    let definition = subject.definition()?;
    let (number, unit, beside) = match reading.state {
        State::Withheld(why) => (why.mark().to_owned(), "", why.to_string()),
        State::Value => {
            let number = grouped(reading.numerator);
            let unit = unit_for(&number, crate::text::unit(definition.unit));
            (number, unit, beside(reading.numerator))
        }
        _ => return None,
    };
    Some(PlaceFigure { title: definition.label(), number, unit, beside, subject })
}
