//! The page. Components show what `gelan::view` computes, and hold no logic.
//!
//! State is in one [`store::Store`]; [`workers::coordinator`] talks to the workers, [`browser`] to the browser.
//!
//! # What tests and screen readers can hold on to
//! `<html data-state>` is `starting`, `empty`, `reading` or `ready` (`failed` where the program could not
//! start); `<html data-page>` is the page that is shown; `<html data-origin>` is `files`, `sample` or `snapshot`.
//!
//! | id or attribute | what |
//! |---|---|
//! | `#files`, `#folder` | the file inputs; their values are cleared after each choice |
//! | `#pick`, `#pick-folder`, `#add` | buttons that open them |
//! | `#sample` | 载入示例 |
//! | `#paste`, `#paste-open` | a snapshot's link, pasted, and the button that opens it |
//! | `[data-page=overview\|coverage\|grids\|representatives\|activities\|trends\|data]` in `nav` | links to `#/…` |
//! | `#period` with `[data-period=all\|year\|half\|quarter\|month\|free]` | classes of periods, `aria-pressed` |
//! | `#period-which`, `#period-from`, `#period-to` | which of them; first and last day |
//! | `#period-now` | the period that is on, as text |
//! | `#print` | 打印; what only paper shows is in `.paper` |
//! | `#export`, `#export-menu` | 导出 and its menu: `#export-xlsx` 报表, `#export-text` 通报文字, `#export-print`, `#export-findings`, `#export-json` |
//! | `#bulletin` | the 通报文字: `#bulletin-text`, `#bulletin-copy`, `#bulletin-save`, `#bulletin-close` |
//! | `#templates` | 空白模板 (without files, and on 数据) |
//! | `[data-csv]` | 导出 CSV of the table with this id |
//! | `#share` | 分享快照 |
//! | `#shared`, `#share-link` | the panel for sharing (`data-state` is making or ready), and the box with the link or code |
//! | `[data-carrier=link\|code\|qr\|file\|page]` in it | a line of it with its button; `[data-done]` once it was copied or saved |
//! | `[data-level=summary\|full]`, `#share-names`, `#share-least`, `#share-password` | what travels |
//! | `#share-qr`, `#share-preview`, `#share-close` | the QR code, 收到的人看到的, 关闭 |
//! | `#locked`, `#password`, `#password-open`, `#password-error` | the form of a snapshot with a password |
//! | `#banner` | that this is a snapshot or the sample; `#banner-close` leaves it |
//! | `#notice` | a sentence for the person, `role=alert` where something went wrong |
//! | `#progress`, `#cancel` | reading: the bars, and 取消 |
//! | `#sentence`, `#facts` | the two lines at the top of 总览; in it `#read` what was read, and `#look`, which leads to `#findings` on 数据 |
//! | `[data-measure=coverage.officer …]` | a card of 总览, a line of 覆盖; `data-state` says value, no-data, no-denominator |
//! | `#search`, `#search-hits` with `[role=option]` | 查找: the box in the header, and what it finds |
//! | `#path`, `[data-line]` | the page of a village or grid: the way up, and a figure by its id |
//! | `#person`, `[data-rate=solved/matters …]` | the page of a representative: the name, and a share with its interval |
//! | `[data-interval]` | a 95 % interval in words |
//! | `[data-ratio]` | numerator / denominator in it |
//! | `[data-change]` | how a figure differs from the period before and the same a year before; absent where the data has none |
//! | `#compared`, `#trends` with `[data-trend]`, `[data-step=month\|quarter]` | 趋势: the tables, a row a figure; by month or by quarter |
//! | `#load-basis`, `#load-thresholds`, `#balance` with `[data-line]`, `#posts` with `[data-post]`, `#assumed` | 网格负荷: what the loads assume, balance, officers beside grids |
//! | `#plans` with `[data-plan]`, `[data-try]`, `[data-undo]`, `[data-after]` | the suggestions: a village, 全部试一试, 撤销, households as tried |
//! | `[data-count=villages …]` | a count of 覆盖 (底数) and 三治活动 |
//! | `#villages`, `#matrix`, `#grid-table`, `#persons`, `#activity-table` | tables; `[data-column]` on headings, `[data-row]` on rows |
//! | `#village`, `#find` | filters above a table; `[data-shown]` says how many rows are left |
//! | `[data-body=党代表\|人大代表\|政协委员]` | a body; in `#person-bodies` the buttons that choose its people |
//! | `[data-file]`, `[data-table]`, `[data-kind-choice]`, `[data-also-choice]`, `[data-field-choice]` | 数据: a file, a table, the lists for correction |
//! | `#finding-severity`, `#finding-code`, `#finding-file`, `[data-code]` | findings: filters and groups |
//! | `#findings-csv`, `#findings-xlsx` | save the findings that the filters leave |
//! | `[data-place]`, `#rows` | a finding's button (its value is the place), and the rows that it shows: `data-state` says reading, ready or failed; `[data-row][aria-current]` is the row that is meant, `th[data-marked]` the column |
//! | `[data-setting=wisn.minutes_per_visit …]` | 设置: a line of the form, with its input; `[aria-invalid]` where what was typed is wrong |
//! | `#settings-save`, `#settings-load`, `#settings-file`, `#settings-reset`, `#settings-remember` | 保存设置, 载入设置 and its file input, 全部恢复默认, whether this browser remembers them |
//! | `[data-subject]` | a figure that shows where it comes from: a button, or a cell of a table; the value names the figure (`coverage.officer`, `visits/households`), in a table its column |
//! | `#evidence` | the panel of a figure (`role=dialog`; Esc or `#evidence-close` closes it): `data-state` as of a measure, `[data-number]`, `[data-ratio]`, `[data-way]` how rows give it, `[data-missing]` |
//! | `[data-table]` in it, `[data-row]`, `[data-amount]`, `[data-more]` | the rows of a table, each with what it adds; 再看 200 行 |
//! | `#evidence-csv`, `[data-findings]`, `[data-snapshot]` in it | 导出这些行; the findings that touch it; that a snapshot holds no rows |
//! | `[data-picture=…]`, `[data-mark]` in it | a picture, and what of it can be pressed; Enter and the arrows go through the marks |
//! | `[data-tool=columns]`, `[data-hide=…]` below a table | 列, and a box for each column |
//! | `[data-tool=table\|svg\|png]` in it | 数据表, and the picture as a file |
//! | `#draft-text`, `#draft-check`, `#draft-pick`, `#draft-file` | 核稿: the box for a draft, 核对, 选择稿子 and its file input |
//! | `#draft`, `[data-figure]` with `[data-verdict]` | the draft, and a figure in it: agrees, differs, at-least, cannot-check |
//! | `#draft-summary`, `[data-wrong]`, `#draft-figure` | the line with the numbers, a figure that differs, the one that was pressed |
//! | `#draft-docx`, `#draft-txt`, `#draft-html`, `#draft-clear`, `#draft-period` | copies with corrections marked, 换一份, the draft's own period |
//! | `#scan`, `#camera` | the button for the camera where there is one, and what it sees |
//! | `#roll-text`, `#roll-add`, `#roll-files` | 对比与汇总: the box for links, 加入, the file input |
//! | `#roll-locked`, `#roll-password`, `#roll-unlock`, `#roll-wrong` | the password of those that have one |
//! | `#rollup` with `[data-open]`, `#roll-total` with `[data-sum]`, `[data-aside]` | the table, whose names open a snapshot; all together; snapshots that are not counted |
//! | `#roll-join`, `#roll-csv`, `#roll-json`, `#roll-clear` | 合成一个快照, 导出 CSV and JSON, 清空 |
//! | `#compare-before`, `#compare-after`, `#compare` with `[data-compared]` | which two; the comparison, a row a figure |
//! | `#mappings-save`, `#mappings-load`, `#mappings` | 保存表头对应 (where there are any), 载入表头对应 and its file input |

mod browser;
mod pages;
mod share;
mod shell;
mod store;
mod widgets;
pub mod workers;

use browser::{dom, drop, memory};
use gelan::say;
use gelan::text::t;
use gelan::view::page::Page;
use leptos::ev;
use leptos::prelude::*;
use pages::rollup;
use share::{copy, transfer};
use shell::{address, empty, header, intake, language, nav, notices, progress};
use store::{Origin, Stage, Store};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use widgets::evidence;

/// Mounts the page in place of the first paint.
pub fn mount() {
    let Some(app) = dom::element("app") else { return };
    if let Some(start) = dom::element("start") {
        copy::keep(&start);
        start.remove();
    }
    mount_to(app.unchecked_into::<HtmlElement>(), App).forget();
}

/// The whole page.
#[component]
fn App() -> impl IntoView {
    let store = Store::new(memory::load(), memory::settings());
    provide_context(store);
    provide_context(rollup::Rolled::new());
    language::begin(store.language.get_untracked());
    let over = RwSignal::new(false);
    drop::listen(over, move |files| intake::take(store, files));
    say_state(store);
    address::keep(store);
    // A memo, so that a page is not drawn anew while files are read behind it.
    let shown = Memo::new(move |_| match (store.figures.with(Option::is_some), store.stage.get()) {
        (true, _) => Shown::Page(store.page.get()),
        (false, Stage::Reading | Stage::Opening) => Shown::Nothing,
        (false, _) if !store.page.get().row().needs_figures => Shown::Page(store.page.get()),
        (false, _) => Shown::Empty,
    });
    let _ = window_event_listener(ev::hashchange, move |_| address::follow(store));
    // A snapshot in the file itself is what it was sent for; an address that asks for something goes before.
    if !dom::current_hash().is_empty() || !transfer::inside(store) {
        address::follow(store);
    }
    // Another language draws everything anew.
    move || {
        store.language.track();
        frame(shown, over)
    }
}

fn frame(shown: Memo<Shown>, over: RwSignal<bool>) -> AnyView {
    view! {
        <header::Header/>
        <div class="frame">
            <nav::Nav/>
            <main id="main" tabindex="-1">
                <notices::Notices/>
                <progress::Reading/>
                {move || content(shown.get())}
                <empty::Inputs/>
            </main>
        </div>
        <evidence::Evidence/>
        <div class="over" class:on=move || over.get() aria-hidden="true"><p>{t("松开，放入文件或文件夹")}</p></div>
    }
    .into_any()
}

/// What stands in the middle.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    Nothing,
    Empty,
    Page(Page),
}

fn content(shown: Shown) -> AnyView {
    match shown {
        Shown::Nothing => ().into_any(),
        Shown::Empty => empty::Empty().into_any(),
        Shown::Page(page) => pages::page(page),
    }
}

/// Keeps the root element's attributes and the title in step.
fn say_state(store: Store) {
    Effect::new(move |_| {
        dom::set_root("data-page", store.page.get().id());
        let origin = match store.origin.get() {
            Origin::Files => "files",
            Origin::Sample => "sample",
            Origin::Snapshot(..) => "snapshot",
        };
        dom::set_root("data-origin", origin);
        let town = store.view(|f| f.township.clone()).flatten();
        document().set_title(&town.map_or_else(|| t("格览").to_owned(), |t| say!("{t} · 格览", t)));
        // Last, so that whoever waits for the state finds the rest in place.
        dom::set_root("data-state", store.stage.get().id());
    });
}
