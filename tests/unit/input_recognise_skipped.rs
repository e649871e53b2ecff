//! Rows inside a table that are no records: the first of them one by one, however many there are.

use super::*;

#[test]
fn a_million_rows_are_counted_and_few_of_them_kept() {
    let mut rows = SkippedRows::default();
    (1..=1_000_000).for_each(|row| rows.add(row, "小计"));
    assert_eq!((rows.len(), rows.iter().count()), (1_000_000, MOST_SKIPPED));
    assert!(rows.latest.len() <= 2 * LATEST);
    rows.give_back(999_990);
    assert_eq!(rows.len(), 999_989);
}
