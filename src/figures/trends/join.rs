//! The trends of several towns as those of all together.

use super::{Bucket, BucketFigure, Trends};
use crate::catalogue::RepFigure;
use crate::figures::reading::FigureValue;
use crate::figures::{State, Subject};
use crate::model::period::PeriodChoice;
use crate::order::Gather as _;
use std::collections::BTreeSet;

impl Trends {
    /// Of towns that share no place and no person: what is known of every one of them, added up. What does not add
    /// up so (a median), or what one of them does not know, is left out.
    pub fn joined(towns: &[&Self]) -> Self {
        let Some(first) = towns.first() else { return Self::default() };
        let all = |of: fn(&Self) -> &Vec<Bucket>| {
            let choices = of(first).iter().map(|b| b.choice);
            choices.filter_map(|choice| bucket(choice, towns.iter().map(|t| find(of(t), choice)))).collect()
        };
        let one = |of: fn(&Self) -> &Option<Bucket>| {
            let choice = of(first).as_ref()?.choice;
            bucket(choice, towns.iter().map(|t| of(t).as_ref().filter(|b| b.choice == choice)))
        };
        // Of towns whose data ends at other days the periods before differ too.
        let reached: BTreeSet<_> = towns.iter().map(|t| t.compared.map(|p| (p.from, p.to))).into_set();
        let same = reached.len() == 1;
        Self {
            months: all(|t| &t.months),
            quarters: all(|t| &t.quarters),
            before: one(|t| &t.before).filter(|_| same),
            year_ago: one(|t| &t.year_ago).filter(|_| same),
            compared: first.compared.filter(|_| same),
            until: towns.iter().filter_map(|t| t.until).min(),
        }
    }
}

fn find(buckets: &[Bucket], choice: PeriodChoice) -> Option<&Bucket> {
    buckets.iter().find(|b| b.choice == choice)
}

/// A period of which every town tells.
fn bucket<'a>(choice: PeriodChoice, towns: impl Iterator<Item = Option<&'a Bucket>>) -> Option<Bucket> {
    let towns: Vec<&Bucket> = towns.collect::<Option<_>>()?;
    let (first, others) = towns.split_first()?;
    let figures = first.figures.iter().filter(|known| adds(&known.subject)).filter_map(|known| {
        others.iter().try_fold(known.clone(), |sum, town| add(sum, town.read(&known.subject)?))
    });
    Some(Bucket { choice, period: first.period, figures: figures.collect() })
}

fn adds(subject: &Subject) -> bool {
    match subject {
        Subject::Body(_, RepFigure::MedianDays) => false,
        // Households and people of two towns are others, so that what counts once adds up as well.
        Subject::Ratio(above, below) => adds(above) && adds(below),
        other => other.definition().is_some(),
    }
}

fn add(sum: BucketFigure, more: &BucketFigure) -> Option<BucketFigure> {
    let (a, b) = (sum.reading, more.reading);
    let told = |state| matches!(state, State::Value | State::NoDenominator);
    if !(told(a.state) && told(b.state)) {
        return None;
    }
    let denominator = match (a.denominator, b.denominator) {
        (None, None) => None,
        (Some(a), Some(b)) => Some(a.checked_add(b)?),
        _ => return None,
    };
    let state = if denominator == Some(0) { State::NoDenominator } else { State::Value };
    let reading = FigureValue { state, numerator: a.numerator.checked_add(b.numerator)?, denominator };
    Some(BucketFigure { reading, whole: sum.whole && more.whole, ..sum })
}
