//! Figures listed in the order of the things that they count: 党代表、人大代表、政协委员分别为40名、55名、13名.

use super::normalised::NormalisedText;
use super::numbers::FoundNumber;
use super::phrases::FILLERS;
use super::scope::{DraftScope, NamedPlace};
use crate::model::body::Body;
use std::ops::Range;

/// The thing that a figure of such a list counts.
#[derive(Clone, Debug)]
pub(super) struct Paired {
    /// The words that name it: its own, or those that all figures share.
    pub words: Range<usize>,
    /// The unit; that of the last figure where its own is left out.
    pub unit: &'static str,
    /// The body that its own words name.
    pub bodies: Option<Vec<Body>>,
    /// The place that its own words name.
    pub spot: Option<NamedPlace>,
}

const WORD: &str = "分别";
/// The most characters between the word and the first figure.
const FAR: usize = 14;

/// Returns what the figure at index `at` of `found` counts, where it is in a list as long as the list of things before it.
pub(super) fn listed(
    text: &NormalisedText,
    scope: &DraftScope,
    found: &[FoundNumber],
    at: usize,
) -> Option<Paired> {
    let own = found.get(at)?;
    // Back to the first figure of the list.
    let mut first = at;
    while let Some(before) = first.checked_sub(1).and_then(|i| found.get(i)) {
        if !is_separator(text, before.range.end..found.get(first)?.range.start) {
            break;
        }
        first -= 1;
    }
    let begin = found.get(first)?.range.start;
    let word = (begin.saturating_sub(FAR)..begin).rev().find(|i| text.has(*i, WORD) && i + 2 <= begin)?;
    let mut last = at;
    while let Some(next) = found.get(last + 1) {
        if !is_separator(text, found.get(last)?.range.end..next.range.start) {
            break;
        }
        last += 1;
    }
    let from = (0..word)
        .rev()
        .find(|i| text.get(*i).is_some_and(|c| matches!(c, ',' | '。' | ';' | ':' | '\n')))
        .map_or(0, |i| i + 1);
    let nouns = split(text, from..word);
    if nouns.len() != last - first + 1 || nouns.len() < 2 {
        return None;
    }
    let noun = nouns.get(at - first)?.clone();
    let shared = trimmed(text, word + 2..begin);
    // 政协委员走访选民分别: the deed of all follows the last of them.
    let end = nouns.last()?;
    let named = scope.named_bodies(end).chain(scope.places(end)).map(|r| r.end).max();
    let behind = named.map(|named| trimmed(text, named..end.end)).filter(|r| !r.is_empty());
    let (bodies, spot) = (scope.body_in(text, &noun), scope.village_in(text, &noun));
    let words = match (shared.is_empty(), behind) {
        (false, _) => shared,
        (true, Some(behind)) => behind,
        (true, None) => noun,
    };
    let unit = if own.unit.is_empty() { found.get(last)?.unit } else { own.unit };
    Some(Paired { words, unit, bodies, spot })
}

fn is_separator(text: &NormalisedText, range: Range<usize>) -> bool {
    let text = text.text(range);
    matches!(text.as_str(), "、" | "," | "和" | "与" | "及" | "以及")
}

fn split(text: &NormalisedText, range: Range<usize>) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut from = range.start;
    for at in range.clone() {
        if text.get(at).is_some_and(|c| matches!(c, '、' | '和' | '与' | '及')) {
            out.push(from..at);
            from = at + 1;
        }
    }
    out.push(from..range.end);
    out.retain(|r| !r.is_empty());
    out
}

/// Returns the range without the words at its ends that add nothing.
fn trimmed(text: &NormalisedText, range: Range<usize>) -> Range<usize> {
    let mut end = range.end;
    let mut start = range.start;
    'again: loop {
        for word in FILLERS.iter() {
            let n = word.chars().count();
            if end >= start + n && text.has(end - n, word) {
                end -= n;
                continue 'again;
            }
            if end >= start + n && text.has(start, word) {
                start += n;
                continue 'again;
            }
        }
        return start..end;
    }
}
