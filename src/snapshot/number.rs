//! Whole numbers as bits: how far each lies from what was to be expected.

use super::learned::Learned;
use super::range::{Bit, Coder};
use std::sync::LazyLock;

/// A column of the tables, and a group of its rows that is learned apart from the others.
type Key = (&'static str, usize);

/// What is learned of a column: how far its values lie from their predictions, and on which side.
#[derive(Clone, Copy, Debug)]
struct Column {
    /// Whether a value is what was expected.
    as_expected: Bit,
    /// Sum of the distances of the others, less 1, and how many.
    sum: f64,
    weight: f64,
    /// Whether the value exceeds its prediction.
    above: Bit,
}

impl Default for Column {
    fn default() -> Self {
        Self { as_expected: Bit::EVEN, sum: 0.7, weight: 0.35, above: Bit::EVEN }
    }
}

/// Bits for distances of one expected size, shared by all columns.
#[derive(Clone, Debug)]
struct Shape {
    /// Whether distance + 1 has more than so many bits.
    longer: [Bit; 65],
    /// The bits below its first, by its length: the two highest are learned.
    upper: [[Bit; 3]; 65],
}

/// An expected size with the bits that it begins with.
#[derive(Debug)]
struct Size {
    mean: f64,
    shape: Shape,
    /// The bits below the two highest, by their places.
    lower: [Bit; 65],
}

/// How many expected sizes there are.
const SIZES: usize = 21;

/// The expected sizes, half an octave apart.
static SIZED: LazyLock<Vec<Size>> = LazyLock::new(|| {
    let mut mean = 1.0 / 64.0;
    let mut sizes = Vec::with_capacity(SIZES);
    for _ in 0..SIZES {
        sizes.push(Size::of_mean(mean));
        mean *= std::f64::consts::SQRT_2;
    }
    sizes
});

impl Size {
    fn of_mean(mean: f64) -> Self {
        // θ^(2^k) for each k, where distances are geometric with ratio θ.
        let (mut powers, mut power) = ([0.0; 65], mean / (1.0 + mean));
        for p in &mut powers {
            *p = power;
            power *= power;
        }
        let longer = powers.map(|p| chance(p, 8));
        let mut upper = [[Bit::EVEN; 3]; 65];
        for (k, bits) in upper.iter_mut().enumerate() {
            let place = |below: usize| {
                let power = k.checked_sub(below).and_then(|k| powers.get(k));
                power.map_or(Bit::EVEN, |&power| digit(power, 8))
            };
            *bits = [place(1), place(2), place(2)];
        }
        Self { mean, shape: Shape { longer, upper }, lower: powers.map(|power| digit(power, 0)) }
    }
}

/// A bit that is 1 with a probability in 0..=1.
fn chance(p: f64, weight: u8) -> Bit {
    Bit::prior((p * 65_536.0) as u32, weight)
}

/// The binary digit of a geometric number whose place has this power of θ.
fn digit(power: f64, weight: u8) -> Bit {
    chance(power / (1.0 + power), weight)
}

/// Everything learned while numbers pass.
#[derive(Clone, Debug, Default)]
pub struct Numbers {
    columns: Learned<Column>,
    shapes: [Option<Box<Shape>>; SIZES],
    flags: Learned<Bit>,
    parts: Learned<Shares>,
    shares: Learned<Share>,
}

/// Two sums to be set against each other.
#[derive(Clone, Copy, Debug, Default)]
struct Shares {
    one: f64,
    other: f64,
}

/// What is learned of a column of shares.
#[derive(Clone, Copy, Debug)]
struct Share {
    /// The values and what they are shares of.
    ratio: Option<Shares>,
    /// How far values lie from what was expected, by the width that a mean lets expect.
    spread: Shares,
    /// Whether a value lies within reach.
    within: Bit,
}

impl Default for Share {
    fn default() -> Self {
        Self { ratio: None, spread: Shares { one: 0.45, other: 1.0 }, within: Bit::EVEN }
    }
}

/// Sizes above this are no help in predicting others.
const SENSIBLE: f64 = 1e12;

/// A value as a weight for predictions.
fn sensible(value: i64) -> f64 {
    (value as f64).clamp(-SENSIBLE, SENSIBLE)
}

/// Student's t with 8 degrees of freedom, cumulative: of an even number it takes a root only, which is the
/// same on every machine.
fn student(x: f64) -> f64 {
    let cut = 1.0 / (1.0 + x * x / 8.0);
    let sine = x * (cut / 8.0).sqrt();
    0.5 + 0.5 * sine * (1.0 + cut * (0.5 + cut * (0.375 + cut * 0.3125)))
}

/// Groups of a column's rows: those without what they go with, and those far from what was expected.
const NOTHING: usize = 100;
const BEYOND: usize = 200;

/// The largest whole that is told part by part.
const MAX_WHOLE: i64 = 40;

impl Numbers {
    /// A yes or no.
    pub fn flag<C: Coder>(&mut self, c: &mut C, key: Key, value: bool) -> bool {
        c.column(key.0);
        let place = self.flags.place(key);
        let mut learned = self.flags.get(place);
        let bit = c.bit(&mut learned, value);
        self.flags.set(place, learned);
        bit
    }

    /// A distance, small ones being likelier.
    pub fn distance<C: Coder>(&mut self, c: &mut C, mean: f64, distance: u64) -> u64 {
        // In large distances the lowest digits say nothing, and the others look alike at every size.
        let (mut spare, mut mean) = (0u32, mean);
        while mean > 12.0 && spare < 60 {
            mean /= 2.0;
            spare += 1;
        }
        let high = self.likely(c, mean, distance >> spare);
        let low =
            (0..spare).rev().fold(0u64, |low, place| low << 1 | u64::from(c.raw(distance >> place & 1 == 1)));
        match high.checked_mul(1 << spare) {
            Some(high) => high | low,
            None => {
                c.refuse();
                0
            }
        }
    }

    fn likely<C: Coder>(&mut self, c: &mut C, mean: f64, distance: u64) -> u64 {
        let step = SIZED.iter().take(SIZES - 1).take_while(|size| size.mean < mean).count();
        let (Some(size), Some(shape)) = (SIZED.get(step), self.shapes.get_mut(step)) else { return 0 };
        let shape = shape.get_or_insert_with(|| Box::new(size.shape.clone()));
        // Distance + 1, whose highest bit is implied by its length.
        let value = u128::from(distance) + 1;
        let mut length = 0usize;
        while length < 64 {
            let longer = value >> (length + 1) > 0;
            if !shape.longer.get_mut(length).is_some_and(|p| c.bit(p, longer)) {
                break;
            }
            length += 1;
        }
        let mut read = 1u128;
        for place in (0..length).rev() {
            let bit = value >> place & 1 == 1;
            let depth = length - 1 - place;
            let context = if depth == 0 { 0 } else { 1 + (read & 1) as usize };
            let learned = shape.upper.get_mut(length).and_then(|u| u.get_mut(context));
            let bit = match (depth < 2).then_some(learned).flatten() {
                Some(p) => c.bit(p, bit),
                None => c.bit(&mut size.lower.get(place).copied().unwrap_or(Bit::EVEN), bit),
            };
            read = read << 1 | u128::from(bit);
        }
        u64::try_from(read - 1).unwrap_or_else(|_| {
            c.refuse();
            0
        })
    }

    /// A number of which small ones are likelier.
    pub fn size<C: Coder>(&mut self, c: &mut C, key: Key, value: usize) -> usize {
        let mut signed = i64::try_from(value).unwrap_or(i64::MAX);
        self.number(c, key, &mut signed, 0);
        usize::try_from(signed).unwrap_or_else(|_| {
            c.refuse();
            0
        })
    }

    /// A number of which nothing is known, by its length in binary digits.
    pub fn magnitude<C: Coder>(&mut self, c: &mut C, name: &'static str, value: &mut i64) {
        let given = value.unsigned_abs();
        let length = (64 - given.leading_zeros()) as usize;
        let mut tree = 1usize;
        for place in (0..7).rev() {
            let bit = self.flag(c, (name, tree), length >> place & 1 == 1);
            tree = tree * 2 + usize::from(bit);
        }
        let length = tree - 128;
        if length > 64 {
            return c.refuse();
        }
        let mut read = u64::from(length > 0);
        for place in (0..length.saturating_sub(1)).rev() {
            read = read << 1 | u64::from(c.raw(given >> place & 1 == 1));
        }
        let negative = read != 0 && self.flag(c, (name, 0), *value < 0);
        *value = if negative { read.cast_signed().wrapping_neg() } else { read.cast_signed() };
    }

    /// Any number, with what was to be expected.
    pub fn number<C: Coder>(&mut self, c: &mut C, key: Key, value: &mut i64, expected: i64) {
        c.column(key.0);
        let place = self.columns.place(key);
        let mut column = self.columns.get(place);
        let given = value.wrapping_sub(expected);
        let distance = given.unsigned_abs();
        if c.bit(&mut column.as_expected, distance == 0) {
            *value = expected;
        } else {
            let beyond = self.distance(c, column.sum / column.weight, distance.saturating_sub(1));
            column.sum += beyond as f64;
            column.weight += 1.0;
            // As two's complement has it: the distance of the least number is its own negative.
            let difference = beyond.wrapping_add(1).cast_signed();
            let above = c.bit(&mut column.above, given >= 0);
            *value = expected.wrapping_add(if above { difference } else { difference.wrapping_neg() });
        }
        self.columns.set(place, column);
    }

    /// A number that goes with another one, in a proportion that is learned: Student's t around what the
    /// proportion lets expect, as of a mean and a spread that are themselves estimated.
    pub fn share<C: Coder>(&mut self, c: &mut C, key: Key, value: &mut i64, of: i64, at_first: f64) {
        if of <= 0 {
            return self.number(c, (key.0, key.1 + NOTHING), value, 0);
        }
        let place = self.shares.place(key);
        let mut share = self.shares.get(place);
        let mut known = share.ratio.unwrap_or(Shares { one: at_first, other: 1.0 });
        let expected = (sensible(of) * known.one / known.other).clamp(0.0, SENSIBLE);
        self.around(c, (key, &mut share), value, expected);
        if *value >= 0 {
            known.one += sensible(*value);
            known.other += sensible(of);
            share.ratio = Some(known);
        }
        self.shares.set(place, share);
    }

    fn around<C: Coder>(
        &mut self,
        c: &mut C,
        (key, share): (Key, &mut Share),
        value: &mut i64,
        expected: f64,
    ) {
        let root = expected.max(1.0).sqrt();
        let unit = root * root.sqrt();
        let Shares { one, other } = share.spread;
        let width = (unit * one / other * 1.25).max(0.03);
        let reach = (width * 6.0).min(SENSIBLE) as i64 + 2;
        let low = (expected as i64).saturating_sub(reach).max(0);
        let mut size = 1i64;
        while size < (expected as i64).saturating_sub(low).saturating_add(reach) {
            size *= 2;
        }
        let within = |v: i64| v.checked_sub(low).is_some_and(|d| (0..size).contains(&d));
        c.column(key.0);
        if c.bit(&mut share.within, within(*value)) {
            let below = |edge: i64| student((edge as f64 - 0.5 - expected) / width);
            let (mut from, mut to) = (low, low + size);
            let (mut left, mut right) = (below(from), below(to));
            while to - from > 1 {
                let middle = from + (to - from) / 2;
                let split = below(middle);
                if c.bit(&mut chance((split - left) / (right - left), 0), *value < middle) {
                    (to, right) = (middle, split);
                } else {
                    (from, left) = (middle, split);
                }
            }
            *value = from;
        } else {
            self.number(c, (key.0, key.1 + BEYOND), value, expected as i64);
        }
        share.spread.one += (sensible(*value) - expected).abs() / unit;
        share.spread.other += 1.0;
    }

    /// A part of a whole (cases closed of cases received): each of the whole's units is in it with a
    /// probability that is learned (a beta-binomial distribution).
    pub fn part<C: Coder>(&mut self, c: &mut C, name: &'static str, value: &mut i64, whole: i64) {
        let fits = (0..=MAX_WHOLE).contains(&whole);
        if !fits || !self.flag(c, (name, 1), (0..=whole).contains(value)) {
            self.share(c, (name, 1), value, whole, 0.5);
            return;
        }
        c.column(name);
        let place = self.parts.place((name, 0));
        let mut learned = self.parts.get(place);
        // A proportion is never believed more firmly than from so many units: places differ.
        let scale = (30.0 / (learned.one + learned.other + 1.0)).min(1.0);
        let (a, b) = (learned.one * scale + 0.6, learned.other * scale + 0.6);
        let n = whole as f64;
        // Probabilities of 0, 1, 2 … up to a common factor.
        let mut chances = [0.0; MAX_WHOLE as usize + 1];
        let mut p = 1.0;
        for (k, chance) in (0..=whole).zip(&mut chances) {
            *chance = p;
            let k = k as f64;
            p *= (n - k) / (k + 1.0) * (k + a) / (n - k - 1.0 + b);
        }
        let mut left: f64 = chances.iter().sum();
        let mut part = 0;
        for p in chances.iter().take(usize::try_from(whole).unwrap_or(0)) {
            if c.bit(&mut chance(p / left, 0), *value == part) {
                break;
            }
            left -= p;
            part += 1;
        }
        *value = part;
        learned.one += part as f64;
        learned.other += (whole - part) as f64;
        self.parts.set(place, learned);
    }
}
