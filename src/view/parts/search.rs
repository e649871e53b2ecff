//! Finding a village, a grid or a person by its name, by a part of it, or by the first letters of its pinyin.

use crate::figures::Figures;
use crate::model::body::Body;
use crate::text::pinyin::position;
use crate::text::t;

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// A village, by name.
    Village(String),
    /// A grid: its village and its canonical name inside it.
    Grid(String, String),
    /// A representative.
    Person(Body, String),
}

/// A line of what was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// What.
    pub found: Found,
    /// Its name.
    pub label: String,
    /// What it is: 村, 网格, 党代表, with the village where there is one.
    pub hint: String,
}

/// The best hits: names that begin with what was typed first, then villages before grids before persons, each in the
/// order of its list. Nothing where nothing is typed.
#[must_use]
pub fn find(figures: &Figures, typed: &str, most: usize) -> Vec<Hit> {
    let typed: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    let mut hits: Vec<(bool, Hit)> = Vec::new();
    let mut look = |label: String, own: &str, hit: &dyn Fn(String) -> Hit| {
        let at = position(&label, &typed).or_else(|| position(own, &typed));
        if let Some(at) = at {
            hits.push((at > 0, hit(label)));
        }
    };
    for village in &figures.villages {
        look(village.name.clone(), "", &|label| Hit {
            found: Found::Village(village.name.clone()),
            label,
            hint: t("村").to_owned(),
        });
    }
    for grid in &figures.grids {
        look(grid.label(), &grid.code, &|label| Hit {
            found: Found::Grid(grid.village.clone(), grid.key.clone()),
            label,
            hint: t("网格").to_owned(),
        });
    }
    for person in &figures.persons {
        look(person.name.clone(), "", &|label| Hit {
            found: Found::Person(person.body, person.name.clone()),
            label,
            hint: [person.body.label(), &person.village].join(" ").trim_end().to_owned(),
        });
    }
    hits.sort_by_key(|(later, _)| *later);
    hits.into_iter().take(most).map(|(_, hit)| hit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::count::{Performance, Tally};
    use crate::figures::{GridFigures, PersonFigures, Setting, VillageFigures, present};

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
            performance: Performance::default(),
            answers: None,
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
}
