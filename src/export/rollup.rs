//! The roll-up as a file: `gelan-rollup` version 1, and a table for spreadsheets.

use crate::catalogue::{Count, Measure};
use crate::figures::State;
use crate::model::period::Period;
use crate::model::period::range;
use crate::session::rollup::counted;
use crate::session::rollup::{Aside, Cell, Row, names};
use crate::text::format::percent;
use crate::text::t;
use serde_json::{Map, Value, json};

fn period(period: Option<Period>) -> Value {
    period.map_or(Value::Null, |p| json!({"from": p.from.to_string(), "to": p.to.to_string()}))
}

fn measure(cell: Cell) -> Map<String, Value> {
    let known = matches!(cell.state, State::Value | State::Interval { .. });
    let mut map = Map::new();
    map.insert("state".to_owned(), json!(cell.state.id()));
    map.insert("numerator".to_owned(), json!((cell.state == State::Value).then_some(cell.numerator)));
    map.insert("denominator".to_owned(), json!(known.then_some(cell.denominator)));
    if let State::Interval { lower, upper } = cell.state {
        map.insert("lower".to_owned(), json!(lower));
        map.insert("upper".to_owned(), json!(upper));
    }
    map
}

/// The roll-up as JSON text.
#[must_use]
pub fn json(rows: &[Row], asides: &[Option<Aside>]) -> String {
    let total = counted(rows, asides);
    let towns: Vec<Value> = rows
        .iter()
        .zip(asides)
        .zip(names(rows))
        .map(|((row, aside), name)| {
            let counts: Map<String, Value> =
                Count::ALL.iter().zip(&row.counts).map(|(c, n)| (c.id().to_owned(), json!(n))).collect();
            let measures: Map<String, Value> = Measure::ALL
                .iter()
                .zip(&row.measures)
                .map(|(m, cell)| (m.id().to_owned(), Value::Object(measure(*cell))))
                .collect();
            json!({
                "name": name,
                "made": row.made.to_string(),
                "period": period(row.period),
                "catalogue": row.catalogue,
                "counted": aside.is_none(),
                "reason": aside.map(|a| a.sentence(rows)),
                "counts": counts,
                "suppressed_counts": row.withheld.iter().map(|(c, _)| c.id()).collect::<Vec<_>>(),
                "measures": measures,
            })
        })
        .collect();
    let counts: Map<String, Value> = Count::ALL
        .iter()
        .map(|c| {
            let known = total.count(*c);
            (c.id().to_owned(), json!({"value": known.sum, "towns": known.rows}))
        })
        .collect();
    let measures: Map<String, Value> = Measure::ALL
        .iter()
        .map(|m| {
            let known = total.measure(*m);
            let mut map = measure(known.sum);
            map.insert("towns".to_owned(), json!(known.rows));
            (m.id().to_owned(), Value::Object(map))
        })
        .collect();
    let all = json!({
        "format": "gelan-rollup",
        "version": 1,
        "towns": towns,
        "total": {"towns": total.rows, "counts": counts, "measures": measures},
    });
    serde_json::to_string_pretty(&all).unwrap_or_default()
}

/// The roll-up as CSV with a byte order mark, a line a town and one for all; of each measure the percentage,
/// the numerator and the denominator.
#[must_use]
pub fn csv(rows: &[Row], asides: &[Option<Aside>]) -> String {
    let mut heads = vec![t("乡镇").to_owned(), t("统计期间").to_owned(), t("计入").to_owned()];
    for m in Measure::ALL {
        heads.extend([m.title().to_owned(), t("分子").to_owned(), t("分母").to_owned()]);
    }
    heads.extend(Count::ALL.iter().map(|c| format!("{}（{}）", c.title(), c.unit())));
    let mut out = String::from("\u{feff}");
    push(&mut out, &heads);
    for ((row, aside), name) in rows.iter().zip(asides).zip(names(rows)) {
        let counted = aside.map_or_else(|| t("是").to_owned(), |a| a.sentence(rows));
        let mut cells = vec![name, range(row.period), counted];
        row.measures.iter().for_each(|cell| cells.extend(three(*cell)));
        cells.extend(Count::ALL.iter().zip(&row.counts).map(|(count, n)| match (n, row.withheld(*count)) {
            (Some(n), _) => n.to_string(),
            (None, Some(why)) => why.mark().to_owned(),
            (None, None) => String::new(),
        }));
        push(&mut out, &cells);
    }
    let total = counted(rows, asides);
    let mut cells = vec![t("合计").to_owned(), String::new(), total.rows.to_string()];
    Measure::ALL.iter().for_each(|m| cells.extend(three(total.measure(*m).sum)));
    cells.extend(Count::ALL.iter().map(|c| total.count(*c).sum.map(|n| n.to_string()).unwrap_or_default()));
    push(&mut out, &cells);
    out
}

fn three(cell: Cell) -> [String; 3] {
    match cell.state {
        State::Value => [
            percent(cell.numerator, cell.denominator).unwrap_or_default(),
            cell.numerator.to_string(),
            cell.denominator.to_string(),
        ],
        State::Interval { lower, upper } => {
            [String::new(), format!("{lower}–{upper}"), cell.denominator.to_string()]
        }
        State::Withheld(why) => [why.mark().to_owned(), String::new(), String::new()],
        State::NoData | State::NoDenominator | State::Refused(_) => Default::default(),
    }
}

fn push(out: &mut String, cells: &[String]) {
    for (i, cell) in cells.iter().enumerate() {
        if i > 0 {
            out.push(',');
        }
        // A cell that begins like a formula is made harmless for the program that opens it.
        let guard = if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
        if guard.is_empty() && !cell.contains([',', '"', '\n', '\r']) {
            out.push_str(cell);
        } else {
            out.push('"');
            out.push_str(guard);
            out.push_str(&cell.replace('"', "\"\""));
            out.push('"');
        }
    }
    out.push_str("\r\n");
}
