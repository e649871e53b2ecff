//! Party groups without their grids, and columns whose unit does not fit: most townships have neither.

use super::model::Model;
use super::range::Coder;
use super::wire;
use crate::count::{Tally, UnitMismatch, UnplacedGroups};
use std::collections::{BTreeMap, BTreeSet};

impl<C: Coder> Model<'_, C> {
    pub(super) fn unplaced(&mut self, given: &BTreeMap<String, UnplacedGroups>, out: &mut Tally) {
        let count = self.n.size(self.c, ("loose", 0), given.len());
        let mut given = given.iter();
        for _ in 0..count {
            if !self.c.spend(1, 0) {
                break;
            }
            let (mut village, mut groups) = given.next().map(|(v, g)| (v.clone(), *g)).unwrap_or_default();
            if self.n.flag(self.c, ("loose.township", 0), village.is_empty()) {
                village = String::new();
            } else {
                self.names.spelt(self.c, &mut self.n, "loose.village", &mut village);
            }
            let UnplacedGroups { own, joint, unsaid, stated_own, stated_joint } = &mut groups;
            for (name, value) in [
                ("loose.own", own),
                ("loose.joint", joint),
                ("loose.unsaid", unsaid),
                ("loose.stated_own", stated_own),
                ("loose.stated_joint", stated_joint),
            ] {
                self.n.number(self.c, (name, 0), value, 0);
            }
            if out.unplaced.insert(village, groups).is_some() {
                self.c.refuse();
            }
        }
    }

    pub(super) fn mismatches(&mut self, given: &BTreeSet<UnitMismatch>, out: &mut Tally) {
        let count = self.n.size(self.c, ("misfits", 0), given.len());
        let mut given = given.iter();
        for _ in 0..count {
            if !self.c.spend(1, 0) {
                break;
            }
            let known = given.next();
            let kind = known.and_then(|m| wire::place_in(&wire::KINDS, &m.kind)).unwrap_or(0);
            let field = known.and_then(|m| wire::place_in(&wire::FIELDS, &m.field)).unwrap_or(0);
            // The place behind the last unit means none: rounded numbers.
            let none = i64::try_from(wire::UNITS.len()).unwrap_or(i64::MAX);
            let place =
                |m: &UnitMismatch| m.found.map_or(Some(none), |unit| wire::place_in(&wire::UNITS, &unit));
            let unit = known.and_then(place).unwrap_or(0);
            let mut read = [kind, field, unit];
            for (name, value) in ["misfit.kind", "misfit.field", "misfit.unit"].into_iter().zip(&mut read) {
                self.n.number(self.c, (name, 0), value, 0);
            }
            let [kind, field, unit] = read;
            let places = (
                wire::at_place(&wire::KINDS, kind),
                wire::at_place(&wire::FIELDS, field),
                if unit == none { Some(None) } else { wire::at_place(&wire::UNITS, unit).map(Some) },
            );
            match places {
                (Some(kind), Some(field), Some(found)) => {
                    out.mismatches.insert(UnitMismatch { kind, field, found });
                }
                _ => self.c.refuse(),
            }
        }
    }
}
