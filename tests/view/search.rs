//! Finding villages, grids and persons by what is typed.

use gelan::count::Tally;
use gelan::figures::{Figures, GridFigures, KnownCounts, PersonFigures, Setting, VillageFigures, present};
use gelan::model::body::Body;
use gelan::view::parts::search::find;

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

fn labels(typed: &str, most: usize) -> Vec<String> {
    find(&town(), typed, most).into_iter().map(|h| h.label).collect()
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
    assert_eq!(find(&town(), "hhh", 9)[3].hint, "党代表 三都村");
}
