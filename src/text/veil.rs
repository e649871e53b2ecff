//! Takes names of persons, telephone and identity numbers out of the names and codes of places.
//!
//! What is taken out leaves [`MASK`] behind, so that the rest can be recognised, and [`fits`] finds the name that it was.

use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::ops::Range;

use crate::order::Sort as _;

/// Stands for what was taken out.
pub const MASK: char = '＊';

/// In a name, as many digits on end are no number of a place.
const LONG: usize = 7;

/// The names of persons that are taken out, beside all numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Veil(pub BTreeSet<String>);

impl Veil {
    /// Returns a place's name without names of persons and without long numbers, but for its own code.
    pub fn name(&self, name: &str, code: &str) -> String {
        if code.len() < LONG || !name.contains(code) {
            return self.without_names(&masked(name, true));
        }
        let parts: Vec<String> = name.split(code).map(|part| self.name(part, "")).collect();
        parts.join(&self.code(code))
    }

    /// Returns a code without names of persons and without numbers that may be theirs; other long numbers stay.
    pub fn code(&self, code: &str) -> String {
        self.without_names(&masked(code, false))
    }

    fn without_names(&self, text: &str) -> String {
        let letters: Vec<(Range<usize>, char)> = letters(text).collect();
        let mut taken = vec![false; letters.len()];
        // The longest first: one name may begin with another.
        let mut names: Vec<Vec<char>> = self.0.iter().map(|name| name.chars().collect()).collect();
        names.order_by_key(|name| std::cmp::Reverse(name.len()));
        for name in names.iter().filter(|name| !name.is_empty()) {
            let windows = letters.windows(name.len()).enumerate();
            let found = windows.filter(|(_, window)| window.iter().map(|(_, c)| c).eq(name));
            for (at, _) in found.collect::<Vec<_>>() {
                taken.iter_mut().skip(at).take(name.len()).for_each(|taken| *taken = true);
            }
        }
        let (mut out, mut from, mut after) = (String::new(), 0, false);
        for ((at, _), taken) in letters.into_iter().zip(taken) {
            if taken {
                // Between two letters of a name stand blanks alone.
                let before = text.get(from..at.start).filter(|_| !after).unwrap_or_default();
                out.push_str(before);
                if !out.ends_with(MASK) {
                    out.push(MASK);
                }
                from = at.end;
            }
            after = taken;
        }
        let rest = text.get(from..).unwrap_or_default();
        out.push_str(if out.ends_with(MASK) { rest.trim_start_matches(MASK) } else { rest });
        out
    }
}

/// The letters of a text as names have them, and where each stands: without blanks, with one dot for all that are typed.
fn letters(text: &str) -> impl Iterator<Item = (Range<usize>, char)> {
    text.char_indices()
        .filter(|(_, c)| !c.is_whitespace() && !NOTHING.contains(c))
        .map(|(at, c)| (at..at + c.len_utf8(), if DOTS.contains(&c) { '·' } else { c }))
}

/// Returns a text as its letters are compared with names.
pub fn bare(text: &str) -> String {
    letters(text).map(|(_, c)| c).collect()
}

/// What is not seen between letters.
const NOTHING: [char; 4] = ['\u{200b}', '\u{200c}', '\u{200d}', '\u{feff}'];
/// What people type for the dot inside a name.
const DOTS: [char; 6] = ['•', '・', '･', '‧', '∙', '.'];

/// What stands for a mask, also where a grid's name was written in half width.
const MASKS: [char; 2] = [MASK, '*'];

/// Whether something was taken out of a name.
pub fn is_masked(name: &str) -> bool {
    name.contains(MASKS)
}

/// Whether a text could have become the other one by what was taken out.
pub fn fits(masked: &str, text: &str) -> bool {
    let mut parts = masked.split(MASKS);
    let Some(mut rest) = parts.next().and_then(|first| text.strip_prefix(first)) else { return false };
    let mut parts: Vec<&str> = parts.collect();
    let Some(last) = parts.pop() else { return rest.is_empty() };
    for part in parts {
        match rest.split_once(part) {
            Some((_, after)) => rest = after,
            None => return false,
        }
    }
    rest.ends_with(last)
}

/// A run of digits of one script without anything between: as ASCII, and where it stands.
struct Run {
    digits: String,
    at: Range<usize>,
    script: u8,
    /// Whether it stands close behind the run before, and no letter between the two.
    joined: bool,
}

/// A digit as ASCII, and its script.
fn digit(c: char) -> Option<(char, u8)> {
    const WORDS: &str = "零一二三四五六七八九";
    match c {
        '0'..='9' => Some((c, 0)),
        '０'..='９' => Some((char::from_u32(c as u32 - 0xFEE0)?, 0)),
        '〇' | '○' => Some(('0', 1)),
        '幺' => Some(('1', 1)),
        _ => {
            WORDS.chars().position(|word| word == c).and_then(|n| Some((char::from_digit(n as u32, 10)?, 1)))
        }
    }
}

/// The most that stands between the parts of a number.
const BETWEEN: usize = 3;

fn runs(text: &str) -> Vec<Run> {
    let mut out: Vec<Run> = Vec::new();
    for (at, c) in text.char_indices() {
        let Some((digit, script)) = digit(c) else { continue };
        let end = at + c.len_utf8();
        match out.last_mut().filter(|run| run.at.end == at && run.script == script) {
            Some(run) => {
                run.digits.push(digit);
                run.at.end = end;
            }
            None => {
                let mut between = out.last().and_then(|run| text.get(run.at.end..at)).unwrap_or("-").chars();
                let joined =
                    !between.by_ref().take(BETWEEN).any(char::is_alphanumeric) && between.next().is_none();
                out.push(Run { digits: digit.to_string(), at: at..end, script, joined });
            }
        }
    }
    out
}

/// The text with [`MASK`] for each number of a person; in a name for each long number.
fn masked(text: &str, in_name: bool) -> String {
    let runs = runs(text);
    let (mut out, mut from, mut i) = (String::new(), 0, 0);
    while let Some(run) = runs.get(i) {
        let mut digits = String::new();
        let parts = runs.iter().skip(i).enumerate().take_while(|(n, run)| *n == 0 || run.joined).take(5);
        let of_person = parts.into_iter().find_map(|(n, run)| {
            digits.push_str(&run.digits);
            let last = text.get(run.at.end..).and_then(|rest| rest.chars().next());
            // The last sign of an identity number.
            let x = last.filter(|c| digits.len() == 17 && matches!(c, 'x' | 'X' | 'ｘ' | 'Ｘ'));
            let is_found = x.is_some() && is_identity(&format!("{digits}X")) || is_of_person(&digits, n);
            is_found.then_some((n, run.at.end + x.map_or(0, char::len_utf8)))
        });
        let long = || (in_name && run.digits.len() >= LONG).then_some((0, run.at.end));
        if let Some((n, end)) = of_person.or_else(long) {
            out.push_str(text.get(from..run.at.start).unwrap_or_default());
            out.push(MASK);
            from = end;
            i += n;
        }
        i += 1;
    }
    out.push_str(text.get(from..).unwrap_or_default());
    out
}

/// Whether digits are shaped like a telephone or identity number. With the area's code a telephone of a house is known by
/// being in two or three parts.
fn is_of_person(digits: &str, others: usize) -> bool {
    let bare = ["0086", "86", "0"].iter().find_map(|code| digits.strip_prefix(code).filter(|d| is_mobile(d)));
    is_mobile(digits)
        || bare.is_some()
        || is_identity(digits)
        || (matches!(others, 1 | 2) && digits.starts_with('0') && (10..=12).contains(&digits.len()))
}

fn is_mobile(digits: &str) -> bool {
    digits.len() == 11 && digits.starts_with('1') && digits.get(1..2).is_some_and(|d| d >= "3")
}

/// Whether it has a day of birth where an identity number has it. Those of 15 digits were given to who was born until
/// 1999; the codes of grids have as many, and there the town's stands for the year (100 to 299).
fn is_identity(digits: &str) -> bool {
    let number = |range: Range<usize>| digits.get(range).and_then(|d| d.parse::<u32>().ok()).unwrap_or(0);
    let is_day = |month: usize| {
        (1..=12).contains(&number(month..month + 2)) && (1..=31).contains(&number(month + 2..month + 4))
    };
    match digits.len() {
        18 => (1900..=2099).contains(&number(6..10)) && is_day(10),
        15 => number(6..8) >= 30 && is_day(8),
        _ => false,
    }
}

#[cfg(test)]
#[path = "../../tests/unit/veil.rs"]
mod tests;
