//! 代表履职: the people of a body, in the order of the roster.

use crate::catalogue::Deed;
use crate::figures::Figures;
use crate::figures::represent::{peers, solved};
use crate::model::body::Body;
use crate::text::{t, unit};
use crate::view::parts::bodies::{WORKS, Work, done};
use crate::view::parts::interval;
pub use crate::view::parts::representative_notes::FEW;
use crate::view::table::{About, Column, Figure, Manner, Row, Table, Value};

/// The remark beside such a share.
pub const FEW_NOTE: &str = "不足 5 件";

/// The people of a body, in the order of the roster. Columns of what nobody of the body did are left out.
#[must_use]
pub fn persons(figures: &Figures, body: Body) -> Table {
    let Some(whole) = figures.bodies.iter().find(|b| b.body == body) else {
        return Table::default();
    };
    let works: Vec<&Work> = WORKS.iter().filter(|w| done(whole, w).is_some_and(|n| n > 0)).collect();
    let peers = peers(figures, body);
    let own = || figures.persons.iter().filter(|p| p.body == body);
    let terms = own().any(|p| p.days_in_office.is_some());
    let visits = works.iter().any(|w| w.deed == Deed::Visits);
    let days = Figure::Deed(Deed::DaysInOffice);
    let mut columns = vec![
        Column::new("name", t("姓名"), "", Manner::Words),
        Column::new("village", t("村"), "", Manner::Words),
    ];
    if terms {
        columns.push(Column::new("days_in_office", t("在任"), t("月"), Manner::Apart).of(days));
    }
    columns.extend(
        works
            .iter()
            .map(|w| Column::new(w.id, t(w.title), unit(w.unit), Manner::Sum).of(Figure::Deed(w.deed))),
    );
    if whole.has_matters {
        let share = Column::new("share", t("解决比例"), "%", Manner::Sum);
        let (above, below) = (Figure::Deed(Deed::Solved), Figure::Deed(Deed::Matters));
        columns.push(share.ratio(above, below));
        let interval = Column::new("interval", t("95% 区间"), "%", Manner::Apart);
        columns.push(interval.ratio(above, below));
        columns.push(Column::new("drawn", t("靠拢后"), "%", Manner::Apart).ratio(above, below));
    }
    if terms && visits {
        let monthly = Column::new("visits_monthly", t("每月走访"), t("人次"), Manner::Apart);
        columns.push(monthly.ratio(Figure::Deed(Deed::Visits), days));
    }
    let rows = own().map(|p| {
        let done = p.performance;
        let mut cells = vec![Value::Text(p.name.clone()), Value::Text(p.village.clone())];
        if terms {
            cells.push(p.days_in_office.map_or(Value::Absent, Value::Months));
        }
        cells.extend(works.iter().map(|w| Value::Count((w.of)(&done))));
        if whole.has_matters {
            let (n, d) = (done.solved, done.matters);
            cells.push(Value::Percent(n, d));
            let known = solved(&done).filter(|_| d > 0);
            cells.push(known.and(crate::figures::represent::interval(n, d)).map_or(
                Value::Interval(0, 0, n, 0),
                |i| {
                    let (from, to) = interval::ends(&i);
                    Value::Interval(from, to, n, d)
                },
            ));
            let drawn = peers.as_ref().and_then(|peers| peers.shrunken(p));
            cells.push(Value::Drawn(drawn.map_or(0, |s| interval::tenths(s.rate)), n, d));
        }
        if terms && visits {
            cells.push(p.days_in_office.map_or(Value::Absent, |days| Value::Monthly(done.visits, days)));
        }
        let note = match (p.on_roster, done.matters) {
            (false, _) => t("不在名册"),
            (true, 1..FEW) if whole.has_matters => FEW_NOTE,
            _ => "",
        };
        Row { village: p.village.clone(), cells, note, about: About::Person(body, p.name.clone()) }
    });
    Table { columns, rows: rows.collect() }
}
