//! The engines: each runs a script over a folder and leaves its rows in a CSV file.

use gelan::partials::sql::Dialect;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The folder of the repository.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The Python that has the engines: of the environment that `scripts/engines.sh` sets up.
fn python() -> PathBuf {
    let own = std::env::var_os("GELAN_ENGINES").map(PathBuf::from);
    own.unwrap_or_else(|| root().join("target/engines")).join("bin/python")
}

/// Runs a script of statements, each ended by a semicolon at the end of a line.
///
/// # Panics
/// Where the engine is not there, or refuses a statement.
pub fn run(dialect: Dialect, script: &Path) {
    let runner = match dialect {
        Dialect::DuckDb => "duckdb_run.py",
        Dialect::Spark => "spark_run.py",
    };
    let runner = Path::new(env!("CARGO_MANIFEST_DIR")).join(runner);
    let done = Command::new(python()).arg(runner).arg(script).output();
    let done = done.unwrap_or_else(|e| panic!("{}: {e}; run scripts/engines.sh first", python().display()));
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}

/// The text of the CSV that an engine wrote: a file, or a folder of parts, each with its header.
///
/// # Panics
/// Where there is none.
pub fn written(path: &Path) -> String {
    if path.is_file() {
        return std::fs::read_to_string(path).unwrap();
    }
    let entries = std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path());
    let mut parts: Vec<PathBuf> = entries.filter(|p| p.extension().is_some_and(|e| e == "csv")).collect();
    parts.sort();
    let mut out = String::new();
    for part in parts {
        let text = std::fs::read_to_string(part).unwrap();
        let (header, rows) = text.split_once('\n').unwrap_or_default();
        if out.is_empty() {
            out = format!("{header}\n");
        }
        out += rows;
    }
    out
}
