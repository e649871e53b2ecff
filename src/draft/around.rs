//! The surroundings of a figure in a draft.

use super::meaning::Meaning;
use super::normalised::NormalisedText;
use super::numbers::FoundNumber;
use super::paired::{self, Paired};
use super::period::MentionedPeriod;
use super::phrases::FILLERS;
use super::scope::{DraftScope, Mention};
use std::ops::Range;

/// The surroundings of a figure.
pub(super) struct Around<'a> {
    pub(super) text: &'a NormalisedText,
    pub(super) scope: &'a DraftScope,
    pub(super) found: &'a FoundNumber,
    pub(super) sentence: usize,
    pub(super) clause: usize,
    /// The figure's unit; in a list, that of the last figure.
    pub(super) unit: &'static str,
    /// What the figure is of, where it is listed with 分别.
    pub(super) paired: Option<Paired>,
    pub(super) periods: &'a [Mention<MentionedPeriod>],
    /// The sentence, and a little of the paragraph before it.
    context: Range<usize>,
    pub(super) before: Range<usize>,
    pub(super) after: Range<usize>,
    /// Whether another figure follows in the clause, to which the words between may belong.
    pub(super) runs_on: bool,
    /// The meanings of the figures before it.
    pub(super) earlier: &'a [Meaning],
    /// What stands in brackets before the figure.
    asides: Vec<Range<usize>>,
}

/// The brackets of a range, of which none is left open.
fn asides(text: &NormalisedText, range: &Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut open = None;
    for at in range.clone() {
        match (text.get(at), open) {
            (Some('('), _) => open = Some(at),
            (Some(')'), Some(from)) => {
                found.push(from..at + 1);
                open = None;
            }
            _ => {}
        }
    }
    found
}

impl<'a> Around<'a> {
    pub fn new(
        text: &'a NormalisedText,
        scope: &'a DraftScope,
        found: &'a [FoundNumber],
        at: usize,
        earlier: &'a [Meaning],
        periods: &'a [Mention<MentionedPeriod>],
    ) -> Option<Self> {
        let own = found.get(at)?;
        let sentence = text.sentence(own.range.start);
        let clause = text.clause(own.range.start);
        let claimed = earlier.last().map_or(0, |m| m.claimed);
        let end = text.clause_end(own.range.end);
        let line = text.line(own.range.start);
        let context =
            sentence.min(own.range.start.saturating_sub(30).max(line))..text.sentence_end(own.range.end);
        let next = found.get(at + 1).map_or(text.len(), |n| n.range.start);
        if let Some(listed) = paired::listed(text, scope, found, at) {
            let before = listed.words.clone();
            return Some(Self {
                text,
                scope,
                found: own,
                sentence: sentence.min(before.start),
                clause: before.start,
                unit: listed.unit,
                context,
                before,
                after: own.range.end..own.range.end,
                runs_on: true,
                earlier,
                paired: Some(listed),
                periods,
                asides: Vec::new(),
            });
        }
        let before = sentence.max(claimed).min(own.range.start)..own.range.start;
        Some(Self {
            text,
            scope,
            found: own,
            sentence,
            clause,
            unit: own.unit,
            paired: None,
            periods,
            context,
            asides: asides(text, &before),
            before,
            after: own.range.end..end.min(next),
            runs_on: next < end,
            earlier,
        })
    }

    /// Returns the words of the figure's own clause before it.
    pub(super) fn own(&self) -> Range<usize> {
        self.before.start.max(self.clause)..self.before.end
    }

    pub(super) fn near(&self, words: &[&str]) -> bool {
        self.text.any(&self.own(), words) || (!self.runs_on && self.text.any(&self.after, words))
    }

    pub(super) fn in_context(&self, words: &[&str]) -> bool {
        self.text.any(&self.context, words)
    }

    /// Whether a place before the figure lies in brackets that are closed before it: what stands there takes no figure.
    pub(super) fn is_aside(&self, at: usize) -> bool {
        self.asides.iter().any(|aside| aside.contains(&at))
    }

    /// Returns where the words before `from` begin that add nothing: 共计, 达.
    pub(super) fn fillers(&self, from: usize) -> usize {
        let mut at = from;
        'again: loop {
            // 网格(个): its unit in brackets.
            if at > self.before.start && self.text.get(at - 1) == Some(')') {
                let open = (self.before.start..at - 1).rev().take(4).find(|i| self.text.get(*i) == Some('('));
                if let Some(open) = open {
                    at = open;
                    continue 'again;
                }
            }
            for word in FILLERS.iter() {
                let n = word.chars().count();
                if at >= self.before.start + n && self.text.has(at - n, word) {
                    at -= n;
                    continue 'again;
                }
            }
            return at;
        }
    }
}
