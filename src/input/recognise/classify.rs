//! Headings, cells and names around a table to a kind, and columns to fields.

use super::judge::TableView;
use super::mapping::{ColumnMapping, Confidence, Correction};
use crate::catalogue::rules::Condition;
use crate::input::value::{Heading, heading};
use crate::model::kind::{Field, Kind};

/// The headings of one column, from the top.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadedColumn {
    /// Column, from 1.
    pub column: u32,
    /// The headings as the file has them, from the top.
    pub path: Vec<String>,
    /// The lowest heading, normalised.
    pub lowest: Heading,
    /// All of them joined, normalised.
    pub joined: Heading,
}

impl HeadedColumn {
    /// A column under these headings.
    pub fn new(column: u32, path: Vec<String>) -> Self {
        let lowest = heading(path.last().map_or("", String::as_str));
        let joined = heading(&path.concat());
        Self { column, path, lowest, joined }
    }

    /// Whether it numbers the rows.
    pub fn is_sequence(&self) -> bool {
        matches!(self.lowest.key.as_str(), "序号" | "序" | "顺序号" | "no" | "no." | "编次")
    }

    /// Whether this is a heading that every table may have and that speaks for no kind.
    pub fn is_neutral(&self) -> bool {
        self.is_sequence() || matches!(self.lowest.key.as_str(), "备注" | "说明" | "其他" | "")
    }
}

/// The names around a table. Words in them speak for a kind.
#[derive(Clone, Debug, Default)]
pub struct Surroundings {
    /// The sheet's name.
    pub sheet: String,
    /// The title above the header.
    pub title: String,
    /// The file's name (inside a zip, the inner one's).
    pub file: String,
}

/// What a table is taken for: a kind, and a field for each column that has one.
#[derive(Clone, Debug)]
pub struct Classified {
    /// The kind; `None` where none fits, or a person set the table aside.
    pub kind: Option<Kind>,
    /// How sure.
    pub confidence: Confidence,
    /// The field of each column, in the order of the columns.
    pub fields: Vec<Option<Field>>,
    /// Further fields that a person has a column feed, with the column's index.
    pub more: Vec<(usize, Field)>,
    /// The kinds that it may be with their columns, the best first; at most three, none where it is sure.
    pub offers: Vec<ColumnMapping>,
}

impl Classified {
    /// Removes the kind until a person gives one.
    pub fn set_aside(&mut self) {
        if self.confidence != Confidence::Chosen {
            self.kind = None;
            self.confidence = Confidence::Likely;
        }
    }
}

/// Applies a person's correction to a table.
pub fn corrected(table: &TableView, columns: &[HeadedColumn], correction: &Correction) -> Classified {
    let (fields, more) = match correction.kind {
        Some(kind) => chosen(table.fields(kind), kind, columns, correction),
        None => (vec![None; columns.len()], Vec::new()),
    };
    let offers = table.judge().offers;
    Classified { kind: correction.kind, confidence: Confidence::Chosen, fields, more, offers }
}

/// Applies a person's choices to the `fields` that were found for a kind. Returns the fields, and those of columns that
/// feed another field already, with the column's index.
fn chosen(
    mut fields: Vec<Option<Field>>,
    kind: Kind,
    columns: &[HeadedColumn],
    correction: &Correction,
) -> (Vec<Option<Field>>, Vec<(usize, Field)>) {
    let mut more = Vec::new();
    for (field, heading) in correction.columns.get(&kind).into_iter().flatten() {
        for slot in fields.iter_mut().filter(|f| **f == Some(*field)) {
            *slot = None;
        }
        let Some(heading) = heading else { continue };
        let index = columns.iter().position(|c| c.path.join("／") == *heading);
        match index.and_then(|i| Some((i, fields.get_mut(i)?))) {
            Some((_, slot @ None)) => *slot = Some(*field),
            Some((index, Some(_))) => more.push((index, *field)),
            None => {}
        }
    }
    (fields, more)
}

/// Returns columns and fields in which a column that feeds several fields is repeated for each of them. With the columns
/// 日期, 村 in the fields date, village and `more` = (1, grid), it returns 日期, 村, 村 and date, village, grid.
pub fn expanded(
    columns: &[HeadedColumn],
    fields: &[Option<Field>],
    more: &[(usize, Field)],
) -> (Vec<HeadedColumn>, Vec<Option<Field>>) {
    let (mut columns, mut fields) = (columns.to_vec(), fields.to_vec());
    for (index, field) in more {
        if let Some(column) = columns.get(*index).cloned() {
            columns.push(column);
            fields.push(Some(*field));
        }
    }
    (columns, fields)
}

/// Returns the kinds that a table of `kind` may feed too.
pub fn partners(kind: Kind) -> &'static [Kind] {
    match kind {
        Kind::Villages => &[Kind::SelfGovernance, Kind::PartyGroups],
        Kind::SelfGovernance | Kind::PartyGroups => &[Kind::Villages],
        _ => &[],
    }
}

/// Another kind that a table feeds.
#[derive(Clone, Debug)]
pub struct Companion {
    /// The kind.
    pub kind: Kind,
    /// The field of each column.
    pub fields: Vec<Option<Field>>,
    /// As [`Classified::more`].
    pub more: Vec<(usize, Field)>,
}

/// Returns the kinds that a table feeds beside the one in `found`: a sheet about everything in a village holds its
/// households and its self-governance. A `correction` may name them, and choose their columns.
pub fn companions(
    table: &TableView,
    found: &Classified,
    columns: &[HeadedColumn],
    correction: Option<&Correction>,
) -> Vec<Companion> {
    let of_kind = |kind: Kind| {
        let (fields, more) = match correction {
            Some(correction) => chosen(table.fields(kind), kind, columns, correction),
            None => (table.fields(kind), Vec::new()),
        };
        Companion { kind, fields, more }
    };
    if let Some(kinds) = correction.and_then(|c| c.also.as_ref()) {
        return kinds.iter().filter(|k| Some(**k) != found.kind).map(|k| of_kind(*k)).collect();
    }
    let has = |field| found.fields.contains(&Some(field));
    let by_village = has(Field::JointGroups) && !has(Field::Grids) && !has(Field::Name);
    let others = match found.kind {
        Some(Kind::PartyGroups) if !by_village => &[],
        kind => kind.map_or(&[][..], partners),
    };
    // Beside a village's own columns, only their numbers say that there are party groups.
    let numbers = [Field::IndependentGroups, Field::JointGroups].map(Condition::Has).into_iter().collect();
    let numbers = Condition::All(numbers);
    let fits = |kind: &Kind| match kind {
        Kind::PartyGroups => table.meets(Kind::PartyGroups, &numbers),
        kind => table.meets_needs(*kind),
    };
    others.iter().filter(|kind| fits(kind)).map(|kind| of_kind(*kind)).collect()
}
