//! Persons in a snapshot: none, by number, or by name where the sender ticked that.

use super::bounds::MOST;
use super::seal::{Choices, travelling};
use crate::catalogue::{Counter, Level};
use crate::count::{Least, Listing, Marks, Member, PersonTally, Terms, VillageTally};
use crate::model::period::Period;
use crate::model::place::PersonKey;
use crate::order::Sort as _;
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
        // Namesakes are told apart by their villages, and where no list knows these, by numbers.
        let is_unknown = |name: &str| {
            let inside = name.strip_suffix('）').and_then(|name| name.rsplit_once('（'));
            inside.filter(|(_, village)| !villages.contains_key(*village)).map(|(bare, _)| bare.to_owned())
        };
        let mut out = BTreeMap::new();
        for (key, person) in persons {
            let rank = person.listed.0.as_ref().map(|listing| listing.rank);
            let key_of = |name: String| PersonKey { body: key.body, name };
            let key = match is_unknown(&key.name) {
                None => Some(key.clone()),
                Some(bare) => {
                    let mut numbered = (1..).map(|n: u32| key_of(format!("{bare}（{n}）")));
                    numbered.find(|key| !persons.contains_key(key) && !out.contains_key(key))
                }
            };
            out.extend(key.map(|key| (key, sealed(person, rank, known(&person.village), window))));
        }
        return out;
    }
    let mut order: Vec<_> = persons.iter().map(|(key, p)| (key.body, p)).collect();
    // By all that travels: of two that are alike in it the order says nothing.
    order.order_by_cached_key(|(body, p)| {
        (*body, std::cmp::Reverse(figures(p, window)), p.listed.0.is_none())
    });
    let mut out = BTreeMap::new();
    let mut rest = order.as_slice();
    while let Some((body, _)) = rest.first() {
        let (of_body, others) = rest.split_at(rest.partition_point(|(b, _)| b == body));
        for (i, (body, person)) in of_body.iter().enumerate() {
            let name = number(i, of_body.len());
            let rank = person.listed.0.as_ref().map(|_| u32::try_from(i).unwrap_or(u32::MAX));
            out.insert(PersonKey { body: *body, name }, sealed(person, rank, String::new(), window));
        }
        rest = others;
    }
    out
}

/// Returns what travels of a person, at a place of the roster and in a village that may be told.
fn sealed(
    PersonTally { listed: _, village: _, counts, days, terms }: &PersonTally,
    rank: Option<u32>,
    village: String,
    window: Option<Period>,
) -> PersonTally {
    let listed = rank.map(|rank| Listing { rank, ..Listing::default() });
    PersonTally {
        listed: Least(listed),
        village,
        counts: travelling(counts, Level::Person, true),
        days: days.clone(),
        terms: in_office(terms, window),
    }
}

/// The days in office: when they began and ended stays behind.
fn in_office(terms: &Terms, window: Option<Period>) -> Terms {
    let days = window.and_then(|window| Some((terms.days_in(window)?, window)));
    days.map_or_else(Terms::default, |(days, window)| Terms::lasting(days, window))
}

/// All that a person did, in an order that has nothing to do with who it is.
fn figures(person: &PersonTally, window: Option<Period>) -> Vec<i64> {
    let counts = travelling(&person.counts, Level::Person, true);
    let mut all: Vec<i64> = Counter::of_level(Level::Person).map(|c| counts.get(c)).collect();
    let days = person.days.0.iter();
    all.extend(days.flat_map(|(days, n)| [i64::from(*days), n.closed.clamp(0, MOST), n.open.clamp(0, MOST)]));
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
        for (Member { name, marks: _ }, linked) in heads {
            // Of two with one name the second is told apart by a number in place of its telephone.
            let mut member = Member { name: name.clone(), marks: Marks::default() };
            let mut next = 2;
            while out.contains_key(&member) {
                member.marks.phone = next.to_string();
                next += 1;
            }
            out.insert(member, *linked);
        }
        return out;
    }
    let mut linked: Vec<Option<i64>> = heads.values().copied().collect();
    linked.order_by(|a, b| b.cmp(a));
    let all = linked.len();
    for (i, linked) in linked.into_iter().enumerate() {
        out.insert(Member { name: number(i, all), marks: Marks::default() }, linked);
    }
    out
}
