//! Files of one town or of several: each town is counted by its own lists, and several are joined as a county.

use super::towns::towns;
use super::waiting::{Effect, effects};
use super::{Computed, EvidenceOf, FileId, LoadedFile, Prospect, Results, Session, first_period};
use crate::count::county::{join, within};
use crate::count::{Merge, Tally};
use crate::figures::details::{Details, DetailsOf};
use crate::figures::settings::Settings;
use crate::figures::trends::Trends;
use crate::figures::{Figures, Picked, Setting, Subject, present, township as figures_of_township};
use crate::input::file::FileReading;
use crate::input::records::RowBlock;
use crate::model::alias::Aliases;
use crate::model::cell::Day;
use crate::model::finding::{Code, Finding, FindingPlace};
use crate::model::period::PeriodChoice;
use crate::model::place::GridKey;
use crate::order::Gather as _;
use crate::session::rollup::hull;
use crate::text::{say, t};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Returns a zip with the records of its `inner` files alone. The report stays whole, so that tables keep their numbers.
fn part_of(file: &LoadedFile, inner: &BTreeSet<&str>) -> LoadedFile {
    let own = |table: u32| {
        let table = usize::try_from(table).ok().and_then(|at| file.report.tables.get(at));
        table.is_some_and(|t| inner.contains(t.inner_file.as_str()))
    };
    let records = file.records.iter().filter(|(table, _)| own(*table)).cloned().collect();
    LoadedFile { report: Arc::clone(&file.report), records }
}

/// The files that are loaded, and the towns that they are of.
#[derive(Debug, Default)]
pub struct County {
    files: BTreeMap<FileId, LoadedFile>,
    /// Rows of files that are being read.
    ahead: BTreeMap<FileId, Vec<RowBlock>>,
    /// Files as they would be.
    supposed: BTreeMap<FileId, LoadedFile>,
    /// The towns by name; one without a name if the files are of one. Cleared when the files change.
    towns: BTreeMap<String, Session>,
    /// The names of files with records that are of no known town, and are counted nowhere.
    strays: Vec<String>,
    /// What several towns are together.
    joined: Option<(Tally, Arc<Computed>)>,
    settings: Settings,
    aliases: Aliases,
}

impl County {
    /// Takes rows that go ahead of the reading of a file; without any, those that did are forgotten.
    pub fn go_ahead(&mut self, file: FileId, block: Option<RowBlock>) {
        if block.as_ref().is_none_or(|block| block.is_first) {
            self.ahead.remove(&file);
        }
        if let Some(block) = block {
            self.ahead.entry(file).or_default().push(block);
        }
    }

    /// Keeps what reading a file gave, with the rows that went ahead of it, in place of what was under this number.
    pub fn keep(&mut self, file: FileId, mut reading: FileReading) {
        let mut ahead = self.ahead.remove(&file).unwrap_or_default();
        for (_, records) in reading.records.iter_mut().filter(|(_, records)| records.ahead.number > 0) {
            let (own, others) = ahead.into_iter().partition(|block| block.number == records.ahead.number);
            ahead = others;
            records.join(own);
        }
        self.files.insert(file, reading.into());
        self.towns.clear();
    }

    /// Forgets a file.
    pub fn forget(&mut self, file: FileId) {
        self.files.remove(&file);
        self.ahead.remove(&file);
        self.towns.clear();
    }

    /// Sets what the next computing assumes.
    pub fn set(&mut self, settings: Settings) {
        self.settings = settings;
    }

    /// Takes what a person said of names that the lists write otherwise, in place of what was said before.
    pub fn answer(&mut self, aliases: Aliases) {
        self.aliases = aliases;
        self.towns.clear();
    }

    /// The towns by name, one without a name if the files are of one; each counts by the settings.
    pub(super) fn towns_mut(&mut self) -> &mut BTreeMap<String, Session> {
        self.arrange();
        self.towns.values_mut().for_each(|town| town.set(self.settings.clone()));
        &mut self.towns
    }

    /// Puts the files to their towns.
    fn arrange(&mut self) {
        if self.towns.is_empty() {
            self.part();
            for Session { files, aliases, renamed, .. } in self.towns.values_mut() {
                aliases.clone_from(&self.aliases);
                renamed.clear();
                files.values_mut().for_each(|file| *file = file.answered(aliases, renamed));
            }
        }
    }

    fn part(&mut self) {
        self.strays.clear();
        let Some(towns) = towns(&self.files) else {
            self.towns.entry(String::new()).or_default().files = self.files.clone();
            return;
        };
        let mut of_file: BTreeMap<FileId, BTreeMap<Option<&String>, BTreeSet<&str>>> = BTreeMap::new();
        for ((id, inner), town) in &towns {
            of_file.entry(*id).or_default().entry(town.as_ref()).or_default().insert(inner);
        }
        for (id, of_town) in of_file {
            let Some(file) = self.files.get(&id) else { continue };
            let whole = of_town.len() == 1;
            for (town, inner) in of_town {
                let part = if whole { file.clone() } else { part_of(file, &inner) };
                match town {
                    Some(town) => _ = self.towns.entry(town.clone()).or_default().files.insert(id, part),
                    None if part.records.is_empty() => {}
                    None => self.strays.push(part.report.name.clone()),
                }
            }
        }
    }

    /// Returns the period that suits the data.
    pub fn first_period(&mut self, today: Day) -> PeriodChoice {
        self.arrange();
        let mut all = Tally::default();
        for town in self.towns.values_mut() {
            town.set(self.settings.clone());
            Merge::merge(&mut all.months, town.count_all(today).months);
        }
        first_period(&figures_of_township(&all, Setting::default()).months)
    }

    /// Computes every figure for a period, of each town and of all together. `today` bounds the day for which open
    /// matters are judged overdue.
    pub fn compute(&mut self, choice: PeriodChoice, today: Day) -> Arc<Computed> {
        self.arrange();
        let mut only = None;
        for town in self.towns.values_mut() {
            town.set(self.settings.clone());
            only = Some(Arc::clone(town.compute(choice, today)));
        }
        match only {
            Some(only) if self.towns.len() == 1 => only,
            _ => Arc::clone(&self.joined.insert(self.join(choice)).1),
        }
    }

    /// The tally and the figures of all towns together.
    fn join(&self, choice: PeriodChoice) -> (Tally, Arc<Computed>) {
        let towns: Vec<(&str, &Tally, &Computed)> = self
            .towns
            .iter()
            .filter_map(|(name, town)| {
                town.last().map(|(tally, computed)| (name.as_str(), tally, &**computed))
            })
            .collect();
        let tally = join(towns.iter().map(|(name, tally, _)| (*name, *tally)));
        let mut findings: Vec<Finding> =
            towns.iter().flat_map(|(.., c)| c.findings.iter().cloned()).collect();
        findings.extend(self.strays.iter().map(|name| {
            let reason = t("放入的文件属于几个乡镇，这个文件没有写明是哪一个");
            Finding::new(Code::TownUnknown, FindingPlace::in_file(name.as_str()), "", reason)
        }));
        let of_towns = || towns.iter().map(|(.., computed)| &computed.figures);
        let setting = Setting {
            township: Some(self.name()),
            period: choice.days(self.settings.month_end),
            span: hull(of_towns().map(|f| f.span)),
            as_of: of_towns().filter_map(|f| f.as_of).max(),
            settings: self.settings.clone(),
            unlisted: None,
            nowhere: of_towns().map(|f| f.nowhere).sum(),
        };
        let trends: Vec<&Trends> = of_towns().map(|f| &f.trends).collect();
        let by_months = choice.is_by_months();
        let figures = Figures { trends: Trends::joined(&trends), by_months, ..present(&tally, setting) };
        let matches = towns.iter().flat_map(|(.., c)| c.matches.iter().cloned()).collect();
        let sites = towns.iter().flat_map(|(.., c)| c.sites.iter().cloned()).collect();
        (tally, Arc::new(Computed { figures, findings, matches, sites }))
    }

    /// The tally and the figures of the last computed period; `None` before the first, and after files changed.
    pub fn last(&self) -> Option<(&Tally, &Arc<Computed>)> {
        match self.towns.len() {
            0 => None,
            1 => self.towns.values().next().and_then(Session::last),
            _ => self.joined.as_ref().map(|(tally, computed)| (tally, computed)),
        }
    }

    /// Returns what would change of the last computed period if questions were answered yes; none for several towns, whose
    /// figures are worked out apart.
    pub fn prospects(&self) -> Vec<Prospect> {
        self.only().map(Session::prospects).unwrap_or_default()
    }

    fn only(&self) -> Option<&Session> {
        self.towns.values().next().filter(|_| self.towns.len() == 1)
    }

    /// Holds what reading a file would give, until [`Self::supposed`].
    pub fn suppose(&mut self, file: FileId, reading: FileReading) {
        self.supposed.insert(file, reading.into());
    }

    /// Returns what would change of the last computed period, `choice`, if the files were as is supposed: they are counted
    /// beside those that count, and dropped. `None` where something else counts by now: another period, other settings, or
    /// without a file that is supposed.
    pub fn supposed(&mut self, choice: PeriodChoice, today: Day) -> Option<Vec<Effect>> {
        let supposed = std::mem::take(&mut self.supposed);
        let days = choice.days(self.settings.month_end);
        let (_, before) = self.last().filter(|(_, computed)| {
            (computed.figures.period, &computed.figures.settings) == (days, &self.settings)
        })?;
        if supposed.is_empty() || supposed.keys().any(|id| !self.files.contains_key(id)) {
            return None;
        }
        let files = self.files.clone().into_iter().chain(supposed).into_map();
        let (settings, aliases) = (self.settings.clone(), self.aliases.clone());
        let mut other = Self { files, settings, aliases, ..Self::default() };
        other.towns_mut();
        let Some(town) = other.only() else {
            return Some(effects(&before.figures, &other.compute(choice, today).figures));
        };
        let after = town.township(|info| !info.waits(), &self.aliases, (days, today));
        Some(effects(&before.figures, &after))
    }

    /// What files are written from, of the last computed period.
    pub fn results(&self) -> Option<Results<'_>> {
        Some(Results::from_files(&self.files, self.last()?.1))
    }

    /// What tables hold of a place, for the last computed period.
    pub fn details(&self, of: &DetailsOf) -> Details {
        if let Some(only) = self.only() {
            return only.details(of);
        }
        let own = |town: &str| {
            Some(match of {
                DetailsOf::Town => DetailsOf::Town,
                DetailsOf::Everything => DetailsOf::Everything,
                DetailsOf::Village(key) => DetailsOf::Village(within(key, town)?.to_owned()),
                DetailsOf::Grid(key) => DetailsOf::Grid(key_in(key, town)?),
            })
        };
        let mut all = Details::default();
        for (name, town) in &self.towns {
            let Some(own) = own(name) else { continue };
            let found = town.details(&own).inside(name);
            if matches!(of, DetailsOf::Village(_) | DetailsOf::Grid(_)) {
                return Details { of: of.clone(), ..found };
            }
            all.people.extend(found.people);
            all.cases.extend(found.cases);
            all.visits.places.extend(found.visits.places);
            all.visits.households.extend(found.visits.households);
        }
        all
    }

    fn name(&self) -> String {
        let names: Vec<&str> = self.towns.keys().map(String::as_str).collect();
        match names.as_slice() {
            few if few.len() <= 3 => few.join(t("、")),
            [first, second, ..] => say!("{first}、{second}等 {n} 个乡镇", first, second, n = names.len()),
            _ => String::new(),
        }
    }

    /// The rows behind a figure of the last computed period, town by town, by table.
    pub fn evidence(&self, subject: &Subject) -> Vec<EvidenceOf> {
        if let Some(only) = self.only() {
            return only.evidence(subject);
        }
        let towns = self.towns.iter();
        towns.filter_map(|(name, town)| Some(town.evidence(&own(subject, name)?))).flatten().collect()
    }
}

/// A grid of the county as its town has it.
fn key_in(key: &GridKey, town: &str) -> Option<GridKey> {
    Some(GridKey { village: within(&key.village, town)?.to_owned(), grid: key.grid.clone() })
}

/// What a figure of the county is in one of its towns; `None` where it is another town's.
fn own(subject: &Subject, town: &str) -> Option<Subject> {
    let village = |key: &str| within(key, town).map(str::to_owned);
    Some(match subject {
        Subject::Grid(key, f) => Subject::Grid(key_in(key, town)?, *f),
        Subject::Person(body, name, f) => Subject::Person(*body, village(name)?, *f),
        Subject::VillageCount(key, f) => Subject::VillageCount(village(key)?, *f),
        Subject::VillageMeasure(key, f) => Subject::VillageMeasure(village(key)?, *f),
        Subject::VillageCases(key, f) => Subject::VillageCases(village(key)?, *f),
        Subject::Among(key, inner) => Subject::Among(village(key)?, inner.clone()),
        Subject::Sum(parts) => {
            let parts: Vec<Subject> = parts.iter().filter_map(|part| own(part, town)).collect();
            return (!parts.is_empty()).then_some(Subject::Sum(parts));
        }
        Subject::In(choice, inner) => Subject::In(*choice, Box::new(own(inner, town)?)),
        Subject::Picked(picked) => Subject::Picked(Box::new(match &**picked {
            // Files are of one town each, or are parted by their tables.
            Picked::Cases(_) | Picked::Unlisted(_) | Picked::Overdue(_) => (**picked).clone(),
            Picked::Visits { field, text, village: key, grid, visits } => Picked::Visits {
                field: *field,
                text: text.clone(),
                village: village(key)?,
                grid: grid.as_ref().and_then(|g| key_in(g, town)),
                visits: *visits,
            },
        })),
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
