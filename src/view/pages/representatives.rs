//! 代表履职: what the bodies had solved in a sentence, and the people of a body, in the order of the roster.

use crate::catalogue::RepFigure;
use crate::figures::represent::{Peers, peers, solved};
use crate::figures::{Figures, PersonFigures, Subject};
use crate::model::body::Body;
use crate::statistics::funnel::FunnelZone;
use crate::text::format::{grouped, per_mille, percent};
use crate::text::{say, t, unit};
use crate::view::parts::bodies::{BodyWork, WORKS, done};
use crate::view::parts::interval;
use crate::view::parts::sentence::Phrase;
pub use crate::view::table::FEW;
use crate::view::table::{CellFigure, CellValue, ColumnKind, PageTable, RowSubject, TableColumn, TableRow};

/// The remark beside a share of few matters.
pub const FEW_NOTE: &str = "不足 5 件";
/// The remark on a share beyond what chance explains among a hundred people: one in a thousand would be so low.
pub const LOW: &str = "解决比例低得不像碰巧";
/// The remark on people of the roster of whom the duty log has nothing in the period.
pub const IDLE: &str = "没有履职登记";

/// People of a body that share a remark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remarked {
    /// Their body.
    pub body: Body,
    /// The remark that stands beside their names.
    pub remark: &'static str,
    /// How many they are, in words.
    pub text: String,
}

/// The sentence at the top.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BodiesSentence {
    /// The matters raised, and the share of each body that was solved.
    pub said: Vec<Phrase>,
    /// The people who ask for a look; they end the sentence.
    pub asks: Vec<Remarked>,
}

/// Returns the sentence; nothing is said where no matters and no duty are known.
pub fn opening(figures: &Figures) -> BodiesSentence {
    let mut said = Vec::new();
    let matters: Vec<(Body, i64, i64)> = figures
        .bodies
        .iter()
        .filter_map(|b| Some((b.body, b.get(RepFigure::Solved)?, b.get(RepFigure::Matters)?)))
        .filter(|(_, _, raised)| *raised > 0)
        .collect();
    if !matters.is_empty() {
        let raised = |body| Subject::Body(body, RepFigure::Matters);
        let all = grouped(matters.iter().map(|(_, _, raised)| raised).sum());
        let subject = Subject::Sum(matters.iter().map(|(body, ..)| raised(*body)).collect());
        said.push(Phrase::plain(say!("反映事项 {} 件", all)).of(subject));
        said.push(Phrase::plain(t("；解决比例：")));
        for (i, (body, n, d)) in matters.iter().enumerate() {
            if i > 0 {
                said.push(Phrase::plain(t("、")));
            }
            let share = format!("{} {}%", body.label(), percent(*n, *d).unwrap_or_default());
            said.push(Phrase::plain(share).of(Subject::Body(*body, RepFigure::Solved).over(raised(*body))));
        }
    }
    let mut asks = Vec::new();
    for remark in [LOW, IDLE] {
        for body in Body::ALL {
            let Some(peers) = peers(figures, body) else { continue };
            let n = peers.persons.iter().filter(|p| remark_on(&peers, p) == Some(remark)).count();
            if n > 0 {
                let text = say!("{body} {n} 人{remark}", body = body.label(), n, remark = t(remark));
                asks.push(Remarked { body, remark: t(remark), text });
            }
        }
        let none = asks.is_empty() && !said.is_empty() && !figures.persons.is_empty();
        if remark == LOW && none {
            said.push(Phrase::plain(t("；没有人低得不像碰巧")));
        }
    }
    if !said.is_empty() {
        said.push(Phrase::plain(if asks.is_empty() { t("。") } else { t("；") }));
    }
    BodiesSentence { said, asks }
}

/// What asks for a look at a person.
fn remark_on(peers: &Peers<'_>, person: &PersonFigures) -> Option<&'static str> {
    let nothing = |deed: &&RepFigure| person.counts.amount(deed.definition().terms) == Some(0);
    let mut logged = RepFigure::ALL.iter().filter(|deed| deed.is_logged());
    if peers.place(person) == Some(FunnelZone::FarBelow) {
        Some(LOW)
    } else {
        (person.on_roster && peers.whole.has_duty() && logged.all(|deed| nothing(&deed))).then_some(IDLE)
    }
}

/// Returns the people of a body, in the order of the roster, without columns of work that nobody did.
pub fn persons(figures: &Figures, body: Body) -> PageTable {
    let Some(peers) = peers(figures, body) else { return PageTable::default() };
    let whole = peers.whole;
    let works: Vec<&BodyWork> = WORKS.iter().filter(|w| done(whole, w).is_some_and(|n| n > 0)).collect();
    let terms = peers.persons.iter().any(|p| p.days_in_office.is_some());
    let visits = works.iter().any(|w| w.deed == RepFigure::Visits);
    let days = CellFigure::RepFigure(RepFigure::DaysInOffice);
    let mut columns = vec![TableColumn::new("name", t("姓名"), "", ColumnKind::Text)];
    let column = |w: &&BodyWork| {
        TableColumn::new(w.id, t(w.title), unit(w.unit), ColumnKind::Additive)
            .of(CellFigure::RepFigure(w.deed))
    };
    // The share stands beside the name, so that a narrow screen shows where it lies.
    if whole.has_matters() {
        let share = TableColumn::new("share", t("解决比例"), "%", ColumnKind::Additive);
        let (above, below) =
            (CellFigure::RepFigure(RepFigure::Solved), CellFigure::RepFigure(RepFigure::Matters));
        columns.push(share.ratio(above, below));
        let interval = TableColumn::new("interval", t("95% 区间"), "%", ColumnKind::NonAdditive);
        let of_all =
            per_mille(whole.get(RepFigure::Solved).unwrap_or(0), whole.get(RepFigure::Matters).unwrap_or(0));
        columns.push(TableColumn { township: of_all, ..interval.ratio(above, below) });
    }
    columns.push(TableColumn::new("village", t("村"), "", ColumnKind::Text));
    columns.extend(works.iter().map(column));
    if terms {
        columns
            .push(TableColumn::new("days_in_office", t("在任"), t("月"), ColumnKind::NonAdditive).of(days));
    }
    if terms && visits {
        let monthly = TableColumn::new("visits_monthly", t("每月走访"), t("人次"), ColumnKind::NonAdditive);
        columns.push(monthly.ratio(CellFigure::RepFigure(RepFigure::Visits), days));
    }
    let rows = peers.persons.iter().map(|p| {
        let remark = remark_on(&peers, p);
        let mut cells = vec![CellValue::Text(p.name.clone())];
        if whole.has_matters() {
            let (n, d) = (p.get(RepFigure::Solved), p.get(RepFigure::Matters));
            cells.push(CellValue::Percent(n, d));
            let known = solved(|deed| p.get(deed)).filter(|_| d > 0);
            let cell = known.and(crate::figures::represent::interval(n, d)).map_or(
                CellValue::Interval(0, 0, n, 0),
                |i| {
                    let (from, to) = interval::ends(&i);
                    CellValue::Interval(from, to, n, d)
                },
            );
            cells.push(if remark == Some(LOW) { CellValue::OverLimit(Box::new(cell)) } else { cell });
        }
        cells.push(CellValue::Text(p.village.clone()));
        cells.extend(works.iter().map(|w| CellValue::Count(p.get(w.deed))));
        if terms {
            cells.push(p.days_in_office.map_or(CellValue::Absent, CellValue::Months));
        }
        if terms && visits {
            cells.push(
                p.days_in_office
                    .map_or(CellValue::Absent, |days| CellValue::Monthly(p.get(RepFigure::Visits), days)),
            );
        }
        let note = match (p.on_roster, p.get(RepFigure::Matters), remark) {
            (_, _, Some(remark)) => t(remark),
            (false, ..) => t("不在名册"),
            (true, 1..FEW, _) if whole.has_matters() => t(FEW_NOTE),
            _ => "",
        };
        TableRow { village: p.village.clone(), cells, note, about: RowSubject::Person(body, p.name.clone()) }
    });
    PageTable { columns, rows: rows.collect(), ..PageTable::default() }
}
