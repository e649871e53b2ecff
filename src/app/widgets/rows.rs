//! A finding's line, and the rows around it as the file has them.

use crate::app::store::{Shown, Store, store};
use crate::app::workers::row_reader::RowReader;
use gelan::text::{say, t};
use gelan::view::parts::file_rows::{RowsView, question, rows_view};
use gelan::view::parts::findings::FindingLine;
use leptos::prelude::*;
use std::sync::Arc;

/// Shows the rows around a finding, or hides them if they are shown.
fn toggle(store: Store, line: &FindingLine) {
    if store.rows.with_untracked(|r| r.as_ref().is_some_and(|r| r.line == *line)) {
        store.rows.set(None);
        return;
    }
    store.rows.set(Some(Shown { line: line.clone(), rows: None }));
    if let Err(sentence) = ask(store, line) {
        answer(store, Err(sentence));
    }
}

fn ask(store: Store, line: &FindingLine) -> Result<(), String> {
    if store.snapshot().is_some() {
        return Err(t("这是快照，只有汇总数，没有原来的行；要看请打开原来的表").to_owned());
    }
    let place = line.at.as_ref().ok_or(t("这条提示不指向某一行"))?;
    let asked = store.files.with_untracked(|files| question(place, files))?;
    // It may still be at another row, perhaps deep in a large file.
    RowReader::Finding.forget();
    RowReader::Finding.read(store, asked.file, asked.wanted.clone(), move |rows| {
        answer(store, rows.and_then(|rows| rows_view(&asked, &rows)));
    });
    Ok(())
}

fn answer(store: Store, rows: Result<RowsView, String>) {
    store.rows.update(|shown| {
        if let Some(shown) = shown.as_mut().filter(|s| s.rows.is_none()) {
            shown.rows = Some(rows.map(Arc::new));
        }
    });
}

/// The line of a finding; one that points to a row is a button that shows it.
pub fn line(line: &FindingLine) -> AnyView {
    let store = store();
    let value = (!line.value.is_empty()).then(|| view! { <q>{line.value.clone()}</q> });
    let words =
        view! { <span class="place">{line.place.clone()}</span>{value}<span>{line.message.clone()}</span> };
    if line.at.is_none() {
        return view! { <li><p class="said">{words}</p></li> }.into_any();
    }
    let line = line.clone();
    let this = line.clone();
    let mine = Memo::new(move |_| {
        store.rows.with(|r| r.as_ref().filter(|r| r.line == this).map(|r| r.rows.clone()))
    });
    let place = line.place.clone();
    view! {
        <li>
            <button class="said" data-place=place title=t("看原表中的这一行")
                aria-expanded=move || mine.with(Option::is_some).to_string() on:click=move |_| toggle(store, &line)>
                {words}
            </button>
            {move || mine.get().map(shown)}
        </li>
    }
    .into_any()
}

fn shown(rows: Option<Result<Arc<RowsView>, String>>) -> AnyView {
    match rows {
        None => {
            view! { <p id="rows" class="soft" data-state="reading" role="status">{t("正在读取原表…")}</p> }
                .into_any()
        }
        Some(Err(sentence)) => {
            view! { <p id="rows" class="error" data-state="failed" role="alert">{sentence}</p> }.into_any()
        }
        Some(Ok(view)) => table(&view),
    }
}

fn table(rows: &RowsView) -> AnyView {
    let heads = rows
        .columns
        .iter()
        .map(|c| {
            let marked = c.marked.then_some("true");
            view! { <th scope="col" data-marked=marked>{c.letter.clone()}<small>{c.heading.clone()}</small></th> }
        })
        .collect_view();
    let marks: Vec<bool> = rows.columns.iter().map(|c| c.marked).collect();
    let lines = rows
        .rows
        .iter()
        .map(|line| {
            let cells = line
                .cells
                .iter()
                .zip(&marks)
                .map(|(text, marked)| view! { <td class:marked=*marked>{text.clone()}</td> })
                .collect_view();
            let current = line.asked.then_some("true");
            let sign = if line.asked { "▸ " } else { "" };
            view! { <tr data-row=line.row.to_string() aria-current=current><th scope="row">{sign}{line.row}</th>{cells}</tr> }
        })
        .collect_view();
    let left = (rows.left_out > 0)
        .then(|| view! { <p class="soft">{say!("还有 {} 列没有显示", rows.left_out)}</p> });
    view! {
        <div id="rows" class="sheet plain" data-state="ready" tabindex="0" role="region" aria-label=t("原表中的这一行和前后各两行")>
            <table class="original">
                <thead><tr><th scope="col">{t("行")}</th>{heads}</tr></thead>
                <tbody>{lines}</tbody>
            </table>
            {left}
        </div>
    }
    .into_any()
}
