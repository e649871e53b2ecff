//! Finding villages, grids and persons by what is typed.

use gelan::count::Tally;
use gelan::figures::details::{ListedAs, ListedName};
use gelan::figures::{Figures, GridFigures, KnownCounts, PersonFigures, Setting, VillageFigures, present};
use gelan::model::body::Body;
use gelan::model::place::GridKey;
use gelan::view::parts::search::find;
use gelan::view::place_ref::PlaceRef;

fn town() -> Figures {
    let mut figures = present(&Tally::default(), Setting::default());
    for name in ["三都村", "好花红村"] {
        figures.villages.push(VillageFigures { name: name.into(), ..VillageFigures::default() });
        for grid in ["第一网格", "第二网格"] {
            let code = format!("52273110{}", figures.grids.len());
            let (village, name) = (name.into(), grid.into());
            figures.grids.push(GridFigures { village, name, code, ..GridFigures::default() });
        }
    }
    figures.persons.push(PersonFigures {
        body: Body::Party,
        name: "何海花".into(),
        village: "三都村".into(),
        on_roster: true,
        counts: KnownCounts::default(),
        days: None,
        days_in_office: None,
    });
    figures
}

/// An officer and a head of one grid, and a cadre of a village.
fn people() -> Vec<ListedName> {
    let grid = || Some(GridKey { village: "三都村".into(), grid: String::new() });
    let named = |role, name: &str, grid: Option<GridKey>| ListedName {
        role,
        name: name.into(),
        village: "三都村".into(),
        grid,
        size: None,
        post: String::new(),
    };
    vec![
        named(ListedAs::Officer, "韦明", grid()),
        named(ListedAs::Head, "韦光", grid()),
        named(ListedAs::Cadre, "韦强", None),
        named(ListedAs::PartyGroup, "韦家寨党小组", grid()),
    ]
}

#[test]
fn officers_heads_and_cadres_lead_to_their_grid_or_village() {
    let found = find(&town(), &people(), "韦", 9);
    let said: Vec<_> = found.iter().map(|h| (h.label.as_str(), h.hint.as_str())).collect();
    let grid = "三都村第一网格";
    let (officer, head) = (format!("网格员 {grid}"), format!("联户长 {grid}"));
    assert_eq!(said, [("韦明", &*officer), ("韦光", &*head), ("韦强", "村干部 三都村")]);
    assert_eq!(found[0].found, PlaceRef::Grid("三都村".into(), String::new()));
    assert_eq!(found[2].found, PlaceRef::Village("三都村".into()));
}

fn labels(typed: &str, most: usize) -> Vec<String> {
    find(&town(), &people(), typed, most).into_iter().map(|h| h.label).collect()
}

#[test]
fn letters_find_villages_grids_and_persons() {
    assert_eq!(labels("hhh", 9), ["好花红村", "好花红村第一网格", "好花红村第二网格", "何海花"]);
    assert_eq!(labels("hhh", 2), ["好花红村", "好花红村第一网格"]);
    assert_eq!(labels("第二", 9), ["三都村第二网格", "好花红村第二网格"]);
    assert_eq!(labels("花", 9), ["好花红村", "好花红村第一网格", "好花红村第二网格", "何海花"]);
    assert_eq!(labels("522731103", 9), ["好花红村第二网格"], "by its code");
    assert_eq!(labels(" ", 9), [""; 0]);
    assert_eq!(labels("xx", 9), [""; 0]);
}

#[test]
fn names_that_begin_so_come_first() {
    assert_eq!(labels("海", 9), ["何海花"]);
    assert_eq!(labels("h", 3), ["好花红村", "好花红村第一网格", "好花红村第二网格"]);
    assert_eq!(find(&town(), &people(), "hhh", 9)[3].hint, "党代表 三都村");
}
