//! The panel for sharing a snapshot.

use super::{copy, transfer};
use crate::app::browser::dom;
use crate::app::store::{Sharing, Store, store};
use crate::app::widgets::dialog::{Dialog, dialog};
use crate::app::workers::results;
use gelan::session::protocol::Request;
use gelan::snapshot::carrier::link;
use gelan::snapshot::{Choices, qr};
use gelan::text::{say, t};
use gelan::view::parts::share::{Carrier, CarrierRow, carriers, inside};
use leptos::prelude::*;
use std::sync::Arc;
use web_sys::{HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};

/// The panel, where it is open.
#[component]
pub fn Share() -> impl IntoView {
    let store = store();
    // Drawn once, so that what is typed keeps the focus while the snapshot is made anew.
    let on = Memo::new(move |_| store.shared.with(Option::is_some));
    move || on.get().then(|| panel(store))
}

fn panel(store: Store) -> AnyView {
    let own = store.snapshot().is_none();
    let result = move || store.shared.with(|s| s.clone()).map(|sharing| result(store, sharing));
    let about = store.about();
    let made = move || store.shared.with(|s| s.as_ref().is_some_and(|s| s.text.is_some()));
    let preview = move || {
        let text = store.shared.with(|s| s.as_ref().and_then(|s| s.text.clone()));
        text.map(|text| {
            view! { <a id="share-preview" class="button" href=format!("#s={text}") target="_blank" rel="noopener">{t("先看收到的样子")}</a> }
        })
    };
    let content = view! {
        {earlier(store)}
        {result}
        {own.then(|| options(store))}
    };
    let foot = if own {
        t("改了选项，上面的大小和字数跟着变")
    } else {
        t("打开的快照按发送人的选择原样转发。")
    };
    let of = Dialog {
        id: "shared",
        class: "share",
        state: Signal::derive(move || if made() { "ready" } else { "making" }),
        title: view! { {t("分享快照")}<small>{about}</small> }.into_any(),
        content: content.into_any(),
        foot: view! { <span class="soft">{foot}</span>{preview} }.into_any(),
    };
    dialog(of, move || store.shared.set(None))
}

/// What was handed on before: a snapshot that keeps small counts back is held against it.
fn earlier(store: Store) -> impl IntoView {
    let line = move |(at, title): (usize, String)| {
        let leave = move |_| {
            results::handed_on(store, Request::LeaveOut(at));
            if let Some(sharing) = store.shared.get_untracked() {
                transfer::make(store, sharing.choices, sharing.password);
            }
        };
        view! { <li>{title}" "<button class="button small" on:click=leave>{t("不算它")}</button></li> }
    };
    let least = move || store.shared.with(|s| s.as_ref().is_some_and(|s| s.choices.least > 0));
    move || {
        let list = store.handed_on.get();
        (least() && !list.is_empty()).then(|| {
            let lines = list.into_iter().enumerate().map(line).collect_view();
            view! {
                <div id="share-earlier" class="note">
                    <p>{t("这次打开后已发出下面的快照。两份对着看可能推算出隐去的数，所以这一份连同它们一起算；没有发给别人的可以不算。")}</p>
                    <ul>{lines}</ul>
                </div>
            }
        })
    }
}

fn options(store: Store) -> AnyView {
    let change = move |change: &dyn Fn(&mut Choices)| {
        if let Some(sharing) = store.shared.get_untracked() {
            let mut choices = sharing.choices;
            change(&mut choices);
            transfer::make(store, choices, sharing.password);
        }
    };
    let of = move |what: fn(&Choices) -> bool| {
        move || store.shared.with(|s| s.as_ref().is_some_and(|s| what(&s.choices)))
    };
    let level = move |full: bool, label: &'static str, note: &'static str| {
        view! {
            <label title=note><input type="radio" name="share-level" data-level=if full { "full" } else { "summary" }
                prop:checked=move || of(|c| c.full)() == full
                on:change=move |_| change(&|c: &mut Choices| { c.full = full; c.names &= full; })/>
                <span>{label}</span></label>
        }
    };
    let least = move |event| {
        let least = event_target::<HtmlSelectElement>(&event).value().parse().unwrap_or(0);
        change(&|c: &mut Choices| c.least = least);
    };
    let names = move |event| {
        let on = event_target::<HtmlInputElement>(&event).checked();
        change(&|c: &mut Choices| c.names = on);
    };
    let password = move |event| {
        if let Some(sharing) = store.shared.get_untracked() {
            transfer::make(store, sharing.choices, event_target_value(&event));
        }
    };
    let closed = move || !of(|c| c.persons())();
    view! {
        <h3>{t("怎样带")}</h3>
        <div class="options">
            <fieldset><legend>{t("带多少")}</legend>
                {level(false, t("摘要"), t("镇、村、网格和三类代表的合计"))}
                {level(true, t("全量"), t("另加每名代表的数字、办结天数和联户长的户数"))}
            </fieldset>
            <label><input id="share-names" type="checkbox" disabled=closed prop:checked=of(|c| c.names) on:change=names/>
                <span>{t("带上姓名")}</span></label>
            <label><span>{t("隐去少数")}</span>
                <select id="share-least" on:change=least>
                    <option value="0">{t("不隐去")}</option>
                    {[3, 5, 10].map(|n| view! { <option value=n.to_string()>{say!("少于 {n} 的数", n)}</option> })}
                </select></label>
            <label><span>{t("密码")}</span>
                <input id="share-password" type="text" autocomplete="off" placeholder=t("不填则不加密") on:change=password/></label>
        </div>
    }
    .into_any()
}

fn result(store: Store, sharing: Sharing) -> AnyView {
    let Some(text) = sharing.text else {
        return view! { <p class="soft" role="status">{t("正在生成…")}</p> }.into_any();
    };
    let address = store.settings.with_untracked(|s| s.address.clone());
    let rows = carriers(&text, &address, copy::size());
    let done = sharing.done;
    let shown = if sharing.shown.is_empty() { link(&transfer::base(store), &text) } else { sharing.shown };
    let select = move |event: web_sys::FocusEvent| event_target::<HtmlTextAreaElement>(&event).select();
    let texts = sharing
        .texts
        .iter()
        .map(|(kind, texts)| view! { <dt>{kind.clone()}</dt><dd>{texts.join(t("、"))}</dd> });
    let texts = texts.collect_view();
    let known = store.snapshot().is_none().then(|| store.view(|f| inside(sharing.choices, f))).flatten();
    let known = known.map(|lists| {
        let list = |lines: Vec<String>| lines.into_iter().map(|l| view! { <li>{l}</li> }).collect_view();
        let [with, without] = lists.map(list);
        view! { <h3>{t("里面有什么")}</h3><div class="what"><ul class="in">{with}</ul><ul class="out">{without}</ul></div> }
    });
    view! {
        <h3>{t("怎样给别人")}</h3>
        <ul class="carriers">{rows.into_iter().map(|r| row(store, r, &text, &address, done)).collect_view()}</ul>
        <details open=done.is_some_and(|(_, done)| !done)>
            <summary>{t("复制不了时，长按或全选这段文字")}</summary>
            <textarea id="share-link" readonly rows="3" aria-label=t("快照链接") on:focus=select>{shown}</textarea>
        </details>
        {known}
        <details id="share-texts" class="texts">
            <summary>{t("会带出的全部文字")}<small class="soft">{t("此外只有数字；地名里的姓名、电话和证件号已换成＊")}</small></summary>
            <dl tabindex="0">{texts}</dl>
        </details>
    }
    .into_any()
}

fn row(
    store: Store,
    row: CarrierRow,
    text: &Arc<str>,
    address: &str,
    done: Option<(Carrier, bool)>,
) -> AnyView {
    let carrier = row.carrier;
    let text = Arc::clone(text);
    let host = Some(dom::host(&transfer::base(store))).filter(|h| carrier == Carrier::Link && !h.is_empty());
    let host = host.map(|host| view! { <span id="share-host">{say!("打开 {host}", host)}</span>{t("；")} });
    let code = (carrier == Carrier::Qr).then(|| qr::code(&text, address).ok()).flatten().map(|code| {
        let side = code.side();
        view! { <details><summary>{t("显示")}</summary>
        <svg id="share-qr" viewBox=format!("0 0 {side} {side}") role="img" aria-label=t("快照的二维码")>
            <rect width=side height=side fill="#fff"/><path d=code.path() fill="#000"/></svg></details> }
    });
    let main = carrier == Carrier::Page;
    let told = done.filter(|(of, _)| *of == carrier).map(|(_, done)| match (carrier, done) {
        (Carrier::Link | Carrier::Code, true) => t("已复制"),
        (Carrier::Link | Carrier::Code, false) => t("浏览器不让复制，请从下面的文字里复制"),
        _ => t("已保存，在浏览器的下载文件夹中"),
    });
    view! {
        <li data-carrier=carrier.id() data-done=told.is_some().then_some("true")>
            <b>{row.title}</b>
            <span class="soft">{host}{row.works}{told.map(|told| view! { <em role="status">{told}</em> })}{code}</span>
            <small>{row.size}</small>
            <button class="button" class:main=main disabled=!row.fits on:click=move |_| transfer::hand_out(store, Arc::clone(&text), carrier)>{row.action}</button>
        </li>
    }
    .into_any()
}

/// Asks for the password of a snapshot that has one.
#[component]
pub fn Password() -> impl IntoView {
    let store = store();
    let on = Memo::new(move |_| store.locking.with(Option::is_some));
    let typed = RwSignal::new(String::new());
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        transfer::unlock(store, typed.get_untracked());
    };
    let error = move || store.locking.with(|l| l.as_ref().and_then(|l| l.error.clone()));
    move || {
        on.get().then(|| {
            typed.set(String::new());
            let content = view! {
                <form on:submit=submit>
                    <label><span>{t("这个快照有密码，请输入发送人告诉您的密码。")}</span>
                        <input id="password" type="password" autocomplete="off" autofocus prop:value=move || typed.get()
                            on:input=move |e| typed.set(event_target_value(&e))/></label>
                    {move || error().map(|e| view! { <p class="error" role="alert" id="password-error">{e}</p> })}
                    <p><button id="password-open" class="button main" type="submit">{t("打开")}</button></p>
                </form>
            };
            let of = Dialog {
                id: "locked",
                class: "share",
                state: Signal::stored("ready"),
                title: t("打开快照").into_any(),
                content: content.into_any(),
                foot: ().into_any(),
            };
            dialog(of, move || store.locking.set(None))
        })
    }
}
