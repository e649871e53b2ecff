//! Corrections as a small file: saved, and loaded on another computer.

use crate::app::browser::drop::NamedFiles;
use crate::app::browser::{dom, memory};
use crate::app::store::{Store, Undo, store};
use crate::app::widgets::file_input::FileInput;
use crate::app::workers::coordinator;
use gelan::input::recognise::Mappings;
use gelan::session::look::MAPPINGS;
use gelan::text::{say, t};
use gelan::view::parts::corrections::concerned;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::File;

/// The two buttons; saving is there once something was corrected.
#[component]
pub fn Mappings() -> impl IntoView {
    let store = store();
    let any = Memo::new(move |_| !taught(store).is_empty());
    let save = move |_| dom::download("gelan-mappings.json", &untrack(|| taught(store)).to_file());
    let take = move |files: NamedFiles| {
        if let Some((_, file)) = files.into_iter().next() {
            spawn_local(load(store, file));
        }
    };
    view! {
        {move || any.get().then(|| view! {
            <button id="mappings-save" title=t("把改过的表类和列、答过的名称、核对过的提示存成小文件，带到别的电脑上用；里面只有表头、答过的名称和核对过的提示，没有数据") on:click=save>
                {t("保存表头对应")}
            </button>
        })}
        <button id="mappings-load" title=t("载入在别的电脑上保存的表头对应") on:click=move |_| dom::press("mappings")>{t("载入表头对应")}</button>
        <FileInput id="mappings" label=t("载入表头对应") accept=".json" take=take/>
    }
}

/// What the person taught so far.
fn taught(store: Store) -> Mappings {
    Mappings { corrections: store.corrections.get(), aliases: store.aliases.get(), ticks: store.ticks.get() }
}

/// Puts what was taught in place of what was before, reads the files again whose tables that changes, and returns how many
/// these are.
pub fn teach(store: Store, taught: Mappings) -> usize {
    let files = store
        .files
        .with_untracked(|f| store.corrections.with_untracked(|c| concerned(c, &taught.corrections, f)));
    memory::save(&taught.corrections);
    memory::save_aliases(&taught.aliases);
    store.corrections.set(taught.corrections);
    store.aliases.set(taught.aliases);
    store.ticks.set(taught.ticks);
    coordinator::apply_aliases(store);
    if !files.is_empty() {
        coordinator::read_again(store, &files);
    }
    files.len()
}

/// Takes a mapping file in, and reads the files again whose tables it changes.
async fn load(store: Store, file: File) {
    let before = untrack(|| taught(store));
    let mut after = before.clone();
    match dom::text_of(&file, MAPPINGS).await.and_then(|text| after.take_file(&text)) {
        Ok((count, names)) => {
            let again = match teach(store, after) {
                0 => { t("已放入的表没有变化") }.to_owned(),
                n => say!("{n} 个文件按它重新读取", n),
            };
            let said = match names {
                0 => say!("已载入 {count} 种表的表头对应，{again}", count, again),
                names => {
                    say!("已载入 {count} 种表的表头对应和 {names} 个名称的对应，{again}", count, names, again)
                }
            };
            store.tell_undo(said, Undo::Taught(Box::new(before)));
        }
        Err(sentence) => store.tell(sentence, true),
    }
}
