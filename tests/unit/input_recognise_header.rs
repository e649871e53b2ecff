//! Finds a table's header among the first rows of a region.

use super::*;
use crate::catalogue::kinds::kinds;

#[test]
fn no_heading_that_is_known_looks_like_a_number() {
    let headings = kinds().iter().flat_map(|kind| &kind.fields).flat_map(|field| &field.headings);
    let numbers: Vec<&str> = headings.map(|h| h.as_ref()).filter(|h: &&str| is_number(h)).collect();
    assert_eq!(numbers, [""; 0]);
}
