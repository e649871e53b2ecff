//! Weighs what speaks for each kind: the title, headings by how few kinds have them, cells; and against it: other trades.

use super::cells::ColumnLook;
use super::classify::{Classified, HeadedColumn, Surroundings, partners};
use super::mapping::Confidence;
use super::marks::MARKS;
use super::own_words::OwnWords;
use super::phrase::{ParsedHeading, Word};
use super::title::{TitleEvidence, TradeHits};
use crate::catalogue::kinds::{KindSpec, kinds};
use crate::catalogue::rules::Condition;
use crate::catalogue::words::ClassSet;
use crate::model::kind::{Field, Kind};
use crate::order::Sort as _;
use std::cmp::Reverse;

// Found by measuring on published tables; `against` counts what speaks for another trade.
/// What a title says that is headed by a kind's word.
const TITLE: f64 = 4.0;
/// What a word of another trade takes.
const TRADE: f64 = 1.8;
/// What speaks for another trade, from which a table is none of ours until a person says so.
const OTHERS: f64 = 2.5;
/// What a heading says with a word that few other kinds have.
const MARK: f64 = 1.2;
/// What a column that means nothing to the kind takes.
const STRANGER: f64 = 0.12;
/// What a list of persons or a table of sums takes of a kind whose rows are events.
const ROSTER: f64 = 3.0;
/// The least score of a kind, and of one that is only shown.
const LEAST: f64 = 3.0;
const LEAST_SHOWN: f64 = 1.5;
/// The least score that may be sure, and the least distance to the next kind.
const SURE: f64 = 7.0;
const MARGIN: f64 = 1.5;
/// What headings have to say at least.
const HEADINGS: f64 = 2.5;

/// How the columns of a table feed the fields of a kind.
struct Fit {
    /// The column and the grades of heading and cells of each field.
    fields: Vec<(Field, usize, f64, f64)>,
}

impl Fit {
    fn column(&self, field: Field) -> Option<usize> {
        self.fields.iter().find(|(f, ..)| *f == field).map(|(_, column, ..)| *column)
    }
}

/// What speaks for a kind.
pub(super) struct Rank {
    pub kind: Kind,
    pub score: f64,
    /// What its headings say.
    headings: f64,
    /// What speaks for another trade.
    against: f64,
    pub meets_needs: bool,
    /// Columns that mean nothing to it.
    strangers: Vec<usize>,
    /// Headings of the best grades.
    exact: usize,
    fit: Fit,
}

/// A table as it is judged: headings, cells and the names around it.
pub struct TableView<'a> {
    headings: Vec<ParsedHeading>,
    looks: Vec<ColumnLook>,
    evidence: TitleEvidence,
    trades: TradeHits,
    own: &'a OwnWords,
    columns: &'a [HeadedColumn],
    /// Rows are persons: a plain 姓名 and a plain 性别.
    is_roster: bool,
    /// Rows are sums: more than half of the columns count, and none is a date.
    is_sums: bool,
    /// By heading, for how many kinds it may feed a field.
    kinds_of_heading: Vec<f64>,
}

impl<'a> TableView<'a> {
    /// Views a table. `looks` has one for each of the `columns`, `own` the words of a person's answers.
    pub fn new(
        columns: &'a [HeadedColumn],
        looks: Vec<ColumnLook>,
        around: &'a Surroundings,
        own: &'a OwnWords,
    ) -> Self {
        let marks = &*MARKS;
        let headings: Vec<ParsedHeading> = columns.iter().map(ParsedHeading::new).collect();
        let is_date = headings.iter().any(|h| h.head().meets(marks.date));
        let counts = headings.iter().zip(&looks).filter(|(h, look)| {
            h.head().meets(marks.counts) || (look.count > 0 && look.amount > 0.8 && !look.is_ascending)
        });
        let is_alone = |classes| headings.iter().any(|h| h.alone().meets(classes));
        let feeds = |h: &ParsedHeading, spec: &KindSpec| spec.rules.iter().any(|rule| h.grade(rule) > 0.0);
        // Names of a list may stand in nearly every kind, whatever is above them.
        let by_list =
            |look: &ColumnLook, spec: &KindSpec| spec.listed.iter().any(|(_, list)| look.is_of(*list));
        let is_fed = |(h, look), spec: &&KindSpec| feeds(h, spec) || by_list(look, spec);
        let kinds_of_heading =
            headings.iter().zip(&looks).map(|pair| kinds().iter().filter(|spec| is_fed(pair, spec)).count());
        let evidence = TitleEvidence::new(around, &own.titles);
        let has_days = headings.iter().zip(&looks).any(|(heading, look)| {
            heading.head().meets(marks.date) && look.count > 1 && look.date > 0.8 && look.distinct >= 0.35
        });
        Self {
            trades: TradeHits::new(around, &headings, &evidence, has_days),
            evidence,
            is_roster: is_alone(marks.sex) && is_alone(marks.name),
            is_sums: counts.count() * 2 > columns.len() && !is_date,
            kinds_of_heading: kinds_of_heading.map(|n| number(n.max(1))).collect(),
            headings,
            looks,
            own,
            columns,
        }
    }

    /// Returns the field of each column in a kind.
    pub fn fields(&self, kind: Kind) -> Vec<Option<Field>> {
        let mut fields = vec![None; self.columns.len()];
        for (field, column, ..) in self.fit(KindSpec::for_kind(kind)).fields {
            if let Some(slot) = fields.get_mut(column) {
                *slot = Some(field);
            }
        }
        let sequence = self.columns.iter().position(HeadedColumn::is_sequence);
        if !fields.contains(&Some(Field::Sequence))
            && let Some(slot) = sequence.and_then(|column| fields.get_mut(column))
        {
            *slot = Some(Field::Sequence);
        }
        fields
    }

    /// Whether the table has what makes it one of a kind.
    pub fn meets_needs(&self, kind: Kind) -> bool {
        self.meets(kind, &KindSpec::for_kind(kind).needs)
    }

    /// Whether the table meets a condition as one of a kind.
    pub fn meets(&self, kind: Kind, condition: &Condition) -> bool {
        self.holds(kind, condition, &self.fit(KindSpec::for_kind(kind)))
    }

    /// Returns the columns whose headings have words that are not known, by index.
    pub(super) fn open_columns(&self) -> impl Iterator<Item = usize> {
        let is_open =
            |h: &ParsedHeading| h.words.iter().any(Word::is_unknown) || h.head() == ClassSet::default();
        self.headings.iter().enumerate().filter(move |(_, h)| is_open(h)).map(|(column, _)| column)
    }

    /// Returns what was seen of a column's cells.
    pub(super) fn look(&self, column: usize) -> Option<&ColumnLook> {
        self.looks.get(column)
    }

    /// Gives each field the column that names it best.
    fn fit(&self, spec: &KindSpec) -> Fit {
        // Best grade first, then the word that decides, then the column.
        let mut found: Vec<(Reverse<i64>, usize, usize, Field, f64, f64)> = Vec::new();
        for (column, (heading, look)) in self.headings.iter().zip(&self.looks).enumerate() {
            if let Some(field) =
                self.columns.get(column).and_then(|c| self.own.field(&c.joined.full, spec.kind))
            {
                found.push((Reverse(2000), 0, column, field, 1.0, 1.0));
            }
            for rule in &spec.rules {
                let grade = heading.grade(rule);
                let cells = if grade > 0.0 { look.agreement(rule.cells) } else { 0.0 };
                if cells > 0.0 {
                    let rank = rule.order.iter().position(|word| heading.text.contains(word));
                    let rank = rank.unwrap_or(rule.order.len());
                    let step = if rule.order.is_empty() { 1 } else { 100 };
                    let rounded =
                        rounded(grade * cells * 1000.0 / number(step)) * i64::try_from(step).unwrap_or(1);
                    found.push((Reverse(rounded), rank, column, rule.field, grade, cells));
                }
            }
        }
        for (field, list) in &spec.listed {
            let is_listed = |(column, look): (usize, &ColumnLook)| look.is_of(*list).then_some(column);
            let columns = self.looks.iter().enumerate().filter_map(is_listed);
            found.extend(columns.map(|column| (Reverse(900), 5, column, *field, 0.9, 1.0)));
        }
        if let Some(day) = self.only_day(spec.kind).filter(|_| !found.iter().any(|f| f.3 == Field::Date)) {
            found.push((Reverse(400), 9, day, Field::Date, 0.4, 1.0));
        }
        found.order_by_key(|f| (f.0, f.1, f.2));
        let mut fields: Vec<(Field, usize, f64, f64)> = Vec::new();
        for (_, _, column, field, grade, cells) in found {
            if !fields.iter().any(|(f, c, ..)| *f == field || *c == column) {
                fields.push((field, column, grade, cells));
            }
        }
        Fit { fields }
    }

    /// Returns the only column of days, where the title names a kind whose rows are days.
    fn only_day(&self, kind: Kind) -> Option<usize> {
        let has_days =
            matches!(kind, Kind::Visits | Kind::Duty | Kind::VolunteerActivities | Kind::LawPublicity);
        if !has_days || self.is_roster || self.share(kind) < 0.5 {
            return None;
        }
        // The day on which a row was entered is a visit's, where no other is there, but no activity's.
        let others =
            if kind == Kind::Visits { MARKS.other_dates } else { MARKS.other_dates.union(MARKS.starts) };
        let is_day = |(heading, look): &(&ParsedHeading, &ColumnLook)| {
            heading.head().meets(MARKS.date)
                && !heading.modifiers().iter().any(|word| word.classes.meets(others))
                && (look.count == 0 || look.date > 0.5)
        };
        let mut days = self.headings.iter().zip(&self.looks).enumerate().filter(|(_, pair)| is_day(pair));
        days.next().filter(|_| days.next().is_none()).map(|(column, _)| column)
    }

    fn share(&self, kind: Kind) -> f64 {
        self.evidence.share.get(&kind).copied().unwrap_or(0.0)
    }

    fn holds(&self, kind: Kind, condition: &Condition, fit: &Fit) -> bool {
        let columns = |fields: &[Field]| fields.iter().filter_map(|f| fit.column(*f)).collect::<Vec<_>>();
        let head = |column: usize| self.headings.get(column).map_or(ClassSet::default(), ParsedHeading::head);
        match condition {
            Condition::All(list) => list.iter().all(|c| self.holds(kind, c, fit)),
            Condition::Either(list) => list.iter().any(|c| self.holds(kind, c, fit)),
            Condition::Not(inner) => !self.holds(kind, inner, fit),
            Condition::Has(field) => fit.column(*field).is_some(),
            Condition::Two(fields) => columns(fields).len() >= 2,
            Condition::Subject(fields) => columns(fields)
                .into_iter()
                .min()
                .is_some_and(|first| (0..first).all(|column| !head(column).meets(MARKS.subjects))),
            Condition::Distinct(fields) => {
                let columns = columns(fields);
                let mut looks =
                    columns.iter().filter_map(|c| self.looks.get(*c)).filter(|l| l.count > 0).peekable();
                let village =
                    fit.column(Field::Village).and_then(|c| self.looks.get(c)).filter(|v| v.count > 0);
                let is_distinct = |look: &ColumnLook| {
                    look.distinct >= 0.35 || village.is_some_and(|v| look.distinct_within(v) >= 0.8)
                };
                looks.peek().is_none() || looks.any(is_distinct)
            }
            Condition::Heading(classes) => self.headings.iter().any(|h| h.has(*classes)),
            Condition::Role(classes) => fit.column(Field::Name).is_some_and(|name| {
                head(name).meets(*classes) && (0..name).all(|column| head(column).meets(MARKS.before_role))
            }),
            Condition::Titled => self.share(kind) >= 0.3,
            Condition::Strong => self.evidence.strong.contains(&kind),
            Condition::Headed => self.evidence.headed.contains(&kind),
            Condition::OfficerRoles => fit
                .column(Field::Role)
                .and_then(|column| self.looks.get(column))
                .is_some_and(|look| look.has_officer_roles),
            Condition::Volunteers => self.looks.iter().any(|look| look.has_volunteers),
            Condition::AnyDay => self.headings.iter().zip(&self.looks).any(|(heading, look)| {
                heading.head().meets(MARKS.date)
                    && heading.modifiers().iter().all(|word| word.classes.meets(MARKS.handling))
                    && (look.count == 0 || look.date > 0.5)
            }),
        }
    }

    fn rank(&self, spec: &KindSpec) -> Rank {
        let kind = spec.kind;
        let all = number(kinds().len());
        let fit = self.fit(spec);
        let is_real =
            |column: usize| self.headings.get(column).is_some_and(|h| !h.head().meets(MARKS.sequence));
        let real = || fit.fields.iter().filter(|(_, column, ..)| is_real(*column));
        let rarity = |column: usize| self.kinds_of_heading.get(column).map_or(0.0, |n| (all / n).ln());
        let is_fed = |column: usize| fit.fields.iter().any(|(_, c, ..)| *c == column);
        let marks =
            self.headings.iter().enumerate().filter(|(i, h)| !is_fed(*i) && h.has(spec.marks)).count();
        let headings = real().map(|(_, column, grade, cells)| rarity(*column) * grade * cells).sum::<f64>()
            + MARK * number(marks.min(2));
        let is_stranger = |column: usize, h: &ParsedHeading| {
            !h.head().meets(MARKS.unimportant) && !is_fed(column) && !h.has(spec.marks)
        };
        let strangers = self.headings.iter().enumerate().filter(|(i, h)| is_stranger(*i, h));
        let strangers: Vec<usize> = strangers.map(|(column, _)| column).collect();
        let against = self.trades.against(kind, &self.headings, &self.evidence, MARKS.counts);
        let own = self.own.likeness(self.columns, kind);
        let roster = if (self.is_roster || self.is_sums) && has_events(kind) { ROSTER } else { 0.0 };
        let score = TITLE * self.share(kind).max(own) + headings
            - TRADE * against
            - STRANGER * number(strangers.len())
            - roster;
        let exact = real().filter(|(.., grade, _)| *grade >= 0.8).count();
        let meets_needs = self.holds(kind, &spec.needs, &fit);
        Rank { kind, score, headings, against, meets_needs, strangers, exact, fit }
    }

    /// Returns the kind that fits best, how sure that is, and the kinds to offer.
    pub fn judge(&self) -> Classified {
        let mut ranks: Vec<Rank> = kinds().iter().map(|spec| self.rank(spec)).collect();
        ranks.order_by(|a, b| b.score.partial_cmp(&a.score).unwrap_or(std::cmp::Ordering::Equal));
        let (kind, confidence) = self.decide(&ranks);
        let offers = if confidence == Confidence::Sure { Vec::new() } else { self.suggestions(&ranks) };
        let fields = kind.map_or_else(|| vec![None; self.columns.len()], |kind| self.fields(kind));
        Classified { kind, confidence, fields, more: Vec::new(), offers }
    }

    /// Decides by ranks in the order of their scores.
    fn decide(&self, ranks: &[Rank]) -> (Option<Kind>, Confidence) {
        let unknown = (None, Confidence::Unknown);
        let mut good = ranks.iter().filter(|r| r.meets_needs);
        let Some(best) = good.next() else {
            // The title is headed by the kind and its own headings are there, but one that it needs is not.
            let is_near = |r: &&Rank| {
                (self.evidence.headed.contains(&r.kind) || self.own.likeness(self.columns, r.kind) >= 0.5)
                    && r.against == 0.0
                    && r.headings >= HEADINGS
                    && r.score >= 5.0
                    && r.exact >= 2
                    && r.kind.is_counted()
                    && !(self.is_roster && has_events(r.kind))
            };
            let near = ranks.iter().find(is_near);
            return near.map_or(unknown, |r| (Some(r.kind), Confidence::Likely));
        };
        // Of two kinds that the table feeds, the one that its title names is its own.
        let is_named = |r: &&Rank| self.evidence.headed.contains(&r.kind);
        let partner = good.clone().find(|r| partners(best.kind).contains(&r.kind) && is_named(r));
        let best = partner.filter(|_| !is_named(&best)).unwrap_or(best);
        // Columns of a kind that the table feeds too are no strangers, and that kind is no rival.
        let partners = partners(best.kind);
        let of_partner = |column: usize| {
            ranks
                .iter()
                .any(|r| partners.contains(&r.kind) && r.fit.fields.iter().any(|(_, c, ..)| *c == column))
        };
        let strangers = best.strangers.iter().filter(|column| !of_partner(**column)).count();
        let second =
            good.find(|r| r.kind != best.kind && !partners.contains(&r.kind)).map_or(-9.0, |r| r.score);
        let is_clear = best.against == 0.0 && best.score - second >= MARGIN && self.evidence.unknown <= 2;
        // Entries of any ledger are numbered: how that column is headed says nothing.
        let is_exact = best.exact >= 2
            && best.fit.fields.iter().all(|(field, _, grade, _)| *grade >= 0.8 || *field == Field::Id);
        let is_whole = is_exact && strangers == 0;
        // Nothing around it says another thing, and all of it fits, or nearly all where headings say much.
        let is_silent =
            !self.evidence.is_titled || (self.share(best.kind) > 0.0 && self.evidence.unknown == 0);
        let fits = is_whole || (is_exact && best.headings >= 6.0 && strangers * 4 <= self.headings.len());
        if is_clear && fits && is_silent && best.kind.is_counted() {
            return (Some(best.kind), Confidence::Sure);
        }
        let least = if best.kind.is_counted() || best.against > 0.0 { LEAST } else { LEAST_SHOWN };
        if best.score < least || best.against >= OTHERS {
            return unknown;
        }
        let columns = self.headings.len();
        let is_named = self.evidence.strong.contains(&best.kind)
            && ((best.score >= SURE
                && best.headings >= HEADINGS
                && best.exact >= 2
                && strangers * 2 <= columns)
                || (self.evidence.only.contains(&best.kind) && strangers * 3 <= columns));
        let is_sure = is_clear && ((is_whole && best.headings >= 6.0) || is_named);
        (Some(best.kind), if is_sure { Confidence::Sure } else { Confidence::Likely })
    }
}

/// Whether the rows of a kind are events or cases.
fn has_events(kind: Kind) -> bool {
    crate::catalogue::kinds::counted_date(kind).is_some() || kind == Kind::DutyLists
}

fn number(n: usize) -> f64 {
    f64::from(u32::try_from(n).unwrap_or(u32::MAX))
}

/// A score as a whole number.
#[allow(clippy::cast_possible_truncation)] // Grades are small.
fn rounded(score: f64) -> i64 {
    score.round() as i64
}
