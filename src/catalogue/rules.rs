//! What makes a table one of a kind, as rows of `kinds.tsv`: words of its title, a condition, and how headings are parsed.

use super::words::{ClassSet, Vocabulary};
use crate::model::kind::Field;

/// How a heading is parsed into a field.
#[derive(Clone, Debug, PartialEq)]
pub struct HeadingRule {
    /// The field.
    pub field: Field,
    /// The classes of the heading's last word.
    pub heads: ClassSet,
    /// One of these has to stand in it.
    pub need: ClassSet,
    /// These may stand in it too.
    pub allow: ClassSet,
    /// The grade without one of `need`, from 0 (no match) to 1.
    pub bare: f64,
    /// The grade with one of `need`.
    pub full: f64,
    /// What the cells have to look like.
    pub cells: CellShape,
    /// Words that decide between columns, the earlier ones first.
    pub order: Vec<&'static str>,
}

/// What the cells of a column look like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CellShape {
    /// Anything.
    #[default]
    Any,
    /// Days or moments.
    Date,
    /// Persons' names.
    Person,
    /// Numbers.
    Amount,
    /// Lengths of time.
    Minutes,
    /// Telephone numbers.
    Phone,
    /// Places that may be villages.
    Village,
    /// Places all of which are villages.
    VillageOnly,
    /// Texts in which a village's name stands.
    VillageWithin,
    /// Grids.
    Grid,
    /// Short texts.
    Short,
}

/// Names that lists hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameList {
    /// Of villages.
    Villages,
    /// Of grids.
    Grids,
    /// Of grid officers.
    Officers,
    /// Of representatives and members.
    Representatives,
}

impl NameList {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Villages, Self::Grids, Self::Officers, Self::Representatives];

    /// Reads one as `kinds.tsv` writes it.
    pub fn from_id(id: &str) -> Option<Self> {
        let ids = ["villages", "grids", "officers", "representatives"];
        Self::ALL.into_iter().zip(ids).find(|(_, own)| *own == id).map(|(list, _)| list)
    }
}

impl CellShape {
    fn from_id(id: &str) -> Option<Self> {
        Some(match id {
            "" => Self::Any,
            "date" => Self::Date,
            "person" => Self::Person,
            "amount" => Self::Amount,
            "minutes" => Self::Minutes,
            "phone" => Self::Phone,
            "village" => Self::Village,
            "villageonly" => Self::VillageOnly,
            "villagewithin" => Self::VillageWithin,
            "grid" => Self::Grid,
            "short" => Self::Short,
            _ => return None,
        })
    }
}

/// What makes a table one of a kind.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// All of these.
    All(Vec<Condition>),
    /// One of these.
    Either(Vec<Condition>),
    /// Not this.
    Not(Box<Condition>),
    /// A column feeds the field.
    Has(Field),
    /// Two of these fields are fed.
    Two(Vec<Field>),
    /// What a row is stands first: no person, thing or day precedes the columns of these fields.
    Subject(Vec<Field>),
    /// The values of one of these fields mostly differ.
    Distinct(Vec<Field>),
    /// A heading has a word of these classes.
    Heading(ClassSet),
    /// The name's column is headed by a role of these, and nothing but numbers and places precedes it.
    Role(ClassSet),
    /// The title, the sheet's or the file's name has a word of the kind.
    Titled,
    /// It has a strong word of the kind, the last of its strong ones.
    Strong,
    /// The title's head is a word of the kind.
    Headed,
    /// The cells of the role name grid officers.
    OfficerRoles,
    /// Some cell names volunteers.
    Volunteers,
    /// A column holds days, and only its handling says of what.
    AnyDay,
}

/// The default is a condition that no table meets.
impl Default for Condition {
    fn default() -> Self {
        Self::Either(Vec::new())
    }
}

impl HeadingRule {
    /// Reads the cells of a `match` row behind its field.
    pub(super) fn read(field: Field, cells: &[&'static str]) -> Option<Self> {
        let cell = |i: usize| cells.get(i).copied().unwrap_or_default();
        let words = Vocabulary::shared();
        let (bare, full) = cell(3).split_once('/').unwrap_or((cell(3), "1"));
        Some(Self {
            field,
            heads: words.set(cell(0))?,
            need: words.set(cell(1))?,
            allow: words.set(cell(2))?,
            bare: bare.parse().ok()?,
            full: full.parse().ok()?,
            cells: CellShape::from_id(cell(4))?,
            order: cell(5).split('|').filter(|word| !word.is_empty()).collect(),
        })
    }
}

impl Condition {
    /// Reads an expression: terms with `&`, `|`, `!` and brackets.
    pub(super) fn read(text: &str) -> Option<Self> {
        let mut rest = text;
        let condition = Self::either(&mut rest)?;
        rest.is_empty().then_some(condition)
    }

    fn either(rest: &mut &str) -> Option<Self> {
        let mut list = vec![Self::all(rest)?];
        while let Some(next) = rest.strip_prefix('|') {
            *rest = next;
            list.push(Self::all(rest)?);
        }
        Some(Self::Either(list))
    }

    fn all(rest: &mut &str) -> Option<Self> {
        let mut list = vec![Self::one(rest)?];
        while let Some(next) = rest.strip_prefix('&') {
            *rest = next;
            list.push(Self::one(rest)?);
        }
        Some(Self::All(list))
    }

    fn one(rest: &mut &str) -> Option<Self> {
        if let Some(next) = rest.strip_prefix('!') {
            *rest = next;
            return Some(Self::Not(Box::new(Self::one(rest)?)));
        }
        if let Some(next) = rest.strip_prefix('(') {
            *rest = next;
            let inner = Self::either(rest)?;
            *rest = rest.strip_prefix(')')?;
            return Some(inner);
        }
        let end = rest.find(['&', '|', ')']).unwrap_or(rest.len());
        let (term, after) = rest.split_at(end);
        *rest = after;
        Self::term(term)
    }

    fn term(term: &str) -> Option<Self> {
        let fields = |list: &str| list.split(',').map(Field::from_id).collect::<Option<Vec<_>>>();
        let classes = |list: &str| Vocabulary::shared().set(list);
        Some(match term.split_once(':') {
            Some(("@subject", list)) => Self::Subject(fields(list)?),
            Some(("@distinct", list)) => Self::Distinct(fields(list)?),
            Some(("@two", list)) => Self::Two(fields(list)?),
            Some(("@head", list)) => Self::Heading(classes(list)?),
            Some(("@role", list)) => Self::Role(classes(list)?),
            Some(("@cells", "VOL")) => Self::Volunteers,
            Some(_) => return None,
            None => match term {
                "@title" => Self::Titled,
                "@strong" => Self::Strong,
                "@headed" => Self::Headed,
                "@cellsrole" => Self::OfficerRoles,
                "@date" => Self::AnyDay,
                field => Self::Has(Field::from_id(field)?),
            },
        })
    }
}
