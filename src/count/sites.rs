//! Where the rows of a table belong that name no place: the village that its title, its sheet, who reports, its file or
//! its folder names, or that a person chose, and the grid in which the officer of a row is listed.

use super::place_names::grid_name;
use super::placed::RowPlace;
use super::places::Places;
use super::site_words::named_around;
use super::source::SourceTable;
use crate::input::records::{RecordColumn, Records};
use crate::input::value::{persons, twin};
use crate::model::alias::Aliases;
use crate::model::finding::{Code, Finding, FindingPlace};
use crate::model::kind::{Field, Kind};
use crate::model::site::{SiteSource, TableSite};
use crate::order::Gather as _;
use crate::text::{say, t};
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// The village of a table whose rows name none.
#[derive(Clone, Debug, Default)]
pub struct Site {
    /// The village.
    pub village: Option<u32>,
    source: Option<SiteSource>,
    candidates: Vec<u32>,
    /// Whether its rows may need one: they name none.
    open: bool,
    rows: u32,
    by_address: u32,
    by_officer: u32,
}

/// Where a row names its village.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Said {
    /// In the column of villages, or before its grid.
    #[default]
    Row,
    /// In an address.
    Address,
    /// Nowhere.
    Nowhere,
}

impl Site {
    /// The site of a table, by what a person said of it, or else by the words around it.
    pub fn of(places: &Places, table: &SourceTable<'_>, aliases: &Aliases) -> Self {
        if !may_need(table.records) || !places.has_villages {
            return Self::default();
        }
        let open = Self { open: true, ..Self::default() };
        if let Some(answer) = aliases.tables.get(&table.mark()) {
            let village = answer.as_deref().and_then(|name| places.village(name)).map(|found| found.index);
            // A village that is on no list any more is asked about anew.
            if village.is_some() || answer.is_none() {
                return Self { village, source: Some(SiteSource::Person), ..open };
            }
        }
        let named = named_around(places, table);
        let all: BTreeSet<u32> = named.iter().flat_map(|(_, villages)| villages).copied().into_set();
        let common = || all.iter().filter(|village| named.iter().all(|(_, names)| names.contains(village)));
        let mut fits = common();
        match (fits.next(), fits.next()) {
            (Some(&village), None) => {
                let alone = named.iter().find(|(_, names)| names.len() == 1);
                Self { village: Some(village), source: alone.map(|(source, _)| *source), ..open }
            }
            _ => Self { candidates: all.into_iter().collect(), ..open },
        }
    }

    /// Counts a row: where it names its village, and whether its officer's place is taken.
    pub fn count(&mut self, said: Said, by_officer: bool) {
        self.rows = self.rows.saturating_add(u32::from(said == Said::Nowhere));
        self.by_address = self.by_address.saturating_add(u32::from(said == Said::Address));
        self.by_officer = self.by_officer.saturating_add(u32::from(by_officer));
    }

    /// The site as it is shown; `None` where no row needed it, or nothing can be said.
    fn shown(&self, places: &Places, table: &SourceTable<'_>) -> Option<TableSite> {
        let name = |index: &u32| places.villages.get(*index as usize).map(|village| village.key.clone());
        let asks = self.open && self.rows > 0 && has_own_place(table.records.kind);
        let named = self.rows > 0 && (self.source.is_some() || !self.candidates.is_empty());
        if !asks && !named && self.by_officer == 0 && self.by_address == 0 {
            return None;
        }
        let by_row = match (self.by_address, self.by_officer) {
            (0, 0) => None,
            (0, _) => Some(SiteSource::Officer),
            _ => Some(SiteSource::Address),
        };
        // Of what is said of single rows nothing is left to ask, if all of them say it.
        let by_row = by_row.filter(|_| !named);
        Some(TableSite {
            mark: table.mark(),
            file: table.shown_file(),
            sheet: table.sheet.to_owned(),
            source: if named { self.source } else { by_row },
            village: self.village.as_ref().and_then(name).unwrap_or_default(),
            candidates: self.candidates.iter().filter_map(name).collect(),
            rows: self.rows,
            by_address: self.by_address,
            by_officer: self.by_officer,
            choices: places.villages.iter().map(|village| village.key.clone()).collect(),
        })
    }
}

/// Whether no row of a table names a village, so that the words around it may.
fn may_need(records: &Records) -> bool {
    let is_blank = |column: &RecordColumn| match column {
        RecordColumn::Text { codes, .. } => codes.iter().all(|code| code == 0),
        _ => true,
    };
    records.kind != Kind::Villages && records.column(Field::Village).is_none_or(is_blank)
}

/// Whether the rows of a kind are always of a village: without one, a person can say which.
fn has_own_place(kind: Kind) -> bool {
    use super::placing::{Placing, placing};
    matches!(placing(kind), Placing::GridList | Placing::Grid | Placing::Village)
}

/// Returns what is said of a site in its finding; none where a person chose, or nothing is known.
fn finding(site: &TableSite, place: FindingPlace) -> Option<Finding> {
    let code = match site.source {
        Some(SiteSource::Person) => return None,
        None if site.candidates.is_empty() => return None,
        None => Code::VillageUnclear,
        Some(_) => Code::VillageInferred,
    };
    Some(Finding::new(code, place, &*site.village, &said(site)))
}

/// Returns what is said of a site, in a sentence.
pub fn said(site: &TableSite) -> String {
    let TableSite { village, rows, by_address, by_officer, .. } = site;
    let mut parts = Vec::new();
    if *by_address > 0 {
        parts.push(say!("{by_address} 行没有写村，按地址里的村计", by_address));
    }
    if *by_officer > 0 {
        parts.push(say!("{by_officer} 行没有写网格，按网格员所在的网格计", by_officer));
    }
    let said = match site.source {
        Some(SiteSource::Officer | SiteSource::Address) => return parts.join(t("；")),
        None if site.candidates.is_empty() => say!("{rows} 行没有写村，也没有别处写着", rows),
        None => {
            let names: Vec<String> = site.candidates.iter().map(|name| format!("“{name}”")).collect();
            let names = names.join(t("、"));
            say!("没有村的列，表题、文件名等写着{names}，不知道是哪一个（{rows} 行）", names, rows)
        }
        Some(SiteSource::Person) if village.is_empty() => {
            say!("没有村的列，按您的选择不计入哪个村（{rows} 行）", rows)
        }
        Some(SiteSource::Person) => say!("没有村的列，按您的选择计入“{village}”（{rows} 行）", village, rows),
        Some(source) => {
            let by = source_title(source);
            say!("没有村的列，按{by}计入“{village}”（{rows} 行）", by, village, rows)
        }
    };
    parts.insert(0, said);
    parts.join(t("；"))
}

/// What told a village, in words.
fn source_title(source: SiteSource) -> &'static str {
    match source {
        SiteSource::Title => t("表题"),
        SiteSource::Sheet => t("工作表名"),
        SiteSource::Unit => t("填报单位"),
        SiteSource::File => t("文件名"),
        SiteSource::Folder => t("文件夹名"),
        SiteSource::Address | SiteSource::Officer | SiteSource::Person => "",
    }
}

/// The one place in which each officer is listed.
#[derive(Default)]
pub struct OfficerPosts(FxHashMap<String, Option<RowPlace>>);

impl OfficerPosts {
    /// The posts by the lists of officers and of grids; `sites` has the site of each table.
    pub fn of(places: &Places, tables: &[SourceTable<'_>], sites: &[Site]) -> Self {
        let mut posts = Self::default();
        for (table, site) in tables.iter().zip(sites) {
            let records = table.records;
            let (names, of_grids) = match records.kind {
                Kind::Officers => (Field::Name, false),
                Kind::Grids => (Field::Officer, true),
                _ => continue,
            };
            for row in 0..records.len() {
                let grid = if of_grids { grid_name(records, row) } else { records.text(Field::Grid, row) };
                let village = match records.text(Field::Village, row) {
                    "" => site.village.filter(|_| places.village_before(grid).is_none()),
                    named => match places.village(named) {
                        Some(found) => Some(found.index),
                        None => continue,
                    },
                };
                let place = match places.grid(village, grid) {
                    Some(grid) => Some(RowPlace::Grid(grid)),
                    None => village.filter(|_| grid.is_empty()).map(RowPlace::Village),
                };
                let Some(place) = place else { continue };
                persons(records.text(names, row))
                    .into_iter()
                    .for_each(|name| posts.list(places, name, place));
            }
        }
        posts
    }

    fn list(&mut self, places: &Places, name: String, place: RowPlace) {
        let join =
            |known: &mut Option<RowPlace>| *known = known.and_then(|known| finer(places, known, place));
        self.0.entry(name).and_modify(join).or_insert(Some(place));
    }

    /// The place of all the persons in a cell; `None` where one has none, or they have two.
    pub fn place(&self, places: &Places, officers: &str) -> Option<RowPlace> {
        let of = |name: String| {
            let known = self.0.get(&name).or_else(|| self.0.get(twin(&name)?.0));
            known.copied().flatten()
        };
        let mut found = persons(officers).into_iter().map(of);
        let first = found.next()??;
        found.try_fold(first, |known, place| finer(places, known, place?))
    }
}

/// Of two places the one that lies in the other; `None` where neither does.
fn finer(places: &Places, one: RowPlace, other: RowPlace) -> Option<RowPlace> {
    let village = |place| match place {
        RowPlace::Village(village) => Some(village),
        RowPlace::Grid(grid) => places.grids.get(grid as usize).map(|grid| grid.village),
        _ => None,
    };
    match (one, other) {
        (one, other) if one == other => Some(one),
        (RowPlace::Village(of), grid @ RowPlace::Grid(_))
        | (grid @ RowPlace::Grid(_), RowPlace::Village(of)) => (village(grid) == Some(of)).then_some(grid),
        _ => None,
    }
}

/// The place of an officer that a row takes: the grid of its `village`, or any where the row has no village.
pub fn post_in(places: &Places, village: Option<u32>, post: RowPlace) -> Option<RowPlace> {
    match (village, post) {
        (None, post) => Some(post),
        (Some(village), RowPlace::Grid(_)) => finer(places, RowPlace::Village(village), post),
        _ => None,
    }
}

/// Returns the sites that are shown, each once where a table feeds several kinds, and a finding for each.
pub fn shown(places: &Places, tables: &[SourceTable<'_>], sites: &[Site]) -> (Vec<TableSite>, Vec<Finding>) {
    let mut all: Vec<TableSite> = Vec::new();
    let mut findings = Vec::new();
    for (table, site) in tables.iter().zip(sites) {
        let Some(site) = site.shown(places, table) else { continue };
        if all.iter().any(|known| known.mark == site.mark) {
            continue;
        }
        findings.extend(finding(&site, FindingPlace::in_sheet(table.shown_file(), table.sheet)));
        all.push(site);
    }
    (all, findings)
}

/// Whether the rows of a kind are an officer's deeds, and the table names no grids, so that they may be where he is.
pub fn follows_officer(records: &Records) -> bool {
    let no_grids = match records.column(Field::Grid) {
        Some(RecordColumn::Text { codes, .. }) => codes.iter().all(|code| code == 0),
        _ => true,
    };
    matches!(records.kind, Kind::Visits | Kind::Cases) && no_grids && records.has(Field::Officer)
}
