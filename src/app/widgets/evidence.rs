//! The panel behind a figure: a drawer at the side, on a phone a sheet from below.
//!
//! Whoever shows a figure opens it with [`open`], or draws the figure with [`figure`].

use super::dialog::{Dialog, dialog};
use super::picture::picture;
use crate::app::browser::dom;
use crate::app::store::{Store, store};
use crate::app::workers::results;
use crate::app::workers::row_reader::RowReader;
use gelan::export::evidence::{Exported, csv};
use gelan::figures::Subject;
use gelan::input::file::RowText;
use gelan::session::EvidenceOf;
use gelan::text::format::grouped;
use gelan::text::{say, t};
use gelan::view::pages::Page;
use gelan::view::pages::trends::picture::trend_picture;
use gelan::view::parts::evidence::{PanelView, Parts, panel};
use gelan::view::parts::evidence_rows::{
    EvidenceTable, FIRST, MORE, columns, findings, ordered, place, table, wanted, ways,
};
use gelan::view::parts::findings::FindingLine;
use gelan::view::picture::Picture;
use leptos::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Shows where a figure comes from.
pub fn open(store: Store, subject: Subject) {
    RowReader::Evidence.forget();
    store.evidence_rows.set(None);
    store.evidence.set(Some(subject));
    ask(store);
}

/// Forgets what the panel showed.
fn closed(store: Store) {
    RowReader::Evidence.forget();
    store.evidence.set(None);
    store.evidence_rows.set(None);
}

fn ask(store: Store) {
    if let Some(subject) = store.evidence.get_untracked() {
        results::evidence(store, subject);
    }
}

/// A figure that shows where it comes from when it is pressed.
pub fn figure(
    store: Store,
    subject: Subject,
    class: &'static str,
    content: impl IntoView + 'static,
) -> AnyView {
    let (id, means) = (subject.id(), subject.meaning());
    let press = move |_| open(store, subject.clone());
    view! { <button class=format!("figure {class}") data-subject=id title=means on:click=press>{content}</button> }
        .into_any()
}

/// The panel, where a figure is open.
#[component]
pub fn Evidence() -> impl IntoView {
    let store = store();
    // Other files or another period: the same figure, other rows.
    Effect::new(move |before: Option<bool>| {
        let known = store.figures.with(Option::is_some);
        if before.is_some() {
            RowReader::Evidence.forget();
            store.evidence_rows.set(None);
            if known { ask(store) } else { store.evidence.set(None) }
        }
        known
    });
    Effect::new(move |before: Option<Page>| {
        let page = store.page.get();
        if before.is_some_and(|before| before != page) {
            RowReader::Evidence.forget();
            store.evidence.set(None);
        }
        page
    });
    move || {
        let subject = store.evidence.get()?;
        store.figures.with(|f| {
            f.as_ref().map(|f| {
                let months = trend_picture(f, &subject, false);
                drawer(store, &panel(&subject, f), subject, f.sent.is_none(), months)
            })
        })
    }
}

/// The panel of a figure; `has_rows` says whether the figures come from rows, as those of a snapshot do not.
fn drawer(
    store: Store,
    view: &PanelView,
    subject: Subject,
    has_rows: bool,
    months: Option<Picture>,
) -> AnyView {
    let number =
        (!view.number.is_empty()).then(|| view! { <p class="big" data-number>{view.number.clone()}</p> });
    let fraction =
        (!view.fraction.is_empty()).then(|| view! { <p class="soft" data-ratio>{view.fraction.clone()}</p> });
    let verdict = (!view.verdict.is_empty()).then(|| view! { <p class="verdict">{view.verdict.clone()}</p> });
    let lines = view.lines.iter().map(|(k, v)| view! { <div><dt>{*k}</dt><dd>{v.clone()}</dd></div> });
    let lines = (!view.lines.is_empty()).then(|| {
        view! { <h3>{t("口径")}</h3><dl class="lines">{lines.collect_view()}</dl> }
    });
    let missing = view.missing.iter().map(|(village, names)| {
        let village = if village.is_empty() { t("全镇").to_owned() } else { village.clone() };
        view! { <div><dt>{village}</dt><dd>{names.join(t("、"))}</dd></div> }
    });
    let missing = (!view.missing.is_empty()).then(|| {
        view! {
            <details data-missing>
                <summary>{view.missing_title.clone()}</summary>
                <dl class="lines">{missing.collect_view()}</dl>
            </details>
        }
    });
    let parts = view.parts;
    let rows = if !has_rows {
        let told = t("这是快照，只有汇总数，没有原来的行；要看请打开原来的表。");
        view! { <p class="soft" data-snapshot>{told}</p> }.into_any()
    } else {
        let body = move || match store.evidence_rows.get() {
            None => view! { <p class="soft" role="status">{t("正在找原始行…")}</p> }.into_any(),
            Some(found) => rows(store, &found, &subject, parts),
        };
        body.into_any()
    };
    let months = months.map(|drawn| view! { <h3>{t("各月")}</h3>{picture(drawn)} });
    let definitions = store.href(Page::Coverage);
    let content = view! {
        {number}{fraction}{verdict}
        {lines}
        {months}
        {missing}
        <h3>{t("原始行")}</h3>
        {rows}
    };
    let drawer = Dialog {
        id: "evidence",
        class: "side",
        state: Signal::stored(view.state),
        title: view! { <small>{view.whose.clone()}</small>{view.title.clone()} }.into_any(),
        content: content.into_any(),
        foot: view! { <a class="soft" href=definitions>{t("全部指标 →")}</a> }.into_any(),
    };
    dialog(drawer, move || closed(store))
}

fn rows(store: Store, found: &Arc<Vec<EvidenceOf>>, subject: &Subject, parts: Parts) -> AnyView {
    let ways = ways(subject, found).into_iter().map(|way| view! { <p data-way>{way}</p> }).collect_view();
    let tables = ordered(found);
    let any = !tables.is_empty();
    let all = tables.clone();
    let saving = RwSignal::new(false);
    let save = move |_| {
        saving.set(true);
        export(store, all.clone(), Vec::new(), parts, saving);
    };
    let groups =
        tables.into_iter().enumerate().map(|(i, t)| group(store, Arc::new(t), parts, i == 0)).collect_view();
    let (lines, count) =
        store.files.with(|files| store.findings.with(|session| findings(found, files, session)));
    let export = any.then(|| {
        view! {
            <p><button id="evidence-csv" class="button small" disabled=move || saving.get() on:click=save>
                {move || if saving.get() { t("正在读取…") } else { t("导出这些行（CSV）") }}
            </button></p>
        }
    });
    view! { <div class="ways">{ways}</div>{groups}{export}{finding_list(&lines, count)} }.into_any()
}

/// The findings that touch the figure.
fn finding_list(lines: &[FindingLine], count: usize) -> Option<AnyView> {
    (count > 0).then(|| {
        let items = lines.iter().map(|line| {
            let value = (!line.value.is_empty()).then(|| view! { <q>{line.value.clone()}</q> });
            view! { <li><span class="place">{line.place.clone()}</span>" "{value}" "{line.message.clone()}</li> }
        });
        let more = (count > lines.len()).then(|| {
            view! { <li class="soft">{say!("共 {count} 条，其余见“数据”页的提示", count)}</li> }
        });
        view! {
            <h3>{t("有关的提示")}<small>{say!("{count} 条", count)}</small></h3>
            <ul class="told" data-findings=count.to_string()>{items.collect_view()}{more}</ul>
        }
        .into_any()
    })
}

/// The rows of one table, read as far as they are shown.
fn group(store: Store, found: Arc<EvidenceOf>, parts: Parts, first: bool) -> AnyView {
    let shown = RwSignal::new(if first { FIRST } else { 0 });
    let texts = RwSignal::new(BTreeMap::<u32, RowText>::new());
    let failed = RwSignal::new(None::<String>);
    let total = found.rows.len();
    let id = found.id;
    {
        let found = Arc::clone(&found);
        Effect::new(move |before: Option<usize>| {
            let to = shown.get().min(found.rows.len());
            let from = before.unwrap_or(0);
            let fresh = found.rows.get(from..to).unwrap_or_default();
            if !fresh.is_empty() {
                RowReader::Evidence.read(store, id, wanted(&found, fresh), move |rows| match rows {
                    Ok(rows) => {
                        let _ = texts.try_update(|t| t.extend(rows.into_iter().map(|r| (r.row, r))));
                    }
                    Err(sentence) => _ = failed.try_set(Some(sentence)),
                });
            }
            to.max(from)
        });
    }
    let is_open = move || shown.get() > 0;
    let toggle = move |_| shown.update(|n| *n = if *n == 0 { FIRST } else { 0 });
    let heading = place(&found);
    let kind = found.kind.title();
    let rows = Arc::clone(&found);
    let body = move || {
        if !is_open() {
            return None;
        }
        if let Some(sentence) = failed.get() {
            return Some(view! { <p class="error" role="alert">{sentence}</p> }.into_any());
        }
        let to = shown.get().min(total);
        let read = texts.with(|t| {
            store
                .files
                .with(|files| table(rows.rows.get(..to).unwrap_or_default(), t, columns(&rows, files), parts))
        });
        if read.lines.is_empty() {
            return Some(view! { <p class="soft" role="status">{t("正在读取原表…")}</p> }.into_any());
        }
        Some(drawn(&read))
    };
    let more = move || {
        let left = total.saturating_sub(shown.get());
        (is_open() && left > 0).then(|| {
            let next = grouped(i64::try_from(left.min(MORE)).unwrap_or(0));
            view! {
                <p><button class="button small" data-more on:click=move |_| shown.update(|n| *n += MORE)>
                    {say!("再看 {next} 行", next)}
                </button></p>
            }
        })
    };
    let count = grouped(i64::try_from(total).unwrap_or(0));
    view! {
        <section class="group" data-table=kind>
            <button class="row" aria-expanded=move || is_open().to_string() on:click=toggle>
                <span>{heading}</span><small>{kind}" "{say!("{} 行", count)}</small>
            </button>
            {body}{more}
        </section>
    }
    .into_any()
}

fn drawn(read: &EvidenceTable) -> AnyView {
    let parts = read.parts.iter().map(|p| view! { <th scope="col">{*p}</th> }).collect_view();
    let heads = read
        .columns
        .iter()
        .map(|c| view! { <th scope="col">{c.letter.clone()}<small>{c.heading.clone()}</small></th> })
        .collect_view();
    let lines = read
        .lines
        .iter()
        .map(|line| {
            let amounts = line
                .amounts
                .iter()
                .map(|a| view! { <td class="n" data-amount>{a.clone()}</td> })
                .collect_view();
            let cells = line.cells.iter().map(|c| view! { <td>{c.clone()}</td> }).collect_view();
            view! {
                <tr data-row=line.row.to_string() class:counted=line.counted>
                    <th scope="row">{line.row}</th>{amounts}{cells}
                </tr>
            }
        })
        .collect_view();
    let zero = read
        .lines
        .iter()
        .any(|l| l.counted)
        .then(|| view! { <p class="soft">{t("计入 0 的行：同一对象前面的行已经计过")}</p> });
    let left = (read.left_out > 0)
        .then(|| view! { <p class="soft">{say!("还有 {} 列没有显示", read.left_out)}</p> });
    view! {
        <div class="sheet plain" tabindex="0" role="region" aria-label=t("原表中的行")>
            <table class="original">
                <thead><tr><th scope="col">{t("行")}</th>{parts}{heads}</tr></thead>
                <tbody>{lines}</tbody>
            </table>
        </div>
        {zero}{left}
    }
    .into_any()
}

/// Reads the rows of one table after another, then saves them all.
fn export(
    store: Store,
    mut tables: Vec<EvidenceOf>,
    mut done: Vec<Exported>,
    parts: Parts,
    saving: RwSignal<bool>,
) {
    if tables.is_empty() {
        let _ = saving.try_set(false);
        dom::download(&store.named(t("原始行"), "csv"), &csv(&done, parts));
        return;
    }
    let found = tables.remove(0);
    let wanted = wanted(&found, &found.rows);
    RowReader::Evidence.read(store, found.id, wanted, move |rows| match rows {
        Ok(rows) => {
            let columns = store.files.with_untracked(|files| columns(&found, files).to_vec());
            done.push(Exported { found, columns, rows });
            export(store, tables, done, parts, saving);
        }
        Err(sentence) => {
            let _ = saving.try_set(false);
            store.tell(sentence, true);
        }
    });
}
