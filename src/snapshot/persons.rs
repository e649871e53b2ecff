//! Persons in a snapshot: none, by number, or by name where the sender ticked that.

use super::answers::sealed;
use super::seal::Choices;
use crate::count::{Least, Listing, Member, PersonTally, Terms, VillageTally};
use crate::model::period::Period;
use crate::model::place::PersonKey;
use std::collections::BTreeMap;

/// Stands for a name: 第01位. As many digits as the largest needs, so that the order of names is that of numbers.
pub(super) fn number(index: usize, of: usize) -> String {
    let width = of.to_string().len();
    format!("第{:0width$}位", index + 1)
}

/// The representatives.
///
/// Without names they are numbered by what they did, which is what the snapshot shows anyway: the order of the
/// roster or of names would tell who is who. Their villages stay behind for the same reason.
pub(super) fn persons(
    persons: &BTreeMap<PersonKey, PersonTally>,
    villages: &BTreeMap<String, VillageTally>,
    choices: Choices,
    window: Option<Period>,
) -> BTreeMap<PersonKey, PersonTally> {
    if !choices.persons() {
        return BTreeMap::new();
    }
    if choices.names {
        // What a roster writes for a village is free text where no list knows it.
        let known = |name: &str| if villages.contains_key(name) { name.to_owned() } else { String::new() };
        return persons.iter().map(|(key, person)| (named(key), with_place(person, known, window))).collect();
    }
    let mut order: Vec<_> = persons.iter().map(|(key, p)| (key.body, p)).collect();
    // By all that travels: of two that are alike in it the order says nothing.
    order
        .sort_by_cached_key(|(body, p)| (*body, std::cmp::Reverse(figures(p, window)), p.listed.0.is_none()));
    let mut out = BTreeMap::new();
    let mut rest = order.as_slice();
    while let Some((body, _)) = rest.first() {
        let (of_body, others) = rest.split_at(rest.partition_point(|(b, _)| b == body));
        for (i, (body, person)) in of_body.iter().enumerate() {
            let PersonTally { listed, village: _, performance, answers, terms } = person;
            let name = number(i, of_body.len());
            let listing = Listing {
                rank: u32::try_from(i).unwrap_or(u32::MAX),
                name: String::new(),
                code: String::new(),
            };
            let listed = Least(listed.0.as_ref().map(|_| listing));
            let person = PersonTally {
                listed,
                village: String::new(),
                performance: *performance,
                answers: sealed(answers, true),
                terms: in_office(terms, window),
            };
            out.insert(PersonKey { body: *body, name }, person);
        }
        rest = others;
    }
    out
}

fn named(PersonKey { body, name }: &PersonKey) -> PersonKey {
    PersonKey { body: *body, name: name.clone() }
}

fn with_place(
    PersonTally { listed, village, performance, answers, terms }: &PersonTally,
    known: impl Fn(&str) -> String,
    window: Option<Period>,
) -> PersonTally {
    let listed = listed.0.as_ref().map(|Listing { rank, name: _, code: _ }| Listing {
        rank: *rank,
        name: String::new(),
        code: String::new(),
    });
    PersonTally {
        listed: Least(listed),
        village: known(village),
        performance: *performance,
        answers: sealed(answers, true),
        terms: in_office(terms, window),
    }
}

/// The days in office: when they began and ended stays behind.
pub(super) fn in_office(terms: &Terms, window: Option<Period>) -> Terms {
    let days = window.and_then(|window| Some((terms.days_in(window)?, window)));
    days.map_or_else(Terms::default, |(days, window)| Terms::lasting(days, window))
}

/// All that a person did, in an order that has nothing to do with who it is.
fn figures(person: &PersonTally, window: Option<Period>) -> Vec<i64> {
    let mut performance = person.performance;
    let mut all: Vec<i64> = super::columns::figures(&mut performance).into_iter().map(|n| *n).collect();
    let answers = &person.answers;
    all.extend([answers.of, answers.judged, answers.rated, answers.dated]);
    all.extend(answers.days.iter().flat_map(|(days, n)| [i64::from(*days), n.closed, n.open]));
    all.extend(window.and_then(|window| person.terms.days_in(window)));
    all
}

/// The heads of a grid with the households that each links.
pub(super) fn heads(
    heads: &BTreeMap<Member, Option<i64>>,
    choices: Choices,
) -> BTreeMap<Member, Option<i64>> {
    if !choices.persons() {
        return BTreeMap::new();
    }
    let mut out = BTreeMap::new();
    if choices.names {
        for (Member { name, mark: _ }, linked) in heads {
            // Of two with one name the second is told apart by a number in place of its telephone.
            let mut member = Member { name: name.clone(), mark: String::new() };
            let mut next = 2;
            while out.contains_key(&member) {
                member.mark = next.to_string();
                next += 1;
            }
            out.insert(member, *linked);
        }
        return out;
    }
    let mut linked: Vec<Option<i64>> = heads.values().copied().collect();
    linked.sort_unstable_by(|a, b| b.cmp(a));
    let all = linked.len();
    for (i, linked) in linked.into_iter().enumerate() {
        out.insert(Member { name: number(i, all), mark: String::new() }, linked);
    }
    out
}
