//! The linked tables of visits: those of grids add up to their village's, those of villages to the township's, the months
//! add up to the township's too, visits of the period and of other dates to those of all dates, and a place has no more
//! households visited than visits and households. [`LinkedTables`] solves all of these together, and with what was
//! handed on before for other periods. `tests/snapshot/disclosure.rs` attacks what comes out.

use super::Made;
use super::disclosure::{ANY, LinkedTables, Stands};
use super::over_time::OverTime;
use crate::catalogue::{Counter, PrivacyGroup};
use crate::count::county::is_town;
use crate::count::{Counts, Tally};
use crate::figures::{Hidden, PrivacyGroups};
use crate::model::period::Period;
use crate::model::place::GridKey;
use crate::order::Gather as _;
use std::collections::BTreeMap;

use Counter as C;
use PrivacyGroup as P;

/// Whether one period lies in the other; none is all dates.
pub(super) fn inside(part: Option<Period>, whole: Option<Period>) -> bool {
    match (part, whole) {
        (_, None) => true,
        (None, _) => false,
        (Some(part), Some(whole)) => whole.from <= part.from && part.to <= whole.to,
    }
}

/// The counters of visits that add up over places.
const COLUMNS: [Counter; 2] = [C::Visits, C::Visited];

/// In which order bundles are kept back to protect others: of equal ones rather a small place.
#[derive(Clone, Copy)]
enum Rank {
    OtherDates,
    Months,
    Grid,
    Village,
    Township,
}

/// The cells of a snapshot: of a place those of [`COLUMNS`].
#[derive(Default)]
struct Linked {
    grids: BTreeMap<GridKey, [usize; 2]>,
    villages: BTreeMap<String, [usize; 2]>,
    /// Of each village what names no grid.
    rests: BTreeMap<String, [usize; 2]>,
    town: [usize; 2],
    all_dates: usize,
    months: BTreeMap<i32, usize>,
}

/// Whose cells are added: a place's, or the numbers of the whole.
enum Whose<'a> {
    Grid(&'a GridKey),
    Village(&'a str),
    Town,
    AllDates,
    Months,
}

/// Adds the visits of a snapshot; `stands` says of each unit whether it is shown.
fn link(
    tables: &mut LinkedTables,
    tally: &Tally,
    stands: &dyn Fn(&mut LinkedTables, Whose<'_>) -> Stands,
) -> Linked {
    let mut out = Linked::default();
    let mut in_town: [Vec<usize>; 2] = Default::default();
    for (name, village) in &tally.villages {
        let mut in_village: [Vec<usize>; 2] = Default::default();
        let mut of_grids = [0; 2];
        for (key, grid) in tally.grids_of(name) {
            let standing = stands(tables, Whose::Grid(key));
            let values = COLUMNS.map(|counter| grid.counts.get(counter));
            // More households visited than there are tell that the list is no bound.
            let most = grid.counts.value(C::Households).filter(|most| *most >= values[1]).unwrap_or(ANY);
            let cells = [tables.cell(values[0], ANY, standing), tables.cell(values[1], most, standing)];
            tables.within(cells[1], cells[0]);
            for (column, cell) in cells.into_iter().enumerate() {
                in_village.get_mut(column).into_iter().for_each(|cells| cells.push(cell));
            }
            of_grids = [of_grids[0] + values[0], of_grids[1] + values[1]];
            out.grids.insert(key.clone(), cells);
        }
        // A village's own households are those of visits that name no grid; its visits are all.
        let [visits, own] = COLUMNS.map(|counter| village.counts.get(counter));
        let rest = [visits.saturating_sub(of_grids[0]).max(0), own];
        let whole = [of_grids[0].saturating_add(rest[0]), of_grids[1].saturating_add(own)];
        let standing = if is_town(name) { Stands::Nowhere } else { stands(tables, Whose::Village(name)) };
        let cells = whole.map(|value| tables.cell(value, ANY, standing));
        tables.within(cells[1], cells[0]);
        let rests = rest.map(|rest| tables.cell(rest, ANY, Stands::Nowhere));
        out.rests.insert(name.clone(), rests);
        for (((cell, rest), mut parts), of_town) in
            cells.into_iter().zip(rests).zip(in_village).zip(&mut in_town)
        {
            parts.push(rest);
            tables.sum(cell, parts);
            of_town.push(cell);
        }
        out.villages.insert(name.clone(), cells);
    }
    let sum = |counter| tally.villages.values().fold(0_i64, |n, v| n.saturating_add(v.counts.get(counter)));
    let standing = stands(tables, Whose::Town);
    let of_town = in_town.each_ref().map(|cells| tables.total(cells));
    out.town = of_town.map(|value| tables.cell(value, ANY, standing));
    tables.within(out.town[1], out.town[0]);
    for (cell, parts) in out.town.into_iter().zip(in_town) {
        tables.sum(cell, parts);
    }
    let (all, months) = (sum(C::VisitsAll), tally.months.values().map(|m| m.get(C::Visits)).sum::<i64>());
    let standing = stands(tables, Whose::AllDates);
    out.all_dates = tables.cell(all, ANY, standing);
    if all >= of_town[0] {
        let others = tables.cell(all - of_town[0], ANY, Stands::Nowhere);
        tables.sum(out.all_dates, vec![out.town[0], others]);
    }
    if !tally.months.is_empty() {
        let standing = stands(tables, Whose::Months);
        let cell =
            |(month, counts): (&i32, &Counts)| (*month, tables.cell(counts.get(C::Visits), ANY, standing));
        out.months = tally.months.iter().map(cell).into_map();
        if months == of_town[0] {
            tables.sum(out.town[0], out.months.values().copied().collect());
        }
    }
    out
}

/// Links a number of this snapshot with the same one of an earlier one, whose period is a part of this one's or the
/// other way round. Where rows were added or taken away meanwhile, the greater one is the whole.
fn link_over_time(tables: &mut LinkedTables, (now, then): (usize, usize), (is_part, is_whole): (bool, bool)) {
    let values = [now, then].map(|cell| tables.total(&[cell]));
    let (whole, part) = match (is_part, is_whole) {
        (true, true) => {
            if values[0] >= values[1] {
                (now, then)
            } else {
                (then, now)
            }
        }
        (true, false) => (then, now),
        (false, true) => (now, then),
        (false, false) => return,
    };
    let rest = tables.total(&[whole]) - tables.total(&[part]);
    if rest >= 0 {
        let rest = tables.cell(rest, ANY, Stands::Nowhere);
        tables.sum(whole, vec![part, rest]);
    }
}

/// Adds what was handed on, and all dates, which it has in common with what is now.
fn with_earlier(tables: &mut LinkedTables, now: &Linked, earlier: &Made) -> Linked {
    let sent = &earlier.snapshot;
    let is_kept = |groups: PrivacyGroups, group| {
        if groups.has(group) { Stands::KeptBack } else { Stands::Shown }
    };
    let then = link(tables, &earlier.whole, &|_, whose| match whose {
        Whose::Grid(key) => is_kept(sent.hidden.grid(key), P::Visits),
        Whose::Village(name) => is_kept(sent.hidden.village(name), P::Visits),
        Whose::Town => is_kept(sent.hidden.township, P::Visits),
        Whose::AllDates => is_kept(sent.hidden.township, P::OtherDates),
        Whose::Months if sent.tally.months.is_empty() => Stands::KeptBack,
        Whose::Months => Stands::Shown,
    });
    link_over_time(tables, (now.all_dates, then.all_dates), (true, true));
    then
}

/// Links what does not add up over time of two snapshots: households visited, and numbers of the same days that rows came
/// to meanwhile. A month that both periods hold whole is the same in both, also where both were handed on before: a third
/// may tell of one of them what is missing in the other.
fn link_pair(tables: &mut LinkedTables, one: &Linked, other: &Linked, nested: (bool, bool)) {
    for (month, cell) in &one.months {
        other.months.get(month).into_iter().for_each(|same| tables.sum_if_so(*cell, vec![*same]));
    }
    let grids = one.grids.iter().map(|(key, cells)| (*cells, other.grids.get(key)));
    let villages = one.villages.iter().map(|(name, cells)| (*cells, other.villages.get(name)));
    let rests = one.rests.iter().map(|(name, cells)| (*cells, other.rests.get(name)));
    for (own, then) in grids.chain(villages).chain(rests).chain([(one.town, Some(&other.town))]) {
        let Some(then) = then else { continue };
        if nested == (true, true) {
            link_over_time(tables, (own[0], then[0]), nested);
        }
        link_over_time(tables, (own[1], then[1]), nested);
    }
}

/// Links the visits of several periods, the first of which is now: of days inside each other and apart they add up, in
/// each place and over places.
fn add_up_over_time(tables: &mut LinkedTables, all: &[&Linked], over: &OverTime) {
    let of_sets = |parts: &[Vec<Option<usize>>], set: usize| -> Option<Vec<usize>> {
        parts.iter().map(|cells| cells.get(set).copied().flatten()).collect()
    };
    let add_up = |tables: &mut LinkedTables, whole: &[Option<usize>], parts: &[Vec<Option<usize>>]| {
        for (set, whole) in whole.iter().enumerate().skip(all.len()) {
            if let Some((whole, parts)) = whole.zip(of_sets(parts, set)) {
                tables.sum_if_so(whole, parts);
            }
        }
    };
    let Some(now) = all.first() else { return };
    let mut in_town = Vec::new();
    for name in now.villages.keys() {
        let mut in_village = Vec::new();
        for key in now.grids.keys().filter(|key| key.village == *name) {
            let numbers = all.iter().map(|one| one.grids.get(key).map(|cells| cells[0]));
            in_village.push(over.cells(tables, numbers));
        }
        in_village.push(over.cells(tables, all.iter().map(|one| one.rests.get(name).map(|cells| cells[0]))));
        let numbers = all.iter().map(|one| one.villages.get(name).map(|cells| cells[0]));
        let whole = over.cells(tables, numbers);
        add_up(tables, &whole, &in_village);
        in_town.push(whole);
    }
    let whole = over.cells(tables, all.iter().map(|one| Some(one.town[0])));
    add_up(tables, &whole, &in_town);
}

/// Which places' visits are kept back; whether the months are.
pub(super) fn visits(
    tally: &Tally,
    least: i64,
    period: Option<Period>,
    (earlier, over): (&[&Made], &OverTime),
    hidden: &mut Hidden,
) -> bool {
    let mut tables = LinkedTables::new(least);
    let now = link(&mut tables, tally, &|tables, whose| {
        let rank = match whose {
            Whose::Grid(_) => Rank::Grid,
            Whose::Village(_) => Rank::Village,
            Whose::Town => Rank::Township,
            Whose::AllDates => Rank::OtherDates,
            Whose::Months => Rank::Months,
        };
        Stands::In(tables.bundle(rank as u8))
    });
    let before: Vec<Linked> = earlier.iter().map(|made| with_earlier(&mut tables, &now, made)).collect();
    let all: Vec<&Linked> = [&now].into_iter().chain(&before).collect();
    let periods: Vec<_> =
        [period].into_iter().chain(earlier.iter().map(|made| made.snapshot.period)).collect();
    for (i, (one, period)) in all.iter().zip(&periods).enumerate() {
        for (other, then) in all.iter().zip(&periods).skip(i + 1) {
            link_pair(&mut tables, one, other, (inside(*period, *then), inside(*then, *period)));
        }
    }
    if !before.is_empty() {
        add_up_over_time(&mut tables, &all, over);
    }
    tables.solve();
    let is_hidden = |cell: usize| tables.is_kept_back(cell);
    let town = is_hidden(now.town[0]);
    for (key, cells) in &now.grids {
        if town || is_hidden(cells[0]) {
            hidden.set_grid(key, hidden.grid(key).with(P::Visits));
        }
    }
    for (name, cells) in &now.villages {
        if town || (!is_town(name) && is_hidden(cells[0])) {
            hidden.set_village(name, hidden.village(name).with(P::Visits));
        }
    }
    if town {
        hidden.township = hidden.township.with(P::Visits);
    }
    if town || is_hidden(now.all_dates) {
        hidden.township = hidden.township.with(P::OtherDates);
    }
    now.months.values().any(|cell| is_hidden(*cell))
}
