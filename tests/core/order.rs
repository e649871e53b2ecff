//! Sorting and gathering by one copy of the code gives what the standard library gives.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use gelan::order::{Gather as _, Sort as _};
use proptest::prelude::*;

proptest! {
    #[test]
    fn sorts_are_stable_and_as_the_standard_librarys(items in prop::collection::vec((0_u8..6, 0_u16..), 0..80)) {
        let mut expected = items.clone();
        let mut sorted = items.clone();
        expected.sort_by_key(|(key, _)| *key);
        sorted.order_by_key(|(key, _)| *key);
        prop_assert_eq!(&sorted, &expected);
        expected.sort();
        sorted.order();
        prop_assert_eq!(&sorted, &expected);
        let mut expected = items.clone();
        let mut sorted = items;
        expected.sort_by_cached_key(|(key, n)| Reverse(key / 2 + (n % 2) as u8));
        sorted.order_by_cached_key(|(key, n)| Reverse(key / 2 + (n % 2) as u8));
        prop_assert_eq!(sorted, expected);
    }

    #[test]
    fn maps_sets_and_objects_hold_what_collect_holds(pairs in prop::collection::vec(("[a-c]{1,2}", 0_u8..), 0..40)) {
        let all = || pairs.iter().cloned();
        prop_assert_eq!(all().into_map(), all().collect::<BTreeMap<_, _>>());
        prop_assert_eq!(all().into_set(), all().collect::<BTreeSet<_>>());
        let named = || all().map(|(name, n)| (name, serde_json::json!(n)));
        prop_assert_eq!(named().into_object(), named().collect::<serde_json::Map<_, _>>());
    }
}
