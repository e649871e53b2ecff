//! A tally to figures.

use super::measures::measures;
use super::posts::Unlisted;
use super::refusal::misfit;
use super::{BodyFigures, Figures, GridFigures, MonthFigures, PersonFigures, VillageFigures};
use super::{bounds, handover, load, posts, window};
use crate::catalogue::Count;
use crate::count::county::is_town;
use crate::count::{
    Answers, Cases, Distinct, GridTally, Merge, MonthTally, Performance, Tally, VillageTally,
};
use crate::figures::settings::Settings;
use crate::figures::trends::Trends;
use crate::model::body::Body;
use crate::model::cell::Day;
use crate::model::kind::{Field, Kind};
use crate::model::loaded::RequiredColumn;
use crate::model::period::Period;
use crate::model::place::GridKey;

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
}

/// The places of a tally in the order of their lists.
pub(super) struct Ordered<'a> {
    pub tally: &'a Tally,
    pub villages: Vec<(&'a str, &'a VillageTally)>,
    pub grids: Vec<(&'a GridKey, &'a GridTally)>,
}

impl<'a> Ordered<'a> {
    pub fn new(tally: &'a Tally) -> Self {
        let listed = tally.loaded.has(Kind::Villages) || tally.loaded.has(Kind::Grids);
        let mut villages: Vec<_> = tally
            .villages
            .iter()
            .filter(|(key, v)| !is_town(key) && (!listed || v.listed.0.is_some()))
            .map(|(key, v)| (key.as_str(), v))
            .collect();
        villages.sort_by_key(|(key, v)| (v.listed.0.as_ref().map_or(u32::MAX, |l| l.rank), *key));
        let mut grids: Vec<_> = tally.grids.iter().filter(|(_, g)| g.listed.0.is_some()).collect();
        grids.sort_by_key(|(key, g)| (g.listed.0.as_ref().map_or(u32::MAX, |l| l.rank), *key));
        Self { tally, villages, grids }
    }

    pub fn has(&self, kind: Kind) -> bool {
        self.tally.loaded.has(kind)
    }

    pub fn tells(&self, column: RequiredColumn) -> bool {
        self.tally.loaded.has_column(column)
    }

    /// A sum over every village and the township itself.
    pub fn sum(&self, of: impl Fn(&VillageTally) -> i64) -> i64 {
        self.tally.villages.values().map(of).sum()
    }
}

/// The size of a set; one that cannot be known counts as none here and is left out by whoever shows it.
pub(super) fn size(set: &Distinct) -> i64 {
    set.count().unwrap_or(0)
}

/// Households linked in a grid, at most its own.
pub(super) fn linked(grid: &GridTally) -> i64 {
    grid.linked.clamp(0, grid.households.unwrap_or(0).max(0))
}

/// The figures of a tally.
#[must_use]
pub fn present(tally: &Tally, setting: Setting) -> Figures {
    let places = Ordered::new(tally);
    let basis = load::basis(&places, &setting);
    let grids: Vec<GridFigures> = places
        .grids
        .iter()
        .map(|(key, g)| GridFigures {
            load: load::grid(&places, g, basis.as_ref(), &setting),
            ..grid(&places, key, g)
        })
        .collect();
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

/// The figures of the township alone: no villages, grids, persons, loads or plans.
pub(crate) fn township(tally: &Tally, setting: Setting) -> Figures {
    of_township(&Ordered::new(tally), setting)
}

fn of_township(places: &Ordered<'_>, setting: Setting) -> Figures {
    let named = Some(&setting.settings.township).filter(|name| !name.is_empty());
    Figures {
        township: named.cloned().or(setting.township),
        period: setting.period,
        span: setting.span,
        as_of: setting.as_of,
        counts: Count::ALL.iter().map(|&c| (c, count(places, c))).collect(),
        measures: measures(places, &setting.settings),
        villages: Vec::new(),
        grids: Vec::new(),
        bodies: bodies(places.tally),
        persons: Vec::new(),
        months: places.tally.months.iter().map(|(month, counts)| of_month(*month, counts)).collect(),
        cases: places.has(Kind::Cases).then(|| {
            let mut all = Cases::default();
            places.tally.villages.values().for_each(|v| all.merge(v.cases));
            all
        }),
        load_basis: None,
        balance: None,
        posts: None,
        trends: Trends::default(),
        late: Vec::new(),
        sent: None,
        plans: Err(handover::NoPlans::NoTable),
        settings: setting.settings,
    }
}

fn of_month(month: i32, counts: &MonthTally) -> MonthFigures {
    MonthFigures { year: month.div_euclid(12), month: month.rem_euclid(12) as u32 + 1, counts: *counts }
}

fn count(places: &Ordered<'_>, count: Count) -> Option<i64> {
    if !count.needs().iter().any(|&k| places.has(k)) {
        return None;
    }
    let stated = |of_grid: fn(&GridTally) -> Option<i64>, of_village: fn(&VillageTally) -> Option<i64>| {
        let grids: Vec<i64> = places.grids.iter().filter_map(|(_, g)| of_grid(g)).collect();
        let villages: Vec<i64> = places.villages.iter().filter_map(|(_, v)| of_village(v)).collect();
        match (grids.is_empty(), villages.is_empty()) {
            (false, _) => Some(grids.iter().sum()),
            (true, false) => Some(villages.iter().sum()),
            (true, true) => None,
        }
    };
    let length = |n: usize| i64::try_from(n).ok();
    match count {
        Count::Villages => length(places.villages.len()),
        Count::Grids => length(places.grids.len()),
        Count::Officers => Some(places.sum(|v| size(&v.officers))),
        Count::Heads => {
            let in_grids: i64 = places.tally.grids.values().map(|g| size(&g.heads)).sum();
            Some(in_grids + places.sum(|v| size(&v.heads)))
        }
        Count::PartyGroupsIndependent | Count::PartyGroupsJoint if bounds::stated(places) => {
            let own = count == Count::PartyGroupsIndependent;
            Some(places.tally.loose.values().map(|l| if own { l.stated_own } else { l.stated_joint }).sum())
        }
        Count::PartyGroupsIndependent => Some(places.sum(|v| v.party_groups)),
        Count::PartyGroupsJoint => Some(places.sum(|v| v.joint_party_groups)),
        Count::Households => stated(|g| g.households, |v| v.households),
        Count::People => stated(|g| g.people, |v| v.people),
        Count::Cadres => Some(places.sum(|v| size(&v.cadres))),
        Count::Volunteers => Some(places.sum(|v| v.volunteers)),
        Count::VolunteerTeams => Some(places.sum(|v| v.volunteer_teams)),
        Count::VolunteerActivities => Some(places.sum(|v| v.activities)),
        Count::Models => Some(places.sum(|v| size(&v.models))),
        Count::Lecturers => Some(places.sum(|v| size(&v.lecturers))),
        Count::Lectures => Some(places.sum(|v| v.lectures)),
        Count::LawTrainings => Some(places.sum(|v| v.law_trainings)),
        Count::Handouts => Some(places.sum(|v| v.handouts)),
        Count::VisitsInPeriod => Some(places.sum(|v| v.visits)),
        Count::VisitsAll => Some(places.sum(|v| v.visits_all)),
        Count::Cases => Some(places.sum(|v| v.cases.received)),
    }
}

/// Whether a column is in the unit that it should be.
fn fits(places: &Ordered<'_>, kind: Kind, field: Field) -> bool {
    misfit(places, kind, field).is_none()
}

fn grid(places: &Ordered<'_>, key: &GridKey, grid: &GridTally) -> GridFigures {
    let when = |kind, value: i64| places.has(kind).then_some(value);
    let listing = grid.listed.0.as_ref();
    GridFigures {
        village: key.village.clone(),
        name: listing.map_or_else(|| key.grid.clone(), |l| l.name.clone()),
        code: listing.map(|l| l.code.clone()).unwrap_or_default(),
        households: grid.households,
        people: grid.people,
        officers: when(Kind::Officers, size(&grid.officers)),
        heads: when(Kind::Heads, size(&grid.heads)),
        linked: when(Kind::Heads, linked(grid))
            .filter(|_| fits(places, Kind::Heads, Field::Households) && places.tells(RequiredColumn::Linked)),
        party_groups: when(Kind::PartyGroups, grid.party_groups),
        joint_party_groups: when(Kind::PartyGroups, grid.joint_party_groups),
        visits: when(Kind::Visits, grid.visits),
        visited_households: grid.visited.count().filter(|_| {
            places.tells(RequiredColumn::Visited) && fits(places, Kind::Visits, Field::Household)
        }),
        minutes: when(Kind::Visits, grid.minutes).filter(|_| places.tells(RequiredColumn::Minutes)),
        cases: places.has(Kind::Cases).then_some(grid.cases),
        key: key.grid.clone(),
        load: None,
    }
}

fn village(places: &Ordered<'_>, name: &str, village: &VillageTally) -> VillageFigures {
    let when = |kind, value: i64| places.has(kind).then_some(value);
    let grids: Vec<&GridTally> =
        places.grids.iter().filter(|(key, _)| key.village == name).map(|(_, g)| *g).collect();
    let has_grids = places.has(Kind::Grids);
    let party = bounds::of_village(places, name, &grids).filter(|_| has_grids);
    let number = |test: fn(&GridTally) -> bool| {
        i64::try_from(grids.iter().filter(|g| test(g)).count()).ok().filter(|_| has_grids)
    };
    let sum = |of: fn(&GridTally) -> i64| grids.iter().map(|g| of(g)).sum::<i64>();
    let stated = |of: fn(&GridTally) -> Option<i64>, own: Option<i64>| {
        let known: Vec<i64> = grids.iter().filter_map(|g| of(g)).collect();
        if known.is_empty() { own } else { Some(known.iter().sum()) }
    };
    let councils = [village.ethics, village.assembly, village.ceremonies];
    VillageFigures {
        name: name.to_owned(),
        code: village.listed.0.as_ref().map(|l| l.code.clone()).unwrap_or_default(),
        grids: number(|_| true),
        households: stated(|g| g.households, village.households),
        people: stated(|g| g.people, village.people),
        officers: when(Kind::Officers, size(&village.officers)),
        grids_with_officer: number(|g| !g.officers.is_empty()).filter(|_| places.has(Kind::Officers)),
        grids_with_party_group: number(has_party_group)
            .filter(|_| places.has(Kind::PartyGroups) && party.is_none()),
        party_bounds: party.map(|p| (p.any.lower, p.any.upper)),
        triangle_bounds: party
            .filter(|_| places.has(Kind::Officers) && places.has(Kind::Heads))
            .map(|p| (p.triangle.lower, p.triangle.upper)),
        grids_with_head: number(|g| !g.heads.is_empty()).filter(|_| places.has(Kind::Heads)),
        grids_with_triangle: number(has_triangle)
            .filter(|_| [Kind::Officers, Kind::PartyGroups, Kind::Heads].iter().all(|&k| places.has(k)))
            .filter(|_| party.is_none()),
        heads: when(Kind::Heads, sum(|g| size(&g.heads)) + size(&village.heads)),
        linked: when(Kind::Heads, sum(linked))
            .filter(|_| fits(places, Kind::Heads, Field::Households) && places.tells(RequiredColumn::Linked)),
        centre: village.centre.0,
        rules: village.rules.0,
        self_governance: councils.iter().any(|f| f.0.is_some()).then(|| councils.iter().all(|f| f.yes())),
        cadres: when(Kind::Cadres, size(&village.cadres)),
        cadres_trained: when(Kind::Cadres, size(&village.cadres_trained))
            .filter(|_| fits(places, Kind::Cadres, Field::Times) && places.tells(RequiredColumn::Trained)),
        volunteers: when(Kind::VolunteerTeams, village.volunteers),
        volunteer_teams: when(Kind::VolunteerTeams, village.volunteer_teams),
        models: when(Kind::Models, size(&village.models)),
        lecturers: when(Kind::Lecturers, size(&village.lecturers)),
        handouts: when(Kind::LawPublicity, village.handouts),
        activities: when(Kind::VolunteerActivities, village.activities),
        law_events: when(Kind::LawPublicity, village.lectures + village.law_trainings),
        lectures: when(Kind::LawPublicity, village.lectures),
        law_trainings: when(Kind::LawPublicity, village.law_trainings),
        visits: when(Kind::Visits, village.visits),
        visited_households: when(Kind::Visits, sum(|g| size(&g.visited)) + size(&village.visited)).filter(
            |_| fits(places, Kind::Visits, Field::Household) && places.tells(RequiredColumn::Visited),
        ),
        minutes: when(Kind::Visits, village.minutes).filter(|_| places.tells(RequiredColumn::Minutes)),
        cases: places.has(Kind::Cases).then_some(village.cases),
    }
}

/// Whether a party group of any kind covers the grid.
pub(super) fn has_party_group(grid: &GridTally) -> bool {
    grid.party_groups > 0 || grid.joint_party_groups > 0
}

/// Whether party group, officer and head are all there.
pub(super) fn has_triangle(grid: &GridTally) -> bool {
    has_party_group(grid) && !grid.officers.is_empty() && !grid.heads.is_empty()
}

fn bodies(tally: &Tally) -> Vec<BodyFigures> {
    let (roster, duty, matters) = (
        tally.loaded.has(Kind::Representatives),
        tally.loaded.has(Kind::Duty),
        tally.loaded.has(Kind::Matters),
    );
    let empty = crate::count::BodyTally::default();
    let told = |body: &crate::count::BodyTally| {
        body.people.count().is_none_or(|n| n > 0) || body.performance != Performance::default()
    };
    // Where nobody is named at all, an empty roster is what was loaded.
    let all_named = !Body::ALL.iter().any(|b| tally.bodies.get(b).is_some_and(told));
    Body::ALL
        .iter()
        .filter(|_| roster || duty || matters)
        .map(|&body| {
            let known = tally.bodies.get(&body).unwrap_or(&empty);
            BodyFigures {
                body,
                // A body of which no table says anything is not known, rather than idle.
                reps: known.people.count().filter(|n| roster && (*n > 0 || all_named)),
                performance: (duty || matters).then_some(known.performance),
                has_duty: duty && told(known),
                has_matters: matters && told(known),
                answers: answers(&known.answers, &known.performance).filter(|_| matters),
            }
        })
        .collect()
}

/// The answers where they tell of every matter.
fn answers(answers: &Answers, work: &Performance) -> Option<Answers> {
    (answers.of == work.matters).then(|| answers.clone())
}

fn persons(tally: &Tally, window: Option<Period>) -> Vec<PersonFigures> {
    let matters = tally.loaded.has(Kind::Matters);
    let mut persons: Vec<_> = tally.persons.iter().collect();
    persons.sort_by_key(|(key, p)| {
        (key.body, p.listed.0.as_ref().map_or(u32::MAX, |l| l.rank), key.name.as_str())
    });
    persons
        .into_iter()
        .map(|(key, person)| PersonFigures {
            body: key.body,
            name: key.name.clone(),
            village: person.village.clone(),
            on_roster: person.listed.0.is_some(),
            performance: person.performance,
            answers: answers(&person.answers, &person.performance).filter(|_| matters),
            days_in_office: window.and_then(|w| person.terms.days_in(w)),
        })
        .collect()
}
