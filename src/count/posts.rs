//! Who is who among officers: one person may stand in several rows, two persons may have one name.

use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// A row that names an officer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Post<'a> {
    /// The village.
    pub village: &'a str,
    /// The name.
    pub name: &'a str,
    /// Telephone or identity number; empty where there is none.
    pub mark: &'a str,
}

/// The rows of each person, in the order of their first rows.
///
/// Rows of one name and mark are one person, wherever they are. A name without a mark is a person of its
/// village: the one of that name there, where only one mark goes with it, else one of its own.
pub fn persons(posts: &[Post<'_>]) -> Vec<Vec<usize>> {
    let mut marks: FxHashMap<(&str, &str), BTreeSet<&str>> = FxHashMap::default();
    for post in posts.iter().filter(|p| !p.mark.is_empty()) {
        marks.entry((post.village, post.name)).or_default().insert(post.mark);
    }
    let mut known: FxHashMap<(&str, &str, &str), usize> = FxHashMap::default();
    let mut persons: Vec<Vec<usize>> = Vec::new();
    for (index, post) in posts.iter().enumerate() {
        let only =
            marks.get(&(post.village, post.name)).filter(|set| set.len() == 1).and_then(BTreeSet::first);
        let mark = if post.mark.is_empty() { only.copied().unwrap_or_default() } else { post.mark };
        let place = if mark.is_empty() { post.village } else { "" };
        let person = *known.entry((post.name, mark, place)).or_insert_with(|| {
            persons.push(Vec::new());
            persons.len() - 1
        });
        if let Some(rows) = persons.get_mut(person) {
            rows.push(index);
        }
    }
    persons
}
