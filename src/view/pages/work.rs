//! 待办: what is to be done by whom, to be taken along: cases that are overdue or due within a week, grids short of their
//! target, and households that were visited once and not in the period.

use crate::catalogue::{Count, GridFigure, Measure};
use crate::figures::details::{Details, HouseholdVisits};
use crate::figures::{CaseLine, CaseStanding, Figures, GridFigures, State};
use crate::model::place::GridKey;
use crate::order::Sort as _;
use crate::text::format::grouped;
use crate::text::{say, t};
use crate::view::parts::case_lines::{GridOfficers, case_table};
use crate::view::parts::ratio::{ratio, waiting};
use crate::view::table::{CellFigure, CellValue, ColumnKind, PageTable, RowSubject, TableColumn, TableRow};
use rustc_hash::FxHashMap;

/// Cases that are due within so many days are on the list.
const SOON: i64 = 7;

/// A list with its heading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WorkTable {
    /// The heading.
    pub title: &'static str,
    /// How many, and by which day.
    pub note: String,
    /// The rows.
    pub table: PageTable,
}

/// Returns the three lists, of one village or of all; `details` are of that village or of the township, of which no
/// household is listed.
pub fn work(figures: &Figures, details: &Details, village: &str) -> [WorkTable; 3] {
    let here = |name: &str| village.is_empty() || name == village;
    let is_due = |c: &&CaseLine| {
        here(&c.village) && (c.standing.is_overdue() || matches!(c.standing, CaseStanding::Due(..=SOON)))
    };
    let due: Vec<&CaseLine> = details.cases.iter().filter(is_due).collect();
    let late = due.iter().filter(|c| c.standing.is_overdue()).count();
    let as_of = figures.as_of.map(|d| d.to_string()).unwrap_or_default();
    let known = |measure| figures.measure(measure).filter(|m| m.state != State::NoData);
    let lacks = |measure| figures.measure(measure).map(|m| ratio(m).verdict).unwrap_or_default();
    let due_note = say!(
        "截至 {as_of}：超期 {late} 件，{SOON} 天内到期 {soon} 件",
        as_of,
        late,
        soon = due.len() - late,
        SOON
    );
    let grids = grids(figures, details, &here);
    let target = figures.target(Measure::HouseholdVisits);
    let grids_note = match target.waits {
        _ if known(Measure::HouseholdVisits).is_none() => lacks(Measure::HouseholdVisits),
        Some(_) if grids.rows.is_empty() => waiting(target),
        _ if figures.grids.iter().any(|g| figures.own_of_grid(Measure::HouseholdVisits, g).is_some()) => {
            say!("入户走访未达目标的 {} 个，各按本村、本类网格的目标", grids.rows.len())
        }
        _ => say!("入户走访不到 {target}% 的 {} 个；各自补足，比全镇补足要多", grids.rows.len(), target),
    };
    let (households, households_note) = households(figures, details, &here);
    [
        WorkTable {
            title: t("超期和快到期的诉求"),
            note: if figures.count(Count::Cases).is_some() { due_note } else { lacks(Measure::CasesOnTime) },
            table: case_table(figures, details, due.into_iter(), &["closed"]),
        },
        WorkTable { title: t("未达目标的网格"), note: grids_note, table: grids },
        WorkTable { title: t("以前走过、本期没走的户"), note: households_note, table: households },
    ]
}

const fn figure(id: &'static str, title: &'static str, figure: GridFigure) -> TableColumn {
    TableColumn::new(id, title, "户", ColumnKind::Additive).of(CellFigure::Grid(figure))
}

const GRIDS: [TableColumn; 7] = [
    TableColumn::new("grid", "网格", "", ColumnKind::Listed),
    // What decides stands first: a phone shows no more.
    TableColumn::new("short", "离目标差", "户", ColumnKind::Additive),
    TableColumn::compared("visited_share", "走访覆盖", "%", ColumnKind::Additive)
        .ratio(CellFigure::Grid(GridFigure::VisitedHouseholds), CellFigure::Grid(GridFigure::Households)),
    TableColumn::new("officer", "网格员", "", ColumnKind::Text),
    figure("households", "户数", GridFigure::Households),
    figure("visited_households", "走到", GridFigure::VisitedHouseholds),
    TableColumn::new("not_again", "以前走过", "户", ColumnKind::Additive),
];

fn grids(figures: &Figures, details: &Details, here: &dyn Fn(&str) -> bool) -> PageTable {
    let short = |g: &GridFigures| {
        let (n, d) = g.get(GridFigure::VisitedHouseholds).zip(g.get(GridFigure::Households))?;
        Some(figures.target_of_grid(Measure::HouseholdVisits, g).short_of(n, d)).filter(|n| *n > 0)
    };
    let officers = GridOfficers::new(details);
    let again: FxHashMap<&GridKey, i64> =
        details.visits.places.iter().filter_map(|p| Some((p.grid.as_ref()?, p.not_again))).collect();
    let not_again = |g: &GridFigures| again.get(&g.key()).copied().unwrap_or(0);
    let mut rows: Vec<(i64, TableRow)> = figures
        .grids
        .iter()
        .filter(|g| here(&g.village))
        .filter_map(|g| {
            let short = short(g)?;
            let cell = |c: &TableColumn| match c.id {
                "officer" => officers.of(Some(&g.key())).into(),
                "short" => CellValue::Count(short),
                "not_again" => CellValue::Count(not_again(g)),
                _ => c.grid_cell(g),
            };
            let (village, about) = (g.village.clone(), RowSubject::Grid(g.key()));
            Some((short, TableRow { village, cells: GRIDS.iter().map(cell).collect(), note: "", about }))
        })
        .collect();
    rows.order_by_key(|(short, _)| -short);
    let rows = rows.into_iter().map(|(_, row)| row).collect();
    PageTable { columns: GRIDS.to_vec(), rows, ..PageTable::default() }.marked(figures)
}

fn households(figures: &Figures, details: &Details, here: &dyn Fn(&str) -> bool) -> (PageTable, String) {
    let columns = vec![
        TableColumn::new("grid", "网格", "", ColumnKind::Listed),
        TableColumn::new("household", "户", "", ColumnKind::Text),
        TableColumn::new("last", "上次走访", "", ColumnKind::Text),
        TableColumn::new("officer", "网格员", "", ColumnKind::Text),
    ];
    let officers = GridOfficers::new(details);
    let row = |h: &HouseholdVisits| TableRow {
        village: h.village.clone(),
        cells: vec![
            figures.place_label(&h.village, h.grid.as_ref()).into(),
            h.name.as_str().into(),
            h.last.to_string().into(),
            officers.of(h.grid.as_ref()).into(),
        ],
        note: "",
        about: RowSubject::Nothing,
    };
    let of = details.visits.households.iter().filter(|h| h.visits == 0 && here(&h.village));
    let rows: Vec<TableRow> = of.map(row).collect();
    let places = details.visits.places.iter().filter(|p| here(&p.village));
    let again: i64 = places.map(|p| p.not_again).sum();
    let grids = figures.grids.iter().filter(|g| here(&g.village));
    let unvisited = grids
        .filter_map(|g| g.get(GridFigure::Households).zip(g.get(GridFigure::VisitedHouseholds)))
        .map(|(all, seen)| (all - seen).max(0))
        .sum::<i64>();
    let never = (unvisited - again).max(0);
    let mut note = vec![say!("{} 户", grouped(again))];
    if never > 0 {
        note.push(say!("另有 {} 户没有任何走访记录，没有表列出是哪些户", grouped(never)));
    }
    if rows.is_empty() && again > 0 {
        note.push(t("选一个村，列出每一户").to_owned());
    }
    (PageTable { columns, rows, ..PageTable::default() }, note.join(t("；")))
}
