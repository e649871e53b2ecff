//! What lists and ledgers hold of a place beside its figures: who is in charge, its cases and its visits one by one. No
//! snapshot has it.

use super::cases::{CaseLine, CaseStanding, cases, place_of};
use crate::count::{PlacedTables, RowPlace, Scope, SourceTable, is_officer};
use crate::input::records::Records;
use crate::input::value::persons;
use crate::model::cell::Day;
use crate::model::kind::{Field, Kind};
use crate::model::period::MonthEnd;
use crate::model::place::{GridKey, VillageKey};
use crate::order::Sort as _;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

/// Of what details are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum DetailsOf {
    /// All villages: their open cases only, and of households only how many.
    #[default]
    Town,
    /// The same with its households, for files.
    Everything,
    /// A village.
    Village(VillageKey),
    /// A grid.
    Grid(GridKey),
}

impl DetailsOf {
    fn holds(&self, village: &str, grid: Option<&GridKey>) -> bool {
        match self {
            Self::Town | Self::Everything => true,
            Self::Village(own) => own == village,
            Self::Grid(own) => grid == Some(own),
        }
    }
}

/// As what a list names somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ListedAs {
    /// 网格员.
    Officer,
    /// 网格长.
    Leader,
    /// 党小组.
    PartyGroup,
    /// 联户长.
    Head,
    /// 村干部.
    Cadre,
}

/// Somebody, or a party group, whom a list names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedName {
    /// As what.
    pub role: ListedAs,
    /// The name.
    pub name: String,
    /// The village; empty where none is told.
    pub village: VillageKey,
    /// The grid, where it is known.
    pub grid: Option<GridKey>,
    /// A head's households, or a party group's members.
    pub size: Option<i64>,
    /// A cadre's post, or how a party group was set up.
    pub post: String,
}

/// The visits of a grid, or to a village without a grid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaceVisits {
    /// The village.
    pub village: VillageKey,
    /// The grid.
    pub grid: Option<GridKey>,
    /// Visits by month, along [`Visited::months`].
    pub by_month: Vec<i64>,
    /// Households that any loaded visit reached, and none of the period.
    pub not_again: i64,
}

/// A household that some loaded visit reached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HouseholdVisits {
    /// The village.
    pub village: VillageKey,
    /// The grid.
    pub grid: Option<GridKey>,
    /// How the visits call it.
    pub name: String,
    /// Visits in the period.
    pub visits: i64,
    /// The last visit, in the period or not.
    pub last: Day,
}

/// The visits of one officer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficerVisits {
    /// The name.
    pub name: String,
    /// The village.
    pub village: VillageKey,
    /// The grid, the first where there are several.
    pub grid: Option<GridKey>,
    /// In how many grids.
    pub grids: i64,
    /// Visits.
    pub visits: i64,
    /// Their minutes.
    pub minutes: i64,
}

/// Visits of the period.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visited {
    /// The months that have visits, year × 12 + month − 1.
    pub months: Vec<i32>,
    /// By grid, in the order of their list.
    pub places: Vec<PlaceVisits>,
    /// Households that the months reached first.
    pub reached: Vec<i64>,
    /// The same of the whole township.
    pub reached_in_town: Vec<i64>,
    /// What they were for, as the visits say, the most frequent first.
    pub kinds: Vec<(String, i64)>,
    /// By officer, those with the most visits first.
    pub officers: Vec<OfficerVisits>,
    /// The households, in the order of their names; empty for the township.
    pub households: Vec<HouseholdVisits>,
}

/// What is held of a place.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Details {
    /// Of what.
    pub of: DetailsOf,
    /// Whom lists name, in their order.
    pub people: Vec<ListedName>,
    /// Its cases, those that are overdue the longest first; of the township the open ones.
    pub cases: Vec<CaseLine>,
    /// Its visits.
    pub visits: Visited,
}

/// Returns what tables hold of a place; its months end on the day `end`.
pub fn details(
    of: &DetailsOf,
    sources: &[SourceTable<'_>],
    placed: &PlacedTables,
    scope: Scope,
    end: MonthEnd,
) -> Details {
    let all = matches!(of, DetailsOf::Town | DetailsOf::Everything);
    let mut cases = cases(sources, placed, scope, if all { CaseStanding::is_open } else { |_| true });
    cases.retain(|c| of.holds(&c.village, c.grid.as_ref()));
    cases.order_by_key(|c| (!c.standing.is_open(), c.deadline.is_none(), c.deadline));
    Details {
        of: of.clone(),
        people: people(of, sources, placed),
        cases,
        visits: visited(of, sources, placed, scope, end),
    }
}

fn people(of: &DetailsOf, sources: &[SourceTable<'_>], placed: &PlacedTables) -> Vec<ListedName> {
    let mut out: Vec<ListedName> = Vec::new();
    for (source, prepared) in sources.iter().zip(&placed.tables) {
        let records = source.records;
        for (row, at) in prepared.at.iter().enumerate() {
            let places: Vec<RowPlace> = match records.kind {
                Kind::PartyGroups => {
                    prepared.covers.get(row).into_iter().flatten().map(|g| RowPlace::Grid(*g)).collect()
                }
                Kind::Grids | Kind::Officers | Kind::Heads | Kind::Cadres => vec![at],
                _ => break,
            };
            for at in places {
                let Some((village, grid)) = place_of(placed, at) else { continue };
                if !of.holds(&village, grid.as_ref()) {
                    continue;
                }
                for (role, name) in named(records, row) {
                    let (village, grid) = (village.clone(), grid.clone());
                    let known = |p: &ListedName| {
                        p.role == role && p.name == name && p.grid == grid && p.village == village
                    };
                    // A grid's list and the officers' own name the same officer.
                    if matches!(role, ListedAs::Officer | ListedAs::Leader) && out.iter().any(known) {
                        continue;
                    }
                    let (size, post) = match role {
                        ListedAs::Head => (Field::Households, Field::Name),
                        ListedAs::PartyGroup => (Field::Members, Field::What),
                        _ => (Field::Name, Field::Post),
                    };
                    let size = records.amount(size, row).map(|n| n.value);
                    let post = if post == Field::Name { "" } else { records.text(post, row) };
                    out.push(ListedName { role, name, village, grid, size, post: post.to_owned() });
                }
            }
        }
    }
    out
}

/// Whom a row of a list names.
fn named(records: &Records, row: usize) -> Vec<(ListedAs, String)> {
    let all = |role: ListedAs, field: Field| {
        persons(records.text(field, row)).into_iter().map(move |name| (role, name))
    };
    let own = |role| Some((role, records.text(Field::Name, row).to_owned())).filter(|(_, n)| !n.is_empty());
    let role = records.text(Field::Role, row);
    match records.kind {
        Kind::Grids => {
            let leaders = all(ListedAs::Leader, Field::Leader);
            all(ListedAs::Officer, Field::Officer).chain(leaders).collect()
        }
        Kind::Officers if is_officer(role) => all(ListedAs::Officer, Field::Name).collect(),
        Kind::Officers => all(ListedAs::Leader, Field::Name).collect(),
        Kind::Heads => own(ListedAs::Head).into_iter().collect(),
        Kind::PartyGroups => own(ListedAs::PartyGroup).into_iter().collect(),
        _ => all(ListedAs::Cadre, Field::Name).collect(),
    }
}

/// What is known of a household while visits are gone through.
struct Seen {
    visits: i64,
    /// The first month of the period that reached it.
    first: Option<i32>,
    last: Day,
}

fn visited(
    of: &DetailsOf,
    sources: &[SourceTable<'_>],
    placed: &PlacedTables,
    scope: Scope,
    end: MonthEnd,
) -> Visited {
    let mut households: FxHashMap<(RowPlace, &str), Seen> = FxHashMap::default();
    let mut by_month: FxHashMap<(RowPlace, i32), i64> = FxHashMap::default();
    let mut kinds: FxHashMap<&str, i64> = FxHashMap::default();
    let mut officers: FxHashMap<(&str, RowPlace), (i64, i64)> = FxHashMap::default();
    let mut held: FxHashMap<RowPlace, bool> = FxHashMap::default();
    for (source, prepared) in
        sources.iter().zip(&placed.tables).filter(|(s, _)| s.records.kind == Kind::Visits)
    {
        let records = source.records;
        // Numbers of households name none.
        let names = !records.misfits.iter().any(|(field, _)| *field == Field::Household);
        for (row, at) in prepared.at.iter().enumerate() {
            let Some(day) = records.day(Field::Date, row).filter(|_| at.counts()) else {
                continue;
            };
            let counted = scope.counted(Some(day)).is_some();
            let month = end.month(day);
            let is_held = *held.entry(at).or_insert_with(|| {
                place_of(placed, at).is_some_and(|(village, grid)| of.holds(&village, grid.as_ref()))
            });
            let household = if names { records.text(Field::Household, row) } else { "" };
            if !household.is_empty() {
                let new = Seen { visits: 0, first: None, last: day };
                let seen = households.entry((at, household)).or_insert(new);
                seen.last = seen.last.max(day);
                if counted {
                    seen.visits += 1;
                    seen.first = Some(seen.first.map_or(month, |first| first.min(month)));
                }
            }
            if counted && is_held {
                *by_month.entry((at, month)).or_default() += 1;
                *kinds.entry(records.text(Field::What, row)).or_default() += 1;
                let officer = officers.entry((records.text(Field::Officer, row), at)).or_default();
                officer.0 += 1;
                officer.1 += records.amount(Field::Minutes, row).map_or(0, |n| n.value.clamp(0, 10_000));
            }
        }
    }
    let mut months: Vec<i32> = by_month.keys().map(|(_, month)| *month).collect();
    months.extend(households.values().filter_map(|seen| seen.first));
    months.order();
    months.dedup();
    let first = |own: bool| {
        let of = |month: &i32| {
            let here = |(key, seen): &(&(RowPlace, &str), &Seen)| {
                seen.first == Some(*month) && (!own || held.get(&key.0) == Some(&true))
            };
            i64::try_from(households.iter().filter(here).count()).unwrap_or(0)
        };
        months.iter().map(of).collect::<Vec<_>>()
    };
    let mut out = Visited { reached: first(true), reached_in_town: first(false), ..Visited::default() };
    let mut places: Vec<RowPlace> = held.iter().filter(|(_, held)| **held).map(|(at, _)| *at).collect();
    places.order_by_key(|at| match at {
        RowPlace::Grid(index) => (0, *index),
        RowPlace::Village(index) => (1, *index),
        _ => (2, 0),
    });
    let mut not_again: FxHashMap<RowPlace, i64> = FxHashMap::default();
    for ((at, name), seen) in households.iter().filter(|((at, _), _)| held.get(at) == Some(&true)) {
        *not_again.entry(*at).or_default() += i64::from(seen.visits == 0);
        if *of != DetailsOf::Town
            && let Some((village, grid)) = place_of(placed, *at)
        {
            let (name, visits, last) = ((*name).to_owned(), seen.visits, seen.last);
            out.households.push(HouseholdVisits { village, grid, name, visits, last });
        }
    }
    out.households.order_by(|a, b| (&a.grid, &a.name).cmp(&(&b.grid, &b.name)));
    out.places = places
        .iter()
        .filter_map(|at| {
            let (village, grid) = place_of(placed, *at)?;
            let by_month = months.iter().map(|m| by_month.get(&(*at, *m)).copied().unwrap_or(0)).collect();
            Some(PlaceVisits { village, grid, by_month, not_again: not_again.get(at).copied().unwrap_or(0) })
        })
        .collect();
    out.kinds = kinds.into_iter().filter(|(k, _)| !k.is_empty()).map(|(k, n)| (k.to_owned(), n)).collect();
    out.kinds.order_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    out.officers = by_officer(placed, officers);
    out.months = months;
    out
}

/// Joins what an officer did in several grids of a village.
fn by_officer(placed: &PlacedTables, rows: FxHashMap<(&str, RowPlace), (i64, i64)>) -> Vec<OfficerVisits> {
    let mut out: FxHashMap<(String, VillageKey), OfficerVisits> = FxHashMap::default();
    for ((name, at), (visits, minutes)) in rows {
        let Some((village, grid)) = place_of(placed, at).filter(|_| !name.is_empty()) else { continue };
        let key = (name.to_owned(), village.clone());
        let none =
            OfficerVisits { name: name.to_owned(), village, grid: None, grids: 0, visits: 0, minutes: 0 };
        let own = out.entry(key).or_insert(none);
        own.visits += visits;
        own.minutes += minutes;
        own.grids += i64::from(grid.is_some());
        if own.grid.is_none() || grid.as_ref().is_some_and(|g| own.grid.as_ref().is_some_and(|o| g < o)) {
            own.grid = grid;
        }
    }
    let mut out: Vec<OfficerVisits> = out.into_values().collect();
    out.order_by(|a, b| {
        b.visits.cmp(&a.visits).then_with(|| (&a.village, &a.name).cmp(&(&b.village, &b.name)))
    });
    out
}

impl Details {
    /// Puts the town's name before its places, as a county has them.
    pub fn inside(mut self, town: &str) -> Self {
        use crate::count::county::inside;
        let village = |name: &mut VillageKey| {
            if !name.is_empty() {
                *name = inside(town, name);
            }
        };
        let grid = |grid: &mut Option<GridKey>| grid.iter_mut().for_each(|g| village(&mut g.village));
        for p in &mut self.people {
            village(&mut p.village);
            grid(&mut p.grid);
        }
        for c in &mut self.cases {
            village(&mut c.village);
            grid(&mut c.grid);
        }
        for p in &mut self.visits.places {
            village(&mut p.village);
            grid(&mut p.grid);
        }
        for o in &mut self.visits.officers {
            village(&mut o.village);
            grid(&mut o.grid);
        }
        for h in &mut self.visits.households {
            village(&mut h.village);
            grid(&mut h.grid);
        }
        self
    }
}
