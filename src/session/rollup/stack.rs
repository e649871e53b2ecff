//! The worker's side: opens snapshots one after another, keeps their texts, and gives the page a row of each.

use super::{NotJoined, Row, joined, links, names};
use crate::figures::settings::Settings;
use crate::input::read::Source;
use crate::model::cell::Day;
use crate::say;
use crate::snapshot::carrier;
use crate::snapshot::{MOST_PLACES, Opened, Snapshot, SnapshotError, encode, open};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io;

/// How much of a file is read at a time.
const PIECE: usize = 1 << 20;
/// So many rows go to the page at once.
const BATCH: usize = 1000;
/// A file that is one snapshot holds at most so much (the page itself with a snapshot inside).
const WHOLE: u64 = 64 << 20;
/// So many refusals are told one by one.
const TOLD: usize = 100;

/// What the page asks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Ask {
    /// Open what was pasted.
    Paste(String),
    /// Open a file of this name, which travels beside it.
    File(String),
    /// What a password opened: a locked text and the text of what was in it, each.
    Unlocked(Vec<(String, String)>),
    /// The texts of some snapshots, by number.
    Texts {
        /// Given back.
        purpose: u8,
        /// As they came, behind their passwords; else opened.
        as_sent: bool,
        /// Which.
        ids: Vec<u32>,
    },
    /// One snapshot of several.
    Join {
        /// What it is called.
        name: String,
        /// Which.
        ids: Vec<u32>,
        /// Today.
        made: Day,
    },
}

/// What it is told.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Told {
    /// Rows, in the order of their numbers.
    Rows {
        /// The rows.
        rows: Vec<Row>,
        /// What could not be opened, a sentence each.
        refused: Vec<String>,
        /// The texts that need a password.
        locked: Vec<String>,
        /// Bytes read.
        done: u64,
        /// Bytes in all; the last message has as many done.
        total: u64,
    },
    /// Texts that were asked for.
    Texts {
        /// As in the question.
        purpose: u8,
        /// The texts.
        texts: Vec<String>,
    },
    /// The text of the joined snapshot, or why there is none.
    Joined(Result<String, String>),
}

/// The snapshots that were opened.
#[derive(Debug)]
pub struct Stack {
    texts: Vec<Box<str>>,
    /// Those that came behind a password, as they came.
    sent: BTreeMap<u32, Box<str>>,
    settings: Settings,
    /// The most places of a joined snapshot.
    most: usize,
}

impl Default for Stack {
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
    fn told(self, done: u64, total: u64) -> Told {
        let Self { rows, refused, locked } = self;
        Told::Rows { rows, refused, locked, done, total }
    }
}

fn plain(text: &str) -> Result<Snapshot, SnapshotError> {
    match open(text)? {
        Opened::Plain(snapshot) => Ok(*snapshot),
        Opened::Locked(_) => Err(SnapshotError::Locked),
    }
}

impl Stack {
    /// One that joins snapshots of at most so many places.
    #[must_use]
    pub fn joining(most: usize) -> Self {
        Self { texts: Vec::new(), sent: BTreeMap::new(), settings: Settings::default(), most }
    }

    /// A snapshot's text.
    #[must_use]
    pub fn text(&self, id: u32) -> Option<&str> {
        self.texts.get(id as usize).map(AsRef::as_ref)
    }

    fn take(&mut self, whence: &str, found: Result<String, SnapshotError>, batch: &mut Batch) {
        let opened = found.and_then(|text| open(&text).map(|opened| (text, opened)));
        match opened {
            Ok((text, Opened::Plain(snapshot))) => {
                batch.rows.push(Row::of(&snapshot, &text, &self.settings));
                self.texts.push(text.into());
            }
            Ok((text, Opened::Locked(_))) => batch.locked.push(text),
            Err(error) if batch.refused.len() < TOLD => {
                batch.refused.push(say!("{whence}：{error}", whence, error));
            }
            Err(_) => {}
        }
    }

    /// Opens what a person pasted: one snapshot, or one a line.
    pub fn paste(&mut self, text: &str, tell: &mut dyn FnMut(Told)) {
        let mut batch = Batch::default();
        for (line, found) in links(text) {
            self.take(&say!("第 {line} 行", line), found, &mut batch);
        }
        tell(batch.told(1, 1));
    }

    /// Takes what a password opened.
    pub fn unlocked(&mut self, opened: Vec<(String, String)>, tell: &mut dyn FnMut(Told)) {
        let mut batch = Batch::default();
        for (sent, text) in opened {
            if let Ok(id) = u32::try_from(self.texts.len()) {
                self.sent.insert(id, sent.into());
            }
            self.take("", Ok(text), &mut batch);
        }
        tell(batch.told(1, 1));
    }

    /// Opens a file: a snapshot's file, a page with a snapshot, or a text or table with one a line, which is read in
    /// pieces.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn file(
        &mut self,
        name: &str,
        source: &mut dyn Source,
        tell: &mut dyn FnMut(Told),
    ) -> io::Result<()> {
        let total = source.len();
        let mut piece = vec![0; PIECE];
        let mut start = vec![0; 512];
        let read = source.read_at(0, &mut start)?;
        start.truncate(read);
        let page = start.trim_ascii_start().first() == Some(&b'<');
        let mut batch = Batch::default();
        if (page || carrier::is_file(&start) || total < PIECE as u64) && total <= WHOLE {
            let mut bytes = Vec::new();
            while (bytes.len() as u64) < total {
                let read = source.read_at(bytes.len() as u64, &mut piece)?;
                if read == 0 {
                    break;
                }
                bytes.extend(piece.iter().take(read));
            }
            if page || carrier::is_file(&start) {
                self.take(name, carrier::from_file(&bytes), &mut batch);
            } else {
                for (line, found) in links(&String::from_utf8_lossy(&bytes)) {
                    self.take(&say!("{name} 第 {line} 行", name, line), found, &mut batch);
                }
            }
            tell(batch.told(total, total));
            return Ok(());
        }
        let (mut at, mut line, mut rest) = (0_u64, 0_usize, Vec::new());
        while at < total {
            let read = source.read_at(at, &mut piece)?;
            if read == 0 {
                break;
            }
            at += read as u64;
            rest.extend(piece.iter().take(read));
            let whole = if at >= total {
                rest.len()
            } else {
                rest.iter().rposition(|b| *b == b'\n').map_or(0, |n| n + 1)
            };
            let behind = rest.split_off(whole);
            for bytes in rest.split(|b| *b == b'\n') {
                line += 1;
                let text = String::from_utf8_lossy(bytes);
                for (_, found) in links(&text) {
                    if found != Err(SnapshotError::NotASnapshot) {
                        self.take(&say!("{name} 第 {line} 行", name, line), found, &mut batch);
                    }
                }
                if batch.rows.len() >= BATCH {
                    tell(std::mem::take(&mut batch).told(at.min(total - 1), total));
                }
            }
            // A piece that ends with a line break ends no further line.
            line -= usize::from(whole > 0 && at < total);
            rest = behind;
        }
        tell(batch.told(total, total));
        Ok(())
    }

    /// One snapshot of several, as text.
    ///
    /// # Errors
    /// A sentence why there is none.
    pub fn join(&self, name: &str, ids: &[u32], made: Day) -> Result<String, String> {
        let (mut opened, mut places) = (Vec::new(), 0);
        for text in ids.iter().filter_map(|id| self.text(*id)) {
            let Ok(snapshot) = plain(text) else { continue };
            // Before memory runs out: of a country each is large.
            places += snapshot.tally.villages.len() + snapshot.tally.grids.len();
            if places > self.most {
                return Err(NotJoined::TooLarge.sentence().to_owned());
            }
            opened.push((Row::of(&snapshot, text, &self.settings), snapshot));
        }
        let names = names(opened.iter().map(|(row, _)| row));
        let towns: Vec<(String, Snapshot)> =
            names.into_iter().zip(opened).map(|(name, (_, snapshot))| (name, snapshot)).collect();
        joined(name, &towns, made).map(|s| encode(&s)).map_err(|e| e.sentence().to_owned())
    }

    /// Answers.
    pub fn answer(&mut self, ask: Ask, source: Option<&mut dyn Source>, tell: &mut dyn FnMut(Told)) {
        match ask {
            Ask::Paste(text) => self.paste(&text, tell),
            Ask::File(name) => {
                let read = source.map(|source| self.file(&name, source, tell));
                if let Some(Err(_)) | None = read {
                    let refused = vec![say!("{name} 读不出来", name)];
                    tell(Batch { refused, ..Batch::default() }.told(1, 1));
                }
            }
            Ask::Unlocked(opened) => self.unlocked(opened, tell),
            Ask::Texts { purpose, as_sent, ids } => {
                let text = |id: &u32| {
                    let sent = self.sent.get(id).filter(|_| as_sent).map(AsRef::as_ref);
                    sent.or_else(|| self.text(*id)).map(str::to_owned)
                };
                tell(Told::Texts { purpose, texts: ids.iter().filter_map(text).collect() });
            }
            Ask::Join { name, ids, made } => tell(Told::Joined(self.join(&name, &ids, made))),
        }
    }
}
