//! Where files go that were dropped anywhere on the page, or picked.

use crate::app::browser::dom;
use crate::app::browser::drop::{Dropped, NamedFiles};
use crate::app::pages::{draft, rollup};
use crate::app::share::transfer;
use crate::app::store::{Origin, Store};
use crate::app::workers::{coordinator, opener, refused};
use gelan::input::geojson::Feature;
use gelan::partials::csv::is_partials;
use gelan::session::look::{LookFor, Looked, for_an_engine};
use gelan::text::{say, t};
use gelan::view::pages::Page;
use leptos::prelude::*;
use std::sync::Arc;
use wasm_bindgen_futures::spawn_local;

/// Takes files that were picked.
pub fn picked(store: Store, files: NamedFiles) {
    take(store, Dropped { files, closed: Vec::new() });
}

/// Takes files that were dropped to where they belong: a draft, a map, snapshots, tables. What the browser did not open
/// is named among them.
pub fn take(store: Store, dropped: Dropped) {
    let Dropped { mut files, closed } = dropped;
    files.retain(|(path, _)| !of_the_system(path));
    let why = || t("浏览器打不开它：没有权限，被别的程序占用，或已经移走").to_owned();
    let mut closed: Vec<Refused> = closed
        .into_iter()
        .map(|name| Refused {
            name: if name.is_empty() { t("文件夹").to_owned() } else { name },
            size: 0,
            why: why(),
        })
        .collect();
    files.retain(|(name, file)| {
        let why = for_an_engine(name);
        let refused =
            |why: &str| Refused { name: name.clone(), size: file.size() as u64, why: why.to_owned() };
        closed.extend(why.map(refused));
        why.is_none()
    });
    let snapshots = files.iter().filter(|(name, _)| name.to_lowercase().ends_with(".gelan")).count();
    if files.is_empty() && closed.is_empty() {
        store.tell(t("里面没有可读的文件，请放入表格文件"), true);
    } else if store.page.get_untracked() == Page::Rollup || snapshots > 1 {
        // Several snapshots are a table of towns.
        store.go(Page::Rollup);
        rollup::add_files(store, files);
        tell(store, closed);
    } else {
        spawn_local(sort_out(store, files, closed));
    }
}

/// A file that is not read, and the sentence why.
struct Refused {
    name: String,
    size: u64,
    why: String,
}

/// Says what is not read, where no table is.
fn tell(store: Store, refused: Vec<Refused>) {
    if !refused.is_empty() {
        let said: Vec<String> =
            refused.into_iter().map(|Refused { name, why, .. }| say!("{name}：{why}", name, why)).collect();
        store.tell(said.join(t("；")), true);
    }
}

/// Looks into what may be no table, and hands the rest on.
async fn sort_out(store: Store, files: NamedFiles, mut refused: Vec<Refused>) {
    if is_of_towns(&files).await {
        store.go(Page::Rollup);
        rollup::add_files(store, files);
        return tell(store, refused);
    }
    let (alone, drafts) = (files.len() == 1, store.page.get_untracked() == Page::Draft);
    let (mut map, mut tables) = (None, Vec::new());
    let number = files.len();
    for (name, file) in files {
        let Some(what) = LookFor::of(&name, alone, drafts) else {
            tables.push((name, file));
            continue;
        };
        match opener::look(store, &name, &file, what).await {
            None => return,
            Some(Looked::Map(features)) => map = Some(features),
            Some(Looked::Snapshot(text)) => return enter(store, &text, number - 1),
            Some(Looked::Draft(found)) => return draft::take(store, found),
            Some(Looked::Table) => tables.push((name, file)),
            Some(Looked::Refused(why)) => refused.push(Refused { name, size: file.size() as u64, why }),
        }
    }
    hand_on(store, map, tables, refused);
}

/// Whether the first file is a table of sums, which is many snapshots.
async fn is_of_towns(files: &NamedFiles) -> bool {
    let first = files.first().filter(|(name, _)| name.to_lowercase().ends_with(".csv"));
    match first {
        Some((_, file)) => dom::start_of(file).await.is_some_and(|start| is_partials(start.as_bytes())),
        None => false,
    }
}

/// Opens a snapshot; `beside` other files came with it.
fn enter(store: Store, text: &str, beside: usize) {
    transfer::enter(store, text, move || {
        if beside > 0 {
            store.tell(
                say!("打开了快照；同时放入的另外 {n} 个文件没有读，快照不和表格一起看", n = beside),
                true,
            );
        }
    });
}

/// Has tables read; what was refused is named among them, or said where nothing else came.
fn hand_on(store: Store, map: Option<Vec<Feature>>, tables: NamedFiles, closed: Vec<Refused>) {
    if !tables.is_empty() {
        coordinator::add(store, tables, Origin::Files);
        for Refused { name, size, why } in closed {
            refused::refuse(store, name, size, why);
        }
    } else if !closed.is_empty() {
        tell(store, closed);
    } else if map.is_some() && store.figures.with_untracked(Option::is_none) {
        store.tell(t("地图放好了；再放入行政村或网格表，总览中就有地图"), false);
    }
    if let Some(features) = map {
        store.map.set(Some(Arc::new(features)));
    }
}

/// Files that programs leave in folders, and lock files of open workbooks.
fn of_the_system(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.starts_with('.') || name.starts_with("~$") || ["Thumbs.db", "desktop.ini"].contains(&name)
}
