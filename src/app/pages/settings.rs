//! 设置.

use super::village_targets::village_targets;
use crate::app::browser::drop::NamedFiles;
use crate::app::browser::{dom, memory};
use crate::app::store::{Store, Undo, store};
use crate::app::widgets::file_input::FileInput;
use crate::app::workers::coordinator;
use gelan::figures::settings::Settings as Values;
use gelan::input::recognise::Corrections;
use gelan::model::alias::Aliases;
use gelan::session::look::SETTINGS;
use gelan::text::format::size;
use gelan::text::{say, t};
use gelan::view::pages::settings::{SettingRow, form, kept_settings, loaded};
use gelan::view::parts::corrections::concerned;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{File, HtmlInputElement};

/// The page.
#[component]
pub fn Settings() -> impl IntoView {
    let store = store();
    let groups = form().into_iter().map(|group| {
        let rows = group.rows.into_iter().map(|r| row(store, r)).collect_view();
        view! {
            <section class="panel">
                <div class="hd"><h2>{group.title}</h2><small>{group.note}</small></div>
                <ul class="settings">{rows}</ul>
            </section>
        }
    });
    view! {
        <div class="title"><h1>{t("设置")}</h1><small>{t("改了立即重算；每项都写明默认值和依据")}</small></div>
        {groups.collect_view()}
        {village_targets(store)}
        {keeping(store)}
        {kept(store)}
    }
}

fn row(store: Store, row: SettingRow) -> AnyView {
    let key = row.key;
    let error = RwSignal::new(None::<String>);
    let text = Memo::new(move |_| store.settings.with(|s| key.text(s)));
    let changed = Memo::new(move |_| text.get() != key.text(&Values::default()));
    let change = move |event: web_sys::Event| {
        // A line of words, in however many lines they were typed.
        let typed = event_target_value(&event).replace('\n', " ");
        let mut settings = store.settings.get_untracked();
        match settings.set(key, &typed) {
            Ok(()) => {
                error.set(None);
                use_settings(store, settings);
                // What was typed as ３０ is shown as 30.
                if let Some(input) = event.target().and_then(|e| e.dyn_into::<HtmlInputElement>().ok()) {
                    input.set_value(&text.get_untracked());
                }
            }
            Err(sentence) => error.set(Some(sentence)),
        }
    };
    let reset = move |_| {
        let before = store.settings.get_untracked();
        let mut settings = before.clone();
        settings.reset(key);
        error.set(None);
        use_settings(store, settings);
        store.tell_undo(say!("“{title}”已恢复默认", title = key.title()), Undo::Settings(Box::new(before)));
    };
    let field = format!("setting-{}", row.id);
    let note = format!("{field}-note");
    let default = row.default.clone();
    let control = if !row.number {
        // As high as its words need, in browsers that cannot do that themselves too.
        let typed = RwSignal::new(None::<String>);
        let shown = move || typed.get().unwrap_or_else(|| text.get());
        let done = move |event| {
            change(event);
            typed.set(None);
        };
        view! {
            <span class="grow" data-text=shown>
                <textarea id=field.clone() rows="1" prop:value=text aria-describedby=note.clone()
                    aria-invalid=move || error.with(Option::is_some).then_some("true")
                    on:input=move |e| typed.set(Some(event_target_value(&e))) on:change=done></textarea>
            </span>
        }
        .into_any()
    } else if row.choices.is_empty() {
        view! {
            <input id=field.clone() type="text" inputmode="decimal" prop:value=text
                aria-describedby=note.clone() aria-invalid=move || error.with(Option::is_some).then_some("true")
                on:change=change/>
        }
        .into_any()
    } else {
        let options = row.choices.into_iter().map(|(value, words)| {
            let own = value.clone();
            view! { <option value=value prop:selected=move || text.with(|t| *t == own)>{words}</option> }
        });
        view! {
            <select id=field.clone() aria-describedby=note.clone() on:change=change>
                {options.collect_view()}
            </select>
        }
        .into_any()
    };
    view! {
        <li data-setting=row.id.clone()>
            <label for=field.clone()>{row.title}</label>
            <span class="value" class:words=!row.number>
                {control}
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
    if !settings.address.is_empty() {
        store.asked_address.set(None);
    }
    store.settings.set(settings);
    if store.remember.get_untracked() {
        keep(store);
    }
    coordinator::apply_settings(store);
}

fn keep(store: Store) {
    let text = store.remember.get_untracked().then(|| {
        let mut settings = store.settings.get_untracked();
        // What was not answered yet is asked again.
        if let Some(address) = store.asked_address.get_untracked() {
            settings.address = address;
        }
        settings.to_file()
    });
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
    let reset = move |_| {
        let before = store.settings.get_untracked();
        use_settings(store, Values::default());
        store.tell_undo(t("设置已全部恢复默认"), Undo::Settings(Box::new(before)));
    };
    let other = move || store.settings.with(|s| *s != Values::default());
    view! {
        <section class="panel">
            <div class="hd"><h2>{t("保存和载入")}</h2><small>{t("设置只有数值和名称，没有表格里的数据")}</small></div>
            <p class="line">
                <button id="settings-save" class="button" on:click=save>{t("保存设置")}</button>
                <button id="settings-load" class="button" on:click=move |_| dom::press("settings-file")>{t("载入设置")}</button>
                <FileInput id="settings-file" label=t("载入设置") accept=".json" take=take/>
                <button id="settings-reset" class="button" disabled=move || !other()
                    on:click=reset>{t("全部恢复默认")}</button>
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

/// What this browser keeps, and the button that wipes it.
fn kept(store: Store) -> AnyView {
    let list = RwSignal::new(memory::kept());
    Effect::new(move |_| {
        store.remember.track();
        store.settings.track();
        list.set(memory::kept());
    });
    let wipe = move |_| {
        let gone = memory::wipe();
        list.set(memory::kept());
        forget(store);
        let said = if gone {
            t("本机保存的内容已清除")
        } else {
            t("浏览器不让本页清除，请在浏览器设置里清除")
        };
        store.tell(said, !gone);
    };
    let lines = move || {
        let lines = list
            .get()
            .into_iter()
            .map(|(title, bytes)| view! { <li>{title}" "<small>{size(bytes)}</small></li> });
        lines.collect_view()
    };
    let none = Memo::new(move |_| list.with(Vec::is_empty));
    view! {
        <section class="panel">
            <div class="hd"><h2>{t("清除本机保存的内容")}</h2><small>{t("本页在这台电脑的浏览器里存的全部内容；表格和数据从不存")}</small></div>
            <ul id="kept">{lines}</ul>
            <p class="line">
                <button id="kept-wipe" class="button" disabled=none on:click=wipe>{t("全部清除")}</button>
                <small>{move || none.get().then(|| t("现在没有存任何内容"))}</small>
            </p>
        </section>
    }
    .into_any()
}

/// Forgets what was taught, so that none of it is kept again; tables that were read by it are read again.
fn forget(store: Store) {
    let files = store.files.with_untracked(|files| {
        store.corrections.with_untracked(|before| concerned(before, &Corrections::default(), files))
    });
    store.remember.set(false);
    store.asked_address.set(None);
    store.changed.set(Vec::new());
    store.remembered.set(Default::default());
    store.corrections.set(Corrections::default());
    store.aliases.set(Aliases::default());
    coordinator::apply_aliases(store);
    if !files.is_empty() {
        coordinator::read_again(store, &files);
    }
}

/// Says at the start that settings are those that this browser remembers, and asks for the address of links: another
/// page of this disk may have written them.
#[component]
pub fn Remembered() -> impl IntoView {
    let store = store();
    let view = Memo::new(move |_| {
        let host =
            store.asked_address.with(|address| address.as_deref().map(|a| (dom::host(a), a.to_owned())));
        store.changed.with(|changed| kept_settings(changed, host))
    });
    let agree = move |_| {
        let mut settings = store.settings.get_untracked();
        settings.address = store.asked_address.get_untracked().unwrap_or_default();
        use_settings(store, settings);
    };
    let refuse = move |_| {
        store.asked_address.set(None);
        keep(store);
    };
    let seen = move |_| store.changed.set(Vec::new());
    move || {
        view.get().map(|view| {
            let changed = view.changed.map(|said| {
                view! { <p>{said}" "<button id="changed-seen" class="button small" on:click=seen>{t("知道了")}</button></p> }
            });
            let address = view.address.map(|said| {
                view! { <p id="address-asked">{said}" "
                    <button id="address-agree" class="button small" on:click=agree>{t("核对过，用它")}</button>
                    <button id="address-refuse" class="button small" on:click=refuse>{t("不用，删掉")}</button></p> }
            });
            view! { <aside id="remembered-settings" class="strip tall"><div>{changed}{address}</div></aside> }.into_any()
        })
    }
}

async fn load(store: Store, file: File) {
    match dom::text_of(&file, SETTINGS).await.and_then(|text| Values::from_file(&text)) {
        Ok((settings, notes)) => {
            let before = store.settings.get_untracked();
            use_settings(store, settings);
            store.tell_undo(loaded(&notes), Undo::Settings(Box::new(before)));
        }
        Err(sentence) => store.tell(sentence, true),
    }
}
