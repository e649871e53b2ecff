//! Figures that give another number of the thing before them, or are named by their unit alone.

use super::around::Around;
use super::meaning::KeyHit;
use super::phrases::{BECOMES, BETWEEN, FILLERS, MEANS};
use super::scope::mentions_in;
use super::wordings::Target;
use crate::catalogue::Count;
use std::ops::Range;

impl Around<'_> {
    /// Returns households or people where their unit alone names them: 27个村，共11251户46600人; 三都村共438户.
    pub(super) fn bare(&self) -> Option<Count> {
        let beside = self.after.is_empty()
            || self.runs_on
            || self.text.first(self.after.start, &["群众", "居民"]).is_some();
        if !beside || !self.says_nothing() {
            return None;
        }
        let last = self.earlier.last().filter(|m| m.words.start >= self.sentence).and_then(|m| m.target);
        let placed = self.scope.places(&self.own()).next().is_some();
        match (self.unit, last) {
            ("户", Some(Target::Count(Count::Villages | Count::Grids | Count::People))) => {
                Some(Count::Households)
            }
            ("人" | "名", Some(Target::Count(Count::Households))) => Some(Count::People),
            ("户", _) if placed => Some(Count::Households),
            ("人", _) if placed => Some(Count::People),
            _ => None,
        }
    }

    /// Whether the words before the figure in its clause name only places, bodies and periods.
    fn says_nothing(&self) -> bool {
        let own = self.own();
        let named: Vec<Range<usize>> = self
            .scope
            .places(&own)
            .chain(self.scope.named_bodies(&own))
            .chain(self.scope.named_persons(&own))
            .chain(mentions_in(self.periods, &own))
            .collect();
        let mut at = own.start;
        while at < own.end {
            let skipped = named.iter().find(|r| r.contains(&at)).map(|r| r.end - at).or_else(|| {
                let all = [&FILLERS, &MEANS, &BECOMES, &BETWEEN].into_iter().flat_map(|list| list.iter());
                all.filter(|w| self.text.has(at, w)).map(|w| w.chars().count()).max()
            });
            match skipped {
                Some(n) => at += n.max(1),
                None => return false,
            }
        }
        true
    }

    /// Returns the wording of the figure before it, where this one gives another number of the same thing: 今年上半年1030次,
    /// 枇杷村574户次, 增至916人, 人均48.8人次.
    pub(super) fn inherited(&self) -> Option<KeyHit> {
        let last = self.earlier.last().filter(|m| m.words.start >= self.sentence)?;
        let wording = last.wording.filter(|w| w.units.contains(&self.unit) && !self.unit.is_empty())?;
        // 三都村共438户 begins anew.
        let own = self.own();
        let anew = self.text.any(&own, &["共"]) && self.scope.places(&own).next().is_some();
        let more = own.start < own.end && !anew && self.says_nothing();
        let hit =
            KeyHit { wording, score: 0, key: self.found.range.start..self.found.range.start, behind: false };
        (more && self.possible(&hit)).then_some(hit)
    }
}
