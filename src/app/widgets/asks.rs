//! Tables that ask what they are, and the presses that answer: on the data page in full, on the overview in brief.

use crate::app::browser::{dom, memory};
use crate::app::store::{Stage, Store, Undo, store};
use crate::app::workers::coordinator;
use crate::app::workers::trials::{Trial, Trials};
use gelan::input::recognise::{ColumnInfo, Corrections};
use gelan::model::kind::{Field, Kind};
use gelan::session::FileId;
use gelan::text::{say, t};
use gelan::view::pages::Page;
use gelan::view::parts::asks::{
    Ask, FigureChange, KindOffer, Question, asks, fields_of, kind_offers, other_kinds, waiting_sentence,
};
use gelan::view::parts::corrections::choose_use;
use gelan::view::parts::files::{FileEntry, column_letter};
use leptos::html::Div;
use leptos::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The most questions that the overview shows.
const BRIEF: usize = 3;

/// Takes a changed set of corrections: keeps it, and reads the files that have a table of these headings again.
pub fn correct(store: Store, signature: &str, change: impl FnOnce(&mut Corrections)) {
    store.corrections.update(change);
    store.corrections.with_untracked(memory::save);
    let same = |f: &&FileEntry| f.report().is_some_and(|r| r.tables.iter().any(|t| t.signature == signature));
    let ids: Vec<FileId> = store.files.with_untracked(|f| f.iter().filter(same).map(|f| f.id).collect());
    dom::keep_focus();
    coordinator::read_again(store, &ids);
}

/// Answers a question with a kind, or that it is none; the notice that says so takes it back.
fn answer(store: Store, ask: &Ask, kind: Option<Kind>) {
    let before = store.corrections.with_untracked(|c| c.0.get(&ask.table.signature).cloned());
    let name = &ask.name;
    let text = match kind {
        Some(kind) => say!("“{name}”已记为“{}”，同样表头的表也照此读", kind.title(), name),
        None => say!("“{name}”已记为“不是”，不计入，同样表头的表也不再问", name),
    };
    correct(store, &ask.table.signature, |c| c.choose(&ask.table, kind));
    store.tell_undo(text, Undo::Correction(ask.table.signature.clone(), Box::new(before)));
}

fn questions(store: Store) -> Memo<Vec<Arc<Ask>>> {
    Memo::new(move |_| {
        let prospects = store.prospects.get();
        store.files.with(|files| asks(files, &prospects).into_iter().map(Arc::new).collect())
    })
}

/// The questions of the data page.
#[component]
pub fn Asks() -> impl IntoView {
    let store = store();
    let all = questions(store);
    let tried = Tried { trials: Trials::new(store), others: RwSignal::default() };
    Effect::new(move |_| {
        store.figures.track();
        store.stage.track();
        tried.trials.reset();
    });
    let of = move |likely: bool| {
        all.with(|all| {
            let is = |ask: &&Arc<Ask>| matches!(ask.question, Question::Likely(_)) == likely;
            all.iter().filter(is).cloned().collect::<Vec<_>>()
        })
    };
    let section = move |likely: bool, id: &'static str, title: &'static str, note: &'static str| {
        let asks = of(likely);
        let count: usize = asks.iter().map(|ask| ask.tables).sum();
        let items = asks.iter().map(|ask| item(store, tried, ask)).collect_view();
        (count > 0).then(|| {
            view! {
                <section id=id class="asksof">
                    <div class="hd"><h2>{title}</h2><small>{say!("{count} 张", count)}{note}</small></div>
                    <ul class="queue">{items}</ul>
                </section>
            }
        })
    };
    view! {
        {move || section(true, "likely", t("要问您的表"), t("；没有答“是”以前，哪一个数都不算它们"))}
        {move || section(false, "unknown", t("认不出的表"), t("；没有计入"))}
    }
}

/// What the overview says of tables that wait.
#[component]
pub fn Waiting() -> impl IntoView {
    let store = store();
    let all = questions(store);
    move || {
        let asks = all.get();
        let plain: Vec<Ask> = asks.iter().map(|ask| (**ask).clone()).collect();
        waiting_sentence(&plain).map(|(lead, change)| {
            let likely = asks.iter().filter(|ask| matches!(ask.question, Question::Likely(_)));
            let lines = likely.clone().take(BRIEF).map(|ask| {
                view! {
                    <li data-ask="likely" data-file=ask.name.clone()>
                        <span>{ask.name.clone()}" "<span class="soft">{ask.note.clone()}</span></span>
                        <span class="act">{yes(store, ask, "brief")}{no(store, ask, "brief")}</span>
                    </li>
                }
            });
            let lines = lines.collect_view();
            let more = likely.count().saturating_sub(BRIEF);
            let show = move |_| dom::reveal("likely");
            let all = if more > 0 {
                say!("另有 {more} 种，到“数据”页看", more)
            } else {
                t("到“数据”页看").to_owned()
            };
            view! {
                <aside id="waiting" class="strip asking" role="status">
                    <p><b>{lead}</b><span>{change}</span>
                        <a href=store.href(Page::Data) on:click=show>{all}</a></p>
                    <ul>{lines}</ul>
                </aside>
            }
        })
    }
}

fn yes(store: Store, ask: &Arc<Ask>, place: &str) -> AnyView {
    let id = format!("yes-{place}-{}-{}", ask.place.0, ask.place.1);
    let (kind, ask) = (ask.table.kind, Arc::clone(ask));
    view! { <button id=id class="button small main" data-yes on:click=move |_| answer(store, &ask, kind)>{t("是，计入")}</button> }
        .into_any()
}

fn no(store: Store, ask: &Arc<Ask>, place: &str) -> AnyView {
    let id = format!("no-{place}-{}-{}", ask.place.0, ask.place.1);
    let title = if matches!(ask.question, Question::Likely(_)) { t("不是") } else { t("不用这张表") };
    let ask = Arc::clone(ask);
    view! { <button id=id class="button small" data-no on:click=move |_| answer(store, &ask, None)>{title}</button> }
        .into_any()
}

fn item(store: Store, tried: Tried, ask: &Arc<Ask>) -> AnyView {
    let rest = match ask.question {
        Question::Likely(_) => view! {
            <div class="changes">{changes(&ask.changes)}</div>
            <div class="act">{yes(store, ask, "data")}{no(store, ask, "data")}{look(ask.place)}</div>
        }
        .into_any(),
        Question::Unknown => kinds(store, tried, ask),
        Question::Lacking(_) => view! { <div class="act wide">{no(store, ask, "data")}</div> }.into_any(),
    };
    let columns = (!matches!(ask.question, Question::Likely(_))).then(|| columns(store, ask));
    view! {
        <li data-ask=ask.question.id() data-file=ask.name.clone()>
            <div class="about">
                <h3>{ask.name.clone()}<small>{ask.note.clone()}</small></h3>
                <p>{ask.why.clone()}</p>
                {columns}
            </div>
            {rest}
        </li>
    }
    .into_any()
}

/// What figures are and would be.
fn changes(all: &[FigureChange]) -> AnyView {
    let change = |change: &FigureChange| {
        let values =
            change.values.clone().map(|(before, after)| view! { <span>{before}" → "<b>{after}</b></span> });
        view! { <span class="soft">{change.title}</span>{values} }
    };
    let lead = match all.first().map(|change| change.values.is_some()) {
        None => t("计入以后，现有的数都不变"),
        Some(true) => t("计入以后"),
        Some(false) => t("计入会改变"),
    };
    let all = all.iter().map(change).collect_view();
    view! { <small>{lead}</small><span class="figures">{all}</span> }.into_any()
}

/// Leads to a table's columns below.
fn look((file, index): (FileId, usize)) -> AnyView {
    let id = format!("table-{file}-{index}");
    let show = move |_| {
        let closed =
            |row: &web_sys::HtmlElement| row.get_attribute("aria-expanded").as_deref() != Some("true");
        if let Some(row) = dom::element(&id).filter(closed) {
            row.click();
        }
        dom::reveal(&id);
    };
    view! { <button class="link" on:click=show>{t("看这张表")}</button> }.into_any()
}

/// What tables would change as kinds that they may be.
#[derive(Clone, Copy)]
struct Tried {
    trials: Trials,
    /// The kind that a person chose to see for a table beside those that are offered, by its headings.
    others: RwSignal<BTreeMap<String, Kind>>,
}

impl Tried {
    /// Tries the kinds of a table once it is seen.
    fn watch(self, store: Store, ask: &Arc<Ask>, place: NodeRef<Div>) {
        let seen = RwSignal::new(false);
        dom::once_seen(place, move || _ = seen.try_set(true));
        let ask = Arc::clone(ask);
        Effect::new(move |_| {
            self.trials.round.track();
            if seen.get() && store.stage.get() == Stage::Ready {
                let other = self.others.with(|others| others.get(&ask.table.signature).copied());
                let offered = ask.table.offers.iter().map(|offer| offer.kind);
                offered.chain(other).for_each(|kind| self.trials.begin(&ask.table, kind));
            }
        });
    }
}

/// The kinds that a table may be: those that are offered, one of all others, none.
fn kinds(store: Store, tried: Tried, ask: &Arc<Ask>) -> AnyView {
    let place = NodeRef::<Div>::new();
    tried.watch(store, ask, place);
    let offers = kind_offers(&ask.table).into_iter().map(|offer| kind_button(store, tried, ask, offer));
    let offers = offers.collect_view();
    let signature = ask.table.signature.clone();
    let chosen = Memo::new(move |_| tried.others.with(|others| others.get(&signature).copied()));
    let other = {
        let ask = Arc::clone(ask);
        move || {
            let offer = |kind| KindOffer { kind, fit: String::new(), columns: String::new() };
            chosen.get().map(|kind| kind_button(store, tried, &ask, offer(kind)))
        }
    };
    let lead = if ask.table.offers.is_empty() { t("这张表是") } else { t("像是下面哪一类？") };
    let options = other_kinds(&ask.table)
        .into_iter()
        .map(|kind| {
            let selected = move || chosen.get() == Some(kind);
            view! { <option value=kind.id() selected=selected>{kind.title()}</option> }
        })
        .collect_view();
    let signature = ask.table.signature.clone();
    let change = move |event| {
        let kind = Kind::from_id(&event_target_value(&event));
        let before = tried.others.try_update(|others| match kind {
            Some(kind) => others.insert(signature.clone(), kind),
            None => others.remove(&signature),
        });
        if let Some(before) = before.flatten().filter(|before| Some(*before) != kind) {
            tried.trials.leave(&(signature.clone(), before));
        }
    };
    let id = format!("other-{}-{}", ask.place.0, ask.place.1);
    let ask = Arc::clone(ask);
    view! {
        <div class="kinds" node_ref=place>
            <small>{lead}</small>
            {offers}
            {other}
            <select id=id data-other aria-label=t("别的表类") on:change=change>
                <option value="">{t("别的表类…")}</option>
                {options}
            </select>
            <button class="button small" data-no on:click=move |_| answer(store, &ask, None)>{t("都不是，不用这张表")}</button>
        </div>
    }
    .into_any()
}

/// The press that makes a table one of a kind, with what it would change.
fn kind_button(store: Store, tried: Tried, ask: &Arc<Ask>, offer: KindOffer) -> AnyView {
    let kind = offer.kind;
    let of = (ask.table.signature.clone(), kind);
    let trial = Memo::new(move |_| tried.trials.get(&of));
    let fits = move || {
        let found = trial.with(|trial| match trial {
            Some(Trial::Found(found)) => Some(found.offer.clone()),
            _ => None,
        });
        let KindOffer { fit, columns, .. } = found.unwrap_or_else(|| offer.clone());
        view! { <small>{fit}</small><span>{columns}</span> }
    };
    let said = move || match trial.get() {
        None => ().into_any(),
        Some(Trial::Reading | Trial::Counting(_)) => t("正在算计入以后是多少…").into_any(),
        Some(Trial::Found(found)) if !found.lacks.is_empty() && found.changes.is_empty() => {
            found.lacks.clone().into_any()
        }
        Some(Trial::Found(found)) => {
            view! { {changes(&found.changes)}<small>{found.lacks.clone()}</small> }.into_any()
        }
        Some(Trial::Long) => t("文件太大，选定以后才算").into_any(),
        Some(Trial::Broken) => t("没能先算出来，选定以后再看").into_any(),
    };
    let id = format!("offer-{}-{}-{}", ask.place.0, ask.place.1, kind.id());
    let ask = Arc::clone(ask);
    view! {
        <button id=id class="offer" data-offer=kind.id() on:click=move |_| answer(store, &ask, Some(kind))>
            <b>{kind.title()}</b>
            {fits}
            <span class="changes">{said}</span>
        </button>
    }
    .into_any()
}

/// The columns of a table with their values, and what each is used as once the kind is known.
fn columns(store: Store, ask: &Arc<Ask>) -> AnyView {
    let fields = fields_of(&ask.table);
    let rows = ask.table.columns.iter().enumerate().map(|(at, column)| {
        let examples =
            column.examples.iter().map(|e| view! { <span class="tag">{e.clone()}</span> }).collect_view();
        let seems = view! { <td class="seems"><span>{column.seems.sort.title()}</span>" "<small class="soft">{column.seems.share()}</small></td> };
        let used =
            (!fields.is_empty()).then(|| view! { <td>{used_as(store, ask, (at, column), &fields)}</td> });
        view! {
            <tr>
                <td class="soft">{column_letter(column.column)}</td>
                <th scope="row">{column.heading()}</th>
                <td class="examples">{examples}</td>
                {seems}
                {used}
            </tr>
        }
    });
    let rows = rows.collect_view();
    let head = (!fields.is_empty()).then(|| view! { <th scope="col">{t("用作")}</th> });
    view! {
        <div class="sheet plain" tabindex="0" role="region" aria-label=say!("“{}”的列", ask.name)>
            <table class="columns">
                <thead><tr><th scope="col">{t("列")}</th><th scope="col">{t("表头")}</th><th scope="col">{t("例子")}</th><th scope="col">{t("值像是")}</th>{head}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn used_as(store: Store, ask: &Arc<Ask>, (at, column): (usize, &ColumnInfo), fields: &[Field]) -> AnyView {
    let current = column.field;
    let options = fields
        .iter()
        .map(|f| view! { <option value=f.id() selected=current == Some(*f)>{f.title()}</option> })
        .collect_view();
    let id = format!("use-{}-{}-{at}", ask.place.0, ask.place.1);
    let label = say!("“{}”用作", column.heading());
    let ask = Arc::clone(ask);
    let change = move |event| {
        let field = Field::from_id(&event_target_value(&event));
        correct(store, &ask.table.signature, |c| choose_use(c, &ask.table, at, field));
    };
    view! {
        <select id=id data-use aria-label=label on:change=change>
            <option value="" selected=current.is_none()>{t("不用")}</option>
            {options}
        </select>
    }
    .into_any()
}
