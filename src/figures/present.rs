//! A tally to figures.

use super::evaluate::{Assumptions, UnitRef, evaluate};
use super::missing::missing;
use super::ordered::OrderedPlaces;
use super::posts::Unlisted;
use super::{
    BodyFigures, FigureValue, Figures, GridFigures, KnownCounts, MeasureValue, MonthFigures, PersonFigures,
    PrivacyGroups, State, VillageFigures, handover, load, posts, window,
};
use crate::catalogue::{CaseFigure, Count, Counter, Definition, Level, Measure, PrivacyGroup};
use crate::count::represent::{is_counted, is_told};
use crate::count::{Counts, GridTally, MatterDays, Tally, VillageTally};
use crate::figures::settings::{PeriodTarget, Settings};
use crate::figures::trends::Trends;
use crate::model::body::Body;
use crate::model::cell::Day;
use crate::model::kind::Kind;
use crate::model::period::Period;
use crate::model::place::GridKey;
use crate::order::Sort as _;

/// What is told of a tally beside its counts.
#[derive(Clone, Debug, Default)]
pub struct Setting {
    /// The township's name.
    pub township: Option<String>,
    /// The period; `None` for all dates.
    pub period: Option<Period>,
    /// First and last date in the data.
    pub span: Option<Period>,
    /// The day for which open matters were judged overdue.
    pub as_of: Option<Day>,
    /// What the figures assume.
    pub settings: Settings,
    /// Officers of lists whose place is on none; `None` where rows are not known.
    pub unlisted: Option<Vec<Unlisted>>,
    /// Number of rows that are counted nowhere because no list has their place.
    pub nowhere: u32,
}

/// Returns the figures of a tally.
pub fn present(tally: &Tally, setting: Setting) -> Figures {
    let places = OrderedPlaces::new(tally);
    let basis = load::basis(&places, &setting);
    let listed = places.grids.iter().map(|(key, g)| GridFigures {
        load: load::grid(&places, g, basis.as_ref(), &setting),
        ..grid(tally, key, g)
    });
    let provisional = places.provisional.iter().map(|(key, g)| grid(tally, key, g));
    let grids: Vec<GridFigures> = listed.chain(provisional).collect();
    Figures {
        villages: places.villages.iter().map(|(name, v)| village(&places, name, v)).collect(),
        balance: load::balance(&grids),
        grids,
        persons: persons(tally, window(setting.period, setting.span, setting.as_of)),
        load_basis: basis,
        posts: posts::posts(&places, &setting),
        plans: handover::plans(&places, &setting.settings.rebalance),
        ..of_township(&places, setting)
    }
}

/// Returns the figures of the township alone: no villages, grids, persons, loads or plans.
pub fn township(tally: &Tally, setting: Setting) -> Figures {
    of_township(&OrderedPlaces::new(tally), setting)
}

fn of_township(places: &OrderedPlaces<'_>, setting: Setting) -> Figures {
    let named = Some(&setting.settings.township).filter(|name| !name.is_empty());
    let counts = counted(places, Count::ALL, Count::definition, UnitRef::Township);
    Figures {
        township: named.cloned().or(setting.township),
        period: setting.period,
        by_months: false,
        span: setting.span,
        as_of: setting.as_of,
        counts: Count::ALL.iter().copied().zip(counts).collect(),
        measures: Measure::ALL
            .iter()
            .map(|m| measure(places, *m, setting.settings.target_for(*m, setting.period)))
            .collect(),
        villages: Vec::new(),
        grids: Vec::new(),
        bodies: bodies(places.tally),
        persons: Vec::new(),
        months: places.tally.months.iter().map(|(month, counts)| of_month(*month, counts)).collect(),
        cases: counted(places, CaseFigure::ALL, CaseFigure::definition, UnitRef::Township),
        load_basis: None,
        balance: None,
        posts: None,
        trends: Trends::default(),
        late: Vec::new(),
        late_in_all: 0,
        nowhere: setting.nowhere,
        sent: None,
        veil: places.tally.veil.clone(),
        plans: Err(handover::NoPlans::NoTable),
        settings: setting.settings,
    }
}

/// Evaluates every count of an enum of the catalogue about a unit.
fn counted<T: Copy>(
    places: &OrderedPlaces<'_>,
    all: &[T],
    definition: fn(T) -> &'static Definition,
    unit: UnitRef<'_>,
) -> Vec<Option<i64>> {
    let value = |figure: &T| evaluate(places, definition(*figure), unit, &Assumptions::default());
    all.iter().map(|figure| value(figure).known_count()).collect()
}

fn measure(places: &OrderedPlaces<'_>, measure: Measure, target: PeriodTarget) -> MeasureValue {
    let definition = measure.definition();
    let value = evaluate(places, definition, UnitRef::Township, &Assumptions::default());
    let missing = match value.state {
        State::Value => missing(places, definition),
        State::Interval { .. } => None,
        _ => Some(Vec::new()),
    };
    let FigureValue { state, numerator, denominator } = value;
    let of = |figure: &CaseFigure| {
        evaluate(places, figure.definition(), UnitRef::Township, &Assumptions::default()).known_count()
    };
    let undecided = measure.undecided().iter().filter_map(|figure| Some((*figure, of(figure)?))).collect();
    let denominator = denominator.unwrap_or(0);
    MeasureValue { measure, state, numerator, denominator, missing, target, undecided }
}

fn of_month(month: i32, counts: &Counts) -> MonthFigures {
    MonthFigures {
        year: month.div_euclid(12),
        month: month.rem_euclid(12) as u32 + 1,
        counts: counts.clone(),
    }
}

fn grid(tally: &Tally, key: &GridKey, grid: &GridTally) -> GridFigures {
    let listing = grid.listed.0.as_ref();
    GridFigures {
        village: key.village.clone(),
        name: listing.map_or_else(|| key.grid.clone(), |l| l.name.clone()),
        code: listing.map(|l| l.code.clone()).unwrap_or_default(),
        kind: listing.map(|l| l.kind.clone()).unwrap_or_default(),
        counts: KnownCounts::of(tally, Level::Grid, &grid.counts),
        key: key.grid.clone(),
        load: None,
    }
}

fn village(places: &OrderedPlaces<'_>, name: &str, village: &VillageTally) -> VillageFigures {
    let unit = UnitRef::Village(name);
    let measure = |m: &Measure| evaluate(places, m.definition(), unit, &Assumptions::default());
    VillageFigures {
        name: name.to_owned(),
        code: village.listed.0.as_ref().map(|l| l.code.clone()).unwrap_or_default(),
        counts: counted(places, Count::ALL, Count::definition, unit),
        measures: Measure::ALL.iter().map(measure).collect(),
        cases: counted(places, CaseFigure::ALL, CaseFigure::definition, unit),
    }
}

fn bodies(tally: &Tally) -> Vec<BodyFigures> {
    let [roster, duty, matters] =
        [Kind::Representatives, Kind::Duty, Kind::Matters].map(|kind| tally.loaded.has(kind));
    let empty = crate::count::BodyTally::default();
    // Where nobody is named at all, an empty roster is what was loaded.
    let all_named = !tally.bodies.values().any(|b| is_counted(&b.counts));
    Body::ALL
        .iter()
        .filter(|_| roster || duty || matters)
        .map(|&body| {
            let crate::count::BodyTally { counts, days } = tally.bodies.get(&body).unwrap_or(&empty);
            // A body of which no table says anything is not known, rather than idle.
            let told_of = |group: &PrivacyGroup| is_told(tally.loaded, group.kind(), body, counts);
            let groups = [PrivacyGroup::Duty, PrivacyGroup::Matters];
            let known =
                groups.into_iter().filter(told_of).fold(PrivacyGroups::default(), PrivacyGroups::with);
            let knows = |counter: Counter| match counter {
                Counter::Reps => roster && (counts.get(Counter::Reps) > 0 || all_named),
                counter => knows_answers(counts, counter) && !tally.absent.contains(&counter),
            };
            BodyFigures {
                body,
                known,
                has_work: duty || matters,
                counts: KnownCounts::with(Level::Body, counts, knows),
                days: known_days(counts, days).filter(|_| matters),
            }
        })
        .collect()
}

/// Whether how matters were answered is known of all of them, for the counters that tell it.
fn knows_answers(counts: &Counts, counter: Counter) -> bool {
    let tells = matches!(counter, Counter::Followed | Counter::Judged | Counter::Rated | Counter::Dated);
    !tells || counts.get(Counter::Followed) == counts.get(Counter::Matters)
}

/// The days of matters, where they are known of all of them.
fn known_days(counts: &Counts, days: &MatterDays) -> Option<MatterDays> {
    let [matters, followed, dated] =
        [Counter::Matters, Counter::Followed, Counter::Dated].map(|counter| counts.get(counter));
    (followed == matters && dated == followed).then(|| days.clone())
}

fn persons(tally: &Tally, window: Option<Period>) -> Vec<PersonFigures> {
    let matters = tally.loaded.has(Kind::Matters);
    let mut persons: Vec<_> = tally.persons.iter().collect();
    persons.order_by_key(|(key, p)| {
        (key.body, p.listed.0.as_ref().map_or(u32::MAX, |l| l.rank), key.name.as_str())
    });
    persons
        .into_iter()
        .map(|(key, person)| PersonFigures {
            body: key.body,
            name: key.name.clone(),
            village: person.village.clone(),
            on_roster: person.listed.0.is_some(),
            counts: KnownCounts::with(Level::Person, &person.counts, |c| {
                knows_answers(&person.counts, c) && !tally.absent.contains(&c)
            }),
            days: known_days(&person.counts, &person.days).filter(|_| matters),
            days_in_office: window.and_then(|w| person.terms.days_in(w)),
        })
        .collect()
}
