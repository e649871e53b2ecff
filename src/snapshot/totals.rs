//! The township's totals, at the end of a text: what a list of many towns shows of each without opening its places.
//!
//! They are worked out from the rest of the snapshot, and hold nothing that it does not tell: what is kept back there is kept
//! back here. A list believes them; whoever opens the snapshot finds them compared with its places. `docs/snapshot.md`
//! says where they stand.

use super::bounds::MOST;
use super::range::{Decoder, Encoder, Reading};
use super::text::checksum;
use super::{Snapshot, SnapshotError, blocks, extra, in_short};
use crate::catalogue::{CATALOGUE, Count, Measure};
use crate::count::county::{is_town, town_of};
use crate::figures::settings::Settings;
use crate::figures::{FigureValue, State, Subject, Withheld};
use crate::model::cell::Day;
use crate::model::period::{MonthEnd, Period};
use crate::order::Sort as _;

/// What a list of towns shows of one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TownTotals {
    /// The township's name where it is known.
    pub township: Option<String>,
    /// The day on which the snapshot was made.
    pub made: Day,
    /// The period; `None` where all dates count.
    pub period: Option<Period>,
    /// First and last date in the data.
    pub span: Option<Period>,
    /// Kinds of venue reached, a bit each.
    pub venues: u8,
    /// The version of the definitions, where it says.
    pub catalogue: Option<u32>,
    /// What the figures assume, without the targets of single villages; `None` where all is as by default.
    pub settings: Option<Box<Settings>>,
    /// Counts from 1 to below this are kept back; 0 for none.
    pub least: u32,
    /// Whether any figure of any place is kept back.
    pub keeps_back: bool,
    /// The counts, in the catalogue's order.
    pub counts: Vec<Option<i64>>,
    /// The counts that the sender has and did not send.
    pub withheld: Vec<(Count, Withheld)>,
    /// The measures, in the catalogue's order.
    pub measures: Vec<FigureValue>,
    /// The villages, as numbers of [`village_bits`] bits that tell names apart; sorted.
    pub villages: Vec<u32>,
    /// The towns inside, where it is a county.
    pub towns: Vec<String>,
}

/// The longest stream of totals in bytes: that of a county with thousands of towns.
const LONGEST: usize = (1 << 14) - 1;
/// In how many bits the names of so many villages are told apart: so many that two towns without a village in common are
/// taken for one once in a million pairs.
pub fn village_bits(villages: usize) -> u32 {
    let least = match villages {
        0..=2 => 24,
        3..=4 => 16,
        5..=8 => 12,
        9..=16 => 10,
        _ => 8,
    };
    least.max(villages.next_power_of_two().ilog2() + 3).min(32)
}

/// The number of a village's name.
fn village_number(name: &str, bits: u32) -> u32 {
    // Names that differ alike differ alike in their checksums.
    let mixed = checksum(&[name.as_bytes()]).wrapping_mul(0x9e37_79b1);
    mixed >> (32 - bits)
}

/// The settings as far as they tell of the figures of a township.
pub(super) fn of_town(settings: &Settings) -> Option<Box<Settings>> {
    let mut own = extra::travelling(settings);
    own.villages.0.clear();
    (own != Settings::default()).then(|| Box::new(own))
}

impl TownTotals {
    /// Returns those of a snapshot; `settings` where it names none.
    pub fn of(snapshot: &Snapshot, settings: &Settings) -> Self {
        let figures = in_short(snapshot, settings);
        let names = || snapshot.tally.villages.keys().filter(|key| !is_town(key));
        let bits = village_bits(names().count());
        let mut villages: Vec<u32> = names().map(|name| village_number(name, bits)).collect();
        villages.order();
        let mut towns: Vec<String> = names().map(|key| town_of(key).trim_end().to_owned()).collect();
        towns.retain(|town| !town.is_empty());
        towns.dedup();
        let unknown = figures.counts.iter().filter(|(_, n)| n.is_none());
        let withheld = unknown.filter_map(|(c, _)| Some((*c, figures.withheld(&Subject::Count(*c))?)));
        let measure = |m: &crate::figures::MeasureValue| FigureValue {
            state: m.state,
            numerator: m.numerator,
            denominator: Some(m.denominator),
        };
        Self {
            township: figures.township.clone(),
            made: snapshot.made,
            period: snapshot.period,
            span: snapshot.span,
            venues: snapshot.tally.venues,
            catalogue: snapshot.catalogue,
            settings: match &snapshot.settings {
                Some(own) => of_town(own),
                None => Some(Box::new(settings.clone())),
            },
            least: snapshot.choices.least,
            keeps_back: !snapshot.hidden.is_empty(),
            counts: figures.counts.iter().map(|(_, n)| *n).collect(),
            withheld: withheld.collect(),
            measures: figures.measures.iter().map(measure).collect(),
            villages,
            towns,
        }
    }

    /// Whether totals travel with a snapshot: they are of today's definitions and of its own settings.
    pub(super) fn travel(snapshot: &Snapshot) -> bool {
        snapshot.catalogue == Some(CATALOGUE) && snapshot.settings.is_some()
    }

    /// The day on which its months end.
    pub fn month_end(&self) -> MonthEnd {
        self.settings.as_ref().map(|s| s.month_end).unwrap_or_default()
    }

    pub(super) fn count(&self, count: Count) -> i64 {
        self.counts.get(count as usize).copied().flatten().unwrap_or(0)
    }

    pub(super) fn measure(&self, measure: Measure) -> FigureValue {
        self.measures.get(measure as usize).copied().unwrap_or(FigureValue::NONE)
    }

    /// Whether they can be those of a sealed snapshot.
    fn is_possible(&self) -> bool {
        let in_bounds = |n: i64| (0..=MOST).contains(&n);
        let measure = |(measure, value): (&Measure, &FigureValue)| {
            let denominator = value.denominator.unwrap_or(0);
            let (lower, upper) = match value.state {
                State::Interval { lower, upper } => (lower, upper),
                _ => (value.numerator, value.numerator),
            };
            let fits = !measure.is_part() || value.state == State::NoDenominator || upper <= denominator;
            lower <= upper && fits && [lower, upper, denominator].into_iter().all(in_bounds)
        };
        let visits = [Count::VisitsInPeriod, Count::VisitsAll].map(|count| self.count(count));
        let all = self.counts.get(Count::VisitsAll as usize).copied().flatten();
        super::bounds::days_are_possible(self.made, [self.period, self.span])
            && self.counts.iter().flatten().copied().all(in_bounds)
            && (all.is_none() || visits[0] <= visits[1])
            && Measure::ALL.iter().zip(&self.measures).all(measure)
            && (!self.keeps_back || self.least >= 3)
    }
}

/// Returns what a snapshot's last block holds of totals behind its filler: their stream, its length and a bit that marks
/// the end. Impossible ones do not travel.
pub(super) fn written(totals: &TownTotals, change: &dyn Fn(&mut TownTotals)) -> Vec<u8> {
    let mut encoder = Encoder::default();
    let mut travel = totals.is_possible().then(|| totals.clone());
    travel.iter_mut().for_each(change);
    blocks::model(&mut encoder).totals(travel.as_ref(), totals);
    let mut bytes = encoder.finish();
    if bytes.len() > LONGEST {
        let mut encoder = Encoder::default();
        blocks::model(&mut encoder).totals(None, totals);
        bytes = encoder.finish();
    }
    // Six bits of the length, whether eight more stand before, and the mark.
    let length = bytes.len();
    if length > 63 {
        bytes.push((length >> 6).to_le_bytes()[0]);
    }
    bytes.push((length << 2).to_le_bytes()[0] | u8::from(length > 63) << 1 | 1);
    bytes
}

/// The bytes before the mark of the last block, in the stream that ends with it: there they stand as they are, but that
/// each bit is the other one.
struct Backwards<'a> {
    stream: &'a [u8],
    /// How many bits of the stream are left.
    left: usize,
}

impl<'a> Backwards<'a> {
    /// From the mark: the last bit that is not 1.
    fn new(stream: &'a [u8]) -> Option<Self> {
        let ones = stream.iter().rev().take_while(|byte| **byte == u8::MAX).count();
        let whole = stream.len() - ones;
        let last = stream.get(whole.checked_sub(1)?)?;
        Some(Self { stream, left: whole * 8 - last.trailing_ones() as usize })
    }

    /// The bytes that end where the rest does, and takes them from it.
    fn take(&mut self, count: usize) -> Option<Vec<u8>> {
        self.left = self.left.checked_sub(count * 8)?;
        let (from, shift) = (self.left / 8, self.left % 8);
        let byte = |at: usize| self.stream.get(at).copied().unwrap_or(0);
        let both = |at: usize| u16::from_be_bytes([byte(at), byte(at + 1)]) << shift;
        Some((from..from + count).map(|at| !both(at).to_be_bytes()[0]).collect())
    }

    fn byte(&mut self) -> Option<usize> {
        self.take(1)?.first().copied().map(usize::from)
    }
}

/// Returns the stream of the totals at the end of a snapshot's.
fn at_end(stream: &[u8]) -> Option<Vec<u8>> {
    let mut rest = Backwards::new(stream)?;
    let last = rest.byte()?;
    let more = if last & 2 > 0 { rest.byte()? } else { 0 };
    rest.take(more << 6 | last >> 2)
}

/// Returns the totals that a snapshot's stream states; `None` where it states none, or by other definitions than this
/// program's.
///
/// # Errors
/// Where they cannot have been written, or cannot be.
pub(super) fn stated(stream: &[u8], version: u32) -> Result<Option<TownTotals>, SnapshotError> {
    if version < 3 {
        return Ok(None);
    }
    let mut decoder = Decoder::new(stream);
    let mut model = blocks::model(&mut decoder);
    let front = model.front(&Snapshot::default());
    if !model.has_totals {
        return Ok(None);
    }
    if !decoder.is_good() {
        return Err(SnapshotError::Altered);
    }
    let bytes = at_end(stream).ok_or(SnapshotError::Altered)?;
    let mut decoder = Decoder::new(&bytes);
    let begun = TownTotals {
        township: front.township,
        made: front.made,
        period: front.period,
        span: front.span,
        venues: front.tally.venues,
        ..TownTotals::default()
    };
    let Some(totals) = blocks::model(&mut decoder).totals(None, &begun) else {
        return if decoder.is_good() { Ok(None) } else { Err(SnapshotError::Altered) };
    };
    match decoder.finish() {
        Reading::Good if totals.is_possible() => Ok(Some(totals)),
        Reading::Good => Err(SnapshotError::Impossible),
        Reading::Malformed => Err(SnapshotError::Altered),
        Reading::TooLarge => Err(SnapshotError::TooLarge),
    }
}
