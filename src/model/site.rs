//! The village of a table whose rows name none, and what tells it.

use serde::{Deserialize, Serialize};
use std::hash::{DefaultHasher, Hasher};

/// What tells the village of a table whose rows name none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SiteSource {
    /// The address of the row.
    Address,
    /// The title above the header.
    Title,
    /// The sheet's name.
    Sheet,
    /// The line above the header that says who reports (填报单位：栗坪村).
    Unit,
    /// The file's name.
    File,
    /// A folder around the file.
    Folder,
    /// The grid in which the officer of the row is listed.
    Officer,
    /// A person.
    Person,
}

/// The village of a table with rows that name none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableSite {
    /// By what a person's answer is kept: [`table_mark`].
    pub mark: String,
    /// The file, with the one inside it behind a slash.
    pub file: String,
    /// The sheet.
    pub sheet: String,
    /// What told the village; `None` where nothing does.
    pub source: Option<SiteSource>,
    /// The village; empty where the rows are of several or of none.
    pub village: String,
    /// The villages that may be meant, where several are named.
    pub candidates: Vec<String>,
    /// The rows that name no village.
    pub rows: u32,
    /// The rows whose village stands in their address.
    pub by_address: u32,
    /// The rows whose grid, or village, is that of their officer.
    pub by_officer: u32,
    /// The villages that a person can choose.
    pub choices: Vec<String>,
}

/// Returns the mark of a table by its names, which it does not show: a browser may keep it.
pub fn table_mark(names: &[&str], header_row: u32) -> String {
    let mut hasher = DefaultHasher::new();
    for name in names {
        hasher.write(name.as_bytes());
        hasher.write_u8(0);
    }
    hasher.write_u32(header_row);
    format!("{:016x}", hasher.finish())
}
