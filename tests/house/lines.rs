//! `src` stays a house that one person can read: a limit for the whole, and one for each file, of tests and styles too.

use super::source::root;
use std::path::{Path, PathBuf};

/// The most lines of `.rs` in `src`.
const ALL: usize = 82_600;
/// The most lines of a file; longer tables of data are files of their own beside the code.
const FILE: usize = 400;

fn files(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, out);
        } else if path.extension().is_some_and(|e| e == "rs" || e == "css") {
            out.push(path);
        }
    }
}

#[test]
fn the_source_and_each_file_of_it_are_short_enough() {
    let mut paths = Vec::new();
    files(&root(), &mut paths);
    let of_src = paths.len();
    for room in ["tests", "style", "bundle"] {
        files(&root().join("..").join(room), &mut paths);
    }
    let count = |path: &PathBuf| std::fs::read_to_string(path).unwrap().lines().count();
    let mut lines: Vec<(String, usize)> =
        paths.iter().map(|path| (path.display().to_string(), count(path))).collect();
    let all: usize = lines.iter().take(of_src).map(|(_, n)| n).sum();
    println!("src has {all} lines in {of_src} files");
    let mut wrong = Vec::new();
    if all > ALL {
        wrong.push(format!("src has {all} lines, at most {ALL} are wanted"));
    }
    lines.retain(|(_, n)| *n > FILE);
    wrong.extend(lines.iter().map(|(path, n)| format!("{path} has {n} lines, at most {FILE} are wanted")));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
