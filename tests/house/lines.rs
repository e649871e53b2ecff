//! `src` stays a house that one person can read: a limit for the whole, and one for each file.

use super::source::{root, text};
use std::path::Path;

/// The most lines of `.rs` in `src`.
const ALL: usize = 52_500;
/// The most lines of a file.
const FILE: usize = 400;
/// Files above that: tables of data, and what still has to be parted. The list only gets shorter.
const LONGER: &[&str] = &[];

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
    let long = |path: &str| LONGER.contains(&path);
    let above = lines.iter().filter(|(path, n)| *n > FILE && !long(path));
    wrong.extend(above.map(|(path, n)| format!("src/{path} has {n} lines, at most {FILE} are wanted")));
    let below = LONGER.iter().filter(|path| !lines.iter().any(|(p, n)| p == *path && *n > FILE));
    wrong.extend(below.map(|path| format!("src/{path} is short enough: take it off the list LONGER")));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
