//! The listed villages that the words around a table name.

use super::places::Places;
use super::source::SourceTable;
use crate::input::value::{squeeze, stem, village_key};
use crate::order::Gather as _;

use crate::model::site::SiteSource;
use std::collections::BTreeSet;

/// Before a village's name they make another one's (上三都村).
const PREFIXES: [char; 15] =
    ['上', '下', '大', '小', '东', '西', '南', '北', '中', '前', '后', '新', '老', '内', '外'];
/// Offices that end a village's name.
const OFFICES: [&str; 4] = ["居民委员会", "居委会", "村民委员会", "村委会"];

/// Words that end like a village's name.
const NO_VILLAGES: [&str; 8] =
    ["行政村", "自然村", "各行政村", "全部村", "村社区", "各社区", "建制村", "中心村"];

/// The full name that is all of the name of a table's sheet, file or folder, or of who reports: the village of a list of
/// grids, there being no list of villages.
pub fn only_village(places: &Places, table: &SourceTable<'_>) -> Option<String> {
    let unit = table.words.unit.rsplit(['：', ':']).next().unwrap_or_default();
    let paths = [table.inner_file, table.file].into_iter().flat_map(|path| path.rsplit(['/', '\\']));
    let words =
        [table.sheet, unit].into_iter().chain(paths.map(|name| name.split('.').next().unwrap_or(name)));
    let full = |name: &String| {
        stem(name).chars().count() >= 2
            && stem(name).len() < name.len()
            && !NO_VILLAGES.contains(&name.as_str())
    };
    let name = |text: &str| {
        let text = places.without_township(&squeeze(text));
        let name = text.rsplit('/').next().unwrap_or_default();
        name.chars().all(is_han).then(|| village_key(name)).filter(full)
    };
    words.into_iter().find_map(name)
}

fn is_han(c: char) -> bool {
    ('\u{4E00}'..='\u{9FFF}').contains(&c)
}

/// The words around a table, each with the villages that it names; the nearest first, those that name none left out.
pub fn named_around(places: &Places, table: &SourceTable<'_>) -> Vec<(SiteSource, BTreeSet<u32>)> {
    let mut words = vec![
        (SiteSource::Title, table.words.title),
        (SiteSource::Sheet, table.sheet),
        (SiteSource::Unit, table.words.unit),
    ];
    for path in [table.inner_file, table.file].into_iter().filter(|path| !path.is_empty()) {
        let mut parts = path.rsplit(['/', '\\']);
        let name = parts.next().unwrap_or_default();
        words.push((SiteSource::File, name.rsplit_once('.').map_or(name, |(stem, _)| stem)));
        words.extend(parts.map(|folder| (SiteSource::Folder, folder)));
    }
    let named = words.into_iter().map(|(source, text)| (source, villages_in(places, text)));
    named.filter(|(_, villages)| !villages.is_empty()).collect()
}

/// The one village that an address names.
pub fn village_of_address(places: &Places, address: &str) -> Option<u32> {
    let villages = if address.is_empty() { BTreeSet::new() } else { villages_in(places, address) };
    villages.first().copied().filter(|_| villages.len() == 1)
}

/// The villages that a free text names: by their full names anywhere, by a stem only where nothing stands beside it.
fn villages_in(places: &Places, text: &str) -> BTreeSet<u32> {
    let text = places.without_township(&squeeze(text));
    let mut found: Vec<(usize, usize, u32)> = Vec::new();
    for (name, index) in places.names() {
        found.extend(text.match_indices(name).map(|(at, _)| (at, at + name.len(), index)));
    }
    let within = |(from, to, _): &(usize, usize, u32)| {
        found.iter().any(|(start, end, _)| start <= from && to <= end && end - start > to - from)
    };
    let goes_on = |(from, to, _): &(usize, usize, u32)| {
        let before = text.get(..*from).and_then(|before| before.chars().next_back());
        // 栗坪村等 names others that do not stand there.
        before.is_some_and(|c| PREFIXES.contains(&c))
            || text.get(*to..).is_some_and(|rest| rest.starts_with('等'))
    };
    let whole = found.iter().filter(|hit| !within(hit) && !goes_on(hit)).map(|(.., index)| *index);
    let mut villages: BTreeSet<u32> = whole.into_set();
    for part in text.split(|c| !is_han(c)).filter(|part| part.chars().count() > 1) {
        let office = OFFICES.iter().find_map(|office| Some(part.find(office)? + office.len()));
        let name = office.and_then(|end| part.get(..end)).unwrap_or(part);
        villages.extend(places.village(&village_key(name)).map(|found| found.index));
    }
    villages
}
