//! 核稿: a draft beside the figures.

use crate::app::browser::dom;
use crate::app::browser::drop::NamedFiles;
use crate::app::store::{Store, Undo, store};
use crate::app::widgets::evidence;
use crate::app::widgets::file_input::FileInput;
use crate::app::workers::{coordinator, opener};
use gelan::draft::{Draft, NoDraft, as_html, as_text, corrected};
use gelan::model::period::PeriodChoice;
use gelan::session::look::{LookFor, Looked};
use gelan::text::{say, t};
use gelan::view::pages::Page;
use gelan::view::pages::draft::{DraftFigure, DraftPiece, DraftView, draft_view};
use leptos::prelude::*;
use std::sync::Arc;
use wasm_bindgen_futures::spawn_local;
use web_sys::File;

/// Puts the draft away; the notice brings it back.
fn put_away(store: Store) {
    if let Some(draft) = store.draft.get_untracked() {
        store.draft.set(None);
        store.tell_undo(t("原来的稿子已收起"), Undo::Draft(draft));
    }
}

/// Takes a draft, and goes to its page.
pub fn take(store: Store, draft: Draft) {
    store.notice.set(None);
    put_away(store);
    store.draft.set(Some(Arc::new(draft)));
    store.go(Page::Draft);
}

async fn open(store: Store, name: String, file: File) {
    match opener::look(store, &name, &file, LookFor::Draft).await {
        Some(Looked::Draft(draft)) => take(store, draft),
        Some(Looked::Refused(why)) => store.tell(say!("{name}：{why}", name, why), true),
        Some(_) | None => {}
    }
}

/// The page: a box for the draft, or the draft with its figures marked.
#[component]
pub fn DraftPage() -> impl IntoView {
    let store = store();
    let view = Memo::new(move |_| {
        store.draft.with(|draft| {
            let draft = draft.as_ref()?;
            store.view(|f| Arc::new(draft_view(draft, f, store.period.get())))
        })
    });
    let chosen = RwSignal::new(None::<usize>);
    Effect::new(move |_| {
        store.draft.track();
        chosen.set(None);
    });
    let any = Memo::new(move |_| store.draft.with(Option::is_some));
    view! {
        <div class="title"><h1>{t("核稿")}</h1><small>{t("稿子留在本页，不发往任何地方")}</small></div>
        {move || if any.get() { shown(store, view, chosen) } else { enter(store) }}
    }
}

fn press_files() {
    dom::press("draft-file");
}

fn file_input(store: Store) -> impl IntoView {
    let take = move |files: NamedFiles| {
        if let Some((name, file)) = files.into_iter().next() {
            spawn_local(open(store, name, file));
        }
    };
    view! {
        <FileInput id="draft-file" label=t("选择稿子") accept=".docx,.txt,.md" take=take/>
    }
}

fn enter(store: Store) -> AnyView {
    let text = RwSignal::new(String::new());
    let go = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        match Draft::pasted(text.get_untracked()) {
            Ok(draft) => take(store, draft),
            Err(NoDraft::Empty) => store.tell(t("请先粘贴稿子，或选择一个 .docx 或 .txt"), true),
            Err(error) => store.tell(error.to_string(), true),
        }
    };
    view! {
        <form class="panel draft-enter" on:submit=go>
            <h2><label for="draft-text">{t("粘贴通报、报告或简报的文字")}</label></h2>
            <textarea id="draft-text" rows="14" placeholder=t("也可以把 .docx 或 .txt 拖到这里")
                on:input=move |e| text.set(event_target_value(&e))></textarea>
            <p class="line">
                <button id="draft-check" class="button main" type="submit">{t("核对")}</button>
                <button id="draft-pick" class="button" type="button" on:click=move |_| press_files()>{t("选择稿子")}</button>
                {file_input(store)}
            </p>
        </form>
    }
    .into_any()
}

fn shown(store: Store, view: Memo<Option<Arc<DraftView>>>, chosen: RwSignal<Option<usize>>) -> AnyView {
    let bar = move || {
        let docx = store.draft.with(|d| d.as_ref().is_some_and(|d| d.docx.is_some()));
        let none = move || view.with(Option::is_none);
        let word = docx.then(|| {
            view! { <button id="draft-docx" class="button" disabled=none on:click=move |_| word(store, view)>{t("导出修订稿（Word）")}</button> }
        });
        view! {
            <p class="line">
                {word}
                <button id="draft-txt" class="button" disabled=none on:click=move |_| copy(store, view, false)>{t("导出标注稿（文字）")}</button>
                <button id="draft-html" class="button" disabled=none on:click=move |_| copy(store, view, true)>{t("导出标注稿（网页）")}</button>
                <span class="space"></span>
                <button id="draft-pick" class="button" on:click=move |_| press_files()>{t("选择稿子")}</button>
                <button id="draft-clear" class="button" on:click=move |_| put_away(store)>{t("换一份")}</button>
                {file_input(store)}
            </p>
        }
    };
    let body = move || match view.get() {
        None => without(store),
        Some(found) => checked(store, &found, chosen),
    };
    view! { <div class="panel">{bar}</div>{body} }.into_any()
}

/// A draft before any table is there.
fn without(store: Store) -> AnyView {
    let text = store.draft.with(|d| d.as_ref().map(|d| d.text.clone())).unwrap_or_default();
    let lines = text.lines().map(|l| view! { <p>{l.to_owned()}</p> }).collect_view();
    let press = move |_| {
        dom::press("files");
    };
    view! {
        <p class="nothing">{t("稿子收下了。放入表格后，这里逐个核对稿中的数。")}" "
            <button class="button" on:click=press>{t("选择表格文件")}</button></p>
        <div class="panel draft">{lines}</div>
    }
    .into_any()
}

fn checked(store: Store, found: &Arc<DraftView>, chosen: RwSignal<Option<usize>>) -> AnyView {
    let press = {
        let found = Arc::clone(found);
        move |index: usize| {
            chosen.set(Some(index));
            if let Some(subject) = found.figures.get(index).and_then(|f| f.subject.clone()) {
                evidence::open(store, subject);
            }
        }
    };
    let switch = found.other_period.clone().filter(|_| store.snapshot().is_none()).map(|(own, sentence)| {
        view! { <p class="draft-period">{sentence}" "
            <button id="draft-period" class="button small" on:click=move |_| coordinator::choose_period(store, own)>{switch_to(own)}</button></p> }
    });
    let wrong = found.wrong.iter().filter_map(|i| found.figures.get(*i).map(|f| (*i, f))).map(|(i, f)| {
        let press = press.clone();
        let (text, computed, reason) = (f.text.clone(), f.computed.clone(), f.reason.clone());
        let computed = (!computed.is_empty()).then(|| view! { <b>{say!("算出 {computed}", computed)}</b> });
        view! { <li><button data-wrong=i.to_string() on:click=move |_| press(i)>{text}</button>{computed}<small>{reason}</small></li> }
    });
    let list = (!found.wrong.is_empty())
        .then(|| view! { <ul class="draft-wrong" aria-label=t("不符的数")>{wrong.collect_view()}</ul> });
    let paragraphs = found.paragraphs.iter().map(|pieces| {
        let pieces = pieces.iter().map(|piece| match piece {
            DraftPiece::Words(words) => words.clone().into_any(),
            DraftPiece::Figure(index, text) => {
                found.figures.get(*index).map(|f| mark(*index, text, f, press.clone(), chosen)).into_any()
            }
        });
        view! { <p>{pieces.collect_view()}</p> }
    });
    let detail = {
        let found = Arc::clone(found);
        move || chosen.get().and_then(|i| found.figures.get(i).map(detail))
    };
    view! {
        <section class="panel draft-sum">
            <p id="draft-summary" role="status">{found.summary.clone()}</p>
            {switch}
            {list}
        </section>
        <div class="draft-detail" aria-live="polite">{detail}</div>
        <article class="panel draft" id="draft">{paragraphs.collect_view()}</article>
        <p class="soft draft-legend">{t("✗ 不符　≥ 写的是下限，算出的不低于它　✓ 相符　? 不能核；按一个数看算出的数和来源")}</p>
    }
    .into_any()
}

fn switch_to(own: PeriodChoice) -> String {
    say!("改按{own}核", own = own.title())
}

fn mark(
    index: usize,
    text: &str,
    figure: &DraftFigure,
    press: impl Fn(usize) + 'static,
    chosen: RwSignal<Option<usize>>,
) -> AnyView {
    let label = format!("{text}，{}", figure.title);
    view! {
        <button class="stated" data-figure=index.to_string() data-verdict=figure.verdict aria-label=label
            aria-pressed=move || (chosen.get() == Some(index)).to_string()
            on:click=move |_| press(index)>{text.to_owned()}<sup aria-hidden="true">{figure.sign}</sup></button>
    }
    .into_any()
}

fn detail(figure: &DraftFigure) -> AnyView {
    let computed = (!figure.computed.is_empty())
        .then(|| view! { <span>{say!("算出 {computed}", computed = figure.computed.clone())}</span> });
    view! {
        <p class="panel" id="draft-figure" data-verdict=figure.verdict>
            <b>{figure.sign}" "{figure.title}</b><span>{figure.text.clone()}</span>{computed}
            <span class="soft">{figure.what.clone()}</span><span class="soft">{figure.reason.clone()}</span>
        </p>
    }
    .into_any()
}

fn copy(store: Store, view: Memo<Option<Arc<DraftView>>>, html: bool) {
    let draft = store.draft.get_untracked();
    let (Some(draft), Some(view)) = (draft, view.get_untracked()) else { return };
    if html {
        dom::download(&store.named(t("核稿"), "html"), &as_html(&draft.text, &view.checked));
    } else {
        // Notepad of old Windows takes it for UTF-8 by the mark.
        dom::download(
            &store.named(t("核稿"), "txt"),
            &format!("\u{FEFF}{}", as_text(&draft.text, &view.checked)),
        );
    }
}

fn word(store: Store, view: Memo<Option<Arc<DraftView>>>) {
    let bytes = store.draft.with_untracked(|d| d.as_ref().and_then(|d| d.docx.clone()));
    let (Some(bytes), Some(view)) = (bytes, view.get_untracked()) else { return };
    match corrected(&bytes, &view.checked) {
        Ok(bytes) => dom::download_bytes(&store.named(t("核稿"), "docx"), &bytes),
        Err(error) => store.tell(error.to_string(), true),
    }
}
