//! The bodies of representatives and what their members do.

use serde::{Deserialize, Serialize};

/// The three bodies of representatives, which never share a denominator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Body {
    /// Party delegates.
    #[serde(rename = "党代表")]
    Party,
    /// Deputies to the people's congress.
    #[serde(rename = "人大代表")]
    Congress,
    /// Members of the political consultative conference.
    #[serde(rename = "政协委员")]
    Consultative,
}

impl Body {
    /// The three, in the order in which they are named.
    pub const ALL: [Self; 3] = [Self::Party, Self::Congress, Self::Consultative];

    /// Its name in the language that is on.
    pub fn label(self) -> &'static str {
        crate::text::t(self.title())
    }

    /// 党代表, 人大代表 or 政协委员, as tables and results name them in any language.
    pub fn title(self) -> &'static str {
        match self {
            Self::Party => "党代表",
            Self::Congress => "人大代表",
            Self::Consultative => "政协委员",
        }
    }

    /// The body named in a text (a cell, a sheet's name, a title), where exactly one is.
    pub fn named_in(text: &str) -> Option<Self> {
        let hits = [
            (Self::Party, ["党代表", "党代会代表"]),
            (Self::Congress, ["人大代表", "人民代表"]),
            (Self::Consultative, ["政协委员", "政协"]),
        ];
        let mut found = hits.iter().filter(|(_, words)| words.iter().any(|w| text.contains(w)));
        match (found.next(), found.next()) {
            (Some((body, _)), None) => Some(*body),
            _ => None,
        }
    }
}
