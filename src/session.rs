//! The files that are loaded, and everything that can be asked of them: the same for the page and the command line.

use crate::finding::Finding;
use crate::measure::Figures;
use crate::period::PeriodChoice;
use crate::read::{Format, TextEncoding};
use crate::recognise::{Corrections, TableInfo};
use crate::records::Records;
use serde::{Deserialize, Serialize};

/// What reading one file gave, without its records: small enough for the page to hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileReport {
    /// Name, or path inside a dropped folder.
    pub name: String,
    /// Size in bytes.
    pub size: u64,
    /// What it turned out to be; `None` where it could not be read.
    pub format: Option<Format>,
    /// Why it could not be read, as a sentence.
    pub error: Option<String>,
    /// Its tables, known or not.
    pub tables: Vec<TableInfo>,
    /// What was met while reading it.
    pub findings: Vec<Finding>,
    /// Fingerprint of its bytes, for pointing out the same file under two names.
    pub fingerprint: u64,
}

/// What reading one file gave.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FileReading {
    /// All but the records.
    pub report: FileReport,
    /// The records, each with the index of its table in the report.
    pub records: Vec<(u32, Records)>,
}

/// What the person chose for reading a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadChoices {
    /// Corrections of earlier tables, by their headings.
    pub corrections: Corrections,
    /// The encoding of a text file, where the guess was wrong.
    pub encoding: Option<TextEncoding>,
}

/// Every figure for a period, and what was met in computing it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Computed {
    /// The figures.
    pub figures: Figures,
    /// Findings that need more than one table (places, repeated rows); those of each file are in its report.
    pub findings: Vec<Finding>,
}

/// A file's number in the session, given by whoever drops it.
pub type FileId = u32;

/// What the page asks of a worker. The file's bytes travel beside [`Request::Read`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Request {
    /// Read a file.
    Read {
        /// The number to answer with.
        file: FileId,
        /// Its name.
        name: String,
        /// What the person chose.
        choices: ReadChoices,
    },
    /// Keep what a reader found ([`Response::Read`]'s `reading`) under this number, in place of what was there.
    Keep {
        /// The number.
        file: FileId,
        /// A [`FileReading`], as encoded by the reader.
        reading: Vec<u8>,
    },
    /// Forget a file.
    Forget(FileId),
    /// Compute the figures.
    Compute {
        /// Given back in the answer, so that an answer to an older question can be told.
        generation: u32,
        /// For which period.
        period: PeriodChoice,
    },
    /// The results JSON for the last computed period.
    ExportJson,
    /// The snapshot text (what follows `#s=`) of the last computed period.
    Snapshot,
}

/// What a worker answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Response {
    /// The worker is up.
    Ready,
    /// So many bytes of the file are done.
    Progress {
        /// The file.
        file: FileId,
        /// Bytes done.
        done: u64,
        /// Bytes in all.
        total: u64,
    },
    /// A file was read.
    Read {
        /// The file.
        file: FileId,
        /// What the page needs of it.
        report: FileReport,
        /// A [`FileReading`], encoded, for [`Request::Keep`].
        reading: Vec<u8>,
    },
    /// The figures.
    Computed {
        /// The question's number.
        generation: u32,
        /// The answer.
        computed: Box<Computed>,
    },
    /// The results JSON.
    Json(String),
    /// The snapshot text.
    Snapshot(String),
}
