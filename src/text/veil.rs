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
        let mut out = text.to_owned();
        // The longest first: one name may begin with another.
        let mut names: Vec<&String> = self.0.iter().filter(|name| text.contains(name.as_str())).collect();
        names.order_by_key(|name| std::cmp::Reverse(name.len()));
        names.into_iter().for_each(|name| out = out.replace(name.as_str(), MASK.encode_utf8(&mut [0; 4])));
        let twice: String = [MASK, MASK].iter().collect();
        while out.contains(&twice) {
            out = out.replace(&twice, MASK.encode_utf8(&mut [0; 4]));
        }
        out
    }
}

/// Whether a text could have become the other one by what was taken out.
pub fn fits(masked: &str, text: &str) -> bool {
    let mut parts = masked.split(MASK);
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

/// A run of digits without anything between: as ASCII, and where it stands.
struct Run {
    digits: String,
    at: Range<usize>,
    /// Whether nothing but a blank or a stroke stands between it and the run before.
    joined: bool,
}

fn digit(c: char) -> Option<char> {
    match c {
        '0'..='9' => Some(c),
        '０'..='９' => char::from_u32(c as u32 - 0xFEE0),
        _ => None,
    }
}

fn runs(text: &str) -> Vec<Run> {
    let mut out: Vec<Run> = Vec::new();
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        let last = out.last_mut().filter(|run| run.at.end == at);
        match (digit(c), last) {
            (Some(digit), Some(run)) => {
                run.digits.push(digit);
                run.at.end = end;
            }
            (Some(digit), None) => {
                let between = out.last().and_then(|run| text.get(run.at.end..at)).unwrap_or_default();
                let joined = between.chars().count() == 1 && between.contains(BETWEEN);
                out.push(Run { digits: digit.to_string(), at: at..end, joined });
            }
            // The last sign of an identity number.
            (None, Some(run)) if run.digits.len() == 17 && matches!(c, 'x' | 'X' | 'ｘ' | 'Ｘ') => {
                run.digits.push('X');
                run.at.end = end;
            }
            _ => {}
        }
    }
    out
}

/// What people write between the parts of a telephone number.
const BETWEEN: [char; 10] = [' ', '\u{a0}', '\u{3000}', '-', '－', '—', '–', '.', '·', '_'];

/// The text with [`MASK`] for each number of a person; in a name for each long number.
fn masked(text: &str, in_name: bool) -> String {
    let runs = runs(text);
    let (mut out, mut from, mut i) = (String::new(), 0, 0);
    while let Some(run) = runs.get(i) {
        let mut digits = String::new();
        let parts = runs.iter().skip(i).enumerate().take_while(|(n, run)| *n == 0 || run.joined).take(5);
        let found = parts.map(|(n, run)| (n, run.at.end, &run.digits)).find(|(n, _, part)| {
            digits.push_str(part);
            is_of_person(&digits, *n > 0) || (*n == 0 && in_name && digits.len() >= LONG)
        });
        if let Some((n, end, _)) = found {
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
/// the stroke between the two.
fn is_of_person(digits: &str, parted: bool) -> bool {
    let bare = ["0086", "86", "0"].iter().find_map(|code| digits.strip_prefix(code).filter(|d| is_mobile(d)));
    is_mobile(digits)
        || bare.is_some()
        || is_identity(digits)
        || (parted && digits.starts_with('0') && (10..=12).contains(&digits.len()))
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
mod tests {
    use super::*;

    #[test]
    fn numbers_of_persons_leave_a_mask() {
        let veil = Veil(["密某丙", "密某"].map(str::to_owned).into());
        for (name, code, left) in [
            ("第一网格（密某 13822220001）", "", "第一网格（＊ ＊）"),
            ("密某丙网格", "", "＊网格"),
            ("密某丙13822220003网格", "", "＊网格"),
            ("１３８２２２２０００１", "", "＊"),
            ("138-2222-0001 第3网格", "", "＊ 第3网格"),
            ("+86 138 2222 0001", "", "+＊"),
            ("第1-2-3组", "", "第1-2-3组"),
            ("0854-8221234片", "", "＊片"),
            ("8221234片", "", "＊片"),
            ("网格52010119900202123X号", "", "网格＊号"),
            ("522731102200001", "522731102200001", "522731102200001"),
            ("第2网格522731102200001", "522731102200001", "第2网格522731102200001"),
            ("第2网格522731102200001", "", "第2网格＊"),
            ("2024-01-01片区", "", "2024-01-01片区"),
        ] {
            assert_eq!(veil.name(name, code), left);
        }
        for (code, left) in [
            ("522731102200001", "522731102200001"),
            ("522731101201001", "522731101201001"),
            ("520101900101123", "＊"),
            ("52010119900202123X", "＊"),
            ("G13822220003", "G＊"),
            ("G1", "G1"),
            ("密某-1", "＊-1"),
        ] {
            assert_eq!(veil.code(code), left);
        }
    }

    #[test]
    fn a_name_fits_what_is_left_of_it() {
        for (masked, text, is_fit) in [
            ("＊网格", "密某丙网格", true),
            ("第一网格（＊ ＊）", "第一网格（密某 13822220001）", true),
            ("＊网格", "密某丙片区", false),
            ("河东＊", "河东密某", true),
            ("第一网格", "第一网格", true),
            ("第一网格", "第一网格二", false),
        ] {
            assert_eq!(fits(masked, text), is_fit, "{masked} {text}");
        }
    }
}
