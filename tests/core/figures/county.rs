//! Towns joined as a county.

use gelan::catalogue::Counter;
use gelan::count::county::{is_town, join, town_of, within};
use gelan::count::{Counts, GridTally, Tally};
use gelan::model::body::Body;
use gelan::model::kind::Kind;
use gelan::model::place::GridKey;

fn town(officers: i64, people: i64, kinds: &[Kind]) -> Tally {
    let mut tally = Tally { loaded: crate::common::town::loaded(kinds, &[]), ..Tally::default() };
    let key = GridKey { village: "龙泉村".into(), grid: "1".into() };
    let counts = Counts::default().with(Counter::Officers, officers).with(Counter::Visits, 3);
    tally.grids.insert(key, GridTally { counts, ..GridTally::default() });
    tally.villages.entry("龙泉村".into()).or_default().counts.add(Counter::Visits, 3);
    tally.villages.entry(String::new()).or_default().counts.add(Counter::Volunteers, 5);
    tally.bodies.entry(Body::Party).or_default().counts.put(Counter::Reps, Some(people));
    tally
}

#[test]
fn places_of_one_name_stay_apart_and_sealed_counts_add_up() {
    let (a, b) = (town(1, 4, &[Kind::Grids]), town(2, 6, &[Kind::Grids]));
    let county = join([("青石镇", &a), ("柳河镇", &b)]);
    assert_eq!(county, join([("柳河镇", &b), ("青石镇", &a)]), "in either order");
    assert_eq!(county.grids.len(), 2);
    assert_eq!(county.villages.get("柳河镇 龙泉村").map(|v| v.counts.get(Counter::Visits)), Some(3));
    assert_eq!(county.villages.get("柳河镇 ").map(|v| v.counts.get(Counter::Volunteers)), Some(5));
    assert!(is_town("柳河镇 ") && is_town("") && !is_town("柳河镇 龙泉村") && !is_town("龙泉村"));
    assert_eq!(county.bodies.get(&Body::Party).map(|b| b.counts.get(Counter::Reps)), Some(10));
    let city = join([("惠水县", &county), ("空县", &Tally::default())]);
    assert_eq!(within("惠水县 柳河镇 龙泉村", "惠水县"), Some("柳河镇 龙泉村"));
    assert_eq!(town_of("惠水县 柳河镇 龙泉村"), "惠水县 柳河镇 ");
    assert_eq!(city.grids.len(), 2);
    assert_eq!(within("柳河镇龙泉村", "柳河镇"), None);
}

#[test]
fn what_one_town_lacks_is_not_known_of_the_county() {
    let (a, b) = (town(1, 4, &[Kind::Grids, Kind::Officers]), town(2, 6, &[Kind::Grids]));
    let county = join([("青石镇", &a), ("柳河镇", &b)]);
    assert!(county.loaded.has(Kind::Grids) && !county.loaded.has(Kind::Officers));
}
