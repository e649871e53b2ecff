//! Snapshots' texts out of pasted words, text files and tables, one a line.

use crate::snapshot::carrier;

/// What each line holds that may be a snapshot: its number from 1 and its text, or why it cannot be one. Lines without
/// one (headings, blank lines) are passed over. A text over several lines is taken whole where no line is one.
pub fn links(text: &str) -> Vec<(usize, Result<String, crate::snapshot::SnapshotError>)> {
    let likely = |line: &str| line.trim().len() > 40 || line.contains("s=G") || line.contains("GELAN:");
    let found: Vec<_> = text
        .lines()
        .enumerate()
        .filter(|(_, line)| likely(line))
        .map(|(i, line)| (i + 1, carrier::find(line)))
        .filter(|(_, found)| *found != Err(crate::snapshot::SnapshotError::NotASnapshot))
        .collect();
    if found.iter().any(|(_, f)| f.is_ok()) {
        return found;
    }
    // Chat programs break a long link into lines.
    match carrier::find(text) {
        Ok(whole) => vec![(1, Ok(whole))],
        Err(error) if found.is_empty() && !text.trim().is_empty() => vec![(1, Err(error))],
        Err(_) => found,
    }
}
