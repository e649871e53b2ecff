//! A village.

use super::{Among, InCharge, PathStep, PlaceDrawing, PlaceFigure, PlaceView, facts, joined, strips, top};
use crate::catalogue::{CaseFigure, Count, GridFigure, Measure};
use crate::figures::details::{Details, ListedAs};
use crate::figures::reading::read;
use crate::figures::{Figures, GridFigures, State, Subject, VillageFigures};
use crate::order::Sort as _;
use crate::text::format::{grouped, percent, with_unit};
use crate::text::{say, t, unit};
use crate::view::parts::case_lines::{GridOfficers, case_table, overdue, subject};
use crate::view::parts::pictures;
use crate::view::parts::ratio::{undecided, waiting};
use crate::view::parts::sentence::{Phrase, left_overdue};
use crate::view::parts::workload;
use crate::view::picture::{Picture, Strip, Tone, median};
use crate::view::place_ref::PlaceRef;
use crate::view::table::{CellFigure, CellValue, ColumnKind, PageTable, RowSubject, TableColumn, TableRow};

/// Counts that stand elsewhere on the page.
const SAID: [Count; 6] =
    [Count::Villages, Count::Grids, Count::Households, Count::People, Count::Cases, Count::VisitsInPeriod];

pub(super) fn village(figures: &Figures, name: &str, details: Option<&Details>) -> Option<PlaceView> {
    let at = figures.villages.iter().position(|v| v.name == name)?;
    let village = figures.villages.get(at)?;
    let turn = |at: Option<usize>| {
        let other = figures.villages.get(at?)?;
        Some((PlaceRef::Village(other.name.clone()), other.name.clone()))
    };
    let grids = figures.grids.iter().filter(|g| g.village == name).count();
    let grids = i64::try_from(grids).ok().filter(|n| *n > 0);
    let (complete, rows) = ratios(figures, village);
    let late = details.map(|d| overdue(&d.cases)).unwrap_or_default();
    let open = details.map_or(0, |d| d.cases.iter().filter(|c| c.closed.is_none()).count());
    let not_due = open.saturating_sub(late.len());
    let others = say!("{n} 个村之一", n = figures.villages.len());
    Some(PlaceView {
        title: village.name.clone(),
        path: vec![top(figures), PathStep { label: village.name.clone(), place: None }],
        facts: facts(
            [
                (grids, "个网格"),
                (village.count(Count::Households), "户"),
                (village.count(Count::People), "人"),
            ],
            &village.code,
            figures,
        ),
        turns: [turn(at.checked_sub(1)), turn(at.checked_add(1))],
        sentence: sentence(figures, village, details),
        period: crate::model::period::range(figures.period),
        charge: cadres(details),
        strips: strips(say!("{}的指标", village.name), &others, t("本村"), rows),
        complete,
        lacks: lacks(figures, name),
        drawings: months(figures, village, details).into_iter().collect(),
        cases: details.map_or_else(PageTable::default, |d| {
            case_table(figures, d, late.iter().copied(), &["received", "closed", "status"])
        }),
        cases_note: details.filter(|d| !d.cases.is_empty()).map_or_else(String::new, |_| {
            let first = format!("{} {}", t("超期未办结"), say!("{} 件", late.len()));
            let rest = (not_due > 0).then(|| say!("另有 {} 件还没有到期", not_due));
            std::iter::once(first).chain(rest).collect::<Vec<_>>().join(t("；"))
        }),
        grids: grid_table(figures, name, details),
        counts: counts(figures, village),
        counts_note: t("本期；灰字为各村中位数"),
        persons: figures
            .persons
            .iter()
            .filter(|p| p.on_roster && p.village == name)
            .map(|p| (p.body, p.name.clone()))
            .collect(),
    })
}

/// The ratios that are complete, in few words, and the others as strips.
fn ratios(figures: &Figures, village: &VillageFigures) -> (Vec<(Subject, String)>, Vec<Strip>) {
    let (mut complete, mut rows) = (Vec::new(), Vec::new());
    let places = say!("{n} 个村", n = figures.villages.len());
    let whole = |n: i64, d: i64| percent(n, d).map_or_else(String::new, |p| say!("全镇 {p}%", p));
    for &m in Measure::ALL {
        let subject = Subject::VillageMeasure(village.name.clone(), m);
        if let Some((n, d)) = village.measure(m).known_ratio().filter(|(n, d)| *d > 0 && n >= d) {
            let title = m.title().trim_end_matches('率').trim_end_matches("覆盖").to_owned();
            let parts = format!(" {} / {}", grouped(n), with_unit(d, m.unit()));
            complete.push((subject, if d == 1 { title } else { title + &parts }));
            continue;
        }
        let own = |figure: &CaseFigure| Some((*figure, village.case(*figure)?));
        let town = figures.measure(m).filter(|m| m.state == State::Value);
        let among = Among {
            subject,
            title: m.title(),
            unit: m.unit(),
            target: Some(figures.target_of(m, &village.name)),
            undecided: undecided(&m.undecided().iter().filter_map(own).collect::<Vec<_>>()),
            all: figures
                .villages
                .iter()
                .filter_map(|v| Some((v.measure(m).known_ratio()?, Some(figures.target_of(m, &v.name)))))
                .collect(),
            beside: town.map_or_else(String::new, |m| whole(m.numerator, m.denominator)),
            places: &places,
        };
        // One or none is said in words.
        let single = village.measure(m).denominator == Some(1);
        rows.extend(among.strip(figures).filter(|_| !single));
    }
    let closed = |v: &VillageFigures| v.case(CaseFigure::Closed).zip(v.case(CaseFigure::Received));
    let [above, below] = [CaseFigure::Closed, CaseFigure::Received]
        .map(|figure| Subject::VillageCases(village.name.clone(), figure));
    let town = figures.case(CaseFigure::Closed).zip(figures.case(CaseFigure::Received));
    let among = Among {
        subject: above.over(below),
        title: t("诉求办结率"),
        unit: unit("件"),
        target: None,
        undecided: String::new(),
        all: figures.villages.iter().filter_map(|v| Some((closed(v)?, None))).collect(),
        beside: town.map_or_else(String::new, |(n, d)| whole(n, d)),
        places: &places,
    };
    rows.extend(among.strip(figures));
    (complete, rows)
}

fn sentence(figures: &Figures, village: &VillageFigures, details: Option<&Details>) -> Vec<Phrase> {
    let key = || village.name.clone();
    joined(vec![visits(figures, village), cases(figures, village, details), staff(figures, &key())])
}

fn visits(figures: &Figures, village: &VillageFigures) -> Vec<Phrase> {
    let m = Measure::HouseholdVisits;
    let subject = || Subject::VillageMeasure(village.name.clone(), m);
    let known = village.measure(m).known_ratio().and_then(|(n, d)| Some((n, d, percent(n, d)?)));
    let Some((n, d, share)) = known else {
        let visits = village.count(Count::VisitsInPeriod).filter(|n| *n > 0);
        let count = Subject::VillageCount(village.name.clone(), Count::VisitsInPeriod);
        return visits
            .map_or_else(Vec::new, |n| vec![Phrase::plain(say!("入户走访 {} 户次", grouped(n))).of(count)]);
    };
    let mut out = vec![Phrase::plain(say!("入户走访 {share}%", share)).of(subject())];
    let below = |v: &VillageFigures| {
        v.measure(m)
            .known_ratio()
            .is_some_and(|(a, b)| b > 0 && i128::from(a) * i128::from(d) <= i128::from(n) * i128::from(b))
    };
    if figures.villages.len() > 2 && figures.villages.iter().filter(|v| below(v)).count() == 1 {
        out.push(Phrase::plain(say!("，{} 个村里最低", figures.villages.len())));
    }
    let target = figures.target_of(m, &village.name);
    if n < d {
        out.push(Phrase::plain(t("，")));
        out.push(Phrase::look(say!("还有 {} 户没走到", grouped(d - n)), subject()));
    }
    out.push(Phrase::plain(match target.short_of(n, d) {
        _ if target.waits.is_some() => format!("{}{}", t("，"), waiting(target)),
        0 => say!("，达到 {target}% 的目标", target),
        short => say!("，离 {target}% 的目标差 {} 户", grouped(short), target),
    }));
    out
}

fn cases(figures: &Figures, village: &VillageFigures, details: Option<&Details>) -> Vec<Phrase> {
    let figure = |f| Subject::VillageCases(village.name.clone(), f);
    let Some(details) = details else {
        let Some(open) = village.case(CaseFigure::Open).filter(|n| *n > 0) else { return Vec::new() };
        let late = left_overdue(figures, |of| village.case(of)).filter(|n| *n > 0);
        let open = Phrase::look(say!("{} 件诉求未办结", grouped(open)), figure(CaseFigure::Open));
        return std::iter::once(open)
            .chain(late.map(|n| Phrase::plain(say!("，其中 {n} 件超期", n))))
            .collect();
    };
    late_cases(&overdue(&details.cases))
}

/// Says how many open cases are overdue, and by how much the oldest.
pub(super) fn late_cases(late: &[&crate::figures::CaseLine]) -> Vec<Phrase> {
    let Some(first) = late.first() else { return Vec::new() };
    let mut out = vec![Phrase::look(say!("{} 件诉求超期未办结", late.len()), subject(late.iter().copied()))];
    if let crate::figures::CaseStanding::Overdue(days) = first.standing {
        out.push(Phrase::plain(say!("，最久的已超 {} 天", grouped(days))));
    }
    out
}

fn staff(figures: &Figures, village: &str) -> Vec<Phrase> {
    let lacking = |m: Measure| {
        let reading = read(&Subject::VillageMeasure(village.to_owned(), m), figures);
        let short = reading.denominator.map_or(0, |d| d - reading.numerator);
        (reading.state == State::Value && short > 0).then_some((m, short))
    };
    let found = [(Measure::Officer, t("网格员")), (Measure::Head, t("联户长"))]
        .into_iter()
        .find_map(|(m, name)| lacking(m).map(|(m, n)| (m, n, name)));
    found.map_or_else(Vec::new, |(m, lacking, name)| {
        let subject = Subject::VillageMeasure(village.to_owned(), m);
        vec![Phrase::look(say!("{lacking} 格没有{name}", lacking = grouped(lacking), name), subject)]
    })
}

/// Returns what the village lacks under each measure, by the measures' lists of missing units.
fn lacks(figures: &Figures, village: &str) -> Vec<String> {
    let mut out = Vec::new();
    for value in &figures.measures {
        let units = value.missing.as_deref().unwrap_or_default();
        let own: Vec<_> = units.iter().filter(|u| u.village == village || u.name == village).collect();
        let Some(first) = own.first() else { continue };
        let title = value.measure.title();
        // Of what is missing by number, the strips say it, but for a single one.
        let of = figures.villages.iter().find(|v| v.name == village);
        let is_single = of.is_some_and(|v| v.measure(value.measure).denominator == Some(1));
        if value.measure.misses_amounts() && !is_single {
            continue;
        }
        let names: Vec<&str> = own.iter().map(|u| u.name.strip_prefix(village).unwrap_or(&u.name)).collect();
        out.push(if own.len() == 1 && first.name == village {
            say!("{title}：没有", title)
        } else {
            say!("没有计入{title}的：{names}", title, names = names.join(t("、")))
        });
    }
    out
}

/// The households that were reached so far, month by month, beside the township's; without households, the visits.
fn months(figures: &Figures, village: &VillageFigures, details: Option<&Details>) -> Option<PlaceDrawing> {
    let visits = &details?.visits;
    let sums = |of: &[i64], all: i64| {
        let mut sum = 0;
        let share = |n: &i64| {
            sum += n;
            sum as f64 * 100.0 / all as f64
        };
        of.iter().map(share).collect::<Vec<f64>>()
    };
    let households = village.count(Count::Households).filter(|n| *n > 0);
    let town = figures.count(Count::Households).filter(|n| *n > 0);
    let known = village.measure(Measure::HouseholdVisits).state == State::Value;
    let Some((own, all)) = households.zip(town).filter(|_| known && visits.months.len() > 1) else {
        return super::grid::by_month(visits, &village.name);
    };
    let target = figures.target_of(Measure::HouseholdVisits, &village.name).tenths().map(|n| n as f64 / 10.0);
    let reached = sums(&visits.reached, own);
    let low = reached.last().zip(target).is_some_and(|(p, target)| *p < target);
    Some(PlaceDrawing {
        title: t("累计走到的户"),
        parts: Vec::new(),
        picture: Picture {
            title: say!("{}累计走到的户", village.name),
            note: say!("占本村 {} 户，%", grouped(own)),
            ..pictures::cumulative(
                "place-months",
                &visits.months,
                &[
                    (t("全镇"), sums(&visits.reached_in_town, all), Tone::Soft),
                    (t("本村"), reached, if low { Tone::Look } else { Tone::Slate }),
                ],
                target,
            )
        },
        legend: vec![t("每户算在本期第一次走到的那个月").to_owned()],
    })
}

/// What decides comes first: a phone shows no more.
const COLUMNS: [TableColumn; 10] = [
    TableColumn::new("grid", "网格", "", ColumnKind::Listed),
    TableColumn::compared("visited_share", "走访覆盖", "%", ColumnKind::Additive)
        .ratio(CellFigure::Grid(GridFigure::VisitedHouseholds), CellFigure::Grid(GridFigure::Households)),
    TableColumn::new("unvisited", "未走到", "户", ColumnKind::Additive),
    TableColumn::sum("open", "未办结", "件", CellFigure::Grid(GridFigure::Open)),
    TableColumn::new("late", "其中超期", "件", ColumnKind::Additive).asking(),
    TableColumn::new("officer", "网格员", "", ColumnKind::Text),
    TableColumn::new("load", "负荷", "1.00＝平均", ColumnKind::Additive)
        .of(CellFigure::Grid(GridFigure::Work)),
    TableColumn::sum("households", "户数", "户", CellFigure::Grid(GridFigure::Households)),
    TableColumn::sum("visited_households", "走到", "户", CellFigure::Grid(GridFigure::VisitedHouseholds)),
    TableColumn::new("months", "各月走访", "同一刻度", ColumnKind::NonAdditive),
];

fn grid_table(figures: &Figures, village: &str, details: Option<&Details>) -> PageTable {
    let mean = workload::mean(figures);
    let places = details.map(|d| d.visits.places.as_slice()).unwrap_or_default();
    let most = places.iter().flat_map(|p| &p.by_month).copied().max().unwrap_or(0);
    let late = details.map(|d| overdue(&d.cases));
    let officers = details.map(GridOfficers::new);
    let cell = |grid: &GridFigures, column: &TableColumn| match column.id {
        "grid" => {
            let own = grid.name.strip_prefix(village).filter(|own| !own.is_empty());
            own.unwrap_or(&grid.name).into()
        }
        "officer" => match officers.as_ref().map_or("", |officers| officers.of(Some(&grid.key()))) {
            "" => CellValue::Absent,
            names => names.into(),
        },
        "unvisited" => CellValue::count(
            grid.get(GridFigure::Households)
                .zip(grid.get(GridFigure::VisitedHouseholds))
                .map(|(all, seen)| (all - seen).max(0)),
        ),
        "months" => places
            .iter()
            .find(|p| p.grid.as_ref() == Some(&grid.key()))
            .map_or(CellValue::Absent, |p| CellValue::Series(p.by_month.clone(), most)),
        "load" => workload::relative(grid, mean),
        "late" => CellValue::count(late.as_ref().map(|late| {
            let here = late.iter().filter(|c| c.grid.as_ref() == Some(&grid.key())).count();
            i64::try_from(here).unwrap_or(0)
        })),
        _ => column.grid_cell(grid),
    };
    let rows = figures.grids.iter().filter(|g| g.village == village).map(|grid| TableRow {
        village: village.to_owned(),
        cells: COLUMNS.iter().map(|column| cell(grid, column)).collect(),
        note: if grid.get(GridFigure::Officers) == Some(0) { t("无网格员") } else { "" },
        about: RowSubject::Grid(grid.key()),
    });
    PageTable { columns: COLUMNS.to_vec(), rows: rows.collect(), ..PageTable::default() }
        .marked(figures)
        .without_unknown()
}

/// The counts with what the village in the middle has.
fn counts(figures: &Figures, village: &VillageFigures) -> Vec<PlaceFigure> {
    let middle = |c: Count| {
        let mut all: Vec<f64> =
            figures.villages.iter().filter_map(|v| v.count(c)).map(|n| n as f64).collect();
        all.order_by(f64::total_cmp);
        median(&all).map_or_else(String::new, |m| say!("中位 {m}", m))
    };
    Count::ALL
        .iter()
        .filter(|c| !SAID.contains(c))
        .filter_map(|&c| {
            super::grid::count(Subject::VillageCount(village.name.clone(), c), figures, |_| middle(c))
        })
        .collect()
}

fn cadres(details: Option<&Details>) -> Vec<InCharge> {
    let people = details.map(|d| d.people.as_slice()).unwrap_or_default();
    let cadres = people.iter().filter(|p| p.role == ListedAs::Cadre);
    let names: Vec<(String, String)> = cadres.map(|p| (p.name.clone(), p.post.clone())).collect();
    if names.is_empty() { Vec::new() } else { vec![InCharge { role: t("村干部"), names }] }
}
