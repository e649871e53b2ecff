//! 对比与汇总: many snapshots in a table, two of them side by side.
//!
//! A worker of its own opens them and keeps their texts; what this page holds outlives files and an open snapshot.

mod compare;
mod openers;
mod state;

pub use state::{Rolled, add_files};

use crate::app::browser::dom::today;
use crate::app::browser::{crypto, dom};
use crate::app::store::store;
use crate::app::widgets::data_table::DataTable;
use crate::app::widgets::dialog::question;
use crate::app::widgets::file_input::FileInput;
use gelan::export::rollup;
use gelan::model::period::range;
use gelan::partials::script::{of_year, script};
use gelan::partials::sql::Dialect;
use gelan::partials::views::TableFormat;
use gelan::session::rollup::{Aside, NotJoined, RollupRequest, RollupResponse, Row, are_too_many, settle};
use gelan::snapshot::{Opened, encode, open as opened_text};
use gelan::text::{say, t};
use gelan::view::pages::rollup::{RollupView, RollupWork, TotalLine, year_of};
use gelan::view::table::Filter;
use leptos::prelude::*;
use state::{add, ask_of, ask_with, clear};
use std::sync::Arc;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::Element;

/// For how many milliseconds the page is worked out before the browser has its turn.
const TURN: f64 = 12.0;

/// The page.
#[component]
pub fn Rollup() -> impl IntoView {
    let store = store();
    let rolled = expect_context::<Rolled>();
    let view = worked_out(rolled);
    let any = move || rolled.rows.with(|rows| !rows.is_empty());
    let table = Memo::new(move |_| view.with(|v| Arc::clone(&v.table)));
    let filter = Signal::derive(move || Filter { text: rolled.words.get(), ..Filter::default() });
    let open = move |event: web_sys::MouseEvent| {
        let target = event.target().and_then(|t| t.dyn_into::<Element>().ok());
        let Some(button) = target.and_then(|t| t.closest("[data-open], [data-within]").ok().flatten()) else {
            return;
        };
        if let Some(region) = button.get_attribute("data-within") {
            let names = region.split_whitespace().map(str::to_owned).collect();
            rolled.choice.update(|choice| choice.within = names);
        }
        if let Some(id) = button.get_attribute("data-open").and_then(|id| id.parse().ok()) {
            ask_of(rolled, store, id, RollupRequest::Text, move |response| {
                if let RollupResponse::Text(Some(text)) = response {
                    state::open(store, &text);
                }
            });
        }
    };
    view! {
        <div class="title"><h1>{t("对比与汇总")}</h1><small>{t("放入各乡镇发来的快照，合成一张表；或比较两个快照")}</small></div>
        <Adding/>
        <section class="panel" class:gone=move || !any() on:click=open>
            <div class="hd"><h2>{t("汇总")}</h2><Tools view=view/></div>
            <p id="roll-sentence" class="say">{move || view.with(|v| v.sentence.clone())}</p>
            {move || view.with(|v| v.notes.iter().map(|n| view! { <p class="legend">{n.clone()}</p> }).collect_view())}
            {move || view.with(|v| crumbs(v))}
            <div class="filters">
                <Periods view=view/>
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
        <compare::Comparing/>
        <Queries/>
    }
}

/// The page of the rows, worked out anew where rows come or others are chosen: in turns of a few milliseconds, between
/// which the browser goes on.
fn worked_out(rolled: Rolled) -> Signal<Arc<RollupView>> {
    let view = RwSignal::new(Arc::new(RollupView::default()));
    let latest = StoredValue::new(0_u32);
    Effect::new(move |_| {
        rolled.rows.track();
        let mut work = RollupWork::new(rolled.choice.get());
        latest.update_value(|latest| *latest += 1);
        let own = latest.get_value();
        spawn_local(async move {
            while latest.try_get_value() == Some(own) {
                let start = dom::now();
                while dom::now() - start < TURN {
                    if let Some(whole) = rolled.rows.with_untracked(|rows| work.step(rows)) {
                        view.try_set(Arc::new(whole));
                        return;
                    }
                }
                dom::turn().await;
            }
        });
    });
    view.into()
}

/// The regions above the rows; a press on one shows all that is in it.
fn crumbs(view: &RollupView) -> Option<AnyView> {
    let above = view.shared..view.path.len();
    (!view.path.is_empty()).then(|| {
        let region = |at: usize| view.path.get(..at).map(|names| names.join(" ")).unwrap_or_default();
        let link = |at: usize| {
            let name = if at == 0 {
                t("全部").to_owned()
            } else {
                view.path.get(at - 1).cloned().unwrap_or_default()
            };
            view! { <button class="open" data-within=region(at)>{name}</button>" › " }
        };
        let links = above.map(link).collect_view();
        let here = if view.shared < view.path.len() {
            view.path.last().cloned().unwrap_or_default()
        } else {
            view.path.join(" ")
        };
        view! { <p id="roll-path">{links}<b>{here}</b></p> }.into_any()
    })
}

/// The choice of a period, where the snapshots have several.
#[component]
fn Periods(view: Signal<Arc<RollupView>>) -> impl IntoView {
    let rolled = expect_context::<Rolled>();
    let periods = Memo::new(move |_| view.with(|v| v.periods.clone()));
    let choose = move |event| {
        let at: Option<usize> = event_target_value(&event).parse().ok();
        let chosen = at.and_then(|at| periods.with_untracked(|all| all.get(at).copied()));
        rolled.choice.update(|choice| choice.period = chosen);
    };
    move || {
        periods.with(|all| {
            (all.len() > 1).then(|| {
                let now = rolled.choice.with_untracked(|choice| choice.period);
                let options = all.iter().enumerate().map(|(at, period)| {
                    view! { <option value=at.to_string() selected=now == Some(*period)>{range(*period)}</option> }
                });
                view! {
                    <label>{t("统计期间")}
                        <select id="roll-period" on:change=choose>
                            <option value="">{t("各镇最近的")}</option>
                            {options.collect_view()}
                        </select>
                    </label>
                }
            })
        })
    }
}

/// The queries by which an engine counts what no page can hold.
#[component]
fn Queries() -> impl IntoView {
    let store = store();
    let of_data = store.figures.with_untracked(|figures| year_of(figures.as_deref(), today()));
    let year = RwSignal::new(of_data.to_string());
    let save = move |dialect: Dialect, name: &str| {
        let Some(year) = year.get_untracked().trim().parse().ok().filter(|year| (1900..=9999).contains(year))
        else {
            return store.tell(t("年份写四位数，如 2024"), true);
        };
        let periods: Vec<_> = of_year(year).collect();
        let end = store.settings.with_untracked(|settings| settings.month_end);
        let over = Some((t("标准表"), TableFormat::Parquet));
        dom::download(name, &script(dialect, (&periods, end), over, Some(t("汇总.csv"))));
    };
    view! {
        <details id="roll-sql" class="panel">
            <summary>{t("数据在数据库里，一台电脑装不下？")}</summary>
            <p class="legend">{t("命令行 gelan export --canonical 标准表 --format parquet 把各镇的表写成标准表；在 DuckDB 或 Spark 里运行下面的查询，得到的汇总表（CSV）拖到这里，每镇每期作一个快照。")}</p>
            <p class="filters buttons">
                <label>{t("年份")}<input id="roll-year" inputmode="numeric" size="4" prop:value=move || year.get()
                    on:input=move |e| year.set(event_target_value(&e))/></label>
                <button id="roll-duckdb" class="button small" on:click=move |_| save(Dialect::DuckDb, "gelan-duckdb.sql")>{t("导出查询（DuckDB）")}</button>
                <button id="roll-spark" class="button small" on:click=move |_| save(Dialect::Spark, "gelan-spark.sql")>{t("导出查询（Spark）")}</button>
            </p>
        </details>
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
        state::add(rolled, store, RollupRequest::Paste(pasted), None);
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
                <label for="roll-text">{t("快照链接或代码，一行一个；也可把快照文件、二维码图片、带快照的网页、写有链接的文本或 CSV、汇总表拖到这里")}</label>
                <textarea id="roll-text" rows="3" prop:value=move || text.get()
                    on:input=move |e| text.set(event_target_value(&e))></textarea>
                <p class="buttons">
                    <button id="roll-add" class="button main" type="submit">{t("加入")}</button>
                    <button id="roll-pick" class="button" type="button" on:click=move |_| dom::press("roll-files")>{t("选择文件")}</button>
                    <FileInput id="roll-files" label=t("选择快照文件") multiple=true
                        accept=".gelan,.txt,.csv,.tsv,.html,.htm,.png,.jpg,.jpeg" take=move |files| add_files(store, files)/>
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
fn Tools(view: Signal<Arc<RollupView>>) -> impl IntoView {
    let store = store();
    let rolled = expect_context::<Rolled>();
    let save = move |name: &str, write: fn(&[&Row], &[Option<Aside>]) -> String| {
        rolled.rows.with_untracked(|rows| {
            let (_, rows) = rolled.choice.with_untracked(|choice| choice.of_period(rows));
            dom::download(name, &write(&rows, &settle(&rows)));
        });
    };
    let asked = RwSignal::new(false);
    let sentence =
        move || say!("移除放入的 {n} 个快照？原文件不动。", n = rolled.rows.with(|rows| rows.len()));
    let join = move |_| {
        let ids = view.with_untracked(|v| v.counted.clone());
        let name = say!("{n} 个乡镇合计", n = ids.len());
        if rolled.rows.with_untracked(|rows| are_too_many(rows, &ids)) {
            return store.tell(NotJoined::TooLarge.sentence(), true);
        }
        let join = move |texts| RollupRequest::Join { name, texts, made: today() };
        ask_with(rolled, store, &ids, join, move |response| match response {
            RollupResponse::Joined(Ok(text)) => _ = window().location().set_hash(&format!("#s={text}")),
            RollupResponse::Joined(Err(sentence)) => store.tell(sentence, true),
            _ => {}
        });
    };
    view! {
        <span class="steps">
            <button id="roll-join" class="button small" on:click=join>{t("合成一个快照")}</button>
            <button id="roll-csv" class="button small" on:click=move |_| save("gelan-rollup.csv", |rows, asides| rollup::csv(rows, asides))>{t("导出 CSV")}</button>
            <button id="roll-json" class="button small" on:click=move |_| save("gelan-rollup.json", |rows, asides| rollup::json(rows, asides))>{t("导出 JSON")}</button>
            <button id="roll-clear" class="button small" on:click=move |_| asked.set(true)>{t("清空")}</button>
            {question(asked, "roll-clear-all", t("清空"), sentence, move || clear(rolled))}
        </span>
    }
}
