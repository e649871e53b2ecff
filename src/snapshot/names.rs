//! Names and codes as bits: mostly they follow from those before them.

use super::number::Numbers;
use super::range::{Bit, Coder};
use std::sync::LazyLock;

/// Characters of Chinese place names, the commonest first. A shorter code for them is all that the list is
/// for; it belongs to the format and never changes.
static COMMON: LazyLock<Vec<char>> =
    LazyLock::new(|| include_str!("common_characters.txt").chars().filter(|c| !c.is_whitespace()).collect());

/// Characters that were met, the latest last.
#[derive(Debug, Default)]
struct Recent(Vec<char>);

impl Recent {
    /// More of them are no shorter than spelling out.
    const KEPT: usize = 96;

    fn back(&self, of: char) -> Option<usize> {
        self.0.iter().rev().position(|&c| c == of)
    }

    fn note(&mut self, c: char) {
        self.0.retain(|&k| k != c);
        if self.0.len() >= Self::KEPT {
            self.0.remove(0);
        }
        self.0.push(c);
    }
}

/// What is learned of names.
#[derive(Debug)]
pub struct Names {
    inside: Recent,
    last: Recent,
    lengths: [Bit; 19],
}

impl Names {
    /// Nothing learned yet.
    pub fn new() -> Self {
        // How many of 620,000 village names' characters lie beyond each doubling of the list.
        let beyond = [0.734, 0.843, 0.796, 0.716, 0.641, 0.516, 0.37, 0.23, 0.2];
        let mut lengths = [Bit::prior(30_000, 2); 19];
        for (p, beyond) in lengths.iter_mut().zip(beyond) {
            *p = Bit::prior((beyond * 65_536.0) as u32, 30);
        }
        Self { inside: Recent::default(), last: Recent::default(), lengths }
    }

    /// A text that is one of the guesses or spelt out.
    pub fn guessed<C: Coder>(
        &mut self,
        c: &mut C,
        n: &mut Numbers,
        name: &'static str,
        text: &mut String,
        guesses: &[Option<String>],
    ) {
        for (i, guess) in guesses.iter().enumerate() {
            let Some(guess) = guess else { continue };
            if guesses.iter().take(i).flatten().any(|earlier| earlier == guess) {
                continue;
            }
            if n.flag(c, (name, i), text == guess) {
                if c.spend(0, guess.len()) {
                    text.clone_from(guess);
                }
                return;
            }
        }
        self.spelt(c, n, name, text);
    }

    /// A text letter by letter.
    pub fn spelt<C: Coder>(&mut self, c: &mut C, n: &mut Numbers, name: &'static str, text: &mut String) {
        let given: Vec<char> = text.chars().collect();
        let length = n.size(c, (name, 9), given.len());
        let mut read = String::new();
        let mut digits = false;
        for i in 0..length {
            if !c.spend(0, 4) {
                break;
            }
            let last = i + 1 == length;
            let letter = self.letter(c, n, given.get(i).copied().unwrap_or('\0'), last, digits);
            digits = letter.is_ascii_digit();
            read.push(letter);
        }
        *text = read;
    }

    fn letter<C: Coder>(
        &mut self,
        c: &mut C,
        n: &mut Numbers,
        given: char,
        last: bool,
        digits: bool,
    ) -> char {
        if n.flag(c, ("digit", usize::from(digits)), given.is_ascii_digit()) {
            let mut value = given.to_digit(10).unwrap_or(0);
            let mut tree = 1usize;
            for place in (0..4).rev() {
                let bit = n.flag(c, ("digits", tree), value >> place & 1 == 1);
                tree = tree * 2 + usize::from(bit);
            }
            value = u32::try_from(tree - 16).unwrap_or(0);
            return char::from_digit(value, 10).unwrap_or_else(|| {
                c.refuse();
                '0'
            });
        }
        let recent = if last { &self.last } else { &self.inside };
        let back = recent.back(given);
        let letter = if n.flag(c, ("again", usize::from(last)), back.is_some()) {
            let back = n.size(c, ("back", usize::from(last)), back.unwrap_or(0));
            let letter =
                back.checked_add(1).and_then(|b| recent.0.len().checked_sub(b)).and_then(|i| recent.0.get(i));
            letter.copied().unwrap_or_else(|| {
                c.refuse();
                '0'
            })
        } else {
            self.spell(c, given)
        };
        if last { &mut self.last } else { &mut self.inside }.note(letter);
        letter
    }

    /// A character by its place in the list, or by its number behind the list's end.
    fn spell<C: Coder>(&mut self, c: &mut C, given: char) -> char {
        let listed = COMMON.iter().position(|&k| k == given);
        let given = listed.unwrap_or_else(|| COMMON.len() + given as usize);
        let value = given + 8;
        let mut length = 3;
        while length < 21 {
            let longer = value >> (length + 1) > 0;
            if !self.lengths.get_mut(length - 3).is_some_and(|p| c.bit(p, longer)) {
                break;
            }
            length += 1;
        }
        let mut read = 1usize;
        for place in (0..length).rev() {
            read = read << 1 | usize::from(c.raw(value >> place & 1 == 1));
        }
        let index = read.saturating_sub(8);
        let letter = match index.checked_sub(COMMON.len()) {
            None => COMMON.get(index).copied(),
            Some(number) => u32::try_from(number).ok().and_then(char::from_u32),
        };
        letter.unwrap_or_else(|| {
            c.refuse();
            '0'
        })
    }
}

const NUMERALS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// The text with its last number, in digits or Chinese numerals up to 99, one higher; `None` where it has none.
pub fn successor(text: &str) -> Option<String> {
    let is_number = |c: char| c.is_ascii_digit() || c == '十' || NUMERALS.contains(&c);
    let end = text.char_indices().rev().find(|&(_, c)| is_number(c)).map(|(i, c)| i + c.len_utf8())?;
    let (head, tail) = text.split_at_checked(end)?;
    let western = head.ends_with(|c: char| c.is_ascii_digit());
    let stem = head.trim_end_matches(|c: char| is_number(c) && c.is_ascii_digit() == western);
    let number = head.get(stem.len()..)?;
    let next = if western { next_digits(number) } else { next_numeral(number)? };
    Some(format!("{stem}{next}{tail}"))
}

fn next_digits(number: &str) -> String {
    let kept = number.trim_end_matches('9');
    let nines = "0".repeat(number.len() - kept.len());
    let mut kept: Vec<char> = kept.chars().collect();
    let raised = kept.pop().and_then(|c| c.to_digit(10)).map_or(1, |d| d + 1);
    kept.extend(char::from_digit(raised, 10));
    kept.into_iter().collect::<String>() + &nines
}

fn next_numeral(number: &str) -> Option<String> {
    let digit = |text: &str, empty: usize| {
        let mut chars = text.chars();
        match (chars.next(), chars.next()) {
            (None, _) => Some(empty),
            (Some(c), None) => NUMERALS.iter().position(|&n| n == c),
            _ => None,
        }
    };
    let value = match number.split_once('十') {
        Some((tens, ones)) => digit(tens, 1)? * 10 + digit(ones, 0)?,
        None => digit(number, 0)?,
    } + 1;
    let numeral = |d: usize| NUMERALS.get(d).copied();
    match (value / 10, value % 10) {
        (0, ones) => Some(numeral(ones)?.to_string()),
        (tens @ 1..=9, ones) => {
            let tens = if tens == 1 { None } else { numeral(tens) };
            let ones = if ones == 0 { None } else { numeral(ones) };
            Some(tens.into_iter().chain(['十']).chain(ones).collect())
        }
        _ => None,
    }
}

#[cfg(test)]
#[path = "../../tests/unit/snapshot_names.rs"]
mod tests;
