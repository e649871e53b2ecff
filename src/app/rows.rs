//! A finding's line, and the rows around it as they stand in the file.
//!
//! They are read by a worker of their own, so that looking at a row neither waits for a drop nor holds one up.

use super::desk::{encoded, handle};
use super::store::{Shown, Store, store};
use crate::worker::Worker;
use gelan::session::{ReadChoices, Request, Response};
use gelan::view::findings::FindingLine;
use gelan::view::rows::{RowsQuestion, RowsView, question, rows_view};
use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use std::cell::RefCell;
use std::sync::Arc;

#[derive(Default)]
struct Looker {
    worker: Option<Worker>,
    /// What was asked last, until it is answered.
    asked: Option<RowsQuestion>,
    generation: u32,
}

thread_local! {
    static LOOKER: RefCell<Looker> = RefCell::new(Looker::default());
}

fn with<T>(f: impl FnOnce(&mut Looker) -> T) -> T {
    LOOKER.with_borrow_mut(f)
}

/// Shows the rows around a finding, or puts them away where they are shown.
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
        return Err("这是快照，只有汇总数，没有原来的行；要看请打开原来的表".to_owned());
    }
    let place = line.at.as_ref().ok_or("这条提示不指向某一行")?;
    let asked = store.files.with_untracked(|files| question(place, files))?;
    let gone = "文件已经移除，看不到原来的行；请重新放入";
    let file = handle(asked.file).ok_or(gone)?;
    let entry = store.files.with_untracked(|f| f.iter().find(|f| f.id == asked.file).cloned()).ok_or(gone)?;
    let choices = ReadChoices { corrections: store.corrections.get_untracked(), encoding: entry.encoding };
    let wanted = asked.wanted.clone();
    with(|looker| {
        if looker.asked.take().is_some() {
            // It is still at another row, perhaps deep in a large file.
            looker.worker = None;
        }
        looker.generation += 1;
        let generation = looker.generation;
        if looker.worker.is_none() {
            looker.worker = Some(start(store)?);
        }
        looker.asked = Some(asked);
        let request = Request::ReadRows { generation, name: entry.name, choices, wanted };
        looker.worker.as_ref().map_or(Ok(()), |w| w.post(&encoded(&request), Some(&file)))
    })
    .map_err(|reason: String| broke(&reason))
}

fn broke(reason: &str) -> String {
    leptos::logging::warn!("{reason}");
    "读取这一行时程序出错，原文件没有改动；请在 Excel 或 WPS 中打开查看".to_owned()
}

fn start(store: Store) -> Result<Worker, String> {
    Worker::start(
        move |bytes| {
            if let Ok(Response::Rows { generation, rows }) = postcard::from_bytes(&bytes) {
                let asked = with(|l| if l.generation == generation { l.asked.take() } else { None });
                if let Some(asked) = asked {
                    answer(store, rows.and_then(|rows| rows_view(&asked, &rows)));
                    // A worker keeps the memory that a large file took; it must not go inside its own call.
                    Timeout::new(0, rest).forget();
                }
            }
        },
        move |reason| {
            with(|looker| {
                looker.worker = None;
                looker.asked = None;
            });
            answer(store, Err(broke(&reason)));
        },
    )
}

/// Ends the worker, unless more was asked meanwhile.
fn rest() {
    with(|looker| {
        if looker.asked.is_none() {
            looker.worker = None;
        }
    });
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
            <button class="said" data-place=place title="看原表中的这一行"
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
        None => view! { <p id="rows" class="soft" data-state="reading" role="status">"正在读取原表…"</p> }
            .into_any(),
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
        .then(|| view! { <p class="soft">{format!("还有 {} 列没有显示", rows.left_out)}</p> });
    view! {
        <div id="rows" class="sheet plain" data-state="ready" tabindex="0" role="region" aria-label="原表中的这一行和前后各两行">
            <table class="original">
                <thead><tr><th scope="col">"行"</th>{heads}</tr></thead>
                <tbody>{lines}</tbody>
            </table>
            {left}
        </div>
    }
    .into_any()
}
