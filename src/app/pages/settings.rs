//! 设置.

use crate::app::browser::drop::NamedFiles;
use crate::app::browser::{dom, memory};
use crate::app::store::{Store, store};
use crate::app::widgets::file_input::FileInput;
use crate::app::workers::coordinator;
use gelan::figures::settings::Settings as Values;
use gelan::text::t;
use gelan::view::pages::settings::{SettingRow, form, loaded};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{File, HtmlInputElement};

/// Bytes of a settings file at most.
const LARGEST: f64 = 1_000_000.0;

/// The page.
#[component]
pub fn Settings() -> impl IntoView {
    let store = store();
    let groups = form().into_iter().map(|group| {
        let rows = group.rows.into_iter().map(|r| row(store, r)).collect_view();
        view! {
            <section class="panel">
                <h2>{group.title}<small>{group.note}</small></h2>
                <ul class="settings">{rows}</ul>
            </section>
        }
    });
    view! {
        <h1 class="title">{t("设置")}<small>{t("改了立即重算；每项都写明默认值和依据")}</small></h1>
        {groups.collect_view()}
        {keeping(store)}
    }
}

fn row(store: Store, row: SettingRow) -> AnyView {
    let key = row.key;
    let error = RwSignal::new(None::<String>);
    let text = Memo::new(move |_| store.settings.with(|s| key.text(s)));
    let changed = Memo::new(move |_| text.get() != key.text(&Values::default()));
    let change = move |event| {
        let typed = event_target_value(&event);
        let mut settings = store.settings.get_untracked();
        match settings.set(key, &typed) {
            Ok(()) => {
                error.set(None);
                use_settings(store, settings);
                // What was typed as ３０ is shown as 30.
                event_target::<HtmlInputElement>(&event).set_value(&text.get_untracked());
            }
            Err(sentence) => error.set(Some(sentence)),
        }
    };
    let reset = move |_| {
        let mut settings = store.settings.get_untracked();
        settings.reset(key);
        error.set(None);
        use_settings(store, settings);
    };
    let field = format!("setting-{}", row.id);
    let note = format!("{field}-note");
    let default = row.default.clone();
    view! {
        <li data-setting=row.id.clone()>
            <label for=field.clone()>{row.title}</label>
            <span class="value" class:words=!row.number>
                <input id=field type="text" inputmode=row.number.then_some("decimal") prop:value=text
                    aria-describedby=note.clone() aria-invalid=move || error.with(Option::is_some).then_some("true")
                    on:change=change/>
                <span>{row.unit}</span>
            </span>
            <span class="source" id=note>
                {move || error.get().map(|e| view! { <b class="error" role="alert">{e}</b> })}
                {row.source}
                {move || changed.get().then(|| view! {
                    <button class="button small" on:click=reset>{t("恢复默认 ")}{default.clone()}</button>
                })}
            </span>
        </li>
    }
    .into_any()
}

/// Takes settings over: the page computes with them at once.
pub fn use_settings(store: Store, settings: Values) {
    store.settings.set(settings);
    if store.remember.get_untracked() {
        keep(store);
    }
    coordinator::apply_settings(store);
}

fn keep(store: Store) {
    let text = store.remember.get_untracked().then(|| store.settings.with_untracked(Values::to_file));
    if !memory::save_settings(text.as_deref()) {
        store.remember.set(false);
        store.tell(t("浏览器不让本页保存设置；请用“保存设置”存成文件"), true);
    }
}

fn keeping(store: Store) -> AnyView {
    let save = move |_| dom::download("gelan-settings.json", &store.settings.with_untracked(Values::to_file));
    let take = move |files: NamedFiles| {
        if let Some((_, file)) = files.into_iter().next() {
            spawn_local(load(store, file));
        }
    };
    let tick = move |event| {
        store.remember.set(event_target_checked(&event));
        keep(store);
    };
    let other = move || store.settings.with(|s| *s != Values::default());
    view! {
        <section class="panel">
            <h2>{t("保存和载入")}<small>{t("设置只有数值和名称，没有表格里的数据")}</small></h2>
            <p class="line">
                <button id="settings-save" class="button" on:click=save>{t("保存设置")}</button>
                <button id="settings-load" class="button" on:click=move |_| dom::press("settings-file")>{t("载入设置")}</button>
                <FileInput id="settings-file" label=t("载入设置") accept=".json" take=take/>
                <button id="settings-reset" class="button" disabled=move || !other()
                    on:click=move |_| use_settings(store, Values::default())>{t("全部恢复默认")}</button>
            </p>
            <p class="line">
                <label class="tick"><input type="checkbox" id="settings-remember" prop:checked=move || store.remember.get() on:change=tick/>
                    {t("在这台电脑的浏览器里记住设置")}</label>
                <small>{t("不勾选时，关闭页面就恢复默认；取消勾选即从浏览器中删除")}</small>
            </p>
        </section>
    }
    .into_any()
}

async fn load(store: Store, file: File) {
    match dom::text_of(&file, LARGEST).await.map(|text| Values::from_file(&text)) {
        Some(Ok((settings, notes))) => {
            use_settings(store, settings);
            store.tell(loaded(&notes), !notes.is_empty());
        }
        Some(Err(sentence)) => store.tell(sentence, true),
        None => store.tell(t("设置文件不能读取，请确认文件还在原处"), true),
    }
}
