//! Comparing snapshots.

use super::*;
use crate::catalogue::Counter;
use crate::count::{Counts, GridTally, Least, Listing, Tally};
use crate::figures::{Setting, present};
use crate::model::kind::Kind;
use crate::model::place::GridKey;

fn figures(officers: i64) -> Figures {
    let mut tally = Tally::default();
    [Kind::Grids, Kind::Officers, Kind::Heads].into_iter().for_each(|kind| tally.loaded.add(kind));
    for i in 0..4 {
        let listing = Listing { rank: i, name: format!("{i}"), ..Listing::default() };
        let key = GridKey { village: "龙泉村".into(), grid: format!("{i}") };
        let counts = Counts::default().with(Counter::Officers, i64::from(i64::from(i) < officers));
        tally.grids.insert(key, GridTally { listed: Least(Some(listing)), counts, ..GridTally::default() });
    }
    present(&tally, Setting::default())
}

#[test]
fn what_is_defined_anew_is_named_and_the_rest_is_compared() {
    const LATER: History =
        History { now: 3, changed: &[(2, &["coverage.officer"]), (3, &["grids", "heads"])] };
    let (a, b) = (figures(1), figures(3));
    let line = |c: &Comparison, id: &str| {
        c.measures.iter().chain(&c.counts).find(|l| l.id == id).map(|l| l.difference.clone())
    };
    let of = |old, new| {
        compare_by(LATER, Side { figures: &a, catalogue: old }, Side { figures: &b, catalogue: new })
    };
    let c = of(Some(1), Some(2));
    assert_eq!(line(&c, "coverage.officer"), Some(Difference::Definition));
    assert!(matches!(line(&c, "grids"), Some(Difference::Amount(0, _))));
    assert!(c.notes.iter().any(|n| n.contains("口径有变的 1 项")), "{:?}", c.notes);
    let c = of(Some(3), Some(2));
    assert!(matches!(line(&c, "coverage.officer"), Some(Difference::Points(500, _))));
    assert_eq!(line(&c, "grids"), Some(Difference::Definition));
    // A text of version 1 is by the first definitions.
    assert_eq!(line(&of(None, Some(3)), "coverage.officer"), Some(Difference::Definition));
    let c = of(Some(3), Some(3));
    assert!(matches!(line(&c, "grids"), Some(Difference::Amount(0, _))) && c.notes.is_empty());
    let c = of(Some(3), Some(4));
    assert_eq!(line(&c, "villages"), Some(Difference::Definition), "a version that is not known here");
}
