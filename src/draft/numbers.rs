//! Finds the figures of a text: numbers with their hedges and units. Dates, ordinals and the like are none.

use super::Stated;
use super::normalised::NormalisedText;
use crate::input::value::exactness::{Exactness, HedgePosition, hedges, is_hedge};
use crate::input::value::figure::WrittenNumber;
use crate::input::value::numeral;
use crate::input::value::scan::TextCursor;
use crate::input::value::unit::WordBehind;
use std::ops::Range;

/// A figure and its place.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct FoundNumber {
    /// From its hedge to its unit, in characters of the [`NormalisedText`].
    pub range: Range<usize>,
    /// The digits alone, with what multiplies them (3.5万).
    pub digits: Range<usize>,
    /// The number.
    pub stated: Stated,
    /// How it compares with the true one.
    pub exactness: Exactness,
    /// The unit as written; empty where there is none.
    pub unit: &'static str,
    /// Written in Chinese numerals, which are often no figure (两个责任).
    pub numeral: bool,
    /// The end of a range (10至15户).
    pub ranged: bool,
}

/// No number of a draft has more digits than this.
const LARGEST: i64 = 1_000_000_000_000_000;
/// No number of a draft is multiplied by more than this.
const LARGEST_SCALE: i64 = 1_000_000_000_000;

/// Words that begin like a unit and are none.
const NO_UNIT: &str = "户籍 条例 名单 人民 人大 次数 个性 个别 项目化 家庭 位于 期间 份额 本级 本镇";

/// Returns every figure, in order.
pub(super) fn find(text: &NormalisedText) -> Vec<FoundNumber> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let Some(c) = text.get(at) else { break };
        let next = if c.is_ascii_digit() {
            take_digits(text, at, &mut out)
        } else if text.has(at, "百分之") {
            take_percent(text, at, &mut out)
        } else if numeral::is_everyday(c) {
            take_numeral(text, at, &mut out)
        } else {
            at + 1
        };
        at = next.max(at + 1);
    }
    out
}

fn digits_end(text: &NormalisedText, from: usize) -> usize {
    (from..).find(|i| !text.get(*i).is_some_and(|c| c.is_ascii_digit())).unwrap_or(from)
}

/// Reads a number as it is written: with commas, a point and 万.
fn number(text: &NormalisedText, from: usize) -> Option<(usize, Stated)> {
    text.parse(from, |cursor| {
        let number = WrittenNumber::take(cursor, &[',', ' '])?;
        let mantissa = i64::try_from(number.mantissa).ok()?;
        let scale = scale(cursor)?;
        (mantissa < LARGEST && number.decimals <= 6).then_some(Stated {
            mantissa,
            decimals: number.decimals,
            scale,
        })
    })
}

/// Takes 万 and the like. 万元 and 亿元 are units, and their figure is none of the catalogue's.
fn scale(cursor: &mut TextCursor<'_>) -> Option<i64> {
    let scale = numeral::take_scale_unless(cursor, |next| next == Some('元'));
    i64::try_from(scale).ok().filter(|scale| *scale <= LARGEST_SCALE)
}

fn take_digits(text: &NormalisedText, at: usize, out: &mut Vec<FoundNumber>) -> usize {
    let plain = digits_end(text, at);
    let before = at.checked_sub(1).and_then(|i| text.get(i));
    let lettered = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    if text.masked[at] || lettered(before) || lettered(text.get(plain)) || before == Some('第') {
        return plain;
    }
    if let Some(end) = date_or_number(text, at, plain) {
        return end;
    }
    let Some((end, stated)) = number(text, at) else { return plain };
    let ranged = matches!(before, Some('-' | '至' | '到'))
        && at.checked_sub(2).and_then(|i| text.get(i)).is_some_and(|c| c.is_ascii_digit());
    finish(text, at..end, stated, Kind { numeral: false, ranged }, out)
}

/// Returns where a number ends that is no figure: a date, a time, a fraction, a telephone number, the number of a list, 1+N.
fn date_or_number(text: &NormalisedText, at: usize, plain: usize) -> Option<usize> {
    let begins_line =
        text.begins_line(at) || (text.get(at.wrapping_sub(1)) == Some('(') && text.begins_line(at - 1));
    let mut end = plain;
    let mut parts = 1;
    while matches!(text.get(end), Some('.' | '-' | '/' | ':' | '·'))
        && text.get(end + 1).is_some_and(|c| c.is_ascii_digit())
    {
        parts += 1;
        end = digits_end(text, end + 1);
    }
    let separator = text.get(plain);
    if parts > 2 || (parts == 2 && matches!(separator, Some('/' | ':' | '·'))) {
        return Some(end);
    }
    if separator == Some('+') && text.get(plain + 1).is_some_and(|c| c.is_ascii_alphanumeric()) {
        return Some(plain + 2);
    }
    if at > 0 && text.get(at - 1) == Some('+') {
        return Some(plain);
    }
    // 1-6月, 3-5户: the first is no figure of its own.
    if matches!(separator, Some('-' | '至' | '到')) && text.get(plain + 1).is_some_and(|c| c.is_ascii_digit())
    {
        return Some(plain);
    }
    if begins_line {
        let item = matches!(separator, Some('、' | ')'))
            || (separator == Some('.') && !text.get(plain + 1).is_some_and(|c| c.is_ascii_digit()));
        if item {
            return Some(plain + 1);
        }
    }
    // (1) inside a line.
    (at > 0 && text.get(at - 1) == Some('(') && separator == Some(')')).then_some(plain + 1)
}

fn take_percent(text: &NormalisedText, at: usize, out: &mut Vec<FoundNumber>) -> usize {
    let from = at + 3;
    if text.masked[at] {
        return from;
    }
    let in_digits = text.get(from).is_some_and(|c| c.is_ascii_digit());
    let found = if in_digits { number(text, from) } else { percent_in_words(text, from) };
    let Some((end, stated)) = found else { return from };
    let (exactness, length) = hedge_before(text, at).unwrap_or_default();
    let range = at - length..end;
    out.push(FoundNumber {
        range,
        digits: at..end,
        stated,
        exactness,
        unit: "%",
        numeral: false,
        ranged: false,
    });
    end
}

/// Reads 九十五点六.
fn percent_in_words(text: &NormalisedText, from: usize) -> Option<(usize, Stated)> {
    let run = |from: usize, is_part: fn(char) -> bool| {
        (from..).find(|i| !text.get(*i).is_some_and(is_part)).unwrap_or(from)
    };
    let end = run(from, numeral::is_everyday);
    let whole = i64::try_from(numeral(&text.text(from..end))?).unwrap_or(i64::MAX);
    let last = run(end + 1, numeral::is_everyday_digit);
    let decimals = u32::try_from(last - end - 1).ok().filter(|n| *n <= 3 && text.get(end) == Some('点'));
    let fraction = decimals.and_then(|decimals| Some((decimals, numeral(&text.text(end + 1..last))?)));
    Some(match fraction {
        Some((decimals, part)) => {
            let mantissa = whole.saturating_mul(10_i64.pow(decimals)).saturating_add_unsigned(part);
            (last, Stated { mantissa, decimals, scale: 1 })
        }
        None => (end, Stated { mantissa: whole, decimals: 0, scale: 1 }),
    })
}

fn take_numeral(text: &NormalisedText, at: usize, out: &mut Vec<FoundNumber>) -> usize {
    let end = (at..).find(|i| !text.get(*i).is_some_and(numeral::is_everyday)).unwrap_or(at);
    let before = at.checked_sub(1).and_then(|i| text.get(i));
    if text.masked[at] || matches!(before, Some('第' | '数' | '几' | '每' | '十' | '统' | '同' | '逐' | '进'))
    {
        return end;
    }
    let Some(value) = numeral(&text.text(at..end)).and_then(|v| i64::try_from(v).ok()) else { return end };
    // 近八成, 七成以上: tenths.
    if let Some(tenths) = tenths(text, end, value) {
        return finish(text, at..end, tenths, Kind { numeral: false, ranged: false }, out);
    }
    let vague = text.text(at..end).chars().all(numeral::is_scale);
    let hedged = hedge_before(text, at).is_some() || hedge_at(text, end, HedgePosition::Within).is_some();
    if value < 2 || (vague && !hedged) {
        return end;
    }
    let stated = Stated { mantissa: value, decimals: 0, scale: 1 };
    let before = out.len();
    let next = finish(text, at..end, stated, Kind { numeral: true, ranged: false }, out);
    // Without a unit it is a word.
    if out.len() > before && out.last().is_some_and(|f| f.unit.is_empty()) {
        out.pop();
    }
    next
}

/// Reads 八成 as 80 %, exact to the ten.
fn tenths(text: &NormalisedText, end: usize, value: i64) -> Option<Stated> {
    let next = text.get(end + 1);
    let word = next.is_some_and(|c| "立员功效果为就本长型套都了为".contains(c));
    let is = (2..=10).contains(&value) && text.get(end) == Some('成') && !word;
    is.then_some(Stated { mantissa: value, decimals: 0, scale: 10 })
}

struct Kind {
    numeral: bool,
    ranged: bool,
}

/// Returns the hedge that ends at a place, and its length.
fn hedge_before(text: &NormalisedText, at: usize) -> Option<(Exactness, usize)> {
    let found = hedges(HedgePosition::Before).filter_map(|(word, exactness)| {
        let start = at.checked_sub(word.chars().count())?;
        // 最近 and 附近 are no hedges.
        let other = word == "近" && matches!(text.get(start.wrapping_sub(1)), Some('最' | '附'));
        (text.has(start, word) && is_hedge(word, text.get(at)) && !other).then_some((exactness, at - start))
    });
    found.max_by_key(|(_, length)| *length)
}

/// Returns the hedge that begins at a place, and where it ends.
fn hedge_at(text: &NormalisedText, at: usize, position: HedgePosition) -> Option<(usize, Exactness)> {
    text.parse(at, |cursor| cursor.take_longest(hedges(position)))
}

/// Reads hedge, unit and what follows; pushes the figure unless it is one of time or order. Returns where it ends.
fn finish(
    text: &NormalisedText,
    digits: Range<usize>,
    mut stated: Stated,
    kind: Kind,
    out: &mut Vec<FoundNumber>,
) -> usize {
    let mut exactness = Exactness::Exact;
    let mut start = digits.start;
    while let Some((found, length)) = hedge_before(text, start) {
        exactness = exactness.and(found);
        start -= length;
    }
    let mut end = digits.end;
    let mut number = digits.clone();
    if let Some((behind, found)) = hedge_at(text, end, HedgePosition::Within) {
        exactness = exactness.and(found);
        end = behind;
        if let Some((behind, more)) = text.parse(end, scale).filter(|(behind, _)| *behind > end) {
            stated.scale = stated.scale.saturating_mul(more).min(LARGEST_SCALE);
            (end, number.end) = (behind, behind);
        }
    }
    let word = text.parse(end, WordBehind::take);
    // Tenths are a share.
    let share = text.get(end) == Some('成') && stated.scale == 10 && stated.mantissa <= 10;
    let unit = match word {
        Some((behind, WordBehind::Order)) => return behind,
        Some((behind, WordBehind::Unit(unit))) if !NO_UNIT.split(' ').any(|word| text.has(end, word)) => {
            end = behind;
            unit
        }
        _ if share => {
            end += 1;
            "%"
        }
        _ => "",
    };
    if let Some((behind, found)) = hedge_at(text, end, HedgePosition::After) {
        exactness = exactness.and(found);
        end = behind;
    }
    let long = digits.len() >= 7 && unit.is_empty();
    if !long {
        let Kind { numeral, ranged } = kind;
        out.push(FoundNumber { range: start..end, digits: number, stated, exactness, unit, numeral, ranged });
    }
    end
}
