//! Heading lists that systems of this field and of others publish: each is its kind, or none of ours.

use crate::common::session::read;
use gelan::input::recognise::{Confidence, TableInfo};
use gelan::model::kind::Kind;

/// A list: its kind, where it stands, and the lines of a file.
fn lists() -> impl Iterator<Item = (Option<Kind>, &'static str, String)> {
    let blocks = include_str!("../files/recognise/lists.txt").split("\n\n").skip(1);
    blocks.map(|block| {
        let mut lines = block.trim().lines();
        let (kind, source) = lines.next().unwrap().split_once('\t').unwrap();
        assert!(kind == "-" || Kind::from_id(kind).is_some(), "{kind}");
        (Kind::from_id(kind), source, lines.collect::<Vec<_>>().join("\n"))
    })
}

#[test]
fn published_lists_are_what_they_are() {
    let mut seen = (0, 0);
    for (kind, source, text) in lists() {
        let report = read("表.csv", &text).report;
        let counted = |t: &&TableInfo| t.kind.is_some_and(Kind::is_counted);
        let found: Vec<Kind> = report.tables.iter().filter(counted).filter_map(|t| t.kind).collect();
        assert_eq!(found, kind.into_iter().collect::<Vec<_>>(), "{source}\n{text}");
        let is_sure = report.tables.iter().any(|t| t.confidence == Confidence::Sure);
        seen = (seen.0 + 1, seen.1 + usize::from(is_sure && kind.is_none()));
    }
    assert!(seen.0 >= 75 && seen.1 == 0, "{seen:?}");
}
