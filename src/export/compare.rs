//! A comparison as JSON: `gelan-comparison` version 1.

use crate::figures::compare::{Chance, Comparison, Difference, Line, Moves};
use serde_json::{Value, json};

fn chance(chance: Chance) -> Option<bool> {
    match chance {
        Chance::Beyond => Some(true),
        Chance::Within => Some(false),
        Chance::None => None,
    }
}

fn line(line: &Line) -> Value {
    let side = |side: Option<(i64, Option<i64>)>| match side {
        Some((numerator, Some(denominator))) => json!({"numerator": numerator, "denominator": denominator}),
        Some((count, None)) => json!(count),
        None => Value::Null,
    };
    let [before, after] = line.sides;
    let (state, difference, beyond) = match line.difference {
        Difference::Points(tenths, c) => ("compared", Some(tenths as f64 / 10.0), chance(c)),
        Difference::Amount(amount, c) => ("compared", Some(amount as f64), chance(c)),
        Difference::Unknown => ("no-data", None, None),
        Difference::Definition => ("other-definition", None, None),
    };
    json!({
        "id": line.id, "unit": line.unit, "before": side(before), "after": side(after), "state": state,
        "difference": difference, "more_than_chance": beyond,
    })
}

fn moves(moves: Option<&Moves>) -> Value {
    moves.map_or(Value::Null, |m| json!({"came": m.came, "went": m.went, "stayed": m.stayed}))
}

/// Writes the comparison as JSON text. Differences of measures are in percentage points.
pub fn json(c: &Comparison) -> String {
    let all = json!({
        "format": "gelan-comparison", "version": 1,
        "before": c.names[0], "after": c.names[1],
        "sentence": c.sentence, "notes": c.notes,
        "measures": c.measures.iter().map(line).collect::<Vec<_>>(),
        "counts": c.counts.iter().map(line).collect::<Vec<_>>(),
        "villages": moves(c.villages.as_ref()),
        "grids": moves(c.grids.as_ref()),
        "persons": moves(c.persons.as_ref()),
    });
    serde_json::to_string_pretty(&all).unwrap_or_default()
}
