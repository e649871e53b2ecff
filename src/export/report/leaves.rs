//! What each sheet of the report holds.

use crate::catalogue::Measure;
use crate::catalogue::sections;
use crate::export::findings::COLUMNS;
use crate::figures::reading::{Reading, read};
use crate::figures::settings::Key;
use crate::figures::{Figures, MeasureValue, State};
use crate::model::finding::Finding;
use crate::say;
use crate::text::{Language, language, t};
use crate::view::pages::{activities, coverage, grids, overview, representatives, trend};
use crate::view::parts::{load, ratio, sentence};
use crate::view::table::{About, Column, Manner, Row, Table, Value};

/// Findings that the report lists; the export of findings holds all.
pub const MOST_FINDINGS: usize = 5_000;

/// A table with the heading above it; none above a sheet's first.
pub struct Block {
    /// The heading.
    pub heading: String,
    /// The table.
    pub table: Table,
}

/// A sheet.
pub struct Leaf {
    /// Its name.
    pub name: String,
    /// Lines beneath its title.
    pub lines: Vec<String>,
    /// Its tables.
    pub blocks: Vec<Block>,
}

impl Leaf {
    fn new(name: &str) -> Self {
        Self { name: name.to_owned(), lines: Vec::new(), blocks: Vec::new() }
    }

    fn with(mut self, heading: &str, table: Table) -> Self {
        if !table.rows.is_empty() {
            self.blocks.push(Block { heading: heading.to_owned(), table });
        }
        self
    }

    fn lines(mut self, lines: impl IntoIterator<Item = String>) -> Self {
        self.lines.extend(lines.into_iter().filter(|l| !l.is_empty()));
        self
    }
}

fn words(id: &'static str, title: &'static str) -> Column {
    Column::new(id, title, "", Manner::Listed)
}

/// Numbers of several units: they do not add up.
fn number(id: &'static str, title: &'static str) -> Column {
    Column::new(id, title, "", Manner::Apart)
}

/// A ratio.
fn share(id: &'static str, title: &'static str) -> Column {
    Column::new(id, title, "%", Manner::Apart)
}

fn row(cells: Vec<Value>) -> Row {
    Row { village: String::new(), cells, note: "", about: About::Nothing }
}

fn text(text: impl Into<String>) -> Value {
    Value::Text(text.into())
}

/// A ratio of the township as a cell.
fn cell(reading: Reading) -> Value {
    match (reading.state, reading.denominator) {
        (State::Value, Some(d)) => Value::Percent(reading.numerator, d),
        (State::Value, None) => Value::Count(reading.numerator),
        (State::NoDenominator, Some(d)) => Value::Percent(reading.numerator, d),
        (State::Interval { lower, upper }, Some(d)) => Value::Between(lower, upper, d),
        (State::Refused(_), _) => Value::Refused,
        (State::Withheld(why), _) => Value::Withheld(why),
        _ => Value::Absent,
    }
}

fn of_measure(m: &MeasureValue) -> Value {
    cell(Reading { state: m.state, numerator: m.numerator, denominator: Some(m.denominator) })
}

/// Every sheet that has something to say.
pub fn leaves(figures: &Figures, findings: Option<&[&Finding]>) -> Vec<Leaf> {
    let mut out = vec![
        summary(figures),
        measures(figures),
        Leaf::new(t("村×指标")).with("", coverage::villages(figures)),
        Leaf::new(t("网格负荷")).lines([grids::officers_note(figures)]).with("", grids::table(figures)),
        bodies(figures),
    ];
    out.extend(
        figures
            .bodies
            .iter()
            .map(|b| Leaf::new(b.body.title()).with("", representatives::persons(figures, b.body))),
    );
    let activities = activities::activities(figures);
    out.push(works(figures, &activities));
    out.push(Leaf::new(t("各村三治活动")).with("", activities.villages));
    out.push(trends(figures));
    out.push(definitions(figures));
    out.extend(findings.map(listed));
    out.retain(|l| !l.blocks.is_empty());
    out
}

fn summary(figures: &Figures) -> Leaf {
    let columns = vec![
        words("title", t("指标")),
        share("ratio", t("比率")),
        words("unit", t("单位")),
        words("verdict", t("结论")),
        words("changes", t("与前期相比")),
    ];
    let view = overview::overview(figures, &[], 0);
    let cards = view.cards.iter().map(|card| {
        let reading = card.subject.as_ref().map(|s| read(s, figures));
        row(vec![
            text(&card.title),
            reading.map_or(Value::Absent, cell),
            text(card.unit),
            text(&card.verdict),
            text(card.changes.iter().map(trend::ChangeView::text).collect::<Vec<_>>().join("；")),
        ])
    });
    let cards = Table { columns, rows: cards.collect() };
    let counts = figures
        .counts
        .iter()
        .map(|(count, n)| row(vec![text(count.title()), Value::count(*n), text(count.unit())]));
    let counts = Table {
        columns: vec![words("title", t("项目")), number("n", t("数量")), words("unit", t("单位"))],
        rows: counts.collect(),
    };
    let told: String = sentence::sentence(figures).into_iter().map(|p| p.text).collect();
    Leaf::new(t("总览"))
        .lines([told])
        .with("", cards)
        .with(t("数量"), counts)
        .with(t("各村"), coverage::villages_in_brief(figures))
        .with(t("各月"), months(figures))
}

/// The months with what was done in them.
pub fn months(figures: &Figures) -> Table {
    let columns = vec![
        words("month", t("月份")),
        Column::new("visits", t("走访"), t("户次"), Manner::Sum),
        Column::new("cases", t("受理诉求"), t("件"), Manner::Sum),
        Column::new("closed", t("已办结"), t("件"), Manner::Sum),
        Column::new("activities", t("志愿活动"), t("次"), Manner::Sum),
        Column::new("law", t("宣讲和培训"), t("场"), Manner::Sum),
        Column::new("matters", t("反映事项"), t("件"), Manner::Sum),
    ];
    let rows = figures.months.iter().map(|m| {
        let c = &m.counts;
        let mut cells = vec![text(format!("{}-{:02}", m.year, m.month))];
        let all = [c.visits, c.cases, c.cases_closed, c.activities, c.law_events, c.matters];
        cells.extend(all.map(Value::Count));
        row(cells)
    });
    Table { columns, rows: rows.collect() }
}

fn measures(figures: &Figures) -> Leaf {
    let columns = vec![
        words("title", t("指标")),
        share("ratio", t("比率")),
        words("unit", t("单位")),
        number("target", t("目标（%）")),
        words("verdict", t("结论")),
        number("missing", t("未覆盖数")),
        words("numerator", t("分子是")),
        words("denominator", t("分母是")),
    ];
    let rows = figures.measures.iter().map(|m| {
        let missing = m.missing.as_ref().and_then(|l| i64::try_from(l.len()).ok());
        let known = m.state == State::Value;
        row(vec![
            text(m.measure.title()),
            of_measure(m),
            text(m.measure.unit()),
            Value::Count(m.target.into()),
            text(ratio::ratio(m).verdict),
            if known { Value::count(missing) } else { Value::Absent },
            text(m.measure.numerator()),
            text(m.measure.denominator()),
        ])
    });
    let all = Table { columns, rows: rows.collect() };
    Leaf::new(t("覆盖")).with("", all).with(t("未覆盖名单"), uncovered(figures))
}

fn uncovered(figures: &Figures) -> Table {
    let columns = vec![
        words("title", t("指标")),
        words("village", t("村")),
        words("name", t("未覆盖")),
        number("amount", t("差额（户）")),
    ];
    let of = |m: &MeasureValue| {
        let households = m.measure.unit() == Measure::LinkedHouseholds.unit();
        let units = m.missing.iter().flatten();
        units
            .map(|u| {
                let amount = if households { Value::Count(u.amount) } else { text("") };
                row(vec![text(m.measure.title()), text(&u.village), text(&u.name), amount])
            })
            .collect::<Vec<_>>()
    };
    Table { columns, rows: figures.measures.iter().flat_map(of).collect() }
}

fn bodies(figures: &Figures) -> Leaf {
    let columns = vec![
        words("body", t("类别")),
        words("title", t("项目")),
        number("n", t("数量")),
        words("unit", t("单位")),
        number("each", t("人均")),
    ];
    let mut rows = Vec::new();
    for body in representatives::bodies(figures) {
        let reps = figures.bodies.iter().find(|b| b.body == body.body).and_then(|b| b.reps);
        rows.push(row(vec![
            text(body.title),
            text(t("名册人数")),
            Value::count(reps),
            text(t("人")),
            text(""),
        ]));
        for fact in &body.facts {
            let n = read(&body.subject(fact), figures);
            let known = (n.state == State::Value).then_some(n.numerator);
            rows.push(row(vec![
                text(body.title),
                text(fact.title),
                Value::count(known),
                text(fact.unit),
                Value::quotient(known, reps),
            ]));
        }
    }
    let solved = representatives::bodies(figures)
        .into_iter()
        .map(|body| row(vec![text(body.title), cell(read(&body.solved_subject(), figures))]));
    let solved = Table {
        columns: vec![words("body", t("类别")), share("solved", t("事项解决率"))],
        rows: solved.collect(),
    };
    Leaf::new(t("代表履职")).with("", Table { columns, rows }).with(t("事项解决率"), solved)
}

fn works(figures: &Figures, view: &activities::Activities) -> Leaf {
    let columns = vec![
        words("section", t("类别")),
        words("title", t("项目")),
        number("n", t("比率或数量")),
        words("unit", t("单位")),
    ];
    let ratios = vec![
        words("section", t("类别")),
        words("title", t("指标")),
        share("ratio", t("比率")),
        words("unit", t("单位")),
        words("verdict", t("结论")),
    ];
    let (mut counted, mut rated) = (Vec::new(), Vec::new());
    for section in &view.sections {
        for ratio in &section.ratios {
            let reading = ratio.subject.as_ref().map(|s| read(s, figures));
            rated.push(row(vec![
                text(section.title),
                text(&ratio.title),
                reading.map_or(Value::Absent, cell),
                text(ratio.unit),
                text(&ratio.verdict),
            ]));
        }
        for count in &section.counts {
            let n = figures.count(count.count);
            counted.push(row(vec![
                text(section.title),
                text(count.count.title()),
                Value::count(n),
                text(count.count.unit()),
            ]));
        }
    }
    Leaf::new(t("三治活动"))
        .with("", Table { columns: ratios, rows: rated })
        .with(t("数量"), Table { columns, rows: counted })
}

fn trends(figures: &Figures) -> Leaf {
    let view = trend::trends(figures);
    let columns = vec![
        words("title", t("项目")),
        words("now", t("本期")),
        words("before", t("较上期")),
        words("year", t("较去年同期")),
    ];
    let rows = view.compared.iter().map(|c| {
        let other = |i: usize| c.others.get(i).and_then(Option::as_ref);
        let cell = |i: usize| text(other(i).map(|o| o.amount.clone()).unwrap_or_default());
        row(vec![text(&c.title), text(&c.now), cell(0), cell(1)])
    });
    let compared = Table { columns, rows: rows.collect() };
    Leaf::new(t("趋势"))
        .lines(view.notes.clone())
        .with(t("各月"), by(figures, &figures.trends.months))
        .with(t("各季度"), by(figures, &figures.trends.quarters))
        .with(t("与前期相比"), compared)
}

/// A row a figure and period, so that ratios have their parts beside them.
fn by(_: &Figures, buckets: &[crate::figures::trends::Bucket]) -> Table {
    let columns = vec![
        words("period", t("期间")),
        words("title", t("指标")),
        number("n", t("数量")),
        share("ratio", t("比率")),
        words("reach", t("数据")),
    ];
    let mut rows = Vec::new();
    for bucket in buckets {
        for known in &bucket.figures {
            let value = cell(known.reading);
            let (n, ratio) = match value {
                Value::Count(_) => (value, text("")),
                other => (text(""), other),
            };
            let reach = if known.whole { "" } else { t("未到期末") };
            rows.push(row(vec![
                text(bucket.choice.title()),
                text(trend::named(&known.subject)),
                n,
                ratio,
                text(reach),
            ]));
        }
    }
    Table { columns, rows }
}

fn definitions(figures: &Figures) -> Leaf {
    let english = language() == Language::En;
    let columns = vec![
        words("section", t("类别")),
        words("title", t("名称")),
        words("unit", t("单位")),
        words("numerator", t("分子是")),
        words("denominator", t("分母是")),
        words("rule", t("说明")),
        words("needs", t("用到")),
        words("adds", t("能否相加")),
    ];
    let say = |text: crate::catalogue::Text| if english { text.en } else { text.zh };
    let mut rows = Vec::new();
    for (section, definitions) in sections() {
        for d in definitions {
            rows.push(row(vec![
                text(say(section)),
                text(if english { d.name } else { d.title }),
                text(d.unit),
                text(say(d.numerator)),
                text(d.denominator.map(say).unwrap_or_default()),
                text(say(d.rule)),
                text(d.tables()),
                text(d.additivity().title()),
            ]));
        }
    }
    let settings = Key::all().map(|key| {
        let value = key.value(&figures.settings);
        row(vec![text(key.title()), text(value.as_str().map_or_else(|| value.to_string(), str::to_owned))])
    });
    let settings = Table {
        columns: vec![words("key", t("设置")), words("value", t("取值"))],
        rows: settings.collect(),
    };
    let basis = load::basis(figures).into_iter().map(|l| row(vec![text(l)])).collect();
    Leaf::new(t("口径"))
        .with("", Table { columns, rows })
        .with(t("网格负荷怎样算"), Table { columns: vec![words("line", t("说明"))], rows: basis })
        .with(t("设置"), settings)
}

fn listed(findings: &[&Finding]) -> Leaf {
    let columns = COLUMNS.iter().map(|c| if *c == "行" { number("row", c) } else { words("word", c) });
    let rows = findings.iter().take(MOST_FINDINGS).map(|f| {
        let place = &f.place;
        row(vec![
            text(f.severity().title()),
            text(f.code.as_str()),
            text(&place.file),
            text(&place.sheet),
            place.row.map_or_else(|| text(""), |r| Value::Count(r.into())),
            text(place.column.clone().unwrap_or_default()),
            text(&f.value),
            text(&f.message),
        ])
    });
    let left = findings.len().saturating_sub(MOST_FINDINGS);
    let more = if left > 0 {
        say!("还有 {left} 条没有列出，请在“数据”页导出全部提示", left)
    } else {
        String::new()
    };
    Leaf::new(t("提示")).lines([more]).with("", Table { columns: columns.collect(), rows: rows.collect() })
}
