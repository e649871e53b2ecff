//! One component a page. A new one is a module and a line of [`page`].

pub mod activities;
pub mod coverage;
pub mod data;
pub mod draft;
pub mod grids;
pub mod mappings;
pub mod one_file;
pub mod overview;
pub mod person;
pub mod place;
pub mod representatives;
pub mod rollup;
pub mod settings;
pub mod tables;
pub mod trends;
pub mod village_targets;
pub mod work;
pub mod workload;

use gelan::view::pages::Page;
use leptos::prelude::*;

/// The component of a page.
pub fn page(page: Page) -> AnyView {
    match page {
        Page::Overview => overview::Overview().into_any(),
        Page::Coverage => coverage::Coverage().into_any(),
        Page::Grids => grids::Grids().into_any(),
        Page::Representatives => representatives::Representatives().into_any(),
        Page::Activities => activities::Activities().into_any(),
        Page::Work => work::Work().into_any(),
        Page::Trends => trends::Trends().into_any(),
        Page::Draft => draft::DraftPage().into_any(),
        Page::Rollup => rollup::Rollup().into_any(),
        Page::Data => data::Data().into_any(),
        Page::Settings => settings::Settings().into_any(),
        Page::Place => place::PlacePage().into_any(),
    }
}
