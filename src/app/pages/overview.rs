//! 总览.

use crate::app::browser::dom;
use crate::app::pages::one_file;
use crate::app::store::{Store, store};
use crate::app::widgets::asks::Waiting;
use crate::app::widgets::data_table::DataTable;
use crate::app::widgets::names::AskedNames;
use crate::app::widgets::picture::{picture, titled};
use crate::app::widgets::sentence::phrases;
use crate::app::widgets::{evidence, ratio};
use gelan::text::{say, t};
use gelan::view::pages::Page;
use gelan::view::pages::overview::{Overview as View, overview};
use gelan::view::parts::bodies;
use gelan::view::parts::map::map;
use gelan::view::parts::pictures;
use gelan::view::parts::shortfalls::{OverdueLine, Shortfall};
use gelan::view::parts::tiles::{Shade, shades, tiles};
use gelan::view::table::Filter;
use leptos::prelude::*;
use std::sync::Arc;

/// With no more villages than this, the grids stand below their table instead of below both columns.
const FEW: usize = 18;

/// The page.
#[component]
pub fn Overview() -> impl IntoView {
    let store = store();
    let view = Memo::new(move |_| {
        let figures = store.figures.get()?;
        let count = store.to_look_at();
        let town = store.town.get();
        Some(store.files.with(|files| overview(&figures, files, count, town.as_deref())))
    });
    Effect::new(move |_| {
        if store.view(|f| !f.has_lists() && f.sent.is_none()) == Some(true) {
            store.town_wanted.set(true);
        }
    });
    let villages = Memo::new(move |_| {
        view.with(|v| v.as_ref().map(|v| Arc::new(v.villages.clone())).unwrap_or_default())
    });
    let to = move |page: Page| store.href(page);
    let count = move || villages.with(|t| t.rows.len());
    let none = move || count() == 0 && view.with(|v| v.as_ref().is_none_or(|v| v.one.is_none()));
    view! {
        <Waiting/>
        {move || view.with(|v| v.as_ref().map(|v| top(store, v, &to(Page::Data))))}
        <AskedNames/>
        <div class="cols" class:few=move || (1..=FEW).contains(&count()) class:alone=none style=move || format!("--rows:{}", count().max(1))>
            <div class="stack">
                {move || view.with(|v| v.as_ref().and_then(|v| v.one.as_ref().map(|one| one_file::beside(store, one, months(v)))))}
                {move || view.with(|v| v.as_ref().map(|v| side(store, v, [Page::Grids, Page::Coverage, Page::Work].map(to))))}
            </div>
            <div class="stack" class:gone=none>
                {move || view.with(|v| v.as_ref().and_then(|v| v.one.as_ref()).map(|one| one_file::tables(&one.tables)))}
                <section class="panel byvillage" class:gone=move || count() == 0>
                    <DataTable id="villages" caption=t("各村覆盖") table=villages filter=Filter::default() whole=true
                        head=view! { <h2>{t("各村覆盖")}</h2><small>{t("%，底色越深，离目标越远")}</small>
                            <a href=move || to(Page::Coverage)>{move || say!("{} 村全部指标 →", count())}</a> }.into_any()/>
                </section>
            </div>
            <Grids/>
            {move || view.with(|v| v.as_ref().map(|v| below(v, [Page::Representatives, Page::Grids].map(to))))}
        </div>
        <p class="foot">{t("数据只在本机打开，不经网络。点任何一个数，可看口径和原始行。")}</p>
    }
}

fn top(store: Store, view: &View, data: &str) -> AnyView {
    let facts = view.facts.iter().map(|fact| view! { <span>{fact.clone()}</span> }).collect_view();
    let look = view.look.clone().map(|look| {
        let show = move |_| dom::reveal("lead");
        view! { <a id="look" href=data.to_owned() on:click=show>{look}</a> }
    });
    let read = (!view.read.is_empty())
        .then(|| view! { <span id="read" role="status">{view.read.clone()}{look}</span> });
    let counts = view.one.as_ref().map(|one| one_file::cards(store, one));
    let cards = view.cards.iter().map(ratio::card).collect_view();
    view! {
        <h1 id="sentence" class="say">{phrases(store, &view.sentence)}</h1>
        <p id="facts" class="facts">{facts}{read}</p>
        <h2 class="hidden">{t("主要指标")}</h2>
        <div class="cards">{counts}{cards}</div>
    }
    .into_any()
}

fn side(store: Store, view: &View, [grids, coverage, work]: [String; 3]) -> AnyView {
    let heaviest = view.one.is_none().then(|| heaviest(view, grids)).flatten();
    let gaps = (!view.gaps.is_empty()).then(|| {
        let items = view.gaps.iter().map(|g| gap(store, g)).collect_view();
        view! {
            <section id="gaps" class="panel">
                <div class="hd"><h2>{t("未达目标")}</h2><small>{t("差得多的在前")}</small><a href=coverage>{t("全部名单 →")}</a></div>
                <ul class="asks">{items}</ul>
            </section>
        }
    });
    let late = (!view.late.is_empty()).then(|| {
        let items = view.late.iter().map(|l| late(store, l)).collect_view();
        let all = view.late_of.clone().map(|(words, subject)| evidence::figure(store, subject, "", words));
        view! {
            <section id="late" class="panel">
                <div class="hd"><h2>{t("超期最久的诉求")}</h2><small>{all}{t("，点天数看那一件")}</small><a href=work>{t("待办 →")}</a></div>
                <ol class="late">{items}</ol>
            </section>
        }
    });
    view! { {gaps}{late}{heaviest} }.into_any()
}

fn heaviest(view: &View, grids: String) -> Option<AnyView> {
    view.heaviest.as_ref().map(|h| {
        let all = view! { <a href=grids>{say!("{} 个网格 →", h.of)}</a> };
        view! { <section class="panel">{titled(pictures::bars("heaviest", h), all)}</section> }.into_any()
    })
}

fn months(view: &View) -> Option<AnyView> {
    (!view.months.is_empty()).then(|| {
        view! {
            <section class="panel bymonth">
                {titled(pictures::months("visits-by-month", t("每月入户走访").to_owned(), t("户次"), &view.months), ())}
            </section>
        }
        .into_any()
    })
}

/// What stands below the villages: the bodies on one scale, and the months; these stand beside what one file tells, and the
/// heaviest loads here.
fn below(view: &View, [persons, grids]: [String; 2]) -> AnyView {
    let drawn = bodies::picture(&view.bodies).map(|mut drawn| {
        (drawn.title, drawn.note) = (t("代表履职").to_owned(), t("三类分开计算，不排名").to_owned());
        view! { <section class="panel inbrief">{titled(drawn, view! { <a href=persons>{t("逐人 →")}</a> })}</section> }
    });
    let last = if view.one.is_some() { heaviest(view, grids) } else { months(view) };
    view! { <div class="pair">{drawn}{last}</div> }.into_any()
}

fn gap(store: Store, gap: &Shortfall) -> AnyView {
    let more = (gap.more > 0).then(|| say!("，另有 {} 个", gap.more));
    view! {
        <li data-gap=gap.ratio.id>
            <p><b>{gap.ratio.title.clone()}</b>{evidence::figure(store, gap.subject.clone(), "look", gap.ratio.distance.clone())}</p>
            <p class="soft">{gap.names.join(t("、"))}{more}</p>
        </li>
    }
    .into_any()
}

fn late(store: Store, line: &OverdueLine) -> AnyView {
    let days = evidence::figure(store, line.subject.clone(), "look", line.days.clone());
    let due = (!line.deadline.is_empty()).then(|| {
        let mark = if line.case.is_empty() { "" } else { t("，") };
        view! { <span class="due">{mark}{say!("{} 到期", line.deadline)}</span> }
    });
    view! { <li><span>{line.place.clone()}</span><span class="soft">{line.case.clone()}{due}</span>{days}</li> }.into_any()
}

/// Every grid as a cell in its village.
#[component]
fn Grids() -> impl IntoView {
    let store = store();
    let shade = RwSignal::new(Shade::default());
    let known = Memo::new(move |_| store.view(shades).unwrap_or_default());
    let on = move || {
        let (known, wanted) = (known.get(), shade.get());
        if known.contains(&wanted) { Some(wanted) } else { known.first().copied() }
    };
    let options = move || {
        let on = on();
        let option = |s: Shade| view! { <option value=s.id() selected=on == Some(s)>{s.title()}</option> };
        known.get().into_iter().map(option).collect_view()
    };
    let change = move |event| {
        if let Some(wanted) = Shade::from_id(&event_target_value(&event)) {
            shade.set(wanted);
        }
    };
    let drawn = move || {
        let shade = on()?;
        store.figures.with(|f| {
            let f = f.as_ref()?;
            let mapped = store.map.with(|m| m.as_ref().map(|m| map(f, m, shade)));
            let mapped = mapped.map(|view| match view {
                None => {
                    view! { <p class="legend">{t("放入的地图里没有名单中的村或网格，核对名称（name）")}</p> }
                        .into_any()
                }
                Some(view) => {
                    let told = view.unmatched();
                    let told = (!told.is_empty()).then(|| view! { <p class="legend" data-map>{told}</p> });
                    view! { {picture(view.picture)}{told} }.into_any()
                }
            });
            let cells = tiles(f, shade).map(picture);
            Some(view! { {mapped}{cells} })
        })
    };
    view! {
        <section class="panel tooled tilemap" class:gone=move || known.with(Vec::is_empty)>
            <div class="hd"><h2>{t("各网格")}</h2><small>{t("一块一个网格，按村排列，点开看这一格")}</small>
                <select id="shade" aria-label=t("按什么着色") on:change=change>{options}</select></div>
            {drawn}
        </section>
    }
}
