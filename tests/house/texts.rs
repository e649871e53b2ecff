//! The table of texts against the code that uses it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Where every Chinese text goes through the table.
const WHOLE: &[&str] = &[];

/// A string literal of the code.
struct Literal {
    /// What it says, escapes resolved.
    text: String,
    /// What stands before it, without white space.
    before: String,
    line: usize,
}

#[test]
fn every_text_of_the_code_has_its_english_and_no_line_is_idle() {
    let table: BTreeMap<_, _> = gelan::text::lines().collect();
    let mut used = BTreeSet::new();
    let mut wrong = Vec::new();
    for path in sources(Path::new("src")) {
        let code = std::fs::read_to_string(&path).unwrap();
        for literal in literals(without_tests(&code)) {
            let place = format!("{}:{}", path.display(), literal.line);
            if through_the_table(&literal.before) {
                match table.get(literal.text.as_str()) {
                    Some(english) if gaps(english) == gaps(&literal.text) => {}
                    Some(english) => wrong.push(format!("{place} other gaps: {} / {english}", literal.text)),
                    None => wrong.push(format!("{place} no English: {}", literal.text)),
                }
            } else if chinese(&literal.text) && WHOLE.iter().any(|w| path.starts_with(w)) {
                wrong.push(format!("{place} not through the table: {}", literal.text));
            }
            used.insert(literal.text);
        }
    }
    wrong.extend(
        table
            .keys()
            .filter(|zh| !used.contains(zh.trim_start_matches('@')))
            .map(|zh| format!("idle line: {zh}")),
    );
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn the_table_is_flat_sorted_and_english() {
    let all: Vec<_> = gelan::text::lines().collect();
    let lines = include_str!("../../src/text/texts.tsv").lines().count();
    assert_eq!(lines, all.len(), "a line is a Chinese text, a tab, an English text");
    let sorted: BTreeSet<_> = all.iter().map(|(zh, _)| *zh).collect();
    let order: Vec<_> = all.iter().map(|(zh, _)| *zh).collect();
    assert!(
        sorted.iter().eq(order.iter()),
        "sort it: LC_ALL=C sort -u -o src/text/texts.tsv src/text/texts.tsv"
    );
    for (zh, en) in all {
        let said = !en.trim().is_empty() || zh.starts_with('@');
        assert!(!zh.is_empty() && said && !chinese(en), "{zh}\t{en}");
    }
}

fn through_the_table(before: &str) -> bool {
    ["t(", "say!("].iter().any(|call| {
        before.strip_suffix(call).is_some_and(|b| !b.ends_with(|c: char| c.is_alphanumeric() || c == '_'))
    })
}

fn chinese(text: &str) -> bool {
    text.chars().any(|c| ('\u{3400}'..='\u{9fff}').contains(&c))
}

/// The names in braces; how often, since each has to be said.
fn gaps(text: &str) -> Vec<&str> {
    let mut out: Vec<_> = text.split('{').skip(1).filter_map(|rest| rest.split('}').next()).collect();
    out.sort_unstable();
    out
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut out = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            out.extend(sources(&path));
        } else if path.extension().is_some_and(|e| e == "rs") && !path.ends_with("tests.rs") {
            out.push(path);
        }
    }
    out
}

/// Tests stand at the end of a file.
fn without_tests(code: &str) -> &str {
    code.split_once("#[cfg(test)]\nmod tests {").map_or(code, |(before, _)| before)
}

/// The string literals of Rust code, comments left out.
fn literals(code: &str) -> Vec<Literal> {
    let mut out = Vec::new();
    let mut before = String::new();
    let mut rest = code.chars().peekable();
    let mut line = 1;
    while let Some(c) = rest.next() {
        match c {
            '/' if rest.peek() == Some(&'/') => while rest.next_if(|c| *c != '\n').is_some() {},
            '\'' => {
                // A character; a lifetime has no second quote.
                let ahead: Vec<char> = rest.clone().take(12).collect();
                let escaped = ahead.first() == Some(&'\\');
                let close = ahead.iter().skip(if escaped { 2 } else { 1 }).position(|c| *c == '\'');
                if let Some(at) = close.filter(|at| escaped || *at == 0) {
                    let more = at + if escaped { 3 } else { 2 };
                    rest.by_ref().take(more).for_each(drop);
                }
                before.push('\'');
            }
            '"' => {
                let start = line;
                let mut text = String::new();
                while let Some(c) = rest.next() {
                    match c {
                        '"' => break,
                        '\\' => match rest.next() {
                            Some('n') => text.push('\n'),
                            Some('t') => text.push('\t'),
                            Some('u') => {
                                let code: String = rest.by_ref().skip(1).take_while(|c| *c != '}').collect();
                                text.extend(u32::from_str_radix(&code, 16).ok().and_then(char::from_u32));
                            }
                            Some('\n') => {
                                line += 1;
                                while rest.next_if(|c| c.is_whitespace()).is_some() {}
                            }
                            Some(other) => text.push(other),
                            None => {}
                        },
                        '\n' => {
                            line += 1;
                            text.push('\n');
                        }
                        other => text.push(other),
                    }
                }
                out.push(Literal { text, before: before.clone(), line: start });
                before.clear();
                before.push('"');
            }
            '\n' => line += 1,
            c if c.is_whitespace() => {}
            c => {
                before.push(c);
                // Only the end is looked at.
                if before.len() > 64 {
                    before = before.chars().skip(before.chars().count() / 2).collect();
                }
            }
        }
    }
    out
}
