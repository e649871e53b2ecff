//! A table that sorts, filters and scrolls; only the rows in sight are in the page. On paper it is whole: all rows are
//! written at once before printing, since Firefox runs nothing of the page between its event and the printing.

use super::{column_picker, evidence, tools};
use crate::app::browser::dom;
use crate::app::store::store;
use gelan::text::{say, t};
use gelan::view::table::window::{Window, window};
use gelan::view::table::{
    CellValue, ColumnKind, Filter, LegendKey, ListedRows, Order, PageTable, TableColumn, click,
};
use leptos::prelude::*;
use std::sync::Arc;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// The height of a row in pixels; the style sheet has the same.
const ROW: usize = 30;
/// More rows than this always scroll.
const WHOLE: usize = 60;

/// A table with its caption. `filter` says which rows.
#[component]
pub fn DataTable(
    /// The element's id.
    id: &'static str,
    /// What it lists, for those who do not see it.
    caption: &'static str,
    /// The table.
    #[prop(into)]
    table: Signal<Arc<PageTable>>,
    /// Which rows.
    #[prop(into)]
    filter: Signal<Filter>,
    /// Its heading, and what stands beside it.
    #[prop(optional)]
    head: Option<AnyView>,
    /// What stands between the heading and the table.
    #[prop(optional)]
    above: Option<AnyView>,
    /// Whether a table of few rows is shown in full height.
    #[prop(optional)]
    whole: bool,
    /// The column by which it is sorted at first, the most at the top.
    #[prop(optional)]
    by: &'static str,
) -> impl IntoView {
    let store = store();
    let order = RwSignal::new(None::<Order>);
    Effect::new(move |known: Option<bool>| {
        let column = table.with(|t| t.columns.iter().position(|c| c.id == by));
        if let (false, Some(column)) = (known.unwrap_or(false), column) {
            order.set(Some(Order { column, descending: true }));
        }
        known.unwrap_or(false) || column.is_some()
    });
    let top = RwSignal::new(0.0);
    let listing = Memo::new(move |_| {
        let filter = filter.get();
        table.with(|t| t.list(&filter, order.get()))
    });
    let sight = Memo::new(move |_| sight(top.get(), listing.with(|l| l.rows.len()), whole));
    let scroll = move |event: web_sys::Event| {
        top.set(f64::from(event_target::<HtmlElement>(&event).scroll_top()));
    };
    let columns = Memo::new(move |_| table.with(|t| t.columns.clone()));
    let shown = move || listing.with(|l| l.rows.len());
    let headings =
        move || columns.with(|c| c.iter().enumerate().map(|(i, c)| heading(i, *c, order)).collect_view());
    let rows = move || {
        let w = sight.get();
        let version = table.with(|t| Arc::as_ptr(t) as usize);
        listing.with(|l| {
            l.rows
                .get(w.start..w.end.min(l.rows.len()))
                .unwrap_or_default()
                .iter()
                .map(|i| (version, *i))
                .collect::<Vec<_>>()
        })
    };
    let foot = move || listing.with(|l| columns.with(|c| total(l, c)));
    let press = move |event: &web_sys::Event| {
        let Some((row, column)) = figure_at(event) else { return };
        let subject = table.with_untracked(|t| {
            let column = t.columns.iter().position(|c| c.id == column)?;
            match row {
                Some(row) => t.subject(row, column),
                None => listing.with_untracked(|l| t.total_subject(&l.rows, column)),
            }
        });
        if let Some(subject) = subject {
            evidence::open(store, subject);
        }
    };
    let click = move |event: web_sys::MouseEvent| {
        if !dom::marking() {
            press(&event);
        }
    };
    let keys = move |event: web_sys::KeyboardEvent| match event.key().as_str() {
        "Enter" if figure_at(&event).is_some() => press(&event),
        key => {
            if walk(&event_target::<HtmlElement>(&event), key) {
                event.prevent_default();
            }
        }
    };
    let help = say!("{caption}。按回车进入，用方向键走到一个数，再按回车看来源", caption);
    let paper = NodeRef::<leptos::html::Tbody>::new();
    let put = move |text: &str| {
        if let Some(body) = paper.get_untracked() {
            body.set_inner_html(text);
        }
    };
    let before = window_event_listener(leptos::ev::beforeprint, move |_| {
        let snapshot = store.snapshot();
        let all = table.with_untracked(|t| {
            listing.with_untracked(|l| {
                let row = |i: &usize| format!("<tr>{}</tr>", t.row_html(*i, snapshot.as_deref()));
                l.rows.iter().map(row).collect::<String>()
            })
        });
        put(&all);
    });
    let after = window_event_listener(leptos::ev::afterprint, move |_| put(""));
    on_cleanup(move || {
        before.remove();
        after.remove();
    });
    let marks = Memo::new(move |_| table.with(|t| listing.with(|l| t.legend(&l.rows))));
    let rules = move || columns.with(|c| column_picker::rules(store, id, c));
    view! {
        <style>{rules}</style>
        {tools::head(head, view! { <column_picker::Tools id=id caption=caption table=table listing=listing/> })}
        <column_picker::Choice id=id table=table/>
        {above}
        <div class="sheet" class:whole=move || whole && shown() <= WHOLE on:scroll=scroll on:click=click on:keydown=keys tabindex="0" role="region" aria-label=help>
            <table id=id aria-rowcount=move || (shown() + 1).to_string() data-shown=move || shown().to_string()>
                <caption class="hidden">{caption}</caption>
                <thead><tr>{headings}</tr></thead>
                <tbody node_ref=paper class="all"></tbody>
                <tbody>
                    {move || gap(sight.get().before)}
                    <For each=rows key=|key| *key children=move |(_, i)| table.with(|t| row(t, i))/>
                    {move || gap(sight.get().after)}
                </tbody>
                <tfoot>{foot}</tfoot>
            </table>
            {move || (shown() == 0).then(|| view! { <p class="nothing">{t("没有符合条件的行")}</p> })}
        </div>
        <p class="legend keys">{move || marks.with(|marks| marks.iter().map(key).collect_view())}</p>
    }
}

fn sight(top: f64, rows: usize, whole: bool) -> Window {
    if whole && rows <= WHOLE {
        return Window { start: 0, end: rows, before: 0, after: 0 };
    }
    let height = leptos::prelude::window().inner_height().ok().and_then(|h| h.as_f64()).unwrap_or(1000.0);
    window(top, height, ROW, rows)
}

fn gap(height: usize) -> Option<AnyView> {
    (height > 0).then(|| {
        view! { <tr class="gap" aria-hidden="true"><td style=format!("height:{height}px")></td></tr> }
            .into_any()
    })
}

/// A ground or a mark, and what it means.
fn key(key: &LegendKey) -> AnyView {
    let ground = (!key.ground.is_empty()).then(|| view! { <i class=key.ground></i> });
    view! { <span>{ground}{key.words.clone()}</span> }.into_any()
}

fn heading(index: usize, column: TableColumn, order: RwSignal<Option<Order>>) -> AnyView {
    let sorted = move || match order.get() {
        Some(o) if o.column == index && o.descending => "descending",
        Some(o) if o.column == index => "ascending",
        _ => "none",
    };
    let arrow = move || match sorted() {
        "descending" => "↓",
        "ascending" => "↑",
        _ => "",
    };
    let press = move |_| order.update(|o| *o = click(*o, index, column.is_text()));
    view! {
        <th scope="col" class:n=column.is_right() data-column=column.id aria-sort=sorted>
            <button on:click=press><i aria-hidden="true">{arrow}</i>{t(column.title)}<small>{column.below()}</small></button>
        </th>
    }
    .into_any()
}

/// A row. Its cells are handed over as one text: a browser is asked once a row, not a dozen times a cell,
/// and long tables scroll smoothly.
fn row(table: &PageTable, index: usize) -> AnyView {
    let Some(row) = table.rows.get(index) else {
        return ().into_any();
    };
    let cells = table.row_html(index, store().snapshot().as_deref());
    let place = (index + 2).to_string();
    view! { <tr data-row=row.label() data-index=index.to_string() aria-rowindex=place inner_html=cells></tr> }
        .into_any()
}

fn total(listing: &ListedRows, columns: &[TableColumn]) -> Option<AnyView> {
    if listing.rows.is_empty() || columns.iter().all(|c| c.kind != ColumnKind::Additive) {
        return None;
    }
    let cells = columns.iter().zip(&listing.total).skip(1).map(|(column, value)| {
        let class = if matches!(value, CellValue::Absent) { "none" } else { "n" };
        let adds = column.figure.is_some() && column.kind == ColumnKind::Additive;
        let subject = adds.then_some(column.id);
        let tab = adds.then_some("-1");
        view! { <td class=class title=value.detail() data-subject=subject tabindex=tab>{column.total_text(value)}</td> }
    });
    let cells = cells.collect_view();
    let part = listing.part.clone().map(|part| view! { " "<small>{part}</small> });
    Some(view! { <tr><th scope="row">{t("合计")}{part}</th>{cells}</tr> }.into_any())
}

/// The figure that an event is about: its row (`None` for the sums below) and its column's name.
fn figure_at(event: &web_sys::Event) -> Option<(Option<usize>, String)> {
    let cell = event.target()?.dyn_into::<Element>().ok()?.closest("td[data-subject]").ok()??;
    let row = cell.closest("tr").ok()??;
    let index = row.get_attribute("data-index");
    Some((index.and_then(|i| i.parse().ok()), cell.get_attribute("data-subject")?))
}

/// Takes the focus from cell to cell, and into the table; whether there was a way to go.
fn walk(from: &HtmlElement, key: &str) -> bool {
    const FIGURES: &str = "td[data-subject]";
    let cell = from.closest(FIGURES).ok().flatten();
    let to = match (cell, key) {
        (None, "Enter") if from.class_list().contains("sheet") => from.query_selector(FIGURES).ok().flatten(),
        (Some(cell), "ArrowLeft") => cell.previous_element_sibling(),
        (Some(cell), "ArrowRight") => cell.next_element_sibling(),
        (Some(cell), "ArrowUp" | "ArrowDown") => {
            let column = cell.get_attribute("data-subject").unwrap_or_default();
            let row = cell.closest("tr").ok().flatten();
            let next = row.and_then(|row| {
                if key == "ArrowUp" { row.previous_element_sibling() } else { row.next_element_sibling() }
            });
            next.and_then(|row| row.query_selector(&format!("td[data-subject=\"{column}\"]")).ok().flatten())
        }
        _ => None,
    };
    let mut to = to.filter(|to| to.has_attribute("data-subject"));
    // Over the columns that are hidden.
    while let Some(hidden) = to.take_if(|to| to.get_client_rects().length() == 0) {
        let next = match key {
            "ArrowLeft" => hidden.previous_element_sibling(),
            _ => hidden.next_element_sibling(),
        };
        to = next.filter(|to| to.has_attribute("data-subject"));
    }
    let Some(to) = to else { return false };
    to.dyn_into::<HtmlElement>().is_ok_and(|to| to.focus().is_ok())
}

/// The filters above a table: a village, and words to find.
#[component]
pub fn Filters(
    /// The table whose villages can be chosen.
    #[prop(into)]
    table: Signal<Arc<PageTable>>,
    /// The words to find.
    text: RwSignal<String>,
    /// What the words may be.
    hint: &'static str,
) -> impl IntoView {
    let store = store();
    let villages = Memo::new(move |_| table.with(|t| t.villages()));
    let options = move || {
        let chosen = store.village.get();
        let option = |v: String| {
            let on = v == chosen;
            let value = v.clone();
            view! { <option value=value selected=on>{v}</option> }
        };
        villages.get().into_iter().map(option).collect_view()
    };
    view! {
        <div class="filters">
            <label>{t("村")}
                <select id="village" on:change=move |e| store.village.set(event_target_value(&e))>
                    <option value="">{t("全部")}</option>
                    {options}
                </select>
            </label>
            <label>{t("查找")}
                <input id="find" type="search" placeholder=hint prop:value=move || text.get()
                    on:input=move |e| text.set(event_target_value(&e))/>
            </label>
        </div>
    }
}

/// The filter of the page's village and the words in `text`.
pub fn filter(text: RwSignal<String>) -> Signal<Filter> {
    let store = store();
    Signal::derive(move || Filter { village: store.village.get(), text: text.get() })
}
