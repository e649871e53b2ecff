//! 对比与汇总: many snapshots in a table, two of them side by side.
//!
//! A worker of its own opens them and keeps their texts; what stands here outlives files and an open snapshot.

use super::compare;
use crate::app::browser::dom::today;
use crate::app::browser::{crypto, dom};
use crate::app::share::{qr, transfer};
use crate::app::store::{Origin, Store, store};
use crate::app::widgets::data_table::DataTable;
use crate::app::workers::client::{Answer, Client};
use crate::app::workers::transport::Beside;
use gelan::export::rollup;
use gelan::figures::compare::Comparison;
use gelan::say;
use gelan::session::protocol::{Request, Response};
use gelan::session::rollup::{RollupRequest, RollupResponse, Row, settle};
use gelan::snapshot::{Opened, carrier, encode, open as opened_text};
use gelan::text::t;
use gelan::view::pages::rollup::{RollupView, TotalLine, rollup};
use gelan::view::table::Filter;
use leptos::prelude::*;
use std::cell::{Cell, RefCell};
use std::sync::Arc;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, File, HtmlInputElement};

/// Redraw interval in milliseconds; each redraw replaces all rows.
const SHOWN_EVERY: f64 = 2_000.0;

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
    pub(super) chosen: RwSignal<[String; 2]>,
    /// The comparison.
    pub(super) compared: RwSignal<Option<Arc<Comparison>>>,
    /// The words to find.
    pub(super) words: RwSignal<String>,
    /// The texts that need a password.
    locked: RwSignal<Vec<String>>,
    /// Why a password did not open all of them; empty where none was tried.
    wrong: RwSignal<String>,
}

impl Rolled {
    /// One for the whole page, for whoever drops files outside of a component too.
    pub fn new() -> Self {
        let rolled = Self::default();
        ROLLED.set(Some(rolled));
        rolled
    }
}

/// What the signals need not know.
struct Bench {
    snapshots: Client,
    /// Rows that came and are not shown yet.
    coming: Vec<Row>,
    /// When rows were shown last.
    shown: f64,
}

thread_local! {
    static BENCH: RefCell<Bench> =
        RefCell::new(Bench { snapshots: Client::keeping(), coming: Vec::new(), shown: 0.0 });
}

fn with<T>(f: impl FnOnce(&mut Bench) -> T) -> T {
    BENCH.with_borrow_mut(f)
}

fn snapshots() -> Client {
    with(|bench| bench.snapshots.clone())
}

/// Asks at once, before what waits to be opened.
pub(super) fn ask(
    rolled: Rolled,
    store: Store,
    request: RollupRequest,
    mut hear: impl FnMut(RollupResponse) + 'static,
) {
    snapshots().ask_first(Request::Rollup(request), move |answer| match answer {
        Answer::Part(_) => {}
        Answer::Whole(Response::Rollup(response), _) => hear(response),
        Answer::Whole(..) | Answer::Lost => lost(rolled, store),
    });
}

/// Opens a file or what was pasted, after what waits.
fn add(rolled: Rolled, store: Store, request: RollupRequest, file: Option<File>) {
    if rolled.busy.with_untracked(Option::is_none) {
        rolled.busy.set(Some((0, 1)));
    }
    if !snapshots().is_started() {
        let settings = Request::Settings(Box::new(store.settings.get_untracked()));
        snapshots().ask_first(settings, |_| {});
    }
    let make = move || Some((Request::Rollup(request), file.map_or(Beside::Nothing, Beside::File)));
    snapshots().ask(None, make, move |answer| match answer {
        Answer::Part(Response::Rollup(rows)) => take(rolled, rows),
        Answer::Part(_) => {}
        Answer::Whole(Response::Rollup(rows), _) => {
            take(rolled, rows);
            show(rolled);
        }
        Answer::Whole(..) | Answer::Lost => lost(rolled, store),
    });
}

/// The worker is gone, and the texts with it.
fn lost(rolled: Rolled, store: Store) {
    clear(rolled);
    store.tell(t("汇总时程序出错。请重新放入快照，如仍出错请逐个放入"), true);
}

fn clear(rolled: Rolled) {
    snapshots().stop();
    with(|bench| (bench.coming, bench.shown) = (Vec::new(), 0.0));
    rolled.rows.set(Arc::default());
    rolled.refused.set(Vec::new());
    rolled.busy.set(None);
    rolled.chosen.set(Default::default());
    rolled.compared.set(None);
    rolled.locked.set(Vec::new());
    rolled.wrong.set(String::new());
}

/// Takes rows, and what could not be opened.
fn take(rolled: Rolled, response: RollupResponse) {
    let RollupResponse::Rows { rows, refused, locked, done, total } = response else { return };
    if !refused.is_empty() {
        rolled.refused.update(|all| all.extend(refused));
    }
    if !locked.is_empty() {
        rolled.locked.update(|all| all.extend(locked));
    }
    with(|bench| bench.coming.extend(rows));
    rolled.busy.set(Some((done, total)));
}

/// Shows the rows that came: of thousands of small files now and then, not each time anew.
fn show(rolled: Rolled) {
    let busy = snapshots().is_busy();
    let now = dom::now();
    let due = with(|bench| {
        let due = !busy || now - bench.shown > SHOWN_EVERY;
        if due { std::mem::take(&mut bench.coming) } else { Vec::new() }
    });
    if !due.is_empty() {
        rolled.rows.update(|all| Arc::make_mut(all).extend(due));
        with(|bench| bench.shown = dom::now());
    }
    if !busy {
        rolled.busy.set(None);
    }
}

/// Opens a snapshot of the table; files that are loaded stay where they are.
fn open(store: Store, text: &str) {
    let hash = format!("#s={text}");
    if store.origin.get_untracked() == Origin::Files && store.figures.with_untracked(Option::is_some) {
        let _ = window().open_with_url_and_target(&hash, "_blank");
    } else {
        let _ = window().location().set_hash(&hash);
    }
}

/// Opens files that were dropped or picked.
pub fn add_files(store: Store, files: Vec<(String, File)>) {
    let Some(rolled) = ROLLED.get() else { return };
    store.notice.set(None);
    rolled.refused.set(Vec::new());
    let (pictures, files): (Vec<_>, Vec<_>) =
        files.into_iter().partition(|(name, _)| transfer::is_picture(name));
    for (name, file) in files {
        add(rolled, store, RollupRequest::File(name), Some(file));
    }
    spawn_local(async move {
        for (name, file) in pictures {
            let texts = qr::in_file(&file).await;
            match texts.iter().find_map(|text| carrier::find(text).ok()) {
                Some(text) => add(rolled, store, RollupRequest::Paste(text), None),
                None => rolled.refused.update(|all| {
                    all.push(say!(
                        "{name}：图片里没有找到格览快照的二维码；请用原图，或换一种方式发送",
                        name
                    ));
                }),
            }
        }
    });
}

thread_local! {
    /// For whoever drops files outside of a component.
    static ROLLED: Cell<Option<Rolled>> = const { Cell::new(None) };
}

/// The page.
#[component]
pub fn Rollup() -> impl IntoView {
    let store = store();
    let rolled = expect_context::<Rolled>();
    let view = Memo::new(move |_| Arc::new(rolled.rows.with(|rows| rollup(rows))));
    let any = move || rolled.rows.with(|rows| !rows.is_empty());
    let table = Memo::new(move |_| view.with(|v| Arc::clone(&v.table)));
    let filter = Signal::derive(move || Filter { text: rolled.words.get(), ..Filter::default() });
    let open = move |event: web_sys::MouseEvent| {
        let target = event.target().and_then(|t| t.dyn_into::<Element>().ok());
        let button = target.and_then(|t| t.closest("[data-open]").ok().flatten());
        if let Some(id) = button.and_then(|b| b.get_attribute("data-open")).and_then(|id| id.parse().ok()) {
            ask(rolled, store, RollupRequest::Text(id), move |response| {
                if let RollupResponse::Text(Some(text)) = response {
                    self::open(store, &text);
                }
            });
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
            <DataTable id="rollup" caption=t("各乡镇") table=table filter=filter/>
            <h3>{t("合计")}</h3>
            <div id="roll-total" class="sums">{move || view.with(|v| v.measures.iter().chain(&v.counts).map(sum).collect_view())}</div>
            {move || view.with(|v| aside(v))}
        </section>
        <compare::Comparing view=view/>
    }
}

fn sum(sum: &TotalLine) -> impl IntoView + use<> {
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
        self::add(rolled, store, RollupRequest::Paste(pasted), None);
    };
    let pick = move |_| {
        dom::press("roll-files");
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
                <label for="roll-text">{t("快照链接或代码，一行一个；也可把快照文件、二维码图片、带快照的网页、写有链接的文本或 CSV 拖到这里")}</label>
                <textarea id="roll-text" rows="3" prop:value=move || text.get()
                    on:input=move |e| text.set(event_target_value(&e))></textarea>
                <p class="buttons">
                    <button id="roll-add" class="button main" type="submit">{t("加入")}</button>
                    <button id="roll-pick" class="button" type="button" on:click=pick>{t("选择文件")}</button>
                    <input type="file" id="roll-files" class="hidden" multiple tabindex="-1" aria-label=t("选择快照文件")
                        accept=".gelan,.txt,.csv,.tsv,.html,.htm,.png,.jpg,.jpeg" on:change=picked/>
                    {busy}
                </p>
            </form>
            {refused}
            <Locked/>
        </section>
    }
}

/// Asks for the password of those that have one; it is tried on all of them.
#[component]
fn Locked() -> impl IntoView {
    let store = store();
    let rolled = expect_context::<Rolled>();
    let typed = RwSignal::new(String::new());
    let trying = RwSignal::new(false);
    let any = Memo::new(move |_| rolled.locked.with(|l| !l.is_empty()));
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let (texts, password) = (rolled.locked.get_untracked(), typed.get_untracked());
        if trying.get_untracked() || password.is_empty() {
            return;
        }
        trying.set(true);
        rolled.wrong.set(String::new());
        spawn_local(async move {
            let (mut opened, mut left) = (Vec::new(), Vec::new());
            for text in texts {
                let unlocked = match opened_text(&text) {
                    Ok(Opened::Locked(locked)) => crypto::unlock(&locked, &password).await.ok(),
                    _ => None,
                };
                match unlocked {
                    Some(snapshot) => opened.push((text, encode(&snapshot))),
                    None => left.push(text),
                }
            }
            trying.set(false);
            if !left.is_empty() {
                rolled.wrong.set(say!(
                    "密码不对，{n} 个没有打开；请核对大小写，密码不同的请分几次输入。",
                    n = left.len()
                ));
            }
            rolled.locked.set(left);
            typed.set(String::new());
            if !opened.is_empty() {
                add(rolled, store, RollupRequest::Unlocked(opened), None);
            }
        });
    };
    let number =
        move || say!("{n} 个快照有密码，请输入发送人告诉您的密码。", n = rolled.locked.with(Vec::len));
    move || {
        any.get().then(|| {
            view! {
                <form id="roll-locked" class="rolladd" on:submit=submit>
                    <label for="roll-password">{number}</label>
                    <p class="buttons">
                        <input id="roll-password" type="password" autocomplete="off" prop:value=move || typed.get()
                            on:input=move |e| typed.set(event_target_value(&e))/>
                        <button id="roll-unlock" class="button main" type="submit" disabled=move || trying.get()>{t("打开")}</button>
                    </p>
                    {move || rolled.wrong.with(|w| (!w.is_empty()).then(|| view! { <p class="error" role="alert" id="roll-wrong">{w.clone()}</p> }))}
                </form>
            }
        })
    }
}

/// What goes out.
#[component]
fn Tools(view: Memo<Arc<RollupView>>) -> impl IntoView {
    let store = store();
    let rolled = expect_context::<Rolled>();
    let save = move |name: &str, write: fn(&[Row], &[Option<gelan::session::rollup::Aside>]) -> String| {
        rolled.rows.with_untracked(|rows| dom::download(name, &write(rows, &settle(rows))));
    };
    let join = move |_| {
        let ids = view.with_untracked(|v| v.counted.clone());
        let name = say!("{n} 个乡镇合计", n = ids.len());
        ask(
            rolled,
            store,
            RollupRequest::Join { name, ids, made: today() },
            move |response| match response {
                RollupResponse::Joined(Ok(text)) => _ = window().location().set_hash(&format!("#s={text}")),
                RollupResponse::Joined(Err(sentence)) => store.tell(sentence, true),
                _ => {}
            },
        );
    };
    view! {
        <span class="steps">
            <button id="roll-join" class="button small" on:click=join>{t("合成一个快照")}</button>
            <button id="roll-csv" class="button small" on:click=move |_| save("gelan-rollup.csv", rollup::csv)>{t("导出 CSV")}</button>
            <button id="roll-json" class="button small" on:click=move |_| save("gelan-rollup.json", rollup::json)>{t("导出 JSON")}</button>
            <button id="roll-clear" class="button small" on:click=move |_| clear(rolled)>{t("清空")}</button>
        </span>
    }
}
