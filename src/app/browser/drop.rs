//! Files and folders dropped anywhere on the page, or picked.

use super::handles;
use js_sys::{Array, Promise, Reflect};
use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    DataTransfer, DataTransferItem, DragEvent, File, FileList, FileSystemDirectoryEntry,
    FileSystemDirectoryReader, FileSystemEntry, FileSystemFileEntry, HtmlInputElement,
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

/// Listens on the whole page; `over` says whether files hover over it, `take` gets what is dropped.
pub fn listen(over: RwSignal<bool>, take: impl Fn(Dropped) + Copy + 'static) {
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
            read_dropped(&data, take);
        }
    });
}

fn has_files(event: &DragEvent) -> bool {
    event.data_transfer().is_some_and(|d| d.types().iter().any(|t| t.as_string().as_deref() == Some("Files")))
}

/// A dropped item.
enum Item {
    File(File),
    /// A folder as a `FileSystemDirectoryHandle`, promised.
    Handle(Promise),
    Folder(FileSystemDirectoryEntry),
    /// A file that the browser does not give.
    Closed(String),
}

/// Takes what was dropped. Items must be asked at once, before anything is awaited; folders are opened later.
fn read_dropped(data: &DataTransfer, take: impl FnOnce(Dropped) + 'static) {
    let items = data.items();
    let dropped: Vec<Item> = (0..items.length()).filter_map(|i| what(&items.get(i)?)).collect();
    if dropped.is_empty() {
        take(Dropped { files: listed(data.files()), closed: Vec::new() });
        return;
    }
    spawn_local(async move {
        let mut all = Dropped::default();
        for item in dropped {
            let Dropped { files, closed } = match item {
                Item::File(file) => Dropped { files: vec![(file.name(), file)], closed: Vec::new() },
                Item::Handle(handle) => handles::inside(handle).await,
                Item::Folder(folder) => all_inside(folder).await,
                Item::Closed(name) => Dropped { files: Vec::new(), closed: vec![name] },
            };
            all.files.extend(files);
            all.closed.extend(closed);
        }
        take(all);
    });
}

/// On file:// Chromium gives entries but opens none of them (`EncodingError`): files are taken as files, and
/// folders by their handles where the browser has such.
fn what(item: &DataTransferItem) -> Option<Item> {
    let entry = item.webkit_get_as_entry().ok().flatten();
    match entry {
        Some(folder) if folder.is_directory() => {
            Some(handles::from_item(item).map_or_else(|| Item::Folder(folder.unchecked_into()), Item::Handle))
        }
        entry => match item.get_as_file().ok().flatten() {
            Some(file) => Some(Item::File(file)),
            None => entry.map(|entry| Item::Closed(entry.name())),
        },
    }
}

/// Returns what was picked, and forgets it in the input, so that the same file can be picked again.
pub fn picked(input: &HtmlInputElement) -> NamedFiles {
    let files = listed(input.files());
    input.set_value("");
    files
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
