//! The figure of the catalogue that a wording states, for the body, the place or the person in force.

use super::around::Around;
use super::meaning::{KeyHit, Meaning, StatedPart};
use super::phrases::MEANS;
use super::scope::NamedPlace;
use super::wordings::Target;
use crate::catalogue::{CaseFigure, Count, GridFigure, Measure, RepFigure};
use crate::figures::Subject;
use crate::model::body::Body;
use crate::text::t;
use std::ops::Range;

impl Around<'_> {
    /// Fills in the subjects of a wording's targets.
    pub(super) fn resolve(&self, hit: &KeyHit, meaning: &mut Meaning) {
        let sentence = self.sentence..if hit.behind { hit.key.end } else { self.found.range.start };
        let spots = self.spots(&sentence);
        let bodies = self.bodies(hit);
        let lack = self.lacks(&hit.key);
        let percent = self.unit == "%";
        let mean = self.text.any(&self.own(), &MEANS);
        let all = hit.wording.targets.iter().flat_map(|target| spots.iter().map(move |spot| (target, spot)));
        for (target, spot) in all {
            let Some(subject) = self.subject(*target, spot, bodies, &sentence, meaning) else { continue };
            let part = match target {
                Target::Base(_) => StatedPart::Base,
                Target::Measure(_) | Target::Rate(..) | Target::CaseRate(..) if percent => {
                    StatedPart::Percent
                }
                Target::Measure(_) if lack => StatedPart::Lack,
                _ => StatedPart::Whole,
            };
            if lack && part != StatedPart::Lack {
                meaning.hindrance = Some(t("说的是没有做到的，没有这一项的数").to_owned());
                return;
            }
            if mean {
                match self.mean_over(&subject, bodies) {
                    Some(below) => meaning.stated.push((subject.over(below), StatedPart::Mean)),
                    None => meaning.hindrance = Some(t("不知道是按什么平均的").to_owned()),
                }
                continue;
            }
            meaning.stated.push((subject, part));
        }
        if meaning.stated.is_empty() && meaning.hindrance.is_none() {
            meaning.hindrance = Some(t("没有这一项的数").to_owned());
        }
    }

    /// Returns the places to which a figure may belong: the one named last in its sentence; behind a semicolon the township
    /// too.
    pub(super) fn spots(&self, sentence: &Range<usize>) -> Vec<NamedPlace> {
        if let Some(spot) = self.paired.as_ref().and_then(|p| p.spot.clone()) {
            return vec![spot];
        }
        if self.scope.places(sentence).next().is_some() {
            return vec![self.scope.spot(sentence).clone()];
        }
        let whole = self.text.whole_sentence(sentence.end)..sentence.end;
        match self.scope.spot(&whole) {
            NamedPlace::Town | NamedPlace::Unknown => vec![NamedPlace::Town],
            other => vec![other.clone(), NamedPlace::Town],
        }
    }

    pub(super) fn subject(
        &self,
        target: Target,
        spot: &NamedPlace,
        bodies: &[Body],
        sentence: &Range<usize>,
        meaning: &mut Meaning,
    ) -> Option<Subject> {
        let of_body = |deed: RepFigure| match self.scope.person(sentence) {
            Some((body, name)) if bodies.contains(body) && deed != RepFigure::Reps => {
                Some(Subject::Person(*body, name.clone(), deed))
            }
            _ => match bodies {
                [] => None,
                [one] => Some(Subject::Body(*one, deed)),
                many => Some(Subject::Sum(many.iter().map(|b| Subject::Body(*b, deed)).collect())),
            },
        };
        let mut no = |why: &'static str| {
            meaning.hindrance = Some(t(why).to_owned());
            None
        };
        match (target, spot) {
            (Target::Nothing, _) => no("没有这一项的数"),
            (_, NamedPlace::Unknown) => no("说的不是名单上的一个村或网格"),
            (Target::RepFigure(d), NamedPlace::Town) => of_body(d),
            (Target::Rate(a, b), NamedPlace::Town) => Some(of_body(a)?.over(of_body(b)?)),
            (Target::RepFigure(_) | Target::Rate(..), _) if bodies.is_empty() => None,
            (Target::RepFigure(d), _) if matches!(of_body(d), Some(Subject::Person(..))) => of_body(d),
            (Target::RepFigure(_) | Target::Rate(..), _) => no("代表履职没有分村的数"),
            (Target::Cases(_) | Target::CaseRate(..), _) if !bodies.is_empty() => None,
            (Target::Count(Count::Villages), _) => Some(Subject::Count(Count::Villages)),
            (Target::Count(c), NamedPlace::Town) => Some(Subject::Count(c)),
            (Target::Count(c), NamedPlace::Village(v)) => Some(Subject::VillageCount(v.clone(), c)),
            (Target::Count(c), NamedPlace::Grid(g)) => {
                of_grid(c).map(|f| Subject::Grid(g.clone(), f)).or_else(|| no("没有这一项的分网格数"))
            }
            (Target::Measure(m) | Target::Base(m), NamedPlace::Town) => Some(Subject::Measure(m)),
            (Target::Measure(m) | Target::Base(m), NamedPlace::Village(v)) => {
                Some(Subject::VillageMeasure(v.clone(), m))
            }
            (Target::Measure(Measure::HouseholdVisits), NamedPlace::Grid(g)) => {
                Some(Subject::Grid(g.clone(), GridFigure::VisitedHouseholds))
            }
            (Target::Measure(Measure::LinkedHouseholds), NamedPlace::Grid(g)) => {
                Some(Subject::Grid(g.clone(), GridFigure::Linked))
            }
            (Target::Cases(f), NamedPlace::Town) => Some(Subject::Cases(f)),
            (Target::Cases(f), NamedPlace::Village(v)) => Some(Subject::VillageCases(v.clone(), f)),
            (Target::Cases(f), NamedPlace::Grid(g)) => {
                case_of_grid(f).map(|f| Subject::Grid(g.clone(), f)).or_else(|| no("没有这一项的分网格数"))
            }
            (Target::CaseRate(a, b), NamedPlace::Town) => Some(Subject::Cases(a).over(Subject::Cases(b))),
            (Target::CaseRate(a, b), NamedPlace::Village(v)) => {
                Some(Subject::VillageCases(v.clone(), a).over(Subject::VillageCases(v.clone(), b)))
            }
            (Target::Groups, NamedPlace::Town) => Some(Subject::Sum(vec![
                Subject::Count(Count::PartyGroupsIndependent),
                Subject::Count(Count::PartyGroupsJoint),
            ])),
            (Target::Law, NamedPlace::Town) => {
                Some(Subject::Sum(vec![Subject::Count(Count::Lectures), Subject::Count(Count::LawTrainings)]))
            }
            (Target::Law, NamedPlace::Village(v)) => {
                let of = |count| Subject::VillageCount(v.clone(), count);
                Some(Subject::Sum(vec![of(Count::Lectures), of(Count::LawTrainings)]))
            }
            (Target::Law, _) => no("没有这一项的分网格数"),
            (Target::Measure(_) | Target::Base(_) | Target::CaseRate(..) | Target::Groups, _) => {
                no("没有这一项的分村数")
            }
        }
    }

    /// Returns the denominator of a mean; `None` where the words do not name it.
    fn mean_over(&self, of: &Subject, bodies: &[Body]) -> Option<Subject> {
        let own = self.clause..self.found.range.start;
        let has = |words: &[&str]| self.text.any(&own, words);
        let count = |c| Some(Subject::Count(c));
        if has(&["村均", "每村", "每个村", "每个行政村"]) {
            return count(Count::Villages);
        }
        if has(&["格均", "网格均", "每个网格", "每格"]) {
            return count(Count::Grids);
        }
        if has(&["户均", "每户"]) {
            return count(Count::Households);
        }
        if has(&["每名联户长", "每位联户长"]) {
            return count(Count::Heads);
        }
        if let Subject::Body(_, deed) = of
            && *deed != RepFigure::Reps
        {
            return match bodies {
                [one] => Some(Subject::Body(*one, RepFigure::Reps)),
                _ => None,
            };
        }
        self.in_context(&["网格员"]).then_some(Subject::Count(Count::Officers))
    }
}

fn of_grid(count: Count) -> Option<GridFigure> {
    Some(match count {
        Count::Households => GridFigure::Households,
        Count::People => GridFigure::People,
        Count::Officers => GridFigure::Officers,
        Count::Heads => GridFigure::Heads,
        Count::VisitsInPeriod => GridFigure::Visits,
        _ => return None,
    })
}

fn case_of_grid(figure: CaseFigure) -> Option<GridFigure> {
    Some(match figure {
        CaseFigure::Received => GridFigure::Cases,
        CaseFigure::Closed => GridFigure::Closed,
        CaseFigure::OnTime => GridFigure::OnTime,
        CaseFigure::Open => GridFigure::Open,
        CaseFigure::Overdue => GridFigure::Overdue,
        _ => return None,
    })
}
