//! Grids by their names, and lists of grids in one cell.

use std::borrow::Cow;
use std::fmt;

use super::normalise::{is_blank, is_nothing, tidy};
use super::numeral::{is_numeral, numeral};
use super::place::{stem, village_key};

/// The number or the name by which a grid is known in its village.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub enum GridName {
    /// Its number: 第一网格, 1网格 and 三都01网格 of 三都村 are all 1.
    Number(u32),
    /// Its name without the village and without 网格: 街上.
    Name(String),
}

impl fmt::Display for GridName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => write!(f, "第{number}网格"),
            Self::Name(name) => f.write_str(name),
        }
    }
}

/// The grids that one item of a list names.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Mentioned {
    /// One grid.
    One(GridName),
    /// All grids of the village.
    All,
}

/// An item of a list of grids: one grid, or all of a village.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct GridMention {
    /// The village as the item writes it (三都村, or only 三都); `None` means the row's.
    pub village: Option<String>,
    /// The grid.
    pub grid: Mentioned,
}

/// Larger numbers are codes or slips.
const LARGEST_NUMBER: u32 = 999;
/// A range of more grids than this is a slip.
const LONGEST_RANGE: u32 = 100;

/// Returns the number or name of a grid in `village`, whether or not its name begins with the village's.
///
/// ```
/// use gelan_core::input::value::{GridName, grid_key};
/// assert_eq!(grid_key("三都村第一网格", "三都村"), GridName::Number(1));
/// assert_eq!(grid_key("01网格", "三都村"), GridName::Number(1));
/// assert_eq!(grid_key("三都村街上网格", "三都村"), GridName::Name("街上".into()));
/// ```
pub fn grid_key(grid: &str, village: &str) -> GridName {
    let text = with_digits(tidy(grid));
    let village = village_key(village);
    let number =
        |text| Numbered::read(text, true).filter(|found| found.prefix.is_empty()).map(|found| found.number);
    // 三十网格 of 三村 is number 30, so the whole name comes first.
    if let Some(number) = number(&text) {
        return GridName::Number(number);
    }
    let own = without_village(&text, &village);
    if let Some(number) = number(own) {
        return GridName::Number(number);
    }
    // 三都村网格, the only one of its village, keeps the village's name.
    let name = without_grid(own);
    let name = if name.is_empty() { stem(&village) } else { name };
    GridName::Name(if name.is_empty() { text.into_owned() } else { name.to_owned() })
}

/// Characters that are numbers from 1 on, the first and the last of each row.
const SIGNS: [(char, char); 9] = [
    ('Ⅰ', 'Ⅻ'),
    ('ⅰ', 'ⅻ'),
    ('①', '⑳'),
    ('⑴', '⒇'),
    ('⒈', '⒛'),
    ('㈠', '㈩'),
    ('㊀', '㊉'),
    ('❶', '❿'),
    ('➀', '➉'),
];

/// Writes Ⅱ and ② as 2, a Roman number in letters before 网格 or at the end (III网格) too, and #3 as 3.
fn with_digits(text: Cow<'_, str>) -> Cow<'_, str> {
    let number = |c: char| {
        let (first, _) = SIGNS.iter().find(|(first, last)| (*first..=*last).contains(&c))?;
        Some(c as u32 - *first as u32 + 1)
    };
    let roman = |c: char| matches!(c, 'I' | 'V' | 'X');
    if text.chars().all(|c| number(c).is_none() && !roman(c) && c != '#') {
        return text;
    }
    let mut out = String::new();
    for (at, c) in text.char_indices() {
        let digit_next = || text.get(at + 1..).is_some_and(|t| t.starts_with(|c: char| c.is_ascii_digit()));
        match number(c) {
            Some(number) => out.push_str(&number.to_string()),
            None if c == '#' && digit_next() => {}
            None => out.push(c),
        }
    }
    let bare = without_grid(&out);
    let before = bare.trim_end_matches(roman);
    let figure = bare.get(before.len()..).filter(|_| !before.ends_with(|c: char| c.is_ascii_alphanumeric()));
    if let Some(number) = figure.and_then(roman_number) {
        let rest = out.get(bare.len()..).unwrap_or("");
        return Cow::Owned(format!("{before}{number}{rest}"));
    }
    Cow::Owned(out)
}

/// Reads a Roman number below 40.
fn roman_number(figure: &str) -> Option<u32> {
    let tens = figure.bytes().take_while(|b| *b == b'X').count();
    let ones = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    let number = 10 * tens as u32 + ones.iter().position(|o| *o == figure.get(tens..).unwrap_or("-"))? as u32;
    (1..40).contains(&number).then_some(number)
}

/// Returns the name behind the village's, where something is left besides 网格. The village's name is at the beginning or
/// behind its township's.
fn without_village<'a>(text: &'a str, village: &str) -> &'a str {
    if village.is_empty() {
        return text;
    }
    let behind_full = text.match_indices(village).find_map(|(at, _)| {
        let before = text.get(..at)?;
        let apart = before.is_empty() || before.ends_with(['镇', '乡']) || before.ends_with("街道");
        if apart { text.get(at + village.len()..) } else { None }
    });
    let rest = match behind_full {
        Some(rest) if stem(village).len() < village.len() => {
            return if rest.is_empty() { text } else { rest };
        }
        found => found.or_else(|| text.strip_prefix(stem(village))),
    };
    match rest {
        Some(rest) if !without_grid(rest).is_empty() => rest
            .strip_prefix("社区")
            .or_else(|| rest.strip_prefix('村'))
            .filter(|r| !r.is_empty())
            .unwrap_or(rest),
        _ => text,
    }
}

fn without_grid(text: &str) -> &str {
    text.strip_suffix("网格").unwrap_or(text)
}

/// A name that ends in a number: 三都村第一网格, 好花红01, 网格3.
struct Numbered<'a> {
    prefix: &'a str,
    number: u32,
}

impl<'a> Numbered<'a> {
    /// Reads `text`. A Chinese numeral alone proves nothing (张三), unless 第 or 网格 is beside it, or it is the whole text, or
    /// `in_list` says that a later 网格 belongs to it.
    fn read(text: &'a str, in_list: bool) -> Option<Self> {
        let noted =
            text.strip_suffix(')').and_then(|t| t.rfind('(')).and_then(|at| text.get(..at)).unwrap_or(text);
        let bare = noted.strip_suffix("网格").or_else(|| noted.strip_suffix('格'));
        let named = bare.is_some();
        let body = bare.unwrap_or(noted);
        let body = body.strip_suffix(['号', '#']).unwrap_or(body);
        let is_digit = |c: char| c.is_ascii_digit() || is_numeral(c);
        let ascii = body.trim_end_matches(|c: char| c.is_ascii_digit());
        let before = if ascii.len() < body.len() { ascii } else { body.trim_end_matches(is_digit) };
        let figure = body.get(before.len()..).filter(|f| !f.is_empty())?;
        let plain = figure.bytes().all(|b| b.is_ascii_digit());
        let number = if plain { figure.parse().ok() } else { chinese_number(figure) }?;
        let (prefix, ordinal) = before.strip_suffix('第').map_or((before, false), |prefix| (prefix, true));
        let (prefix, behind) = prefix.strip_suffix("网格").map_or((prefix, false), |prefix| (prefix, true));
        let sure = named || ordinal || behind || plain || prefix.is_empty() || in_list;
        // 3-1网格 is neither a range nor the first grid of a village 3-.
        let apart = prefix.is_empty() || prefix.ends_with(|c: char| c.is_alphanumeric() && !is_digit(c));
        (sure && apart && number <= LARGEST_NUMBER).then_some(Self { prefix, number })
    }
}

/// Reads a numeral of one digit or with 十 or 百; 三三一 is a village 三三 and its grid 一.
fn chinese_number(figure: &str) -> Option<u32> {
    let plain = figure.chars().nth(1).is_none() || figure.contains(['十', '拾', '百', '佰']);
    numeral(figure).filter(|_| plain).and_then(|n| u32::try_from(n).ok())
}

/// Lists the grids of a cell, separated by 、，,；;/ line breaks, 和 or 及. Ranges (1-3网格, 第一至第三网格) are listed one by
/// one, 全村 is [`Mentioned::All`]. An item without a village takes that of the item before it.
///
/// ```
/// use gelan_core::input::value::{GridName, Mentioned, grid_list};
/// let grids: Vec<_> = grid_list("三都村第一至第三网格").into_iter().map(|item| item.grid).collect();
/// assert_eq!(grids, [1, 2, 3].map(|n| Mentioned::One(GridName::Number(n))));
/// ```
pub fn grid_list(text: &str) -> Vec<GridMention> {
    let mut found = Vec::new();
    if is_nothing(text) {
        return found;
    }
    let grids = text.contains('格');
    let mut village: Option<String> = None;
    for item in items(text) {
        let item = with_digits(tidy(&item));
        let item = item.trim_matches(['。', '.', ':']);
        let item =
            ["覆盖", "涵盖", "包括", "所辖"].iter().find_map(|word| item.strip_prefix(word)).unwrap_or(item);
        if item.is_empty() {
            continue;
        }
        if let Some(own) = all_of(item) {
            village = own.or(village);
            found.push(GridMention { village: village.clone(), grid: Mentioned::All });
            continue;
        }
        let (own, keys) = keys_of(item, grids);
        village = own.or(village);
        found.extend(
            keys.into_iter().map(|key| GridMention { village: village.clone(), grid: Mentioned::One(key) }),
        );
    }
    found
}

/// Reads 全村, 全部网格, 三都村所有网格; returns the village where one is named, `None` for another text.
fn all_of(item: &str) -> Option<Option<String>> {
    let bare = without_grid(item);
    let before = ["全村所有", "全村各", "全村", "全社区", "全部", "所有", "各"]
        .iter()
        .find_map(|word| bare.strip_suffix(word))?;
    Some(some(before))
}

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

/// Returns the village and the grids of one item.
fn keys_of(item: &str, grids: bool) -> (Option<String>, Vec<GridName>) {
    if let Some((village, numbers)) = range_of(item) {
        return (village, numbers);
    }
    match Numbered::read(item, grids) {
        Some(found) => (some(found.prefix), vec![GridName::Number(found.number)]),
        None => {
            let (village, name) = village_and_name(item);
            (village, vec![GridName::Name(name)])
        }
    }
}

/// Splits 三都村街上网格 into 三都村 and 街上; without 村 or 社区 the village is unknown.
fn village_and_name(item: &str) -> (Option<String>, String) {
    let name = without_grid(item);
    for kind in ["社区", "村"] {
        let behind = name.find(kind).map(|at| at + kind.len());
        if let Some((village, own)) = behind.and_then(|at| name.split_at_checked(at))
            && village.len() > kind.len()
        {
            return (some(village), if own.is_empty() { stem(village).to_owned() } else { own.to_owned() });
        }
    }
    (None, if name.is_empty() { item.to_owned() } else { name.to_owned() })
}

fn is_joint(c: char) -> bool {
    matches!(c, '-' | '~' | '—' | '–' | '至' | '到')
}

fn range_of(item: &str) -> Option<(Option<String>, Vec<GridName>)> {
    let (from, to) = item.split_once(is_joint)?;
    let first = Numbered::read(from, true)?;
    let last = Numbered::read(to.trim_start_matches(is_joint), true)?;
    let fits = last.prefix.is_empty() || last.prefix == first.prefix;
    let count = last.number.checked_sub(first.number)?;
    (fits && count <= LONGEST_RANGE)
        .then(|| (some(first.prefix), (first.number..=last.number).map(GridName::Number).collect()))
}

/// Splits a list into its items; separators inside brackets do not count.
fn items(text: &str) -> Vec<String> {
    let mut items = vec![String::new()];
    let mut depth = 0_usize;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '(' | '（' => depth += 1,
            ')' | '）' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let Some(item) = items.last_mut() else { break };
        let splits = depth == 0
            && match c {
                '、' | '，' | ',' | ';' | '；' | '/' | '／' | '|' | '\n' | '\r' => true,
                '和' | '及' | '与' => {
                    let ahead = chars.clone().find(|&c| !is_blank(c));
                    joins_grids(item, ahead)
                }
                c if is_blank(c) => tidy(item).ends_with("网格"),
                _ => false,
            };
        if splits {
            items.push(String::new());
        } else {
            item.push(c);
        }
    }
    items
}

/// Whether 和 or 及 between these two means "and", and is not a part of a name (永和村, 三和村).
fn joins_grids(before: &str, ahead: Option<char>) -> bool {
    let before = tidy(before);
    let before = before.strip_suffix('以').unwrap_or(&before);
    let is_digit = |c: char| c.is_ascii_digit() || is_numeral(c);
    let ordinal = ahead.is_some_and(|c| c == '第' || tidy(c.encode_utf8(&mut [0; 4])).chars().all(is_digit));
    before.ends_with("网格") || before.ends_with(is_digit) && ordinal
}
