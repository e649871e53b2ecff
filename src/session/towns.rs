//! Files of several towns in one session: each town is read by its own lists, and they are joined as a county.

use super::{Computed, EvidenceOf, FileId, FileReading, FileReport, Session};
use crate::cell::Day;
use crate::finding::{Code, Finding, Place};
use crate::measure::{Figures, Setting, Subject, present};
use crate::period::PeriodChoice;
use crate::recognise::schema::Kind;
use crate::rollup::hull;
use crate::say;
use crate::tally::Tally;
use crate::tally::county::{join, within};
use crate::tally::{GridKey, Period};
use crate::text::t;
use crate::trends::Trends;
use crate::value::township_in;
use std::collections::{BTreeMap, BTreeSet};

/// The township that most titles and names of a file tell, else the innermost folder of its path that names one.
fn town_of(report: &FileReport) -> Option<String> {
    let mut votes: BTreeMap<&str, usize> = BTreeMap::new();
    report.townships.iter().for_each(|name| *votes.entry(name).or_default() += 1);
    let voted = votes.iter().max_by_key(|(name, n)| (**n, std::cmp::Reverse(**name)));
    let folder = || report.name.rsplit('/').skip(1).find_map(|part| township_in(part).map(str::to_owned));
    voted.map(|(name, _)| (*name).to_owned()).or_else(folder)
}

fn folder(report: &FileReport) -> Option<&str> {
    report.name.rsplit_once('/').map(|(folder, _)| folder)
}

/// Each file's town, where the files are of several: where two towns each have a list of places. Files that do not say
/// go with the town of the files in their folder; `None` is of those that nothing tells.
pub(super) fn towns(files: &BTreeMap<FileId, FileReading>) -> Option<BTreeMap<FileId, Option<String>>> {
    let mut named: BTreeMap<FileId, Option<String>> =
        files.iter().map(|(id, file)| (*id, town_of(&file.report))).collect();
    let lists = |file: &FileReading| {
        file.report.tables.iter().any(|t| matches!(t.kind, Some(Kind::Villages | Kind::Grids)))
    };
    let listed: BTreeSet<&String> =
        files.iter().filter(|(_, f)| lists(f)).filter_map(|(id, _)| named.get(id)?.as_ref()).collect();
    if listed.len() < 2 {
        return None;
    }
    let mut folders: BTreeMap<&str, BTreeSet<&String>> = BTreeMap::new();
    for (id, file) in files {
        if let (Some(folder), Some(Some(town))) = (folder(&file.report), named.get(id)) {
            folders.entry(folder).or_default().insert(town);
        }
    }
    let by_folder: Vec<(FileId, String)> = files
        .iter()
        .filter(|(id, _)| named.get(id) == Some(&None))
        .filter_map(|(id, file)| {
            let known = folders.get(folder(&file.report)?)?;
            known.first().filter(|_| known.len() == 1).map(|town| (*id, (*town).clone()))
        })
        .collect();
    named.extend(by_folder.into_iter().map(|(id, town)| (id, Some(town))));
    Some(named)
}

impl Session {
    /// Takes every file back out of its town.
    pub(super) fn gather(&mut self) {
        for (_, part) in std::mem::take(&mut self.parts) {
            self.files.extend(part.files);
        }
    }

    /// Puts the files to their towns where they are of several, under the towns' names.
    pub(super) fn arrange(&mut self) {
        let Some(towns) = towns(&self.files) else { return };
        for (id, town) in towns {
            // A file of no known town stays here, and counts nowhere.
            let Some(town) = town else { continue };
            if let Some(file) = self.files.remove(&id) {
                self.parts.entry(town).or_default().files.insert(id, file);
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
        for report in
            self.files.values().map(|f| &f.report).filter(|r| r.tables.iter().any(|t| t.kind.is_some()))
        {
            let place = Place { file: report.name.clone(), ..Place::default() };
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
