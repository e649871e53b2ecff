//! The kinds of grids, where these have targets of their own: as numbers, since a list may name them in any words.

use super::blocks::model;
use super::range::{Coder, Decoder, Encoder, Reading};
use crate::count::{Listing, Tally};
use crate::figures::settings::VillageTargets;
use std::collections::BTreeMap;

/// The most that a block holds.
pub const MOST: i64 = 99;

/// The name of a kind as it travels; empty for none.
pub fn name(number: i64) -> String {
    if number > 0 { format!("第{number}类网格") } else { String::new() }
}

/// The number of a kind that is named so; 0 for any other.
fn number(name: &str) -> i64 {
    let digits = name.strip_prefix('第').and_then(|rest| rest.strip_suffix("类网格"));
    digits.and_then(|digits| digits.parse().ok()).filter(|n| (1..=MOST).contains(n)).unwrap_or(0)
}

fn listings(tally: &mut Tally) -> impl Iterator<Item = &mut Listing> {
    tally.grids.values_mut().filter_map(|grid| grid.listed.0.as_mut())
}

/// Gives the kinds that have targets their numbers and takes all others out. Returns the targets of these, and of the
/// villages: a name that travels masked, or not at all, does not travel beside.
pub(super) fn numbered(tally: &mut Tally, targets: VillageTargets) -> VillageTargets {
    let (mut own, mut numbers) = (VillageTargets::default(), BTreeMap::new());
    for (place, targets) in targets.0 {
        let place = if tally.villages.contains_key(&place) {
            place
        } else if listings(tally).any(|listing| listing.kind == place) {
            let number = name(numbers.len() as i64 + 1);
            numbers.insert(place, number.clone());
            number
        } else {
            continue;
        };
        own.0.insert(place, targets);
    }
    for listing in listings(tally) {
        listing.kind = numbers.get(&listing.kind).cloned().unwrap_or_default();
    }
    own
}

/// Returns the stream of the numbers; `None` where no grid has one.
pub(super) fn block(tally: &Tally) -> Option<Vec<u8>> {
    let mut tally = tally.clone();
    let any = listings(&mut tally).any(|listing| number(&listing.kind) > 0);
    any.then(|| {
        let mut encoder = Encoder::default();
        pass(&mut encoder, &mut tally);
        encoder.finish()
    })
}

/// Takes the numbers in; `None` where the stream cannot have been written.
pub(super) fn read(bytes: &[u8], out: &mut Tally) -> Option<()> {
    let mut decoder = Decoder::new(bytes);
    pass(&mut decoder, out);
    (decoder.finish() == Reading::Good).then_some(())
}

fn pass<C: Coder>(c: &mut C, tally: &mut Tally) {
    let mut model = model(c);
    let mut before = 0;
    for listing in listings(tally) {
        let mut kind = number(&listing.kind);
        model.n.number(model.c, ("kind", 0), &mut kind, before);
        if !(0..=MOST).contains(&kind) {
            model.c.refuse();
            return;
        }
        listing.kind = name(kind);
        before = kind;
    }
}
