//! Row numbers as runs, so that a million rows of one fault take no more room than one.

use serde::{Deserialize, Serialize};

/// The most runs that are kept.
const RUNS: usize = 1000;

/// Rows as runs from the top, each row once. Of more runs than are kept, only the number of their rows is known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct RowRuns {
    runs: Vec<(u32, u32)>,
    left_out: u32,
}

impl From<u32> for RowRuns {
    fn from(row: u32) -> Self {
        Self { runs: vec![(row, row)], left_out: 0 }
    }
}

impl FromIterator<u32> for RowRuns {
    fn from_iter<T: IntoIterator<Item = u32>>(rows: T) -> Self {
        let mut runs = Self::default();
        rows.into_iter().for_each(|row| runs.add(row));
        runs
    }
}

impl RowRuns {
    /// The runs that are kept, each by its first and last row.
    pub fn runs(&self) -> &[(u32, u32)] {
        &self.runs
    }

    /// The number of rows that are not among the runs.
    pub fn left_out(&self) -> u32 {
        self.left_out
    }

    /// The number of rows.
    pub fn count(&self) -> u32 {
        let kept = self.runs.iter().map(|(first, last)| last - first + 1);
        kept.fold(self.left_out, u32::saturating_add)
    }

    /// The same with at most `runs` of the runs.
    pub fn first(&self, runs: usize) -> Self {
        let kept: Vec<(u32, u32)> = self.runs.iter().take(runs).copied().collect();
        let mut first = Self { runs: kept, left_out: 0 };
        first.left_out = self.count().saturating_sub(first.count());
        first
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.runs.is_empty()
    }

    /// The rows of the runs that are kept.
    pub fn iter(&self) -> impl Iterator<Item = u32> {
        self.runs.iter().flat_map(|(first, last)| *first..=*last)
    }

    /// Whether a row is in a run that is kept.
    pub fn contains(&self, row: u32) -> bool {
        let next = self.runs.partition_point(|(_, last)| *last < row);
        self.runs.get(next).is_some_and(|(first, _)| *first <= row)
    }

    /// Adds a row; nothing changes if it is there already.
    pub fn add(&mut self, row: u32) {
        self.add_run(row, row);
    }

    /// Adds `rows` of which it is not known where they are.
    pub fn more(&mut self, rows: u32) {
        self.left_out = self.left_out.saturating_add(rows);
    }

    /// Adds the rows of others.
    pub fn take(&mut self, other: Self) {
        other.runs.iter().for_each(|(first, last)| self.add_run(*first, *last));
        self.more(other.left_out);
    }

    fn add_run(&mut self, first: u32, last: u32) {
        // The first run that the new one touches or comes before, and the first that it does not reach.
        let from = self.runs.partition_point(|(_, end)| end.saturating_add(1) < first);
        let to = self.runs.partition_point(|(start, _)| *start <= last.saturating_add(1));
        if from < to {
            let touched = self.runs.get(from..to).unwrap_or_default();
            let start = touched.first().map_or(first, |run| run.0.min(first));
            let end = touched.last().map_or(last, |run| run.1.max(last));
            self.runs.splice(from..to, [(start, end)]);
        } else if self.runs.len() < RUNS {
            self.runs.insert(from, (first, last));
        } else {
            self.more(last - first + 1);
        }
    }
}

impl std::fmt::Display for RowRuns {
    /// `5–8、12`, with `…` where runs are left out.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (at, (first, last)) in self.runs.iter().enumerate() {
            let comma = if at == 0 { "" } else { "、" };
            match last - first {
                0 => write!(f, "{comma}{first}")?,
                1 => write!(f, "{comma}{first}、{last}")?,
                _ => write!(f, "{comma}{first}–{last}")?,
            }
        }
        if self.left_out > 0 { f.write_str("…") } else { Ok(()) }
    }
}
