//! Which town each file is of, where files of several are loaded.

use super::{FileId, LoadedFile};
use crate::input::file::FileReport;
use crate::input::recognise::TableInfo;
use crate::input::value::township_in;
use crate::model::kind::Kind;
use crate::order::Gather as _;
use std::collections::{BTreeMap, BTreeSet};

/// A file, or of a zip a file inside it.
type Unit = (FileId, String);

/// What names a unit's town.
#[derive(Default)]
struct UnitNames {
    /// Its folder, and the folders around it.
    folder: String,
    /// The township that most titles and names have, else that of the innermost folder that names one.
    town: Option<String>,
    /// Whether it lists places.
    lists: bool,
}

impl UnitNames {
    fn new<'a>(path: &str, named: impl Iterator<Item = &'a str>, lists: bool) -> Self {
        let mut votes: BTreeMap<&str, usize> = BTreeMap::new();
        named.for_each(|name| *votes.entry(name).or_default() += 1);
        let voted = votes.iter().max_by_key(|(name, n)| (**n, std::cmp::Reverse(**name)));
        let folder = || path.rsplit('/').skip(1).find_map(|part| township_in(part).map(str::to_owned));
        Self {
            folder: path.rsplit_once('/').map(|(folder, _)| folder.to_owned()).unwrap_or_default(),
            town: voted.map(|(name, _)| (*name).to_owned()).or_else(folder),
            lists,
        }
    }
}

/// The units of a file.
fn units(id: FileId, report: &FileReport) -> Vec<(Unit, UnitNames)> {
    let lists =
        |table: &TableInfo| matches!(table.kind, Some(Kind::Villages | Kind::Grids)) && !table.waits();
    if report.tables.iter().all(|t| t.inner_file.is_empty()) {
        let named = report.townships.iter().map(String::as_str);
        return vec![(
            (id, String::new()),
            UnitNames::new(&report.name, named, report.tables.iter().any(lists)),
        )];
    }
    let inner: BTreeSet<&str> = report.tables.iter().map(|t| t.inner_file.as_str()).into_set();
    let names = |inner: &str| {
        let own: Vec<&TableInfo> = report.tables.iter().filter(|t| t.inner_file == inner).collect();
        let titles = own.iter().filter_map(|t| t.title.as_deref());
        let texts = titles.chain(own.iter().map(|t| t.sheet.as_str())).chain(inner.rsplit('/').take(1));
        let path = format!("{}/{inner}", report.name);
        UnitNames::new(&path, texts.filter_map(township_in), own.iter().any(|t| lists(t)))
    };
    inner.into_iter().map(|inner| ((id, inner.to_owned()), names(inner))).collect()
}

/// Returns each unit's town if the files are of several, that is if two towns each have a list of places. A unit that
/// names no town goes with the only town that its folder has; `None` if there is none.
pub(super) fn towns(files: &BTreeMap<FileId, LoadedFile>) -> Option<BTreeMap<Unit, Option<String>>> {
    let units: Vec<(Unit, UnitNames)> =
        files.iter().flat_map(|(id, file)| units(*id, &file.report)).collect();
    let listed: BTreeSet<&String> =
        units.iter().filter(|(_, u)| u.lists).filter_map(|(_, u)| u.town.as_ref()).into_set();
    if listed.len() < 2 {
        return None;
    }
    let mut folders: BTreeMap<&str, BTreeSet<&String>> = BTreeMap::new();
    for (_, unit) in &units {
        if let (Some(town), false) = (&unit.town, unit.folder.is_empty()) {
            folders.entry(&unit.folder).or_default().insert(town);
        }
    }
    let by_folder = |unit: &UnitNames| {
        let known = folders.get(unit.folder.as_str())?;
        known.first().filter(|_| known.len() == 1).map(|town| (*town).clone())
    };
    Some(units.iter().map(|(key, u)| (key.clone(), u.town.clone().or_else(|| by_folder(u)))).into_map())
}
