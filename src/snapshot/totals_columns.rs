//! The columns of the totals at the end of a text, in their order, and what each is expected from.

use super::model::Model;
use super::range::Coder;
use super::totals::{TownTotals, of_town, village_bits};
use super::{blocks, wire};
use crate::catalogue::{CATALOGUE, Count, Measure};
use crate::figures::{FigureValue, Refusal, State, Withheld};

/// How the totals are written. It is raised where what they hold or how it is worked out changes and [`CATALOGUE`] does not.
const EDITION: i64 = 1;
/// The version of the definitions that costs nothing to say.
const DEFINITIONS: i64 = 2;

/// What a count of the totals is expected from.
#[derive(Clone, Copy)]
enum Base {
    One,
    Of(Count),
    Sum(Count, Count),
}

/// The counts in the order in which they are written, each with what it is a share of and which share at first.
#[rustfmt::skip]
const COUNTS: [(Count, Base, f64); 20] = {
    use Count as C;
    use Base::{Of, One, Sum};
    [
        (C::Villages, One, 20.0), (C::Grids, Of(C::Villages), 6.0), (C::Households, Of(C::Grids), 80.0),
        (C::People, Of(C::Households), 4.0), (C::Officers, Of(C::Grids), 1.0), (C::Heads, Of(C::Households), 0.08),
        (C::PartyGroupsIndependent, Of(C::Grids), 0.8), (C::PartyGroupsJoint, Of(C::Villages), 1.0),
        (C::Cadres, Of(C::Villages), 5.0), (C::VolunteerTeams, Of(C::Villages), 1.0),
        (C::Volunteers, Of(C::Villages), 40.0), (C::VolunteerActivities, Of(C::Villages), 20.0),
        (C::Models, Of(C::Villages), 3.0), (C::Lecturers, Of(C::Villages), 3.0), (C::Lectures, Of(C::Villages), 2.0),
        (C::LawTrainings, Of(C::Villages), 1.0), (C::Handouts, Sum(C::Lectures, C::LawTrainings), 100.0),
        (C::VisitsInPeriod, Of(C::Households), 1.0), (C::VisitsAll, Of(C::VisitsInPeriod), 0.03),
        (C::Cases, Of(C::Households), 0.05),
    ]
};

/// What the denominator of a measure is expected to be.
#[derive(Clone, Copy)]
enum Whole {
    Count(Count),
    Share(Base, f64),
    Measure(Measure),
    Number(i64),
}

/// What the numerator is expected to be.
#[derive(Clone, Copy)]
enum Part {
    /// All of the denominator.
    All,
    Count(Count),
    /// A share of the denominator.
    Share(f64),
    /// The least numerator of others.
    Least(&'static [Measure]),
    Venues,
}

/// The measures in the order in which they are written.
#[rustfmt::skip]
const MEASURES: [(Measure, Whole, Part); 16] = {
    use Measure as M;
    use Count as C;
    [
        (M::Officer, Whole::Count(C::Grids), Part::All), (M::PartyGroup, Whole::Count(C::Grids), Part::All),
        (M::PartyGroupIndependent, Whole::Count(C::Grids), Part::Count(C::PartyGroupsIndependent)),
        (M::Head, Whole::Count(C::Grids), Part::All),
        (M::LinkedHouseholds, Whole::Count(C::Households), Part::Share(0.97)),
        (M::Triangle, Whole::Count(C::Grids), Part::Least(&[M::Officer, M::PartyGroup, M::Head])),
        (M::Centre, Whole::Count(C::Villages), Part::All), (M::VillageRules, Whole::Count(C::Villages), Part::All),
        (M::SelfGovernance, Whole::Count(C::Villages), Part::All),
        (M::HouseholdVisits, Whole::Count(C::Households), Part::Share(0.6)),
        (M::CadreTraining, Whole::Count(C::Cadres), Part::All),
        (M::CasesOnTime, Whole::Share(Base::Of(C::Cases), 0.8), Part::Share(0.5)),
        (M::Venues, Whole::Number(8), Part::Venues),
        (M::StationStandard, Whole::Share(Base::One, 6.0), Part::All),
        (M::DutyOwned, Whole::Share(Base::One, 36.0), Part::All),
        (M::DutyDone, Whole::Measure(M::DutyOwned), Part::All),
    ]
};

// Whoever adds one adds it above and raises the edition.
const _: () = assert!(COUNTS.len() == Count::ALL.len() && MEASURES.len() == Measure::ALL.len());

impl TownTotals {
    fn base(&self, base: Base) -> i64 {
        match base {
            Base::One => 1,
            Base::Of(count) => self.count(count),
            Base::Sum(a, b) => self.count(a).saturating_add(self.count(b)),
        }
    }
}

/// What is known of a measure, in the order of the format.
const STATES: [fn(&State) -> bool; 6] = [
    |state| *state == State::Value,
    |state| *state == State::NoData,
    |state| *state == State::NoDenominator,
    |state| matches!(state, State::Interval { .. }),
    |state| matches!(state, State::Refused(_)),
    |state| matches!(state, State::Withheld(Withheld::Small(_))),
];

impl<C: Coder> Model<'_, C> {
    /// Passes totals; `front` is what is known of them before. `None` where there are none, or none of this edition.
    pub(super) fn totals(&mut self, given: Option<&TownTotals>, front: &TownTotals) -> Option<TownTotals> {
        let edition = given.map_or(0, |_| EDITION);
        if self.about("edition", edition, EDITION) != EDITION {
            return None;
        }
        let catalogue = i64::from(CATALOGUE);
        if self.about("edition", catalogue, DEFINITIONS) != catalogue {
            return None;
        }
        let nothing = TownTotals::default();
        let given = given.unwrap_or(&nothing);
        let mut out = TownTotals { catalogue: Some(CATALOGUE), ..front.clone() };
        out.counts = vec![None; Count::ALL.len()];
        out.measures = vec![FigureValue::NONE; Measure::ALL.len()];
        self.counts_of_totals(given, &mut out);
        out.least = u32::try_from(self.about("least", given.least.into(), 0)).unwrap_or_else(|_| {
            self.c.refuse();
            0
        });
        out.keeps_back = self.n.flag(self.c, ("keeps", usize::from(out.least > 0)), given.keeps_back);
        self.measures_of_totals(given, &mut out);
        self.withheld_of_totals(given, &mut out);
        self.settings_of_totals(given, &mut out);
        self.villages_of_totals(given, &mut out);
        Some(out)
    }

    /// A number that is mostly the expected one.
    fn about(&mut self, name: &'static str, value: i64, expected: i64) -> i64 {
        let mut value = value;
        self.n.number(self.c, (name, 0), &mut value, expected);
        value
    }

    fn counts_of_totals(&mut self, given: &TownTotals, out: &mut TownTotals) {
        let mut before = true;
        for (at, (count, base, share)) in COUNTS.into_iter().enumerate() {
            let value = given.counts.get(count as usize).copied().flatten();
            before = self.n.flag(self.c, ("count.known", usize::from(before)), value.is_some());
            if !before {
                continue;
            }
            let (mut value, of) = (value.unwrap_or(0), out.base(base));
            if count == Count::VisitsAll {
                // Those of other dates; mostly there are none.
                let mut others = value.wrapping_sub(of);
                if self.n.flag(self.c, ("count.others", 0), others == 0) {
                    others = 0;
                } else {
                    self.n.share(self.c, ("count", at), &mut others, of, share);
                }
                value = of.wrapping_add(others);
            } else {
                self.n.share(self.c, ("count", at), &mut value, of, share);
            }
            if let Some(slot) = out.counts.get_mut(count as usize) {
                *slot = Some(value);
            }
        }
    }

    fn measures_of_totals(&mut self, given: &TownTotals, out: &mut TownTotals) {
        for (at, (measure, whole, part)) in MEASURES.into_iter().enumerate() {
            let mut value = given.measure(measure);
            let state = STATES.iter().position(|is| is(&value.state)).unwrap_or(STATES.len());
            let state = self.n.size(self.c, ("state", 0), state);
            let known = value.denominator.unwrap_or(0);
            let mut denominator = 0;
            if matches!(state, 0 | 3) {
                denominator = known;
                let expected = match whole {
                    Whole::Count(count) => out.count(count),
                    Whole::Measure(measure) => out.measure(measure).denominator.unwrap_or(0),
                    Whole::Number(number) => number,
                    Whole::Share(..) => 0,
                };
                match whole {
                    Whole::Share(base, share) => {
                        self.n.share(self.c, ("whole", at), &mut denominator, out.base(base), share);
                    }
                    _ => denominator = self.about("whole", denominator, expected),
                }
            }
            if matches!(state, 0 | 2 | 3) {
                let expected = match part {
                    Part::All | Part::Share(_) => denominator,
                    Part::Count(count) => out.count(count),
                    Part::Least(of) => of.iter().map(|m| out.measure(*m).numerator).min().unwrap_or(0),
                    Part::Venues => i64::from(out.venues.count_ones()),
                };
                match part {
                    Part::Share(share) => {
                        self.n.share(self.c, ("part", at), &mut value.numerator, denominator, share);
                    }
                    _ => value.numerator = self.about("part", value.numerator, expected),
                }
            } else {
                value.numerator = 0;
            }
            value.denominator = Some(denominator);
            value.state = match state {
                0 => State::Value,
                1 => State::NoData,
                2 => State::NoDenominator,
                3 => {
                    let upper = if let State::Interval { upper, .. } = value.state { upper } else { 0 };
                    State::Interval { lower: value.numerator, upper: self.about("upper", upper, denominator) }
                }
                4 => match self.refusal(&value.state) {
                    Some(refusal) => State::Refused(refusal),
                    None => return self.c.refuse(),
                },
                5 => State::Withheld(Withheld::Small(out.least)),
                6 => State::Withheld(Withheld::Older),
                _ => return self.c.refuse(),
            };
            if let Some(slot) = out.measures.get_mut(measure as usize) {
                *slot = value;
            }
        }
    }

    fn refusal(&mut self, given: &State) -> Option<Refusal> {
        let given = if let State::Refused(refusal) = given { Some(refusal) } else { None };
        // The place behind the last unit means none, as of columns whose unit does not fit.
        let none = i64::try_from(wire::UNITS.len()).unwrap_or(i64::MAX);
        let place = given.map_or([0; 4], |refusal| {
            let Refusal { kind, field, found, wanted } = refusal;
            [
                wire::place_in(&wire::KINDS, kind).unwrap_or(-1),
                wire::place_in(&wire::FIELDS, field).unwrap_or(-1),
                found.map_or(none, |unit| wire::place_in(&wire::UNITS, &unit).unwrap_or(-1)),
                wire::place_in(&wire::UNITS, wanted).unwrap_or(-1),
            ]
        });
        let [kind, field, found, wanted] = place.map(|place| self.about("refused", place, 0));
        let unit = |place| wire::at_place(&wire::UNITS, place);
        Some(Refusal {
            kind: wire::at_place(&wire::KINDS, kind)?,
            field: wire::at_place(&wire::FIELDS, field)?,
            found: if found == none { None } else { Some(unit(found)?) },
            wanted: unit(wanted)?,
        })
    }

    /// Why counts that are not known did not come: those that are small and kept back, and those that were not counted yet.
    fn withheld_of_totals(&mut self, given: &TownTotals, out: &mut TownTotals) {
        if !self.n.flag(self.c, ("withheld", 0), !given.withheld.is_empty()) {
            return;
        }
        for count in Count::ALL {
            if out.counts.get(*count as usize).is_none_or(Option::is_some) {
                continue;
            }
            let why = given.withheld.iter().find(|(c, _)| c == count).map(|(_, why)| *why);
            if self.n.flag(self.c, ("withheld", 1), why.is_some()) {
                let older = self.n.flag(self.c, ("withheld", 2), why == Some(Withheld::Older));
                let why = if older { Withheld::Older } else { Withheld::Small(out.least) };
                out.withheld.push((*count, why));
            }
        }
    }

    fn settings_of_totals(&mut self, given: &TownTotals, out: &mut TownTotals) {
        if !self.n.flag(self.c, ("settings", 8), given.settings.is_some()) {
            return;
        }
        let mut settings = self.settings(given.settings.as_deref());
        let mut later = given.settings.as_deref().map(blocks::later).unwrap_or_default();
        self.texts(&mut later);
        if blocks::take_later(&later, &mut settings).is_none() {
            self.c.refuse();
        }
        out.settings = of_town(&settings);
    }

    fn villages_of_totals(&mut self, given: &TownTotals, out: &mut TownTotals) {
        let stated = out.counts.get(Count::Villages as usize).copied().flatten().unwrap_or(0);
        let count = i64::try_from(given.villages.len()).unwrap_or(i64::MAX);
        let count = self.about("villages", count, stated);
        let Ok(count) = usize::try_from(count) else { return self.c.refuse() };
        if !self.c.spend(count, 0) {
            return;
        }
        let space = 1_u64 << village_bits(count);
        let mut last = 0_u32;
        for at in 0..count {
            let village = given.villages.get(at).copied().unwrap_or(last);
            // What is left is shared out among those to come.
            let mean = (space - u64::from(last)) as f64 / (count - at + 1) as f64;
            let gap = self.n.distance(self.c, mean, u64::from(village.wrapping_sub(last)));
            let next = u64::from(last).checked_add(gap).filter(|next| *next < space);
            let Some(next) = next.and_then(|next| u32::try_from(next).ok()) else {
                return self.c.refuse();
            };
            out.villages.push(next);
            last = next;
        }
        if !self.n.flag(self.c, ("towns", 0), !given.towns.is_empty()) {
            return;
        }
        let count = self.n.size(self.c, ("towns", 1), given.towns.len());
        for at in 0..count {
            if !self.c.spend(1, 0) {
                return;
            }
            let mut town = given.towns.get(at).cloned().unwrap_or_default();
            self.names.spelt(self.c, &mut self.n, "town", &mut town);
            out.towns.push(town);
        }
    }
}
