//! What the page and its workers say to each other.
//!
//! The page asks with a [`Request`]; a worker answers each with one [`Response`], before which it may send parts of the
//! answer. [`Handler`](super::handler::Handler) is the worker's side.

use super::look::{LookFor, Looked};
use super::rollup::{RollupRequest, RollupResponse};
use super::{Computed, Effect, EvidenceOf, FileId, Prospect};
use crate::figures::Subject;
use crate::figures::details::{Details, DetailsOf};
use crate::figures::settings::Settings;
use crate::input::file::{FileReport, ReadChoices, RowText, RowsOf};
use crate::model::alias::Aliases;
use crate::model::cause::Ticks;
use crate::model::cell::Day;
use crate::model::finding::FindingFilter;
use crate::model::period::PeriodChoice;
use crate::snapshot::{Choices, SnapshotHead};
use crate::text::Language;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What the page asks of a worker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Request {
    /// Read the file that travels beside. Parts are [`Response::Progress`], [`Response::Ahead`], [`Response::Cut`] and
    /// [`Response::Half`], the answer is [`Response::Read`].
    Read {
        /// Its name.
        name: String,
        /// What the person chose for reading it.
        choices: ReadChoices,
        /// Whether another worker may read a part of it.
        is_shared: bool,
    },
    /// Read the part of the file beside from this byte on, for the worker that reads what precedes it. Parts are
    /// [`Response::Progress`], the answer is [`Response::Part`].
    ReadPart {
        /// The file's name.
        name: String,
        /// What the person chose for reading it.
        choices: ReadChoices,
        /// The byte.
        from: u64,
    },
    /// Go on behind the half that was read, with the part beside, which another worker read, or without one.
    GoOn,
    /// Read the file that travels beside to see what it would be. The answer is [`Response::Read`], the whole reading beside it.
    Try {
        /// Its name.
        name: String,
        /// How it would be read.
        choices: ReadChoices,
    },
    /// Read some rows of the file that travels beside. The answer is [`Response::Rows`].
    ReadRows {
        /// The file's name.
        name: String,
        /// What the person chose for reading it.
        choices: ReadChoices,
        /// Which rows.
        wanted: RowsOf,
    },
    /// Look into the file that travels beside and may be no table. Parts are [`Response::Progress`], the answer is
    /// [`Response::Looked`].
    Look {
        /// Its name.
        name: String,
        /// What it may be.
        what: LookFor,
        /// The language of the sentences.
        language: Language,
    },
    /// Keep the file reading that travels beside, encoded by the worker that read it, in place of what was under this
    /// number.
    Keep(FileId),
    /// Take the block of rows that travels beside: they go ahead of the reading of this number. Without one, forget those
    /// that did.
    Ahead(FileId),
    /// Forget a file.
    Forget(FileId),
    /// Show a snapshot's text in place of files. The answer is [`Response::Opened`].
    Open(String),
    /// Compute with these settings from now on.
    Settings(Box<Settings>),
    /// Match names by these answers from now on.
    Aliases(Box<Aliases>),
    /// Compute the figures. The answer is [`Response::Computed`].
    Compute {
        /// The period; `None` for the one that suits the data.
        period: Option<PeriodChoice>,
        /// Today: nothing is overdue after it.
        today: Day,
    },
    /// Find the rows behind a figure of the last computed period. The answer is [`Response::Evidence`].
    Evidence(Subject),
    /// List what tables hold of a place, for the last computed period. The answer is [`Response::Details`].
    Details(DetailsOf),
    /// Work out what questions answered yes would change of the last computed period. The answer is [`Response::Prospects`].
    Prospects,
    /// Hold the file reading that travels beside, in place of what is under this number, for [`Request::Supposed`] alone.
    Suppose(FileId),
    /// Work out what would change of the last computed period with what is supposed, and drop that. The answer is
    /// [`Response::Supposed`].
    Supposed {
        /// That period.
        period: PeriodChoice,
        /// Today, as it was computed for.
        today: Day,
    },
    /// Write a file of the last computed period. The answer is [`Response::File`].
    Export {
        /// Which.
        file: ExportFile,
        /// Today, which reports name.
        today: Day,
    },
    /// Make the snapshot of the last computed period. The answer is [`Response::Snapshot`].
    Snapshot {
        /// What travels.
        choices: Choices,
        /// Today, which the snapshot names.
        today: Day,
    },
    /// The last snapshot was handed on: what is made later is held against it. The answer is [`Response::HandedOn`].
    HandOn,
    /// Leave one that was handed on out of account. The answer is [`Response::HandedOn`].
    LeaveOut(usize),
    /// Something about many snapshots. The answer is [`Response::Rollup`], and so are its parts.
    Rollup(RollupRequest),
    /// Look for QR codes in a picture. The answer is [`Response::Codes`].
    ReadCode {
        /// Pixels in a row.
        width: u32,
        /// Rows.
        height: u32,
        /// Grey levels, row by row.
        #[serde(with = "serde_bytes")]
        grey: Vec<u8>,
    },
}

/// What a worker answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Response {
    /// It is done; there is nothing to tell.
    Done,
    /// How far a file is read.
    Progress {
        /// Bytes done.
        done: u64,
        /// Rows done.
        rows: u64,
    },
    /// Rows of the file that is read travel beside, encoded, for [`Request::Ahead`].
    Ahead,
    /// Another worker may read the file from this byte on; [`Request::GoOn`] has to follow.
    Cut(u64),
    /// The file is read up to that byte.
    Half,
    /// The part of a file travels beside, encoded; nothing if it cannot be read apart.
    Part,
    /// What a file holds. The reading, encoded, travels beside, for [`Request::Keep`].
    Read(FileReport),
    /// What a file turned out to be.
    Looked(Looked),
    /// Rows as the file has them, or a sentence why they cannot be shown.
    Rows(Result<Vec<RowText>, String>),
    /// What a text turned out to be.
    Opened(OpenedText),
    /// The figures.
    Computed {
        /// Of which period.
        period: PeriodChoice,
        /// The figures.
        computed: Arc<Computed>,
    },
    /// The rows behind a figure, by table.
    Evidence(Vec<EvidenceOf>),
    /// What tables hold of a place.
    Details(Arc<Details>),
    /// What questions answered yes would change.
    Prospects(Vec<Prospect>),
    /// What would change with what was supposed; `None` if something else counts by now.
    Supposed(Option<Vec<Effect>>),
    /// A file to save, or a sentence why there is none.
    File(Result<WrittenFile, String>),
    /// The snapshot's text; `None` before anything was computed.
    Snapshot(Option<String>),
    /// The snapshots that were handed on in this session, by township, period and what they keep back.
    HandedOn(Vec<String>),
    /// About many snapshots.
    Rollup(RollupResponse),
    /// The texts of the QR codes.
    Codes(Vec<String>),
}

/// The files that are written from figures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ExportFile {
    /// The results as JSON, with what was ticked off.
    Json(Ticks),
    /// The report as a workbook, without names of persons.
    Report,
    /// The same with the representatives, whom a measure misses, and the findings.
    NamedReport,
    /// What is to be done, a workbook for each village in a zip.
    Work,
    /// The findings as a workbook: those that a filter leaves, the worst first; or all, file by file.
    Findings(Option<FindingFilter>),
}

/// A file to save.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrittenFile {
    /// Its name.
    pub name: String,
    /// Its bytes.
    #[serde(with = "serde_bytes")]
    pub bytes: Vec<u8>,
}

/// What a snapshot's text turned out to be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum OpenedText {
    /// A snapshot, which is loaded now.
    Open(SnapshotHead),
    /// A snapshot behind a password.
    Locked,
    /// No snapshot; a sentence why.
    Refused(String),
}
