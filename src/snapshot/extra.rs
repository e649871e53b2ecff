//! What version 2 adds behind what version 1 holds: choices, definitions, settings, minutes that are recorded,
//! persons, what is kept back.

use super::columns::DEEDS;
use super::model::Model;
use super::persons::number;
use super::range::Coder;
use super::{Choices, Snapshot, wire};
use crate::catalogue::Counter;
use crate::count::{Counts, Least, Listing, Marks, Member, PersonTally, Tally};
use crate::figures::settings::{Key, Rebalance, Settings, Thresholds};
use crate::figures::{Hidden, PrivacyGroups};
use crate::model::period::Period;
use crate::model::place::PersonKey;
use crate::text::t;
use std::collections::BTreeMap;

/// The settings of version 2, in its order; those that came later travel in a block.
pub(super) fn keys() -> impl Iterator<Item = Key> {
    include_str!("travelling_settings.txt").lines().filter_map(Key::of)
}

/// The settings as they travel: numbers. What a person wrote in words (sources of standards and thresholds, the
/// township, the address) is as by default, or says that the sender set the threshold.
pub(super) fn travelling(settings: &Settings) -> Settings {
    let Settings {
        wisn,
        standards: _,
        month_end,
        thresholds,
        targets,
        villages,
        rule,
        rebalance,
        township: _,
        address: _,
        language: _,
    } = settings;
    let Thresholds { households_per_grid, grid_source: _, households_per_head, head_source: _ } = thresholds;
    let Rebalance { bound, percent } = rebalance;
    let default = Thresholds::default();
    let source =
        |changed: bool, default: String| if changed { t("由发送人设定").to_owned() } else { default };
    Settings {
        wisn: *wisn,
        month_end: *month_end,
        thresholds: Thresholds {
            households_per_grid: *households_per_grid,
            grid_source: source(*households_per_grid != default.households_per_grid, default.grid_source),
            households_per_head: *households_per_head,
            head_source: source(*households_per_head != default.households_per_head, default.head_source),
        },
        targets: targets.clone(),
        villages: villages.clone(),
        rule: *rule,
        rebalance: Rebalance { bound: *bound, percent: *percent },
        ..Settings::default()
    }
}

impl<C: Coder> Model<'_, C> {
    pub(super) fn extra(&mut self, given: &Snapshot, out: &mut Snapshot) {
        let Choices { full, names, least } = given.choices;
        out.choices.full = self.n.flag(self.c, ("full", 0), full);
        out.choices.names = self.n.flag(self.c, ("names", 0), names);
        out.choices.least = self.small("least", least, 0);
        let known = self.n.flag(self.c, ("catalogue", 9), given.catalogue.is_some());
        out.catalogue = known.then(|| self.small("catalogue", given.catalogue.unwrap_or(0), 1));
        let known = self.n.flag(self.c, ("settings", 9), given.settings.is_some());
        out.settings = known.then(|| self.settings(given.settings.as_ref()));
        self.timed(&given.tally, &mut out.tally);
        self.answers_of_bodies(&given.tally, &mut out.tally, out.choices.persons());
        if out.choices.persons() {
            let window = out.window();
            self.persons(&given.tally, &mut out.tally, out.choices.names, window);
            self.heads(&given.tally, &mut out.tally, out.choices.names);
        }
        if out.choices.least > 0 {
            out.hidden = self.hidden(&given.hidden, &out.tally);
        }
    }

    fn small(&mut self, name: &'static str, value: u32, expected: i64) -> u32 {
        let mut wide = i64::from(value);
        self.n.number(self.c, (name, 0), &mut wide, expected);
        u32::try_from(wide).unwrap_or_else(|_| {
            self.c.refuse();
            0
        })
    }

    pub(super) fn settings(&mut self, given: Option<&Settings>) -> Settings {
        let default = Settings::default();
        let mut settings = Settings::default();
        for key in keys() {
            let mut text = given.map(|s| key.text(s)).unwrap_or_default();
            if self.n.flag(self.c, ("settings", 0), given.is_some() && text != key.text(&default)) {
                self.names.spelt(self.c, &mut self.n, "setting", &mut text);
                // Written as it was read; anything else was not written.
                if key.put(&mut settings, &text).is_err() || key.text(&settings) != text {
                    self.c.refuse();
                }
            }
        }
        if settings.check().is_err() {
            self.c.refuse();
        }
        travelling(&settings)
    }

    /// How many visits have their minutes: mostly all.
    fn timed(&mut self, given: &Tally, out: &mut Tally) {
        for (key, grid) in &mut out.grids {
            let timed = given.grids.get(key).and_then(|g| g.counts.value(Counter::Timed));
            let visits = grid.counts.get(Counter::Visits);
            let visited = usize::from(visits > 0);
            if self.n.flag(self.c, ("timed", visited), timed.is_some()) {
                let mut value = timed.unwrap_or(0);
                self.n.number(self.c, ("timed", visited), &mut value, visits);
                grid.counts.put(Counter::Timed, Some(value));
            }
        }
    }

    fn persons(&mut self, given: &Tally, out: &mut Tally, names: bool, window: Option<Period>) {
        for body in wire::BODIES {
            let mut of_body = given.persons.iter().filter(|(key, _)| key.body == body);
            let count = self.n.size(self.c, ("persons", 0), of_body.clone().count());
            let (mut village, mut rank) = (String::new(), -1);
            for i in 0..count {
                if !self.c.spend(1, 8) {
                    return;
                }
                let (key, mut person) =
                    of_body.next().map_or_else(Default::default, |(key, p)| (key.name.clone(), p.clone()));
                let mut name = key;
                if names {
                    self.names.spelt(self.c, &mut self.n, "person.name", &mut name);
                    let guess = [Some(village.clone())];
                    self.names.guessed(self.c, &mut self.n, "person.village", &mut person.village, &guess);
                    village.clone_from(&person.village);
                } else {
                    name = number(i, count);
                    person.village.clear();
                }
                self.on_roster(&mut person, &mut rank);
                self.deeds(&mut person.counts);
                self.answers_of_person(&mut person, window);
                if out.persons.insert(PersonKey { body, name }, person).is_some() {
                    self.c.refuse();
                }
            }
        }
    }

    fn on_roster(&mut self, person: &mut PersonTally, rank: &mut i64) {
        let listing = person.listed.0.take();
        if self.n.flag(self.c, ("person.listed", 0), listing.is_some()) {
            let mut place = listing.map_or(0, |l| i64::from(l.rank));
            self.n.number(self.c, ("person.rank", 0), &mut place, rank.saturating_add(1));
            let listed = u32::try_from(place).unwrap_or_else(|_| {
                self.c.refuse();
                0
            });
            *rank = place;
            person.listed = Least(Some(Listing { rank: listed, ..Listing::default() }));
        }
    }

    /// Each about as in others of the column.
    fn deeds(&mut self, counts: &mut Counts) {
        for (column, counter) in DEEDS.into_iter().enumerate() {
            let mut value = counts.get(counter);
            self.near("person", column, &mut value, 4.0);
            counts.put(counter, Some(value));
        }
    }

    fn heads(&mut self, given: &Tally, out: &mut Tally, names: bool) {
        let nothing = BTreeMap::new();
        for (key, grid) in &mut out.grids {
            let heads = given.grids.get(key).map_or(&nothing, |g| &g.groups);
            let mut count = i64::try_from(heads.len()).unwrap_or(i64::MAX);
            self.n.number(self.c, ("heads", 0), &mut count, grid.counts.get(Counter::Heads));
            let Ok(count) = usize::try_from(count) else { return self.c.refuse() };
            let mut heads = heads.iter();
            for i in 0..count {
                if !self.c.spend(1, 8) {
                    return;
                }
                let (mut member, mut linked) = heads.next().map_or_else(
                    || (Member { name: String::new(), marks: Marks::default() }, None),
                    |(member, linked)| (member.clone(), *linked),
                );
                if names {
                    self.names.spelt(self.c, &mut self.n, "head.name", &mut member.name);
                    if self.n.flag(self.c, ("head.mark", 0), !member.marks.phone.is_empty()) {
                        self.names.spelt(self.c, &mut self.n, "head.mark", &mut member.marks.phone);
                    } else {
                        member.marks.phone.clear();
                    }
                } else {
                    member = Member { name: number(i, count), marks: Marks::default() };
                }
                self.option("head.linked", &mut linked, |m, v| m.near("head.linked", 0, v, 15.0));
                if grid.groups.insert(member, linked).is_some() {
                    self.c.refuse();
                }
            }
        }
    }

    /// Which figures are kept back.
    fn hidden(&mut self, given: &Hidden, tally: &Tally) -> Hidden {
        let mut out = Hidden::default();
        out.township = self.groups("hidden.town", given.township);
        for name in tally.villages.keys() {
            let groups = self.groups("hidden.village", given.village(name));
            out.set_village(name, groups);
        }
        for key in tally.grids.keys() {
            let groups = self.groups("hidden.grid", given.grid(key));
            out.set_grid(key, groups);
        }
        for body in tally.bodies.keys() {
            let groups = self.groups("hidden.body", given.body(*body));
            out.set_body(*body, groups);
        }
        out
    }

    fn groups(&mut self, name: &'static str, given: PrivacyGroups) -> PrivacyGroups {
        wire::GROUPS.into_iter().fold(PrivacyGroups::default(), |groups, group| {
            let kept = self.n.flag(self.c, (name, group as usize), given.has(group));
            if kept { groups.with(group) } else { groups }
        })
    }
}
