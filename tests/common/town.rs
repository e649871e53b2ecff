//! 青石镇: the small invented township of `tests/files/small_town`, and its answers counted by hand.

use serde_json::Value;
use std::path::{Path, PathBuf};

/// The folder of the township's files.
pub fn folder() -> PathBuf {
    // The browser tests, a package of their own two folders below, use it too.
    let roots =
        Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().map(|dir| dir.join("tests/files/small_town"));
    roots.into_iter().find(|path| path.is_dir()).unwrap_or_default()
}

/// The exports, by name, with their bytes.
pub fn files() -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<(String, Vec<u8>)> = std::fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e != "json"))
        .map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), std::fs::read(&path).unwrap()))
        .collect();
    files.sort();
    files
}

/// The answers for 2024-01-01 to 2024-06-30, in the shape of the results JSON, a part of it.
pub fn expected() -> Value {
    serde_json::from_slice(&std::fs::read(folder().join("expected.json")).unwrap()).unwrap()
}

/// Where `actual` does not say what `expected` says; what `expected` does not name may be anything.
///
/// Grids are matched by code, representatives by body and name. A finding has to be there once or more with the
/// fields that are named. Missing lists have to hold the same names in any order; a unit may be a text or
/// an object with `name` and `village`.
pub fn differences(expected: &Value, actual: &Value) -> Vec<String> {
    let mut out = Vec::new();
    compare("", expected, actual, &mut out);
    out
}

fn compare(path: &str, expected: &Value, actual: &Value, out: &mut Vec<String>) {
    match (expected, actual) {
        (Value::Object(fields), Value::Object(_)) => {
            for (name, value) in fields {
                compare(&format!("{path}/{name}"), value, &actual[name], out);
            }
        }
        (Value::Array(wanted), Value::Array(found)) if path.ends_with("/missing") => {
            let matched =
                wanted.iter().filter(|name| found.iter().any(|unit| names(unit).contains(name))).count();
            if matched != wanted.len() || found.len() != wanted.len() {
                out.push(format!("{path}: expected {expected}, found {actual}"));
            }
        }
        (Value::Array(wanted), Value::Array(found)) => {
            for item in wanted {
                let same = |other: &&Value| match path {
                    "/grids" => other["code"] == item["code"],
                    "/representatives" => other["body"] == item["body"] && other["name"] == item["name"],
                    _ => differences(item, other).is_empty(),
                };
                match found.iter().find(same) {
                    Some(other) => compare(&format!("{path}[{}]", label(item)), item, other, out),
                    None => out.push(format!("{path}: no {item}")),
                }
            }
        }
        _ if expected == actual => {}
        _ => out.push(format!("{path}: expected {expected}, found {actual}")),
    }
}

fn label(item: &Value) -> String {
    ["village", "body", "name"].iter().filter_map(|key| item[key].as_str()).collect()
}

fn names(unit: &Value) -> Vec<Value> {
    let text = |key: &str| unit[key].as_str().unwrap_or_default();
    vec![unit.clone(), unit["name"].clone(), Value::from(format!("{}{}", text("village"), text("name")))]
}

/// Returns the set of these kinds of table and columns.
pub fn loaded(
    kinds: &[gelan::model::kind::Kind],
    columns: &[gelan::model::loaded::RequiredColumn],
) -> gelan::model::loaded::Loaded {
    let mut loaded = gelan::model::loaded::Loaded::default();
    kinds.iter().for_each(|kind| loaded.add(*kind));
    columns.iter().for_each(|column| loaded.add_column(*column));
    loaded
}
