//! The tables of villages: each under every measure, and a short one.

use crate::catalogue::{CaseFigure, Count, Measure};
use crate::figures::{Figures, State, VillageFigures};
use crate::text::t;
use crate::view::table::{CellFigure, CellValue, ColumnKind, PageTable, RowSubject, TableColumn, TableRow};

const fn heat(id: &'static str, title: &'static str, measure: Measure) -> TableColumn {
    TableColumn::shaded(id, title, "%", ColumnKind::Additive).of(CellFigure::Measure(measure))
}

const fn flag(id: &'static str, title: &'static str, measure: Measure) -> TableColumn {
    TableColumn::shaded(id, title, "", ColumnKind::Additive).of(CellFigure::Measure(measure))
}

const fn share(id: &'static str, title: &'static str, figure: CaseFigure) -> TableColumn {
    TableColumn::shaded(id, title, "%", ColumnKind::Additive)
        .ratio(CellFigure::Cases(figure), CellFigure::Cases(CaseFigure::Received))
}

const VILLAGE: TableColumn = TableColumn::new("village", "村", "", ColumnKind::Listed);
const GRIDS: TableColumn =
    TableColumn::new("grids", "网格", "个", ColumnKind::Additive).of(CellFigure::Count(Count::Grids));
const HOUSEHOLDS: TableColumn = TableColumn::new("households", "户数", "户", ColumnKind::Additive)
    .of(CellFigure::Count(Count::Households));

/// Returns a ratio of a village; refused if the township's is.
fn ratio_cell(figures: &Figures, measure: Measure, n: Option<i64>, d: Option<i64>) -> CellValue {
    match figures.measure(measure).map(|m| m.state) {
        Some(State::Refused(_)) => CellValue::Refused,
        _ => CellValue::percent(n, d),
    }
}

/// Returns every village under every measure.
#[must_use]
pub fn villages(figures: &Figures) -> PageTable {
    let columns = vec![
        VILLAGE,
        GRIDS,
        HOUSEHOLDS,
        heat("coverage.officer", t("网格员"), Measure::Officer),
        heat("coverage.party_group", t("党小组"), Measure::PartyGroup),
        heat("coverage.head", t("联户长"), Measure::Head),
        heat("coverage.triangle", t("铁三角"), Measure::Triangle),
        heat("coverage.linked_households", t("联户"), Measure::LinkedHouseholds),
        heat("coverage.household_visits", t("入户走访"), Measure::HouseholdVisits),
        heat("coverage.cadre_training", t("干部轮训"), Measure::CadreTraining),
        flag("coverage.centre", t("综治中心"), Measure::Centre),
        flag("coverage.village_rules", t("村规民约"), Measure::VillageRules),
        flag("coverage.self_governance", t("“1+N”自治"), Measure::SelfGovernance),
    ];
    let flag = |b: Option<bool>| b.map_or(CellValue::Absent, CellValue::Flag);
    let of = |m, n, d| ratio_cell(figures, m, n, d);
    let party = |bounds: Option<(i64, i64)>, n, d: Option<i64>| match bounds.zip(d) {
        Some(((lower, upper), d)) => CellValue::Bounds(lower, upper, d),
        None => CellValue::percent(n, d),
    };
    let rows = figures.villages.iter().map(|v| TableRow {
        village: v.name.clone(),
        cells: vec![
            CellValue::Text(v.name.clone()),
            CellValue::count(v.grids),
            CellValue::count(v.households),
            CellValue::percent(v.grids_with_officer, v.grids),
            party(v.party_bounds, v.grids_with_party_group, v.grids),
            CellValue::percent(v.grids_with_head, v.grids),
            party(v.triangle_bounds, v.grids_with_triangle, v.grids),
            of(Measure::LinkedHouseholds, v.linked, v.households),
            of(Measure::HouseholdVisits, v.visited_households, v.households),
            of(Measure::CadreTraining, v.cadres_trained, v.cadres),
            flag(v.centre),
            flag(v.rules),
            flag(v.self_governance),
        ],
        note: "",
        about: RowSubject::Village(v.name.clone()),
    });
    PageTable { columns, rows: rows.collect() }.marked(figures)
}

/// Returns the short table of the overview: where villages differ most.
#[must_use]
pub fn villages_in_brief(figures: &Figures) -> PageTable {
    let columns = vec![
        VILLAGE,
        GRIDS,
        HOUSEHOLDS,
        heat("coverage.household_visits", t("入户走访"), Measure::HouseholdVisits),
        heat("coverage.linked_households", t("联户覆盖"), Measure::LinkedHouseholds),
        share("closed", t("诉求办结"), CaseFigure::Closed),
        share("on_time", t("按期办结"), CaseFigure::OnTime),
    ];
    let of = |m, n, d| ratio_cell(figures, m, n, d);
    let cases = |v: &VillageFigures, f: fn(crate::count::Cases) -> i64| {
        CellValue::percent(v.cases.map(f), v.cases.map(|c| c.received))
    };
    let rows = figures.villages.iter().map(|v| TableRow {
        village: v.name.clone(),
        cells: vec![
            CellValue::Text(v.name.clone()),
            CellValue::count(v.grids),
            CellValue::count(v.households),
            of(Measure::HouseholdVisits, v.visited_households, v.households),
            of(Measure::LinkedHouseholds, v.linked, v.households),
            cases(v, |c| c.closed),
            cases(v, |c| c.on_time),
        ],
        note: "",
        about: RowSubject::Village(v.name.clone()),
    });
    PageTable { columns, rows: rows.collect() }.marked(figures)
}
