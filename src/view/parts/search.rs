//! Finding a village, a grid or a person by its name, by a part of it, or by the first letters of its pinyin.

use crate::figures::Figures;
use crate::figures::details::{ListedAs, ListedName};
use crate::order::Sort as _;
use crate::text::pinyin::position;
use crate::text::t;
use crate::view::place_ref::PlaceRef;

/// Something that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchHit {
    /// The place or person.
    pub found: PlaceRef,
    /// Its name.
    pub label: String,
    /// What it is: 村, 网格, 党代表, with the person's village.
    pub hint: String,
}

/// Returns the best hits, at most `most`: names that begin with what was typed first, then villages before grids before
/// persons, each in the order of its list; none if nothing is typed. `people` are those whom lists name: they lead to
/// their grid, or else to their village.
pub fn find(figures: &Figures, people: &[ListedName], typed: &str, most: usize) -> Vec<SearchHit> {
    let typed: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    let mut hits: Vec<(bool, SearchHit)> = Vec::new();
    let mut look = |label: String, own: &str, hit: &dyn Fn(String) -> SearchHit| {
        let at = position(&label, &typed).or_else(|| position(own, &typed));
        if let Some(at) = at {
            hits.push((at > 0, hit(label)));
        }
    };
    for village in &figures.villages {
        look(village.name.clone(), "", &|label| SearchHit {
            found: PlaceRef::Village(village.name.clone()),
            label,
            hint: t("村").to_owned(),
        });
    }
    for grid in &figures.grids {
        look(grid.label(), &grid.code, &|label| SearchHit {
            found: PlaceRef::Grid(grid.village.clone(), grid.key.clone()),
            label,
            hint: t("网格").to_owned(),
        });
    }
    for person in &figures.persons {
        look(person.name.clone(), "", &|label| SearchHit {
            found: PlaceRef::Person(person.body, person.name.clone()),
            label,
            hint: [person.body.label(), &person.village].join(" ").trim_end().to_owned(),
        });
    }
    for person in people {
        let what = match person.role {
            ListedAs::Officer => t("网格员"),
            ListedAs::Leader => t("网格长"),
            ListedAs::Head => t("联户长"),
            ListedAs::Cadre => t("村干部"),
            ListedAs::PartyGroup => continue,
        };
        let found = match &person.grid {
            Some(grid) => PlaceRef::Grid(grid.village.clone(), grid.grid.clone()),
            None if person.village.is_empty() => continue,
            None => PlaceRef::Village(person.village.clone()),
        };
        let place = || figures.place_label(&person.village, person.grid.as_ref());
        look(person.name.clone(), "", &|label| SearchHit {
            found: found.clone(),
            label,
            hint: format!("{what} {}", place()),
        });
    }
    hits.order_by_key(|(later, _)| *later);
    hits.into_iter().take(most).map(|(_, hit)| hit).collect()
}
