//! 对比与汇总: many snapshots in a table, two of them side by side.
//!
//! A worker of its own opens them and keeps their texts; what stands here outlives files and an open snapshot.

use super::sheet::Sheet;
use super::store::{Origin, Store, store};
use super::{browser, desk};
use crate::service::today;
use crate::worker::Worker;
use gelan::compare::{Comparison, Side, compare, rule};
use gelan::measure::CATALOGUE;
use gelan::rollup::stack::{Ask, Told};
use gelan::rollup::{Row, export, settle};
use gelan::say;
use gelan::session::{Request, Response};
use gelan::snapshot::decode;
use gelan::text::t;
use gelan::view::rollup::{CompareLine, MovesView, RollupView, Sum, compare_lines, compare_moves, rollup};
use gelan::view::snapshot::figures;
use gelan::view::table::Filter;
use leptos::prelude::*;
use std::cell::RefCell;
use std::sync::Arc;
use wasm_bindgen::JsCast;
use web_sys::{Element, File, HtmlInputElement};

/// Opening one, and comparing two.
const OPEN: u8 = 0;
const COMPARE: u8 = 1;
/// A choice of more snapshots than this is no list any more; the words of the filter narrow it.
const CHOICES: usize = 300;
/// The choice of what is loaded.
const LOADED: &str = "loaded";

/// What this page holds.
#[derive(Clone, Copy, Default)]
pub struct Rolled {
    /// A row for each snapshot.
    rows: RwSignal<Arc<Vec<Row>>>,
    /// What could not be opened.
    refused: RwSignal<Vec<String>>,
    /// Bytes done and in all, while some are opened.
    busy: RwSignal<Option<(u64, u64)>>,
    /// The two that are chosen for comparing.
    chosen: RwSignal<[String; 2]>,
    /// The comparison.
    compared: RwSignal<Option<Arc<Comparison>>>,
    /// The words to find.
    words: RwSignal<String>,
}

#[derive(Default)]
struct Bench {
    worker: Option<Worker>,
    /// Rows of the message that is under way.
    coming: Vec<Row>,
    /// Files and pasted texts that wait.
    waiting: std::collections::VecDeque<(Ask, Option<File>)>,
}

thread_local! {
    static BENCH: RefCell<Bench> = RefCell::new(Bench::default());
}

fn with<T>(f: impl FnOnce(&mut Bench) -> T) -> T {
    BENCH.with_borrow_mut(f)
}

fn ask(rolled: Rolled, store: Store, ask: Ask, file: Option<&File>) {
    let posted = with(|bench| {
        if bench.worker.is_none() {
            bench.worker = Some(start(rolled, store)?);
        }
        let message = desk::encoded(&Request::Roll(Box::new(ask)));
        bench.worker.as_ref().map_or(Ok(()), |w| w.post(&message, file))
    });
    if let Err(reason) = posted {
        lost(rolled, store, &reason);
    }
}

fn start(rolled: Rolled, store: Store) -> Result<Worker, String> {
    Worker::start(
        move |bytes| {
            if let Ok(Response::Roll(told)) = postcard::from_bytes(&bytes) {
                receive(rolled, store, *told);
            }
        },
        move |reason| lost(rolled, store, &reason),
    )
}

/// The worker is gone, and the texts with it.
fn lost(rolled: Rolled, store: Store, reason: &str) {
    leptos::logging::warn!("{reason}");
    clear(rolled);
    store.tell(t("汇总时程序出错。请重新放入快照，如仍出错请逐个放入"), true);
}

fn clear(rolled: Rolled) {
    with(|bench| *bench = Bench::default());
    rolled.rows.set(Arc::default());
    rolled.refused.set(Vec::new());
    rolled.busy.set(None);
    rolled.chosen.set(Default::default());
    rolled.compared.set(None);
}

fn receive(rolled: Rolled, store: Store, told: Told) {
    match told {
        Told::Rows { rows, refused, done, total } => {
            if !refused.is_empty() {
                rolled.refused.update(|all| all.extend(refused));
            }
            with(|bench| bench.coming.extend(rows));
            if done < total {
                rolled.busy.set(Some((done, total)));
                return;
            }
            rolled.busy.set(None);
            let coming = with(|bench| std::mem::take(&mut bench.coming));
            if !coming.is_empty() {
                rolled.rows.update(|all| Arc::make_mut(all).extend(coming));
            }
            next(rolled, store);
        }
        Told::Texts { purpose: OPEN, texts } => {
            if let Some(text) = texts.first() {
                // What is loaded stays where it is.
                if store.origin.get_untracked() == Origin::Files
                    && store.figures.with_untracked(Option::is_some)
                {
                    let _ = window().open_with_url_and_target(&format!("#s={text}"), "_blank");
                } else {
                    let _ = window().location().set_hash(&format!("#s={text}"));
                }
            }
        }
        Told::Texts { texts, .. } => show_compared(rolled, store, &texts),
        Told::Joined(Ok(text)) => {
            let _ = window().location().set_hash(&format!("#s={text}"));
        }
        Told::Joined(Err(sentence)) => store.tell(sentence, true),
    }
}

/// Takes the next that waits, one after another.
fn next(rolled: Rolled, store: Store) {
    if rolled.busy.with_untracked(Option::is_some) {
        return;
    }
    if let Some((what, file)) = with(|bench| bench.waiting.pop_front()) {
        rolled.busy.set(Some((0, 1)));
        ask(rolled, store, what, file.as_ref());
    }
}

/// Opens files that were dropped or picked.
pub fn add_files(store: Store, files: Vec<(String, File)>) {
    let Some(rolled) = use_context::<Rolled>().or_else(|| ROLLED.with(|r| *r.borrow())) else { return };
    store.notice.set(None);
    rolled.refused.set(Vec::new());
    with(|bench| bench.waiting.extend(files.into_iter().map(|(name, file)| (Ask::File(name), Some(file)))));
    next(rolled, store);
}

thread_local! {
    /// For whoever drops files outside of a component.
    static ROLLED: RefCell<Option<Rolled>> = const { RefCell::new(None) };
}

fn show_compared(rolled: Rolled, store: Store, texts: &[String]) {
    let settings = store.settings.get_untracked();
    let mut opened = texts.iter().filter_map(|text| decode(text).ok());
    let loaded = store.figures.get_untracked();
    let mut side = |chosen: &str| {
        if chosen == LOADED {
            return loaded.clone().map(|f| (f, Some(CATALOGUE)));
        }
        opened.next().map(|s| (Arc::new(figures(&s, &settings)), s.catalogue))
    };
    let [before, after] = rolled.chosen.get_untracked();
    if let (Some((a, old)), Some((b, new))) = (side(&before), side(&after)) {
        let found = compare(Side { figures: &a, catalogue: old }, Side { figures: &b, catalogue: new });
        rolled.compared.set(Some(Arc::new(found)));
    }
}

/// Asks for what is chosen, once both are.
fn compare_chosen(rolled: Rolled, store: Store) {
    let chosen = rolled.chosen.get_untracked();
    rolled.compared.set(None);
    if chosen.iter().any(String::is_empty) {
        return;
    }
    let ids = chosen.iter().filter_map(|c| c.parse().ok()).collect();
    ask(rolled, store, Ask::Texts { purpose: COMPARE, ids }, None);
}

/// The page.
#[component]
pub fn Rollup() -> impl IntoView {
    let store = store();
    let rolled = expect_context::<Rolled>();
    ROLLED.with(|r| *r.borrow_mut() = Some(rolled));
    let view = Memo::new(move |_| Arc::new(rolled.rows.with(|rows| rollup(rows))));
    let any = move || rolled.rows.with(|rows| !rows.is_empty());
    let table = Memo::new(move |_| Arc::new(view.with(|v| v.table.clone())));
    let filter = Signal::derive(move || Filter { text: rolled.words.get(), ..Filter::default() });
    let open = move |event: web_sys::MouseEvent| {
        let target = event.target().and_then(|t| t.dyn_into::<Element>().ok());
        let button = target.and_then(|t| t.closest("[data-open]").ok().flatten());
        if let Some(id) = button.and_then(|b| b.get_attribute("data-open")).and_then(|id| id.parse().ok()) {
            ask(rolled, store, Ask::Texts { purpose: OPEN, ids: vec![id] }, None);
        }
    };
    view! {
        <h1 class="title">{t("对比与汇总")}<small>{t("放入各乡镇发来的快照，合成一张表；或比较两个快照")}</small></h1>
        <Adding/>
        <section class="panel" class:gone=move || !any() on:click=open>
            <h2>{t("汇总")}<Tools view=view/></h2>
            <p id="roll-sentence" class="say">{move || view.with(|v| v.sentence.clone())}</p>
            {move || view.with(|v| v.notes.iter().map(|n| view! { <p class="legend">{n.clone()}</p> }).collect_view())}
            <div class="filters">
                <label>{t("查找")}
                    <input id="roll-find" type="search" placeholder=t("乡镇名") prop:value=move || rolled.words.get()
                        on:input=move |e| rolled.words.set(event_target_value(&e))/>
                </label>
            </div>
            <Sheet id="rollup" caption=t("各乡镇") table=table filter=filter/>
            <h3>{t("合计")}</h3>
            <div id="roll-total" class="sums">{move || view.with(|v| v.measures.iter().chain(&v.counts).map(sum).collect_view())}</div>
            {move || view.with(|v| aside(v))}
        </section>
        <Comparing view=view/>
    }
}

fn sum(sum: &Sum) -> impl IntoView + use<> {
    let of = (!sum.of.is_empty()).then(|| view! { <small class="of">{sum.of.clone()}</small> });
    view! {
        <p data-sum=sum.id><span>{sum.title}</span><b>{sum.text.clone()}</b><small data-ratio>{sum.detail.clone()}</small>{of}</p>
    }
}

fn aside(view: &RollupView) -> Option<AnyView> {
    let lines = view.aside.iter().map(|a| {
        view! { <li data-aside=a.id.to_string()><b>{a.name.clone()}</b>{" "}{a.reason.clone()}</li> }
    });
    let lines = lines.collect_view();
    let more = (view.more > 0).then(|| view! { <li>{say!("另有 {n} 个", n = view.more)}</li> });
    (!view.aside.is_empty())
        .then(|| view! { <h3>{t("没有计入的快照")}</h3><ul class="aside">{lines}{more}</ul> }.into_any())
}

/// The box for links, and the file input.
#[component]
fn Adding() -> impl IntoView {
    let store = store();
    let rolled = expect_context::<Rolled>();
    let text = RwSignal::new(String::new());
    let add = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let pasted = text.get_untracked();
        if pasted.trim().is_empty() {
            return;
        }
        text.set(String::new());
        rolled.refused.set(Vec::new());
        with(|bench| bench.waiting.push_back((Ask::Paste(pasted), None)));
        next(rolled, store);
    };
    let pick = move |_| {
        if let Some(input) = browser::element("roll-files") {
            input.click();
        }
    };
    let picked = move |event| {
        let input: HtmlInputElement = event_target(&event);
        let list = input.files();
        let files = list.map(|l| (0..l.length()).filter_map(|i| l.get(i)).map(|f| (f.name(), f)).collect());
        input.set_value("");
        add_files(store, files.unwrap_or_default());
    };
    let busy = move || {
        rolled.busy.get().map(|(done, total)| {
            view! { <progress id="roll-busy" value=done.to_string() max=total.max(1).to_string() aria-label=t("正在打开快照")></progress> }
        })
    };
    let refused = move || {
        rolled.refused.with(|list| {
            (!list.is_empty()).then(|| {
                let lines = list.iter().map(|l| view! { <li>{l.clone()}</li> }).collect_view();
                view! { <ul id="roll-refused" class="aside" role="alert">{lines}</ul> }
            })
        })
    };
    view! {
        <section class="panel">
            <form class="rolladd" on:submit=add>
                <label for="roll-text">{t("快照链接或代码，一行一个；也可把快照文件、带快照的网页、写有链接的文本或 CSV 拖到这里")}</label>
                <textarea id="roll-text" rows="3" prop:value=move || text.get()
                    on:input=move |e| text.set(event_target_value(&e))></textarea>
                <p class="buttons">
                    <button id="roll-add" class="button main" type="submit">{t("加入")}</button>
                    <button id="roll-pick" class="button" type="button" on:click=pick>{t("选择文件")}</button>
                    <input type="file" id="roll-files" class="hidden" multiple tabindex="-1" aria-label=t("选择快照文件")
                        accept=".gelan,.txt,.csv,.tsv,.html,.htm" on:change=picked/>
                    {busy}
                </p>
            </form>
            {refused}
        </section>
    }
}

/// What goes out.
#[component]
fn Tools(view: Memo<Arc<RollupView>>) -> impl IntoView {
    let store = store();
    let rolled = expect_context::<Rolled>();
    let save = move |name: &str, write: fn(&[Row], &[Option<gelan::rollup::Aside>]) -> String| {
        rolled.rows.with_untracked(|rows| browser::download(name, &write(rows, &settle(rows))));
    };
    let join = move |_| {
        let ids = view.with_untracked(|v| v.counted.clone());
        let name = say!("{n} 个乡镇合计", n = ids.len());
        ask(rolled, store, Ask::Join { name, ids, made: today() }, None);
    };
    view! {
        <span class="steps">
            <button id="roll-join" class="button small" on:click=join>{t("合成一个快照")}</button>
            <button id="roll-csv" class="button small" on:click=move |_| save("gelan-rollup.csv", export::csv)>{t("导出 CSV")}</button>
            <button id="roll-json" class="button small" on:click=move |_| save("gelan-rollup.json", export::json)>{t("导出 JSON")}</button>
            <button id="roll-clear" class="button small" on:click=move |_| clear(rolled)>{t("清空")}</button>
        </span>
    }
}

/// Two side by side.
#[component]
fn Comparing(view: Memo<Arc<RollupView>>) -> impl IntoView {
    let store = store();
    let rolled = expect_context::<Rolled>();
    let loaded = store.loaded();
    let enough = move || view.with(|v| v.names.len()) + usize::from(loaded.get()) > 1;
    let choice = move |which: usize, id: &'static str, title: &'static str| {
        let options = move || {
            let now = rolled.chosen.with(|c| c.get(which).cloned().unwrap_or_default());
            let words = rolled.words.get();
            let own = loaded.get().then(|| {
                view! { <option value=LOADED selected=now == LOADED>{t("现在载入的数据")}</option> }
            });
            let list: Vec<(String, String)> = view.with(|v| {
                let all = v.names.iter().enumerate().map(|(i, name)| (i.to_string(), name.clone()));
                all.filter(|(i, name)| *i == now || name.contains(words.trim())).take(CHOICES).collect()
            });
            let list = list.into_iter().map(|(i, name)| {
                let on = i == now;
                view! { <option value=i selected=on>{name}</option> }
            });
            view! { <option value="" selected=now.is_empty()>{t("请选择")}</option>{own}{list.collect_view()} }
        };
        let change = move |event| {
            let value = event_target_value(&event);
            rolled.chosen.update(|c| {
                if let Some(slot) = c.get_mut(which) {
                    *slot = value;
                }
            });
            compare_chosen(rolled, store);
        };
        view! { <label>{title}<select id=id on:change=change>{options}</select></label> }
    };
    view! {
        <section class="panel" class:gone=move || !enough()>
            <h2>{t("对比")}<small>{t("前后两期，或两个乡镇")}</small></h2>
            <div class="filters">
                {choice(0, "compare-before", t("从"))}
                {choice(1, "compare-after", t("到"))}
            </div>
            {move || rolled.compared.get().map(|c| comparison(&c))}
        </section>
    }
}

fn comparison(c: &Comparison) -> AnyView {
    let notes = c.notes.iter().map(|n| view! { <p class="legend">{n.clone()}</p> }).collect_view();
    let lines = compare_lines(c).into_iter().map(line).collect_view();
    let moves = compare_moves(c).into_iter().map(moves).collect_view();
    let [before, after] = c.names.clone();
    view! {
        <p id="compare-sentence" class="say">{c.sentence.clone()}</p>
        {notes}
        <div class="sheet plain" tabindex="0" role="region" aria-label=t("对比")>
            <table id="compare">
                <thead><tr>
                    <th scope="col">{t("指标")}</th><th scope="col" class="n">{before}</th>
                    <th scope="col" class="n">{after}</th><th scope="col" class="n">{t("差别")}</th><th scope="col">{t("是否偶然")}</th>
                </tr></thead>
                <tbody>{lines}</tbody>
            </table>
        </div>
        {moves}
        <p class="legend">{rule()}</p>
    }
    .into_any()
}

fn line(line: CompareLine) -> impl IntoView {
    let side = |text: String, detail: String| {
        if text.is_empty() {
            view! { <td class="none"><span class="hidden">{t("无数据")}</span></td> }.into_any()
        } else {
            view! { <td class="n">{text}<small>{detail}</small></td> }.into_any()
        }
    };
    let [before, after] = line.sides;
    let [below, beneath] = line.details;
    view! {
        <tr data-compared=line.id>
            <th scope="row">{line.title}</th>{side(before, below)}{side(after, beneath)}
            <td class="n" data-change>{line.difference}</td>
            <td class:beyond=line.beyond>{line.chance}</td>
        </tr>
    }
}

fn moves(moves: MovesView) -> impl IntoView {
    let list = |title: &'static str, names: Vec<String>| {
        (!names.is_empty()).then(|| view! { <p class="legend">{title}{names.join(t("、"))}</p> })
    };
    view! {
        <h3>{moves.title}<small>{moves.text}</small></h3>
        {list(t("新增："), moves.came)}{list(t("减少："), moves.went)}
    }
}
