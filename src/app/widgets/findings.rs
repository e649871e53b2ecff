//! The findings, by code, with filters.

use super::disclosure::disclosure;
use super::rows;
use crate::app::browser::dom;
use crate::app::store::store;
use crate::app::workers::results;
use gelan::export::findings::csv;
use gelan::model::finding::{Code, FindingClass, FindingFilter};
use gelan::session::protocol::ExportFile;
use gelan::text::format::grouped;
use gelan::text::{say, t};
use gelan::view::parts::findings::{FindingGroup, filtered, findings};
use leptos::prelude::*;

/// How many of a code are written at first, and how many more with each click.
const PART: usize = 50;

fn count(n: usize) -> String {
    grouped(i64::try_from(n).unwrap_or(i64::MAX))
}

/// The panel of all findings.
#[component]
pub fn Findings() -> impl IntoView {
    let store = store();
    let filter = RwSignal::new(FindingFilter::default());
    let most = RwSignal::new(PART);
    let open = RwSignal::new(Vec::<Code>::new());
    let view = Memo::new(move |_| {
        let session = store.findings.get();
        store.files.with(|files| filter.with(|f| findings(files, &session, f, most.get())))
    });
    let severities = FindingClass::ALL
        .into_iter()
        .map(|s| view! { <option value=s.title()>{s.title()}</option> })
        .collect_view();
    let codes = move || {
        let chosen = filter.with(|f| f.code);
        let option =
            |c: Code| view! { <option value=c.as_str() selected=chosen == Some(c)>{c.title()}</option> };
        view.with(|v| v.codes.iter().map(|c| option(*c)).collect_view())
    };
    let files = move || {
        let chosen = filter.with(|f| f.file.clone());
        let option =
            |f: &String| view! { <option value=f.clone() selected=*f == chosen>{f.clone()}</option> };
        view.with(|v| v.files.iter().map(option).collect_view())
    };
    let by_severity = move |event| {
        let name = event_target_value(&event);
        filter.update(|f| f.class = FindingClass::ALL.into_iter().find(|s| s.title() == name));
    };
    let by_code = move |event| {
        let id = event_target_value(&event);
        filter.update(|f| f.code = Code::ALL.iter().copied().find(|c| c.as_str() == id));
    };
    let groups = move || view.with(|v| v.groups.iter().map(|g| group(g, open, most)).collect_view());
    let some = move || view.with(|v| v.shown > 0);
    let save_csv = move |_| {
        let session = store.findings.get_untracked();
        let text = store
            .files
            .with_untracked(|files| filter.with_untracked(|filter| csv(filtered(files, &session, filter))));
        dom::download("gelan-findings.csv", &text);
    };
    let save_xlsx = move |_| results::export(store, ExportFile::Findings(Some(filter.get_untracked())));
    let lead = move || {
        view.with(|v| match v.all {
            0 => { t("没有发现问题") }.to_owned(),
            all if all == v.shown => say!("共 {} 条", count(all)),
            all => say!("{} / {} 条", count(v.shown), count(all)),
        })
    };
    view! {
        <section class="panel" id="findings">
            <h2>{t("提示")}<small>{lead}</small></h2>
            <div class="filters">
                <label>{t("轻重")}<select id="finding-severity" on:change=by_severity><option value="">{t("全部")}</option>{severities}</select></label>
                <label>{t("类别")}<select id="finding-code" on:change=by_code><option value="">{t("全部")}</option>{codes}</select></label>
                <label>{t("文件")}
                    <select id="finding-file" on:change=move |e| filter.update(|f| f.file = event_target_value(&e))>
                        <option value="">{t("全部")}</option>{files}
                    </select>
                </label>
                <span class="space"></span>
                <button id="findings-csv" class="button small" disabled=move || !some() on:click=save_csv>{t("导出提示（CSV）")}</button>
                <button id="findings-xlsx" class="button small" disabled=move || !some() on:click=save_xlsx>{t("导出提示（xlsx）")}</button>
            </div>
            <ul class="findings">{groups}</ul>
        </section>
    }
}

fn group(group: &FindingGroup, open: RwSignal<Vec<Code>>, most: RwSignal<usize>) -> AnyView {
    let code = group.code;
    let class = code.class();
    let (is_open, toggle) = disclosure(open, code);
    let lines = group.lines.clone();
    let more = group.count - lines.len();
    let list = move || {
        is_open().then(|| {
            let rows = lines.iter().map(rows::line).collect_view();
            let more = (more > 0).then(|| {
                view! {
                    <li><button class="button small" on:click=move |_| most.update(|m| *m += PART * 4)>
                        {say!("还有 {} 条，再显示一些", count(more))}
                    </button></li>
                }
            });
            view! { <ul class="lines">{rows}{more}</ul> }
        })
    };
    let look = class == FindingClass::Correct;
    view! {
        <li data-code=code.as_str() data-count=group.count.to_string()>
            <button class="row" aria-expanded=move || is_open().to_string() on:click=toggle>
                <span class="tag" class:look=look>{class.title()}</span>
                <b>{code.title()}</b>
                <span class="number">{count(group.count)}<small>{t(" 条")}</small></span>
                <span class="soft">{code.cause()}"；"{code.remedy()}</span>
            </button>
            {list}
        </li>
    }
    .into_any()
}
