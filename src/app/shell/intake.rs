//! Where files go that were dropped anywhere on the page, or picked.

use crate::app::browser::drop::NamedFiles;
use crate::app::pages::{draft, rollup};
use crate::app::share::transfer;
use crate::app::store::{Origin, Store};
use crate::app::workers::coordinator;
use gelan::text::t;
use gelan::view::pages::Page;
use gelan::view::picture::geo::parse;
use leptos::prelude::*;
use std::sync::Arc;
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// Takes files that were dropped or picked to where they belong: a draft, a map, snapshots, tables.
pub fn take(store: Store, mut files: NamedFiles) {
    files.retain(|(path, _)| !of_the_system(path));
    if store.page.get_untracked() == Page::Rollup && !files.is_empty() {
        rollup::add_files(store, files);
        return;
    }
    let here = store.page.get_untracked() == Page::Draft;
    // One by itself is to be checked; among tables it is explained like any other file that is none.
    if let [(path, file)] = files.as_slice()
        && draft::is_draft(path, here)
    {
        draft::take(store, file.clone());
        return;
    }
    let (maps, tables): (Vec<_>, Vec<_>) = files.into_iter().partition(|(path, _)| may_be_map(path));
    if maps.is_empty() {
        take_tables(store, tables);
    } else {
        spawn_local(take_maps(store, maps, tables));
    }
}

/// Whether a file may hold outlines of places; what it is shows when it is read.
fn may_be_map(path: &str) -> bool {
    let path = path.to_ascii_lowercase();
    path.ends_with(".geojson") || path.ends_with(".json")
}

/// Takes maps, and hands the other files on.
async fn take_maps(store: Store, files: NamedFiles, mut tables: NamedFiles) {
    let (mut map, mut wrong) = (None, None);
    for (name, file) in files {
        let text = JsFuture::from(file.text()).await.ok().and_then(|text| text.as_string());
        match parse(&text.unwrap_or_default()) {
            Ok(features) => map = Some(features),
            Err(reason) if name.to_ascii_lowercase().ends_with(".geojson") => {
                wrong = Some(format!("{name}：{reason}"));
            }
            Err(_) => tables.push((name, file)),
        }
    }
    if !tables.is_empty() {
        take_tables(store, tables);
    } else if map.is_some() && store.figures.with_untracked(Option::is_none) {
        store.tell(t("地图放好了；再放入行政村或网格表，总览中就有地图"), false);
    }
    if let Some(wrong) = wrong {
        store.tell(wrong, true);
    }
    if let Some(features) = map {
        store.map.set(Some(Arc::new(features)));
    }
}

fn take_tables(store: Store, files: NamedFiles) {
    if files.is_empty() {
        store.tell(t("里面没有可读的文件，请放入表格文件"), true);
    } else {
        // Several snapshots are a table of towns.
        let snapshots = files.iter().filter(|(name, _)| name.to_lowercase().ends_with(".gelan"));
        if snapshots.count() > 1 {
            store.go(Page::Rollup);
            rollup::add_files(store, files);
        } else {
            transfer::take(store, files, move |files| coordinator::add(store, files, Origin::Files));
        }
    }
}

/// Files that programs leave in folders, and lock files of open workbooks.
fn of_the_system(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.starts_with('.') || name.starts_with("~$") || ["Thumbs.db", "desktop.ini"].contains(&name)
}
