//! A tally as rows of sums.

use super::{Extra, PartialKey, PartialSums, PartialUnit, PartialValue, follows_period};
use crate::catalogue::{Counter, Level, MergeRule};
use crate::count::{Counts, Least, MatterDays, Tally};
use crate::model::period::Period;
use std::collections::BTreeMap;

/// The rows of a tally, but for that of the town itself. `period` is what rows of the period are put under, and `window`
/// the days in which what is counted can have been done ([`crate::figures::window`]).
pub fn of_tally(tally: &Tally, period: Period, window: Option<Period>) -> BTreeMap<PartialKey, PartialSums> {
    let mut rows = Rows { all: BTreeMap::new(), period };
    let any = |unit| PartialKey::new(unit, None);
    let dated = |unit| PartialKey::new(unit, Some(period));
    let mut named = Vec::new();
    for (village, own) in &tally.villages {
        let key = PartialKey { village: village.clone(), ..any(PartialUnit::Of(Level::Village)) };
        rows.listed(&key, &own.listed);
        rows.counts(&key, Level::Village, &own.counts);
    }
    for (place, own) in &tally.grids {
        let (village, grid) = (place.village.clone(), place.grid.clone());
        let key = PartialKey { village, grid, ..any(PartialUnit::Of(Level::Grid)) };
        rows.listed(&key, &own.listed);
        rows.counts(&key, Level::Grid, &own.counts);
        for (head, linked) in &own.groups {
            let label = format!("{}\u{1}{}\u{1}{}", head.name, head.marks.id, head.marks.phone);
            let key = PartialKey { label, unit: PartialUnit::Head, ..key.clone() };
            rows.put(&key, Extra::Listed, 1);
            linked.iter().for_each(|linked| rows.put_known(&key, Extra::Linked, *linked));
        }
    }
    for (body, own) in &tally.bodies {
        let key = PartialKey { body: Some(*body), ..any(PartialUnit::Of(Level::Body)) };
        rows.counts(&key, Level::Body, &own.counts);
        rows.days(&PartialKey { body: Some(*body), ..dated(PartialUnit::BodyDays) }, &own.days);
    }
    for (who, own) in &tally.persons {
        let (body, person) = (Some(who.body), who.name.clone());
        let key = PartialKey { body, person, ..any(PartialUnit::Of(Level::Person)) };
        rows.listed(&key, &own.listed);
        if let Some(kind) = rows.all.entry(key.clone()).or_default().texts.last_mut() {
            kind.clone_from(&own.village);
        }
        rows.counts(&key, Level::Person, &own.counts);
        let key = PartialKey { period: Some(period), ..key };
        rows.days(&PartialKey { unit: PartialUnit::PersonDays, ..key.clone() }, &own.days);
        if let Some(days) = window.and_then(|window| own.terms.days_in(window)) {
            rows.put_known(&key, Extra::DaysInOffice, days);
        }
        named.push(key);
    }
    for (month, counts) in &tally.months {
        rows.counts(
            &PartialKey { number: i64::from(*month), ..any(PartialUnit::Of(Level::Month)) },
            Level::Month,
            counts,
        );
    }
    rows.counts(&any(PartialUnit::Of(Level::Township)), Level::Township, &tally.township);
    rows.put(&dated(PartialUnit::Of(Level::Township)), Extra::Venues, i64::from(tally.venues));
    for (counter, labels) in &tally.lacking {
        for (label, times) in labels {
            let key = PartialKey { label: label.clone(), ..any(PartialUnit::Lacking) };
            rows.all.entry(key).or_default().values.insert(PartialValue::Of(*counter), i64::from(*times));
        }
    }
    for (village, groups) in &tally.unplaced {
        let key = PartialKey { village: village.clone(), ..any(PartialUnit::Unplaced) };
        rows.put(&key, Extra::Own, groups.own);
        rows.put(&key, Extra::JointLoose, groups.joint);
        rows.put(&key, Extra::Unsaid, groups.unsaid);
        rows.put(&key, Extra::StatedOwn, groups.stated_own);
        rows.put(&key, Extra::StatedJoint, groups.stated_joint);
    }
    rows.all.retain(|_, sums| *sums != PartialSums::default());
    for key in named {
        rows.present(key);
    }
    number_heads(&mut rows.all);
    rows.all
}

/// Heads by number within their grid: names stay behind.
fn number_heads(rows: &mut BTreeMap<PartialKey, PartialSums>) {
    let heads: Vec<PartialKey> = rows.keys().filter(|key| key.unit == PartialUnit::Head).cloned().collect();
    for group in heads.chunk_by(|a, b| (&a.village, &a.grid) == (&b.village, &b.grid)) {
        for (number, key) in (1..).zip(group) {
            if let Some(sums) = rows.remove(key) {
                rows.insert(PartialKey { label: String::new(), number, ..key.clone() }, sums);
            }
        }
    }
}

struct Rows {
    all: BTreeMap<PartialKey, PartialSums>,
    period: Period,
}

impl Rows {
    /// A number that says nothing where it is 0.
    fn put(&mut self, key: &PartialKey, extra: Extra, number: i64) {
        if number != 0 {
            self.put_known(key, extra, number);
        }
    }

    fn put_known(&mut self, key: &PartialKey, extra: Extra, number: i64) {
        self.all.entry(key.clone()).or_default().values.insert(PartialValue::Extra(extra), number);
    }

    /// Has a row of the unit itself where none says anything of it: rows of the period name it, whose numbers are 0.
    fn present(&mut self, key: PartialKey) {
        if !self.all.contains_key(&PartialKey { period: None, ..key.clone() }) {
            self.all.entry(key).or_default();
        }
    }

    fn listed(&mut self, key: &PartialKey, Least(first): &Least) {
        let Some(listing) = first else { return };
        self.put_known(key, Extra::Rank, i64::from(listing.rank));
        let texts = [listing.name.clone(), listing.code.clone(), listing.kind.clone()];
        self.all.entry(key.clone()).or_default().texts = texts;
    }

    /// The counters of a unit, each under the period if it follows it.
    fn counts(&mut self, key: &PartialKey, level: Level, counts: &Counts) {
        for counter in Counter::of_level(level) {
            let Some(value) = counts.value(counter) else { continue };
            let known = matches!(counter.row().merge, MergeRule::OptionalSum | MergeRule::Flag);
            if value == 0 && !known {
                continue;
            }
            let period = follows_period(counter, level).then_some(self.period);
            let row = self.all.entry(PartialKey { period, ..key.clone() }).or_default();
            row.values.insert(PartialValue::Of(counter), value);
        }
    }

    fn days(&mut self, key: &PartialKey, MatterDays(days): &MatterDays) {
        for (number, ended) in days {
            let key = PartialKey { number: i64::from(*number), ..key.clone() };
            self.put(&key, Extra::ClosedAfter, ended.closed);
            self.put(&key, Extra::OpenAfter, ended.open);
        }
    }
}
