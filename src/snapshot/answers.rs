//! How matters were answered: judged and rated always, by days at 全量.

use super::model::Model;
use super::range::Coder;
use crate::count::{Answers, Ended, Performance, PersonTally, Tally, Terms};
use crate::model::period::Period;
use std::collections::BTreeMap;

/// What travels of them.
pub(super) fn sealed(answers: &Answers, days: bool) -> Answers {
    let Answers { of, judged, rated, dated, days: by_days } = answers;
    let mut out = Answers { of: *of, judged: *judged, rated: *rated, ..Answers::default() };
    if days {
        (out.dated, out.days) = (*dated, by_days.clone());
    }
    out
}

impl<C: Coder> Model<'_, C> {
    /// Those of the bodies.
    pub(super) fn answers_of_bodies(&mut self, given: &Tally, out: &mut Tally, days: bool) {
        for (body, counts) in &mut out.bodies {
            let known = given.bodies.get(body).map(|b| b.answers.clone());
            counts.answers = self.answers(0, known.unwrap_or_default(), counts.performance, days);
        }
    }

    /// Those of a person, and the days in office.
    pub(super) fn answers_of_person(&mut self, person: &mut PersonTally, window: Option<Period>) {
        let given = std::mem::take(&mut person.answers);
        person.answers = self.answers(1, given, person.performance, true);
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

    fn answers(&mut self, group: usize, given: Answers, work: Performance, days: bool) -> Answers {
        let Answers { mut of, mut judged, mut rated, mut dated, days: by_days } = given;
        let marks = [work.satisfied, work.mostly_satisfied, work.dissatisfied];
        let marked = marks.into_iter().fold(0, i64::saturating_add);
        self.n.number(self.c, ("answers.of", group), &mut of, work.matters);
        self.n.number(self.c, ("answers.judged", group), &mut judged, work.with_deadline);
        self.n.number(self.c, ("answers.rated", group), &mut rated, marked);
        if !days {
            return Answers { of, judged, rated, ..Answers::default() };
        }
        self.n.number(self.c, ("answers.dated", group), &mut dated, of);
        let days = self.days(group, &by_days);
        Answers { of, judged, rated, dated, days }
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
