//! Partial sums of many towns: what an engine computes from the canonical tables, as rows that a file holds, to and from the
//! tallies of towns; and the queries that give them.

pub mod canonical;
pub mod csv;
mod of_tally;
pub mod script;
pub mod sql;
mod to_tally;
pub mod views;

pub use of_tally::of_tally;
pub use to_tally::{Town, towns};

use canonical::AboutTown;

use crate::catalogue::canonical::Counted;
use crate::catalogue::{Counter, Level};
use crate::count::UnitMismatch;
use crate::model::body::Body;
use crate::model::cell::Day;
use crate::model::kind::{Field, Kind};
use crate::model::period::Period;
use crate::model::unit::Unit;
use std::collections::{BTreeMap, BTreeSet};

/// The days of a period that takes all dates.
pub const ALL_DATES: Period = Period { from: Day(-719_162), to: Day(2_932_896) };

/// What a row of sums is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PartialUnit {
    /// What counters are kept for.
    Of(Level),
    /// What a head links in a grid.
    Head,
    /// Matters of a body by days.
    BodyDays,
    /// Matters of a person by days.
    PersonDays,
    /// Items and stations of one name that lack something: the counters hold how often.
    Lacking,
    /// Party groups of a village without their grids.
    Unplaced,
    /// What is known of the town itself.
    Town,
}

impl PartialUnit {
    /// All of them.
    pub const ALL: [Self; 12] = [
        Self::Of(Level::Village),
        Self::Of(Level::Grid),
        Self::Of(Level::Body),
        Self::Of(Level::Person),
        Self::Of(Level::Month),
        Self::Of(Level::Township),
        Self::Head,
        Self::BodyDays,
        Self::PersonDays,
        Self::Lacking,
        Self::Unplaced,
        Self::Town,
    ];

    /// Its name in the table.
    pub fn id(self) -> &'static str {
        match self {
            Self::Of(Level::Village) => "village",
            Self::Of(Level::Grid) => "grid",
            Self::Of(Level::Body) => "body",
            Self::Of(Level::Person) => "person",
            Self::Of(Level::Month) => "month",
            Self::Of(Level::Township) => "township",
            Self::Head => "head",
            Self::BodyDays => "body_days",
            Self::PersonDays => "person_days",
            Self::Lacking => "lacking",
            Self::Unplaced => "unplaced",
            Self::Town => "town",
        }
    }

    /// The unit of a name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|unit| unit.id() == id)
    }
}

macro_rules! extras {
    ($($variant:ident $id:literal;)*) => {
        /// A number beside the counters.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(missing_docs)]
        pub enum Extra { $($variant,)* }

        impl Extra {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// Its name in the table.
            pub fn id(self) -> &'static str { match self { $(Self::$variant => $id),* } }
        }
    };
}

extras! {
    Rank "rank";
    Listed "listed";
    Linked "head_links";
    ClosedAfter "closed_after";
    OpenAfter "open_after";
    DaysInOffice "days_in_office";
    Venues "venues";
    Own "own";
    JointLoose "loose_joint";
    Unsaid "unsaid";
    StatedOwn "stated_own";
    StatedJoint "stated_joint";
    Kinds "kinds";
    Columns "columns";
    Bodies "bodies";
    MonthEnd "month_end";
    FirstDay "first_day";
    LastDay "last_day";
    Made "made_on";
}

/// A number of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PartialValue {
    /// A counter.
    Of(Counter),
    /// Something beside them.
    Extra(Extra),
}

impl PartialValue {
    /// All of them, in the order of their columns.
    pub fn all() -> impl Iterator<Item = Self> {
        Counter::ALL.iter().map(|c| Self::Of(*c)).chain(Extra::ALL.iter().map(|e| Self::Extra(*e)))
    }

    /// Its column.
    pub fn id(self) -> &'static str {
        match self {
            Self::Of(counter) => counter.id(),
            Self::Extra(extra) => extra.id(),
        }
    }
}

/// The columns before the numbers, in their order.
pub const KEYS: [&str; 12] = [
    "province", "city", "county", "township", "from_day", "to_day", "unit", "village", "grid", "body",
    "person", "number",
];
/// The texts behind the keys. `label` tells rows of items and heads apart.
pub const TEXTS: [&str; 4] = ["label", "name", "code", "kind"];

/// Province, city, county and township; empty where not known.
pub type TownKey = [String; 4];

/// What a row is of, inside its town.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PartialKey {
    /// The period; `None` for what no period changes.
    pub period: Option<Period>,
    /// What it is of.
    pub unit: PartialUnit,
    /// The village.
    pub village: String,
    /// The grid.
    pub grid: String,
    /// The body of representatives.
    pub body: Option<Body>,
    /// The representative.
    pub person: String,
    /// The month, or the days that matters took.
    pub number: i64,
    /// The item, the station or the head.
    pub label: String,
}

impl PartialKey {
    /// Of a unit that has no name of its own.
    pub fn new(unit: PartialUnit, period: Option<Period>) -> Self {
        let empty = String::new;
        Self {
            period,
            unit,
            village: empty(),
            grid: empty(),
            body: None,
            person: empty(),
            number: 0,
            label: empty(),
        }
    }
}

/// The numbers of a row, and the words of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PartialSums {
    /// The numbers that are known and say something.
    pub values: BTreeMap<PartialValue, i64>,
    /// Name, code and kind in the list; of a person the village.
    pub texts: [String; 3],
}

/// The rows of towns.
pub type Partials = BTreeMap<TownKey, BTreeMap<PartialKey, PartialSums>>;

/// Whether a counter of a level follows the period.
fn follows_period(counter: Counter, level: Level) -> bool {
    let of = |counted: &&Counted| counted.levels.contains(&level);
    counter.counted().iter().find(of).is_some_and(|counted| counted.table.is_dated() && !counted.any_day)
}

/// Columns whose unit does not fit, in a text: kind, field and unit with full stops between, semicolons behind all but the
/// last; without a unit where long numbers were rounded.
pub fn misfits(of: &BTreeSet<UnitMismatch>) -> String {
    let one = |m: &UnitMismatch| {
        format!("{}.{}.{}", m.kind.id(), m.field.id(), m.found.map(Unit::symbol).unwrap_or_default())
    };
    of.iter().map(one).collect::<Vec<_>>().join(";")
}

/// Those of a text; what it does not know is left out.
fn misfits_of(text: &str) -> BTreeSet<UnitMismatch> {
    let one = |text: &str| {
        let mut parts = text.splitn(3, '.');
        let (kind, field) = (Kind::from_id(parts.next()?)?, Field::from_id(parts.next()?)?);
        let unit = parts.next().unwrap_or_default();
        let found = Unit::ALL.iter().find(|known| known.symbol() == unit).copied();
        Some(UnitMismatch { kind, field, found })
    };
    text.split(';').filter_map(one).collect()
}

/// The row of the town itself.
pub fn about_row(about: &AboutTown) -> (PartialKey, PartialSums) {
    let [kinds, columns, bodies] = about.loaded.bits();
    let days = about.span.map(|span| [span.from, span.to].map(|day| i64::from(day.0)));
    let known = [
        (Extra::Kinds, kinds),
        (Extra::Columns, columns),
        (Extra::Bodies, bodies),
        (Extra::MonthEnd, i64::from(about.month_end.day())),
        (Extra::Made, i64::from(about.made.0)),
    ];
    let mut values: BTreeMap<PartialValue, i64> =
        known.into_iter().filter(|(_, n)| *n != 0).map(|(e, n)| (PartialValue::Extra(e), n)).collect();
    if let Some([first, last]) = days {
        values.extend([
            (PartialValue::Extra(Extra::FirstDay), first),
            (PartialValue::Extra(Extra::LastDay), last),
        ]);
    }
    let texts = [String::new(), String::new(), about.misfits.clone()];
    (PartialKey::new(PartialUnit::Town, None), PartialSums { values, texts })
}
