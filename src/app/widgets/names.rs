//! Names that the lists write otherwise: what is asked, and the presses; on the data page in full, on the overview in
//! brief.

use super::disclosure::disclosure;
use super::sites::asked_sites;
use crate::app::browser::{dom, memory};
use crate::app::store::{Store, store};
use crate::app::workers::coordinator;
use gelan::text::{say, t};
use gelan::view::pages::Page;
use gelan::view::parts::names::{NameAnswer, NameLine, NamesView, done, names};
use gelan::view::parts::sites;
use leptos::prelude::*;

/// The most questions that the overview shows.
const BRIEF: usize = 3;

/// Says something of a name: keeps it, and has everything computed anew.
fn answer(store: Store, line: &NameLine, answer: &NameAnswer) {
    store.aliases.update(|aliases| answer.say(aliases, line.of, &line.written));
    store.aliases.with_untracked(memory::save_aliases);
    store.tell(done(line, answer), false);
    dom::keep_focus();
    coordinator::apply_aliases(store);
}

fn view_of(store: Store) -> Memo<NamesView> {
    Memo::new(move |_| {
        let placed =
            store.sites.with(|sites| store.remembered.with(|(_, old)| sites::remembered(sites, old)));
        let tables = store.remembered_tables() + placed;
        let prospects = store.prospects.get();
        store
            .matches
            .with(|matches| store.remembered.with(|(_, aliases)| names(matches, aliases, tables, &prospects)))
    })
}

fn line(store: Store, line: &NameLine) -> AnyView {
    let presses = line.presses.iter().map(|press| {
        let (line, said) = (line.clone(), press.answer.clone());
        let kind = match press.answer {
            NameAnswer::Same(_) => "same",
            NameAnswer::Apart => "apart",
            NameAnswer::Undo => "undo",
        };
        view! {
            <button class="button small" class:main=press.main data-say=kind on:click=move |_| answer(store, &line, &said)>
                {press.title.clone()}
            </button>
        }
    });
    let presses = presses.collect_view();
    let standing = format!("{:?}", line.standing).to_lowercase();
    let effect = (!line.effect.is_empty()).then(|| format!(" {}", line.effect));
    view! {
        <li data-name=line.written.clone() data-standing=standing>
            <span><b>{line.said.clone()}</b><span class="soft">{line.rows.clone()}{effect}</span></span>
            <span class="presses">{presses}</span>
        </li>
    }
    .into_any()
}

fn remembered(store: Store, view: &NamesView, on_data: bool) -> Option<AnyView> {
    let said = view.remembered.clone()?;
    let forget = move |_| {
        let files = store.forget_remembered();
        store.corrections.with_untracked(memory::save);
        store.aliases.with_untracked(memory::save_aliases);
        dom::keep_focus();
        coordinator::read_again(store, &files);
        coordinator::apply_aliases(store);
    };
    let look = (!on_data).then(|| {
        view! { <a href=store.href(Page::Data) on:click=move |_| dom::reveal("names")>{t("看")}</a> }
    });
    Some(
        view! {
            <p id="remembered">{said}" "{look}
                <button class="button small" on:click=forget>{t("忘掉这些")}</button></p>
        }
        .into_any(),
    )
}

/// The names of the data page.
#[component]
pub fn Names() -> impl IntoView {
    let store = store();
    let view = view_of(store);
    let open = RwSignal::new(Vec::<()>::new());
    let (is_open, toggle) = disclosure(open, ());
    move || {
        view.with(|v| {
            let old = remembered(store, v, true);
            let sites = asked_sites(store);
            let all = v.asked.len() + v.alone.len() + v.answered.len() + sites.len();
            (all > 0 || old.is_some()).then(|| {
                let asked = v.asked.iter().map(|l| line(store, l)).collect_view();
                let answered = v.answered.iter().map(|l| line(store, l)).collect_view();
                let alone = match v.alone.as_slice() {
                    [] => None,
                    [only] => Some(line(store, only)),
                    several => {
                        let lines = several.to_vec();
                        let list = move || {
                            is_open().then(|| {
                                let lines = lines.iter().map(|l| line(store, l)).collect_view();
                                view! { <ul>{lines}</ul> }
                            })
                        };
                        let summary = v.summary.clone();
                        Some(
                            view! {
                                <li class="several" data-standing="alone">
                                    <span>{summary}</span>
                                    <button class="button small" aria-expanded=move || is_open().to_string() on:click=toggle>{t("逐个看")}</button>
                                    {list}
                                </li>
                            }
                            .into_any(),
                        )
                    }
                };
                view! {
                    <section id="names" class="panel names">
                        <div class="hd"><h2>{t("名称对应")}</h2><small>{t("表里的写法与名单不同；答过的，同样的写法不再问")}</small></div>
                        {old}
                        <ul>{sites}{asked}{alone}{answered}</ul>
                    </section>
                }
            })
        })
    }
}

/// What the overview says of names: the questions with most rows, and what of an earlier visit is used.
#[component]
pub fn AskedNames() -> impl IntoView {
    let store = store();
    let view = view_of(store);
    move || {
        view.with(|v| {
            let old = remembered(store, v, false);
            let mut sites = asked_sites(store);
            let more = (v.asked.len() + sites.len()).saturating_sub(BRIEF);
            sites.truncate(BRIEF);
            (!v.asked.is_empty() || !sites.is_empty() || old.is_some()).then(|| {
                let lines = v.asked.iter().take(BRIEF - sites.len()).map(|l| line(store, l)).collect_view();
                let more = (more > 0).then(|| {
                    let show = move |_| dom::reveal("names");
                    view! { <p><a href=store.href(Page::Data) on:click=show>{say!("另有 {more} 个名称要问 →", more)}</a></p> }
                });
                view! {
                    <aside id="asked-names" class="strip names" aria-label=t("名称对应")>
                        {old}<ul>{sites}{lines}</ul>{more}
                    </aside>
                }
            })
        })
    }
}
