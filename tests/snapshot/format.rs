//! Snapshots: what is written is read again, everything else is refused, nothing but counts travels.

use crate::town;
use gelan::catalogue::{Counter, Level, MergeRule};
use gelan::count::county::is_town;
use gelan::count::{
    BodyTally, Counts, Distinct, Ended, GridTally, Least, Listing, Marks, MatterDays, Member, PersonTally,
    Tally, Terms, VillageTally,
};
use gelan::figures::settings::{Key, Settings};
use gelan::model::body::Body;
use gelan::model::cell::Day;
use gelan::model::kind::Kind;
use gelan::model::loaded::{Loaded, RequiredColumn};
use gelan::model::period::Period;
use gelan::model::place::{GridKey, PersonKey};
use gelan::snapshot::{Choices, Snapshot, decode, encode, seal};
use proptest::prelude::*;
use std::sync::LazyLock;

pub const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

fn number() -> impl Strategy<Value = i64> {
    prop_oneof![4 => 0i64..200, 1 => any::<i64>(), 1 => Just(i64::MIN), 1 => Just(i64::MAX), 1 => -5i64..5]
}

fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => "[\u{4e00}-\u{9fff}]{1,4}(村|社区|第[一二三四五]网格)?",
        2 => "[0-9]{0,15}",
        1 => any::<String>(),
        1 => Just(String::new()),
        1 => Just("第九十九网格".to_owned()),
    ]
}

fn distinct() -> impl Strategy<Value = Distinct> {
    prop_oneof![
        3 => number().prop_map(|n| if n == 0 { Distinct::default() } else { Distinct::Sealed(n) }),
        1 => Just(Distinct::Refused),
        2 => prop::collection::vec((name(), name()), 0..4).prop_map(|members| {
            let mut set = Distinct::default();
            for (name, mark) in members {
                set.add(&name, &Marks { phone: mark, ..Marks::default() });
            }
            set
        }),
    ]
}

fn least() -> impl Strategy<Value = Least> {
    let listing = (prop_oneof![0u32..500, any::<u32>()], name(), name());
    let listing = listing.prop_map(|(rank, name, code)| Listing { rank, name, code, ..Listing::default() });
    prop::option::of(listing).prop_map(Least)
}

fn day() -> impl Strategy<Value = Day> {
    prop_oneof![19_000i32..21_000, -25_000i32..2_000_000].prop_map(Day)
}

/// A place's or body's figures out of random ones.
struct Draw<'a>(&'a mut dyn Iterator<Item = i64>, &'a mut dyn Iterator<Item = Distinct>);

impl Draw<'_> {
    fn n(&mut self) -> i64 {
        self.0.next().unwrap_or(0)
    }
    fn some(&mut self) -> Option<i64> {
        let n = self.n();
        (self.n() % 3 != 0).then_some(n)
    }
    fn set(&mut self) -> Distinct {
        self.1.next().unwrap_or_default()
    }
    /// Every counter that is kept for the level.
    fn counts(&mut self, level: Level) -> Counts {
        let mut counts = Counts::default();
        for counter in Counter::of_level(level) {
            match counter.row().merge {
                MergeRule::Sum => counts.put(counter, Some(self.n())),
                MergeRule::OptionalSum => counts.put(counter, self.some()),
                MergeRule::Flag => {
                    counts.put(counter, [None, Some(0), Some(1)][self.n().rem_euclid(3) as usize])
                }
                MergeRule::Set => counts.put_set(counter, self.set()),
            }
        }
        counts
    }
    fn grid(&mut self, listed: Least) -> GridTally {
        GridTally {
            listed,
            counts: self.counts(Level::Grid),
            groups: [("张三", "138"), ("李四", "")]
                .map(|(name, mark)| {
                    (
                        Member { name: name.into(), marks: Marks { phone: mark.into(), ..Marks::default() } },
                        self.some(),
                    )
                })
                .into(),
        }
    }
    fn days(&mut self) -> MatterDays {
        let days = (0..self.n().rem_euclid(4))
            .map(|_| (self.n() as u32, Ended { closed: self.n(), open: self.n() }));
        MatterDays(days.collect())
    }
}

/// A kind or column for each bit.
fn tables(bits: u32) -> Loaded {
    let is_set = |at: usize| bits >> at & 1 == 1;
    let kinds: Vec<Kind> =
        Kind::ALL.iter().copied().enumerate().filter(|(at, _)| is_set(*at)).map(|(_, k)| k).collect();
    let columns: Vec<RequiredColumn> = RequiredColumn::ALL
        .into_iter()
        .enumerate()
        .filter(|(at, _)| is_set(at + 27))
        .map(|(_, c)| c)
        .collect();
    crate::common::town::loaded(&kinds, &columns)
}

fn day_of(n: i64) -> Day {
    Day(19_800_i32.wrapping_add(n as i32))
}

/// Any tally at all, not sealed.
fn tally() -> impl Strategy<Value = Tally> {
    let numbers = prop::collection::vec(number(), 40..200);
    let sets = prop::collection::vec(distinct(), 5..20);
    let villages = prop::collection::btree_map(name(), least(), 0..5);
    let grids = prop::collection::btree_map((name(), name()), least(), 0..6);
    let persons = prop::collection::vec((name(), name()), 0..5);
    let months = prop::collection::btree_set(prop_oneof![24_280i32..24_300, any::<i32>()], 0..4);
    (any::<(u32, u8, u8)>(), numbers, sets, villages, grids, persons, months).prop_map(
        |((loaded, venues, known), numbers, sets, villages, grids, persons, months)| {
            let (mut numbers, mut sets) = (numbers.into_iter().cycle(), sets.into_iter().cycle());
            let mut draw = Draw(&mut numbers, &mut sets);
            let mut tally = Tally { loaded: tables(loaded), venues, ..Tally::default() };
            let homes: Vec<String> = villages.keys().cloned().collect();
            for (i, ((_, grid), listed)) in grids.into_iter().enumerate() {
                // No grid without a village.
                if let Some(village) = homes.get(i % homes.len().max(1)).filter(|name| !is_town(name)) {
                    tally.grids.insert(GridKey { village: village.clone(), grid }, draw.grid(listed));
                }
            }
            for (key, listed) in villages {
                let counts = draw.counts(Level::Village);
                tally.villages.insert(key, VillageTally { listed, counts });
            }
            for (i, body) in Body::ALL.into_iter().enumerate() {
                if known >> i & 1 == 1 {
                    let counts = draw.counts(Level::Body);
                    tally.bodies.insert(body, BodyTally { counts, days: draw.days() });
                }
            }
            for (name, village) in persons {
                let listing = Listing { rank: 7, name: name.clone(), ..Listing::default() };
                let listed = Least((draw.n() % 2 == 0).then_some(listing));
                let person = PersonTally {
                    village,
                    counts: draw.counts(Level::Person),
                    listed,
                    days: draw.days(),
                    terms: Terms::of(draw.some().map(day_of), draw.some().map(day_of)),
                };
                let body = Body::ALL[draw.n().rem_euclid(3) as usize];
                tally.persons.insert(PersonKey { body, name }, person);
            }
            tally.township = draw.counts(Level::Township);
            tally.lacking.entry(Counter::ItemsOwned).or_default().insert("某项任务".to_owned(), 3);
            for month in months {
                tally.months.insert(month, draw.counts(Level::Month));
            }
            tally
        },
    )
}

fn period() -> impl Strategy<Value = Option<Period>> {
    prop::option::of((day(), day()).prop_map(|(a, b)| Period { from: a.min(b), to: a.max(b) }))
}

/// Takes away what is counted of units around others, as random ones count less than these.
fn fit(tally: &mut Tally) {
    let Tally { villages, grids, persons, bodies, months, .. } = tally;
    for &counter in Counter::ALL.iter().filter(|c| c.adds_up(Level::Grid, Level::Village)) {
        let is_around = |name: &String| grids.keys().any(|key| key.village == *name);
        villages.iter_mut().filter(|(name, _)| is_around(name)).for_each(|(_, v)| v.counts.clear(counter));
    }
    for &counter in Counter::ALL.iter().filter(|c| c.adds_up(Level::Person, Level::Body)) {
        let is_around = |body: &Body| persons.keys().any(|key| key.body == *body);
        bodies.iter_mut().filter(|(body, _)| is_around(body)).for_each(|(_, b)| b.counts.clear(counter));
    }
    if !(villages.is_empty() && bodies.is_empty()) {
        months.clear();
    }
}

fn snapshot() -> impl Strategy<Value = Snapshot> {
    let more = (choices(), prop::option::of(any::<u32>()), prop::option::of(settings()));
    (prop::option::of(name()), day(), period(), period(), tally(), more).prop_map(
        |(township, made, period, span, mut tally, (choices, catalogue, settings))| {
            let month = |day: Day| day.ymd().0 * 12 + day.ymd().1 as i32 - 1;
            // None but those of the period.
            tally.months.retain(|m, _| period.is_none_or(|p| (month(p.from)..=month(p.to)).contains(m)));
            fit(&mut tally);
            // Of the kinds of grids only their numbers travel.
            for (i, grid) in tally.grids.values_mut().enumerate().filter(|_| made.0 % 2 == 0) {
                if let Some(listing) = grid.listed.0.as_mut().filter(|_| i % 3 > 0) {
                    listing.kind = format!("第{}类网格", i % 3);
                }
            }
            Snapshot {
                by_months: made.0 % 3 == 0,
                township,
                made,
                period,
                span,
                tally,
                choices,
                catalogue,
                settings,
                ..Snapshot::default()
            }
        },
    )
}

fn choices() -> impl Strategy<Value = Choices> {
    let least = prop_oneof![2 => Just(0), 1 => 2u32..9, 1 => any::<u32>()];
    (any::<bool>(), any::<bool>(), least).prop_map(|(full, names, least)| Choices { full, names, least })
}

/// Settings as they travel: numbers.
fn settings() -> impl Strategy<Value = Settings> {
    prop::collection::vec((any::<prop::sample::Index>(), 0u32..400), 0..6).prop_map(|changes| {
        let keys: Vec<Key> = Key::all().collect();
        let mut settings = Settings::default();
        for (key, value) in changes {
            // What is out of range or is a text stays as it was.
            let key = keys[key.index(keys.len())];
            if !matches!(
                key,
                Key::Standards | Key::GridSource | Key::HeadSource | Key::Township | Key::Address
            ) {
                let _ = settings.set(key, &(f64::from(value) / 4.0).to_string());
            }
        }
        settings
    })
}

/// The text of a township of 157 grids.
pub static TOWN: LazyLock<String> = LazyLock::new(|| encode(&town::answered(town::snapshot(27))));

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read_again(mut snapshot in snapshot()) {
        let text = encode(&snapshot);
        prop_assert!(text.chars().all(|c| LETTERS.contains(c)));
        snapshot.tally = seal(&snapshot.tally, snapshot.choices, snapshot.window());
        if let Some(settings) = &mut snapshot.settings {
            settings.thresholds.grid_source.clear();
            settings.thresholds.head_source.clear();
        }
        prop_assert_eq!(encode(&snapshot), text.as_str(), "sealing twice is sealing once");
        let mut opened = decode(&text).unwrap();
        if let Some(settings) = &mut opened.settings {
            settings.thresholds.grid_source.clear();
            settings.thresholds.head_source.clear();
        }
        prop_assert_eq!(opened, snapshot);
    }

    #[test]
    fn sealing_leaves_no_member_person_or_label(tally in tally()) {
        let sealed = seal(&tally, Choices::default(), None);
        prop_assert!(sealed.persons.is_empty());
        prop_assert!(sealed.lacking.is_empty());
        prop_assert_eq!(&seal(&sealed, Choices::default(), None), &sealed);
        let bodies = sealed.bodies.values().map(|b| b.counts.set(Counter::Reps));
        let sets = [Counter::Officers, Counter::Heads, Counter::Visited];
        let grids = sealed.grids.values().flat_map(|g| sets.map(|counter| g.counts.set(counter)));
        prop_assert!(sealed.grids.values().all(|g| g.groups.is_empty()));
        for set in bodies.chain(grids) {
            prop_assert!(!matches!(set, Distinct::Members(m) if !m.is_empty()));
        }
        for (key, grid) in &tally.grids {
            let officers = grid.counts.value(Counter::Officers).map(|n| n.clamp(0, 1_000_000_000_000_000));
            prop_assert_eq!(sealed.grids[key].counts.value(Counter::Officers), officers);
        }
    }

    #[test]
    fn a_town_with_several_changes_is_refused(
        changes in prop::collection::vec((any::<prop::sample::Index>(), 0usize..64), 1..6),
    ) {
        let text = TOWN.as_str();
        let mut letters: Vec<u8> = text.bytes().collect();
        for (at, letter) in changes {
            let at = at.index(letters.len());
            letters[at] = LETTERS.as_bytes()[letter];
        }
        let changed = String::from_utf8(letters).unwrap();
        prop_assert_eq!(decode(&changed).is_ok(), changed == text);
    }
}
