//! The contents of each sheet of the report.

use crate::catalogue::{Measure, MonthFigure, RepFigure, Text, sections};
use crate::export::file_table::{FileCell, FileColumn, FileTable};
use crate::export::findings;
use crate::export::page_table::whole;
use crate::figures::reading::{FigureValue, read};
use crate::figures::settings::Key;
use crate::figures::{Figures, State};
use crate::model::finding::Finding;
use crate::text::{Language, language, say, t};
use crate::view::pages::trends::{TrendCell, TrendTable};
use crate::view::pages::{activities, grids, overview, representatives, trends};
use crate::view::parts::months::not_over;
use crate::view::parts::{bodies, changes, grid_table, ratio, sentence, villages, workload};
use crate::view::table::{CellValue, ColumnKind, PageTable, RowSubject, TableColumn, TableRow};

/// Findings that the report lists; the export of findings holds all.
const MOST_FINDINGS: usize = 5_000;

/// What a sheet holds.
pub struct SheetContent {
    /// Its name.
    pub name: String,
    /// Lines beneath its title.
    pub lines: Vec<String>,
    /// Its tables with the headings above them; the first has none.
    pub tables: Vec<(String, FileTable)>,
}

impl SheetContent {
    fn new(name: &str) -> Self {
        Self { name: name.to_owned(), lines: Vec::new(), tables: Vec::new() }
    }

    /// Adds a table under `heading`, unless it has no rows.
    fn with(mut self, heading: &str, table: impl Into<FileTable>) -> Self {
        let table = table.into();
        if !table.rows.is_empty() {
            self.tables.push((heading.to_owned(), table));
        }
        self
    }

    fn lines(mut self, lines: impl IntoIterator<Item = String>) -> Self {
        self.lines.extend(lines.into_iter().filter(|l| !l.is_empty()));
        self
    }
}

impl From<PageTable> for FileTable {
    fn from(table: PageTable) -> Self {
        whole(&table)
    }
}

fn words(title: &'static str) -> TableColumn {
    TableColumn::new(title, title, "", ColumnKind::Listed)
}

/// Numbers of several units: they do not add up.
fn number(title: &'static str) -> TableColumn {
    TableColumn::new(title, title, "", ColumnKind::NonAdditive)
}

/// A ratio.
fn share(title: &'static str) -> TableColumn {
    TableColumn::new(title, title, "%", ColumnKind::NonAdditive)
}

fn table<const N: usize>(
    columns: [TableColumn; N],
    rows: impl IntoIterator<Item = [CellValue; N]>,
) -> PageTable {
    let row = |cells: [CellValue; N]| TableRow {
        village: String::new(),
        cells: cells.into(),
        note: "",
        about: RowSubject::Nothing,
    };
    PageTable { columns: columns.into(), rows: rows.into_iter().map(row).collect(), ..PageTable::default() }
}

/// A row of values out of anything that makes one.
macro_rules! row {
    ($($cell:expr),* $(,)?) => { [$(CellValue::from($cell)),*] };
}

/// A figure of the township as a cell.
fn cell(reading: FigureValue) -> CellValue {
    CellValue::from_state(reading.state, reading.numerator, reading.denominator)
}

/// Returns every sheet that has something to say.
pub fn sheets(figures: &Figures, findings: Option<&[&Finding]>) -> Vec<SheetContent> {
    let mut out = summary(figures);
    out.extend([
        measures(figures),
        SheetContent::new(t("村×指标")).with("", villages::villages(figures)),
        SheetContent::new(t("网格负荷"))
            .lines([grid_table::officers_note(figures)])
            .with("", grid_table::table(figures))
            .with(t("调整建议"), suggested(figures)),
        bodies(figures),
    ]);
    out.extend(
        figures
            .bodies
            .iter()
            .map(|b| SheetContent::new(b.body.title()).with("", representatives::persons(figures, b.body))),
    );
    let activities = activities::activities(figures);
    out.push(works(figures, &activities));
    out.push(SheetContent::new(t("各村三治活动")).with("", activities.villages));
    out.push(trends(figures));
    out.push(definitions(figures));
    out.extend(findings.map(listed));
    out.retain(|sheet| !sheet.tables.is_empty());
    out
}

/// What could move in which village.
fn suggested(figures: &Figures) -> PageTable {
    let rows = grids::workload(figures, "").plans.into_iter().map(|plan| {
        row![plan.village, plan.summary, plan.slope.map(|slope| slope.texts.join(" → ")).unwrap_or_default()]
    });
    table([words(t("村")), words(t("调整建议")), words(t("最重网格的负荷"))], rows)
}

/// The overview: a table a sheet, so that each has widths of its own.
fn summary(figures: &Figures) -> Vec<SheetContent> {
    let view = overview::overview(figures, &[], 0, None);
    let cards = view.cards.iter().map(|card| {
        let value = card.subject.as_ref().map_or(CellValue::Absent, |s| cell(read(s, figures)));
        let changes: Vec<String> = card.changes.iter().map(changes::ChangeView::text).collect();
        row![&card.title, marked(value, card.low), card.unit, &card.verdict, changes.join("；")]
    });
    let cards = table(
        [words(t("指标")), share(t("比率")), words(t("单位")), words(t("结论")), words(t("与前期相比"))],
        cards,
    );
    let counts =
        figures.counts.iter().map(|(count, n)| row![count.title(), CellValue::count(*n), count.unit()]);
    let counts = table([words(t("项目")), number(t("数量")), words(t("单位"))], counts);
    let told: String = sentence::sentence(figures).into_iter().map(|p| p.text).collect();
    vec![
        SheetContent::new(t("总览")).lines([told]).with("", cards),
        SheetContent::new(t("数量")).with("", counts),
        SheetContent::new(t("各村")).with("", villages::villages_in_brief(figures)),
        SheetContent::new(t("各月")).with("", months(figures)),
    ]
}

/// A value that is coloured where it is short of its target.
fn marked(value: CellValue, low: bool) -> CellValue {
    if low { CellValue::OverLimit(Box::new(value)) } else { value }
}

/// The months with what was done in them.
fn months(figures: &Figures) -> PageTable {
    let sum = |title, unit| TableColumn::new(title, title, unit, ColumnKind::Additive);
    let columns = [
        words(t("月份")),
        sum(t("走访"), t("户次")),
        sum(t("受理诉求"), t("件")),
        sum(t("已办结"), t("件")),
        sum(t("志愿活动"), t("次")),
        sum(t("宣讲和培训"), t("场")),
        sum(t("反映事项"), t("件")),
    ];
    let rows = figures.months.iter().map(|m| {
        use MonthFigure as F;
        let sums = [F::Visits, F::Cases, F::CasesClosed, F::Activities, F::LawEvents, F::Matters];
        let [visits, cases, closed, activities, law, matters] = sums.map(|figure| m.get(figure));
        let month = format!("{}-{:02}", m.year, m.month);
        let month = match not_over(figures, m) {
            Some(day) => say!("{month}（到{day}日）", day, month),
            None => month,
        };
        row![month, visits, cases, closed, activities, law, matters]
    });
    table(columns, rows)
}

fn measures(figures: &Figures) -> SheetContent {
    let columns = [
        words(t("指标")),
        share(t("比率")),
        words(t("单位")),
        number(t("目标（%）")),
        words(t("结论")),
        number(t("未覆盖数")),
        words(t("分子是")),
        words(t("分母是")),
    ];
    let rows = figures.measures.iter().map(|m| {
        let missing = m.missing.as_ref().filter(|_| m.state == State::Value);
        row![
            m.measure.title(),
            marked(CellValue::from_state(m.state, m.numerator, Some(m.denominator)), ratio::ratio(m).low),
            m.measure.unit(),
            i64::from(m.target.percent),
            ratio::ratio(m).verdict,
            CellValue::count(missing.and_then(|l| i64::try_from(l.len()).ok())),
            m.measure.numerator(),
            m.measure.denominator(),
        ]
    });
    SheetContent::new(t("覆盖")).with("", table(columns, rows)).with(t("未覆盖名单"), uncovered(figures))
}

fn uncovered(figures: &Figures) -> PageTable {
    let rows = figures.measures.iter().flat_map(|m| {
        let households = m.measure.unit() == Measure::LinkedHouseholds.unit();
        m.missing.iter().flatten().map(move |u| {
            let amount = if households { CellValue::Count(u.amount) } else { CellValue::from("") };
            row![m.measure.title(), &u.village, &u.name, amount]
        })
    });
    table([words(t("指标")), words(t("村")), words(t("未覆盖")), number(t("差额（户）"))], rows)
}

fn bodies(figures: &Figures) -> SheetContent {
    let mut rows = Vec::new();
    for body in bodies::bodies(figures) {
        let reps = figures.bodies.iter().find(|b| b.body == body.body).and_then(|b| b.get(RepFigure::Reps));
        rows.push(row![body.title, t("名册人数"), CellValue::count(reps), t("人"), ""]);
        for fact in &body.facts {
            let n = read(&body.subject(fact), figures);
            let known = (n.state == State::Value).then_some(n.numerator);
            rows.push(row![
                body.title,
                fact.title,
                CellValue::count(known),
                fact.unit,
                CellValue::quotient(known, reps)
            ]);
        }
    }
    let solved = bodies::bodies(figures)
        .into_iter()
        .map(|body| row![body.title, cell(read(&body.solved_subject(), figures))]);
    let solved = table([words(t("类别")), share(t("解决比例"))], solved);
    let columns =
        [words(t("类别")), words(t("项目")), number(t("数量")), words(t("单位")), number(t("人均"))];
    SheetContent::new(t("代表履职")).with("", table(columns, rows)).with(t("解决比例"), solved)
}

fn works(figures: &Figures, view: &activities::Activities) -> SheetContent {
    let ratios = view.sections.iter().flat_map(|section| {
        section.ratios.iter().map(|ratio| {
            let value = ratio.subject.as_ref().map_or(CellValue::Absent, |s| cell(read(s, figures)));
            row![section.title, &ratio.title, value, ratio.unit, &ratio.verdict]
        })
    });
    let counts = view.sections.iter().flat_map(|section| {
        section.counts.iter().map(|count| {
            let n = CellValue::count(figures.count(count.count));
            row![section.title, count.count.title(), n, count.count.unit()]
        })
    });
    let ratios = table(
        [words(t("类别")), words(t("指标")), share(t("比率")), words(t("单位")), words(t("结论"))],
        ratios,
    );
    let counts =
        table([words(t("类别")), words(t("项目")), number(t("比率或数量")), words(t("单位"))], counts);
    SheetContent::new(t("三治活动")).with("", ratios).with(t("数量"), counts)
}

fn trends(figures: &Figures) -> SheetContent {
    let view = trends::trends(figures);
    let compared = view.compared.iter().map(|c| {
        let [before, year_ago] = c.others.each_ref().map(|o| o.as_ref().map_or("", |o| o.amount.as_str()));
        row![&c.title, &c.now, before, year_ago]
    });
    let columns = [words(t("项目")), words(t("本期")), words(t("较上期")), words(t("较去年同期"))];
    SheetContent::new(t("趋势"))
        .lines(view.notes.clone())
        .with("", matrix(&view.months, figures))
        .with(t("各季度"), matrix(&view.quarters, figures))
        .with(t("与前期相比"), table(columns, compared))
}

/// A row a figure and a column a period, as on the page.
fn matrix(table: &TrendTable, figures: &Figures) -> FileTable {
    let heads = [t("类别"), t("指标"), t("单位")].map(FileColumn::text);
    let periods = table.columns.iter().map(|(_, title)| FileColumn::number(title.as_str()));
    let value = |of: &TrendCell| {
        let value = match cell(read(&of.subject, figures)) {
            CellValue::Count(n) => FileCell::Whole(n),
            CellValue::Percent(n, d) if d > 0 => FileCell::Percent(n, d),
            _ => return FileCell::State(format!("{}{}", of.text, if of.partial { "*" } else { "" })),
        };
        if of.partial { FileCell::Partial(Box::new(value)) } else { value }
    };
    let rows = table.groups.iter().flat_map(|group| {
        group.rows.iter().map(|row| {
            let names = [group.title, row.title.as_str(), row.unit].map(FileCell::from);
            names.into_iter().chain(row.cells.iter().map(|of| of.as_ref().map(value).into())).collect()
        })
    });
    FileTable { columns: heads.into_iter().chain(periods).collect(), rows: rows.collect(), total: None }
}

fn definitions(figures: &Figures) -> SheetContent {
    let english = language() == Language::En;
    let say = |text: Text| if english { text.en } else { text.zh };
    let columns = [
        words(t("类别")),
        words(t("名称")),
        words(t("单位")),
        words(t("分子是")),
        words(t("分母是")),
        words(t("说明")),
        words(t("用到")),
        words(t("能否相加")),
    ];
    let rows = sections().into_iter().flat_map(|(section, definitions)| {
        definitions.into_iter().map(move |d| {
            row![
                say(section),
                if english { d.name } else { d.title },
                d.unit,
                say(d.numerator),
                d.denominator.map(say).unwrap_or_default(),
                say(d.rule),
                d.tables(),
                d.additivity().title(),
            ]
        })
    });
    let settings = Key::all().map(|key| row![key.title(), key.shown(&figures.settings)]);
    let settings = table([words(t("设置")), words(t("取值"))], settings);
    let basis = table([words(t("说明"))], workload::basis(figures).into_iter().map(|line| row![line]));
    SheetContent::new(t("口径"))
        .with("", table(columns, rows))
        .with(t("网格负荷怎样算"), basis)
        .with(t("设置"), settings)
}

fn listed(findings: &[&Finding]) -> SheetContent {
    let left = findings.len().saturating_sub(MOST_FINDINGS);
    let more = (left > 0).then(|| say!("还有 {left} 条没有列出，请在“数据”页导出全部提示", left));
    let rows = findings.iter().take(MOST_FINDINGS).map(|f| findings::cells(f).into());
    let table = FileTable { columns: findings::columns().into(), rows: rows.collect(), total: None };
    SheetContent::new(t("提示")).lines(more).with("", table)
}
