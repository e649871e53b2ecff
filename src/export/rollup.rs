//! The roll-up as a file: `gelan-rollup` version 1, and a table for spreadsheets.

use super::csv;
use super::file_table::{FileCell, FileColumn};
use crate::catalogue::{Count, Measure};
use crate::figures::State;
use crate::model::period::{Period, range};
use crate::order::Gather as _;
use crate::session::rollup::{Aside, RollupCell, Row, counted, names};
use crate::text::t;
use serde_json::{Map, Value, json};
use std::borrow::Borrow;

fn period(period: Option<Period>) -> Value {
    period.map_or(Value::Null, |p| json!({"from": p.from.to_string(), "to": p.to.to_string()}))
}

fn measure(cell: RollupCell) -> Map<String, Value> {
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

/// Writes the roll-up as JSON text.
pub fn json<R: Borrow<Row>>(rows: &[R], asides: &[Option<Aside>]) -> String {
    let total = counted(rows, asides);
    let towns: Vec<Value> = rows
        .iter()
        .zip(asides)
        .zip(names(rows, asides))
        .map(|((row, aside), name)| {
            let row: &Row = row.borrow();
            let counts: Map<String, Value> =
                Count::ALL.iter().zip(&row.counts).map(|(c, n)| (c.id().to_owned(), json!(n))).into_object();
            let measures: Map<String, Value> = Measure::ALL
                .iter()
                .zip(&row.measures)
                .map(|(m, cell)| (m.id().to_owned(), Value::Object(measure(*cell))))
                .into_object();
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
        .into_object();
    let measures: Map<String, Value> = Measure::ALL
        .iter()
        .map(|m| {
            let known = total.measure(*m);
            let mut map = measure(known.sum);
            map.insert("towns".to_owned(), json!(known.rows));
            (m.id().to_owned(), Value::Object(map))
        })
        .into_object();
    let all = json!({
        "format": "gelan-rollup",
        "version": 1,
        "towns": towns,
        "total": {"towns": total.rows, "counts": counts, "measures": measures},
    });
    serde_json::to_string_pretty(&all).unwrap_or_default()
}

/// Writes the roll-up as CSV, a line a town and one for all; of each measure the percentage, the numerator and the
/// denominator.
pub fn csv<R: Borrow<Row>>(rows: &[R], asides: &[Option<Aside>]) -> String {
    let mut columns =
        vec![FileColumn::text(t("乡镇")), FileColumn::text(t("统计期间")), FileColumn::text(t("计入"))];
    for m in Measure::ALL {
        columns.extend([m.title(), t("分子"), t("分母")].map(FileColumn::number));
    }
    columns.extend(Count::ALL.iter().map(|c| FileColumn::number(format!("{}（{}）", c.title(), c.unit()))));
    let towns = rows.iter().zip(asides).zip(names(rows, asides)).map(|((row, aside), name)| {
        let row: &Row = row.borrow();
        let counted = aside.map_or_else(|| t("是").to_owned(), |a| a.sentence(rows));
        let mut cells = vec![name.into(), range(row.period).into(), counted.into()];
        cells.extend(row.measures.iter().flat_map(|cell| ratio(*cell)));
        cells.extend(Count::ALL.iter().zip(&row.counts).map(|(count, n)| match row.withheld(*count) {
            Some(why) if n.is_none() => why.mark().into(),
            _ => FileCell::from(*n),
        }));
        cells
    });
    let total = counted(rows, asides);
    let mut cells = vec![t("合计").into(), FileCell::Blank, total.rows.into()];
    cells.extend(Measure::ALL.iter().flat_map(|m| ratio(total.measure(*m).sum)));
    cells.extend(Count::ALL.iter().map(|c| FileCell::from(total.count(*c).sum)));
    csv::rows(&columns, towns.chain([cells]))
}

fn ratio(cell: RollupCell) -> [FileCell; 3] {
    let (n, d) = (cell.numerator, cell.denominator);
    match cell.state {
        State::Value => [FileCell::Percent(n, d), n.into(), d.into()],
        State::Interval { lower, upper } => [FileCell::Blank, format!("{lower}–{upper}").into(), d.into()],
        State::Withheld(why) => [why.mark().into(), FileCell::Blank, FileCell::Blank],
        State::NoData | State::NoDenominator | State::Refused(_) => [const { FileCell::Blank }; 3],
    }
}
