//! Every Chinese text of the code reaches people in two languages.
//!
//! A Chinese string literal of `src` is one of these, wherever it is, in macros too:
//! - the argument of `t()`, `unit()` or `say!`: it has its line in `texts.tsv`, with the same gaps;
//! - a text of a table that is translated where it is shown (the titles of findings, kinds and settings): it has its
//!   line too, and `tests/view/golden.rs` finds those that an English page shows in Chinese all the same;
//! - in a file of [`DATA`] or [`CHINESE`];
//! - a word in `words.txt`, a line each: what is looked for in people's files, or stays Chinese in both languages.

use super::source::{Source, group, inside, is_sign, line, root, sources};
use proc_macro2::{Delimiter, TokenTree};
use std::collections::{BTreeMap, BTreeSet};

/// The functions and the macro that translate a text.
const CALLS: [&str; 3] = ["t", "unit", "say!"];

/// Files and folders of `src` whose Chinese reaches nobody as a text, and why. A file that says a text of its own all
/// the same is read like any other.
const DATA: &[(&str, &str)] = &[
    ("draft/numbers.rs", "words of drafts"),
    ("draft/period.rs", "words of drafts"),
    ("draft/phrases.rs", "words of drafts"),
    ("draft/scope.rs", "words of drafts"),
    ("draft/wordings.rs", "words of drafts"),
    ("input/recognise/cells.rs", "words of cells"),
    ("input/recognise/phrase.rs", "words of headings"),
    ("input/recognise/title.rs", "words of titles"),
    ("input/value/", "words of cells"),
    ("model/unit.rs", "units of cells, with their names as docs"),
    ("sample/", "the invented township's files"),
    ("snapshot/names.rs", "the characters of names, by frequency"),
    ("text/pinyin/letters.rs", "characters with the letters of their readings"),
];

/// Files and folders whose Chinese stays Chinese, beside what they say through the table.
const CHINESE: &[(&str, &str)] = &[
    ("catalogue/", "both languages beside each other"),
    ("cli/", "the command line speaks Chinese only"),
    ("export/document.rs", "fonts by their names"),
    ("export/template.rs", "the blank template, which offices fill in"),
];

/// A string literal of the code.
#[derive(Debug)]
struct Literal {
    text: String,
    /// The function or macro whose first argument it is; empty for none.
    of: String,
    line: usize,
}

/// The string literals of a source, in macros too; attributes and comments are left out.
fn literals(source: &Source) -> Vec<Literal> {
    fn walk(tokens: &[TokenTree], of: &str, out: &mut Vec<Literal>) {
        for (at, token) in tokens.iter().enumerate() {
            match token {
                TokenTree::Literal(literal) => {
                    if let Some(text) = unquoted(&literal.to_string()) {
                        let of = if at == 0 { of } else { "" };
                        out.push(Literal { text, of: of.to_owned(), line: line(token) });
                    }
                }
                TokenTree::Group(inner) => {
                    let before = |n: usize| at.checked_sub(n).and_then(|at| tokens.get(at));
                    let is_attribute = group(Some(token), Delimiter::Bracket).is_some()
                        && (is_sign(before(1), '#') || is_sign(before(1), '!') && is_sign(before(2), '#'));
                    if is_attribute {
                        continue;
                    }
                    let of = match (before(1), before(2)) {
                        (Some(TokenTree::Ident(name)), _) => name.to_string(),
                        (Some(TokenTree::Punct(sign)), Some(TokenTree::Ident(name)))
                            if sign.as_char() == '!' =>
                        {
                            format!("{name}!")
                        }
                        _ => String::new(),
                    };
                    walk(&inside(inner), &of, out);
                }
                _ => {}
            }
        }
    }
    let mut out = Vec::new();
    walk(&source.tokens, "", &mut out);
    out
}

/// Returns the text of a string literal; `None` for other literals.
fn unquoted(literal: &str) -> Option<String> {
    if let Some(raw) = literal.strip_prefix('r') {
        return raw.trim_matches('#').strip_prefix('"')?.strip_suffix('"').map(str::to_owned);
    }
    let mut rest = literal.strip_prefix('"')?.strip_suffix('"')?.chars().peekable();
    let mut out = String::new();
    while let Some(c) = rest.next() {
        match (c, if c == '\\' { rest.next() } else { None }) {
            (_, None) => out.push(c),
            (_, Some('n')) => out.push('\n'),
            (_, Some('t')) => out.push('\t'),
            (_, Some('r')) => out.push('\r'),
            (_, Some('0')) => out.push('\0'),
            (_, Some('u')) => {
                let code: String = rest.by_ref().skip(1).take_while(|c| *c != '}').collect();
                out.extend(u32::from_str_radix(&code, 16).ok().and_then(char::from_u32));
            }
            (_, Some('\n')) => while rest.next_if(|c| c.is_whitespace()).is_some() {},
            (_, Some(other)) => out.push(other),
        }
    }
    Some(out)
}

fn chinese(text: &str) -> bool {
    text.chars().any(|c| ('\u{3400}'..='\u{9fff}').contains(&c))
}

/// A text in one line.
fn escaped(text: &str) -> String {
    text.replace('\n', "\\n")
}

/// The names in braces; how often, since each has to be said.
fn gaps(text: &str) -> Vec<&str> {
    let mut out: Vec<_> = text.split('{').skip(1).filter_map(|rest| rest.split('}').next()).collect();
    out.sort_unstable();
    out
}

/// Lists the texts of these sources that break the rule, and every text that they use.
fn wrong(
    sources: &[Source],
    table: &BTreeMap<&str, &str>,
    words: &BTreeSet<&str>,
) -> (Vec<String>, BTreeSet<String>) {
    let mut wrong = Vec::new();
    let mut used = BTreeSet::new();
    for source in sources {
        let literals = literals(source);
        let is_in = |list: &[(&str, &str)]| list.iter().any(|(path, _)| source.path.starts_with(path));
        let says = literals.iter().any(|l| CALLS.contains(&l.of.as_str()) && chinese(&l.text));
        let is_data = is_in(CHINESE) || is_in(DATA) && !says;
        for literal in literals {
            let text = literal.text.as_str();
            let place = format!("src/{}:{}", source.path, literal.line);
            if CALLS.contains(&literal.of.as_str()) {
                match table.get(text) {
                    Some(english) if gaps(english) == gaps(text) => {}
                    Some(english) => wrong.push(format!("{place} other gaps: {text} / {english}")),
                    None if chinese(text) || literal.of == "say!" => {
                        wrong.push(format!("{place} no English: {text}"));
                    }
                    None => {}
                }
            } else if chinese(text)
                && !is_data
                && !table.contains_key(text)
                && !words.contains(escaped(text).as_str())
            {
                wrong.push(format!("{place} neither a text nor a word: {}", escaped(text)));
            }
            used.insert(literal.text);
        }
    }
    (wrong, used)
}

#[test]
fn every_text_of_the_code_has_its_english_and_no_line_is_idle() {
    let table: BTreeMap<_, _> = gelan::text::lines().collect();
    let words: BTreeSet<&str> = include_str!("words.txt").lines().collect();
    let (mut wrong, used) = wrong(&sources(), &table, &words);
    let gone = DATA.iter().chain(CHINESE).filter(|(path, _)| !root().join(path).exists());
    wrong.extend(gone.map(|(path, _)| format!("src/{path} is in a list of this test and nowhere else")));
    let idle = table.keys().filter(|zh| !used.contains(zh.trim_start_matches('@')));
    wrong.extend(idle.map(|zh| format!("idle line of texts.tsv: {zh}")));
    let idle =
        words.iter().filter(|word| !used.contains(&word.replace("\\n", "\n")) || table.contains_key(*word));
    wrong.extend(idle.map(|word| format!("idle line of words.txt: {word}")));
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

#[test]
fn a_text_that_is_not_said_in_english_is_found() {
    let found = |path: &str, text: &str| {
        let table = [("总览", "Overview"), ("{n} 个文件", "{n} files"), ("第 {n} 行", "line {row}")].into();
        wrong(&[Source::new(path, text)], &table, &["旧"].into()).0
    };
    for text in [
        "fn f() -> &'static str { \"没有内容\" }",
        "const A: [(u8, &str); 1] = [(1, \"没有\\\n    内容\")];",
        "fn f() { view! { <p>{t(\"没有内容\")}</p> } }",
        "fn f() { view! { <p>\"没有内容\"</p> } }",
        "fn f() { say!(\"{n} 份\", n) }",
        "fn f() { say!(\"第 {n} 行\", n) }",
        "macro_rules! m { () => { r#\"没有内容\"# } }",
    ] {
        assert_eq!(found("view/a.rs", text).len(), 1, "{text}");
    }
    let right = "//! 没有内容\n#[doc = \"没有内容\"] fn f() -> bool { t(\"总览\"); say!(\"{n} 个文件\", n); x == \"旧\" }\n\
        const LATER: &str = \"总览\"; #[cfg(test)] mod tests { const A: &str = \"没有内容\"; }";
    assert_eq!(found("view/a.rs", right), [""; 0]);
    let data = "const TOWN: &str = \"没有内容\";";
    assert_eq!(found("sample/a.rs", data), [""; 0]);
    assert_eq!(found("sample/a.rs", &format!("{data} fn f() {{ t(\"总览\") }}")).len(), 1);
}

/// Beginnings of texts whose gap holds a name, a size, a bound, the number of a row, or the digit behind a decimal point.
const NO_NUMBER: [&str; 6] = [
    "{sign}{whole}.{tenth} points",
    "The rows of {names} do not stand together",
    "The file has {size}; {what} may have {most}",
    "Without a list of villages at most the first {most} that rows name",
    "row {number} names no figure",
    "“{what}”: {} both have",
];

/// What of an English text, with 1 in all gaps, is said of many.
fn of_many(english: &str, nouns: &BTreeSet<&str>) -> Vec<String> {
    const ENDS: [&str; 17] = [
        "1", "of", "in", "at", "with", "without", "for", "by", "to", "than", "from", "and", "whose", "below",
        "is", "has", "visited",
    ];
    const VERBS: [&str; 4] = ["are", "were", "have", "do"];
    let names: BTreeSet<&str> = gaps(english).into_iter().collect();
    let mut arguments: Vec<(&str, &dyn std::fmt::Display)> =
        names.into_iter().filter(|name| !name.is_empty()).map(|name| (name, &1 as _)).collect();
    arguments.splice(0..0, std::iter::repeat_n(("", &1 as _), english.matches("{}").count()));
    let text = gelan::text::fill(english, &arguments);
    let mut found = Vec::new();
    for clause in text.split([',', ';', ':', '.', '(', ')', '“', '”', '→', '?', '/', '×', '÷']) {
        let words: Vec<&str> = clause.split_whitespace().collect();
        for (at, _) in words.iter().enumerate().filter(|(_, word)| **word == "1") {
            let behind = words.iter().skip(at + 1).take_while(|word| !ENDS.contains(word));
            found.extend(
                behind.filter(|w| nouns.contains(*w) || VERBS.contains(w)).map(|w| format!("1 … {w}")),
            );
        }
    }
    found
}

#[test]
fn english_says_one_row_and_two_rows() {
    let table: Vec<_> = gelan::text::lines().collect();
    // What is marked anywhere, and every unit, is to be marked everywhere.
    let marked =
        table.iter().flat_map(|(_, english)| english.match_indices("[s").map(move |(at, _)| &english[..at]));
    let marked =
        marked.filter_map(|before| before.rsplit([' ', '{', '“']).next()).map(|noun| format!("{noun}s"));
    let units = ["people", "copies", "entries"].map(str::to_owned);
    let units = units.into_iter().chain(
        gelan::catalogue::sections().into_iter().flat_map(|(_, all)| all).map(|d| english_unit(d.unit)),
    );
    let nouns: BTreeSet<String> = marked.chain(units).filter(|noun| noun.len() > 2).collect();
    let nouns: BTreeSet<&str> = nouns.iter().map(String::as_str).collect();
    assert!(
        nouns.len() > 30 && ["rows", "villages", "households"].iter().all(|n| nouns.contains(n)),
        "{nouns:?}"
    );
    let wrong: Vec<String> = table
        .iter()
        .filter(|(_, english)| !NO_NUMBER.iter().any(|no| english.starts_with(no)))
        .flat_map(|(_, english)| of_many(english, &nouns).into_iter().map(move |w| format!("{w}: {english}")))
        .collect();
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
    for wrong in ["{n} rows", "{} more rows in b", "of {n} row[s], {m} are c", "{n} row[s] have b"] {
        assert_eq!(of_many(wrong, &nouns).len(), 1, "{wrong}");
    }
    assert!(of_many("{n} row[s are| is] in {m} file[s]", &nouns).is_empty());
}

fn english_unit(unit: &'static str) -> String {
    gelan::text::set_language(gelan::text::Language::En);
    let english = gelan::text::unit(unit).to_owned();
    gelan::text::set_language(gelan::text::Language::Zh);
    english
}
