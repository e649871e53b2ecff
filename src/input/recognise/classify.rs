//! Headings and context to a kind, and columns to fields.

use super::lexicon::{Lexicon, Match};
use super::mapping::{Confidence, Correction};
use crate::catalogue::kinds::{KindForm, KindSpec, kinds};
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

    fn is_sequence(&self) -> bool {
        matches!(self.lowest.key.as_str(), "序号" | "序" | "顺序号" | "no")
    }

    /// Whether this is a heading that every table may have and that speaks for no kind.
    fn is_neutral(&self) -> bool {
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

impl Surroundings {
    fn score(&self, spec: &KindSpec) -> i32 {
        let hit = |text: &str| spec.words.iter().any(|w| text.contains(w));
        i32::from(hit(&self.sheet)) * 4 + i32::from(hit(&self.title)) * 4 + i32::from(hit(&self.file)) * 2
    }
}

/// What a table is taken for: a kind, and a field for each column that has one.
#[derive(Clone, Debug)]
pub struct Classified {
    /// The kind; `None` where a person set the table aside.
    pub kind: Option<Kind>,
    /// How sure.
    pub confidence: Confidence,
    /// The field of each column, in the order of the columns.
    pub fields: Vec<Option<Field>>,
    /// Further fields that a person has a column feed, with the column's index.
    pub more: Vec<(usize, Field)>,
    /// How well it fits; only for comparing headers of one table.
    pub score: i32,
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

/// Returns the kind that fits best; `None` if none has the columns it needs. `context` holds the names around the table.
pub fn classify(lexicon: &Lexicon, columns: &[HeadedColumn], context: &Surroundings) -> Option<Classified> {
    let mut ranked: Vec<Classified> =
        kinds().iter().flat_map(|spec| fits(lexicon, spec, columns, context)).collect();
    ranked.sort_by_key(|c| std::cmp::Reverse(c.score));
    let first = ranked.first().map(|c| c.kind);
    // A kind may have several forms; another form of the same kind is no rival.
    let runner_up = ranked.iter().find(|c| Some(c.kind) != first).map(|c| c.score);
    let mut best = ranked.into_iter().next()?;
    if runner_up.is_some_and(|second| best.score - second < 2) {
        best.confidence = Confidence::Likely;
    }
    Some(best)
}

/// Applies a person's correction to the columns.
pub fn corrected(lexicon: &Lexicon, columns: &[HeadedColumn], correction: &Correction) -> Classified {
    let (fields, more) = match correction.kind {
        Some(kind) => chosen(assign(lexicon, KindSpec::for_kind(kind), columns).0, kind, columns, correction),
        None => (vec![None; columns.len()], Vec::new()),
    };
    Classified { kind: correction.kind, confidence: Confidence::Chosen, fields, more, score: i32::MAX }
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

/// Another kind that a table feeds.
pub struct Companion {
    /// The kind.
    pub kind: Kind,
    /// The field of each column.
    pub fields: Vec<Option<Field>>,
    /// As [`Classified::more`].
    pub more: Vec<(usize, Field)>,
}

/// Returns the kinds that a table feeds beside the `chosen` one: a sheet about everything in a village holds its
/// households and its self-governance. A `correction` may name them, and choose their columns.
pub fn companions(
    lexicon: &Lexicon,
    chosen: &Classified,
    columns: &[HeadedColumn],
    correction: Option<&Correction>,
) -> Vec<Companion> {
    let of_kind = |kind: Kind, fields: Vec<Option<Field>>| {
        let (fields, more) = match correction {
            Some(correction) => self::chosen(fields, kind, columns, correction),
            None => (fields, Vec::new()),
        };
        Companion { kind, fields, more }
    };
    if let Some(kinds) = correction.and_then(|c| c.also.as_ref()) {
        let others = kinds.iter().filter(|k| Some(**k) != chosen.kind);
        return others.map(|k| of_kind(*k, assign(lexicon, KindSpec::for_kind(*k), columns).0)).collect();
    }
    let chosen_has = |field| chosen.fields.contains(&Some(field));
    let by_village = chosen_has(Field::JointGroups) && !chosen_has(Field::Grids) && !chosen_has(Field::Name);
    let others: &[Kind] = match chosen.kind {
        Some(Kind::Villages) => &[Kind::SelfGovernance, Kind::PartyGroups],
        Some(Kind::SelfGovernance) => &[Kind::Villages],
        Some(Kind::PartyGroups) if by_village => &[Kind::Villages],
        _ => &[],
    };
    // Beside a village's own columns, only their number says that there are party groups.
    let by_number = |form: &KindForm| form.needs.contains(&vec![Field::JointGroups]);
    let companion = |kind: &Kind| {
        let spec = KindSpec::for_kind(*kind);
        let form = spec.forms.iter().find(|f| *kind != Kind::PartyGroups || by_number(f))?;
        let fields = assign(lexicon, spec, columns).0;
        has_needed(form, &fields).then(|| of_kind(*kind, fields))
    };
    others.iter().filter_map(companion).collect()
}

/// Whether `fields` hold one of each group that a form needs.
fn has_needed(form: &KindForm, fields: &[Option<Field>]) -> bool {
    form.needs.iter().all(|group| group.iter().any(|field| fields.contains(&Some(*field))))
}

/// The forms of a kind that a table has, with how well each fits.
fn fits(
    lexicon: &Lexicon,
    spec: &KindSpec,
    columns: &[HeadedColumn],
    context: &Surroundings,
) -> Vec<Classified> {
    let (fields, matches) = assign(lexicon, spec, columns);
    let words = context.score(spec);
    let weight: i32 = matches.iter().flatten().map(|m| i32::from(m.weight)).sum();
    let strangers = columns.iter().zip(&fields).filter(|(c, f)| f.is_none() && !c.is_neutral()).count();
    let is_exact = |group: &Vec<Field>| matches.iter().flatten().any(|m| m.exact && group.contains(&m.field));
    spec.forms
        .iter()
        .filter(|form| has_needed(form, &fields) && (!form.needs_word || words > 0))
        .map(|form| Classified {
            kind: Some(spec.kind),
            // A needed field that only a part of a heading names is a guess that a person has to confirm. So are many
            // columns that mean nothing to the kind: the table may be of another one.
            confidence: if !form.needs.iter().all(is_exact) || strangers * 3 > columns.len() {
                Confidence::Likely
            } else {
                Confidence::Sure
            },
            fields: fields.clone(),
            more: Vec::new(),
            score: weight + words - i32::try_from(strangers).unwrap_or(i32::MAX),
        })
        .collect()
}

/// The field of each column in a kind: each field goes to the column that names it best.
fn assign(
    lexicon: &Lexicon,
    spec: &KindSpec,
    columns: &[HeadedColumn],
) -> (Vec<Option<Field>>, Vec<Option<Match>>) {
    let mut candidates: Vec<(u32, usize, Match)> = Vec::new();
    for (index, column) in columns.iter().enumerate() {
        let found = [&column.joined, &column.lowest].into_iter().filter_map(|h| lexicon.find(spec, h));
        for (priority, m) in found.enumerate() {
            let cost = u32::from(m.order) + u32::from(!m.exact) * 10_000 + u32::from(priority > 0) * 10;
            candidates.push((cost, index, m));
        }
    }
    candidates.sort_by_key(|(cost, index, _)| (*cost, *index));
    let mut matches: Vec<Option<Match>> = vec![None; columns.len()];
    let mut taken: Vec<Field> = Vec::new();
    for (_, index, m) in candidates {
        if let Some(slot) = matches.get_mut(index)
            && slot.is_none()
            && !taken.contains(&m.field)
        {
            *slot = Some(m);
            taken.push(m.field);
        }
    }
    (matches.iter().map(|m| m.map(|m| m.field)).collect(), matches)
}
