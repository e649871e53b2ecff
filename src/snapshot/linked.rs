//! The linked tables of visits: those of grids add up to their village's, those of villages to the township's, the months
//! add up to the township's too, visits of the period and of other dates to those of all dates, and a place has no more
//! households visited than visits and households. [`LinkedTables`] solves all of these together, and with what was
//! handed on before for periods inside or around this one. `tests/snapshot/disclosure.rs` attacks what comes out.

use super::Made;
use super::disclosure::{ANY, LinkedTables, Stands};
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
        for (((cell, rest), mut parts), of_town) in
            cells.into_iter().zip(rest).zip(in_village).zip(&mut in_town)
        {
            parts.push(tables.cell(rest, ANY, Stands::Nowhere));
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

fn with_earlier(tables: &mut LinkedTables, now: &Linked, period: Option<Period>, earlier: &Made) {
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
    let nested = (inside(period, sent.period), inside(sent.period, period));
    for (key, cells) in &now.grids {
        for pair in then.grids.get(key).into_iter().flat_map(|others| cells.iter().zip(others)) {
            link_over_time(tables, (*pair.0, *pair.1), nested);
        }
    }
    for (name, cells) in &now.villages {
        for pair in then.villages.get(name).into_iter().flat_map(|others| cells.iter().zip(others)) {
            link_over_time(tables, (*pair.0, *pair.1), nested);
        }
    }
    for pair in now.town.into_iter().zip(then.town) {
        link_over_time(tables, pair, nested);
    }
    link_over_time(tables, (now.all_dates, then.all_dates), (true, true));
    // A month that both periods hold whole is the same in both.
    for (month, cell) in &now.months {
        if let Some(other) =
            then.months.get(month).filter(|other| tables.total(&[**other]) == tables.total(&[*cell]))
        {
            tables.sum(*cell, vec![*other]);
        }
    }
}

/// Which places' visits are kept back; whether the months are.
pub(super) fn visits(
    tally: &Tally,
    least: i64,
    period: Option<Period>,
    earlier: &[&Made],
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
    earlier.iter().for_each(|made| with_earlier(&mut tables, &now, period, made));
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
