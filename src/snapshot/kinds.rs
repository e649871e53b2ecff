//! Kinds of value, each over numbers and flags.

use super::model::Model;
use super::range::Coder;
use super::wire;
use crate::model::cell::Day;
use crate::model::loaded::Loaded;
use crate::model::period::Period;

impl<C: Coder> Model<'_, C> {
    pub(super) fn option<T: Default>(
        &mut self,
        name: &'static str,
        value: &mut Option<T>,
        some: impl FnOnce(&mut Self, &mut T),
    ) {
        let given = value.take();
        if self.n.flag(self.c, (name, 9), given.is_some()) {
            let mut inner = given.unwrap_or_default();
            some(self, &mut inner);
            *value = Some(inner);
        }
    }

    /// A number near the mean of its column.
    pub(super) fn near(&mut self, name: &'static str, group: usize, value: &mut i64, at_first: f64) {
        self.n.share(self.c, (name, group), value, 1, at_first);
    }

    pub(super) fn whole(&mut self, name: &'static str, value: i32, expected: i32) -> i32 {
        let mut wide = i64::from(value);
        self.n.number(self.c, (name, 0), &mut wide, i64::from(expected));
        i32::try_from(wide).unwrap_or_else(|_| {
            self.c.refuse();
            0
        })
    }

    pub(super) fn day(&mut self, name: &'static str, day: &mut Day, near: Day) {
        day.0 = self.whole(name, day.0, near.0);
    }

    pub(super) fn period(&mut self, name: &'static str, period: Option<Period>, near: Day) -> Option<Period> {
        let known = self.n.flag(self.c, (name, 9), period.is_some());
        known.then(|| {
            let Period { mut from, mut to } = period.unwrap_or(Period { from: near, to: near });
            self.day(name, &mut to, near);
            // Half a year is the commonest.
            self.day(name, &mut from, Day(to.0.saturating_sub(181)));
            Period { from, to }
        })
    }

    /// The loaded tables and columns, a bit each; what a bit of a later kind stands for is not known here.
    pub(super) fn loaded(&mut self, loaded: Loaded) -> Loaded {
        let mut read = Loaded::default();
        for at in 0..wire::LOADED_BITS {
            let is_totals = at == wire::TOTALS_BIT;
            let bit = if is_totals { self.has_totals } else { wire::has_bit(loaded, at) };
            let bit = self.n.flag(self.c, ("loaded", usize::from(at >= 19)), bit);
            if is_totals {
                self.has_totals = bit;
            } else if bit {
                wire::add_bit(&mut read, at);
            }
        }
        read
    }

    pub(super) fn venues(&mut self, venues: u8) -> u8 {
        let mut read = 0;
        for place in 0..8 {
            if self.n.flag(self.c, ("venues", 0), venues >> place & 1 == 1) {
                read |= 1 << place;
            }
        }
        read
    }
}
