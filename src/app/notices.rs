//! What the page has to say above its content: a snapshot's or the sample's banner, notices, the shared link.

use super::store::{Notice, Origin, Shared, Store, store};
use super::{browser, desk};
use gelan::say;
use gelan::text::t;
use leptos::prelude::*;

/// The banners.
#[component]
pub fn Notices() -> impl IntoView {
    let store = store();
    view! {
        {move || banner(store)}
        {move || store.notice.get().map(|notice| told(store, notice))}
        {move || store.shared.get().map(|shared| link(store, shared))}
    }
}

fn banner(store: Store) -> Option<AnyView> {
    let (title, text) = match store.origin.get() {
        Origin::Files => return None,
        Origin::Sample => {
            (t("这是示例"), t("镇、村、网格的名称和总数仿照实际，人员姓名全部是编造的。").to_owned())
        }
        Origin::Snapshot(_, text) => (t("这是快照"), text),
    };
    let leave = move |_| {
        desk::clear(store);
        browser::leave_hash();
        store.page.set(gelan::view::route::Page::Overview);
    };
    Some(
        view! {
            <aside id="banner" class="strip">
                <p><b>{title}</b>{text}</p>
                <button id="banner-close" class="button small" on:click=leave>{t("关闭，放入自己的表")}</button>
            </aside>
        }
        .into_any(),
    )
}

fn told(store: Store, notice: Notice) -> AnyView {
    let role = if notice.bad { "alert" } else { "status" };
    view! {
        <aside id="notice" class="strip" class:bad=notice.bad role=role>
            <p>{notice.text}</p>
            <button class="button small" on:click=move |_| store.notice.set(None)>{t("知道了")}</button>
        </aside>
    }
    .into_any()
}

fn link(store: Store, shared: Shared) -> AnyView {
    let length = gelan::view::format::grouped(i64::try_from(shared.link.chars().count()).unwrap_or(0));
    let (lead, copied) = if shared.copied {
        (say!("链接已复制（{length} 个字符）", length), "true")
    } else {
        (say!("请复制下面的链接（{length} 个字符）", length), "false")
    };
    let select = move |event: web_sys::FocusEvent| {
        event_target::<web_sys::HtmlTextAreaElement>(&event).select();
    };
    view! {
        <aside id="shared" class="strip tall" role="status" data-copied=copied>
            <div>
                <p><b>{lead}</b>
                    {t("里面只有汇总数，没有个人姓名，也没有原始记录。在这台电脑上直接打开；在别的电脑上，打开那里的格览文件，把链接粘贴到“打开快照”里。")}
                </p>
                <textarea id="share-link" readonly rows="2" aria-label=t("快照链接") on:focus=select>{shared.link}</textarea>
            </div>
            <button class="button small" on:click=move |_| store.shared.set(None)>{t("知道了")}</button>
        </aside>
    }
    .into_any()
}
