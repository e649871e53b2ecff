//! From a draft's file to its text: plain text in any encoding, or a Word document.

use super::docx;
use crate::input::read::{ReadError, whole_text};
use crate::text::{say, t};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A draft that was read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The text; paragraphs end with line ends, cells of tables with tabs.
    pub text: String,
    /// The file itself where it is a Word document, for [`super::corrected`].
    #[serde(with = "serde_bytes")]
    pub docx: Option<Vec<u8>>,
}

/// Why a file cannot be checked as a draft; `Display` gives the sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoDraft {
    /// Nothing in it.
    Empty,
    /// Something else, in words.
    Other(String),
    /// A Word document that cannot be read.
    Damaged,
    /// Too long.
    TooLong,
}

impl fmt::Display for NoDraft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str(t("稿子是空的")),
            Self::Other(what) => {
                f.write_str(&say!("这是{what}，不是稿子；请放入 .docx 或 .txt，或把文字粘贴进来", what))
            }
            Self::Damaged => f.write_str(t(
                "这个 Word 文档损坏或不完整；请在 Word 或 WPS 中另存为 .docx 再放入，或把文字粘贴进来",
            )),
            Self::TooLong => f.write_str(t("稿子太长；请分成几份再核")),
        }
    }
}

impl std::error::Error for NoDraft {}

/// The most characters of a draft: some 300 pages.
const LONGEST: usize = 300_000;

/// Reads a draft's file. The content decides on the format.
///
/// # Errors
/// Where it is no text and no Word document, or is empty or too long.
pub fn read_draft(bytes: &[u8]) -> Result<Draft, NoDraft> {
    let draft = if bytes.starts_with(b"PK\x03\x04") {
        Draft { text: docx::text(bytes)?, docx: Some(bytes.to_vec()) }
    } else {
        let text = whole_text(bytes).map_err(|e| match e {
            ReadError::Empty => NoDraft::Empty,
            ReadError::OtherKind(what) => NoDraft::Other(what),
            other => NoDraft::Other(other.to_string()),
        })?;
        Draft { text, docx: None }
    };
    draft.checked()
}

impl Draft {
    /// Takes a draft's text as it was pasted.
    ///
    /// # Errors
    /// Where it is empty or too long.
    pub fn pasted(text: String) -> Result<Self, NoDraft> {
        Self { text, docx: None }.checked()
    }

    fn checked(self) -> Result<Self, NoDraft> {
        if self.text.trim().is_empty() {
            return Err(NoDraft::Empty);
        }
        if self.text.chars().count() > LONGEST {
            return Err(NoDraft::TooLong);
        }
        Ok(self)
    }
}
