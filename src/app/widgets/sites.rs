//! The villages of tables whose rows name none: at the table with all choices, and asked where several may be meant.

use crate::app::browser::{dom, memory};
use crate::app::store::Store;
use crate::app::workers::coordinator;
use gelan::text::t;
use gelan::view::parts::sites::{SiteAnswer, SiteLine, asked, done, site_line};
use leptos::prelude::*;

/// Says something of a table's village: keeps it, and has everything computed anew.
fn answer(store: Store, line: &SiteLine, answer: &SiteAnswer) {
    store.aliases.update(|aliases| answer.say(aliases, &line.mark));
    store.aliases.with_untracked(memory::save_aliases);
    store.tell(done(line, answer), false);
    dom::keep_focus();
    coordinator::apply_aliases(store);
}

/// What a table says of its village, with the list of choices; nothing where its rows name their places.
pub fn site(store: Store, mark: String, id: String) -> impl IntoView {
    let line = Memo::new(move |_| {
        store.sites.with(|sites| sites.iter().find(|site| site.mark == mark).map(site_line))
    });
    move || line.get().map(|line| choices(store, line, id.clone()))
}

fn choices(store: Store, line: SiteLine, id: String) -> AnyView {
    let options = line
        .choices
        .iter()
        .enumerate()
        .map(|(at, choice)| {
            view! { <option value=at.to_string() selected=choice.chosen>{choice.title.clone()}</option> }
        })
        .collect_view();
    let (said, asked) = (line.said.clone(), line.asked);
    let change = move |event| {
        let chosen = event_target_value(&event).parse().ok().and_then(|at: usize| line.choices.get(at));
        if let Some(choice) = chosen {
            answer(store, &line, &choice.answer);
        }
    };
    view! {
        <p class="line site" class:look=asked>
            <span data-site-said>{said}</span>
            <label>{t("这张表的村")}<select id=id data-site-choice on:change=change>{options}</select></label>
        </p>
    }
    .into_any()
}

/// The tables about whose village a person is asked, an item of a list each.
pub fn asked_sites(store: Store) -> Vec<AnyView> {
    store.sites.with(|sites| asked(sites)).into_iter().map(|line| question(store, &line)).collect()
}

fn question(store: Store, line: &SiteLine) -> AnyView {
    let presses = line.presses.iter().map(|press| {
        let (line, said) = (line.clone(), press.answer.clone());
        view! {
            <button class="button small" data-press on:click=move |_| answer(store, &line, &said)>{press.title.clone()}</button>
        }
    });
    let presses = presses.collect_view();
    view! {
        <li data-site=line.mark.clone()>
            <span><b>{line.name.clone()}</b>" "<span class="soft">{line.said.clone()}</span></span>
            <span class="presses">{presses}</span>
        </li>
    }
    .into_any()
}
