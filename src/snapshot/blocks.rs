//! What format 3 adds at its end: blocks, each with a tag and its length, so that a program passes over those that it
//! does not know. What is added to snapshots later is a block, and no new version.
//!
//! A block is a stream of its own: the values of a counter that travels as [`Travel::Block`], of every unit that keeps
//! it; settings that version 2 does not know; or which bodies the tables can name and do name. A counter whose block is
//! not there is not known, rather than 0.

use super::columns::{UnitContext, WireColumn};
use super::model::Model;
use super::names::Names;
use super::number::Numbers;
use super::range::{Bit, Coder, Decoder, Encoder, Reading};
use super::{Snapshot, extra, kinds_of_grids};
use crate::catalogue::{Counter, Level, MergeRule, Predictor, PrivacyGroup, Travel};
use crate::count::{Counts, Tally};
use crate::figures::settings::{Key, Settings};
use crate::order::Gather as _;

/// The tag of what is noted of the bodies, where their counts do not say it: see [`crate::model::loaded::Loaded::body_bits`].
const BODIES: u32 = 1;

/// The tag of the mark that visits of all dates are kept back; the block is empty.
const OTHER_DATES: u32 = 4;

/// The tag of the mark that the period was chosen as months of a year; the block is empty.
const BY_MONTHS: u32 = 6;

/// The tag of the kinds of grids that have targets of their own.
const KINDS_OF_GRIDS: u32 = 5;

/// The tag of the township's totals; the block is the last one.
const TOTALS: u32 = 7;

/// How many bytes bring the coder back to its beginning: four, and where it is wide, five.
const MIN_FILLER: usize = 3;
const MAX_FILLER: usize = 12;

/// A block: its tag and its bytes.
pub(super) type Block = (u32, Vec<u8>);

/// The tag of the settings; counters have others.
const SETTINGS: u32 = 0;

/// The counters that travel in blocks.
fn counters() -> impl Iterator<Item = (u32, Counter, Predictor)> {
    Counter::ALL.iter().filter_map(|counter| match counter.row().travels {
        Travel::Block { tag, predictor } => Some((tag, *counter, predictor)),
        _ => None,
    })
}

/// Returns the blocks of a sealed snapshot.
pub(super) fn written(snapshot: &Snapshot) -> Vec<Block> {
    let tally = &snapshot.tally;
    let known = counters().filter(|(_, counter, _)| {
        let there = tally.loaded.has(counter.row().origin.kind) || is_counted(tally, *counter);
        there && !tally.absent.contains(counter)
    });
    let counters = known.map(|(tag, counter, predictor)| (tag, counter_block(tally, counter, predictor)));
    let settings = snapshot.settings.as_ref().and_then(settings_block);
    let bits = Some(tally.loaded.body_bits()).filter(|bits| *bits != tally.body_bits_by_counts());
    let bodies = bits.map(|bits| (BODIES, bits.to_le_bytes().to_vec()));
    let other_dates = snapshot.hidden.township.has(PrivacyGroup::OtherDates);
    let other_dates = other_dates.then(|| (OTHER_DATES, Vec::new()));
    settings
        .map(|bytes| (SETTINGS, bytes))
        .into_iter()
        .chain(bodies)
        .chain(counters)
        .chain(other_dates)
        .chain(snapshot.by_months.then(|| (BY_MONTHS, Vec::new())))
        .chain(kinds_of_grids::block(tally).map(|bytes| (KINDS_OF_GRIDS, bytes)))
        .collect()
}

/// Takes what blocks hold into the snapshot; `None` if one cannot have been written. Those of unknown tags are left out.
pub(super) fn read(blocks: &[Block], out: &mut Snapshot) -> Option<()> {
    let loaded = out.tally.loaded;
    let known = counters().map(|(_, counter, _)| counter);
    out.tally.absent = known.filter(|counter| loaded.has(counter.row().origin.kind)).into_set();
    for (tag, bytes) in blocks {
        if *tag == SETTINGS {
            read_settings(bytes, out.settings.as_mut()?)?;
        } else if *tag == OTHER_DATES {
            out.hidden.township = out.hidden.township.with(PrivacyGroup::OtherDates);
        } else if *tag == KINDS_OF_GRIDS {
            kinds_of_grids::read(bytes, &mut out.tally)?;
        } else if *tag == BY_MONTHS {
            out.by_months = true;
        } else if *tag == BODIES {
            let bits = u16::from_le_bytes(bytes.as_slice().try_into().ok()?);
            out.tally.loaded = out.tally.loaded.with_body_bits(bits);
        } else if let Some((_, counter, predictor)) = counters().find(|(known, _, _)| known == tag) {
            read_counter(bytes, &mut out.tally, counter, predictor)?;
            out.tally.absent.remove(&counter);
        }
    }
    Some(())
}

/// A model of its own over a block's stream.
pub(super) fn model<C: Coder>(c: &mut C) -> Model<'_, C> {
    Model { c, n: Numbers::default(), names: Names::new(), unit: 1, has_totals: false }
}

/// Returns the stream of the settings that differ from the defaults and that version 2 does not know; `None` if there
/// are none.
fn settings_block(settings: &Settings) -> Option<Vec<u8>> {
    let mut encoder = Encoder::default();
    let mut pairs = later(settings);
    model(&mut encoder).texts(&mut pairs);
    (!pairs.is_empty()).then(|| encoder.finish())
}

/// Returns the names and texts of settings that version 2 does not know and that differ from the defaults.
pub(super) fn later(settings: &Settings) -> Vec<(String, String)> {
    let default = Settings::default();
    let later = Key::all().filter(|key| key.travels() && !extra::keys().any(|known| known == *key));
    let changed = later.filter(|key| key.text(settings) != key.text(&default));
    changed.map(|key| (key.id(), key.text(settings))).collect()
}

fn read_settings(bytes: &[u8], out: &mut Settings) -> Option<()> {
    let mut decoder = Decoder::new(bytes);
    let mut pairs = Vec::new();
    model(&mut decoder).texts(&mut pairs);
    take_later(&pairs, out)?;
    (decoder.finish() == Reading::Good).then_some(())
}

/// Takes settings in; those that this program does not know are left out.
pub(super) fn take_later(pairs: &[(String, String)], out: &mut Settings) -> Option<()> {
    for (id, text) in pairs {
        if let Some(key) = Key::of(id).filter(|key| key.travels()) {
            key.put(out, text).ok()?;
        }
    }
    out.check().ok()
}

/// Returns the stream of a counter's values.
fn counter_block(tally: &Tally, counter: Counter, predictor: Predictor) -> Vec<u8> {
    let mut encoder = Encoder::default();
    pass(&mut encoder, &mut tally.clone(), counter, predictor);
    encoder.finish()
}

fn read_counter(bytes: &[u8], out: &mut Tally, counter: Counter, predictor: Predictor) -> Option<()> {
    let mut decoder = Decoder::new(bytes);
    pass(&mut decoder, out, counter, predictor);
    (decoder.finish() == Reading::Good).then_some(())
}

/// Whether any unit has the counter, even if it is a known 0.
fn is_counted(tally: &Tally, counter: Counter) -> bool {
    let says_itself = matches!(counter.row().merge, MergeRule::OptionalSum | MergeRule::Flag);
    let tells = |counts: &Counts| counts.touches(counter) || says_itself && counts.value(counter).is_some();
    counter.row().kept.iter().any(|level| match level {
        Level::Village => tally.villages.values().any(|v| tells(&v.counts)),
        Level::Grid => tally.grids.values().any(|g| tells(&g.counts)),
        Level::Body => tally.bodies.values().any(|b| tells(&b.counts)),
        Level::Person => tally.persons.values().any(|p| tells(&p.counts)),
        Level::Month => tally.months.values().any(tells),
        Level::Township => tells(&tally.township),
    })
}

/// A level's units with what the values of each are predicted from.
fn units(tally: &mut Tally, level: Level) -> Vec<(&mut Counts, UnitContext<'static>)> {
    let plain = |counts| (counts, UnitContext::default());
    match level {
        Level::Village => {
            let context =
                |name: &String| UnitContext { is_township: name.is_empty(), ..UnitContext::default() };
            tally.villages.iter_mut().map(|(name, v)| (&mut v.counts, context(name))).collect()
        }
        Level::Grid => tally.grids.values_mut().map(|g| plain(&mut g.counts)).collect(),
        Level::Body => tally.bodies.values_mut().map(|b| plain(&mut b.counts)).collect(),
        Level::Person => tally.persons.values_mut().map(|p| plain(&mut p.counts)).collect(),
        Level::Month => tally.months.values_mut().map(plain).collect(),
        Level::Township => vec![plain(&mut tally.township)],
    }
}

/// Passes whether any unit has a counter, and if so its value in each unit that keeps it.
fn pass<C: Coder>(c: &mut C, tally: &mut Tally, counter: Counter, predictor: Predictor) {
    let any = is_counted(tally, counter);
    let mut model = model(c);
    if !model.n.flag(model.c, ("any", 0), any) {
        return;
    }
    let column = WireColumn::of_block(counter, predictor);
    for level in counter.row().kept {
        for (counts, context) in units(tally, *level) {
            model.column(&column, counts, context);
        }
    }
}

impl<C: Coder> Model<'_, C> {
    /// Passes pairs of texts.
    pub(super) fn texts(&mut self, pairs: &mut Vec<(String, String)>) {
        let count = self.n.size(self.c, ("texts", 0), pairs.len());
        for i in 0..count {
            if !self.c.spend(1, 0) {
                return;
            }
            let mut pair = pairs.get(i).cloned().unwrap_or_default();
            self.names.spelt(self.c, &mut self.n, "text", &mut pair.0);
            self.names.spelt(self.c, &mut self.n, "text", &mut pair.1);
            match pairs.get_mut(i) {
                Some(place) => *place = pair,
                None => pairs.push(pair),
            }
        }
    }

    /// Passes blocks as they are, each behind a bit that says that it follows; a text without any pays next to nothing.
    /// What is written of totals goes into the last one, behind bytes that bring the coder back to its beginning: so they
    /// can be read from the end of the payload.
    pub(super) fn blocks(&mut self, given: Vec<Block>, totals: Option<Vec<u8>>) -> Vec<Block> {
        if totals.is_some() {
            self.c.end_in_ones();
        }
        let given = given.into_iter().map(|(tag, bytes)| (tag, bytes, false));
        let mut given = given.chain(totals.map(|bytes| (TOTALS, bytes, true)));
        let mut out = Vec::new();
        // That none follows is all but certain.
        let mut follows = Bit::prior(0, 40);
        loop {
            let next = given.next();
            self.c.column("blocks");
            if !self.c.bit(&mut follows, next.is_some()) {
                return out;
            }
            let (tag, bytes, is_apart) = next.unwrap_or_default();
            let tag = self.n.size(self.c, ("block.tag", 0), usize::try_from(tag).unwrap_or(0));
            let bytes = if is_apart { self.behind_filler(bytes) } else { bytes };
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

    /// Returns the bytes of a block, whose length is written next, behind others that leave the coder as at the beginning.
    fn behind_filler(&mut self, bytes: Vec<u8>) -> Vec<u8> {
        let Some(now) = self.c.bounds() else { return bytes };
        let filled = (MIN_FILLER..MAX_FILLER).find_map(|filler| {
            let mut ahead = Encoder::from(now);
            self.n.clone().size(&mut ahead, ("block.length", 0), filler + bytes.len());
            let way = ahead.bounds()?.way_to_start(u32::try_from(filler * 8).ok()?)?;
            let mut filled = vec![0; filler];
            for (at, _) in way.iter().enumerate().filter(|(_, bit)| **bit) {
                if let Some(byte) = filled.get_mut(at / 8) {
                    *byte |= 0x80 >> (at % 8);
                }
            }
            Some(filled)
        });
        [filled.unwrap_or_default(), bytes].concat()
    }
}

#[cfg(test)]
#[path = "../../tests/unit/blocks.rs"]
mod tests;
