//! Consistency checks: a clean township gives none of them, and each is found where one thing is made wrong.

mod dates;
mod figures;
mod lists;
mod numbers;
mod people;
mod town;

use town::Town;

#[test]
fn a_clean_township_gives_none() {
    assert_eq!(Town::clean().findings(), []);
}
