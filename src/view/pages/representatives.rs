//! 代表履职: the people of a body, in the order of the roster.

use crate::catalogue::RepFigure;
use crate::figures::Figures;
use crate::figures::represent::{peers, solved};
use crate::model::body::Body;
use crate::statistics::funnel::FunnelZone;
use crate::text::{t, unit};
use crate::view::parts::bodies::{BodyWork, WORKS, done};
use crate::view::parts::interval;
pub use crate::view::table::FEW;
use crate::view::table::{CellFigure, CellValue, ColumnKind, PageTable, RowSubject, TableColumn, TableRow};

/// The remark beside a share of few matters.
pub const FEW_NOTE: &str = "不足 5 件";

/// Returns the people of a body, in the order of the roster, without columns of work that nobody did.
pub fn persons(figures: &Figures, body: Body) -> PageTable {
    let Some(whole) = figures.bodies.iter().find(|b| b.body == body) else {
        return PageTable::default();
    };
    let works: Vec<&BodyWork> = WORKS.iter().filter(|w| done(whole, w).is_some_and(|n| n > 0)).collect();
    let peers = peers(figures, body);
    let own = || figures.persons.iter().filter(|p| p.body == body);
    let terms = own().any(|p| p.days_in_office.is_some());
    let visits = works.iter().any(|w| w.deed == RepFigure::Visits);
    let days = CellFigure::RepFigure(RepFigure::DaysInOffice);
    let mut columns = vec![
        TableColumn::new("name", t("姓名"), "", ColumnKind::Text),
        TableColumn::new("village", t("村"), "", ColumnKind::Text),
    ];
    if terms {
        columns
            .push(TableColumn::new("days_in_office", t("在任"), t("月"), ColumnKind::NonAdditive).of(days));
    }
    columns.extend(works.iter().map(|w| {
        TableColumn::new(w.id, t(w.title), unit(w.unit), ColumnKind::Additive)
            .of(CellFigure::RepFigure(w.deed))
    }));
    if whole.has_matters() {
        let share = TableColumn::new("share", t("解决比例"), "%", ColumnKind::Additive);
        let (above, below) =
            (CellFigure::RepFigure(RepFigure::Solved), CellFigure::RepFigure(RepFigure::Matters));
        columns.push(share.ratio(above, below));
        let interval = TableColumn::new("interval", t("95% 区间"), "%", ColumnKind::NonAdditive);
        columns.push(interval.ratio(above, below));
    }
    if terms && visits {
        let monthly = TableColumn::new("visits_monthly", t("每月走访"), t("人次"), ColumnKind::NonAdditive);
        columns.push(monthly.ratio(CellFigure::RepFigure(RepFigure::Visits), days));
    }
    let rows = own().map(|p| {
        let mut cells = vec![CellValue::Text(p.name.clone()), CellValue::Text(p.village.clone())];
        if terms {
            cells.push(p.days_in_office.map_or(CellValue::Absent, CellValue::Months));
        }
        cells.extend(works.iter().map(|w| CellValue::Count(p.get(w.deed))));
        if whole.has_matters() {
            let (n, d) = (p.get(RepFigure::Solved), p.get(RepFigure::Matters));
            cells.push(CellValue::Percent(n, d));
            let known = solved(|deed| p.get(deed)).filter(|_| d > 0);
            let cell = known.and(crate::figures::represent::interval(n, d)).map_or(
                CellValue::Interval(0, 0, n, 0),
                |i| {
                    let (from, to) = interval::ends(&i);
                    CellValue::Interval(from, to, n, d)
                },
            );
            // Beyond what chance explains among a hundred people: one in a thousand would be so low.
            let low = peers.as_ref().and_then(|peers| peers.place(p)) == Some(FunnelZone::FarBelow);
            cells.push(if low { CellValue::OverLimit(Box::new(cell)) } else { cell });
        }
        if terms && visits {
            cells.push(
                p.days_in_office
                    .map_or(CellValue::Absent, |days| CellValue::Monthly(p.get(RepFigure::Visits), days)),
            );
        }
        let note = match (p.on_roster, p.get(RepFigure::Matters)) {
            (false, _) => t("不在名册"),
            (true, 1..FEW) if whole.has_matters() => t(FEW_NOTE),
            _ => "",
        };
        TableRow { village: p.village.clone(), cells, note, about: RowSubject::Person(body, p.name.clone()) }
    });
    PageTable { columns, rows: rows.collect(), ..PageTable::default() }
}
