//! How alike two names are, for asking whether they are one.

use crate::text::pinyin::key;

/// A character more or less, or two that changed places, are further apart than one mistyped for another.
const MOVED: u32 = 500_000;

/// Returns how unlike two different names of at least two characters are, less for characters that sound alike; `None`
/// if more than one character differs.
///
/// ```
/// use gelan_core::input::value::unlikeness;
/// assert!(unlikeness("西领", "西岭") < unlikeness("西领", "西河"));
/// assert_eq!((unlikeness("西岭", "东山"), unlikeness("西岭", "西岭")), (None, None));
/// ```
pub fn unlikeness(a: &str, b: &str) -> Option<u32> {
    let (a, b) = (key(a), key(b));
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    if short.len() < 2 {
        return None;
    }
    if short.len() == long.len() {
        let differing: Vec<(u32, u32)> =
            short.iter().copied().zip(long.iter().copied()).filter(|(x, y)| x != y).collect();
        return match differing.as_slice() {
            [(x, y)] => Some(1 + x.abs_diff(*y)),
            [(x, y), (v, w)] if (x, y) == (w, v) && short.len() > 2 => Some(MOVED),
            _ => None,
        };
    }
    let without = |at: usize| long.iter().enumerate().filter(move |(i, _)| *i != at).map(|(_, c)| c);
    let one_more = long.len() == short.len() + 1 && (0..long.len()).any(|at| without(at).eq(short.iter()));
    one_more.then_some(MOVED)
}
