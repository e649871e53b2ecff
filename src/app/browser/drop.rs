//! Files and folders dropped anywhere on the page, or picked.

use super::handles;
use crate::app::pages::{draft, rollup};
use crate::app::share::transfer;
use crate::app::shell::store::{Origin, Store};
use crate::app::workers::coordinator;
use gelan::text::t;
use gelan::view::page::Page;
use gelan::view::picture::geo::parse;
use js_sys::{Array, Promise, Reflect};
use leptos::ev;
use leptos::prelude::*;
use std::sync::Arc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    DataTransfer, DataTransferItem, DragEvent, File, FileList, FileSystemDirectoryEntry,
    FileSystemDirectoryReader, FileSystemEntry, FileSystemFileEntry, HtmlInputElement,
};

/// Listens on the whole page; `over` says whether files hover over it.
pub fn listen(store: Store, over: RwSignal<bool>) {
    let enter = move |event: DragEvent| {
        if has_files(&event) {
            event.prevent_default();
            over.set(true);
        }
    };
    let _ = window_event_listener(ev::dragenter, enter);
    let _ = window_event_listener(ev::dragover, move |event| {
        if has_files(&event) {
            event.prevent_default();
        }
    });
    let _ = window_event_listener(ev::dragleave, move |event| {
        // Leaving for no element is leaving the window.
        if event.related_target().is_none() {
            over.set(false);
        }
    });
    let _ = window_event_listener(ev::drop, move |event| {
        over.set(false);
        if let Some(data) = event.data_transfer().filter(|_| has_files(&event)) {
            event.prevent_default();
            take(store, &data);
        }
    });
}

fn has_files(event: &DragEvent) -> bool {
    event.data_transfer().is_some_and(|d| d.types().iter().any(|t| t.as_string().as_deref() == Some("Files")))
}

/// What one dropped item turned out to be.
enum Dropped {
    File(File),
    /// A folder as a `FileSystemDirectoryHandle`, promised.
    Handle(Promise),
    Folder(FileSystemDirectoryEntry),
}

/// Takes what was dropped. Items must be asked at once, before anything is awaited; folders are opened later.
fn take(store: Store, data: &DataTransfer) {
    let items = data.items();
    let dropped: Vec<Dropped> = (0..items.length()).filter_map(|i| what(&items.get(i)?)).collect();
    if dropped.is_empty() {
        take_named(store, listed(data.files()));
        return;
    }
    spawn_local(async move {
        let mut files = Vec::new();
        for item in dropped {
            match item {
                Dropped::File(file) => files.push((file.name(), file)),
                Dropped::Handle(handle) => files.extend(handles::inside(handle).await),
                Dropped::Folder(folder) => files.extend(all_inside(folder).await),
            }
        }
        take_named(store, files);
    });
}

/// On file:// Chromium gives entries but opens none of them (`EncodingError`): files are taken as files, and
/// folders by their handles where the browser has such.
fn what(item: &DataTransferItem) -> Option<Dropped> {
    match item.webkit_get_as_entry().ok().flatten().filter(FileSystemEntry::is_directory) {
        Some(folder) => {
            Some(handles::of(item).map_or_else(|| Dropped::Folder(folder.unchecked_into()), Dropped::Handle))
        }
        None => item.get_as_file().ok().flatten().map(Dropped::File),
    }
}

/// Takes what was picked, and forgets it in the input, so that the same file can be picked again.
pub fn picked(store: Store, input: &HtmlInputElement) {
    let files = listed(input.files());
    input.set_value("");
    take_named(store, files);
}

fn take_named(store: Store, mut files: Vec<(String, File)>) {
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
async fn take_maps(store: Store, files: Vec<(String, File)>, mut tables: Vec<(String, File)>) {
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

fn take_tables(store: Store, files: Vec<(String, File)>) {
    if files.is_empty() {
        store.tell(t("里面没有可读的文件，请放入表格文件"), true);
    } else {
        transfer::take(store, files, move |files| coordinator::add(store, files, Origin::Files));
    }
}

/// Files that programs leave in folders, and lock files of open workbooks.
fn of_the_system(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.starts_with('.') || name.starts_with("~$") || ["Thumbs.db", "desktop.ini"].contains(&name)
}

fn listed(list: Option<FileList>) -> Vec<(String, File)> {
    let list = match list {
        Some(list) => list,
        None => return Vec::new(),
    };
    (0..list.length())
        .filter_map(|i| list.get(i))
        .map(|file| {
            let path = Reflect::get(&file, &"webkitRelativePath".into()).ok().and_then(|p| p.as_string());
            (path.filter(|p| !p.is_empty()).unwrap_or_else(|| file.name()), file)
        })
        .collect()
}

/// All files of a folder at any depth, with their paths.
async fn all_inside(folder: FileSystemDirectoryEntry) -> Vec<(String, File)> {
    let mut files = Vec::new();
    let mut queue = std::collections::VecDeque::from([FileSystemEntry::from(folder)]);
    while let Some(entry) = queue.pop_front() {
        if entry.is_directory() {
            queue.extend(inside(entry.unchecked_into()).await);
        } else if let Some(file) = file_of(entry.unchecked_ref()).await {
            files.push((entry.full_path().trim_start_matches('/').to_owned(), file));
        }
    }
    files
}

async fn file_of(entry: &FileSystemFileEntry) -> Option<File> {
    let promise = Promise::new(&mut |yes, no| entry.file_with_callback_and_callback(&yes, &no));
    JsFuture::from(promise).await.ok()?.dyn_into().ok()
}

/// What lies in a folder; browsers give it in portions, an empty one at the end.
async fn inside(folder: FileSystemDirectoryEntry) -> Vec<FileSystemEntry> {
    let reader = folder.create_reader();
    let mut all = Vec::new();
    loop {
        let part = portion(&reader).await.map(|p| Array::from(&p)).unwrap_or_default();
        if part.length() == 0 {
            return all;
        }
        all.extend(part.iter().map(JsCast::unchecked_into::<FileSystemEntry>));
    }
}

async fn portion(reader: &FileSystemDirectoryReader) -> Result<JsValue, JsValue> {
    let promise = Promise::new(&mut |yes, no| {
        let _ = reader.read_entries_with_callback_and_callback(&yes, &no);
    });
    JsFuture::from(promise).await
}
