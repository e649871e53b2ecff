//! The source of `src` as tokens, so that the rules hold inside macros too and no comment is taken for code.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use std::path::{Path, PathBuf};

/// A file of source.
pub struct Source {
    /// Its path below `src`, with `/`.
    pub path: String,
    /// Its tokens, those of tests left out.
    pub tokens: Vec<TokenTree>,
}

impl Source {
    /// A source of this text.
    pub fn new(path: &str, text: &str) -> Self {
        let stream: TokenStream = text.parse().unwrap_or_else(|e| panic!("{path}: {e}"));
        Self { path: path.to_owned(), tokens: without_tests(stream) }
    }

    /// The path of its module: `view/table/mod.rs` and `view/table.rs` are `["view", "table"]`.
    pub fn module(&self) -> Vec<String> {
        let path = self.path.trim_end_matches(".rs");
        let mut module: Vec<String> = path.split('/').map(str::to_owned).collect();
        if ["mod", "lib", "core", "main"].contains(&module.last().map_or("", String::as_str)) {
            module.pop();
        }
        module
    }
}

/// The folder of the sources.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// Every file of `src`, by path.
pub fn sources() -> Vec<Source> {
    paths().into_iter().map(|path| Source::new(&path, &text(&path))).collect()
}

/// The text of a file of `src`.
pub fn text(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap()
}

/// The paths of all files of `src`, sorted. Files that are tests as a whole (`…tests.rs`) are left out.
pub fn paths() -> Vec<String> {
    fn walk(folder: &Path, out: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, out);
            } else if path.to_str().is_some_and(|p| p.ends_with(".rs") && !p.ends_with("tests.rs")) {
                let path = path.strip_prefix(root()).unwrap().to_str().unwrap();
                out.push(path.replace('\\', "/"));
            }
        }
    }
    let mut out = Vec::new();
    walk(&root(), &mut out);
    out.sort();
    out
}

/// Whether a token is this word.
pub fn is(token: Option<&TokenTree>, word: &str) -> bool {
    matches!(token, Some(TokenTree::Ident(ident)) if ident == word)
}

/// Whether a token is this sign.
pub fn is_sign(token: Option<&TokenTree>, sign: char) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == sign)
}

/// The group that a token is, if its brackets are these.
pub fn group(token: Option<&TokenTree>, delimiter: Delimiter) -> Option<&Group> {
    match token {
        Some(TokenTree::Group(group)) if group.delimiter() == delimiter => Some(group),
        _ => None,
    }
}

/// The tokens inside a group.
pub fn inside(group: &Group) -> Vec<TokenTree> {
    group.stream().into_iter().collect()
}

/// The line of a token.
pub fn line(token: &TokenTree) -> usize {
    token.span().start().line
}

/// Leaves out what `#[cfg(test)]` marks, at any depth.
fn without_tests(stream: TokenStream) -> Vec<TokenTree> {
    let tokens: Vec<TokenTree> = stream.into_iter().collect();
    let mut out = Vec::with_capacity(tokens.len());
    let mut at = 0;
    while at < tokens.len() {
        if is_sign(tokens.get(at), '#') && group(tokens.get(at + 1), Delimiter::Bracket).is_some_and(is_test)
        {
            at += 2;
            // The marked item ends with its body or its semicolon.
            while let Some(token) = tokens.get(at) {
                at += 1;
                if is_sign(Some(token), ';') || group(Some(token), Delimiter::Brace).is_some() {
                    break;
                }
            }
            continue;
        }
        out.push(match &tokens[at] {
            TokenTree::Group(group) => {
                let mut kept =
                    Group::new(group.delimiter(), without_tests(group.stream()).into_iter().collect());
                kept.set_span(group.span());
                TokenTree::Group(kept)
            }
            other => other.clone(),
        });
        at += 1;
    }
    out
}

/// Whether an attribute is a `cfg` that holds in tests alone.
fn is_test(attribute: &Group) -> bool {
    fn names_test(condition: &Group) -> bool {
        let tokens = inside(condition);
        tokens.iter().enumerate().any(|(at, token)| match token {
            TokenTree::Group(inner) => {
                !is(at.checked_sub(1).and_then(|b| tokens.get(b)), "not") && names_test(inner)
            }
            token => is(Some(token), "test"),
        })
    }
    is(inside(attribute).first(), "cfg") && names_test(attribute)
}

#[test]
fn tests_are_left_out() {
    let text =
        "fn a() {} #[cfg(test)] use x::y; #[cfg(all(test, unix))] mod tests { fn b() {} } fn c() { d() }";
    let source = Source::new("view/mod.rs", text);
    let words: Vec<String> = source.tokens.iter().map(ToString::to_string).collect();
    assert_eq!(words, ["fn", "a", "()", "{ }", "fn", "c", "()", "{ d () }"]);
    assert_eq!(source.module(), ["view"]);
    assert_eq!(Source::new("view/table.rs", "").module(), ["view", "table"]);
    assert!(Source::new("lib.rs", "").module().is_empty());
}
