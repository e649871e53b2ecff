//! The villages' own targets: a table to paste, what was understood of it, and the press that takes it over.

use super::settings::use_settings;
use crate::app::store::{Store, Undo};
use gelan::catalogue::Measure;
use gelan::text::{say, t};
use gelan::view::parts::village_targets::{places, targets_preview};
use leptos::prelude::*;

/// The panel.
pub fn village_targets(store: Store) -> AnyView {
    let now = Memo::new(move |_| store.settings.with(|s| s.villages.table(Measure::title)));
    let text = RwSignal::new(String::new());
    Effect::new(move |_| text.set(now.get()));
    let named = Memo::new(move |_| store.view(places).unwrap_or_default());
    let villages = move || named.with(|(villages, kinds)| [villages.as_slice(), kinds].concat());
    let kinds = move || {
        let kinds = named.with(|(_, kinds)| kinds.join(t("、")));
        (!kinds.is_empty()).then(|| view! { <small>{say!("名单里的网格类型：{kinds}", kinds)}</small> })
    };
    let preview = Memo::new(move |_| {
        let settings = store.settings.get();
        text.with(|text| targets_preview(text, &villages(), &settings))
    });
    let same = Memo::new(move |_| text.with(|text| now.with(|now| text == now)));
    let take = move |_| {
        let before = store.settings.get_untracked();
        let (settings, n) = preview.with_untracked(|p| (p.settings.clone(), p.count));
        use_settings(store, settings);
        store.tell_undo(say!("已采用 {n} 个目标", n), Undo::Settings(Box::new(before)));
    };
    let list = |lines: &[String]| {
        lines.iter().map(|l| view! { <li>{l.clone()}</li> }.into_any()).collect::<Vec<_>>()
    };
    let lines = move || preview.with(|p| list(&p.lines));
    let findings = move || preview.with(|p| list(&p.findings));
    view! {
        <section class="panel">
            <div class="hd"><h2>{t("各村目标")}</h2><small>{t("从考核文件里复制表格粘贴在这里：一行一个村或一类网格，一列一个指标；没有写的按全镇目标")}</small></div>
            <textarea id="village-targets" rows="5" aria-label=t("各村目标") prop:value=move || text.get()
                on:input=move |e| text.set(event_target_value(&e))></textarea>
            {kinds}
            <ul id="village-targets-read" class="gone" class:gone=same>{lines}</ul>
            <ul id="village-targets-not" class="look">{findings}</ul>
            <p class="line"><button id="village-targets-take" class="button" disabled=same on:click=take>
                {move || say!("采用这 {n} 个目标", n = preview.with(|p| p.count))}</button>
                <small>{t("代替原来的各村目标；清空后采用，就都按全镇目标")}</small></p>
        </section>
    }
    .into_any()
}
