//! The worker's side: opens snapshots one after another, keeps their texts, and gives the page a row of each.

use super::{NotJoined, Row, joined, links, names, texts};
use crate::figures::Figures;
use crate::figures::settings::Settings;
use crate::input::read::Source;
use crate::model::cell::Day;
use crate::snapshot::{Listed, MOST_PLACES, Snapshot, SnapshotError, decode, encode, figures, totals};
use crate::text::say;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io;

/// The most rows that go to the page at once.
const BATCH: usize = 1000;
/// The most refusals that are named one by one.
const NAMED: usize = 100;

/// The page's request about many snapshots.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum RollupRequest {
    /// Open what was pasted.
    Paste(String),
    /// Open a file of this name, which travels beside.
    File(String),
    /// Take what a password opened: a locked text and the text of what was in it, each.
    Unlocked(Vec<(String, String)>),
    /// Give the text of a snapshot as it came, behind its password if it had one.
    Text(u32),
    /// Give the texts of snapshots as they open without a password.
    Texts(Vec<u32>),
    /// Compute the figures of some snapshots.
    Figures {
        /// Their texts.
        texts: Vec<String>,
        /// The settings for snapshots that name none.
        settings: Box<Settings>,
    },
    /// Make one snapshot of several.
    Join {
        /// What it is called.
        name: String,
        /// Their texts.
        texts: Vec<String>,
        /// Today.
        made: Day,
    },
}

/// A worker's answer about many snapshots.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum RollupResponse {
    /// Rows, in the order of their numbers. A long list comes in parts.
    Rows {
        /// The rows.
        rows: Vec<Row>,
        /// What could not be opened, a sentence each.
        refused: Vec<String>,
        /// The texts that need a password.
        locked: Vec<String>,
        /// Bytes read.
        done: u64,
        /// Bytes in all.
        total: u64,
    },
    /// The text that was asked for; `None` if there is none of this number.
    Text(Option<String>),
    /// The texts that were asked for.
    Texts(Vec<String>),
    /// The figures, each with the version of its definitions where the snapshot names one; or why one does not open.
    Figures(Result<Vec<(Figures, Option<u32>)>, String>),
    /// The text of the joined snapshot, or why there is none.
    Joined(Result<String, String>),
}

/// The snapshots that were opened.
#[derive(Debug)]
pub struct SnapshotStore {
    texts: Vec<Box<str>>,
    /// Those that came behind a password, as they came.
    sent: BTreeMap<u32, Box<str>>,
    settings: Settings,
    /// The most places of a joined snapshot.
    most: usize,
}

impl Default for SnapshotStore {
    fn default() -> Self {
        Self::joining(MOST_PLACES)
    }
}

#[derive(Default)]
struct Batch {
    rows: Vec<Row>,
    refused: Vec<String>,
    locked: Vec<String>,
}

impl Batch {
    fn response(self, done: u64, total: u64) -> RollupResponse {
        let Self { rows, refused, locked } = self;
        RollupResponse::Rows { rows, refused, locked, done, total }
    }
}

impl SnapshotStore {
    /// An empty store that joins snapshots of at most `most` places.
    pub fn joining(most: usize) -> Self {
        Self { texts: Vec::new(), sent: BTreeMap::new(), settings: Settings::default(), most }
    }

    /// A snapshot's text.
    pub fn text(&self, id: u32) -> Option<&str> {
        self.texts.get(id as usize).map(AsRef::as_ref)
    }

    fn take(&mut self, whence: &str, found: Result<String, SnapshotError>, batch: &mut Batch) {
        let listed = found.and_then(|text| totals(&text, &self.settings).map(|listed| (text, listed)));
        match listed {
            Ok((text, Listed::Totals(totals))) => {
                batch.rows.push(Row::of_totals(*totals, &text));
                self.texts.push(text.into());
            }
            Ok((text, Listed::Locked)) => batch.locked.push(text),
            Err(error) if batch.refused.len() < NAMED => {
                batch.refused.push(say!("{whence}：{error}", whence, error));
            }
            Err(_) => {}
        }
    }

    /// Opens what a person pasted: one snapshot, or one a line.
    fn paste(&mut self, text: &str) -> RollupResponse {
        let mut batch = Batch::default();
        for (line, found) in links(text) {
            self.take(&say!("第 {line} 行", line), found, &mut batch);
        }
        batch.response(1, 1)
    }

    /// Takes what a password opened.
    fn unlocked(&mut self, opened: Vec<(String, String)>) -> RollupResponse {
        let mut batch = Batch::default();
        for (sent, text) in opened {
            if let Ok(id) = u32::try_from(self.texts.len()) {
                self.sent.insert(id, sent.into());
            }
            self.take("", Ok(text), &mut batch);
        }
        batch.response(1, 1)
    }

    /// Opens what a file holds.
    fn file(
        &mut self,
        name: &str,
        source: &mut dyn Source,
        part: &mut dyn FnMut(RollupResponse),
    ) -> io::Result<RollupResponse> {
        let total = source.len();
        let mut batch = Batch::default();
        texts(name, source, &mut |whence, found, at| {
            self.take(whence, found, &mut batch);
            if batch.rows.len() >= BATCH {
                part(std::mem::take(&mut batch).response(at.min(total.saturating_sub(1)), total));
            }
        })?;
        Ok(batch.response(total, total))
    }

    /// Says of which town it is that a text does not open whose totals are in the list.
    fn refused(&self, text: &str, error: SnapshotError) -> String {
        let name = match totals(text, &self.settings) {
            Ok(Listed::Totals(totals)) => totals.township.unwrap_or_default(),
            _ => String::new(),
        };
        say!("{name}：{why}", name, why = error)
    }

    /// One snapshot of several, as text.
    ///
    /// # Errors
    /// A sentence why there is none.
    pub fn join(&self, name: &str, texts: &[String], made: Day) -> Result<String, String> {
        let (mut opened, mut places) = (Vec::new(), 0);
        for text in texts {
            let snapshot = decode(text).map_err(|error| self.refused(text, error))?;
            // Before memory runs out: of a country each is large.
            places += snapshot.tally.villages.len() + snapshot.tally.grids.len();
            if places > self.most {
                return Err(NotJoined::TooLarge.sentence().to_owned());
            }
            opened.push((Row::of(&snapshot, text, &self.settings), snapshot));
        }
        let (rows, opened): (Vec<Row>, Vec<Snapshot>) = opened.into_iter().unzip();
        let names = names(&rows, &vec![None; rows.len()]);
        let towns: Vec<(String, Snapshot)> = names.into_iter().zip(opened).collect();
        joined(name, &towns, made).map(|s| encode(&s)).map_err(|e| e.sentence().to_owned())
    }

    /// Answers a request. `source` is the file that travels beside it; `part` gets parts of the answer.
    pub fn answer(
        &mut self,
        request: RollupRequest,
        source: Option<&mut dyn Source>,
        part: &mut dyn FnMut(RollupResponse),
    ) -> RollupResponse {
        match request {
            RollupRequest::Paste(text) => self.paste(&text),
            RollupRequest::File(name) => {
                let read = source.and_then(|source| self.file(&name, source, part).ok());
                read.unwrap_or_else(|| {
                    Batch { refused: vec![say!("{name} 读不出来", name)], ..Batch::default() }.response(1, 1)
                })
            }
            RollupRequest::Unlocked(opened) => self.unlocked(opened),
            RollupRequest::Text(id) => {
                let sent = self.sent.get(&id).map(AsRef::as_ref);
                RollupResponse::Text(sent.or_else(|| self.text(id)).map(str::to_owned))
            }
            RollupRequest::Texts(ids) => {
                let texts = ids.iter().filter_map(|id| self.text(*id)).map(str::to_owned);
                RollupResponse::Texts(texts.collect())
            }
            RollupRequest::Figures { texts, settings } => {
                let opened = texts.iter().map(|text| match decode(text) {
                    Ok(snapshot) => Ok((figures(&snapshot, &settings), snapshot.catalogue)),
                    Err(error) => Err(self.refused(text, error)),
                });
                RollupResponse::Figures(opened.collect())
            }
            RollupRequest::Join { name, texts, made } => {
                RollupResponse::Joined(self.join(&name, &texts, made))
            }
        }
    }
}
