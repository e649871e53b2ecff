//! How a table was understood: a result that a person can see, correct and have remembered.

use super::cells::Seems;
use super::skipped::SkippedRows;
use super::title::noun;
use crate::model::kind::{Field, Kind};
use crate::model::site::table_mark;
use crate::order::Gather as _;
use crate::text::t;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How sure the recognition is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// No kind fits; nothing is counted from the table.
    Unknown,
    /// Some headings fit only in part, or another kind fits nearly as well: 请确认. Nothing is counted from the table
    /// until a person says what it is.
    Likely,
    /// Every needed heading is known word for word.
    Sure,
    /// A person chose.
    Chosen,
}

impl Confidence {
    /// The name on the page.
    pub fn title(self) -> &'static str {
        match self {
            Self::Unknown => t("认不出"),
            Self::Likely => t("请确认"),
            Self::Sure => t("已认出"),
            Self::Chosen => t("已指定"),
        }
    }

    /// Whether a table of this kind waits for a person's word.
    pub fn waits(self, kind: Option<Kind>) -> bool {
        self == Self::Likely && kind.is_some_and(Kind::is_counted)
    }
}

/// A column of a table and the field that it was taken for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnInfo {
    /// Column as in the spreadsheet program, from 1.
    pub column: u32,
    /// The headings above it, from the top.
    pub headings: Vec<String>,
    /// The field of the table's own kind that it feeds, if any; the first of several.
    pub field: Option<Field>,
    /// Whether its cells are names of a loaded list, and that says so.
    pub by_names: bool,
    /// What its cells look like by themselves.
    pub seems: Seems,
    /// The first different values that are not blank, at most five.
    pub examples: Vec<String>,
}

impl ColumnInfo {
    /// The headings in one line.
    pub fn heading(&self) -> String {
        self.headings.join("／")
    }
}

/// A kind that a table feeds, with the columns of its fields.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnMapping {
    /// The kind.
    pub kind: Kind,
    /// The fields, each with the index of its column among the table's columns.
    pub fields: Vec<(Field, u32)>,
}

impl ColumnMapping {
    /// The mapping of a kind. `fields` holds the field of each column, `more` further ones with the column's index;
    /// where several columns feed a field (months), the first counts.
    pub fn new(kind: Kind, fields: &[Option<Field>], more: &[(usize, Field)]) -> Self {
        let first = fields.iter().enumerate().filter_map(|(i, f)| Some((i, (*f)?)));
        let mut found: Vec<(Field, u32)> = Vec::new();
        for (index, field) in first.chain(more.iter().copied()) {
            if !found.iter().any(|(f, _)| *f == field) {
                found.push((field, u32::try_from(index).unwrap_or(u32::MAX)));
            }
        }
        Self { kind, fields: found }
    }
}

/// A table as it was found and understood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableInfo {
    /// The file inside a zip, empty where the dropped file itself holds the sheet.
    pub inner_file: String,
    /// The sheet's name; empty for CSV.
    pub sheet: String,
    /// Whether the sheet is hidden.
    pub hidden: bool,
    /// The title above the header.
    pub title: Option<String>,
    /// The line above the header that says who reports (填报单位：栗坪村).
    pub unit: Option<String>,
    /// What it lists; `None` where no kind fits, or a person set it aside.
    pub kind: Option<Kind>,
    /// How sure that is.
    pub confidence: Confidence,
    /// Whether the names of loaded lists made it that.
    pub by_names: bool,
    /// The kinds that it may be where it is not sure, the best first, at most three, with the columns that headings or
    /// cells suggest.
    pub offers: Vec<ColumnMapping>,
    /// First and last row of the header, from 1.
    pub header_rows: (u32, u32),
    /// First and last row of its records; `None` where it has none.
    pub record_rows: Option<(u32, u32)>,
    /// Number of records.
    pub records: u32,
    /// Its columns.
    pub columns: Vec<ColumnInfo>,
    /// The kinds that it feeds, its own first, with their columns.
    pub mappings: Vec<ColumnMapping>,
    /// Rows between header and end that are no records.
    pub skipped: SkippedRows,
    /// What its headings are, for remembering a correction.
    pub signature: String,
}

impl TableInfo {
    /// By what a person's answer about where the table belongs is kept; `file` is the dropped file's name.
    pub fn mark(&self, file: &str) -> String {
        let title = self.title.as_deref().unwrap_or_default();
        table_mark(&[file, &self.inner_file, &self.sheet, title], self.header_rows.0)
    }

    /// Whether it counts nowhere until a person says that it is what it seems to be.
    pub fn waits(&self) -> bool {
        self.confidence.waits(self.kind)
    }

    /// Whether its rows are counted.
    pub fn counts(&self) -> bool {
        self.kind.is_some() && !self.waits()
    }
}

/// A person's correction for every table of the same headings.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// The kind; `None` sets the table aside.
    pub kind: Option<Kind>,
    /// By kind and field: the heading (as [`ColumnInfo::heading`] gives it) of the column that feeds it, `None` for
    /// none. A heading may feed several fields; fields that are not named keep what recognition finds.
    #[serde(default)]
    pub columns: BTreeMap<Kind, BTreeMap<Field, Option<String>>>,
    /// The kinds that the table feeds beside its own; `None` for those that recognition finds.
    #[serde(default)]
    pub also: Option<Vec<Kind>>,
    /// First and last row of the header, where a person moved it; the key stays the signature of the header that
    /// was found, so the same export is understood the same way next time.
    #[serde(default)]
    pub header_rows: Option<(u32, u32)>,
    /// The noun of the table's title ([`noun`]): the next table of this name is likely of the kind.
    #[serde(default)]
    pub title: Option<String>,
}

impl Correction {
    /// A table's kind as a person states it; it teaches the noun of the table's title, or of its sheet.
    pub fn of(table: &TableInfo, kind: Option<Kind>) -> Self {
        Self { kind, title: noun(table.title.as_deref().unwrap_or(&table.sheet)), ..Self::default() }
    }

    /// Whether it says no more than that a table is of this kind.
    pub fn confirms(&self, kind: Option<Kind>) -> bool {
        kind.is_some() && self.kind == kind && self.columns.is_empty() && self.also.is_none()
    }
}

/// Corrections by the tables' signatures.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Corrections(pub BTreeMap<String, Correction>);

impl Corrections {
    /// Has a table be of a kind; `None` sets it aside. It has the columns that were offered with the kind, if it was
    /// offered, else they are recognised anew. A header that a person moved stays where it is.
    pub fn choose(&mut self, table: &TableInfo, kind: Option<Kind>) {
        let header_rows = self.0.get(&table.signature).and_then(|c| c.header_rows);
        let offered = table.offers.iter().filter(|offer| Some(offer.kind) == kind && kind != table.kind);
        let heading = |place: u32| table.columns.get(place as usize).map(ColumnInfo::heading);
        let fields =
            |offer: &ColumnMapping| offer.fields.iter().map(|(f, place)| (*f, heading(*place))).into_map();
        let columns = offered.map(|offer| (offer.kind, fields(offer))).into_map();
        let chosen = Correction { header_rows, columns, ..Correction::of(table, kind) };
        self.0.insert(table.signature.clone(), chosen);
    }

    /// Puts back what was known of a table's headings.
    pub fn restore(&mut self, signature: &str, before: Option<Correction>) {
        match before {
            Some(before) => _ = self.0.insert(signature.to_owned(), before),
            None => _ = self.0.remove(signature),
        }
    }
}
