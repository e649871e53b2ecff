//! The households of a grid, a square each.

use super::PlaceDrawing;
use crate::catalogue::GridFigure;
use crate::figures::details::{Details, HouseholdVisits};
use crate::figures::{GridFigures, Picked, Subject};
use crate::model::kind::Field;
use crate::text::{say, t};
use crate::view::picture::{Drawing, Ground, Lead, Picture, PictureTable, Squares, Tile, TileGround};

/// More households than this are no squares.
const SQUARES: i64 = 1200;

/// A square a household: how often each was visited. Those that no visit names are known by number alone, where the
/// numbers of the others run from 1 to the number of households.
pub(super) fn households(grid: &GridFigures, details: &Details) -> Option<PlaceDrawing> {
    let all = grid.get(GridFigure::Households).filter(|n| (1..=SQUARES).contains(n))?;
    let known = &details.visits.households;
    let count = usize::try_from(all).ok()?.max(known.len());
    let number = |name: &str| -> Option<usize> {
        let digits = name.get(name.len().checked_sub(3)?..)?;
        digits.parse().ok().filter(|n| (1..=count).contains(n))
    };
    let mut places = vec![None; count];
    let placed = known.iter().all(|h| match number(&h.name).and_then(|n| places.get_mut(n - 1)) {
        Some(place @ None) => {
            *place = Some(h);
            true
        }
        _ => false,
    });
    if !placed {
        places = known.iter().map(Some).chain(std::iter::repeat(None)).take(count).collect();
    }
    let times = |h: &Option<&HouseholdVisits>| h.map_or(0, |h| h.visits);
    let ground = |visits: i64| match visits {
        0 => TileGround::Target(Ground::Short(2)),
        1 => TileGround::Amount(2),
        _ => TileGround::Amount(6),
    };
    let cell = |(i, h): (usize, &Option<&HouseholdVisits>)| {
        let visits = times(h);
        let name = h.map_or_else(String::new, |h| h.name.clone());
        let picked = Picked::Visits {
            field: Field::Household,
            text: name.clone(),
            village: grid.village.clone(),
            grid: Some(grid.key()),
            visits,
        };
        let last = h.filter(|_| visits == 0).map(|h| say!("上次 {}", h.last));
        Tile {
            label: [Some(name), Some(say!("{visits} 次", visits)), last]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join("　"),
            text: if placed { (i + 1).to_string() } else { String::new() },
            ground: ground(visits),
            look: false,
            lead: (visits > 0).then(|| Lead::Figure(Subject::Picked(Box::new(picked)))),
        }
    };
    let counted = |of: fn(i64) -> bool| places.iter().filter(|h| of(times(h))).count();
    let (none, once, more) = (counted(|n| n == 0), counted(|n| n == 1), counted(|n| n > 1));
    let again = known.iter().filter(|h| h.visits == 0).count();
    let mut legend = Vec::new();
    if again > 0 {
        legend.push(say!("没走到的里面，{again} 户以前走到过", again));
    }
    Some(PlaceDrawing {
        title: t("每一户"),
        parts: Vec::new(),
        picture: Picture {
            id: "place-households",
            title: say!("{}每一户", grid.label()),
            note: if placed {
                t("一块一户，数字是户编号末三位").to_owned()
            } else {
                t("一块一户，按走访记录").to_owned()
            },
            description: say!("没走到 {none} 户，1 次 {once} 户，2 次以上 {more} 户", none, once, more),
            drawing: Drawing::Squares(Squares {
                cells: places.iter().enumerate().map(cell).collect(),
                legend: vec![
                    (ground(0), say!("没走到 {none} 户", none)),
                    (ground(1), say!("1 次 {once} 户", once)),
                    (ground(2), say!("2 次以上 {more} 户", more)),
                ],
            }),
            table: PictureTable {
                head: vec![t("户").to_owned(), t("走访次数").to_owned(), t("上次走访").to_owned()],
                rows: known
                    .iter()
                    .map(|h| (vec![h.name.clone(), h.visits.to_string(), h.last.to_string()], None))
                    .collect(),
            },
        },
        legend,
    })
}
