//! The hash of the address: which page it asks for, of what, for which period and village.

use crate::model::period::PeriodChoice;
use crate::text::percent;
use crate::view::pages::Page;
use crate::view::place_ref::{PlaceRef, hash_of};

/// What a hash asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Address {
    /// A page of what is loaded (`#/grids`; also an empty or unknown hash).
    Page(Route),
    /// The sample, and the page to show of it (`#sample`, `#sample&/grids`).
    Sample(Route),
    /// A snapshot's text, and the page to show of it (`#s=…`, `#s=…&/grids`).
    Snapshot(String, Route),
}

/// A page, with the place of [`Page::Place`], the period and the village (`grids?period=2024-H1&village=三都村`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Route {
    /// The page.
    pub page: Page,
    /// The place that it shows.
    pub place: Option<PlaceRef>,
    /// The period; `None` if the hash does not say it.
    pub period: Option<PeriodChoice>,
    /// The village that filters tables; `None` if the hash does not say it.
    pub village: Option<String>,
}

impl From<Page> for Route {
    fn from(page: Page) -> Self {
        Self { page, ..Self::default() }
    }
}

impl Route {
    /// Reads what follows the `/` of a hash.
    fn from_path(path: &str) -> Self {
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let mut route = match PlaceRef::from_path(path) {
            Some(place) => Self { page: Page::Place, place: Some(place), ..Self::default() },
            None => Page::from_id(path).unwrap_or_default().into(),
        };
        for pair in query.split('&') {
            match pair.split_once('=') {
                Some(("period", id)) => route.period = PeriodChoice::from_id(id),
                Some(("village", name)) => {
                    route.village = Some(percent::unescape(name)).filter(|name| !name.is_empty());
                }
                _ => {}
            }
        }
        route
    }

    fn path(&self) -> String {
        let mut path = match &self.place {
            Some(place) if self.page == Page::Place => place.path(),
            _ => self.page.id().to_owned(),
        };
        let period = self.period.map(|p| format!("period={}", p.id()));
        let village = self.village.as_ref().map(|v| format!("village={}", percent::escape(v)));
        for (i, part) in period.into_iter().chain(village).enumerate() {
            path.push(if i == 0 { '?' } else { '&' });
            path.push_str(&part);
        }
        path
    }
}

impl Address {
    /// Reads a hash, with or without its `#`.
    pub fn parse(hash: &str) -> Self {
        let hash = hash.strip_prefix('#').unwrap_or(hash);
        if let Some(rest) = hash.strip_prefix("s=") {
            let (text, page) = rest.split_once("&/").unwrap_or((rest, ""));
            return Self::Snapshot(text.to_owned(), Route::from_path(page));
        }
        if hash == "sample" {
            return Self::Sample(Route::default());
        }
        if let Some(path) = hash.strip_prefix("sample&/") {
            return Self::Sample(Route::from_path(path));
        }
        Self::Page(hash.strip_prefix('/').map(Route::from_path).unwrap_or_default())
    }

    /// Returns the hash that asks for it.
    pub fn hash(&self) -> String {
        match self {
            Self::Page(route) => hash_of(&route.path(), None),
            Self::Sample(route) => format!("#sample&/{}", route.path()),
            Self::Snapshot(text, route) => hash_of(&route.path(), Some(text)),
        }
    }
}

/// Returns the hash of a page; an open snapshot stays in it, so that a reload keeps it.
pub fn hash(page: Page, snapshot: Option<&str>) -> String {
    hash_of(page.id(), snapshot)
}
