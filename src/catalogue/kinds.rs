//! The kinds of table as data: `kinds.tsv` holds what each kind needs and how offices head its columns.
//!
//! Recognition, the blank templates, the names in exports and the glossary all read these rows.

use super::rules::{Condition, HeadingRule, NameList};
use super::words::{ClassSet, Vocabulary};
use crate::model::kind::{Field, Kind};
use crate::model::unit::Unit;
use std::sync::LazyLock;

/// How the cells of a field are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldType {
    /// Text as it is written; also flags and status words, which counting interprets.
    Text,
    /// A person's name; white space is removed.
    Person,
    /// A village; completed to its full name.
    Village,
    /// A day.
    Day,
    /// A whole number. With a unit, cells that state another unit become findings; without one, the unit is
    /// written in the cell (32人次) or depends on another column.
    Amount(Option<Unit>),
    /// An identity or telephone number: digits, also where the file holds a number.
    Digits,
}

impl FieldType {
    fn from_id(id: &str) -> Option<Self> {
        Some(match id.split_once(' ') {
            Some(("amount", symbol)) => Self::Amount(Some(Unit::from_symbol(symbol)?)),
            _ => match id {
                "text" => Self::Text,
                "person" => Self::Person,
                "village" => Self::Village,
                "day" => Self::Day,
                "amount" => Self::Amount(None),
                "digits" => Self::Digits,
                _ => return None,
            },
        })
    }
}

/// The column of a field in the blank template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TemplateColumn {
    /// Its place among the columns, from 1.
    pub place: u8,
    /// Whether it must be filled in.
    pub required: bool,
    /// The value in the example row.
    pub example: &'static str,
}

/// A field that a kind may have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldSpec {
    /// The field.
    pub field: Field,
    /// Its name in exports.
    pub name: &'static str,
    /// How its cells are read.
    pub field_type: FieldType,
    /// How much it counts for the kind where its heading is found.
    pub weight: u8,
    /// Its column in the blank template; `None` if the template leaves it out.
    pub template: Option<TemplateColumn>,
    /// The words that the template offers; empty where any text will do.
    pub choices: Vec<&'static str>,
    /// The headings under which it is known, the most usual first.
    pub headings: Vec<&'static str>,
}

/// A set of columns by which a kind is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KindForm {
    /// The table has at least one field of each group.
    pub needs: Vec<Vec<Field>>,
    /// Whether one of the kind's words must be there too, since the columns alone fit other kinds.
    pub needs_word: bool,
}

/// A kind of table with its fields.
#[derive(Clone, Debug, PartialEq)]
pub struct KindSpec {
    /// The kind.
    pub kind: Kind,
    /// The field that holds the date by which its rows are counted in a period, if they are.
    pub date: Option<Field>,
    /// Words in a title, a sheet's or a file's name that speak for it.
    pub words: Vec<&'static str>,
    /// The forms in which it is known.
    pub forms: Vec<KindForm>,
    /// Words of a title that few kinds share.
    pub strong: Vec<&'static str>,
    /// Words of a title that many kinds share.
    pub weak: Vec<&'static str>,
    /// Classes of words that few other kinds have in headings, whether or not a field is read from them.
    pub marks: ClassSet,
    /// What makes a table one of the kind.
    pub needs: Condition,
    /// How headings are parsed into its fields.
    pub rules: Vec<HeadingRule>,
    /// Fields of a column whose cells are a list's names, whatever its heading says.
    pub listed: Vec<(Field, NameList)>,
    /// Its fields.
    pub fields: Vec<FieldSpec>,
}

static KINDS: LazyLock<Vec<KindSpec>> =
    LazyLock::new(|| parse(include_str!("kinds.tsv")).unwrap_or_default());

/// The specification of a kind that the table lacks; a test holds that it lacks none.
static NONE: LazyLock<KindSpec> = LazyLock::new(|| KindSpec::new(Kind::Villages, None, Vec::new()));

/// The kinds in the order of the table.
pub fn kinds() -> &'static [KindSpec] {
    &KINDS
}

impl KindSpec {
    fn new(kind: Kind, date: Option<Field>, words: Vec<&'static str>) -> Self {
        let (forms, fields, rules) = (Vec::new(), Vec::new(), Vec::new());
        let (strong, weak, listed) = (Vec::new(), Vec::new(), Vec::new());
        let (marks, needs) = (ClassSet::default(), Condition::default());
        Self { kind, date, words, forms, strong, weak, marks, needs, rules, listed, fields }
    }

    /// Returns the specification of `kind`.
    ///
    /// ```
    /// use gelan_core::catalogue::kinds::{FieldType, KindSpec};
    /// use gelan_core::model::kind::{Field, Kind};
    /// let visits = KindSpec::for_kind(Kind::Visits);
    /// assert_eq!(visits.date, Some(Field::Date));
    /// assert_eq!(visits.field(Field::Date).unwrap().field_type, FieldType::Day);
    /// ```
    pub fn for_kind(kind: Kind) -> &'static Self {
        KINDS.iter().find(|spec| spec.kind == kind).unwrap_or(&NONE)
    }

    /// Returns the specification of a field; `None` if the kind does not have it.
    pub fn field(&self, field: Field) -> Option<&FieldSpec> {
        self.fields.iter().find(|spec| spec.field == field)
    }
}

/// Returns the name of a field in exports: what a date or a type is called depends on the kind.
///
/// ```
/// use gelan_core::catalogue::kinds::field_name;
/// use gelan_core::model::kind::{Field, Kind};
/// assert_eq!(field_name(Kind::Matters, Field::Date), "raised");
/// assert_eq!(field_name(Kind::Visits, Field::Date), "date");
/// ```
pub fn field_name(kind: Kind, field: Field) -> &'static str {
    KindSpec::for_kind(kind).field(field).map_or(field.id(), |spec| spec.name)
}

/// Returns the field that holds the date by which a kind's rows are counted; `None` if they have no date.
pub fn counted_date(kind: Kind) -> Option<Field> {
    KindSpec::for_kind(kind).date
}

/// Reads the table.
///
/// # Errors
/// The number of the first row that cannot be read, and the row.
fn parse(table: &'static str) -> Result<Vec<KindSpec>, String> {
    let mut kinds = Vec::new();
    let mut common = Vec::new();
    for (line, row) in (1..).zip(table.lines()).filter(|(_, row)| !row.is_empty() && !row.starts_with('#')) {
        add_row(&row.split('\t').collect::<Vec<_>>(), &mut kinds, &mut common)
            .ok_or_else(|| format!("kinds.tsv, line {line}: {row}"))?;
    }
    Ok(kinds)
}

/// Adds a row to the kinds, or to the `common` fields that others take blank cells from.
fn add_row(cells: &[&'static str], kinds: &mut Vec<KindSpec>, common: &mut Vec<FieldSpec>) -> Option<()> {
    let cell = |column: usize| cells.get(column).copied().unwrap_or("");
    if (cell(0), cell(1)) == ("field", "*") {
        common.push(read_field(cells, None)?);
        return Some(());
    }
    let kind = Kind::from_id(cell(1))?;
    if cell(0) == "kind" {
        let date = if cell(2).is_empty() { None } else { Some(Field::from_id(cell(2))?) };
        kinds.push(KindSpec::new(kind, date, list(cell(3))));
        return Some(());
    }
    let spec = kinds.last_mut().filter(|spec| spec.kind == kind)?;
    match cell(0) {
        "form" => {
            let group = |group: &str| group.trim().split('|').map(Field::from_id).collect();
            let needs = cell(2).split(';').map(group).collect::<Option<_>>()?;
            spec.forms.push(KindForm { needs, needs_word: cell(3) == "word" });
        }
        "title" => (spec.strong, spec.weak) = (list(cell(2)), list(cell(3))),
        "marks" => spec.marks = Vocabulary::shared().set(cell(2))?,
        "needs" => spec.needs = Condition::read(cell(2))?,
        "match" => {
            spec.rules.push(HeadingRule::read(Field::from_id(cell(2))?, cells.get(3..)?)?);
        }
        "listed" => spec.listed.push((Field::from_id(cell(2))?, NameList::from_id(cell(3))?)),
        "field" => {
            let field = Field::from_id(cell(2))?;
            spec.fields.push(read_field(cells, common.iter().find(|c| c.field == field))?);
        }
        _ => return None,
    }
    Some(())
}

/// Reads a row of a field; blank cells take what the field has in `common`.
fn read_field(cells: &[&'static str], common: Option<&FieldSpec>) -> Option<FieldSpec> {
    let cell = |column: usize| cells.get(column).copied().filter(|cell| !cell.is_empty());
    let field = Field::from_id(cell(2)?)?;
    let template = match cell(6) {
        None => None,
        Some(place) => Some(TemplateColumn {
            place: place.trim_end_matches('*').parse().ok()?,
            required: place.ends_with('*'),
            example: cell(7).unwrap_or(""),
        }),
    };
    let list_or = |column: usize, common: Option<&Vec<&'static str>>| {
        cell(column).map(list).or_else(|| common.cloned())
    };
    Some(FieldSpec {
        field,
        name: cell(3).unwrap_or(field.id()),
        field_type: cell(4).map_or(common.map(|c| c.field_type), FieldType::from_id)?,
        weight: cell(5).map_or(common.map(|c| c.weight), |weight| weight.parse().ok())?,
        template,
        choices: list_or(8, common.map(|c| &c.choices)).unwrap_or_default(),
        headings: list_or(9, common.map(|c| &c.headings))?,
    })
}

fn list(cell: &'static str) -> Vec<&'static str> {
    cell.split('|').filter(|word| !word.is_empty()).collect()
}

#[cfg(test)]
#[path = "../../tests/unit/catalogue_kinds.rs"]
mod tests;
