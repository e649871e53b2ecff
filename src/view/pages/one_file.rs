//! 总览 without a list of villages or grids, or with little beside it, the commonest case being one file: what was counted from it at once, and
//! what one more table would add.

use crate::catalogue::{CaseFigure, Count, GridFigure, Measure};
use crate::figures::details::{Details, OfficerVisits};
use crate::figures::reading::read;
use crate::figures::{Figures, MeasureValue, Picked, State, Subject, VillageFigures};
use crate::model::kind::{Field, Kind};
use crate::order::Sort as _;
use crate::text::format::{grouped, hundredths, quotient};
use crate::text::{say, t, translate_if_known, unit, unit_for};
use crate::view::parts::files::FileEntry;
use crate::view::parts::grid_table;
use crate::view::parts::pictures;
use crate::view::parts::sentence::Phrase;
use crate::view::picture::{Bar, Bars, Drawing, Lead, Picture, PictureTable, Tone, median};
use crate::view::table::{CellFigure, CellValue, ColumnKind, PageTable, RowSubject, TableColumn, TableRow};

/// A count as a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountCard {
    /// For its rows.
    pub subject: Option<Subject>,
    /// Its name.
    pub title: String,
    /// The number without its unit.
    pub number: String,
    /// The unit.
    pub unit: &'static str,
    /// What stands below.
    pub note: String,
}

/// A table that is not loaded, and what it would add.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addition {
    /// The table.
    pub title: &'static str,
    /// The figures.
    pub gives: String,
}

/// What stands in place of cards without a number, and of villages where no list is loaded.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OneFile {
    /// The clause that the sentence begins with; empty if no visits are counted.
    pub visits: Vec<Phrase>,
    /// What was counted.
    pub cards: Vec<CountCard>,
    /// By village, by grid, by officer, as far as rows tell: a name and a table each.
    pub tables: Vec<(&'static str, PageTable)>,
    /// What one more table would add, the most telling first.
    pub adds: Vec<Addition>,
    /// How many more kinds of table there are.
    pub more: usize,
    /// Visits by officer and by kind.
    pub drawings: Vec<Picture>,
}

/// The most cards, tables to add, and officers in the picture.
const CARDS: usize = 8;
const ADDS: usize = 3;

/// Returns it; `None` where a list is loaded and more than this many measures are known, and for snapshots.
pub fn one_file(figures: &Figures, files: &[FileEntry], town: Option<&Details>) -> Option<OneFile> {
    const MEASURES: usize = 3;
    let (lists, known) = (figures.has_lists(), |m: &&MeasureValue| m.state == State::Value);
    let is_much = lists && figures.measures.iter().filter(known).count() > MEASURES;
    if is_much || figures.sent.is_some() || files.is_empty() {
        return None;
    }
    let officers = town.map(|d| d.visits.officers.as_slice()).unwrap_or_default();
    let (adds, more) = additions(figures, files);
    let tables = [
        (t("村"), villages(figures, town)),
        (t("网格"), grid_table::table(figures).by_most("visits")),
        (t("网格员"), officer_table(figures, officers)),
    ];
    Some(OneFile {
        visits: if lists { Vec::new() } else { sentence(figures, officers) },
        cards: cards(figures, officers),
        tables: tables.into_iter().filter(|(_, table)| !lists && !table.rows.is_empty()).collect(),
        adds,
        more,
        drawings: [dots(officers), town.and_then(kinds)].into_iter().flatten().collect(),
    })
}

fn all_grids(figures: &Figures, figure: GridFigure) -> Option<(Subject, i64)> {
    let parts = figures.grids.iter().map(|g| Subject::Grid(g.key(), figure)).collect();
    let sum = Subject::Sum(parts);
    let n = read(&sum, figures).known_count().filter(|n| *n > 0)?;
    Some((sum, n))
}

fn middle(officers: &[OfficerVisits]) -> Option<f64> {
    let mut all: Vec<f64> = officers.iter().map(|o| o.visits as f64).collect();
    all.order_by(f64::total_cmp);
    median(&all)
}

/// The officers with less than half of what the one in the middle has.
fn is_low(officer: &OfficerVisits, middle: Option<f64>) -> bool {
    middle.is_some_and(|m| (officer.visits as f64) * 2.0 < m)
}

fn sentence(figures: &Figures, officers: &[OfficerVisits]) -> Vec<Phrase> {
    let Some(visits) = figures.count(Count::VisitsInPeriod).filter(|n| *n > 0) else { return Vec::new() };
    let subject = Subject::Count(Count::VisitsInPeriod);
    let who = match officers.len() {
        0 => say!("走访 {} 户次", grouped(visits)),
        n => say!("{n} 名网格员走访 {} 户次", grouped(visits), n),
    };
    let mut out = vec![Phrase::plain(who).of(subject)];
    if let Some((reached, n)) = all_grids(figures, GridFigure::VisitedHouseholds) {
        let villages = figures.villages.iter().filter(|v| v.count(Count::VisitsInPeriod) > Some(0)).count();
        out.push(Phrase::plain(say!("，走到 {villages} 个村的 {} 户", grouped(n), villages)).of(reached));
    }
    let most =
        figures.grids.iter().filter_map(|g| Some((g.get(GridFigure::Visits)?, g))).max_by_key(|(n, _)| *n);
    if let Some((n, grid)) = most.filter(|_| figures.grids.len() > 2) {
        let subject = Subject::Grid(grid.key(), GridFigure::Visits);
        out.push(Phrase::plain(t("；")));
        out.push(Phrase::plain(say!("最多的{} {} 户次", grid.label(), grouped(n))).of(subject));
    }
    let middle = middle(officers);
    let low: Vec<Subject> = officers.iter().filter(|o| is_low(o, middle)).map(of_officer).collect();
    if !low.is_empty() {
        out.push(Phrase::plain(t("，")));
        let said = say!("{low} 名网格员不到中位数的一半", low = low.len());
        out.push(Phrase::look(said, Subject::Sum(low)));
    }
    out
}

fn cards(figures: &Figures, officers: &[OfficerVisits]) -> Vec<CountCard> {
    let mut out = Vec::new();
    let count = |c: Count| figures.count(c).filter(|n| *n > 0);
    let card =
        |subject: Option<Subject>, title: &str, n: String, unit: &'static str, note: Option<String>| {
            CountCard {
                subject,
                title: title.to_owned(),
                unit: unit_for(&n, unit),
                number: n,
                note: note.unwrap_or_default(),
            }
        };
    if let Some(visits) = count(Count::VisitsInPeriod) {
        let other = count(Count::VisitsAll).map_or(0, |all| all - visits);
        let note = (other > 0).then(|| say!("另有 {} 户次不在本期", grouped(other)));
        let subject = Some(Subject::Count(Count::VisitsInPeriod));
        out.push(card(subject, t("走访"), grouped(visits), unit("户次"), note));
        if let Some((subject, n)) = all_grids(figures, GridFigure::VisitedHouseholds) {
            let note = hundredths(visits, n).map(|each| say!("平均每户 {each} 次", each));
            out.push(card(Some(subject), t("走到"), grouped(n), unit("户"), note));
        }
        if let Ok(n @ 1..) = i64::try_from(officers.len()) {
            let note = quotient(visits, n).map(|each| say!("人均 {each} 户次", each));
            out.push(card(None, t("网格员"), grouped(n), unit("人"), note));
        }
        if let Some((subject, minutes)) = all_grids(figures, GridFigure::Minutes) {
            let note = quotient(minutes, visits).map(|each| say!("平均每次 {each} 分钟", each));
            out.push(card(Some(subject), t("用时"), grouped((minutes + 30) / 60), unit("小时"), note));
        }
    }
    let said = [Count::VisitsInPeriod, Count::VisitsAll];
    for &c in Count::ALL.iter().filter(|c| !said.contains(c)) {
        if let Some(n) = count(c) {
            let note = (c == Count::Cases).then(|| figures.case(CaseFigure::Open)).flatten();
            let note = note.filter(|n| *n > 0).map(|open| say!("{} 件未办结", grouped(open)));
            let definition = c.definition();
            out.push(card(
                Some(Subject::Count(c)),
                definition.label(),
                grouped(n),
                unit(definition.unit),
                note,
            ));
        }
    }
    out.truncate(CARDS);
    out
}

const VILLAGES: [TableColumn; 13] = [
    TableColumn::new("village", "村", "", ColumnKind::Listed),
    TableColumn::sum("visits", "走访", "户次", CellFigure::Count(Count::VisitsInPeriod)),
    TableColumn::new("reached", "走到", "户", ColumnKind::Additive),
    TableColumn::new("each", "每户", "次", ColumnKind::Additive),
    TableColumn::new("each_grid", "每个网格", "户次", ColumnKind::Additive),
    TableColumn::new("months", "各月走访", "同一刻度", ColumnKind::NonAdditive),
    TableColumn::sum("cases", "受理诉求", "件", CellFigure::Cases(CaseFigure::Received)),
    TableColumn::sum("open", "未办结", "件", CellFigure::Cases(CaseFigure::Open)),
    TableColumn::sum("overdue", "没按期", "件", CellFigure::Cases(CaseFigure::Overdue)),
    TableColumn::sum("heads", "联户长", "人", CellFigure::Count(Count::Heads)),
    TableColumn::sum("officers", "网格员", "人", CellFigure::Count(Count::Officers)),
    TableColumn::sum("cadres", "村干部", "人", CellFigure::Count(Count::Cadres)),
    TableColumn::sum("volunteers", "志愿者", "人", CellFigure::Count(Count::Volunteers)),
];

fn villages(figures: &Figures, town: Option<&Details>) -> PageTable {
    let places = town.map(|d| d.visits.places.as_slice()).unwrap_or_default();
    let months = |village: &str| {
        let own = places.iter().filter(|p| p.village == village).map(|p| &p.by_month);
        own.fold(Vec::new(), |sum: Vec<i64>, more| {
            (0..more.len()).map(|i| sum.get(i).unwrap_or(&0) + more.get(i).unwrap_or(&0)).collect()
        })
    };
    let series: Vec<Vec<i64>> = figures.villages.iter().map(|v| months(&v.name)).collect();
    let most = series.iter().flatten().copied().max().unwrap_or(0);
    let row = |(v, by_month): (&VillageFigures, Vec<i64>)| {
        let grids = || figures.grids.iter().filter(|g| g.village == v.name);
        let visits = v.count(Count::VisitsInPeriod);
        let reached: i64 = grids().filter_map(|g| g.get(GridFigure::VisitedHouseholds)).sum();
        let reached = (reached > 0).then_some(reached);
        let count = i64::try_from(grids().count()).ok().filter(|n| *n > 0);
        let cell = |c: &TableColumn| match c.id {
            "reached" => CellValue::count(reached),
            "each" => CellValue::quotient(visits.filter(|_| reached.is_some()), reached),
            "each_grid" => CellValue::quotient(visits, count),
            "months" if by_month.is_empty() => CellValue::Absent,
            "months" => CellValue::Series(by_month.clone(), most),
            _ => c.village_cell(v),
        };
        let cells = VILLAGES.iter().map(cell).collect();
        TableRow { village: v.name.clone(), cells, note: "", about: RowSubject::Village(v.name.clone()) }
    };
    let rows = figures.villages.iter().zip(series).map(row).collect();
    let table = PageTable { columns: VILLAGES.to_vec(), rows, ..PageTable::default() }.without_unknown();
    if table.columns.len() < 2 { PageTable::default() } else { table.by_most("visits") }
}

fn officer_table(figures: &Figures, officers: &[OfficerVisits]) -> PageTable {
    let columns = vec![
        TableColumn::new("officer", "网格员", "", ColumnKind::Text),
        TableColumn::new("visits", "走访", "户次", ColumnKind::Additive).of(CellFigure::Row),
        TableColumn::new("minutes", "用时", "分钟", ColumnKind::Additive),
        TableColumn::new("village", "村", "", ColumnKind::Text),
        TableColumn::new("grid", "网格", "", ColumnKind::Text),
    ];
    let middle = middle(officers);
    let row = |o: &OfficerVisits| TableRow {
        village: o.village.clone(),
        cells: vec![
            o.name.as_str().into(),
            CellValue::Count(o.visits),
            if o.minutes > 0 { CellValue::Count(o.minutes) } else { CellValue::Absent },
            o.village.as_str().into(),
            match (&o.grid, o.grids) {
                (Some(grid), 1) => figures.place_label(&o.village, Some(grid)).into(),
                (Some(_), n) => say!("{n} 个网格", n).into(),
                _ => CellValue::Absent,
            },
        ],
        note: if is_low(o, middle) { t("不到中位数的一半") } else { "" },
        about: RowSubject::Picked(picked(o)),
    };
    PageTable { columns, rows: officers.iter().map(row).collect(), ..PageTable::default() }.without_unknown()
}

fn picked(officer: &OfficerVisits) -> Picked {
    Picked::Visits {
        field: Field::Officer,
        text: officer.name.clone(),
        village: officer.village.clone(),
        grid: None,
        visits: officer.visits,
    }
}

/// What an officer's visits are.
fn of_officer(officer: &OfficerVisits) -> Subject {
    Subject::Picked(Box::new(picked(officer)))
}

fn dots(officers: &[OfficerVisits]) -> Option<Picture> {
    let middle = middle(officers)?;
    let dot = |o: &OfficerVisits| {
        let tone = if is_low(o, Some(middle)) { Tone::Look } else { Tone::Slate };
        let label = format!("{} {} {}", o.name, o.village, grouped(o.visits));
        (o.visits as f64, label, tone, Some(Lead::Figure(of_officer(o))))
    };
    Some(Picture {
        title: t("各网格员的走访").to_owned(),
        note: t("户次，一点一人；◆ 不到中位数的一半").to_owned(),
        ..pictures::dots(
            "officer-visits",
            officers.iter().map(dot).collect(),
            (middle, say!("中位 {middle}", middle)),
            String::new(),
        )
    })
}

fn kinds(town: &Details) -> Option<Picture> {
    let kinds = &town.visits.kinds;
    let bar = |(kind, n): &(String, i64)| {
        let picked = Picked::Visits {
            field: Field::What,
            text: kind.clone(),
            village: String::new(),
            grid: None,
            visits: *n,
        };
        Bar {
            label: kind.clone(),
            value: *n as f64,
            text: grouped(*n),
            lead: Some(Lead::Figure(Subject::Picked(Box::new(picked)))),
            ..Bar::default()
        }
    };
    let bars: Vec<Bar> = kinds.iter().take(9).map(bar).collect();
    let table = PictureTable {
        head: vec![t("走访类型").to_owned(), t("户次").to_owned()],
        rows: bars.iter().map(|b| (vec![b.label.clone(), b.text.clone()], b.lead.clone())).collect(),
    };
    (kinds.len() > 1).then(|| Picture {
        id: "visit-kinds",
        title: t("走访类型").to_owned(),
        note: t("户次").to_owned(),
        description: bars.iter().map(|b| format!("{} {}", b.label, b.text)).collect::<Vec<_>>().join(t("，")),
        drawing: Drawing::Bars(Bars { bars, ..Bars::default() }),
        table,
    })
}

/// A kind of table, and what it tells beside ratios; where a second kind stands, only if that is loaded.
type Telling = (Kind, Option<Kind>, &'static [&'static str]);

/// The kinds of table in the order in which they tell the most.
const TELLING: [Telling; 12] = [
    (Kind::Grids, Some(Kind::Visits), &["没走到的户", "各网格负荷"]),
    (Kind::Visits, None, &["各月走访", "各网格员的走访"]),
    (Kind::Cases, None, &["超期清单"]),
    (Kind::Heads, None, &[]),
    (Kind::Officers, None, &[]),
    (Kind::PartyGroups, None, &[]),
    (Kind::Villages, None, &[]),
    (Kind::Representatives, None, &["代表履职"]),
    (Kind::Matters, None, &["代表履职"]),
    (Kind::Cadres, None, &[]),
    (Kind::SelfGovernance, None, &[]),
    (Kind::DutyLists, None, &[]),
];

/// Returns what one more table would add, and how many more kinds there are.
fn additions(figures: &Figures, files: &[FileEntry]) -> (Vec<Addition>, usize) {
    let tables = files.iter().filter_map(FileEntry::report).flat_map(|r| &r.tables);
    let loaded: Vec<Kind> = tables.filter(|t| t.counts()).filter_map(|t| t.kind).collect();
    let is_new = |kind: &Kind| !loaded.contains(kind);
    let gives = |(kind, with, words): Telling| {
        // The list of grids is named first; what follows counts on it.
        let there = |k: &Kind| *k == kind || *k == Kind::Grids || loaded.contains(k);
        let unknown = figures.measures.iter().filter(|m| m.state == State::NoData).map(|m| m.measure);
        let own = unknown.filter(|m| m.needs().contains(&kind) && m.needs().iter().all(there));
        let title = |m: Measure| match (m, all_grids(figures, GridFigure::VisitedHouseholds)) {
            (Measure::HouseholdVisits, Some((_, n))) if kind == Kind::Grids => {
                say!("{}（{} ÷ 全镇户数）", m.title(), grouped(n))
            }
            _ => m.title().to_owned(),
        };
        let words = if with.is_none_or(|with| loaded.contains(&with)) { words } else { &[] };
        let more = words.iter().map(|words| translate_if_known(words).to_owned());
        own.map(title).take(ADDS).chain(more).collect::<Vec<_>>().join(t("、"))
    };
    let all = TELLING
        .into_iter()
        .filter(|row| is_new(&row.0))
        .map(|row| Addition { title: row.0.title(), gives: gives(row) });
    let adds: Vec<Addition> = all.filter(|a| !a.gives.is_empty()).take(ADDS).collect();
    let more = Kind::counted().filter(is_new).count().saturating_sub(adds.len());
    (adds, more)
}
