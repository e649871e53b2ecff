//! The totals at the end of a text: the same as those of its places, and refused where they are not.

use crate::payload::{version, wrapped};
use crate::town;
use gelan::catalogue::{Count, Counter, Measure};
use gelan::figures::settings::{Key, Settings};
use gelan::figures::{Figures, State, Withheld};
use gelan::snapshot::{Choices, Listed, Snapshot, SnapshotError, TownTotals, decode, encode, meter, totals};

fn listed(text: &str) -> TownTotals {
    match totals(text, &Settings::default()) {
        Ok(Listed::Totals(totals)) => *totals,
        other => panic!("{other:?}"),
    }
}

/// Holds the totals of a text against the figures that it shows when it is opened: they tell no more than what others attack.
pub fn tell_no_more(text: &str, seen: &Figures) {
    assert!(meter::has_totals(text));
    let stated = listed(text);
    assert!(stated.counts.iter().eq(seen.counts.iter().map(|(_, n)| n)));
    let measures = seen.measures.iter().map(|m| (m.state, m.numerator, Some(m.denominator)));
    assert!(stated.measures.iter().map(|m| (m.state, m.numerator, m.denominator)).eq(measures));
}

/// A text whose totals are other ones.
fn forged(snapshot: &Snapshot, change: impl Fn(&mut TownTotals)) -> String {
    wrapped(version(), &[vec![0], meter::with_totals(snapshot, &change)].concat())
}

#[test]
fn a_list_shows_what_the_places_give() {
    for villages in [0, 1, 3, 27] {
        let snapshot = town::today(town::snapshot(villages));
        let text = encode(&snapshot);
        assert!(meter::has_totals(&text), "{villages}");
        assert_eq!(decode(&text).as_ref(), Ok(&snapshot));
        assert_eq!(listed(&text), TownTotals::of(&snapshot, &Settings::default()));
    }
}

#[test]
fn a_text_without_totals_is_opened_for_the_list() {
    let snapshot = town::today(town::snapshot(27));
    let stored = include_str!("../files/snapshot-v3-without-totals.txt").trim_end();
    assert!(!meter::has_totals(stored));
    assert_eq!(meter::without_totals(&snapshot), stored);
    assert_eq!(listed(stored), listed(&encode(&snapshot)));
}

#[test]
fn totals_that_differ_are_refused_on_opening() {
    let snapshot = town::today(town::snapshot(3));
    assert_eq!(decode(&forged(&snapshot, |_| {})).as_ref(), Ok(&snapshot));
    let changes: [fn(&mut TownTotals); 7] = [
        |t| t.counts[Count::Households as usize] = Some(9_999),
        |t| t.counts[Count::Grids as usize] = None,
        |t| t.measures[Measure::Officer as usize].numerator -= 1,
        |t| t.measures[Measure::Head as usize].state = State::NoData,
        |t| t.villages[0] ^= 1,
        |t| t.towns.push("青石镇".to_owned()),
        |t| {
            t.settings = {
                let mut settings = Settings::default();
                settings.set(Key::Target(Measure::Officer), "50").unwrap();
                Some(Box::new(settings))
            }
        },
    ];
    for (at, change) in changes.into_iter().enumerate() {
        let text = forged(&snapshot, change);
        let mut wanted = TownTotals::of(&snapshot, &Settings::default());
        change(&mut wanted);
        assert_eq!(listed(&text).counts, wanted.counts, "believed in a list: {at}");
        assert_eq!(decode(&text), Err(SnapshotError::Impossible), "{at}");
    }
}

#[test]
fn totals_that_cannot_be_are_not_even_listed() {
    let snapshot = town::today(town::snapshot(3));
    let changes: [fn(&mut TownTotals); 5] = [
        |t| t.counts[Count::Cases as usize] = Some(-1),
        |t| t.measures[Measure::Officer as usize].numerator = 1_000_000,
        |t| t.counts[Count::VisitsAll as usize] = Some(0),
        |t| t.keeps_back = true,
        |t| t.measures[Measure::PartyGroup as usize].state = State::Interval { lower: 9, upper: 3 },
    ];
    for (at, change) in changes.into_iter().enumerate() {
        let text = wrapped(version(), &[vec![0], meter::with_totals(&snapshot, &change)].concat());
        assert_eq!(totals(&text, &Settings::default()), Err(SnapshotError::Impossible), "{at}");
        assert_eq!(decode(&text), Err(SnapshotError::Impossible), "{at}");
    }
}

#[test]
fn settings_of_a_town_are_in_its_totals() {
    let mut snapshot = town::today(town::snapshot(3));
    let settings = snapshot.settings.as_mut().unwrap();
    settings.set(Key::Target(Measure::Officer), "77").unwrap();
    settings.set(Key::MonthEnd, "25").unwrap();
    settings.set(Key::Percent, "150").unwrap();
    let text = encode(&snapshot);
    assert!(meter::has_totals(&text));
    let found = listed(&text);
    assert_eq!(found, TownTotals::of(&decode(&text).unwrap(), &Settings::default()));
    assert_eq!(found.settings.unwrap().target(Measure::Officer), 77);
}

#[test]
fn what_is_kept_back_is_kept_back_in_the_totals() {
    let mut snapshot = town::today(town::snapshot(3));
    snapshot.choices = Choices { least: 5, ..Choices::default() };
    let group = gelan::catalogue::PrivacyGroup::Cases;
    snapshot.hidden.township = snapshot.hidden.township.with(group);
    for counter in Counter::of_group(group) {
        snapshot.tally.villages.values_mut().for_each(|v| v.counts.clear(counter));
        snapshot.tally.grids.values_mut().for_each(|g| g.counts.clear(counter));
        snapshot.tally.months.values_mut().for_each(|m| m.clear(counter));
    }
    let text = encode(&snapshot);
    assert!(meter::has_totals(&text));
    let found = listed(&text);
    assert_eq!(found, TownTotals::of(&decode(&text).unwrap(), &Settings::default()));
    assert_eq!(found.counts[Count::Cases as usize], None);
    assert!(found.withheld.contains(&(Count::Cases, Withheld::Small(5))), "{:?}", found.withheld);
    assert_eq!(found.measures[Measure::CasesOnTime as usize].state, State::Withheld(Withheld::Small(5)));
    assert!(found.keeps_back);
}

#[test]
fn damaged_totals_are_answered() {
    let text = encode(&town::today(town::snapshot(1)));
    let stream = meter::unframed(&text).unwrap();
    for at in stream.len() - 70..stream.len() {
        for bit in 0..8 {
            let mut bytes = stream.clone();
            bytes[at] ^= 1 << bit;
            let text = wrapped(version(), &[vec![0], bytes].concat());
            // Either is refused, or opens and is the same in both ways.
            if let Ok(snapshot) = decode(&text) {
                assert_eq!(listed(&text), TownTotals::of(&snapshot, &Settings::default()), "{at} {bit}");
            }
            let _ = totals(&text, &Settings::default());
        }
    }
}
