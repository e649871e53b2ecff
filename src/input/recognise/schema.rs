//! Table kinds and their fields as data: under which headings offices write them.

use crate::model::kind::{Field, Kind};

/// How the cells of a field are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// Text as it stands; also flags and status words, which are judged where they are counted.
    Text,
    /// A person's name: white space out.
    Person,
    /// A village: cleaned up to its full name.
    Village,
    /// A day.
    Day,
    /// A whole number in the given unit; cells that state another unit are findings.
    Amount(crate::input::value::Unit),
    /// A whole number whose unit stands in the cell (32人次) or depends on another column.
    AnyAmount,
    /// An identity or telephone number: digits, also where the file holds a number.
    Digits,
}

/// A field that a kind may have.
#[derive(Clone, Copy, Debug)]
pub struct FieldSpec {
    /// Which.
    pub field: Field,
    /// How its cells are read.
    pub kind: Type,
    /// How much it says for the kind where its heading is found.
    pub weight: u8,
    /// Headings under which it is known, normalised.
    pub headings: &'static [&'static str],
}

/// A table kind with its fields.
#[derive(Clone, Copy, Debug)]
pub struct KindSpec {
    /// Which.
    pub kind: Kind,
    /// Words in a title, a sheet's or a file's name that speak for it.
    pub words: &'static [&'static str],
    /// Each group needs at least one of its fields.
    pub needs: &'static [&'static [Field]],
    /// Whether it takes words in a title or name to be sure: its columns alone fit other kinds too.
    pub needs_word: bool,
    /// Its fields.
    pub fields: &'static [FieldSpec],
}

impl KindSpec {
    /// The specification of a field of this kind.
    #[must_use]
    pub fn field(&self, field: Field) -> Option<&'static FieldSpec> {
        self.fields.iter().find(|f| f.field == field)
    }
}

/// The specification of a kind.
#[must_use]
pub fn spec(kind: Kind) -> &'static KindSpec {
    // Each kind has its specification: a test holds it to that.
    super::kinds::kinds().find(|s| s.kind == kind).unwrap_or(&super::kinds::NONE)
}

/// The field's name in exports: what a date or a kind is called depends on the table.
#[must_use]
pub fn field_name(kind: Kind, field: Field) -> &'static str {
    match (kind, field) {
        (Kind::PartyGroups | Kind::Visits | Kind::Cases | Kind::Stations | Kind::DutyLists, Field::What) => {
            "kind"
        }
        (Kind::Matters, Field::Date) => "raised",
        (Kind::Matters, Field::Status) => "result",
        (Kind::Matters, Field::Closed) => "answered",
        (Kind::VolunteerActivities, Field::Topic) => "theme",
        (Kind::LawPublicity, Field::Topic) => "law",
        (Kind::DutySummary, Field::Receptions) => "received",
        _ => field.id(),
    }
}
