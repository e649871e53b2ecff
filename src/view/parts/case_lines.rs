//! Cases one by one: as rows of a table, and as what the panel says of one.

use crate::figures::details::{Details, DetailsOf, ListedAs};
use crate::figures::{CaseLine, Figures, Picked, Subject};
use crate::model::cell::Day;
use crate::model::place::GridKey;
use crate::text::t;
use crate::view::table::{
    CellFigure, CellValue, ColumnKind, PageTable, RowSubject, TableColumn, TableRow, standing_text,
};
use rustc_hash::FxHashMap;

/// What decides comes first: a phone shows no more.
const COLUMNS: [TableColumn; 9] = [
    TableColumn::new("what", "类别", "", ColumnKind::Text),
    TableColumn::new("standing", "是否按期", "", ColumnKind::Urgent).of(CellFigure::Row),
    TableColumn::new("place", "村或网格", "", ColumnKind::Listed),
    TableColumn::new("number", "编号", "", ColumnKind::Text).of(CellFigure::Row),
    TableColumn::new("deadline", "期限", "", ColumnKind::Text),
    TableColumn::new("officer", "网格员", "", ColumnKind::Text),
    TableColumn::new("closed", "办结", "", ColumnKind::Text),
    TableColumn::new("received", "受理", "", ColumnKind::Text),
    TableColumn::new("status", "状态", "", ColumnKind::Text),
];

/// The officers of each grid, as lists name them.
pub struct GridOfficers<'d>(FxHashMap<&'d GridKey, String>);

impl<'d> GridOfficers<'d> {
    /// Those that lists name.
    pub fn new(details: &'d Details) -> Self {
        let mut all: FxHashMap<&GridKey, String> = FxHashMap::default();
        for person in details.people.iter().filter(|p| p.role == ListedAs::Officer) {
            let Some(grid) = &person.grid else { continue };
            let names = all.entry(grid).or_default();
            *names =
                if names.is_empty() { person.name.clone() } else { format!("{names}、{}", person.name) };
        }
        Self(all)
    }

    /// Of a grid; empty where none is named.
    pub fn of(&self, grid: Option<&GridKey>) -> &str {
        grid.and_then(|grid| self.0.get(grid)).map_or("", String::as_str)
    }
}

/// Returns cases as a table, of which a row opens that case. Columns of which nothing is known are left out, and those
/// in `without`.
pub fn case_table<'c>(
    figures: &Figures,
    details: &Details,
    cases: impl Iterator<Item = &'c CaseLine>,
    without: &[&str],
) -> PageTable {
    let officers = GridOfficers::new(details);
    let word = |text: String| if text.is_empty() { CellValue::Absent } else { CellValue::Text(text) };
    let day = |day: Option<Day>| word(day.map(|d| d.to_string()).unwrap_or_default());
    let row = |case: &CaseLine| {
        let mut place = figures.place_label(&case.village, case.grid.as_ref());
        // Its own page need not say the village again.
        if let DetailsOf::Village(village) = &details.of
            && let Some(own) = place.strip_prefix(village.as_str()).filter(|own| !own.is_empty())
        {
            place = own.to_owned();
        }
        let what = if case.what.is_empty() { t("诉求").to_owned() } else { case.what.clone() };
        TableRow {
            village: case.village.clone(),
            cells: vec![
                word(what),
                CellValue::Standing(case.standing),
                word(if place.is_empty() { t("全镇").to_owned() } else { place }),
                word(case.number.clone()),
                day(case.deadline),
                word(officers.of(case.grid.as_ref()).to_owned()),
                // Of what is open it is not missing.
                match case.standing.is_open() {
                    true => CellValue::Text(String::new()),
                    false => day(case.closed),
                },
                day(case.received),
                word(case.status.clone()),
            ],
            note: "",
            about: RowSubject::Picked(Picked::Cases(vec![case.clone()])),
        }
    };
    let mut table =
        PageTable { columns: COLUMNS.to_vec(), rows: cases.map(row).collect(), ..PageTable::default() };
    for id in without {
        if let Some(at) = table.columns.iter().position(|c| c.id == *id) {
            table.columns.remove(at);
            table.rows.iter_mut().for_each(|row| _ = row.cells.remove(at));
        }
    }
    table.without_unknown()
}

/// Returns the open cases whose deadline has passed.
pub fn overdue(cases: &[CaseLine]) -> Vec<&CaseLine> {
    cases.iter().filter(|c| c.standing.is_overdue()).collect()
}

/// Returns the figure that opens these cases and no other.
pub fn subject<'c>(cases: impl IntoIterator<Item = &'c CaseLine>) -> Subject {
    Subject::Picked(Box::new(Picked::Cases(cases.into_iter().cloned().collect())))
}

/// Returns what a case is called: its kind and its number.
pub fn case_title(case: &CaseLine) -> String {
    [case.what.as_str(), &case.number].join(" ").trim().to_owned()
}

/// Returns what is known of a case, line by line.
pub fn case_facts(case: &CaseLine) -> Vec<(&'static str, String)> {
    let day = |day: Option<Day>| day.map(|d| d.to_string()).unwrap_or_default();
    let facts = [
        (t("是否按期"), standing_text(case.standing)),
        (t("期限"), day(case.deadline)),
        (t("受理"), day(case.received)),
        (t("办结"), day(case.closed)),
        (t("状态"), case.status.clone()),
    ];
    facts.into_iter().filter(|(_, fact)| !fact.is_empty()).collect()
}
