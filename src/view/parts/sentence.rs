//! The sentence at the top, which a leader can read aloud.

use crate::catalogue::{CaseFigure, Count, Measure};
use crate::figures::{Figures, MeasureValue, Picked, State, Subject};
use crate::text::format::{grouped, percent, with_unit};
use crate::text::{say, t, unit};
use crate::view::parts::ratio::waiting;

/// The most villages that are named.
const NAMED: usize = 4;

/// A piece of the sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// The words.
    pub text: String,
    /// Whether it asks for a look.
    pub look: bool,
    /// The figure that it states.
    pub subject: Option<Subject>,
}

impl Phrase {
    /// Words that state no figure.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), look: false, subject: None }
    }

    /// Words that state a figure and ask for a look at it.
    pub fn look(text: impl Into<String>, subject: Subject) -> Self {
        Self { text: text.into(), look: true, subject: Some(subject) }
    }

    /// The same, stating a figure.
    pub fn of(mut self, subject: Subject) -> Self {
        self.subject = Some(subject);
        self
    }

    fn about(self, measure: Measure) -> Self {
        self.of(Subject::Measure(measure))
    }
}

/// Returns the texts of phrases, each with the punctuation with which the next one begins: no line may begin with it.
pub fn with_marks(phrases: &[Phrase]) -> Vec<(&str, &str)> {
    let begins = |at: usize| {
        let text = phrases.get(at).filter(|_| at > 0).map_or("", |p| p.text.as_str());
        let mark = text.chars().next().filter(|c| "，；。、）,;.".contains(*c));
        text.split_at(mark.map_or(0, char::len_utf8))
    };
    let whole = |at: usize| phrases.get(at).map_or("", |p| p.text.as_str());
    (0..phrases.len()).map(|at| (if at == 0 { whole(at) } else { begins(at).1 }, begins(at + 1).0)).collect()
}

fn plain(text: impl Into<String>) -> Phrase {
    Phrase::plain(text)
}

fn look(text: impl Into<String>) -> Phrase {
    Phrase { text: text.into(), look: true, subject: None }
}

/// Returns the sentence over the figures; it always ends with 。
pub fn sentence(figures: &Figures) -> Vec<Phrase> {
    let clauses = [staffing(figures), visits(figures), cases(figures), nowhere(figures)];
    let mut clauses: Vec<Vec<Phrase>> = clauses.into_iter().flatten().collect();
    // Nobody listens to a fourth; what else falls short stands below the cards.
    if clauses.len() < 3 {
        clauses.extend(others(figures));
    }
    if clauses.is_empty() {
        return counted(figures);
    }
    let mut out = Vec::new();
    for (i, clause) in clauses.into_iter().enumerate() {
        if i > 0 {
            out.push(plain(t("；")));
        }
        out.extend(clause);
    }
    out.push(plain(t("。")));
    out
}

/// Says what was counted where no measure is known.
fn counted(figures: &Figures) -> Vec<Phrase> {
    let known = Count::ALL.iter().filter_map(|c| Some((*c, figures.count(*c).filter(|n| *n > 0)?)));
    let mut out = Vec::new();
    for (i, (count, n)) in known.take(3).enumerate() {
        let definition = count.definition();
        if i > 0 {
            out.push(plain(t("，")));
        }
        let said = format!("{} {}", definition.label(), with_unit(n, unit(definition.unit)));
        out.push(plain(said).of(Subject::Count(count)));
    }
    out.push(plain(if out.is_empty() {
        t("放入的表里没有能计入的行，请到“数据”页核对表类和列。")
    } else {
        t("。")
    }));
    out
}

fn known_value(figures: &Figures, measure: Measure) -> Option<&MeasureValue> {
    figures.measure(measure).filter(|m| m.state == State::Value && m.denominator > 0)
}

/// Says in which grids officers, party groups and heads are missing.
fn staffing(figures: &Figures) -> Option<Vec<Phrase>> {
    let known: Vec<_> =
        [(Measure::Officer, t("网格员")), (Measure::PartyGroup, t("党小组")), (Measure::Head, t("联户长"))]
            .into_iter()
            .filter_map(|(m, name)| known_value(figures, m).map(|v| (v, name)))
            .collect();
    let grids = known.first()?.0.denominator;
    let mut out =
        vec![plain(say!("{} 个网格", grouped(grids))).of(Subject::Count(Count::Grids)), plain(t("，"))];
    let full: Vec<_> = known.iter().filter(|(v, _)| v.numerator >= v.denominator).collect();
    for (i, (value, name)) in full.iter().enumerate() {
        if i > 0 {
            out.push(plain(t("、")));
        }
        out.push(plain(*name).about(value.measure));
    }
    if !full.is_empty() {
        out.push(plain(if full.len() > 1 { t("都齐备") } else { t("齐备") }));
    }
    for (value, name) in known.iter().filter(|(v, _)| v.numerator < v.denominator) {
        if out.len() > 2 {
            out.push(plain(t("，")));
        }
        let lacking = grouped(value.denominator - value.numerator);
        out.push(look(say!("{lacking} 格没有{name}", lacking, name)).about(value.measure));
    }
    Some(out)
}

/// Says how far visits are from the target, and how many villages are well below the township.
fn visits(figures: &Figures) -> Option<Vec<Phrase>> {
    let value = known_value(figures, Measure::HouseholdVisits)?;
    let share = percent(value.numerator, value.denominator)?;
    let mut out = vec![plain(say!("入户走访覆盖 {share}%", share)).about(value.measure), plain(t("，"))];
    let target = value.target;
    match target.short_of(value.numerator, value.denominator) {
        _ if target.waits.is_some() => out.push(plain(waiting(target))),
        0 => out.push(plain(say!("达到 {target}% 的目标", target))),
        short => {
            out.push(
                look(say!("距 {target}% 的目标还差 {} 户", grouped(short), target)).about(value.measure),
            );
            if let Some(names) = behind(figures, value) {
                out.push(plain(t("，")));
                out.push(plain(names).about(value.measure));
                out.push(plain(t("低于全镇 10 个百分点以上")));
            }
        }
    }
    Some(out)
}

/// Names the villages whose share of visited households is at least ten points below the township's, the lowest first.
fn behind(figures: &Figures, township: &MeasureValue) -> Option<String> {
    let (n, d) = (i128::from(township.numerator), i128::from(township.denominator));
    let is_low = |(_, vn, vd): &(&str, i64, i64)| {
        let (vn, vd) = (i128::from(*vn), i128::from(*vd));
        (n * vd - vn * d) * 10 >= d * vd
    };
    let low: Vec<_> =
        figures.villages_by_share(Measure::HouseholdVisits).into_iter().filter(is_low).collect();
    let names = |most: usize| low.iter().take(most).map(|v| v.0).collect::<Vec<_>>().join(t("、"));
    match low.len() {
        0 => None,
        1..=NAMED => Some(names(NAMED)),
        behind => Some(say!("{names}等 {behind} 个村", names = names(2), behind)),
    }
}

/// Returns the open cases that are overdue, as far as the figures tell.
pub fn open_overdue(figures: &Figures) -> Option<(i64, Subject)> {
    let all = Some(figures.late_in_all)
        .filter(|n| *n > 0)
        .or_else(|| left_overdue(figures, |of| figures.case(of)))?;
    (all > 0).then(|| (i64::from(all), Subject::Picked(Box::new(Picked::Overdue(all)))))
}

/// Returns what a snapshot tells of them among the cases that `case` counts: where each has a deadline, what is open and not
/// “not yet due”. A number that its sender would keep back is not said.
pub fn left_overdue(figures: &Figures, case: impl Fn(CaseFigure) -> Option<i64>) -> Option<u32> {
    let sent = figures.sent.as_ref()?;
    case(CaseFigure::WithoutDeadline).filter(|n| *n == 0)?;
    let left = case(CaseFigure::Open)? - case(CaseFigure::NotDue)?;
    u32::try_from(left).ok().filter(|n| *n >= sent.least)
}

/// Says how many cases are overdue and open; where that is not known or none is, how many are open, and how many of all
/// were not closed in time.
fn cases(figures: &Figures) -> Option<Vec<Phrase>> {
    let received = figures.count(Count::Cases)?;
    let (open, overdue) = (figures.case(CaseFigure::Open)?, figures.case(CaseFigure::Overdue)?);
    let of = |figure| Subject::Cases(figure);
    let mut out = vec![
        plain(say!("受理诉求 {} 件", grouped(received))).of(Subject::Count(Count::Cases)),
        plain(t("，")),
    ];
    if let Some((late, subject)) = open_overdue(figures) {
        out.push(Phrase::look(say!("{} 件超期未办结", grouped(late)), subject));
        return Some(out);
    }
    match (open, overdue) {
        (0, 0) => out.push(plain(t("全部按期办结")).of(of(CaseFigure::OnTime))),
        (0, _) => out.push(plain(t("全部办结")).of(of(CaseFigure::Closed))),
        _ => out.push(look(say!("{} 件未办结", grouped(open))).of(of(CaseFigure::Open))),
    }
    if overdue > 0 {
        out.push(plain(t("，")));
        out.push(look(say!("{} 件没有按期办结", grouped(overdue))).of(of(CaseFigure::Overdue)));
    }
    Some(out)
}

/// Says how many rows are not counted because no list has their place.
fn nowhere(figures: &Figures) -> Option<Vec<Phrase>> {
    let rows = grouped(i64::from(figures.nowhere));
    let unlisted = || Subject::Picked(Box::new(Picked::Unlisted(figures.nowhere)));
    (figures.nowhere > 0)
        .then(|| vec![Phrase::look(say!("{rows} 行的村或网格对不上名单，没有计入", rows), unlisted())])
}

/// Says how many other measures fall short.
fn others(figures: &Figures) -> Option<Vec<Phrase>> {
    const SAID: [Measure; 4] =
        [Measure::Officer, Measure::PartyGroup, Measure::Head, Measure::HouseholdVisits];
    let mut known = figures
        .measures
        .iter()
        .filter(|m| m.state == State::Value && m.denominator > 0 && !SAID.contains(&m.measure))
        .filter(|m| m.target.waits.is_none())
        .peekable();
    known.peek()?;
    let low: Vec<Measure> =
        known.filter(|m| m.target.short_of(m.numerator, m.denominator) > 0).map(|m| m.measure).collect();
    if low.is_empty() {
        return Some(vec![plain(t("其余指标都达到目标"))]);
    }
    let mut out = vec![plain(t("另有"))];
    let named = low.len().min(2);
    for (i, measure) in low.iter().take(named).enumerate() {
        if i > 0 {
            out.push(plain(t("、")));
        }
        let last = i + 1 == low.len();
        out.push(
            look(format!("{}{}", measure.title(), if last { unit("未达目标") } else { "" })).about(*measure),
        );
    }
    if low.len() > named {
        out.push(plain(say!("等 {} 项未达目标", low.len())));
    }
    Some(out)
}
