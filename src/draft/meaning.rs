//! Which figure of the catalogue a number in a draft states.

use super::around::Around;
use super::phrases::{MEANS, PARTS};
use super::wordings::{Target, WORDINGS, Wording};
use crate::catalogue::{CaseFigure, Count, Measure, RepFigure};
use crate::figures::Subject;
use crate::model::body::Body;
use crate::order::Sort as _;
use crate::{say, text::t};
use std::ops::Range;

/// Which part of a subject's figure is stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StatedPart {
    /// The figure itself; of a coverage measure, what is covered.
    Whole,
    /// The denominator of a coverage measure.
    Base,
    /// What is not covered.
    Lack,
    /// The ratio in percent.
    Percent,
    /// A mean.
    Mean,
}

/// What a number states.
#[derive(Clone, Debug)]
pub(super) struct Meaning {
    /// The words that name it, with the figure.
    pub words: Range<usize>,
    /// The figures that it may state, the likeliest first; empty where it is none of the catalogue's.
    pub stated: Vec<(Subject, StatedPart)>,
    /// The reason for which it cannot be checked.
    pub hindrance: Option<String>,
    /// The wording's first target.
    pub target: Option<Target>,
    /// The end of the words behind the figure that belong to it.
    pub claimed: usize,
    /// The wording that names it.
    pub wording: Option<&'static Wording>,
}

/// Characters of a key that no figure behind it can claim.
const LONG: usize = 6;

/// What a share is of, by the words behind 占.
const WHOLES: [(&str, &[Count]); 2] = [
    ("党小组总", &[Count::PartyGroupsIndependent, Count::PartyGroupsJoint]),
    ("全部党小组", &[Count::PartyGroupsIndependent, Count::PartyGroupsJoint]),
];

/// A key word beside a figure.
#[derive(Debug)]
pub(super) struct KeyHit {
    pub wording: &'static Wording,
    pub score: i64,
    pub key: Range<usize>,
    pub behind: bool,
}

impl Around<'_> {
    /// Returns the best place of a wording's keys; `None` where the wording does not fit.
    fn hit(&self, wording: &'static Wording) -> Option<KeyHit> {
        if (!wording.near.is_empty() && !self.near(&wording.near))
            || self.near(&wording.not)
            || (!wording.context.is_empty() && !self.in_context(&wording.context))
        {
            return None;
        }
        let mut best: Option<KeyHit> = None;
        let mut offer = |score: i64, key: Range<usize>, behind: bool| {
            if best.as_ref().is_none_or(|b| score > b.score) {
                best = Some(KeyHit { wording, score, key, behind });
            }
        };
        let end = self.fillers(self.before.end);
        for key in &wording.keys {
            let n = key.chars().count();
            let weight = 6 * n as i64;
            for at in self
                .after
                .clone()
                .take_while(|at| at + n <= self.after.end)
                .filter(|at| self.text.has(*at, key))
            {
                let off = (at - self.after.start) as i64;
                if off == 0 || (!wording.behind && off <= 12) {
                    let whole = wording.predicate && !self.runs_on;
                    // Words that run up to the next figure belong to it, unless they begin right here.
                    let close = self.runs_on && at + n + 2 >= self.after.end;
                    if !(close && off > 0) {
                        let score = if whole { 150 } else { 100 - 5 * off };
                        // A long key says so itself: 6个独立和联合党小组覆盖7个网格.
                        let is_next = close && n < LONG;
                        offer(if is_next { 60 } else { score } + weight, at..at + n, true);
                    }
                }
            }
            if wording.behind || wording.after {
                continue;
            }
            let ends = self.before.clone().filter_map(|at| Some((at, self.text.end_of(at, key)?)));
            let fits = |(at, key_end): &(usize, usize)| *key_end <= self.before.end && !self.is_aside(*at);
            for (at, key_end) in ends.filter(fits) {
                let asides = (key_end..end).filter(|at| self.is_aside(*at)).count();
                let gap = end.saturating_sub(key_end).saturating_sub(asides) as i64;
                // Beyond the clause only where the clause has no words of its own.
                let beyond = key_end <= self.clause;
                if gap > 14 || (beyond && end > self.clause) || (beyond && gap > 4) {
                    continue;
                }
                offer(95 - 4 * gap - if beyond { 20 } else { 0 } + weight, at..key_end, false);
            }
        }
        best.filter(|b| b.score > 40)
    }

    /// Returns what the figure states.
    pub fn meaning(&self) -> Meaning {
        let none = Meaning {
            words: self.own().start.max(self.found.range.start.saturating_sub(12))..self.found.range.end,
            stated: Vec::new(),
            hindrance: self.hindrance(),
            target: None,
            claimed: self.found.range.end,
            wording: None,
        };
        let percent = self.unit == "%";
        // 矛盾纠纷:722: a list or a table may leave out the unit.
        let labelled = self.unit.is_empty()
            && self.text.get(self.before.end.wrapping_sub(1)).is_some_and(|c| matches!(c, ':' | '\t' | '|'));
        let fits = |w: &Wording| w.units.contains(&self.unit) || (labelled && !w.units.contains(&"%"));
        let mut hits: Vec<KeyHit> = WORDINGS.iter().filter_map(|w| self.hit(w)).collect();
        // A body in force makes its own figures likelier.
        for hit in &mut hits {
            if hit.wording.targets.iter().any(|t| matches!(t, Target::RepFigure(_) | Target::Rate(..)))
                && !self.bodies(hit).is_empty()
            {
                hit.score += 15;
            }
        }
        // The order of the table decides between equals.
        hits.order_by_key(|h| std::cmp::Reverse(h.score));
        if percent
            && none.hindrance.is_none()
            && let Some(subject) = self.share_of_named()
        {
            return Meaning { stated: vec![(subject, StatedPart::Percent)], ..none };
        }
        let right = hits.iter().find(|h| fits(h.wording) && self.possible(h));
        let Some(hit) = right else {
            if let Some(hit) = self.inherited() {
                return self.stated_by(&hit, none);
            }
            if let Some(count) = self.bare() {
                let mut meaning = Meaning { target: Some(Target::Count(count)), ..none };
                if meaning.hindrance.is_none() {
                    let sentence = self.sentence..self.found.range.start;
                    for spot in self.spots(&sentence) {
                        let subject = self.subject(Target::Count(count), &spot, &[], &sentence, &mut meaning);
                        meaning.stated.extend(subject.map(|s| (s, StatedPart::Whole)));
                    }
                }
                return meaning;
            }
            if percent && let Some(subject) = self.ratio_of_earlier() {
                return Meaning { stated: vec![(subject, StatedPart::Percent)], ..none };
            }
            return self.refused(&hits).unwrap_or(none);
        };
        // Without a unit only a number beside its key is a figure.
        let beside = if hit.behind {
            hit.key.start == self.after.start
        } else {
            self.fillers(self.before.end) <= hit.key.end
        };
        if self.unit.is_empty() && !beside {
            return none;
        }
        self.stated_by(hit, none)
    }

    /// Returns what a wording states here.
    fn stated_by(&self, hit: &KeyHit, none: Meaning) -> Meaning {
        let words = self.words(hit);
        let claimed = if hit.behind { hit.key.end } else { self.found.range.end };
        let target = hit.wording.targets.first().copied();
        let mut meaning = Meaning { words, target, claimed, wording: Some(hit.wording), ..none };
        if meaning.hindrance.is_some() {
            return meaning;
        }
        let again = target.is_some()
            && !self.text.any(&self.own(), &MEANS)
            && self.text.any(&(self.sentence..self.found.range.start), &PARTS)
            && self.earlier.iter().any(|m| m.target == target && m.words.start >= self.sentence);
        let among =
            !hit.behind && self.text.any(&(hit.key.end..self.found.range.start), &["中有", "中,", "当中"]);
        if self.is_kind(&hit.key) || among || (again && !hit.wording.part) {
            meaning.hindrance = Some(t("这是其中的一部分，没有这一项的数").to_owned());
            return meaning;
        }
        self.resolve(hit, &mut meaning);
        meaning
    }

    /// Whether a wording has a target for the place: a body is in force or not.
    pub(super) fn possible(&self, hit: &KeyHit) -> bool {
        let body = !self.bodies(hit).is_empty();
        hit.wording.targets.iter().any(|t| match t {
            Target::RepFigure(_) | Target::Rate(..) => body && !self.text.any(&self.own(), &["户均", "每户"]),
            Target::Cases(_) | Target::CaseRate(..) => !body,
            // 走访 of a representative is no visit of an officer.
            Target::Count(Count::VisitsInPeriod) => {
                !body || self.in_context(&["网格员", "入户走访", "户次", "户均"])
            }
            _ => true,
        })
    }

    pub(super) fn bodies(&self, hit: &KeyHit) -> &[Body] {
        if let Some(bodies) = self.paired.as_ref().and_then(|p| p.bodies.as_deref()) {
            return bodies;
        }
        let at = if hit.behind && hit.wording.targets.contains(&Target::RepFigure(RepFigure::Reps)) {
            hit.key.end
        } else {
            self.found.range.start
        };
        let bodies = self.scope.bodies(at);
        if !bodies.is_empty() {
            return bodies;
        }
        // 毛桂艳代表走访选民: a name tells its body.
        match self.scope.person(&(self.sentence..at)) {
            Some((Body::Party, _)) => &[Body::Party],
            Some((Body::Congress, _)) => &[Body::Congress],
            Some((Body::Consultative, _)) => &[Body::Consultative],
            None => &[],
        }
    }

    fn words(&self, hit: &KeyHit) -> Range<usize> {
        if hit.behind {
            self.found.range.start..hit.key.end
        } else {
            let key = hit.key.start.max(self.found.range.start.saturating_sub(24));
            let own = self.own();
            // 人均 belongs to the words of the figure.
            let mean = own.clone().find(|at| *at < key && MEANS.iter().any(|w| self.text.has(*at, w)));
            mean.unwrap_or(key)..self.found.range.end
        }
    }

    /// Returns the refusal of a figure whose unit is not that of its key: 走访选民2685户.
    fn refused(&self, hits: &[KeyHit]) -> Option<Meaning> {
        let unit = self.unit;
        if unit.is_empty() || unit == "%" || unit.ends_with('元') || self.found.numeral {
            return None;
        }
        let hit = hits.iter().find(|h| self.possible(h) && !h.wording.targets.contains(&Target::Nothing))?;
        let beside = if hit.behind {
            hit.key.start == self.after.start
        } else {
            self.fillers(self.before.end) <= hit.key.end
        };
        let wanted = hit.wording.units.iter().copied().find(|u| !u.is_empty() && *u != "%")?;
        beside.then(|| Meaning {
            words: self.words(hit),
            stated: Vec::new(),
            hindrance: Some(say!("单位不符：稿中是“{unit}”，这一项按“{wanted}”计", unit, wanted)),
            target: None,
            claimed: self.found.range.end,
            wording: None,
        })
    }

    /// Returns the ratio of the figure before it to what the words name as the whole: 独立党小组127个，占党小组总数的92.7%.
    fn share_of_named(&self) -> Option<Subject> {
        let own = self.own();
        let from = own.clone().rev().find(|at| self.text.has(*at, "占"))?;
        let (_, whole) = WHOLES.iter().find(|(word, _)| self.text.any(&(from..own.end), &[word]))?;
        let last = self.earlier.last().filter(|m| m.words.start >= self.sentence)?;
        let (part @ Subject::Count(_), StatedPart::Whole) = last.stated.first()? else { return None };
        let whole = match whole {
            [one] => Subject::Count(*one),
            several => Subject::Sum(several.iter().map(|count| Subject::Count(*count)).collect()),
        };
        Some(part.clone().over(whole))
    }

    /// Returns the ratio of what the figure before it names: 走访7271户，覆盖率64.6%.
    fn ratio_of_earlier(&self) -> Option<Subject> {
        if !self.near(&["率", "占", "覆盖"]) || self.hindrance().is_some() {
            return None;
        }
        // 占 refers to the figure before it, also where that is none of the catalogue's.
        let last = if self.text.any(&self.own(), &["占"]) {
            self.earlier.last().filter(|m| m.words.start >= self.sentence)?
        } else {
            self.earlier.iter().rev().find(|m| m.words.start >= self.sentence && !m.stated.is_empty())?
        };
        let (subject, _) = last.stated.first()?;
        let measure = |m| Some(Subject::Measure(m));
        match subject {
            Subject::Measure(m) => measure(*m),
            Subject::Count(Count::Officers) => measure(Measure::Officer),
            Subject::Count(Count::Heads) => measure(Measure::Head),
            Subject::Count(Count::PartyGroupsIndependent) => measure(Measure::PartyGroupIndependent),
            Subject::Sum(parts) if parts.first() == Some(&Subject::Count(Count::PartyGroupsIndependent)) => {
                measure(Measure::PartyGroup)
            }
            Subject::VillageMeasure(village, m) => Some(Subject::VillageMeasure(village.clone(), *m)),
            Subject::Cases(CaseFigure::Closed) => {
                Some(subject.clone().over(Subject::Cases(CaseFigure::Received)))
            }
            Subject::Body(body, RepFigure::Solved) => {
                Some(subject.clone().over(Subject::Body(*body, RepFigure::Matters)))
            }
            _ => None,
        }
    }
}
