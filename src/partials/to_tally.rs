//! Rows of sums as the sealed tallies of towns.

use super::{ALL_DATES, Extra, PartialKey, PartialSums, PartialUnit, PartialValue, TownKey, misfits_of};
use crate::catalogue::{CATALOGUE, Level};
use crate::count::{
    Counts, Ended, Least, Listing, Marks, MatterDays, Member, Merge as _, Tally, Terms, UnplacedGroups,
};
use crate::figures::settings::Settings;
use crate::figures::window;
use crate::model::cell::Day;
use crate::model::loaded::Loaded;
use crate::model::period::{MonthEnd, Period};
use crate::model::place::{GridKey, PersonKey};
use crate::snapshot::{Choices, Snapshot};
use std::collections::{BTreeMap, BTreeSet};

/// A town in a period, as rows of sums have it.
#[derive(Clone, Debug, PartialEq)]
pub struct Town {
    /// Province, city, county and township.
    pub key: TownKey,
    /// The period; `None` for all dates.
    pub period: Option<Period>,
    /// First and last day of the dated tables.
    pub span: Option<Period>,
    /// The day on which its tables were written.
    pub made: Day,
    /// On which day months end.
    pub month_end: MonthEnd,
    /// What was counted.
    pub tally: Tally,
}

/// The town in each period that its rows name; in all dates where they name none.
pub fn towns(key: &TownKey, rows: &BTreeMap<PartialKey, PartialSums>) -> Vec<Town> {
    let periods: BTreeSet<Period> = rows.keys().filter_map(|key| key.period).collect();
    let periods = if periods.is_empty() { BTreeSet::from([ALL_DATES]) } else { periods };
    let about = rows.iter().find(|(key, _)| key.unit == PartialUnit::Town).map(|(_, sums)| sums);
    let number = |extra| about.and_then(|sums| sums.values.get(&PartialValue::Extra(extra))).copied();
    let day = |extra| number(extra).and_then(|day| i32::try_from(day).ok()).map(Day);
    let span = day(Extra::FirstDay).zip(day(Extra::LastDay)).map(|(from, to)| Period { from, to });
    let made = day(Extra::Made).unwrap_or_default();
    let month_end = number(Extra::MonthEnd).and_then(|day| MonthEnd::new(u32::try_from(day).ok()?));
    let loaded =
        Loaded::from_bits([Extra::Kinds, Extra::Columns, Extra::Bodies].map(|e| number(e).unwrap_or(0)));
    let town = |all_or: Period| {
        let period = (all_or != ALL_DATES).then_some(all_or);
        let as_of = period.or(span).map(|p| p.to.min(made));
        let mismatches = about.map(|sums| misfits_of(&sums.texts[2])).unwrap_or_default();
        let mut tally = Tally { loaded, mismatches, ..Tally::default() };
        let own = rows.iter().filter(|(key, _)| key.period.is_none_or(|p| p == all_or));
        own.for_each(|(key, sums)| take(&mut tally, key, sums, window(period, span, as_of)));
        Town { key: key.clone(), period, span, made, month_end: month_end.unwrap_or_default(), tally }
    };
    periods.into_iter().map(town).collect()
}

fn take(tally: &mut Tally, key: &PartialKey, sums: &PartialSums, window: Option<Period>) {
    let number = |extra| sums.values.get(&PartialValue::Extra(extra)).copied();
    let or_none = |extra| number(extra).unwrap_or(0);
    let rank = number(Extra::Rank).and_then(|rank| u32::try_from(rank).ok());
    let [name, code, kind] = &sums.texts;
    let listing = |kind: &str| {
        let texts = (name.clone(), code.clone(), kind.to_owned());
        Least(rank.map(|rank| Listing { rank, name: texts.0, code: texts.1, kind: texts.2 }))
    };
    let ended = || Ended { closed: or_none(Extra::ClosedAfter), open: or_none(Extra::OpenAfter) };
    let days =
        || MatterDays(u32::try_from(key.number).ok().map(|days| (days, ended())).into_iter().collect());
    let place = || GridKey { village: key.village.clone(), grid: key.grid.clone() };
    let who = || key.body.map(|body| PersonKey { body, name: key.person.clone() });
    match key.unit {
        PartialUnit::Of(Level::Village) => {
            let village = tally.villages.entry(key.village.clone()).or_default();
            village.listed.merge(listing(kind));
            counts(&mut village.counts, sums);
        }
        PartialUnit::Of(Level::Grid) => {
            let grid = tally.grids.entry(place()).or_default();
            grid.listed.merge(listing(kind));
            counts(&mut grid.counts, sums);
        }
        PartialUnit::Of(Level::Body) => {
            let body = key.body.map(|body| tally.bodies.entry(body).or_default());
            body.into_iter().for_each(|body| counts(&mut body.counts, sums));
        }
        PartialUnit::Of(Level::Person) => {
            let Some(who) = who() else { return };
            let person = tally.persons.entry(who).or_default();
            person.listed.merge(listing(""));
            if !kind.is_empty() {
                person.village.clone_from(kind);
            }
            let days = number(Extra::DaysInOffice).zip(window);
            days.into_iter().for_each(|(days, window)| person.terms.merge(Terms::lasting(days, window)));
            counts(&mut person.counts, sums);
        }
        PartialUnit::Of(Level::Month) => {
            let month = i32::try_from(key.number).ok().map(|month| tally.months.entry(month).or_default());
            month.into_iter().for_each(|month| counts(month, sums));
        }
        PartialUnit::Of(Level::Township) => {
            counts(&mut tally.township, sums);
            tally.venues |= u8::try_from(or_none(Extra::Venues)).unwrap_or(0);
        }
        PartialUnit::Head => {
            let name = key.number.to_string();
            let head = Member { name, marks: Marks::default() };
            tally.grids.entry(place()).or_default().groups.insert(head, number(Extra::Linked));
        }
        PartialUnit::BodyDays => {
            let body = key.body.map(|body| tally.bodies.entry(body).or_default());
            body.into_iter().for_each(|body| body.days.merge(days()));
        }
        PartialUnit::PersonDays => {
            let person = who().map(|who| tally.persons.entry(who).or_default());
            person.into_iter().for_each(|person| person.days.merge(days()));
        }
        PartialUnit::Lacking => {
            for (value, times) in &sums.values {
                if let (PartialValue::Of(counter), Ok(times)) = (value, u32::try_from(*times)) {
                    tally.lacking.entry(*counter).or_default().insert(key.label.clone(), times);
                }
            }
        }
        PartialUnit::Unplaced => {
            let groups = UnplacedGroups {
                own: or_none(Extra::Own),
                joint: or_none(Extra::JointLoose),
                unsaid: or_none(Extra::Unsaid),
                stated_own: or_none(Extra::StatedOwn),
                stated_joint: or_none(Extra::StatedJoint),
            };
            tally.unplaced.entry(key.village.clone()).or_default().merge(groups);
        }
        PartialUnit::Town => {}
    }
}

fn counts(counts: &mut Counts, sums: &PartialSums) {
    for (value, number) in &sums.values {
        if let PartialValue::Of(counter) = value {
            counts.put(*counter, Some(*number));
        }
    }
}

impl Town {
    /// What it is called among others: its parts, a space between.
    pub fn name(&self) -> String {
        let parts: Vec<&str> = self.key.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
        parts.join(" ")
    }
}

impl From<Town> for Snapshot {
    /// The snapshot of a town that an engine has counted: all of it travels, since its sums were handed out whole.
    fn from(town: Town) -> Self {
        let name = town.name();
        let settings = Settings { month_end: town.month_end, ..Settings::default() };
        Self {
            township: (!name.is_empty()).then_some(name),
            made: town.made,
            period: town.period,
            span: town.span,
            tally: town.tally,
            choices: Choices { full: true, names: true, least: 0 },
            catalogue: Some(CATALOGUE),
            settings: Some(settings),
            ..Self::default()
        }
    }
}
