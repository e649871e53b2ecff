//! A picture with its data table and its files. The drawing is as wide as its place, so its words keep their size.

use super::evidence;
use super::roving_focus::roving_focus;
use super::tools;
use crate::app::browser::dom;
use crate::app::browser::dom::download_blob;
use crate::app::store::{Store, store};
use gelan::export::file_table::{FileCell, FileColumn, FileTable};
use gelan::text::{say, t};
use gelan::view::picture::{Lead, Picture, PictureTable};
use leptos::html::Div;
use leptos::prelude::*;
use std::sync::Arc;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::Element;

/// How wide a file is, in CSS pixels; as PNG twice that.
const FILE: f64 = 760.0;

/// The picture under a title line of its own, which says `more` after title and note.
pub fn titled(picture: Picture, more: impl IntoView + 'static) -> AnyView {
    let note = picture.note.clone();
    let title = view! { <h2>{picture.title.clone()}</h2><small>{note}</small>{more} }.into_any();
    drawn(picture, Some(title), None)
}

/// The picture, under a title that the page writes.
pub fn picture(picture: Picture) -> AnyView {
    drawn(picture, None, None)
}

/// `body` with title, note and files of a picture of the same figures.
pub fn beside(picture: Picture, body: AnyView) -> AnyView {
    let title = view! { <h2>{picture.title.clone()}</h2><small>{picture.note.clone()}</small> }.into_any();
    drawn(picture, Some(title), Some(body))
}

/// The drawing, as wide as its place.
fn field(store: Store, picture: Arc<Picture>) -> AnyView {
    let field = NodeRef::<Div>::new();
    let width = RwSignal::new(0.0);
    observe(field, width);
    let drawn = {
        let picture = Arc::clone(&picture);
        Memo::new_with_compare(
            move |_| {
                let width = width.get();
                (width > 0.0).then(|| picture.drawn(width))
            },
            |a, b| a != b,
        )
    };
    let press = move |event: &web_sys::Event| {
        let lead = mark_at(event)
            .and_then(|at| drawn.with_untracked(|d| d.as_ref().and_then(|d| d.leads.get(at).cloned())));
        lead.map(|lead| follow(store, lead)).is_some()
    };
    let click = move |event: web_sys::MouseEvent| {
        press(&event);
    };
    let keys = move |event: web_sys::KeyboardEvent| {
        let key = event.key();
        if (matches!(key.as_str(), "Enter" | " ") && press(&event)) || walk(&event_target(&event), &key) {
            event.prevent_default();
        }
    };
    let help = format!("{}。{}", picture.description, t("按回车进入，用方向键走到一个数，再按回车看来源"));
    view! {
        <div class="field" node_ref=field role="group" tabindex="0" aria-label=help on:click=click on:keydown=keys
            inner_html=move || drawn.with(|d| d.as_ref().map(|d| d.svg.clone()).unwrap_or_default())></div>
    }
    .into_any()
}

fn drawn(picture: Picture, title: Option<AnyView>, body: Option<AnyView>) -> AnyView {
    let store = store();
    let picture = Arc::new(picture);
    let body = body.unwrap_or_else(|| field(store, Arc::clone(&picture)));
    let open_table = RwSignal::new(false);
    let name = picture.title.clone();
    let kept = StoredValue::new(Arc::clone(&picture));
    let mut files = tools::table_files(store, name.clone(), move || kept.with_value(|p| as_file(&p.table)));
    files.push(("png", Callback::new(move |()| kept.with_value(|p| save_png(store, p)))));
    files.push(("svg", Callback::new(move |()| kept.with_value(|p| save_svg(store, p)))));
    let table = {
        let picture = Arc::clone(&picture);
        move || open_table.get().then(|| data(store, &picture))
    };
    let label = format!("{}（{name}）", t("数据表"));
    let tools = view! {
        <button data-tool="table" aria-label=label aria-expanded=move || open_table.get().to_string()
            on:click=move |_| open_table.update(|o| *o = !*o)>{t("数据表")}</button>
        {tools::save_as(&name, files)}
    };
    view! {
        <figure class="picture" data-picture=picture.id>
            {tools::head(title, tools)}
            {body}
            {table}
        </figure>
    }
    .into_any()
}

/// The data of a picture, for a file.
fn as_file(table: &PictureTable) -> FileTable {
    let row = |(cells, _): &(Vec<String>, Option<Lead>)| cells.iter().map(FileCell::from).collect();
    FileTable {
        columns: table.head.iter().map(FileColumn::text).collect(),
        rows: table.rows.iter().map(row).collect(),
        total: None,
    }
}

fn follow(store: Store, lead: Lead) {
    match lead {
        Lead::Figure(subject) => evidence::open(store, subject),
        Lead::Place(place) => dom::set_hash(&store.place_href(&place)),
    }
}

fn data(store: Store, picture: &Picture) -> AnyView {
    let head = picture.table.head.iter().map(|h| view! { <th scope="col">{h.clone()}</th> }).collect_view();
    let row = |(cells, lead): &(Vec<String>, Option<Lead>)| {
        let last = cells.len().saturating_sub(1);
        let cells = cells.iter().enumerate().map(|(i, text)| {
            let text = text.clone();
            match (i, lead) {
                (0, _) => view! { <th scope="row">{text}</th> }.into_any(),
                (i, Some(Lead::Figure(subject))) if i == last => {
                    view! { <td>{evidence::figure(store, subject.clone(), "", text)}</td> }.into_any()
                }
                (i, Some(Lead::Place(place))) if i == last => {
                    let href = store.place_href(place);
                    view! { <td><a href=href>{text}</a></td> }.into_any()
                }
                _ => view! { <td>{text}</td> }.into_any(),
            }
        });
        view! { <tr>{cells.collect_view()}</tr> }
    };
    let rows = picture.table.rows.iter().map(row).collect_view();
    let label = say!("{title}的数据", title = picture.title);
    view! {
        <div class="data" tabindex="0" role="region" aria-label=label>
            <table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>
        </div>
    }
    .into_any()
}

/// The mark that an event is about.
fn mark_at(event: &web_sys::Event) -> Option<usize> {
    let mark = event.target()?.dyn_into::<Element>().ok()?.closest("[data-mark]").ok()??;
    mark.get_attribute("data-mark")?.parse().ok()
}

/// Takes the focus from mark to mark, and into the drawing; whether there was a way to go.
fn walk(from: &Element, key: &str) -> bool {
    let field = from.closest(".field").ok().flatten();
    field.is_some_and(|field| roving_focus(&field, "[data-mark]", key, false))
}

/// Keeps the width of the place in a signal.
fn observe(field: NodeRef<Div>, width: RwSignal<f64>) {
    Effect::new(move |_| {
        let Some(element) = field.get() else { return };
        width.set(f64::from(element.client_width()));
        let watched = element.clone();
        let changed = Closure::<dyn FnMut()>::new(move || {
            let now = f64::from(watched.client_width());
            // Not at once: drawing anew inside the observer would be seen as a loop.
            gloo::timers::callback::Timeout::new(0, move || {
                if now > 0.0 && width.try_get_untracked().is_some_and(|before| before != now) {
                    width.set(now);
                }
            })
            .forget();
        });
        let Ok(observer) = web_sys::ResizeObserver::new(changed.as_ref().unchecked_ref()) else { return };
        observer.observe(&element);
        let kept = StoredValue::new_local((observer, changed));
        on_cleanup(move || {
            let _ = kept.try_with_value(|(observer, _)| observer.disconnect());
        });
    });
}

/// The picture as it is saved: without names of persons.
fn file(store: Store, picture: &Picture) -> String {
    let veil = store.figures.with_untracked(|f| f.as_ref().map(|f| f.veil_of_persons()).unwrap_or_default());
    picture.veiled_file(FILE, &store.about(), &veil)
}

/// Saves it as SVG.
pub fn save_svg(store: Store, picture: &Picture) {
    dom::download(&store.named(&picture.title, "svg"), &file(store, picture));
}

/// Saves it as PNG.
pub fn save_png(store: Store, picture: &Picture) {
    let name = store.named(&picture.title, "png");
    let svg = file(store, picture);
    leptos::task::spawn_local(async move {
        match dom::png(&svg, 2.0).await {
            Some(blob) => download_blob(&name, &blob),
            None => store.tell(t("这个浏览器不能生成 PNG，请下载 SVG"), true),
        }
    });
}
