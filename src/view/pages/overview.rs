//! 总览: the sentence, the eight ratios, the villages, the grids with the most work, the bodies, the months.

use super::coverage::villages_in_brief;
use super::files::{FileEntry, totals};
use super::grids::{Heaviest, heaviest};
use super::representatives::{BodyView, bodies};
use super::trend::changes;
use crate::catalogue::{CaseFigure, MonthFigure};
use crate::catalogue::{Count, Measure};
use crate::figures::reading::{month, read};
use crate::figures::{Figures, MonthFigures, State, Subject};
use crate::model::finding::Severity;
use crate::model::period::range;
use crate::say;
use crate::text::format::grouped;
use crate::text::{t, unit};
use crate::view::parts::attention::{Gap, LateLine, gaps, late};
use crate::view::parts::ratio::{RatioView, plain, ratio};
use crate::view::parts::sentence::{Phrase, sentence};
use crate::view::table::Table;

/// A point of the line over months.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// 1月, or 2024年1月 where a year begins.
    pub label: String,
    /// The value.
    pub text: String,
    /// The same as a number.
    pub value: i64,
    /// Place from the left, in tenths of a percent.
    pub x: i64,
    /// Place from the ground, in tenths of a percent.
    pub y: i64,
    /// Whether its value is written (the last, the largest and the smallest).
    pub shown: bool,
    /// What it shows.
    pub subject: Subject,
}

/// The page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overview {
    /// The sentence.
    pub sentence: Vec<Phrase>,
    /// The days that count.
    pub facts: Vec<String>,
    /// What was read, in a sentence; empty in a snapshot.
    pub read: String,
    /// How its end asks for a look at the findings; `None` where there are none.
    pub look: Option<String>,
    /// The ratios.
    pub cards: Vec<RatioView>,
    /// The villages.
    pub villages: Table,
    /// The measures below their targets, with names.
    pub gaps: Vec<Gap>,
    /// The open cases that are overdue the longest.
    pub late: Vec<LateLine>,
    /// The grids with the most work.
    pub heaviest: Option<Heaviest>,
    /// The bodies of representatives.
    pub bodies: Vec<BodyView>,
    /// Visits by month; empty below two months.
    pub months: Vec<Point>,
}

/// The most cards.
const CARDS: usize = 8;
/// The most bars.
const BARS: usize = 9;
/// The most months in the line, the newest.
const MONTHS: usize = 24;

/// The overview of figures, and of the files that they come from.
#[must_use]
pub fn overview(figures: &Figures, files: &[FileEntry], findings: usize) -> Overview {
    let (read, look) = told(files, findings);
    Overview {
        sentence: sentence(figures),
        facts: vec![range(figures.period)],
        read,
        look,
        cards: cards(figures),
        villages: villages_in_brief(figures),
        gaps: gaps(figures),
        late: late(figures),
        heaviest: heaviest(figures, BARS),
        bodies: bodies(figures),
        months: months(figures, MonthFigure::Visits),
    }
}

/// `27 村`, `157 网格`, `11,251 户`, as far as they are known.
#[must_use]
pub fn size_of_town(figures: &Figures) -> Vec<(Subject, String)> {
    [(Count::Villages, unit("村")), (Count::Grids, unit("网格")), (Count::Households, unit("户"))]
        .into_iter()
        .filter_map(|(count, word)| {
            figures.count(count).map(|n| (Subject::Count(count), format!("{} {word}", grouped(n))))
        })
        .collect()
}

/// What was read, and what asks for a look.
fn told(files: &[FileEntry], findings: usize) -> (String, Option<String>) {
    if files.is_empty() {
        return (String::new(), None);
    }
    let totals = totals(files);
    let (files, tables, rows) = (totals.files, totals.tables, grouped(totals.records));
    if findings == 0 {
        return (
            say!("读了 {files} 个文件、{tables} 张表、{rows} 行，没有要看的地方", files, rows, tables),
            None,
        );
    }
    let count = grouped(i64::try_from(findings).unwrap_or(i64::MAX));
    let read = say!("读了 {files} 个文件、{tables} 张表、{rows} 行；", files, rows, tables);
    (read, Some(say!("{count} 处请看一看", count)))
}

/// Findings that ask for a look: what left something out.
#[must_use]
pub fn needs_a_look(severity: Severity) -> bool {
    severity >= Severity::Warning
}

/// The eight ratios that say most; those without data only where there are not eight others.
fn cards(figures: &Figures) -> Vec<RatioView> {
    const WANTED: [Measure; 7] = [
        Measure::Officer,
        Measure::PartyGroup,
        Measure::LinkedHouseholds,
        Measure::Triangle,
        Measure::HouseholdVisits,
        Measure::VillageRules,
        Measure::DutyDone,
    ];
    let mut on_time =
        plain("cases.on_time", t("诉求按期办结率"), t("件"), figures.cases.map(|c| (c.on_time, c.received)));
    let cases = Subject::Cases;
    on_time.subject = Some(cases(CaseFigure::OnTime).over(cases(CaseFigure::Received)));
    let rest = figures.measures.iter().filter(|m| !WANTED.contains(&m.measure)).map(ratio);
    let all: Vec<RatioView> = WANTED
        .into_iter()
        .filter_map(|m| figures.measure(m).map(ratio))
        .chain(std::iter::once(on_time))
        .chain(rest)
        .collect();
    let (known, unknown): (Vec<_>, Vec<_>) = all.into_iter().partition(|r| r.percent.is_some());
    let mut cards: Vec<RatioView> = known.into_iter().chain(unknown).take(CARDS).collect();
    for card in &mut cards {
        let kept = card.subject.as_ref().and_then(|s| figures.withheld(s));
        if let Some(why) = kept.filter(|_| card.state == State::NoData.id()) {
            (card.state, card.verdict) = (State::Withheld(why).id(), why.to_string());
        }
        card.changes = card.subject.as_ref().map(|s| changes(s, figures)).unwrap_or_default();
    }
    cards
}

/// The newest months of a count; empty below two months, or where all are 0.
pub(super) fn months(figures: &Figures, figure: MonthFigure) -> Vec<Point> {
    let of = |m: &MonthFigures| read(&month(m.year, m.month, figure), figures).numerator;
    let all: Vec<_> = figures.months.iter().collect();
    let newest = all.get(all.len().saturating_sub(MONTHS)..).unwrap_or_default();
    let values: Vec<i64> = newest.iter().map(|m| of(m)).collect();
    let (Some(max), Some(min)) = (values.iter().max().copied(), values.iter().min().copied()) else {
        return Vec::new();
    };
    if values.len() < 2 || max == 0 {
        return Vec::new();
    }
    let last = values.len() - 1;
    let few = values.len() <= 7;
    let first_of = |wanted| values.iter().position(|v| *v == wanted);
    let step = |i: usize| i64::try_from(i * 1000 / last).unwrap_or(0);
    newest
        .iter()
        .enumerate()
        .map(|(i, m)| Point {
            label: if (i == 0 && m.month != 1 && !few) || (i > 0 && m.month == 1) {
                say!("{}年{}月", m.year, m.month)
            } else {
                say!("{}月", m.month)
            },
            text: grouped(of(m)),
            value: of(m),
            x: step(i),
            y: of(m) * 1000 / max,
            subject: month(m.year, m.month, figure),
            shown: few || i == last || first_of(max) == Some(i) || first_of(min) == Some(i),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_sentence_says_what_was_read_and_what_needs_a_look() {
        assert_eq!(told(&[], 3), (String::new(), None), "a snapshot has no files");
        let files = [FileEntry::new(1, "a.csv".into(), 9)];
        let (read, look) = told(&files, 1234);
        assert_eq!(
            (read.as_str(), look.as_deref()),
            ("读了 0 个文件、0 张表、0 行；", Some("1,234 处请看一看"))
        );
        assert_eq!(told(&files, 0).1, None);
    }
}
