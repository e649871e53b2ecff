//! The rooms of `src`: imports go up the list of ARCHITECTURE.md, never down, and the list names what there is.
//!
//! The list is the fenced block ` ```rooms `: a room a line, the lowest first, each with a few words behind its name;
//! indented below a room its own folders and files (without `.rs`), again the lowest first. A room's own
//! file (`mod.rs`, or `room.rs` beside its folder) is above its inner ones. `core.rs`, `lib.rs`, `main.rs` and
//! `bin/` are above all.

use super::source::{Source, group, inside, is, is_sign, line, root, sources};
use proc_macro2::{Delimiter, TokenTree};
use std::collections::BTreeMap;
use std::path::Path;

/// A room, and its inner ones if the list names them.
#[derive(Debug, PartialEq)]
struct Room {
    name: String,
    inner: Vec<String>,
}

/// The rooms of the list, the lowest first; empty if the text has no list.
fn listed(architecture: &str) -> Vec<Room> {
    let block = architecture.split_once("```rooms\n").and_then(|(_, rest)| rest.split_once("```"));
    let mut rooms: Vec<Room> = Vec::new();
    for row in block.map_or("", |(block, _)| block).lines().filter(|row| !row.trim().is_empty()) {
        let name = row.split_whitespace().next().unwrap().trim_end_matches('/').to_owned();
        match rooms.last_mut() {
            Some(room) if row.starts_with(' ') => room.inner.push(name),
            _ => rooms.push(Room { name, inner: Vec::new() }),
        }
    }
    rooms
}

/// A path that the code names, from the crate's root on, and its line.
#[derive(Debug, PartialEq)]
struct Reference {
    path: Vec<String>,
    line: usize,
}

/// Every path of a source that begins with `crate`, `gelan`, `self` or `super`, in `use` and elsewhere.
fn references(source: &Source) -> Vec<Reference> {
    let mut out = Vec::new();
    walk(&source.tokens, &source.module(), &mut out);
    out
}

fn walk(tokens: &[TokenTree], module: &[String], out: &mut Vec<Reference>) {
    let mut at = 0;
    while at < tokens.len() {
        if is(tokens.get(at), "mod")
            && let (Some(TokenTree::Ident(name)), Some(body)) =
                (tokens.get(at + 1), group(tokens.get(at + 2), Delimiter::Brace))
        {
            let inner: Vec<String> = module.iter().cloned().chain([name.to_string()]).collect();
            walk(&inside(body), &inner, out);
            at += 3;
            continue;
        }
        // `pub(in crate::room)` says who may see, and imports nothing.
        if is(tokens.get(at), "pub") && group(tokens.get(at + 1), Delimiter::Parenthesis).is_some() {
            at += 2;
            continue;
        }
        let begins = at == 0 || !is_sign(tokens.get(at - 1), ':');
        if begins && is_path(tokens, at) {
            let start = match &tokens[at] {
                TokenTree::Ident(word) if ["crate", "gelan", "gelan_core"].iter().any(|own| word == own) => {
                    Some(Vec::new())
                }
                TokenTree::Ident(word) if word == "self" => Some(module.to_vec()),
                TokenTree::Ident(word) if word == "super" => Some(parent(module)),
                _ => None,
            };
            if let Some(start) = start {
                follow(&tokens[at + 3..], start, out);
            }
        }
        if let TokenTree::Group(group) = &tokens[at] {
            walk(&inside(group), module, out);
        }
        at += 1;
    }
}

fn parent(module: &[String]) -> Vec<String> {
    module[..module.len().saturating_sub(1)].to_vec()
}

fn is_path(tokens: &[TokenTree], at: usize) -> bool {
    is_sign(tokens.get(at + 1), ':') && is_sign(tokens.get(at + 2), ':')
}

/// Adds the path that goes on with these tokens, or the paths of a group in braces.
fn follow(tokens: &[TokenTree], mut path: Vec<String>, out: &mut Vec<Reference>) {
    let Some(first) = tokens.first() else { return };
    if let Some(list) = group(Some(first), Delimiter::Brace) {
        for piece in inside(list).split(|token| is_sign(Some(token), ',')) {
            follow(piece, path.clone(), out);
        }
        return;
    }
    match first {
        TokenTree::Ident(word) if word == "super" => path = parent(&path),
        TokenTree::Ident(word) if word == "self" => {}
        TokenTree::Ident(word) => path.push(word.to_string()),
        _ => {}
    }
    if is_path(tokens, 0) {
        follow(&tokens[3..], path, out);
    } else {
        out.push(Reference { path, line: line(first) });
    }
}

/// The macros that a source exports at the crate's root.
fn exported_macros(source: &Source) -> Vec<String> {
    let mut out = Vec::new();
    let mut exported = false;
    for (at, token) in source.tokens.iter().enumerate() {
        if let Some(attribute) = group(Some(token), Delimiter::Bracket) {
            exported |= inside(attribute).iter().any(|t| is(Some(t), "macro_export"));
        } else if is(Some(token), "macro_rules") {
            if let (true, Some(TokenTree::Ident(name))) = (exported, source.tokens.get(at + 2)) {
                out.push(name.to_string());
            }
            exported = false;
        }
    }
    out
}

/// Where a path is in the list: the room's place, and the place of its inner room; `None` for a room's own file.
type Place = (usize, Option<usize>);

fn place(rooms: &[Room], path: &[String]) -> Option<Place> {
    let at = rooms.iter().position(|room| Some(&room.name) == path.first())?;
    Some((at, rooms[at].inner.iter().position(|inner| Some(inner) == path.get(1))))
}

fn name(rooms: &[Room], (room, inner): Place) -> String {
    let room = &rooms[room];
    inner.map_or_else(|| room.name.clone(), |inner| format!("{}/{}", room.name, room.inner[inner]))
}

/// Whether code at one place may use what is at the other.
fn may_use((from, from_inner): Place, (to, to_inner): Place) -> bool {
    to < from
        || to == from
            && match (from_inner, to_inner) {
                (None, _) => true,
                (Some(_), None) => false,
                (Some(from), Some(to)) => to <= from,
            }
}

/// Lists where these sources break the order of these rooms.
fn wrong(rooms: &[Room], sources: &[Source]) -> Vec<String> {
    let mut out = Vec::new();
    let macros: BTreeMap<String, Vec<String>> =
        sources.iter().flat_map(|s| exported_macros(s).into_iter().map(|name| (name, s.module()))).collect();
    for source in sources {
        let module = source.module();
        if module.is_empty() || module[0] == "bin" {
            continue;
        }
        let Some(from) = place(rooms, &module) else {
            out.push(format!("src/{}: the list has no room {}", source.path, module[0]));
            continue;
        };
        if from.1.is_none() && !rooms[from.0].inner.is_empty() && module.len() > 1 {
            out.push(format!("src/{}: the list has no {}/{}", source.path, module[0], module[1]));
            continue;
        }
        for reference in references(source) {
            let path = reference.path.first().and_then(|first| macros.get(first)).unwrap_or(&reference.path);
            let at = format!("src/{}:{}", source.path, reference.line);
            match place(rooms, path) {
                None if path.is_empty() => {}
                None => out.push(format!("{at}: {} is in no room", path.join("::"))),
                Some(to) if may_use(from, to) => {}
                Some(to) => {
                    out.push(format!(
                        "{at}: {} uses {} ({})",
                        name(rooms, from),
                        name(rooms, to),
                        path.join("::")
                    ));
                }
            }
        }
    }
    out
}

/// The rooms of the list that `src` lacks.
fn gone(rooms: &[Room], src: &Path) -> Vec<String> {
    let is_there = |path: &str| src.join(path).is_dir() || src.join(format!("{path}.rs")).is_file();
    let inner =
        |room: &Room| room.inner.iter().map(|inner| format!("{}/{inner}", room.name)).collect::<Vec<_>>();
    let all = rooms.iter().flat_map(|room| [vec![room.name.clone()], inner(room)].concat());
    all.filter(|path| !is_there(path))
        .map(|path| format!("src/{path} is in the list and nowhere else"))
        .collect()
}

#[test]
fn imports_go_up_the_list_of_rooms() {
    let architecture = std::fs::read_to_string(root().join("../ARCHITECTURE.md")).unwrap();
    let rooms = listed(&architecture.replace("\r\n", "\n"));
    assert!(!rooms.is_empty(), "ARCHITECTURE.md has no list of rooms");
    let mut wrong = wrong(&rooms, &sources());
    wrong.extend(gone(&rooms, &root()));
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

const LIST: &str = "# Rooms\n```rooms\nmodel   words\ntext/\ninput   bytes to records\n  read  bytes\n  recognise\nview\n```\n";

fn wrong_of(path: &str, text: &str) -> Vec<String> {
    let macros = "#[doc = \"\"]\n#[macro_export]\nmacro_rules! say { () => {} }";
    wrong(&listed(LIST), &[Source::new("text/mod.rs", macros), Source::new(path, text)])
}

#[test]
fn the_list_is_read() {
    let rooms = listed(LIST);
    let names: Vec<_> = rooms.iter().map(|r| r.name.as_str()).collect();
    assert_eq!(names, ["model", "text", "input", "view"]);
    assert_eq!(rooms[2].inner, ["read", "recognise"]);
    assert_eq!(listed("# Rooms\n"), []);
}

#[test]
fn an_import_that_runs_down_is_found() {
    for text in [
        "use crate::view::Page;",
        "use crate::{model::Day, view::{table::Table}};",
        "fn f() -> u32 { crate::view::page() }",
        "fn f() { g!(crate::view::page()) }",
        "mod inner { use super::super::view::Page; }",
        "use super::view::Page;",
    ] {
        let found = wrong_of("model/mod.rs", text);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        assert!(found[0].starts_with("src/model/mod.rs:1: model uses view (view::"), "{found:?}");
        assert_eq!(wrong_of("view/mod.rs", text), [""; 0], "{text}");
    }
    let down = wrong_of("model/day.rs", "\nuse crate::say;");
    assert_eq!(down, ["src/model/day.rs:2: model uses text (text)"]);
    assert_eq!(
        wrong_of("view/page.rs", "use crate::say; use gelan::model::Day; use super::table::Table;"),
        [""; 0]
    );
}

#[test]
fn inner_rooms_are_in_order_too() {
    assert_eq!(
        wrong_of("input/recognise/kind.rs", "use crate::input::read::Source; use super::header;"),
        [""; 0]
    );
    let down = wrong_of("input/read/csv.rs", "use super::super::recognise::Kind;");
    assert_eq!(down, ["src/input/read/csv.rs:1: input/read uses input/recognise (input::recognise::Kind)"]);
    let own = wrong_of("input/read.rs", "use super::FileReading;");
    assert_eq!(own, ["src/input/read.rs:1: input/read uses input (input::FileReading)"]);
    assert_eq!(wrong_of("input/mod.rs", "use recognise::Kind; use self::read::Source;"), [""; 0]);
}

#[test]
fn rooms_and_the_list_name_each_other() {
    assert_eq!(wrong_of("attic/mod.rs", ""), ["src/attic/mod.rs: the list has no room attic"]);
    assert_eq!(wrong_of("input/attic.rs", ""), ["src/input/attic.rs: the list has no input/attic"]);
    assert_eq!(
        wrong_of("view/mod.rs", "use crate::attic::X;"),
        ["src/view/mod.rs:1: attic::X is in no room"]
    );
    let rooms = listed("```rooms\nno_such_room\nview\n  no_such_folder\n```");
    assert_eq!(gone(&rooms, &root()).len(), 2);
}

#[test]
fn tests_and_comments_are_no_imports() {
    let text = "//! As [`crate::view::Page`] shows.\npub(in crate::view) fn f() {}\n#[cfg(test)]\nmod tests { use crate::view::Page; }";
    assert_eq!(wrong_of("model/mod.rs", text), [""; 0]);
}
