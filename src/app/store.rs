//! The page's state, in one place.

use crate::app::browser::dom;
use gelan::draft::Draft;
use gelan::figures::details::{Details, DetailsOf};
use gelan::figures::settings::{Key, Settings};
use gelan::figures::{Figures, Subject};
use gelan::input::geojson::Feature;
use gelan::input::recognise::{Correction, Corrections, Mappings};
use gelan::model::alias::{Aliases, NameMatch};
use gelan::model::cause::Ticks;
use gelan::model::finding::Finding;
use gelan::model::period::PeriodChoice;
use gelan::model::site::TableSite;
use gelan::session::{EvidenceOf, FileId, Prospect};
use gelan::snapshot::{Choices, SnapshotHead};
use gelan::text::Language;
use gelan::view::pages::Page;
use gelan::view::parts::file_rows::RowsView;
use gelan::view::parts::files::FileEntry;
use gelan::view::parts::findings::{FindingLine, to_look_at};
use gelan::view::parts::share::{Carrier, named};
use gelan::view::place_ref::{PlaceRef, place_hash};
use gelan::view::route::{Route, hash};
use gelan::view::table::PageTable;
use leptos::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// How far the page has come; `<html data-state>` says it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stage {
    /// Nothing is loaded.
    #[default]
    Empty,
    /// Files are being read, or figures computed for the first time.
    Reading,
    /// A snapshot is being opened.
    Opening,
    /// Figures are shown.
    Ready,
}

impl Stage {
    /// The value of `data-state`.
    pub fn id(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Reading | Self::Opening => "reading",
            Self::Ready => "ready",
        }
    }
}

/// Where the figures come from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Origin {
    /// Files of the person.
    #[default]
    Files,
    /// The invented township.
    Sample,
    /// A snapshot: its text, and what it says of itself.
    Snapshot(Arc<str>, SnapshotHead),
}

/// A sentence for the person.
#[derive(Clone, Debug, PartialEq)]
pub struct Notice {
    /// The sentence.
    pub text: String,
    /// Whether something went wrong.
    pub bad: bool,
    /// What takes back what it tells of.
    pub undo: Option<Undo>,
}

/// What takes a change back.
#[derive(Clone, Debug, PartialEq)]
pub enum Undo {
    /// A table's headings, and what was known of them before.
    Correction(String, Box<Option<Correction>>),
    /// The files that were taken out last; `workers::removed` has them.
    Files,
    /// The settings before.
    Settings(Box<Settings>),
    /// The draft before.
    Draft(Arc<Draft>),
    /// What was taught before: headings, names, ticks.
    Taught(Box<Mappings>),
}

/// A snapshot that is being shared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sharing {
    /// What travels.
    pub choices: Choices,
    /// The password, empty for none.
    pub password: String,
    /// Its text; `None` while it is made.
    pub text: Option<Arc<str>>,
    /// Every text that travels, by kind.
    pub texts: Arc<[(String, Vec<String>)]>,
    /// What was copied, for copying by hand; empty for the link.
    pub shown: String,
    /// The carrier that was handed out last, and whether the browser let it.
    pub done: Option<(Carrier, bool)>,
}

/// A snapshot that waits for its password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Locking {
    /// Its text.
    pub text: Arc<str>,
    /// What to show of it.
    pub spot: Route,
    /// Why the last password did not open it.
    pub error: Option<String>,
}

/// A file that is being looked into.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Opening {
    /// Its name.
    pub name: String,
    /// Bytes read.
    pub done: u64,
    /// Bytes in all.
    pub total: u64,
}

/// The rows around a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The finding.
    pub line: FindingLine,
    /// The rows, or why there are none; `None` while they are read.
    pub rows: Option<Result<Arc<RowsView>, String>>,
}

/// Everything that the components show.
#[derive(Clone, Copy, Default)]
pub struct Store {
    /// How far the page has come.
    pub stage: RwSignal<Stage>,
    /// The page that is shown.
    pub page: RwSignal<Page>,
    /// The place that [`Page::Place`] shows.
    pub place: RwSignal<Option<PlaceRef>>,
    /// The files, in the order in which they were dropped.
    pub files: RwSignal<Vec<FileEntry>>,
    /// The files of the running drop.
    pub batch: RwSignal<Vec<FileId>>,
    /// When the running drop began, in milliseconds.
    pub since: RwSignal<f64>,
    /// The figures.
    pub figures: RwSignal<Option<Arc<Figures>>>,
    /// Findings that need more than one table.
    pub findings: RwSignal<Arc<Vec<Finding>>>,
    /// Names that the lists write otherwise.
    pub matches: RwSignal<Arc<Vec<NameMatch>>>,
    /// Where the rows of tables belong that name no village.
    pub sites: RwSignal<Arc<Vec<TableSite>>>,
    /// What questions answered yes would change.
    pub prospects: RwSignal<Arc<Vec<Prospect>>>,
    /// The finding whose row is shown, with the rows.
    pub rows: RwSignal<Option<Shown>>,
    /// The chosen period.
    pub period: RwSignal<PeriodChoice>,
    /// Where the figures come from.
    pub origin: RwSignal<Origin>,
    /// The file that is being looked into, which may be no table.
    pub opening: RwSignal<Option<Opening>>,
    /// What to tell the person.
    pub notice: RwSignal<Option<Notice>>,
    /// The snapshot that is being shared.
    pub shared: RwSignal<Option<Sharing>>,
    /// The snapshots that were handed on.
    pub handed_on: RwSignal<Vec<String>>,
    /// The snapshot that waits for its password.
    pub locking: RwSignal<Option<Locking>>,
    /// What the person corrected.
    pub corrections: RwSignal<Corrections>,
    /// What the person said of names that the lists write otherwise.
    pub aliases: RwSignal<Aliases>,
    /// The findings that the person ticked off; no browser keeps them.
    pub ticks: RwSignal<Ticks>,
    /// What of both this browser kept from earlier visits.
    pub remembered: RwSignal<(Corrections, Aliases)>,
    /// The table whose columns are being chosen; empty for none.
    pub choosing: RwSignal<&'static str>,
    /// The village that tables are filtered by, on all pages; empty for all.
    pub village: RwSignal<String>,
    /// The map that was dropped.
    pub map: RwSignal<Option<Arc<Vec<Feature>>>>,
    /// The columns that the person hid, by the table's id.
    pub hidden: RwSignal<BTreeMap<&'static str, Vec<&'static str>>>,
    /// What the figures assume.
    pub settings: RwSignal<Settings>,
    /// Whether this browser remembers the settings.
    pub remember: RwSignal<bool>,
    /// The address for links that this browser remembers. Other pages of this disk can write there, so it is used only
    /// once the person has said so.
    pub asked_address: RwSignal<Option<String>>,
    /// The settings that this browser remembered otherwise than the defaults, until the person has seen that.
    pub changed: RwSignal<Vec<Key>>,
    /// The language of the page.
    pub language: RwSignal<Language>,
    /// The figure whose rows are shown.
    pub evidence: RwSignal<Option<Subject>>,
    /// These rows; `None` while they are looked for.
    pub evidence_rows: RwSignal<Option<Arc<Vec<EvidenceOf>>>>,
    /// Of which place its page wants what tables hold of it.
    pub details_of: RwSignal<Option<DetailsOf>>,
    /// What they hold; of another place while it is asked for.
    pub details: RwSignal<Option<Arc<Details>>>,
    /// Whether what they hold of the township was wanted, for the search and the lists.
    pub town_wanted: RwSignal<bool>,
    /// What they hold of it.
    pub town: RwSignal<Option<Arc<Details>>>,
    /// The draft that is checked; it stays when files go.
    pub draft: RwSignal<Option<Arc<Draft>>>,
}

impl Store {
    /// The state at the start; all three are what the browser remembers. The address for links is not used until the
    /// person agrees.
    pub fn new(corrections: Corrections, aliases: Aliases, remembered: Option<Settings>) -> Self {
        let remember = remembered.is_some();
        let mut settings = remembered.unwrap_or_default();
        let address = Some(std::mem::take(&mut settings.address)).filter(|address| !address.is_empty());
        Self {
            remembered: RwSignal::new((corrections.clone(), aliases.clone())),
            corrections: RwSignal::new(corrections),
            aliases: RwSignal::new(aliases),
            language: RwSignal::new(settings.language),
            remember: RwSignal::new(remember),
            asked_address: RwSignal::new(address),
            changed: RwSignal::new(settings.changed()),
            settings: RwSignal::new(settings),
            ..Self::default()
        }
    }

    /// A file that is loaded.
    pub fn file(&self, id: FileId) -> Option<FileEntry> {
        self.files.with(|files| files.iter().find(|file| file.id == id).cloned())
    }

    /// How much asks for a look: one number for the navigation, the overview and 数据.
    pub fn to_look_at(self) -> usize {
        self.files.with(|files| {
            self.findings.with(|found| self.ticks.with(|ticks| to_look_at(files, found, ticks)))
        })
    }

    /// Changes what is known of a file, if it is still loaded.
    pub fn change_file(&self, id: FileId, change: impl FnOnce(&mut FileEntry)) {
        self.files.update(|files| _ = files.iter_mut().find(|file| file.id == id).map(change));
    }

    /// The loaded files that have tables which are read by corrections of an earlier visit, a number for each table.
    fn remembered_files(&self) -> Vec<FileId> {
        let of = |file: &FileEntry| {
            let tables = file.report().map(|r| r.tables.as_slice()).unwrap_or_default();
            let known = |signature: &str| self.remembered.with(|(old, _)| old.0.contains_key(signature));
            vec![file.id; tables.iter().filter(|t| known(&t.signature)).count()]
        };
        self.files.with(|files| files.iter().flat_map(of).collect())
    }

    /// The number of tables that are read by corrections of an earlier visit.
    pub fn remembered_tables(&self) -> usize {
        self.remembered_files().len()
    }

    /// Forgets what of earlier visits is used; returns the files that are to be read again.
    pub fn forget_remembered(&self) -> Vec<FileId> {
        let mut files = untrack(|| self.remembered_files());
        files.dedup();
        let (corrections, aliases) = self.remembered.get_untracked();
        self.corrections.update(|c| c.0.retain(|signature, _| !corrections.0.contains_key(signature)));
        self.aliases.update(|a| a.without(&aliases));
        self.remembered.set(Default::default());
        files
    }

    /// Goes to a page; nothing is drawn anew where it is shown already.
    pub fn show(&self, spot: Route) {
        if self.place.with_untracked(|p| *p != spot.place) {
            self.place.set(spot.place);
        }
        if self.page.get_untracked() != spot.page {
            self.page.set(spot.page);
        }
    }

    /// Tells the person something.
    pub fn tell(&self, text: impl Into<String>, bad: bool) {
        self.notice.set(Some(Notice { text: text.into(), bad, undo: None }));
    }

    /// Tells the person what was done, and offers to take it back.
    pub fn tell_undo(&self, text: impl Into<String>, undo: Undo) {
        self.notice.set(Some(Notice { text: text.into(), bad: false, undo: Some(undo) }));
    }

    /// Whether leaving the page would lose something: files that the person put in.
    pub fn would_lose(&self) -> bool {
        self.origin.with_untracked(|o| *o == Origin::Files) && self.files.with_untracked(|f| !f.is_empty())
    }

    /// Forgets everything that was loaded; corrections and settings stay.
    pub fn clear(&self) {
        self.files.set(Vec::new());
        self.batch.set(Vec::new());
        self.figures.set(None);
        self.findings.set(Arc::default());
        self.matches.set(Arc::default());
        self.sites.set(Arc::default());
        self.prospects.set(Arc::default());
        self.rows.set(None);
        self.period.set(PeriodChoice::All);
        self.origin.set(Origin::Files);
        self.notice.set(None);
        self.shared.set(None);
        self.locking.set(None);
        self.village.set(String::new());
        self.evidence.set(None);
        self.evidence_rows.set(None);
        self.details.set(None);
        self.town_wanted.set(false);
        self.town.set(None);
        self.map.set(None);
    }

    /// What `view` makes of the figures; `None` while there are none. It is made anew with every set of figures.
    pub fn view<T>(&self, view: impl FnOnce(&Figures) -> T) -> Option<T> {
        self.figures.with(|figures| figures.as_deref().map(view))
    }

    /// A table of the figures, empty while there are none.
    pub fn table(
        &self,
        table: impl Fn(&Figures) -> PageTable + Send + Sync + 'static,
    ) -> Memo<Arc<PageTable>> {
        let store = *self;
        Memo::new(move |_| store.view(&table).map(Arc::new).unwrap_or_default())
    }

    /// The name of a file that holds `what`: township and period come first.
    pub fn named(&self, what: &str, ending: &str) -> String {
        let plain = || format!("{what}.{ending}");
        self.figures.with_untracked(|f| f.as_ref().map_or_else(plain, |f| named(f, what, ending)))
    }

    /// Township and period, as they stand in files.
    pub fn about(&self) -> String {
        let said =
            |f: &Arc<Figures>| format!("{}　{}", f.township.as_deref().unwrap_or_default(), f.period_title());
        self.figures.with_untracked(|f| f.as_ref().map(said)).unwrap_or_default()
    }

    /// The link to a page.
    pub fn href(&self, page: Page) -> String {
        hash(page, self.snapshot().as_deref())
    }

    /// The link to the page of a place or a person.
    pub fn place_href(&self, place: &PlaceRef) -> String {
        place_hash(place, self.snapshot().as_deref())
    }

    /// Goes to a page, as a click on its link would.
    pub fn go(&self, page: Page) {
        if self.page.get_untracked() != page {
            self.page.set(page);
        }
        dom::set_hash(&self.href(page));
    }

    /// Whether figures are shown. It changes with the first figures, not with every new set of them.
    pub fn loaded(&self) -> Memo<bool> {
        let figures = self.figures;
        Memo::new(move |_| figures.with(Option::is_some))
    }

    /// The snapshot's text, where one is open.
    pub fn snapshot(&self) -> Option<Arc<str>> {
        self.origin.with(|o| match o {
            Origin::Snapshot(text, _) => Some(Arc::clone(text)),
            Origin::Files | Origin::Sample => None,
        })
    }
}

/// The store of the running page.
pub fn store() -> Store {
    expect_context::<Store>()
}
