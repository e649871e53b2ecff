//! Files of several towns in one session: each town is read by its own lists, and they are joined as a county.

use super::{Computed, EvidenceOf, FileId, Session};
use crate::count::Tally;
use crate::count::county::{join, within};
use crate::figures::trends::Trends;
use crate::figures::{Figures, Setting, Subject, present};
use crate::input::file::{FileReading, FileReport};
use crate::input::recognise::TableInfo;
use crate::input::value::township_in;
use crate::model::cell::Day;
use crate::model::finding::{Code, Finding, FindingPlace};
use crate::model::kind::Kind;
use crate::model::period::Period;
use crate::model::period::PeriodChoice;
use crate::model::place::GridKey;
use crate::say;
use crate::session::rollup::hull;
use crate::text::t;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

/// A file, or of a zip a file inside it.
type Unit = (FileId, String);

/// What tells a unit's town.
#[derive(Default)]
struct Told {
    /// Its folder, and the folders around it.
    folder: String,
    /// The township that most titles and names tell, else the innermost folder that names one.
    town: Option<String>,
    /// Whether it lists places.
    lists: bool,
}

impl Told {
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
fn units(id: FileId, report: &FileReport) -> Vec<(Unit, Told)> {
    let lists = |table: &TableInfo| matches!(table.kind, Some(Kind::Villages | Kind::Grids));
    if report.tables.iter().all(|t| t.inner_file.is_empty()) {
        let named = report.townships.iter().map(String::as_str);
        return vec![((id, String::new()), Told::new(&report.name, named, report.tables.iter().any(lists)))];
    }
    let inner: BTreeSet<&str> = report.tables.iter().map(|t| t.inner_file.as_str()).collect();
    let told = |inner: &str| {
        let own: Vec<&TableInfo> = report.tables.iter().filter(|t| t.inner_file == inner).collect();
        let titles = own.iter().filter_map(|t| t.title.as_deref());
        let texts = titles.chain(own.iter().map(|t| t.sheet.as_str())).chain(inner.rsplit('/').take(1));
        let path = format!("{}/{inner}", report.name);
        Told::new(&path, texts.filter_map(township_in), own.iter().any(|t| lists(t)))
    };
    inner.into_iter().map(|inner| ((id, inner.to_owned()), told(inner))).collect()
}

/// Each unit's town, where the files are of several: where two towns each have a list of places. Those that do not say
/// go with the town of what lies in their folder; `None` is of those that nothing tells.
fn towns(files: &BTreeMap<FileId, FileReading>) -> Option<BTreeMap<Unit, Option<String>>> {
    let told: Vec<(Unit, Told)> = files.iter().flat_map(|(id, file)| units(*id, &file.report)).collect();
    let listed: BTreeSet<&String> =
        told.iter().filter(|(_, t)| t.lists).filter_map(|(_, t)| t.town.as_ref()).collect();
    if listed.len() < 2 {
        return None;
    }
    let mut folders: BTreeMap<&str, BTreeSet<&String>> = BTreeMap::new();
    for (_, unit) in &told {
        if let (Some(town), false) = (&unit.town, unit.folder.is_empty()) {
            folders.entry(&unit.folder).or_default().insert(town);
        }
    }
    let by_folder = |unit: &Told| {
        let known = folders.get(unit.folder.as_str())?;
        known.first().filter(|_| known.len() == 1).map(|town| (*town).clone())
    };
    Some(told.iter().map(|(key, t)| (key.clone(), t.town.clone().or_else(|| by_folder(t)))).collect())
}

/// The records of a zip's files that are of one town. The report stays whole, so that tables keep their numbers.
fn part_of(file: &FileReading, inner: &BTreeSet<&str>) -> FileReading {
    let own = |table: u32| {
        let table = usize::try_from(table).ok().and_then(|at| file.report.tables.get(at));
        table.is_some_and(|t| inner.contains(t.inner_file.as_str()))
    };
    let records = file.records.iter().filter(|(table, _)| own(*table)).cloned().collect();
    FileReading { report: file.report.clone(), records }
}

fn town_alone() -> Session {
    Session { is_part: true, ..Session::default() }
}

impl Session {
    /// Takes every file back out of its town, and puts zips together again.
    pub(super) fn gather(&mut self) {
        for (_, part) in std::mem::take(&mut self.parts) {
            for (id, file) in part.files {
                match self.files.entry(id) {
                    Entry::Vacant(free) => _ = free.insert(file),
                    Entry::Occupied(mut known) => {
                        let records = &mut known.get_mut().records;
                        records.extend(file.records);
                        records.sort_by_key(|(table, _)| *table);
                    }
                }
            }
        }
    }

    /// Puts the files to their towns where they are of several, under the towns' names.
    pub(super) fn arrange(&mut self) {
        let Some(towns) = towns(&self.files) else { return };
        let mut of_file: BTreeMap<FileId, BTreeMap<Option<&String>, BTreeSet<&str>>> = BTreeMap::new();
        for ((id, inner), town) in &towns {
            of_file.entry(*id).or_default().entry(town.as_ref()).or_default().insert(inner);
        }
        for (id, of_town) in of_file {
            let Some(file) = self.files.remove(&id) else { continue };
            let mut put = |town: Option<&String>, part: FileReading| {
                // A file of no known town stays here, and counts nowhere.
                let files = match town {
                    Some(town) => &mut self.parts.entry(town.clone()).or_insert_with(town_alone).files,
                    None => &mut self.files,
                };
                files.insert(id, part);
            };
            match of_town.len() {
                1 => put(of_town.into_keys().next().flatten(), file),
                _ => of_town.into_iter().for_each(|(town, inner)| put(town, part_of(&file, &inner))),
            }
        }
    }

    /// Computes each town, and all together.
    pub(super) fn compute_towns(&mut self, choice: PeriodChoice, today: Day) -> (Tally, Computed) {
        let mut findings = Vec::new();
        let (mut spans, mut ends) = (Vec::<Option<Period>>::new(), Vec::new());
        for part in self.parts.values_mut() {
            part.set(self.settings.clone());
            let computed = part.compute(choice, today);
            findings.extend(computed.findings.iter().cloned());
            spans.push(computed.figures.span);
            ends.extend(computed.figures.as_of);
        }
        let known: Vec<(&str, &Tally)> =
            self.parts.iter().filter_map(|(name, part)| Some((name.as_str(), part.last()?.0))).collect();
        let tally = join(known);
        for file in self.files.values().filter(|f| !f.records.is_empty()) {
            let place = FindingPlace::in_file(file.report.name.as_str());
            findings.push(Finding::new(
                Code::TownUnknown,
                place,
                "",
                t("放入的文件属于几个乡镇，这个文件没有写明是哪一个"),
            ));
        }
        let setting = Setting {
            township: Some(self.towns_name()),
            period: choice.period(),
            span: hull(spans),
            as_of: ends.into_iter().max(),
            settings: self.settings.clone(),
            unlisted: None,
        };
        let trends: Vec<&Trends> =
            self.parts.values().filter_map(|part| Some(&part.last()?.1.figures.trends)).collect();
        let figures = Figures { trends: Trends::joined(&trends), ..present(&tally, setting) };
        (tally, Computed { figures, findings })
    }

    fn towns_name(&self) -> String {
        let names: Vec<&str> = self.parts.keys().map(String::as_str).collect();
        match names.as_slice() {
            few if few.len() <= 3 => few.join(t("、")),
            [first, second, ..] => say!("{first}、{second}等 {n} 个乡镇", first, second, n = names.len()),
            _ => String::new(),
        }
    }

    /// The rows of every town behind a figure of the county.
    pub(super) fn evidence_of_towns(&self, subject: &Subject) -> Vec<EvidenceOf> {
        let parts = self.parts.iter();
        parts.filter_map(|(name, part)| Some(part.evidence(&own(subject, name)?))).flatten().collect()
    }
}

/// What a figure of the county is in one of its towns; `None` where it is another town's.
fn own(subject: &Subject, town: &str) -> Option<Subject> {
    let village = |key: &str| within(key, town).map(str::to_owned);
    Some(match subject {
        Subject::Grid(key, f) => {
            Subject::Grid(GridKey { village: village(&key.village)?, grid: key.grid.clone() }, *f)
        }
        Subject::Person(body, name, f) => Subject::Person(*body, village(name)?, *f),
        Subject::VillageCount(key, f) => Subject::VillageCount(village(key)?, *f),
        Subject::VillageMeasure(key, f) => Subject::VillageMeasure(village(key)?, *f),
        Subject::VillageCases(key, f) => Subject::VillageCases(village(key)?, *f),
        Subject::Sum(parts) => {
            let parts: Vec<Subject> = parts.iter().filter_map(|part| own(part, town)).collect();
            return (!parts.is_empty()).then_some(Subject::Sum(parts));
        }
        Subject::In(choice, inner) => Subject::In(*choice, Box::new(own(inner, town)?)),
        Subject::Ratio(above, below) => {
            Subject::Ratio(Box::new(own(above, town)?), Box::new(own(below, town)?))
        }
        Subject::Count(_)
        | Subject::Measure(_)
        | Subject::Body(..)
        | Subject::Cases(_)
        | Subject::Balance(_)
        | Subject::Post(_)
        | Subject::Month(..) => subject.clone(),
    })
}
