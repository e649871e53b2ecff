//! Tables that ask a person what they are: those that are only likely, those that no kind fits, and those that lack a
//! column of the kind that a person chose.

use crate::catalogue::Definition;
use crate::catalogue::kinds::{KindForm, KindSpec};
use crate::figures::Subject;
use crate::input::recognise::{ColumnInfo, ColumnMapping, Confidence, TableInfo};
use crate::model::kind::{Field, Kind};
use crate::order::Sort as _;
use crate::session::{Doubt, Effect, FileId, Prospect, waiting};
use crate::text::format::{grouped, percent, with_unit};
use crate::text::{say, t, unit};
use crate::view::parts::files::FileEntry;

/// The most headings, and figures, that a line names.
const NAMED: usize = 6;

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Question {
    /// Whether it is of this kind, as it seems to be.
    Likely(Kind),
    /// Which kind it is.
    Unknown,
    /// Which column holds what a table of this kind needs.
    Lacking(Kind),
}

impl Question {
    /// The name in the page's attributes.
    pub fn id(self) -> &'static str {
        match self {
            Self::Likely(_) => "likely",
            Self::Unknown => "unknown",
            Self::Lacking(_) => "lacking",
        }
    }
}

/// A question about all tables of the same headings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask {
    /// What is asked.
    pub question: Question,
    /// The file of the first of the tables, and the table's index in it.
    pub place: (FileId, usize),
    /// The first of the tables.
    pub table: TableInfo,
    /// The first table's file.
    pub name: String,
    /// What it seems to be and its rows, or where it stands.
    pub note: String,
    /// What speaks for it, or what is missing, in sentences.
    pub why: String,
    /// How many tables have these headings.
    pub tables: usize,
    /// Records of these.
    pub rows: i64,
    /// The figures that would change.
    pub changes: Vec<FigureChange>,
}

/// A figure that would change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureChange {
    /// Its name.
    pub title: &'static str,
    /// What it is and what it would be; `None` while that is not worked out.
    pub values: Option<(String, String)>,
}

/// Returns the groups of fields of which the table has none, though its kind needs one of each.
fn lacking(table: &TableInfo, kind: Kind) -> Vec<&'static [Field]> {
    let fields: Vec<Field> = table.columns.iter().filter_map(|c| c.field).collect();
    let fed = table.mappings.first().into_iter().flat_map(|fed| fed.fields.iter().map(|(field, _)| *field));
    let has: Vec<Field> = fields.iter().copied().chain(fed).collect();
    // Months across columns all feed one field, and are the dates of their figures.
    if fields.iter().any(|field| fields.iter().filter(|f| *f == field).count() > 1) {
        return Vec::new();
    }
    let missing = |form: &'static KindForm| -> Vec<&'static [Field]> {
        let lacks = |group: &&Vec<Field>| !group.iter().any(|field| has.contains(field));
        form.needs.iter().filter(lacks).map(Vec::as_slice).collect()
    };
    KindSpec::for_kind(kind).forms.iter().map(missing).min_by_key(Vec::len).unwrap_or_default()
}

/// Returns what a table asks; `None` for most.
fn question(table: &TableInfo) -> Option<Question> {
    match (table.kind, table.confidence) {
        (Some(kind), _) if table.waits() => Some(Question::Likely(kind)),
        (None, Confidence::Unknown) => Some(Question::Unknown),
        (Some(kind), Confidence::Chosen) if !lacking(table, kind).is_empty() => Some(Question::Lacking(kind)),
        _ => None,
    }
}

/// Returns what the files' tables ask, one question for all that have the same headings: first of those that are
/// likely, then of those that no kind fits, then of those that lack a column.
pub fn asks(files: &[FileEntry], prospects: &[Prospect]) -> Vec<Ask> {
    let mut out: Vec<Ask> = Vec::new();
    for file in files {
        let Some(report) = file.report() else { continue };
        for (index, table) in report.tables.iter().enumerate() {
            let Some(asked) = question(table) else { continue };
            let same = |a: &&mut Ask| a.question == asked && a.table.signature == table.signature;
            match out.iter_mut().find(same) {
                Some(first) => {
                    first.tables += 1;
                    first.rows += i64::from(table.records);
                }
                None => out.push(Ask {
                    question: asked,
                    place: (file.id, index),
                    table: table.clone(),
                    name: file.name.clone(),
                    note: String::new(),
                    why: why(table, asked),
                    tables: 1,
                    rows: i64::from(table.records),
                    changes: Vec::new(),
                }),
            }
        }
    }
    for ask in &mut out {
        ask.note = note(ask);
    }
    let reports = || files.iter().filter_map(FileEntry::report);
    for table in waiting(reports()) {
        let signature = &table.table.signature;
        if let Some(ask) = out.iter_mut().find(|a| a.table.signature == *signature) {
            ask.changes =
                match prospects.iter().find(|p| matches!(&p.of, Doubt::Tables(of) if of == signature)) {
                    Some(prospect) => prospect.effects.iter().filter_map(change).collect(),
                    None => {
                        let change =
                            |figure: &&Definition| FigureChange { title: figure.label(), values: None };
                        table.figures().iter().map(change).collect()
                    }
                };
        }
    }
    out.order_by_key(|ask| match ask.question {
        Question::Likely(_) => 0,
        Question::Unknown => 1,
        Question::Lacking(_) => 2,
    });
    out
}

/// Returns a figure that would change, in words.
pub(super) fn change(effect: &Effect) -> Option<FigureChange> {
    let definition = match effect.subject {
        Subject::Count(count) => count.definition(),
        Subject::Measure(measure) => measure.definition(),
        _ => return None,
    };
    let said = |known: Option<(i64, Option<i64>)>| match known {
        None => t("无数据").to_owned(),
        Some((n, Some(of))) => format!("{}%", percent(n, of).unwrap_or_default()),
        Some((n, None)) => with_unit(n, unit(definition.unit)),
    };
    Some(FigureChange { title: definition.label(), values: Some((said(effect.before), said(effect.after))) })
}

fn note(ask: &Ask) -> String {
    let rows = grouped(ask.rows);
    let more =
        if ask.tables > 1 { say!("等 {} 张表头相同的表，", ask.tables) } else { String::new() };
    let what = match ask.question {
        Question::Likely(kind) => say!("像是“{}”，{rows} 行", kind.title(), rows),
        Question::Lacking(kind) => say!("“{}”，{rows} 行", kind.title(), rows),
        Question::Unknown => {
            let row = say!("表头第 {} 行，{rows} 行没有计入", ask.table.header_rows.0, rows);
            if ask.table.sheet.is_empty() { row } else { say!("工作表 {}，{row}", ask.table.sheet, row) }
        }
    };
    more + &what
}

fn why(table: &TableInfo, asked: Question) -> String {
    let title = table.title.as_ref().map(|title| say!("表题“{title}”。", title)).unwrap_or_default();
    let known = |c: &&ColumnInfo| c.field.is_some();
    let (known, unknown): (Vec<_>, Vec<_>) = table.columns.iter().partition(known);
    match asked {
        Question::Likely(_) => {
            let of = (table.columns.len(), known.len());
            let mut said =
                say!("{} 列里认得 {} 列：{}", of.0, of.1, listed(known.iter().map(|c| c.heading())));
            if !unknown.is_empty() {
                said += &say!("；不认得：{}", listed(unknown.iter().map(|c| c.heading())));
            }
            title + &said + t("。")
        }
        Question::Unknown => title,
        Question::Lacking(kind) => {
            let missing = lacking_names(lacking(table, kind));
            say!("还差：{}。请在下面指出是哪一列，没有这一列的行不能计入。", missing)
        }
    }
}

fn lacking_names(groups: Vec<&[Field]>) -> String {
    let titles = |group: &[Field]| group.iter().map(|f| f.title()).collect::<Vec<_>>().join(t("或"));
    listed(groups.into_iter().map(titles))
}

/// The first of some names, and that there are more.
pub fn listed(names: impl Iterator<Item = String>) -> String {
    let names: Vec<String> = names.collect();
    let first = names.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>().join(t("、"));
    if names.len() > NAMED { say!("{first}等 {} 项", names.len(), first) } else { first }
}

/// Returns what the overview says of tables that wait, and which figures they would change; `None` if none wait.
pub fn waiting_sentence(asks: &[Ask]) -> Option<(String, String)> {
    let likely: Vec<&Ask> = asks.iter().filter(|a| matches!(a.question, Question::Likely(_))).collect();
    let tables: usize = likely.iter().map(|a| a.tables).sum();
    let mut figures: Vec<&str> = Vec::new();
    for change in likely.iter().flat_map(|a| &a.changes) {
        if !figures.contains(&change.title) {
            figures.push(change.title);
        }
    }
    let names = listed(figures.iter().map(|f| (*f).to_owned()));
    let change = if figures.is_empty() {
        t("计入以后，现有的数都不变").to_owned()
    } else {
        say!("计入会改变：{names}", names)
    };
    (tables > 0).then(|| (say!("{tables} 张表等您确认，没有计入", tables), change))
}

/// Returns the fields that the columns of a table may feed; none if its kind is not known.
pub fn fields_of(table: &TableInfo) -> Vec<Field> {
    let of = |kind| KindSpec::for_kind(kind).fields.iter().map(|f| f.field).collect();
    table.kind.map(of).unwrap_or_default()
}

/// A kind that a table may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KindOffer {
    /// The kind.
    pub kind: Kind,
    /// How many columns fit.
    pub fit: String,
    /// Which column each field would take.
    pub columns: String,
}

/// Returns the kinds that are offered for a table.
pub fn kind_offers(table: &TableInfo) -> Vec<KindOffer> {
    table.offers.iter().map(|offer| kind_offer(table, offer)).collect()
}

fn kind_offer(table: &TableInfo, offer: &ColumnMapping) -> KindOffer {
    let fields = || offer.fields.iter().filter(|(field, _)| *field != Field::Sequence);
    let columns = fields().filter_map(|(field, place)| {
        let heading = table.columns.get(*place as usize)?.heading();
        Some(if heading == field.title() { heading } else { say!("{}：{heading}", field.title(), heading) })
    });
    let count = fields().count();
    KindOffer { kind: offer.kind, fit: say!("{count} 列对得上", count), columns: listed(columns) }
}

/// A kind as which a table was read to see what it would change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TriedKind {
    /// How the columns fit.
    pub offer: KindOffer,
    /// What the kind needs and no column gives; empty if nothing is missing.
    pub lacks: String,
    /// The figures that would change.
    pub changes: Vec<FigureChange>,
}

/// Returns what `table` is, as read as one of a kind, and what would change.
pub fn tried_kind(table: &TableInfo, kind: Kind, effects: &[Effect]) -> TriedKind {
    let fields: Vec<Option<Field>> = table.columns.iter().map(|column| column.field).collect();
    let missing = lacking(table, kind);
    let lacks = match missing.is_empty() {
        true => String::new(),
        false => say!("还差：{}，选定以后再指出是哪一列", lacking_names(missing)),
    };
    TriedKind {
        offer: kind_offer(table, &ColumnMapping::new(kind, &fields, &[])),
        lacks,
        changes: effects.iter().filter_map(change).collect(),
    }
}

/// Returns the kinds that a person may choose for a table beside those that are offered.
pub fn other_kinds(table: &TableInfo) -> Vec<Kind> {
    Kind::ALL.iter().copied().filter(|kind| !table.offers.iter().any(|o| o.kind == *kind)).collect()
}
