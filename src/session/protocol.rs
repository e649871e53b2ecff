//! What page and worker say to each other.

use super::{Computed, EvidenceOf, FileId};
use crate::figures::Subject;
use crate::figures::settings::Settings;
use crate::input::file::{FileReport, ReadChoices, RowText, RowsOf};
use crate::model::cell::Day;
use crate::model::period::PeriodChoice;
use crate::session::rollup::stack::{Ask, Told};
use crate::snapshot::Choices;
use serde::{Deserialize, Serialize};

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
    /// Read some rows of a file again. The file's bytes travel beside it.
    ReadRows {
        /// Given back in the answer.
        generation: u32,
        /// The file's name.
        name: String,
        /// What the person chose for the file.
        choices: ReadChoices,
        /// Which rows.
        wanted: RowsOf,
    },
    /// Keep what a reader found under this number, in place of what was there. The [`FileReading`], encoded by the
    /// reader, travels beside it, unopened by the page.
    ///
    /// [`FileReading`]: crate::input::file::FileReading
    Keep {
        /// The number.
        file: FileId,
    },
    /// Forget a file.
    Forget(FileId),
    /// What the next computing assumes.
    Settings(Box<Settings>),
    /// Compute the figures.
    Compute {
        /// Given back in the answer, so that an answer to an older question can be told.
        generation: u32,
        /// For which period.
        period: PeriodChoice,
        /// Today: nothing can be overdue after it.
        today: Day,
    },
    /// The rows behind a figure of the last computed period.
    Evidence {
        /// Given back in the answer.
        generation: u32,
        /// Which figure.
        subject: Subject,
    },
    /// Of many snapshots.
    Roll(Box<Ask>),
    /// The results JSON for the last computed period.
    ExportJson,
    /// The snapshot text (what follows `#s=`) of the last computed period.
    Snapshot(Choices),
    /// Look for QR codes in a picture.
    ReadCode {
        /// Pixels in a row.
        width: u32,
        /// Rows.
        height: u32,
        /// Grey levels, row by row.
        #[serde(with = "super::bytes")]
        grey: Vec<u8>,
    },
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
        /// Rows done.
        rows: u64,
    },
    /// A file was read. The [`FileReading`], encoded, travels beside it, for [`Request::Keep`].
    ///
    /// [`FileReading`]: crate::input::file::FileReading
    Read {
        /// The file.
        file: FileId,
        /// What the page needs of it.
        report: FileReport,
    },
    /// Rows as they stand in their file, or a sentence why they cannot be shown.
    Rows {
        /// The question's number.
        generation: u32,
        /// The answer.
        rows: Result<Vec<RowText>, String>,
    },
    /// Of many snapshots.
    Roll(Box<Told>),
    /// The figures.
    Computed {
        /// The question's number.
        generation: u32,
        /// The answer.
        computed: Box<Computed>,
    },
    /// The rows behind a figure.
    Evidence {
        /// The question's number.
        generation: u32,
        /// By table.
        rows: Vec<EvidenceOf>,
    },
    /// The results JSON.
    Json(String),
    /// The snapshot text.
    Snapshot(String),
    /// The texts of the QR codes.
    Codes(Vec<String>),
}
