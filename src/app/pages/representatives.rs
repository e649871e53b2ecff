//! 代表履职.

use crate::app::store::{Origin, store};
use crate::app::widgets::bodies as widgets;
use crate::app::widgets::data_table::{DataTable, Filters, filter};
use crate::app::widgets::picture::titled;
use gelan::model::body::Body;
use gelan::text::t;
use gelan::view::pages::representatives::persons;
use gelan::view::parts::bodies::{self, bodies as views};
use leptos::prelude::*;

/// The page: the bodies apart, then the people of one of them in the order of the roster.
#[component]
pub fn Representatives() -> impl IntoView {
    let store = store();
    let body = RwSignal::new(Body::Party);
    let text = RwSignal::new(String::new());
    let people = store.table(move |f| persons(f, body.get()));
    let all = move || {
        store.view(views).map(|list| {
            if list.is_empty() {
                view! { <p class="nothing">{t("没有代表的表。放入“代表委员名册”“履职登记”“意见建议办理”后，这里分三类列出。")}</p> }
                    .into_any()
            } else {
                let drawn = bodies::picture(&list).map(|drawn| titled(drawn, ()));
                view! { <section class="panel">{drawn}{widgets::table(store, &list)}</section> }.into_any()
            }
        })
    };
    let choose = move |b: Body| {
        let pressed = move || (body.get() == b).to_string();
        view! { <button data-body=b.title() aria-pressed=pressed on:click=move |_| body.set(b)>{b.label()}</button> }
    };
    let without = move || matches!(store.origin.get(), Origin::Snapshot(..));
    let any = move || store.view(|f| !f.persons.is_empty()).unwrap_or(false);
    view! {
        <div class="title"><h1>{t("代表履职")}</h1><small>{t("三类代表分开计算，互不相加，也不排名")}</small></div>
        {all}
        {move || (without() && !any()).then(|| view! { <p class="nothing">{t("快照不含个人姓名和个人数字。")}</p> })}
        <section class="panel" class:gone=move || !any()>
            <DataTable id="persons" caption=t("代表逐人履职") table=people filter=filter(text)
                head=view! { <h2>{t("逐人")}</h2><small>{t("按名册顺序；事项不足 5 件的，比例仅供参考")}</small> }.into_any()
                above=view! {
                    <div class="filters">
                        <div id="person-bodies" class="pick" role="group" aria-label=t("哪一类代表")>
                            {Body::ALL.into_iter().map(choose).collect_view()}
                        </div>
                        <Filters table=people text=text hint=t("姓名或村名")/>
                    </div>
                }.into_any()/>
            <p class="soft">{t("线为 95% 区间，点为解决比例，空心的不足 5 件；低得不像碰巧的用红色。在任：名册任期落在期内的月数。点姓名看本人的一页。")}</p>
        </section>
    }
}
