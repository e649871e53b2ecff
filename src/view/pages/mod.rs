//! The pages: a module for each, which computes everything that it shows, and a row for each, from which the address,
//! the navigation, the frame and the print header take what they need.
//!
//! A new page is a module and a row here, and a component in `app/pages`.

pub mod activities;
pub mod coverage;
pub mod data;
pub mod draft;
pub mod grids;
pub mod one_file;
pub mod overview;
pub mod person;
pub mod place;
pub mod representatives;
pub mod rollup;
pub mod settings;
pub mod trends;
pub mod work;

use crate::text::{say, t};
use crate::view::place_ref::PlaceRef;

/// Where the navigation lists a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Navigation {
    /// Among the pages of figures.
    Main,
    /// Below the line.
    BelowLine,
    /// Not at all: links lead to it.
    Unlisted,
}

/// A row of the table of pages.
#[derive(Clone, Copy, Debug)]
pub struct PageRow {
    /// The name in addresses and attributes.
    pub id: &'static str,
    /// The name on the page, in Chinese.
    title: &'static str,
    /// Where the navigation lists it.
    pub navigation: Navigation,
    /// Whether it shows nothing as long as there are no figures.
    pub needs_figures: bool,
    /// Whether the village that is chosen filters its tables, so that the print header names the village.
    pub by_village: bool,
}

const fn row(id: &'static str, title: &'static str) -> PageRow {
    PageRow { id, title, navigation: Navigation::Main, needs_figures: true, by_village: false }
}

impl PageRow {
    const fn by_village(mut self) -> Self {
        self.by_village = true;
        self
    }

    const fn without_figures(mut self) -> Self {
        self.needs_figures = false;
        self
    }

    const fn in_navigation(mut self, navigation: Navigation) -> Self {
        self.navigation = navigation;
        self
    }
}

macro_rules! pages {
    ($($(#[$attribute:meta])* $page:ident: $row:expr,)*) => {
        /// A page.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        #[allow(missing_docs)]
        pub enum Page { $($(#[$attribute])* $page,)* }

        impl Page {
            /// All pages, in the order of the navigation.
            pub const ALL: &[Self] = &[$(Self::$page,)*];

            /// Returns the row of the page.
            pub const fn row(self) -> PageRow {
                match self { $(Self::$page => $row,)* }
            }
        }
    };
}

pages! {
    #[default]
    Overview: row("overview", "总览"),
    Coverage: row("coverage", "覆盖").by_village(),
    Grids: row("grids", "网格负荷").by_village(),
    Representatives: row("representatives", "代表履职").by_village(),
    Activities: row("activities", "三治活动").by_village(),
    Work: row("work", "待办").by_village(),
    Trends: row("trends", "趋势"),
    Draft: row("draft", "核稿").without_figures(),
    Rollup: row("rollup", "对比与汇总").without_figures(),
    Data: row("data", "数据").in_navigation(Navigation::BelowLine),
    Settings: row("settings", "设置").in_navigation(Navigation::BelowLine).without_figures(),
    Place: row("place", "村和网格").in_navigation(Navigation::Unlisted),
}

impl Page {
    /// Returns the name in addresses and attributes.
    pub fn id(self) -> &'static str {
        self.row().id
    }

    /// Returns the name on the page.
    pub fn title(self) -> &'static str {
        t(self.row().title)
    }

    /// Returns the page under which the navigation shows this one, of a `place` where it shows one: villages and grids under
    /// 覆盖, a person under 代表履职.
    pub fn listed_as(self, place: Option<&PlaceRef>) -> Self {
        match (self, place) {
            (Self::Place, Some(PlaceRef::Person(..))) => Self::Representatives,
            (Self::Place, _) => Self::Coverage,
            (page, _) => page,
        }
    }

    /// Returns the pages that the navigation lists at a place, in its order.
    pub fn listed(navigation: Navigation) -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(move |page| page.row().navigation == navigation)
    }

    /// Returns the page whose address is `id`; [`Page::Place`] has none of its own.
    pub(in crate::view) fn from_id(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|page| page.id() == id && *page != Self::Place)
    }

    /// Returns the heading of the printed page for the township `town`, which may be empty.
    pub(in crate::view) fn paper_title(self, town: &str) -> String {
        match self {
            Self::Overview => say!("{town}基层治理总览", town),
            _ if town.is_empty() => t("格览").to_owned(),
            _ => town.to_owned(),
        }
    }
}
