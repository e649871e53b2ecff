//! Names: a public type's name is the only one of the crate, and functions say what they give.
//!
//! Public is what has any `pub` and is at the level of a module: `pub(crate)` and `pub(super)` names are read beside
//! each other just as well.

use super::source::{Source, group, inside, is, is_sign, line, sources};
use proc_macro2::{Delimiter, TokenTree};
use std::collections::{BTreeMap, BTreeSet};

const TYPES: [&str; 5] = ["struct", "enum", "trait", "type", "union"];

/// A name and where it is: file, line.
type Named = (String, String);

/// The public types at the level of a module; those that macros make too.
fn public_types(source: &Source) -> Vec<Named> {
    let mut out = Vec::new();
    types(&source.tokens, &source.path, &makers(&source.tokens), &mut out);
    out
}

/// The macros of these tokens that make a public type of a name they are given.
fn makers(tokens: &[TokenTree]) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    for (at, token) in tokens.iter().enumerate() {
        if let (true, Some(TokenTree::Ident(name)), Some(TokenTree::Group(body))) =
            (is(Some(token), "macro_rules"), tokens.get(at + 2), tokens.get(at + 3))
            && makes_a_type(&inside(body))
        {
            out.insert(name.to_string());
        }
    }
    out
}

fn makes_a_type(tokens: &[TokenTree]) -> bool {
    tokens.iter().enumerate().any(|(at, token)| match token {
        TokenTree::Group(group) => makes_a_type(&inside(group)),
        TokenTree::Ident(word) => TYPES.iter().any(|t| word == t) && is_sign(tokens.get(at + 1), '$'),
        _ => false,
    })
}

fn types(tokens: &[TokenTree], path: &str, makers: &BTreeSet<String>, out: &mut Vec<Named>) {
    for (at, token) in tokens.iter().enumerate() {
        let mut add = |name: Option<&TokenTree>| {
            if let Some(TokenTree::Ident(name)) = name {
                out.push((name.to_string(), format!("src/{path}:{}", name.span().start().line)));
            }
        };
        let TokenTree::Ident(word) = token else { continue };
        let word = word.to_string();
        let made = is_sign(tokens.get(at + 1), '!') && makers.contains(&word);
        if word == "pub" {
            let mut next = at + 1;
            if group(tokens.get(next), Delimiter::Parenthesis).is_some() {
                next += 1;
            }
            if TYPES.iter().any(|t| is(tokens.get(next), t)) {
                add(tokens.get(next + 1));
            }
        } else if let (true, Some(TokenTree::Group(given))) = (made, tokens.get(at + 2)) {
            let given = inside(given);
            for (place, pair) in given.windows(2).enumerate() {
                let after = place.checked_sub(1).and_then(|before| given.get(before));
                if group(Some(&pair[1]), Delimiter::Brace).is_some() && !is_sign(after, '!') {
                    add(Some(&pair[0]));
                }
            }
        } else if word == "mod"
            && let Some(body) = group(tokens.get(at + 2), Delimiter::Brace)
        {
            types(&inside(body), path, makers, out);
        } else if word == "macro_rules"
            && let Some(TokenTree::Group(body)) = tokens.get(at + 3)
        {
            // Its rules: `(…) => { … }`.
            for made in inside(body).iter().filter_map(|t| group(Some(t), Delimiter::Brace)) {
                types(&inside(made), path, makers, out);
            }
        }
    }
}

/// The names that more than one public type has, with their places.
fn doubled(sources: &[Source]) -> BTreeMap<String, Vec<String>> {
    let mut all: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (name, place) in sources.iter().flat_map(public_types) {
        all.entry(name).or_default().push(place);
    }
    all.retain(|_, places| places.len() > 1);
    all
}

/// Functions whose names do not say what they give, with their files: one letter, `told`, `known`, and `of` outside of
/// a type that says what it is of.
fn vague(source: &Source) -> Vec<Named> {
    fn walk(tokens: &[TokenTree], in_type: bool, path: &str, out: &mut Vec<Named>) {
        let mut next_is_type = false;
        for (at, token) in tokens.iter().enumerate() {
            match token {
                TokenTree::Ident(word) if word == "impl" || word == "trait" => next_is_type = true,
                TokenTree::Ident(word) if word == "fn" => {
                    if let Some(TokenTree::Ident(name)) = tokens.get(at + 1) {
                        let name = name.to_string();
                        // `t` is the one that every text goes through.
                        let letter = name.chars().count() == 1 && name != "t";
                        if letter || name == "told" || name == "known" || name == "of" && !in_type {
                            out.push((name, format!("{path}:{}", line(token))));
                        }
                    }
                    next_is_type = false;
                }
                TokenTree::Group(group) => {
                    let body = group.delimiter() == Delimiter::Brace;
                    walk(&inside(group), in_type || body && next_is_type, path, out);
                    next_is_type &= !body;
                }
                TokenTree::Punct(sign) if sign.as_char() == ';' => next_is_type = false,
                _ => {}
            }
        }
    }
    let mut out = Vec::new();
    walk(&source.tokens, false, &source.path, &mut out);
    out
}

#[test]
fn no_two_public_types_share_a_name() {
    let doubled = doubled(&sources());
    let wrong: Vec<String> =
        doubled.iter().map(|(name, places)| format!("{name}: {}", places.join(", "))).collect();
    assert!(wrong.is_empty(), "{} names have several owners:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn functions_say_what_they_give() {
    let wrong: Vec<String> =
        sources().iter().flat_map(vague).map(|(name, place)| format!("fn {name}: src/{place}")).collect();
    assert!(wrong.is_empty(), "{} vague names:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn doubled_names_are_found() {
    let one = "pub struct Place; struct Own; pub(crate) mod inner { pub(super) enum Part {} }";
    let other = "pub type Part = u8; mod deep { pub trait Place { type Own; } } impl X for Y { type Place = Z; }\n\
        fn f() { struct Part; } macro_rules! names { ($name:ident {}) => { pub enum $name {} pub struct Fixed; } }\n\
        names! { #[doc = \"\"] Kind {} }";
    let found = doubled(&[Source::new("a.rs", one), Source::new("b/mod.rs", other)]);
    let names: Vec<_> = found.keys().map(String::as_str).collect();
    assert_eq!(names, ["Part", "Place"]);
    assert_eq!(found["Part"], ["src/a.rs:1", "src/b/mod.rs:1"]);
    let made = "pub struct Kind; pub struct Fixed;";
    let found = doubled(&[Source::new("a.rs", made), Source::new("b.rs", other)]);
    assert_eq!(found.keys().collect::<Vec<_>>(), ["Fixed", "Kind"]);
}

#[test]
fn vague_names_are_found() {
    let text = "fn t() {} fn w() {} fn told() {} fn from_row() {} impl A { fn of(b: B) -> Self {} fn f(&self) {} }\n\
        fn of(b: B) -> impl C { fn known() {} }";
    let found: Vec<_> = vague(&Source::new("a.rs", text)).into_iter().map(|(name, _)| name).collect();
    assert_eq!(found, ["w", "told", "f", "of", "known"]);
}
