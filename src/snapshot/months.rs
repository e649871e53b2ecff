//! The months: shares of what the places and bodies count in all.

use super::model::Model;
use super::range::Coder;
use crate::catalogue::Counter;
use crate::count::{Counts, Tally};
use std::collections::BTreeMap;

/// The counters of a month in the order of the format, with what the months share out: the sum of these counters over
/// villages and bodies.
const COLUMNS: [(&str, Counter, &[Counter]); 6] = [
    ("month.visits", Counter::Visits, &[Counter::Visits]),
    ("month.cases", Counter::Cases, &[Counter::Cases]),
    ("month.cases_closed", Counter::CasesClosed, &[Counter::CasesClosed]),
    ("month.activities", Counter::Activities, &[Counter::Activities]),
    ("month.law_events", Counter::LawEvents, &[Counter::Lectures, Counter::LawTrainings]),
    ("month.matters", Counter::Matters, &[Counter::Matters]),
];

/// What the villages and bodies count in all, for the months to share out.
fn rest(tally: &Tally, counters: &[Counter]) -> i64 {
    let units = tally.villages.values().map(|v| &v.counts).chain(tally.bodies.values().map(|b| &b.counts));
    let sum = |counts: &Counts| counters.iter().fold(0_i64, |sum, c| sum.saturating_add(counts.get(*c)));
    units.fold(0, |all, counts| all.saturating_add(sum(counts)))
}

/// January 2024, as year × 12 + month − 1.
const FIRST_MONTH: i32 = 24_288;

impl<C: Coder> Model<'_, C> {
    pub(super) fn months(&mut self, months: &BTreeMap<i32, Counts>, out: &mut Tally) {
        let count = self.n.size(self.c, ("months", 0), months.len());
        let mut left = COLUMNS.map(|(_, _, counters)| rest(out, counters));
        let (mut given, mut month) = (months.iter(), FIRST_MONTH);
        for done in 0..count {
            if !self.c.spend(1, 0) {
                break;
            }
            let (key, mut counts) = given.next().map(|(k, v)| (*k, v.clone())).unwrap_or_default();
            let key = self.whole("month", key, month);
            self.month(&mut counts, &mut left, count - done);
            if out.months.insert(key, counts).is_some() {
                self.c.refuse();
            }
            month = key.saturating_add(1);
        }
    }

    fn month(&mut self, counts: &mut Counts, left: &mut [i64; COLUMNS.len()], months: usize) {
        for ((name, counter, _), left) in COLUMNS.into_iter().zip(left) {
            let mut value = counts.get(counter);
            if months == 1 {
                self.n.number(self.c, (name, 1), &mut value, *left);
            } else {
                let mean = i64::try_from(months).map_or(0, |m| *left / m);
                self.n.share(self.c, (name, 0), &mut value, mean, 1.0);
            }
            counts.put(counter, Some(value));
            *left = left.saturating_sub(value);
        }
    }
}
