//! Whole outputs kept in `tests/golden/`, so that a change shows as a diff. `make bless` writes them anew.

use std::fmt::{Debug, Write as _};
use std::path::{Path, PathBuf};

/// The width at which a value is broken over several lines.
const WIDTH: usize = 150;
/// The most lines of a difference that are printed.
const SHOWN: usize = 40;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

/// Whether kept outputs are to be written anew.
pub fn blessing() -> bool {
    std::env::var_os("BLESS").is_some()
}

/// Fails, with the differing lines, if `found` is not what `tests/golden/{name}` holds.
pub fn check(name: &str, found: &str) {
    let path = folder().join(name);
    let found = if found.ends_with('\n') { found.to_owned() } else { format!("{found}\n") };
    if blessing() {
        std::fs::create_dir_all(folder()).unwrap();
        std::fs::write(&path, &found).unwrap();
        return;
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    assert!(
        kept == found,
        "tests/golden/{name} differs (- kept, + now); if that is meant: make bless\n{}",
        difference(&kept, &found)
    );
}

/// The lines that differ between two texts, the first of them.
fn difference(kept: &str, found: &str) -> String {
    let (kept, found): (Vec<&str>, Vec<&str>) = (kept.lines().collect(), found.lines().collect());
    let mut out = String::new();
    let (mut a, mut b, mut shown) = (0, 0, 0);
    while a < kept.len() || b < found.len() {
        if kept.get(a) == found.get(b) {
            (a, b) = (a + 1, b + 1);
            continue;
        }
        if shown >= SHOWN {
            out += "…\n";
            break;
        }
        let (gone, new) = until_same(&kept[a..], &found[b..]);
        writeln!(out, "line {}:", a + 1).unwrap();
        kept[a..a + gone].iter().for_each(|line| writeln!(out, "- {line}").unwrap());
        found[b..b + new].iter().for_each(|line| writeln!(out, "+ {line}").unwrap());
        (a, b, shown) = (a + gone, b + new, shown + gone + new);
    }
    out
}

/// How many lines of either text pass before both go on with the same line.
fn until_same(kept: &[&str], found: &[&str]) -> (usize, usize) {
    let most = kept.len() + found.len();
    let pairs = (1..most.min(400)).flat_map(|sum| (0..=sum).map(move |gone| (gone, sum - gone)));
    let mut same =
        pairs.filter(|(gone, new)| kept.get(*gone).is_some_and(|line| found.get(*new) == Some(line)));
    same.next().unwrap_or((kept.len(), found.len()))
}

/// A page as text: each of its parts under a heading.
#[derive(Default)]
pub struct Page(String);

impl Page {
    /// Adds a part: what `{:?}` gives, laid out over lines.
    pub fn add(&mut self, title: &str, value: &dyn Debug) {
        writeln!(self.0, "== {title}").unwrap();
        lay_out(&plain(&format!("{value:?}")), 0, &mut self.0);
        self.0.push('\n');
    }

    /// The texts in quotes, each after the name of its field, if it has one.
    pub fn quoted(&self) -> Vec<(String, String)> {
        let text: Vec<char> = self.0.chars().collect();
        let mut out = Vec::new();
        let mut at = 0;
        while at < text.len() {
            let end = if text[at] == '"' { string_end(&text, at) } else { at + 1 };
            if text[at] == '"' {
                let before: String = text[..at].iter().rev().skip(2).take_while(|c| is_name(**c)).collect();
                let field = if text[..at].ends_with(&[':', ' ']) {
                    before.chars().rev().collect()
                } else {
                    String::new()
                };
                out.push((field, text[at + 1..end - 1].iter().collect()));
            }
            at = end;
        }
        out
    }

    /// Fails if the file of this name holds another page.
    pub fn check(&self, name: &str) {
        check(name, &self.0);
    }
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The end of the string literal that begins at `start`.
fn string_end(text: &[char], start: usize) -> usize {
    let mut at = start + 1;
    while at < text.len() && text[at] != '"' {
        at += if text[at] == '\\' { 2 } else { 1 };
    }
    at + 1
}

/// A value's text without the names of structs, so that a rename is no difference, and with four decimals at most,
/// so that another machine's logarithm is none.
fn plain(text: &str) -> String {
    let text: Vec<char> = text.chars().collect();
    let mut out: Vec<char> = Vec::with_capacity(text.len());
    let mut at = 0;
    while at < text.len() {
        let begin = at;
        match text[at] {
            '"' => {
                at = string_end(&text, at);
                out.extend(&text[begin..at]);
                continue;
            }
            '{' if out.ends_with(&[' ']) => {
                out.pop();
                while out.last().is_some_and(|c| is_name(*c)) {
                    out.pop();
                }
                out.push('{');
            }
            c if c.is_ascii_digit() && !out.last().is_some_and(|c| is_name(*c)) => {
                while at < text.len() && (text[at].is_ascii_digit() || text[at] == '.') {
                    at += 1;
                }
                let number: String = text[begin..at].iter().collect();
                let long = number.split_once('.').is_some_and(|(_, decimals)| decimals.len() > 4);
                let short = number.parse::<f64>().ok().filter(|_| long).map(|n| format!("{n:.4}"));
                out.extend(short.unwrap_or(number).chars());
                continue;
            }
            c => out.push(c),
        }
        at += 1;
    }
    out.into_iter().collect()
}

/// Writes a value in one line where it fits, else its parts below each other.
fn lay_out(text: &str, depth: usize, out: &mut String) {
    let text = text.trim();
    let indent = "  ".repeat(depth);
    let chars: Vec<char> = text.chars().collect();
    let open = chars.iter().enumerate().find(|(_, c)| "\"[({".contains(**c)).filter(|(_, c)| **c != '"');
    let (Some((open, _)), false) = (open, chars.len() + indent.len() <= WIDTH) else {
        writeln!(out, "{indent}{text}").unwrap();
        return;
    };
    writeln!(out, "{indent}{}", chars[..=open].iter().collect::<String>()).unwrap();
    let (mut level, mut begin, mut at) = (0, open + 1, open + 1);
    while at < chars.len() {
        match chars[at] {
            '"' => {
                at = string_end(&chars, at);
                continue;
            }
            '[' | '(' | '{' => level += 1,
            ']' | ')' | '}' if level > 0 => level -= 1,
            c @ (',' | ']' | ')' | '}') if level == 0 => {
                let part: String = chars[begin..at].iter().collect();
                if !part.trim().is_empty() {
                    lay_out(&part, depth + 1, out);
                }
                begin = at + 1;
                if c != ',' {
                    writeln!(out, "{indent}{}", chars[at..].iter().collect::<String>()).unwrap();
                    return;
                }
            }
            _ => {}
        }
        at += 1;
    }
}

#[test]
fn a_value_is_laid_out_without_struct_names() {
    #[derive(Debug)]
    #[allow(dead_code)]
    struct Inner {
        text: &'static str,
        share: f64,
        list: Vec<Option<u32>>,
    }
    let mut page = Page::default();
    page.add("short", &Inner { text: "Inner {a, \"b\"}", share: 1.0 / 3.0, list: vec![Some(1), None] });
    page.add("long", &Inner { text: "甲", share: 2.5, list: vec![Some(7); 20] });
    let long = "== long\n{\n  text: \"甲\"\n  share: 2.5\n  list: [\n";
    let start = "== short\n{ text: \"Inner {a, \\\"b\\\"}\", share: 0.3333, list: [Some(1), None] }\n\n";
    assert!(page.0.starts_with(&format!("{start}{long}    Some(7)\n")), "{}", page.0);
}

#[test]
fn a_difference_shows_the_lines_that_differ() {
    assert_eq!(difference("a\nb\nc\n", "a\nx\ny\nc\n"), "line 2:\n- b\n+ x\n+ y\n");
    assert_eq!(difference("a\nb\nc\nd\n", "a\nc\nd\ne\n"), "line 2:\n- b\nline 5:\n+ e\n");
    assert_eq!(difference("a\n", ""), "line 1:\n- a\n");
}
