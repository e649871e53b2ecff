//! Files and folders dropped anywhere on the page, or picked.

use super::handles;
use js_sys::{Array, Promise, Reflect};
use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    DragEvent, File, FileList, FileSystemDirectoryEntry, FileSystemDirectoryReader, FileSystemEntry,
    FileSystemFileEntry, HtmlInputElement,
};

/// Files, each with its path inside what was dropped.
pub type NamedFiles = Vec<(String, File)>;

/// What was dropped.
#[derive(Default)]
pub struct Dropped {
    /// The files.
    pub files: NamedFiles,
    /// The paths of files and folders that the browser did not open.
    pub closed: Vec<String>,
}

#[wasm_bindgen]
extern "C" {
    /// Given by the start script, which takes what is dropped: hands on what has waited, and all from now on. A list has
    /// files, promised handles of folders, entries of folders, and names of what the browser does not give.
    #[wasm_bindgen(js_name = gelanFiles)]
    fn gelan_files(take: &JsValue);
}

/// Listens on the whole page; `over` says whether files hover over it, `take` gets what is dropped.
pub fn listen(over: RwSignal<bool>, take: impl Fn(Dropped) + Copy + 'static) {
    let _ = window_event_listener(ev::dragenter, move |event| {
        if has_files(&event) {
            event.prevent_default();
            over.set(true);
        }
    });
    let _ = window_event_listener(ev::dragleave, move |event| {
        // Leaving for no element is leaving the window.
        if event.related_target().is_none() {
            over.set(false);
        }
    });
    let _ = window_event_listener(ev::drop, move |_| over.set(false));
    let taker = Closure::<dyn Fn(Array)>::new(move |list: Array| {
        spawn_local(async move { take(opened(&list).await) });
    });
    gelan_files(&taker.into_js_value());
}

fn has_files(event: &DragEvent) -> bool {
    event.data_transfer().is_some_and(|d| d.types().iter().any(|t| t.as_string().as_deref() == Some("Files")))
}

/// Takes files as they are, and all files out of folders.
async fn opened(list: &Array) -> Dropped {
    let mut all = Dropped::default();
    for item in list.iter() {
        let Dropped { files, closed } = if let Some(name) = item.as_string() {
            Dropped { files: Vec::new(), closed: vec![name] }
        } else if let Some(file) = item.dyn_ref::<File>() {
            Dropped { files: vec![(path_of(file), file.clone())], closed: Vec::new() }
        } else if let Some(handle) = item.dyn_ref::<Promise>() {
            handles::inside(handle.clone()).await
        } else {
            all_inside(item.unchecked_into()).await
        };
        all.files.extend(files);
        all.closed.extend(closed);
    }
    all
}

/// Returns what was picked, and forgets it in the input, so that the same file can be picked again.
pub fn picked(input: &HtmlInputElement) -> NamedFiles {
    let files = listed(input.files());
    input.set_value("");
    files
}

fn listed(list: Option<FileList>) -> NamedFiles {
    let list = match list {
        Some(list) => list,
        None => return Vec::new(),
    };
    (0..list.length()).filter_map(|i| list.get(i)).map(|file| (path_of(&file), file)).collect()
}

/// The path of a file in the folder that was picked, or its name.
fn path_of(file: &File) -> String {
    let path = Reflect::get(file, &"webkitRelativePath".into()).ok().and_then(|p| p.as_string());
    path.filter(|p| !p.is_empty()).unwrap_or_else(|| file.name())
}

/// All files of a folder at any depth, with their paths.
async fn all_inside(folder: FileSystemDirectoryEntry) -> Dropped {
    let mut found = Dropped::default();
    let mut queue = std::collections::VecDeque::from([FileSystemEntry::from(folder)]);
    while let Some(entry) = queue.pop_front() {
        let path = entry.full_path().trim_start_matches('/').to_owned();
        if entry.is_directory() {
            let (entries, whole) = inside(entry.unchecked_into()).await;
            queue.extend(entries);
            if !whole {
                found.closed.push(path);
            }
        } else {
            match file_of(entry.unchecked_ref()).await {
                Some(file) => found.files.push((path, file)),
                None => found.closed.push(path),
            }
        }
    }
    found
}

async fn file_of(entry: &FileSystemFileEntry) -> Option<File> {
    let promise = Promise::new(&mut |yes, no| entry.file_with_callback_and_callback(&yes, &no));
    JsFuture::from(promise).await.ok()?.dyn_into().ok()
}

/// Returns the entries of a folder, and whether these are all. Browsers give them in portions, the last one empty.
async fn inside(folder: FileSystemDirectoryEntry) -> (Vec<FileSystemEntry>, bool) {
    let reader = folder.create_reader();
    let mut all = Vec::new();
    loop {
        let Ok(part) = portion(&reader).await else { return (all, false) };
        let part = Array::from(&part);
        if part.length() == 0 {
            return (all, true);
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
