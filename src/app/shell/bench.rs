//! What is measured from outside, where the address is `#bench` (`bundle/src/start.js`).

use crate::app::browser::dom;
use crate::app::store::Store;
use crate::app::workers::coordinator;
use gelan::catalogue::GridFigure;
use gelan::model::period::PeriodChoice;
use gelan::view::route::Route;
use js_sys::{Array, Reflect};
use leptos::prelude::*;
use wasm_bindgen::prelude::*;

/// Asks for all dates, and offers each grid's visits and the households that they reached.
pub fn offer(store: Store) {
    if dom::current_hash() != "#bench" {
        return;
    }
    coordinator::want(Route { period: Some(PeriodChoice::All), ..Route::default() });
    let figures = Closure::<dyn Fn() -> Option<Array>>::new(move || {
        let list = Array::new();
        let number = |amount: Option<i64>| JsValue::from(amount.unwrap_or_default() as f64);
        for grid in &store.figures.get_untracked()?.grids {
            let (visits, households) =
                (grid.get(GridFigure::Visits), grid.get(GridFigure::VisitedHouseholds));
            list.push(&Array::of4(
                &grid.name.as_str().into(),
                &number(visits),
                &number(households),
                &Array::new(),
            ));
        }
        let rows: u32 = store.files.with_untracked(|files| {
            let tables = files.iter().filter_map(|f| f.report.as_ref()).flat_map(|report| &report.tables);
            tables.map(|table| table.records).sum()
        });
        Reflect::set(&list, &"rows".into(), &rows.into()).ok()?;
        Some(list)
    });
    let _ = Reflect::set(&window(), &"gelanFigures".into(), &figures.into_js_value());
}
