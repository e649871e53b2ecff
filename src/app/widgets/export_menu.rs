//! 导出: everything that goes out, in one menu; and the text of a report, to copy.

use super::dialog::{Dialog, dialog};
use super::roving_focus::roving_focus;
use crate::app::browser::dom;
use crate::app::store::{Stage, Store, store};
use crate::app::workers::results;
use gelan::export::document::docx;
use gelan::export::template::templates;
use gelan::session::protocol::ExportFile;
use gelan::text::t;
use gelan::view::parts::bulletin::bulletin;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

/// A line of the menu.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Item {
    Report,
    NamedReport,
    Json,
    Text,
    Print,
    Findings,
}

impl Item {
    const ALL: [Self; 6] =
        [Self::Report, Self::NamedReport, Self::Text, Self::Print, Self::Findings, Self::Json];

    fn id(self) -> &'static str {
        match self {
            Self::Report => "export-xlsx",
            Self::NamedReport => "export-xlsx-names",
            Self::Json => "export-json",
            Self::Text => "export-text",
            Self::Print => "export-print",
            Self::Findings => "export-findings",
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::Report => t("报表（xlsx）"),
            Self::NamedReport => t("报表（xlsx，含姓名和提示）"),
            Self::Json => t("结果（JSON，含姓名）"),
            Self::Text => t("通报文字"),
            Self::Print => t("打印 / 存为 PDF"),
            Self::Findings => t("提示清单（xlsx，含姓名）"),
        }
    }
}

/// The button with its menu.
#[component]
pub fn ExportMenu() -> impl IntoView {
    let store = store();
    let open = RwSignal::new(false);
    let text = RwSignal::new(None::<String>);
    let busy = move || store.stage.get() != Stage::Ready;
    let items = move || {
        let snapshot = store.snapshot().is_some();
        Item::ALL
            .into_iter()
            .filter(|i| *i != Item::Findings || !snapshot)
            .map(|item| {
                let press = move |_| {
                    open.set(false);
                    dom::focus("export");
                    run(store, item, text);
                };
                view! { <li role="none"><button id=item.id() role="menuitem" tabindex="-1" on:click=press>{item.title()}</button></li> }
            })
            .collect_view()
    };
    let toggle = move |_| {
        open.update(|o| *o = !*o);
        if open.get_untracked() {
            walk("Home");
        }
    };
    let keys = move |event: web_sys::KeyboardEvent| match event.key().as_str() {
        "Escape" if open.get_untracked() => {
            open.set(false);
            dom::focus("export");
        }
        "Tab" => open.set(false),
        "ArrowDown" | "ArrowUp" | "Home" | "End" => {
            event.prevent_default();
            open.set(true);
            walk(&event.key());
        }
        _ => {}
    };
    let leave = move |event: web_sys::FocusEvent| {
        let inside = event.related_target().is_some_and(|to| dom::within(&to, ".menu"));
        if !inside {
            open.set(false);
        }
    };
    view! {
        <div class="menu" on:keydown=keys on:focusout=leave>
            <button id="export" class="button" aria-haspopup="menu" aria-expanded=move || open.get().to_string()
                aria-controls="export-menu" disabled=busy on:click=toggle>{t("导出")}</button>
            <ul id="export-menu" role="menu" aria-label=t("导出") class:gone=move || !open.get()>{items}</ul>
        </div>
        {move || text.get().map(|words| panel(store, words, text))}
    }
}

/// Takes the focus through the menu, once it is drawn.
fn walk(key: &str) {
    let key = key.to_owned();
    request_animation_frame(move || {
        if let Some(menu) = dom::element("export-menu") {
            roving_focus(&menu, "[role=menuitem]", &key, true);
        }
    });
}

fn run(store: Store, item: Item, text: RwSignal<Option<String>>) {
    match item {
        Item::Report => results::export(store, ExportFile::Report),
        Item::NamedReport => results::export(store, ExportFile::NamedReport),
        Item::Json => results::export(store, ExportFile::Json(store.ticks.get_untracked())),
        Item::Findings => results::export(store, ExportFile::Findings(None)),
        Item::Text => {
            let words =
                store.figures.with_untracked(|f| f.as_ref().map(|f| bulletin(&f.without_names()).text()));
            text.set(words);
        }
        Item::Print => print(),
    }
}

/// The browser's own way to paper, or to a PDF.
pub fn print() {
    // It says itself what it cannot do.
    let _ = window().print();
}

/// Saves the blank templates.
pub fn save_templates(store: Store) {
    match templates() {
        Ok(bytes) => dom::download_bytes(t("格览空白模板.xlsx"), &bytes),
        Err(message) => store.tell(message, true),
    }
}

/// The text of a report in a box.
fn panel(store: Store, words: String, text: RwSignal<Option<String>>) -> AnyView {
    let current = || {
        dom::element("bulletin-text")
            .map(|e| wasm_bindgen::JsCast::unchecked_into::<web_sys::HtmlTextAreaElement>(e).value())
            .unwrap_or_default()
    };
    let told = RwSignal::new("");
    let copy = move |_| {
        let words = current();
        spawn_local(async move {
            let done = dom::copy(&words).await;
            told.set(if done { t("已复制") } else { t("没能复制，请选中文字后按 Ctrl+C") });
        });
    };
    let name = move |ending: &str| store.named(t("通报文字"), ending);
    let save = move |_| {
        // Notepad recognises UTF-8 by its mark.
        dom::download(&name("txt"), &format!("\u{FEFF}{}", current().replace('\n', "\r\n")));
    };
    let word = move |_| dom::download_bytes(&name("docx"), &docx(&current()));
    let foot = view! {
        <button id="bulletin-copy" class="button main" on:click=copy>{t("复制")}</button>
        <button id="bulletin-word" class="button" on:click=word>{t("存为 .docx")}</button>
        <button id="bulletin-save" class="button" on:click=save>{t("存为 .txt")}</button>
        <span role="status">{move || told.get()}</span>
    };
    let of = Dialog {
        id: "bulletin",
        class: "",
        state: Signal::stored("ready"),
        title: view! { {t("通报文字")}<small>{t("没有数据的内容不写；可以先改再复制")}</small> }.into_any(),
        content: view! { <textarea id="bulletin-text" aria-label=t("通报文字") prop:value=words></textarea> }
            .into_any(),
        foot: foot.into_any(),
    };
    dialog(of, move || text.set(None))
}
