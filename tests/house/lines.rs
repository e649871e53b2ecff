//! `src` stays a house that one person can read: a limit for the whole, and one for each file.

use super::source::{root, text};
use std::path::Path;

/// The most lines of `.rs` in `src`.
const ALL: usize = 78_000;
/// The most lines of a file; longer tables of data are files of their own beside the code.
const FILE: usize = 400;

fn files(folder: &Path, out: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, out);
        } else if path.extension().is_some_and(|e| e == "rs") {
            out.push(path.strip_prefix(root()).unwrap().to_str().unwrap().replace('\\', "/"));
        }
    }
}

#[test]
fn the_source_and_each_file_of_it_are_short_enough() {
    let mut paths = Vec::new();
    files(&root(), &mut paths);
    let lines: Vec<(String, usize)> =
        paths.into_iter().map(|p| (p.clone(), text(&p).lines().count())).collect();
    let all: usize = lines.iter().map(|(_, n)| n).sum();
    println!("src has {all} lines in {} files", lines.len());
    let mut wrong = Vec::new();
    if all > ALL {
        wrong.push(format!("src has {all} lines, at most {ALL} are wanted"));
    }
    let above = lines.iter().filter(|(_, n)| *n > FILE);
    wrong.extend(above.map(|(path, n)| format!("src/{path} has {n} lines, at most {FILE} are wanted")));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
