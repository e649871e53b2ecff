//! How matters were answered: judged and rated always, by days at 全量.

use super::model::Model;
use super::range::Coder;
use crate::catalogue::Counter;
use crate::count::{BodyTally, Counts, Ended, MatterDays, PersonTally, Tally, Terms};
use crate::model::period::Period;
use std::collections::BTreeMap;

impl<C: Coder> Model<'_, C> {
    /// Those of the bodies.
    pub(super) fn answers_of_bodies(&mut self, given: &Tally, out: &mut Tally, days: bool) {
        let nothing = BodyTally::default();
        for (body, counts) in &mut out.bodies {
            let given = given.bodies.get(body).unwrap_or(&nothing);
            self.answers(0, (&given.counts, &given.days), (&mut counts.counts, &mut counts.days), days);
        }
    }

    /// Those of a person, and the days in office.
    pub(super) fn answers_of_person(&mut self, person: &mut PersonTally, window: Option<Period>) {
        let given = (person.counts.clone(), std::mem::take(&mut person.days));
        self.answers(1, (&given.0, &given.1), (&mut person.counts, &mut person.days), true);
        let Some(window) = window else {
            person.terms = Terms::default();
            return;
        };
        let whole = Terms::of(Some(window.from), Some(window.to)).days_in(window).unwrap_or(0);
        let mut days = person.terms.days_in(window);
        self.option("person.office", &mut days, |m, v| m.n.number(m.c, ("person.office", 0), v, whole));
        if days.is_some_and(|days| !(0..=whole).contains(&days)) {
            self.c.refuse();
        }
        person.terms = days.map_or_else(Terms::default, |days| Terms::lasting(days, window));
    }

    /// Passes the counters that tell how matters were answered, and where `days` travel, these: from `given` to `out`.
    fn answers(
        &mut self,
        group: usize,
        given: (&Counts, &MatterDays),
        out: (&mut Counts, &mut MatterDays),
        days: bool,
    ) {
        let (counts, by_days) = out;
        let marks = [Counter::MattersSatisfied, Counter::MattersMostly, Counter::MattersDissatisfied];
        let marked = marks.into_iter().fold(0, |sum: i64, c| sum.saturating_add(counts.get(c)));
        for (name, counter, expected) in [
            ("answers.of", Counter::Followed, counts.get(Counter::Matters)),
            ("answers.judged", Counter::Judged, counts.get(Counter::WithDeadline)),
            ("answers.rated", Counter::Rated, marked),
        ] {
            self.answer(name, group, counter, given.0, counts, expected);
        }
        if days {
            let expected = counts.get(Counter::Followed);
            self.answer("answers.dated", group, Counter::Dated, given.0, counts, expected);
            *by_days = MatterDays(self.days(group, &given.1.0));
        }
    }

    fn answer(
        &mut self,
        name: &'static str,
        group: usize,
        counter: Counter,
        given: &Counts,
        out: &mut Counts,
        expected: i64,
    ) {
        let mut value = given.get(counter);
        self.n.number(self.c, (name, group), &mut value, expected);
        out.put(counter, Some(value));
    }

    /// Matters by their days, as steps from one to the next.
    fn days(&mut self, group: usize, given: &BTreeMap<u32, Ended>) -> BTreeMap<u32, Ended> {
        let count = self.n.size(self.c, ("answers.days", group), given.len());
        let (mut given, mut last, mut out) = (given.iter(), -1_i64, BTreeMap::new());
        for _ in 0..count {
            if !self.c.spend(1, 0) {
                break;
            }
            let (day, mut ended) = given.next().map(|(day, n)| (i64::from(*day), *n)).unwrap_or_default();
            let mut step = day.saturating_sub(last).saturating_sub(1);
            self.near("answers.step", group, &mut step, 2.0);
            let day = last.saturating_add(step).saturating_add(1);
            let Some(key) = u32::try_from(day).ok().filter(|_| step >= 0) else {
                self.c.refuse();
                break;
            };
            self.near("answers.closed", group, &mut ended.closed, 1.0);
            self.near("answers.open", group, &mut ended.open, 0.0);
            out.insert(key, ended);
            last = day;
        }
        out
    }
}
