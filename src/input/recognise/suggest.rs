//! What a table may be by its cells, where its headings do not say it: shown to a person with the columns, never taken
//! without an answer.

use super::cells::ColumnLook;
use super::judge::{Rank, TableView};
use super::mapping::ColumnMapping;
use crate::catalogue::kinds::{FieldSpec, FieldType, KindSpec};
use crate::catalogue::rules::CellShape;
use crate::model::kind::Field;
use crate::order::Sort as _;
use std::collections::BTreeSet;

/// The most kinds that are offered.
const OFFERS: usize = 3;
/// The share of cells from which a column looks like a field.
const SHOWN: f64 = 0.6;
/// What a kind gains that has all it needs.
const WHOLE: f64 = 2.0;
/// What a column gains whose cells are words of the field.
const WORDS: f64 = 2.0;

/// What a column of a shape says for a kind.
fn weight(shape: CellShape) -> f64 {
    match shape {
        CellShape::Date | CellShape::Grid => 1.0,
        CellShape::Person => 0.8,
        CellShape::Village | CellShape::VillageOnly => 0.6,
        CellShape::Amount | CellShape::Minutes | CellShape::Phone => 0.4,
        CellShape::VillageWithin | CellShape::Short | CellShape::Any => 0.0,
    }
}

/// Returns the shapes that the cells of a field may have.
fn shapes(spec: &KindSpec, field: &FieldSpec) -> Vec<CellShape> {
    let by_type = match field.field_type {
        FieldType::Day => CellShape::Date,
        FieldType::Person => CellShape::Person,
        FieldType::Village => CellShape::Village,
        FieldType::Amount(_) => CellShape::Amount,
        FieldType::Digits if field.field == Field::Phone => CellShape::Phone,
        FieldType::Text if field.field == Field::Grid => CellShape::Grid,
        FieldType::Text | FieldType::Digits => CellShape::Any,
    };
    let of_rules = spec.rules.iter().filter(|rule| rule.field == field.field).map(|rule| rule.cells);
    std::iter::once(by_type).chain(of_rules).collect()
}

/// Returns how much a column's cells look like a field.
fn likeness(spec: &KindSpec, field: &FieldSpec, look: &ColumnLook) -> f64 {
    let words = look.among(&field.choices);
    if words >= SHOWN {
        return WORDS * words;
    }
    // Who comes again and again is the one who works, and who differs the one who is served.
    let turn = match field.field_type {
        FieldType::Person => 1.0 - 0.3 * look.distinct,
        _ => 0.7 + 0.3 * look.distinct,
    };
    let by_shape = |shape: CellShape| {
        let share = look.shows(shape);
        let turn = if shape == CellShape::Person { turn } else { 1.0 };
        if share >= SHOWN { weight(shape) * share * turn } else { 0.0 }
    };
    shapes(spec, field).into_iter().map(by_shape).fold(0.0, f64::max)
}

impl TableView<'_> {
    /// Returns the kinds that the table may be, the best first, with the columns that headings or cells suggest. `ranks`
    /// has what speaks for each kind.
    pub(super) fn suggestions(&self, ranks: &[Rank]) -> Vec<ColumnMapping> {
        let mut offers: Vec<(f64, ColumnMapping)> = ranks.iter().map(|rank| self.suggestion(rank)).collect();
        offers.order_by(|a, b| b.0.partial_cmp(&a.0).unwrap_or(std::cmp::Ordering::Equal));
        offers.into_iter().take(OFFERS).map(|(_, offer)| offer).collect()
    }

    fn suggestion(&self, rank: &Rank) -> (f64, ColumnMapping) {
        let spec = KindSpec::for_kind(rank.kind);
        let mut fields = self.fields(rank.kind);
        let mut pairs: Vec<(f64, usize, Field)> = Vec::new();
        for column in self.open_columns().filter(|column| fields.get(*column).is_some_and(Option::is_none)) {
            let Some(look) = self.look(column) else { continue };
            let wanted = spec.fields.iter().filter(|field| !fields.contains(&Some(field.field)));
            pairs.extend(wanted.map(|field| (likeness(spec, field, look), column, field.field)));
        }
        pairs.retain(|(likeness, ..)| *likeness > 0.0);
        pairs.order_by(|a, b| b.0.partial_cmp(&a.0).unwrap_or(std::cmp::Ordering::Equal).then(a.1.cmp(&b.1)));
        let mut score = rank.score;
        for (likeness, column, field) in pairs {
            if !fields.contains(&Some(field))
                && let Some(slot @ None) = fields.get_mut(column)
            {
                *slot = Some(field);
                score += likeness;
            }
        }
        let has: BTreeSet<Field> = fields.iter().copied().flatten().collect();
        let is_whole = |needs: &[Vec<Field>]| needs.iter().all(|group| group.iter().any(|f| has.contains(f)));
        if rank.meets_needs || spec.forms.iter().any(|form| !form.needs_word && is_whole(&form.needs)) {
            score += WHOLE;
        }
        (score, ColumnMapping::new(rank.kind, &fields, &[]))
    }
}
