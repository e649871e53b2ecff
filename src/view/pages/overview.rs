//! 总览: the sentence, the eight ratios, the villages, the grids with the most work, the bodies, the months.

use crate::catalogue::{Count, Measure, MonthFigure};
use crate::figures::details::Details;
use crate::figures::{Figures, State, Subject};
use crate::model::period::range;
use crate::text::format::{grouped, with_unit};
use crate::text::{say, t, unit};
use crate::view::pages::one_file::{OneFile, one_file};
use crate::view::parts::bodies::{BodyView, bodies};
use crate::view::parts::busiest_grids::{BusiestGrids, heaviest};
use crate::view::parts::changes::changes;
use crate::view::parts::files::{FileEntry, totals};
use crate::view::parts::months::{MonthPoint, months};
use crate::view::parts::ratio::{RatioView, ratio};
use crate::view::parts::sentence::{Phrase, open_overdue, sentence};
use crate::view::parts::shortfalls::{OverdueLine, Shortfall, gaps, late};
use crate::view::parts::villages::villages_in_brief;
use crate::view::table::PageTable;

/// The page.
#[derive(Clone, Debug, PartialEq)]
pub struct Overview {
    /// The sentence.
    pub sentence: Vec<Phrase>,
    /// The days that count.
    pub facts: Vec<String>,
    /// What was read, in a sentence; empty for a snapshot.
    pub read: String,
    /// The words that lead to the findings; `None` if there are none.
    pub look: Option<String>,
    /// The ratios.
    pub cards: Vec<RatioView>,
    /// The villages.
    pub villages: PageTable,
    /// The measures below their targets, with names.
    pub gaps: Vec<Shortfall>,
    /// The open cases that are overdue, the longest first.
    pub late: Vec<OverdueLine>,
    /// How many of all these are, in words, and what opens them.
    pub late_of: Option<(String, Subject)>,
    /// The grids with the most work.
    pub heaviest: Option<BusiestGrids>,
    /// The bodies of representatives.
    pub bodies: Vec<BodyView>,
    /// Visits by month; empty for fewer than two months.
    pub months: Vec<MonthPoint>,
    /// What stands in place of cards and villages where no list is loaded.
    pub one: Option<OneFile>,
}

/// The most cards.
const CARDS: usize = 8;
/// The most bars.
const BARS: usize = 9;

/// Returns the overview of the figures and of the files that they come from; `findings` is how many ask for a look,
/// `town` what the tables hold of the township, once it is known.
pub fn overview(figures: &Figures, files: &[FileEntry], findings: usize, town: Option<&Details>) -> Overview {
    let (read, look) = read_summary(files, findings);
    let mut one = one_file(figures, files, town);
    let mut said = one.as_ref().map(|one| one.visits.clone()).unwrap_or_default();
    if said.is_empty() || figures.measures.iter().any(|m| m.state == State::Value) {
        said.extend((!said.is_empty()).then(|| Phrase::plain(t("；"))));
        said.extend(sentence(figures));
    } else {
        said.push(Phrase::plain(t("。")));
    }
    let mut cards = cards(figures);
    if let Some(one) = &mut one {
        // What is not known is named as a table to add.
        cards.retain(|card| card.percent.is_some());
        one.cards.truncate(if figures.has_lists() { CARDS - cards.len() } else { CARDS });
        cards.truncate(CARDS.saturating_sub(one.cards.len()));
    }
    let until =
        figures.trends.until.filter(|day| figures.period.is_some_and(|p| p.contains(*day) && *day < p.to));
    let until = until.map(|day| say!("数据到 {day}", day));
    let unsure = one
        .as_ref()
        .filter(|_| !figures.has_lists())
        .map(|_| t("没有村和网格的名单：地点按表里写的，未经核对").to_owned());
    let stands = one.is_none() || figures.has_lists();
    let villages = if stands { villages_in_brief(figures) } else { PageTable::default() };
    Overview {
        sentence: said,
        facts: std::iter::once(range(figures.period)).chain(until).chain(unsure).collect(),
        one,
        read,
        look,
        cards,
        villages,
        gaps: gaps(figures),
        late_of: open_overdue(figures).map(|(all, subject)| (say!("{} 件超期未办结", grouped(all)), subject)),
        late: late(figures),
        heaviest: heaviest(figures, BARS),
        bodies: bodies(figures),
        months: months(figures, MonthFigure::Visits),
    }
}

/// Returns `27 村`, `157 网格`, `11,251 户`, as far as they are known.
pub fn size_of_town(figures: &Figures) -> Vec<(Subject, String)> {
    [(Count::Villages, unit("村")), (Count::Grids, unit("网格")), (Count::Households, unit("户"))]
        .into_iter()
        .filter_map(|(count, word)| figures.count(count).map(|n| (Subject::Count(count), with_unit(n, word))))
        .collect()
}

/// Returns what was read, and the words that lead to the findings.
fn read_summary(files: &[FileEntry], findings: usize) -> (String, Option<String>) {
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

/// Returns the eight most telling ratios; those without data only if there are not eight others.
fn cards(figures: &Figures) -> Vec<RatioView> {
    const WANTED: [Measure; 8] = [
        Measure::Officer,
        Measure::PartyGroup,
        Measure::LinkedHouseholds,
        Measure::Triangle,
        Measure::HouseholdVisits,
        Measure::VillageRules,
        Measure::DutyDone,
        Measure::CasesOnTime,
    ];
    let rest = figures.measures.iter().filter(|m| !WANTED.contains(&m.measure)).map(ratio);
    let all: Vec<RatioView> =
        WANTED.into_iter().filter_map(|m| figures.measure(m).map(ratio)).chain(rest).collect();
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
