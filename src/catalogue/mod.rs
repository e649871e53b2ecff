//! The catalogue: every figure's definition (口径) as data. The page, the documents, the exports and the JSON take
//! names, units and rules from here.

pub mod canonical;
mod counted;
mod counters;
mod counts;
mod expression;
pub mod kinds;
mod measures;
mod places;
mod represent;
pub mod rules;
pub mod trades;
mod within;
pub mod words;

pub use counters::{
    Counter, CounterOrigin, CounterRow, Expected, Level, MergeRule, Predictor, PrivacyGroup, Travel,
};
pub use counts::Count;
pub use expression::{Amount, Expression, Term, Units};
pub use measures::Measure;
pub use places::{BalanceFigure, CaseFigure, GridFigure, MonthFigure, PostFigure};
pub use represent::RepFigure;
pub use within::Within;

use crate::model::kind::Kind;
use crate::text::{Language, language, say, t};

/// The version of the catalogue's definitions. It goes up when what a measure or count takes in changes, so that
/// figures by different definitions are not compared; what changed stands in `docs/measures.md`.
pub const CATALOGUE: u32 = 2;

/// A sentence in the two languages of the catalogue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// Chinese, as the page shows it.
    pub zh: &'static str,
    /// English.
    pub en: &'static str,
}

impl Text {
    /// In the language that is on.
    pub fn said(self) -> &'static str {
        match language() {
            Language::Zh => self.zh,
            Language::En => self.en,
        }
    }
}

/// How rows become a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Each row is one.
    Rows,
    /// The rows' amounts are added up: of which column, in Chinese.
    Sum(&'static str),
    /// Each thing is one, however many rows name it: which thing, in Chinese.
    Once(&'static str),
    /// The rows' amounts are added up for each place, and the index is of these sums: of which column, in Chinese.
    Index(&'static str),
    /// The median of the rows' days, by Kaplan and Meier: what is not over yet counts with the days so far.
    Median,
    /// It is a constant of the rule, and no row makes it.
    Fixed,
}

/// Whether figures of two places or two periods give the figure of both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Additivity {
    /// They add up.
    Adds,
    /// They do not add up, since a thing may be in both; merging what was counted gives it.
    Merges,
    /// A ratio: its parts are added up or merged, and divided anew. Ratios are never added or averaged.
    Divides,
}

impl Additivity {
    /// The name in the results JSON.
    pub fn id(self) -> &'static str {
        match self {
            Self::Adds => "adds",
            Self::Merges => "merges",
            Self::Divides => "divides",
        }
    }

    /// In words.
    pub fn title(self) -> &'static str {
        match self {
            Self::Adds => t("可以相加"),
            Self::Merges => t("不能相加，合并底数后重新计"),
            Self::Divides => t("不能相加或平均，分子、分母各自合并后再除"),
        }
    }
}

/// What a figure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Definition {
    /// Stable name, as in the results JSON.
    pub id: &'static str,
    /// Name on the page.
    pub title: &'static str,
    /// Name in English.
    pub name: &'static str,
    /// The unit of numerator and denominator, in Chinese.
    pub unit: &'static str,
    /// What is counted; of a ratio, the numerator.
    pub numerator: Text,
    /// Of a ratio, what the denominator counts.
    pub denominator: Option<Text>,
    /// What else to know; may be empty.
    pub rule: Text,
    /// The kinds of table that it comes from.
    pub needs: &'static [Kind],
    /// Whether it needs all of them; otherwise any one will do.
    pub all: bool,
    /// Whether only rows of the chosen period count.
    pub dated: bool,
    /// How rows become the numerator.
    pub way: Way,
    /// How rows become the denominator.
    pub base_way: Way,
    /// The numerator, or the count itself, as an expression over counters.
    pub terms: Expression,
    /// The denominator likewise; of a median, the part of its rows that are not over yet.
    pub base: Expression,
    /// Whether it is of the township alone, and not of its villages.
    pub township_only: bool,
    /// What it is called over another figure, and that one's stable name; over others it is both their names.
    pub share: Option<(&'static str, Text)>,
    /// Of what bounds are known where party groups do not say which grids they cover.
    pub bounds: Option<PartyFigure>,
}

/// The figures that party groups decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartyFigure {
    /// Grids with a group of any kind.
    Any,
    /// Grids with a group of their own.
    Own,
    /// Grids with a group, an officer and a head.
    Triangle,
}

impl Definition {
    const fn count(
        name: &'static str,
        unit: &'static str,
        needs: &'static [Kind],
        way: Way,
        zh: &'static str,
        en: &'static str,
    ) -> Self {
        Self {
            id: "",
            title: "",
            name,
            unit,
            numerator: Text { zh, en },
            denominator: None,
            rule: Text { zh: "", en: "" },
            needs,
            all: false,
            dated: false,
            way,
            base_way: Way::Fixed,
            terms: &[],
            base: &[],
            township_only: false,
            share: None,
            bounds: None,
        }
    }

    /// Sets the expression of the numerator, or of the count itself.
    const fn from(mut self, terms: Expression) -> Self {
        self.terms = terms;
        self
    }

    /// Sets the expression of the rows that are shown beside those of the numerator.
    const fn beside(mut self, base: Expression) -> Self {
        self.base = base;
        self
    }

    const fn township_only(mut self) -> Self {
        self.township_only = true;
        self
    }

    const fn share(mut self, of: &'static str, zh: &'static str, en: &'static str) -> Self {
        self.share = Some((of, Text { zh, en }));
        self
    }

    const fn bounded(mut self, figure: PartyFigure) -> Self {
        self.bounds = Some(figure);
        self
    }

    /// Makes it a ratio, which needs all of its tables.
    const fn over(mut self, way: Way, zh: &'static str, en: &'static str, base: Expression) -> Self {
        self.denominator = Some(Text { zh, en });
        self.base_way = way;
        self.base = base;
        self.all = true;
        self
    }

    const fn rule(mut self, zh: &'static str, en: &'static str) -> Self {
        self.rule = Text { zh, en };
        self
    }

    const fn dated(mut self) -> Self {
        self.dated = true;
        self
    }

    /// The counters that it is made from, numerator and denominator.
    pub fn counters(&self) -> impl Iterator<Item = Counter> {
        self.terms.iter().chain(self.base).flat_map(|term| term.counters())
    }

    /// The groups of counts that it is made from and that senders of snapshots may keep back.
    pub fn privacy(&self) -> impl Iterator<Item = PrivacyGroup> {
        self.counters().filter_map(|counter| counter.row().privacy)
    }

    /// Whether rows of a kind of table take part in it.
    pub fn reads(&self, kind: Kind) -> bool {
        let reads = |term: &Term| {
            term.lists() == Some(kind) || term.counters().iter().any(|c| c.row().origin.kind == kind)
        };
        self.needs.contains(&kind) || self.terms.iter().chain(self.base).any(reads)
    }

    /// The name in the language that is on.
    pub fn label(&self) -> &'static str {
        Text { zh: self.title, en: self.name }.said()
    }

    /// Whether figures of two places or periods add up.
    pub fn additivity(&self) -> Additivity {
        match (self.denominator, self.way) {
            (Some(_), _) => Additivity::Divides,
            (None, Way::Once(_) | Way::Median | Way::Index(_)) => Additivity::Merges,
            (None, _) => Additivity::Adds,
        }
    }

    /// The tables that it needs, in words.
    pub fn tables(&self) -> String {
        let names: Vec<_> = self.needs.iter().map(|k| format!("“{}”", k.title())).collect();
        let between = match (self.all, language()) {
            // The marks of quotation are enough in Chinese.
            (true, Language::Zh) => "",
            (true, Language::En) => ", ",
            (false, _) => t("或"),
        };
        say!("{}表", names.join(between))
    }
}

/// An enum of figures with a definition each.
macro_rules! figures {
    ($(#[$meta:meta])* $name:ident { $($variant:ident $id:literal $title:literal => $definition:expr;)* }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name { $(#[doc = $title] $variant,)* }

        impl $name {
            /// All, in the order of the results JSON.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// What it is.
            pub fn definition(self) -> &'static $crate::catalogue::Definition {
                use $crate::catalogue::Definition;
                match self {
                    $(Self::$variant => {
                        const IT: Definition = Definition { id: $id, title: $title, ..$definition };
                        &IT
                    })*
                }
            }

            /// The name in the results JSON.
            pub fn id(self) -> &'static str { self.definition().id }
            /// The name on the page.
            pub fn title(self) -> &'static str { self.definition().label() }
            /// The unit.
            pub fn unit(self) -> &'static str { $crate::text::unit(self.definition().unit) }
        }
    };
}
use figures;

/// Returns the figures of the township that rows of a kind of table take part in: counts, measures, cases,
/// representatives.
pub fn reading(kind: Kind) -> impl Iterator<Item = &'static Definition> {
    let counts = Count::ALL.iter().map(|f| f.definition());
    let measures = Measure::ALL.iter().map(|f| f.definition());
    let cases = CaseFigure::ALL.iter().map(|f| f.definition());
    let deeds = RepFigure::ALL.iter().map(|f| f.definition());
    counts.chain(measures).chain(cases).chain(deeds).filter(move |figure| figure.reads(kind))
}

/// A part of the catalogue: its name in Chinese and in English, and its definitions.
pub type Section = (Text, Vec<&'static Definition>);

/// Everything, in the order in which the page and the documents list it.
pub fn sections() -> Vec<Section> {
    fn definitions<T: Copy>(all: &[T], definition: fn(T) -> &'static Definition) -> Vec<&'static Definition> {
        all.iter().map(|f| definition(*f)).collect()
    }
    let title = |zh, en| Text { zh, en };
    vec![
        (title("覆盖率", "Coverage"), definitions(Measure::ALL, Measure::definition)),
        (title("数量", "Counts"), definitions(Count::ALL, Count::definition)),
        (title("每个网格", "Each grid"), definitions(GridFigure::ALL, GridFigure::definition)),
        (title("均衡程度", "Balance"), definitions(BalanceFigure::ALL, BalanceFigure::definition)),
        (title("一格一员", "One officer a grid"), definitions(PostFigure::ALL, PostFigure::definition)),
        (title("矛盾纠纷和诉求", "Cases"), definitions(CaseFigure::ALL, CaseFigure::definition)),
        (title("代表履职", "Representatives"), definitions(RepFigure::ALL, RepFigure::definition)),
        (title("每月", "Each month"), definitions(MonthFigure::ALL, MonthFigure::definition)),
    ]
}
