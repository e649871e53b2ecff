//! What the address's hash asks for.

use crate::model::body::Body;
use crate::model::period::PeriodChoice;
use crate::text::{percent, t};

/// A place that is looked at by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A village, by name.
    Village(String),
    /// A grid: its village, and its canonical name inside it.
    Grid(String, String),
    /// A representative: the body, and the name.
    Person(Body, String),
}

impl Place {
    fn path(&self) -> String {
        match self {
            Self::Village(village) => format!("place/{}", percent::escape(village)),
            Self::Grid(village, grid) => {
                format!("place/{}/{}", percent::escape(village), percent::escape(grid))
            }
            Self::Person(body, name) => {
                format!("person/{}/{}", percent::escape(body.title()), percent::escape(name))
            }
        }
    }

    fn from_path(path: &str) -> Option<Self> {
        if let Some(person) = path.strip_prefix("person/") {
            let (body, name) = person.split_once('/')?;
            let (body, name) = (Body::named_in(&percent::unescape(body))?, percent::unescape(name));
            return (!name.is_empty()).then_some(Self::Person(body, name));
        }
        let mut names = path.strip_prefix("place/")?.splitn(2, '/').map(percent::unescape);
        let village = names.next().filter(|v| !v.is_empty())?;
        Some(match names.next() {
            Some(grid) => Self::Grid(village, grid),
            None => Self::Village(village),
        })
    }
}

/// A page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Page {
    /// 总览.
    #[default]
    Overview,
    /// 覆盖.
    Coverage,
    /// 网格负荷.
    Grids,
    /// 代表履职.
    Representatives,
    /// 三治活动.
    Activities,
    /// 趋势.
    Trends,
    /// 核稿.
    Draft,
    /// 对比与汇总: other snapshots.
    Rollup,
    /// 数据.
    Data,
    /// A place by itself, which no navigation lists.
    Place,
    /// 设置.
    Settings,
}

impl Page {
    /// All, in the order of the navigation.
    pub const ALL: [Self; 10] = [
        Self::Overview,
        Self::Coverage,
        Self::Grids,
        Self::Representatives,
        Self::Activities,
        Self::Trends,
        Self::Draft,
        Self::Rollup,
        Self::Data,
        Self::Settings,
    ];

    /// The name in hashes and attributes.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Overview => "overview",
            Self::Coverage => "coverage",
            Self::Grids => "grids",
            Self::Representatives => "representatives",
            Self::Activities => "activities",
            Self::Trends => "trends",
            Self::Draft => "draft",
            Self::Rollup => "rollup",
            Self::Data => "data",
            Self::Place => "place",
            Self::Settings => "settings",
        }
    }

    /// The name on the page.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Overview => t("总览"),
            Self::Coverage => t("覆盖"),
            Self::Grids => t("网格负荷"),
            Self::Representatives => t("代表履职"),
            Self::Activities => t("三治活动"),
            Self::Trends => t("趋势"),
            Self::Draft => t("核稿"),
            Self::Rollup => t("对比与汇总"),
            Self::Data => t("数据"),
            Self::Place => t("村和网格"),
            Self::Settings => t("设置"),
        }
    }

    fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|p| p.id() == id)
    }
}

/// What a hash says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// A page of what is loaded (`#/grids`; also an empty or unknown hash).
    Page(Spot),
    /// The sample, and the page to show of it (`#sample`, `#sample&/grids`).
    Sample(Spot),
    /// A snapshot's text, and the page to show of it (`#s=…`, `#s=…&/grids`).
    Snapshot(String, Spot),
}

/// A page, with the place of [`Page::Place`], and what is shown there (`grids?period=2024-H1&village=三都村`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spot {
    /// The page.
    pub page: Page,
    /// The place that it shows.
    pub place: Option<Place>,
    /// The period; `None` where the hash does not say it.
    pub period: Option<PeriodChoice>,
    /// The village that tables are filtered by; `None` where the hash does not say it.
    pub village: Option<String>,
}

impl From<Page> for Spot {
    fn from(page: Page) -> Self {
        Self { page, ..Self::default() }
    }
}

impl Spot {
    /// What stands behind the `/` of a hash.
    fn from_path(path: &str) -> Self {
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let mut spot = match Place::from_path(path) {
            Some(place) => Self { page: Page::Place, place: Some(place), ..Self::default() },
            None => Page::from_id(path).unwrap_or_default().into(),
        };
        for pair in query.split('&') {
            match pair.split_once('=') {
                Some(("period", id)) => spot.period = PeriodChoice::from_id(id),
                Some(("village", name)) => {
                    spot.village = Some(percent::unescape(name)).filter(|name| !name.is_empty());
                }
                _ => {}
            }
        }
        spot
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

impl Route {
    /// Reads a hash, with or without its `#`.
    #[must_use]
    pub fn parse(hash: &str) -> Self {
        let hash = hash.strip_prefix('#').unwrap_or(hash);
        if let Some(rest) = hash.strip_prefix("s=") {
            let (text, page) = rest.split_once("&/").unwrap_or((rest, ""));
            return Self::Snapshot(text.to_owned(), Spot::from_path(page));
        }
        if hash == "sample" {
            return Self::Sample(Spot::default());
        }
        if let Some(path) = hash.strip_prefix("sample&/") {
            return Self::Sample(Spot::from_path(path));
        }
        Self::Page(hash.strip_prefix('/').map(Spot::from_path).unwrap_or_default())
    }

    /// The hash that says it.
    #[must_use]
    pub fn hash(&self) -> String {
        match self {
            Self::Page(spot) => hash_of(&spot.path(), None),
            Self::Sample(spot) => format!("#sample&/{}", spot.path()),
            Self::Snapshot(text, spot) => hash_of(&spot.path(), Some(text)),
        }
    }
}

/// The hash of a page; a snapshot that is open stays in it, so that a reload keeps it.
#[must_use]
pub fn hash(page: Page, snapshot: Option<&str>) -> String {
    hash_of(page.id(), snapshot)
}

/// The hash of a place.
#[must_use]
pub fn place_hash(place: &Place, snapshot: Option<&str>) -> String {
    hash_of(&place.path(), snapshot)
}

fn hash_of(path: &str, snapshot: Option<&str>) -> String {
    match snapshot {
        Some(text) => format!("#s={text}&/{path}"),
        None => format!("#/{path}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_read_as_they_are_written() {
        for page in Page::ALL {
            assert_eq!(Route::parse(&hash(page, None)), Route::Page(page.into()));
            assert_eq!(
                Route::parse(&hash(page, Some("1Ab-_"))),
                Route::Snapshot("1Ab-_".into(), page.into())
            );
        }
        assert_eq!(Route::parse("#s=abc"), Route::Snapshot("abc".into(), Page::Overview.into()));
        assert_eq!(Route::parse("#sample"), Route::Sample(Spot::default()));
        assert_eq!(Route::parse("#sample&/grids"), Route::Sample(Page::Grids.into()));
        assert_eq!(Route::parse("#/nowhere"), Route::Page(Page::Overview.into()));
        assert_eq!(Route::parse(""), Route::Page(Page::Overview.into()));
        assert_eq!(Route::parse("#/place/"), Route::Page(Page::Overview.into()));
    }

    #[test]
    fn places_stand_in_the_hash() {
        for place in [
            Place::Village("三都村".into()),
            Place::Grid("三都村".into(), "三都村第1网格".into()),
            Place::Grid("A&B/村".into(), "100% #1 / 2".into()),
            Place::Person(Body::Congress, "王/一 #2".into()),
        ] {
            let spot = Spot { page: Page::Place, place: Some(place.clone()), ..Spot::default() };
            assert_eq!(Route::parse(&place_hash(&place, None)), Route::Page(spot.clone()));
            assert_eq!(Route::parse(&place_hash(&place, Some("x"))), Route::Snapshot("x".into(), spot));
        }
        let seen = "#/place/%E4%B8%89%E9%83%BD%E6%9D%91";
        let village =
            Spot { page: Page::Place, place: Some(Place::Village("三都村".into())), ..Spot::default() };
        assert_eq!(Route::parse(seen), Route::Page(village), "as browsers write it");
    }

    #[test]
    fn period_and_village_stand_in_the_hash() {
        let spot = Spot {
            page: Page::Grids,
            place: None,
            period: Some(PeriodChoice::Quarter(2024, 2)),
            village: Some("A&B=?村".into()),
        };
        for route in [
            Route::Page(spot.clone()),
            Route::Sample(spot.clone()),
            Route::Snapshot("1Ab-_".into(), Spot { period: None, ..spot }),
            Route::Page(Spot {
                page: Page::Place,
                place: Some(Place::Village("三都村".into())),
                ..Spot::default()
            }),
        ] {
            assert_eq!(Route::parse(&route.hash()), route, "{}", route.hash());
        }
        assert_eq!(
            Route::parse("#/grids?period=2024-13&village=&x=1&&"),
            Route::Page(Page::Grids.into()),
            "what is no period and no name is passed over"
        );
    }

    #[test]
    fn the_link_replaces_any_hash() {
        assert_eq!(
            crate::snapshot::carrier::link("file:///C:/格览.html#/grids", "x"),
            "file:///C:/格览.html#s=x"
        );
    }
}
