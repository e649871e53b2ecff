//! The queries that give the rows of sums from the canonical tables, in the dialects of engines: a loop over the counters.
//! Everything is integers; shares, intervals and medians are computed from the rows that come back.

use super::{ALL_DATES, Extra, KEYS, PartialUnit, PartialValue, TEXTS};
use crate::catalogue::canonical::{Adds, Column, Counted, Table, Test};
use crate::catalogue::{Counter, Level};
use crate::model::period::Period;
use std::collections::BTreeMap;

/// An engine whose SQL is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// DuckDB.
    DuckDb,
    /// Apache Spark.
    Spark,
}

impl Dialect {
    /// The dialect of a name.
    pub fn from_id(id: &str) -> Option<Self> {
        match id {
            "duckdb" => Some(Self::DuckDb),
            "spark" => Some(Self::Spark),
            _ => None,
        }
    }

    /// The days from one day to another.
    fn days(self, from: &str, to: &str) -> String {
        match self {
            Self::DuckDb => format!("date_diff('day', {from}, {to})"),
            Self::Spark => format!("datediff({to}, {from})"),
        }
    }
}

/// The columns of a township, which every canonical table begins with.
pub const TOWN: [&str; 4] = ["province", "city", "county", "township"];

/// The query for some periods; for all dates where none is given.
pub fn query(dialect: Dialect, periods: &[Period]) -> String {
    let all = [ALL_DATES];
    let periods = if periods.is_empty() { &all[..] } else { periods };
    let days: Vec<String> = periods.iter().map(|p| format!("({}, {})", date(p.from), date(p.to))).collect();
    let mut selects: Vec<String> = vec![empty()];
    for table in Table::ALL {
        selects.extend(counters(*table));
    }
    selects.extend(beside(dialect));
    let keys: Vec<&str> = KEYS.iter().chain([&TEXTS[0]]).copied().collect();
    let texts: Vec<String> = TEXTS.iter().skip(1).map(|t| format!("MIN({t}) AS {t}")).collect();
    let sums: Vec<String> =
        PartialValue::all().map(|v| format!("CAST(SUM({id}) AS BIGINT) AS {id}", id = v.id())).collect();
    format!(
        "WITH periods AS (\n  SELECT {town}, t.made_on, q.from_day, q.to_day,\n    \
         CASE WHEN q.to_day = {last} THEN t.first_day ELSE q.from_day END AS window_from,\n    \
         LEAST(CASE WHEN q.to_day = {last} THEN t.last_day ELSE q.to_day END, t.made_on) AS judged\n  \
         FROM towns t CROSS JOIN (VALUES {days}) AS q(from_day, to_day)\n),\nsums AS (\n  {selects}\n)\n\
         SELECT {keys},\n  {texts},\n  {sums}\nFROM sums\nGROUP BY {keys}\n\
         ORDER BY {order}",
        town = town("t"),
        last = date(ALL_DATES.to),
        days = days.join(", "),
        selects = selects.join("\n  UNION ALL\n  "),
        keys = keys.join(", "),
        order = TOWN.join(", "),
        texts = texts.join(", "),
        sums = sums.join(",\n  "),
    )
}

fn date(day: crate::model::cell::Day) -> String {
    format!("DATE '{day}'")
}

fn town(of: &str) -> String {
    TOWN.map(|column| format!("{of}.{column}")).join(", ")
}

/// No row, and the names and types of all columns.
fn empty() -> String {
    let texts = |name: &&str| format!("CAST('' AS STRING) AS {name}");
    let days = ["from_day", "to_day"].map(|name| format!("CAST(NULL AS DATE) AS {name}"));
    let numbers = PartialValue::all().map(|v| format!("CAST(NULL AS BIGINT) AS {}", v.id()));
    let columns: Vec<String> = TOWN
        .iter()
        .map(texts)
        .chain(days)
        .chain(KEYS.iter().skip(6).take(5).map(texts))
        .chain(["CAST(0 AS BIGINT) AS number".to_owned()])
        .chain(TEXTS.iter().map(texts))
        .chain(numbers)
        .collect();
    format!("SELECT {} WHERE 1 = 0", columns.join(", "))
}

/// A part of the union.
struct Select {
    unit: PartialUnit,
    from: String,
    /// Whether each period has its own rows.
    dated: bool,
    /// The columns of its rows' keys: village, grid, body, person, number, label.
    keys: [Option<String>; 6],
    /// Name, code, kind.
    texts: [Option<String>; 3],
    values: BTreeMap<PartialValue, String>,
    only: Vec<String>,
}

impl Select {
    /// Of a table, whose rows are called `r`; with periods, `p`.
    fn new(unit: PartialUnit, table: Table, dated: bool, day: Option<&str>) -> Self {
        let joined: Vec<String> = TOWN.iter().map(|c| format!("r.{c} = p.{c}")).collect();
        let in_time =
            day.map(|day| format!(" AND {day} BETWEEN p.from_day AND p.to_day")).unwrap_or_default();
        let join = format!(" JOIN periods p ON {}{in_time}", joined.join(" AND "));
        let from = format!("{} r{}", table.id(), if dated { join.as_str() } else { "" });
        let (keys, texts) = (Default::default(), Default::default());
        Self { unit, from, dated, keys, texts, values: BTreeMap::new(), only: Vec::new() }
    }

    fn key(mut self, at: usize, column: &str) -> Self {
        self.keys.iter_mut().skip(at).take(1).for_each(|key| *key = Some(column.to_owned()));
        self
    }

    /// By the unit of a level.
    fn of(self, level: Level) -> Self {
        match level {
            Level::Village => self.key(0, "r.village"),
            Level::Grid => self.key(0, "r.village").key(1, "r.grid").only("r.grid <> ''"),
            Level::Body => self.key(2, "r.body"),
            Level::Person => self.key(2, "r.body").key(3, "r.person").only("r.person <> ''"),
            Level::Month => self.key(4, "r.month"),
            Level::Township => self,
        }
    }

    fn only(mut self, test: &str) -> Self {
        self.only.push(test.to_owned());
        self
    }

    fn value(mut self, value: PartialValue, sql: String) -> Self {
        self.values.insert(value, sql);
        self
    }

    fn extra(self, extra: Extra, sql: &str) -> Self {
        self.value(PartialValue::Extra(extra), sql.to_owned())
    }

    fn text(mut self, at: usize, sql: &str) -> Self {
        self.texts.iter_mut().skip(at).take(1).for_each(|text| *text = Some(sql.to_owned()));
        self
    }

    fn sql(&self) -> String {
        let period = if self.dated { "p.from_day, p.to_day" } else { "NULL, NULL" };
        let none = ["''", "''", "''", "''", "0", "''"];
        let keys: Vec<&str> =
            self.keys.iter().zip(none).map(|(k, none)| k.as_deref().unwrap_or(none)).collect();
        let texts: Vec<&str> = self.texts.iter().map(|text| text.as_deref().unwrap_or("NULL")).collect();
        let values: Vec<&str> =
            PartialValue::all().map(|v| self.values.get(&v).map_or("NULL", String::as_str)).collect();
        let only = if self.only.is_empty() {
            String::new()
        } else {
            format!("\n  WHERE {}", self.only.join(" AND "))
        };
        let groups: Vec<&str> = self.keys.iter().flatten().map(String::as_str).collect();
        let dated = self.dated.then_some("p.from_day, p.to_day");
        let town = town("r");
        let groups: Vec<&str> = std::iter::once(town.as_str()).chain(dated).chain(groups).collect();
        format!(
            "SELECT {town}, {period}, '{}', {}, {}, {}\n  FROM {}{only}\n  GROUP BY {}",
            self.unit.id(),
            keys.join(", "),
            texts.join(", "),
            values.join(", "),
            self.from,
            groups.join(", "),
        )
    }
}

/// The counters of a level, and whether rows of any day count.
type CountedUnit = (Level, bool, Vec<(Counter, &'static Counted)>);

/// The selects of a table's counters: one for each unit that it counts for.
fn counters(table: Table) -> Vec<String> {
    let mut units: Vec<CountedUnit> = Vec::new();
    for (counter, counted) in table.counted() {
        for level in counted.levels {
            match units.iter_mut().find(|(l, any, _)| (l, *any) == (level, counted.any_day)) {
                Some((.., own)) => own.push((counter, counted)),
                None => units.push((*level, counted.any_day, vec![(counter, counted)])),
            }
        }
    }
    let select = |(level, any_day, own): CountedUnit| {
        let dated = table.is_dated() && !any_day;
        let select = Select::new(PartialUnit::Of(level), table, dated, dated.then_some("r.day")).of(level);
        let select = if any_day { select.only("r.day IS NOT NULL") } else { select };
        own.into_iter()
            .fold(select, |s, (counter, counted)| s.value(PartialValue::Of(counter), added(counted)))
            .sql()
    };
    units.into_iter().map(select).collect()
}

/// What the rows add up to.
fn added(counted: &Counted) -> String {
    let when = |what: &str| match counted.when {
        Test::All => what.to_owned(),
        _ => format!("CASE WHEN {} THEN {what} END", test(&counted.when)),
    };
    match counted.adds {
        Adds::One => format!("COUNT({})", when("1")),
        Adds::Sum(column) => format!("SUM({})", when(&own(column))),
        Adds::OneIf(holds) => {
            format!("SUM({})", when(&format!("CASE WHEN {} THEN 1 ELSE 0 END", test(holds))))
        }
        Adds::Once(column) => format!("COUNT(DISTINCT {})", when(&own(column))),
    }
}

fn own(column: Column) -> String {
    format!("r.{}", column.id())
}

/// The test as a condition that is true or false, never unknown.
fn test(of: &Test) -> String {
    let both = |a: String, sign: &str, b: String| {
        format!("({a} IS NOT NULL AND {b} IS NOT NULL AND {a} {sign} {b})")
    };
    let several = |tests: &[Test], word: &str| {
        format!("({})", tests.iter().map(test).collect::<Vec<_>>().join(&format!(" {word} ")))
    };
    let judged = || "p.judged".to_owned();
    match *of {
        Test::All => "TRUE".to_owned(),
        Test::Is(column, value) => format!("({c} IS NOT NULL AND {c} = {value})", c = own(column)),
        Test::Known(column) => format!("{} IS NOT NULL", own(column)),
        Test::Positive(column) => format!("({c} IS NOT NULL AND {c} > 0)", c = own(column)),
        Test::AtMost(a, b) => both(own(a), "<=", own(b)),
        Test::Above(a, b) => both(own(a), ">", own(b)),
        Test::AfterJudged(day) => both(own(day), ">", judged()),
        Test::BeforeJudged(day) => both(own(day), "<", judged()),
        Test::NoGrid => "r.grid = ''".to_owned(),
        Test::Not(inner) => format!("NOT {}", test(inner)),
        Test::And(tests) => several(tests, "AND"),
        Test::Or(tests) => several(tests, "OR"),
    }
}

/// What rows tell beside counters: the lists, heads by grid, the days of matters, terms in office, labels, venues, and the
/// town itself.
fn beside(dialect: Dialect) -> Vec<String> {
    let lists = |table, level: Level| {
        let list =
            Select::new(PartialUnit::Of(level), table, false, None).of(level).only("r.rank IS NOT NULL");
        list.extra(Extra::Rank, "MIN(r.rank)").text(0, "MIN(r.name)")
    };
    let code = |select: Select| select.text(1, "MIN(r.code)");
    let village = "MIN(CASE WHEN r.village <> '' THEN r.village END)";
    let heads = Select::new(PartialUnit::Head, Table::Heads, false, None).of(Level::Grid).key(4, "r.head");
    let heads =
        heads.only("r.head IS NOT NULL").extra(Extra::Listed, "MAX(1)").extra(Extra::Linked, "SUM(r.linked)");
    let venues = Select::new(PartialUnit::Of(Level::Township), Table::Law, true, Some("r.day"));
    let lacking = |table, demands: &[(Counter, Column)]| {
        let select = Select::new(PartialUnit::Lacking, table, false, None).key(5, "r.label");
        let lacks = |s: Select, (counter, column): &(Counter, Column)| {
            s.value(
                PartialValue::Of(*counter),
                format!("SUM(CASE WHEN {} THEN 0 ELSE 1 END)", test(&Test::Is(*column, 1))),
            )
        };
        demands.iter().fold(select, lacks)
    };
    let unplaced = [
        (Extra::Own, "SUM(r.own)"),
        (Extra::JointLoose, "SUM(r.loose_joint)"),
        (Extra::Unsaid, "SUM(r.unsaid)"),
        (Extra::StatedOwn, "SUM(r.stated_own)"),
        (Extra::StatedJoint, "SUM(r.stated_joint)"),
    ];
    let loose = Select::new(PartialUnit::Unplaced, Table::PartyUnplaced, false, None).of(Level::Village);
    let bounds = [
        "GREATEST(COALESCE(r.since, p.window_from), p.window_from)",
        "LEAST(COALESCE(r.until, p.judged), p.judged)",
    ];
    let days = dialect.days(bounds[0], bounds[1]);
    let terms = Select::new(PartialUnit::Of(Level::Person), Table::Terms, true, None).of(Level::Person);
    let since = |day: &str| format!("MIN({})", dialect.days("DATE '1970-01-01'", &format!("r.{day}")));
    let about = Select::new(PartialUnit::Town, Table::Towns, false, None)
        .extra(Extra::Kinds, "MIN(r.kinds)")
        .extra(Extra::Columns, "MIN(r.columns)")
        .extra(Extra::Bodies, "MIN(r.bodies)")
        .extra(Extra::MonthEnd, "MIN(r.month_end)")
        .extra(Extra::FirstDay, &since("first_day"))
        .extra(Extra::LastDay, &since("last_day"))
        .extra(Extra::Made, &since("made_on"))
        .text(2, "MIN(r.misfits)");
    let selects = [
        code(lists(Table::Villages, Level::Village)),
        code(lists(Table::Grids, Level::Grid)).text(2, "MIN(r.kind)"),
        lists(Table::Representatives, Level::Person).text(2, village),
        heads,
        venues.extra(Extra::Venues, "BIT_OR(r.venues)"),
        lacking(Table::Items, &[(Counter::ItemsOwned, Column::Owned), (Counter::ItemsDone, Column::Done)]),
        lacking(Table::Stations, &[(Counter::StationsStandard, Column::Standard)]),
        unplaced.into_iter().fold(loose, |select, (extra, sum)| select.extra(extra, sum)),
        terms.extra(Extra::DaysInOffice, &format!("SUM(GREATEST(0, {days} + 1))")),
        about,
        matters(dialect, PartialUnit::BodyDays, Level::Body),
        matters(dialect, PartialUnit::PersonDays, Level::Person),
    ];
    selects.iter().map(Select::sql).collect()
}

/// Matters by the days that they took: one closed later than the day for which is judged was open then, and one closed on
/// no known day or before it was raised is left out.
fn matters(dialect: Dialect, unit: PartialUnit, level: Level) -> Select {
    let closed = test(&Test::Is(Column::Closed, 1));
    let ended = format!("CASE WHEN {closed} THEN r.closed_on END");
    let in_time =
        format!("({closed} AND r.closed_on IS NOT NULL AND (p.judged IS NULL OR r.closed_on <= p.judged))");
    let last = format!("CASE WHEN {in_time} THEN r.closed_on ELSE p.judged END");
    let days = dialect.days("r.day", &last);
    Select::new(unit, Table::Matters, true, Some("r.day"))
        .of(level)
        .key(4, &days)
        .only(&format!("(NOT {closed} OR {ended} IS NOT NULL)"))
        .only(&format!("{days} >= 0"))
        .extra(Extra::ClosedAfter, &format!("SUM(CASE WHEN {in_time} THEN 1 ELSE 0 END)"))
        .extra(Extra::OpenAfter, &format!("SUM(CASE WHEN {in_time} THEN 0 ELSE 1 END)"))
}
