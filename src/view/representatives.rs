//! 代表履职: three bodies that never share a denominator, and their people in the order of the roster.

use super::format::{grouped, quotient};
use super::ratio::{RatioView, plain};
use super::table::{About, Column, Figure, Manner, Row, Table, Value};
use crate::measure::evidence::Deed;
use crate::measure::{BodyFigures, Figures, Subject};
use crate::say;
use crate::tally::{Body, Performance};
use crate::text::{t, unit};

/// Below this many matters a person's share says little.
pub const FEW: i64 = 5;
/// The remark beside such a share.
pub const FEW_NOTE: &str = "不足 5 件";

/// The most figures of a body on the overview.
const BRIEF: usize = 4;

/// A figure of a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// Its name.
    pub title: &'static str,
    /// The number.
    pub number: String,
    /// The unit.
    pub unit: &'static str,
    /// For each person of the roster, with unit; empty where the roster is not known.
    pub per_head: String,
    /// What was done.
    pub deed: Deed,
}

/// A body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BodyView {
    /// Which.
    pub body: Body,
    /// Its name.
    pub title: &'static str,
    /// `40 人`, or that no roster is loaded.
    pub reps: String,
    /// Matters solved.
    pub solved: RatioView,
    /// What it did; what nobody of it did is left out.
    pub facts: Vec<Fact>,
    /// The first of them that are not already in `solved`.
    pub brief: Vec<Fact>,
}

impl BodyView {
    /// Matters solved among those raised.
    #[must_use]
    pub fn solved_subject(&self) -> Subject {
        Subject::Body(self.body, Deed::Solved).over(Subject::Body(self.body, Deed::Matters))
    }

    /// What a fact counts.
    #[must_use]
    pub fn subject(&self, fact: &Fact) -> Subject {
        Subject::Body(self.body, fact.deed)
    }

    /// What it counts for each person of the roster.
    #[must_use]
    pub fn each_subject(&self, fact: &Fact) -> Subject {
        self.subject(fact).over(Subject::Body(self.body, Deed::Reps))
    }
}

struct Work {
    id: &'static str,
    title: &'static str,
    unit: &'static str,
    of: fn(&Performance) -> i64,
    duty: bool,
    deed: Deed,
}

const fn work(
    id: &'static str,
    title: &'static str,
    unit: &'static str,
    duty: bool,
    deed: Deed,
    of: fn(&Performance) -> i64,
) -> Work {
    Work { id, title, unit, of, duty, deed }
}

const WORKS: [Work; 11] = [
    work("visits", "走访选民", "人次", true, Deed::Visits, |p| p.visits),
    work("receptions", "接待选民", "人次", true, Deed::Receptions, |p| p.receptions),
    work("visits_to_deputies", "走访代表", "人次", true, Deed::VisitsToDeputies, |p| {
        p.visits_to_deputies
    }),
    work("group_activities", "小组活动", "次", true, Deed::GroupActivities, |p| p.group_activities),
    work("talks", "主题宣讲", "期", true, Deed::Talks, |p| p.talks),
    work("trained", "技能培训", "人次", true, Deed::Trained, |p| p.trained),
    work("matters", "反映事项", "件", false, Deed::Matters, |p| p.matters),
    work("solved", "已解决", "件", false, Deed::Solved, |p| p.solved),
    work("referred", "转办", "件", false, Deed::Referred, |p| p.referred),
    work("suggestions", "意见建议", "条", false, Deed::Suggestions, |p| p.suggestions),
    work("disputes_solved", "化解纠纷", "起", false, Deed::DisputesSolved, |p| p.disputes_solved),
];

/// Whether a work is counted at all for the body, and somebody did it.
fn done(figures: &BodyFigures, work: &Work) -> Option<i64> {
    let loaded = if work.duty { figures.has_duty } else { figures.has_matters };
    figures.performance.filter(|_| loaded).map(|p| (work.of)(&p))
}

/// The three bodies; those of which nothing is loaded are left out.
#[must_use]
pub fn bodies(figures: &Figures) -> Vec<BodyView> {
    figures.bodies.iter().filter(|b| b.reps.is_some() || b.performance.is_some()).map(body).collect()
}

fn body(figures: &BodyFigures) -> BodyView {
    let facts: Vec<Fact> = WORKS
        .iter()
        .filter_map(|work| done(figures, work).filter(|n| *n > 0).map(|n| (work, n)))
        .map(|(work, n)| Fact {
            title: t(work.title),
            number: grouped(n),
            unit: unit(work.unit),
            per_head: figures
                .reps
                .and_then(|reps| quotient(n, reps))
                .map_or_else(String::new, |q| say!("人均 {q} {}", work.unit, q)),
            deed: work.deed,
        })
        .collect();
    let said = |f: &&Fact| matches!(f.deed, Deed::Matters | Deed::Solved);
    BodyView {
        brief: facts.iter().filter(|f| !said(f)).take(BRIEF).cloned().collect(),
        body: figures.body,
        title: figures.body.label(),
        reps: figures.reps.map_or_else(|| t("没有名册").to_owned(), |n| say!("{} 人", grouped(n))),
        solved: plain(
            figures.body.label(),
            t("已解决"),
            t("件"),
            figures.performance.filter(|_| figures.has_matters).map(|p| (p.solved, p.matters)),
        ),
        facts,
    }
}

/// The people of a body, in the order of the roster. Columns of what nobody of the body did are left out.
#[must_use]
pub fn persons(figures: &Figures, body: Body) -> Table {
    let Some(whole) = figures.bodies.iter().find(|b| b.body == body) else {
        return Table::default();
    };
    let works: Vec<&Work> = WORKS.iter().filter(|w| done(whole, w).is_some_and(|n| n > 0)).collect();
    let mut columns = vec![
        Column::new("name", t("姓名"), "", Manner::Words),
        Column::new("village", t("村"), "", Manner::Words),
    ];
    columns.extend(
        works.iter().map(|w| Column::new(w.id, w.title, w.unit, Manner::Sum).of(Figure::Deed(w.deed))),
    );
    if whole.has_matters {
        let share = Column::new("share", t("解决比例"), "%", Manner::Sum);
        columns.push(share.ratio(Figure::Deed(Deed::Solved), Figure::Deed(Deed::Matters)));
    }
    let rows = figures.persons.iter().filter(|p| p.body == body).map(|p| {
        let done = p.performance;
        let mut cells = vec![Value::Text(p.name.clone()), Value::Text(p.village.clone())];
        cells.extend(works.iter().map(|w| Value::Count((w.of)(&done))));
        if whole.has_matters {
            cells.push(Value::Percent(done.solved, done.matters));
        }
        let note = match (p.on_roster, done.matters) {
            (false, _) => t("不在名册"),
            (true, 1..FEW) if whole.has_matters => FEW_NOTE,
            _ => "",
        };
        Row { village: p.village.clone(), cells, note, about: About::Person(body, p.name.clone()) }
    });
    Table { columns, rows: rows.collect() }
}
