//! The findings, a line for each cause: what to do, what it changes, what can be pressed, and its rows below.

use super::rows;
use super::tools::{head, save_as};
use crate::app::browser::dom;
use crate::app::store::{Store, store};
use crate::app::workers::results;
use gelan::export::findings::csv;
use gelan::model::finding::{Code, FindingClass, FindingFilter};
use gelan::session::protocol::ExportFile;
use gelan::text::format::grouped;
use gelan::text::{say, t, unit_for};
use gelan::view::parts::findings::{CauseLine, CausePress, filtered, findings, tick};
use leptos::prelude::*;

/// How many rows of a cause are written at first, and how many more with each click.
const PART: usize = 50;

/// The panel of all findings.
#[component]
pub fn Findings() -> impl IntoView {
    let store = store();
    let filter = RwSignal::new(FindingFilter::default());
    let most = RwSignal::new(PART);
    let open = RwSignal::new(Vec::<String>::new());
    let view = Memo::new(move |_| {
        let session = store.findings.get();
        store.files.with(|files| {
            filter.with(|f| store.ticks.with(|ticks| findings(files, &session, (f, ticks), most.get())))
        })
    });
    let classes = FindingClass::ALL
        .into_iter()
        .map(|c| view! { <option value=c.id()>{c.title()}</option> })
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
    let by_class = move |event| {
        let id = event_target_value(&event);
        filter.update(|f| f.class = FindingClass::ALL.into_iter().find(|c| c.id() == id));
    };
    let by_code = move |event| {
        let code = event_target_value(&event);
        filter.update(|f| f.code = Code::ALL.iter().copied().find(|c| c.as_str() == code));
    };
    let some = Memo::new(move |_| view.with(|v| v.open.len() + v.aside.len() > 0));
    let save_csv = move |()| {
        let session = store.findings.get_untracked();
        let text = store
            .files
            .with_untracked(|files| filter.with_untracked(|filter| csv(filtered(files, &session, filter))));
        dom::download(&store.named(t("提示清单"), "csv"), &text);
    };
    let save_xlsx = move |()| results::export(store, ExportFile::Findings(Some(filter.get_untracked())));
    let saved = move || vec![("csv", Callback::new(save_csv)), ("xlsx", Callback::new(save_xlsx))];
    let lead = move || {
        view.with(|v| match (v.all, v.open.len(), v.aside.len()) {
            (0, ..) => { t("没有发现问题") }.to_owned(),
            (all, open, 0) if all == open => say!("{open} 条要看", open),
            (all, open, aside) if all == open + aside => {
                say!("{open} 条要看，另 {aside} 条不必处理", open, aside)
            }
            (all, open, aside) => say!("{} / {all} 条", open + aside, all),
        })
    };
    let list =
        move || view.with(|v| v.open.iter().map(|cause| line(store, cause, open, most)).collect_view());
    let aside = move || {
        view.with(|v| {
            (!v.aside.is_empty()).then(|| {
                let lines = v.aside.iter().map(|cause| line(store, cause, open, most)).collect_view();
                view! { <h3 class="asidehead">{t("不必处理，供参考")}</h3><ul class="findings noted">{lines}</ul> }
            })
        })
    };
    view! {
        <section class="panel" id="findings">
            {head(Some(view! { <h2>{t("提示")}</h2><small>{lead}</small> }.into_any()), move || some.get().then(|| save_as(t("提示清单"), saved())))}
            <div class="filters">
                <label>{t("轻重")}<select id="finding-class" on:change=by_class><option value="">{t("全部")}</option>{classes}</select></label>
                <label>{t("类别")}<select id="finding-code" on:change=by_code><option value="">{t("全部")}</option>{codes}</select></label>
                <label>{t("文件")}
                    <select id="finding-file" on:change=move |e| filter.update(|f| f.file = event_target_value(&e))>
                        <option value="">{t("全部")}</option>{files}
                    </select>
                </label>
            </div>
            <ul class="findings">{list}</ul>
            {aside}
        </section>
    }
}

/// A cause; its rows open below.
fn line(store: Store, cause: &CauseLine, open: RwSignal<Vec<String>>, most: RwSignal<usize>) -> AnyView {
    let (code, class) = (cause.code, cause.code.class());
    let key = cause.key.clone();
    let is_open = move || open.with(|all| all.contains(&key));
    let key = cause.key.clone();
    let toggle = move |_| {
        open.update(|all| {
            if all.contains(&key) { all.retain(|other| *other != key) } else { all.push(key.clone()) }
        });
    };
    let (lines, more) = (cause.lines.clone(), cause.more);
    let shows = is_open.clone();
    let list = move || {
        shows().then(|| {
            let rows = lines.iter().map(rows::line).collect_view();
            let more = (more > 0).then(|| {
                view! {
                    <li><button class="button small" on:click=move |_| most.update(|m| *m += PART * 4)>
                        {say!("还有 {} 处，再显示一些", grouped(i64::from(more)))}
                    </button></li>
                }
            });
            view! { <ul class="lines">{rows}{more}</ul> }
        })
    };
    let values = cause
        .values
        .iter()
        .map(|value| view! { <span class="tag value">{value.clone()}</span> })
        .collect_view();
    let changes = (!cause.changes.is_empty()).then(|| view! { <small>{cause.changes.clone()}</small> });
    let class_title = if cause.ticked { t("已核对") } else { class.title() };
    let look = class == FindingClass::Correct && !cause.ticked;
    view! {
        <li data-code=code.as_str() data-class=class.id() data-count=cause.count.to_string() data-ticked=cause.ticked.then_some("true")>
            <div class="cause">
                <span class="tag" class:look=look>{class_title}</span>
                <div class="about">
                    <b data-quotes>{cause.title.clone()}</b>
                    <p data-quotes>{cause.place.clone()}</p>
                    <p>{cause.advice}</p>
                    {values}
                </div>
                <button class="row number" aria-expanded=move || is_open().to_string() title=t("逐行看") on:click=toggle>
                    {grouped(i64::from(cause.count))}<small>{unit_for(&grouped(i64::from(cause.count)), t(" 处"))}</small>
                </button>
                <div class="fate"><b>{cause.fate.clone()}</b>{changes}</div>
                <div class="act">{presses(store, cause)}</div>
            </div>
            {list}
        </li>
    }
    .into_any()
}

/// What can be pressed beside a cause.
fn presses(store: Store, cause: &CauseLine) -> impl IntoView {
    let press = cause.press.filter(|_| !cause.ticked).map(|press| match press {
        CausePress::File => view! {
            <button class="button small" data-press="file" on:click=move |_| dom::press("files")>{t("放入改好的文件…")}</button>
        }
        .into_any(),
        CausePress::Names => view! {
            <button class="button small" data-press="names" on:click=move |_| dom::reveal("names")>{t("去确认村名")}</button>
        }
        .into_any(),
    });
    let (key, ticked) = (cause.key.clone(), cause.ticked);
    let set = move |_| {
        let session = store.findings.get_untracked();
        dom::keep_focus();
        store.files.with_untracked(|files| {
            store.ticks.update(|ticks| tick(ticks, files, &session, &key, !ticked));
        });
    };
    let asks = cause.code.class().asks();
    let title = if ticked { t("改回") } else { t("已核对") };
    let tick = asks.then(|| {
        view! { <button class="button small" data-tick=(!ticked).to_string() on:click=set>{title}</button> }
    });
    (press, tick)
}
