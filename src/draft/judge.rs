//! Verdicts on what a draft states, by what the data give.

use super::around::Around;
use super::meaning::{Meaning, StatedPart};
use super::normalised::NormalisedText;
use super::numbers::{FoundNumber, find};
use super::period::{self, MentionedPeriod};
use super::scope::DraftScope;
use super::{Checked, ComputedFigure, Stated, Verdict, names, notes};
use crate::catalogue::RepFigure;
use crate::figures::reading::{FigureValue, read};
use crate::figures::{Figures, State, Subject};
use crate::input::value::Exactness;
use crate::model::period::PeriodChoice;
use crate::statistics::grim::{Grim, StatedMean, grim};
use crate::{say, text::t};

/// Checks every figure of a draft. `figures` are those of the chosen period; `others` are those of further periods that the
/// draft names (see [`super::named`]), as far as they are computed.
///
/// Numbers that are no figures (dates, ordinals, list numbers, names) are left out; a figure that is none of
/// the catalogue's is [`Verdict::CannotCheck`].
pub fn check(draft: &str, figures: &Figures, others: &[(PeriodChoice, Figures)]) -> Vec<Checked> {
    let text = NormalisedText::new(draft);
    let scope = DraftScope::new(&text, figures);
    // The period that a draft names first is its own if its title names it, or if it is the chosen one.
    let line = draft.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let title = if line.contains('。') || line.chars().count() > 40 { "" } else { line };
    let own = period::own(draft).filter(|own| {
        own.days(figures.settings.month_end) == figures.period || period::own(title) == Some(*own)
    });
    let chosen = figures.period.map(|p| p.from.ymd().0);
    let year =
        own.and_then(period::year_of).or(chosen).or_else(|| period::own(draft).and_then(period::year_of));
    let periods = period::find(&text, year);
    let mut found = find(&text);
    found.retain(|f| !scope.in_name(f.digits.start));
    let mut meanings: Vec<Meaning> = Vec::new();
    let mut out = Vec::new();
    for (at, figure) in found.iter().enumerate() {
        let Some(around) = Around::new(&text, &scope, &found, at, &meanings, &periods) else { continue };
        let meaning = around.meaning();
        if is_figure(figure, &meaning) {
            let sentence = text.sentence(figure.range.start)..figure.range.start;
            let named =
                period::in_force(&periods, sentence).filter(|n| Some(*n) != own.map(MentionedPeriod::Of));
            let sources = Sources { figures, others, named };
            out.push(checked(draft, &text, figure, &meaning, &sources));
        }
        meanings.push(meaning);
    }
    notes::add(&mut out, figures);
    out
}

/// Whether a number is a figure. Small numerals (两个, 十二个方面) and numbers without a unit are figures only where they
/// state one.
fn is_figure(found: &FoundNumber, meaning: &Meaning) -> bool {
    let known = !meaning.stated.is_empty() || (meaning.target.is_some() && meaning.hindrance.is_some());
    known
        || !(found.unit.is_empty()
            || (found.numeral && found.exactness == Exactness::Exact && found.stated.value() <= 30.0))
}

struct Sources<'a> {
    figures: &'a Figures,
    others: &'a [(PeriodChoice, Figures)],
    named: Option<MentionedPeriod>,
}

impl<'a> Sources<'a> {
    /// Returns the computed figure for its period, with the period where it is not the chosen one; or why there is none.
    /// Months and quarters are taken from the trends, which count them anyhow.
    fn of(&self, subject: &Subject) -> Result<(FigureValue, Option<PeriodChoice>), String> {
        let chosen = || Ok((read(subject, self.figures), None));
        let end = self.figures.settings.month_end;
        match self.named {
            Some(named) if is_dated(subject) => match named {
                MentionedPeriod::Before => Err(t("说的是上一期或去年，这里没有算那一期").to_owned()),
                MentionedPeriod::YearAgo => {
                    let ago = self.figures.trends.year_ago.as_ref().map(|b| b.choice);
                    let known =
                        ago.and_then(|ago| Some((self.figures.trends.reading(ago, subject)?, Some(ago))));
                    known.ok_or_else(|| t("说的是去年同期，表里没有那一期的数据").to_owned())
                }
                MentionedPeriod::Of(choice) if choice.days(end) == self.figures.period => chosen(),
                MentionedPeriod::Of(choice) => {
                    let given = self.others.iter().find(|(c, _)| *c == choice).map(|(_, f)| read(subject, f));
                    let months = !self.figures.trends.months.is_empty();
                    let begins = choice.days(end).is_none_or(|p| self.figures.trends.reach(p, subject).0);
                    if months && !begins {
                        return Err(say!("说的是{period}，表里没有那一期的数据", period = choice.title()));
                    }
                    let reading = given.or_else(|| self.figures.trends.reading(choice, subject));
                    let none = || say!("说的是{period}，不是现在选定的期间", period = choice.title());
                    reading.map(|reading| (reading, Some(choice))).ok_or_else(none)
                }
            },
            _ => chosen(),
        }
    }
}

fn is_dated(subject: &Subject) -> bool {
    match subject {
        Subject::Sum(parts) => parts.iter().any(is_dated),
        Subject::Ratio(above, below) => is_dated(above) || is_dated(below),
        other => other.definition().is_some_and(|d| d.dated),
    }
}

fn checked(
    draft: &str,
    text: &NormalisedText,
    found: &FoundNumber,
    meaning: &Meaning,
    sources: &Sources<'_>,
) -> Checked {
    let words = meaning.words.start.min(found.range.start)..meaning.words.end.max(found.range.end);
    let range = text.bytes(&words);
    let mut out = Checked {
        text: draft.get(range.clone()).unwrap_or_default().trim().to_owned(),
        range,
        figure: text.bytes(&found.range),
        digits: text.bytes(&found.digits),
        stated: found.stated,
        exactness: found.exactness,
        unit: found.unit,
        subject: None,
        measure: None,
        computed: None,
        verdict: Verdict::CannotCheck,
        reason: meaning.hindrance.clone().unwrap_or_else(|| t("不是本页统计的数").to_owned()),
        period: None,
    };
    // Of several that may be meant, the one that agrees counts, else the nearest.
    let blank = out.clone();
    let mut first = true;
    for (at, (subject, part)) in meaning.stated.iter().enumerate() {
        // A body that has suggestions is not credited with all that it brought up.
        let all = matches!(subject, Subject::Body(_, RepFigure::Matters));
        if at > 0 && all && out.computed.is_some_and(|c| c.numerator > 0) && is_suggestions(meaning) {
            continue;
        }
        let tried = attempt(blank.clone(), subject, *part, sources);
        let holds = matches!(tried.verdict, Verdict::Agrees | Verdict::AtLeast);
        if first || holds || distance(&tried) < distance(&out) {
            out = tried;
        }
        first = false;
        if holds {
            break;
        }
    }
    if out.verdict == Verdict::Differs && meaning.wording.is_some_and(|w| w.unsure) {
        return Checked { reason: t("不知道说的是哪一项").to_owned(), ..blank };
    }
    out
}

fn is_suggestions(meaning: &Meaning) -> bool {
    matches!(meaning.stated.first(), Some((Subject::Body(_, RepFigure::Suggestions), _)))
}

/// Returns the distance between the computed and the stated figure, as a ratio.
fn distance(checked: &Checked) -> f64 {
    let Some(computed) = checked.computed_number() else { return f64::INFINITY };
    let (a, b) = (computed.abs().max(0.01), checked.stated.value().abs().max(0.01));
    (a / b).max(b / a)
}

fn attempt(mut out: Checked, subject: &Subject, part: StatedPart, sources: &Sources<'_>) -> Checked {
    out.subject = Some(subject.clone());
    out.measure = Some(names::id(subject));
    out.reason = String::new();
    let (reading, period) = match sources.of(subject) {
        Ok(found) => found,
        Err(why) => {
            out.reason = why;
            return out;
        }
    };
    out.period = period;
    if let State::Interval { lower, upper } = reading.state {
        (out.verdict, out.reason) = between(&out, (lower, upper), reading.denominator.unwrap_or(0), part);
        return out;
    }
    if reading.state != State::Value {
        out.reason = no_reading(subject, reading.state);
        if part == StatedPart::Mean {
            by_grim(&mut out, subject, sources);
        }
        return out;
    }
    let computed = amount(reading, part);
    out.computed = Some(computed);
    (out.verdict, out.reason) = verdict(out.stated, out.exactness, computed);
    if out.verdict == Verdict::Differs && part == StatedPart::Mean {
        by_grim(&mut out, subject, sources);
    }
    out
}

fn no_reading(subject: &Subject, state: State) -> String {
    match state {
        State::NoDenominator => t("无法计算，分母为 0").to_owned(),
        State::Refused(refusal) => refusal.to_string(),
        _ => {
            let tables = subject.definition().map_or_else(String::new, |d| d.tables());
            say!("无数据，来自{tables}", tables)
        }
    }
}

/// Returns the verdict on a figure of which only bounds are known: beyond them it is wrong, between them nothing is known.
fn between(out: &Checked, (lower, upper): (i64, i64), base: i64, part: StatedPart) -> (Verdict, String) {
    let of =
        |n: i64| amount(FigureValue { state: State::Value, numerator: n, denominator: Some(base) }, part);
    let (one, other) = (of(lower), of(upper));
    let (low, high) = if one.numerator <= other.numerator { (one, other) } else { (other, one) };
    let text = |n: ComputedFigure| match n.denominator {
        None => n.numerator.to_string(),
        Some(d) => names::quotient(n, d, out.stated.decimals),
    };
    let bounds = say!("只知道在 {} 与 {} 之间", text(low), text(high));
    let holds = |n| matches!(verdict(out.stated, out.exactness, n).0, Verdict::Agrees | Verdict::AtLeast);
    let value = |n: ComputedFigure| {
        let times = if n.percent { 100.0 } else { 1.0 };
        n.numerator as f64 * times / n.denominator.unwrap_or(1) as f64
    };
    let inside = (value(low)..=value(high)).contains(&out.stated.value());
    match (holds(low), holds(high), inside) {
        (true, true, _) => (verdict(out.stated, out.exactness, low).0, bounds),
        (false, false, false) => (Verdict::Differs, bounds),
        _ => (Verdict::CannotCheck, bounds),
    }
}

fn amount(reading: FigureValue, part: StatedPart) -> ComputedFigure {
    let base = reading.denominator.unwrap_or(0);
    let count = |numerator| ComputedFigure { numerator, denominator: None, percent: false };
    match part {
        StatedPart::Whole => count(reading.numerator),
        StatedPart::Base => count(base),
        StatedPart::Lack => count(base - reading.numerator),
        StatedPart::Percent | StatedPart::Mean => ComputedFigure {
            numerator: reading.numerator,
            denominator: Some(base),
            percent: part == StatedPart::Percent,
        },
    }
}

/// Returns the verdict, with a sentence where one is needed.
fn verdict(stated: Stated, exactness: Exactness, computed: ComputedFigure) -> (Verdict, String) {
    let times = if computed.percent { 100 } else { 1 };
    let (n, d) = (computed.numerator.saturating_mul(times), computed.denominator.unwrap_or(1));
    let value = n as f64 / d as f64;
    let said = stated.value();
    // Exactly, in whole numbers: computed against stated.
    let order = {
        let one = 10_i128.pow(stated.decimals.min(18));
        (i128::from(n) * one).cmp(&(i128::from(stated.mantissa) * i128::from(stated.scale) * i128::from(d)))
    };
    let exact = computed.denominator.is_none() && stated.scale == 1;
    let rounded = if exact { order.is_eq() } else { stated.is_rounded(n, d) };
    let yes = |holds| if holds { Verdict::Agrees } else { Verdict::Differs };
    match exactness {
        Exactness::Exact => {
            if rounded && computed.percent && said >= 100.0 && computed.numerator < d {
                return (Verdict::Differs, t("没有全部做到，不能写成 100%").to_owned());
            }
            (yes(rounded), String::new())
        }
        Exactness::AtLeast if order.is_ge() => {
            let far = value > said * 1.5 && value - said > 10.0;
            (
                Verdict::AtLeast,
                if far {
                    t("算出的比写的多一半以上，可以写得更实").to_owned()
                } else {
                    String::new()
                },
            )
        }
        Exactness::AtLeast => (Verdict::Differs, t("算出的比写的少").to_owned()),
        Exactness::AtMost => (yes(order.is_le()), String::new()),
        Exactness::Below => (yes(order.is_lt()), String::new()),
        Exactness::About => {
            (yes((value - said).abs() <= said * 0.1), t("“约”按上下一成以内算相符").to_owned())
        }
        Exactness::Near => {
            (yes(order.is_le() && value >= said * 0.9), t("“近”按不超过、也不少于九成算相符").to_owned())
        }
    }
}

/// Finds a mean wrong that no whole total gives, whatever the data.
fn by_grim(out: &mut Checked, subject: &Subject, sources: &Sources<'_>) {
    let Subject::Ratio(_, below) = subject else { return };
    let Ok((below, _)) = sources.of(below) else { return };
    let written = format!("{:.*}", out.stated.decimals as usize, out.stated.value());
    let people = u64::try_from(below.numerator).unwrap_or(0);
    if below.state != State::Value || out.exactness != Exactness::Exact || out.stated.scale != 1 {
        return;
    }
    let Some(mean) = StatedMean::parse(&written) else { return };
    if let Some(Grim::Impossible { below, above }) = grim(mean, people) {
        out.verdict = Verdict::Differs;
        out.reason = say!(
            "{people} 人的平均数不可能是 {written}：总数 {below} 或 {above} 都得不出",
            people,
            written,
            below,
            above
        );
    }
}
