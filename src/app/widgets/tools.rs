//! The title line of a table or a picture, with its tools at the right: 列, 数据表, 存为.

use crate::app::browser::dom;
use crate::app::store::Store;
use gelan::export::file_table::FileTable;
use gelan::export::{csv, report};
use gelan::text::t;
use leptos::html;
use leptos::prelude::*;

/// The title line; `title` is its heading and what stands beside it.
pub fn head(title: Option<AnyView>, tools: impl IntoView + 'static) -> AnyView {
    let title = title.map(|title| view! { <div class="hd">{title}</div> });
    view! { <div class="ph">{title}<div class="tools">{tools}</div></div> }.into_any()
}

/// 存为, with the kinds of file of what is called `name`; each is an ending and what saves it.
pub fn save_as(name: &str, kinds: Vec<(&'static str, Callback<()>)>) -> AnyView {
    let node = NodeRef::<html::Details>::new();
    let shut = move || {
        if let Some(list) = node.get_untracked() {
            list.set_open(false);
        }
    };
    let leave = move |event: web_sys::FocusEvent| {
        if !event.related_target().is_some_and(|to| dom::within(&to, ".saveas")) {
            shut();
        }
    };
    let item = |(kind, run): (&'static str, Callback<()>)| {
        let press = move |_| {
            shut();
            run.run(());
        };
        let words = if kind == "xlsx" { kind.to_owned() } else { kind.to_uppercase() };
        view! { <button data-tool=kind on:click=press>{words}</button> }
    };
    let items = kinds.into_iter().map(item).collect_view();
    view! {
        <details class="saveas" node_ref=node on:focusout=leave>
            <summary aria-label=format!("{}（{name}）", t("存为"))>{t("存为")}</summary>
            <div>{items}</div>
        </details>
    }
    .into_any()
}

/// What saves a table as CSV and as a workbook of one sheet.
pub fn table_files(
    store: Store,
    name: String,
    table: impl Fn() -> FileTable + Copy + Send + Sync + 'static,
) -> Vec<(&'static str, Callback<()>)> {
    let called = StoredValue::new(name);
    let as_csv =
        move |()| called.with_value(|name| dom::download(&store.named(name, "csv"), &csv::table(&table())));
    let as_xlsx = move |()| {
        called.with_value(|name| match report::alone(name, &store.about(), &table()) {
            Ok(bytes) => dom::download_bytes(&store.named(name, "xlsx"), &bytes),
            Err(sentence) => store.tell(sentence, true),
        });
    };
    vec![("csv", Callback::new(as_csv)), ("xlsx", Callback::new(as_xlsx))]
}
