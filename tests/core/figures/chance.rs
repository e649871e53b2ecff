//! Whether a difference is more than chance.

use gelan::figures::compare::*;

/// Newcombe (1998), table II, method 10: 56/70 against 48/80 differs by 0.2 in (0.0524, 0.3339); 5/56 against 0/29
/// by 0.0893 in (−0.0381, 0.1926).
#[test]
fn ratios() {
    assert_eq!(ratios_apart((48, 80), (56, 70)), Some((200, Chance::Beyond)));
    assert_eq!(ratios_apart((56, 70), (48, 80)), Some((-200, Chance::Beyond)));
    assert_eq!(ratios_apart((0, 29), (5, 56)), Some((89, Chance::Within)));
    assert_eq!(ratios_apart((1, 3), (2, 3)), Some((333, Chance::Within)));
    assert_eq!(ratios_apart((1, 2), (1, 2)), Some((0, Chance::Within)));
    assert_eq!(ratios_apart((1, 0), (1, 2)), None);
    // More linked than there are: a difference, and no proportion.
    assert_eq!(ratios_apart((5, 4), (1, 2)), Some((-750, Chance::None)));
}

/// By hand: 1 + 9 with equal days is twice (1 + 10) / 1024 = 0.0215; 2 + 8 twice 56 / 1024 = 0.109.
#[test]
fn counts() {
    assert_eq!(counts_apart((1, 30), (9, 30)), Chance::Beyond);
    assert_eq!(counts_apart((9, 30), (1, 30)), Chance::Beyond);
    assert_eq!(counts_apart((2, 30), (8, 30)), Chance::Within);
    // Three times the visits in three times the days.
    assert_eq!(counts_apart((30, 30), (90, 90)), Chance::Within);
    assert_eq!(counts_apart((30, 30), (90, 30)), Chance::Beyond);
    // 0 in a third of the days beside 4: (2/3)^4 = 0.198, doubled 0.395.
    assert_eq!(counts_apart((4, 60), (0, 30)), Chance::Within);
    assert_eq!(counts_apart((0, 30), (0, 30)), Chance::None);
    assert_eq!(counts_apart((-1, 30), (5, 30)), Chance::None);
}
