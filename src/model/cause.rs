//! Findings by cause: what a person looks at, mends and ticks off at once.

use super::finding::{Code, Finding, FindingPlace, FindingSpan};
use super::row_runs::RowRuns;
use crate::order::{Gather as _, Sort as _};
use crate::text::{say, t};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The most values of a code that are each a cause of their own; of more, all are one cause. Values that differ by a number
/// alone (第7网格, 第8网格) are one.
const OWN: usize = 12;
/// The most values that a sentence names.
const NAMED: usize = 3;

/// The findings of one cause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cause<'a> {
    /// Their code.
    pub code: Code,
    /// What of them is one: the value, the heading, the sheet; empty where all findings of the code are.
    pub subject: String,
    /// The findings, at least one.
    pub findings: Vec<&'a Finding>,
}

/// Returns the causes of findings, the most pressing first.
pub fn causes<'a>(findings: impl IntoIterator<Item = &'a Finding>) -> Vec<Cause<'a>> {
    let findings: Vec<&Finding> = findings.into_iter().collect();
    let mut values: BTreeMap<Code, BTreeSet<String>> = BTreeMap::new();
    for finding in findings.iter().filter(|f| f.code.span() == FindingSpan::Value) {
        values.entry(finding.code).or_default().insert(without_number(&finding.value));
    }
    let mut causes: Vec<Cause<'_>> = Vec::new();
    let mut known: BTreeMap<(Code, String), usize> = BTreeMap::new();
    for finding in findings {
        let place = &finding.place;
        let (subject, same) = match finding.code.span() {
            FindingSpan::Value if values.get(&finding.code).is_some_and(|v| v.len() > OWN) => {
                (String::new(), None)
            }
            // The first stands for all of them.
            FindingSpan::Value => (finding.value.clone(), Some(without_number(&finding.value))),
            FindingSpan::Column => (place.column.clone().unwrap_or_default(), None),
            FindingSpan::Table if place.sheet.is_empty() => (place.file.clone(), None),
            FindingSpan::Table => (format!("{} · {}", place.file, place.sheet), None),
            FindingSpan::Whole => (String::new(), None),
        };
        let at = *known.entry((finding.code, same.unwrap_or_else(|| subject.clone()))).or_insert_with(|| {
            causes.push(Cause { code: finding.code, subject, findings: Vec::new() });
            causes.len() - 1
        });
        if let Some(cause) = causes.get_mut(at) {
            cause.findings.push(finding);
        }
    }
    causes.order_by_key(|cause| cause.code.rank());
    causes
}

/// A value with … in place of its numbers.
fn without_number(value: &str) -> String {
    let (mut out, mut before) = (String::new(), ' ');
    for c in value.chars() {
        let written = "一二三四五六七八九".contains(c) || matches!(c, '十' | '百');
        let written = written && matches!(before, '第' | '…');
        let counts = written || c.is_ascii_digit() || ('０'..='９').contains(&c);
        let shown = if counts { '…' } else { c };
        if (shown, before) != ('…', '…') {
            out.push(shown);
        }
        before = shown;
    }
    out
}

impl<'a> Cause<'a> {
    /// How often it was found.
    pub fn count(&self) -> u32 {
        self.findings.iter().fold(0, |sum, finding| sum.saturating_add(finding.count))
    }

    /// Its findings by the columns of sheets that they are in.
    pub fn by_place(&self) -> Vec<Self> {
        let mut places: Vec<Self> = Vec::new();
        for finding in &self.findings {
            let same = |cause: &&mut Self| {
                cause.findings.first().is_some_and(|first| first.place.is_same_column(&finding.place))
            };
            // Mostly that of the finding before.
            match places.iter_mut().rev().find(same) {
                Some(place) => place.findings.push(finding),
                None => places.push(Self {
                    code: self.code,
                    subject: self.subject.clone(),
                    findings: vec![finding],
                }),
            }
        }
        places
    }

    /// The rows of its findings, whatever sheets they are in.
    pub fn rows(&self) -> RowRuns {
        let mut rows = RowRuns::default();
        self.findings.iter().for_each(|finding| rows.take(finding.rows.clone()));
        rows
    }

    /// The place of the first finding.
    pub fn place(&self) -> Option<&'a FindingPlace> {
        self.findings.first().map(|finding| &finding.place)
    }

    /// The values, those that were found most often first, each with how often.
    pub fn values(&self) -> Vec<(&'a str, u32)> {
        let mut values: Vec<(&str, u32)> = Vec::new();
        for finding in &self.findings {
            match values.iter_mut().find(|(value, _)| *value == finding.value) {
                Some((_, count)) => *count = count.saturating_add(finding.count),
                None => values.push((&finding.value, finding.count)),
            }
        }
        values.order_by_key(|(_, count)| std::cmp::Reverse(*count));
        values.retain(|(value, _)| !value.is_empty());
        values
    }

    /// One sentence about all of it: that of its only finding, or the usual cause, the number, some values, and the advice.
    pub fn sentence(&self) -> String {
        if let ([only], true) = (self.findings.as_slice(), self.findings.iter().all(|f| f.others.is_empty()))
        {
            return only.message.clone();
        }
        let count = self.count();
        let values = self.values();
        let named: Vec<&str> = values.iter().take(NAMED).map(|(value, _)| *value).collect();
        let more = if values.len() > NAMED { t("等") } else { "" };
        let values = if named.is_empty() || self.subject == *named.concat() {
            String::new()
        } else {
            format!("{}{}{more}", t("："), named.join(t("、")))
        };
        let (cause, remedy) = (self.code.cause(), self.code.remedy());
        say!("{cause}，共 {count} 处{values}；{remedy}", cause, count, values, remedy)
    }

    /// What it is ticked off by.
    pub fn key(&self) -> String {
        format!("{} {}", self.code.as_str(), self.subject).trim_end().to_owned()
    }

    fn files(&self) -> BTreeSet<String> {
        self.findings.iter().map(|finding| finding.place.file.clone()).into_set()
    }
}

/// How much of a cause was ticked off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Tick {
    count: u32,
    files: BTreeSet<String>,
}

/// The causes that a person ticked off. One that is found more often since, or in another file, asks again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Ticks(BTreeMap<String, Tick>);

impl Ticks {
    /// Ticks a cause off, or no longer.
    pub fn set(&mut self, cause: &Cause<'_>, ticked: bool) {
        if ticked {
            self.0.insert(cause.key(), Tick { count: cause.count(), files: cause.files() });
        } else {
            self.0.remove(&cause.key());
        }
    }

    /// Whether a cause is ticked off.
    pub fn has(&self, cause: &Cause<'_>) -> bool {
        let covers = |tick: &Tick| cause.count() <= tick.count && cause.files().is_subset(&tick.files);
        self.0.get(&cause.key()).is_some_and(covers)
    }

    /// Whether a cause asks for something and is not ticked off.
    pub fn leaves(&self, cause: &Cause<'_>) -> bool {
        cause.code.class().asks() && !self.has(cause)
    }

    /// How many causes are ticked off.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether nothing is ticked off.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Takes in others.
    pub fn take(&mut self, other: Self) {
        self.0.extend(other.0);
    }
}
