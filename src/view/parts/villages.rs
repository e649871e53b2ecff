//! The tables of villages: each under every measure, and a short one.

use crate::catalogue::{CaseFigure, Count, Measure};
use crate::figures::{Figures, VillageFigures};
use crate::text::t;
use crate::view::table::{CellFigure, ColumnKind, PageTable, RowSubject, TableColumn, TableRow};

const fn ratio(id: &'static str, title: &'static str, measure: Measure) -> TableColumn {
    TableColumn::compared(id, title, "%", ColumnKind::Additive).of(CellFigure::Measure(measure))
}

const fn flag(id: &'static str, title: &'static str, measure: Measure) -> TableColumn {
    TableColumn::compared(id, title, "", ColumnKind::Additive).of(CellFigure::Measure(measure))
}

const fn share(id: &'static str, title: &'static str, figure: CaseFigure) -> TableColumn {
    TableColumn::compared(id, title, "%", ColumnKind::Additive)
        .ratio(CellFigure::Cases(figure), CellFigure::Cases(CaseFigure::Received))
}

const VILLAGE: TableColumn = TableColumn::new("village", "村", "", ColumnKind::Listed);
const GRIDS: TableColumn =
    TableColumn::new("grids", "网格", "个", ColumnKind::Additive).of(CellFigure::Count(Count::Grids));
const HOUSEHOLDS: TableColumn = TableColumn::new("households", "户数", "户", ColumnKind::Additive)
    .of(CellFigure::Count(Count::Households));

/// A row for each village, with what each column shows of it.
pub(crate) fn village_rows(figures: &Figures, columns: &[TableColumn]) -> Vec<TableRow> {
    let row = |village: &VillageFigures| TableRow {
        village: village.name.clone(),
        cells: columns.iter().map(|column| column.village_cell(village)).collect(),
        note: "",
        about: RowSubject::Village(village.name.clone()),
    };
    figures.villages.iter().map(row).collect()
}

fn rows(figures: &Figures, columns: Vec<TableColumn>) -> PageTable {
    let rows = village_rows(figures, &columns);
    let table = PageTable { columns, rows, ..PageTable::default() }.marked(figures);
    // Without any list whole columns would be hatched.
    if figures.has_lists() { table } else { table.without_unknown() }
}

/// Returns every village under every measure.
pub fn villages(figures: &Figures) -> PageTable {
    // Where villages differ most comes first, and how large they are last: a phone shows four columns.
    let columns = vec![
        VILLAGE,
        ratio("coverage.household_visits", t("入户走访"), Measure::HouseholdVisits),
        ratio("coverage.linked_households", t("联户"), Measure::LinkedHouseholds),
        ratio("coverage.officer", t("网格员"), Measure::Officer),
        ratio("coverage.party_group", t("党小组"), Measure::PartyGroup),
        ratio("coverage.head", t("联户长"), Measure::Head),
        ratio("coverage.triangle", t("铁三角"), Measure::Triangle),
        ratio("coverage.cadre_training", t("干部轮训"), Measure::CadreTraining),
        flag("coverage.centre", t("综治中心"), Measure::Centre),
        flag("coverage.village_rules", t("村规民约"), Measure::VillageRules),
        flag("coverage.self_governance", t("“1+N”自治"), Measure::SelfGovernance),
        GRIDS,
        HOUSEHOLDS,
    ];
    rows(figures, columns)
}

/// Returns the short table of the overview: where villages differ most.
pub fn villages_in_brief(figures: &Figures) -> PageTable {
    let columns = vec![
        VILLAGE,
        GRIDS,
        HOUSEHOLDS,
        ratio("coverage.household_visits", t("入户走访"), Measure::HouseholdVisits),
        ratio("coverage.linked_households", t("联户覆盖"), Measure::LinkedHouseholds),
        share("closed", t("诉求办结"), CaseFigure::Closed),
        ratio("cases.on_time_rate", t("按期办结"), Measure::CasesOnTime),
    ];
    rows(figures, columns).without_unknown()
}
