//! The page with nothing loaded: what to drop, what comes out, what stays here.

use super::intake;
use crate::app::browser::{dom, drop};
use crate::app::share::{camera, transfer};
use crate::app::store::store;
use crate::app::widgets::export_menu;
use crate::app::workers::sample;
use gelan::text::t;
use gelan::view::pages::Page;
use gelan::view::parts::start::wanted;
use gelan::view::route::hash;
use leptos::prelude::*;

/// The file inputs, on every page.
#[component]
pub fn Inputs() -> impl IntoView {
    let store = store();
    let change = move |event| intake::picked(store, drop::picked(&event_target(&event)));
    view! {
        <input type="file" id="files" class="hidden" multiple tabindex="-1" aria-label=t("选择文件")
            accept=".csv,.txt,.tsv,.xls,.xlsx,.xlsm,.xlsb,.et,.ods,.htm,.html,.xml,.zip,.json,.geojson,.gelan,.png,.jpg" on:change=change/>
        <input type="file" id="folder" class="hidden" prop:webkitdirectory=true tabindex="-1" aria-label=t("选择文件夹")
            on:change=change/>
    }
}

/// The empty page.
#[component]
pub fn Empty() -> impl IntoView {
    let store = store();
    let pasted = RwSignal::new(String::new());
    let open = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        transfer::paste(store, &pasted.get_untracked());
    };
    let kinds = wanted().map(|(title, names)| {
        let names = names.into_iter().map(|n| view! { <li>{n}</li> }).collect_view();
        view! { <div><dt>{title}</dt><dd><ul>{names}</ul></dd></div> }
    });
    view! {
        <div class="empty">
            <section class="zone">
                <h1>{t("把导出的表格拖到这里")}</h1>
                <p>{t("一次放入全部文件，或整个文件夹；Excel、WPS 表格、CSV 都可以，不用先整理。")}</p>
                <p class="buttons">
                    <button id="pick" class="button main" on:click=move |_| dom::press("files")>{t("选择文件")}</button>
                    <button id="pick-folder" class="button" on:click=move |_| dom::press("folder")>{t("选择文件夹")}</button>
                    <button id="sample" class="button" on:click=move |_| sample::load(store)>{t("载入示例")}</button>
                    <button id="templates" class="button" on:click=move |_| export_menu::save_templates(store)>{t("下载空白模板")}</button>
                </p>
                <p class="promise"><svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
                    <path d="M4.5 7V5a3.5 3.5 0 0 1 7 0v2M3.5 7h9v6.5h-9z"/></svg>
                    {t("文件只在这台电脑的浏览器里打开，不上传，也不联网；断网照样能用。关闭页面，数据就不在了。")}</p>
            </section>
            <div class="first">
                <section>
                    <div class="hd"><h2>{t("放什么")}</h2><small>{t("有哪张放哪张，表名和列名不必一样")}</small></div>
                    <dl class="kinds">{kinds.collect_view()}</dl>
                </section>
                <section>
                    <h2>{t("得到什么")}</h2>
                    <ul class="gets">
                        <li>{t("覆盖率：分子、分母、目标，没有覆盖的逐个点名")}</li>
                        <li>{t("每个网格的负荷，超期的诉求，三类代表的履职情况")}</li>
                        <li>{t("没有计入的行在哪个文件、哪一行，怎么改")}</li>
                        <li>{t("打印，导出 Excel 报表，或者作为一个链接分享")}</li>
                    </ul>
                </section>
            </div>
            <form class="paste" on:submit=open>
                <label for="paste">{t("打开快照")}</label>
                <input id="paste" type="text" autocomplete="off" placeholder=t("粘贴收到的快照链接")
                    prop:value=move || pasted.get() on:input=move |e| pasted.set(event_target_value(&e))/>
                <button id="paste-open" class="button" type="submit">{t("打开")}</button>
                <camera::Camera/>
            </form>
            <p class="paste"><a href=hash(Page::Rollup, None) data-page="rollup">{t("比较两个快照，或汇总许多乡镇")}</a></p>
        </div>
    }
}
