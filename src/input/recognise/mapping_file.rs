//! A mapping file: what a person taught, for taking along to another machine.

use super::mapping::Corrections;
use crate::model::alias::Aliases;
use crate::model::cause::Ticks;
use crate::text::t;
use serde::{Deserialize, Serialize};

/// What a mapping file begins with.
const MAPPING_FORMAT: &str = "gelan-mappings";

/// What a person taught: how tables are understood, which names stand for listed ones, which findings are as they should be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mappings {
    /// Corrections of tables.
    pub corrections: Corrections,
    /// Answers about names, those of persons too.
    pub aliases: Aliases,
    /// Findings that were ticked off.
    pub ticks: Ticks,
}

/// A mapping file as it is written.
#[derive(Serialize, Deserialize)]
struct MappingFile {
    format: String,
    version: u32,
    corrections: Corrections,
    #[serde(default, skip_serializing_if = "Aliases::is_empty")]
    names: Aliases,
    #[serde(default, skip_serializing_if = "Ticks::is_empty")]
    ticked: Ticks,
}

impl Mappings {
    /// Number of corrections, answers and ticks.
    pub fn len(&self) -> usize {
        self.corrections.0.len() + self.aliases.len() + self.ticks.len()
    }

    /// Whether nothing was taught.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// As a mapping file (JSON): headings and names, no rows.
    pub fn to_file(&self) -> String {
        let file = MappingFile {
            format: MAPPING_FORMAT.to_owned(),
            version: 1,
            corrections: self.corrections.clone(),
            names: self.aliases.clone(),
            ticked: self.ticks.clone(),
        };
        serde_json::to_string_pretty(&file).unwrap_or_default()
    }

    /// Adds what a mapping file holds; it replaces what is known of the same headings and names. Returns the numbers of
    /// corrections and of answers.
    ///
    /// # Errors
    /// A sentence, if the text is no mapping file or one of a newer version.
    pub fn take_file(&mut self, text: &str) -> Result<(usize, usize), String> {
        let other = || t("这不是格览的表头对应文件").to_owned();
        let file: MappingFile = serde_json::from_str(text).map_err(|_| other())?;
        if file.format != MAPPING_FORMAT {
            return Err(other());
        }
        if file.version != 1 {
            return Err(t("表头对应文件由更新版本的格览保存，请更新格览").to_owned());
        }
        let count = file.corrections.0.len();
        self.corrections.0.extend(file.corrections.0);
        self.ticks.take(file.ticked);
        Ok((count, self.aliases.take(file.names)))
    }
}
