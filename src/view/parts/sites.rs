//! The villages of tables whose rows name none: what is said at each table, and what can be chosen.

use crate::count::site_said;
use crate::model::alias::Aliases;
use crate::model::site::{SiteSource, TableSite};
use crate::text::{say, t};

/// A village to choose, or something else to say of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteChoice {
    /// Its words.
    pub title: String,
    /// What it says.
    pub answer: SiteAnswer,
    /// Whether it is what holds now.
    pub chosen: bool,
}

/// What a person says of a table's village.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SiteAnswer {
    /// What the words around it tell.
    Found,
    /// It is of this village.
    Village(String),
    /// It is of none.
    None,
}

impl SiteAnswer {
    /// Says it of the table with this mark.
    pub fn say(&self, aliases: &mut Aliases, mark: &str) {
        match self {
            Self::Found => _ = aliases.tables.remove(mark),
            Self::Village(name) => _ = aliases.tables.insert(mark.to_owned(), Some(name.clone())),
            Self::None => _ = aliases.tables.insert(mark.to_owned(), None),
        }
    }
}

/// What a table says of its village.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteLine {
    /// By what an answer is kept.
    pub mark: String,
    /// File and sheet.
    pub name: String,
    /// What told the village, or that several may be meant.
    pub said: String,
    /// Whether a person is asked.
    pub asked: bool,
    /// The villages that may be meant, to be pressed.
    pub presses: Vec<SiteChoice>,
    /// All choices.
    pub choices: Vec<SiteChoice>,
}

/// Returns the line of a table.
pub fn site_line(site: &TableSite) -> SiteLine {
    let by_person = site.source == Some(SiteSource::Person);
    let choice = |title: &str, answer, chosen| SiteChoice { title: title.to_owned(), answer, chosen };
    let village =
        |name: &String| choice(name, SiteAnswer::Village(name.clone()), by_person && site.village == *name);
    let none = || choice(t("不计入哪个村"), SiteAnswer::None, by_person && site.village.is_empty());
    let found = choice(t("按表题、文件名等"), SiteAnswer::Found, !by_person);
    let mut presses: Vec<SiteChoice> = site.candidates.iter().map(village).collect();
    presses.push(none());
    let rest = site.choices.iter().filter(|name| !site.candidates.contains(name));
    let villages = site.candidates.iter().chain(rest).map(village);
    SiteLine {
        mark: site.mark.clone(),
        name: [site.file.as_str(), &site.sheet].join(" ").trim_end().to_owned(),
        said: site_said(site),
        asked: is_asked(site),
        presses,
        choices: [found].into_iter().chain(villages).chain([none()]).collect(),
    }
}

/// Returns the lines of the tables about which a person is asked.
pub fn asked(sites: &[TableSite]) -> Vec<SiteLine> {
    sites.iter().filter(|site| is_asked(site)).map(site_line).collect()
}

fn is_asked(site: &TableSite) -> bool {
    site.source.is_none() && !site.candidates.is_empty()
}

/// Returns the number of tables that are where an earlier visit's answers put them.
pub fn remembered(sites: &[TableSite], remembered: &Aliases) -> usize {
    let old = |site: &&TableSite| {
        site.source == Some(SiteSource::Person) && remembered.tables.contains_key(&site.mark)
    };
    sites.iter().filter(old).count()
}

/// Returns what was done, in a sentence, for the notice that says so.
pub fn done(line: &SiteLine, answer: &SiteAnswer) -> String {
    let name = &line.name;
    match answer {
        SiteAnswer::Found => say!("“{name}”的村已恢复按表题、文件名等取", name),
        SiteAnswer::Village(village) => say!("“{name}”已计入“{village}”，下次也照此", name, village),
        SiteAnswer::None => say!("“{name}”已不计入哪个村，下次也照此", name),
    }
}
