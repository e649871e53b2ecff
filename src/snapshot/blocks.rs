//! What format 3 adds at its end: blocks, each with a tag and its length, so that a program passes over those that it
//! does not know. What is added to snapshots later is a block, and no new version.
//!
//! A block is a stream of its own. So far one kind is defined: the values of a counter that travels as
//! [`Travel::Block`], of every unit that keeps it.

use super::columns::{UnitContext, WireColumn};
use super::model::Model;
use super::names::Names;
use super::number::Numbers;
use super::range::{Bit, Coder, Decoder, Encoder, Reading};
use crate::catalogue::{Counter, Level, Predictor, Travel};
use crate::count::Tally;

/// A block: its tag and its bytes.
pub(super) type Block = (u32, Vec<u8>);

/// The counters that travel in blocks.
fn counters() -> impl Iterator<Item = (u32, Counter, Predictor)> {
    Counter::ALL.iter().filter_map(|counter| match counter.row().travels {
        Travel::Block { tag, predictor } => Some((tag, *counter, predictor)),
        _ => None,
    })
}

/// Returns the blocks of a sealed tally, without those in which nothing was counted.
pub(super) fn written(tally: &Tally) -> Vec<Block> {
    counters()
        .filter_map(|(tag, counter, predictor)| Some((tag, counter_block(tally, counter, predictor)?)))
        .collect()
}

/// Takes what a block holds into the tally; `None` if it cannot have been written. Blocks of unknown tags are left out.
pub(super) fn read((tag, bytes): &Block, out: &mut Tally) -> Option<()> {
    match counters().find(|(known, _, _)| known == tag) {
        Some((_, counter, predictor)) => read_counter(bytes, out, counter, predictor),
        None => Some(()),
    }
}

/// Returns the stream of a counter's values; `None` if no unit counted any.
fn counter_block(tally: &Tally, counter: Counter, predictor: Predictor) -> Option<Vec<u8>> {
    let mut tally = tally.clone();
    let mut encoder = Encoder::default();
    let any = pass(&mut encoder, &mut tally, counter, predictor);
    any.then(|| encoder.finish())
}

fn read_counter(bytes: &[u8], out: &mut Tally, counter: Counter, predictor: Predictor) -> Option<()> {
    let mut decoder = Decoder::new(bytes);
    pass(&mut decoder, out, counter, predictor);
    (decoder.finish() == Reading::Good).then_some(())
}

/// Passes a counter of every unit that keeps it; whether any of them counted something.
fn pass<C: Coder>(c: &mut C, tally: &mut Tally, counter: Counter, predictor: Predictor) -> bool {
    let mut model = Model { c, n: Numbers::default(), names: Names::new(), unit: 1 };
    let column = WireColumn::of_block(counter, predictor);
    let Tally { villages, grids, bodies, persons, months, township, .. } = tally;
    let mut any = false;
    for level in counter.row().kept {
        let units: Vec<(&mut crate::count::Counts, UnitContext<'_>)> = match level {
            Level::Village => villages
                .iter_mut()
                .map(|(name, v)| {
                    let context = UnitContext { is_township: name.is_empty(), ..UnitContext::default() };
                    (&mut v.counts, context)
                })
                .collect(),
            Level::Grid => grids.values_mut().map(|g| (&mut g.counts, UnitContext::default())).collect(),
            Level::Body => bodies.values_mut().map(|b| (&mut b.counts, UnitContext::default())).collect(),
            Level::Person => persons.values_mut().map(|p| (&mut p.counts, UnitContext::default())).collect(),
            Level::Month => months.values_mut().map(|m| (m, UnitContext::default())).collect(),
            Level::Township => vec![(township, UnitContext::default())],
        };
        for (counts, context) in units {
            any |= counts.touches(counter);
            model.column(&column, counts, context);
        }
    }
    any
}

impl<C: Coder> Model<'_, C> {
    /// Passes blocks as they are, each behind a bit that says that it follows; a text without any pays next to nothing.
    pub(super) fn blocks(&mut self, given: Vec<Block>) -> Vec<Block> {
        let (mut given, mut out) = (given.into_iter(), Vec::new());
        // That none follows is all but certain.
        let mut follows = Bit::prior(0, 40);
        loop {
            let next = given.next();
            self.c.column("blocks");
            if !self.c.bit(&mut follows, next.is_some()) {
                return out;
            }
            let (tag, bytes) = next.unwrap_or_default();
            let tag = self.n.size(self.c, ("block.tag", 0), usize::try_from(tag).unwrap_or(0));
            let length = self.n.size(self.c, ("block.length", 0), bytes.len());
            let mut block = Vec::new();
            for at in 0..length {
                if !self.c.spend(0, 1) {
                    return out;
                }
                let byte = bytes.get(at).copied().unwrap_or(0);
                block.push(
                    (0..8)
                        .rev()
                        .fold(0, |read, place| read << 1 | u8::from(self.c.raw(byte >> place & 1 == 1))),
                );
            }
            match u32::try_from(tag) {
                Ok(tag) => out.push((tag, block)),
                Err(_) => self.c.refuse(),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Snapshot, VERSION, model};
    use super::*;
    use crate::catalogue::Expected;
    use crate::count::{Counts, GridTally};
    use crate::model::place::GridKey;

    fn town() -> Tally {
        let mut tally = Tally::default();
        for (grid, visits) in [("一", 40), ("二", 0), ("三", 90)] {
            let key = GridKey { village: "青石村".to_owned(), grid: grid.to_owned() };
            let counts = Counts::default().with(Counter::Households, 60).with(Counter::Visits, visits);
            tally.villages.entry(key.village.clone()).or_default().counts.add(Counter::Visits, visits);
            tally.grids.insert(key, GridTally { counts, ..GridTally::default() });
        }
        tally
    }

    #[test]
    fn blocks_of_unknown_tags_are_passed_over() {
        let snapshot = Snapshot { tally: town(), ..Snapshot::default() };
        let strange = vec![(7_000, vec![1, 2, 3]), (7_001, Vec::new())];
        let mut encoder = Encoder::default();
        model::pass_with(&mut encoder, &snapshot, VERSION, strange.clone());
        let bytes = encoder.finish();
        let mut decoder = Decoder::new(&bytes);
        let read = model::pass(&mut decoder, &Snapshot::default(), VERSION);
        assert_eq!((decoder.finish(), read), (Reading::Good, snapshot));
    }

    #[test]
    fn a_counter_travels_in_a_block() {
        let predictor = Predictor::Share(Expected::Like(Counter::Households), 1.0);
        let whole = town();
        let bytes = counter_block(&whole, Counter::Visits, predictor).unwrap();
        let mut bare = whole.clone();
        bare.grids.values_mut().for_each(|g| g.counts.clear(Counter::Visits));
        bare.villages.values_mut().for_each(|v| v.counts.clear(Counter::Visits));
        assert_eq!(counter_block(&bare, Counter::Visits, predictor), None, "nothing is nothing");
        read_counter(&bytes, &mut bare, Counter::Visits, predictor).unwrap();
        assert_eq!(bare, whole);
        assert!(read_counter(&[0xff; 40], &mut bare, Counter::Visits, predictor).is_none());
    }
}
