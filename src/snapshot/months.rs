//! The months: shares of what the places and bodies count in all.

use super::model::Model;
use super::range::Coder;
use crate::count::{MonthTally, Tally, VillageTally};
use std::collections::BTreeMap;

/// What the villages and bodies count in all, for the months to share out.
fn rest(tally: &Tally) -> MonthTally {
    let villages = |count: fn(&VillageTally) -> i64| {
        tally.villages.values().fold(0, |sum: i64, v| sum.saturating_add(count(v)))
    };
    MonthTally {
        visits: villages(|v| v.visits),
        cases: villages(|v| v.cases.received),
        cases_closed: villages(|v| v.cases.closed),
        activities: villages(|v| v.activities),
        law_events: villages(|v| v.lectures.saturating_add(v.law_trainings)),
        matters: tally.bodies.values().fold(0, |sum, b| sum.saturating_add(b.performance.matters)),
    }
}

/// January 2024, as year × 12 + month − 1.
const FIRST_MONTH: i32 = 24_288;

impl<C: Coder> Model<'_, C> {
    pub(super) fn months(&mut self, months: &BTreeMap<i32, MonthTally>, out: &mut Tally) {
        let count = self.n.size(self.c, ("months", 0), months.len());
        let mut left = rest(out);
        let (mut given, mut month) = (months.iter(), FIRST_MONTH);
        for done in 0..count {
            if !self.c.spend(1, 0) {
                break;
            }
            let (key, mut counts) = given.next().map(|(k, v)| (*k, *v)).unwrap_or_default();
            let key = self.whole("month", key, month);
            self.month(&mut counts, &mut left, count - done);
            if out.months.insert(key, counts).is_some() {
                self.c.refuse();
            }
            month = key.saturating_add(1);
        }
    }

    fn month(&mut self, counts: &mut MonthTally, left: &mut MonthTally, months: usize) {
        let MonthTally { visits, cases, cases_closed, activities, law_events, matters } = counts;
        for (name, value, left) in [
            ("month.visits", visits, &mut left.visits),
            ("month.cases", &mut *cases, &mut left.cases),
            ("month.cases_closed", cases_closed, &mut left.cases_closed),
            ("month.activities", activities, &mut left.activities),
            ("month.law_events", law_events, &mut left.law_events),
            ("month.matters", matters, &mut left.matters),
        ] {
            if months == 1 {
                self.n.number(self.c, (name, 1), value, *left);
            } else {
                let mean = i64::try_from(months).map_or(0, |m| *left / m);
                self.n.share(self.c, (name, 0), value, mean, 1.0);
            }
            *left = left.saturating_sub(*value);
        }
    }
}
