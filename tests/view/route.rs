//! Hashes of addresses: read as they are written.

use gelan::model::body::Body;
use gelan::model::period::PeriodChoice;
use gelan::view::pages::Page;
use gelan::view::place_ref::{PlaceRef, place_hash};
use gelan::view::route::{Address, Route, hash};

#[test]
fn hashes_are_read_as_they_are_written() {
    for &page in Page::ALL.iter().filter(|p| **p != Page::Place) {
        assert_eq!(Address::parse(&hash(page, None)), Address::Page(page.into()));
        assert_eq!(
            Address::parse(&hash(page, Some("1Ab-_"))),
            Address::Snapshot("1Ab-_".into(), page.into())
        );
    }
    assert_eq!(Address::parse("#s=abc"), Address::Snapshot("abc".into(), Page::Overview.into()));
    assert_eq!(Address::parse("#sample"), Address::Sample(Route::default()));
    assert_eq!(Address::parse("#sample&/grids"), Address::Sample(Page::Grids.into()));
    assert_eq!(Address::parse("#/nowhere"), Address::Page(Page::Overview.into()));
    assert_eq!(Address::parse(""), Address::Page(Page::Overview.into()));
    assert_eq!(Address::parse("#/place/"), Address::Page(Page::Overview.into()));
}

#[test]
fn places_stand_in_the_hash() {
    for place in [
        PlaceRef::Village("三都村".into()),
        PlaceRef::Grid("三都村".into(), "三都村第1网格".into()),
        PlaceRef::Grid("A&B/村".into(), "100% #1 / 2".into()),
        PlaceRef::Person(Body::Congress, "王/一 #2".into()),
    ] {
        let spot = Route { page: Page::Place, place: Some(place.clone()), ..Route::default() };
        assert_eq!(Address::parse(&place_hash(&place, None)), Address::Page(spot.clone()));
        assert_eq!(Address::parse(&place_hash(&place, Some("x"))), Address::Snapshot("x".into(), spot));
    }
    let seen = "#/place/%E4%B8%89%E9%83%BD%E6%9D%91";
    let village =
        Route { page: Page::Place, place: Some(PlaceRef::Village("三都村".into())), ..Route::default() };
    assert_eq!(Address::parse(seen), Address::Page(village), "as browsers write it");
    let odd = Route { place: Some(PlaceRef::Village("50%的".into())), ..Page::Place.into() };
    assert_eq!(Address::parse("#/place/50%的"), Address::Page(odd));
}

#[test]
fn period_and_village_stand_in_the_hash() {
    let spot = Route {
        page: Page::Grids,
        place: None,
        period: Some(PeriodChoice::Quarter(2024, 2)),
        village: Some("A&B=?村".into()),
    };
    for route in [
        Address::Page(spot.clone()),
        Address::Sample(spot.clone()),
        Address::Snapshot("1Ab-_".into(), Route { period: None, ..spot }),
        Address::Page(Route {
            page: Page::Place,
            place: Some(PlaceRef::Village("三都村".into())),
            ..Route::default()
        }),
    ] {
        assert_eq!(Address::parse(&route.hash()), route, "{}", route.hash());
    }
    assert_eq!(
        Address::parse("#/grids?period=2024-13&village=&x=1&&"),
        Address::Page(Page::Grids.into()),
        "what is no period and no name is passed over"
    );
}

#[test]
fn the_link_replaces_any_hash() {
    assert_eq!(
        gelan::snapshot::carrier::link("file:///C:/格览.html#/grids", "x"),
        "file:///C:/格览.html#s=x"
    );
}
