//! The bodies of representatives: what each did, its shares with their intervals, its median days.

use crate::catalogue::RepFigure;
use crate::figures::reading::read;
use crate::figures::{BodyFigures, Figures, State, Subject};
use crate::model::body::Body;
use crate::text::format::{grouped, percent, quotient};
use crate::text::{say, t, unit, unit_for};
use crate::view::parts::interval;
use crate::view::parts::interval::IntervalView;
use crate::view::parts::ratio::{RatioView, plain};
use crate::view::parts::representative_notes::{is_median, no_median};
use crate::view::picture::{Axis, DotRow, DotRows, Drawing, Lead, Picture, PictureTable, RowDot};
pub use crate::view::table::FEW;

/// A figure of a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// Its name.
    pub title: &'static str,
    /// The number.
    pub number: String,
    /// The unit.
    pub unit: &'static str,
    /// The number for each person of the roster; empty if no roster is loaded.
    pub per_head: String,
    /// Which work it counts.
    pub deed: RepFigure,
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
    /// The interval of the rate behind it.
    pub interval: Option<IntervalView>,
    /// Shares in time, satisfied and mostly satisfied, and the median days to close.
    pub rates: Vec<RateLine>,
    /// What it did; work that nobody did is left out.
    pub facts: Vec<Fact>,
}

/// A share with its interval, or the median days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RateLine {
    /// The figure, for its rows.
    pub subject: Subject,
    /// Its name.
    pub title: &'static str,
    /// The number without its unit; empty if there is none.
    pub number: String,
    /// `%` or `天`.
    pub unit: &'static str,
    /// `146 / 184 件`; the number of matters of a median.
    pub fraction: String,
    /// Why there is no number; empty if there is one.
    pub verdict: String,
    /// The interval of a share.
    pub interval: Option<IntervalView>,
    /// The share in tenths of a percent.
    pub bar: Option<i64>,
    /// The body's own rate beside a person's; empty for a body.
    pub beside: String,
}

/// Returns the shares and the median of a body or a person, without those that have no data; empty if no matters are
/// loaded (`loaded`). `of` makes the figure of the body or person, `body` that of the body, which a person's are shown
/// beside.
pub(crate) fn rates(
    figures: &Figures,
    loaded: bool,
    of: &dyn Fn(RepFigure) -> Subject,
    body: &dyn Fn(RepFigure) -> Subject,
) -> Vec<RateLine> {
    let lines = [
        (t("解决比例"), RepFigure::Solved, Some(RepFigure::Matters)),
        (t("按期答复"), RepFigure::OnTime, Some(RepFigure::Judged)),
        (t("满意"), RepFigure::Satisfied, Some(RepFigure::Rated)),
        (t("基本满意"), RepFigure::MostlySatisfied, Some(RepFigure::Rated)),
        (t("办结天数中位数"), RepFigure::MedianDays, None),
    ];
    let subject = |of: &dyn Fn(RepFigure) -> Subject, above, below: Option<RepFigure>| match below {
        Some(below) => of(above).over(of(below)),
        None => of(above),
    };
    lines
        .into_iter()
        .filter(|_| loaded)
        .filter_map(|(title, above, below)| {
            let (own, whole) = (subject(of, above, below), subject(body, above, below));
            let beside = if own == whole { String::new() } else { said_of_body(figures, &whole) };
            rate(figures, title, own).map(|line| RateLine { beside, ..line })
        })
        .collect()
}

fn said_of_body(figures: &Figures, subject: &Subject) -> String {
    rate(figures, "", subject.clone()).filter(|line| !line.number.is_empty()).map_or_else(String::new, |l| {
        say!("本类 {}{}", l.number, if l.unit == "%" { "%".to_owned() } else { format!(" {}", l.unit) })
    })
}

fn rate(figures: &Figures, title: &'static str, subject: Subject) -> Option<RateLine> {
    let reading = read(&subject, figures);
    let mut line = RateLine {
        title,
        number: String::new(),
        unit: "%",
        fraction: String::new(),
        verdict: String::new(),
        interval: None,
        bar: None,
        beside: String::new(),
        subject,
    };
    let (n, median) = (reading.numerator, is_median(&line.subject));
    match (reading.state, reading.denominator) {
        (State::Value, Some(d)) => {
            line.number = percent(n, d).unwrap_or_default();
            line.fraction = say!("{} / {} 件", grouped(n), grouped(d));
            line.interval = interval::share_interval(n, d);
            line.bar = crate::text::format::per_mille(n, d).map(|b| b.clamp(0, 1000));
        }
        (State::Value, None) => {
            line.number = grouped(n);
            line.unit = unit_for(&line.number, t("天"));
        }
        (State::Withheld(why), _) => line.verdict = why.to_string(),
        (State::NoDenominator, _) if median => line.verdict = no_median(&line.subject, figures),
        (State::NoDenominator, _) => t("没有可以计算的事项").clone_into(&mut line.verdict),
        _ => return None,
    }
    Some(line)
}

impl RateLine {
    /// Whether it stands where there is room for few: of how people were satisfied, the plain yes alone.
    fn in_brief(&self) -> bool {
        let above = match &self.subject {
            Subject::Ratio(above, _) => above.as_ref(),
            own => own,
        };
        !matches!(above, Subject::Body(_, RepFigure::MostlySatisfied))
    }
}

/// Returns the titles of the shares that stand in the rows of the bodies, and what is said once of those that no body has.
pub fn in_brief(views: &[BodyView]) -> (Vec<&'static str>, Vec<String>) {
    let (mut titles, mut without) = (Vec::new(), Vec::new());
    for line in views.iter().flat_map(|view| &view.rates).filter(|line| line.in_brief()) {
        let has = |l: &&RateLine| l.title == line.title && !l.number.is_empty();
        let known = views.iter().flat_map(|view| &view.rates).any(|l| has(&l));
        let said = say!("{name}：{why}", name = line.title, why = line.verdict);
        if known && !titles.contains(&line.title) {
            titles.push(line.title);
        } else if !known && !without.contains(&said) {
            without.push(said);
        }
    }
    (titles, without)
}

impl BodyView {
    /// Returns the figure of matters solved among those raised.
    pub fn solved_subject(&self) -> Subject {
        Subject::Body(self.body, RepFigure::Solved).over(Subject::Body(self.body, RepFigure::Matters))
    }

    /// Returns the figure of a fact.
    pub fn subject(&self, fact: &Fact) -> Subject {
        Subject::Body(self.body, fact.deed)
    }

    /// Returns what it did for each person, as much as stands in a row: what is solved of what was raised stands as a share.
    pub fn each(&self) -> impl Iterator<Item = &Fact> {
        const FEW: usize = 5;
        let apart = |deed| matches!(deed, RepFigure::Matters | RepFigure::Solved | RepFigure::Referred);
        self.facts.iter().filter(move |fact| !fact.per_head.is_empty() && !apart(fact.deed)).take(FEW)
    }

    /// Returns the figure of a fact for each person of the roster.
    pub fn each_subject(&self, fact: &Fact) -> Subject {
        self.subject(fact).over(Subject::Body(self.body, RepFigure::Reps))
    }
}

pub(crate) struct BodyWork {
    pub(crate) id: &'static str,
    pub(crate) title: &'static str,
    pub(crate) unit: &'static str,
    pub(crate) deed: RepFigure,
}

const fn work(id: &'static str, title: &'static str, unit: &'static str, deed: RepFigure) -> BodyWork {
    BodyWork { id, title, unit, deed }
}

pub(crate) const WORKS: [BodyWork; 11] = [
    work("visits", "走访选民", "人次", RepFigure::Visits),
    work("receptions", "接待选民", "人次", RepFigure::Receptions),
    work("visits_to_deputies", "走访代表", "人次", RepFigure::VisitsToDeputies),
    work("group_activities", "小组活动", "次", RepFigure::GroupActivities),
    work("talks", "主题宣讲", "期", RepFigure::Talks),
    work("trained", "技能培训", "人次", RepFigure::Trained),
    work("matters", "反映事项", "件", RepFigure::Matters),
    work("solved", "已解决", "件", RepFigure::Solved),
    work("referred", "转办", "件", RepFigure::Referred),
    work("suggestions", "意见建议", "条", RepFigure::Suggestions),
    work("disputes_solved", "化解纠纷", "起", RepFigure::DisputesSolved),
];

/// Returns how much of a work the body did; `None` where no table tells it.
pub(crate) fn done(figures: &BodyFigures, work: &BodyWork) -> Option<i64> {
    figures.get(work.deed)
}

/// Returns the three bodies, without those of which nothing is loaded.
pub fn bodies(figures: &Figures) -> Vec<BodyView> {
    figures
        .bodies
        .iter()
        .filter(|b| b.get(RepFigure::Reps).is_some() || b.has_work)
        .map(|b| body(figures, b))
        .collect()
}

fn body(all: &Figures, figures: &BodyFigures) -> BodyView {
    let matters = figures.get(RepFigure::Solved).zip(figures.get(RepFigure::Matters));
    let of = |deed| Subject::Body(figures.body, deed);
    let known = WORKS
        .iter()
        .filter_map(|work| done(figures, work).filter(|n| *n > 0).map(|n| (work, n)))
        .map(|(work, n)| Fact {
            title: t(work.title),
            number: grouped(n),
            unit: unit_for(&grouped(n), unit(work.unit)),
            per_head: figures.get(RepFigure::Reps).and_then(|reps| quotient(n, reps)).unwrap_or_default(),
            deed: work.deed,
        });
    // A mark takes the place of what the sender of a snapshot withholds.
    let kept = WORKS.iter().filter(|work| done(figures, work).is_none()).filter_map(|work| {
        let why = all.withheld(&of(work.deed))?;
        let number = why.mark().to_owned();
        Some(Fact { title: t(work.title), number, unit: "", per_head: String::new(), deed: work.deed })
    });
    let facts: Vec<Fact> = known.chain(kept).collect();
    let mut solved = plain(figures.body.label(), t("已解决"), t("件"), matters);
    if let (None, Some(why)) = (matters, all.withheld(&of(RepFigure::Matters))) {
        (solved.state, solved.verdict) = (State::Withheld(why).id(), why.to_string());
    }
    BodyView {
        body: figures.body,
        title: figures.body.label(),
        reps: figures
            .get(RepFigure::Reps)
            .map_or_else(|| t("没有名册").to_owned(), |n| say!("{} 人", grouped(n))),
        solved,
        interval: matters.and_then(|(n, d)| interval::share_interval(n, d)),
        rates: rates(all, figures.has_matters(), &of, &of),
        facts,
    }
}

/// Draws the shares of matters solved of the bodies on one scale; `None` where none is known.
pub fn picture(views: &[BodyView]) -> Option<Picture> {
    let known = || views.iter().filter_map(|v| Some((v, v.solved.percent.as_ref()?, v.interval.as_ref()?)));
    let at = |tenths: i64| tenths as f64 / 1000.0;
    let said = |view: &BodyView, percent: &str| format!("{percent}%　{}", view.solved.fraction);
    let lead = |view: &BodyView| Some(Lead::Figure(view.solved_subject()));
    let row = |(view, percent, interval): (&BodyView, &String, &IntervalView)| DotRow {
        label: format!("{} {}", view.title, view.reps),
        band: Some([at(interval.from), at(interval.from + interval.length)]),
        dots: vec![RowDot {
            value: at(view.solved.bar),
            label: format!("{} {}", view.title, said(view, percent)),
            lead: lead(view),
            ..RowDot::default()
        }],
        value: format!("{percent}%"),
        text: view.solved.fraction.clone(),
        ..DotRow::default()
    };
    let cells = |(view, percent, interval): (&BodyView, &String, &IntervalView)| {
        (vec![view.title.to_owned(), interval.text.clone(), said(view, percent)], lead(view))
    };
    known().next()?;
    Some(Picture {
        id: "bodies",
        title: t("三类代表：反映事项的解决比例").to_owned(),
        note: t("点为已解决÷反映事项，带为它的 95% 区间；区间重叠，就说不上谁高谁低").to_owned(),
        description: known()
            .map(|(v, percent, _)| format!("{} {percent}%", v.title))
            .collect::<Vec<_>>()
            .join(t("，")),
        drawing: Drawing::DotRows(DotRows {
            axis: Axis::share(""),
            rules: Vec::new(),
            rows: known().map(row).collect(),
            end: t("解决比例").to_owned(),
        }),
        table: PictureTable {
            head: [t("类别"), t("95% 区间"), t("解决比例")].map(str::to_owned).to_vec(),
            rows: known().map(cells).collect(),
        },
    })
}

/// A figure of a body in the table of all three.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BodyCell {
    /// The figure.
    pub subject: Subject,
    /// Its number with the unit; why there is none.
    pub number: String,
    /// What stands below it, each part with its figure where it has one.
    pub below: Vec<(String, Option<Subject>)>,
}

/// Returns the figures of the bodies, a row for each with a cell for each body; `None` where a body does not have it.
pub fn rows(views: &[BodyView]) -> Vec<(&'static str, Vec<Option<BodyCell>>)> {
    let mut out: Vec<(&'static str, Vec<Option<BodyCell>>)> = Vec::new();
    for (at, view) in views.iter().enumerate() {
        let rate = |line: &RateLine| {
            let number = if line.number.is_empty() {
                line.verdict.clone()
            } else {
                format!("{} {}", line.number, line.unit)
            };
            let interval = line.interval.as_ref().map(|i| say!("区间 {interval}", interval = i.text));
            let below =
                [Some(line.fraction.clone()), interval].into_iter().flatten().filter(|text| !text.is_empty());
            let cell = BodyCell {
                subject: line.subject.clone(),
                number,
                below: below.map(|text| (text, None)).collect(),
            };
            (line.title, cell)
        };
        let fact = |fact: &Fact| {
            let each = Some(&fact.per_head).filter(|each| !each.is_empty());
            let each = each.map(|q| say!("人均 {q} {}", fact.unit, q));
            let cell = BodyCell {
                subject: view.subject(fact),
                number: format!("{} {}", fact.number, fact.unit),
                below: each.map(|each| (each, Some(view.each_subject(fact)))).into_iter().collect(),
            };
            (fact.title, cell)
        };
        for (title, cell) in view.rates.iter().map(rate).chain(view.facts.iter().map(fact)) {
            let place = out.iter().position(|(known, _)| *known == title).unwrap_or_else(|| {
                out.push((title, vec![None; views.len()]));
                out.len() - 1
            });
            if let Some(slot) = out.get_mut(place).and_then(|(_, cells)| cells.get_mut(at)) {
                *slot = Some(cell);
            }
        }
    }
    out
}
